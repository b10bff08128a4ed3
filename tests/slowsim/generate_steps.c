/* What is done in a random service, and what is measured. */
#include "generate_internal.h"

#include <stdio.h>
#include <string.h>

/* Where the kinds start is said when the steps are there. */
static void make_starts(struct maker *m, const bool *can_be_full)
{
    for (int i = 0; i < m->kinds; i++) {
        int start = maker_below(m, m->steps);
        make_line(m, "patients", kind_names[i], "starts at", "%s", step_names[start]);
        if (can_be_full[start] && maker_use(m, F_KIND_IF_FULL, 60)) {
            make_line(m, "patients", kind_names[i], "if full", "%s", maker_percent(m, 70) ? "lost" : step_names[m->steps - 1]);
            if (maker_use(m, F_KIND_AT_MOST, 60))
                make_line(m, "patients", kind_names[i], "waiting at most", "%d", maker_between(m, 1, 2));
        }
    }
}

struct text maker_later(struct maker *m, int step)
{
    int n = m->steps - step - 1 + 2, k = maker_below(m, n);

    if (k < n - 2 && step + 1 + k == m->gone_step)
        k = n - 2;
    return text("%s", k < n - 2 ? step_names[step + 1 + k] : k == n - 2 ? "gone" : "lost");
}

int maker_step(struct maker *m)
{
    int i = maker_below(m, m->steps);

    return i == m->gone_step ? (i + 1) % m->steps : i;
}

void make_then(struct maker *m, int i, int from)
{
    const char *name = step_names[i];
    struct text to = maker_later(m, from), other = maker_later(m, from);

    /* A loop needs a step that takes time: a loop of no time is refused. */
    if (m->has_takes[i] && maker_use(m, F_LOOP, 40)) {
        int back = maker_below(m, from + 1);
        to = text("%s", step_names[back == m->gone_step ? (back > 0 ? back - 1 : i) : back]);
        if (maker_percent(m, 30)) {
            make_line(m, "steps", name, "then", "%s", to.s);
            return;
        }
        if (!m->drawn[F_SHARES])
            m->drawn[F_SHARES] = true;
    }
    if (strcmp(to.s, other.s) != 0) {
        bool any = m->g->used[F_CATEGORY] || m->g->used[F_NUMBER] || m->g->used[F_CHANCE];
        struct text state;
        if (any && m->drawn[F_ROUTE_BY] && maker_percent(m, 40)) {
            struct text route = maker_split(m, F_ROUTE_BY, to, other);
            if (route.s[0] == '{') {
                make_line(m, "steps", name, "then", "%s", route.s);
                return;
            }
        }
        state = maker_percent(m, 45) ? maker_state(m, maker_step(m)) : text("%s", "");
        if (state.s[0] != '\0') {
            make_line(m, "steps", name, "then", "[{if: %s, then: %s}, {then: %s}]", state.s, to.s, other.s);
            return;
        }
        if (maker_use(m, F_SHARES, 60)) {
            make_line(m, "steps", name, "then", "{%s: %s, %s: rest}", to.s,
                      maker_split(m, F_SHARE_BY, maker_share(m, true), maker_share(m, true)).s, other.s);
            m->has_shares[i] = true;
            m->shares_to[i] = maker_percent(m, 70) ? to : other;
            return;
        }
        if (any && m->drawn[F_ROUTE_IF] && maker_percent(m, 40)) {
            const char *condition = m->g->used[F_CATEGORY] ? "urgency is urgent"
                                    : m->g->used[F_NUMBER] ? "age is at least 40"
                                                           : "not frail";
            m->g->used[F_ROUTE_IF] = true;
            if (m->g->used[F_NUMBER] && m->g->used[F_CATEGORY] && maker_percent(m, 50))
                condition = "urgency is urgent and age is under 50";
            make_line(m, "steps", name, "then", "[{if: %s, then: %s}, {then: %s}]", condition, to.s, other.s);
            return;
        }
    }
    if (strcmp(other.s, name) == 0)
        other = text("gone");
    make_line(m, "steps", name, "then", "%s", other.s);
}

void make_needs(struct maker *m, int i)
{
    const char *name = step_names[i];
    char needs[200] = "{";
    for (int k = 0; k < m->items; k++) {
        struct text way;
        if (m->items == 2 && maker_percent(m, 40))
            continue;
        m->needs[i][k] = true;
        if (maker_use(m, F_WAIT_ITEM, 50)) {
            way = text("wait");
            m->waits_item = true;
        } else if (m->chased[k] && maker_use(m, F_CHASE_THEN_FACTOR, 60))
            way = text("{chase: first, go ahead: 1.5 times}");
        else if (m->chased[k] && maker_percent(m, 70))
            way = text("chase");
        else
            way = maker_use(m, F_GO_AHEAD, 70) ? text("{go ahead: %s times}", maker_percent(m, 50) ? "1.5" : "2") : text("go ahead");
        maker_append(needs, sizeof needs, text("%s%s: %s", needs[1] != '\0' ? ", " : "", item_names[k], way.s));
    }
    if (needs[1] != '\0')
        make_line(m, "steps", name, "needs to know", "%s}", needs);
}

/* A step: whether it can be full. */
static bool step(struct maker *m, int i, int from)
{
    const char *name = step_names[i];
    bool in = !maker_use(m, F_NO_PLACE, 40), staffed = maker_percent(m, 65);
    m->has_place[i] = in;
    m->has_staff[i] = staffed;
    make_line(m, "steps", name, "", "%s", "");
    if (in)
        make_in(m, i);
    make_keep(m, i);
    if (maker_use(m, F_GATE, 40)) {
        int a = maker_between(m, 0, 8) * 5;
        make_line(m, "steps", name, "open", "%s", maker_hours(m, a, a + maker_between(m, 1, 12) * 5).s);
    }
    if (staffed)
        make_line(m, "steps", name, "with", "%s", maker_with(m).s);
    m->has_takes[i] = !maker_use(m, F_NO_LENGTH, 40);
    if (m->has_takes[i])
        make_line(m, "steps", name, "takes", "%s", maker_takes(m).s);
    if (make_interrupts(m, i))
        make_line(m, "steps", name, "priority", "1");
    else if (maker_use(m, F_STEP_PRIORITY, 40))
        make_line(m, "steps", name, "priority", "%s", maker_priority(m).s);
    if ((in && maker_use(m, F_IF_FULL, 50)) || (!in && staffed && maker_use(m, F_IF_FULL_NO_PLACE, 60))) {
        make_line(m, "steps", name, "if full", "%s", maker_later(m, from).s);
        if (maker_use(m, F_AT_MOST, 60))
            make_line(m, "steps", name, "waiting at most", "%d", maker_between(m, 1, 2));
    }
    if (m->items > 0 && maker_percent(m, 60))
        make_needs(m, i);
    make_gate(m, i, from);
    make_then(m, i, from);
    return in || staffed;
}

void make_step(struct maker *m, int i, int from) { (void)step(m, i, from); }

void make_steps(struct maker *m)
{
    bool can_be_full[8] = {false};

    m->steps = maker_between(m, 2, 6);
    make_beside(m);
    for (int i = 0; i < m->steps; i++)
        can_be_full[i] = step(m, i, i);
    make_errands(m);
    make_tasks(m);
    make_starts(m, can_be_full);
}

/* One of each measure there is, of each part there is. */
void make_measures(struct maker *m)
{
    make_line(m, "measures", "t", "", "{time: {from: arrival, to: leaving}}");
    make_line(m, "measures", "t20", "", "{share of: t, at most: 20 min}");
    make_line(m, "measures", "ck", "", "{count: arrival}");
    make_line(m, "measures", "cg", "", "{count: gone}");
    for (int i = 0; i < m->kinds; i++)
        if (i != m->gone_kind)
            make_line(m, "measures", text("t %s", kind_names[i]).s, "", "{time: {from: arrival, to: leaving}, for: %s}", kind_names[i]);
    for (int i = 0; i < m->places; i++) {
        const char *p = place_names[i];
        make_line(m, "measures", text("in %s", p).s, "", "{time: {from: entering %s, to: leaving %s}}", p, p);
        make_line(m, "measures", text("tl %s", p).s, "", "{time: {from: entering %s, to: leaving}}", p);
        make_line(m, "measures", text("oc %s", p).s, "", "{occupancy: %s}", p);
        make_line(m, "measures", text("at %s", p).s, "", "{occupancy: %s, counted: %02d:45}", p, m->begin / 60);
        make_line(m, "measures", text("bl %s", p).s, "", "{blocked in: %s}", p);
        make_line(m, "measures", text("ce %s", p).s, "", "{count: entering %s}", p);
        make_line(m, "measures", text("pd %s", p).s, "", "{patient days: %s}", p);
        if (!m->unlimited[i]) {
            make_line(m, "measures", text("so %s", p).s, "", "{share occupied: %s}", p);
            make_line(m, "measures", text("sp %s", p).s, "", "{share busy: %s}", p);
        }
    }
    for (int i = 0; i < m->staff + m->equipment; i++) {
        const char *r = staff_names[i];
        make_line(m, "measures", text("bh %s", r).s, "", "{busy hours: %s}", r);
        make_line(m, "measures", text("ot %s", r).s, "", "{overtime: %s}", r);
        make_line(m, "measures", text("sb %s", r).s, "", "{share busy: %s}", r);
    }
    for (int t = 0; t < m->tasks; t++) {
        const char *s = task_names[t];
        if (t == m->gone_task)
            continue;
        make_line(m, "measures", text("w %s", s).s, "", "{wait for: %s}", s);
        make_line(m, "measures", text("q %s", s).s, "", "{queue for: %s}", s);
        make_line(m, "measures", text("m %s", s).s, "", "{missed: %s}", s);
    }
    for (int e = 0; e < m->errands; e++) {
        const char *s = errand_names[e];
        make_line(m, "measures", text("w %s", s).s, "", "{wait for: %s}", s);
        make_line(m, "measures", text("q %s", s).s, "", "{queue for: %s}", s);
        make_line(m, "measures", text("d %s", s).s, "", "{time: {from: start of %s, to: end of %s}}", s, s);
    }
    for (int i = 0; i < m->steps; i++) {
        const char *s = step_names[i];
        if (i == m->gone_step)
            continue;
        make_line(m, "measures", text("w %s", s).s, "", "{wait for: %s}", s);
        make_line(m, "measures", text("q %s", s).s, "", "{queue for: %s}", s);
        make_line(m, "measures", text("d %s", s).s, "", "{time: {from: start of %s, to: end of %s}}", s, s);
        make_line(m, "measures", text("wl %s", s).s, "", "{wait for: %s, counted at: leaving}", s);
        make_line(m, "measures", text("wg %s", s).s, "", "{wait for: %s, for: left as gone}", s);
        make_line(m, "measures", text("eg %s", s).s, "", "{count: end of %s, for: left as gone}", s);
        make_line(m, "measures", text("dl %s", s).s, "", "{time: {from: start of %s, to: end of %s}, counted at: leaving}", s, s);
        if (m->has_place[i] && !m->whole[i])
            make_line(m, "measures", text("wp %s", s).s, "", "{wait for place of: %s}", s);
        if (m->has_staff[i] && !m->whole[i])
            make_line(m, "measures", text("ws %s", s).s, "", "{wait for staff of: %s}", s);
        for (int k = 0; k < m->items; k++)
            if (m->needs[i][k] && !m->whole[i] && maker_untouched(m, text("steps.%s.needs to know", s).s))
                make_line(m, "measures", text("no %s %s", item_names[k], s).s, "", "{share without: %s, at: %s}", item_names[k], s);
    }
}
