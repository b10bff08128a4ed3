/* The page as a whole: head, landmarks, the sections in the order in which people read, foot. */
#include "report/report.h"

#include <string.h>

#include "base/text.h"
#include "report/page_internal.h"
#include "report/people_internal.h"
#include "report/report_style.h" /* assets/report.css as text, made by meson */

static const char style[] = WR_REPORT_STYLE;

/* The hatching of charts, once for the page; of no height, so that it is not seen by itself. */
static const char definitions[] =
    "<svg class=\"definitions\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
    "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>"
    "<rect width=\"3\" height=\"6\" fill=\"#1f6673\"/></pattern></defs></svg>\n";

struct section {
    const char *id, *title;
    void (*write)(struct wr_i_page *p);
    bool of_people; /* only where the folder holds people's files */
};
/* The agenda stands before the contents: it is what a meeting opens the page for. */
static const struct section agenda = {"agenda", "For the meeting: what is open", wr_i_page_agenda, true};
static const struct section sections[] = {
    {"service", "The service, said back", wr_i_page_service, false},
    {"walked", "Who walked it, and where the numbers come from", wr_i_page_walked, false},
    {"pathway", "The pathway, and where patients wait", wr_i_page_pathway, false},
    {"measures", "How it goes, against the targets", wr_i_page_measures, false},
    {"information", "What information is worth", wr_i_page_information, false},
    {"options", "The options, side by side", wr_i_page_options, false},
    {"changes", "Each change: who asked, who answers for it, what can go wrong", wr_i_page_changes, false},
    {"heard", "Who asked, and who was heard", wr_i_page_heard, true},
    {"network", "From strategy to the bedside: the map", wr_i_page_network, true},
    {"obstacles", "What stands in the way", wr_i_page_obstacles, true},
    {"decided", "Decisions, and who disagreed", wr_i_page_decided, true},
    {"week", "Queues and occupancy over day and week", wr_i_page_week, false},
    {"limits", "What the model leaves out", wr_i_page_limits, false},
    {"method", "How it was run", wr_i_page_method, false},
};

static bool is_shown(const struct wr_i_page *p, const struct section *s) { return !s->of_people || p->people != NULL; }

static void head(struct wr_i_page *p, const char *what)
{
    wr_html_open(p->h, "head", NULL);
    wr_html_void(p->h, "meta", "charset", "utf-8", NULL);
    wr_html_void(p->h, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1", NULL);
    wr_html_void(p->h, "meta", "name", "generator", "content", wr_i_page_text(p, "Wardround %s", p->in->version), NULL);
    wr_html_element(p->h, "title", wr_i_page_text(p, "%s: %s", p->m->service, what), NULL);
    wr_html_open(p->h, "style", NULL);
    wr_html_put(p->h, wr_html_trust(style, sizeof style - 1));
    wr_html_close(p->h, "style");
    wr_html_close(p->h, "head");
}

static void contents_line(struct wr_i_page *p, const struct section *s)
{
    if (!is_shown(p, s))
        return;
    wr_html_open(p->h, "li", NULL);
    wr_html_element(p->h, "a", s->title, "href", wr_i_page_text(p, "#%s", s->id), NULL);
    wr_html_close(p->h, "li");
}

static void contents(struct wr_i_page *p)
{
    size_t i;

    wr_html_open(p->h, "nav", "class", "contents", "aria-labelledby", "contents-heading", NULL);
    wr_html_element(p->h, "h2", "On this page", "id", "contents-heading", NULL);
    wr_html_open(p->h, "ol", NULL);
    contents_line(p, &agenda);
    for (i = 0; i < sizeof sections / sizeof sections[0]; i++)
        contents_line(p, &sections[i]);
    wr_html_close(p->h, "ol");
    wr_html_close(p->h, "nav");
}

static void write_section(struct wr_i_page *p, const struct section *s)
{
    if (!is_shown(p, s))
        return;
    wr_i_page_section(p, s->id, s->title);
    s->write(p);
    wr_i_page_section_end(p);
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

/* Whether the folder says anything of people: a service that is only a model has the page of a model. */
static bool has_people(const struct wr_agree *a)
{
    return a->n_groups + a->n_needs + a->n_statements + a->n_decisions + a->n_hazards + a->n_issues + a->n_readiness + a->n_risks +
               a->plan.n_tasks + a->n_benefits + a->n_drivers + a->n_systems >
           0;
}

/* Everything of the full report. */
static void whole(struct wr_i_page *p)
{
    size_t i;

    wr_i_page_answer(p);
    contents(p);
    write_section(p, &agenda);
    for (i = 0; i < sizeof sections / sizeof sections[0]; i++)
        write_section(p, &sections[i]);
}

/* One of the short pages: what makes the numbers doubtful stands first on them too. */
static void short_page(struct wr_i_page *p, const char *name, void (*write)(struct wr_i_page *p))
{
    wr_html_open(p->h, "div", "id", "answer", "class", name, NULL);
    wr_i_page_doubt(p);
    write(p);
    wr_html_close(p->h, "div");
}
static void board(struct wr_i_page *p) { short_page(p, "board", wr_i_page_board); }
static void ward(struct wr_i_page *p) { short_page(p, "ward", wr_i_page_ward); }

static int document(const struct wr_ctx *ctx, const struct wr_report_input *in, const char *what, void (*write)(struct wr_i_page *p),
                    struct wr_buf *out)
{
    struct wr_arena arena;
    struct wr_html h;
    struct wr_i_page page;
    struct wr_i_page_people people;
    int status = 0;

    wr_arena_init(&arena, 0);
    wr_html_init(&h, out);
    memset(&page, 0, sizeof page);
    memset(&people, 0, sizeof people);
    page.ctx = ctx;
    page.in = in;
    page.m = in->model;
    page.t = in->trial;
    page.h = &h;
    page.arena = &arena;
    if (in->agree != NULL && has_people(in->agree)) {
        status = wr_i_page_people_make(&page, in->agree, in->today, &people);
        page.people = &people;
    }
    if (status != 0)
        goto out;
    wr_html_put(&h, wr_html_trust("<!DOCTYPE html>\n", 16));
    wr_html_open(&h, "html", "lang", "en-GB", NULL);
    head(&page, what);
    wr_html_open(&h, "body", NULL);
    wr_html_element(&h, "a", "Skip to the answer", "class", "skip", "href", "#answer", NULL);
    wr_html_put(&h, wr_html_trust(definitions, sizeof definitions - 1));
    wr_html_open(&h, "header", NULL);
    wr_html_open(&h, "div", "class", "bar-top", NULL);
    wr_html_element(&h, "p", what, "class", "made-by", NULL);
    wr_html_element(&h, "h1", page.m->service, NULL);
    wr_html_close(&h, "div");
    wr_html_close(&h, "header");
    wr_html_open(&h, "main", NULL);
    write(&page);
    wr_html_close(&h, "main");
    foot(&page);
    wr_html_close(&h, "body");
    wr_html_close(&h, "html");
    status = wr_html_end(&h);
out:
    wr_i_page_people_free(&people);
    wr_arena_free(&arena);
    return status;
}

int wr_report_write(const struct wr_ctx *ctx, const struct wr_report_input *in, struct wr_buf *out)
{
    return document(ctx, in, "Wardround report", whole, out);
}

int wr_report_write_board(const struct wr_ctx *ctx, const struct wr_report_input *in, struct wr_buf *out)
{
    return document(ctx, in, "Board paper", board, out);
}

int wr_report_write_ward(const struct wr_ctx *ctx, const struct wr_report_input *in, struct wr_buf *out)
{
    return document(ctx, in, "For the ward", ward, out);
}
