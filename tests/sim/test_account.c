/* The accounts against the walk: everything that a result says is worked out again from the printed events, by other means. */
#include "sim/service.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST 64
#define PATIENTS 40000

struct counted {
    struct service *s;
    double from, to; /* collection */
    double week;     /* seconds from Monday 00:00 to time 0 */
    /* what was seen so far */
    int in[MOST], waiting[MOST], busy[MOST];
    double in_area[MOST], waiting_area[MOST], busy_area[MOST], hour_in[MOST][168], hour_busy[MOST][168];
    double last;
    double entered[MOST], asked[MOST], started[MOST], ended[MOST], left_as[MOST], arrived[MOST], wait[MOST];
    double present, elsewhere;
    /* by patient: what it waits for, and since when it asks */
    int waits_for[PATIENTS], waits_with[PATIENTS];
    double asks_since[PATIENTS];
    char works[PATIENTS][80]; /* "doctor and 2 nurse" */
};

/* Adds up all levels until t, hour by hour. */
static void until(struct counted *c, double t)
{
    double a = c->last < c->from ? c->from : c->last, b = t < c->to ? t : c->to;

    while (a < b) {
        double hour = floor((a + c->week) / 3600), end = (hour + 1) * 3600 - c->week;
        int of_week = (int)fmod(hour, 168);
        if (end > b)
            end = b;
        for (int i = 0; i < MOST; i++) {
            c->in_area[i] += c->in[i] * (end - a);
            c->hour_in[i][of_week] += c->in[i] * (end - a);
            c->waiting_area[i] += c->waiting[i] * (end - a);
            c->busy_area[i] += c->busy[i] * (end - a);
            c->hour_busy[i][of_week] += c->busy[i] * (end - a);
        }
        a = end;
    }
    c->last = t;
}

static const char *after(const char *what, const char *start)
{
    size_t n = strlen(start);
    return strncmp(what, start, n) == 0 ? what + n : NULL;
}

/* "doctor and 2 nurse": so many more at work. */
static void at_work(struct counted *c, const char *list, int by)
{
    char text[256], *part, *rest = text;

    snprintf(text, sizeof text, "%s", list);
    while ((part = rest) != NULL && *part != '\0') {
        char *end = strstr(part, " and ");
        int count = 1, used = 0;
        rest = end != NULL ? end + 5 : NULL;
        if (end != NULL)
            *end = '\0';
        if (sscanf(part, "%d %n", &count, &used) == 1 && used > 0)
            part += used;
        int i = wr_model_resource(&c->s->model, part);
        assert_true(i >= 0);
        c->busy[i] += by * count;
    }
}

static void event(void *self, double time, const char *who, const char *what)
{
    struct counted *c = self;
    const struct wr_model *m = &c->s->model;
    const char *colon = strrchr(who, ':'), *x;
    bool counts = time >= c->from; /* the walk of an instant begins with collection's start */
    char kind[80];
    int i, p;

    until(c, time);
    if (colon == NULL || strcmp(who, "run") == 0)
        return;
    snprintf(kind, sizeof kind, "%.*s", (int)(colon - who), who);
    i = wr_model_kind(m, kind);
    if (i < 0)
        return;
    p = ((int)strtol(colon + 1, NULL, 10) * (int)m->n_kinds + i) % PATIENTS;
    if (strcmp(what, "arrives") == 0) {
        c->arrived[i] += counts;
        c->present++;
        c->waits_for[p] = c->waits_with[p] = -1;
        c->works[p][0] = '\0';
    } else if ((x = after(what, "asks for ")) != NULL) {
        c->asked[wr_model_step(m, x)] += counts;
        c->asks_since[p] = time;
    } else if ((x = after(what, "enters ")) != NULL) {
        int place = wr_model_place(m, x);
        c->in[place]++;
        c->entered[place] += counts;
        if (c->waits_for[p] == place) {
            c->waiting[place]--;
            c->waits_for[p] = -1;
        }
    } else if ((x = after(what, "leaves as ")) != NULL) {
        for (size_t o = 0; o < m->n_outcomes; o++)
            c->left_as[o] += counts && strcmp(m->outcomes[o].name, x) == 0;
        c->present--;
    } else if ((x = after(what, "leaves ")) != NULL) {
        c->in[wr_model_place(m, x)]--;
    } else if ((x = after(what, "waits for ")) != NULL) {
        int place = wr_model_place(m, x);
        if (place >= 0) {
            c->waits_for[p] = place;
            c->waiting[place]++;
        }
    } else if ((x = after(what, "starts chasing ")) != NULL) {
        x = strstr(x, " with ");
        if (x != NULL) {
            snprintf(c->works[p], sizeof c->works[p], "%s", x + 6);
            at_work(c, c->works[p], 1);
        }
    } else if (after(what, "ends chasing ") != NULL) {
        at_work(c, c->works[p], -1);
        c->works[p][0] = '\0';
    } else if ((x = after(what, "starts ")) != NULL) {
        char step[80];
        const char *with = strstr(x, " with ");
        snprintf(step, sizeof step, "%.*s", with != NULL ? (int)(with - x) : (int)strlen(x), x);
        c->started[wr_model_step(m, step)] += counts;
        c->wait[wr_model_step(m, step)] += counts ? time - c->asks_since[p] : 0;
        if (with != NULL) {
            snprintf(c->works[p], sizeof c->works[p], "%s", with + 6);
            at_work(c, c->works[p], 1);
        }
    } else if ((x = after(what, "ends ")) != NULL) {
        c->ended[wr_model_step(m, x)] += counts;
        at_work(c, c->works[p], -1);
        c->works[p][0] = '\0';
    } else if (strstr(what, " full and goes to ") != NULL || strstr(what, "cannot start at once") != NULL) {
        c->elsewhere += counts;
    }
}

static void recount(const char *path, bool turnaround_with_staff)
{
    static struct counted counted;
    struct counted *c = &counted;
    struct service s;
    const struct wr_sim_result *r;
    const struct wr_model *m = &s.model;
    double elsewhere = 0, present = 0;

    memset(c, 0, sizeof *c);
    assert_int_equal(service_open(&s, path, NULL, NULL, WR_SIM_SETTLED), 0);
    c->s = &s;
    c->from = m->run.warm_up;
    c->to = m->run.mode == WR_RUN_PERIOD ? m->run.warm_up + m->run.collect : INFINITY;
    c->week = m->clock.weekday * 86400.0 + m->clock.start_of_day;
    c->last = 0;
    struct wr_sim_watcher watcher = {.event = event, .self = c};
    assert_int_equal(service_run(&s, m->run.seed, 1, &watcher), 0);
    r = &s.result;
    check_close(r->collected, c->last - c->from, 1e-12);
    for (size_t i = 0; i < m->n_places; i++) {
        check_near(r->places[i].mean_occupied * r->collected, c->in_area[i], 1e-6 * (1 + c->in_area[i]));
        check_near(r->places[i].mean_waiting * r->collected, c->waiting_area[i], 1e-6 * (1 + c->waiting_area[i]));
        check_same(r->places[i].entries, c->entered[i]);
        for (int h = 0; h < 168 && r->collected > 3600.0 * 24 * 7; h++)
            check_near(r->places[i].hour_occupied[h] * r->collected / 168, c->hour_in[i][h], 1e-5 * (3600 + c->hour_in[i][h]));
    }
    for (size_t i = 0; i < m->n_resources && !turnaround_with_staff; i++) {
        check_near(r->resources[i].mean_busy * r->collected, c->busy_area[i], 1e-6 * (1 + c->busy_area[i]));
        for (int h = 0; h < 168 && r->collected > 3600.0 * 24 * 7; h++)
            check_near(r->resources[i].hour_busy[h] * r->collected / 168, c->hour_busy[i][h], 1e-5 * (3600 + c->hour_busy[i][h]));
    }
    for (size_t i = 0; i < m->n_steps; i++) {
        check_same(r->steps[i].asked, c->asked[i]);
        check_same(r->steps[i].started, c->started[i]);
        check_same(r->steps[i].ended, c->ended[i]);
        check_near(r->steps[i].wait_place + r->steps[i].wait_staff, c->wait[i], 1e-6 * (1 + c->wait[i]));
        elsewhere += r->steps[i].sent_elsewhere;
    }
    for (size_t i = 0; i < m->n_kinds; i++) {
        check_same(r->kinds[i].arrived, c->arrived[i]);
        check_same(r->kinds[i].present_at_start + r->kinds[i].arrived, r->kinds[i].left + r->kinds[i].present_at_end);
        elsewhere += r->kinds[i].refused;
        present += r->kinds[i].present_at_end;
    }
    for (size_t o = 0; o < m->n_outcomes; o++) {
        double left = 0;
        for (size_t i = 0; i < m->n_kinds; i++)
            left += r->kinds[i].left_as[o];
        check_same(left, c->left_as[o]);
    }
    check_same(elsewhere, c->elsewhere);
    check_same(present, c->present);
    service_close(&s);
}

static void emergency(void **state)
{
    (void)state;
    recount(source_path("examples/emergency"), true);
}
static void rules(void **state)
{
    static const char *const cases[] = {"04-waits-in",         "04-circle-of-three", "05-waiting-at-most", "05-arrivals",
                                        "06-all-together",     "08-no-length",       "09-finish",          "09-spaces",
                                        "15-the-same-instant", "19-found",           "01-arrivals"};
    char path[200];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(path, sizeof path, "tests/rules/%s", cases[i]);
        recount(source_path(path), false);
    }
}

static const char *const busy =
    "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-07 10:00}\n"
    "run: {warm up: 2 days, collect: 15 days, replications: 1, seed: 5}\n"
    "places: {lobby: unlimited, bay: {spaces: 3, turnaround: 7 min}, bed: {spaces: {08:00 to 20:00: 4, 20:00 to 08:00: 3}}}\n"
    "staff: {nurse: {on duty: {07:00 to 21:00: 3, 21:00 to 07:00: 2}, at end of shift: finish}, doctor: 2}\n"
    "information: {notes: {there at once: 60%, chase: {takes: 6 min, with: nurse, found: 80%}, wrong: 5%}}\n"
    "outcomes: [home, elsewhere]\n"
    "patients:\n  a: {arrive: {a day: 60, by hour: [0.5,0.5,0.5,0.5,0.5,0.5,1,1,1.5,1.5,1.5,1.5,1.5,1.5,1.5,1,1,1,1,1,1,1,0.75,0.75]},"
    " attributes: {sort: {x: 40%, y: rest}}, priority: {by: sort, x: 1, y: 3}, starts at: look}\n"
    "  b: {arrive: {one every: 55 min}, starts at: talk, if full: elsewhere}\n"
    "steps:\n"
    "  look: {in: bay, waits in: lobby, with: {nurse: 1, doctor: 1}, takes: {gamma: {mean: 15 min, cv: 0.5}},"
    " needs to know: {notes: chase}, then: {talk: 30%, stay: 20%, home: rest}}\n"
    "  talk: {with: doctor, takes: {exponential: {mean: 9 min}}, then: {look: 10%, home: rest}}\n"
    "  stay: {in: bed, if full: elsewhere, waiting at most: 2, takes: {lognormal: {mean: 5 h, sd: 3 h}}, then: sign}\n"
    "  sign: {then: home}\n";

/* Errands and groups: who asked for each step, started and ended it, whatever became of the errands of those who left. */
static void event_of_steps(void *self, double time, const char *who, const char *what)
{
    static const char *const words[] = {"asks for ", "starts ", "ends "};
    struct counted *c = self;
    double *counts[] = {c->asked, c->started, c->ended};
    char step[80];

    (void)who;
    for (int i = 0; i < 3; i++) {
        const char *x = after(what, words[i]), *with;
        if (x == NULL || time < c->from)
            continue;
        with = strstr(x, " with ");
        snprintf(step, sizeof step, "%.*s", with != NULL ? (int)(with - x) : (int)strlen(x), x);
        counts[i][wr_model_step(&c->s->model, step)]++;
    }
}

static const char *const beside =
    "wardround: 1\nservice: S\ndata: invented\nclock: {start: 2026-01-07 10:00}\n"
    "run: {warm up: 1 days, collect: 10 days, replications: 1, seed: 7}\n"
    "places: {bay: 4}\nstaff: {nurse: 1, courier: 1}\ninformation: {result: {there at once: 30%}}\noutcomes: [home]\n"
    "patients:\n  a: {arrive: {a day: 80}, starts at: see}\n"
    "steps:\n"
    "  see: {in: bay, with: nurse, takes: {exponential: {mean: 9 min}}, starts: [sample, call], then: {read: 50%, home: rest}}\n"
    "  sample: {rounds: every 30 min, together: {at most: 3}, with: courier, takes: {gamma: {mean: 20 min, cv: 0.5}}, then: test}\n"
    "  test: {with: courier, takes: 4 min, tells: result, then: done}\n"
    "  call: {takes: {exponential: {mean: 30 min}}, gives up: {after: 1 h, then: done}, then: done}\n"
    "  read: {waits for: [call], needs to know: {result: wait}, together: {at least: 2, at most: 5, or after: 3 h}, takes: 2 min, then: "
    "home}\n";

static void errands_and_groups(void **state)
{
    struct service s;
    static struct counted counted; /* too large for the stack of a program that is looked at by valgrind */
    struct counted *c = &counted;
    const struct wr_sim_watcher watcher = {.event = event_of_steps, .self = c};
    double over = 0;

    (void)state;
    c->s = &s;
    if (service_open(&s, NULL, beside, NULL, WR_SIM_SETTLED) != 0)
        fail_msg("%s", wr_buf_string(&s.said));
    c->from = s.model.run.warm_up;
    assert_int_equal(service_run(&s, 7, 1, &watcher), 0);
    for (size_t i = 0; i < s.model.n_steps; i++) {
        check_same(s.result.steps[i].asked, c->asked[i]);
        check_same(s.result.steps[i].started, c->started[i]);
        check_same(s.result.steps[i].ended, c->ended[i]);
        over += c->asked[i] - c->started[i] + (c->started[i] - c->ended[i]);
    }
    assert_true(c->ended[wr_model_step(&s.model, "read")] > 100 && over > 100); /* some were over at every stage */
    service_close(&s);
}

static void event_nothing(void *self, double time, const char *who, const char *what) { (void)self, (void)time, (void)who, (void)what; }

/* Measures kept together with one another: parts make the whole, shares and means agree with rows. */
static void measures_agree(void **state)
{
    char text[8000];
    struct service s;

    (void)state;
    const char *measures =
        "measures:\n"
        "  whole: {wait for: look}\n  place part: {wait for place of: look}\n  staff part: {wait for staff of: look}\n"
        "  all: {time: {from: arrival, to: leaving}}\n  a only: {time: {from: arrival, to: leaving}, for: a}\n"
        "  b only: {time: {from: arrival, to: leaving}, for: b}\n  within: {share of: all, at most: 2 h}\n"
        "  over: {share of: all, over: 2 h}\n  half: {time: {from: arrival, to: leaving}, show: median}\n"
        "  went: {count: leaving}\n  home: {count: home}\n  in bed: {occupancy: bed}\n  bed days: {patient days: bed}\n"
        "  queue: {queue for: look}\n  stays: {time: {from: entering bed, to: leaving bed}}\n  missing: {share without: notes, at: look}\n"
        "  nurses: {busy hours: nurse}\n  nurses busy: {share busy: nurse}\n  late: {overtime: nurse}\n"
        "  an hour: {share of: all, at least: 1 h}\n  two hours: {share of: all, at least: 2 h}\n  six hours: {share of: all, over: 6 h}\n"
        "harm:\n  delay: {by: all, chance: {0 h: 0, 1 h: 1 in 100, 2 h: 1 in 20}, known up to: 6 h, kind: association, source: invented}\n"
        "  of a: {by: all, for: a, chance: {0 h: 1 in 10}, source: invented}\n"
        "  unknown: {without: notes, at: look, chance: 1 in 50, source: invented}\n";
    snprintf(text, sizeof text, "%s%s", busy, measures);
    int status = service_open(&s, NULL, text, NULL, WR_SIM_SETTLED);
    if (status != 0)
        fail_msg("%s", wr_buf_string(&s.said));
    struct wr_sim_watcher watcher = {.event = event_nothing};
    assert_int_equal(service_run(&s, 5, 1, NULL), 0);
    uint64_t checksum = s.result.checksum;
    assert_int_equal(service_run(&s, 5, 1, &watcher), 0);
    assert_true(s.result.checksum == checksum); /* being watched changes nothing */
    double n = service_row(&s, "whole")->n, days = s.result.collected / 86400;
    int look = wr_model_step(&s.model, "look"), bed = wr_model_place(&s.model, "bed"), nurse = wr_model_resource(&s.model, "nurse");
    check_close(service_row(&s, "place part")->value + service_row(&s, "staff part")->value, service_row(&s, "whole")->value, 1e-9);
    check_close(service_row(&s, "whole")->value * n, s.result.steps[look].wait_place + s.result.steps[look].wait_staff, 1e-9);
    check_same(n, s.result.steps[look].started);
    check_close(service_row(&s, "within")->value + service_row(&s, "over")->value, 1, 1e-12);
    check_same(service_row(&s, "a only")->n + service_row(&s, "b only")->n, service_row(&s, "all")->n);
    check_close(service_row(&s, "a only")->value * service_row(&s, "a only")->n +
                    service_row(&s, "b only")->value * service_row(&s, "b only")->n,
                service_row(&s, "all")->value * service_row(&s, "all")->n, 1e-9);
    check_same(service_row(&s, "went")->value, service_row(&s, "all")->n);
    assert_true(service_row(&s, "half")->value > 0 && service_row(&s, "half")->value < service_row(&s, "all")->value * 2);
    check_close(service_row(&s, "in bed")->value, s.result.places[bed].mean_occupied, 1e-12);
    check_close(service_row(&s, "bed days")->value, service_row(&s, "in bed")->value * days, 1e-9);
    check_close(service_row(&s, "nurses")->value / 24 / days *
                    (s.model.measures[wr_model_measure(&s.model, "nurses")].unit == WR_UNIT_TIME ? 1.0 / 3600 : 1),
                s.result.resources[nurse].mean_busy, 1e-9);
    check_close(service_row(&s, "nurses busy")->value, s.result.resources[nurse].share_busy, 1e-12);
    check_close(s.result.resources[nurse].mean_duty, (3 * 14 + 2 * 10) / 24.0, 0.01);
    /* Little, within what lies across the ends of collection */
    check_close(service_row(&s, "queue")->value * s.result.collected, service_row(&s, "whole")->value * n, 0.05);
    const struct wr_sim_need_row *need = &s.result.needs[0];
    check_near(need->there + need->chased, need->needed, 60); /* chased once; found or failed before: neither */
    assert_true(need->needed >= need->there + need->chased && need->chased >= need->found && need->chase_time > 0);
    assert_true(fabs(service_row(&s, "missing")->value - need->missing / s.result.steps[look].started) < 1e-12);
    /* harm: the bands' chances times who falls into them; beyond what is known; without information, missing or wrong */
    const struct wr_sim_harm_row *harm = s.result.harms;
    double all = service_row(&s, "all")->n, over = service_row(&s, "two hours")->value * all;
    check_close(harm[0].expected, (service_row(&s, "an hour")->value * all - over) / 100 + over / 20, 1e-9);
    check_same(harm[0].n, all);
    check_close(harm[0].beyond, service_row(&s, "six hours")->value * all, 1e-9);
    assert_true(harm[0].beyond > 0);
    check_same(harm[1].n, service_row(&s, "a only")->n);
    check_close(harm[1].expected, harm[1].n / 10, 1e-9);
    check_same(harm[2].n, s.result.steps[look].started);
    assert_true(harm[2].expected * 50 > need->missing + 0.5);           /* with those for whom it was wrong */
    check_near(harm[2].expected * 50, need->missing + need->wrong, 40); /* wrong is counted when looked at, harm when it starts */
    service_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rules), cmocka_unit_test(emergency), cmocka_unit_test(measures_agree),
                                       cmocka_unit_test(errands_and_groups)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
