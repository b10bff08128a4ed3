/* The plan, drawn many times. In order: check and put in order; draw each task's lengths and pass forwards; then, for each end, sort and pass
 * backwards. */
#include "agree/schedule_internal.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

#define COLUMNS_MOST ((size_t)50000000) /* tasks x draws: about 1 GB */

struct job {
    const struct wr_ctx *ctx;
    const struct wr_agree *agree;
    const struct wr_plan *plan;
    struct wr_plan_schedule *out;
    struct wr_arena work; /* what dies with the job */
    struct wr_i_axis axis;
    struct wr_i_pass pass;
    struct wr_i_rank rank;
    struct wr_i_critical critical;
    struct wr_pert pert;
    double *begin; /* [draws] */
    float **ranks; /* [task][draw]: ranks of lengths, centred */
    double *squares;
};

static int refuse(struct job *job, int code, struct wr_where where, const char *why)
{
    job->out->why = why;
    job->out->where = where;
    return why == NULL ? wr_fail(WR_ERR_MEMORY) : wr_fail(code);
}

static void three(const struct wr_plan *plan, const struct wr_estimate3 *e, double v[3])
{
    for (int i = 0; i < 3; i++)
        v[i] = wr_i_axis_length(plan, e, i);
}

enum length { LIKELIEST, PERT, MOST };
/* One length for a task of several estimates: their mean, or of MOST the most of all. */
static double one_length(const struct wr_plan *plan, const struct wr_plan_task *t, enum length which)
{
    double sum = 0, most = 0;

    for (size_t k = 0; k < t->n_takes; k++) {
        double v[3];
        three(plan, &t->takes[k], v);
        sum += which == PERT ? wr_pert_mean(v[0], v[1], v[2]) : v[1];
        most = fmax(most, v[2]);
    }
    return t->done || t->n_takes == 0 ? 0 : which == MOST ? most : sum / (double)t->n_takes;
}

/* The plan gone through once, every task taking one length: when each ends. */
static int once(struct job *job, enum length which, struct wr_i_pass *pass)
{
    double begin;
    int ret;

    *pass = job->pass;
    if ((ret = wr_i_pass_init(pass, 1, &job->work)) != 0)
        return ret;
    for (size_t k = 0; k < job->plan->n_tasks; k++) {
        int task = pass->order[k];
        pass->length[task][0] = one_length(job->plan, &job->plan->tasks[task], which);
        wr_i_pass_forward(pass, task, &begin);
    }
    return 0;
}

static int estimates(struct job *job, const struct wr_plan_task *t)
{
    for (size_t k = 0; k < t->n_takes; k++) {
        double v[3];
        three(job->plan, &t->takes[k], v);
        if (!(v[0] >= 0 && v[0] <= v[1] && v[1] <= v[2] && wr_num_finite(v[2])))
            return refuse(job, WR_ERR_MISTAKES, t->takes[k].where,
                          wr_arena_printf(&job->out->arena, "what %s says of `%s` does not rise from least to likeliest to most",
                                          t->takes[k].who != NULL ? t->takes[k].who : "somebody", t->name));
    }
    return 0;
}

/* Refuses what cannot be drawn; makes order, axis, dates and closed spans ready. */
static int prepare(struct job *job)
{
    const struct wr_plan *plan = job->plan;
    struct wr_i_closed *closed;
    struct wr_i_pass longest;
    const char *circle;
    double *not_before;
    int *order, ret;

    if ((ret = wr_i_schedule_order(plan, &job->work, &order)) != 0)
        return ret;
    if (order == NULL) {
        if ((ret = wr_schedule_circle(job->agree, &job->out->arena, &circle)) != 0)
            return ret;
        return refuse(job, WR_ERR_MISTAKES, plan->tasks[0].where,
                      wr_arena_printf(&job->out->arena, "tasks wait for one another in a circle: %s", circle));
    }
    if (job->out->start == WR_NO_DATE)
        return refuse(job, WR_ERR_MISTAKES, plan->tasks[0].where,
                      "the plan does not say when it starts: write `starts: 2026-03-01` under `plan`");
    if ((ret = wr_i_axis_init(&job->axis, job->agree, job->out->start, &job->work)) != 0 ||
        (ret = wr_i_axis_closed(&job->axis, plan, &job->work, &closed, &job->pass.n_closed)) != 0)
        return ret;
    not_before = wr_arena_alloc(&job->work, plan->n_tasks, sizeof *not_before);
    if (not_before == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < plan->n_tasks; i++) {
        if ((ret = estimates(job, &plan->tasks[i])) != 0)
            return ret;
        if (plan->tasks[i].not_before != WR_NO_DATE)
            not_before[i] = wr_i_axis_before(&job->axis, plan->tasks[i].not_before);
    }
    job->pass.order = order;
    job->pass.not_before = not_before;
    job->pass.closed = closed;
    if ((ret = once(job, MOST, &longest)) != 0)
        return ret;
    for (size_t i = 0; i < plan->n_tasks; i++)
        if (longest.finish[i][0] >= (double)job->axis.n)
            return refuse(
                job, WR_ERR_LIMIT, plan->tasks[i].where,
                wr_arena_printf(&job->out->arena, "`%s` could end over a hundred years after the plan starts", plan->tasks[i].name));
    return 0;
}

/* The lengths of one task in all draws: each draw believes one of the estimates. */
static int draw(struct job *job, int task, struct wr_draw_key key, double *who, double *u, struct wr_arena *tables)
{
    const struct wr_plan_task *t = &job->plan->tasks[task];
    struct wr_draw_id id = {
        .number = 1, .owner = wr_draw_hash(t->name), .purpose = wr_draw_purpose(t->name, "who is believed and how long")};
    struct wr_sampler *samplers;
    double *length = job->pass.length[task], v[3];
    size_t n = job->pass.n;
    int ret;

    if (t->done || t->n_takes == 0)
        return 0; /* columns are made of zeros */
    wr_arena_reset(tables);
    samplers = wr_arena_alloc(tables, t->n_takes, sizeof *samplers);
    if (samplers == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t k = 0; k < t->n_takes; k++) {
        three(job->plan, &t->takes[k], v);
        if ((ret = wr_pert_sampler(&job->pert, v[0], v[1], v[2], tables, &samplers[k])) != 0)
            return ret;
    }
    wr_draw_pairs(key, &id, n, who, u);
    if (t->n_takes == 1) {
        wr_sampler_at_many(&samplers[0], u, n, length);
        return 0;
    }
    for (size_t d = 0; d < n; d++)
        length[d] = wr_sampler_at(&samplers[(size_t)(who[d] * (double)t->n_takes)], u[d]);
    return 0;
}

static struct wr_schedule_point point(const struct job *job, double days)
{
    return (struct wr_schedule_point){days, wr_i_axis_end(&job->axis, days)};
}

static double kept(const struct job *job, const double *finish, int due)
{
    double limit = wr_i_axis_before(&job->axis, due + 1);
    size_t count = 0;

    if (due == WR_NO_DATE)
        return NAN;
    for (size_t d = 0; d < job->pass.n && due >= job->axis.start; d++)
        count += finish[d] <= limit;
    return (double)count / (double)job->pass.n;
}

/* What can be said of a task from its own columns. */
static void tell_task(struct job *job, int task)
{
    const struct wr_plan_task *t = &job->plan->tasks[task];
    struct wr_schedule_task *out = &job->out->tasks[task];
    double *finish = job->pass.finish[task], within = 0, mean = 0, squares = 0, between, begins;

    *out = (struct wr_schedule_task){.task = task, .in_time = NAN, .guessed = t->n_takes == 0};
    out->begins.date = out->p50.date = out->p80.date = job->out->start;
    if (t->done)
        return;
    for (size_t k = 0; k < t->n_takes; k++) {
        double v[3], m;
        three(job->plan, &t->takes[k], v);
        m = wr_pert_mean(v[0], v[1], v[2]);
        mean += m / (double)t->n_takes;
        squares += m * m / (double)t->n_takes;
        within += wr_pert_variance(v[0], v[1], v[2]) / (double)t->n_takes;
    }
    out->mean_days = mean;
    between = t->n_takes > 1 ? fmax(squares - mean * mean, 0) : 0;
    out->sd_days = sqrt(within + between);
    out->between = between > 0 ? between / (within + between) : 0;
    wr_i_rank_sort(&job->rank, job->begin);
    begins = wr_i_rank_at(&job->rank, job->begin, 0.5);
    out->begins = (struct wr_schedule_point){begins, wr_i_axis_begin(&job->axis, begins)};
    wr_i_rank_sort(&job->rank, finish);
    out->p50 = point(job, wr_i_rank_at(&job->rank, finish, 0.5));
    out->p80 = point(job, wr_i_rank_at(&job->rank, finish, 0.8));
    out->in_time = kept(job, finish, t->due);
    wr_i_rank_sort(&job->rank, job->pass.length[task]);
    job->squares[task] = wr_i_rank_centred(&job->rank, job->ranks[task]);
}

static int draw_all(struct job *job)
{
    size_t n = (size_t)job->out->draws, tasks = job->plan->n_tasks;
    struct wr_draw_key key = wr_draw_key_init(job->out->seed, 0);
    double *who, *u;
    struct wr_arena tables;
    int ret;

    wr_arena_init(&tables, 0);
    job->ranks = wr_arena_alloc(&job->work, tasks, sizeof *job->ranks);
    job->squares = wr_arena_alloc(&job->work, tasks, sizeof *job->squares);
    job->begin = wr_arena_alloc(&job->work, n, sizeof *job->begin);
    job->out->tasks = wr_arena_alloc(&job->out->arena, tasks, sizeof *job->out->tasks);
    who = wr_arena_alloc(&job->work, n, sizeof *who);
    u = wr_arena_alloc(&job->work, n, sizeof *u);
    ret = job->ranks == NULL || job->squares == NULL || job->begin == NULL || job->out->tasks == NULL || who == NULL || u == NULL
              ? wr_fail(WR_ERR_MEMORY)
              : wr_i_pass_init(&job->pass, n, &job->work);
    if (ret == 0)
        ret = wr_i_rank_init(&job->rank, n, &job->work);
    job->out->n_tasks = tasks;
    for (size_t k = 0; k < tasks && ret == 0; k++) {
        int task = job->pass.order[k];
        if (wr_ctx_stop(job->ctx))
            ret = wr_fail(WR_ERR_CANCELLED);
        job->ranks[task] = wr_arena_alloc(&job->work, n, sizeof **job->ranks);
        if (ret == 0 && job->ranks[task] == NULL)
            ret = wr_fail(WR_ERR_MEMORY);
        if (ret == 0)
            ret = draw(job, task, key, who, u, &tables);
        if (ret == 0) {
            wr_i_pass_forward(&job->pass, task, job->begin);
            tell_task(job, task);
            wr_progress(job->ctx, "schedule", (double)k, (double)tasks);
        }
    }
    wr_arena_free(&tables);
    return ret;
}

/* The finish of an end: the last of its tasks. */
static void last_of(const struct wr_i_pass *pass, const unsigned char *tasks, double *finish)
{
    for (size_t d = 0; d < pass->n; d++)
        finish[d] = 0;
    for (size_t i = 0; i < pass->plan->n_tasks; i++) {
        const double *restrict one = pass->finish[i];
        if (!tasks[i])
            continue;
        for (size_t d = 0; d < pass->n; d++)
            finish[d] = one[d] > finish[d] ? one[d] : finish[d];
    }
}

/* A quantile of ascending numbers with its 95% interval: the order statistics at 1.96 binomial standard errors to either side. */
static void quantile(const struct job *job, const double *sorted, double share, struct wr_schedule_point *low, struct wr_schedule_point *at,
                     struct wr_schedule_point *high)
{
    double n = (double)job->pass.n, reach = 1.959963984540054 * sqrt(n * share * (1 - share)), last = n - 1;

    *at = point(job, sorted[(size_t)fmax(ceil(n * share) - 1, 0)]);
    if (low != NULL) {
        *low = point(job, sorted[(size_t)fmax(floor(n * share - reach) - 1, 0)]);
        *high = point(job, sorted[(size_t)fmin(ceil(n * share + reach), last)]);
    }
}

/* Which tasks make up an end; false when all of them are done. */
static bool members(const struct wr_plan *plan, const struct wr_schedule_end *e, unsigned char *tasks)
{
    bool open = false;

    for (size_t i = 0; i < plan->n_tasks; i++) {
        tasks[i] =
            e->kind == WR_SCHEDULE_WHOLE || (e->kind == WR_SCHEDULE_GO_LIVE ? (int)i == e->index : plan->tasks[i].change == e->index);
        open = open || (tasks[i] && !plan->tasks[i].done);
    }
    return open;
}

static int tell_end(struct job *job, struct wr_schedule_end *e, unsigned char *tasks, double *finish, const struct wr_i_pass *likeliest,
                    const struct wr_i_pass *pert)
{
    const struct wr_plan *plan = job->plan;
    size_t n = job->pass.n;
    double *sorted, *decides, at, squares = 0;
    struct wr_num_sum sum = {0, 0};

    e->due = WR_NO_DATE;
    e->in_time = NAN;
    e->done = !members(plan, e, tasks);
    if (e->done)
        return 0;
    sorted = wr_arena_alloc(&job->out->arena, n, sizeof *sorted);
    decides = wr_arena_alloc(&job->out->arena, plan->n_tasks, sizeof *decides);
    if (sorted == NULL || decides == NULL)
        return wr_fail(WR_ERR_MEMORY);
    last_of(&job->pass, tasks, finish);
    wr_i_rank_sort(&job->rank, finish);
    for (size_t d = 0; d < n; d++) {
        sorted[d] = finish[job->rank.a[d] & 0xFFFFFFFFu];
        wr_num_sum_add(&sum, finish[d]);
    }
    e->mean = wr_num_sum_value(&sum) / (double)n;
    for (size_t d = 0; d < n; d++)
        squares += (finish[d] - e->mean) * (finish[d] - e->mean);
    e->mean_error = sqrt(squares / ((double)n - 1) / (double)n);
    e->average = point(job, e->mean);
    quantile(job, sorted, 0.1, NULL, &e->p10, NULL);
    quantile(job, sorted, 0.5, &e->p50_low, &e->p50, &e->p50_high);
    quantile(job, sorted, 0.8, &e->p80_low, &e->p80, &e->p80_high);
    quantile(job, sorted, 0.9, NULL, &e->p90, NULL);
    last_of(likeliest, tasks, &at);
    e->likeliest = point(job, at);
    last_of(pert, tasks, &at);
    e->pert = point(job, at);
    for (size_t i = 0; i < plan->n_tasks; i++)
        if (tasks[i] && plan->tasks[i].go_live && e->kind != WR_SCHEDULE_WHOLE &&
            plan->tasks[i].due > e->due) /* WR_NO_DATE is the least int */
            e->due = plan->tasks[i].due;
    e->in_time = kept(job, finish, e->due);
    wr_i_critical_find(&job->critical, &job->pass, tasks, finish, decides, &e->waits_closed, &e->waits_date);
    e->sorted = sorted;
    e->decides = decides;
    return 0;
}

/* Criticality and cruciality: what the whole says of each task. `finish` is the whole's. */
static int tell_whole(struct job *job, const double *finish)
{
    size_t n = job->pass.n;
    float *ranks = wr_arena_alloc(&job->work, n, sizeof *ranks);
    double squares;

    if (ranks == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_i_rank_sort(&job->rank, finish);
    squares = wr_i_rank_centred(&job->rank, ranks);
    for (size_t i = 0; i < job->plan->n_tasks; i++) {
        double product = 0;
        if (job->plan->tasks[i].done)
            continue;
        job->out->tasks[i].criticality = job->out->ends[0].decides[i];
        for (size_t d = 0; d < n; d++)
            product += (double)job->ranks[i][d] * (double)ranks[d];
        if (squares > 0 && job->squares[i] > 0)
            job->out->tasks[i].cruciality = product / sqrt(squares * job->squares[i]);
    }
    return 0;
}

static void add_end(struct job *job, enum wr_schedule_end_kind kind, size_t index, const char *name)
{
    job->out->ends[job->out->n_ends++] = (struct wr_schedule_end){.kind = kind, .index = (int)index, .name = name};
}

static int tell_ends(struct job *job)
{
    const struct wr_plan *plan = job->plan;
    const struct wr_model *model = job->agree->model;
    size_t n = job->pass.n;
    unsigned char *tasks = wr_arena_alloc(&job->work, plan->n_tasks, 1);
    double *finish = wr_arena_alloc(&job->work, n, sizeof *finish);
    struct wr_i_pass likeliest, pert;
    int ret;

    job->out->ends = wr_arena_alloc(&job->out->arena, 1 + plan->n_tasks + model->n_changes, sizeof *job->out->ends);
    if (tasks == NULL || finish == NULL || job->out->ends == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if ((ret = once(job, LIKELIEST, &likeliest)) != 0 || (ret = once(job, PERT, &pert)) != 0 ||
        (ret = wr_i_critical_init(&job->critical, &job->pass, &job->work)) != 0)
        return ret;
    add_end(job, WR_SCHEDULE_WHOLE, 0, "the whole plan");
    for (size_t i = 0; i < plan->n_tasks; i++)
        if (plan->tasks[i].go_live)
            add_end(job, WR_SCHEDULE_GO_LIVE, i, plan->tasks[i].name);
    for (size_t c = 0; c < model->n_changes; c++)
        for (size_t i = 0; i < plan->n_tasks; i++)
            if (plan->tasks[i].change == (int)c) {
                add_end(job, WR_SCHEDULE_CHANGE, c, model->changes[c].name);
                break;
            }
    for (size_t i = 0; i < job->out->n_ends; i++) {
        if (wr_ctx_stop(job->ctx))
            return wr_fail(WR_ERR_CANCELLED);
        if ((ret = tell_end(job, &job->out->ends[i], tasks, finish, &likeliest, &pert)) != 0)
            return ret;
        if (i == 0 && !job->out->ends[0].done && (ret = tell_whole(job, finish)) != 0)
            return ret;
    }
    return 0;
}

int wr_schedule_run(const struct wr_ctx *ctx, const struct wr_agree *agree, const struct wr_schedule_settings *settings,
                    struct wr_plan_schedule *out)
{
    struct job job = {.ctx = ctx, .agree = agree, .plan = &agree->plan, .out = out};
    int ret = 0;

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    wr_arena_init(&job.work, 0);
    wr_pert_init(&job.pert);
    out->agree = agree;
    out->draws = settings->draws == 0 ? WR_SCHEDULE_DRAWS : settings->draws;
    out->seed = settings->seed;
    out->start = settings->from > agree->plan.starts ? settings->from : agree->plan.starts;
    job.pass.plan = job.plan;
    if (out->draws < WR_SCHEDULE_DRAWS_LEAST || out->draws > WR_SCHEDULE_DRAWS_MOST)
        ret = refuse(&job, WR_ERR_LIMIT, (struct wr_where){0}, "the number of draws is from 100 to 1,000,000");
    else if ((size_t)out->draws > COLUMNS_MOST / (agree->plan.n_tasks + 1))
        ret = refuse(&job, WR_ERR_LIMIT, (struct wr_where){0},
                     wr_arena_printf(&out->arena, "%d draws of %zu tasks need too much memory: take %zu or fewer", out->draws,
                                     agree->plan.n_tasks, COLUMNS_MOST / (agree->plan.n_tasks + 1)));
    if (ret != 0 || agree->plan.n_tasks == 0)
        goto out;
    if ((ret = prepare(&job)) != 0 || (ret = draw_all(&job)) != 0 || (ret = tell_ends(&job)) != 0)
        goto out;
    ret = wr_i_schedule_warn(out);
out:
    wr_pert_free(&job.pert);
    wr_arena_free(&job.work);
    return ret;
}

void wr_schedule_free(struct wr_plan_schedule *schedule) { wr_arena_free(&schedule->arena); }
