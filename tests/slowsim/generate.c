/* A random small service. Small on purpose: what goes wrong goes wrong with two places, two nurses and six patients, and can then be read. */
#include "generate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#define FEATURE_NAME(id, name) name,
const char *const feature_names[N_FEATURES] = {FEATURES(FEATURE_NAME)};

bool features_fit(enum feature a, enum feature b)
{
    static const enum feature apart[][2] = {
        {F_DRAIN, F_EACH},   {F_DRAIN, F_WARM_UP},        {F_EACH, F_WARM_UP},      {F_DRAIN, F_GO_LIVE},
        {F_EACH, F_GO_LIVE}, {F_DRAIN, F_RAMP},           {F_EACH, F_RAMP},         {F_DRAIN, F_DIP},
        {F_EACH, F_DIP},     {F_GO_LIVE, F_CHANGE_STAFF}, {F_RAMP, F_CHANGE_STAFF}, {F_DIP, F_CHANGE_STAFF}};

    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if ((apart[i][0] == a && apart[i][1] == b) || (apart[i][0] == b && apart[i][1] == a))
            return false;
    return true;
}

struct text {
    char s[240];
};

/* What the makers below share. */
struct maker {
    struct service *g;
    bool drawn[N_FEATURES];
    int places, staff, items, steps, kinds;
    bool equipment, unlimited[4], has_takes[6], has_shares[6], has_place[6], has_staff[6], needs[6][2], chased[2];
    int begin, minutes; /* when the run begins, after midnight; how long it lasts */
    struct text shares_to[6];
};

static const char *const place_names[] = {"bay", "ward", "hall", "room"};
static const char *const staff_names[] = {"nurse", "doctor", "scanner"};
static const char *const item_names[] = {"allergies", "letter"};
static const char *const step_names[] = {"one", "two", "three", "four", "five", "six"};
static const char *const kind_names[] = {"alpha", "beta", "gamma"};

static uint64_t chance(struct service *g) /* splitmix64 */
{
    uint64_t z = (g->state += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int below(struct maker *m, int n) { return (int)(chance(m->g) % (uint64_t)n); }
static int between(struct maker *m, int from, int to) { return from + below(m, to - from + 1); }
static bool percent(struct maker *m, int p) { return below(m, 100) < p; }

/* Whether to write the feature here: when it was drawn, in so many of a hundred places where it can be written. */
static bool use(struct maker *m, enum feature f, int often)
{
    if (!m->drawn[f] || !percent(m, often))
        return false;
    m->g->used[f] = true;
    return true;
}

__attribute__((format(printf, 5, 6))) static void add(struct maker *m, const char *section, const char *entry, const char *key,
                                                      const char *format, ...)
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

__attribute__((format(printf, 1, 2))) static struct text text(const char *format, ...)
{
    struct text t;
    va_list args;

    va_start(args, format);
    vsnprintf(t.s, sizeof t.s, format, args);
    va_end(args);
    return t;
}

static void append(char *to, size_t size, struct text more)
{
    if (strlen(to) + strlen(more.s) < size)
        strcat(to, more.s);
}

/* One of `a` and `b` by an attribute or a kind, when that was drawn and there is one. */
static struct text split(struct maker *m, enum feature f, struct text a, struct text b)
{
    bool any = m->g->used[F_CATEGORY] || m->g->used[F_NUMBER] || m->g->used[F_CHANCE];

    if (2 * strlen(a.s) + strlen(b.s) > 160)
        return a;
    if (f == F_BY && use(m, F_BY_KIND, 25))
        return text("{by: kind, alpha: %s, otherwise: %s}", a.s, b.s);
    if (!any || !use(m, f, 40))
        return a;
    for (;;) {
        int which = below(m, 3);
        if (which == 0 && m->g->used[F_CATEGORY])
            return text("{by: urgency, urgent: %s, otherwise: %s}", a.s, b.s);
        if (which == 1 && m->g->used[F_NUMBER])
            return percent(m, 50) ? text("{by: age, under 30: %s, 30 and over: %s}", a.s, b.s)
                                  : text("{by: age, under 16: %s, 16 to 54: %s, 55 and over: %s}", a.s, b.s, a.s);
        if (which == 2 && m->g->used[F_CHANCE])
            return text("{by: frail, frail: %s, not frail: %s}", a.s, b.s);
    }
}

static struct text minutes(struct maker *m, bool drawn)
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
    int n = between(m, 3, 9);
    char first[160];

    if (drawn && use(m, F_TABLES, 30))
        return percent(m, 50) ? text("{empirical: {values: [2 min, 3 min, %d min, 12 min]}}", n)
                              : text("{discrete: {2 min: 30%%, %d min: 50%%, 11 min: 20%%}}", n + 1);
    if (drawn && (m->drawn[F_DRAWN] || m->drawn[F_TABLED]) && percent(m, 55)) {
        enum feature f = m->drawn[F_DRAWN] && (!m->drawn[F_TABLED] || percent(m, 50)) ? F_DRAWN : F_TABLED;
        const char *format = f == F_DRAWN ? closed[below(m, 7)] : tabled[below(m, 3)];
        const char *at = strstr(format, "%d");
        m->g->used[f] = true;
        snprintf(first, sizeof first, "%.*s%d%s", (int)(at - format), format, n, at + 2);
        if (use(m, F_CUT, 50))
            return text("{%s, at least: 2 min, at most: %d min}}", first, n + 10);
        return text("{%s}}", first);
    }
    return text("%d min", whole[below(m, 9)]);
}

static struct text takes(struct maker *m)
{
    struct text a = minutes(m, true), b = minutes(m, true);

    if (strlen(b.s) < 50 && strlen(a.s) < 50 && m->drawn[F_NESTED] && m->g->used[F_CATEGORY] && m->g->used[F_NUMBER] &&
        use(m, F_NESTED, 30))
        return text("{by: urgency, urgent: %s, otherwise: {by: age, under 30: %s, 30 and over: 4 min}}", a.s, b.s);
    return split(m, F_BY, a, b);
}

static struct text share(struct maker *m, bool by_chance)
{
    return by_chance ? text("%d%%", between(m, 1, 9) * 10) : text("%d%%", 100 * below(m, 2));
}

static struct text priority(struct maker *m) { return split(m, F_BY, text("%d", between(m, 1, 4)), text("%d", between(m, 1, 4))); }

static struct text hours(struct maker *m, int from, int to)
{
    from = (from + m->begin) % 1440;
    to = (to + m->begin) % 1440;
    return text("%02d:%02d to %02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

static struct text schedule(struct maker *m)
{
    int a = between(m, 1, 7) * 5, b = a + between(m, 2, 6) * 5;

    return text("{%s: %d, %s: %d, %s: %d}", hours(m, 0, a).s, below(m, 3), hours(m, a, b).s, below(m, 3), hours(m, b, 600).s,
                m->drawn[F_COUNT] || m->drawn[F_COUNT_BY] ? 2 : between(m, 1, 2));
}

static struct text with(struct maker *m)
{
    int first = below(m, m->staff), second = below(m, m->staff + m->equipment);
    struct text how_many = text("%d", use(m, F_COUNT, 40) ? 2 : 1);

    if (m->drawn[F_COUNT_BY] && percent(m, 40))
        how_many = split(m, F_COUNT_BY, text("%d", between(m, 1, 2)), text("%d", between(m, 1, 2)));
    if (second != first && (second == 2 || use(m, F_SEVERAL_STAFF, 50))) {
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

    m->minutes = lengths[below(m, 3)];
    m->begin = 0;
    if (use(m, F_EACH, 100)) {
        m->begin = use(m, F_MIDNIGHT, 100) ? 23 * 60 : 6 * 60;
        add(m, "", "clock", "", "{start: 2026-01-05 00:00}");
        add(m, "", "run", "", "{each run: %d min, from: %02d:00, replications: 1, seed: %d}", m->minutes, m->begin / 60,
            between(m, 1, 1000));
        return;
    }
    if (use(m, F_MIDNIGHT, 100))
        m->begin = 23 * 60;
    add(m, "", "clock", "", "{start: 2026-01-05 %02d:00}", m->begin / 60);
    if (use(m, F_DRAIN, 100))
        add(m, "", "run", "", "{arrivals: %d, then: drain, replications: 1, seed: %d}", between(m, 3, 15), between(m, 1, 1000));
    else if (use(m, F_WARM_UP, 100))
        add(m, "", "run", "", "{warm up: 20 min, collect: %d min, replications: 1, seed: %d}", m->minutes - 20, between(m, 1, 1000));
    else
        add(m, "", "run", "", "{collect: %d min, replications: 1, seed: %d}", m->minutes, between(m, 1, 1000));
}

static void make_places(struct maker *m)
{
    m->places = between(m, 1, 4);
    for (int i = 0; i < m->places; i++) {
        const char *name = place_names[i];
        m->unlimited[i] = m->places > 1 && use(m, F_UNLIMITED, 30);
        add(m, "places", name, "", "%s", "");
        if (m->unlimited[i])
            add(m, "places", name, "spaces", "unlimited");
        else if (use(m, F_SPACES_TIME, 40))
            add(m, "places", name, "spaces", "%s", schedule(m).s);
        else
            add(m, "places", name, "spaces", "%d", percent(m, 70) ? 1 : between(m, 2, 3));
        if (!m->unlimited[i] && use(m, F_TURNAROUND, 50)) {
            struct text t =
                m->drawn[F_TURNAROUND_DRAWN] && use(m, F_TURNAROUND_DRAWN, 60) ? text("{exponential: {mean: 4 min}}") : minutes(m, false);
            if (use(m, F_TURNAROUND_STAFF, 60))
                add(m, "places", name, "turnaround", "{takes: %s, with: %s}", t.s, staff_names[below(m, m->staff)]);
            else
                add(m, "places", name, "turnaround", "%s", percent(m, 50) || t.s[0] == '{' ? text("{takes: %s}", t.s).s : t.s);
        }
        if (use(m, F_OPEN, 40)) {
            int a = between(m, 0, 6) * 5;
            add(m, "places", name, "open", "%s", hours(m, a, a + between(m, 1, 12) * 5).s);
        }
    }
}

static void make_staff(struct maker *m)
{
    m->staff = between(m, 1, 2);
    m->equipment = m->staff == 2 && m->drawn[F_EQUIPMENT];
    for (int i = 0; i < m->staff; i++) {
        add(m, "staff", staff_names[i], "", "%s", "");
        if (use(m, F_DUTY_TIME, 50))
            add(m, "staff", staff_names[i], "on duty", "%s", schedule(m).s);
        else
            add(m, "staff", staff_names[i], "on duty", "%d",
                m->drawn[F_COUNT] || m->drawn[F_COUNT_BY] ? between(m, 2, 3) : between(m, 1, 2));
    }
    if (m->equipment) {
        add(m, "equipment", staff_names[2], "", "%s", "");
        add(m, "equipment", staff_names[2], "how many", "%d", between(m, 1, 2));
    }
}

static void make_items(struct maker *m)
{
    m->items = m->drawn[F_INFORMATION] ? between(m, 1, 2) : 0;
    m->g->used[F_INFORMATION] = m->items > 0;
    for (int i = 0; i < m->items; i++) {
        const char *name = item_names[i];
        bool by_chance = use(m, F_INFORMATION_CHANCE, 60);
        add(m, "information", name, "", "%s", "");
        add(m, "information", name, "there at once", "%s", split(m, F_INFORMATION_BY, share(m, by_chance), share(m, by_chance)).s);
        if (use(m, F_CHASE, 70)) {
            char chase[240];
            m->chased[i] = true;
            chase[0] = '\0';
            append(chase, sizeof chase, text("{takes: %s", minutes(m, use(m, F_CHASE_DRAWN, 60)).s));
            if (use(m, F_CHASE_STAFF, 70))
                strcat(strcat(chase, ", with: "), staff_names[below(m, m->staff)]);
            if (use(m, F_CHASE_PRIORITY, 50))
                strcat(strcat(chase, ", priority: "), text("%d", between(m, 1, 4)).s);
            if (use(m, F_NOT_FOUND, 60))
                strcat(strcat(chase, ", found: "), share(m, by_chance).s);
            strcat(chase, "}");
            add(m, "information", name, "chase", "%s", chase);
        }
        if (use(m, F_WRONG, 50))
            add(m, "information", name, "wrong", "%s", split(m, F_INFORMATION_BY, share(m, by_chance), text("20%%")).s);
        if (use(m, F_KEEPS, 50))
            add(m, "information", name, "keeps", "%d min", between(m, 3, 12));
    }
}

static void make_kinds(struct maker *m)
{
    bool category = use(m, F_CATEGORY, 100), number = use(m, F_NUMBER, 100), frail = use(m, F_CHANCE, 100);

    m->kinds = use(m, F_SEVERAL_KINDS, 100) || m->drawn[F_LIKE] ? between(m, 2, 3) : 1;
    m->g->used[F_SEVERAL_KINDS] = m->kinds > 1;
    for (int i = 0; i < m->kinds; i++) {
        const char *name = kind_names[i];
        bool like = i > 0 && use(m, F_LIKE, 60);
        int way = below(m, 4);
        add(m, "patients", name, "", "%s", "");
        if (like)
            add(m, "patients", name, "like", "%s", kind_names[0]);
        /* Of the ways that were drawn one; recorded when none was. */
        for (int tries = 0; tries < 8; tries++, way = (way + 1) % 4) {
            enum feature f = (enum feature[]){F_RECORDED, F_POISSON, F_EVERY, F_RENEWAL}[way];
            if (m->drawn[f] || tries > 3)
                break;
        }
        if (m->drawn[F_DRAIN] && m->g->used[F_DRAIN] && way == 0 && i == 0)
            way = 2; /* recorded arrivals may be fewer than are waited for */
        m->g->used[(enum feature[]){F_RECORDED, F_POISSON, F_EVERY, F_RENEWAL}[way]] = true;
        if (way == 0) {
            int t = m->begin;
            add(m, "patients", name, "arrive", "{file: %s.csv, column: time}", name);
            for (int n = between(m, 1, 7), k = 0; k < n; k++) {
                t += percent(m, 30) ? 0 : between(m, 1, 2 * m->minutes / n / 2 + 1);
                add(m, "csv", name, "", "2026-01-%02d %02d:%02d", 5 + t / 1440, t / 60 % 24, t % 60);
            }
        } else if (way == 1 && use(m, F_BY_HOUR, 60)) {
            add(m, "patients", name, "arrive",
                "{a day: %d, by hour: [3, 1, 0, 1, 1, 2, 1, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 2], by weekday: [2, 1, 1, 1, "
                "1, 1, 1]}",
                between(m, 50, 250));
        } else if (way == 1) {
            add(m, "patients", name, "arrive", "{a day: %d}", between(m, 50, 300));
        } else if (way == 2) {
            add(m, "patients", name, "arrive", "{one every: %d min}", between(m, 4, 20));
        } else {
            add(m, "patients", name, "arrive",
                percent(m, 50) ? "{one every: {constant: %d min}}" : "{one every: {gamma: {mean: %d min, cv: 0.8}}}", between(m, 4, 15));
        }
        if (!like && (category || number || frail)) {
            char list[240] = "{";
            if (category)
                strcat(list, text("urgency: {urgent: %d%%, standard: rest}", between(m, 1, 9) * 10).s);
            if (number)
                strcat(list, text("%sage: {normal: {mean: %d, sd: 20, at least: 0}}", category ? ", " : "", between(m, 25, 60)).s);
            if (frail)
                strcat(list, text("%sfrail: %d%%", category || number ? ", " : "", between(m, 1, 9) * 10).s);
            add(m, "patients", name, "attributes", "%s}", list);
        }
        if (use(m, F_KIND_PRIORITY, 60))
            add(m, "patients", name, "priority", "%s", priority(m).s);
    }
}

/* Where the kinds start is said when the steps are there. */
static void make_starts(struct maker *m, const bool *can_be_full)
{
    for (int i = 0; i < m->kinds; i++) {
        int start = below(m, m->steps);
        add(m, "patients", kind_names[i], "starts at", "%s", step_names[start]);
        if (can_be_full[start] && use(m, F_KIND_IF_FULL, 60)) {
            add(m, "patients", kind_names[i], "if full", "%s", percent(m, 70) ? "lost" : step_names[m->steps - 1]);
            if (use(m, F_KIND_AT_MOST, 60))
                add(m, "patients", kind_names[i], "waiting at most", "%d", between(m, 1, 2));
        }
    }
}

static struct text later(struct maker *m, int step)
{
    int n = m->steps - step - 1 + 2, k = below(m, n);

    return text("%s", k < n - 2 ? step_names[step + 1 + k] : k == n - 2 ? "gone" : "lost");
}

static void make_then(struct maker *m, int i)
{
    const char *name = step_names[i];
    struct text to = later(m, i), other = later(m, i);

    /* A loop needs a step that takes time: a loop of no time is refused. */
    if (m->has_takes[i] && use(m, F_LOOP, 40)) {
        to = text("%s", step_names[below(m, i + 1)]);
        if (percent(m, 30)) {
            add(m, "steps", name, "then", "%s", to.s);
            return;
        }
        if (!m->drawn[F_SHARES])
            m->drawn[F_SHARES] = true;
    }
    if (strcmp(to.s, other.s) != 0) {
        bool any = m->g->used[F_CATEGORY] || m->g->used[F_NUMBER] || m->g->used[F_CHANCE];
        if (use(m, F_SHARES, 60)) {
            add(m, "steps", name, "then", "{%s: %s, %s: rest}", to.s, split(m, F_SHARE_BY, share(m, true), share(m, true)).s, other.s);
            m->has_shares[i] = true;
            m->shares_to[i] = percent(m, 70) ? to : other;
            return;
        }
        if (any && m->drawn[F_ROUTE_IF] && percent(m, 40)) {
            const char *condition = m->g->used[F_CATEGORY] ? "urgency is urgent"
                                    : m->g->used[F_NUMBER] ? "age is at least 40"
                                                           : "not frail";
            m->g->used[F_ROUTE_IF] = true;
            if (m->g->used[F_NUMBER] && m->g->used[F_CATEGORY] && percent(m, 50))
                condition = "urgency is urgent and age is under 50";
            add(m, "steps", name, "then", "[{if: %s, then: %s}, {then: %s}]", condition, to.s, other.s);
            return;
        }
        if (any && m->drawn[F_ROUTE_BY] && percent(m, 60)) {
            struct text route = split(m, F_ROUTE_BY, to, other);
            if (route.s[0] == '{') {
                add(m, "steps", name, "then", "%s", route.s);
                return;
            }
        }
    }
    if (strcmp(other.s, name) == 0)
        other = text("gone");
    add(m, "steps", name, "then", "%s", other.s);
}

static void make_steps(struct maker *m)
{
    bool can_be_full[6] = {false};

    m->steps = between(m, 2, 6);
    for (int i = 0; i < m->steps; i++) {
        const char *name = step_names[i];
        bool in = !use(m, F_NO_PLACE, 40), staffed = percent(m, 65);
        int place = below(m, m->places);
        m->has_place[i] = in;
        m->has_staff[i] = staffed;
        add(m, "steps", name, "", "%s", "");
        if (in) {
            add(m, "steps", name, "in", "%s", place_names[place]);
            if (m->places > 1 && use(m, F_WAITS_IN, 60))
                add(m, "steps", name, "waits in", "%s", place_names[(place + between(m, 1, m->places - 1)) % m->places]);
        }
        if (use(m, F_GATE, 40)) {
            int a = between(m, 0, 8) * 5;
            add(m, "steps", name, "open", "%s", hours(m, a, a + between(m, 1, 12) * 5).s);
        }
        if (staffed)
            add(m, "steps", name, "with", "%s", with(m).s);
        m->has_takes[i] = !use(m, F_NO_LENGTH, 40);
        if (m->has_takes[i])
            add(m, "steps", name, "takes", "%s", takes(m).s);
        if (use(m, F_STEP_PRIORITY, 40))
            add(m, "steps", name, "priority", "%s", priority(m).s);
        can_be_full[i] = in || staffed;
        if ((in && use(m, F_IF_FULL, 50)) || (!in && staffed && use(m, F_IF_FULL_NO_PLACE, 60))) {
            add(m, "steps", name, "if full", "%s", later(m, i).s);
            if (use(m, F_AT_MOST, 60))
                add(m, "steps", name, "waiting at most", "%d", between(m, 1, 2));
        }
        if (m->items > 0 && percent(m, 60)) {
            char needs[200] = "{";
            for (int k = 0; k < m->items; k++) {
                struct text way;
                if (m->items == 2 && percent(m, 40))
                    continue;
                m->needs[i][k] = true;
                if (m->chased[k] && use(m, F_CHASE_THEN_FACTOR, 40))
                    way = text("{chase: first, go ahead: 1.5 times}");
                else if (m->chased[k] && percent(m, 70))
                    way = text("chase");
                else
                    way = use(m, F_GO_AHEAD, 70) ? text("{go ahead: %s times}", percent(m, 50) ? "1.5" : "2") : text("go ahead");
                strcat(needs, text("%s%s: %s", needs[1] != '\0' ? ", " : "", item_names[k], way.s).s);
            }
            if (needs[1] != '\0')
                add(m, "steps", name, "needs to know", "%s}", needs);
        }
        make_then(m, i);
    }
    make_starts(m, can_be_full);
}

static struct text act(struct maker *m, const char *unit)
{
    static const char *const factors[] = {"0.5", "0.75", "1.25", "1.5", "2"};

    switch (below(m, 3)) {
    case 0:
        return text("times: %s", factors[below(m, strcmp(unit, "min") == 0 ? 5 : 2)]);
    case 1:
        return text("add: %d %s", between(m, 1, strcmp(unit, "min") == 0 ? 4 : 10), unit);
    default:
        return strcmp(unit, "min") == 0 ? text("set: %s", minutes(m, true).s) : text("set: %d%%", between(m, 1, 9) * 10);
    }
}

static void make_changes(struct maker *m)
{
    static const char *const names[] = {"quick", "new way"};
    bool wanted = m->drawn[F_CHANGE_TIME] || m->drawn[F_CHANGE_SHARE] || m->drawn[F_CHANGE_INFORMATION] || m->drawn[F_CHANGE_CHASE] ||
                  m->drawn[F_CHANGE_STAFF];
    bool go_live = m->drawn[F_GO_LIVE] && !m->g->used[F_DRAIN] && !m->g->used[F_EACH];
    int changes = 0;

    for (int c = 0; wanted && c < (m->drawn[F_TWO_CHANGES] ? 2 : 1); c++) {
        char effects[260] = "";
        bool dipped = false;
        int i = below(m, m->steps);
        for (int tries = 0; tries < 6 && !m->has_takes[i]; tries++)
            i = below(m, m->steps);
        if (m->has_takes[i] && use(m, F_CHANGE_TIME, 80))
            append(effects, sizeof effects, text("{change: steps.%s.takes, %s}", step_names[i], act(m, "min").s));
        for (int k = 0; k < m->steps; k++)
            if (m->has_shares[k] && strlen(effects) < 100 && use(m, F_CHANGE_SHARE, 60)) {
                strcat(effects, text("%s{change: steps.%s.then.%s, %s}", effects[0] != '\0' ? ", " : "", step_names[k], m->shares_to[k].s,
                                     act(m, "points").s)
                                    .s);
                break;
            }
        if (m->items > 0 && strlen(effects) < 150 && use(m, F_CHANGE_INFORMATION, 70))
            strcat(effects, text("%s{change: information.%s.%s, set: %d%%}", effects[0] != '\0' ? ", " : "", item_names[below(m, m->items)],
                                 percent(m, 70) ? "there at once" : "wrong", between(m, 0, 10) * 10)
                                .s);
        if (m->items > 0 && m->chased[0] && strlen(effects) < 170 && use(m, F_CHANGE_CHASE, 70))
            strcat(effects, text("%s{change: information.%s.chase.%s}", effects[0] != '\0' ? ", " : "", item_names[0],
                                 percent(m, 50) ? "takes, times: 0.5" : "found, set: 50%")
                                .s);
        if (!go_live && strlen(effects) < 180 && use(m, F_CHANGE_STAFF, 70))
            strcat(effects, percent(m, 50) || m->unlimited[0] ? text("%s{change: staff.nurse, add: 1}", effects[0] != '\0' ? ", " : "").s
                                                              : text("%s{change: places.bay, add: 1}", effects[0] != '\0' ? ", " : "").s);
        if (effects[0] == '\0')
            continue;
        changes++;
        add(m, "changes", names[c], "", "%s", "");
        add(m, "changes", names[c], "effects", "[%s]", effects);
        if (use(m, F_ADOPTION, 80))
            add(m, "changes", names[c], "adoption", go_live && use(m, F_RAMP, 60) ? "{reaches: %d%%, over: 30 min}" : "{reaches: %d%%}",
                between(m, 3, 10) * 10);
        for (int k = 0; k < m->steps && go_live && !dipped; k++)
            if (m->has_takes[k] && use(m, F_DIP, 50)) {
                add(m, "changes", names[c], "go live", "{lasts: 40 min, slower: {steps.%s.takes: 1.5 times}}", step_names[k]);
                dipped = true;
            }
        if (c == 1 && changes == 2 && m->drawn[F_BESIDE] && m->drawn[F_ADOPTION] && use(m, F_BESIDE, 100))
            add(m, "changes", names[1], "beside", "{%s: 50%%}", names[0]);
    }
    if (changes == 0)
        return;
    m->g->used[F_TWO_CHANGES] = changes == 2;
    m->g->has_option = true;
    m->g->go_live = go_live;
    m->g->used[F_GO_LIVE] = go_live;
    add(m, "options", "do nothing", "", "[]");
    for (size_t i = 0, n = 0; i < m->g->n; i++)
        if (strcmp(m->g->parts[i].section, "changes") == 0 && m->g->parts[i].key[0] == '\0') {
            char all[60];
            if (n++ > 0)
                continue;
            snprintf(all, sizeof all, "%s%s", m->g->parts[i].entry, changes == 2 ? ", new way" : "");
            add(m, "options", "test", "", "[%s]", all);
        }
}

/* One of each measure there is, of each part there is. */
static void make_measures(struct maker *m)
{
    add(m, "measures", "t", "", "{time: {from: arrival, to: leaving}}");
    add(m, "measures", "t20", "", "{share of: t, at most: 20 min}");
    add(m, "measures", "ck", "", "{count: arrival}");
    add(m, "measures", "cg", "", "{count: gone}");
    for (int i = 0; i < m->kinds; i++)
        add(m, "measures", text("t %s", kind_names[i]).s, "", "{time: {from: arrival, to: leaving}, for: %s}", kind_names[i]);
    for (int i = 0; i < m->places; i++) {
        const char *p = place_names[i];
        add(m, "measures", text("in %s", p).s, "", "{time: {from: entering %s, to: leaving %s}}", p, p);
        add(m, "measures", text("tl %s", p).s, "", "{time: {from: entering %s, to: leaving}}", p);
        add(m, "measures", text("oc %s", p).s, "", "{occupancy: %s}", p);
        add(m, "measures", text("at %s", p).s, "", "{occupancy: %s, counted: %02d:45}", p, m->begin / 60);
        add(m, "measures", text("bl %s", p).s, "", "{blocked in: %s}", p);
        add(m, "measures", text("ce %s", p).s, "", "{count: entering %s}", p);
        add(m, "measures", text("pd %s", p).s, "", "{patient days: %s}", p);
        if (!m->unlimited[i]) {
            add(m, "measures", text("so %s", p).s, "", "{share occupied: %s}", p);
            add(m, "measures", text("sp %s", p).s, "", "{share busy: %s}", p);
        }
    }
    for (int i = 0; i < m->staff + m->equipment; i++) {
        const char *r = staff_names[i];
        add(m, "measures", text("bh %s", r).s, "", "{busy hours: %s}", r);
        add(m, "measures", text("ot %s", r).s, "", "{overtime: %s}", r);
        add(m, "measures", text("sb %s", r).s, "", "{share busy: %s}", r);
    }
    for (int i = 0; i < m->steps; i++) {
        const char *s = step_names[i];
        add(m, "measures", text("w %s", s).s, "", "{wait for: %s}", s);
        add(m, "measures", text("q %s", s).s, "", "{queue for: %s}", s);
        add(m, "measures", text("d %s", s).s, "", "{time: {from: start of %s, to: end of %s}}", s, s);
        if (m->has_place[i])
            add(m, "measures", text("wp %s", s).s, "", "{wait for place of: %s}", s);
        if (m->has_staff[i])
            add(m, "measures", text("ws %s", s).s, "", "{wait for staff of: %s}", s);
        for (int k = 0; k < m->items; k++)
            if (m->needs[i][k])
                add(m, "measures", text("no %s %s", item_names[k], s).s, "", "{share without: %s, at: %s}", item_names[k], s);
    }
}

void service_generate(struct service *g, uint64_t seed, bool measures)
{
    static const int how_many[] = {10, 20, 35, 60, 85}; /* of a hundred features */
    struct maker m = {.g = g};
    int often;

    memset(g, 0, sizeof *g);
    g->state = seed * 0xD1342543DE82EF95u + 1;
    often = how_many[below(&m, 5)];
    for (int f = 0; f < N_FEATURES; f++)
        m.drawn[f] = percent(&m, often);
    if (percent(&m, 70))
        m.drawn[F_EACH] = false;
    if (percent(&m, 70))
        m.drawn[F_DRAIN] = false;
    add(&m, "", "wardround", "", "1");
    add(&m, "", "service", "", "random %llu", (unsigned long long)seed);
    add(&m, "", "data", "", "invented");
    make_run(&m);
    make_staff(&m);
    make_places(&m);
    make_kinds(&m);
    make_items(&m);
    make_steps(&m);
    make_changes(&m);
    if (measures)
        make_measures(&m);
    add(&m, "outcomes", "gone", "", "{}");
    add(&m, "outcomes", "lost", "", "{}");
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
                bool empty = true;
                if (e->dropped || strcmp(e->section, p->section) != 0 || e->key[0] != '\0')
                    continue;
                for (size_t l = 0; l < g->n; l++) {
                    const struct part *v = &g->parts[l];
                    if (v->dropped || strcmp(v->section, e->section) != 0 || strcmp(v->entry, e->entry) != 0 || v->key[0] == '\0')
                        continue;
                    if (empty)
                        wr_buf_printf(out, "  %s:\n", e->entry);
                    empty = false;
                    wr_buf_printf(out, "    %s: %s\n", v->key, v->value);
                }
                if (empty)
                    wr_buf_printf(out, "  %s: %s\n", e->entry, e->value[0] != '\0' ? e->value : "{}");
            }
        }
    }
}
