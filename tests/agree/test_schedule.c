/* The schedule: against the textbook's numbers, exact distributions by quadrature, and plans worked out by hand. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "agree/schedule.h"
#include "agree/schedule_internal.h"
#include "base/date.h"
#include "base/mem.h"

#define MOST_TASKS 8
#define MOST_PEOPLE 3

/* A plan in a service that is nothing but a clock. */
struct fixture {
    struct wr_agree agree;
    struct wr_model model;
    struct wr_plan_task tasks[MOST_TASKS];
    struct wr_estimate3 takes[MOST_TASKS][MOST_PEOPLE];
    int after[MOST_TASKS][MOST_TASKS];
    struct wr_closed_span closed[3];
    int holidays[3];
    struct wr_change changes[2];
    struct wr_plan_schedule schedule;
    struct wr_ctx ctx;
};

static int date(const char *text)
{
    int days;
    assert_int_equal(wr_date_read(text, &days), 10);
    return days;
}

static void begin(struct fixture *f, const char *starts)
{
    memset(f, 0, sizeof *f);
    wr_ctx_init(&f->ctx);
    f->agree.model = &f->model;
    f->agree.plan.tasks = f->tasks;
    f->agree.plan.no_go_live = f->closed;
    f->agree.plan.starts = date(starts);
    f->model.changes = f->changes;
    f->model.clock.start = 86400.0 * date("2026-01-05");
    f->model.clock.holidays = f->holidays;
}

static struct wr_plan_task *task(struct fixture *f, const char *name)
{
    size_t i = f->agree.plan.n_tasks++;
    f->tasks[i] = (struct wr_plan_task){
        .name = name, .change = -1, .due = WR_NO_DATE, .not_before = WR_NO_DATE, .after = f->after[i], .takes = f->takes[i]};
    return &f->tasks[i];
}

/* Somebody says that it takes so many days. */
static void says(struct wr_plan_task *t, double least, double likeliest, double most)
{
    t->takes[t->n_takes++] = (struct wr_estimate3){.who = "somebody",
                                                   .least = 86400 * least,
                                                   .likeliest = 86400 * likeliest,
                                                   .most = 86400 * most,
                                                   .working = {least, likeliest, most}};
}

static void comes_after(struct wr_plan_task *t, int other) { t->after[t->n_after++] = other; }

static int run(struct fixture *f, int draws, uint64_t seed)
{
    struct wr_schedule_settings settings = {.draws = draws, .seed = seed, .from = WR_NO_DATE};
    wr_schedule_free(&f->schedule);
    return wr_schedule_run(&f->ctx, &f->agree, &settings, &f->schedule);
}

static void check_date(int got, const char *want)
{
    struct wr_buf b;
    wr_buf_init(&b, 0);
    wr_date_iso(&b, got);
    check_text(wr_buf_string(&b), want);
    wr_buf_free(&b);
}

/* The beta-PERT of (2, 4, 12): shapes 1.8 and 4.2. */
static double below(double x) { return x <= 2 ? 0 : x >= 12 ? 1 : gsl_cdf_beta_P((x - 2) / 10, 1.8, 4.2); }
static double density(double x)
{
    double h = 1e-6;
    return (below(x + h) - below(x - h)) / (2 * h);
}
/* Mean and mean square of the latest of `n` such tasks: 12 - integral of F^n, 144 - integral of 2 x F^n, by Simpson's rule. */
static void latest(int n, double *mean, double *sd)
{
    enum { PIECES = 20000 };
    double h = 10.0 / PIECES, one = 0, two = 0;
    for (int i = 0; i <= PIECES; i++) {
        double x = 2 + h * i, w = i == 0 || i == PIECES ? 1 : i % 2 ? 4 : 2, p = pow(below(x), n);
        one += w * p * h / 3;
        two += w * 2 * x * p * h / 3;
    }
    *mean = 12 - one;
    *sd = sqrt(144 - two - *mean * *mean);
}

static void three_of_them(struct fixture *f, int n)
{
    static const char *const names[] = {"wi-fi", "training", "sign-in"};
    begin(f, "2026-03-01");
    for (int i = 0; i < n; i++)
        says(task(f, names[i]), 2, 4, 12);
}

/* Three tasks of (2, 4, 12) side by side: the reference of this project (section 3.4) gives the mean 6.53 and the 80% point 7.84, though each alone has 5.00 and
 * 6.49. Those were drawn: by quadrature (here, and in 15 digits by mpmath) they are 6.5248, 7.8383, 5 and 6.5026. We hold to the exact ones, and to the reference's
 * within two hundredths. Then by drawing, in standard errors. */
static void merging_paths(void **state)
{
    struct fixture f;
    double mean, sd, n = 100000, p80 = 2 + 10 * gsl_cdf_beta_Pinv(cbrt(0.8), 1.8, 4.2), alone = 2 + 10 * gsl_cdf_beta_Pinv(0.8, 1.8, 4.2);
    const struct wr_schedule_end *e;

    (void)state;
    latest(3, &mean, &sd);
    check_near(mean, 6.5248, 0.00005);
    check_near(p80, 7.8383, 0.00005);
    check_near(alone, 6.5026, 0.00005);
    check_near(mean, 6.53, 0.02);
    check_near(p80, 7.84, 0.02);
    check_near(alone, 6.49, 0.02);
    three_of_them(&f, 3);
    assert_int_equal(run(&f, (int)n, 1), 0);
    e = &f.schedule.ends[0];
    check_near(e->mean, mean, 4 * sd / sqrt(n));
    check_close(e->mean_error, sd / sqrt(n), 0.02);
    check_near(e->p80.days, p80, 4 * sqrt(0.16 / n) / (3 * below(p80) * below(p80) * density(p80)));
    check_near(e->likeliest.days, 4, 1e-12);
    check_near(e->pert.days, 5, 1e-12);
    for (int i = 0; i < 3; i++) { /* each is as often the last */
        check_near(f.schedule.tasks[i].criticality, 1.0 / 3, 4 * sqrt(2.0 / 9 / n));
        check_near(f.schedule.tasks[i].p80.days, alone, 4 * sqrt(0.16 / n) / density(alone));
        check_near(f.schedule.tasks[i].mean_days, 5, 1e-12);
    }
    wr_schedule_free(&f.schedule);
}

/* The same over many seeds: means in standard errors must themselves be standard normal, and the interval of the 80% point must hold it 95 times in 100. */
static void in_standard_errors(void **state)
{
    enum { SEEDS = 200, DRAWS = 1000 };
    struct fixture f;
    double mean, sd, sum = 0, squares = 0, p80 = 2 + 10 * gsl_cdf_beta_Pinv(cbrt(0.8), 1.8, 4.2);
    int held = 0;

    (void)state;
    latest(3, &mean, &sd);
    three_of_them(&f, 3);
    for (int seed = 0; seed < SEEDS; seed++) {
        const struct wr_schedule_end *e;
        double z;
        assert_int_equal(run(&f, DRAWS, (uint64_t)seed), 0);
        e = &f.schedule.ends[0];
        z = (e->mean - mean) / (sd / sqrt(DRAWS));
        sum += z;
        squares += z * z;
        held += e->p80_low.days <= p80 && p80 <= e->p80_high.days;
    }
    print_message("mean z %.2f, mean square %.2f, interval held in %d of %d\n", sum / SEEDS, squares / SEEDS, held, SEEDS);
    assert_true(fabs(sum / sqrt(SEEDS)) < 4);
    assert_true(fabs(squares - SEEDS) < 4 * sqrt(2.0 * SEEDS)); /* chi-square */
    assert_true(held >= 176);                                   /* 190 expected, sd 3.1: 4.5 of them */
    wr_schedule_free(&f.schedule);
}

/* What several people say is kept apart: half the draws believe one, half the other; never the middle that nobody said. */
static void people_who_differ(void **state)
{
    struct fixture f;
    double n = 20000, within, between;
    int low = 0, middle = 0;

    (void)state;
    begin(&f, "2026-03-01");
    says(task(&f, "survey"), 1, 2, 4);
    says(&f.tasks[0], 20, 22, 27);
    assert_int_equal(run(&f, (int)n, 7), 0);
    for (int i = 0; i < (int)n; i++) {
        low += f.schedule.ends[0].sorted[i] <= 4;
        middle += f.schedule.ends[0].sorted[i] > 4 && f.schedule.ends[0].sorted[i] < 20;
    }
    check_near(low / n, 0.5, 4 * 0.5 / sqrt(n));
    assert_int_equal(middle, 0);
    /* means 13/6 and 135/6; variances (m - a)(b - m) / 7; the variance of a mixture is the mean variance and the variance of means */
    within = ((13.0 / 6 - 1) * (4 - 13.0 / 6) + (22.5 - 20) * (27 - 22.5)) / 14;
    between = (22.5 - 13.0 / 6) * (22.5 - 13.0 / 6) / 4;
    check_near(f.schedule.tasks[0].between, between / (within + between), 1e-12);
    check_near(f.schedule.tasks[0].mean_days, (13.0 / 6 + 22.5) / 2, 1e-12);
    check_close(f.schedule.ends[0].mean_error * sqrt(n), sqrt(within + between), 0.02);
    check_near(f.schedule.ends[0].likeliest.days, 12, 1e-12);
    wr_schedule_free(&f.schedule);
}

/* A task more, or another order in the file, leaves the draws of the others alone; another name does not. */
static void a_task_more_shifts_nobody(void **state)
{
    struct fixture a, b;

    (void)state;
    three_of_them(&a, 2);
    assert_int_equal(run(&a, 1000, 3), 0);
    begin(&b, "2026-03-01");
    says(task(&b, "new"), 100, 150, 200);
    says(task(&b, "training"), 2, 4, 12);
    says(task(&b, "wi-fi"), 2, 4, 12);
    assert_int_equal(run(&b, 1000, 3), 0);
    check_same(a.schedule.tasks[0].p80.days, b.schedule.tasks[2].p80.days);
    check_same(a.schedule.tasks[1].p80.days, b.schedule.tasks[1].p80.days);
    assert_true(a.schedule.tasks[0].p80.days != a.schedule.tasks[1].p80.days);
    /* the same on any machine, compiler and build */
    check_same(a.schedule.ends[0].p50.days, 0x1.780c24febed9ap+2);
    wr_schedule_free(&a.schedule);
    wr_schedule_free(&b.schedule);
}

/*   a(3) ──┬── c(2) ── go live(1)      b is not on the longest path; d is done; e comes after what is done
 *   b(1) ──┘           d(done) ── e(1)                                                                    */
static void worked_out_by_hand(void **state)
{
    struct fixture f;
    const struct wr_schedule_end *e;
    int tasks[4];

    (void)state;
    begin(&f, "2026-04-02"); /* a Thursday; Good Friday and Easter Monday are holidays */
    f.agree.plan.working_days = true;
    f.holidays[0] = date("2026-04-03") - date("2026-01-05");
    f.holidays[1] = date("2026-04-06") - date("2026-01-05");
    f.model.clock.n_holidays = 2;
    f.model.n_changes = 2;
    f.changes[0].name = "record";
    f.changes[1].name = "nothing planned";
    says(task(&f, "a"), 3, 3, 3);
    says(task(&f, "b"), 1, 1, 1);
    says(task(&f, "c"), 2, 2, 2);
    comes_after(&f.tasks[2], 0);
    comes_after(&f.tasks[2], 1);
    says(task(&f, "go live"), 1, 1, 1);
    comes_after(&f.tasks[3], 2);
    f.tasks[3].go_live = true;
    f.tasks[3].change = 0;
    f.tasks[3].due = date("2026-04-13");
    says(task(&f, "d"), 50, 50, 50);
    f.tasks[4].done = true;
    says(task(&f, "e"), 1, 1, 1);
    comes_after(&f.tasks[5], 4);
    assert_int_equal(run(&f, 100, 0), 0);
    /* days of work: Thu 2, Tue 7, Wed 8 | Thu 9, Fri 10 | Mon 13 */
    e = &f.schedule.ends[0];
    check_date(f.schedule.tasks[0].p50.date, "2026-04-08");
    check_date(f.schedule.tasks[1].p80.date, "2026-04-02");
    check_date(f.schedule.tasks[2].begins.date, "2026-04-09");
    check_date(f.schedule.tasks[2].p50.date, "2026-04-10");
    check_date(e->p50.date, "2026-04-13");
    check_date(e->p80_high.date, "2026-04-13");
    check_near(e->mean, 6, 0);
    check_date(f.schedule.tasks[5].p50.date, "2026-04-02");
    check_near(e->decides[0], 1, 0);
    check_near(e->decides[1], 0, 0);
    check_near(e->decides[2], 1, 0);
    check_near(e->decides[3], 1, 0);
    check_near(e->decides[4], 0, 0);
    check_near(e->decides[5], 0, 0);
    check_near(f.schedule.tasks[0].cruciality, 0, 0); /* nothing varies */
    check_near(f.schedule.tasks[3].in_time, 1, 0);
    assert_true(isnan(f.schedule.tasks[0].in_time));
    assert_int_equal(f.schedule.n_ends, 3); /* a change without tasks has no end */
    e = wr_schedule_end_find(&f.schedule, WR_SCHEDULE_CHANGE, 0);
    check_near(e->in_time, 1, 0);
    check_text(e->name, "record");
    assert_null(wr_schedule_end_find(&f.schedule, WR_SCHEDULE_CHANGE, 1));
    assert_int_equal(wr_schedule_deciders(&f.schedule, e, tasks, 4), 3);
    assert_int_equal(wr_schedule_deciders(&f.schedule, e, tasks, 2), 2);
    f.tasks[3].due = date("2026-04-12"); /* the day before, a Sunday */
    assert_int_equal(run(&f, 100, 0), 0);
    check_near(f.schedule.tasks[3].in_time, 0, 0);
    f.agree.plan.working_days = false; /* every day: 2 to 7 April */
    assert_int_equal(run(&f, 100, 0), 0);
    check_date(f.schedule.ends[0].p50.date, "2026-04-07");
    wr_schedule_free(&f.schedule);
}

static void closed_spans(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "2026-11-23"); /* a Monday */
    f.agree.plan.working_days = true;
    f.closed[0] = (struct wr_closed_span){date("2026-12-14"), date("2026-12-31"), NULL};
    f.closed[1] = (struct wr_closed_span){date("2026-12-01"), date("2026-12-15"), NULL}; /* overlaps, and stands behind in the file */
    f.closed[2] = (struct wr_closed_span){date("2027-01-02"), date("2027-01-03"), NULL}; /* a weekend: nothing would end there */
    f.agree.plan.n_no_go_live = 3;
    says(task(&f, "ready"), 5, 5, 5);
    says(task(&f, "go live"), 1, 1, 1); /* would end on Monday 30 November */
    comes_after(&f.tasks[1], 0);
    f.tasks[1].go_live = true;
    assert_int_equal(run(&f, 100, 0), 0);
    check_date(f.schedule.ends[0].p50.date, "2026-11-30");
    check_near(f.schedule.ends[0].waits_closed, 0, 0);
    f.takes[0][0].working[0] = f.takes[0][0].working[1] = f.takes[0][0].working[2] = 6; /* 1 December */
    assert_int_equal(run(&f, 100, 0), 0);
    check_date(f.schedule.tasks[0].p50.date, "2026-11-30");
    check_date(f.schedule.ends[0].p50.date, "2027-01-01"); /* a Friday, and no holiday in this file */
    check_near(f.schedule.ends[0].waits_closed, 1, 0);
    check_near(f.schedule.tasks[0].criticality, 0, 0); /* a day more or less of it changes nothing */
    f.tasks[1].go_live = false;
    assert_int_equal(run(&f, 100, 0), 0);
    check_date(f.schedule.ends[0].p50.date, "2026-12-01");
    wr_schedule_free(&f.schedule);
}

static void dates_that_hold_up(void **state)
{
    struct fixture f;
    struct wr_schedule_settings later = {.draws = 100, .from = 0};

    (void)state;
    begin(&f, "2026-03-01");
    says(task(&f, "training"), 10, 10, 10);
    f.tasks[0].not_before = date("2026-04-01");
    says(task(&f, "short"), 1, 1, 1);
    assert_int_equal(run(&f, 100, 0), 0);
    check_date(f.schedule.tasks[0].begins.date, "2026-04-01");
    check_date(f.schedule.tasks[0].p50.date, "2026-04-10");
    check_near(f.schedule.ends[0].waits_date, 1, 0);
    check_near(f.schedule.tasks[0].criticality, 1, 0);
    later.from = date("2026-05-01");
    wr_schedule_free(&f.schedule);
    assert_int_equal(wr_schedule_run(&f.ctx, &f.agree, &later, &f.schedule), 0);
    check_date(f.schedule.tasks[0].begins.date, "2026-05-01");
    check_near(f.schedule.ends[0].waits_date, 0, 0);
    wr_schedule_free(&f.schedule);
}

/* The chance of keeping a date, and ranks, where they are known. */
static void chances(void **state)
{
    struct fixture f;
    double n = 40000, p = below(6), r;

    (void)state;
    three_of_them(&f, 3);
    f.agree.plan.n_tasks = 2;
    f.tasks[0].due = date("2026-03-06");                                                                  /* the sixth day */
    f.takes[1][0] = (struct wr_estimate3){.who = "x", .least = 0, .likeliest = 86400, .most = 2 * 86400}; /* always over before the other */
    assert_int_equal(run(&f, (int)n, 11), 0);
    check_near(f.schedule.tasks[0].in_time, p, 4 * sqrt(p * (1 - p) / n));
    check_near(f.schedule.tasks[0].cruciality, 1, 1e-12);
    check_near(f.schedule.tasks[1].cruciality, 0, 4 / sqrt(n));
    check_near(f.schedule.tasks[1].criticality, 0, 0);
    check_near(f.schedule.tasks[0].criticality, 1, 0);
    wr_schedule_free(&f.schedule);
    /* two alike, one after the other: the correlation of X with X + Y is 1/sqrt(2); of ranks a little less (0.690 for normal ones) */
    three_of_them(&f, 2);
    comes_after(&f.tasks[1], 0);
    assert_int_equal(run(&f, (int)n, 12), 0);
    r = f.schedule.tasks[0].cruciality;
    print_message("rank correlation of one of two alike with their sum %.4f\n", r);
    assert_true(r > 0.64 && r < 0.71);
    check_near(f.schedule.tasks[0].criticality, 1, 0);
    check_near(f.schedule.ends[0].mean, 10, 4 * sqrt(6 / n));
    check_near(f.schedule.ends[0].mean_error, sqrt(6 / n), 0.02 * sqrt(6 / n));
    wr_schedule_free(&f.schedule);
}

/* A net of eight tasks, drawn 200 times: what is critical against the textbook's total slack (latest finish less earliest finish), worked out anew.
 *
 *   0 ─┬─ 3 ─┬─ 5 ── 7        1 is also before 4, 2 before 5 and 6
 *   1 ─┘     └─ 6
 *   2 ── 4 ──── 6                                                                                             */
static void critical_is_without_slack(void **state)
{
    enum { N = 8, DRAWS = 200 };
    static const int links[][2] = {{3, 0}, {3, 1}, {4, 1}, {4, 2}, {5, 3}, {5, 2}, {6, 3}, {6, 4}, {6, 2}, {7, 5}};
    static const char *const names[N] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    struct fixture f;
    struct wr_arena arena;
    struct wr_i_pass pass = {.plan = &f.agree.plan};
    struct wr_i_critical critical;
    double not_before[N] = {0}, end[DRAWS], want[N] = {0}, got[N], room[DRAWS], second[DRAWS], closed, dated;
    unsigned char all[N];
    int *order, several = 0;

    (void)state;
    begin(&f, "2026-03-01");
    for (int i = 0; i < N; i++)
        says(task(&f, names[i]), 1, 2, 3);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
        comes_after(&f.tasks[links[i][0]], links[i][1]);
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_i_schedule_order(&f.agree.plan, &arena, &order), 0);
    pass.order = order;
    pass.not_before = not_before;
    assert_int_equal(wr_i_pass_init(&pass, DRAWS, &arena), 0);
    assert_int_equal(wr_i_critical_init(&critical, &pass, &arena), 0);
    for (int k = 0; k < N; k++) {
        struct wr_draw_id id = {.number = 1, .owner = (uint32_t)order[k]};
        wr_draw_pairs(wr_draw_key_init(9, 0), &id, DRAWS, pass.length[order[k]], second);
        for (int d = 0; d < DRAWS; d++) /* whole days: ties, and more than one critical path */
            pass.length[order[k]][d] = floor(1 + 4 * pass.length[order[k]][d]);
        wr_i_pass_forward(&pass, order[k], room);
    }
    memset(all, 1, sizeof all);
    for (int d = 0; d < DRAWS; d++) {
        double late[N];
        int on = 0;
        end[d] = 0;
        for (int i = 0; i < N; i++)
            end[d] = fmax(end[d], pass.finish[i][d]);
        for (int i = N - 1; i >= 0; i--) { /* numbered so that what comes after is greater */
            late[i] = end[d];
            for (size_t k = 0; k < sizeof links / sizeof links[0]; k++)
                if (links[k][1] == i)
                    late[i] = fmin(late[i], late[links[k][0]] - pass.length[links[k][0]][d]);
            want[i] += (late[i] == pass.finish[i][d]) / (double)DRAWS;
            on += late[i] == pass.finish[i][d];
        }
        several += on > 4;
    }
    wr_i_critical_find(&critical, &pass, all, end, got, &closed, &dated);
    for (int i = 0; i < N; i++)
        check_near(got[i], want[i], 1e-12);
    assert_true(several > 10); /* or the test would not see two paths at once */
    check_near(closed + dated, 0, 0);
    wr_arena_free(&arena);
}

/* Ranks against counting, with ties. */
static void ranks(void **state)
{
    enum { N = 500 };
    struct wr_arena arena;
    struct wr_i_rank r;
    struct wr_draw_id id = {.number = 1};
    double x[N], u[N], squares = 0, got;
    float rank[N];

    (void)state;
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_i_rank_init(&r, N, &arena), 0);
    wr_draw_pairs(wr_draw_key_init(5, 0), &id, N, x, u);
    for (int i = 0; i < N; i++)
        x[i] = i % 3 == 0 ? floor(10 * x[i]) : 10 * x[i] - 3;
    wr_i_rank_sort(&r, x);
    got = wr_i_rank_centred(&r, rank);
    for (int i = 0; i < N; i++) {
        double less = 0, same = 0;
        for (int k = 0; k < N; k++) {
            less += x[k] < x[i];
            same += x[k] == x[i];
        }
        check_near((double)rank[i], less + (same - 1) / 2 - (N - 1) / 2.0, 1e-4);
        squares += (double)rank[i] * (double)rank[i];
        if (less <= 0.8 * N - 1 && 0.8 * N - 1 < less + same)
            check_same(wr_i_rank_at(&r, x, 0.8), x[i]);
    }
    check_close(got, squares, 1e-12);
    for (int i = 0; i < N; i++)
        x[i] = 4;
    wr_i_rank_sort(&r, x);
    check_near(wr_i_rank_centred(&r, rank), 0, 0);
    for (int i = 0; i < N; i++)
        x[i] = i == 7 ? 1e-310 : 0; /* too near to each other to be told apart */
    wr_i_rank_sort(&r, x);
    check_near(wr_i_rank_centred(&r, rank), 0, 0);
    wr_arena_free(&arena);
}

static void what_cannot_be_drawn(void **state)
{
    struct fixture f;
    const char *circle;
    struct wr_arena arena;

    (void)state;
    begin(&f, "2026-03-01");
    assert_int_equal(run(&f, 0, 0), 0); /* no tasks: nothing to say, and no mistake */
    assert_int_equal(f.schedule.n_tasks + f.schedule.n_ends, 0);
    says(task(&f, "alone"), 1, 1, 1);
    says(task(&f, "a"), 1, 1, 1);
    says(task(&f, "b"), 1, 1, 1);
    says(task(&f, "c"), 1, 1, 1);
    comes_after(&f.tasks[1], 3);
    comes_after(&f.tasks[2], 1);
    comes_after(&f.tasks[3], 0);
    comes_after(&f.tasks[3], 2);
    assert_int_equal(run(&f, 0, 0), WR_ERR_MISTAKES); /* b after a, c after b, a after c */
    check_text(f.schedule.why, "tasks wait for one another in a circle: a -> b -> c -> a");
    f.tasks[1].n_after = 0;
    wr_arena_init(&arena, 0);
    assert_int_equal(wr_schedule_circle(&f.agree, &arena, &circle), 0);
    assert_null(circle);
    wr_arena_free(&arena);
    comes_after(&f.tasks[0], 0);
    assert_int_equal(run(&f, 0, 0), WR_ERR_MISTAKES);
    check_text(f.schedule.why, "tasks wait for one another in a circle: alone -> alone");
    f.tasks[0].n_after = 0;
    assert_int_equal(run(&f, 99, 0), WR_ERR_LIMIT);
    assert_int_equal(run(&f, 1000001, 0), WR_ERR_LIMIT);
    assert_int_equal(run(&f, -5, 0), WR_ERR_LIMIT);
    f.takes[0][0].likeliest = 86400 * 5;
    assert_int_equal(run(&f, 100, 0), WR_ERR_MISTAKES);
    check_text(f.schedule.why, "what somebody says of `alone` does not rise from least to likeliest to most");
    f.takes[0][0].most = 86400 * 40000.0;
    assert_int_equal(run(&f, 100, 0), WR_ERR_LIMIT);
    check_text(f.schedule.why, "`alone` could end over a hundred years after the plan starts");
    f.takes[0][0].most = 86400 * 5;
    f.agree.plan.starts = WR_NO_DATE;
    assert_int_equal(run(&f, 100, 0), WR_ERR_MISTAKES);
    assert_non_null(strstr(f.schedule.why, "starts: 2026-03-01"));
    f.agree.plan.n_tasks = 2000;
    assert_int_equal(run(&f, 1000000, 0), WR_ERR_LIMIT); /* asked before anything is read or taken */
    wr_schedule_free(&f.schedule);
    wr_schedule_free(&f.schedule);
}

static void stopped(void **state)
{
    struct fixture f;
    atomic_int cancel = 1;

    (void)state;
    three_of_them(&f, 3);
    f.ctx.cancel = &cancel;
    assert_int_equal(run(&f, 100, 0), WR_ERR_CANCELLED);
    wr_schedule_free(&f.schedule);
}

static void what_is_odd(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, "2026-11-02");
    f.agree.plan.working_days = true;
    f.model.clock.n_holidays = 1;
    f.holidays[0] = date("2026-12-25") - date("2026-01-05");
    task(&f, "not thought about");
    says(task(&f, "long"), 100, 100, 100);
    f.tasks[1].due = date("2026-11-01");
    comes_after(task(&f, "said to be done"), 1);
    f.tasks[2].done = true;
    assert_int_equal(run(&f, 100, 0), 0);
    assert_int_equal(f.schedule.n_warnings, 4);
    check_text(f.schedule.warnings[0], "Nobody has said how long `not thought about` takes: it is counted as no time at all.");
    check_text(f.schedule.warnings[1], "`long` was due before the plan starts.");
    check_text(f.schedule.warnings[2], "`said to be done` is done, and `long`, which comes before it, is not.");
    check_text(f.schedule.warnings[3], "The service file names no holidays in 2027: bank holidays are counted as working days there.");
    assert_true(f.schedule.tasks[0].guessed);
    check_near(f.schedule.tasks[1].in_time, 0, 0);
    f.tasks[0].done = f.tasks[1].done = true;
    assert_int_equal(run(&f, 100, 0), 0);
    assert_true(f.schedule.ends[0].done);
    wr_schedule_free(&f.schedule);
}

static void every_allocation_fails(void **state)
{
    struct fixture f;
    int result = WR_ERR_MEMORY;

    (void)state;
    begin(&f, "2026-03-01");
    f.agree.plan.working_days = true;
    says(task(&f, "a"), 1, 2, 5);
    says(&f.tasks[0], 2, 3, 9);
    says(task(&f, "go live"), 1, 1, 2);
    comes_after(&f.tasks[1], 0);
    f.tasks[1].go_live = true;
    f.closed[0] = (struct wr_closed_span){date("2026-03-04"), date("2026-03-05"), NULL};
    f.agree.plan.n_no_go_live = 1;
    for (long n = 0; result != 0 && n < 500; n++) {
        struct wr_schedule_settings settings = {.draws = 2000, .from = WR_NO_DATE};
        struct wr_plan_schedule s;
        wr_mem_fail_after(n);
        result = wr_schedule_run(&f.ctx, &f.agree, &settings, &s);
        wr_mem_fail_after(-1);
        assert_true(result == 0 || result == WR_ERR_MEMORY);
        wr_schedule_free(&s);
    }
    assert_int_equal(result, 0);
}

static void said(const char *want, void (*say)(struct wr_buf *, const struct wr_schedule_end *), const struct wr_schedule_end *e)
{
    struct wr_buf b;
    wr_buf_init(&b, 0);
    say(&b, e);
    check_text(wr_buf_string(&b), want);
    wr_buf_free(&b);
}

static void sentences(void **state)
{
    struct fixture f;
    struct wr_buf b;
    const struct wr_schedule_end *e;

    (void)state;
    wr_buf_init(&b, 0);
    begin(&f, "2026-03-01");
    says(task(&f, "survey"), 7, 7, 7);
    says(task(&f, "go live"), 1, 1, 1);
    comes_after(&f.tasks[1], 0);
    f.tasks[1].go_live = true;
    f.tasks[1].due = date("2026-03-08");
    assert_int_equal(run(&f, 100, 4), 0);
    e = wr_schedule_end_find(&f.schedule, WR_SCHEDULE_GO_LIVE, 1);
    said("As likely as not by 8 March 2026, and four in five by the same day.", wr_schedule_say_end, e);
    said("Its date, 8 March 2026, is kept in all of 100.", wr_schedule_say_due, e);
    said("With every task at its likeliest time it would end on 8 March 2026, with every task at its average on 8 March 2026; on average "
         "over the draws it "
         "ends on 8 March 2026.",
         wr_schedule_say_merge, e);
    wr_schedule_say_decides(&b, &f.schedule, e);
    check_text(wr_buf_string(&b), "`survey` decides it in all of 100 and `go live` in all of 100.");
    says(&f.tasks[0], 21, 28, 70);
    assert_int_equal(run(&f, 1000, 4), 0);
    wr_buf_clear(&b);
    /* variance within: (203/6 - 21)(70 - 203/6)/14 = 33.15; between: ((203/6 - 7)/2)^2 = 180.0 */
    wr_schedule_say_people(&b, &f.schedule, 0);
    check_text(
        wr_buf_string(&b),
        "`survey`: somebody: 1 week (1 week to 1 week); somebody: 4 weeks (3 weeks to 10 weeks); 84% of the doubt is that they differ.");
    f.tasks[0].done = f.tasks[1].done = true;
    assert_int_equal(run(&f, 100, 4), 0);
    said("Done.", wr_schedule_say_end, &f.schedule.ends[1]);
    wr_schedule_free(&f.schedule);
    wr_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merging_paths),
        cmocka_unit_test(in_standard_errors),
        cmocka_unit_test(people_who_differ),
        cmocka_unit_test(a_task_more_shifts_nobody),
        cmocka_unit_test(worked_out_by_hand),
        cmocka_unit_test(closed_spans),
        cmocka_unit_test(dates_that_hold_up),
        cmocka_unit_test(chances),
        cmocka_unit_test(critical_is_without_slack),
        cmocka_unit_test(ranks),
        cmocka_unit_test(what_cannot_be_drawn),
        cmocka_unit_test(stopped),
        cmocka_unit_test(what_is_odd),
        cmocka_unit_test(every_allocation_fails),
        cmocka_unit_test(sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
