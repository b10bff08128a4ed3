/* What goes by the clock and by the stage, changed in the middle of a run (docs/rules.md, J): places and their turnaround, who is on duty, what is
 * down, typing in, coming back. Every walk is worked out by hand. */
#include "sim/service.h"

#include <math.h>
#include <stdio.h>

#include "draw/stream.h"

#define HEAD                                                                                                                               \
    "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-05 00:00}\n"                                                         \
    "run: {warm up: 30 min, collect: 60 min, replications: 1, seed: 7}\noutcomes: [home, away]\n"
#define EVERY(time, step) "patients:\n  p: {arrive: {one every: {constant: " time "}}, starts at: " step "}\n"
#define SET(path, value) "{effects: [{change: " path ", set: " value "}]}\n"

/* ---- the lines of a walk that hold one of some words, in minutes ---- */

struct lines {
    struct wr_buf text;
    const char *words; /* "|a|b": those that begin so, or that are of this one ("|bay:") */
};

static bool wanted(const char *words, const char *who, const char *what)
{
    char part[64];

    for (const char *at = words; *at == '|';) {
        size_t n = strcspn(at + 1, "|");
        snprintf(part, sizeof part, "%.*s", (int)n, at + 1);
        at += n + 1;
        if (n > 0 && part[n - 1] == ':' ? strlen(who) == n - 1 && strncmp(who, part, n - 1) == 0 : strncmp(what, part, n) == 0)
            return true;
    }
    return false;
}

static void line(void *self, double time, const char *who, const char *what)
{
    struct lines *l = self;

    if (wanted(l->words, who, what))
        wr_buf_printf(&l->text, "%g %s %s\n", floor(time / 60 * 100 + 0.5) / 100, who, what);
}

static void opened(struct service *s, const char *text, const char *option)
{
    if (service_open(s, NULL, text, option, WR_SIM_FROM_GO_LIVE) != 0)
        fail_msg("%s", wr_buf_string(&s->said));
}

static void walk(const char *text, const char *option, const char *words, const char *want)
{
    struct service s;
    struct lines l = {.words = words};
    struct wr_sim_watcher watcher = {.event = line, .self = &l};

    wr_buf_init(&l.text, 0);
    opened(&s, text, option);
    assert_int_equal(service_run(&s, 7, 1, &watcher), 0);
    assert_string_equal(wr_buf_string(&l.text), want);
    wr_buf_free(&l.text);
    service_close(&s);
}

/* ---- places ---- */

/* A turnaround is that of the moment at which the space is left: 3 minutes, 7 with a porter, then (left at 47, 54, ...) none, then 1. */
static void turnaround(void **state)
{
    (void)state;
    walk(HEAD "places: {bay: {spaces: 1, turnaround: 3 min}}\nstaff: {porter: {on duty: {00:36 to 24:00: 1}}}\n" EVERY(
             "10 min", "see") "steps:\n  see: {in: bay, takes: 5 min, then: home}\n"
                              "changes:\n  slow: " SET("places.bay.turnaround", "{takes: 7 min, with: porter}") "  one: " SET(
                                  "places.bay.turnaround", "1 min") "options:\n  all: [{slow: from week 1}, {one: after 20 min}]\n",
         "all", "|bay:|leaves bay|enters",
         "10 p:1 enters bay\n15 p:1 leaves bay\n15 bay turnaround starts\n18 bay a space is ready\n20 p:2 enters bay\n25 p:2 leaves bay\n"
         "25 bay turnaround starts\n28 bay a space is ready\n30 p:3 enters bay\n35 p:3 leaves bay\n35 bay turnaround waits for porter\n"
         "36 bay turnaround starts\n43 bay a space is ready\n43 p:4 enters bay\n48 p:4 leaves bay\n48 bay turnaround starts\n"
         "55 bay a space is ready\n55 p:5 enters bay\n60 p:5 leaves bay\n60 bay turnaround starts\n61 bay a space is ready\n"
         "61 p:6 enters bay\n66 p:6 leaves bay\n66 bay turnaround starts\n67 bay a space is ready\n70 p:7 enters bay\n75 p:7 leaves bay\n"
         "75 bay turnaround starts\n76 bay a space is ready\n80 p:8 enters bay\n85 p:8 leaves bay\n85 bay turnaround starts\n"
         "86 bay a space is ready\n");
    /* from none to some, and from some to none */
#define BAY(turnaround, change, option)                                                                                                    \
    HEAD "places: {bay: {spaces: 1" turnaround                                                                                             \
         "}}\n" EVERY("10 min", "see") "steps:\n  see: {in: bay, takes: 9 min, then: home}\nchanges:\n  c: " change                        \
                                       "options:\n  all: " option "\n"
    walk(BAY("", SET("places.bay.turnaround", "4 min"), "[{c: after 25 min}]"), "all", "|bay:|enters",
         "10 p:1 enters bay\n20 p:2 enters bay\n30 p:3 enters bay\n40 p:4 enters bay\n50 p:5 enters bay\n59 bay turnaround starts\n"
         "63 bay a space is ready\n63 p:6 enters bay\n72 bay turnaround starts\n76 bay a space is ready\n76 p:7 enters bay\n"
         "85 bay turnaround starts\n89 bay a space is ready\n89 p:8 enters bay\n");
    walk(BAY(", turnaround: 4 min", "{removes: [places.bay.turnaround]}\n", "[{c: after 15 min}]"), "all", "|bay:|enters",
         "10 p:1 enters bay\n19 bay turnaround starts\n23 bay a space is ready\n23 p:2 enters bay\n32 bay turnaround starts\n"
         "36 bay a space is ready\n36 p:3 enters bay\n45 p:4 enters bay\n54 p:5 enters bay\n63 p:6 enters bay\n72 p:7 enters bay\n"
         "81 p:8 enters bay\n");
}

/* Spaces and hours are those of the moment; a place without limit has no number of them on average. */
static void opening(void **state)
{
    struct service s;

    (void)state;
    walk(
        HEAD "places: {ward: {spaces: 1, open: 00:00 to 01:15}}\n" EVERY(
            "20 min",
            "see") "steps:\n  see: {in: ward, takes: 30 min, then: home}\n"
                   "changes:\n  shut: " SET("places.ward.open", "00:45 to 00:50") "  more: " SET(
                       "places.ward.spaces",
                       "unlimited") "  two: " SET("places.ward.spaces",
                                                  "2") "options:\n  all: [{shut: after 5 min}, {more: after 8 min}, {two: after 18 min}]\n",
        "all", "|ward:|enters|leaves ward",
        "20 p:1 enters ward\n35 ward closes\n38 ward unlimited spaces\n45 ward opens\n45 p:2 enters ward\n48 ward 2 spaces\n"
        "50 ward closes\n50 p:1 leaves ward\n75 p:2 leaves ward\n");
#define WARD(spaces, value)                                                                                                                \
    HEAD "places: {ward: {spaces: " spaces "}}\n" EVERY(                                                                                   \
        "20 min", "see") "steps:\n  see: {in: ward, takes: 5 min, then: home}\n"                                                           \
                         "changes:\n  more: " SET("places.ward.spaces", value) "options:\n  all: [{more: after 15 min}]\n  now: [more]\n"
    opened(&s, WARD("2", "6"), "all");
    assert_int_equal(service_run(&s, 7, 1, NULL), 0);
    check_close(s.result.places[0].mean_open, (15 * 2 + 45 * 6) / 60.0, 1e-9);
    service_close(&s);
    opened(&s, WARD("2", "unlimited"), "all");
    assert_int_equal(service_run(&s, 7, 1, NULL), 0);
    assert_true(isinf(s.result.places[0].mean_open));
    service_close(&s);
    opened(&s, WARD("unlimited", "3"), "now"); /* nothing of the time without limit is collected */
    assert_int_equal(service_run(&s, 7, 1, NULL), 0);
    check_close(s.result.places[0].mean_open, 3, 1e-9);
    service_close(&s);
}

/* Opened by a rule where none was: closed, unless the rule holds; another rule finds it as it is; where there is none, hours hold. */
static void by_a_rule(void **state)
{
#define RULES(annexe, changes, option)                                                                                                     \
    HEAD "places: {ward: {spaces: 1}, annexe: {spaces: 1" annexe "}}\n" EVERY(                                                             \
        "6 min",                                                                                                                           \
        "see") "steps:\n  see: {in: ward, takes: 10 min, then: stay}\n  stay: {in: annexe, takes: 1 min, then: home}\nchanges:\n" changes  \
               "options:\n  all: " option "\n"
#define RULE(over) "{when: over " over " waiting for see, stays open: 3 min}"
    (void)state;
    /* in the ward until 16, 26 and 36; from then on the third is stuck. 24, 30, ... wait for the ward, a fifth from 48 on. At 51 four wait; one more
     * at 54; at 58 one passes; at 60 one more, and never so few again */
    walk(RULES("", "  rule: " SET("places.annexe.opens", RULE("4")), "[rule]"), "all",
         "|annexe:", "30 annexe closes\n48 annexe opens\n51 annexe closes\n54 annexe opens\n59 annexe closes\n60 annexe opens\n");
    /* one waits already: nothing is said; two, in a moment */
    walk(RULES("", "  rule: " SET("places.annexe.opens", RULE("0")), "[rule]"), "all", "|annexe:", "");
    walk(RULES("", "  rule: " SET("places.annexe.opens", RULE("1")), "[rule]"), "all", "|annexe:|asks for see",
         "6 p:1 asks for see\n12 p:2 asks for see\n18 p:3 asks for see\n24 p:4 asks for see\n30 annexe closes\n30 p:5 asks for see\n"
         "30 annexe opens\n36 p:6 asks for see\n42 p:7 asks for see\n48 p:8 asks for see\n54 p:9 asks for see\n60 p:10 asks for see\n"
         "66 p:11 asks for see\n72 p:12 asks for see\n78 p:13 asks for see\n84 p:14 asks for see\n");
    /* another rule finds it closed, and opens it at once */
    walk(RULES("", "  rule: " SET("places.annexe.opens", RULE("90")) "  other: " SET("places.annexe.opens", RULE("1")),
               "[rule, {other: after 5 min}]"),
         "all", "|annexe:|enters annexe",
         "16 p:1 enters annexe\n26 p:2 enters annexe\n30 annexe closes\n35 annexe opens\n36 p:3 enters annexe\n46 p:4 enters annexe\n"
         "56 p:5 enters annexe\n66 p:6 enters annexe\n76 p:7 enters annexe\n86 p:8 enters annexe\n");
    /* or open, and keeps it so as long as the old one said */
    walk(RULES(", opens: {when: over 1 waiting for see, stays open: 12 min}", "  other: " SET("places.annexe.opens", RULE("90")),
               "[{other: after 2 min}]"),
         "all", "|annexe:|enters annexe", /* opened at 18, since 12 and 18 wait, until 30; again as 30 comes, until 42 */
         "18 annexe opens\n18 p:1 enters annexe\n28 p:2 enters annexe\n30 annexe closes\n30 annexe opens\n38 p:3 enters annexe\n42 annexe "
         "closes\n");
    /* where there is none any more hours hold: none, so it is open */
    walk(RULES(", opens: " RULE("90"), "  none: {removes: [places.annexe.opens]}\n", "[{none: after 10 min}]"), "all",
         "|annexe:", "40 annexe opens\n");
}

/* ---- staff ---- */

/* Breaks and what becomes of work at the end of a shift are those of the moment: who is at work beyond the number then hands over. */
static void shifts(void **state)
{
    (void)state;
    walk(HEAD "staff: {nurse: {on duty: {00:00 to 00:40: 2, 00:40 to 01:20: 1}, breaks: {00:05 to 00:10: 1}}}\n" EVERY(
             "15 min", "see") "steps:\n  see: {with: nurse, takes: 28 min, then: home}\n"
                              "changes:\n  hand: " SET("staff.nurse.at end of shift", "hand over") "  lull: " SET(
                                  "staff.nurse.breaks",
                                  "{01:00 to 01:05: 1}") "options:\n  all: [{hand: after 12 min}, {lull: after 20 min}]\n",
         "all", "|nurse:|starts|stops|goes on|ends",
         "5 nurse 1 on duty\n10 nurse 2 on duty\n15 p:1 starts see with nurse\n30 p:2 starts see with nurse\n40 nurse 1 on duty\n"
         "42 p:2 stops see: end of shift\n43 p:1 ends see\n43 p:2 goes on with see with nurse\n59 p:2 ends see\n59 p:3 starts see with "
         "nurse\n"
         "60 nurse 0 on duty\n60 p:3 stops see: end of shift\n65 nurse 1 on duty\n65 p:3 goes on with see with nurse\n80 nurse 0 on duty\n"
         "80 p:3 stops see: end of shift\n");
    /* and finishes, where that is said from then on */
    walk(HEAD "staff: {nurse: {on duty: {00:00 to 00:35: 1, 00:45 to 01:00: 1}, at end of shift: hand over}}\n" EVERY(
             "20 min", "see") "steps:\n  see: {with: nurse, takes: 18 min, then: home}\n"
                              "changes:\n  stay: " SET("staff.nurse.at end of shift", "finish") "options:\n  all: [{stay: after 10 min}]\n",
         "all", "|stops|goes on|ends",
         "35 p:1 stops see: end of shift\n45 p:1 goes on with see with nurse\n48 p:1 ends see\n66 p:2 ends see\n");
}

/* How many of `n` people from number `first` on come, of whom `filled` do. */
static int come(uint32_t first, int n, double filled)
{
    struct wr_draw_key key = wr_draw_key_init(7, 1);
    int came = 0;

    for (int i = 0; i < n; i++) {
        struct wr_draw_id id = {first + (uint32_t)i, wr_draw_hash("nurse"), wr_draw_purpose("nurse", "filled"), 0};
        double u[2];
        wr_draw_pair(key, &id, 0, u);
        came += u[0] < filled;
    }
    return came;
}

/* Every entry that holds begins a shift when `filled` or `on duty` changes; people are numbered on; where all come nobody is drawn. */
static void filled(void **state)
{
    char want[256];

    (void)state;
    /* 30: 20 + 8; 35: the same anew; 40: without the 8; 45: all, undrawn; 55: `on duty` 10, 30% of them */
    snprintf(want, sizeof want, "30 nurse %d on duty\n35 nurse %d on duty\n40 nurse %d on duty\n45 nurse 20 on duty\n55 nurse %d on duty\n",
             come(1, 28, 0.5), come(29, 28, 0.3), come(29, 20, 0.3), come(57, 10, 0.3));
    assert_true(come(1, 28, 0.5) != come(29, 28, 0.3) && come(49, 8, 0.3) > 0);
    walk(HEAD "staff: {nurse: {on duty: {00:00 to 02:00: 20, 00:30 to 00:40: 8}}}\n" EVERY(
             "20 min",
             "see") "steps:\n  see: {with: nurse, takes: 5 min, then: home}\n"
                    "changes:\n  ill: " SET("staff.nurse.filled", "50%") "  worse: " SET("staff.nurse.filled", "30%") "  well: " SET(
                        "staff.nurse.filled",
                        "100%") "  fewer: {effects: [{change: staff.nurse.on duty, set: {00:00 to 02:00: 10}}, "
                                "{change: staff.nurse.filled, set: 30%}]}\n"
                                "options:\n  all: [ill, {worse: after 5 min}, {well: after 15 min}, {fewer: after 25 min}]\n",
         "all", "|nurse:", want);
}

/* ---- what is down ---- */

#define DOWN                                                                                                                               \
    HEAD "equipment: {scanner: {how many: 1, down: [{when: [00:05 to 00:10, 00:25 to 00:40]}, "                                            \
         "{one every: {constant: 28 min}, lasts: 20 min}]}}\n"                                                                             \
         "systems:\n  record: {down: [{when: 00:20 to 00:45}], on paper: {see: 2 times}, afterwards: {with: clerk, takes: 3 min}}\n"       \
         "  till: {down: [{one every: {constant: 16 min}, lasts: 1 min}], on paper: {see: 1.5 times}}\n"                                   \
         "staff: {clerk: 1}\n" EVERY("10 min", "see") "steps:\n  see: {takes: 5 min, then: home}\nchanges:\n"
#define SCAN                                                                                                                               \
    "[{when: 00:50 to 00:55}, {one every: {constant: 35 min}, lasts: 2 min}, {from: 2026-01-05 00:29, lasts: 50 min}, "                    \
    "{from: 2026-01-05 00:30, lasts: 25 min}]"

static void down(void **state)
{
    (void)state;
    /* by chance from 28 to 48, the last of its list; once at the very start of the new one, from 30 to 55; then gaps of 35 */
    walk(DOWN "  scan: " SET("equipment.scanner.down", SCAN) "options:\n  all: [scan]\n", "all", "|scanner:",
         "5 scanner goes down\n10 scanner is back\n25 scanner goes down\n55 scanner is back\n65 scanner goes down\n67 scanner is back\n");
    /* what is planned, as the new list says at once: stays down; is back; and the gap of the old list is forgotten */
    walk(DOWN "  stay: " SET("systems.record.down", "[{when: 00:30 to 00:50}]") "  soon: " SET(
             "systems.till.down",
             "[{one every: {constant: 11 min}, lasts: 2 min}]") "  up: " SET("systems.record.down",
                                                                             "[{when: 01:20 to 01:25}]") "options:\n  all: [stay, soon]\n  "
                                                                                                         "up: [{up: after 5 min}]\n",
         "all", "|record:|till:|ends see",
         "15 p:1 ends see\n16 till goes down\n17 till is back\n20 record goes down\n30 p:2 ends see\n40 p:3 ends see\n41 till goes "
         "down\n43 till is back\n"
         "50 record is back\n50 record typing in see is due\n50 record starts typing in see with clerk\n50 record typing in see is due\n"
         "50 record waits for clerk\n"
         /* 4: half of a minute's work from 40 to 41, two thirds of one to 43, 3.5 to 50: a third of a minute is left */
         "50.33 p:4 ends see\n50.33 record typing in see is due\n50.33 record waits for clerk\n53 record ends typing in see\n"
         "53 record starts typing in see with clerk\n54 till goes down\n55.5 p:5 ends see\n56 till is back\n56 record ends typing in see\n"
         "56 record starts typing in see with clerk\n59 record ends typing in see\n65 p:6 ends see\n67 till goes down\n69 till is back\n"
         "75 p:7 ends see\n80 till goes down\n82 till is back\n85.67 p:8 ends see\n");
    walk(DOWN "  up: " SET("systems.record.down", "[{when: 01:20 to 01:25}]") "options:\n  all: [{up: after 5 min}]\n", "all",
         "|record: goes|goes down|is back",
         "5 scanner goes down\n10 scanner is back\n16 till goes down\n17 till is back\n20 record goes down\n25 scanner goes down\n33 till "
         "goes down\n"
         "34 till is back\n35 record is back\n48 scanner is back\n50 till goes down\n51 till is back\n67 till goes down\n68 till is back\n"
         "76 scanner goes down\n80 record goes down\n84 till goes down\n85 record is back\n85 till is back\n");
    /* by chance until the very moment at which it is planned: it stays down */
    walk(DOWN "  one: " SET("equipment.scanner.down", "[{when: 00:48 to 00:50}]") "options:\n  all: [{one: after 18 min}]\n", "all",
         "|scanner:", "5 scanner goes down\n10 scanner is back\n25 scanner goes down\n50 scanner is back\n");
    /* as many as there are now, when it is back: nothing is said of the number; but when it is up */
    walk(DOWN "  two: " SET("equipment.scanner.how many", "2") "  three: " SET(
             "equipment.scanner.how many", "3") "options:\n  all: [{two: after 18 min}, {three: after 20 min}]\n",
         "all", "|scanner:",
         "5 scanner goes down\n10 scanner is back\n25 scanner goes down\n48 scanner is back\n50 scanner 3 on duty\n"
         "76 scanner goes down\n");
}

/* Typing in goes by the moment at which a piece is due; where the system has none then, nothing is. */
static void afterwards(void **state)
{
    (void)state;
    walk(DOWN "  fast: " SET("systems.record.afterwards.takes", "1 min") "  none: {removes: [systems.record.afterwards]}\n"
                                                                         "options:\n  all: [{fast: after 15.5 min}]\n",
         "all", "|record:",
         /* 2 (30), 3 (40) ended on paper, due at 45; 4, from 40 on, at 47.5: by then it takes a minute */
         "20 record goes down\n45 record is back\n45 record typing in see is due\n45 record starts typing in see with clerk\n"
         "45 record typing in see is due\n45 record waits for clerk\n47.5 record typing in see is due\n47.5 record waits for clerk\n"
         "48 record ends typing in see\n48 record starts typing in see with clerk\n51 record ends typing in see\n"
         "51 record starts typing in see with clerk\n52 record ends typing in see\n");
    walk(DOWN "  none: {removes: [systems.record.afterwards]}\noptions:\n  all: [{none: after 16 min}]\n", "all", "|record:",
         "20 record goes down\n45 record is back\n45 record typing in see is due\n45 record starts typing in see with clerk\n"
         "45 record typing in see is due\n45 record waits for clerk\n48 record ends typing in see\n"
         "48 record starts typing in see with clerk\n51 record ends typing in see\n");
}

/* ---- coming back ---- */

static void comes_back(void **state)
{
    (void)state;
    walk("wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-05 00:00}\n"
         "run: {warm up: 30 min, collect: 60 min, replications: 1, seed: 7}\n"
         "outcomes: {home: {comes back: {chance: 100%, after: 7 min}}, away: {}}\n" EVERY(
             "40 min",
             "see") "steps:\n  see: {takes: 5 min, then: home}\n  again: {takes: 1 min, then: away}\n"
                    "changes:\n  other: " SET("outcomes.home.comes back", "{chance: 100%, after: 3 min, at: again}") "  none: " SET(
                        "outcomes.home.comes back.chance", "0%") "options:\n  all: [{other: after 24 min}, {none: after 40 min}]\n",
         "all", "|comes back|leaves|asks",
         "40 p:1 asks for see\n45 p:1 leaves as home\n52 p:1 comes back\n52 p:1 asks for see\n57 p:1 leaves as home\n60 p:1 comes back\n"
         "60 p:1 asks for again\n61 p:1 leaves as away\n80 p:2 asks for see\n85 p:2 leaves as home\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(turnaround), cmocka_unit_test(opening),   cmocka_unit_test(by_a_rule),
                                       cmocka_unit_test(shifts),     cmocka_unit_test(filled),    cmocka_unit_test(down),
                                       cmocka_unit_test(afterwards), cmocka_unit_test(comes_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
