/* Places by choice, kept, and opened by a rule: what of it a random service has. */
#include "generate_internal.h"

#include <string.h>

/* Where step i is done, and where they wait for it. */
void make_in(struct maker *m, int i)
{
    int place = maker_below(m, m->places), other = m->places > 1 ? (place + maker_between(m, 1, m->places - 1)) % m->places : -1, room;

    m->in[i][0] = place;
    m->in[i][1] = -1;
    if (other >= 0 && maker_use(m, F_ANY_PLACES, 50)) {
        m->in[i][1] = other;
        make_line(m, "steps", step_names[i], "in", "{any of: [%s, %s]}", place_names[place], place_names[other]);
    } else {
        make_line(m, "steps", step_names[i], "in", "%s", place_names[place]);
    }
    if (m->places == 1 || !maker_use(m, F_WAITS_IN, 60))
        return;
    room = (place + maker_between(m, 1, m->places - 1)) % m->places;
    if (room != m->in[i][1])
        make_line(m, "steps", step_names[i], "waits in", "%s", place_names[room]);
}

static struct text kept(struct maker *m, int i)
{
    bool place = m->drawn[F_KEEP_PLACE] && (m->has_place[i] || maker_percent(m, 30)),
         staff = m->drawn[F_KEEP_STAFF] && maker_percent(m, 60);
    const char *where = m->has_place[i] ? place_names[m->in[i][0]] : place_names[0], *who = staff_names[maker_below(m, m->staff)];

    m->g->used[F_KEEP_PLACE] = m->g->used[F_KEEP_PLACE] || place;
    m->g->used[F_KEEP_STAFF] = m->g->used[F_KEEP_STAFF] || staff;
    if (place && m->in[i][1] >= 0 && m->has_place[i] && !staff)
        return text("[%s, %s]", where, place_names[m->in[i][1]]);
    return place && staff ? text("[%s, %s]", where, who) : text("[%s]", place ? where : staff ? who : "");
}

/* What step i keeps and gives back. */
void make_keep(struct maker *m, int i)
{
    struct text keep = kept(m, i), other = kept(m, maker_below(m, i + 1));

    if (strcmp(keep.s, "[]") != 0 && maker_percent(m, 50))
        make_line(m, "steps", step_names[i], "keep", "%s", keep.s);
    if (strcmp(other.s, "[]") != 0 && maker_use(m, F_FREES, 50))
        make_line(m, "steps", step_names[i], "frees", "%s", other.s);
}

struct text maker_surge(struct maker *m)
{
    return text("{when: over %d waiting for %s, stays open: %d min}", maker_between(m, 0, 2), step_names[maker_step(m)],
                maker_between(m, 1, 6) * 5);
}

/* Those that have no hours. */
void make_surge(struct maker *m)
{
    for (int i = m->places > 1 ? 1 : m->places; i < m->places; i++)
        if (!m->opens[i] && !m->unlimited[i] && maker_use(m, F_SURGE, 60))
            make_line(m, "places", place_names[i], "opens", "%s", maker_surge(m).s);
}
