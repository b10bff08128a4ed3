#include "report/fixture.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "support/check.h"

#define RUNS 20

static void *take(struct wr_arena *arena, size_t n, size_t size)
{
    void *p = wr_arena_alloc(arena, n, size);

    assert_non_null(p);
    return p;
}

/* Values around `mean` that add up to it: mean - spread, mean + spread, ... in turn, a little more uneven each time. */
static double *around(struct wr_arena *arena, double mean, double spread)
{
    double *x = take(arena, RUNS, sizeof *x);
    int i;

    for (i = 0; i < RUNS; i += 2) {
        x[i] = mean - spread * (1 + i / 20.0);
        x[i + 1] = mean + spread * (1 + i / 20.0);
    }
    return x;
}

static float *hours(struct wr_arena *arena, double mean, double swing)
{
    float *x = take(arena, WR_SIM_HOURS, sizeof *x);
    int i;

    for (i = 0; i < WR_SIM_HOURS; i++)
        x[i] = (float)(mean + swing * (fabs(i % 24 - 4.0) < 12 ? fabs(i % 24 - 4.0) / 12 : 1) * (i / 24 == 0 ? 1.2 : 1));
    return x;
}

static void fill_mean(struct wr_arena *a, const struct wr_model *m, struct wr_sim_result *r)
{
    size_t i;

    r->collected = 52 * WR_WEEK;
    r->n_places = m->n_places;
    r->places = take(a, m->n_places, sizeof *r->places);
    for (i = 0; i < m->n_places; i++) {
        r->places[i].mean_occupied = 5 + 10 * (double)i;
        r->places[i].mean_open = m->places[i].spaces.unlimited ? INFINITY : 30;
        r->places[i].share_busy = m->places[i].spaces.unlimited ? NAN : 0.91;
        r->places[i].mean_waiting = 2.4;
        r->places[i].hour_occupied = hours(a, 3 + 9 * (double)i, 2);
        r->places[i].hour_waiting = hours(a, 1, 3);
    }
    r->n_resources = m->n_resources;
    r->resources = take(a, m->n_resources, sizeof *r->resources);
    for (i = 0; i < m->n_resources; i++) {
        r->resources[i].mean_busy = 2.6;
        r->resources[i].mean_duty = 3.5;
        r->resources[i].share_busy = 0.74;
        r->resources[i].mean_waiting = 1.1;
        r->resources[i].hour_busy = hours(a, 2, 1);
        r->resources[i].hour_duty = hours(a, 3.5, 0);
        r->resources[i].hour_waiting = hours(a, 0.5, 1);
    }
    r->n_steps = m->n_steps;
    r->steps = take(a, m->n_steps, sizeof *r->steps);
    r->steps[0] = (struct wr_sim_step_row){14600, 14560, 14550, 0, 0, 0, 14560 * 2400.0, 14560 * 900.0, 14560 * 2700.0};
    r->steps[1] = (struct wr_sim_step_row){3640, 3600, 3590, 0, 0, 0, 3600 * 5 * 3600.0, 0, 3600 * 2 * 86400.0};
    r->n_needs = 1;
    r->needs = take(a, 1, sizeof *r->needs);
    r->needs[0] = (struct wr_sim_need_row){0, 0, 14560, 10192, 4368, 4150, 0, 218, 287, 4368 * 720.0};
    r->n_present = 100;
    r->present_batch = 56 * WR_WEEK / 100;
    r->present = take(a, r->n_present, sizeof *r->present);
    for (i = 0; i < r->n_present; i++)
        r->present[i] = 26 * (1 - 1 / (1 + (double)i));
}

static void fill_variant(struct wr_trial *t, const struct wr_model *m, struct wr_trial_variant *v, const char *label, int option,
                         const double *shift)
{
    static const double means[] = {3.1 * 3600, 0.724, 0.0148, 27.3}, spreads[] = {400, 0.02, 0.001, 0.5};
    struct wr_arena *a = &t->arena;
    size_t row;

    v->label = label;
    v->option = option;
    v->n_replications = RUNS;
    v->rows = take(a, t->n_rows, sizeof *v->rows);
    v->unfinished = take(a, t->n_rows, sizeof *v->unfinished);
    v->counted = take(a, t->n_rows, sizeof *v->counted);
    for (row = 0; row < t->n_rows; row++) {
        v->rows[row] = around(a, means[row] + shift[row], spreads[row]);
        if (shift[row] != 0) /* runs differ in how much the option does */
            v->rows[row][3] += 0.3 * shift[row];
        v->unfinished[row] = around(a, 12, 1);
        v->counted[row] = around(a, 14560, 100);
    }
    v->harms = take(a, 1, sizeof *v->harms);
    v->harm_per = take(a, 1, sizeof *v->harm_per);
    v->harm_beyond = take(a, 1, sizeof *v->harm_beyond);
    v->harms[0] = around(a, 9 + shift[4], 1);
    if (shift[4] != 0)
        v->harms[0][5] += 0.2 * shift[4];
    v->harm_per[0] = around(a, 0.0025, 0.0001);
    v->harm_beyond[0] = around(a, 41, 3);
    fill_mean(a, m, &v->mean);
    v->checksum = 0x1234abcd5678ef00;
}

static void fill_trial(struct wr_trial *t, const struct wr_source *source, const struct wr_model *m)
{
    static const double nothing[5] = {0}, records[5] = {-700, 0.061, -0.0121, -0.2, -2.1}, doctor[5] = {-90, 0.004, 0, 0.01, -0.1};
    int *measure;
    int *spaces;
    size_t i;

    wr_arena_init(&t->arena, 0);
    t->source = source;
    t->model = m;
    t->n_rows = m->n_measures;
    measure = take(&t->arena, t->n_rows, sizeof *measure);
    spaces = take(&t->arena, t->n_rows, sizeof *spaces);
    for (i = 0; i < t->n_rows; i++)
        measure[i] = (int)i;
    t->row_measure = measure;
    t->row_spaces = spaces;
    t->seed = 7;
    t->worst_row = -1;
    t->precision = 0.05;
    t->n_replications = RUNS;
    t->collected = 52 * WR_WEEK;
    t->n_variants = 3;
    t->variants = take(&t->arena, 4, sizeof *t->variants);
    fill_variant(t, m, &t->variants[0], m->options[0].name, 0, nothing);
    fill_variant(t, m, &t->variants[1], m->options[1].name, 1, records);
    fill_variant(t, m, &t->variants[2], m->options[2].name, 2, doctor);
    fill_variant(t, m, &t->variants[3], m->options[3].name, 3, records);
    for (i = 0; i < 4; i++)
        t->variants[i].model = *m;
    t->variants[2].rows[1] = around(&t->arena, 0.728, 0.021);
}

static void fill_why(struct wr_why *why, const struct wr_source *source, const struct wr_model *m)
{
    struct wr_arena *a = &why->trial.arena;
    size_t i;

    fill_trial(&why->trial, source, m);
    why->measure = 1;
    why->n_rows = 2;
    why->rows = take(a, 2, sizeof *why->rows);
    why->rows[0] = (struct wr_why_row){WR_WHY_ONE_MORE, "one more ward space", "places.ward.spaces", 2, NULL, 9};
    why->rows[1] = (struct wr_why_row){
        WR_WHY_INFORMATION, "allergies always there, at once and right", "information.allergies.there at once", 0, NULL, 7};
    for (i = 0; i < 2; i++) {
        size_t row;
        why->rows[i].differences = take(a, why->trial.n_rows + 1, sizeof(struct wr_estimate));
        for (row = 0; row <= why->trial.n_rows; row++)
            why->rows[i].differences[row] = wr_trial_difference(&why->trial, 1 + i, row);
    }
    why->rows[1].differences[2] = wr_trial_difference(&why->trial, 1, 2);
}

void fixture_init(struct fixture *f)
{
    struct wr_buf text;
    const char *reason = NULL;
    int status;

    memset(f, 0, sizeof *f);
    wr_mistakes_init(&f->mistakes);
    wr_buf_init(&text, 0);
    assert_int_equal(wr_file_read(source_path("tests/report/service.yaml"), 1 << 20, &text, &reason), 0);
    status = wr_source_text("service.yaml", text.data, text.size, NULL, &f->mistakes, &f->source);
    if (status == 0)
        status = wr_model_read(&f->source, &f->mistakes, &f->model);
    if (status != 0) {
        struct wr_buf out;
        wr_buf_init(&out, 0);
        wr_mistakes_print(&f->mistakes, &out);
        fail_msg("%s", wr_buf_string(&out));
    }
    wr_buf_free(&text);
    fill_trial(&f->trial, &f->source, &f->model);
    fill_why(&f->why, &f->source, &f->model);
    f->whys[0] = &f->why;
    f->input = (struct wr_report_input){.source = &f->source,
                                        .model = &f->model,
                                        .trial = &f->trial,
                                        .whys = f->whys,
                                        .n_whys = 1,
                                        .notes = &f->mistakes,
                                        .version = "0.1.0",
                                        .command = "wardround report service.yaml"};
}

void fixture_free(struct fixture *f)
{
    wr_arena_free(&f->why.trial.arena);
    wr_arena_free(&f->trial.arena);
    wr_model_free(&f->model);
    wr_source_free(&f->source);
    wr_mistakes_free(&f->mistakes);
}
