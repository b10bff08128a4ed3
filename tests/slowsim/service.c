/* Both simulators on one service file, and where they part. */
#include "service.h"

#include "measure.h"

#include "base/err.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Two times are the same within this: gamma, erlang and beta are drawn by the engine from a table and here by the exact inverse. */
#define SAME_TIME 1e-5

struct opened {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model base, model;
    struct wr_stages stages;
    struct wr_ctx ctx;
    int status;
};

static void open_service(struct opened *o, const char *text, const char *path, const char *option, bool go_live)
{
    memset(o, 0, sizeof *o);
    wr_ctx_init(&o->ctx);
    o->ctx.log = NULL;
    wr_mistakes_init(&o->mistakes);
    if (text != NULL)
        o->status = wr_source_text("service.yaml", text, strlen(text), path, &o->mistakes, &o->source);
    else
        o->status = wr_source_read(&o->ctx, path, &o->mistakes, &o->source);
    if (o->status == 0)
        o->status = wr_model_read(&o->source, &o->mistakes, &o->base);
    if (o->status == 0) {
        int of = option == NULL ? 0 : wr_model_option(&o->base, option);
        o->status = go_live ? wr_model_stages(&o->source, &o->base, of, NULL, 0, &o->mistakes, &o->model, &o->stages)
                            : wr_model_with(&o->source, &o->base, of, NULL, 0, &o->mistakes, &o->model);
    }
}

static void close_service(struct opened *o)
{
    wr_model_stages_free(&o->stages);
    wr_model_free(&o->model);
    wr_model_free(&o->base);
    wr_source_free(&o->source);
    wr_mistakes_free(&o->mistakes);
}

static void on_event(void *self, double time, const char *who, const char *what)
{
    char line[1400];

    snprintf(line, sizeof line, "%s  %s", who, what);
    slow_walk_add(self, time, line);
}

static void print_line(struct wr_buf *out, double start, const struct slow_line *line)
{
    time_t second = (time_t)floor(start + line->time + 0.5);
    struct tm t;

    gmtime_r(&second, &t);
    wr_buf_printf(out, "%04d-%02d-%02d %02d:%02d:%02d  %s\n", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec,
                  line->text);
}

bool slow_text(const char *path, const char *option, bool go_live, struct wr_buf *out)
{
    struct opened o;
    struct slow_walk walk;

    open_service(&o, NULL, path, option, go_live);
    if (o.status == 0) {
        slow_walk(&o.model, go_live ? &o.stages : NULL, go_live, o.model.run.seed, 1, &walk);
        for (size_t i = 0; i < walk.n; i++)
            print_line(out, o.model.clock.start, &walk.lines[i]);
        slow_walk_free(&walk);
    } else {
        wr_mistakes_print(&o.mistakes, out);
    }
    close_service(&o);
    return o.status == 0;
}

static void compare(const struct wr_model *m, const struct slow_walk *slow, const struct slow_walk *engine, struct judged *out)
{
    size_t i = 0;

    while (i < slow->n && i < engine->n && strcmp(slow->lines[i].text, engine->lines[i].text) == 0 &&
           fabs(slow->lines[i].time - engine->lines[i].time) <= SAME_TIME)
        i++;
    out->lines = slow->n;
    out->circles = slow->circles;
    if (i == slow->n && i == engine->n)
        return;
    out->outcome = DIFFERS;
    out->first = (double)i + 1;
    for (size_t k = i > 12 ? i - 12 : 0; k < i; k++)
        print_line(&out->said, m->clock.start, &slow->lines[k]);
    for (int which = 0; which < 2; which++) {
        const struct slow_walk *w = which == 0 ? slow : engine;
        wr_buf_text(&out->said, which == 0 ? "by the rules:\n" : "the engine:\n");
        for (size_t k = i; k < i + 5 && k < w->n; k++) {
            wr_buf_printf(&out->said, "    %.9g  ", w->lines[k].time);
            print_line(&out->said, m->clock.start, &w->lines[k]);
        }
    }
}

/* Measures of the engine, against what the walk gives. */
static void compare_measures(const struct wr_model *m, const struct wr_stages *stages, const struct wr_sim_plan *plan,
                             const struct wr_sim_result *result, const struct slow_walk *walk, struct judged *out)
{
    for (size_t row = 0; row < wr_sim_plan_rows(plan) && row < result->n_measures; row++) {
        int which = wr_sim_row_measure(plan, row);
        double engine = result->measures[row].value, plain;
        if (which < 0 || !measure_known(m, stages, (size_t)which))
            continue;
        plain = measure_of(m, stages, walk, (size_t)which);
        out->measures++;
        if (isinf(plain) || (isnan(engine) && isnan(plain)) || fabs(engine - plain) <= 1e-9 * fmax(1, fabs(plain)))
            continue;
        out->outcome = DIFFERS;
        wr_buf_printf(&out->said, "measure %s: from the walk %.12g, the engine %.12g\n", m->measures[which].name, plain, engine);
    }
    if (out->outcome == DIFFERS)
        for (size_t i = 0; i < walk->n && i < 60; i++)
            print_line(&out->said, m->clock.start, &walk->lines[i]);
}

void judge(const char *text, const char *folder, const char *option, bool go_live, uint32_t replication, struct judged *out)
{
    struct opened o, its; /* its: the engine's own */
    struct slow_walk slow = {0}, engine;
    struct wr_sim_plan *plan = NULL;
    struct wr_sim_worker *worker = NULL;
    struct wr_sim_result result = {0};
    struct wr_sim_watcher watcher = {.event = on_event, .self = &engine};
    const char *why = NULL;

    memset(out, 0, sizeof *out);
    wr_buf_init(&out->said, 0);
    slow_walk_init(&engine);
    open_service(&o, text, folder, option, go_live);
    open_service(&its, text, folder, option, go_live);
    if (o.status == 0)
        o.status = wr_sim_compile_from(&its.stages, &its.model, go_live ? WR_SIM_FROM_GO_LIVE : WR_SIM_SETTLED, &o.mistakes, &plan);
    if (o.status == 0)
        o.status = wr_sim_worker_new(&worker);
    if (o.status != 0) {
        out->outcome = o.status == WR_ERR_UNSUPPORTED ? NOT_YET : REFUSED;
        wr_mistakes_print(&o.mistakes, &out->said);
        if (out->outcome == NOT_YET) { /* at least it has to come to an end */
            slow_walk(&o.model, go_live ? &o.stages : NULL, go_live, o.model.run.seed, replication, &slow);
            slow_walk_free(&slow);
        }
        wr_sim_plan_free(plan);
        close_service(&its);
        close_service(&o);
        return;
    }
    slow_walk(&o.model, go_live ? &o.stages : NULL, go_live, o.model.run.seed, replication, &slow);
    if (slow.gave_up) {
        out->outcome = GAVE_UP;
    } else {
        o.status = wr_sim_run(plan, worker, &o.ctx, o.model.run.seed, replication, &watcher, &result, &why);
        if (o.status != 0)
            slow_walk_add(&engine, -1, why != NULL ? why : "the engine stopped");
        if (o.status == WR_ERR_LIMIT && why != NULL && strstr(why, "wait for ever") != NULL)
            out->outcome = GAVE_UP; /* drained, and some can never have what they ask for: the run has no end to compare */
        else
            compare(&o.model, &slow, &engine, out);
        if (o.status == 0 && out->outcome == SAME)
            compare_measures(&o.model, go_live ? &o.stages : NULL, plan, &result, &engine, out);
    }
    out->walk = slow;
    slow_walk_free(&engine);
    wr_sim_result_free(&result);
    wr_sim_worker_free(worker);
    wr_sim_plan_free(plan);
    close_service(&its);
    close_service(&o);
}

void judged_free(struct judged *j)
{
    wr_buf_free(&j->said);
    slow_walk_free(&j->walk);
}
