// Opens a report in Chromium and looks at it as people would: `node check.mjs REPORT.html [FOLDER for pictures and the PDF]`.
// A line for each thing looked at; ends with "N passed, N failed"; exit status 1 when anything failed.
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , report, folder] = process.argv;
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const address = pathToFileURL(resolve(report)).href;
const widths = [320, 768, 1280];
// axe takes most of the time, and what it looks at hardly hangs on the width: LOOK=320,1280 gives it only these.
const axeWidths = (process.env.LOOK ?? widths.join(',')).split(',').map(Number);
const height = 800;
let passed = 0;
let failed = 0;

function check(what, faults) {
    if (faults.length === 0) {
        passed++;
        console.log(`ok      ${what}`);
        return;
    }
    failed++;
    console.log(`NOT OK  ${what}`);
    for (const fault of faults.slice(0, 20))
        console.log(`        ${fault}`);
}

// Runs in the page. Boxes that reach over the right edge, unless they lie in a region that scrolls by itself.
function tooWide() {
    const edge = document.documentElement.clientWidth;
    const faults = [];
    if (document.documentElement.scrollWidth > edge)
        faults.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${edge}`);
    for (const element of document.querySelectorAll('body *')) {
        const box = element.getBoundingClientRect();
        if (box.width > 0 && box.right > edge + 1 && !element.closest('.wide, .pathway'))
            faults.push(`<${element.localName} class="${element.getAttribute('class')}"> ends at ${Math.round(box.right)}: ${element.textContent.slice(0, 40)}`);
    }
    return faults;
}

// Charts' text: at least 12 px, nothing cut off at the edges of its drawing, no two ticks on top of each other.
function chartText() {
    const faults = [];
    for (const svg of document.querySelectorAll('svg.chart')) {
        const drawing = svg.getBoundingClientRect();
        if (drawing.width === 0)
            continue; // in a closed <details>
        const ticks = [];
        for (const text of svg.querySelectorAll('text')) {
            const box = text.getBoundingClientRect();
            if (parseFloat(getComputedStyle(text).fontSize) < 12)
                faults.push(`${svg.id || svg.getAttribute('aria-labelledby')}: "${text.textContent}" is under 12 px`);
            if (box.left < drawing.left - 1 || box.right > drawing.right + 1 || box.top < drawing.top - 2 || box.bottom > drawing.bottom + 2)
                faults.push(`${svg.getAttribute('aria-labelledby')}: "${text.textContent}" is cut off`);
            for (const other of ticks)
                if (box.left < other.box.right && other.box.left < box.right && box.top + 4 < other.box.bottom && other.box.top + 4 < box.bottom)
                    faults.push(`${svg.getAttribute('aria-labelledby')}: "${text.textContent}" lies over "${other.text}"`);
            ticks.push({ box, text: text.textContent });
        }
        if (!svg.querySelector('title')?.textContent || !svg.querySelector('desc')?.textContent || svg.getAttribute('role') !== 'img')
            faults.push(`${svg.getAttribute('aria-labelledby')}: no title, description or role`);
    }
    return faults;
}

function structure() {
    const faults = [];
    let level = 0;
    if (document.documentElement.lang !== 'en-GB')
        faults.push('lang is not en-GB');
    if (document.querySelectorAll('h1').length !== 1 || document.querySelectorAll('main').length !== 1)
        faults.push('not one h1 and one main');
    for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        const now = Number(heading.localName[1]);
        if (now > level + 1)
            faults.push(`h${level} is followed by h${now}: ${heading.textContent}`);
        if (heading.textContent.trim() === '')
            faults.push(`an empty h${now}`);
        level = now;
    }
    for (const table of document.querySelectorAll('table')) {
        if (!table.querySelector('caption')?.textContent)
            faults.push('a table without a caption');
        if ([...table.querySelectorAll('th')].some(th => !th.hasAttribute('scope')))
            faults.push(`a heading without scope in ${table.querySelector('caption')?.textContent}`);
    }
    for (const element of document.querySelectorAll('script, iframe, object, embed, img, link'))
        faults.push(`<${element.localName}> is there`);
    return faults;
}

if (browserPath === undefined) {
    console.log('skipped: there is no chromium');
    process.exit(77);
}
if (folder !== undefined)
    mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: widths[0], height }, offline: true });
const page = await context.newPage();
const messages = [];
const requests = [];
page.on('console', message => messages.push(`${message.type()}: ${message.text()}`));
page.on('pageerror', error => messages.push(`error: ${error.message}`));
page.on('request', request => {
    if (request.url() !== address)
        requests.push(request.url());
});

for (const width of widths) {
    await page.setViewportSize({ width, height });
    await page.goto(address);
    if (folder !== undefined) {
        await page.screenshot({ path: join(folder, `first-${width}.png`) });
        await page.screenshot({ path: join(folder, `whole-${width}.png`), fullPage: true });
    }
    await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
    check(`${width} px: the page does not scroll sideways`, await page.evaluate(tooWide));
    check(`${width} px: the text of charts is large enough, whole and apart`, await page.evaluate(chartText));
    if (!axeWidths.includes(width))
        continue;
    const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    check(`${width} px: axe finds nothing at WCAG 2.2 AA (${result.passes.length} rules hold)`,
        result.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`)
            .concat(result.passes.length < 10 ? ['axe looked at too little to mean anything'] : []));
}
check('headings, tables, landmarks', await page.evaluate(structure));

await page.goto(address);
check('the answer begins on the first screen', await page.evaluate(screen => {
    const box = (document.querySelector('#answer .answer p') ?? document.querySelector('#answer.board li, #answer.ward li'))?.getBoundingClientRect();
    return box && box.bottom <= screen ? [] : ['the first sentence of the answer ends below the first screen'];
}, height));
await page.keyboard.press('Tab');
check('the first key press reaches a skip link that is seen', await page.evaluate(() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    return focused.classList.contains('skip') && box.left >= 0 && box.width > 20 && getComputedStyle(focused).outlineStyle !== 'none' ? [] : [focused.outerHTML.slice(0, 100)];
}));
await page.emulateMedia({ media: 'print' });
// Styles for paper are worked out a frame later; what is folded away has no height then either.
await page.waitForFunction(() => [...document.querySelectorAll('details:not(.numbers) table')].every(table => table.checkVisibility({ contentVisibilityAuto: true })),
    null, { timeout: 3000 }).catch(() => {});
check('on paper nothing is folded away but the numbers behind charts', await page.evaluate(() => [...document.querySelectorAll('details:not(.numbers)')]
    .filter(details => [...details.querySelectorAll('table, ul')].some(part => !part.checkVisibility({ contentVisibilityAuto: true })))
    .map(details => details.querySelector('summary').textContent)));
await page.emulateMedia({ media: null });
const pdf = await page.pdf({ path: folder !== undefined ? join(folder, 'report.pdf') : undefined, format: 'A4', preferCSSPageSize: true });
check('it prints', pdf.length > 10000 ? [] : [`a PDF of ${pdf.length} bytes`]);
check('no console message', messages);
check('no network request', requests);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
