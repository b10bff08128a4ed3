/* How it was run, in the order of STRESS-DES, the checklist for reports of discrete-event simulations (Monks T, Currie CSM, Onggo BS, Robinson S,
 * Kunc M, Taylor SJE. Strengthening the reporting of empirical simulation studies. J Simulation 2019;13(1):55-67). Blanks are shown as blanks. */
#include "report/page_internal.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

static void group(struct wr_i_page *p, const char *title)
{
    wr_html_element(p->h, "h3", title, NULL);
    wr_html_open(p->h, "dl", "class", "facts", NULL);
}

static void group_end(struct wr_i_page *p) { wr_html_close(p->h, "dl"); }

/* The names of n things, at most 30 of them. `name` gives the i-th. */
#define NAMES(p, array, n) names(p, &(array)->name, sizeof *(array), n)
static const char *names(struct wr_i_page *p, const char *const *first, size_t stride, size_t n)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < n && i < 30; i++) {
        const char *const *name = (const char *const *)(const void *)((const char *)(const void *)first + i * stride);
        wr_buf_printf(&buf, "%s%s", i > 0 ? ", " : "", *name);
    }
    if (n > 30)
        wr_buf_printf(&buf, " and %zu more", n - 30);
    return wr_i_page_keep(p, &buf);
}

static void objectives(struct wr_i_page *p)
{
    struct wr_buf buf;
    size_t v;

    group(p, "1. Objectives");
    wr_i_page_fact(p, "Purpose", p->m->about);
    wr_i_page_fact(p, "Outputs", p->m->n_measures > 0 ? wr_i_page_text(p, "%s", NAMES(p, p->m->measures, p->m->n_measures)) : NULL);
    wr_buf_init(&buf, 0);
    for (v = 0; v < p->t->n_variants; v++)
        wr_buf_printf(&buf, "%s%s", v > 0 ? "; " : "", p->t->variants[v].label);
    wr_i_page_fact(p, "Aims of experimentation", wr_i_page_text(p, "To compare: %s", wr_i_page_keep(p, &buf)));
    group_end(p);
}

static const char *limited(struct wr_i_page *p)
{
    struct wr_buf buf;
    size_t i;

    wr_buf_init(&buf, 0);
    for (i = 0; i < p->m->n_places; i++)
        wr_buf_printf(&buf, "%s%s", i > 0 ? ", " : "", p->m->places[i].name);
    for (i = 0; i < p->m->n_resources; i++)
        wr_buf_printf(&buf, "%s%s", buf.size > 0 ? ", " : "", p->m->resources[i].name);
    return wr_i_page_keep(p, &buf);
}

static void logic(struct wr_i_page *p)
{
    group(p, "2. Logic");
    wr_i_page_fact(p, "Overview drawing", "See the pathway, above");
    wr_i_page_fact(p, "Base model", "See the service, said back, above: every step in file order");
    wr_i_page_fact(p, "Scenarios", p->m->n_changes > 0 ? "See each change, above: every effect with its size" : "None");
    wr_i_page_fact(p, "Algorithms",
                   "Discrete events. Within one instant things are done in the order in which they were caused. A patient keeps a place "
                   "until the next one "
                   "is got (blocking); everybody a step needs is taken together; queues go by priority, then by who asked first");
    wr_i_page_fact(p, "Entities", NAMES(p, p->m->kinds, p->m->n_kinds));
    wr_i_page_fact(p, "Activities", NAMES(p, p->m->steps, p->m->n_steps));
    wr_i_page_fact(p, "Resources and places", limited(p));
    wr_i_page_fact(p, "Queues", "One before each place, each of the staff and each piece of equipment");
    wr_i_page_fact(p, "Entry and exit",
                   wr_i_page_text(p, "Patients enter by kind and leave as: %s", NAMES(p, p->m->outcomes, p->m->n_outcomes)));
    group_end(p);
}

static void data(struct wr_i_page *p)
{
    static const char *const kinds[] = {[WR_DATA_UNSAID] = NULL,
                                        [WR_DATA_INVENTED] = "Invented",
                                        [WR_DATA_TYPED] = "Typed in",
                                        [WR_DATA_FITTED] = "Fitted to recorded data"};
    size_t i;
    const char *file = NULL;

    group(p, "3. Data");
    wr_i_page_fact(p, "Sources", p->m->data_text != NULL ? p->m->data_text : kinds[p->m->data]);
    for (i = 0; i < p->m->n_kinds; i++)
        if (p->m->kinds[i].arrive.kind == WR_ARRIVE_FILE && p->m->kinds[i].arrive.file != NULL)
            file = p->m->kinds[i].arrive.file;
    wr_i_page_fact(p, "Preparation", file != NULL ? wr_i_page_text(p, "Arrivals are read as recorded from %s", file) : NULL);
    wr_i_page_fact(p, "Input parameters", "All stand in the service file; see the service, said back");
    wr_i_page_fact(p, "Assumptions", p->m->leaves_out != NULL ? "See what the model leaves out, above" : NULL);
    group_end(p);
}

/* Patients present over the whole run, averaged over all runs: does the warm-up end where the line is level? */
static void warm_up_chart(struct wr_i_page *p)
{
    static const char *const columns[] = {"Time since the start", "#Patients present"};
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    double *x;
    struct wr_chart chart = {0};
    struct wr_chart_x axis = {"time since the start", NULL, mean->n_present, WR_UNIT_TIME, false, NAN, "counting starts"};
    struct wr_chart_series series = {"patients present", mean->present, NULL, NULL};
    size_t i;

    if (p->m->run.mode != WR_RUN_PERIOD || mean->present == NULL || mean->n_present < 4 || !(mean->present_batch > 0))
        return;
    x = wr_arena_alloc(p->arena, mean->n_present, sizeof *x);
    if (x == NULL) {
        wr_html_status(p->h, wr_fail(WR_ERR_MEMORY));
        return;
    }
    for (i = 0; i < mean->n_present; i++)
        x[i] = ((double)i + 0.5) * mean->present_batch;
    axis.x = x;
    axis.mark = p->m->run.warm_up > 0 ? p->m->run.warm_up : NAN;
    chart.id = wr_i_page_id(p, "chart");
    chart.title = "Patients present over the run";
    chart.sentence = p->t->warm_up_short
                         ? "The number of patients present is still settling when counting starts: the warm-up is too short."
                     : p->m->run.warm_up > 0 ? "The number of patients present has settled when counting starts."
                                             : "The number of patients present from the start: there is no warm-up.";
    chart.axis = "patients present";
    chart.unit = WR_UNIT_BARE;
    wr_i_page_figure(p, chart.sentence);
    wr_chart_lines(p->h, &chart, &axis, &series, 1);
    wr_i_page_numbers(p, "Patients present over the run: the numbers");
    wr_i_page_table(p, "Patients present, averages over all runs", columns, 2, false);
    for (i = 0; i < mean->n_present; i += (mean->n_present + 23) / 24) {
        wr_i_page_row(p, wr_i_page_quantity(p, x[i], WR_UNIT_TIME, 3));
        wr_i_page_cell(p, wr_i_page_count(p, floor(mean->present[i] * 10 + 0.5) / 10));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_i_page_details_end(p);
    wr_i_page_figure_end(p);
}

static const char *warm_up(struct wr_i_page *p)
{
    const char *length = p->m->run.warm_up > 0 ? wr_i_page_quantity(p, p->m->run.warm_up, WR_UNIT_TIME, 0) : NULL;

    if (p->m->run.mode != WR_RUN_PERIOD)
        return "Each run starts empty, and everything counts";
    if (length == NULL)
        return "Starts empty, without warm-up";
    return wr_i_page_text(p, "Starts empty; %s of warm-up are not counted. %s (checked with MSER-5, White 1997, on patients present)",
                          length,
                          p->t->warm_up_short ? wr_i_page_text(p, "That is too short: about %s are needed",
                                                               wr_i_page_quantity(p, p->t->warm_up_needed, WR_UNIT_TIME, 2))
                                              : "That is long enough");
}

static void experimentation(struct wr_i_page *p)
{
    struct wr_buf run;
    const char *stop;

    wr_buf_init(&run, 0);
    wr_say_run(&run, p->t);
    if (p->t->automatic)
        stop = wr_i_page_text(p, "Runs were added until each average's interval was within %s of it: %s",
                              wr_i_page_quantity(p, p->t->precision, WR_UNIT_SHARE, 2), p->t->precise ? "reached" : "not reached");
    else
        stop = "The number of runs was fixed beforehand";
    group(p, "4. Experimentation");
    wr_i_page_fact(p, "Start and warm-up", warm_up(p));
    wr_i_page_fact(p, "Length and number of runs", wr_i_page_keep(p, &run));
    wr_i_page_fact(p, "Stopping", stop);
    wr_i_page_fact(
        p, "Estimation",
        "One value a run for each measure; averages with 95% Student t intervals over runs; options as differences run by run on the same "
        "patients (common random numbers); ranges over single runs from the 2.5% to the 97.5% point, or least to greatest below 40 runs; "
        "shares "
        "of runs that meet a target by Wilson's interval");
    group_end(p);
    warm_up_chart(p);
}

static void implementation(struct wr_i_page *p)
{
    group(p, "5. Implementation");
    wr_i_page_fact(p, "Software", wr_i_page_text(p, "Wardround %s, written in C", p->in->version));
    wr_i_page_fact(
        p, "Random sampling",
        wr_i_page_text(
            p,
            "Philox 4x32-10, counter-based: each draw belongs to the seed (%llu), the run, the patient and the name of the step, so "
            "that options meet the same patients and the result does not depend on the machine",
            (unsigned long long)p->t->seed));
    wr_i_page_fact(p, "Execution", p->in->command != NULL ? wr_i_page_text(p, "Made again by: %s", p->in->command) : NULL);
    wr_i_page_fact(p, "System",
                   "Any: the same bits come out on every machine and with any number of threads. Run time is not part of the result");
    wr_i_page_fact(
        p, "Identity of the result",
        wr_i_page_text(p, "Service file SHA-256 %s; events %016llx", p->m->hash, (unsigned long long)p->t->variants[0].checksum));
    group_end(p);
    group(p, "6. Code access");
    wr_i_page_fact(p, "Program", "Wardround is free software under the GNU General Public License, version 3 or later");
    wr_i_page_fact(p, "Model", p->in->source != NULL ? wr_i_page_text(p, "The service file %s", p->in->source->path) : NULL);
    group_end(p);
}

void wr_i_page_method(struct wr_i_page *p)
{
    wr_html_element(p->h, "p", "In the order of the STRESS-DES checklist (Monks and others, J Simulation 2019;13(1):55-67).", "class",
                    "soft", NULL);
    objectives(p);
    logic(p);
    data(p);
    experimentation(p);
    implementation(p);
}
