/* The page as a whole: head, landmarks, the sections in the order in which people read, foot. */
#include "report/report.h"

#include <string.h>

#include "base/text.h"
#include "report/page_internal.h"
#include "report/report_style.h" /* assets/report.css as text, made by meson */

static const char style[] = WR_REPORT_STYLE;

/* The hatching of charts, once for the page; of no height, so that it is not seen by itself. */
static const char definitions[] =
    "<svg class=\"definitions\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
    "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>"
    "<rect width=\"3\" height=\"6\" fill=\"#1f6673\"/></pattern></defs></svg>\n";

static const struct {
    const char *id, *title;
    void (*write)(struct wr_i_page *p);
} sections[] = {
    {"service", "The service, said back", wr_i_page_service},
    {"walked", "Who walked it, and where the numbers come from", wr_i_page_walked},
    {"pathway", "The pathway, and where patients wait", wr_i_page_pathway},
    {"measures", "How it goes, against the targets", wr_i_page_measures},
    {"information", "What information is worth", wr_i_page_information},
    {"options", "The options, side by side", wr_i_page_options},
    {"changes", "Each change: who asked, who answers for it, what can go wrong", wr_i_page_changes},
    {"week", "Queues and occupancy over day and week", wr_i_page_week},
    {"limits", "What the model leaves out", wr_i_page_limits},
    {"method", "How it was run", wr_i_page_method},
};

static void head(struct wr_i_page *p)
{
    wr_html_open(p->h, "head", NULL);
    wr_html_void(p->h, "meta", "charset", "utf-8", NULL);
    wr_html_void(p->h, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1", NULL);
    wr_html_void(p->h, "meta", "name", "generator", "content", wr_i_page_text(p, "Wardround %s", p->in->version), NULL);
    wr_html_element(p->h, "title", wr_i_page_text(p, "%s: Wardround report", p->m->service), NULL);
    wr_html_open(p->h, "style", NULL);
    wr_html_put(p->h, wr_html_trust(style, sizeof style - 1));
    wr_html_close(p->h, "style");
    wr_html_close(p->h, "head");
}

static void contents(struct wr_i_page *p)
{
    size_t i;

    wr_html_open(p->h, "nav", "class", "contents", "aria-labelledby", "contents-heading", NULL);
    wr_html_element(p->h, "h2", "On this page", "id", "contents-heading", NULL);
    wr_html_open(p->h, "ol", NULL);
    for (i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        wr_html_open(p->h, "li", NULL);
        wr_html_element(p->h, "a", sections[i].title, "href", wr_i_page_text(p, "#%s", sections[i].id), NULL);
        wr_html_close(p->h, "li");
    }
    wr_html_close(p->h, "ol");
    wr_html_close(p->h, "nav");
}

static void foot(struct wr_i_page *p)
{
    wr_html_open(p->h, "footer", NULL);
    wr_html_open(p->h, "p", NULL);
    wr_html_printf(p->h, "Made by Wardround %s from ", p->in->version);
    wr_html_element(p->h, "code", p->in->source != NULL ? p->in->source->path : "a service file", NULL);
    wr_html_printf(p->h, ", seed %llu, hash ", (unsigned long long)p->t->seed);
    wr_html_element(p->h, "code", wr_i_page_text(p, "%.16s", p->m->hash), NULL);
    wr_html_text(p->h, ". Draft. Not signed.");
    wr_html_close(p->h, "p");
    wr_html_close(p->h, "footer");
}

int wr_report_write(const struct wr_ctx *ctx, const struct wr_report_input *in, struct wr_buf *out)
{
    struct wr_arena arena;
    struct wr_html h;
    struct wr_i_page page;
    size_t i;
    int status;

    wr_arena_init(&arena, 0);
    wr_html_init(&h, out);
    memset(&page, 0, sizeof page);
    page.ctx = ctx;
    page.in = in;
    page.m = in->model;
    page.t = in->trial;
    page.h = &h;
    page.arena = &arena;

    wr_html_put(&h, wr_html_trust("<!DOCTYPE html>\n", 16));
    wr_html_open(&h, "html", "lang", "en-GB", NULL);
    head(&page);
    wr_html_open(&h, "body", NULL);
    wr_html_element(&h, "a", "Skip to the answer", "class", "skip", "href", "#answer", NULL);
    wr_html_put(&h, wr_html_trust(definitions, sizeof definitions - 1));
    wr_html_open(&h, "header", NULL);
    wr_html_open(&h, "div", "class", "bar-top", NULL);
    wr_html_element(&h, "p", "Wardround report", "class", "made-by", NULL);
    wr_html_element(&h, "h1", page.m->service, NULL);
    wr_html_close(&h, "div");
    wr_html_close(&h, "header");
    wr_html_open(&h, "main", NULL);
    wr_i_page_answer(&page);
    contents(&page);
    for (i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        wr_i_page_section(&page, sections[i].id, sections[i].title);
        sections[i].write(&page);
        wr_i_page_section_end(&page);
    }
    wr_html_close(&h, "main");
    foot(&page);
    wr_html_close(&h, "body");
    wr_html_close(&h, "html");
    status = wr_html_end(&h);
    wr_arena_free(&arena);
    return status;
}
