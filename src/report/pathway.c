/* The pathway drawn, with where patients wait; and the same as a chart and a table. */
#include "report/page_internal.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "model/draw.h"

static double wait_of(const struct wr_sim_step_row *s) { return s->started > 0 ? (s->wait_place + s->wait_staff) / s->started : NAN; }

static void step_label(void *self, int step, struct wr_buf *label)
{
    const struct wr_i_page *p = self;
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    double wait = step >= 0 && (size_t)step < mean->n_steps ? wait_of(&mean->steps[step]) : NAN;

    if (!wr_num_finite(wait))
        return;
    if (wait < 1) {
        wr_buf_text(label, "no wait");
        return;
    }
    wr_buf_text(label, "wait ");
    wr_units_print(label, wait, WR_UNIT_TIME, 2);
}

static void place_label(void *self, int place, struct wr_buf *label)
{
    const struct wr_i_page *p = self;
    const struct wr_sim_result *mean = &p->t->variants[0].mean;

    if (place < 0 || (size_t)place >= mean->n_places || !wr_num_finite(mean->places[place].share_busy))
        return;
    wr_units_print(label, mean->places[place].share_busy, WR_UNIT_SHARE, 2);
    wr_buf_text(label, " taken");
}

bool wr_i_page_is_drawing(const char *svg, size_t n)
{
    static const char *const allowed[] = {"svg",     "g",      "title", "desc", "path",  "polygon", "polyline",
                                          "ellipse", "circle", "rect",  "text", "tspan", "line"};
    size_t at = 0;

    while (at < n) {
        size_t i, length, end;
        char quote = 0;
        if (svg[at++] != '<')
            continue;
        if (wr_text_starts(svg + at, "!--")) {
            const char *close = strstr(svg + at, "-->");
            if (close == NULL)
                return false;
            at = (size_t)(close - svg) + 3;
            continue;
        }
        at += svg[at] == '/';
        length = strcspn(svg + at, " \t\r\n/>");
        for (i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
            if (strlen(allowed[i]) == length && strncmp(svg + at, allowed[i], length) == 0)
                break;
        if (i == sizeof allowed / sizeof allowed[0])
            return false;
        for (end = at + length; end < n && (quote != 0 || svg[end] != '>'); end++) {
            if (quote != 0)
                quote = svg[end] == quote ? 0 : quote;
            else if (svg[end] == '"' || svg[end] == '\'')
                quote = svg[end];
            else if (strchr(" \t\r\n/", svg[end]) != NULL &&
                     (strncmp(svg + end + 1, "on", 2) == 0 || strncmp(svg + end + 1, "href", 4) == 0 ||
                      strncmp(svg + end + 1, "xlink:href", 10) == 0 || strncmp(svg + end + 1, "style", 5) == 0))
                return false;
        }
        at = end;
    }
    return true;
}

void wr_i_page_drawing(struct wr_i_page *p, const char *svg)
{
    const char *at;

    /* A quote inside text is written &quot;, so this stands in tags only. */
    while ((at = strstr(svg, " id=\"")) != NULL) {
        const char *end = strchr(at + 5, '"');
        wr_html_put(p->h, wr_html_trust(svg, (size_t)(at - svg)));
        svg = end != NULL ? end + 1 : at + 5;
    }
    wr_html_put(p->h, wr_html_trust(svg, strlen(svg)));
}

/* The width that dot gave, in points; 0: not found. */
static double width_of(const char *svg)
{
    const char *at = strstr(svg, "width=\"");
    double width;

    return at != NULL && wr_text_number(at + 7, &width) > 0 ? width : 0;
}

/* Points up to which the drawing may be shrunk to a wide screen's column and its letters still be read. */
#define FITS 850

static void drawing(struct wr_i_page *p, const char *sentence)
{
    struct wr_draw_labels labels = {p, step_label, place_label};
    struct wr_buf svg;
    const char *why = NULL;
    int status;

    wr_buf_init(&svg, 0);
    status = wr_model_draw_svg(p->ctx, p->m, &labels, &svg, &why);
    if (status == 0 && wr_buf_status(&svg) == 0 && svg.size > 0 && wr_i_page_is_drawing(svg.data, svg.size)) {
        wr_html_element(p->h, "p", "Where the drawing is wider than the screen, slide it sideways.", "class",
                        width_of(svg.data) <= FITS ? "soft narrow-only" : "soft", NULL);
        wr_html_open(p->h, "div", "class", width_of(svg.data) <= FITS ? "pathway fits" : "pathway", "role", "region", "aria-label",
                     "Drawing of the pathway", "tabindex", "0", NULL);
        wr_html_open(
            p->h, "div", "role", "img", "aria-label",
            wr_i_page_text(
                p,
                "The pathway as a drawing: steps as boxes inside their places, arrows from step to step. %s The table below says the "
                "same.",
                sentence),
            NULL);
        wr_i_page_drawing(p, svg.data);
        wr_html_close(p->h, "div");
        wr_html_close(p->h, "div");
    } else if (status == WR_ERR_MEMORY || wr_buf_status(&svg) != 0) {
        wr_html_status(p->h, status != 0 ? status : wr_buf_status(&svg));
    } else {
        wr_html_element(p->h, "p",
                        wr_i_page_text(p, "The pathway could not be drawn here: %s. The chart and the table say the same.",
                                       why != NULL ? why : "the drawing program gave something unexpected"),
                        "class", "missing", NULL);
    }
    wr_buf_free(&svg);
}

static int longest(const struct wr_sim_result *mean)
{
    size_t i;
    int at = -1;
    double most = 1; /* less than a second is no wait */

    for (i = 0; i < mean->n_steps; i++)
        if (wait_of(&mean->steps[i]) > most) {
            most = wait_of(&mean->steps[i]);
            at = (int)i;
        }
    return at;
}

static void chart(struct wr_i_page *p)
{
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    struct wr_chart_bar *bars = wr_arena_alloc(p->arena, mean->n_steps + 1, sizeof *bars);
    struct wr_chart about = {wr_i_page_id(p, "chart"), "Where patients wait",
                             "The average wait before each step: for a place plain, for staff hatched.", "average wait", WR_UNIT_TIME};
    size_t i, n = 0;

    if (bars == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return;
    }
    for (i = 0; i < mean->n_steps; i++) {
        double wait = wait_of(&mean->steps[i]);
        if (!(wait >= 1))
            continue;
        bars[n++] = (struct wr_chart_bar){p->m->steps[i].name,
                                          wr_i_page_quantity(p, wait, WR_UNIT_TIME, 2),
                                          wait,
                                          NAN,
                                          NAN,
                                          mean->steps[i].wait_staff / mean->steps[i].started,
                                          NAN};
    }
    if (n == 0)
        return;
    wr_i_page_figure(p, about.sentence);
    wr_chart_bars(p->h, &about, bars, n, NAN);
    wr_i_page_figure_end(p);
}

static const char *each(struct wr_i_page *p, double total, double n)
{
    if (!(n > 0))
        return "never";
    if (total / n < 1)
        return "none";
    return wr_i_page_quantity(p, total / n, WR_UNIT_TIME, 2);
}

static void table(struct wr_i_page *p)
{
    const char *words, *columns[] = {"Step", NULL, "#Wait for a place", "#Wait for staff", "#Time in the step", "#Sent elsewhere"};
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    double per = wr_i_page_per_day(p, &words);
    size_t i;

    columns[1] = wr_i_page_text(p, "#Patients %s", words);
    wr_i_page_table(p, "Where patients wait, as it is (averages over all runs)", columns, 6, true);
    for (i = 0; i < mean->n_steps; i++) {
        const struct wr_sim_step_row *s = &mean->steps[i];
        wr_i_page_row(p, p->m->steps[i].name);
        wr_i_page_cell(p, wr_i_page_quantity(p, s->started * per, WR_UNIT_BARE, 3));
        wr_i_page_cell(p, each(p, s->wait_place, s->started));
        wr_i_page_cell(p, each(p, s->wait_staff, s->started));
        wr_i_page_cell(p, each(p, s->time, s->started));
        wr_i_page_cell(p, s->sent_elsewhere > 0
                              ? wr_i_page_text(p, "%s %s", wr_i_page_quantity(p, s->sent_elsewhere * per, WR_UNIT_BARE, 2), words)
                              : "none");
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

static void tasks(struct wr_i_page *p)
{
    const char *words, *columns[] = {"Task", NULL, "#Wait to be started", "#Missed", "#Fell away"};
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    double per = wr_i_page_per_day(p, &words);

    if (mean->n_tasks == 0)
        return;
    columns[1] = wr_i_page_text(p, "#Due %s", words);
    wr_i_page_table(p, "Work beside the pathway, as it is (averages over all runs)", columns, 5, true);
    for (size_t i = 0; i < mean->n_tasks; i++) {
        const struct wr_sim_task_row *s = &mean->tasks[i];
        wr_i_page_row(p, p->m->tasks[i].name);
        wr_i_page_cell(p, wr_i_page_quantity(p, s->due * per, WR_UNIT_BARE, 3));
        wr_i_page_cell(p, each(p, s->wait, s->started));
        wr_i_page_cell(p,
                       s->missed > 0 ? wr_i_page_text(p, "%s %s", wr_i_page_quantity(p, s->missed * per, WR_UNIT_BARE, 2), words) : "none");
        wr_i_page_cell(p, s->fell_away > 0 ? wr_i_page_text(p, "%s %s", wr_i_page_quantity(p, s->fell_away * per, WR_UNIT_BARE, 2), words)
                                           : "none");
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

/* What went down: how much of the time, how often, what that left to be typed in. */
static void downs(struct wr_i_page *p)
{
    const char *words, *columns[] = {"Equipment or system", "#Down", "#Once in", NULL, "#Wait to be typed in"};
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    double per = wr_i_page_per_day(p, &words);

    if (mean->n_downs == 0 || !(mean->collected > 0))
        return;
    columns[3] = wr_i_page_text(p, "#Done on paper %s", words);
    wr_i_page_table(p, "What was down, as it is (averages over all runs)", columns, 5, true);
    for (size_t i = 0; i < mean->n_downs; i++) {
        const struct wr_sim_down_row *r = &mean->downs[i];
        const struct wr_system *system = r->system >= 0 ? &p->m->systems[r->system] : NULL;
        wr_i_page_row(p, system != NULL ? system->name : p->m->resources[r->resource].name);
        wr_i_page_cell(p, wr_i_page_text(p, "%s of the time", wr_i_page_quantity(p, r->down / mean->collected, WR_UNIT_SHARE, 2)));
        wr_i_page_cell(p, r->times > 0 ? wr_i_page_quantity(p, mean->collected / r->times, WR_UNIT_TIME, 2) : "never");
        wr_i_page_cell(p, system != NULL && system->n_on_paper > 0 ? wr_i_page_quantity(p, r->on_paper * per, WR_UNIT_BARE, 2) : "");
        wr_i_page_cell(p, system != NULL && system->has_afterwards ? each(p, r->wait, r->started) : "");
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
}

void wr_i_page_pathway(struct wr_i_page *p)
{
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    int at = longest(mean);
    const char *sentence = "Nobody waits anywhere for longer than a second on average.";

    if (at >= 0) {
        const struct wr_sim_step_row *s = &mean->steps[at];
        sentence = wr_i_page_text(p, "Patients wait longest for %s: %s on average, most of it for %s.", p->m->steps[at].name,
                                  wr_i_page_quantity(p, wait_of(s), WR_UNIT_TIME, 2), s->wait_place > s->wait_staff ? "a place" : "staff");
    }
    wr_html_element(p->h, "p", sentence, NULL);
    drawing(p, sentence);
    chart(p);
    table(p);
    tasks(p);
    downs(p);
}
