#include "theory/rows.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

uint64_t rows_seed(const char *name)
{
    FILE *in = fopen(source_path("tests/seeds"), "r");
    char line[256], word[64];
    unsigned long long seed, found = 0;

    assert_non_null(in);
    while (found == 0 && fgets(line, sizeof line, in))
        if (line[0] != '#' && sscanf(line, "%63s %llu", word, &seed) == 2 && strcmp(word, name) == 0)
            found = seed;
    fclose(in);
    if (found == 0)
        fail_msg("tests/seeds has no seed for %s", name);
    return found;
}

static void give_up(struct rows_run *run, const char *path, int code)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_mistakes_print(&run->mistakes, &text);
    fail_msg("%s: %s%s%s\n%s", path, wr_err_words(code), run->trial.failed_why ? ": " : "",
             run->trial.failed_why ? run->trial.failed_why : "", wr_buf_string(&text));
}

void rows_run_start(struct rows_run *run, const char *path, const char *option, uint64_t seed, int replications, int threads)
{
    struct wr_trial_settings settings;
    struct wr_trial_variant wanted;
    int code;

    memset(run, 0, sizeof *run);
    wr_ctx_init(&run->ctx);
    wr_mistakes_init(&run->mistakes);
    if ((code = wr_source_read(&run->ctx, path[0] == '/' ? path : source_path(path), &run->mistakes, &run->source)) != 0 ||
        (code = wr_model_read(&run->source, &run->mistakes, &run->model)) != 0)
        give_up(run, path, code);
    wr_trial_settings_init(&settings);
    settings.replications = replications ? replications : run->model.run.replications;
    settings.threads = threads;
    settings.has_seed = true;
    settings.seed = seed;
    memset(&wanted, 0, sizeof wanted);
    wanted.label = option ? option : "do nothing";
    wanted.option = wr_model_option(&run->model, wanted.label);
    assert_true(wanted.option >= 0);
    code = wr_trial_run(&run->ctx, &run->source, &run->model, &settings, &wanted, 1, &run->mistakes, &run->trial);
    if (code != 0)
        give_up(run, path, code);
}

void rows_run_free(struct rows_run *run)
{
    wr_trial_free(&run->trial);
    wr_model_free(&run->model);
    wr_source_free(&run->source);
    wr_mistakes_free(&run->mistakes);
}

static size_t row_of(const struct rows_run *run, const char *measure, int spaces)
{
    const struct wr_trial *t = &run->trial;
    int m = wr_model_measure(&run->model, measure);
    size_t row;

    for (row = 0; row < t->n_rows && (m < 0 || t->row_measure[row] != m || t->row_spaces[row] != spaces); row++)
        ;
    if (row == t->n_rows)
        fail_msg("no row of the measure %s with %d spaces", measure, spaces);
    return row;
}

struct wr_estimate rows_estimate(const struct rows_run *run, const char *measure, int spaces)
{
    return wr_trial_estimate(&run->trial, 0, row_of(run, measure, spaces));
}

const double *rows_values(const struct rows_run *run, const char *measure, int spaces)
{
    return run->trial.variants[0].rows[row_of(run, measure, spaces)];
}

/* The normal number at the same probability as t, from whichever tail is the smaller. */
static double normal_of(double t, double df)
{
    return t < 0 ? gsl_cdf_ugaussian_Pinv(gsl_cdf_tdist_P(t, df)) : gsl_cdf_ugaussian_Qinv(gsl_cdf_tdist_Q(t, df));
}

void rows_add(struct rows_set *set, const char *name, double exact, struct wr_estimate got, double unit)
{
    size_t i = set->n++;

    assert_true(i < ROWS_MOST);
    assert_true(got.n >= 2 && got.se > 0);
    snprintf(set->row[i].name, sizeof set->row[i].name, "%s", name);
    set->row[i].exact = exact;
    set->row[i].mean = got.mean / unit;
    set->row[i].se = got.se / unit;
    set->row[i].n = got.n;
    set->row[i].z = normal_of((set->row[i].mean - exact) / set->row[i].se, (double)got.n - 1);
    printf("%-40s exact %12.6g  simulated %12.6g +- %-10.3g z %6.2f\n", name, exact, set->row[i].mean, set->row[i].se, set->row[i].z);
}

void rows_judge(const struct rows_set *set)
{
    double sum = 0, low = gsl_cdf_chisq_Pinv(0.0005, (double)set->n), high = gsl_cdf_chisq_Qinv(0.0005, (double)set->n);
    size_t i, far = 0;

    for (i = 0; i < set->n; i++) {
        sum += set->row[i].z * set->row[i].z;
        if (!(fabs(set->row[i].z) <= 4)) {
            printf("OUTSIDE: %s is %.2f standard errors away\n", set->row[i].name, set->row[i].z);
            far++;
        }
    }
    printf("%zu rows; the sum of z squared is %.2f, its 99.9%% limits %.2f to %.2f\n", set->n, sum, low, high);
    if (far > 0 || !(sum >= low && sum <= high))
        fail_msg(
            "the rows do not pass as a set: %zu over 4 standard errors, sum of z squared %.2f (%.2f to %.2f). Investigate; do not re-seed",
            far, sum, low, high);
}

void rows_joint_add(struct rows_joint *joint, const struct rows_run *run, const char *measure, int spaces, double exact)
{
    size_t i = joint->rows++, n = run->trial.variants[0].n_replications;

    assert_true(i < ROWS_MOST && (i == 0 || joint->n == n));
    joint->n = n;
    joint->values[i] = rows_values(run, measure, spaces);
    joint->exact[i] = exact;
}

void rows_joint_judge(const struct rows_joint *joint)
{
    size_t p = joint->rows, n = joint->n, i, j, r;
    gsl_matrix *s = gsl_matrix_calloc(p, p);
    gsl_vector *d = gsl_vector_calloc(p), *x = gsl_vector_calloc(p);
    double share = 1 / (double)n + (joint->theirs > 0 ? 1 / (double)joint->theirs : 0);
    double t2 = 0, f, low = gsl_cdf_fdist_Pinv(0.0005, (double)p, (double)(n - p)),
           high = gsl_cdf_fdist_Qinv(0.0005, (double)p, (double)(n - p));

    assert_true(n > 2 * p);
    for (i = 0; i < p; i++) {
        double mean = 0;
        for (r = 0; r < n; r++)
            mean += joint->values[i][r] / (double)n;
        gsl_vector_set(d, i, mean);
    }
    for (i = 0; i < p; i++)
        for (j = 0; j < p; j++) {
            double sum = 0;
            for (r = 0; r < n; r++)
                sum += (joint->values[i][r] - gsl_vector_get(d, i)) * (joint->values[j][r] - gsl_vector_get(d, j));
            gsl_matrix_set(s, i, j, sum / (double)(n - 1) * share);
        }
    for (i = 0; i < p; i++)
        gsl_vector_set(d, i, gsl_vector_get(d, i) - joint->exact[i]);
    assert_int_equal(gsl_linalg_cholesky_decomp1(s), 0);
    assert_int_equal(gsl_linalg_cholesky_solve(s, d, x), 0);
    for (i = 0; i < p; i++)
        t2 += gsl_vector_get(d, i) * gsl_vector_get(x, i);
    f = t2 * (double)(n - p) / ((double)p * (double)(n - 1));
    printf("%zu rows together: T squared %.2f, F %.3f, its 99.9%% limits %.3f to %.3f\n", p, t2, f, low, high);
    gsl_matrix_free(s);
    gsl_vector_free(d);
    gsl_vector_free(x);
    if (!(f >= low && f <= high))
        fail_msg("the %zu rows together do not pass: F %.3f (%.3f to %.3f). Investigate; do not re-seed", p, f, low, high);
}

double rows_from_printed(const char *name, const double *values, size_t n, struct rows_printed theirs)
{
    struct wr_estimate got = wr_measure_estimate(values, n);
    double theirs_se = theirs.sd / sqrt((double)theirs.n), z = (got.mean - theirs.mean) / sqrt(got.se * got.se + theirs_se * theirs_se);

    assert_int_equal(got.n, n);
    printf("%-36s theirs %9.4f +- %7.4f  here %9.4f +- %7.4f  z %5.2f", name, theirs.mean, theirs_se, got.mean, got.se, z);
    return z;
}
