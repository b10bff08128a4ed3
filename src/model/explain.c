/* The difficult combinations, part by part: staff, equipment, systems, information, places, tasks, who comes. Steps stand in
 * explain_steps.c, what happens as a change begins in explain_changes.c. */
#include "model/explain.h"

#include <string.h>

#include "base/text.h"
#include "model/explain_internal.h"
#include "read/tree.h"

struct wr_where wr_i_explain_where(const struct wr_i_explain *e, const char *part, const char *name, const char *key,
                                   struct wr_where otherwise)
{
    const struct wr_node *entry = wr_node_get(wr_node_get(e->source->root, part), name), *node = wr_node_get(entry, key);

    return node != NULL ? node->key_where : entry != NULL && entry->key_where.line > 0 ? entry->key_where : otherwise;
}

void wr_i_explain_note(struct wr_i_explain *e, const char *part, const char *name, const char *key, struct wr_where otherwise,
                       const char *format, ...)
{
    struct wr_buf path, text;
    va_list args;

    wr_buf_init(&path, 0);
    wr_buf_init(&text, 0);
    wr_buf_printf(&path, "%s.%s%s%s", part, name, key[0] != '\0' ? "." : "", key);
    va_start(args, format);
    wr_buf_vprintf(&text, format, args);
    va_end(args);
    if (wr_buf_status(&path) != 0 || wr_buf_status(&text) != 0)
        e->status = wr_fail(WR_ERR_MEMORY);
    else
        wr_mistakes_add(e->notes, WR_NOTE, wr_i_explain_where(e, part, name, key, otherwise), wr_buf_string(&path), NULL, "%s",
                        wr_buf_string(&text));
    wr_buf_free(&path);
    wr_buf_free(&text);
}

/* ---- what may stop, and what is kept ---- */

static unsigned stops_with(const struct wr_model *m, const struct wr_with *with)
{
    unsigned why = 0;

    for (size_t i = 0; i < with->n_all + with->n_any; i++) {
        const struct wr_resource *r = &m->resources[i < with->n_all ? with->all[i].resource : with->any[i - with->n_all]];
        why |= r->at_end == WR_SHIFT_HAND_OVER ? WR_I_STOPS_SHIFT : 0;
        why |= r->n_down > 0 ? WR_I_STOPS_EQUIPMENT : 0;
    }
    return why;
}

static void use(struct wr_i_explain *e, const struct wr_with *with)
{
    for (size_t i = 0; i < with->n_all; i++)
        e->used[with->all[i].resource] = true;
    for (size_t i = 0; i < with->n_any; i++)
        e->used[with->any[i]] = true;
}

/* What each step and task may be stopped by; who is asked for at all; what is kept, and whether some step gives it back. */
static int look(struct wr_i_explain *e)
{
    const struct wr_model *m = e->m;

    e->step_stops = wr_arena_alloc(&e->arena, m->n_steps + 1, sizeof *e->step_stops);
    e->task_stops = wr_arena_alloc(&e->arena, m->n_tasks + 1, sizeof *e->task_stops);
    e->used = wr_arena_alloc(&e->arena, m->n_resources + 1, sizeof *e->used);
    e->kept_by = wr_arena_alloc(&e->arena, m->n_places + m->n_resources + 1, sizeof *e->kept_by);
    e->freed = wr_arena_alloc(&e->arena, m->n_places + m->n_resources + 1, sizeof *e->freed);
    e->is_priority = wr_arena_alloc(&e->arena, m->n_attributes + 1, sizeof *e->is_priority);
    if (e->is_priority == NULL || e->step_stops == NULL || e->task_stops == NULL || e->used == NULL || e->kept_by == NULL ||
        e->freed == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < m->n_places + m->n_resources; i++)
        e->kept_by[i] = -1;
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct wr_step *s = &m->steps[i];
        e->step_stops[i] |= stops_with(m, &s->with);
        use(e, &s->with);
        for (size_t k = 0; k < s->n_interrupts; k++)
            *(s->interrupts[k] >= 0 ? &e->step_stops[s->interrupts[k]] : &e->task_stops[-1 - s->interrupts[k]]) |= WR_I_STOPS_INTERRUPTED;
        for (size_t k = 0; k < s->n_keep; k++)
            if (e->kept_by[wr_i_explain_kept(e, s->keep[k])] < 0)
                e->kept_by[wr_i_explain_kept(e, s->keep[k])] = (int)i;
        for (size_t k = 0; k < s->n_frees; k++)
            e->freed[wr_i_explain_kept(e, s->frees[k])] = true;
        e->has_errands = e->has_errands || s->n_starts > 0;
    }
    for (size_t i = 0; i < m->n_tasks; i++) {
        e->task_stops[i] |= stops_with(m, &m->tasks[i].with);
        use(e, &m->tasks[i].with);
    }
    for (size_t i = 0; i < m->n_items; i++)
        use(e, &m->items[i].chase_with);
    for (size_t i = 0; i < m->n_places; i++)
        use(e, &m->places[i].turnaround_with);
    for (size_t i = 0; i < m->n_systems; i++) {
        use(e, &m->systems[i].afterwards_with);
        for (size_t k = 0; m->systems[i].n_down > 0 && k < m->systems[i].n_on_paper; k++)
            e->step_stops[m->systems[i].on_paper[k].step] |= m->systems[i].on_paper[k].stops ? WR_I_STOPS_SYSTEM : 0;
    }
    for (size_t i = 0; i < m->n_kinds; i++)
        if (m->kinds[i].priority.kind == WR_VALUE_BY && m->kinds[i].priority.by_attribute >= 0)
            e->is_priority[m->kinds[i].priority.by_attribute] = true;
    for (size_t i = 0; i < m->n_outcomes; i++)
        e->comes_back = e->comes_back || m->outcomes[i].comes_back;
    return 0;
}

/* ---- staff and equipment ---- */

static bool is_constant(const struct wr_schedule *s) { return s->n_entries == 1 && s->entries[0].when.n_spans == 0; }

static void staff(struct wr_i_explain *e, size_t i)
{
    const struct wr_resource *r = &e->m->resources[i];
    int kept_by = e->kept_by[e->m->n_places + i];

    if (r->at_end == WR_SHIFT_HAND_OVER && e->used[i])
        wr_i_explain_note(
            e, "staff", r->name, "at end of shift", r->where,
            "when more are at work than on duty, the last begun stop; their patients keep their place, stand before all who have "
            "not begun, and go on with the time left");
    if (r->at_end == WR_SHIFT_HAND_OVER && kept_by >= 0)
        wr_i_explain_note(
            e, "staff", r->name, "at end of shift", r->where,
            "who is kept with a patient (`keep` of %s) does not hand over: they stay until they are freed, and that is overtime",
            e->m->steps[kept_by].name);
    if (r->filled.value < 1)
        wr_i_explain_note(e, "staff", r->name, "filled", r->where,
                          is_constant(&r->on_duty)
                              ? "whether each person comes is drawn anew at each midnight, and holds for the whole day"
                              : "whether each person comes is drawn as the shift begins, and holds for the whole shift");
    if (r->breaks.n_entries > 0)
        wr_i_explain_note(
            e, "staff", r->name, "breaks", r->where,
            r->at_end == WR_SHIFT_HAND_OVER
                ? "a break begins on time: work is handed over, as at the end of a shift"
                : "who is at work as a break begins finishes first; the break ends at its time all the same, so it is shorter");
    if (r->has_serves && r->n_serves < e->m->n_kinds)
        wr_i_explain_note(
            e, "staff", r->name, "serves", r->where,
            "for patients of other kinds they are not there: in a list `any of` the others are asked; asked for alone, such a "
            "patient waits until they give up");
}

static void equipment(struct wr_i_explain *e, size_t i)
{
    const struct wr_resource *r = &e->m->resources[i];
    double most = 0;

    for (size_t k = 0; k < r->on_duty.n_entries; k++)
        most += r->on_duty.entries[k].number.value;
    if (r->n_down == 0 || !e->used[i])
        return;
    if (most > 1)
        wr_i_explain_note(e, "equipment", r->name, "down", r->where,
                          "all %.15g go down together; for one at a time, write an entry for each and ask for them by `any of`", most);
    wr_i_explain_note(
        e, "equipment", r->name, "down", r->where,
        "work that it is needed for stops: its staff are free meanwhile, the patient stays, stands before all who have not begun, "
        "and goes on with the time left");
    if (e->kept_by[e->m->n_places + i] >= 0)
        wr_i_explain_note(e, "equipment", r->name, "down", r->where,
                          "it is not taken from who keeps it (`keep` of %s): their work with it goes on",
                          e->m->steps[e->kept_by[e->m->n_places + i]].name);
}

/* ---- systems and information ---- */

static void system_(struct wr_i_explain *e, const struct wr_system *s)
{
    const struct wr_model *m = e->m;

    if (s->n_down == 0)
        return;
    for (size_t i = 0; i < s->n_on_paper; i++) {
        const struct wr_on_paper *p = &s->on_paper[i];
        const struct wr_step *step = &m->steps[p->step];
        if (p->stops && step->has_if_full)
            wr_i_explain_note(e, "systems", s->name, "on paper", s->where,
                              step->waiting_at_most.value >= 0
                                  ? "while it is down, patients wait for %s until so many wait that they are sent to %s"
                                  : "while it is down, %s counts as full: patients go to %s",
                              step->name, wr_i_explain_target(e, &step->if_full));
        else if (p->stops)
            wr_i_explain_note(
                e, "systems", s->name, "on paper", s->where,
                "while it is down, %s neither begins nor goes on: its staff are free meanwhile, its patients keep their place", step->name);
        else if (s->has_afterwards && step->has_unless)
            wr_i_explain_note(e, "systems", s->name, "afterwards", s->where,
                              "for %s that is cut short by `unless` there is nothing to type in", step->name);
    }
    if (s->has_afterwards && s->n_on_paper > 0)
        wr_i_explain_note(
            e, "systems", s->name, "afterwards", s->where,
            "a step that was done on paper only in part is typed in like any other, once the system is back and the step is over; "
            "typing in has priority 3 and waits behind what is more urgent");
}

static void information(struct wr_i_explain *e, const struct wr_item *item)
{
    if (item->kept_in >= 0 && e->m->systems[item->kept_in].n_down > 0)
        wr_i_explain_note(
            e, "information", item->name, "kept in", item->where,
            "while %s is down it is not there at once, for anybody who first needs it then; what was known before stays known, and "
            "chasing finds it as ever",
            e->m->systems[item->kept_in].name);
}

/* ---- places, tasks, who comes ---- */

static void place(struct wr_i_explain *e, size_t i)
{
    const struct wr_place *p = &e->m->places[i];

    if (p->has_surge)
        wr_i_explain_note(
            e, "places", p->name, "opens", p->where,
            "it counts everybody who has asked for %s and not begun, wherever they wait; once open it closes only when it is empty, "
            "and not while the rule holds, so perhaps long after `stays open`",
            e->m->steps[p->surge_step].name);
    if (e->kept_by[i] >= 0) {
        const char *step = e->m->steps[e->kept_by[i]].name;
        struct wr_where where = e->m->steps[e->kept_by[i]].where;
        wr_i_explain_note(
            e, "steps", step, "keep", where,
            "a space of %s counts as occupied while its patient is elsewhere: nobody else has it, and occupancy and `is full` "
            "count it",
            p->name);
        if (!e->freed[i])
            wr_i_explain_note(e, "steps", step, "keep", where, "no step frees %s: it is kept until the patient leaves the service",
                              p->name);
    }
}

static void task(struct wr_i_explain *e, size_t i)
{
    const struct wr_task *t = &e->m->tasks[i];

    if (e->task_stops[i] != 0)
        wr_i_explain_note(e, "tasks", t->name, "", t->where,
                          "it may be stopped (%s): one that was begun and stopped is not missed, and the next one due waits behind it",
                          wr_i_explain_why(e->task_stops[i]));
    if (t->for_each_in < 0)
        return;
    wr_i_explain_note(e, "tasks", t->name, "for each patient in", t->where,
                      "it falls away when its patient leaves %s, also when it is under way: its staff pass on",
                      e->m->places[t->for_each_in].name);
    if (e->kept_by[t->for_each_in] >= 0)
        wr_i_explain_note(e, "tasks", t->name, "for each patient in", t->where,
                          "it is not due for a patient who is elsewhere and only keeps a space of %s", e->m->places[t->for_each_in].name);
}

static void kind(struct wr_i_explain *e, const struct wr_kind *k)
{
    if (k->has_if_full && e->comes_back)
        wr_i_explain_note(e, "patients", k->name, "if full", k->where, "who comes back is not refused: it holds for first arrivals only");
    if (k->has_if_full && k->arrive.kind == WR_ARRIVE_BOOKED)
        wr_i_explain_note(e, "patients", k->name, "if full", k->where,
                          "it holds for those who are booked too: they may be refused at the door");
}

static void outcome(struct wr_i_explain *e, const struct wr_outcome *o)
{
    if (o->comes_back && e->m->run.mode == WR_RUN_DRAIN)
        wr_i_explain_note(e, "outcomes", o->name, "comes back", o->where,
                          "the run is over when nobody is present: who would come back after that does not");
}

int wr_model_explain(const struct wr_source *source, const struct wr_model *model, struct wr_mistakes *notes)
{
    struct wr_i_explain e = {.source = source, .m = model, .notes = notes, .pairs_left = 10000000};

    wr_arena_init(&e.arena, 0);
    e.status = look(&e);
    if (e.status != 0)
        goto out;
    for (size_t i = 0; i < model->n_resources; i++)
        (model->resources[i].kind == WR_STAFF ? staff : equipment)(&e, i);
    for (size_t i = 0; i < model->n_systems; i++)
        system_(&e, &model->systems[i]);
    for (size_t i = 0; i < model->n_items; i++)
        information(&e, &model->items[i]);
    for (size_t i = 0; i < model->n_places; i++)
        place(&e, i);
    for (size_t i = 0; i < model->n_steps; i++)
        wr_i_explain_step(&e, i);
    for (size_t i = 0; i < model->n_tasks; i++)
        task(&e, i);
    for (size_t i = 0; i < model->n_kinds; i++)
        kind(&e, &model->kinds[i]);
    for (size_t i = 0; i < model->n_outcomes; i++)
        outcome(&e, &model->outcomes[i]);
    for (size_t i = 0; i < model->n_changes; i++)
        wr_i_explain_change(&e, &model->changes[i]);
    for (size_t i = 0; i < model->n_options; i++)
        wr_i_explain_option(&e, &model->options[i]);
    if (e.status == 0)
        e.status = notes->status;
out:
    wr_arena_free(&e.arena);
    return e.status;
}
