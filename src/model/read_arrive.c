/* How a kind of patient comes: at random over the day, week and year; by gaps; booked; as recorded in a file; or not at all. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"
#include "read/csv.h"

/* A list of `count` plain numbers. The mean goes to *mean, and out[] is scaled to mean 1. */
static bool read_shape(struct wr_i_reader *r, const struct wr_node *node, size_t count, double *out, double *mean)
{
    bool well = true;
    double sum = 0;
    size_t i;

    if (node->kind != WR_NODE_LIST || node->count != count) {
        if (node->kind == WR_NODE_LIST)
            wr_i_mistake(r, node->where,
                         wr_i_say(r, "write %zu numbers: %s", count,
                                  count == 24  ? "one an hour from midnight"
                                  : count == 7 ? "one a day from Monday"
                                               : "one a month from January"),
                         "there are %zu numbers; %zu are wanted", node->count, count);
        else if (node->kind != WR_NODE_EMPTY)
            wr_i_mistake(r, node->where, wr_i_say(r, "write a list of %zu numbers", count), "a list of %zu numbers is wanted here, not %s",
                         count, wr_i_what(r, node));
        return false;
    }
    for (i = 0; i < count; i++) {
        struct wr_number number;
        if (!wr_i_read_number(r, node->items[i], WR_SLOT_NUMBER, &number)) {
            well = false;
        } else if (number.value < 0) {
            wr_i_mistake(r, node->items[i]->where, NULL, "`%.60s` is negative; that cannot be here", node->items[i]->text);
            well = false;
        } else {
            out[i] = number.value;
            sum += number.value;
        }
    }
    if (well && !(sum > 0)) {
        wr_i_mistake(r, node->where, "write larger numbers; `arrive: none` for nobody", "all of them are 0");
        well = false;
    }
    *mean = sum / (double)count;
    for (i = 0; i < count; i++)
        out[i] = well ? out[i] / *mean : 1;
    return well;
}

static void shape_field(struct wr_i_reader *r, const struct wr_node *parent, const char *key, size_t count, double *out, double *mean)
{
    const struct wr_node *node = wr_node_get(parent, key);

    if (node == NULL)
        return;
    wr_i_enter(r, key);
    if (!read_shape(r, node, count, out, mean))
        for (size_t i = 0; i < count; i++)
            out[i] = 1;
    wr_i_leave(r);
}

static void an_hour(struct wr_i_reader *r, const struct wr_node *node, struct wr_arrive *out)
{
    struct wr_number number;
    double mean = 0;

    out->kind = WR_ARRIVE_RATE;
    if (node->kind == WR_NODE_LIST) {
        if (read_shape(r, node, 24, out->by_hour, &mean))
            out->rate = wr_i_number(mean / WR_HOUR, WR_UNIT_RATE, node->where);
        out->by_hour_mean = mean;
    } else if (wr_i_read_number(r, node, WR_SLOT_NUMBER, &number)) {
        out->rate = number;
        out->rate.value /= WR_HOUR;
        out->rate.low /= WR_HOUR;
        out->rate.high /= WR_HOUR;
        out->rate.unit = WR_UNIT_RATE;
        if (number.value < 0)
            wr_i_mistake(r, node->where, "write it without the minus sign", "`%.60s` is negative; that cannot be here",
                         node->text == NULL ? "it" : node->text);
    }
}

static void a_day(struct wr_i_reader *r, const struct wr_node *node, struct wr_arrive *out)
{
    out->kind = WR_ARRIVE_RATE;
    if (!wr_i_read_number(r, node, WR_SLOT_NUMBER, &out->rate))
        return;
    if (out->rate.value < 0)
        wr_i_mistake(r, node->where, "write it without the minus sign", "`%.60s` is negative; that cannot be here",
                     node->text == NULL ? "it" : node->text);
    out->rate.value /= WR_DAY;
    out->rate.low /= WR_DAY;
    out->rate.high /= WR_DAY;
    out->rate.unit = WR_UNIT_RATE;
}

struct arrival {
    double time;
    size_t row;
};

/* By time; rows of the same instant stay in the file's order (rule 15). */
static int compare_arrivals(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;

    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void read_recorded(struct wr_i_reader *r, const struct wr_node *node, struct wr_arrive *out)
{
    const struct wr_node *file = wr_node_get(node, "file"), *column = wr_node_get(node, "column");
    struct arrival *arrivals;
    double *times;
    struct wr_csv csv;
    int at;
    size_t i, bad = 0;

    out->kind = WR_ARRIVE_FILE;
    out->file = wr_i_text(r, node, "file");
    out->column = wr_i_text(r, node, "column");
    if (column == NULL)
        wr_i_mistake(r, file->key_where, "add `column: time` with the name of the column", "it is not said in which column the times are");
    if (out->file == NULL || out->column == NULL || !wr_i_read_csv(r, out->file, file->where, &csv))
        return;
    at = wr_csv_column(&csv, out->column);
    if (at < 0) {
        wr_i_mistake(r, column->where, wr_i_did_you_mean(r, out->column, csv.names, csv.n_columns), "`%.60s` has no column called `%.60s`",
                     out->file, out->column);
        return;
    }
    arrivals = wr_i_take(r, csv.n_rows, sizeof *arrivals);
    times = wr_i_take(r, csv.n_rows, sizeof *times);
    for (i = 0; i < csv.n_rows && arrivals != NULL && times != NULL; i++) {
        const char *cell = csv.cells[i * csv.n_columns + (size_t)at];
        arrivals[i].row = i;
        if (!wr_csv_time(cell, &arrivals[i].time)) {
            if (bad++ < 5)
                wr_i_mistake(r, (struct wr_where){csv.file, csv.lines[i], 0}, "write the year first: 2026-01-05 08:30",
                             "`%.60s` is not a date and time", cell);
        } else if (arrivals[i].time < r->m->clock.start) {
            if (bad++ < 5)
                wr_i_mistake(r, (struct wr_where){csv.file, csv.lines[i], 0},
                             "let `clock: {start: ...}` be no later than the first arrival", "`%.60s` is before simulated time starts",
                             cell);
        }
    }
    if (bad > 0 || arrivals == NULL || times == NULL)
        return;
    qsort(arrivals, csv.n_rows, sizeof *arrivals, compare_arrivals);
    for (i = 0; i < csv.n_rows; i++)
        times[i] = arrivals[i].time;
    out->times = times;
    out->n_times = csv.n_rows;
}

void wr_i_read_arrive(struct wr_i_reader *r, const struct wr_node *node, struct wr_arrive *out)
{
    static const char *const ways[] = {"a day", "an hour", "one every", "booked", "file"};
    const struct wr_node *part;
    size_t said = 0, i;

    memset(out, 0, sizeof *out);
    out->where = node->where;
    out->rate = wr_i_number(0, WR_UNIT_RATE, node->where);
    out->comes = wr_i_number(1, WR_UNIT_SHARE, node->where);
    out->every.number = wr_i_number(0, WR_UNIT_TIME, node->where);
    for (i = 0; i < 24; i++)
        out->by_hour[i] = 1;
    for (i = 0; i < 7; i++)
        out->by_weekday[i] = 1;
    for (i = 0; i < 12; i++)
        out->by_month[i] = 1;
    if (node->kind == WR_NODE_TEXT) {
        if (strcmp(node->text, "none") == 0)
            return;
        out->kind = WR_ARRIVE_RATE; /* arrive: 12 a day */
        (void)wr_i_read_number(r, node, WR_SLOT_RATE, &out->rate);
        return;
    }
    if (!wr_i_object(r, node, wr_describe_object("arrive")))
        return;
    for (i = 0; i < sizeof ways / sizeof ways[0]; i++)
        said += wr_node_get(node, ways[i]) != NULL;
    if (said != 1) {
        wr_i_mistake(r, node->where,
                     "write one of {a day: 100}, {an hour: [...]}, {one every: 40 min}, {booked: {mon to fri 09:00: 6}}, {file: "
                     "arrivals.csv, column: time}; or none",
                     said == 0 ? "it is not said how they come" : "they can come in one way only");
        return;
    }
    if ((part = wr_node_get(node, "a day")) != NULL) {
        wr_i_enter(r, "a day");
        a_day(r, part, out);
        wr_i_leave(r);
    } else if ((part = wr_node_get(node, "an hour")) != NULL) {
        wr_i_enter(r, "an hour");
        an_hour(r, part, out);
        wr_i_leave(r);
        if (part->kind == WR_NODE_LIST && wr_node_get(node, "by hour") != NULL)
            wr_i_mistake(r, wr_node_get(node, "by hour")->key_where, "take `by hour` away", "`an hour` gives the shape of the day already");
    } else if (wr_node_get(node, "one every") != NULL) {
        out->kind = WR_ARRIVE_EVERY;
        wr_i_read_value_field(r, node, "one every", WR_SLOT_TIME, true, &out->every);
        if (out->every.kind == WR_VALUE_NUMBER && !(out->every.number.value > 0))
            wr_i_mistake(r, out->every.where, "write 40 min, or `arrive: none` for nobody",
                         "a gap of no time means that they never stop coming");
        if (out->every.kind == WR_VALUE_DIST && out->every.dist->sampler.kind == WR_SAMPLER_CONSTANT && !(out->every.dist->sampler.a > 0))
            wr_i_mistake(r, out->every.where, "write 40 min, or `arrive: none` for nobody",
                         "a gap of no time means that they never stop coming");
        if (out->every.kind == WR_VALUE_BY)
            wr_i_mistake(r, out->every.where, "write one kind of patient for each", "the gap between patients cannot differ by who comes");
    } else if ((part = wr_node_get(node, "booked")) != NULL) {
        out->kind = WR_ARRIVE_BOOKED;
        wr_i_enter(r, "booked");
        wr_i_read_booked(r, part, &out->booked);
        wr_i_leave(r);
    } else {
        read_recorded(r, node, out);
    }
    if (out->kind != WR_ARRIVE_RATE)
        for (i = 0; i < 3; i++) {
            static const char *const shapes[] = {"by hour", "by weekday", "by month"};
            if ((part = wr_node_get(node, shapes[i])) != NULL)
                wr_i_mistake(r, part->key_where, "take it away, or write `a day:`", "`%s` gives a shape to `a day` only", shapes[i]);
        }
    if (wr_node_get(node, "an hour") == NULL)
        shape_field(r, node, "by hour", 24, out->by_hour, &out->by_hour_mean);
    shape_field(r, node, "by weekday", 7, out->by_weekday, &out->by_weekday_mean);
    shape_field(r, node, "by month", 12, out->by_month, &out->by_month_mean);
    if ((part = wr_node_get(node, "comes")) != NULL) {
        wr_i_enter(r, "comes");
        if (!wr_i_read_number(r, part, WR_SLOT_SHARE, &out->comes))
            out->comes.value = 1;
        if (out->kind != WR_ARRIVE_BOOKED)
            wr_i_mistake(r, part->key_where, "take it away", "`comes` is about booked patients");
        wr_i_leave(r);
    }
    if (out->kind != WR_ARRIVE_FILE && (part = wr_node_get(node, "column")) != NULL)
        wr_i_mistake(r, part->key_where, "take it away", "`column` goes with `file`");
}
