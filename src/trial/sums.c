/* Averages over replications of whole results: a table says where in each kind of row the numbers stand, so that none is forgotten. */
#include <math.h>
#include <string.h>

#include "trial/trial_internal.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define IN(type, field) offsetof(struct type, field)

static const size_t in_measure[] = {IN(wr_sim_measure_row, value), IN(wr_sim_measure_row, n), IN(wr_sim_measure_row, unfinished)};
static const size_t in_harm[] = {IN(wr_sim_harm_row, expected), IN(wr_sim_harm_row, n), IN(wr_sim_harm_row, beyond)};
static const size_t in_place[] = {IN(wr_sim_place_row, mean_occupied), IN(wr_sim_place_row, mean_open),    IN(wr_sim_place_row, share_busy),
                                  IN(wr_sim_place_row, mean_blocked),  IN(wr_sim_place_row, mean_waiting), IN(wr_sim_place_row, entries),
                                  IN(wr_sim_place_row, refused),       IN(wr_sim_place_row, circles)};
static const size_t in_resource[] = {IN(wr_sim_resource_row, mean_busy), IN(wr_sim_resource_row, mean_duty),
                                     IN(wr_sim_resource_row, share_busy), IN(wr_sim_resource_row, overtime),
                                     IN(wr_sim_resource_row, mean_waiting)};
static const size_t in_step[] = {IN(wr_sim_step_row, asked),          IN(wr_sim_step_row, started),    IN(wr_sim_step_row, ended),
                                 IN(wr_sim_step_row, sent_elsewhere), IN(wr_sim_step_row, gave_up),    IN(wr_sim_step_row, cut_short),
                                 IN(wr_sim_step_row, wait_place),     IN(wr_sim_step_row, wait_staff), IN(wr_sim_step_row, time)};
static const size_t in_task[] = {IN(wr_sim_task_row, due),    IN(wr_sim_task_row, started),   IN(wr_sim_task_row, ended),
                                 IN(wr_sim_task_row, missed), IN(wr_sim_task_row, fell_away), IN(wr_sim_task_row, wait),
                                 IN(wr_sim_task_row, time)};
static const size_t in_down[] = {IN(wr_sim_down_row, down), IN(wr_sim_down_row, times),   IN(wr_sim_down_row, on_paper),
                                 IN(wr_sim_down_row, due),  IN(wr_sim_down_row, started), IN(wr_sim_down_row, typed),
                                 IN(wr_sim_down_row, wait)};
static const size_t in_need[] = {IN(wr_sim_need_row, needed), IN(wr_sim_need_row, there),     IN(wr_sim_need_row, chased),
                                 IN(wr_sim_need_row, found),  IN(wr_sim_need_row, waited),    IN(wr_sim_need_row, missing),
                                 IN(wr_sim_need_row, wrong),  IN(wr_sim_need_row, chase_time)};
static const size_t in_kind[] = {IN(wr_sim_kind_row, arrived),          IN(wr_sim_kind_row, refused),        IN(wr_sim_kind_row, left),
                                 IN(wr_sim_kind_row, present_at_start), IN(wr_sim_kind_row, present_at_end), IN(wr_sim_kind_row, not_come),
                                 IN(wr_sim_kind_row, came_back)};
static const size_t hours_in_place[] = {IN(wr_sim_place_row, hour_occupied), IN(wr_sim_place_row, hour_waiting)};
static const size_t hours_in_resource[] = {IN(wr_sim_resource_row, hour_busy), IN(wr_sim_resource_row, hour_duty),
                                           IN(wr_sim_resource_row, hour_waiting)};

static const struct part {
    size_t rows, count; /* where in the result the rows and their number stand */
    size_t size;        /* of one row */
    const size_t *numbers;
    size_t n_numbers;
    const size_t *hours;
    size_t n_hours;
} parts[] = {
    {IN(wr_sim_result, measures), IN(wr_sim_result, n_measures), sizeof(struct wr_sim_measure_row), in_measure, COUNT(in_measure), NULL, 0},
    {IN(wr_sim_result, harms), IN(wr_sim_result, n_harms), sizeof(struct wr_sim_harm_row), in_harm, COUNT(in_harm), NULL, 0},
    {IN(wr_sim_result, places), IN(wr_sim_result, n_places), sizeof(struct wr_sim_place_row), in_place, COUNT(in_place), hours_in_place,
     COUNT(hours_in_place)},
    {IN(wr_sim_result, resources), IN(wr_sim_result, n_resources), sizeof(struct wr_sim_resource_row), in_resource, COUNT(in_resource),
     hours_in_resource, COUNT(hours_in_resource)},
    {IN(wr_sim_result, steps), IN(wr_sim_result, n_steps), sizeof(struct wr_sim_step_row), in_step, COUNT(in_step), NULL, 0},
    {IN(wr_sim_result, tasks), IN(wr_sim_result, n_tasks), sizeof(struct wr_sim_task_row), in_task, COUNT(in_task), NULL, 0},
    {IN(wr_sim_result, downs), IN(wr_sim_result, n_downs), sizeof(struct wr_sim_down_row), in_down, COUNT(in_down), NULL, 0},
    {IN(wr_sim_result, needs), IN(wr_sim_result, n_needs), sizeof(struct wr_sim_need_row), in_need, COUNT(in_need), NULL, 0},
    {IN(wr_sim_result, kinds), IN(wr_sim_result, n_kinds), sizeof(struct wr_sim_kind_row), in_kind, COUNT(in_kind), NULL, 0},
};
static const size_t alone[] = {IN(wr_sim_result, collected), IN(wr_sim_result, events), IN(wr_sim_result, most_present)};

/* What to do with each number and each week of hours, in the table's order. Rows come as they are in memory: pointers into `r`. */
struct walk {
    void (*number)(struct wr_i_trial_sums *s, size_t i, double *x);
    void (*week)(struct wr_i_trial_sums *s, size_t i, float *hours); /* hours may be NULL */
};

static char *rows_of(const struct wr_sim_result *r, const struct part *part, size_t *count)
{
    char *rows;

    memcpy(&rows, (const char *)r + part->rows, sizeof rows);
    memcpy(count, (const char *)r + part->count, sizeof *count);
    return rows;
}

static void go_through(struct wr_i_trial_sums *s, const struct walk *walk, struct wr_sim_result *r)
{
    size_t number = 0, week = 0, count;

    for (size_t p = 0; p < COUNT(parts); p++) {
        const struct part *part = &parts[p];
        char *rows = rows_of(r, part, &count);
        for (size_t i = 0; i < count; i++) {
            char *row = rows + i * part->size;
            for (size_t k = 0; k < part->n_numbers; k++) {
                void *at = row + part->numbers[k];
                walk->number(s, number++, at);
            }
            for (size_t k = 0; k < part->n_hours; k++) {
                float *hours;
                memcpy(&hours, row + part->hours[k], sizeof hours);
                walk->week(s, week++, hours);
            }
        }
    }
    for (size_t k = 0; k < COUNT(alone); k++) {
        void *at = (char *)r + alone[k];
        walk->number(s, number++, at);
    }
    for (size_t k = 0; k < r->n_kinds; k++)
        for (size_t o = 0; o < s->n_outcomes; o++)
            walk->number(s, number++, &r->kinds[k].left_as[o]);
    s->n_sums = number;
    s->n_hours = week * WR_SIM_HOURS;
}

static void count_number(struct wr_i_trial_sums *s, size_t i, double *x) { (void)s, (void)i, (void)x; }
static void count_week(struct wr_i_trial_sums *s, size_t i, float *hours) { (void)s, (void)i, (void)hours; }
static void add_number(struct wr_i_trial_sums *s, size_t i, double *x)
{
    if (!isnan(*x)) {
        s->sum[i] += *x;
        s->count[i] += 1;
    }
}
static void add_week(struct wr_i_trial_sums *s, size_t i, float *hours)
{
    for (size_t h = 0; hours != NULL && h < WR_SIM_HOURS; h++)
        s->hours[i * WR_SIM_HOURS + h] += (double)hours[h];
}
static void mean_number(struct wr_i_trial_sums *s, size_t i, double *x) { *x = s->count[i] > 0 ? s->sum[i] / s->count[i] : NAN; }
static void mean_week(struct wr_i_trial_sums *s, size_t i, float *hours)
{
    for (size_t h = 0; hours != NULL && h < WR_SIM_HOURS; h++)
        hours[h] = (float)(s->hours[i * WR_SIM_HOURS + h] / (double)s->n);
}

static const struct walk counting = {count_number, count_week}, adding = {add_number, add_week}, meaning = {mean_number, mean_week};

/* Rows like those of r, in the arena, with hours and outcomes of their own where r has them. */
static int take_shape(struct wr_i_trial_sums *s, struct wr_arena *arena, const struct wr_sim_result *r)
{
    s->shape = *r;
    s->shape.arena = (struct wr_arena){0};
    s->shape.present = NULL;
    for (size_t p = 0; p < COUNT(parts); p++) {
        const struct part *part = &parts[p];
        size_t count;
        char *from = rows_of(r, part, &count), *to = wr_arena_alloc(arena, count, part->size);
        if (to == NULL)
            return wr_fail(WR_ERR_MEMORY);
        if (count > 0)
            memcpy(to, from, count * part->size);
        for (size_t i = 0; i < count; i++) {
            for (size_t k = 0; k < part->n_hours; k++) {
                float *hours;
                memcpy(&hours, to + i * part->size + part->hours[k], sizeof hours);
                if (hours == NULL)
                    continue;
                hours = wr_arena_alloc(arena, WR_SIM_HOURS, sizeof *hours);
                if (hours == NULL)
                    return wr_fail(WR_ERR_MEMORY);
                memcpy(to + i * part->size + part->hours[k], &hours, sizeof hours);
            }
        }
        memcpy((char *)&s->shape + part->rows, &to, sizeof to);
    }
    for (size_t k = 0; k < s->shape.n_kinds; k++) {
        s->shape.kinds[k].left_as = wr_arena_alloc(arena, s->n_outcomes, sizeof *s->shape.kinds[k].left_as);
        if (s->shape.kinds[k].left_as == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    go_through(s, &counting, &s->shape);
    s->sum = wr_arena_alloc(arena, s->n_sums, sizeof *s->sum);
    s->count = wr_arena_alloc(arena, s->n_sums, sizeof *s->count);
    s->hours = wr_arena_alloc(arena, s->n_hours, sizeof *s->hours);
    s->present = wr_arena_alloc(arena, r->n_present, sizeof *s->present);
    if (s->sum == NULL || s->count == NULL || s->hours == NULL || s->present == NULL)
        return wr_fail(WR_ERR_MEMORY);
    s->n_present = r->n_present;
    s->present_batch = r->present_batch;
    return 0;
}

/* Courses of runs of unequal length have unequal batches, each twice the last: the finer is made as coarse; the shorter's length counts. */
static void add_present(struct wr_i_trial_sums *s, const struct wr_sim_result *r)
{
    size_t times = 1, n = r->n_present;

    while (s->present_batch < r->present_batch * (1 - 1e-9) && s->n_present >= 2) {
        for (size_t i = 0; 2 * i + 1 < s->n_present; i++)
            s->present[i] = 0.5 * (s->present[2 * i] + s->present[2 * i + 1]);
        s->n_present /= 2;
        s->present_batch *= 2;
    }
    while (r->present_batch * (double)times < s->present_batch * (1 - 1e-9))
        times *= 2;
    n /= times;
    if (n < s->n_present)
        s->n_present = n;
    for (size_t i = 0; i < s->n_present; i++) {
        double sum = 0;
        for (size_t k = 0; k < times; k++)
            sum += r->present[i * times + k];
        s->present[i] += sum / (double)times;
    }
}

int wr_i_trial_sums_add(struct wr_i_trial_sums *s, struct wr_arena *arena, size_t n_outcomes, const struct wr_sim_result *r)
{
    struct wr_sim_result view = *r; /* the walk hands out pointers that adding does not write through */

    if (s->n == 0) {
        s->n_outcomes = n_outcomes;
        int ret = take_shape(s, arena, r);
        if (ret != 0)
            return ret;
    }
    go_through(s, &adding, &view);
    add_present(s, r);
    s->n++;
    return 0;
}

struct wr_sim_result wr_i_trial_sums_mean(struct wr_i_trial_sums *s)
{
    if (s->n == 0)
        return s->shape;
    go_through(s, &meaning, &s->shape);
    for (size_t i = 0; i < s->n_present; i++)
        s->present[i] /= (double)s->n;
    s->shape.present = s->present;
    s->shape.n_present = s->n_present;
    s->shape.present_batch = s->present_batch;
    return s->shape;
}
