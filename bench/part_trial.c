/* Many replications: options side by side, threads, and what common random numbers save. */
#include "bench/bench.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>

#include "bench/engine.h"
#include "bench/gauge.h"
#include "bench/hand/hand.h"
#include "trial/trial.h"

enum { YEARS = 20, OPTIONS = 6 };

/* The first n options of ED-1's file, YEARS replications. */
static int trial(struct bench_service *s, size_t n, int threads, double *seconds, struct wr_trial *out)
{
    struct wr_trial_variant wanted[OPTIONS] = {0};
    struct wr_trial_settings settings;
    wr_trial_settings_init(&settings);
    settings.replications = YEARS;
    settings.threads = threads;
    for (size_t i = 0; i < n; i++) {
        wanted[i].label = s->model.options[i].name;
        wanted[i].option = (int)i;
    }
    double start = bench_seconds();
    int ret = wr_trial_run(&s->ctx, &s->source, &s->model, &settings, wanted, n, &s->mistakes, out);
    *seconds = bench_seconds() - start;
    return ret;
}

static int trial_time(struct bench_service *s, size_t n, int threads, struct gauge *g)
{
    struct wr_trial t;
    double seconds;
    int ret = trial(s, n, threads, &seconds, &t);
    gauge_add(g, seconds);
    wr_trial_free(&t);
    return ret;
}

static int open_ed1(const struct bench *b, struct bench_service *s)
{
    char path[4096];
    int ret = bench_service_open(s, bench_path(b, "ed1", path, sizeof path), NULL);
    if (ret == 0 && s->model.n_options < OPTIONS)
        ret = wr_fail(WR_ERR_INTERNAL);
    return ret;
}

int bench_options(const struct bench *b)
{
    static struct gauge one, six;
    struct bench_service s;
    int ret = open_ed1(b, &s), missed = 0;
    for (size_t round = 0; round < b->rounds && ret == 0; round++) {
        ret = trial_time(&s, 1, 1, &one);
        if (ret == 0)
            ret = trial_time(&s, OPTIONS, 1, &six);
    }
    if (ret == 0) {
        middle_print("one option", gauge_middle(&one), "s");
        middle_print("six options", gauge_middle(&six), "s");
        missed += !middle_gate("six / one", gauge_ratio(&six, &one), 6.5, 0, false, "times");
    }
    bench_service_close(&s);
    return ret != 0 ? ret : missed;
}

struct share_of_years {
    uint64_t first, count;
    double check;
};

static void *years_by_hand(void *self)
{
    struct share_of_years *w = self;
    for (uint64_t i = 0; i < w->count; i++) {
        struct hand_ed1 out;
        hand_ed1(w->first + i, 8760.0, &out);
        w->check += out.beds;
    }
    return NULL;
}

/* `threads` copies of the hand-made loop, YEARS * 3 years in all; -1 when there is no thread to be had. */
static double copies_by_hand(uint64_t seed, int threads)
{
    struct share_of_years work[2];
    pthread_t other;
    double start = bench_seconds();
    for (int i = 0; i < threads; i++)
        work[i] = (struct share_of_years){seed * 1000 + (uint64_t)(i * 500), (uint64_t)(YEARS * 3 / threads), 0.0};
    if (threads == 2 && pthread_create(&other, NULL, years_by_hand, &work[1]) != 0)
        return -1.0;
    years_by_hand(&work[0]);
    if (threads == 2)
        pthread_join(other, NULL);
    return bench_seconds() - start;
}

int bench_threads(const struct bench *b)
{
    static struct gauge hand_one, hand_two, one, two, share;
    struct bench_service s;
    int ret = open_ed1(b, &s), missed = 0;
    for (size_t round = 0; round < b->rounds && ret == 0; round++) {
        gauge_add(&hand_one, copies_by_hand(round + 1, 1));
        gauge_add(&hand_two, copies_by_hand(round + 1, 2));
        ret = trial_time(&s, 3, 1, &one);
        if (ret == 0)
            ret = trial_time(&s, 3, 2, &two);
        double gain_hand = hand_one.value[round] / hand_two.value[round], gain = one.value[round] / two.value[round];
        gauge_add(&share, gain / gain_hand);
    }
    if (ret == 0) {
        middle_print("two copies of the hand-made loop: gain over one", gauge_ratio(&hand_one, &hand_two), "times");
        middle_print("two threads of the engine: gain over one", gauge_ratio(&one, &two), "times");
        missed += !middle_gate("the engine's gain / the copies' gain", gauge_middle(&share), 0.9, 0, true, "times");
    }
    bench_service_close(&s);
    return ret != 0 ? ret : missed;
}

/* Runs that a 95% interval of the difference needs so that it leaves 0 out four times in five (1.96 + 0.84 standard errors), by the sd of the
 * difference between single runs; never under 2, the fewest that give an interval. */
static double runs_needed(double sd, double change)
{
    double runs = ceil(2.8 * 2.8 * sd * sd / (change * change));
    return runs < 2.0 ? 2.0 : runs;
}

/* Makes majors' time a little shorter until the four-hour share rises by 2% of itself, and asks how many runs would show it. */
int bench_common(const struct bench *b)
{
    enum { RUNS = 200 };
    struct bench_service s;
    int ret = open_ed1(b, &s), missed = 0;
    int measure = ret == 0 ? wr_model_measure(&s.model, "within four hours") : -1;
    double factor = 0.98;
    for (int attempt = 0; attempt < 4 && ret == 0 && measure >= 0; attempt++) {
        struct wr_trial t;
        struct wr_trial_settings settings;
        char times[32];
        snprintf(times, sizeof times, "%.4f", factor);
        struct wr_edit edit = {.path = "steps.majors.takes", .op = WR_OP_TIMES, .value = times};
        struct wr_trial_variant wanted[2] = {{.label = "as it is", .option = -1},
                                             {.label = "quicker", .option = -1, .edits = &edit, .n_edits = 1}};
        wr_trial_settings_init(&settings);
        settings.replications = RUNS;
        ret = wr_trial_run(&s.ctx, &s.source, &s.model, &settings, wanted, 2, &s.mistakes, &t);
        for (size_t row = 0; ret == 0 && row < t.n_rows; row++) {
            if (t.row_measure[row] != measure)
                continue;
            const double *base = t.variants[0].rows[row], *other = t.variants[1].rows[row];
            struct wr_estimate was = wr_measure_estimate(base, RUNS), is = wr_measure_estimate(other, RUNS),
                               paired = wr_measure_difference(other, base, RUNS);
            double change = paired.mean / was.mean, wanted_change = 0.02 * was.mean;
            if (attempt < 3) { /* the change is nearly in proportion to the time saved */
                factor = 1.0 - (1.0 - factor) * 0.02 / change;
                continue;
            }
            double apart = sqrt(was.sd * was.sd + is.sd * is.sd);
            printf("  four-hour share %.4f; with %.2f%% less time in majors %+.2f%% of it (%d runs of a year)\n", was.mean,
                   100.0 * (1.0 - factor), 100.0 * change, RUNS);
            printf("  sd of the difference between single runs: %.5f with the same patients, %.5f with other ones\n", paired.sd, apart);
            printf("  runs needed to see 2%% (four times in five): %.0f with the same patients, %.0f with other ones; the variance is %.0f "
                   "times less\n",
                   runs_needed(paired.sd, wanted_change), runs_needed(apart, wanted_change), (apart / paired.sd) * (apart / paired.sd));
        }
        wr_trial_free(&t);
    }
    if (ret == 0 && measure < 0)
        missed = 1;
    bench_service_close(&s);
    return ret != 0 ? ret : missed;
}
