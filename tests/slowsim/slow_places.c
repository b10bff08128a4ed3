/* Places: rules 3, 4, 5 and 9. */
#include "slow_internal.h"

#include <math.h>
#include <string.h>

static bool has_room(const struct slow *s, int place) { return s->is_open[place] && s->taken[place] < s->spaces[place]; }

static bool is_one_of(const struct wr_step *step, int place)
{
    for (size_t i = 0; i < step->n_places; i++)
        if (step->places[i] == place)
            return true;
    return false;
}

/* For the room to wait in, or for any of the step's places. */
static bool waits_for(const struct slow *s, const struct waiting *w, int place)
{
    return w->room ? w->place == place : is_one_of(slow_step(s, w->person), place);
}

/* The first who waits for `place`; holding: of those who hold that place and would give it up (-1: of all), but never `but`. */
static struct waiting *first_for(const struct slow *s, int place, int holding, const struct person *but)
{
    for (struct waiting *w = s->queue; w != NULL; w = w->next)
        if (waits_for(s, w, place) && w->person != but &&
            (holding < 0 || (w->person->place == holding && !w->person->keeps_place[holding])))
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

int slow_place_for(const struct slow *s, const struct person *p, const struct wr_step *step)
{
    if (p->place >= 0 && is_one_of(step, p->place))
        return p->place;
    for (size_t i = 0; i < step->n_places; i++)
        if (p->keeps_place[step->places[i]])
            return step->places[i];
    for (size_t i = 0; i < step->n_places; i++)
        if (slow_place_free(s, step->places[i]))
            return step->places[i];
    return -1;
}

const char *slow_place_words(struct slow *s, const struct wr_step *step)
{
    const char *words = s->m->places[step->places[0]].name;

    for (size_t i = 1; i < step->n_places; i++)
        words = slow_text_of(s, "%s or %s", words, s->m->places[step->places[i]].name);
    return words;
}

/* A space that is free, or that is kept. */
void slow_enter(struct slow *s, struct person *p, int place)
{
    p->place = place;
    p->entered = ++s->sequence;
    s->taken[place] += !p->keeps_place[place];
    slow_tell(s, p, "%s %s", p->keeps_place[place] ? "goes back to" : "enters", s->m->places[place].name);
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

/* By the rule of the moment; one that begins at this very moment holds from the place's turn on. */
static bool opens_by_rule(const struct slow *s, int place) { return s->by_rule[place] && slow_as_it_is(s)->places[place].has_surge; }

/* A place that has opened by a rule, long enough ago. */
static bool may_close(const struct slow *s, int place)
{
    return opens_by_rule(s, place) && s->is_open[place] && s->now >= s->may_close[place];
}

/* Turnaround, or the next. */
static void space_is_left(struct slow *s, int place)
{
    if (slow_as_it_is(s)->places[place].turnaround.kind != WR_VALUE_NONE)
        slow_turn(s, place);
    else
        slow_space_back(s, place);
}

void slow_space_back(struct slow *s, int place)
{
    s->taken[place]--;
    slow_offer(s, place);
    if (may_close(s, place))
        slow_later(s, 0, LOOK_AT_PLACE, NULL, NULL, place);
}

void slow_leave(struct slow *s, struct person *p, int place)
{
    bool keeps = p->keeps_place[place];

    slow_tell(s, p, "%s %s", keeps ? "keeps" : "leaves", s->m->places[place].name);
    slow_tasks_left(s, p, place);
    if (!keeps)
        space_is_left(s, place);
}

/* Keep and frees. */

/* At the end of a step: of what it names, what is held stays with the patient; of the staff in `has` the rest is to be released. */
void slow_keep(struct person *p, const struct wr_step *step, struct wants *has)
{
    for (size_t i = 0; i < step->n_keep && slow_fault != SLOW_KEEPS_NOTHING; i++) {
        int name = step->keep[i];
        if (name >= 0 && name == p->place)
            p->keeps_place[name] = true;
        for (size_t k = 0; name < 0 && k < has->n; k++)
            if (has->resource[k] == -1 - name) {
                p->keeps[-1 - name] += has->count[k];
                has->count[k] = 0;
            }
    }
}

static void give_back_place(struct slow *s, struct person *p, int place)
{
    if (!p->keeps_place[place])
        return;
    p->keeps_place[place] = false;
    if (p->place == place)
        return;
    slow_tell(s, p, "gives back %s", s->m->places[place].name);
    space_is_left(s, place);
}

static void give_back_staff(struct slow *s, struct person *p, int resource)
{
    struct wants w = {.n = 1, .resource = {resource}, .count = {p->keeps[resource]}};
    char text[400];

    if (p->keeps[resource] == 0)
        return;
    p->keeps[resource] = 0;
    slow_tell(s, p, "gives back %s", slow_words(s, &w, text));
    slow_release(s, &w);
}

void slow_free(struct slow *s, struct person *p, const struct wr_step *step)
{
    for (size_t i = 0; i < step->n_frees; i++)
        if (step->frees[i] >= 0)
            give_back_place(s, p, step->frees[i]);
        else
            give_back_staff(s, p, -1 - step->frees[i]);
}

void slow_give_back(struct slow *s, struct person *p)
{
    for (int i = 0; i < (int)s->m->n_places; i++)
        give_back_place(s, p, i);
    for (int i = 0; i < (int)s->m->n_resources; i++)
        give_back_staff(s, p, i);
}

/* With `waits in` they wait there, as soon as it has room. */
void slow_wait_in(struct slow *s, struct person *p)
{
    int room = slow_step(s, p)->waits_in, old = p->place;

    if (room < 0 || room == old)
        return;
    for (const struct waiting *w = s->queue; w != NULL; w = w->next)
        if (w->person == p && w->room)
            return; /* stands there since the gate */
    if (p->keeps_place[room] || slow_place_free(s, room)) {
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
    slow_tell(s, p, "waits for %s", slow_place_words(s, slow_step(s, p)));
    p->stage = FOR_PLACE;
    slow_waits(s, p);
    stand(s, p, -1, false);
    slow_wait_in(s, p);
}

/* p, who holds a place, has got `to` of a circle. */
static void move(struct slow *s, struct person *p, int to)
{
    int old = p->place;

    slow_tell(s, p, "moves in a circle");
    s->taken[to]--; /* spaces are exchanged */
    if (p->stage == AT_GATE || (p->stage == FOR_PLACE && !is_one_of(slow_step(s, p), to))) {
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
 * stand first in the file, seen from the place that p holds. Of how many places it is; 0: there is none. */
static size_t circle(struct slow *s, struct person *p, int wanted, bool moves)
{
    size_t n = s->m->n_places, done = 0, found = 1;
    struct person **who;
    int held = p->place, *giver, *line; /* giver: the place that who comes in holds now; line: those to be looked at */

    if (held < 0 || held == wanted || p->keeps_place[held] || !s->is_open[held] || slow_fault == SLOW_NO_CIRCLE)
        return 0;
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
        return 0;
    found = 1;
    for (int b = wanted; b != held; b = giver[b])
        found++;
    if (!moves)
        return found;
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
    return found;
}

/* For the room to wait in, or (-1) for that of the step's places whose circle is the shortest; of equals the first of the list. */
bool slow_circle(struct slow *s, struct person *p, int room)
{
    size_t shortest = 0;
    int wanted = room;

    for (size_t i = 0; i < slow_step(s, p)->n_places && room < 0; i++) {
        size_t places = circle(s, p, slow_step(s, p)->places[i], false);
        if (places == 0 || (shortest > 0 && places >= shortest))
            continue;
        shortest = places;
        wanted = slow_step(s, p)->places[i];
    }
    return wanted >= 0 && circle(s, p, wanted, true) > 0;
}

/* Whoever waits for the place and holds another may close a circle by its opening. */
void slow_opened(struct slow *s, int place)
{
    bool again = true;

    slow_offer(s, place);
    while (again) {
        again = false;
        for (struct waiting *w = s->queue; w != NULL && !again; w = w->next)
            if (waits_for(s, w, place) && w->person->place >= 0)
                again = slow_circle(s, w->person, w->room ? w->place : -1);
    }
}

/* Places that open by a rule. */

bool slow_rule_holds(const struct slow *s, int place)
{
    const struct wr_place *at = &slow_as_it_is(s)->places[place];

    return slow_waiting(s, at->surge_step, true) > at->surge_over;
}

static bool is_about(const struct slow *s, int place, const struct person *p)
{
    return opens_by_rule(s, place) && slow_as_it_is(s)->places[place].surge_step == p->step;
}

void slow_waits(struct slow *s, struct person *p)
{
    for (int i = 0; i < (int)s->m->n_places && !p->waits; i++)
        if (is_about(s, i, p) && !s->is_open[i] && slow_rule_holds(s, i))
            slow_later(s, 0, LOOK_AT_PLACE, NULL, NULL, i);
    p->waits = true;
}

void slow_waits_no_more(struct slow *s, struct person *p)
{
    for (int i = 0; i < (int)s->m->n_places; i++)
        if (is_about(s, i, p) && may_close(s, i))
            slow_later(s, 0, LOOK_AT_PLACE, NULL, NULL, i);
    p->waits = false;
}

/* Whether it is another number, which is said. */
bool slow_number_of_spaces(struct slow *s, int place, double spaces)
{
    if (isinf(spaces) && isinf(s->spaces[place]))
        return false;
    if (fabs(spaces - s->spaces[place]) <= 0)
        return false;
    s->spaces[place] = spaces;
    slow_say(s, s->m->places[place].name,
             isinf(spaces) ? "unlimited spaces" : slow_text_of(s, "%d space%s", (int)spaces, (int)spaces == 1 ? "" : "s"));
    return true;
}

/* The clock of this instant may not have come to this place yet: its number is looked at together with its opening. */
static void number_now(struct slow *s, int place)
{
    double spaces = wr_schedule_at(&s->m->clock, &slow_as_it_is(s)->places[place].spaces, s->now);

    slow_number_of_spaces(s, place, spaces);
}

void slow_look_at_place(struct slow *s, int place)
{
    bool holds = opens_by_rule(s, place) && slow_rule_holds(s, place);

    if (!opens_by_rule(s, place))
        return;
    if (!s->is_open[place] && holds) {
        s->is_open[place] = true;
        number_now(s, place);
        s->may_close[place] = s->now + slow_as_it_is(s)->places[place].surge_stays;
        slow_say(s, s->m->places[place].name, "opens");
        slow_opened(s, place);
    } else if (s->is_open[place] && !holds && s->taken[place] == 0 && s->now >= s->may_close[place]) {
        s->is_open[place] = false;
        number_now(s, place);
        slow_say(s, s->m->places[place].name, "closes");
    }
}
