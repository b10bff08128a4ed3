/* What could be done differently in a random service, and from when on: up to three changes and the option that joins them. What they add and take
 * out is in generate_adds.c, the lines that they set in generate_sets.c. */
#include "generate_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the engine or the plain simulator cannot begin in the middle of a run yet: not drawn from a go-live but with WARDROUND_SLOW_LATER=1. When both
 * can, the line goes. */
/* clang-format off */
static const enum feature waits_in_time[] = {
    N_FEATURES, /* ends the list */
};
/* clang-format on */

static const char *const change_names[3] = {"quick", "new way", "third"};

bool feature_in_time(enum feature f)
{
    for (size_t i = 0; waits_in_time[i] != N_FEATURES; i++)
        if (waits_in_time[i] == f && getenv("WARDROUND_SLOW_LATER") == NULL)
            return false;
    return true;
}

bool maker_may(const struct maker *m, enum feature f) { return m->drawn[f] && (!m->go_live || feature_in_time(f)); }

/* --- lines of a change --- */

void make_effect(struct maker *m, const char *path, const char *format, ...)
{
    char how[VALUE_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(how, sizeof how, format, args);
    va_end(args);
    make_line(m, "changes", change_names[m->c], "effects", "{change: %s, %s}", path, how);
}

void make_removes(struct maker *m, const char *path) { make_line(m, "changes", change_names[m->c], "removes", "%s", path); }

void make_adds(struct maker *m, const char *section, const char *entry, const char *body)
{
    char begins[40];

    snprintf(begins, sizeof begins, "%s: {", section);
    for (size_t i = 0; i < m->g->n; i++) {
        struct part *p = &m->g->parts[i];
        size_t used = strlen(p->value);
        if (strcmp(p->section, "changes") == 0 && strcmp(p->entry, change_names[m->c]) == 0 && strcmp(p->key, "adds") == 0 &&
            strncmp(p->value, begins, strlen(begins)) == 0) {
            snprintf(p->value + used - 1, sizeof p->value - used + 1, ", %s: %s}", entry, body);
            return;
        }
    }
    make_line(m, "changes", change_names[m->c], "adds", "%s%s: %s}", begins, entry, body);
}

bool maker_untouched(const struct maker *m, const char *path)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < m->g->n; i++) {
        const struct part *p = &m->g->parts[i];
        if (strcmp(p->section, "changes") != 0)
            continue;
        if (strcmp(p->key, "removes") == 0 && strncmp(p->value, path, length) == 0 && (p->value[length] == '\0' || p->value[length] == '.'))
            return false;
        if (strcmp(p->key, "effects") == 0 && strncmp(p->value + strlen("{change: "), path, length) == 0 &&
            strchr(",.", p->value[strlen("{change: ") + length]) != NULL)
            return false;
    }
    return true;
}

bool make_by_another(struct maker *m, const char *path)
{
    for (size_t i = 0; i < m->g->n; i++) {
        const struct part *p = &m->g->parts[i];
        if (strcmp(p->section, "changes") != 0 || strcmp(p->key, "removes") != 0 || strcmp(p->value, path) != 0)
            continue;
        for (int c = 0; c < m->changes; c++)
            if (strcmp(p->entry, change_names[c]) == 0)
                m->removes = c;
            else
                m->acts = m->c = c;
        return m->changes > 1;
    }
    return false;
}

struct part *maker_part(struct maker *m, const char *section, const char *entry, const char *key)
{
    for (size_t i = 0; i < m->g->n; i++) {
        struct part *p = &m->g->parts[i];
        if (strcmp(p->section, section) == 0 && strcmp(p->entry, entry) == 0 && strcmp(p->key, key) == 0)
            return p;
    }
    return NULL;
}

bool maker_has(struct maker *m, const char *section, const char *entry, const char *key)
{
    return maker_part(m, section, entry, key) != NULL;
}

/* Lines made since `mark`, taken out again; those of recorded arrivals stay. How many, at most `most`. */
static size_t taken(struct maker *m, size_t mark, struct part *lines, size_t most)
{
    size_t n = 0, kept = mark;

    for (size_t i = mark; i < m->g->n; i++)
        if (strcmp(m->g->parts[i].section, "csv") == 0)
            m->g->parts[kept++] = m->g->parts[i];
        else if (m->g->parts[i].key[0] != '\0' && n < most)
            lines[n++] = m->g->parts[i];
    m->g->n = kept;
    return n;
}

bool make_sets_of(struct maker *m, size_t mark)
{
    struct part lines[24];
    size_t n = taken(m, mark, lines, 24);
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        struct text path = text("%s.%s.%s", lines[i].section, lines[i].entry, lines[i].key);
        if (!maker_untouched(m, path.s))
            continue;
        make_effect(m, path.s, "set: %s", lines[i].value);
        any = true;
    }
    return any;
}

void maker_map(struct maker *m, size_t mark, char *out, size_t size)
{
    struct part lines[24];
    size_t n = taken(m, mark, lines, 24), used = 1;

    snprintf(out, size, "{");
    for (size_t i = 0; i < n; i++)
        if (used + strlen(lines[i].key) + strlen(lines[i].value) + 6 < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s: %s", i > 0 ? ", " : "", lines[i].key, lines[i].value);
    snprintf(out + used, size - used, "}");
}

/* --- times, shares and numbers --- */

static struct text act(struct maker *m, const char *unit)
{
    static const char *const factors[] = {"0.5", "0.75", "1.25", "1.5", "2"};

    switch (maker_below(m, 3)) {
    case 0:
        return text("times: %s", factors[maker_below(m, strcmp(unit, "min") == 0 ? 5 : 2)]);
    case 1:
        return text("add: %d %s", maker_between(m, 1, strcmp(unit, "min") == 0 ? 4 : 10), unit);
    default:
        return strcmp(unit, "min") == 0 ? text("set: %s", maker_minutes(m, true).s) : text("set: %d%%", maker_between(m, 1, 9) * 10);
    }
}

static bool stays(const struct maker *m, int step) { return step != m->gone_step && !m->whole[step]; }

static int some_task(struct maker *m)
{
    int t = maker_below(m, m->tasks);

    return t == m->gone_task ? (m->tasks > 1 ? 1 - t : -1) : t;
}

static void make_classic(struct maker *m)
{
    int i = maker_step(m), task = m->tasks > 0 ? some_task(m) : -1, item = m->items > 0 ? maker_below(m, m->items) : -1;

    for (int tries = 0; tries < 6 && !(m->has_takes[i] && stays(m, i)); tries++)
        i = maker_step(m);
    if (m->has_takes[i] && stays(m, i) && maker_use(m, F_CHANGE_TIME, 80))
        make_effect(m, text("steps.%s.takes", step_names[i]).s, "%s", act(m, "min").s);
    for (int k = 0; k < m->steps; k++)
        if (m->has_shares[k] && stays(m, k) && maker_untouched(m, text("steps.%s.then", step_names[k]).s) &&
            maker_use(m, F_CHANGE_SHARE, 60)) {
            make_effect(m, text("steps.%s.then.%s", step_names[k], m->shares_to[k].s).s, "%s", act(m, "points").s);
            break;
        }
    if (task >= 0 && maker_use(m, F_CHANGE_TASK, 70))
        make_effect(m, text("tasks.%s.takes", task_names[task]).s, "%s", act(m, "min").s);
    if (item >= 0 && maker_use(m, F_CHANGE_INFORMATION, 70))
        make_effect(m, text("information.%s.%s", item_names[item], maker_percent(m, 70) ? "there at once" : "wrong").s, "set: %d%%",
                    maker_between(m, 0, 10) * 10);
    if (item >= 0 && m->chased[0] && maker_use(m, F_CHANGE_CHASE, 70))
        make_effect(m, text("information.%s.chase.%s", item_names[0], m->c == 0 ? "takes" : "found").s,
                    m->c == 0 ? "times: 0.5" : "set: 50%%");
    if (maker_may(m, F_CHANGE_STAFF) && maker_use(m, F_CHANGE_STAFF, 70)) {
        const char *path = maker_percent(m, 50) || m->unlimited[0] ? "staff.nurse" : "places.bay";
        if (m->go_live && maker_percent(m, 30))
            make_effect(m, path, "add: 1, when: %s", maker_hours(m, maker_between(m, 0, 6) * 5, maker_between(m, 7, 20) * 5).s);
        else
            make_effect(m, path, maker_percent(m, 30) ? "times: 2" : "add: 1");
    }
}

/* Adoption, the dip, and what stands beside. */
static void make_course(struct maker *m)
{
    const char *name = change_names[m->c];
    int task = m->tasks > 0 ? some_task(m) : -1;

    if (maker_use(m, F_ADOPTION, 80)) {
        bool ramp = m->go_live && maker_use(m, F_RAMP, 60);
        make_line(m, "changes", name, "adoption", ramp ? "{reaches: %d%%, over: 30 min}" : "{reaches: %d%%}", maker_between(m, 3, 10) * 10);
    }
    if (!m->go_live)
        return;
    if (task >= 0 && m->drawn[F_CHANGE_TASK] && maker_use(m, F_DIP, 30)) {
        make_line(m, "changes", name, "go live", "{lasts: 40 min, slower: {tasks.%s.takes: 1.5 times}}", task_names[task]);
        return;
    }
    for (int k = 0; k < m->steps; k++)
        if (m->has_takes[k] && stays(m, k) && maker_use(m, F_DIP, 50)) {
            make_line(m, "changes", name, "go live", "{lasts: 40 min, slower: {steps.%s.takes: 1.5 times}}", step_names[k]);
            return;
        }
}

/* --- the option --- */

static bool has_lines(struct maker *m, int c)
{
    return maker_has(m, "changes", change_names[c], "effects") || maker_has(m, "changes", change_names[c], "adds") ||
           maker_has(m, "changes", change_names[c], "removes");
}

/* In some order, each at the go-live or later; what is acted on is taken out after that. */
static void make_option(struct maker *m)
{
    char all[120] = "";
    int first = maker_below(m, 3), step = maker_percent(m, 50) ? 1 : 2, before = 0, last = 0, after[3] = {0};
    bool may_order = maker_may(m, F_ORDER);

    for (int k = 0; k < 3; k++) {
        int c = may_order ? (first + k * step) % 3 : k;
        if (!has_lines(m, c))
            continue;
        if (before > 0 && maker_may(m, F_AT_ONCE) && maker_use(m, F_AT_ONCE, 50))
            after[c] = before;
        else if (maker_may(m, F_LATER) && maker_use(m, F_LATER, 70))
            after[c] = maker_percent(m, 80) ? maker_between(m, 1, m->minutes / 5 - 4) * 5 : maker_between(m, 1, m->minutes - 21);
        before = after[c] > 0 ? after[c] : before;
    }
    if (m->g->used[F_ON_GONE] && after[m->removes] <= after[m->acts]) {
        after[m->removes] = after[m->acts] + 5;
        m->g->used[F_LATER] = true;
    }
    for (int k = 0; k < 3; k++) {
        int c = may_order ? (first + k * step) % 3 : k;
        if (!has_lines(m, c))
            continue;
        m->g->used[F_ORDER] = m->g->used[F_ORDER] || after[c] < last;
        last = after[c] > last ? after[c] : last;
        maker_append(all, sizeof all, text("%s", all[0] != '\0' ? ", " : ""));
        maker_append(all, sizeof all, after[c] > 0 ? text("{%s: after %d min}", change_names[c], after[c]) : text("%s", change_names[c]));
    }
    make_line(m, "options", "do nothing", "", "[]");
    make_line(m, "options", "test", "", "[%s]", all);
}

void make_changes(struct maker *m)
{
    bool wanted = m->drawn[F_CHANGE_TIME] || m->drawn[F_CHANGE_SHARE] || m->drawn[F_CHANGE_INFORMATION] || m->drawn[F_CHANGE_CHASE] ||
                  m->drawn[F_CHANGE_STAFF] || m->drawn[F_CHANGE_TASK];
    int n = 0;

    for (int f = FIRST_IN_TIME; f < N_FEATURES; f++)
        wanted = wanted || m->drawn[f];
    if (!wanted)
        return;
    m->go_live = m->drawn[F_GO_LIVE] && !m->g->used[F_DRAIN] && !m->g->used[F_EACH];
    m->changes = m->drawn[F_TWO_CHANGES] || m->drawn[F_AT_ONCE] || m->drawn[F_ORDER] ? 2 : 1;
    if (maker_may(m, F_THREE_CHANGES))
        m->changes = 3;
    make_out(m);
    make_in_time(m);
    for (m->c = 0; m->c < m->changes; m->c++)
        make_classic(m);
    for (m->c = 0; m->c < m->changes; m->c++) {
        if (!has_lines(m, m->c))
            continue;
        n++;
        make_line(m, "changes", change_names[m->c], "", "%s", "");
        make_course(m);
        if (m->c == 1 && has_lines(m, 0) && m->drawn[F_BESIDE] && m->drawn[F_ADOPTION] && maker_use(m, F_BESIDE, 100))
            make_line(m, "changes", change_names[1], "beside", "{%s: 50%%}", change_names[0]);
    }
    m->g->used[F_TWO_CHANGES] = n >= 2;
    m->g->used[F_THREE_CHANGES] = n == 3;
    if (n > 0) {
        m->g->has_option = true;
        m->g->go_live = m->go_live;
        m->g->used[F_GO_LIVE] = m->go_live;
        make_option(m);
    }
    for (int f = FIRST_IN_TIME; f < N_FEATURES && !m->g->go_live; f++)
        m->g->used[f] = false;
}
