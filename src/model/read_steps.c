/* Steps of the pathway, and tasks beside it. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

#define BIT(part) (1u << (part))

/* `in: majors`, `in: {any of: [majors, corridor]}` */
static void read_in(struct wr_i_reader *r, const struct wr_node *node, struct wr_step *step)
{
    const struct wr_node *any = wr_node_get(node, "any of");

    step->has_place = true;
    if (any != NULL) {
        wr_i_enter(r, "any of");
        if (node->count > 1)
            wr_i_mistake(r, node->where, "leave `any of` alone in its braces", "something stands beside `any of`");
        if (any->kind == WR_NODE_EMPTY || (any->kind == WR_NODE_LIST && any->count == 0))
            wr_i_mistake(r, any->where, "write {any of: [majors, corridor]}", "no place is named");
        else
            step->places = wr_i_refs(r, any, BIT(WR_I_PLACE), &step->n_places);
        wr_i_leave(r);
    } else if (node->kind == WR_NODE_LIST) {
        wr_i_mistake(r, node->where, "write {any of: [majors, corridor]}: the first with room", "a patient is in one place at a time");
    } else if (node->kind == WR_NODE_TEXT) {
        step->places = wr_i_refs(r, node, BIT(WR_I_PLACE), &step->n_places);
    } else {
        wr_i_mistake(r, node->where, "write the name of a place, or {any of: [majors, corridor]}", "%s is not a place", wr_i_what(r, node));
    }
    if (step->n_places == 0)
        step->has_place = false;
}

/* chase | go ahead | wait | {go ahead: 1.3 times} | {chase: first, go ahead: 1.3 times} */
static void read_need(struct wr_i_reader *r, const struct wr_node *node, struct wr_need *need)
{
    static const char hint[] = "write chase, wait, go ahead, {go ahead: 1.3 times} or {chase: first, go ahead: 1.3 times}";
    const struct wr_item *item = &r->m->items[need->item];
    const struct wr_node *chase, *ahead;
    size_t i;

    need->without = WR_WITHOUT_GO_AHEAD;
    if (node->kind == WR_NODE_TEXT) {
        if (strcmp(node->text, "chase") == 0)
            need->without = WR_WITHOUT_CHASE;
        else if (strcmp(node->text, "wait") == 0)
            need->without = WR_WITHOUT_WAIT;
        else if (strcmp(node->text, "go ahead") != 0)
            wr_i_mistake(r, node->where, hint, "`%.60s` does not say what happens without", node->text);
    } else if (node->kind == WR_NODE_MAP && node->count > 0) {
        for (i = 0; i < node->count; i++)
            if (strcmp(node->items[i]->key, "chase") != 0 && strcmp(node->items[i]->key, "go ahead") != 0)
                wr_i_mistake(r, node->items[i]->key_where, hint, "`%s` is not known here", node->items[i]->key);
        chase = wr_node_get(node, "chase");
        ahead = wr_node_get(node, "go ahead");
        if (chase != NULL) {
            need->without = WR_WITHOUT_CHASE;
            if (chase->kind != WR_NODE_TEXT || strcmp(chase->text, "first") != 0)
                wr_i_mistake(r, chase->kind == WR_NODE_EMPTY ? chase->key_where : chase->where, hint, "`chase` here is `first`");
        }
        if (ahead != NULL) {
            wr_i_enter(r, "go ahead");
            (void)wr_i_read_value(r, ahead, WR_SLOT_FACTOR, false, &need->go_ahead_times);
            wr_i_leave(r);
        }
    } else {
        wr_i_mistake(r, node->kind == WR_NODE_EMPTY && node->key != NULL ? node->key_where : node->where, hint,
                     "it is not said what happens without");
    }
    if (need->without == WR_WITHOUT_CHASE && !item->has_chase)
        wr_i_mistake(r, node->where,
                     wr_i_say(r, "add `chase: {takes: 10 min, with: ..., found: 90%%}` to `%s` under `information`", item->name),
                     "it is not said how `%s` is chased", item->name);
}

static void read_needs(struct wr_i_reader *r, const struct wr_node *node, struct wr_step *step)
{
    size_t count = node->kind == WR_NODE_TEXT ? 1 : node->count, i, j;

    if (node->kind != WR_NODE_MAP) {
        wr_i_mistake(r, node->where, "write {allergies: chase, last results: {go ahead: 1.3 times}}",
                     "it is not said what happens without");
        return;
    }
    step->needs = wr_i_take(r, count, sizeof *step->needs);
    for (i = 0; i < count && step->needs != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_need need = {.item = wr_i_ref_text(r, entry->key, entry->key_where, BIT(WR_I_ITEM), NULL)};
        if (need.item < 0)
            continue;
        need.where = entry->key_where;
        wr_i_enter(r, entry->key);
        read_need(r, entry, &need);
        wr_i_leave(r);
        for (j = step->n_needs; j > 0 && count <= 1000 && step->needs[j - 1].item > need.item;
             j--) /* in the order of `information` (rule 19) */
            step->needs[j] = step->needs[j - 1];
        step->needs[j] = need;
        step->n_needs++;
    }
}

static void names_field(struct wr_i_reader *r, const struct wr_node *parent, const char *key, unsigned parts, const int **out, size_t *n)
{
    const struct wr_node *node = wr_node_get(parent, key);

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_i_enter(r, key);
    *out = wr_i_refs(r, node, parts, n);
    wr_i_leave(r);
}

/* `gives up` and `unless`: after, then. */
static bool read_after(struct wr_i_reader *r, const struct wr_node *node, const char *object, struct wr_value *after,
                       struct wr_target *then)
{
    const struct wr_node *part;
    bool well;

    wr_i_enter(r, node->key);
    well = wr_i_object(r, node, wr_describe_object(object));
    wr_i_read_value_field(r, node, "after", WR_SLOT_TIME, true, after);
    if ((part = wr_node_get(node, "then")) != NULL) {
        wr_i_enter(r, "then");
        well = wr_i_read_target(r, part, then) && well;
        wr_i_leave(r);
    }
    wr_i_leave(r);
    return well;
}

static void read_sets(struct wr_i_reader *r, const struct wr_node *node, struct wr_step *step)
{
    size_t i;

    if (node->kind != WR_NODE_MAP) {
        if (node->kind != WR_NODE_EMPTY)
            wr_i_mistake(r, node->where, "write {urgency: standard}", "a map of attributes is wanted here, not %s", wr_i_what(r, node));
        return;
    }
    wr_i_enter(r, "sets");
    step->sets = wr_i_take(r, node->count, sizeof *step->sets);
    for (i = 0; i < node->count && step->sets != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        int attribute = wr_i_ref_text(r, entry->key, entry->key_where, BIT(WR_I_ATTRIBUTE), NULL);
        struct wr_value *value = &step->sets[step->n_sets].value;
        if (attribute < 0)
            continue;
        wr_i_enter(r, entry->key);
        value->number = wr_i_number(0, WR_UNIT_BARE, entry->where);
        value->where = entry->where;
        switch (r->m->attributes[attribute].kind) {
        case WR_ATTRIBUTE_CATEGORY: /* the category's index as a number */
            value->kind = WR_VALUE_NUMBER;
            if (entry->kind == WR_NODE_TEXT)
                value->number.value = wr_i_category(r, attribute, entry->text);
            if (entry->kind != WR_NODE_TEXT || value->number.value < 0)
                wr_i_mistake(r, entry->where,
                             entry->kind != WR_NODE_TEXT ? NULL
                                                         : wr_i_did_you_mean(r, entry->text, r->m->attributes[attribute].categories,
                                                                             r->m->attributes[attribute].n_categories),
                             "%s is not one of the values of `%s`", wr_i_what(r, entry), entry->key);
            break;
        case WR_ATTRIBUTE_CHANCE:
            (void)wr_i_read_value(r, entry, WR_SLOT_SHARE, false, value);
            break;
        case WR_ATTRIBUTE_NUMBER:
            (void)wr_i_read_value(r, entry, r->m->attributes[attribute].unit == WR_UNIT_TIME ? WR_SLOT_TIME : WR_SLOT_NUMBER, true, value);
            break;
        }
        wr_i_leave(r);
        step->sets[step->n_sets++].attribute = attribute;
    }
    wr_i_leave(r);
}

static void read_together(struct wr_i_reader *r, const struct wr_node *node, struct wr_step *step)
{
    const struct wr_node *most, *least;

    wr_i_enter(r, "together");
    step->has_together = wr_i_object(r, node, wr_describe_object("together"));
    step->together_most = wr_i_number(INFINITY, WR_UNIT_BARE, node->where);
    step->together_least = wr_i_number(1, WR_UNIT_BARE, node->where);
    if ((most = wr_node_get(node, "at most")) != NULL && most->kind != WR_NODE_EMPTY &&
        wr_i_read_number(r, most, WR_SLOT_COUNT, &step->together_most) && step->together_most.value < 1)
        wr_i_mistake(r, most->where, "write 1 or more", "nobody could be let through");
    if ((least = wr_node_get(node, "at least")) != NULL && least->kind != WR_NODE_EMPTY)
        (void)wr_i_read_number(r, least, WR_SLOT_COUNT, &step->together_least);
    if (step->together_least.value > step->together_most.value)
        wr_i_mistake(r, node->where, "write a smaller `at least`", "`at least` is more than `at most`");
    step->together_or_after = wr_i_read_plain(r, node, "or after", WR_SLOT_TIME, 0);
    wr_i_leave(r);
}

/* What of a step `run` simulates from the start. */
static void read_step_core(struct wr_i_reader *r, const struct wr_node *entry, struct wr_step *step)
{
    const struct wr_node *part;

    step->says = wr_i_text(r, entry, "says");
    if ((part = wr_node_get(entry, "in")) != NULL && part->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "in");
        read_in(r, part, step);
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "waits in")) != NULL && part->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "waits in");
        step->waits_in = wr_i_ref(r, part, BIT(WR_I_PLACE), NULL);
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "with")) != NULL) {
        wr_i_enter(r, "with");
        (void)wr_i_read_with(r, part, &step->with);
        wr_i_leave(r);
    }
    wr_i_read_value_field(r, entry, "takes", WR_SLOT_TIME, true, &step->takes);
    if ((part = wr_node_get(entry, "needs to know")) != NULL && part->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "needs to know");
        read_needs(r, part, step);
        wr_i_leave(r);
    }
    wr_i_read_value_field(r, entry, "priority", WR_SLOT_COUNT, false, &step->priority);
    if ((part = wr_node_get(entry, "if full")) != NULL) {
        wr_i_enter(r, "if full");
        step->has_if_full = wr_i_read_target(r, part, &step->if_full);
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "waiting at most")) != NULL && part->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, "waiting at most");
        if (!wr_i_read_number(r, part, WR_SLOT_COUNT, &step->waiting_at_most))
            step->waiting_at_most.value = -1;
        if (wr_node_get(entry, "if full") == NULL)
            wr_i_mistake(r, part->key_where, "add `if full:` with the name of a step or an outcome",
                         "`waiting at most` needs an `if full`");
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "then")) != NULL) {
        wr_i_enter(r, "then");
        if (part->kind != WR_NODE_EMPTY) /* told of where the keys were looked at */
            (void)wr_i_read_route(r, part, &step->then);
        wr_i_leave(r);
    } else {
        wr_i_mistake(r, entry->key_where, "add `then:` with the name of the next step, or of an outcome; `then: done` for an errand",
                     "it is not said what comes next");
    }
}

/* What is read and checked, and simulated later. */
static void read_step_rest(struct wr_i_reader *r, const struct wr_node *entry, struct wr_step *step)
{
    const struct wr_node *part;

    if ((part = wr_node_get(entry, "open")) != NULL) {
        wr_i_enter(r, "open");
        step->has_open = wr_i_read_when(r, part, &step->open);
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "rounds")) != NULL) {
        wr_i_enter(r, "rounds");
        step->has_rounds = wr_i_read_times(r, part, &step->rounds);
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "together")) != NULL && part->kind != WR_NODE_EMPTY)
        read_together(r, part, step);
    names_field(r, entry, "waits for", BIT(WR_I_STEP), &step->waits_for, &step->n_waits_for);
    names_field(r, entry, "starts", BIT(WR_I_STEP), &step->starts, &step->n_starts);
    names_field(r, entry, "interrupts", BIT(WR_I_STEP) | BIT(WR_I_TASK), &step->interrupts, &step->n_interrupts);
    names_field(r, entry, "keep", BIT(WR_I_PLACE) | BIT(WR_I_RESOURCE), &step->keep, &step->n_keep);
    names_field(r, entry, "frees", BIT(WR_I_PLACE) | BIT(WR_I_RESOURCE), &step->frees, &step->n_frees);
    names_field(r, entry, "tells", BIT(WR_I_ITEM), &step->tells, &step->n_tells);
    step->interrupted_start_again = wr_i_choice(r, entry, "when interrupted", "go on|start again") == 1;
    if ((part = wr_node_get(entry, "gives up")) != NULL && part->kind != WR_NODE_EMPTY) {
        step->has_gives_up = read_after(r, part, "gives_up", &step->gives_up_after, &step->gives_up_then);
        wr_i_enter(r, "gives up");
        step->gives_up_since_arrival = wr_i_choice(r, part, "since", "arrival") == 0;
        wr_i_leave(r);
    }
    if ((part = wr_node_get(entry, "unless")) != NULL && part->kind != WR_NODE_EMPTY)
        step->has_unless = read_after(r, part, "unless", &step->unless_after, &step->unless_then);
    if ((part = wr_node_get(entry, "sets")) != NULL)
        read_sets(r, part, step);
}

void wr_i_read_steps(struct wr_i_reader *r, const struct wr_node *node)
{
    const struct wr_object *object = wr_describe_object("step");
    size_t i, j;

    wr_i_enter(r, "steps");
    for (i = 0; i < r->m->n_steps; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_step *step = &r->m->steps[i];
        step->waits_in = -1;
        step->waiting_at_most = wr_i_number(-1, WR_UNIT_BARE, entry->where);
        wr_i_enter(r, entry->key);
        if (wr_i_object(r, entry, object)) {
            const char *from = wr_i_source(r, entry);
            read_step_core(r, entry, step);
            read_step_rest(r, entry, step);
            r->from = from;
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
    for (i = 0; i < r->m->n_steps; i++)
        for (j = 0; j < r->m->steps[i].n_starts; j++)
            r->m->steps[r->m->steps[i].starts[j]].is_errand = true;
}

/* What a task of no patient takes or asks for cannot go by whom it is for. */
static void check_for_nobody(struct wr_i_reader *r, const struct wr_task *task)
{
    const struct wr_value *values[3] = {&task->one_every, &task->takes, &task->priority};
    const struct wr_value *by = NULL;
    size_t i;

    for (i = 0; i < 3; i++)
        by = values[i]->kind == WR_VALUE_BY ? values[i] : by;
    for (i = 0; i < task->with.n_all; i++)
        by = task->with.all[i].count.kind == WR_VALUE_BY ? &task->with.all[i].count : by;
    if (by != NULL && task->for_each_in < 0)
        wr_i_mistake(r, by->where, "add `for each patient in:` with a place, or write one value for all",
                     "the task is for no patient, so nothing about it can differ `by` patients");
}

void wr_i_read_tasks(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "tasks");
    for (i = 0; i < r->m->n_tasks; i++) {
        const struct wr_node *entry = node->items[i], *part;
        struct wr_task *task = &r->m->tasks[i];
        const char *from;
        task->for_each_in = -1;
        wr_i_enter(r, entry->key);
        if (!wr_i_object(r, entry, wr_describe_object("task"))) {
            wr_i_leave(r);
            continue;
        }
        from = wr_i_source(r, entry);
        task->says = wr_i_text(r, entry, "says");
        if ((part = wr_node_get(entry, "every")) != NULL) {
            task->has_every = true;
            task->every = wr_i_read_plain(r, entry, "every", WR_SLOT_TIME, 1);
            if (!(task->every >= 1))
                wr_i_mistake(r, part->where, "write 4 h, or another time", "a task cannot be due all the time");
        }
        wr_i_read_value_field(r, entry, "one every", WR_SLOT_TIME, true, &task->one_every);
        if ((task->one_every.kind == WR_VALUE_NUMBER && !(task->one_every.number.value > 0)) ||
            (task->one_every.kind == WR_VALUE_DIST && task->one_every.dist->sampler.kind == WR_SAMPLER_CONSTANT &&
             !(task->one_every.dist->sampler.a > 0)))
            wr_i_mistake(r, task->one_every.where, "write 30 h, or another time", "a task cannot be due all the time");
        if ((wr_node_get(entry, "every") != NULL) + (wr_node_get(entry, "one every") != NULL) != 1)
            wr_i_mistake(r, entry->key_where, "write `every: 4 h` (fixed times) or `one every: 30 h` (by chance)",
                         wr_node_get(entry, "every") != NULL ? "only one of `every` and `one every` can be meant"
                                                             : "it is not said how often");
        if ((part = wr_node_get(entry, "for each patient in")) != NULL && part->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "for each patient in");
            task->for_each_in = wr_i_ref(r, part, BIT(WR_I_PLACE), NULL);
            wr_i_leave(r);
        }
        if ((part = wr_node_get(entry, "when")) != NULL) {
            wr_i_enter(r, "when");
            task->has_when = wr_i_read_when(r, part, &task->when);
            wr_i_leave(r);
        }
        if ((part = wr_node_get(entry, "with")) != NULL) {
            wr_i_enter(r, "with");
            (void)wr_i_read_with(r, part, &task->with);
            wr_i_leave(r);
        }
        wr_i_read_value_field(r, entry, "takes", WR_SLOT_TIME, true, &task->takes);
        wr_i_read_value_field(r, entry, "priority", WR_SLOT_COUNT, false, &task->priority);
        check_for_nobody(r, task);
        r->from = from;
        wr_i_leave(r);
    }
    wr_i_leave(r);
}
