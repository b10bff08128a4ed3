/* Places: rules 3, 4, 5 and 9. */
#include "slow_internal.h"

#include <string.h>

static bool has_room(const struct slow *s, int place) { return s->is_open[place] && s->taken[place] < s->spaces[place]; }

/* The first who waits for `place`; holding: of those who hold that place (-1: of all), but never `but`. */
static struct waiting *first_for(const struct slow *s, int place, int holding, const struct person *but)
{
    for (struct waiting *w = s->queue; w != NULL; w = w->next)
        if (w->place == place && w->person != but && (holding < 0 || w->person->place == holding))
            return w;
    return NULL;
}

bool slow_place_free(const struct slow *s, int place) { return has_room(s, place) && first_for(s, place, -1, NULL) == NULL; }

static void stand(struct slow *s, struct person *p, int place, bool room)
{
    struct waiting *w = slow_take(s, 1, sizeof *w), **at = &s->queue;

    *w = (struct waiting){.person = p, .place = place, .room = room, .key = slow_key(s, p, p->priority)};
    while (*at != NULL && slow_before(&(*at)->key, &w->key) < 0)
        at = &(*at)->next;
    w->next = *at;
    *at = w;
}

void slow_stop_waiting(struct slow *s, const struct person *p, bool room_only)
{
    for (struct waiting **at = &s->queue; *at != NULL;)
        if ((*at)->person == p && (!room_only || (*at)->room))
            *at = (*at)->next;
        else
            at = &(*at)->next;
}

void slow_enter(struct slow *s, struct person *p, int place)
{
    p->place = place;
    p->entered = ++s->sequence;
    slow_tell(s, p, "enters %s", s->m->places[place].name);
    slow_tasks_entered(s, p);
}

/* `place` is the step's own, and is got: the space is taken already. */
static void got(struct slow *s, struct person *p, int place)
{
    slow_stop_waiting(s, p, false);
    slow_enter(s, p, place);
    slow_in_place(s, p);
}

/* `place` is the room to wait in: the wait for the step's own goes on. What it may close is looked at when all that was caused before is done. */
static void got_room(struct slow *s, struct person *p, int place)
{
    slow_stop_waiting(s, p, true);
    slow_enter(s, p, place);
}

void slow_offer(struct slow *s, int place)
{
    struct waiting *w;

    while (has_room(s, place) && (w = first_for(s, place, -1, NULL)) != NULL) {
        struct person *p = w->person;
        int old = p->place;
        s->taken[place]++;
        if (w->room) {
            got_room(s, p, place);
            slow_later(s, 0, LOOK_FOR_CIRCLE, NULL, p, 0);
        } else {
            got(s, p, place);
        }
        if (old >= 0)
            slow_leave(s, p, old);
    }
}

void slow_leave(struct slow *s, struct person *p, int place)
{
    slow_tell(s, p, "leaves %s", s->m->places[place].name);
    slow_tasks_left(s, p, place);
    if (s->m->places[place].turnaround.kind != WR_VALUE_NONE) {
        slow_turn(s, place);
    } else {
        s->taken[place]--;
        slow_offer(s, place);
    }
}

/* With `waits in` they wait there, as soon as it has room. */
void slow_wait_in(struct slow *s, struct person *p)
{
    int room = s->m->steps[p->step].waits_in, old = p->place;

    if (room < 0 || room == old)
        return;
    for (const struct waiting *w = s->queue; w != NULL; w = w->next)
        if (w->person == p && w->room)
            return; /* stands there since the gate */
    if (slow_place_free(s, room)) {
        s->taken[room]++;
        slow_enter(s, p, room);
        slow_later(s, 0, LOOK_FOR_CIRCLE, NULL, p, 0);
        if (old >= 0)
            slow_leave(s, p, old);
    } else if (!slow_circle(s, p, room)) {
        stand(s, p, room, true);
    }
}

void slow_wait_for_place(struct slow *s, struct person *p)
{
    int place = s->m->steps[p->step].places[0];

    slow_tell(s, p, "waits for %s", s->m->places[place].name);
    p->stage = FOR_PLACE;
    stand(s, p, place, false);
    slow_wait_in(s, p);
}

/* p, who holds a place, has got `to` of a circle. */
static void move(struct slow *s, struct person *p, int to)
{
    int old = p->place;

    slow_tell(s, p, "moves in a circle");
    if (p->stage == AT_GATE || (p->stage == FOR_PLACE && to != s->m->steps[p->step].places[0])) {
        got_room(s, p, to);
        slow_later(s, 0, LOOK_FOR_CIRCLE, NULL, p, 0);
    } else if (p->stage == FOR_PLACE) {
        got(s, p, to);
    } else {
        slow_stop_waiting(s, p, false);
        slow_enter(s, p, to);
        slow_in_place(s, p);
    }
    slow_tell(s, p, "leaves %s", s->m->places[old].name);
    slow_tasks_left(s, p, old);
}

/* p holds a place and wants `wanted`. Of the circles that this closes the one of the fewest places is taken; of equals the one whose places
 * stand first in the file, seen from the place that p holds. */
bool slow_circle(struct slow *s, struct person *p, int wanted)
{
    size_t n = s->m->n_places, done = 0, found = 1;
    struct person **who;
    int held = p->place, *giver, *line; /* giver: the place that who comes in holds now; line: those to be looked at */

    if (held < 0 || held == wanted || !s->is_open[wanted] || !s->is_open[held] || slow_fault == SLOW_NO_CIRCLE)
        return false;
    giver = slow_take(s, n, sizeof *giver);
    line = slow_take(s, n + 1, sizeof *line);
    for (size_t i = 0; i < n; i++)
        giver[i] = -1;
    line[0] = held;
    /* Backwards from the place that p would give up: who waits for it, and which place would that one give up? */
    while (done < found && giver[wanted] < 0) {
        int gets = line[done++];
        for (int b = 0; b < (int)n && giver[wanted] < 0; b++) {
            if (b == held || giver[b] >= 0 || !s->is_open[b] || first_for(s, gets, b, p) == NULL)
                continue;
            giver[b] = gets; /* whoever holds b moves to `gets` */
            line[found++] = b;
        }
    }
    if (giver[wanted] < 0)
        return false;
    s->out->circles++;
    /* Who they are is settled before anybody moves: somebody who moves to a waiting room of the circle holds another place then. */
    who = slow_take(s, n, sizeof *who);
    n = 0;
    for (int b = wanted; b != held; b = giver[b], n++) {
        who[n] = first_for(s, giver[b], b, p)->person;
        line[n] = giver[b];
    }
    /* Who closes it moves first; the space it left is given on, and so round. */
    move(s, p, wanted);
    while (n-- > 0)
        move(s, who[n], line[n]);
    return true;
}

void slow_opened(struct slow *s, int place)
{
    bool again = true;

    slow_offer(s, place);
    while (again) {
        again = false;
        for (struct waiting *w = s->queue; w != NULL && !again; w = w->next)
            if (w->place == place && w->person->place >= 0)
                again = slow_circle(s, w->person, place);
    }
}
