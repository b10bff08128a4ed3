/* What the changes of a random service add and take out, with all that leads there. */
#include "generate_internal.h"

#include <stdio.h>
#include <string.h>

/* Where `word` stands in `in`, as a word. */
static const char *word_in(const char *in, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(in, word); at != NULL; at = strstr(at + 1, word))
        if ((at == in || strchr(" [{,:", at[-1]) != NULL) && (at[length] == '\0' || strchr(" ]},:", at[length]) != NULL))
            return at;
    return NULL;
}

static void replace_word(char *in, size_t size, const char *word, const char *by)
{
    const char *at;
    char old[VALUE_SIZE];

    snprintf(old, sizeof old, "%s", in);
    while ((at = word_in(old, word)) != NULL) {
        snprintf(in, size, "%.*s%s%s", (int)(at - old), old, by, at + strlen(word));
        snprintf(old, sizeof old, "%s", in);
    }
}

/* Without the element of a list, or the pair of a map, that begins with the word. */
static void without_word(char *in, const char *word)
{
    char *at = in + (word_in(in, word) - in), *end = at + strcspn(at, ",]}");

    if (*end == ',')
        end += 2;
    else if (at[-1] == ' ')
        at -= 2;
    memmove(at, end, strlen(end) + 1);
}

static int step_of(const char *name)
{
    for (int i = 0; i < 7; i++)
        if (strcmp(name, step_names[i]) == 0)
            return i;
    return -1;
}

/* A line that leads to step r leads elsewhere. */
static void lead_elsewhere(struct maker *m, struct part p, const char *gone)
{
    struct text path = text("%s.%s.%s", p.section, p.entry, p.key);
    int i = step_of(p.entry);

    if (strcmp(p.key, "then") == 0 || strcmp(p.key, "if full") == 0) {
        if (strcmp(p.section, "steps") == 0)
            snprintf(p.value, sizeof p.value, "%s", maker_later(m, i).s);
        else
            snprintf(p.value, sizeof p.value, "lost");
    } else if (strcmp(p.key, "on paper") == 0) {
        without_word(p.value, gone);
        if (strlen(p.value) <= 2)
            snprintf(p.value, sizeof p.value, "{%s: 1.5 times}", step_names[maker_step(m)]);
    } else if (strcmp(p.section, "steps") == 0) {
        replace_word(p.value, sizeof p.value, gone, maker_percent(m, 50) ? "gone" : "lost");
    } else {
        replace_word(p.value, sizeof p.value, gone, step_names[maker_step(m)]);
    }
    make_effect(m, path.s, "set: %s", p.value);
}

static bool remove_step(struct maker *m)
{
    size_t n = m->g->n;
    const char *gone;

    if (m->steps < 3)
        return false;
    m->gone_step = maker_between(m, 1, m->steps - (m->waits_item && m->errands == 0 ? 2 : 1));
    for (int e = 0; e < m->errands; e++) { /* somebody else has to start its errands */
        bool started = false;
        for (int k = 0; k < m->steps; k++)
            started = started || (k != m->gone_step && m->starts[k][e]);
        if (!started) {
            m->gone_step = -1;
            return false;
        }
    }
    gone = step_names[m->gone_step];
    for (size_t i = 0; i < n; i++) {
        const struct part *p = &m->g->parts[i];
        bool own = (strcmp(p->section, "steps") == 0 && strcmp(p->entry, gone) == 0) ||
                   (m->gone_kind >= 0 && strcmp(p->entry, kind_names[m->gone_kind]) == 0);
        if (!own && strcmp(p->key, "interrupts") != 0 && p->section[0] != '\0' && strcmp(p->section, "csv") != 0 &&
            word_in(p->value, gone) != NULL)
            lead_elsewhere(m, *p, gone);
    }
    make_removes(m, text("steps.%s", gone).s);
    return true;
}

static bool remove_task(struct maker *m)
{
    if (m->tasks == 0)
        return false;
    m->gone_task = maker_below(m, m->tasks);
    make_removes(m, text("tasks.%s", task_names[m->gone_task]).s);
    return true;
}

/* Nobody interrupts what is no longer there. */
static void interrupt_others(struct maker *m)
{
    size_t n = m->g->n;

    for (size_t i = 0; i < n; i++) {
        struct part p = m->g->parts[i];
        struct text path = text("steps.%s.interrupts", p.entry);
        bool step = m->gone_step >= 0 && word_in(p.value, step_names[m->gone_step]) != NULL,
             task = m->gone_task >= 0 && word_in(p.value, task_names[m->gone_task]) != NULL;
        if (strcmp(p.section, "steps") != 0 || strcmp(p.key, "interrupts") != 0 || !(step || task) || step_of(p.entry) == m->gone_step)
            continue;
        if (step)
            without_word(p.value, step_names[m->gone_step]);
        if (task)
            without_word(p.value, task_names[m->gone_task]);
        if (strlen(p.value) <= 2)
            make_removes(m, path.s);
        else
            make_effect(m, path.s, "set: %s", p.value);
    }
}

static bool remove_kind(struct maker *m)
{
    const struct part *serves = maker_part(m, "staff", "doctor", "serves");

    if (m->kinds < 2 || (serves != NULL && !maker_may(m, F_SET_SERVES)))
        return false;
    m->gone_kind = m->kinds - 1;
    if (serves != NULL && word_in(serves->value, kind_names[m->gone_kind]) != NULL)
        make_effect(m, "staff.doctor.serves", "set: [alpha]");
    make_removes(m, text("patients.%s", kind_names[m->gone_kind]).s);
    return true;
}

/* A step with somebody of its own, who is then no longer there. */
static bool remove_staff(struct maker *m)
{
    int i = maker_step(m);
    struct part *with = maker_part(m, "steps", step_names[i], "with");

    if (with == NULL || i == m->gone_step)
        return false;
    snprintf(with->value, sizeof with->value, "%s", maker_percent(m, 70) ? "porter" : "{any of: [porter, nurse]}");
    make_line(m, "staff", "porter", "", "%s", "");
    make_line(m, "staff", "porter", "on duty", "%s", maker_percent(m, 50) ? "1" : maker_schedule(m).s);
    if (maker_use(m, F_HAND_OVER, 40))
        make_line(m, "staff", "porter", "at end of shift", "hand over");
    make_effect(m, text("steps.%s.with", step_names[i]).s, "set: %s", maker_one_staff(m).s);
    make_removes(m, "staff.porter");
    return true;
}

/* The same of a place. */
static bool remove_place(struct maker *m)
{
    int i = maker_step(m);
    struct part *in = maker_part(m, "steps", step_names[i], "in");

    if (in == NULL || i == m->gone_step)
        return false;
    snprintf(in->value, sizeof in->value, "%s", maker_percent(m, 60) ? "den" : text("{any of: [den, %s]}", place_names[m->in[i][0]]).s);
    make_line(m, "places", "den", "", "%s", "");
    make_line(m, "places", "den", "spaces", "%d", maker_between(m, 1, 2));
    if (maker_use(m, F_TURNAROUND, 40))
        make_line(m, "places", "den", "turnaround", "%s", maker_minutes(m, false).s);
    make_effect(m, text("steps.%s.in", step_names[i]).s, "set: %s", place_names[m->in[i][0]]);
    make_removes(m, "places.den");
    return true;
}

/* A system of its own on which two steps hang. */
static bool remove_system(struct maker *m)
{
    bool slowed;
    struct text paper;

    m->drawn[F_STOPS] = m->drawn[F_STOPS] || !m->drawn[F_SLOWED];
    paper = maker_paper(m, &slowed);
    if (paper.s[0] == '\0' || (m->gone_step >= 0 && word_in(paper.s, step_names[m->gone_step]) != NULL))
        return false;
    make_line(m, "systems", "till", "", "%s", "");
    make_line(m, "systems", "till", "down", "%s", maker_down(m).s);
    make_line(m, "systems", "till", "on paper", "%s", paper.s);
    if (slowed && maker_use(m, F_AFTERWARDS, 50))
        make_line(m, "systems", "till", "afterwards", "%s", maker_afterwards(m).s);
    m->g->used[F_SYSTEM_DOWN] = true;
    make_removes(m, "systems.till");
    return true;
}

/* A step that needs to know one thing more, and then no longer. */
static bool remove_item(struct maker *m)
{
    int i = maker_step(m);
    struct part *needs = maker_part(m, "steps", step_names[i], "needs to know");
    struct text path = text("steps.%s.needs to know", step_names[i]), before = text("%s", needs != NULL ? needs->value : "");

    if (i == m->gone_step || strlen(before.s) > 180)
        return false;
    if (needs != NULL)
        snprintf(needs->value, sizeof needs->value, "%.*s, note: %s}", (int)strlen(before.s) - 1, before.s,
                 maker_percent(m, 50) ? "chase" : "{chase: first, go ahead: 2 times}");
    else
        make_line(m, "steps", step_names[i], "needs to know", "{note: chase}");
    make_line(m, "information", "note", "", "%s", "");
    make_line(m, "information", "note", "there at once", "%s", maker_share(m, true).s);
    make_line(m, "information", "note", "chase", "{takes: %s, with: %s, found: 80%%}", maker_minutes(m, true).s, maker_one_staff(m).s);
    m->g->used[F_INFORMATION] = m->g->used[F_CHASE] = true;
    if (needs != NULL)
        make_effect(m, path.s, "set: %s", before.s);
    else
        make_removes(m, path.s);
    make_removes(m, "information.note");
    return true;
}

/* A step after which some leave in a way of their own. */
static bool remove_outcome(struct maker *m)
{
    int i = maker_step(m);
    struct part *then = maker_part(m, "steps", step_names[i], "then");
    struct text path = text("steps.%s.then", step_names[i]), before = text("%s", then != NULL ? then->value : "");

    if (then == NULL || i == m->gone_step || m->has_shares[i] || before.s[0] == '{' || before.s[0] == '[' || !maker_untouched(m, path.s))
        return false;
    snprintf(then->value, sizeof then->value, "{elsewhere: %d%%, %s: rest}", maker_between(m, 3, 8) * 10, before.s);
    make_line(m, "outcomes", "elsewhere", "", "%s", "");
    if (maker_use(m, F_COMES_BACK, 60))
        make_back(m, "elsewhere");
    make_effect(m, path.s, "set: %s", before.s);
    make_removes(m, "outcomes.elsewhere");
    return true;
}

/* An errand of its own, which one step starts and perhaps one waits for. */
static bool remove_errand(struct maker *m)
{
    int i = maker_step(m), k = maker_step(m);
    struct part *starts = maker_part(m, "steps", step_names[i], "starts");
    struct text before = text("%s", starts != NULL ? starts->value : "");

    if (i == m->gone_step)
        return false;
    if (starts != NULL)
        snprintf(starts->value, sizeof starts->value, "%.*s, x-ray]", (int)strlen(before.s) - 1, before.s);
    else
        make_line(m, "steps", step_names[i], "starts", "[x-ray]");
    make_line(m, "steps", "x-ray", "", "%s", "");
    if (maker_percent(m, 70))
        make_line(m, "steps", "x-ray", "with", "%s", maker_with(m).s);
    make_line(m, "steps", "x-ray", "takes", "%s", maker_minutes(m, true).s);
    make_line(m, "steps", "x-ray", "then", "done");
    m->g->used[F_ERRANDS] = true;
    if (starts != NULL)
        make_effect(m, text("steps.%s.starts", step_names[i]).s, "set: %s", before.s);
    else
        make_removes(m, text("steps.%s.starts", step_names[i]).s);
    if (k != m->gone_step && !maker_has(m, "steps", step_names[k], "waits for")) {
        make_line(m, "steps", step_names[k], "waits for", "[x-ray]");
        make_removes(m, text("steps.%s.waits for", step_names[k]).s);
        m->g->used[F_WAITS_FOR] = true;
    }
    make_removes(m, "steps.x-ray");
    return true;
}

void make_out(struct maker *m)
{
    static const struct {
        enum feature f;
        bool (*make)(struct maker *m);
    } ways[] = {{F_REMOVE_KIND, remove_kind},   {F_REMOVE_STEP, remove_step},       {F_REMOVE_TASK, remove_task},
                {F_REMOVE_STAFF, remove_staff}, {F_REMOVE_PLACE, remove_place},     {F_REMOVE_SYSTEM, remove_system},
                {F_REMOVE_ITEM, remove_item},   {F_REMOVE_OUTCOME, remove_outcome}, {F_REMOVE_ERRAND, remove_errand}};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        m->c = maker_below(m, m->changes);
        if (maker_may(m, ways[i].f) && maker_percent(m, 70))
            m->g->used[ways[i].f] = ways[i].make(m);
    }
    m->c = maker_below(m, m->changes);
    interrupt_others(m);
}

/* --- adds --- */

/* A step whose `then` no change has touched leads to `to`; -1: there is none. */
static int lead_to(struct maker *m, const char *to)
{
    for (int tries = 0; tries < 4; tries++) {
        int i = maker_step(m);
        struct text path = text("steps.%s.then", step_names[i]), other = maker_later(m, i);
        if (m->whole[i] || !maker_untouched(m, path.s))
            continue;
        if (maker_percent(m, 50) || strcmp(other.s, to) == 0)
            make_effect(m, path.s, "set: %s", to);
        else
            make_effect(m, path.s, "set: {%s: %d%%, %s: rest}", to, maker_between(m, 3, 9) * 10, other.s);
        return i;
    }
    return -1;
}

void make_known_step(struct maker *m, int i, int from)
{
    bool wait = m->drawn[F_WAIT_ITEM];

    m->drawn[F_WAIT_ITEM] = wait && m->waits_item;
    make_step(m, i, from);
    m->drawn[F_WAIT_ITEM] = wait;
}

bool add_step(struct maker *m)
{
    int from = lead_to(m, step_names[m->steps]);
    size_t mark = m->g->n;
    char body[900];

    if (from < 0)
        return false;
    make_known_step(m, m->steps, from);
    maker_map(m, mark, body, 800);
    make_adds(m, "steps", step_names[m->steps], body);
    return true;
}

/* A step with a line `key`, or that may have one, which no change has touched; -1: none found. */
int maker_untouched_step(struct maker *m, const char *key)
{
    for (int tries = 0; tries < 5; tries++) {
        int i = maker_step(m);
        if (!m->whole[i] && maker_untouched(m, text("steps.%s.%s", step_names[i], key).s))
            return i;
    }
    return -1;
}

bool add_staff(struct maker *m)
{
    int i = maker_untouched_step(m, "with");
    struct text duty = maker_percent(m, 50) ? text("%d", maker_between(m, 1, 2)) : maker_schedule(m);

    if (i < 0)
        return false;
    if (maker_use(m, F_FILLED, 30))
        make_adds(m, "staff", "helper", text("{on duty: %s, filled: 60%%}", duty.s).s);
    else
        make_adds(m, "staff", "helper",
                  maker_use(m, F_HAND_OVER, 30) ? text("{on duty: %s, at end of shift: hand over}", duty.s).s
                                                : text("{on duty: %s}", duty.s).s);
    if (maker_use(m, F_ANY_STAFF, 50))
        make_effect(m, text("steps.%s.with", step_names[i]).s, "set: {any of: [%s]}",
                    maker_percent(m, 50) ? "nurse, helper" : "helper, nurse");
    else
        make_effect(m, text("steps.%s.with", step_names[i]).s, "set: %s", maker_percent(m, 30) ? "{nurse: 1, helper: 1}" : "helper");
    return true;
}

bool add_place(struct maker *m)
{
    int i = maker_untouched_step(m, "in");
    struct text spaces = maker_use(m, F_SPACES_TIME, 40) ? maker_schedule(m) : text("%d", maker_between(m, 1, 2));

    if (i < 0)
        return false;
    make_adds(m, "places", "annex",
              maker_use(m, F_TURNAROUND, 40) ? text("{spaces: %s, turnaround: 5 min}", spaces.s).s : text("{spaces: %s}", spaces.s).s);
    if (maker_use(m, F_ANY_PLACES, 50))
        make_effect(m, text("steps.%s.in", step_names[i]).s, "set: {any of: [%s, annex]}",
                    m->has_place[i] ? place_names[m->in[i][0]] : place_names[0]);
    else
        make_effect(m, text("steps.%s.in", step_names[i]).s, "set: annex");
    if (maker_has(m, "steps", step_names[i], "waits in") && maker_untouched(m, text("steps.%s.waits in", step_names[i]).s))
        make_removes(m, text("steps.%s.waits in", step_names[i]).s);
    return true;
}

bool add_task(struct maker *m)
{
    size_t mark = m->g->n;
    char body[700];

    m->drawn[F_TASK_EVERY] = m->drawn[F_TASK_EVERY] || !m->drawn[F_TASK_CHANCE];
    make_task(m, "check");
    maker_map(m, mark, body, 600);
    make_adds(m, "tasks", "check", body);
    return true;
}

bool add_kind(struct maker *m)
{
    const struct part *has = maker_part(m, "patients", "alpha", "attributes");
    struct text attributes = text("%s", has != NULL ? has->value : "");
    size_t mark = m->g->n;
    char body[700];

    make_line(m, "patients", "delta", "starts at", "%s", step_names[maker_step(m)]);
    make_arrive(m, "delta", "delta", maker_between(m, 0, 4));
    if (maker_percent(m, 50))
        make_line(m, "patients", "delta", "priority", "%s", maker_priority(m).s);
    if (attributes.s[0] != '\0' && !m->drawn[F_ATTRIBUTES] && maker_percent(m, 60))
        make_line(m, "patients", "delta", "attributes", "%s", attributes.s);
    else
        make_line(m, "patients", "delta", "like", "alpha");
    maker_map(m, mark, body, 600);
    make_adds(m, "patients", "delta", body);
    return true;
}

bool add_item(struct maker *m)
{
    int i = maker_untouched_step(m, "needs to know");
    const struct part *needs;
    char old[200] = "";
    bool chased = maker_percent(m, 60);

    if (i < 0)
        return false;
    needs = maker_part(m, "steps", step_names[i], "needs to know");
    if (needs != NULL)
        snprintf(old, sizeof old, "%.*s, ", (int)strlen(needs->value) - 2, needs->value + 1);
    make_adds(m, "information", "scan",
              chased ? text("{there at once: %s, chase: {takes: %s, with: %s}}", maker_share(m, true).s, maker_minutes(m, false).s,
                            maker_one_staff(m).s)
                           .s
                     : text("{there at once: %s, keeps: 10 min}", maker_share(m, true).s).s);
    make_effect(m, text("steps.%s.needs to know", step_names[i]).s, "set: {%sscan: %s}", old,
                chased                 ? "chase"
                : maker_percent(m, 50) ? "{go ahead: 2 times}"
                                       : "go ahead");
    return true;
}

bool add_system(struct maker *m)
{
    bool slowed;
    struct text down, paper;
    char body[600];

    m->drawn[F_STOPS] = m->drawn[F_STOPS] || !m->drawn[F_SLOWED];
    down = maker_down(m);
    paper = maker_paper(m, &slowed);
    if (paper.s[0] == '\0')
        return false;
    snprintf(body, sizeof body, "{down: %s, on paper: %s%s}", down.s, paper.s,
             slowed && maker_use(m, F_AFTERWARDS, 50) ? ", afterwards: {with: nurse, takes: 3 min}" : "");
    make_adds(m, "systems", "archive", body);
    m->g->used[F_SYSTEM_DOWN] = true;
    return true;
}

bool add_outcome(struct maker *m)
{
    if (lead_to(m, "moved") < 0)
        return false;
    make_adds(
        m, "outcomes", "moved",
        maker_use(m, F_COMES_BACK, 50)
            ? text("{comes back: {chance: %s, after: %s, at: %s}}", maker_share(m, true).s, maker_time(m).s, step_names[maker_step(m)]).s
            : "{}");
    return true;
}

bool add_errand(struct maker *m)
{
    int i = maker_untouched_step(m, "starts"), k = maker_untouched_step(m, "waits for");
    char body[300] = "{";

    if (i < 0)
        return false;
    if (maker_percent(m, 70))
        maker_append(body, sizeof body, text("with: %s, ", maker_with(m).s));
    if (maker_use(m, F_ROUNDS, 30))
        maker_append(body, sizeof body, text("rounds: every %d min, ", maker_between(m, 2, 6) * 5));
    maker_append(body, sizeof body, text("takes: %s, then: done}", maker_minutes(m, true).s));
    make_adds(m, "steps", "swab", body);
    make_effect(m, text("steps.%s.starts", step_names[i]).s, "set: [%s%sswab]", m->starts[i][0] ? text("%s, ", errand_names[0]).s : "",
                m->starts[i][1] ? text("%s, ", errand_names[1]).s : "");
    if (k >= 0 && maker_percent(m, 60)) {
        make_effect(m, text("steps.%s.waits for", step_names[k]).s, "set: [swab]");
        m->g->used[F_WAITS_FOR] = true;
    }
    m->g->used[F_ERRANDS] = true;
    return true;
}
