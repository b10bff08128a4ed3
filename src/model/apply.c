/* Applying an option: the model under a choice of changes, with edits on top.
 *
 *  1. Gather the effects of the option's changes in its order, then the edits.
 *  2. On a copy of the tree: join what the changes add; carry out each `set` that is not a patient's time, share or piece of information.
 *  3. Build the model from that tree.
 *  4. On the model: every other `set`, then every `times`, then every `add`, each in the option's order.
 *  5. Note which changes are in force, how far each is taken up, and the dips at go-live. */
#include "model/apply_internal.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/tree_edit.h"
#include "read/yaml.h"

#define COMMAND_LINE "the command line"

/* What `run` is about and no part of how care runs. */
static const char *const told[] = {"measures", "harm", "worth", "objectives"};

bool wr_i_apply_has_begun(const struct wr_i_applying *a, size_t k)
{
    return a->view != WR_I_VIEW_STAGE || (a->option->after == NULL ? 0 : a->option->after[k]) < a->until;
}

static bool is_stage(const struct wr_i_applying *a) { return a->view == WR_I_VIEW_STAGE; }

static bool split_path(struct wr_i_applying *a, const char *text, struct wr_where where, struct wr_i_path *path)
{
    if (wr_i_path_split(&a->arena, text, path))
        return true;
    wr_mistakes_add(a->mistakes, WR_MISTAKE, where, text, "write it like steps.triage.takes", "`%s` is not a path", text);
    return false;
}

/* The words of an edit as a node, as if they stood in a file. */
static struct wr_node *edit_node(struct wr_i_applying *a, const char *text)
{
    struct wr_where where = {COMMAND_LINE, 0, 0};
    struct wr_node *node = NULL;
    int result;

    if (text[0] != '{' && text[0] != '[')
        return wr_node_new_text(&a->arena, wr_arena_text(&a->arena, text), where);
    result = wr_yaml_read(&a->arena, COMMAND_LINE, text, strlen(text), a->mistakes, &node);
    return result == 0 ? node : NULL;
}

/* Settled: whether a change that begins later than `after` takes out the entry that a path is about. `looks`: comparisons left, so that a
 * hostile file takes no long time. */
static bool is_gone_later(const struct wr_i_applying *a, double after, const struct wr_i_path *path, size_t *looks)
{
    const struct wr_option *of = a->option;

    if (a->view != WR_I_VIEW_SETTLED || of->after == NULL || path->n < 2)
        return false;
    for (size_t i = 0; i < of->n_changes; i++) {
        const struct wr_change *change = &a->base->changes[of->changes[i]];
        if (of->after[i] <= after)
            continue;
        for (size_t r = 0; r<change->n_removes && * looks> 0; r++, --*looks) {
            const char *part = change->removes[r];
            size_t n = strlen(path->segments[0]);
            if (strncmp(part, path->segments[0], n) == 0 && part[n] == '.' && strcmp(part + n + 1, path->segments[1]) == 0)
                return true;
        }
    }
    return false;
}

static int gather(struct wr_i_applying *a, const struct wr_edit *edits, size_t n_edits)
{
    size_t most = n_edits, looks = 10000000;

    for (size_t i = 0; a->option != NULL && i < a->option->n_changes; i++)
        most += a->base->changes[a->option->changes[i]].n_effects;
    a->uses = wr_arena_alloc(&a->arena, most + 1, sizeof *a->uses);
    if (a->uses == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; a->option != NULL && i < a->option->n_changes; i++) {
        const struct wr_change *change = &a->base->changes[a->option->changes[i]];
        for (size_t k = 0; k < change->n_effects; k++) {
            const struct wr_effect *e = &change->effects[k];
            struct wr_i_use *use = &a->uses[a->n_uses];
            *use = (struct wr_i_use){.op = e->op,
                                     .by = e->by,
                                     .set = e->set_node,
                                     .when = e->has_when ? &e->when : NULL,
                                     .change = a->option->changes[i],
                                     .begun = wr_i_apply_has_begun(a, i),
                                     .where = e->where};
            if (e->path == NULL || !split_path(a, e->path, e->where, &use->path) || (e->op == WR_OP_SET && use->set == NULL))
                continue;
            if (is_gone_later(a, a->option->after == NULL ? 0 : a->option->after[i], &use->path, &looks))
                continue;
            a->n_uses += use->begun || wr_i_effect_is_adoptable(&use->path, e->op);
        }
    }
    for (size_t i = 0; i < n_edits; i++) {
        struct wr_i_use *use = &a->uses[a->n_uses];
        *use = (struct wr_i_use){.op = edits[i].op, .change = -1, .in_full = true, .begun = true, .where = {COMMAND_LINE, 0, 0}};
        use->set = edit_node(a, edits[i].value);
        if (use->set != NULL && split_path(a, edits[i].path, use->where, &use->path))
            a->n_uses++;
    }
    for (size_t i = 0; i < a->n_uses; i++)
        a->uses[i].in_tree = a->uses[i].op == WR_OP_SET && !wr_i_path_is_adoptable(&a->uses[i].path);
    return 0;
}

bool wr_i_removes_entry(const struct wr_i_path *path)
{
    bool is_told = path->n != 2 || strcmp(path->segments[0], "unknowns") == 0;

    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        is_told = is_told || strcmp(path->segments[0], told[i]) == 0;
    return !is_told;
}

/* One path that a begun change removes. */
static int change_remove(struct wr_i_applying *a, struct wr_node **root, const struct wr_i_path *path, struct wr_where where)
{
    struct wr_node *before = *root;
    size_t passed = a->passed.mistakes;
    int result;

    if ((a->view != WR_I_VIEW_SETTLED && wr_i_removes_entry(path)) || (is_stage(a) && path->n == 2))
        return 0;
    result = wr_i_tree_remove(&a->arena, root, path, where, is_stage(a) ? &a->passed : a->mistakes);
    if (a->passed.mistakes > passed)
        *root = before;
    return result;
}

/* One `set` in the tree. In a stage it may lead to what another change has still to bring. */
static int change_set(struct wr_i_applying *a, struct wr_node **root, const struct wr_i_use *use)
{
    struct wr_node *before = *root;
    size_t passed = a->passed.mistakes;
    int result;

    if (is_stage(a) && strcmp(use->path.segments[0], "harm") == 0)
        return 0;
    result = wr_i_tree_set(&a->arena, root, &use->path, use->set, use->where, is_stage(a) ? &a->passed : a->mistakes);
    if (a->passed.mistakes > passed)
        *root = before;
    return result;
}

static int change_tree(struct wr_i_applying *a, struct wr_node **root)
{
    int result = 0;

    for (size_t i = 0; a->option != NULL && i < a->option->n_changes && result == 0; i++) {
        const struct wr_change *change = &a->base->changes[a->option->changes[i]];
        const char *path = wr_arena_printf(&a->arena, "changes.%s.adds", change->name);
        if (path == NULL)
            return wr_fail(WR_ERR_MEMORY);
        result = wr_i_tree_add(&a->arena, root, change->adds, path, a->mistakes);
    }
    if (is_stage(a) && result == 0)
        result = wr_i_tree_without(&a->arena, root, told, sizeof told / sizeof told[0]);
    for (size_t i = 0; a->option != NULL && i < a->option->n_changes && result == 0; i++) {
        const struct wr_change *change = &a->base->changes[a->option->changes[i]];
        for (size_t k = 0; wr_i_apply_has_begun(a, i) && k < change->n_removes && result == 0; k++) {
            struct wr_i_path path;
            if (split_path(a, change->removes[k], change->where, &path))
                result = change_remove(a, root, &path, change->where);
        }
    }
    for (size_t i = 0; i < a->n_uses && result == 0; i++) {
        const struct wr_i_use *use = &a->uses[i];
        if (!use->in_tree)
            continue;
        if (use->when != NULL) {
            wr_mistakes_add(a->mistakes, WR_MISTAKE, use->where, use->path.text,
                            "use `add:` with `when:`, or `set:` the whole number over time", "`when` cannot stand beside `set` of `%s`",
                            use->path.text);
            continue;
        }
        result = change_set(a, root, use);
    }
    return result;
}

/* --- on the model --- */

/* An edit's number, read now that there is a reader. */
static bool read_edit(struct wr_i_reader *r, struct wr_i_use *use)
{
    if (use->change >= 0 || use->op == WR_OP_SET)
        return true;
    return wr_i_read_number(r, use->set, use->op == WR_OP_TIMES ? WR_SLOT_FACTOR : WR_SLOT_ANY, &use->by);
}

static void no_slot(struct wr_i_applying *a, const struct wr_i_use *use, const struct wr_i_slots *slots)
{
    wr_i_path_mistake(a->mistakes, use->where, &use->path, slots->missed, slots->candidates, slots->n_candidates, slots->because);
}

struct touched {
    const void *target;
    int part;
    const struct wr_i_use *by;
};

/* Two effects on one number: legal, and told. `list` has room for one more. */
static void note_touch(struct wr_i_applying *a, struct touched *list, size_t *n, const struct wr_i_slot *slot, const struct wr_i_use *use)
{
    if (use->change < 0)
        return;
    for (size_t i = 0; i < *n; i++)
        a->met_again = a->met_again || list[i].target == slot->target;
    for (size_t i = 0; i < *n; i++)
        if (list[i].target == slot->target && list[i].part == slot->part) {
            wr_mistakes_add(a->mistakes, WR_WARNING, use->where, slot->path, "every set acts first, then times, then add",
                            "in the option `%s` two effects change this number: of `%s` (line %d) and of `%s`", a->option->name,
                            a->base->changes[list[i].by->change].name, list[i].by->where.line, a->base->changes[use->change].name);
            return;
        }
    list[(*n)++] = (struct touched){slot->target, slot->part, use};
}

static int change_model(struct wr_i_applying *a, struct wr_i_reader *r, bool trying)
{
    static const enum wr_op order[] = {WR_OP_SET, WR_OP_TIMES, WR_OP_ADD};
    struct wr_mistakes *own = r->mistakes;
    struct touched *touched = NULL;
    size_t n_touched = 0, capacity = 0;

    for (size_t o = 0; o < 3; o++)
        for (size_t i = 0; i < a->n_uses; i++) {
            struct wr_i_use *use = &a->uses[i];
            struct wr_i_slots slots;
            r->mistakes = use->begun ? own : &a->passed;
            if (use->op != order[o] || use->in_tree || (is_stage(a) && strcmp(use->path.segments[0], "harm") == 0))
                continue;
            if (!read_edit(r, use))
                continue;
            if (use->path.n > 1 && strcmp(use->path.segments[0], "steps") == 0) {
                enum wr_i_part part;
                int step = wr_i_find(&r->doings, use->path.segments[1], &part);
                use->path.known = step >= 0 && part == WR_I_STEP ? (size_t)step + 1 : 0;
            }
            if (wr_i_slots_find(&a->arena, r->m, &use->path, &slots) != 0)
                return wr_fail(WR_ERR_MEMORY);
            if (slots.count == 0 && !is_stage(a))
                no_slot(a, use, &slots);
            if (wr_arena_grow(&a->arena, &touched, &capacity, n_touched + slots.count, sizeof *touched) != 0)
                return wr_fail(WR_ERR_MEMORY);
            for (size_t k = 0; k < slots.count; k++) {
                if (slots.count < 1000) /* `every` in a file of thousands: found one by one */
                    note_touch(a, touched, &n_touched, &slots.list[k], use);
                else
                    a->met_again = true;
                if (trying)
                    wr_i_slot_try(r, &slots.list[k], use);
                else
                    wr_i_slot_change(r, &slots.list[k], use);
            }
        }
    r->mistakes = own;
    return r->status;
}

/* How far a change keeps its effect beside the others of the option. */
static double kept_beside(const struct wr_change *change, const struct wr_option *option)
{
    double keeps = 1;

    for (size_t i = 0; i < change->n_beside; i++)
        for (size_t k = 0; k < option->n_changes; k++)
            if (option->changes[k] == change->beside[i].change)
                keeps *= change->beside[i].keeps.value;
    return keeps;
}

/* The dips of one change: `slower: {steps.triage.takes: 1.3 times}`. */
static int note_dips(struct wr_i_applying *a, struct wr_i_reader *r, int index, double after, size_t *capacity)
{
    struct wr_model *m = r->m;
    const struct wr_change *change = &m->changes[index];
    size_t looks = 1000000;

    for (size_t i = 0; i < change->n_dips; i++) {
        const struct wr_dip *dip = &change->dips[i];
        struct wr_i_path path;
        struct wr_i_slots slots;
        if (!split_path(a, dip->path, dip->where, &path))
            continue;
        if (is_gone_later(a, after, &path, &looks))
            continue;
        if (wr_i_slots_find(&a->arena, m, &path, &slots) != 0)
            return wr_fail(WR_ERR_MEMORY);
        if (slots.count == 0 && !is_stage(a))
            wr_i_path_mistake(a->mistakes, dip->where, &path, slots.missed, slots.candidates, slots.n_candidates, slots.because);
        for (size_t k = 0; k < slots.count; k++) {
            struct wr_dip_on on = {.change = index, .kind = -1, .times = &dip->times, .lasts = change->dip_lasts, .after = after};
            for (size_t j = 0; j < m->n_steps; j++)
                if (slots.list[k].target == &m->steps[j].takes) {
                    on.kind = WR_DIP_STEP;
                    on.index = (int)j;
                }
            for (size_t j = 0; j < m->n_tasks; j++)
                if (slots.list[k].target == &m->tasks[j].takes) {
                    on.kind = WR_DIP_TASK;
                    on.index = (int)j;
                }
            for (size_t j = 0; j < m->n_items; j++)
                if (slots.list[k].target == &m->items[j].chase_takes) {
                    on.kind = WR_DIP_CHASE;
                    on.index = (int)j;
                }
            if (on.kind < 0 || slots.list[k].kind != WR_I_SLOT_VALUE) {
                wr_mistakes_add(is_stage(a) ? &a->passed : a->mistakes, WR_MISTAKE, dip->where, slots.list[k].path,
                                "write the path of a time: steps.triage.takes",
                                "only what takes time can be slower after go-live, and `%s` does not", slots.list[k].path);
                continue;
            }
            if (wr_arena_grow(&m->arena, &m->dips, capacity, m->n_dips + 1, sizeof *m->dips) != 0)
                return wr_fail(WR_ERR_MEMORY);
            m->dips[m->n_dips++] = on;
        }
    }
    return 0;
}

static int note_active(struct wr_i_applying *a, struct wr_i_reader *r)
{
    struct wr_model *m = r->m;
    size_t n = a->option == NULL ? 0 : a->option->n_changes, capacity = 0;
    int result = 0;

    m->active = n == 0 ? NULL : wr_arena_alloc(&m->arena, n, sizeof *m->active);
    if (n > 0 && m->active == NULL)
        return wr_fail(WR_ERR_MEMORY);
    m->n_active = 0;
    m->dips = NULL;
    m->n_dips = 0;
    for (size_t i = 0; i < n && result == 0; i++) {
        const struct wr_change *change = &m->changes[a->option->changes[i]];
        double after = a->option->after == NULL ? 0 : a->option->after[i];
        m->active[m->n_active++] = (struct wr_active){.change = a->option->changes[i],
                                                      .reach = change->reaches.value,
                                                      .keeps = kept_beside(change, a->option),
                                                      .over = change->over,
                                                      .after = after};
        if (change->has_go_live)
            result = note_dips(a, r, a->option->changes[i], after, &capacity);
    }
    return result;
}

/* --- doors --- */

/* What is new goes to the caller's list: applying one change in several options finds the same again. */
static void hand_over(const struct wr_mistakes *from, struct wr_mistakes *to)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct wr_mistake *m = &from->list[i];
        bool known = false;
        for (size_t k = 0; k < to->count && !known; k++)
            known = to->list[k].where.line == m->where.line && to->list[k].where.column == m->where.column &&
                    to->list[k].severity == m->severity && wr_text_equal(to->list[k].message, m->message) &&
                    wr_text_equal(to->list[k].where.file, m->where.file);
        if (!known)
            wr_mistakes_add(to, m->severity, m->where, m->path, m->hint, "%s", m->message);
    }
    if (to->status == 0)
        to->status = from->status;
}

static int finish(int result, struct wr_mistakes *own, struct wr_mistakes *mistakes)
{
    if (result == 0 || result == WR_ERR_MISTAKES)
        result = wr_mistakes_result(own) != 0 ? wr_mistakes_result(own) : result;
    hand_over(own, mistakes);
    wr_mistakes_free(own);
    return result;
}

static const struct wr_option *option_of(const struct wr_model *base, int option)
{
    return option >= 0 && (size_t)option < base->n_options ? &base->options[option] : NULL;
}

void wr_i_apply_open(struct wr_i_applying *a, const struct wr_source *source, const struct wr_model *base, int option, enum wr_i_view view,
                     double until, struct wr_mistakes *mistakes)
{
    *a = (struct wr_i_applying){.source = source,
                                .base = base,
                                .mistakes = mistakes,
                                .option = option_of(base, option),
                                .view = view,
                                .until = until,
                                .root = source->root};
    wr_mistakes_init(&a->passed);
    wr_arena_init(&a->arena, WR_I_MODEL_MAX_BYTES);
}

void wr_i_apply_close(struct wr_i_applying *a)
{
    wr_mistakes_free(&a->passed);
    wr_arena_free(&a->arena);
}

int wr_i_apply_tree(struct wr_i_applying *a, int option, const struct wr_edit *edits, size_t n_edits)
{
    int result;

    if (option >= 0 && a->option == NULL)
        return wr_fail(WR_ERR_USAGE);
    result = gather(a, edits, n_edits);
    if (result == 0)
        result = change_tree(a, &a->root);
    if (result == 0)
        result = wr_mistakes_result(a->mistakes);
    return result;
}

int wr_i_apply_model(struct wr_i_applying *a, int option, struct wr_model *out)
{
    struct wr_i_reader r;
    int result = wr_i_model_build(a->source, a->root, a->stage, false, a->mistakes, out);

    if (result == 0) {
        result = wr_i_reader_open(&r, a->source, out, a->mistakes);
        if (result == 0)
            result = change_model(a, &r, false);
        out->option = option;
        if (result == 0)
            result = note_active(a, &r);
        if (result == 0 && a->view != WR_I_VIEW_SETTLED)
            wr_i_stage_absent(a, &r);
        wr_i_reader_close(&r);
    }
    wr_arena_join(&out->arena, &a->arena);
    if (result == 0 && a->passed.status != 0)
        result = wr_fail(a->passed.status);
    return result;
}

int wr_model_with(const struct wr_source *source, const struct wr_model *base, int option, const struct wr_edit *edits, size_t n_edits,
                  struct wr_mistakes *mistakes, struct wr_model *out)
{
    struct wr_mistakes own;
    struct wr_i_applying a;
    int result;

    memset(out, 0, sizeof *out);
    wr_mistakes_init(&own);
    wr_i_apply_open(&a, source, base, option, WR_I_VIEW_SETTLED, INFINITY, &own);
    result = wr_i_apply_tree(&a, option, edits, n_edits);
    if (result == 0)
        result = wr_i_apply_model(&a, option, out);
    wr_i_apply_close(&a);
    return finish(result, &own, mistakes);
}

int wr_i_option_check(const struct wr_source *source, struct wr_model *base, int option, struct wr_mistakes *mistakes)
{
    struct wr_mistakes own;
    struct wr_i_applying a = {.source = source, .base = base, .mistakes = &own, .option = option_of(base, option)};
    struct wr_model built;
    struct wr_i_reader r;
    bool whole = false;
    int result;

    if (a.option == NULL || a.option->n_changes == 0)
        return 0;
    for (size_t i = 0; i < a.option->n_changes; i++)
        whole = whole || base->changes[a.option->changes[i]].adds != NULL || base->changes[a.option->changes[i]].n_removes > 0;
    wr_mistakes_init(&own);
    wr_arena_init(&a.arena, WR_I_MODEL_MAX_BYTES);
    result = gather(&a, NULL, 0);
    for (size_t i = 0; i < a.n_uses; i++)
        whole = whole || a.uses[i].in_tree;
    if (result == 0 && !whole) {
        result = wr_i_reader_open(&r, source, base, &own);
        if (result == 0)
            result = change_model(&a, &r, true);
        if (result == 0)
            result = note_active(&a, &r);
        wr_i_reader_close(&r);
        base->active = NULL; /* only tried */
        base->n_active = 0;
        base->dips = NULL;
        base->n_dips = 0;
    }
    if (result == 0 && (whole || a.met_again)) {
        result = wr_model_with(source, base, option, NULL, 0, &own, &built);
        wr_model_free(&built);
    }
    wr_arena_free(&a.arena);
    return finish(result, &own, mistakes);
}

/* Whether a mistake was told of the entry "part.name" that the path begins with, or of its part as a whole. */
static bool entry_is_wrong(struct wr_arena *arena, const struct wr_mistakes *mistakes, const struct wr_i_path *path)
{
    const char *entry = path->n < 2 ? path->segments[0] : wr_arena_printf(arena, "%s.%s", path->segments[0], path->segments[1]);

    if (entry == NULL || path->n < 2)
        return true;
    for (size_t i = 0; i < mistakes->count; i++) {
        const char *where = mistakes->list[i].path;
        if (mistakes->list[i].severity == WR_MISTAKE && where != NULL &&
            (wr_text_starts(where, entry) || wr_text_equal(where, path->segments[0])))
            return true;
    }
    return false;
}

void wr_i_changes_check_paths(const struct wr_source *source, struct wr_model *m, struct wr_mistakes *mistakes)
{
    struct wr_mistakes own;
    struct wr_i_applying a = {.source = source, .base = m, .mistakes = &own};

    wr_mistakes_init(&own);
    wr_arena_init(&a.arena, WR_I_MODEL_MAX_BYTES);
    for (size_t i = 0; i < m->n_changes; i++)
        for (size_t k = 0;
             m->changes[i].adds == NULL && m->changes[i].n_removes == 0 && k < m->changes[i].n_effects && mistakes->count < 100; k++) {
            const struct wr_effect *e = &m->changes[i].effects[k];
            struct wr_i_path path;
            struct wr_i_slots slots;
            struct wr_node *root = source->root;
            if (e->path == NULL || !split_path(&a, e->path, e->where, &path) || entry_is_wrong(&a.arena, mistakes, &path))
                continue;
            if (e->op == WR_OP_SET && !wr_i_path_is_adoptable(&path)) {
                if (e->set_node != NULL && wr_i_tree_set(&a.arena, &root, &path, e->set_node, e->where, &own) != 0)
                    break;
                continue;
            }
            if (wr_i_slots_find(&a.arena, m, &path, &slots) != 0)
                break;
            if (slots.count == 0)
                wr_i_path_mistake(&own, e->where, &path, slots.missed, slots.candidates, slots.n_candidates, slots.because);
        }
    wr_arena_free(&a.arena);
    hand_over(&own, mistakes);
    wr_mistakes_free(&own);
}
