/* Prints numbers that hang on every rounding in draw/ and tally/, as bits: identity.sh builds it in several ways and compares. With the word
 * libm it prints a sum of the C library's exp and log instead, which does change with the processor: the proof that the comparison can see
 * such a difference. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "draw/elementary.h"
#include "draw/sampler.h"
#include "draw/special.h"
#include "draw/uncertain.h"
#include "tally/sketch.h"

enum { DRAWS = 40000 };

struct digest {
    uint64_t bits;
    double sum;
};

static void take(struct digest *d, double x)
{
    d->bits = (d->bits ^ wr_draw_bits(x)) * 0x9E3779B97F4A7C15u;
    d->bits ^= d->bits >> 29;
    d->sum += x;
}

static void tell(const char *name, const struct digest *d) { printf("%-24s %016llx %a\n", name, (unsigned long long)d->bits, d->sum); }

/* 2 x DRAWS of them. */
static void uniforms(double *u)
{
    struct wr_draw_id id = {1, wr_draw_hash("walk-in"), wr_draw_purpose("triage", "takes and then"), 0};
    wr_draw_pairs(wr_draw_key_init(2026, 1), &id, DRAWS, u, u + DRAWS);
}

static int families(const double *u)
{
    static const struct {
        enum wr_sampler_kind kind;
        enum wr_param p, q;
        double x, y;
    } rows[] = {{WR_SAMPLER_EXPONENTIAL, WR_PARAM_MEAN, WR_PARAM_AT_MOST, 40, 90},
                {WR_SAMPLER_LOGNORMAL, WR_PARAM_MEAN, WR_PARAM_SD, 45, 30},
                {WR_SAMPLER_NORMAL, WR_PARAM_MEAN, WR_PARAM_SD, 45, 20},
                {WR_SAMPLER_GAMMA, WR_PARAM_MEAN, WR_PARAM_SD, 45, 30},
                {WR_SAMPLER_GAMMA, WR_PARAM_SHAPE, WR_PARAM_SCALE, 0.3, 2},
                {WR_SAMPLER_ERLANG, WR_PARAM_MEAN, WR_PARAM_SHAPE, 8, 3},
                {WR_SAMPLER_WEIBULL, WR_PARAM_MEAN, WR_PARAM_SD, 8, 3},
                {WR_SAMPLER_BETA, WR_PARAM_MEAN, WR_PARAM_SD, 0.3, 0.2},
                {WR_SAMPLER_POISSON, WR_PARAM_MEAN, WR_PARAM_AT_LEAST, 7.5, 2},
                {WR_SAMPLER_UNIFORM, WR_PARAM_FROM, WR_PARAM_TO, 2, 5}};
    struct wr_arena arena;
    int status = 0;
    wr_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && status == 0; i++) {
        struct wr_sampler_spec spec = {.kind = rows[i].kind};
        struct wr_sampler s;
        struct digest d = {0, 0.0};
        const char *why;
        char name[40];
        wr_sampler_spec_set(&spec, rows[i].p, rows[i].x);
        wr_sampler_spec_set(&spec, rows[i].q, rows[i].y);
        status = wr_sampler_init(&s, &spec, &arena, &why, NULL);
        if (status == 0)
            status = wr_sampler_prepare(&s, &arena);
        for (uint32_t n = 0; n < DRAWS && status == 0; n++) {
            struct wr_draw_id id = {n, 1, 2, 3};
            take(&d, wr_sampler_draw(&s, wr_draw_key_init(2026, 1), &id, 0, u[n]));
        }
        if (status == 0) {
            take(&d, wr_sampler_mean(&s));
            take(&d, wr_sampler_sd(&s));
        }
        snprintf(name, sizeof name, "%s %zu", wr_sampler_kind_name(rows[i].kind), i);
        tell(name, &d);
    }
    wr_arena_free(&arena);
    return status;
}

static void functions(const double *u)
{
    struct digest d = {0, 0.0};
    for (int i = 0; i < DRAWS; i++) {
        take(&d, wr_draw_log(u[i]));
        take(&d, wr_draw_exp(1000.0 * u[i] - 500.0));
        take(&d, wr_draw_normal_quantile(u[i]));
        take(&d, wr_draw_log1p(u[i] - 0.5));
        take(&d, wr_draw_expm1(u[i] - 0.5));
        take(&d, wr_draw_normal_cdf(20.0 * u[i] - 10.0));
        take(&d, wr_draw_log_gamma(30.0 * u[i]));
    }
    for (int i = 0; i < DRAWS / 100; i++) {
        take(&d, wr_draw_gamma_cdf(10.0 * u[i], 20.0 * u[i + 1]));
        take(&d, wr_draw_beta_quantile(0.1 + 10.0 * u[i], 0.1 + 10.0 * u[i + 1], u[i + 2]));
    }
    tell("functions", &d);
}

static int sketch(const double *u)
{
    struct wr_arena arena;
    struct wr_tally_sketch q;
    struct digest d = {0, 0.0};
    wr_arena_init(&arena, 0);
    wr_tally_sketch_init(&q, &arena);
    for (int i = 0; i < DRAWS; i++)
        wr_tally_sketch_add(&q, 100.0 * wr_draw_exp(2.0 * wr_draw_normal_quantile(u[i])));
    for (int i = 0; i <= 100; i++)
        take(&d, wr_tally_sketch_quantile(&q, i / 100.0));
    take(&d, wr_tally_sketch_share(&q, 100.0));
    tell("sketch", &d);
    int status = q.status;
    wr_arena_free(&arena);
    return status;
}

static int estimates(void)
{
    struct wr_uncertain fit;
    struct digest d = {0, 0.0};
    int status = wr_uncertain_fit_share(0.25, 0.2, 0.31, &fit, NULL);
    for (int i = 1; i < 100 && status == 0; i++)
        take(&d, wr_uncertain_at(&fit, i / 100.0));
    tell("estimates", &d);
    return status;
}

int main(int n_words, char **words)
{
    static double u[2 * DRAWS];
    uniforms(u);
    if (n_words > 1 && strcmp(words[1], "libm") == 0) {
        struct digest d = {0, 0.0};
        for (int i = 0; i < DRAWS; i++) {
            take(&d, exp(20.0 * u[i] - 10.0));
            take(&d, log(u[i]));
            take(&d, pow(u[i], 0.37));
            take(&d, sin(100.0 * u[i]));
        }
        tell("libm", &d);
        return 0;
    }
    functions(u);
    return families(u) != 0 || sketch(u) != 0 || estimates() != 0;
}
