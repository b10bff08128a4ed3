/* Numbers of measures as people say them. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "trial/say_internal.h"

static bool is_hours(enum wr_measure_kind kind) { return kind == WR_MEASURE_BUSY_HOURS || kind == WR_MEASURE_OVERTIME; }
/* Shares of time or of space are per cent and points: "84 in 100" of what would be asked. */
static bool is_share_of_time(enum wr_measure_kind kind) { return kind == WR_MEASURE_SHARE_BUSY || kind == WR_MEASURE_SHARE_OCCUPIED; }

static struct wr_say_scale time_scale(double size, bool duration)
{
    static const struct {
        double from, unit;
        const char *behind;
    } ways[] = {{2 * WR_DAY, WR_DAY, " days"}, {3 * WR_HOUR, WR_HOUR, " h"}, {1.5 * WR_MINUTE, WR_MINUTE, " min"}, {0, WR_SECOND, " s"}};
    struct wr_say_scale s = {1, "", "", duration ? " longer" : " more", duration ? " shorter" : " less"};
    size_t i = duration ? 0 : 1;

    while (size < ways[i].from && duration)
        i++;
    s.factor = 1 / ways[i].unit;
    s.behind = ways[i].behind;
    return s;
}

static struct wr_say_scale share_scale(double size)
{
    static const struct {
        double from, factor;
        const char *behind, *in_words;
    } ways[] = {{0.001, 100, " in 100", " in a hundred"}, /* tenths of one in a hundred too: so options stand in one column in one scale */
                {1e-4, 1e4, " in 10,000", " in ten thousand"},
                {1e-5, 1e5, " in 100,000", " in a hundred thousand"},
                {0, 1e6, " in a million", " in a million"}};
    size_t i = 0;

    while (size > 0 && size < ways[i].from)
        i++;
    return (struct wr_say_scale){ways[i].factor, ways[i].behind, ways[i].in_words, " more", " fewer"};
}

struct wr_say_scale wr_say_scale(const struct wr_model *m, int measure, double size, bool difference)
{
    const struct wr_measure *x = measure >= 0 ? &m->measures[measure] : NULL;

    size = fabs(size);
    if (x != NULL && x->unit == WR_UNIT_TIME)
        return time_scale(size, !is_hours(x->kind));
    if (x != NULL && x->unit == WR_UNIT_SHARE && is_share_of_time(x->kind))
        return (struct wr_say_scale){100, difference ? " points" : "%", "", " more", " less"};
    if (x != NULL && x->unit == WR_UNIT_SHARE)
        return share_scale(size);
    return (struct wr_say_scale){1, "", "", " more", " fewer"};
}

void wr_say_value(struct wr_buf *out, const struct wr_model *m, int measure, double x, double half_width)
{
    struct wr_say_scale s = wr_say_scale(m, measure, x, false);

    if (!wr_num_finite(x)) {
        wr_buf_text(out, isnan(x) ? "not known" : "without limit");
        return;
    }
    wr_num_print(out, x * s.factor, wr_num_places(x * s.factor, half_width * s.factor), true);
    wr_buf_text(out, s.behind);
}

void wr_say_interval_in(struct wr_buf *out, struct wr_say_scale s, double low, double high)
{
    struct wr_buf a, b;
    int places;

    if (!wr_num_finite(low) || !wr_num_finite(high)) {
        wr_buf_text(out, "not known");
        return;
    }
    wr_buf_init(&a, 1024);
    wr_buf_init(&b, 1024);
    places = wr_num_places(0.5 * (low + high) * s.factor, 0.5 * (high - low) * s.factor);
    wr_num_print(&a, low * s.factor, places, true);
    wr_num_print(&b, high * s.factor, places, true);
    if (a.size == b.size && a.data != NULL && memcmp(a.data, b.data, a.size) == 0)
        wr_buf_printf(out, "%s%s%s", low < high ? "about " : "", wr_buf_string(&a), s.behind);
    else
        wr_buf_printf(out, "%s to %s%s", wr_buf_string(&a), wr_buf_string(&b), s.behind);
    wr_buf_part_free(out, &a);
    wr_buf_part_free(out, &b);
}

void wr_say_interval(struct wr_buf *out, const struct wr_model *m, int measure, double low, double high)
{
    struct wr_say_scale s = wr_say_scale(m, measure, fmax(fabs(low), fabs(high)), false);

    if (measure >= 0) { /* an interval in standard errors may pass where the measure ends */
        low = low < 0 ? 0 : low;
        high = m->measures[measure].unit == WR_UNIT_SHARE && high > 1 ? 1 : high;
    }
    wr_say_interval_in(out, s, low, high);
}

void wr_say_capital(struct wr_buf *out, const char *name)
{
    char first = name[0];

    if (first >= 'a' && first <= 'z') {
        wr_buf_char(out, (char)(first - 'a' + 'A'));
        name++;
    }
    wr_buf_text(out, name);
}

/* Places for one end of a range: those of the whole, and for a small end as many more as show its first digit, for it is known not to be 0. */
int wr_i_say_places_of_end(double x, int places, int most)
{
    double unit = 0.5;

    x = fabs(x);
    for (int i = 0; i < places; i++)
        unit /= 10;
    while (x > 0 && places < most && x < unit) {
        places++;
        unit /= 10;
    }
    return places;
}

static void print_size(struct wr_buf *out, double x, int places) { wr_num_print(out, fabs(x), places, true); }

/* "3 points", "1 point" */
static void print_with(struct wr_buf *out, double x, int places, const char *behind)
{
    size_t n = strlen(behind), before = out->size;

    print_size(out, x, places);
    if (out->data != NULL && out->size == before + 1 && out->data[before] == '1' && n > 2 && behind[n - 1] == 's')
        n--;
    wr_buf_add(out, behind, n);
}

void wr_say_difference_in(struct wr_buf *out, struct wr_say_scale s, const struct wr_estimate *d)
{
    double low = d->low, high = d->high, near;
    const char *behind;
    struct wr_buf a, b;
    int places;

    if (d->n == 0) {
        wr_buf_text(out, "not known");
        return;
    }
    if (d->n < 2) {
        wr_buf_text(out, "not known from one run");
        return;
    }
    if (low == 0 && high == 0) {
        wr_buf_text(out, "no difference in any run");
        return;
    }
    behind = s.behind_more[0] == '\0' ? s.behind : ""; /* "6 more in a hundred", but "6 min longer" */
    low *= s.factor;
    high *= s.factor;
    places = wr_num_places(0.5 * (low + high), 0.5 * (high - low));
    if (low <= 0 && high >= 0) {
        wr_buf_text(out, "no clear difference: between ");
        print_with(out, low, wr_i_say_places_of_end(low, places, places + 1), behind);
        wr_buf_printf(out, "%s and ", s.less);
        print_with(out, high, wr_i_say_places_of_end(high, places, places + 1), behind);
        wr_buf_printf(out, "%s%s", s.more, s.behind_more);
        return;
    }
    wr_buf_init(&a, 1024);
    wr_buf_init(&b, 1024);
    near = high > 0 ? low : high; /* the smaller first */
    print_size(&a, near, wr_i_say_places_of_end(near, places, 6));
    print_size(&b, high > 0 ? high : low, places);
    if (a.size == b.size && a.data != NULL && memcmp(a.data, b.data, a.size) == 0)
        wr_buf_printf(out, "about %s", wr_buf_string(&a));
    else
        wr_buf_printf(out, "between %s and %s", wr_buf_string(&a), wr_buf_string(&b));
    wr_buf_printf(out, "%s%s%s", behind, high > 0 ? s.more : s.less, s.behind_more);
    wr_buf_part_free(out, &a);
    wr_buf_part_free(out, &b);
}

void wr_say_difference(struct wr_buf *out, const struct wr_model *m, int measure, const struct wr_estimate *d)
{
    wr_say_difference_in(out, wr_say_scale(m, measure, fmax(fabs(d->low), fabs(d->high)), true), d);
}
