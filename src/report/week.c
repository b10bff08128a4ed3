/* Queues and occupancy over day and week, as it is: for each place with a limit and each of the staff, a day and a week. */
#include "report/page_internal.h"

#include <math.h>

#include "base/num.h"

/* Whether a run's collection comes to this hour of the week at all: each day anew, and runs shorter than a week, leave hours out. */
static bool is_covered(const struct wr_i_page *p, int hour)
{
    const struct wr_run *run = &p->m->run;
    double week = WR_WEEK,
           from = p->m->clock.weekday * WR_DAY + (run->mode == WR_RUN_EACH ? run->from : p->m->clock.start_of_day + run->warm_up);
    double start = from - floor(from / week) * week, at = hour * WR_HOUR;

    if (p->t->collected >= week)
        return true;
    if (at + WR_HOUR <= start) /* the same hour a week on, when the run goes over Sunday's end */
        at += week;
    return at < start + p->t->collected;
}

/* Means over the days of the week that a run comes to, by hour of the day. */
static void by_day(const struct wr_i_page *p, const float *week, double day[24])
{
    int hour, d;

    for (hour = 0; hour < 24; hour++) {
        double sum = 0;
        int n = 0;
        for (d = 0; d < 7; d++)
            if (is_covered(p, d * 24 + hour) && wr_num_finite((double)week[d * 24 + hour])) {
                sum += (double)week[d * 24 + hour];
                n++;
            }
        day[hour] = n > 0 ? sum / n : NAN;
    }
}

static int fullest(const float *week)
{
    int hour, at = 0;

    for (hour = 1; hour < WR_SIM_HOURS; hour++)
        if (!wr_num_finite((double)week[at]) || week[hour] > week[at])
            at = hour;
    return at;
}

static const char *const day_names[7] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

static const char *const short_names[7] = {"#Mon", "#Tue", "#Wed", "#Thu", "#Fri", "#Sat", "#Sun"};

static const char *moment(struct wr_i_page *p, int hour)
{
    return wr_i_page_text(p, "%s between %02d:00 and %02d:00", day_names[hour / 24], hour % 24, hour % 24 + 1);
}

/* The numbers behind the charts: averages by hour of the day, and, when `week` is given, of each day. */
static void hour_table(struct wr_i_page *p, const char *name, const char *const *columns, size_t n, const double (*days)[24],
                       const float *week)
{
    const char *all[WR_I_PAGE_COLUMNS] = {"Hour"};
    size_t k;
    int hour, day;

    for (k = 0; k < n; k++)
        all[1 + k] = columns[k];
    for (day = 0; week != NULL && day < 7; day++)
        all[1 + n + (size_t)day] = short_names[day];
    wr_i_page_numbers(p, wr_i_page_text(p, "%s: the numbers by hour", name));
    wr_i_page_table(
        p, wr_i_page_text(p, "%s, averages by hour of the day%s", name, week != NULL ? ", and how many are in it on each day" : ""), all,
        1 + n + (week != NULL ? 7 : 0), false);
    for (hour = 0; hour < 24; hour++) {
        wr_i_page_row(p, wr_i_page_text(p, "%02d:00", hour));
        for (k = 0; k < n; k++)
            wr_i_page_cell(p, wr_i_page_count(p, floor(days[k][hour] * 10 + 0.5) / 10));
        for (day = 0; week != NULL && day < 7; day++)
            wr_i_page_cell(p, wr_i_page_count(p, floor((double)week[day * 24 + hour] * 10 + 0.5) / 10));
        wr_i_page_row_end(p);
    }
    wr_i_page_table_end(p);
    wr_i_page_details_end(p);
}

static void day_chart(struct wr_i_page *p, const char *title, const char *sentence, const char *axis, const char *const *labels, size_t n,
                      const double (*days)[24])
{
    double hours[24]; /* the middle of each: its mean is drawn there */
    struct wr_chart chart = {wr_i_page_id(p, "chart"), title, sentence, axis, WR_UNIT_BARE};
    struct wr_chart_x x = {"hour of the day", hours, 24, WR_UNIT_TIME, true, NAN, NULL};
    struct wr_chart_series series[WR_CHART_SERIES];
    size_t k;
    int hour;

    for (hour = 0; hour < 24; hour++)
        hours[hour] = (hour + 0.5) * WR_HOUR;
    for (k = 0; k < n && k < WR_CHART_SERIES; k++)
        series[k] = (struct wr_chart_series){labels[k], days[k], NULL, NULL};
    wr_i_page_figure(p, sentence);
    wr_chart_lines(p->h, &chart, &x, series, n);
    wr_i_page_figure_end(p);
}

/* Spaces or people at the busiest hour of a week of the plan. */
static double most_of(const struct wr_i_page *p, const struct wr_schedule *schedule)
{
    double most = 0;
    int hour;

    for (hour = 0; hour < WR_SIM_HOURS; hour++)
        most = fmax(most, wr_schedule_at(&p->m->clock, schedule, hour * WR_HOUR));
    return most;
}

static void week_chart(struct wr_i_page *p, const char *name, const float *hours, double most)
{
    struct wr_chart chart = {0};
    int full = fullest(hours);

    chart.id = wr_i_page_id(p, "chart");
    chart.title = wr_i_page_text(p, "%s over the week", name);
    chart.sentence = wr_i_page_text(p, "Most are in it on %s: %s on average.", moment(p, full), wr_i_page_count(p, (double)hours[full]));
    chart.unit = WR_UNIT_BARE;
    if (most > 0)
        chart.axis = wr_i_page_text(p, "A full column: all %s spaces taken", wr_i_page_count(p, most));
    else
        chart.axis = wr_i_page_text(p, "A full column: %s patients", wr_i_page_count(p, (double)hours[full]));
    wr_i_page_figure(p, chart.sentence);
    wr_chart_week(p->h, &chart, hours, most > 0 ? most : (double)hours[full]);
    wr_i_page_figure_end(p);
}

static void place(struct wr_i_page *p, size_t i)
{
    const struct wr_place *about = &p->m->places[i];
    const struct wr_sim_place_row *row = &p->t->variants[0].mean.places[i];
    static const char *const labels[] = {"in it", "waiting for it"};
    static const char *const columns[] = {"#In it", "#Waiting for it"};
    const char *name = wr_i_page_capital(p, about->name), *sentence, *title;
    double days[2][24], most = about->spaces.unlimited ? 0 : most_of(p, &about->spaces);

    if (row->hour_occupied == NULL || row->hour_waiting == NULL)
        return;
    by_day(p, row->hour_occupied, days[0]);
    by_day(p, row->hour_waiting, days[1]);
    wr_html_element(p->h, "h3", name, NULL);
    wr_html_open(p->h, "div", "class", "charts", NULL);
    title = wr_i_page_text(p, "%s over the day", name);
    if (wr_num_finite(row->share_busy))
        sentence = wr_i_page_text(p, "%s: %s of its open spaces are taken on average (turnaround counts), and %s wait for one.", name,
                                  wr_i_page_quantity(p, row->share_busy, WR_UNIT_SHARE, 2), wr_i_page_count(p, row->mean_waiting));
    else
        sentence = wr_i_page_text(p, "%s: %s are in it on average; it has no limit.", name, wr_i_page_count(p, row->mean_occupied));
    day_chart(p, title, sentence, "patients", labels, most > 0 ? 2 : 1, (const double(*)[24])days);
    if (p->t->collected > WR_DAY)
        week_chart(p, name, row->hour_occupied, most);
    wr_html_close(p->h, "div");
    hour_table(p, name, columns, most > 0 ? 2 : 1, (const double(*)[24])days, p->t->collected > WR_DAY ? row->hour_occupied : NULL);
}

static void resource(struct wr_i_page *p, size_t i)
{
    const struct wr_resource *about = &p->m->resources[i];
    const struct wr_sim_resource_row *row = &p->t->variants[0].mean.resources[i];
    bool staff = about->kind == WR_STAFF;
    const char *labels[] = {staff ? "at work" : "in use", staff ? "on duty" : "there", "waited for by"};
    const char *columns[] = {staff ? "#At work" : "#In use", staff ? "#On duty" : "#There", "#Waited for by"};
    const char *name = wr_i_page_capital(p, about->name), *sentence;
    double days[3][24];

    if (row->hour_busy == NULL || row->hour_duty == NULL || row->hour_waiting == NULL)
        return;
    by_day(p, row->hour_busy, days[0]);
    by_day(p, row->hour_duty, days[1]);
    by_day(p, row->hour_waiting, days[2]);
    wr_html_element(p->h, "h3", name, NULL);
    sentence =
        wr_i_page_text(p, "%s: %s %s of the time %s; %s wait for %s on average.", name, staff ? "at work" : "in use",
                       wr_num_finite(row->share_busy) ? wr_i_page_quantity(p, row->share_busy, WR_UNIT_SHARE, 2) : "an unknown share",
                       staff ? "on duty" : "it is there", wr_i_page_count(p, row->mean_waiting), staff ? "them" : "it");
    day_chart(p, wr_i_page_text(p, "%s over the day", name), sentence, staff ? "people" : "number", labels, 3, (const double(*)[24])days);
    hour_table(p, name, columns, 3, (const double(*)[24])days, NULL);
}

void wr_i_page_week(struct wr_i_page *p)
{
    const struct wr_sim_result *mean = &p->t->variants[0].mean;
    size_t i;

    if (p->m->run.mode == WR_RUN_DRAIN || mean->n_places + mean->n_resources == 0) {
        wr_html_element(p->h, "p",
                        "There is no day and week to show: the run has no fixed length of collection, or there is no place and no staff.",
                        NULL);
        return;
    }
    wr_html_element(p->h, "p", "As it is, averages over all runs. What a single day brings lies well above and below these lines.", "class",
                    "soft", NULL);
    for (i = 0; i < mean->n_places && i < p->m->n_places; i++)
        place(p, i);
    for (i = 0; i < mean->n_resources && i < p->m->n_resources; i++)
        resource(p, i);
}
