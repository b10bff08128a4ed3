/* Lines of the steps of a random service that its changes set. */
#include "generate_internal.h"

#include <stdio.h>
#include <string.h>

/* Whether a line stands in the service, or a change sets it. */
bool maker_said(struct maker *m, const char *section, const char *entry, const char *key)
{
    return maker_has(m, section, entry, key) || !maker_untouched(m, text("%s.%s.%s", section, entry, key).s);
}

/* A step that no change replaces, or now and then an errand; -1: an errand, named. */
static int some_step(struct maker *m, const char **name)
{
    int i = maker_step(m);

    for (int tries = 0; tries < 40 && m->whole[i]; tries++)
        i = maker_step(m);
    *name = step_names[i];
    if (m->errands == 0 || !maker_percent(m, 20))
        return i;
    *name = errand_names[maker_below(m, m->errands)];
    return -1;
}

static bool only_step(struct maker *m, int *i)
{
    for (int tries = 0; tries < 6; tries++) {
        *i = maker_step(m);
        if (!m->whole[*i])
            return true;
    }
    return false;
}

bool set_step(struct maker *m)
{
    int i = maker_below(m, m->steps);
    size_t mark = m->g->n;
    struct maker before = *m;
    char body[900];

    if (m->has_shares[i]) /* rather one whose shares no change acts on */
        i = (i + 1) % m->steps;
    /* What leads to a removed step is set line by line already. */
    if (i == m->gone_step || !maker_untouched(m, text("steps.%s", step_names[i]).s))
        return false;
    make_known_step(m, i, i);
    maker_map(m, mark, body, 800);
    memcpy(m->has_takes, before.has_takes, sizeof m->has_takes);
    memcpy(m->has_shares, before.has_shares, sizeof m->has_shares);
    memcpy(m->has_place, before.has_place, sizeof m->has_place);
    memcpy(m->has_staff, before.has_staff, sizeof m->has_staff);
    memcpy(m->needs, before.needs, sizeof m->needs);
    memcpy(m->in, before.in, sizeof m->in);
    m->whole[i] = true;
    make_effect(m, text("steps.%s", step_names[i]).s, "set: %s", body);
    return true;
}

bool set_with(struct maker *m)
{
    const char *name;
    size_t mark = m->g->n;

    some_step(m, &name);
    make_line(m, "steps", name, "with", "%s", maker_with(m).s);
    return make_sets_of(m, mark);
}

bool set_in(struct maker *m)
{
    int i = maker_untouched_step(m, "in"), in[2];
    size_t mark = m->g->n;
    bool waits;

    if (i < 0)
        return false;
    memcpy(in, m->in[i], sizeof in);
    waits = maker_said(m, "steps", step_names[i], "waits in");
    if (waits && !maker_untouched(m, text("steps.%s.waits in", step_names[i]).s))
        return false;
    make_in(m, i);
    if (!maker_has(m, "steps", step_names[i], "waits in") || mark == m->g->n)
        waits = false;
    memcpy(m->in[i], in, sizeof in);
    if (waits && m->g->n == mark + 1) { /* it may be the place now: nobody waits in it */
        make_sets_of(m, mark);
        make_removes(m, text("steps.%s.waits in", step_names[i]).s);
        return true;
    }
    return make_sets_of(m, mark);
}

bool set_gate(struct maker *m)
{
    const char *name;
    size_t mark = m->g->n;
    int a = maker_between(m, 0, 8) * 5, which = maker_below(m, 3);

    some_step(m, &name);
    if (which == 0) {
        m->g->used[F_GATE] = true;
        make_line(m, "steps", name, "open", "%s", maker_hours(m, a, a + maker_between(m, 1, 12) * 5).s);
    }
    if (which == 1) {
        m->g->used[F_ROUNDS] = true;
        if (maker_percent(m, 60))
            make_line(m, "steps", name, "rounds", "every %d min", maker_between(m, 2, 6) * 5);
        else
            make_line(m, "steps", name, "rounds", "%s and %s", maker_time_of_day(m, maker_between(m, 1, 8) * 5).s,
                      maker_time_of_day(m, maker_between(m, 9, 16) * 5).s);
    }
    if ((which == 2 || maker_percent(m, 30)) && !maker_said(m, "steps", name, "unless")) {
        m->g->used[F_TOGETHER] = true;
        make_together(m, name);
    }
    return make_sets_of(m, mark);
}

bool set_priority(struct maker *m)
{
    const char *name;
    size_t mark = m->g->n;

    some_step(m, &name);
    make_line(m, "steps", name, "priority", "%s", maker_priority(m).s);
    return make_sets_of(m, mark);
}

bool set_if_full(struct maker *m)
{
    size_t mark = m->g->n;
    int i;

    if (!only_step(m, &i) || !(m->has_place[i] || m->has_staff[i]) || !maker_untouched(m, text("steps.%s.if full", step_names[i]).s))
        return false;
    make_line(m, "steps", step_names[i], "if full", "%s", maker_later(m, i).s);
    if (maker_percent(m, 50))
        make_line(m, "steps", step_names[i], "waiting at most", "%d", maker_between(m, 1, 2));
    m->g->used[m->has_place[i] ? F_IF_FULL : F_IF_FULL_NO_PLACE] = true;
    return make_sets_of(m, mark);
}

bool set_patience(struct maker *m)
{
    size_t mark = m->g->n;
    const char *name;
    int i = some_step(m, &name);

    make_line(m, "steps", name, "gives up", "{after: %s, then: %s%s}", maker_split(m, F_BY, maker_time(m), maker_time(m)).s,
              i >= 0 ? maker_later(m, i).s : "done", maker_use(m, F_SINCE_ARRIVAL, 40) ? ", since: arrival" : "");
    m->g->used[F_GIVES_UP] = true;
    return make_sets_of(m, mark);
}

bool set_unless(struct maker *m)
{
    size_t mark = m->g->n;
    const char *name;
    int i = some_step(m, &name);

    if (maker_said(m, "steps", name, "together"))
        return false;
    make_line(m, "steps", name, "unless", "{after: %s, then: %s}", maker_split(m, F_BY, maker_time(m), maker_time(m)).s,
              i >= 0 ? maker_later(m, i).s : "done");
    m->g->used[F_UNLESS] = true;
    return make_sets_of(m, mark);
}

bool set_needs(struct maker *m)
{
    size_t mark = m->g->n;
    bool needs[8][2], wait = m->drawn[F_WAIT_ITEM];
    int i;

    if (m->items == 0 || !only_step(m, &i))
        return false;
    memcpy(needs, m->needs, sizeof needs);
    m->drawn[F_WAIT_ITEM] = wait && m->waits_item; /* somebody tells it then */
    make_needs(m, i);
    m->drawn[F_WAIT_ITEM] = wait;
    memcpy(m->needs, needs, sizeof needs);
    return make_sets_of(m, mark);
}

bool set_then(struct maker *m)
{
    size_t mark = m->g->n;
    bool shares;
    int i;

    if (!only_step(m, &i))
        return false;
    shares = m->has_shares[i];
    make_then(m, i, i);
    m->has_shares[i] = shares;
    return make_sets_of(m, mark);
}

bool set_keep(struct maker *m)
{
    size_t mark = m->g->n;
    int i;

    if (!only_step(m, &i))
        return false;
    m->drawn[F_KEEP_PLACE] = m->drawn[F_KEEP_PLACE] || !m->drawn[F_KEEP_STAFF];
    for (int tries = 0; tries < 6 && m->g->n == mark; tries++)
        make_keep(m, i);
    return make_sets_of(m, mark);
}

bool set_interrupts(struct maker *m)
{
    size_t mark = m->g->n;
    int i;

    if (!only_step(m, &i) || !m->has_staff[i])
        return false;
    m->drawn[F_INTERRUPTS] = true;
    for (int tries = 0; tries < 6 && m->g->n == mark; tries++)
        make_interrupts(m, i);
    if (maker_has(m, "steps", step_names[i], "interrupts") && maker_percent(m, 60))
        make_line(m, "steps", step_names[i], "priority", "1");
    return make_sets_of(m, mark);
}

bool set_errands(struct maker *m)
{
    size_t mark = m->g->n;
    int i;

    if (m->errands == 0 || !only_step(m, &i))
        return false;
    if (maker_percent(m, 60)) { /* what it starts already, and more */
        bool starts[3] = {m->starts[i][0] || maker_percent(m, 60), m->errands > 1 && (m->starts[i][1] || maker_percent(m, 60)), false};
        make_list(m, step_names[i], "starts", starts);
    }
    if (m->g->n == mark || maker_percent(m, 40)) {
        m->g->used[F_WAITS_FOR] = true;
        make_list(m, step_names[i], "waits for", NULL);
    }
    return make_sets_of(m, mark);
}

bool set_sets(struct maker *m)
{
    size_t mark = m->g->n;
    const char *name;
    bool tells = m->items > 0 && !m->waits_item && maker_percent(m, 40);

    some_step(m, &name);
    m->drawn[F_SETS] = true;
    for (int tries = 0; tries < 6 && m->g->n == mark; tries++) {
        if (tells)
            make_tells(m, name, true);
        else
            make_sets(m, name);
    }
    return make_sets_of(m, mark);
}

/* Of a distribution that has a mean, or of a bare time. */
bool parameter(struct maker *m)
{
    for (int i = 0; i < m->steps; i++) {
        const struct part *takes = maker_part(m, "steps", step_names[i], "takes");
        bool bare = takes != NULL && takes->value[0] != '{',
             mean = takes != NULL && strncmp(takes->value, "{by", 3) != 0 && strstr(takes->value, "{mean") != NULL;
        if (!(bare || mean) || i == m->gone_step || m->whole[i] || !maker_untouched(m, text("steps.%s.takes", step_names[i]).s))
            continue;
        if (maker_percent(m, 50))
            make_effect(m, text("steps.%s.takes.mean", step_names[i]).s, "times: %s", maker_percent(m, 50) ? "0.5" : "1.5");
        else
            make_effect(m, text("steps.%s.takes.mean", step_names[i]).s, "set: %d min", maker_between(m, 3, 9));
        return true;
    }
    return false;
}
