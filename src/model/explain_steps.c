/* The difficult combinations on a step: what interrupts and is interrupted, gates, giving up, what is kept. */
#include "model/explain_internal.h"
#include "model/tell.h"

const char *wr_i_explain_why(unsigned stops)
{
    static const char *const words[16] = {
        "",
        "end of shift",
        "interrupted",
        "end of shift, interrupted",
        "equipment down",
        "end of shift, equipment down",
        "interrupted, equipment down",
        "end of shift, interrupted, equipment down",
        "system down",
        "end of shift, system down",
        "interrupted, system down",
        "end of shift, interrupted, system down",
        "equipment down, system down",
        "end of shift, equipment down, system down",
        "interrupted, equipment down, system down",
        "end of shift, interrupted, equipment down, system down",
    };
    return words[stops & 15];
}

const char *wr_i_explain_target(const struct wr_i_explain *e, const struct wr_target *target) { return wr_tell_target(e->m, target); }

static bool asks_for(const struct wr_with *with, int resource)
{
    for (size_t i = 0; i < with->n_all; i++)
        if (with->all[i].resource == resource)
            return true;
    for (size_t i = 0; i < with->n_any; i++)
        if (with->any[i] == resource)
            return true;
    return false;
}

/* Lists of a hostile length are not gone through against each other: they are taken to have something in common. */
static bool have_one_in_common(struct wr_i_explain *e, const struct wr_with *a, const struct wr_with *b)
{
    size_t pairs = (a->n_all + a->n_any) * (b->n_all + b->n_any);

    if (pairs > e->pairs_left)
        return true;
    e->pairs_left -= pairs;
    for (size_t i = 0; i < a->n_all; i++)
        if (asks_for(b, a->all[i].resource))
            return true;
    for (size_t i = 0; i < a->n_any; i++)
        if (asks_for(b, a->any[i]))
            return true;
    return false;
}

static void interrupts(struct wr_i_explain *e, const struct wr_step *s)
{
    if (s->n_interrupts == 0)
        return;
    wr_i_explain_note(
        e, "steps", s->name, "interrupts", s->where,
        "it stops others only at the moment at which it asks for its staff, and only when nobody who stands before it waits for "
        "the same; else it waits like all");
    for (size_t i = 0; i < s->n_interrupts; i++) {
        int what = s->interrupts[i];
        const char *name = what >= 0 ? e->m->steps[what].name : e->m->tasks[-1 - what].name;
        const struct wr_with *with = what >= 0 ? &e->m->steps[what].with : &e->m->tasks[-1 - what].with;
        unsigned stops = what >= 0 ? e->step_stops[what] : e->task_stops[-1 - what];
        if (!have_one_in_common(e, &s->with, with))
            wr_i_explain_note(e, "steps", s->name, "interrupts", s->where,
                              "it never stops %s: the two need no staff or equipment in common", name);
        else if ((stops & WR_I_STOPS_SHIFT) != 0)
            wr_i_explain_note(
                e, "steps", s->name, "interrupts", s->where,
                "%s that was interrupted goes on with whoever is on duty then: when the shift has ended meanwhile, somebody else "
                "takes it over, before all who have not begun",
                name);
    }
}

static void stopped(struct wr_i_explain *e, const struct wr_step *s, unsigned stops)
{
    if (s->interrupted_start_again && (stops & ~(unsigned)WR_I_STOPS_INTERRUPTED) != 0)
        wr_i_explain_note(e, "steps", s->name, "when interrupted", s->where,
                          "it starts again only after an interruption; stopped otherwise (%s), it goes on with the time left",
                          wr_i_explain_why(stops & ~(unsigned)WR_I_STOPS_INTERRUPTED));
    if (s->has_unless && stops != 0)
        wr_i_explain_note(e, "steps", s->name, "unless", s->where, "it runs by the clock, also while the work is stopped (%s)",
                          wr_i_explain_why(stops));
}

static void gate(struct wr_i_explain *e, const struct wr_step *s)
{
    if (s->has_rounds && s->has_if_full && s->waiting_at_most.value >= 0)
        wr_i_explain_note(
            e, "steps", s->name, "waiting at most", s->where,
            "it counts who waits for the round and who waits %s; it is looked at as a patient asks, and not again at the round",
            s->has_place ? "for the place" : "for the staff");
    else if (s->has_rounds && s->has_if_full)
        wr_i_explain_note(e, "steps", s->name, "if full", s->where,
                          "it is looked at at the round: to wait for the round is not to find it full");
    if (s->has_rounds && s->has_open)
        wr_i_explain_note(e, "steps", s->name, "rounds", s->where, "while the step is not open there are no rounds");
    for (size_t i = 0; i < s->n_waits_for; i++)
        wr_i_explain_note(e, "steps", s->name, "waits for", s->where, "a patient who has not started %s is not held",
                          e->m->steps[s->waits_for[i]].name);
    if (!s->has_together)
        return;
    if (s->together_least.value > 1 && !(s->together_or_after > 0))
        wr_i_explain_note(e, "steps", s->name, "together", s->where,
                          "patients wait until there are %.15g, however long that takes; `or after: 30 min` would set a limit",
                          s->together_least.value);
    else if (s->has_rounds && s->together_or_after > 0)
        wr_i_explain_note(e, "steps", s->name, "together", s->where, "`at least` and `or after` are looked at at the rounds only");
    if (s->has_place || s->n_needs > 0)
        wr_i_explain_note(e, "steps", s->name, "together", s->where,
                          "the group asks for its staff when the last of it has %s; those who have it wait there for the others",
                          s->has_place && s->n_needs > 0 ? "its place and what it must know"
                          : s->has_place                 ? "its place"
                                                         : "what it must know");
    if (s->n_interrupts > 0)
        wr_i_explain_note(e, "steps", s->name, "together", s->where,
                          "a group interrupts as the first of it would, when the group asks for its staff");
    if (s->takes.kind == WR_VALUE_BY)
        wr_i_explain_note(e, "steps", s->name, "together", s->where,
                          "one time is drawn for the whole group, as for the first of it in the queue");
}

static void patience(struct wr_i_explain *e, const struct wr_step *s)
{
    const struct wr_target *to = &s->gives_up_then;

    if (!s->has_gives_up)
        return;
    if (to->kind == WR_TO_STEP && !e->m->steps[to->index].has_place)
        wr_i_explain_note(e, "steps", s->name, "gives up", s->where,
                          "who gives up gives all back at once, the space too: %s finds them in no place", wr_i_explain_target(e, to));
    else
        wr_i_explain_note(e, "steps", s->name, "gives up", s->where,
                          "who gives up gives back at once all that they hold: the space they wait in, and what they kept");
    if (to->kind == WR_TO_OUTCOME && e->has_errands)
        wr_i_explain_note(e, "steps", s->name, "gives up", s->where, "who gives up and leaves ends their errands at once");
    if (s->gives_up_since_arrival)
        wr_i_explain_note(e, "steps", s->name, "gives up", s->where,
                          e->comes_back
                              ? "who has been here longer than that gives up in the very moment of asking; who came back has been here "
                                "since coming back"
                              : "who has been here longer than that gives up in the very moment of asking");
    for (size_t i = 0; i < s->n_needs; i++)
        if (s->needs[i].without == WR_WITHOUT_CHASE) {
            wr_i_explain_note(e, "steps", s->name, "gives up", s->where,
                              "patience runs on while %s is chased: who gives up then breaks it off", e->m->items[s->needs[i].item].name);
            break;
        }
    if (s->has_together)
        wr_i_explain_note(e, "steps", s->name, "gives up", s->where, "who gives up falls out of the group; the others go on waiting");
}

static void keeps(struct wr_i_explain *e, const struct wr_step *s)
{
    for (size_t i = 0; i < s->n_keep; i++)
        if (s->keep[i] < 0 && s->has_together)
            wr_i_explain_note(e, "steps", s->name, "keep", s->where, "%s that a group keeps goes with the first of the group",
                              e->m->resources[-1 - s->keep[i]].name);
        else if (s->keep[i] < 0)
            wr_i_explain_note(e, "steps", s->name, "keep", s->where,
                              "%s stays with the patient, busy, also while the patient waits; a later step that needs %s has this one",
                              e->m->resources[-1 - s->keep[i]].name, e->m->resources[-1 - s->keep[i]].name);
}

void wr_i_explain_step(struct wr_i_explain *e, size_t step)
{
    const struct wr_step *s = &e->m->steps[step];

    interrupts(e, s);
    stopped(e, s, e->step_stops[step]);
    gate(e, s);
    patience(e, s);
    keeps(e, s);
    if (s->n_places > 1)
        wr_i_explain_note(e, "steps", s->name, "in", s->where,
                          "who holds a space in one of them stays there; the others wait for all of them and take the first that has room");
    for (size_t i = 0; i < s->n_sets; i++)
        if (e->is_priority[s->sets[i].attribute])
            wr_i_explain_note(e, "steps", s->name, "sets", s->where,
                              "the priority that goes by %s changes with it from the next step that they ask for",
                              e->m->attributes[s->sets[i].attribute].name);
}
