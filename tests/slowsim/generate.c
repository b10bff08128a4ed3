/* A random small service. Small on purpose: what goes wrong goes wrong with two places, two nurses and six patients, and can then be read. */
#include "generate_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#define FEATURE_NAME(id, name) name,
const char *const feature_names[N_FEATURES] = {FEATURES(FEATURE_NAME)};

bool features_fit(enum feature a, enum feature b)
{
    static const enum feature apart[][2] = {{F_DRAIN, F_EACH},    {F_DRAIN, F_WARM_UP}, {F_EACH, F_WARM_UP},
                                            {F_DRAIN, F_GO_LIVE}, {F_EACH, F_GO_LIVE},  {F_DRAIN, F_RAMP},
                                            {F_EACH, F_RAMP},     {F_DRAIN, F_DIP},     {F_EACH, F_DIP}};

    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if ((apart[i][0] == a && apart[i][1] == b) || (apart[i][0] == b && apart[i][1] == a))
            return false;
    for (int i = 0; i < 2; i++) {
        enum feature one = i == 0 ? a : b, other = i == 0 ? b : a;
        if (one >= FIRST_IN_TIME && (other == F_DRAIN || other == F_EACH))
            return false;
        if (!feature_in_time(one) &&
            (one >= FIRST_IN_TIME || other >= FIRST_IN_TIME || other == F_GO_LIVE || other == F_RAMP || other == F_DIP))
            return false;
    }
    return true;
}

/* What the engine does not simulate yet: not drawn but with WARDROUND_SLOW_LATER=1. When it does, the line goes. */
/* clang-format off */
static const enum feature waits_for_engine[] = {
    N_FEATURES, /* ends the list */
};
/* clang-format on */

static bool engine_has(enum feature f)
{
    for (size_t i = 0; waits_for_engine[i] != N_FEATURES; i++)
        if (waits_for_engine[i] == f && getenv("WARDROUND_SLOW_LATER") == NULL)
            return false;
    return true;
}

const char *const place_names[4] = {"bay", "ward", "hall", "room"};
const char *const staff_names[3] = {"nurse", "doctor", "scanner"};
const char *const system_names[2] = {"record", "network"};
const char *const item_names[2] = {"allergies", "letter"};
const char *const step_names[7] = {"one", "two", "three", "four", "five", "six", "seven"};
const char *const kind_names[4] = {"alpha", "beta", "gamma", "delta"};

static uint64_t chance(struct service *g) /* splitmix64 */
{
    uint64_t z = (g->state += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int maker_below(struct maker *m, int n) { return (int)(chance(m->g) % (uint64_t)n); }
int maker_between(struct maker *m, int from, int to) { return from + maker_below(m, to - from + 1); }
bool maker_percent(struct maker *m, int p) { return maker_below(m, 100) < p; }

/* Whether to write the feature here: when it was drawn, in so many of a hundred places where it can be written. */
bool maker_use(struct maker *m, enum feature f, int often)
{
    if (!m->drawn[f] || !maker_percent(m, often))
        return false;
    m->g->used[f] = true;
    return true;
}

void make_line(struct maker *m, const char *section, const char *entry, const char *key, const char *format, ...)
{
    struct service *g = m->g;
    struct part *p;
    va_list args;

    if (g->n == g->capacity) {
        g->capacity = g->capacity > 0 ? 2 * g->capacity : 64;
        g->parts = test_realloc(g->parts, g->capacity * sizeof *g->parts);
    }
    p = &g->parts[g->n++];
    memset(p, 0, sizeof *p);
    snprintf(p->section, sizeof p->section, "%s", section);
    snprintf(p->entry, sizeof p->entry, "%s", entry);
    snprintf(p->key, sizeof p->key, "%s", key);
    va_start(args, format);
    vsnprintf(p->value, sizeof p->value, format, args);
    va_end(args);
}

/* Values. */

struct text text(const char *format, ...)
{
    struct text t;
    va_list args;

    va_start(args, format);
    vsnprintf(t.s, sizeof t.s, format, args);
    va_end(args);
    return t;
}

void maker_append(char *to, size_t size, struct text more)
{
    size_t used = strlen(to);

    if (used + strlen(more.s) < size)
        snprintf(to + used, size - used, "%s", more.s);
}

/* One of `a` and `b` by an attribute or a kind, when that was drawn and there is one. */
struct text maker_split(struct maker *m, enum feature f, struct text a, struct text b)
{
    bool any = m->g->used[F_CATEGORY] || m->g->used[F_NUMBER] || m->g->used[F_CHANCE];

    if (2 * strlen(a.s) + strlen(b.s) > 160)
        return a;
    if (f == F_BY && maker_use(m, F_BY_KIND, 25))
        return text("{by: kind, alpha: %s, otherwise: %s}", a.s, b.s);
    if (!any || !maker_use(m, f, 40))
        return a;
    for (;;) {
        int which = maker_below(m, 3);
        if (which == 0 && m->g->used[F_CATEGORY])
            return text("{by: urgency, urgent: %s, otherwise: %s}", a.s, b.s);
        if (which == 1 && m->g->used[F_NUMBER])
            return maker_percent(m, 50) ? text("{by: age, under 30: %s, 30 and over: %s}", a.s, b.s)
                                        : text("{by: age, under 16: %s, 16 to 54: %s, 55 and over: %s}", a.s, b.s, a.s);
        if (which == 2 && m->g->used[F_CHANCE])
            return text("{by: frail, frail: %s, not frail: %s}", a.s, b.s);
    }
}

struct text maker_minutes(struct maker *m, bool drawn)
{
    static const char *const closed[] = {"lognormal: {mean: %d min, sd: 4 min",
                                         "exponential: {mean: %d min",
                                         "uniform: {from: 0 min, to: %d min",
                                         "normal: {mean: %d min, sd: 3 min",
                                         "triangular: {from: 1 min, likeliest: 2 min, to: 1%d min",
                                         "weibull: {mean: %d min, shape: 1.5",
                                         "lognormal: {median: %d min, p95: 40 min"};
    static const char *const tabled[] = {"gamma: {mean: %d min, cv: 0.7", "erlang: {mean: %d min, shape: 3",
                                         "beta: {alpha: 2, beta: 3, from: 1 min, to: 1%d min"};
    static const int whole[] = {1, 2, 3, 4, 5, 5, 10, 10, 15};
    int n = maker_between(m, 3, 9);
    char first[160];

    if (drawn && maker_use(m, F_TABLES, 30))
        return maker_percent(m, 50) ? text("{empirical: {values: [2 min, 3 min, %d min, 12 min]}}", n)
                                    : text("{discrete: {2 min: 30%%, %d min: 50%%, 11 min: 20%%}}", n + 1);
    if (drawn && (m->drawn[F_DRAWN] || m->drawn[F_TABLED]) && maker_percent(m, 55)) {
        enum feature f = m->drawn[F_DRAWN] && (!m->drawn[F_TABLED] || maker_percent(m, 50)) ? F_DRAWN : F_TABLED;
        const char *format = f == F_DRAWN ? closed[maker_below(m, 7)] : tabled[maker_below(m, 3)];
        const char *at = strstr(format, "%d");
        m->g->used[f] = true;
        snprintf(first, sizeof first, "%.*s%d%s", (int)(at - format), format, n, at + 2);
        if (maker_use(m, F_CUT, 50))
            return text("{%s, at least: 2 min, at most: %d min}}", first, n + 10);
        return text("{%s}}", first);
    }
    return text("%d min", whole[maker_below(m, 9)]);
}

struct text maker_takes(struct maker *m)
{
    struct text a = maker_minutes(m, true), b = maker_minutes(m, true);

    if (strlen(b.s) < 50 && strlen(a.s) < 50 && m->drawn[F_NESTED] && m->g->used[F_CATEGORY] && m->g->used[F_NUMBER] &&
        maker_use(m, F_NESTED, 30))
        return text("{by: urgency, urgent: %s, otherwise: {by: age, under 30: %s, 30 and over: 4 min}}", a.s, b.s);
    return maker_split(m, F_BY, a, b);
}

struct text maker_share(struct maker *m, bool by_chance)
{
    return by_chance ? text("%d%%", maker_between(m, 1, 9) * 10) : text("%d%%", 100 * maker_below(m, 2));
}

struct text maker_priority(struct maker *m)
{
    return maker_split(m, F_BY, text("%d", maker_between(m, 1, 4)), text("%d", maker_between(m, 1, 4)));
}

struct text maker_clock(struct maker *m, int from, int to)
{
    from = (from + m->begin) % 1440;
    to = (to + m->begin) % 1440;
    return text("%02d:%02d to %02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

/* Days, most of them days that hold as the run begins (a Monday), or an empty text. */
struct text maker_days(struct maker *m)
{
    static const char *const days[] = {"mon to fri", "mon", "mon and tue", "mon to fri", "tue", "sat and sun"};
    static const char *const holidays[] = {"holidays", "mon to fri and holidays", "sun and holidays"};

    if (!maker_use(m, F_DAYS, 35))
        return text("%s", "");
    if (m->g->used[F_HOLIDAYS] && maker_percent(m, 60))
        return text("%s ", holidays[maker_below(m, 3)]);
    return text("%s ", days[maker_below(m, 6)]);
}

struct text maker_hours(struct maker *m, int from, int to)
{
    struct text days = maker_days(m);

    return text("%s%s", days.s, maker_clock(m, from, to).s);
}

struct text maker_schedule(struct maker *m)
{
    int a = maker_between(m, 1, 7) * 5, b = a + maker_between(m, 2, 6) * 5;

    return text("{%s: %d, %s: %d, %s: %d}", maker_hours(m, 0, a).s, maker_below(m, 3), maker_hours(m, a, b).s, maker_below(m, 3),
                maker_clock(m, b, 600).s, m->drawn[F_COUNT] || m->drawn[F_COUNT_BY] ? 2 : maker_between(m, 1, 2));
}

struct text maker_with(struct maker *m)
{
    int first = maker_below(m, m->staff), second = maker_below(m, m->staff + m->equipment);
    struct text how_many = text("%d", maker_use(m, F_COUNT, 40) ? 2 : 1), any = maker_any_staff(m);

    if (any.s[0] != '\0')
        return any;

    if (m->drawn[F_COUNT_BY] && maker_percent(m, 40))
        how_many = maker_split(m, F_COUNT_BY, text("%d", maker_between(m, 1, 2)), text("%d", maker_between(m, 1, 2)));
    if (second != first && (second == 2 || maker_use(m, F_SEVERAL_STAFF, 50))) {
        if (second == 2)
            m->g->used[F_EQUIPMENT] = true;
        return text("{%s: %s, %s: 1}", staff_names[first], how_many.s, staff_names[second]);
    }
    return strcmp(how_many.s, "1") == 0 ? text("%s", staff_names[first]) : text("{%s: %s}", staff_names[first], how_many.s);
}

/* The parts. */

static void make_run(struct maker *m)
{
    static const int lengths[] = {60, 90, 120};
    char holidays[40] = "";

    m->minutes = lengths[maker_below(m, 3)];
    m->begin = 0;
    if (maker_use(m, F_HOLIDAYS, 100)) {
        m->drawn[F_DAYS] = true; /* else nothing would happen */
        snprintf(holidays, sizeof holidays, ", holidays: [2026-01-0%d]", maker_percent(m, 70) ? 5 : 6);
    }
    if (maker_use(m, F_EACH, 100)) {
        m->begin = maker_use(m, F_MIDNIGHT, 100) ? 23 * 60 : 6 * 60;
        make_line(m, "", "clock", "", "{start: 2026-01-05 00:00%s}", holidays);
        make_line(m, "", "run", "", "{each run: %d min, from: %02d:00, replications: 1, seed: %d}", m->minutes, m->begin / 60,
                  maker_between(m, 1, 1000));
        return;
    }
    if (maker_use(m, F_MIDNIGHT, 100))
        m->begin = 23 * 60;
    make_line(m, "", "clock", "", "{start: 2026-01-05 %02d:00%s}", m->begin / 60, holidays);
    if (maker_use(m, F_DRAIN, 100))
        make_line(m, "", "run", "", "{arrivals: %d, then: drain, replications: 1, seed: %d}", maker_between(m, 3, 15),
                  maker_between(m, 1, 1000));
    else if (maker_use(m, F_WARM_UP, 100))
        make_line(m, "", "run", "", "{warm up: 20 min, collect: %d min, replications: 1, seed: %d}", m->minutes - 20,
                  maker_between(m, 1, 1000));
    else
        make_line(m, "", "run", "", "{collect: %d min, replications: 1, seed: %d}", m->minutes, maker_between(m, 1, 1000));
}

void make_turnaround(struct maker *m, int i)
{
    struct text t = m->drawn[F_TURNAROUND_DRAWN] && maker_use(m, F_TURNAROUND_DRAWN, 60) ? text("{exponential: {mean: 4 min}}")
                                                                                         : maker_minutes(m, false);

    if (maker_use(m, F_TURNAROUND_STAFF, 60))
        make_line(m, "places", place_names[i], "turnaround", "{takes: %s, with: %s}", t.s, maker_one_staff(m).s);
    else
        make_line(m, "places", place_names[i], "turnaround", "%s",
                  maker_percent(m, 50) || t.s[0] == '{' ? text("{takes: %s}", t.s).s : t.s);
}

static void make_places(struct maker *m)
{
    m->places = maker_between(m, 1, 4);
    for (int i = 0; i < m->places; i++) {
        const char *name = place_names[i];
        m->unlimited[i] = m->places > 1 && maker_use(m, F_UNLIMITED, 30);
        make_line(m, "places", name, "", "%s", "");
        if (m->unlimited[i])
            make_line(m, "places", name, "spaces", "unlimited");
        else if (maker_use(m, F_SPACES_TIME, 40))
            make_line(m, "places", name, "spaces", "%s", maker_schedule(m).s);
        else
            make_line(m, "places", name, "spaces", "%d", maker_percent(m, 70) ? 1 : maker_between(m, 2, 3));
        if (!m->unlimited[i] && maker_use(m, F_TURNAROUND, 50))
            make_turnaround(m, i);
        if (maker_use(m, F_OPEN, 40)) {
            int a = maker_between(m, 0, 6) * 5;
            m->opens[i] = true;
            make_line(m, "places", name, "open", "%s", maker_hours(m, a, a + maker_between(m, 1, 12) * 5).s);
        }
    }
}

static void make_staff(struct maker *m)
{
    m->staff = maker_between(m, 1, 2);
    m->equipment = m->staff == 2 && m->drawn[F_EQUIPMENT];
    for (int i = 0; i < m->staff; i++) {
        make_line(m, "staff", staff_names[i], "", "%s", "");
        if (m->drawn[F_HAND_OVER] || m->drawn[F_FILLED])
            m->drawn[F_DUTY_TIME] = true; /* else nothing would happen */
        if (maker_use(m, F_DUTY_TIME, m->drawn[F_HAND_OVER] ? 90 : 50))
            make_line(m, "staff", staff_names[i], "on duty", "%s", maker_schedule(m).s);
        else
            make_line(m, "staff", staff_names[i], "on duty", "%d",
                      m->drawn[F_COUNT] || m->drawn[F_COUNT_BY] ? maker_between(m, 2, 3) : maker_between(m, 1, 2));
    }
    if (m->equipment) {
        make_line(m, "equipment", staff_names[2], "", "%s", "");
        make_line(m, "equipment", staff_names[2], "how many", "%d", maker_between(m, 1, 2));
    }
}

static void make_items(struct maker *m)
{
    m->items = m->drawn[F_INFORMATION] ? maker_between(m, 1, 2) : 0;
    m->g->used[F_INFORMATION] = m->items > 0;
    for (int i = 0; i < m->items; i++) {
        const char *name = item_names[i];
        bool by_chance = maker_use(m, F_INFORMATION_CHANCE, 60);
        make_line(m, "information", name, "", "%s", "");
        make_line(m, "information", name, "there at once", "%s",
                  maker_split(m, F_INFORMATION_BY, maker_share(m, by_chance), maker_share(m, by_chance)).s);
        if (maker_use(m, F_CHASE, 70)) {
            char chase[240];
            m->chased[i] = true;
            chase[0] = '\0';
            maker_append(chase, sizeof chase, text("{takes: %s", maker_minutes(m, maker_use(m, F_CHASE_DRAWN, 60)).s));
            if (maker_use(m, F_CHASE_STAFF, 70))
                maker_append(chase, sizeof chase, text(", with: %s", maker_one_staff(m).s));
            if (maker_use(m, F_CHASE_PRIORITY, 50))
                maker_append(chase, sizeof chase, text(", priority: %d", maker_between(m, 1, 4)));
            if (maker_use(m, F_NOT_FOUND, 60))
                maker_append(chase, sizeof chase, text(", found: %s", maker_share(m, by_chance).s));
            maker_append(chase, sizeof chase, text("}"));
            make_line(m, "information", name, "chase", "%s", chase);
        }
        if (maker_use(m, F_WRONG, 50))
            make_line(m, "information", name, "wrong", "%s", maker_split(m, F_INFORMATION_BY, maker_share(m, by_chance), text("20%%")).s);
        if (m->systems > 0 && maker_use(m, F_KEPT_IN, 70))
            make_line(m, "information", name, "kept in", "%s", system_names[maker_below(m, m->systems)]);
        if (maker_use(m, F_KEEPS, 50))
            make_line(m, "information", name, "keeps", "%d min", maker_between(m, 3, 12));
    }
}

/* way: recorded, a rate, gaps, gaps with a distribution, booked. file: without .csv. */
void make_arrive(struct maker *m, const char *name, const char *file, int way)
{
    m->g->used[(enum feature[]){F_RECORDED, F_POISSON, F_EVERY, F_RENEWAL, F_BOOKED}[way]] = true;
    if (way == 4) {
        make_booked(m, name);
    } else if (way == 0) {
        int t = m->begin;
        make_line(m, "patients", name, "arrive", "{file: %s.csv, column: time}", file);
        for (int n = maker_between(m, 1, 7), k = 0; k < n; k++) {
            t += maker_percent(m, 30) ? 0 : maker_between(m, 1, 2 * m->minutes / n / 2 + 1);
            make_line(m, "csv", file, "", "2026-01-%02d %02d:%02d", 5 + t / 1440, t / 60 % 24, t % 60);
        }
    } else if (way == 1 && maker_use(m, F_BY_HOUR, 60)) {
        make_line(
            m, "patients", name, "arrive",
            "{a day: %d, by hour: [3, 1, 0, 1, 1, 2, 1, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 2], by weekday: [2, 1, 1, 1, "
            "1, 1, 1]}",
            maker_between(m, 50, 250));
    } else if (way == 1) {
        make_line(m, "patients", name, "arrive", "{a day: %d}", maker_between(m, 50, 300));
    } else if (way == 2) {
        make_line(m, "patients", name, "arrive", "{one every: %d min}", maker_between(m, 4, 20));
    } else {
        make_line(m, "patients", name, "arrive",
                  maker_percent(m, 50) ? "{one every: {constant: %d min}}" : "{one every: {gamma: {mean: %d min, cv: 0.8}}}",
                  maker_between(m, 4, 15));
    }
}

static void make_kinds(struct maker *m)
{
    bool category = maker_use(m, F_CATEGORY, 100), number = maker_use(m, F_NUMBER, 100), frail = maker_use(m, F_CHANCE, 100);

    m->kinds = maker_use(m, F_SEVERAL_KINDS, 100) || m->drawn[F_LIKE] ? maker_between(m, 2, 3) : 1;
    m->g->used[F_SEVERAL_KINDS] = m->kinds > 1;
    for (int i = 0; i < m->kinds; i++) {
        const char *name = kind_names[i];
        bool like = i > 0 && maker_use(m, F_LIKE, 60);
        int way = maker_below(m, 4);
        make_line(m, "patients", name, "", "%s", "");
        if (like)
            make_line(m, "patients", name, "like", "%s", kind_names[0]);
        /* Of the ways that were drawn one; recorded when none was. */
        for (int tries = 0; tries < 8; tries++, way = (way + 1) % 4) {
            enum feature f = (enum feature[]){F_RECORDED, F_POISSON, F_EVERY, F_RENEWAL}[way];
            if (m->drawn[f] || tries > 3)
                break;
        }
        if (m->drawn[F_DRAIN] && m->g->used[F_DRAIN] && way == 0 && i == 0)
            way = 2; /* recorded arrivals may be fewer than are waited for */
        if (!(m->g->used[F_DRAIN] && i == 0) && maker_use(m, F_BOOKED, 50))
            way = 4;
        make_arrive(m, name, name, way);
        if (!like && (category || number || frail)) {
            char list[240] = "{";
            if (category)
                maker_append(list, sizeof list, text("urgency: {urgent: %d%%, standard: rest}", maker_between(m, 1, 9) * 10));
            if (number)
                maker_append(list, sizeof list,
                             text("%sage: {normal: {mean: %d, sd: 20, at least: 0}}", category ? ", " : "", maker_between(m, 25, 60)));
            if (frail)
                maker_append(list, sizeof list, text("%sfrail: %d%%", category || number ? ", " : "", maker_between(m, 1, 9) * 10));
            make_line(m, "patients", name, "attributes", "%s}", list);
        }
        if (maker_use(m, F_KIND_PRIORITY, 60))
            make_line(m, "patients", name, "priority", "%s", maker_priority(m).s);
    }
}

void service_generate(struct service *g, uint64_t seed, bool measures)
{
    static const int how_many[] = {10, 20, 35, 60, 85}; /* of a hundred features */
    struct maker m = {.g = g, .gone_step = -1, .gone_task = -1, .gone_kind = -1};
    int often;

    memset(g, 0, sizeof *g);
    g->state = seed * 0xD1342543DE82EF95u + 1;
    often = how_many[maker_below(&m, 5)];
    for (int f = 0; f < N_FEATURES; f++)
        m.drawn[f] = maker_percent(&m, often) && engine_has((enum feature)f);
    if (maker_percent(&m, 25))
        m.drawn[F_GO_LIVE] = engine_has(F_GO_LIVE);
    if (maker_percent(&m, m.drawn[F_GO_LIVE] ? 85 : 60))
        m.drawn[F_EACH] = false;
    if (maker_percent(&m, m.drawn[F_GO_LIVE] ? 75 : 45))
        m.drawn[F_DRAIN] = false;
    make_line(&m, "", "wardround", "", "1");
    make_line(&m, "", "service", "", "random %llu", (unsigned long long)seed);
    make_line(&m, "", "data", "", "invented");
    make_run(&m);
    make_staff(&m);
    make_places(&m);
    make_kinds(&m);
    make_staff_rules(&m);
    m.systems = maker_systems(&m);
    make_items(&m);
    make_steps(&m);
    make_systems(&m);
    make_surge(&m);
    make_outcomes(&m);
    make_changes(&m);
    if (measures)
        make_measures(&m);
}

void service_free(struct service *g)
{
    test_free(g->parts);
    g->parts = NULL;
}

static bool first_of(const struct service *g, size_t i, bool entry)
{
    for (size_t k = 0; k < i; k++)
        if (!g->parts[k].dropped && strcmp(g->parts[k].section, g->parts[i].section) == 0 &&
            (!entry || strcmp(g->parts[k].entry, g->parts[i].entry) == 0))
            return false;
    return true;
}

/* The lines of an entry. Of effects, of what is added and of what is removed there are several of one key. */
static void write_entry(const struct service *g, const struct part *e, struct wr_buf *out)
{
    bool empty = true;

    for (size_t l = 0; l < g->n; l++) {
        const struct part *v = &g->parts[l];
        bool several = strcmp(v->key, "effects") == 0 || strcmp(v->key, "adds") == 0 || strcmp(v->key, "removes") == 0, first = true;
        if (v->dropped || strcmp(v->section, e->section) != 0 || strcmp(v->entry, e->entry) != 0 || v->key[0] == '\0')
            continue;
        if (empty)
            wr_buf_printf(out, "  %s:\n", e->entry);
        empty = false;
        if (!several) {
            wr_buf_printf(out, "    %s: %s\n", v->key, v->value);
            continue;
        }
        for (size_t k = 0; k < l; k++)
            first = first && (g->parts[k].dropped || strcmp(g->parts[k].section, v->section) != 0 ||
                              strcmp(g->parts[k].entry, v->entry) != 0 || strcmp(g->parts[k].key, v->key) != 0);
        if (!first)
            continue;
        wr_buf_printf(out, "    %s:\n", v->key);
        for (size_t k = l; k < g->n; k++)
            if (!g->parts[k].dropped && strcmp(g->parts[k].section, v->section) == 0 && strcmp(g->parts[k].entry, v->entry) == 0 &&
                strcmp(g->parts[k].key, v->key) == 0)
                wr_buf_printf(out, "      %s%s\n", v->key[0] == 'a' ? "" : "- ", g->parts[k].value);
    }
    if (empty)
        wr_buf_printf(out, "  %s: %s\n", e->entry, e->value[0] != '\0' ? e->value : "{}");
}

void service_write(const struct service *g, const char *folder, struct wr_buf *out)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct part *p = &g->parts[i];
        if (p->dropped)
            continue;
        if (strcmp(p->section, "csv") == 0) {
            char path[400];
            FILE *file;
            snprintf(path, sizeof path, "%s/%s.csv", folder, p->entry);
            file = fopen(path, first_of(g, i, true) ? "w" : "a");
            assert_non_null(file);
            fprintf(file, "%s%s\n", first_of(g, i, true) ? "time\n" : "", p->value);
            fclose(file);
        } else if (p->section[0] == '\0') {
            wr_buf_printf(out, "%s: %s\n", p->entry, p->value);
        } else if (first_of(g, i, false)) {
            wr_buf_printf(out, "%s:\n", p->section);
            for (size_t k = i; k < g->n; k++) {
                const struct part *e = &g->parts[k];
                if (!e->dropped && strcmp(e->section, p->section) == 0 && e->key[0] == '\0')
                    write_entry(g, e, out);
            }
        }
    }
}
