/* Whens, times alone, and numbers over time. A when is days, hours or both: `mon to fri 08:00 to 18:00`, `sat and sun and holidays`. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/model_internal.h"
#include "read/csv.h"

#define DAY 86400
#define ALL_DAYS 0xFFu
#define HOLIDAYS 0x80u
/* Nobody writes a longer rota by hand, and whoever asks what holds when looks through all of them. */
#define MOST_LINES 1000

/* Whether a list or map is of a length that people write; tells when it is not. */
static bool is_short_enough(struct wr_i_reader *r, const struct wr_node *node)
{
    if (node->count <= MOST_LINES)
        return true;
    wr_i_mistake(r, node->where, "say it by days of the week and hours: mon to fri 08:00 to 18:00",
                 "%zu lines are too many for one rota (at most %d)", node->count, MOST_LINES);
    return false;
}

static const char *skip(const char *s) { return s + strspn(s, " \t\n"); }

size_t wr_i_clock_text(const char *s, int *seconds)
{
    int hours = 0, minutes;
    size_t n = 0;

    while (n < 2 && s[n] >= '0' && s[n] <= '9')
        hours = hours * 10 + (s[n++] - '0');
    if (n == 0 || s[n] != ':' || s[n + 1] < '0' || s[n + 1] > '5' || s[n + 2] < '0' || s[n + 2] > '9')
        return 0;
    minutes = (s[n + 1] - '0') * 10 + (s[n + 2] - '0');
    n += 3;
    if ((s[n] >= '0' && s[n] <= '9') || s[n] == ':' || hours > 24 || (hours == 24 && minutes > 0))
        return 0;
    *seconds = hours * 3600 + minutes * 60;
    return n;
}

/* A day of the week, or `holidays` (7), at s: bytes used, 0 for none. */
static size_t day_word(const char *s, int *day)
{
    static const char *const words[] = {"monday",   "mon",    "tuesday", "tue",      "tues",         "wednesday", "wed",
                                        "thursday", "thu",    "thurs",   "thur",     "friday",       "fri",       "saturday",
                                        "sat",      "sunday", "sun",     "holidays", "bank holidays"};
    static const int days[] = {0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7};
    size_t i;

    for (i = 0; i < sizeof days / sizeof days[0]; i++) {
        size_t n = strlen(words[i]);
        if (strncasecmp(s, words[i], n) == 0 && !((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z'))) {
            *day = days[i];
            return n;
        }
    }
    return 0;
}

bool wr_i_looks_like_when(const char *text)
{
    int unused;

    return wr_i_clock_text(skip(text), &unused) > 0 || day_word(skip(text), &unused) > 0 || wr_text_starts(text, "every ");
}

/* `mon to fri`, `sat and sun and holidays` at *s, as far as it goes. False: a day was begun and not understood. */
static bool read_days(const char **s, struct wr_span *span)
{
    const char *at = skip(*s);
    int first, last, d;
    size_t n;

    span->days = 0;
    span->names_days = false;
    while ((n = day_word(at, &first)) > 0) {
        span->names_days = true;
        at = skip(at + n);
        if (wr_text_starts(at, "to ") && (n = day_word(skip(at + 3), &last)) > 0) {
            if (first > 6 || last > 6)
                return false;
            at = skip(skip(at + 3) + n);
            for (d = first;; d = (d + 1) % 7) {
                span->days |= (uint8_t)(1u << d);
                if (d == last)
                    break;
            }
        } else {
            span->days |= (uint8_t)(1u << first);
        }
        *s = at;
        if (wr_text_starts(at, "and ") && day_word(skip(at + 4), &d) > 0)
            at = skip(at + 4);
        else if (*at == ',' && day_word(skip(at + 1), &d) > 0)
            at = skip(at + 1);
        else
            break;
    }
    if (!span->names_days)
        span->days = (uint8_t)ALL_DAYS;
    return true;
}

static void say_when(struct wr_i_reader *r, const char *text, struct wr_where where, const char *why)
{
    wr_i_mistake(r, where,
                 "write days, hours or both: 20:00 to 08:00; mon to fri 08:00 to 18:00; sat and sun and holidays; a list for several",
                 "`%.60s` %s", text, why);
}

/* One span: 0, or why not. */
static const char *read_span(const char *text, struct wr_span *span)
{
    const char *at = text;
    size_t n;

    if (!read_days(&at, span))
        return "holds a day that is not understood";
    at = skip(at);
    span->from = 0;
    span->to = DAY;
    if (*at == '\0')
        return span->names_days ? NULL : "is not a time that we understand";
    n = wr_i_clock_text(at, &span->from);
    if (n == 0)
        return "is not a time that we understand";
    at = skip(at + n);
    if (!wr_text_starts(at, "to "))
        return *at == '\0' ? "says when it starts and not when it ends" : "is not a time that we understand";
    at = skip(at + 3);
    n = wr_i_clock_text(at, &span->to);
    if (n == 0 || *skip(at + n) != '\0')
        return "is not a time that we understand";
    if (span->from == DAY)
        return "starts at 24:00: write 00:00";
    if (span->to <= span->from)
        span->to += DAY; /* hours past midnight belong to the day they began */
    return NULL;
}

bool wr_i_read_when_text(struct wr_i_reader *r, const char *text, struct wr_where where, bool quiet, struct wr_when *out)
{
    struct wr_span span = {0};
    const char *why = read_span(text, &span);

    memset(out, 0, sizeof *out);
    out->where = where;
    if (why != NULL) {
        if (!quiet)
            say_when(r, text, where, why);
        return false;
    }
    out->spans = wr_i_take(r, 1, sizeof *out->spans);
    if (out->spans == NULL)
        return false;
    out->spans[0] = span;
    out->n_spans = 1;
    return true;
}

bool wr_i_read_when(struct wr_i_reader *r, const struct wr_node *node, struct wr_when *out)
{
    bool well = true;
    size_t i;

    memset(out, 0, sizeof *out);
    out->where = node->where;
    if (node->kind == WR_NODE_TEXT)
        return wr_i_read_when_text(r, node->text, node->where, false, out);
    if (node->kind == WR_NODE_EMPTY)
        return false;
    if (node->kind != WR_NODE_LIST || node->count == 0) {
        wr_i_mistake(r, node->where, "write days, hours or both: mon to fri 08:00 to 18:00; a list for several",
                     "%s is not a time that we understand", wr_i_what(r, node));
        return false;
    }
    if (!is_short_enough(r, node))
        return false;
    out->spans = wr_i_take(r, node->count, sizeof *out->spans);
    for (i = 0; i < node->count && out->spans != NULL; i++) {
        const char *why = node->items[i]->kind == WR_NODE_TEXT ? read_span(node->items[i]->text, &out->spans[out->n_spans])
                                                               : "is not a time that we understand";
        if (why == NULL) {
            out->n_spans++;
        } else {
            say_when(r, node->items[i]->kind == WR_NODE_TEXT ? node->items[i]->text : wr_node_kind_words(node->items[i]->kind),
                     node->items[i]->where, why);
            well = false;
        }
    }
    return well && out->spans != NULL;
}

static const char times_hint[] = "write 09:00 and 14:00, mon to fri 09:00, or every 1 h";

static bool add_times(struct wr_i_reader *r, const char *text, struct wr_where where, const char *hint, struct wr_times *out,
                      size_t *capacity)
{
    struct wr_span days = {0};
    const char *at = text;
    bool well = read_days(&at, &days);
    size_t n;
    int time;

    at = skip(at);
    while (well) {
        n = wr_i_clock_text(at, &time);
        if (n == 0 || time == DAY) {
            well = false;
            break;
        }
        at = skip(at + n);
        if (wr_arena_grow(&r->m->arena, &out->at, capacity, out->n_at + 1, sizeof *out->at) != 0) {
            r->status = WR_ERR_MEMORY;
            return false;
        }
        out->at[out->n_at] = days;
        out->at[out->n_at].from = out->at[out->n_at].to = time;
        out->n_at++;
        if (*at == '\0')
            return true;
        if (wr_text_starts(at, "and "))
            at = skip(at + 4);
        else if (*at == ',')
            at = skip(at + 1);
        else
            well = false;
    }
    wr_i_mistake(r, where, hint, "`%.60s` is not a list of times", text);
    return false;
}

bool wr_i_read_times(struct wr_i_reader *r, const struct wr_node *node, struct wr_times *out)
{
    size_t capacity = 0, i;
    bool well = true;

    memset(out, 0, sizeof *out);
    out->where = node->where;
    if (node->kind == WR_NODE_TEXT && wr_text_starts(node->text, "every ")) {
        struct wr_number every;
        if (!wr_i_read_number_text(r, skip(node->text + 6), node->where, WR_SLOT_TIME, &every))
            return false;
        if (every.value < 1) {
            wr_i_mistake(r, node->where, "write every 1 h", "`%.60s` is too often", node->text);
            return false;
        }
        out->every = every.value;
        return true;
    }
    if (node->kind == WR_NODE_TEXT)
        return add_times(r, node->text, node->where, times_hint, out, &capacity);
    if (node->kind != WR_NODE_LIST || node->count == 0) {
        if (node->kind != WR_NODE_EMPTY)
            wr_i_mistake(r, node->where, "write 09:00 and 14:00, mon to fri 09:00, or every 1 h", "%s is not a list of times",
                         wr_i_what(r, node));
        return false;
    }
    if (!is_short_enough(r, node))
        return false;
    for (i = 0; i < node->count; i++) {
        if (node->items[i]->kind != WR_NODE_TEXT) {
            wr_i_mistake(r, node->items[i]->where, NULL, "%s is not a time", wr_i_what(r, node->items[i]));
            well = false;
        } else if (!add_times(r, node->items[i]->text, node->items[i]->where, times_hint, out, &capacity)) {
            well = false;
        }
    }
    return well;
}

bool wr_i_read_schedule(struct wr_i_reader *r, const struct wr_node *node, bool may_be_unlimited, struct wr_schedule *out)
{
    bool well = true;
    size_t i;

    memset(out, 0, sizeof *out);
    out->where = node->where;
    if (node->kind == WR_NODE_EMPTY)
        return false;
    if (node->kind == WR_NODE_TEXT && may_be_unlimited && strcmp(node->text, "unlimited") == 0) {
        out->unlimited = true;
        return true;
    }
    if (node->kind != WR_NODE_MAP || wr_node_get(node, "estimate") != NULL) {
        if (node->kind == WR_NODE_LIST) {
            wr_i_mistake(r, node->where, "write a number, or {08:00 to 20:00: 4, 20:00 to 08:00: 3}", "a list is not a number over time");
            return false;
        }
        out->entries = wr_i_take(r, 1, sizeof *out->entries);
        if (out->entries == NULL || !wr_i_read_number(r, node, WR_SLOT_COUNT, &out->entries[0].number))
            return false;
        out->n_entries = 1;
        return true;
    }
    if (node->count == 0) {
        wr_i_mistake(r, node->where, "write a number, or {08:00 to 20:00: 4, 20:00 to 08:00: 3}", "there is nothing in the braces");
        return false;
    }
    if (!is_short_enough(r, node))
        return false;
    out->entries = wr_i_take(r, node->count, sizeof *out->entries);
    for (i = 0; i < node->count && out->entries != NULL; i++) {
        struct wr_timed *entry = &out->entries[out->n_entries];
        bool when_well = wr_i_read_when_text(r, node->items[i]->key, node->items[i]->key_where, false, &entry->when);
        if (node->items[i]->kind == WR_NODE_EMPTY) {
            wr_i_mistake(r, node->items[i]->key_where, NULL, "there is nothing behind `%s`", node->items[i]->key);
            well = false;
        } else if (!wr_i_read_number(r, node->items[i], WR_SLOT_COUNT, &entry->number) || !when_well) {
            well = false;
        } else {
            out->n_entries++;
        }
    }
    return well && out->entries != NULL;
}

bool wr_i_read_date_time(struct wr_i_reader *r, const struct wr_node *node, double *seconds)
{
    if (node->kind == WR_NODE_TEXT && wr_csv_time(node->text, seconds))
        return true;
    if (node->kind != WR_NODE_EMPTY)
        wr_i_mistake(r, node->where, "write the year first: 2026-01-05 08:30", "%s is not a date and time", wr_i_what(r, node));
    return false;
}

/* Whether the when holds `second` seconds after midnight of weekday `day`, in a week without holidays. */
static bool holds(const struct wr_when *when, int day, int second)
{
    size_t i;

    if (when->n_spans == 0)
        return true;
    for (i = 0; i < when->n_spans; i++) {
        const struct wr_span *span = &when->spans[i];
        if (second >= span->from && second < span->to && span->days >> day & 1u)
            return true;
        if (second + DAY >= span->from && second + DAY < span->to && span->days >> (day + 6) % 7 & 1u)
            return true;
    }
    return false;
}

/* Hours that the when holds in a week, by the union of its spans: at most a few, so each start and end is a cut of the day. */
double wr_i_when_share(const struct wr_when *when)
{
    double sum = 0;
    size_t i, j;
    int day, from, next;

    if (when->n_spans == 0)
        return 1;
    for (day = 0; day < 7; day++) {
        for (from = 0; from < DAY; from = next) {
            next = DAY;
            for (i = 0; i < when->n_spans; i++)
                for (j = 0; j < 2; j++) {
                    int cut = (j == 0 ? when->spans[i].from : when->spans[i].to) % DAY;
                    if (cut > from && cut < next)
                        next = cut;
                }
            if (holds(when, day, from))
                sum += next - from;
        }
    }
    return sum / (7.0 * DAY);
}

double wr_i_schedule_average(const struct wr_schedule *s)
{
    double sum = 0;
    size_t i;

    if (s->unlimited)
        return INFINITY;
    for (i = 0; i < s->n_entries; i++)
        sum += s->entries[i].number.value * wr_i_when_share(&s->entries[i].when);
    return sum;
}

double wr_i_schedule_most(const struct wr_schedule *s)
{
    double most = 0, at;
    size_t i, j, k;
    int day;

    if (s->unlimited)
        return INFINITY;
    if (s->n_entries > 60) { /* nobody writes such a rota by hand: an upper bound is enough */
        for (i = 0; i < s->n_entries; i++)
            most += s->entries[i].number.value;
        return most;
    }
    for (i = 0; i < s->n_entries; i++) /* the number changes only where a span starts or ends */
        for (j = 0; j < (s->entries[i].when.n_spans == 0 ? 1 : s->entries[i].when.n_spans); j++)
            for (day = 0; day < 7; day++) {
                int second = s->entries[i].when.n_spans == 0 ? 0 : s->entries[i].when.spans[j].from % DAY;
                at = 0;
                for (k = 0; k < s->n_entries; k++)
                    if (holds(&s->entries[k].when, day, second))
                        at += s->entries[k].number.value;
                if (at > most)
                    most = at;
            }
    if (most == 0) /* on holidays only */
        for (i = 0; i < s->n_entries; i++)
            if (s->entries[i].when.n_spans > 0 && s->entries[i].when.spans[0].days & HOLIDAYS && s->entries[i].number.value > most)
                most = s->entries[i].number.value;
    return most;
}

/* `booked: {mon to fri 09:00: 6}`: times alone, so a span that starts and ends at the same moment. */
bool wr_i_read_booked(struct wr_i_reader *r, const struct wr_node *node, struct wr_schedule *out)
{
    bool well = true;
    size_t i;

    memset(out, 0, sizeof *out);
    out->where = node->where;
    if (node->kind != WR_NODE_MAP || node->count == 0) {
        if (node->kind != WR_NODE_EMPTY)
            wr_i_mistake(r, node->where, "write {mon to fri 09:00: 6, mon 14:00: 2}", "%s does not say when how many are booked",
                         wr_i_what(r, node));
        return false;
    }
    if (!is_short_enough(r, node))
        return false;
    out->entries = wr_i_take(r, node->count, sizeof *out->entries);
    for (i = 0; i < node->count && out->entries != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_timed *one = &out->entries[out->n_entries];
        struct wr_times times = {0};
        size_t capacity = 0;
        if (!add_times(r, entry->key, entry->key_where, "write the moments: 09:00 and 14:00, or mon to fri 09:00", &times, &capacity) ||
            !wr_i_read_number(r, entry, WR_SLOT_COUNT, &one->number)) {
            well = false;
            continue;
        }
        one->when.spans = times.at;
        one->when.n_spans = times.n_at;
        one->when.where = entry->key_where;
        out->n_entries++;
    }
    return well && out->entries != NULL;
}
