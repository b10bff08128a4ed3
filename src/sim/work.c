/* Work that can stop and go on, be cut off, be given up or go slower (rules 9, 10, 11, 14; docs/rules.md C): a step's `takes`, chasing,
 * turnaround, tasks, typing in. For those who add a kind of work, or take some back.
 *
 * Where. A service in which any of this can happen has plan->at_work: each record then carries a struct wr_i_work. What can stop, be cut or be
 * slowed goes through wr_i_work_begins and has its end in r->far, never in the near calendar, whose entries are always true. An entry of `far`
 * is only believed when it is still what the record says (wr_i_work_stale): so an end is taken back, or moved, by changing the record. Steps of
 * this kind have WR_I_STEP_STOPS: set it while compiling, before wr_i_compile_work.
 *
 * Staff. Ask with wr_i_staff_get (it remembers what was asked and what was had: of `any of`, which), wait with wr_i_staff_wait, pass on with
 * wr_i_staff_release(r, wr_i_has(r, p)).
 *
 * Stopping. wr_i_work_stop takes the end back, releases staff without offering it, keeps the time left and says so; when all that stops at this
 * moment has stopped (and who interrupts has begun), wr_i_work_stopped_wait puts them into the queue and offers it once.
 * wr_i_work_cancel takes back whatever a record waits for or does; its staff, and what it kept from others by waiting, pass on.
 *
 * Later. wr_i_later_put sets a moment of its own category (unless, giving up, a task due, a return) for a record; it counts as long as the
 * record's part plan->at_later[category] says so: wr_i_later_forget. What happens then stands in wr_i_later.
 *
 * A new kind of work (a state X_WAITS in the queue, X_WORKS at work) has a line in each switch of this file: which list it is under, how it is
 * called, how it begins, ends, and what waiting it gives up. */
#include "sim/run_internal.h"

#include <stdio.h>

#include "base/mem.h"

/* ---- what a record's work is: a line for each kind ---- */

WR_I_RUN enum wr_i_state wr_i_doing(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    return p->state == WR_I_STOPPED || p->state == WR_I_STOPPED_BESIDE ? wr_i_work_of(r, p)->what : p->state;
}

/* Lists of work under way, each in the order begun: one a step, then chasing, turnaround. */
static uint32_t list_of(const struct wr_i_run *r, const struct wr_i_patient *p)
{
    switch (p->state) {
    case WR_I_CHASES:
        return WR_I_LIST_CHASES(r->plan);
    case WR_I_TURN_WORKS:
        return WR_I_LIST_TURNS(r->plan);
    case WR_I_TASK_WORKS:
        return WR_I_LIST_TASK(r->plan, wr_i_task_index(r, p));
    case WR_I_TYPES:
        return WR_I_LIST_TYPING(r->plan);
    default:
        return p->step;
    }
}

static const char *name_of(const struct wr_i_run *r, const struct wr_i_patient *p, char *text, size_t size)
{
    switch (wr_i_doing(r, p)) {
    case WR_I_CHASES:
        snprintf(text, size, "chasing %s", r->plan->items[r->plan->steps[p->step].wants[*wr_i_part_u32(p, r->plan->at_want)].item].name);
        return text;
    case WR_I_TURN_WORKS:
        return "turnaround";
    case WR_I_TASK_WORKS:
        return r->plan->tasks[wr_i_task_index(r, p)].name;
    case WR_I_TYPES:
        snprintf(text, size, "typing in %s", r->plan->steps[p->step].name);
        return text;
    default:
        return r->plan->steps[p->step].name;
    }
}

/* Says `text` of the record: who it is. */
static void say_of(struct wr_i_run *r, const struct wr_i_patient *p, const char *text)
{
    switch (wr_i_doing(r, p)) {
    case WR_I_GROUP_WORKS:
        wr_i_group_says(r, p, text);
        return;
    case WR_I_TURN_WORKS:
        wr_i_walk_thing(r, r->plan->places[p->kind].name, "%s", text);
        return;
    case WR_I_TASK_WORKS:
        if (wr_i_task_owner(r, p) == NULL) {
            wr_i_walk_thing(r, r->plan->tasks[wr_i_task_index(r, p)].name, "%s", text);
            return;
        }
        wr_i_walk(r, p, "%s", text);
        return;
    case WR_I_TYPES:
        wr_i_walk_thing(r, r->plan->things[wr_i_types_for(r, p)].name, "%s", text);
        return;
    default:
        wr_i_walk(r, p, "%s", text);
    }
}

WR_I_RUN void wr_i_begins_other(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    switch (p->state) {
    case WR_I_WAITS_CHASE:
        wr_i_chase_begins(r, slot, p);
        return;
    case WR_I_TURN_WAITS:
        wr_i_turnaround_begins(r, slot, p);
        return;
    case WR_I_TASK_WAITS:
        wr_i_task_begins(r, slot, p);
        return;
    case WR_I_TYPE_WAITS:
        wr_i_typing_begins(r, slot, p);
        return;
    case WR_I_GROUP_WAITS:
        wr_i_group_begins(r, slot, p);
        return;
    default:
        wr_i_work_goes_on(r, slot, p);
    }
}

WR_I_RUN void wr_i_ends_other(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    switch (p->state) {
    case WR_I_CHASES:
        wr_i_chase_ends(r, slot, p);
        return;
    case WR_I_TURN_WORKS:
        wr_i_turnaround_ends(r, slot, p);
        return;
    case WR_I_TASK_WORKS:
        wr_i_task_ends(r, slot, p);
        return;
    case WR_I_TYPES:
        wr_i_typing_ends(r, slot, p);
        return;
    case WR_I_GROUP_WORKS:
        wr_i_group_ends(r, slot, p);
        return;
    default:
        r->status = wr_fail(WR_ERR_INTERNAL);
    }
}

/* ---- the end in the calendar ---- */

static void unlink_work(struct wr_i_run *r, const struct wr_i_work *w)
{
    struct wr_i_ends *list = &r->works[w->list];

    if (w->prev != WR_I_NOBODY)
        wr_i_work_of(r, wr_i_at(r, w->prev))->next = w->next;
    else
        list->head = w->next;
    if (w->next != WR_I_NOBODY)
        wr_i_work_of(r, wr_i_at(r, w->next))->prev = w->prev;
    else
        list->tail = w->prev;
}

static void link_work(struct wr_i_run *r, uint32_t slot, struct wr_i_work *w)
{
    struct wr_i_ends *list = &r->works[w->list];

    w->prev = list->tail;
    w->next = WR_I_NOBODY;
    if (list->tail != WR_I_NOBODY)
        wr_i_work_of(r, wr_i_at(r, list->tail))->next = slot;
    else
        list->head = slot;
    list->tail = slot;
}

static void put_far(struct wr_i_run *r, double time, uint64_t rest)
{
    struct wr_i_entry entry = {time, rest};
    int status = wr_i_calendar_put(&r->far, entry);

    if (WR_UNLIKELY(status < 0))
        r->status = status;
    if (time < r->next_rare)
        r->next_rare = time;
}

static void goes_for(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, struct wr_i_work *w, double time, bool first)
{
    w->on = true;
    w->begun = r->begun++;
    w->list = list_of(r, p);
    link_work(r, slot, w);
    if (r->plan->n_things > 0 && (p->state == WR_I_WORKS || p->state == WR_I_GROUP_WORKS))
        wr_i_paper_begins(r, p, first);
    w->at_once = !(time > 0);
    if (w->at_once) {
        w->ends = r->now;
        r->taken_back++; /* it is counted by the instant's list */
        wr_i_agenda_add(r, slot);
        return;
    }
    w->pace = wr_i_pace(r, p);
    w->ends = r->now + time * w->pace;
    put_far(r, w->ends, wr_i_key_rest(WR_I_ENDS, w->begun, slot));
}

WR_I_RUN void wr_i_work_begins(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p, double time)
{
    struct wr_i_work *w = wr_i_work_of(r, p);

    w->whole = time;
    w->again = false;
    goes_for(r, slot, p, w, time, true);
    w->first = w->begun;
}

WR_I_RUN void wr_i_work_over(struct wr_i_run *r, const struct wr_i_patient *p)
{
    struct wr_i_work *w = wr_i_work_of(r, p);

    if (w->on) {
        w->on = false;
        unlink_work(r, w);
    }
}

/* The same, before its end has come. */
static void take_back(struct wr_i_run *r, uint32_t slot, const struct wr_i_patient *p)
{
    const struct wr_i_work *w = wr_i_work_of(r, p);

    wr_i_work_over(r, p);
    for (size_t i = r->agenda_first; w->at_once && i < r->agenda_n; i++)
        if (r->agenda[i] == slot)
            r->agenda[i] = WR_I_NOBODY;
}

WR_I_RUN bool wr_i_work_stale(const struct wr_i_run *r, struct wr_i_entry entry)
{
    const struct wr_i_patient *p = wr_i_at(r, wr_i_key_slot(entry.rest));
    uint32_t category = wr_i_key_category(entry.rest);
    uint64_t begun = wr_i_key_begun(entry.rest);

    if (category == WR_I_ENDS) {
        const struct wr_i_work *w = wr_i_work_of(r, p);
        return !w->on || w->begun != begun || w->ends != entry.time;
    }
    return *(const uint64_t *)wr_i_part(p, r->plan->at_later[category]) != begun + 1;
}

WR_I_RUN void wr_i_work_pace(struct wr_i_run *r, uint32_t slot, double to)
{
    struct wr_i_work *w = wr_i_work_of(r, wr_i_at(r, slot));

    if (w->at_once || w->pace == to)
        return;
    w->ends = r->now + (w->ends - r->now) / w->pace * to;
    w->pace = to;
    r->taken_back--; /* two entries of one number */
    put_far(r, w->ends, wr_i_key_rest(WR_I_ENDS, w->begun, slot));
}

/* ---- later ---- */

WR_I_RUN void wr_i_later_put(struct wr_i_run *r, double time, enum wr_i_category category, uint32_t slot)
{
    uint64_t begun = r->begun++;

    *(uint64_t *)wr_i_part(wr_i_at(r, slot), r->plan->at_later[category]) = begun + 1;
    put_far(r, time, wr_i_key_rest(category, begun, slot));
}

WR_I_RUN void wr_i_later_forget(struct wr_i_run *r, const struct wr_i_patient *p, enum wr_i_category category)
{
    if (r->plan->at_later[category] != WR_I_NONE)
        *(uint64_t *)wr_i_part(p, r->plan->at_later[category]) = 0;
}

WR_I_RUN void wr_i_later(struct wr_i_run *r, enum wr_i_category category, uint32_t slot)
{
    struct wr_i_patient *p = wr_i_at(r, slot);

    wr_i_later_forget(r, p, category);
    switch (category) {
    case WR_I_UNLESS:
        wr_i_cut_short(r, slot, p);
        return;
    case WR_I_GIVES_UP:
        wr_i_gives_up(r, slot, p);
        return;
    case WR_I_TASK_DUE:
        wr_i_task_by_chance(r, slot, p);
        return;
    case WR_I_RETURNS:
        wr_i_returns(r, slot, p);
        return;
    default:
        r->status = wr_fail(WR_ERR_INTERNAL);
    }
}

/* ---- stopping and going on ---- */

static void note_stopped(struct wr_i_run *r, uint32_t slot)
{
    struct wr_sim_worker *w = r->worker;

    if (r->n_stopped == w->stopped_capacity) {
        size_t capacity = w->stopped_capacity == 0 ? 64 : 2 * w->stopped_capacity;
        uint32_t *grown = wr_mem_resize(w->stopped, capacity, sizeof *grown);
        if (grown == NULL) {
            r->status = wr_fail(WR_ERR_MEMORY);
            return;
        }
        w->stopped = grown;
        w->stopped_capacity = capacity;
    }
    w->stopped[r->n_stopped++] = slot;
}

WR_I_RUN void wr_i_work_stop(struct wr_i_run *r, uint32_t slot, bool again, const char *before, const char *name, const char *after)
{
    struct wr_i_patient *p = wr_i_at(r, slot);
    struct wr_i_work *w = wr_i_work_of(r, p);
    double left = w->at_once ? 0 : (w->ends - r->now) / w->pace;

    if (WR_UNLIKELY(r->watch != NULL)) {
        char what[256], text[800];
        snprintf(text, sizeof text, "stops %s: %s%s%s", name_of(r, p, what, sizeof what), before, name, after);
        say_of(r, p, text);
    }
    take_back(r, slot, p);
    wr_i_staff_let_go(r, wr_i_has(r, p));
    w->again = w->again || again;
    w->ends = again ? w->whole : left;
    w->what = p->state;
    p->state = p->state < WR_I_TURN_WAITS ? WR_I_STOPPED : WR_I_STOPPED_BESIDE;
    note_stopped(r, slot);
}

WR_I_RUN void wr_i_work_stopped_wait(struct wr_i_run *r)
{
    size_t n = r->n_stopped;
    const uint32_t *stopped = r->worker->stopped;
    uint32_t group = WR_I_NONE;

    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        wr_i_staff_wait_again(r, stopped[i], wr_i_at(r, stopped[i]));
    for (size_t i = 0; i < n; i++) { /* all that stops at one moment shares staff, so they wait in one group */
        uint32_t asks = wr_i_work_of(r, wr_i_at(r, stopped[i]))->asks;
        if (i == 0 || r->plan->sigs[asks].group != group)
            wr_i_staff_offer(r, asks);
        group = r->plan->sigs[asks].group;
    }
    for (size_t i = 0; i < n && WR_UNLIKELY(r->watch != NULL); i++) {
        const struct wr_i_patient *p = wr_i_at(r, stopped[i]);
        char text[600];
        if (p->state != WR_I_STOPPED && p->state != WR_I_STOPPED_BESIDE)
            continue;
        snprintf(text, sizeof text, "%swaits for %s", wr_i_doing(r, p) == WR_I_TURN_WORKS ? "turnaround " : "",
                 wr_i_waits_text(r, wr_i_work_of(r, p)->asks));
        if (wr_i_doing(r, p) == WR_I_GROUP_WORKS) /* it asks in the name of its first */
            wr_i_walk(r, wr_i_group_first(r, p), "%s", text);
        else
            say_of(r, p, text);
    }
    r->n_stopped = 0;
}

WR_I_RUN void wr_i_work_goes_on(struct wr_i_run *r, uint32_t slot, struct wr_i_patient *p)
{
    struct wr_i_work *w = wr_i_work_of(r, p);
    uint32_t sig;

    p->state = w->what;
    sig = wr_i_has(r, p);
    if (WR_UNLIKELY(r->watch != NULL)) {
        const char *with = sig != WR_I_NONE ? r->plan->sigs[sig].text : "";
        char what[256], text[800];
        snprintf(text, sizeof text, "%s%s%s%s%s", w->again ? "starts " : "goes on with ", name_of(r, p, what, sizeof what),
                 w->again ? " again" : "", with[0] != '\0' ? " with " : "", with);
        say_of(r, p, text);
    }
    w->again = false;
    goes_for(r, slot, p, w, w->ends, false);
}

WR_I_RUN uint32_t wr_i_work_last(const struct wr_i_run *r, uint32_t resource)
{
    uint32_t best = WR_I_NOBODY;
    uint64_t begun = 0;

    for (uint32_t list = 0; list < WR_I_LISTS(r->plan); list++)
        for (uint32_t slot = r->works[list].tail; slot != WR_I_NOBODY;) {
            const struct wr_i_patient *p = wr_i_at(r, slot);
            const struct wr_i_work *w = wr_i_work_of(r, p);
            if (best != WR_I_NOBODY && w->begun < begun)
                break;
            if (wr_i_sig_count(r, wr_i_has(r, p), resource) > 0) {
                best = slot;
                begun = w->begun;
                break;
            }
            slot = w->prev;
        }
    return best;
}

WR_I_RUN uint32_t wr_i_work_first(const struct wr_i_run *r, uint32_t resource)
{
    uint32_t best = WR_I_NOBODY;
    uint64_t begun = 0;

    for (uint32_t list = 0; list < WR_I_LISTS(r->plan); list++)
        for (uint32_t slot = r->works[list].head; slot != WR_I_NOBODY;) {
            const struct wr_i_patient *p = wr_i_at(r, slot);
            const struct wr_i_work *w = wr_i_work_of(r, p);
            if (best != WR_I_NOBODY && w->begun > begun)
                break;
            if (wr_i_sig_count(r, wr_i_has(r, p), resource) > 0) {
                best = slot;
                begun = w->begun;
                break;
            }
            slot = w->next;
        }
    return best;
}

/* ---- taking back ---- */

/* What is counted of who waits for a step and has not begun. */
static void waits_no_more(struct wr_i_run *r, const struct wr_i_patient *p)
{
    const struct wr_i_step *s = &r->plan->steps[p->step];

    if (s->level_queue != WR_I_NONE)
        wr_i_level_down(r, s->level_queue);
    if (s->flags & WR_I_STEP_RULE)
        wr_i_surge_less(r, p->step);
}

WR_I_RUN void wr_i_work_cancel(struct wr_i_run *r, uint32_t slot)
{
    struct wr_i_patient *p = wr_i_at(r, slot);
    enum wr_i_state was = p->state;

    switch (was) {
    case WR_I_WAITS_GATE:
        waits_no_more(r, p);
        wr_i_gate_wait_ends(r, slot, p);
        break;
    case WR_I_WAITS_PLACE:
        waits_no_more(r, p);
        wr_i_place_wait_ends(r, slot, p);
        break;
    case WR_I_WAITS_STAFF:
        if (r->plan->steps[p->step].flags & WR_I_STEP_COUNTS_STAFF)
            r->waiting_for[r->plan->steps[p->step].of]--;
        /* fall through */
    case WR_I_WAITS_CHASE:
        waits_no_more(r, p);
        /* fall through */
    case WR_I_TURN_WAITS:
    case WR_I_TASK_WAITS:
    case WR_I_GROUP_WAITS:
    case WR_I_STOPPED:
    case WR_I_STOPPED_BESIDE: {
        uint32_t asks = wr_i_asks(r, p);
        if (was == WR_I_STOPPED && wr_i_doing(r, p) == WR_I_CHASES)
            waits_no_more(r, p);
        wr_i_staff_wait_ends(r, slot, p);
        p->state = WR_I_MOVING;
        wr_i_staff_offer(r, asks); /* what it was short of was kept from those behind it */
        break;
    }
    case WR_I_GROUP_PASSES:
    case WR_I_GROUP_READY:
        waits_no_more(r, p);
        break;
    case WR_I_CHASES:
        waits_no_more(r, p);
        /* fall through */
    case WR_I_GROUP_WORKS:
    case WR_I_WORKS:
    case WR_I_TURN_WORKS:
    case WR_I_TASK_WORKS: {
        uint32_t sig = wr_i_has(r, p);
        take_back(r, slot, p);
        p->state = WR_I_MOVING;
        if (sig != WR_I_NONE)
            wr_i_staff_release(r, sig);
        break;
    }
    default: /* in the middle of its turn: it waits for nothing */
        break;
    }
    p->state = WR_I_MOVING;
    if (wr_i_in_group(r, p))
        wr_i_group_leaves(r, slot);
}
