/* Charts of small data against drawings kept as golden files; hostile labels and numbers. */
#include "report/chart.h"

#include <math.h>
#include <string.h>

#include "report/wellformed.h"
#include "support/check.h"

struct drawing {
    struct wr_buf out;
    struct wr_html h;
};

static void begin(struct drawing *d)
{
    wr_buf_init(&d->out, 0);
    wr_html_init(&d->h, &d->out);
}

static void check_drawing(struct drawing *d, const char *golden)
{
    assert_int_equal(wr_html_end(&d->h), 0);
    check_wellformed(d->out.data, d->out.size);
    assert_null(strstr(d->out.data, "\"nan"));
    if (golden != NULL)
        check_golden(wr_buf_string(&d->out), golden);
    wr_buf_free(&d->out);
}

static void test_bars(void **state)
{
    static const struct wr_chart chart = {"c1", "How busy each is", "The ward is the busiest.", "busy, of open spaces", WR_UNIT_SHARE};
    static const struct wr_chart_bar rows[] = {
        {"ward", "93 in 100", 0.93, 0.91, 0.95, 0.12, 0.92},
        {"majors, with a name so long that it goes over two lines of it", "71 in 100", 0.71, 0.70, 0.72, NAN, NAN},
        {"not open", "not known", NAN, NAN, NAN, NAN, NAN},
    };
    struct drawing d;

    (void)state;
    begin(&d);
    wr_chart_bars(&d.h, &chart, rows, 3, 1);
    check_drawing(&d, "report/golden/bars.svg");
}

static void test_forest(void **state)
{
    static const struct wr_chart chart = {"c2", "Four hours", "One option helps, one is not clear.", "more seen in four hours",
                                          WR_UNIT_SHARE};
    static const struct wr_chart_interval rows[] = {
        {"records at the bedside", "6 to 10 more in 100", 0.08, 0.06, 0.10},
        {"evening doctor", "no clear difference", 0.01, -0.01, 0.03},
        {"never run", NULL, NAN, NAN, NAN},
    };
    struct drawing d;

    (void)state;
    begin(&d);
    wr_chart_forest(&d.h, &chart, rows, 3, 0, "fewer", "more");
    check_drawing(&d, "report/golden/forest.svg");
}

static void test_lines(void **state)
{
    static const double hours[] = {0, 6 * 3600.0, 12 * 3600.0, 18 * 3600.0, 86400}, y[] = {4, 2, 9, 14, 5}, low[] = {3, 1, 8, 12, 4},
                        high[] = {5, 3, 10, 16, 6}, other[] = {1, NAN, 3, 4, 5};
    static const struct wr_chart chart = {"c3", "Waiting", "Most wait at six in the evening.", "waiting", WR_UNIT_BARE};
    static const struct wr_chart_x x = {"hour of the day", hours, 5, WR_UNIT_TIME, true, NAN, NULL};
    static const struct wr_chart_series series[] = {{"do nothing", y, low, high}, {"evening doctor", other, NULL, NULL}};
    struct drawing d;

    (void)state;
    begin(&d);
    wr_chart_lines(&d.h, &chart, &x, series, 2);
    check_drawing(&d, "report/golden/lines.svg");
}

static void test_histogram(void **state)
{
    static const double values[] = {0.70, 0.71, 0.715, 0.72, 0.73, 0.735, 0.74, NAN, 0.76, 0.78, 0.79};
    static const struct wr_chart chart = {"c4", "Single years", "Two years of ten meet the target.", "seen in four hours", WR_UNIT_SHARE};
    struct drawing d;

    (void)state;
    begin(&d);
    wr_chart_histogram(&d.h, &chart, values, 11, 0.78, "target");
    check_drawing(&d, "report/golden/histogram.svg");
}

static void test_week(void **state)
{
    static const struct wr_chart chart = {"c5", "Ward by hour", "The ward is fullest on Monday evening.",
                                          "A full column: all 30 spaces taken", WR_UNIT_SHARE};
    float hours[168];
    struct drawing d;
    int i;

    (void)state;
    for (i = 0; i < 168; i++)
        hours[i] = (float)((i * 37) % 101) / 100;
    hours[5] = NAN;
    begin(&d);
    wr_chart_week(&d.h, &chart, hours, 1);
    check_drawing(&d, "report/golden/week.svg");
}

static void test_hostile_labels_and_numbers(void **state)
{
    static const char hostile[] =
        "\"/><script>alert('A&E')</script>\x01\xff \xf0\x9f\x8f\xa5 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    static const double numbers[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 0, 1e-300};
    const struct wr_chart chart = {"c6", hostile, hostile, hostile, WR_UNIT_TIME};
    struct wr_chart_bar bars[7];
    struct wr_chart_interval intervals[7];
    struct wr_chart_series series = {hostile, numbers, numbers, numbers};
    struct wr_chart_x x = {hostile, numbers, 7, WR_UNIT_BARE, false, INFINITY, hostile};
    float hours[168];
    size_t i;
    struct drawing d;

    (void)state;
    for (i = 0; i < 7; i++) {
        bars[i] = (struct wr_chart_bar){
            hostile, hostile, numbers[i], numbers[(i + 1) % 7], numbers[(i + 2) % 7], numbers[(i + 3) % 7], numbers[6 - i]};
        intervals[i] = (struct wr_chart_interval){hostile, hostile, numbers[i], numbers[(i + 1) % 7], numbers[(i + 2) % 7]};
    }
    for (i = 0; i < 168; i++)
        hours[i] = (float)numbers[i % 3];
    begin(&d);
    wr_chart_bars(&d.h, &chart, bars, 7, NAN);
    check_drawing(&d, NULL);
    begin(&d);
    wr_chart_bars(&d.h, &chart, bars, 0, NAN);
    check_drawing(&d, NULL);
    begin(&d);
    wr_chart_forest(&d.h, &chart, intervals, 7, 0, hostile, hostile);
    check_drawing(&d, NULL);
    begin(&d);
    wr_chart_lines(&d.h, &chart, &x, &series, 1);
    check_drawing(&d, NULL);
    begin(&d);
    wr_chart_histogram(&d.h, &chart, numbers, 7, INFINITY, hostile);
    check_drawing(&d, NULL);
    begin(&d);
    wr_chart_histogram(&d.h, &chart, numbers, 0, NAN, NULL);
    check_drawing(&d, NULL);
    begin(&d);
    wr_chart_week(&d.h, &chart, hours, 0);
    check_drawing(&d, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bars),      cmocka_unit_test(test_forest), cmocka_unit_test(test_lines),
        cmocka_unit_test(test_histogram), cmocka_unit_test(test_week),   cmocka_unit_test(test_hostile_labels_and_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
