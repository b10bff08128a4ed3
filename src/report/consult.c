#include "report/consult.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "report/page_internal.h"
#include "report/report_style.h"

static const char style[] = WR_REPORT_STYLE;

struct page {
    struct wr_i_page p;
    const struct wr_report_consult_input *in;
    const struct wr_statement *s;
};

static const char *count(struct wr_i_page *p, struct wr_shown c)
{
    struct wr_buf buf;

    wr_buf_init(&buf, 0);
    wr_voices_say_count(c, &buf);
    return wr_i_page_keep(p, &buf);
}

static const char *share(struct wr_i_page *p, struct wr_share s)
{
    struct wr_buf buf;

    if (isnan(s.low))
        return "";
    wr_buf_init(&buf, 0);
    wr_voices_say_share(s, &buf);
    return wr_i_page_keep(p, &buf);
}

static const char *number(struct wr_i_page *p, int n) { return n < 0 ? "not said" : wr_i_page_text(p, "%d", n); }

/* Who took part: heard, of those invited and in post, and at night. */
static void participants(struct page *c)
{
    static const char *const columns[] = {"Group", "#Heard", "#Invited", "#In post", "#Heard of in post", "#At night", "#In post at night"};
    struct wr_i_page *p = &c->p;
    const struct wr_voices_result *r = c->in->result;

    wr_i_page_table(p, "Who took part, in the round that counts", columns, sizeof columns / sizeof *columns, true);
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_coverage *k = &r->groups[i].coverage;
        wr_i_page_row(p, r->groups[i].name);
        wr_i_page_cell(p, count(p, k->heard));
        wr_i_page_cell(p, k->invited < 0 ? "none" : number(p, k->invited));
        wr_i_page_cell(p, number(p, k->in_post));
        wr_i_page_cell(p, isnan(k->of_post.low) ? "not known" : share(p, k->of_post));
        wr_i_page_cell(p, k->night_in_post > 0 ? count(p, k->night_heard) : "");
        wr_i_page_cell(p, k->night_in_post == 0 ? "nobody" : number(p, k->night_in_post));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static const char *stands(const struct wr_voices_group *g)
{
    const struct wr_suppressed *s = &g->all.ratings;

    if (g->all.heard.high == 0)
        return "Not heard";
    if (!s->shown)
        return s->n.high == 0 ? "No ratings" : "Too few to show";
    if (s->divided)
        return "Divided";
    return s->third == WR_THIRD_FOR ? "For" : s->third == WR_THIRD_AGAINST ? "Against" : "Unsure";
}

static const char *decimal(struct wr_i_page *p, double x, int places)
{
    return isnan(x) ? "not shown" : wr_i_page_text(p, "%.*f", x == floor(x) && places < 2 ? 0 : places, x);
}

/* Where each group stands. */
static void outcome(struct page *c)
{
    static const char *const columns[] = {"Group",         "Stands",           "#Median",          "#Disagreement index",
                                          "#For (7 to 9)", "#Unsure (4 to 6)", "#Against (1 to 3)"};
    struct wr_i_page *p = &c->p;
    const struct wr_voices_result *r = c->in->result;

    wr_i_page_table(p, "Where each group stands", columns, sizeof columns / sizeof *columns, true);
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *g = &r->groups[i];
        const struct wr_suppressed *s = &g->all.ratings;
        wr_i_page_row(p, g->name);
        wr_i_page_cell(p, stands(g));
        wr_i_page_cell(p, s->shown ? decimal(p, s->median, 1) : "");
        wr_i_page_cell(p, s->shown ? decimal(p, s->di, 2) : "");
        for (int t = WR_THIRD_FOR; t >= WR_THIRD_AGAINST; t--)
            wr_i_page_cell(p, s->shown ? count(p, s->thirds[t]) : "");
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_html_element(p->h, "p",
                    "Divided: the disagreement index is above 1, whatever the median says. \xE2\x80\x9CNot shown\xE2\x80\x9D, and a range "
                    "in place of a "
                    "number: else anybody could work out what single people answered.",
                    "class", "soft", NULL);
}

static void reasons(struct page *c)
{
    const struct wr_voices_result *r = c->in->result;
    struct wr_html *h = c->p.h;

    if (r->n_reasons == 0)
        return;
    wr_html_element(h, "h4", "Reasons, in people\xE2\x80\x99s own words", NULL);
    for (size_t i = 0; i < r->n_reasons; i++) {
        bool first = i == 0 || r->reasons[i].group != r->reasons[i - 1].group;
        bool last = i + 1 == r->n_reasons || r->reasons[i].group != r->reasons[i + 1].group;
        int group = r->reasons[i].group;
        if (first) {
            wr_html_open(h, "p", NULL);
            wr_html_element(h, "strong",
                            group >= 0 ? wr_i_page_capital(&c->p, c->in->agree->groups[group].name)
                                       : "Without their group, so that nobody is given away",
                            NULL);
            wr_html_close(h, "p");
            wr_html_open(h, "ul", NULL);
        }
        wr_html_element(h, "li", r->reasons[i].says, NULL);
        if (last)
            wr_html_close(h, "ul");
    }
}

static void item(struct page *c, const struct wr_consult_item *i)
{
    struct wr_html *h = c->p.h;

    wr_html_open(h, "h3", "id", i->code, NULL);
    wr_html_printf(h, "%s %s", i->code, i->name);
    wr_html_close(h, "h3");
    wr_html_element(h, "p", wr_i_page_text(&c->p, "%s.", i->asks), "class", "soft", NULL);
    if (i->said != NULL)
        wr_html_paragraphs(h, i->said);
    if (i->made != NULL)
        wr_html_element(h, "p", i->made, NULL);
    if (wr_consult_is_blank(i))
        wr_html_element(
            h, "p", wr_i_page_text(&c->p, "Blank: nobody has written this. Who could: %s (under accord: %s: in voices/).", i->who, i->key),
            "class", "missing", NULL);
    if (strcmp(i->code, "R3") == 0)
        participants(c);
    if (strcmp(i->code, "R4") == 0) {
        outcome(c);
        reasons(c);
    }
}

static void head(struct page *c, const char *title)
{
    struct wr_html *h = c->p.h;

    wr_html_open(h, "head", NULL);
    wr_html_void(h, "meta", "charset", "utf-8", NULL);
    wr_html_void(h, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1", NULL);
    wr_html_void(h, "meta", "name", "generator", "content", wr_i_page_text(&c->p, "Wardround %s", c->in->version), NULL);
    wr_html_element(h, "title", title, NULL);
    wr_html_open(h, "style", NULL);
    wr_html_put(h, wr_html_trust(style, sizeof style - 1));
    wr_html_close(h, "style");
    wr_html_close(h, "head");
}

/* The answer first: what came of it, and what this paper still lacks. */
static void beginning(struct page *c)
{
    struct wr_html *h = c->p.h;
    struct wr_buf text;

    wr_html_open(h, "section", "id", "answer", "aria-labelledby", "answer-heading", NULL);
    wr_html_element(h, "h2", "What came of it", "id", "answer-heading", NULL);
    if (wr_voices_invented(c->in->agree) != NULL)
        wr_html_element(h, "p", wr_voices_invented(c->in->agree), "class", "missing", NULL);
    if (!wr_text_is_blank(c->s->says))
        wr_html_element(h, "blockquote", c->s->says, NULL);
    wr_html_open(h, "div", "class", "answer", NULL);
    wr_buf_init(&text, 0);
    wr_voices_say(c->in->agree, c->in->result, &text);
    wr_html_element(h, "p", wr_i_page_keep(&c->p, &text), NULL);
    wr_buf_init(&text, 0);
    wr_voices_say_coverage(c->in->agree, c->in->result, &text);
    wr_html_element(h, "p", wr_i_page_keep(&c->p, &text), NULL);
    wr_html_close(h, "div");
    wr_html_open(h, "p", NULL);
    wr_html_element(h, "strong", "Draft. Not signed.", NULL);
    wr_html_printf(
        h,
        " In the order of ACCORD (Gattrell and others, PLoS Medicine 2024; the items in our own short words). Of %d items %zu are blank: ",
        WR_CONSULT_ITEMS, c->in->n_blank);
    wr_html_text(h, "each says who could fill it.");
    wr_html_close(h, "p");
    wr_html_close(h, "section");
}

static void section(struct page *c, enum wr_consult_section which)
{
    const char *id = wr_i_page_text(&c->p, "section-%d", (int)which);

    wr_i_page_section(&c->p, id, wr_consult_section_words(which));
    for (size_t i = 0; i < WR_CONSULT_ITEMS; i++)
        if (c->in->items[i].section == which)
            item(c, &c->in->items[i]);
    wr_i_page_section_end(&c->p);
}

int wr_report_consult_write(const struct wr_report_consult_input *in, struct wr_buf *out)
{
    struct page c;
    struct wr_arena arena;
    struct wr_html h;
    int status;

    memset(&c, 0, sizeof c);
    wr_arena_init(&arena, 0);
    wr_html_init(&h, out);
    c.p.h = &h;
    c.p.arena = &arena;
    c.p.m = in->agree->model;
    c.in = in;
    c.s = &in->agree->statements[in->result->statement];
    wr_html_put(&h, wr_html_trust("<!DOCTYPE html>\n", 16));
    wr_html_open(&h, "html", "lang", "en-GB", NULL);
    head(&c, wr_i_page_text(&c.p, "Consultation: %s", c.s->name));
    wr_html_open(&h, "body", NULL);
    wr_html_element(&h, "a", "Skip to the answer", "class", "skip", "href", "#answer", NULL);
    wr_html_open(&h, "header", NULL);
    wr_html_open(&h, "div", "class", "bar-top", NULL);
    wr_html_element(&h, "p", "Wardround: report of a consultation", "class", "made-by", NULL);
    wr_html_element(&h, "h1", wr_i_page_capital(&c.p, c.s->name), NULL);
    wr_html_close(&h, "div");
    wr_html_close(&h, "header");
    wr_html_open(&h, "main", NULL);
    beginning(&c);
    for (int i = 0; i < WR_CONSULT_SECTIONS; i++)
        section(&c, (enum wr_consult_section)i);
    wr_html_close(&h, "main");
    wr_html_open(&h, "footer", NULL);
    wr_html_open(&h, "p", NULL);
    wr_html_printf(&h, "Made by Wardround %s from the files in ", in->version);
    wr_html_element(&h, "code", in->agree->folder != NULL ? in->agree->folder : "a service folder", NULL);
    wr_html_text(&h, ". Draft. Not signed.");
    wr_html_close(&h, "p");
    wr_html_close(&h, "footer");
    wr_html_close(&h, "body");
    wr_html_close(&h, "html");
    status = wr_html_end(&h);
    wr_arena_free(&arena);
    return status;
}
