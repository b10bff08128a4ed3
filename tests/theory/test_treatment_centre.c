/* examples/treatment-centre against 1,000 replications of STARS treat-sim (pythonhealthdatascience/stars-treat-sim b59fccad, MIT, doi 10.5281/zenodo.10026326, its code
 * unchanged): Nelson 2013, exercise 13 of page 170. Each row in standard errors of both; beside it the 50 replications that they published.
 *
 * The one difference is how people arrive. Their program draws each gap at the rate of the hour in which the person BEFORE came, so it is late to follow a rise and
 * makes 227.2 arrivals where Nelson's rates add up to 229.5. Ours follows the rates (rule 1) and is held to 229.5; numbers of people and the utilisations made of them
 * follow the arrivals. So there are two comparisons. The example as it is: its waits and times are held to theirs. And the same file, its rates replaced by recorded arrivals
 * made as theirs are, day after day: there all 16 rows are held, and those of each scenario judged together. No row has an allowance.
 *
 * Their utilisation adds up the whole times of all that was begun, even what ends after the last minute (so it can pass 1): over many days, the number begun x the mean
 * time, for whether something begins does not depend on how long it will take (Wald's equation). So it is compared. `... busy` in the example stops at the last minute.
 *
 * 1,000 replications and 200 days; with WARDROUND_ALL=1 10,000 and 5,000. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "support/check.h"
#include "theory/rows.h"

#define MINUTES 1140.0
#define THEIRS 1000
#define OPTIONS 3

static const char *const options[OPTIONS] = {"do nothing", "one more triage bay", "one more treatment cubicle"};

/* Each: theirs and ours, what ours is divided by (or for a utilisation the mean minutes of what is begun, and how many places or people there are), and base, triage+1,
 * treat+1: average and standard deviation of 1,000 replications, average of the 50 that they published. Minutes. */
static const struct row {
    const char *theirs, *measure;
    double unit;
    int servers[OPTIONS];
    double mean[OPTIONS], sd[OPTIONS], published[OPTIONS];
} rows[] = {
    {"00 arrivals", "arrivals", 1, {0}, {227.247, 227.247, 227.247}, {15.930404, 15.930404, 15.930404}, {227.72, 227.72, 227.72}},
    {"01a triage wait",
     "wait for triage",
     60,
     {0},
     {31.160389, 1.314793, 31.160389},
     {18.135578, 0.883325, 18.135578},
     {35.243019, 1.325176, 35.243019}},
    {"01b triage util",
     "triages begun",
     3,
     {1, 2, 1},
     {0.598161, 0.299098, 0.598161},
     {0.057368, 0.028673, 0.057368},
     {0.607039, 0.303519, 0.607039}},
    {"02a registration wait",
     "wait for registration",
     60,
     {0},
     {103.716222, 130.097532, 103.716222},
     {23.562699, 29.408652, 23.562699},
     {105.572644, 135.915119, 105.572644}},
    {"02b registration util",
     "registrations begun",
     5,
     {1, 1, 1},
     {0.839313, 0.842004, 0.839313},
     {0.037953, 0.038916, 0.037953},
     {0.840613, 0.843954, 0.840613}},
    {"03a examination wait",
     "wait for examination",
     60,
     {0},
     {25.355061, 26.244396, 25.355061},
     {8.818482, 8.947233, 8.818482},
     {25.552525, 26.688866, 25.552525}},
    {"03b examination util",
     "examinations begun",
     16,
     {3, 3, 3},
     {0.851399, 0.854628, 0.851399},
     {0.028232, 0.028347, 0.028232},
     {0.850448, 0.853567, 0.850448}},
    {"04a treatment wait (non-trauma)",
     "wait for treatment",
     60,
     {0},
     {133.145878, 135.054864, 2.097479},
     {25.768567, 25.819181, 0.923337},
     {136.660635, 138.575405, 2.280962}},
    {"04b treatment util (non-trauma)",
     "treatments begun",
     13.3,
     {1, 1, 2},
     {0.868731, 0.870498, 0.624446},
     {0.032236, 0.031968, 0.041765},
     {0.867238, 0.869324, 0.629346}},
    {"05 total time (non-trauma)",
     "time in the centre",
     60,
     {0},
     {228.301682, 225.994031, 186.456402},
     {24.136705, 24.189057, 24.689551},
     {234.335783, 232.133275, 192.191909}},
    {"06a trauma wait",
     "wait for a trauma bay",
     60,
     {0},
     {151.944548, 172.442736, 151.944548},
     {76.573777, 81.968192, 76.573777},
     {151.680557, 175.135269, 151.680557}},
    {"06b trauma util",
     "stabilisations begun",
     90,
     {2, 2, 2},
     {0.839176, 0.846594, 0.839176},
     {0.113791, 0.113297, 0.113791},
     {0.826941, 0.840977, 0.826941}},
    {"07a treatment wait (trauma)",
     "wait for trauma treatment",
     60,
     {0},
     {17.515154, 18.235064, 17.515154},
     {12.990385, 13.551981, 12.990385},
     {14.305044, 14.997287, 14.305044}},
    {"07b treatment util (trauma)",
     "trauma treatments begun",
     30,
     {1, 1, 1},
     {0.499402, 0.505531, 0.499402},
     {0.100622, 0.100806, 0.100622},
     {0.501010, 0.506908, 0.501010}},
    {"08 total time (trauma)",
     "time in the centre with trauma",
     60,
     {0},
     {291.060434, 283.777863, 291.060434},
     {75.014873, 78.617592, 75.014873},
     {292.280487, 282.783517, 292.280487}},
    {"09 throughput",
     "gone by one in the morning",
     1,
     {0},
     {163.649, 164.324, 195.795},
     {8.770902, 8.776563, 7.148012},
     {162.16, 162.92, 195.30}},
};
#define ROWS (sizeof rows / sizeof *rows)

/* Arrivals an hour from six in the morning; their table has 18, and the hour after midnight is as the first. */
static const double profile[19] = {2.36666666666667,
                                   2.8,
                                   8.83333333333333,
                                   10.4333333333333,
                                   14.8,
                                   26.2666666666667,
                                   31.4,
                                   18.0666666666667,
                                   16.4666666666667,
                                   12.0333333333333,
                                   11.6,
                                   28.8666666666667,
                                   18.0333333333333,
                                   11.5,
                                   5.3,
                                   4.06666666666667,
                                   2.2,
                                   2.1,
                                   2.36666666666667};

/* What a replication gives, as they count it. */
static double as_theirs(const struct row *row, size_t option, double value)
{
    return row->servers[option] > 0 ? value * row->unit / (MINUTES * row->servers[option]) : value / row->unit;
}

/* What differs when more people come: the numbers of people, and the utilisations made of them. */
static bool counts_people(const struct row *row, size_t option) { return row->servers[option] > 0 || row->unit == 1; }

/* Prints the rows of an option; how many are over 3 standard errors away. `counts`: those that count people are held to it as well. */
static size_t compare(size_t option, double *const *values, size_t n, bool counts)
{
    size_t far = 0;

    printf("%s\n", options[option]);
    for (size_t i = 0; i < ROWS; i++) {
        double z = rows_from_printed(rows[i].theirs, values[i], n, (struct rows_printed){rows[i].mean[option], rows[i].sd[option], THEIRS});
        bool held = counts || !counts_people(&rows[i], option), outside = held && !(fabs(z) <= 3);

        printf("%s (published, 50 replications: %.4f)%s\n", held ? " " : "'", rows[i].published[option], outside ? "  OUTSIDE" : "");
        far += outside;
    }
    return far;
}

static void take(double **values, size_t n)
{
    for (size_t i = 0; i < ROWS; i++)
        assert_non_null(values[i] = malloc(n * sizeof **values));
}

static void give_back(double **values)
{
    for (size_t i = 0; i < ROWS; i++)
        free(values[i]);
}

/* The example as it is: its arrivals against the rates, its waits and times against theirs. Rows that count people are printed with a ' behind z and not held. */
static void own_arrivals(void **state)
{
    double expected = 0;
    size_t far = 0;

    (void)state;
    for (size_t h = 0; h < 19; h++)
        expected += profile[h];
    check_near(expected, 229.5, 1e-9);
    for (size_t o = 0; o < OPTIONS; o++) {
        struct rows_run run;
        struct wr_estimate came;
        double *values[ROWS];
        size_t n;

        rows_run_start(&run, "examples/treatment-centre", options[o], rows_seed("treatment_centre"),
                       getenv("WARDROUND_ALL") ? 10 * THEIRS : 0, 0);
        n = run.trial.n_replications;
        take(values, n);
        for (size_t i = 0; i < ROWS; i++)
            for (size_t r = 0; r < n; r++)
                values[i][r] = as_theirs(&rows[i], o, rows_values(&run, rows[i].measure, 0)[r]);
        far += compare(o, values, n, false);
        came = rows_estimate(&run, "arrivals", 0);
        printf("the rates add up to %.2f arrivals: here %.3f +- %.3f, z %.2f\n", expected, came.mean, came.se,
               (came.mean - expected) / came.se);
        check_near(came.mean, expected, 3 * came.se);
        give_back(values);
        rows_run_free(&run);
    }
    if (far > 0)
        fail_msg("%zu rows of the treatment centre are over 3 standard errors from the re-make", far);
}

/* A day's arrivals as their program makes them, as a CSV file. */
static void write_day(const char *path, gsl_rng *random)
{
    const double most = 31.4 / 60;
    struct wr_buf out;
    const char *why;
    double t = 0;

    wr_buf_init(&out, 0);
    wr_buf_printf(&out, "time\n");
    for (;;) {
        double rate = profile[(int)(t / 60) % 18] / 60;
        do
            t += gsl_ran_exponential(random, 1 / most);
        while (gsl_rng_uniform(random) >= rate / most);
        if (t >= MINUTES)
            break;
        double minute = t + 6 * 60;
        int day = minute >= 24 * 60, whole = (int)(minute -= day * 24 * 60);
        wr_buf_printf(&out, "2026-01-%02d %02d:%02d:%09.6f\n", 5 + day, whole / 60, whole % 60, fmin((minute - whole) * 60, 59.999999));
    }
    assert_int_equal(wr_buf_status(&out), 0);
    assert_int_equal(wr_file_write(path, wr_buf_string(&out), strlen(wr_buf_string(&out)), &why), 0);
    wr_buf_free(&out);
}

/* The example with recorded arrivals for its rates. */
static void write_service(const char *path)
{
    struct wr_buf text, out;
    const char *why, *arrive, *attributes;

    wr_buf_init(&text, 0);
    wr_buf_init(&out, 0);
    assert_int_equal(wr_file_read(source_path("examples/treatment-centre/service.yaml"), 1 << 20, &text, &why), 0);
    arrive = strstr(wr_buf_string(&text), "    arrive:\n");
    attributes = strstr(wr_buf_string(&text), "    attributes:");
    assert_true(arrive != NULL && attributes > arrive);
    wr_buf_printf(&out, "%.*s    arrive: {file: day.csv, column: time}\n%s", (int)(arrive - wr_buf_string(&text)), wr_buf_string(&text),
                  attributes);
    assert_int_equal(wr_buf_status(&out), 0);
    assert_int_equal(wr_file_write(path, wr_buf_string(&out), strlen(wr_buf_string(&out)), &why), 0);
    wr_buf_free(&text);
    wr_buf_free(&out);
}

static void their_arrivals(void **state)
{
    const size_t n = getenv("WARDROUND_ALL") ? 5 * THEIRS : 200;
    char folder[] = "/tmp/wardround-centre-XXXXXX", service[64], day[64];
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    uint64_t seed = rows_seed("treatment_centre_theirs");
    double *values[OPTIONS][ROWS];
    size_t far = 0;

    (void)state;
    assert_non_null(random);
    assert_non_null(mkdtemp(folder));
    snprintf(service, sizeof service, "%s/service.yaml", folder);
    snprintf(day, sizeof day, "%s/day.csv", folder);
    write_service(service);
    gsl_rng_set(random, seed % UINT32_MAX);
    for (size_t o = 0; o < OPTIONS; o++)
        take(values[o], n);
    for (size_t r = 0; r < n; r++) {
        write_day(day, random);
        for (size_t o = 0; o < OPTIONS; o++) { /* the same day and the same patients under each */
            struct rows_run run;

            rows_run_start(&run, folder, options[o], seed + r, 1, 1);
            for (size_t i = 0; i < ROWS; i++)
                values[o][i][r] = as_theirs(&rows[i], o, rows_values(&run, rows[i].measure, 0)[0]);
            rows_run_free(&run);
        }
    }
    unlink(service);
    unlink(day);
    rmdir(folder);
    gsl_rng_free(random);
    for (size_t o = 0; o < OPTIONS; o++)
        far += compare(o, values[o], n, true);
    for (size_t o = 0; o < OPTIONS; o++) {
        struct rows_joint joint = {.n = n, .theirs = THEIRS};

        for (size_t i = 0; i < ROWS; i++)
            if (rows[i].servers[o] == 0) { /* theirs vary by the times too, ours by the numbers alone */
                joint.values[joint.rows] = values[o][i];
                joint.exact[joint.rows++] = rows[i].mean[o];
            }
        rows_joint_judge(&joint);
        give_back(values[o]);
    }
    if (far > 0)
        fail_msg("%zu rows of the treatment centre are over 3 standard errors from the re-make", far);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(own_arrivals), cmocka_unit_test(their_arrivals)};

    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
