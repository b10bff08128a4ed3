/* Distributions: what is drawn, against GSL's formulas; cuts; and that a draw belongs to itself alone. */
#include "support/check.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/sampler.h"

enum { DRAWS = 100000 };
#define NONE WR_PARAM_COUNT

struct row {
    const char *name;
    enum wr_sampler_kind kind;
    enum wr_param p[4];
    double v[4];
    double mean, sd; /* by the textbook, typed in; of the uncut distribution */
};

static const struct row rows[] = {
    {"constant", WR_SAMPLER_CONSTANT, {WR_PARAM_VALUE, NONE}, {480}, 480, 0},
    {"uniform", WR_SAMPLER_UNIFORM, {WR_PARAM_FROM, WR_PARAM_TO, NONE}, {2, 5}, 3.5, 0.8660254037844386},
    {"triangular", WR_SAMPLER_TRIANGULAR, {WR_PARAM_FROM, WR_PARAM_LIKELIEST, WR_PARAM_TO, NONE}, {1, 2, 6}, 3, 1.0801234497346435},
    {"exponential", WR_SAMPLER_EXPONENTIAL, {WR_PARAM_MEAN, NONE}, {40}, 40, 40},
    {"lognormal mean sd", WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {45, 30}, 45, 30},
    {"lognormal mean cv", WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEAN, WR_PARAM_CV, NONE}, {72, 1}, 72, 72},
    /* sigma = log 2 / 1.6448536 = 0.421403; mean = 45 exp(sigma^2/2) */
    {"lognormal median p95", WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEDIAN, WR_PARAM_P95, NONE}, {45, 90}, 49.178325, 21.678927},
    {"lognormal logs", WR_SAMPLER_LOGNORMAL, {WR_PARAM_LOG_MEAN, WR_PARAM_LOG_SD, NONE}, {1, 0.5}, 3.0802168489180310, 1.6415718456238661},
    {"normal", WR_SAMPLER_NORMAL, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {-3, 2}, -3, 2},
    {"gamma mean sd", WR_SAMPLER_GAMMA, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {45, 30}, 45, 30},
    {"gamma small shape", WR_SAMPLER_GAMMA, {WR_PARAM_SHAPE, WR_PARAM_SCALE, NONE}, {0.3, 2}, 0.6, 1.0954451150103321},
    {"gamma large shape", WR_SAMPLER_GAMMA, {WR_PARAM_MEAN, WR_PARAM_SHAPE, NONE}, {10, 400}, 10, 0.5},
    {"erlang", WR_SAMPLER_ERLANG, {WR_PARAM_MEAN, WR_PARAM_SHAPE, NONE}, {8, 3}, 8, 4.6188021535170058},
    {"weibull shape scale", WR_SAMPLER_WEIBULL, {WR_PARAM_SHAPE, WR_PARAM_SCALE, NONE}, {2, 10}, 8.8622692545275794, 4.6325137517610424},
    {"weibull mean sd", WR_SAMPLER_WEIBULL, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {8, 3}, 8, 3},
    {"beta", WR_SAMPLER_BETA, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {0.3, 0.2}, 0.3, 0.2},
    {"beta on a stretch", WR_SAMPLER_BETA, {WR_PARAM_ALPHA, WR_PARAM_BETA, WR_PARAM_FROM, WR_PARAM_TO}, {2, 3, 10, 20}, 14, 2},
    {"poisson", WR_SAMPLER_POISSON, {WR_PARAM_MEAN, NONE}, {7.5}, 7.5, 2.7386127875258306},
    {"poisson, large", WR_SAMPLER_POISSON, {WR_PARAM_MEAN, NONE}, {40000}, 40000, 200},
};
enum { ROWS = sizeof rows / sizeof *rows };

struct fixture {
    struct wr_arena arena;
};

static int set_up(void **state)
{
    static struct fixture f;
    wr_arena_init(&f.arena, 0);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    wr_arena_free(&((struct fixture *)*state)->arena);
    return 0;
}

static struct wr_sampler_spec spec_of(const struct row *row)
{
    struct wr_sampler_spec spec = {.kind = row->kind};
    for (int i = 0; i < 4 && row->p[i] != NONE; i++)
        wr_sampler_spec_set(&spec, row->p[i], row->v[i]);
    return spec;
}

static struct wr_sampler make(void **state, const struct wr_sampler_spec *spec)
{
    struct fixture *f = *state;
    struct wr_sampler s;
    const char *why = NULL;
    if (wr_sampler_init(&s, spec, &f->arena, &why, NULL) != 0)
        fail_msg("refused: %s", why);
    assert_int_equal(wr_sampler_prepare(&s, &f->arena), 0);
    return s;
}

static const struct wr_draw_id id_of_all = {1, 77, 78, 0};

static void uniforms(double *u)
{
    static double second[DRAWS];
    wr_draw_pairs(wr_draw_key_init(2026, 1), &id_of_all, DRAWS, u, second);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Mean and sd of what was drawn, in standard errors; and the greatest distance between the share drawn up to a value and the cdf there (Kolmogorov
 * and Smirnov): over 2.2 / sqrt(n) one time in 7,700. */
static void judge_sample(const char *name, const struct wr_sampler *s, double *x, double mean, double sd)
{
    double sum = 0.0, square = 0.0, fourth = 0.0, distance = 0.0;
    for (int i = 0; i < DRAWS; i++)
        sum += x[i] - mean;
    double off = sum / DRAWS;
    for (int i = 0; i < DRAWS; i++) {
        double d = x[i] - mean - off;
        square += d * d;
        fourth += d * d * d * d;
    }
    double variance = square / DRAWS, se_mean = sd / sqrt(DRAWS), se_variance = sqrt((fourth / DRAWS - variance * variance) / DRAWS);
    qsort(x, DRAWS, sizeof *x, ascending);
    for (int i = 0; i < DRAWS; i++) {
        int first = i;
        while (i + 1 < DRAWS && x[i + 1] == x[first])
            i++;
        if (i == first && first % 20 != 0)
            continue; /* of values that come once every twentieth will do: the distance hardly changes between neighbours */
        double kept = wr_sampler_kept(s), at = (wr_sampler_cdf(s, x[first]) - s->share_low) / kept,
               before = (wr_sampler_cdf(s, nextafter(x[first], -(double)INFINITY)) - s->share_low) / kept;
        distance = fmax(distance, fmax(fabs(at - (i + 1.0) / DRAWS), fabs(before - (double)first / DRAWS)));
    }
    print_message("%-22s mean %+.2f, variance %+.2f standard errors, distance %.2f / sqrt n\n", name, sd > 0 ? off / se_mean : off,
                  sd > 0 ? (variance - sd * sd) / se_variance : variance, distance * sqrt(DRAWS));
    assert_true(fabs(off) <= 4.0 * se_mean);
    assert_true(fabs(variance - sd * sd) <= 4.0 * se_variance + 1e-12 * sd * sd);
    assert_true(distance * sqrt(DRAWS) < 2.2);
}

static void moments_and_shares(void **state)
{
    static double u[DRAWS], x[DRAWS];
    uniforms(u);
    for (int r = 0; r < ROWS; r++) {
        struct wr_sampler_spec spec = spec_of(&rows[r]);
        struct wr_sampler s = make(state, &spec);
        check_close(wr_sampler_mean(&s), rows[r].mean, 2e-7);
        check_near(wr_sampler_sd(&s), rows[r].sd, 2e-7 * fabs(rows[r].sd));
        wr_sampler_fill(&s, wr_draw_key_init(2026, 1), &id_of_all, 0, u, DRAWS, x);
        judge_sample(rows[r].name, &s, x, rows[r].mean, rows[r].sd);
    }
}

/* The cdf against GSL, and the value at u against the cdf. */
static void shares_against_gsl(void **state)
{
    for (int r = 0; r < ROWS; r++) {
        struct wr_sampler_spec spec = spec_of(&rows[r]);
        struct wr_sampler s = make(state, &spec);
        for (double u = 0x1p-30; u < 1.0; u = u < 0.01 ? u * 1.3 : u + 0.00917) {
            double drawn = floor(u * 0x1p52) * 0x1p-52 + 0x1p-53; /* as draws are: 1 - u is exact */
            double x = wr_sampler_at(&s, drawn), f = wr_sampler_cdf(&s, x), want = f;
            switch (s.form) {
            case WR_FORM_EXPONENTIAL:
                want = gsl_cdf_exponential_P(x, s.a);
                break;
            case WR_FORM_LOGNORMAL:
                want = gsl_cdf_lognormal_P(x, s.a, s.b);
                break;
            case WR_FORM_NORMAL:
                want = gsl_cdf_gaussian_P(x - s.a, s.b);
                break;
            case WR_FORM_WEIBULL:
                want = gsl_cdf_weibull_P(x, s.a, 1.0 / s.b);
                break;
            case WR_FORM_GAMMA:
                want = gsl_cdf_gamma_P(x, s.a, s.b);
                break;
            case WR_FORM_BETA:
                want = gsl_cdf_beta_P((x - s.c) / s.d, s.a, s.b);
                break;
            case WR_FORM_UNIFORM:
                want = gsl_cdf_flat_P(x, s.a, s.a + s.b);
                break;
            case WR_FORM_STEPS:
                want = gsl_cdf_poisson_P((unsigned)x, rows[r].mean);
                break;
            default:
                break;
            }
            check_close(f, want,
                        s.form == WR_FORM_GAMMA || s.form == WR_FORM_STEPS ? 1e-7
                                                                           : 1e-9); /* GSL's gamma of large shape, see test_special */
            if (s.form != WR_FORM_STEPS && s.form != WR_FORM_CONSTANT)
                check_near(f, drawn,
                           2e-8 * drawn + 1e-15); /* the table of the inverse: within 1e-8; 1e-15: a small part of a large `from` */
            else
                assert_true(f >= drawn - 1e-12 && wr_sampler_cdf(&s, nextafter(x, -1.0)) <= drawn + 1e-12);
        }
    }
}

/* The table of a lognormal's inverse against the formula that it was made from: log sd from next to nothing to the widest that has one, at the
 * ends of its parts, between them, and by chance. The bound is the one that inverse_internal.h states. */
static void lognormals_by_table(void **state)
{
    static const double widths[] = {1e-6, 0.05, 0.4723807270774388 /* cv 0.5 */, 0.8325546111576977 /* cv 1 */, 1.2, 1.5, 1.5000001};
    static double chance[DRAWS];
    struct fixture *f = *state;
    uniforms(chance);
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        struct wr_sampler_spec spec = {.kind = WR_SAMPLER_LOGNORMAL};
        struct wr_sampler table, formula;
        const char *why = NULL;
        double worst = 0.0;
        size_t different = 0;
        wr_sampler_spec_set(&spec, WR_PARAM_LOG_MEAN, 2.0);
        wr_sampler_spec_set(&spec, WR_PARAM_LOG_SD, widths[w]);
        assert_int_equal(wr_sampler_init(&formula, &spec, &f->arena, &why, NULL), 0);
        table = formula;
        assert_int_equal(wr_sampler_prepare(&table, &f->arena), 0);
        assert_int_equal(table.inverse != NULL, widths[w] <= 1.5);
        for (int i = 0; i < DRAWS + 22 * 176; i++) {
            int j = i - DRAWS, part = j / 22, place = j % 22 / 2; /* eleven places in each part, from its start on */
            double p = ldexp(1.0 + (part % 16 + place / 11.0) / 16.0, part / 16 - 12), u = i < DRAWS ? chance[i] : j % 2 == 0 ? p : 1.0 - p;
            double x = wr_sampler_at(&table, u), exact = wr_sampler_at(&formula, u), off = fabs(x / exact - 1.0);
            different += x != exact;
            worst = off > worst ? off : worst;
        }
        print_message("log sd %-8g off by %.1e of the value at the most\n", widths[w], worst);
        assert_true(worst < 1e-9);
        assert_int_equal(different > 0, widths[w] <= 1.5);                            /* so it was the table that was looked at */
        check_same(wr_sampler_at(&table, 0x1p-13), wr_sampler_at(&formula, 0x1p-13)); /* beyond the table: the formula itself */
        check_same(wr_sampler_at(&table, 1.0 - 0x1p-13), wr_sampler_at(&formula, 1.0 - 0x1p-13));
        check_close(wr_sampler_at(&table, 0.5), wr_sampler_at(&formula, 0.5), 1e-15);
    }
}

static void rises_with_u(void **state)
{
    for (int r = 0; r < ROWS; r++) {
        struct wr_sampler_spec spec = spec_of(&rows[r]);
        struct wr_sampler s = make(state, &spec);
        double before = wr_sampler_at(&s, 0x1p-53);
        for (int i = 1; i < 40000; i++) { /* across the ends of the table's pieces, too */
            double u = i < 20000 ? ldexp(1.0 + (i % 500) / 500.0, i / 500 - 41)
                                 : 1.0 - ldexp(1.0 + (499 - i % 500) / 500.0, -2 - (i - 20000) / 500);
            if (!(u > 0.0 && u < 1.0))
                continue;
            double x = wr_sampler_at(&s, u);
            if (!(x >= before))
                fail_msg("%s falls at %.17g: %.17g after %.17g", rows[r].name, u, x, before);
            before = x;
        }
    }
}

static void many_is_one_by_one(void **state)
{
    static double u[DRAWS], x[DRAWS], many[DRAWS];
    enum { SOME = 2000 };
    struct wr_draw_key key = wr_draw_key_init(2026, 1);
    uniforms(u);
    for (int r = 0; r < ROWS; r++) {
        for (int cut = 0; cut < 2; cut++) {
            struct wr_sampler_spec spec = spec_of(&rows[r]);
            if (cut)
                wr_sampler_spec_set(&spec, WR_PARAM_AT_LEAST, rows[r].mean);
            struct wr_sampler s = make(state, &spec);
            struct wr_draw_id id = {1, 5, 6, 7};
            static double first[SOME], second[SOME];
            wr_draw_pairs(key, &id, SOME, first, second);
            wr_sampler_fill(&s, key, &id, 1, second, SOME, x);
            wr_sampler_at_many(&s, second, SOME, many);
            for (int i = 0; i < SOME; i++) {
                struct wr_draw_id one = id;
                one.number += (uint32_t)i;
                check_same(x[i], wr_sampler_draw(&s, key, &one, 1, second[i]));
                check_same(many[i], wr_sampler_at(&s, second[i]));
                check_same(many[i], wr_i_sampler_at(&s, second[i]));
            }
        }
    }
}

/* What falls outside is drawn again with the next try number of its own key; what falls inside is as without the cut. */
static void cuts(void **state)
{
    static double u[DRAWS], x[DRAWS];
    static const struct {
        const char *name;
        int row;
        double low, high;
    } cases[] = {{"exponential, at most", 3, -1e9, 60},   {"normal, at least", 8, -2.5, 1e9},
                 {"lognormal, both", 4, 20, 90},          {"gamma, both", 9, 20, 90},
                 {"poisson, at least 9", 17, 9, 1e9},     {"exponential, far out", 3, 280, 1e9},
                 {"exponential, 1 in 4,000", 3, 332, 1e9}};
    struct wr_draw_key key = wr_draw_key_init(2026, 1);
    uniforms(u);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct wr_sampler_spec spec = spec_of(&rows[cases[c].row]);
        struct wr_sampler free_ = make(state, &spec);
        if (cases[c].low > -1e9)
            wr_sampler_spec_set(&spec, WR_PARAM_AT_LEAST, cases[c].low);
        if (cases[c].high < 1e9)
            wr_sampler_spec_set(&spec, WR_PARAM_AT_MOST, cases[c].high);
        struct wr_sampler s = make(state, &spec);
        assert_true(s.cut);
        for (int i = 0; i < DRAWS; i++) {
            struct wr_draw_id one = id_of_all;
            double pair[2];
            one.number += (uint32_t)i;
            x[i] = wr_sampler_draw(&s, key, &one, 0, u[i]);
            assert_true(x[i] >= cases[c].low && x[i] <= cases[c].high);
            double plain = wr_sampler_at(&free_, u[i]);
            if (plain >= cases[c].low && plain <= cases[c].high) {
                check_same(x[i], plain);
            } else if (i < 1000 && wr_sampler_kept(&s) > 0.1) {
                uint32_t attempt = 1;
                do
                    wr_draw_pair(key, &one, attempt++, pair);
                while (!(wr_sampler_at(&free_, pair[0]) >= cases[c].low && wr_sampler_at(&free_, pair[0]) <= cases[c].high));
                check_same(x[i], wr_sampler_at(&free_, pair[0]));
            }
        }
        if (cases[c].row == 3 && cases[c].high > 1e8) /* without memory: the rest of an exponential is the same again */
            check_close(wr_sampler_mean(&s), cases[c].low + 40.0, 1e-6);
        judge_sample(cases[c].name, &s, x, wr_sampler_mean(&s), wr_sampler_sd(&s));
    }
}

static void times_are_not_negative(void **state)
{
    struct wr_sampler_spec spec = spec_of(&rows[8]);
    spec.time = true;
    struct wr_sampler s = make(state, &spec);
    assert_true(s.cut);
    check_same(s.low, 0.0);
    check_close(wr_sampler_kept(&s), gsl_cdf_gaussian_Q(1.5, 1.0), 1e-9);
    spec = spec_of(&rows[3]);
    spec.time = true;
    wr_sampler_spec_set(&spec, WR_PARAM_AT_LEAST, -5.0);
    s = make(state, &spec);
    assert_false(s.cut); /* nothing can fall below 0, so nothing is looked at */
}

static void tables(void **state)
{
    static const double values[] = {3, 1, 2, 2}, chances[] = {0.5, 0.25, 0.125, 0.125}, marks[] = {0, 10, 10, 30},
                        up_to[] = {0, 0.5, 0.6, 1};
    struct wr_sampler_spec spec = {.kind = WR_SAMPLER_DISCRETE, .values = values, .shares = chances, .count = 4};
    struct wr_sampler s = make(state, &spec);
    check_same(wr_sampler_at(&s, 0.25), 1.0);
    check_same(wr_sampler_at(&s, 0.2501), 2.0);
    check_same(wr_sampler_at(&s, 0.5), 2.0);
    check_same(wr_sampler_at(&s, 0.5001), 3.0);
    check_near(wr_sampler_mean(&s), 2.25, 1e-15);
    check_near(wr_sampler_sd(&s), sqrt(0.6875), 1e-15); /* 0.25*1.5625 + 0.25*0.0625 + 0.5*0.5625 */
    check_near(wr_sampler_cdf(&s, 2.0), 0.5, 1e-15);
    spec = (struct wr_sampler_spec){.kind = WR_SAMPLER_VALUES, .values = values, .count = 4};
    s = make(state, &spec);
    check_near(wr_sampler_mean(&s), 2.0, 1e-15);
    check_same(wr_sampler_at(&s, 0.76), 3.0);
    spec = (struct wr_sampler_spec){.kind = WR_SAMPLER_QUANTILES, .values = marks, .shares = up_to, .count = 4};
    s = make(state, &spec);
    check_near(wr_sampler_at(&s, 0.25), 5.0, 1e-12);
    check_near(wr_sampler_at(&s, 0.55), 10.0, 1e-12);
    check_near(wr_sampler_at(&s, 0.8), 20.0, 1e-12);
    check_near(wr_sampler_cdf(&s, 10.0), 0.6, 1e-12);
    check_near(wr_sampler_cdf(&s, 20.0), 0.8, 1e-12);
    check_near(wr_sampler_mean(&s), 0.5 * 5 + 0.1 * 10 + 0.4 * 20, 1e-12);
    wr_sampler_spec_set(&spec, WR_PARAM_AT_MOST, 10.0);
    s = make(state, &spec);
    check_near(wr_sampler_kept(&s), 0.6, 1e-12);
    check_near(wr_sampler_mean(&s), (0.5 * 5 + 0.1 * 10) / 0.6, 1e-12);
}

/* kind, parameters, values, the word that the message must hold */
static void refusals(void **state)
{
    struct fixture *f = *state;
    static const struct {
        enum wr_sampler_kind kind;
        enum wr_param p[4];
        double v[4];
        const char *says;
    } bad[] = {
        {WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEDIAN, WR_PARAM_SD, NONE}, {1, 1}, "do not go together"},
        {WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEAN, WR_PARAM_SD, WR_PARAM_CV, NONE}, {1, 1, 1}, "do not go together"},
        {WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEAN, NONE}, {1}, "do not go together"},
        {WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {10, -1}, "sd cannot be below 0"},
        {WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {-10, 1}, "must be over 0"},
        {WR_SAMPLER_LOGNORMAL, {WR_PARAM_MEDIAN, WR_PARAM_P95, NONE}, {10, 9}, "p95"},
        {WR_SAMPLER_LOGNORMAL, {WR_PARAM_LOG_MEAN, WR_PARAM_LOG_SD, NONE}, {800, 1}, "beyond all bounds"},
        {WR_SAMPLER_NORMAL, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {(double)NAN, 1}, "not a number"},
        {WR_SAMPLER_NORMAL, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {(double)INFINITY, 1}, "not a number"},
        {WR_SAMPLER_EXPONENTIAL, {WR_PARAM_MEAN, NONE}, {-1}, "below 0"},
        {WR_SAMPLER_EXPONENTIAL, {WR_PARAM_MEAN, WR_PARAM_AT_LEAST, NONE}, {1, 20}, "next to nothing"},
        {WR_SAMPLER_EXPONENTIAL, {WR_PARAM_MEAN, WR_PARAM_AT_LEAST, WR_PARAM_AT_MOST, NONE}, {1, 3, 2}, "above"},
        {WR_SAMPLER_CONSTANT, {WR_PARAM_VALUE, WR_PARAM_AT_MOST, NONE}, {5, 4}, "next to nothing"},
        {WR_SAMPLER_UNIFORM, {WR_PARAM_FROM, WR_PARAM_TO, NONE}, {5, 4}, "above"},
        {WR_SAMPLER_TRIANGULAR, {WR_PARAM_FROM, WR_PARAM_LIKELIEST, WR_PARAM_TO, NONE}, {1, 7, 6}, "rise"},
        {WR_SAMPLER_ERLANG, {WR_PARAM_MEAN, WR_PARAM_SHAPE, NONE}, {8, 2.5}, "whole number"},
        {WR_SAMPLER_ERLANG, {WR_PARAM_MEAN, WR_PARAM_SHAPE, NONE}, {8, 0}, "over 0"},
        {WR_SAMPLER_GAMMA, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {1, 100}, "shape"},
        {WR_SAMPLER_WEIBULL, {WR_PARAM_SHAPE, WR_PARAM_SCALE, NONE}, {0, 1}, "shape"},
        {WR_SAMPLER_BETA, {WR_PARAM_MEAN, WR_PARAM_SD, NONE}, {0.5, 0.6}, "beta"},
        {WR_SAMPLER_BETA, {WR_PARAM_MEAN, WR_PARAM_SD, WR_PARAM_FROM, NONE}, {0.5, 0.1, 0}, "do not go together"},
        {WR_SAMPLER_POISSON, {WR_PARAM_MEAN, NONE}, {2e6}, "million"},
        {WR_SAMPLER_DISCRETE, {NONE}, {0}, "empty"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct wr_sampler_spec spec = {.kind = bad[i].kind};
        struct wr_sampler s;
        const char *why = NULL, *hint = NULL;
        for (int p = 0; p < 4 && bad[i].p[p] != NONE; p++)
            wr_sampler_spec_set(&spec, bad[i].p[p], bad[i].v[p]);
        assert_int_equal(wr_sampler_init(&s, &spec, &f->arena, &why, &hint), WR_ERR_MISTAKES);
        assert_non_null(why);
        if (strstr(why, bad[i].says) == NULL)
            fail_msg("row %zu says \"%s\", without \"%s\"", i, why, bad[i].says);
        if (strcmp(bad[i].says, "do not go together") == 0)
            assert_non_null(strstr(hint, wr_sampler_kind_allows(bad[i].kind)));
    }
    static const double values[] = {1, 2}, chances[] = {0.5, 0.4}, minus[] = {1.5, -0.5}, falls[] = {1.0, 0.0};
    const char *why = NULL;
    struct wr_sampler s;
    struct wr_sampler_spec spec = {.kind = WR_SAMPLER_DISCRETE, .values = values, .shares = chances, .count = 2};
    assert_int_equal(wr_sampler_init(&s, &spec, &f->arena, &why, NULL), WR_ERR_MISTAKES);
    assert_non_null(strstr(why, "100%"));
    spec.shares = minus;
    assert_int_equal(wr_sampler_init(&s, &spec, &f->arena, &why, NULL), WR_ERR_MISTAKES);
    assert_non_null(strstr(why, "below 0"));
    spec.kind = WR_SAMPLER_QUANTILES;
    spec.shares = falls;
    assert_int_equal(wr_sampler_init(&s, &spec, &f->arena, &why, NULL), WR_ERR_MISTAKES);
    assert_non_null(strstr(why, "rise"));
}

static void no_spread_is_constant(void **state)
{
    static const int with_sd[] = {4, 8, 9, 14};
    for (size_t i = 0; i < sizeof with_sd / sizeof *with_sd; i++) {
        struct wr_sampler_spec spec = spec_of(&rows[with_sd[i]]);
        spec.value[WR_PARAM_SD] = 0.0;
        struct wr_sampler s = make(state, &spec);
        check_same(wr_sampler_at(&s, 0.9), spec.value[WR_PARAM_MEAN]);
        check_same(wr_sampler_sd(&s), 0.0);
    }
}

static void words(void **state)
{
    (void)state;
    for (int k = 0; k < WR_SAMPLER_KINDS; k++)
        if (k != WR_SAMPLER_QUANTILES) /* both are "empirical" */
            assert_int_equal(wr_sampler_kind_of(wr_sampler_kind_name((enum wr_sampler_kind)k)), k);
    for (int p = 0; p < WR_PARAM_COUNT; p++)
        assert_int_equal(wr_param_of(wr_param_name((enum wr_param)p)), p);
    assert_int_equal(wr_sampler_kind_of("pareto"), -1);
    assert_int_equal(wr_param_of("variance"), -1);
    assert_true(wr_sampler_kind_takes(WR_SAMPLER_GAMMA, WR_PARAM_SHAPE));
    assert_false(wr_sampler_kind_takes(WR_SAMPLER_NORMAL, WR_PARAM_SHAPE));
    assert_true(wr_sampler_kind_takes(WR_SAMPLER_CONSTANT, WR_PARAM_AT_MOST));
}

static void out_of_memory(void **state)
{
    struct wr_sampler_spec spec = spec_of(&rows[9]), counts = spec_of(&rows[17]);
    struct wr_arena small;
    struct wr_sampler s;
    const char *why;
    (void)state;
    wr_arena_init(&small, 64);
    assert_int_equal(wr_sampler_init(&s, &spec, &small, &why, NULL), 0);
    assert_int_equal(wr_sampler_prepare(&s, &small), WR_ERR_MEMORY);
    assert_true(wr_sampler_at(&s, 0.3) > 0.0); /* still right, only slow */
    assert_int_equal(wr_sampler_init(&s, &counts, &small, &why, NULL), WR_ERR_MEMORY);
    wr_arena_free(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(moments_and_shares, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shares_against_gsl, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lognormals_by_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rises_with_u, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_is_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cuts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(times_are_not_negative, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refusals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_spread_is_constant, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(out_of_memory, set_up, tear_down),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
