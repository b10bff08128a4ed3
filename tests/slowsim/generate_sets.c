/* Lines of a random service that its changes set, but for those of steps (generate_set_steps.c). */
#include "generate_internal.h"

#include <stdio.h>
#include <string.h>

/* --- information and tasks --- */

static bool set_item(struct maker *m)
{
    int k = m->items > 0 ? maker_below(m, m->items) : -1;
    size_t mark = m->g->n;

    if (k < 0)
        return false;
    if (m->systems > 0 && maker_percent(m, 50)) {
        m->g->used[F_KEPT_IN] = true;
        make_line(m, "information", item_names[k], "kept in", "%s", system_names[maker_below(m, m->systems)]);
    } else {
        m->g->used[F_KEEPS] = true;
        make_line(m, "information", item_names[k], "keeps", "%d min", maker_between(m, 1, 12));
    }
    return make_sets_of(m, mark);
}

static bool set_chase(struct maker *m)
{
    int k = m->items > 0 ? maker_below(m, m->items) : -1;
    struct text path;

    if (k < 0 || !m->chased[k])
        return false;
    path = text("information.%s.chase", item_names[k]);
    if (!maker_untouched(m, path.s))
        return false;
    if (maker_percent(m, 40))
        make_effect(m, text("%s.with", path.s).s, "set: %s", maker_one_staff(m).s);
    else if (maker_percent(m, 40))
        make_effect(m, text("%s.priority", path.s).s, "set: %d", maker_between(m, 1, 4));
    else
        make_effect(m, path.s, "set: {takes: %s, with: %s}", maker_minutes(m, true).s, maker_one_staff(m).s);
    return true;
}

static int some_task(struct maker *m)
{
    int t = m->tasks > 0 ? maker_below(m, m->tasks) : -1;

    return t == m->gone_task ? -1 : t;
}

static bool set_task(struct maker *m)
{
    int t = some_task(m);
    size_t mark = m->g->n;
    bool patient = t >= 0 && maker_has(m, "tasks", task_names[t], "for each patient in");
    struct text any = maker_any_staff(m);

    if (t < 0)
        return false;
    if (maker_percent(m, 50))
        make_line(m, "tasks", task_names[t], "with", "%s",
                  patient            ? maker_with(m).s
                  : any.s[0] != '\0' ? any.s
                                     : staff_names[maker_below(m, m->staff)]);
    else
        make_line(m, "tasks", task_names[t], "priority", "%s", patient ? maker_priority(m).s : text("%d", maker_between(m, 1, 4)).s);
    return make_sets_of(m, mark);
}

static bool task_moments(struct maker *m)
{
    int t = some_task(m);
    const char *name = t >= 0 ? task_names[t] : "";
    size_t mark = m->g->n;

    if (t < 0)
        return false;
    if (maker_percent(m, 30)) {
        make_line(m, "tasks", name, "when", "%s", maker_hours(m, maker_between(m, 0, 4) * 5, maker_between(m, 5, 20) * 5).s);
    } else if (maker_has(m, "tasks", name, "for each patient in") && maker_percent(m, 30)) {
        make_line(m, "tasks", name, "for each patient in", "%s", place_names[maker_below(m, m->places)]);
    } else if (maker_has(m, "tasks", name, "every") && maker_percent(m, 70)) {
        make_line(m, "tasks", name, "every", "%d min", maker_between(m, 1, 7) * 5);
    } else if (maker_has(m, "tasks", name, "one every") && maker_percent(m, 70)) {
        make_line(m, "tasks", name, "one every", maker_percent(m, 50) ? "{constant: %d min}" : "%d min", maker_between(m, 1, 6) * 5);
    } else { /* of another sort, or for others */
        char body[700];
        m->drawn[F_TASK_EVERY] = m->drawn[F_TASK_EVERY] || !m->drawn[F_TASK_CHANCE];
        if (!maker_untouched(m, text("tasks.%s", name).s))
            return false;
        make_task(m, name);
        maker_map(m, mark, body, 600);
        make_effect(m, text("tasks.%s", name).s, "set: %s", body);
        return true;
    }
    return make_sets_of(m, mark);
}

/* --- who comes --- */

static int some_kind(struct maker *m)
{
    int k = maker_below(m, m->kinds);

    return k == m->gone_kind ? 0 : k;
}

static bool kind_share(struct maker *m)
{
    int k = some_kind(m);
    const char *name;

    if (!maker_has(m, "patients", kind_names[k], "attributes"))
        k = 0;
    name = kind_names[k];
    if (m->g->used[F_CATEGORY] && maker_untouched(m, text("patients.%s.attributes", name).s) && maker_percent(m, 60))
        make_effect(m, text("patients.%s.attributes.urgency.urgent", name).s, maker_percent(m, 60) ? "set: %d%%" : "times: 0.%d",
                    maker_between(m, 10, 90));
    else if (m->g->used[F_NUMBER] && maker_percent(m, 60))
        make_effect(m, text("patients.%s.attributes.age", name).s, "set: {normal: {mean: %d, sd: 10, at least: 0}}",
                    maker_between(m, 20, 70));
    else if (m->g->used[F_CHANCE])
        make_effect(m, text("patients.%s.attributes.frail", name).s, "set: %d%%", maker_between(m, 0, 10) * 10);
    else
        return false;
    return true;
}

/* One that comes, a category that comes, one that goes: for all kinds in one change, and something goes by what comes. */
static bool attributes(struct maker *m)
{
    bool comes = maker_percent(m, 60), category = m->g->used[F_CATEGORY] && maker_percent(m, 50), goes = maker_percent(m, 50);
    int which = maker_below(m, 3), i;
    static const char *const new_one[] = {"colour: {red: 40%, blue: rest}", "size: {normal: {mean: 10, sd: 3}}", "tall: 30%"};
    static const char *const by[] = {"{by: colour, red: 1, blue: 3}", "{by: size, under 10: 1, 10 and over: 4}",
                                     "{by: tall, tall: 1, not tall: 2}"};

    if (!comes && !category && !goes)
        return false;
    for (int k = 0; k < m->kinds; k++) {
        struct part *has = maker_part(m, "patients", kind_names[k], "attributes"), *like = maker_part(m, "patients", kind_names[k], "like");
        char all[300] = "", now[400];
        if (like != NULL || !maker_untouched(m, text("patients.%s.attributes", kind_names[k]).s) || k == m->gone_kind)
            continue;
        if (has != NULL)
            snprintf(all, sizeof all, "%.*s", (int)strlen(has->value) - 2, has->value + 1);
        if (category && strstr(all, "standard: rest") != NULL) {
            char *at = strstr(all, "urgent: ");
            char rest[300];
            snprintf(rest, sizeof rest, "%s", at + strcspn(at, ","));
            snprintf(at, sizeof all - (size_t)(at - all), "urgent: 20%%, soon: 30%%%s", rest);
        }
        snprintf(now, sizeof now, "{%s%s%s}", all, comes && all[0] != '\0' ? ", " : "", comes ? new_one[which] : "");
        if (goes && has != NULL)
            snprintf(has->value + strlen(has->value) - 1, 30, ", mark: 40%%}");
        else if (goes)
            make_line(m, "patients", kind_names[k], "attributes", "{mark: 40%%}");
        make_effect(m, text("patients.%s.attributes", kind_names[k]).s, "set: %s", now);
    }
    if (comes && m->gone_kind < 0 && maker_may(m, F_SET_PRIORITY) && (i = maker_untouched_step(m, "priority")) >= 0)
        make_effect(m, text("steps.%s.priority", step_names[i]).s, "set: %s", by[which]);
    return true;
}

static bool set_kind(struct maker *m)
{
    int k = some_kind(m);
    size_t mark = m->g->n;

    if (maker_percent(m, 60))
        make_line(m, "patients", kind_names[k], "priority", "%s", maker_priority(m).s);
    else
        make_line(m, "patients", kind_names[k], "if full", "%s", maker_percent(m, 70) ? "lost" : step_names[maker_step(m)]);
    return make_sets_of(m, mark);
}

static bool starts_at(struct maker *m)
{
    int k = some_kind(m);
    size_t mark = m->g->n;

    make_line(m, "patients", kind_names[k], "starts at", "%s", step_names[maker_step(m)]);
    return make_sets_of(m, mark);
}

static bool arrive_rate(struct maker *m)
{
    int k = some_kind(m);
    const struct part *arrive = maker_part(m, "patients", kind_names[k], "arrive");
    struct text path = text("patients.%s.arrive", kind_names[k]);
    size_t mark = m->g->n;

    if (!maker_untouched(m, path.s))
        return false;
    if (strncmp(arrive->value, "{a day", 6) == 0) {
        if (maker_percent(m, 50))
            make_effect(m, text("%s.a day", path.s).s, maker_percent(m, 50) ? "times: 2" : "times: 0.5");
        else
            make_line(m, "patients", kind_names[k], "arrive", "{a day: %d}", maker_between(m, 20, 300));
    } else if (strncmp(arrive->value, "{one every", 10) == 0) {
        if (maker_percent(m, 50))
            make_effect(m, text("%s.one every", path.s).s, maker_percent(m, 50) ? "set: %d min" : "set: {constant: %d min}",
                        maker_between(m, 3, 15));
        else
            make_effect(m, text("%s.one every", path.s).s, maker_percent(m, 50) ? "times: 2" : "times: 0.5");
    } else if (strncmp(arrive->value, "{booked", 7) == 0) {
        if (maker_percent(m, 40))
            make_effect(m, text("%s.comes", path.s).s, "set: %d%%", maker_between(m, 2, 8) * 10);
        else
            make_booked(m, kind_names[k]);
    } else {
        make_arrive(m, kind_names[k], text("%s later", kind_names[k]).s, 0);
    }
    return m->g->n == mark || strcmp(m->g->parts[mark].section, "changes") == 0 || make_sets_of(m, mark);
}

static bool arrive_sort(struct maker *m)
{
    int k = some_kind(m), way = maker_below(m, 5);
    size_t mark = m->g->n;

    if (m->g->used[F_DRAIN] || !maker_untouched(m, text("patients.%s.arrive", kind_names[k]).s))
        return false;
    if (maker_percent(m, 15))
        make_line(m, "patients", kind_names[k], "arrive", "none");
    else
        make_arrive(m, kind_names[k], text("%s later", kind_names[k]).s, way);
    return make_sets_of(m, mark);
}

static bool set_back(struct maker *m)
{
    size_t mark = m->g->n;

    make_back(m, maker_percent(m, 70) ? "gone" : "lost");
    m->g->used[F_COMES_BACK] = true;
    return make_sets_of(m, mark);
}

/* --- places, staff and what is down --- */

static bool set_turnaround(struct maker *m)
{
    int i = maker_below(m, m->places);
    size_t mark = m->g->n;

    if (m->unlimited[i])
        return false;
    make_turnaround(m, i);
    m->g->used[F_TURNAROUND] = true;
    return make_sets_of(m, mark);
}

static bool set_hours(struct maker *m)
{
    int i = maker_below(m, m->places), a = maker_between(m, 0, 6) * 5;
    size_t mark = m->g->n;

    if (maker_said(m, "places", place_names[i], "opens"))
        return false;
    make_line(m, "places", place_names[i], "open", "%s", maker_hours(m, a, a + maker_between(m, 1, 12) * 5).s);
    m->g->used[F_OPEN] = true;
    return make_sets_of(m, mark);
}

static bool set_opens(struct maker *m)
{
    int i = maker_below(m, m->places);
    size_t mark = m->g->n;

    if (maker_said(m, "places", place_names[i], "open") || m->unlimited[i])
        return false;
    make_line(m, "places", place_names[i], "opens", "%s", maker_surge(m).s);
    m->g->used[F_SURGE] = true;
    return make_sets_of(m, mark);
}

static bool set_spaces(struct maker *m)
{
    int i = maker_below(m, m->places);
    size_t mark = m->g->n;

    if (m->unlimited[i])
        return false;
    if (maker_percent(m, 50)) {
        m->g->used[F_SPACES_TIME] = true;
        make_line(m, "places", place_names[i], "spaces", "%s", maker_schedule(m).s);
    } else {
        make_line(m, "places", place_names[i], "spaces", "%d", maker_between(m, 1, 3));
    }
    return make_sets_of(m, mark);
}

static bool set_duty(struct maker *m)
{
    int i = maker_below(m, m->staff + m->equipment);
    size_t mark = m->g->n;

    if (i == 2) {
        make_line(m, "equipment", staff_names[2], "how many", "%d", maker_between(m, 1, 2));
    } else if (maker_percent(m, 70)) {
        m->g->used[F_DUTY_TIME] = true;
        make_line(m, "staff", staff_names[i], "on duty", "%s", maker_schedule(m).s);
    } else {
        make_line(m, "staff", staff_names[i], "on duty", "%d", maker_between(m, m->drawn[F_COUNT] || m->drawn[F_COUNT_BY] ? 2 : 1, 3));
    }
    return make_sets_of(m, mark);
}

static bool set_breaks(struct maker *m)
{
    size_t mark = m->g->n;

    make_line(m, "staff", staff_names[maker_below(m, m->staff)], "breaks", "%s", maker_breaks(m).s);
    m->g->used[F_BREAKS] = true;
    return make_sets_of(m, mark);
}

static bool set_filled(struct maker *m)
{
    size_t mark = m->g->n;

    make_line(m, "staff", staff_names[maker_below(m, m->staff)], "filled", "%d%%", maker_between(m, 2, 10) * 10);
    m->g->used[F_FILLED] = true;
    return make_sets_of(m, mark);
}

static bool set_end(struct maker *m)
{
    const char *name = staff_names[maker_below(m, m->staff)];
    size_t mark = m->g->n;

    make_line(m, "staff", name, "at end of shift", "%s", maker_has(m, "staff", name, "at end of shift") ? "finish" : "hand over");
    m->g->used[F_HAND_OVER] = true;
    return make_sets_of(m, mark);
}

static bool set_serves(struct maker *m)
{
    size_t mark = m->g->n;

    if (m->kinds < 2 || m->staff < 2)
        return false;
    make_line(m, "staff", "doctor", "serves", m->gone_kind != 1 && maker_percent(m, 50) ? "[beta]" : "[alpha]");
    m->g->used[F_SERVES] = true;
    return make_sets_of(m, mark);
}

static bool set_down(struct maker *m)
{
    size_t mark = m->g->n;

    if (m->systems == 0 && !m->equipment)
        return false;
    if (m->systems == 0 || (m->equipment && maker_percent(m, 50))) {
        make_line(m, "equipment", "scanner", "down", "%s", maker_down(m).s);
        m->g->used[F_EQUIPMENT_DOWN] = true;
    } else {
        make_line(m, "systems", system_names[maker_below(m, m->systems)], "down", "%s", maker_down(m).s);
    }
    return make_sets_of(m, mark);
}

static bool set_paper(struct maker *m)
{
    size_t mark = m->g->n;
    struct text paper;
    bool slowed;

    if (m->systems == 0)
        return false;
    m->drawn[F_STOPS] = m->drawn[F_STOPS] || !m->drawn[F_SLOWED];
    paper = maker_paper(m, &slowed);
    if (paper.s[0] == '\0')
        return false;
    make_line(m, "systems", system_names[maker_below(m, m->systems)], "on paper", "%s", paper.s);
    return make_sets_of(m, mark);
}

static bool set_afterwards(struct maker *m)
{
    int i = maker_below(m, 2);
    size_t mark = m->g->n;

    if (i >= m->systems || !maker_has(m, "systems", system_names[i], "on paper"))
        return false;
    make_line(m, "systems", system_names[i], "afterwards", "%s", maker_afterwards(m).s);
    m->g->used[F_AFTERWARDS] = true;
    return make_sets_of(m, mark);
}

/* A place that loses its limit; or one without gets one. */
static bool limit(struct maker *m)
{
    int i = 0;
    const char *name;

    while (i < m->places && (!maker_untouched(m, text("places.%s", place_names[i]).s) || maker_has(m, "places", place_names[i], "opens") ||
                             maker_has(m, "places", place_names[i], "turnaround")))
        i++;
    if (i == m->places)
        return false;
    name = place_names[i];
    make_effect(m, text("places.%s.spaces", name).s, m->unlimited[i] ? "set: 2" : "set: unlimited");
    m->unlimited[i] = true; /* no measure of its spaces */
    m->g->used[F_UNLIMITED] = true;
    return true;
}

/* Of all entries of a part at once; those that a change adds too. */
static bool every_name(struct maker *m)
{
    bool takes = false;

    for (int i = 0; i < m->steps; i++)
        takes = takes || (m->has_takes[i] && i != m->gone_step && !m->whole[i]);
    switch (maker_below(m, 8)) {
    case 0:
        if (!takes)
            return false;
        make_effect(m, "steps.every.takes", "times: %s", maker_percent(m, 50) ? "0.5" : "1.5");
        return true;
    case 1:
        make_effect(m, "steps.every.priority", "set: %s", maker_priority(m).s);
        return true;
    case 2:
        make_effect(m, "staff.every.breaks", "set: %s", maker_breaks(m).s);
        return true;
    case 3:
        make_effect(m, "staff.every.at end of shift", "set: hand over");
        return true;
    case 4:
        make_effect(m, "patients.every.priority", "set: %s", maker_priority(m).s);
        return true;
    case 5:
        if (m->items == 0)
            return false;
        make_effect(m, "information.every.keeps", "set: %d min", maker_between(m, 1, 9));
        return true;
    case 6:
        if (m->tasks == 0)
            return false;
        make_effect(m, "tasks.every.priority", "set: %d", maker_between(m, 1, 4));
        return true;
    default:
        make_effect(m, "patients.every.if full", "set: lost");
        return true;
    }
}

/* On what another change takes out: until then. */
static bool on_gone(struct maker *m)
{
    struct text gone = m->gone_step >= 0   ? text("steps.%s", step_names[m->gone_step])
                       : m->gone_task >= 0 ? text("tasks.%s", task_names[m->gone_task])
                                           : text("%s", "");
    struct text path;

    if (gone.s[0] == '\0' || !make_by_another(m, gone.s))
        return false;
    path = text("%s.priority", gone.s);
    if (!maker_has(m, gone.s[0] == 's' ? "steps" : "tasks", strchr(gone.s, '.') + 1, "takes") || maker_percent(m, 50))
        make_effect(m, path.s, "set: %d", maker_between(m, 1, 4));
    else
        make_effect(m, text("%s.takes", gone.s).s, "times: %s", maker_percent(m, 50) ? "0.5" : "1.5");
    return true;
}

/* --- a part that goes --- */

static bool remove_part(struct maker *m)
{
    static const char *const parts[][2] = {{"steps", "open"},
                                           {"steps", "rounds"},
                                           {"steps", "together"},
                                           {"steps", "priority"},
                                           {"steps", "interrupts"},
                                           {"steps", "gives up"},
                                           {"steps", "unless"},
                                           {"steps", "keep"},
                                           {"steps", "frees"},
                                           {"steps", "sets"},
                                           {"steps", "waits for"},
                                           {"steps", "waits in"},
                                           {"steps", "when interrupted"},
                                           {"steps", "needs to know"},
                                           {"staff", "breaks"},
                                           {"staff", "filled"},
                                           {"staff", "at end of shift"},
                                           {"staff", "serves"},
                                           {"places", "turnaround"},
                                           {"places", "open"},
                                           {"places", "opens"},
                                           {"equipment", "down"},
                                           {"systems", "down"},
                                           {"systems", "on paper"},
                                           {"systems", "afterwards"},
                                           {"information", "keeps"},
                                           {"information", "kept in"},
                                           {"information", "wrong"},
                                           {"tasks", "when"},
                                           {"tasks", "priority"},
                                           {"tasks", "with"},
                                           {"patients", "priority"},
                                           {"outcomes", "comes back"}};
    size_t first = (size_t)maker_below(m, 1000);
    int found = 0;

    for (size_t i = 0; i < m->g->n && found < 2; i++) {
        const struct part p = m->g->parts[(first + i) % m->g->n];
        struct text path = text("%s.%s.%s", p.section, p.entry, p.key);
        bool may = false;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            may = may || (strcmp(p.section, parts[k][0]) == 0 && strcmp(p.key, parts[k][1]) == 0);
        for (int k = 0; k < m->steps; k++)
            may = may && !(strcmp(p.section, "steps") == 0 && strcmp(p.entry, step_names[k]) == 0 && (k == m->gone_step || m->whole[k]));
        may = may && !(m->gone_task >= 0 && strcmp(p.entry, task_names[m->gone_task]) == 0) &&
              !(m->gone_kind >= 0 && strcmp(p.entry, kind_names[m->gone_kind]) == 0) && strcmp(p.entry, "porter") != 0 &&
              strcmp(p.entry, "till") != 0 && strcmp(p.entry, "note") != 0 && strcmp(p.entry, "elsewhere") != 0 &&
              strcmp(p.entry, "x-ray") != 0 && strcmp(p.entry, "den") != 0 && maker_untouched(m, path.s);
        if (!may || maker_percent(m, 50))
            continue;
        make_removes(m, path.s);
        found++;
    }
    return found > 0;
}

void make_in_time(struct maker *m)
{
    static const struct {
        enum feature f;
        bool (*make)(struct maker *m);
    } ways[] = {{F_SET_STEP, set_step},
                {F_ADD_STEP, add_step},
                {F_ADD_OUTCOME, add_outcome},
                {F_ADD_STAFF, add_staff},
                {F_ADD_PLACE, add_place},
                {F_ADD_TASK, add_task},
                {F_ADD_KIND, add_kind},
                {F_ADD_ITEM, add_item},
                {F_ADD_SYSTEM, add_system},
                {F_ADD_ERRAND, add_errand},
                {F_ATTRIBUTES, attributes},
                {F_SET_WITH, set_with},
                {F_SET_IN, set_in},
                {F_SET_GATE, set_gate},
                {F_SET_PRIORITY, set_priority},
                {F_SET_IF_FULL, set_if_full},
                {F_SET_PATIENCE, set_patience},
                {F_SET_UNLESS, set_unless},
                {F_SET_NEEDS, set_needs},
                {F_SET_THEN, set_then},
                {F_SET_KEEP, set_keep},
                {F_SET_INTERRUPTS, set_interrupts},
                {F_SET_ERRANDS, set_errands},
                {F_SET_SETS, set_sets},
                {F_SET_ITEM, set_item},
                {F_SET_CHASE, set_chase},
                {F_SET_TASK, set_task},
                {F_TASK_MOMENTS, task_moments},
                {F_KIND_SHARE, kind_share},
                {F_SET_KIND, set_kind},
                {F_STARTS_AT, starts_at},
                {F_ARRIVE_RATE, arrive_rate},
                {F_ARRIVE_SORT, arrive_sort},
                {F_SET_BACK, set_back},
                {F_SET_TURNAROUND, set_turnaround},
                {F_SET_HOURS, set_hours},
                {F_SET_OPENS, set_opens},
                {F_SET_SPACES, set_spaces},
                {F_SET_DUTY, set_duty},
                {F_SET_BREAKS, set_breaks},
                {F_SET_FILLED, set_filled},
                {F_SET_END, set_end},
                {F_SET_SERVES, set_serves},
                {F_SET_DOWN, set_down},
                {F_SET_PAPER, set_paper},
                {F_SET_AFTERWARDS, set_afterwards},
                {F_LIMIT, limit},
                {F_PARAMETER, parameter},
                {F_ON_GONE, on_gone},
                {F_EVERY_NAME, every_name},
                {F_REMOVE_PART, remove_part}};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (!maker_may(m, ways[i].f) || !maker_percent(m, m->go_live ? 60 : 25))
            continue;
        m->c = maker_below(m, m->changes);
        if (ways[i].make(m))
            m->g->used[ways[i].f] = true;
    }
}
