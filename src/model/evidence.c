/* What a service rests on. The numbers are found by the same paths by which effects find them. */
#include "model/evidence.h"

#include <string.h>

#include "base/num.h"
#include "model/path.h"
#include "model/tell.h"
#include "read/tree.h"

/* Every number that patients, staff or places depend on. */
static const char *const patterns[] = {
    "places.every.spaces",
    "places.every.turnaround.takes",
    "staff.every.on duty",
    "staff.every.filled",
    "staff.every.costs",
    "equipment.every.how many",
    "systems.every.on paper.every",
    "systems.every.afterwards.takes",
    "information.every.there at once",
    "information.every.wrong",
    "information.every.chase.takes",
    "information.every.chase.found",
    "outcomes.every.comes back.chance",
    "outcomes.every.comes back.after",
    "patients.every.arrive.a day",
    "patients.every.arrive.one every",
    "patients.every.arrive.comes",
    "patients.every.attributes.every",
    "patients.every.attributes.every.every",
    "patients.every.waiting at most",
    "steps.every.takes",
    "steps.every.then.every",
    "steps.every.needs to know.every.go ahead",
    "steps.every.gives up.after",
    "steps.every.unless.after",
    "tasks.every.takes",
    "tasks.every.one every",
};

struct gathering {
    const struct wr_source *source;
    struct wr_model *m;
    struct wr_arena *arena;
    struct wr_model_basis *list;
    size_t n, capacity;
    int status;
};

static void add(struct gathering *g, struct wr_model_basis e, const struct wr_buf *words)
{
    e.words = words == NULL ? "" : wr_arena_text(g->arena, wr_buf_string(words));
    e.invented = e.source != NULL && strcmp(e.source, "invented") == 0;
    if (e.words == NULL || e.path == NULL || wr_arena_grow(g->arena, &g->list, &g->capacity, g->n + 1, sizeof *g->list) != 0) {
        g->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    g->list[g->n++] = e;
}

/* The `source` of the entry "part.name" that a path begins with. */
static const char *source_of_entry(struct gathering *g, const char *text)
{
    const struct wr_node *node = g->source == NULL ? NULL : g->source->root;
    struct wr_i_path path;

    if (node == NULL || !wr_i_path_split(g->arena, text, &path) || path.n < 2)
        return NULL;
    node = wr_node_get(wr_node_get(wr_node_get(node, path.segments[0]), path.segments[1]), "source");
    return node != NULL && node->kind == WR_NODE_TEXT ? node->text : NULL;
}

static bool is_uncertain(const struct wr_number *n) { return wr_num_finite(n->low) && wr_num_finite(n->high) && n->high > n->low; }

static void number(struct gathering *g, const struct wr_number *n, enum wr_unit unit, const char *path)
{
    struct wr_buf words;

    if (!is_uncertain(n))
        return;
    wr_buf_init(&words, 1024);
    wr_tell_number(n, unit, &words);
    add(g, (struct wr_model_basis){.path = path, .source = n->source != NULL ? n->source : source_of_entry(g, path), .where = n->where},
        &words);
    wr_buf_free(&words);
}

static void value(struct gathering *g, const struct wr_value *v, enum wr_unit unit, const char *path)
{
    if (v->kind == WR_VALUE_NUMBER)
        number(g, &v->number, unit, path);
    for (size_t i = 0; v->kind == WR_VALUE_DIST && i < v->dist->n_params; i++)
        number(g, &v->dist->params[i].number, v->dist->params[i].number.unit, path);
    for (size_t i = 0; v->kind == WR_VALUE_BY && i < v->n_cases; i++)
        value(g, v->cases[i].value, unit, path);
}

static void slot(struct gathering *g, const struct wr_i_slot *s)
{
    const struct wr_schedule *schedule;

    switch (s->kind) {
    case WR_I_SLOT_VALUE:
    case WR_I_SLOT_PARAM:
        value(g, s->target, s->unit, s->path);
        break;
    case WR_I_SLOT_BRANCH:
        value(g, &((const struct wr_branch *)s->target)->share, s->unit, s->path);
        break;
    case WR_I_SLOT_CATEGORY:
        value(g, &((const struct wr_kind_attribute *)s->target)->shares[s->part], s->unit, s->path);
        break;
    case WR_I_SLOT_NUMBER:
        number(g, s->target, s->unit, s->path);
        break;
    case WR_I_SLOT_SCHEDULE:
        schedule = s->target;
        for (size_t i = 0; i < schedule->n_entries; i++)
            number(g, &schedule->entries[i].number, WR_UNIT_BARE, s->path);
        break;
    case WR_I_SLOT_SECONDS:
    default:
        break;
    }
}

static void harm(struct gathering *g, const struct wr_harm *h)
{
    struct wr_buf words;

    wr_buf_init(&words, 4096);
    for (size_t i = 0; i < h->n_bands; i++) {
        wr_buf_text(&words, i == 0 ? "" : ", ");
        wr_tell_number(&h->bands[i].chance, WR_UNIT_SHARE, &words);
    }
    add(g, (struct wr_model_basis){.path = wr_arena_printf(g->arena, "harm.%s.chance", h->name), .source = h->source, .where = h->where},
        &words);
    wr_buf_free(&words);
}

static void effect(struct gathering *g, const struct wr_change *c, const struct wr_effect *e)
{
    const char *source = e->source != NULL ? e->source : e->by.source;
    struct wr_buf words;

    if (e->path == NULL)
        return;
    if (source == NULL) {
        const char *entry = wr_arena_printf(g->arena, "changes.%s", c->name);
        source = entry == NULL ? NULL : source_of_entry(g, entry);
    }
    wr_buf_init(&words, 4096);
    if (e->op == WR_OP_SET) {
        wr_buf_printf(&words, "set to %s", e->set_text == NULL ? "something else" : e->set_text);
    } else {
        wr_buf_text(&words, e->op == WR_OP_TIMES ? "times " : "add ");
        wr_tell_number(&e->by, e->op == WR_OP_TIMES ? WR_UNIT_BARE : e->by.unit, &words);
    }
    add(g,
        (struct wr_model_basis){.path = wr_arena_printf(g->arena, "changes.%s: %s", c->name, e->path), .source = source, .where = e->where},
        &words);
    wr_buf_free(&words);
}

int wr_model_evidence(const struct wr_source *source, struct wr_model *model, struct wr_arena *arena, struct wr_model_basis **list,
                      size_t *n)
{
    struct gathering g = {.source = source, .m = model, .arena = arena};

    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0] && g.status == 0; i++) {
        struct wr_i_path path;
        struct wr_i_slots slots;
        if (!wr_i_path_split(arena, patterns[i], &path) || wr_i_slots_find(arena, model, &path, &slots) != 0)
            return wr_fail(WR_ERR_MEMORY);
        for (size_t k = 0; k < slots.count; k++)
            slot(&g, &slots.list[k]);
    }
    for (size_t i = 0; i < model->n_unknowns; i++) {
        const char *path = wr_arena_printf(arena, "unknowns.%s", model->unknowns[i].name);
        if (path == NULL)
            return wr_fail(WR_ERR_MEMORY);
        number(&g, &model->unknowns[i].number, model->unknowns[i].number.unit, path);
    }
    for (size_t i = 0; i < model->n_harms; i++)
        harm(&g, &model->harms[i]);
    for (size_t i = 0; i < model->n_changes; i++)
        for (size_t k = 0; k < model->changes[i].n_effects; k++)
            effect(&g, &model->changes[i], &model->changes[i].effects[k]);
    *list = g.list;
    *n = g.n;
    return g.status;
}

static void print_one(const struct wr_model_basis *e, struct wr_buf *out)
{
    wr_buf_text(out, "  ");
    if (e->where.file != NULL && e->where.line > 0)
        wr_buf_printf(out, "%s:%d: ", e->where.file, e->where.line);
    wr_buf_printf(out, "%s: %s\n", e->path, e->words);
}

void wr_model_evidence_print(const struct wr_source *source, struct wr_model *model, struct wr_buf *out)
{
    struct wr_arena arena;
    struct wr_model_basis *list = NULL;
    size_t n = 0, without = 0, invented = 0;

    wr_arena_init(&arena, 0);
    if (wr_model_evidence(source, model, &arena, &list, &n) != 0) {
        out->status = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    for (size_t i = 0; i < n; i++) {
        if (list[i].source != NULL)
            continue;
        if (without++ == 0)
            wr_buf_text(out, "These rest on no source:\n");
        print_one(&list[i], out);
    }
    for (size_t i = 0; i < n; i++) {
        if (!list[i].invented)
            continue;
        if (invented++ == 0)
            wr_buf_text(out, "These are invented:\n");
        print_one(&list[i], out);
    }
    wr_buf_printf(out, "Of %zu uncertain number%s, harms and effects, %zu rest on no source, %zu are invented, %zu name a source.\n", n,
                  n == 1 ? "" : "s", without, invented, n - without - invented);
out:
    wr_arena_free(&arena);
}
