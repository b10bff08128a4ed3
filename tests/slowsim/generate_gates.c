/* The gate, errands, patience, tasks, appointments and coming back: what of it a random service has. */
#include "generate_internal.h"

#include <stdio.h>
#include <string.h>

const char *const errand_names[3] = {"test", "copy", "report"};
const char *const task_names[2] = {"turning", "call"};

/* How many errands and tasks there are is settled before the steps: every errand is started by some step. */
void make_beside(struct maker *m)
{
    m->errands = maker_use(m, F_ERRANDS, 100) ? maker_between(m, 1, 2) : 0;
    m->tasks = m->drawn[F_TASK_EVERY] || m->drawn[F_TASK_CHANCE] ? maker_between(m, 1, 2) : 0;
    for (int e = 0; e < m->errands; e++)
        m->starts[maker_below(m, m->steps)][e] = true;
    for (int i = 0; i < m->steps; i++)
        for (int e = 0; e < m->errands; e++)
            m->starts[i][e] = m->starts[i][e] || maker_percent(m, 25);
}

struct text maker_time_of_day(struct maker *m, int after)
{
    after = (after + m->begin) % 1440;
    return text("%02d:%02d", after / 60, after % 60);
}

struct text maker_time(struct maker *m) { return maker_minutes(m, maker_percent(m, 40)); }

void make_list(struct maker *m, const char *entry, const char *key, const bool *errands)
{
    char names[60] = "";

    for (int e = 0; e < m->errands && e < 3; e++)
        if (errands == NULL ? maker_percent(m, 60) : errands[e])
            maker_append(names, sizeof names, text("%s%s", names[0] != '\0' ? ", " : "", errand_names[e]));
    if (names[0] != '\0' || errands == NULL)
        make_line(m, "steps", entry, key, "[%s]", names[0] != '\0' ? names : errand_names[0]);
}

void make_together(struct maker *m, const char *entry)
{
    char how[80] = "{";

    if (maker_use(m, F_AT_LEAST, 60)) {
        maker_append(how, sizeof how, text("at least: %d", maker_between(m, 2, 3)));
        if (maker_use(m, F_OR_AFTER, 60))
            maker_append(how, sizeof how, text(", or after: %d min", maker_between(m, 1, 6) * 5));
    }
    if (how[1] == '\0' || maker_percent(m, 60))
        maker_append(how, sizeof how, text("%sat most: 3", how[1] != '\0' ? ", " : ""));
    make_line(m, "steps", entry, "together", "%s}", how);
}

/* What a step and an errand alike may have. where: to go instead. */
void make_patience(struct maker *m, const char *entry, struct text where, bool together, struct text other)
{
    if (maker_use(m, F_GIVES_UP, 40))
        make_line(m, "steps", entry, "gives up", "{after: %s, then: %s%s}", maker_split(m, F_BY, maker_time(m), maker_time(m)).s, where.s,
                  maker_use(m, F_SINCE_ARRIVAL, 40) ? ", since: arrival" : "");
    if (!together && maker_use(m, F_UNLESS, 40))
        make_line(m, "steps", entry, "unless", "{after: %s, then: %s}", maker_split(m, F_BY, maker_time(m), maker_time(m)).s, other.s);
}

/* Rounds and together. */
void make_rounds(struct maker *m, const char *entry, bool *together)
{
    bool rounds = maker_use(m, F_ROUNDS, 35);

    if (rounds && maker_percent(m, 60))
        make_line(m, "steps", entry, "rounds", "every %d min", maker_between(m, 2, 6) * 5);
    else if (rounds)
        make_line(m, "steps", entry, "rounds", "%s and %s", maker_time_of_day(m, maker_between(m, 1, 8) * 5).s,
                  maker_time_of_day(m, maker_between(m, 9, 16) * 5).s);
    *together = maker_use(m, F_TOGETHER, rounds ? 60 : 30);
    if (*together)
        make_together(m, entry);
}

void make_tells(struct maker *m, const char *entry, bool must)
{
    if (m->items == 0 || !(must || maker_use(m, F_TELLS, 40)))
        return;
    m->g->used[F_TELLS] = true;
    if (m->items == 2 && (must || maker_percent(m, 40)))
        make_line(m, "steps", entry, "tells", "[%s, %s]", item_names[0], item_names[1]);
    else
        make_line(m, "steps", entry, "tells", "%s", item_names[maker_below(m, m->items)]);
}

void make_sets(struct maker *m, const char *entry)
{
    char sets[120] = "";
    bool any = m->g->used[F_CATEGORY] || m->g->used[F_NUMBER] || m->g->used[F_CHANCE];

    if (!any || !maker_use(m, F_SETS, 40))
        return;
    for (int which = maker_below(m, 3); sets[0] == '\0'; which = (which + 1) % 3) {
        if (which == 0 && m->g->used[F_CATEGORY])
            maker_append(sets, sizeof sets, text("urgency: %s", maker_percent(m, 50) ? "urgent" : "standard"));
        if (which <= 1 && m->g->used[F_NUMBER])
            maker_append(sets, sizeof sets,
                         text("%sage: %s", sets[0] != '\0' ? ", " : "", maker_percent(m, 50) ? "20" : "{uniform: {from: 10, to: 70}}"));
        if (m->g->used[F_CHANCE] && (which == 2 || maker_percent(m, 40)))
            maker_append(sets, sizeof sets, text("%sfrail: %s", sets[0] != '\0' ? ", " : "", maker_percent(m, 50) ? "50%" : "100%"));
    }
    make_line(m, "steps", entry, "sets", "{%s}", sets);
}

/* Of step i. */
void make_gate(struct maker *m, int i, int from)
{
    const char *name = step_names[i];
    bool together;

    make_rounds(m, name, &together);
    make_list(m, name, "starts", m->starts[i]);
    if (m->errands > 0 && maker_use(m, F_WAITS_FOR, 45))
        make_list(m, name, "waits for", NULL);
    make_patience(m, name, maker_later(m, from), together, maker_later(m, from));
    /* What is waited for has to be told by somebody: the last step does when there is no errand to do it. */
    make_tells(m, name, m->waits_item && m->errands == 0 && i == m->steps - 1);
    make_sets(m, name);
}

/* The errands; the first may have a second step, `report`. */
void make_errands(struct maker *m)
{
    bool report = m->errands > 0 && maker_percent(m, 40);

    for (int e = 0; e < m->errands + report; e++) {
        const char *name = errand_names[e < m->errands ? e : 2];
        bool together;
        make_line(m, "steps", name, "", "%s", "");
        make_rounds(m, name, &together);
        if (maker_use(m, F_GATE, 20))
            make_line(m, "steps", name, "open", "%s", maker_hours(m, 10, maker_between(m, 4, 16) * 5).s);
        if (maker_percent(m, 70)) {
            make_line(m, "steps", name, "with", "%s", maker_with(m).s);
            if (maker_use(m, F_IF_FULL_NO_PLACE, 20))
                make_line(m, "steps", name, "if full", "%s", e == 0 && report ? errand_names[2] : "done");
        }
        if (!maker_use(m, F_NO_LENGTH, 25))
            make_line(m, "steps", name, "takes", "%s", maker_takes(m).s);
        if (maker_use(m, F_STEP_PRIORITY, 40))
            make_line(m, "steps", name, "priority", "%s", maker_priority(m).s);
        if (e == 1 && e < m->errands && maker_use(m, F_WAITS_FOR, 30))
            make_line(m, "steps", name, "waits for", "[%s]", errand_names[0]);
        if (m->items > 0 && maker_percent(m, 30)) {
            int item = maker_below(m, m->items);
            make_line(m, "steps", name, "needs to know", "{%s: %s}", item_names[item], m->chased[item] ? "chase" : "go ahead");
        }
        make_patience(m, name, text("%s", e == 0 && report ? errand_names[2] : "done"), together, text("done"));
        make_tells(m, name, m->waits_item && e == 0);
        make_sets(m, name);
        make_line(m, "steps", name, "then", "%s", e == 0 && report ? errand_names[2] : "done");
    }
}

void make_task(struct maker *m, const char *name)
{
    bool clock = m->drawn[F_TASK_EVERY] && (!m->drawn[F_TASK_CHANCE] || maker_percent(m, 50)), patient = maker_use(m, F_TASK_PATIENT, 60);
    struct text any = maker_any_staff(m);
    m->g->used[clock ? F_TASK_EVERY : F_TASK_CHANCE] = true;
    make_line(m, "tasks", name, "", "%s", "");
    if (clock)
        make_line(m, "tasks", name, "every", "%d min", maker_between(m, 2, 7) * 5);
    else
        make_line(m, "tasks", name, "one every",
                  maker_percent(m, 50)   ? "{constant: %d min}"
                  : maker_percent(m, 50) ? "%d min"
                                         : "{gamma: {mean: %d min, cv: 0.5}}",
                  maker_between(m, 2, 6) * 5);
    if (patient)
        make_line(m, "tasks", name, "for each patient in", "%s", place_names[maker_below(m, m->places)]);
    if (maker_use(m, F_TASK_WHEN, 40))
        make_line(m, "tasks", name, "when", "%s", maker_hours(m, maker_between(m, 0, 4) * 5, maker_between(m, 5, 20) * 5).s);
    if (maker_percent(m, 85))
        make_line(m, "tasks", name, "with", "%s",
                  patient            ? maker_with(m).s
                  : any.s[0] != '\0' ? any.s
                                     : staff_names[maker_below(m, m->staff)]);
    make_line(m, "tasks", name, "takes", "%s", patient ? maker_takes(m).s : maker_minutes(m, true).s);
    if (maker_use(m, F_TASK_PRIORITY, 60))
        make_line(m, "tasks", name, "priority", "%s", patient ? maker_priority(m).s : text("%d", maker_between(m, 1, 4)).s);
}

void make_tasks(struct maker *m)
{
    for (int t = 0; t < m->tasks; t++)
        make_task(m, task_names[t]);
}

/* Appointments, as a way to arrive. */
void make_booked(struct maker *m, const char *kind)
{
    int a = maker_between(m, 0, 8) * 5, b = a + maker_between(m, 1, 8) * 5;
    struct text comes = maker_use(m, F_NO_SHOW, 60) ? text(", comes: %d%%", maker_between(m, 2, 8) * 10) : text("%s", "");

    if (maker_percent(m, 50))
        make_line(m, "patients", kind, "arrive", "{booked: {%s%s and %s: %d}%s}", maker_days(m).s, maker_time_of_day(m, a).s,
                  maker_time_of_day(m, b).s, maker_between(m, 1, 2), comes.s);
    else
        make_line(m, "patients", kind, "arrive", "{booked: {%s%s: %d, %s and %s: 1}%s}", maker_days(m).s, maker_time_of_day(m, b).s,
                  maker_between(m, 1, 3), maker_time_of_day(m, a).s, maker_time_of_day(m, maker_percent(m, 30) ? b : b + 10).s, comes.s);
}

void make_back(struct maker *m, const char *outcome)
{
    make_line(m, "outcomes", outcome, "comes back", "{chance: %s, after: %s%s}", maker_split(m, F_BY, maker_share(m, true), text("50%%")).s,
              maker_time(m).s, text(", at: %s", step_names[maker_step(m)]).s);
}

void make_outcomes(struct maker *m)
{
    for (int i = 0; i < 2; i++) {
        make_line(m, "outcomes", i == 0 ? "gone" : "lost", "", "%s", "");
        if (maker_use(m, F_COMES_BACK, i == 0 ? 90 : 40))
            make_back(m, i == 0 ? "gone" : "lost");
    }
}
