/* Kinds of patients that changes change in the middle of a run (docs/rules.md, J): how they come, one way after another; what they are like. Each
 * walk is worked out by hand; only what is chance is looked at in numbers. */
#include "sim/service.h"

#include <math.h>
#include <stdio.h>

#define HEAD(run) "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-05 00:00}\nrun: {" run ", replications: 1, seed: 7}\n"
#define OUTCOMES "outcomes: [home, away]\n"
#define STEPS OUTCOMES "steps:\n  see: {takes: 1 min, then: home}\n  ask: {takes: 2 min, then: home}\n"

/* ---- the lines of a walk that hold one of some words, the clock in minutes ---- */

struct lines {
    struct wr_buf text;
    const char *const *words;
};

static void line(void *self, double time, const char *who, const char *what)
{
    struct lines *l = self;

    for (size_t i = 0; l->words[i] != NULL; i++)
        if (strncmp(what, l->words[i], strlen(l->words[i])) == 0) {
            wr_buf_printf(&l->text, "%g %s %s\n", floor(time / 60 * 100 + 0.5) / 100, who, what);
            return;
        }
}

/* The lines that begin with one of `words` are these, and so many of the first kind came, or came back, in the collection. */
static void walk(const char *text, const char *option, const char *const *words, int came, const char *want)
{
    struct service s;
    struct lines l = {.words = words};
    struct wr_sim_watcher watcher = {.event = line, .self = &l};

    wr_buf_init(&l.text, 0);
    if (service_open(&s, NULL, text, option, WR_SIM_FROM_GO_LIVE) != 0)
        fail_msg("%s", wr_buf_string(&s.said));
    assert_int_equal(service_run(&s, 7, 1, &watcher), 0);
    assert_string_equal(wr_buf_string(&l.text), want);
    check_same(s.result.kinds[0].arrived, came);
    wr_buf_free(&l.text);
    service_close(&s);
}

static const char *const comings[] = {"arrives", "does not come", "comes back", NULL};

/* ---- how they come ---- */

#define ARRIVE(first, effects) "patients:\n  p: {arrive: " first ", starts at: see}\n" STEPS "changes:\n" effects
#define SET(name, arrive) "  " name ": {effects: [{change: patients.p.arrive, set: " arrive "}]}\n"

/* The gap under way goes on; the next is the new one. */
static void gaps(void **state)
{
    (void)state;
    walk(
        HEAD("warm up: 35 min, collect: 25 min") ARRIVE("{one every: {constant: 10 min}}", SET("a", "{one every: {constant: 4 min}}")), "a",
        comings, 5,
        "10 p:1 arrives\n20 p:2 arrives\n30 p:3 arrives\n40 p:4 arrives\n44 p:5 arrives\n48 p:6 arrives\n52 p:7 arrives\n56 p:8 arrives\n");
    /* one that ends as the stage does comes; the next gap is the new one; a long one outlasts a whole stage */
    walk(HEAD("warm up: 30 min, collect: 70 min") ARRIVE(
             "{one every: {constant: 10 min}}",
             SET("a", "{one every: {constant: 25 min}}") SET("b", "{one every: {constant: 2 min}}")
                 SET("c", "{one every: {constant: 20 min}}") "options:\n  all: [{a: from week 1}, {b: after 5 min}, {c: after 10 min}]\n"),
         "all", comings, 4, "10 p:1 arrives\n20 p:2 arrives\n30 p:3 arrives\n55 p:4 arrives\n75 p:5 arrives\n95 p:6 arrives\n");
}

/* From one sort to another: who would have come next does not, and the number is used up; the new one begins. */
static void sorts(void **state)
{
    (void)state;
    walk(HEAD("warm up: 35 min, collect: 65 min") ARRIVE(
             "{one every: {constant: 10 min}}",
             SET("a", "none") SET("b", "{one every: {constant: 12 min}}") SET(
                 "c",
                 "{booked: {01:14 and 01:20: 1, 01:25: 2}}") "options:\n  all: [{a: from week 1}, {b: after 10 min}, {c: after 40 min}]\n"),
         "all", comings, 5,
         /* 4 is used up at 35; 45 + 12; 69; 7 would come at 81, is used up at 75; 01:14 is before the appointments begin */
         "10 p:1 arrives\n20 p:2 arrives\n30 p:3 arrives\n57 p:5 arrives\n69 p:6 arrives\n80 p:8 arrives\n85 p:9 arrives\n85 p:10 "
         "arrives\n");
    /* a gap that ends at the very moment is over: gaps are no more */
    walk(HEAD("warm up: 30 min, collect: 30 min") ARRIVE("{one every: {constant: 10 min}}", SET("a", "{booked: {00:30 and 00:40: 1}}")),
         "a", comings, 2, "10 p:1 arrives\n20 p:2 arrives\n30 p:4 arrives\n40 p:5 arrives\n");
}

/* Appointments go by the stage in which they fall, and so does who comes. */
static void appointments(void **state)
{
    (void)state;
    walk(HEAD("warm up: 24 h, collect: 48 h")
             ARRIVE("{booked: {01:00 and 03:00: 1}}",
                    SET("a", "{booked: {02:00: 2}, comes: 0%}")
                        SET("b", "{booked: {01:00: 1, 04:00: 1}, comes: 100%}") "options:\n  all: [{a: from week 1}, {b: after 25 h}]\n"),
         "all", comings, 2,
         "60 p:1 arrives\n180 p:2 arrives\n1560 p:3 does not come\n1560 p:4 does not come\n2940 p:5 arrives\n3120 p:6 arrives\n");
}

/* Nobody of a kind that is brought comes before; then the first gap begins. Nobody of one that is taken away comes any more. */
static void brought(void **state)
{
    (void)state;
    walk(HEAD("warm up: 30 min, collect: 30 min")
             ARRIVE("{one every: {constant: 7 min}}", "  a: {adds: {patients: {q: {arrive: {one every: {constant: 9 min}}, starts at: "
                                                      "ask}}}}\n  b: {effects: [{change: patients.p.arrive, "
                                                      "set: none}]}\noptions:\n  all: [{a: from week 1}, {b: after 10 min}]\n"),
         "all", comings, 1,
         "7 p:1 arrives\n14 p:2 arrives\n21 p:3 arrives\n28 p:4 arrives\n35 p:5 arrives\n39 q:1 arrives\n48 q:2 arrives\n57 q:3 arrives\n");
}

/* ---- what they are like ---- */

/* Where they start, and what is drawn for them, goes by when they arrive; who came before goes on as it was. */
static void like(void **state)
{
    static const char *const words[] = {"arrives", "has", "asks", "waits", "finds", "starts", NULL};

    (void)state;
    walk(
        HEAD("warm up: 15 min, collect: 20 min") OUTCOMES
        "staff: {n: 1}\npatients:\n  p: {arrive: {one every: {constant: 10 min}}, attributes: {urgency: {urgent: 100%, standard: 0%}, age: "
        "{constant: 30}}, starts at: see}\nsteps:\n  see: {with: n, takes: 28 min, then: home}\n  ask: {with: n, takes: 1 min, then: "
        "home}\n"
        "changes:\n  a: {effects: [{change: patients.p.attributes.urgency, set: {urgent: 0%, standard: 100%}}, {change: "
        "patients.p.attributes.age, set: {constant: 40}}]}\n  b: {effects: [{change: patients.p.starts at, set: ask}]}\n"
        "options:\n  all: [{a: from week 1}, {b: after 10 min}]\n",
        "all", words, 2,
        "10 p:1 arrives\n10 p:1 has urgency: urgent; age: 30\n10 p:1 asks for see\n10 p:1 starts see with n\n"
        "20 p:2 arrives\n20 p:2 has urgency: standard; age: 40\n20 p:2 asks for see\n20 p:2 waits for n\n"
        "30 p:3 arrives\n30 p:3 has urgency: standard; age: 40\n30 p:3 asks for ask\n30 p:3 waits for n\n");
}

/* An attribute that a change brings is drawn for everybody, a category only from then on; a kind that is taken away comes no more, and who came stays. */
static void brings(void **state)
{
    static const char *const words[] = {"arrives", "has", "asks for ask", NULL};

    (void)state;
    walk(HEAD("warm up: 15 min, collect: 20 min") OUTCOMES
         "patients:\n  p: {arrive: {one every: {constant: 10 min}}, attributes: {urgency: {urgent: 100%, standard: 0%}}, starts at: "
         "see}\n  q: {arrive: {one every: {constant: 6 min}}, starts at: see}\nsteps:\n  see: {takes: 9 min, then: ask}\n  ask: {takes: 1 "
         "min, "
         "then: home}\nchanges:\n  a: {effects: [{change: patients.p.attributes, set: {urgency: {urgent: 0%, standard: 0%, quick: 100%}, "
         "frail: "
         "100%}}], removes: [patients.q]}\n",
         "a", words, 2,
         "6 q:1 arrives\n10 p:1 arrives\n10 p:1 has urgency: urgent; frail: yes\n12 q:2 arrives\n15 q:1 asks for ask\n19 p:1 asks for ask\n"
         "20 p:2 arrives\n20 p:2 has urgency: quick; frail: yes\n21 q:2 asks for ask\n29 p:2 asks for ask\n30 p:3 arrives\n30 p:3 has "
         "urgency: "
         "quick; frail: yes\n");
}

/* Priority, and whether they are let in. The priority of who arrived before stays, also when a step sets what it goes by. */
static void first(void **state)
{
    static const char *const words[] = {"arrives", "finds", "starts see", "now has", NULL};

    (void)state;
    walk(HEAD("warm up: 25 min, collect: 55 min") OUTCOMES
         "staff: {n: 1}\npatients:\n  p: {arrive: {one every: {constant: 10 min}}, attributes: {urgency: {urgent: 0%, standard: 100%}}, "
         "priority: {by: urgency, urgent: 1, standard: 4}, starts at: ask}\n  q: {arrive: {one every: {constant: 11 min}}, priority: 2, "
         "starts "
         "at: see}\nsteps:\n  ask: {takes: 6 min, sets: {urgency: urgent}, then: see}\n  see: {with: n, takes: 17 min, then: home}\n"
         "changes:\n  a: {effects: [{change: patients.p.priority, set: {by: urgency, urgent: 3, standard: 4}}]}\n"
         "  b: {effects: [{change: patients.p.if full, set: away}, {change: patients.p.starts at, set: see}]}\n"
         "options:\n  all: [{a: from week 1}, {b: after 20 min}]\n",
         "all", words, 5,
         /* at 28 and 45 the first two of p go before q:2; the third has 3, so q:2 and q:3 go before it */
         "10 p:1 arrives\n11 q:1 arrives\n11 q:1 starts see with n\n16 p:1 now has urgency: urgent\n20 p:2 arrives\n22 q:2 arrives\n"
         "26 p:2 now has urgency: urgent\n28 p:1 starts see with n\n30 p:3 arrives\n33 q:3 arrives\n36 p:3 now has urgency: urgent\n"
         "40 p:4 arrives\n44 q:4 arrives\n45 p:2 starts see with n\n46 p:4 now has urgency: urgent\n50 p:5 arrives\n50 p:5 finds it full "
         "and goes "
         "to away\n55 q:5 arrives\n60 p:6 arrives\n60 p:6 finds it full and goes to away\n62 q:2 starts see with n\n66 q:6 arrives\n70 p:7 "
         "arrives\n70 p:7 finds it full and goes to away\n77 q:7 arrives\n79 q:3 starts see with n\n");
}

/* Who comes back starts where their kind starts then, with what they had. */
static void back(void **state)
{
    static const char *const words[] = {"arrives", "comes back", "has", "asks", NULL};

    (void)state;
    walk(HEAD("warm up: 15 min, collect: 40 min") "patients:\n  p: {arrive: {booked: {00:01: 1}}, attributes: {frail: 100%}, starts at: "
                                                  "see}\nsteps:\n  see: {takes: 1 min, then: "
                                                  "again}\n  ask: {takes: 2 min, then: again}\nchanges:\n  a: {effects: [{change: "
                                                  "patients.p.starts at, set: ask}, {change: "
                                                  "patients.p.attributes.frail, set: 0%}]}\noutcomes: {again: {comes back: {chance: 100%, "
                                                  "after: {constant: 12 min}}}}\n",
         "a", words, 2,
         "1 p:1 arrives\n1 p:1 has frail: yes\n1 p:1 asks for see\n14 p:1 comes back\n14 p:1 has frail: yes\n14 p:1 asks for see\n"
         "27 p:1 comes back\n27 p:1 has frail: yes\n27 p:1 asks for ask\n41 p:1 comes back\n41 p:1 has frail: yes\n41 p:1 asks for ask\n");
}

/* ---- rates ---- */

struct moments {
    double at[100000];
    size_t n;
};

static void moment(void *self, double time, const char *who, const char *what)
{
    struct moments *m = self;

    (void)who;
    if (strcmp(what, "arrives") == 0 && m->n < 100000)
        m->at[m->n++] = time;
}

static void arrivals(const char *text, const char *option, struct moments *m)
{
    struct service s;
    struct wr_sim_watcher watcher = {.event = moment, .self = m};

    m->n = 0;
    if (service_open(&s, NULL, text, option, WR_SIM_FROM_GO_LIVE) != 0)
        fail_msg("%s", wr_buf_string(&s.said));
    assert_int_equal(service_run(&s, 7, 1, &watcher), 0);
    service_close(&s);
}

#define DAYS 40.0
#define RATES                                                                                                                              \
    HEAD("warm up: 40 days, collect: 80 days")                                                                                             \
    ARRIVE("48 a day", SET("a", "96 a day") SET("b", "192 a day") SET("c", "{one every: {constant: 1 h}}")                                 \
                           SET("d", "none") "options:\n  do nothing: []\n  twice: [{a: from week 1}, {b: after 40 days}]\n  other: [{c: "  \
                                            "from week 1}, {a: after 10 days}, "                                                           \
                                            "{b: after 20 days}, {d: after 30 days}]\n")

static size_t between(const struct moments *m, double from, double to)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n; i++)
        n += m->at[i] >= from * 86400 && m->at[i] < to * 86400;
    return n;
}

static void within(size_t n, double mean)
{
    if (!(fabs((double)n - mean) <= 4 * sqrt(mean)))
        fail_msg("%zu patients, %g are expected", n, mean);
}

/* A rate that doubles twice. What has gathered since the last arrival counts: so whoever comes at the rate that was comes, after the change, in
 * half the time from then. */
static void rates(void **state)
{
    static struct moments plain, twice;
    double b = DAYS * 86400;

    (void)state;
    arrivals(RATES, "do nothing", &plain);
    arrivals(RATES, "twice", &twice);
    within(between(&twice, 0, DAYS), 48 * DAYS);
    within(between(&twice, DAYS, 2 * DAYS), 96 * DAYS);
    within(between(&twice, 2 * DAYS, 3 * DAYS), 192 * DAYS);
    assert_int_equal(between(&plain, 0, DAYS), between(&twice, 0, DAYS));
    for (size_t i = 0; i < plain.n; i++) {
        double t = plain.at[i], want = t < b ? t : t < 3 * b ? b + (t - b) / 2 : 2 * b + (t - 3 * b) / 4;
        check_close(twice.at[i], want, 1e-6);
    }
}

/* From a rate to gaps, to a rate that changes, to nobody. Each sort begins anew: the number of who would have come next is used up. */
static void rates_and_gaps(void **state)
{
    static struct moments plain, other;
    size_t first;

    (void)state;
    arrivals(RATES, "do nothing", &plain);
    arrivals(RATES, "other", &other);
    first = between(&plain, 0, DAYS);
    assert_int_equal(between(&other, 0, DAYS), first);
    for (size_t i = 0; i < first; i++)
        check_same(other.at[i], plain.at[i]);
    for (size_t i = 0; i < 239; i++) /* the last gap ends with its stage */
        check_close(other.at[first + i], DAYS * 86400 + 3600.0 * (double)(i + 1), 1e-6);
    within(between(&other, DAYS + 10, DAYS + 20), 96 * 10.0);
    within(between(&other, DAYS + 20, DAYS + 30), 192 * 10.0);
    assert_int_equal(between(&other, DAYS + 30, 3 * DAYS), 0);
    /* one number is used up by the rate, one by the gaps; the amounts of the others are theirs, and nothing has gathered before the first */
    for (size_t i = 0; i < between(&other, DAYS + 10, DAYS + 20); i++) {
        double last = i == 0 ? (DAYS + 10) * 86400 : other.at[first + 238 + i];
        check_close(other.at[first + 239 + i] - last, (plain.at[first + 241 + i] - plain.at[first + 240 + i]) / 2, 1e-6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(gaps),          cmocka_unit_test(sorts), cmocka_unit_test(appointments),
                                       cmocka_unit_test(brought),       cmocka_unit_test(like),  cmocka_unit_test(brings),
                                       cmocka_unit_test(first),         cmocka_unit_test(back),  cmocka_unit_test(rates),
                                       cmocka_unit_test(rates_and_gaps)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
