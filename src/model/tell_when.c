/* Clocks, days and rotas in words. */
#include "model/tell_internal.h"

#include <math.h>
#include <string.h>

#include "base/date.h"

static const char *const day_names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

void wr_i_tell_clock(struct wr_buf *out, int seconds)
{
    int minutes = seconds / 60 % (24 * 60), rest = seconds % 60;
    wr_buf_printf(out, "%02d:%02d", minutes / 60, minutes % 60);
    if (rest != 0)
        wr_buf_printf(out, ":%02d", rest);
}

static void days(struct wr_buf *out, unsigned bits)
{
    bool first = true;

    for (int d = 0; d < 7; d++) {
        int last = d;
        if ((bits >> d & 1u) == 0)
            continue;
        while (last + 1 < 7 && (bits >> (last + 1) & 1u) != 0)
            last++;
        if (!first)
            wr_buf_text(out, " and ");
        first = false;
        wr_buf_text(out, day_names[d]);
        if (last > d)
            wr_buf_printf(out, last == d + 1 ? " and %s" : " to %s", day_names[last]);
        d = last;
    }
    if ((bits & 0x80u) != 0)
        wr_buf_text(out, first ? "holidays" : " and holidays");
}

static void span(struct wr_buf *out, const struct wr_span *s, bool with_hours)
{
    bool whole = s->from == 0 && s->to == (int)WR_DAY;

    if (s->names_days)
        days(out, s->days);
    if (!with_hours || whole) {
        if (!s->names_days)
            wr_buf_text(out, "always");
        return;
    }
    if (s->names_days)
        wr_buf_char(out, ' ');
    wr_i_tell_clock(out, s->from);
    if (s->to != s->from) {
        wr_buf_text(out, " to ");
        wr_i_tell_clock(out, s->to);
    }
}

void wr_tell_when(const struct wr_when *when, struct wr_buf *out)
{
    if (when->n_spans == 0)
        wr_buf_text(out, "always");
    for (size_t i = 0; i < when->n_spans; i++) {
        wr_i_tell_join(out, i, when->n_spans);
        span(out, &when->spans[i], true);
    }
}

void wr_i_tell_times(const struct wr_times *times, struct wr_buf *out)
{
    if (times->every > 0) {
        wr_buf_text(out, "every ");
        wr_i_tell_quantity(out, times->every, WR_UNIT_TIME);
        return;
    }
    for (size_t i = 0; i < times->n_at; i++) {
        wr_i_tell_join(out, i, times->n_at);
        span(out, &times->at[i], true);
    }
}

void wr_tell_schedule(const struct wr_schedule *s, struct wr_buf *out)
{
    if (s->unlimited)
        wr_buf_text(out, "unlimited");
    for (size_t i = 0; i < s->n_entries; i++) {
        const struct wr_timed *e = &s->entries[i];
        wr_i_tell_join(out, i, s->n_entries);
        wr_tell_number(&e->number, WR_UNIT_BARE, out);
        if (e->when.n_spans > 0) {
            wr_buf_text(out, e->when.spans[0].names_days ? " on " : " from ");
            wr_tell_when(&e->when, out);
        }
    }
}

void wr_i_tell_date(struct wr_buf *out, double seconds, bool with_time)
{
    double day = floor(seconds / WR_DAY), rest = seconds - day * WR_DAY;

    wr_date_iso(out, (int)day);
    if (with_time) {
        wr_buf_char(out, ' ');
        wr_i_tell_clock(out, (int)rest);
    }
}
