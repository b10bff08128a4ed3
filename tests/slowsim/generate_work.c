/* Staff, work that stops, what is down, places by choice, and conditions on how it stands: what of it a random service has. */
#include "generate_internal.h"

#include <stdio.h>
#include <string.h>

static struct text moment(struct maker *m, int after)
{
    int t = m->begin + after;

    return text("2026-01-%02d %02d:%02d", 5 + t / 1440, t / 60 % 24, t % 60);
}

static struct text down_entry(struct maker *m)
{
    int a = maker_between(m, 0, 12) * 5, lasts = maker_between(m, 1, 4) * 5;

    if (maker_use(m, F_DOWN_CHANCE, 60))
        return maker_percent(m, 50) ? text("{one every: {constant: %d min}, lasts: %d min}", maker_between(m, 2, 6) * 5, lasts)
                                    : text("{one every: %d min, lasts: {exponential: {mean: %d min}}}", maker_between(m, 10, 40), lasts);
    if (maker_percent(m, 30) && !m->g->used[F_EACH])
        return text("{from: %s, lasts: %d min}", moment(m, a).s, lasts);
    return text("{when: %s}", maker_hours(m, a, a + lasts).s);
}

struct text maker_down(struct maker *m)
{
    struct text one = down_entry(m), other = down_entry(m);

    return maker_percent(m, 30) ? text("[%s, %s]", one.s, other.s) : text("[%s]", one.s);
}

struct text maker_breaks(struct maker *m)
{
    int a = maker_between(m, 1, 12) * 5, b = a + maker_between(m, 1, 3) * 5;

    return text("{%s: 1, %s: 1}", maker_hours(m, a, b).s, maker_hours(m, b, b + maker_between(m, 1, 3) * 5).s);
}

/* Lines of staff that need to know who comes. */
void make_staff_rules(struct maker *m)
{
    for (int i = 0; i < m->staff; i++) {
        if (maker_use(m, F_FILLED, 60))
            make_line(m, "staff", staff_names[i], "filled", "%d%%", maker_between(m, 2, 9) * 10);
        if (maker_use(m, F_BREAKS, 70))
            make_line(m, "staff", staff_names[i], "breaks", "%s", maker_breaks(m).s);
        if (maker_use(m, F_HAND_OVER, 70))
            make_line(m, "staff", staff_names[i], "at end of shift", "hand over");
    }
    if (m->kinds > 1 && m->staff == 2 && maker_use(m, F_SERVES, 100))
        make_line(m, "staff", "doctor", "serves", maker_percent(m, 70) ? "[alpha]" : m->kinds > 2 ? "[beta, gamma]" : "[beta]");
    if (m->equipment && maker_use(m, F_EQUIPMENT_DOWN, 100))
        make_line(m, "equipment", "scanner", "down", "%s", maker_down(m).s);
}

/* `any of`, or an empty text. */
struct text maker_any_staff(struct maker *m)
{
    if (m->staff + m->equipment < 2 || !maker_use(m, F_ANY_STAFF, 40))
        return text("%s", "");
    if (m->equipment && maker_percent(m, 30)) {
        m->g->used[F_EQUIPMENT] = true;
        return text("{any of: [%s]}", maker_percent(m, 50) ? "scanner, nurse" : "doctor, scanner, nurse");
    }
    return text("{any of: [%s]}", maker_percent(m, 50) ? "nurse, doctor" : "doctor, nurse");
}

/* One of them: a name, or any of two. */
struct text maker_one_staff(struct maker *m)
{
    struct text any = maker_any_staff(m);

    return any.s[0] != '\0' ? any : text("%s", staff_names[maker_below(m, m->staff)]);
}

/* Of step i: which others it may interrupt, and how it goes on itself. Whether it is to be urgent. */
bool make_interrupts(struct maker *m, int i)
{
    char names[100] = "";

    if (m->has_takes[i] && maker_use(m, F_START_AGAIN, 40))
        make_line(m, "steps", step_names[i], "when interrupted", "start again");
    if (!m->has_staff[i] || !maker_use(m, F_INTERRUPTS, 50))
        return false;
    for (int k = 0; k < m->steps; k++)
        if (k != i && k != m->gone_step && maker_percent(m, 60))
            maker_append(names, sizeof names, text("%s%s", names[0] != '\0' ? ", " : "", step_names[k]));
    for (int k = 0; k < m->tasks + m->errands && m->drawn[F_INTERRUPT_TASK]; k++)
        if (!(k < m->tasks && k == m->gone_task) && maker_use(m, F_INTERRUPT_TASK, 60))
            maker_append(names, sizeof names,
                         text("%s%s", names[0] != '\0' ? ", " : "", k < m->tasks ? task_names[k] : errand_names[k - m->tasks]));
    make_line(m, "steps", step_names[i], "interrupts", "[%s]",
              names[0] != '\0' ? names
                               : step_names[i > 0               ? 0
                                            : m->gone_step == 1 ? 2
                                                                : 1]);
    return maker_percent(m, 60);
}

/* Whether there are systems is settled before what is kept in them. */
int maker_systems(struct maker *m) { return maker_use(m, F_SYSTEM_DOWN, 100) ? maker_between(m, 1, 2) : 0; }

struct text maker_paper(struct maker *m, bool *slowed)
{
    char paper[200] = "{";

    *slowed = false;
    for (int k = 0; k < m->steps; k++) {
        struct text way = text("%s times", maker_percent(m, 70) ? "2" : "1.5");
        if (maker_percent(m, 40) || k == m->gone_step)
            continue;
        if (maker_use(m, F_STOPS, 40))
            way = text("stops");
        else if (m->drawn[F_SLOWED])
            *slowed = m->g->used[F_SLOWED] = true;
        else
            continue;
        maker_append(paper, sizeof paper, text("%s%s: %s", paper[1] != '\0' ? ", " : "", step_names[k], way.s));
    }
    return paper[1] != '\0' ? text("%s}", paper) : text("%s", "");
}

struct text maker_afterwards(struct maker *m)
{
    return text("{with: %s, takes: %s}", maker_one_staff(m).s, maker_minutes(m, maker_percent(m, 30)).s);
}

void make_systems(struct maker *m)
{
    for (int i = 0; i < m->systems; i++) {
        const char *name = system_names[i];
        bool slowed;
        struct text paper;
        make_line(m, "systems", name, "", "%s", "");
        make_line(m, "systems", name, "down", "%s", maker_down(m).s);
        paper = maker_paper(m, &slowed);
        if (paper.s[0] != '\0')
            make_line(m, "systems", name, "on paper", "%s", paper.s);
        if (slowed && maker_use(m, F_AFTERWARDS, 70))
            make_line(m, "systems", name, "afterwards", "%s", maker_afterwards(m).s);
    }
}

/* A condition on how it stands, or an empty text. later: a step that is asked for then. */
static struct text state(struct maker *m, int which, int later)
{
    const char *place = place_names[maker_below(m, m->places)], *no = maker_percent(m, 30) ? "not " : "";
    int a = maker_between(m, 0, 12) * 5;

    switch (which) {
    case 0:
        return maker_use(m, F_IF_PLACE, 100) ? text("%s%s is %s", no, place,
                                                    maker_percent(m, 60)   ? "full"
                                                    : maker_percent(m, 50) ? "open"
                                                                           : "closed")
                                             : text("%s", "");
    case 1:
        return m->systems > 0 && maker_use(m, F_IF_DOWN, 100) ? text("%s%s is down", no, system_names[0]) : text("%s", "");
    case 2:
        return maker_use(m, F_IF_WAITING, 100) ? text("over %d waiting for %s", maker_between(m, 0, 2), step_names[later]) : text("%s", "");
    case 3:
        return maker_use(m, F_IF_CLOCK, 100) ? text("it is %s", maker_clock(m, a, a + 30).s) : text("%s", "");
    default:
        return maker_use(m, F_IF_WENT, 100) ? text("%swent to %s", no, step_names[later]) : text("%s", "");
    }
}

/* The first of those that were drawn, from any on; now and then two of them. */
struct text maker_state(struct maker *m, int later)
{
    int first = maker_below(m, 5), found = 0;
    struct text all = text("%s", "");

    for (int i = 0; i < 5 && found < 2; i++) {
        struct text one = state(m, (first + i) % 5, later);
        if (one.s[0] == '\0')
            continue;
        all = found++ > 0 ? text("%s and %s", all.s, one.s) : one;
        if (maker_percent(m, 50))
            break;
    }
    return all;
}
