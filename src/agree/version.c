/* The canonical text: one line a value, `"part" "name" ... = "value"`, every key and value in quotes as JSON writes them (so that no text can look like
 * another's end). Maps in the order of their keys' bytes, lists in their own; white space tidied; what is empty left out, as if it were not written.
 * The change is taken from the tree of the service file, not from the model, so that nothing that was written can be overlooked. */
#include "agree/version.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agree/hazards.h"
#include "agree/touch_internal.h"
#include "base/date.h"
#include "base/sha256.h"
#include "base/text.h"
#include "read/tree.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define DEEPEST (WR_READ_MAX_DEPTH + 8)

struct writer {
    struct wr_buf *out;
    struct wr_arena arena;
    const char *path[DEEPEST];
    size_t depth;
    bool failed;
};

static void push(struct writer *w, const char *key)
{
    if (w->depth < DEEPEST)
        w->path[w->depth] = key;
    w->failed = w->failed || w->depth >= DEEPEST || key == NULL;
    w->depth++;
}
static void push_number(struct writer *w, size_t i) { push(w, wr_arena_printf(&w->arena, "%zu", i + 1)); }
static void pop(struct writer *w) { w->depth--; }

/* A value under the path so far; nothing for what is empty. */
static void value(struct writer *w, const char *text)
{
    const char *tidy = text != NULL ? wr_text_tidy(&w->arena, text, strlen(text)) : "";

    if (tidy == NULL || w->depth > DEEPEST) {
        w->failed = true;
        return;
    }
    if (tidy[0] == '\0')
        return;
    for (size_t i = 0; i < w->depth && !w->failed; i++) {
        wr_buf_json(w->out, w->path[i]);
        wr_buf_char(w->out, ' ');
    }
    wr_buf_text(w->out, "= ");
    wr_buf_json(w->out, tidy);
    wr_buf_char(w->out, '\n');
}

static void pair(struct writer *w, const char *key, const char *text)
{
    push(w, key);
    value(w, text);
    pop(w);
}

static void pair_date(struct writer *w, const char *key, int date)
{
    struct wr_buf iso;

    if (date == WR_NO_DATE)
        return;
    wr_buf_init(&iso, 0);
    wr_date_iso(&iso, date);
    pair(w, key, wr_buf_string(&iso));
    w->failed = w->failed || wr_buf_status(&iso) != 0;
    wr_buf_free(&iso);
}

static void texts(struct writer *w, const char *key, const char *const *list, size_t n)
{
    push(w, key);
    for (size_t i = 0; i < n; i++) {
        push_number(w, i);
        value(w, list[i]);
        pop(w);
    }
    pop(w);
}

static int by_key(const void *a, const void *b)
{
    const struct wr_node *const *x = a, *const *y = b;
    return strcmp((*x)->key, (*y)->key);
}

static void tree(struct writer *w, const struct wr_node *node)
{
    struct wr_node **sorted;

    if (w->failed || node == NULL)
        return;
    if (node->kind == WR_NODE_TEXT) {
        value(w, node->text);
    } else if (node->kind == WR_NODE_LIST) {
        for (size_t i = 0; i < node->count; i++) {
            push_number(w, i);
            tree(w, node->items[i]);
            pop(w);
        }
    } else if (node->kind == WR_NODE_MAP) {
        sorted = wr_arena_alloc(&w->arena, node->count + 1, sizeof *sorted);
        if (sorted == NULL) {
            w->failed = true;
            return;
        }
        if (node->count > 0)
            memcpy(sorted, node->items, node->count * sizeof *sorted);
        if (node->count > 1)
            qsort(sorted, node->count, sizeof *sorted, by_key);
        for (size_t i = 0; i < node->count; i++) {
            push(w, sorted[i]->key);
            tree(w, sorted[i]);
            pop(w);
        }
    }
}

/* What the change does. Not what it costs, who owns it, whose need it answers and which issues it has: safety does not rest on these. */
static void write_change(struct writer *w, const struct wr_agree *agree, const struct wr_node *root, int change)
{
    static const char *const keys[] = {"adds",    "adoption",    "beside",  "effects", "go live",
                                       "hazards", "needs first", "removes", "says",    "uses"};
    const struct wr_node *node = wr_node_get(wr_node_get(root, "changes"), agree->model->changes[change].name);

    push(w, "change");
    push(w, agree->model->changes[change].name);
    for (size_t i = 0; i < LEN(keys); i++) {
        push(w, keys[i]);
        tree(w, wr_node_get(node, keys[i]));
        pop(w);
    }
    pop(w);
    pop(w);
}

static int by_id(const void *a, const void *b)
{
    const struct wr_capability *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* Which information the capabilities bring, to whom and when, as the catalogue says it. */
static void write_brings(struct writer *w, const struct wr_agree *agree, int change)
{
    const struct wr_capability **used;
    size_t n = 0;
    int one;

    used = wr_arena_alloc(&w->arena, agree->model->changes[change].n_uses + 1, sizeof *used);
    if (used == NULL) {
        w->failed = true;
        return;
    }
    for (size_t i = 0; (one = wr_agree_change_capability(agree, change, i)) >= 0; i++)
        used[n++] = &agree->catalogue.list[one];
    if (n > 1)
        qsort(used, n, sizeof *used, by_id);
    push(w, "brings");
    for (size_t i = 0; i < n; i++) {
        push(w, used[i]->id);
        for (size_t k = 0; k < used[i]->n_brings; k++) {
            push_number(w, k);
            pair(w, "item", used[i]->brings[k].item);
            pair(w, "to", used[i]->brings[k].to);
            pair(w, "when", used[i]->brings[k].when);
            pop(w);
        }
        pop(w);
    }
    pop(w);
}

/* Whether the path is `part.entry` or goes on behind it with a point. `every` stands for all names. */
static bool leads_to(const char *path, const char *part, const char *entry)
{
    size_t n = strlen(part), m = strlen(entry);

    if (strncmp(path, part, n) != 0 || path[n] != '.')
        return false;
    path += n + 1;
    if (strncmp(path, entry, m) == 0 && (path[m] == '\0' || path[m] == '.'))
        return true;
    return strncmp(path, "every", 5) == 0 && (path[5] == '\0' || path[5] == '.');
}

bool wr_i_touches(const struct wr_change *c, const char *part, const char *entry)
{
    for (size_t i = 0; i < c->n_effects; i++)
        if (c->effects[i].path != NULL && leads_to(c->effects[i].path, part, entry))
            return true;
    for (size_t i = 0; i < c->n_dips; i++)
        if (c->dips[i].path != NULL && leads_to(c->dips[i].path, part, entry))
            return true;
    for (size_t i = 0; i < c->n_removes; i++)
        if (leads_to(c->removes[i], part, entry))
            return true;
    return false;
}

/* A system in which a piece of information is kept that the change touches. */
static bool keeps_touched(const struct wr_change *c, const struct wr_node *root, const char *system)
{
    const struct wr_node *items = wr_node_get(root, "information");

    for (size_t i = 0; items != NULL && items->kind == WR_NODE_MAP && i < items->count; i++) {
        const struct wr_node *kept = wr_node_get(items->items[i], "kept in");
        if (kept != NULL && kept->kind == WR_NODE_TEXT && strcmp(kept->text, system) == 0 &&
            wr_i_touches(c, "information", items->items[i]->key))
            return true;
    }
    return false;
}

/* The entries of the service file that the change's effects and its slower first weeks name, whole; and systems that keep what it touches. */
static void write_touched(struct writer *w, const struct wr_agree *agree, const struct wr_node *root, int change)
{
    const struct wr_change *c = &agree->model->changes[change];
    struct wr_node parts = {.kind = WR_NODE_MAP};

    push(w, "touches");
    for (size_t p = 0; p < root->count; p++) {
        const struct wr_node *part = root->items[p];
        struct wr_node some = {.kind = WR_NODE_MAP, .key = part->key}, *copy;
        if (part->kind != WR_NODE_MAP || strcmp(part->key, "changes") == 0)
            continue;
        for (size_t i = 0; i < part->count && !w->failed; i++)
            if (wr_i_touches(c, part->key, part->items[i]->key) ||
                (strcmp(part->key, "systems") == 0 && keeps_touched(c, root, part->items[i]->key)))
                w->failed = wr_node_add(&w->arena, &some, part->items[i]) != 0;
        copy = some.count > 0 ? wr_node_new(&w->arena, WR_NODE_MAP, (struct wr_where){0}) : NULL;
        if (some.count == 0)
            continue;
        if (copy == NULL) {
            w->failed = true;
            break;
        }
        *copy = some;
        w->failed = w->failed || wr_node_add(&w->arena, &parts, copy) != 0;
    }
    tree(w, &parts);
    pop(w);
}

static void write_score(struct writer *w, const struct wr_agree *agree, const char *key, const struct wr_hazard_score *s)
{
    const struct wr_scale_clinical *scale = &agree->scales.clinical;

    push(w, key);
    pair(w, "severity", s->severity >= 0 && s->severity < WR_SCALE_LEVELS ? scale->severity[s->severity].name : NULL);
    pair(w, "likelihood", s->likelihood >= 0 && s->likelihood < WR_SCALE_LEVELS ? scale->likelihood[s->likelihood].name : NULL);
    if (s->severity >= 0 || s->likelihood >= 0)
        pair(w, "patients", s->several ? "several" : "one");
    pair(w, "scored by", s->scored_by);
    pair(w, "because", s->because);
    pair_date(w, "date", s->date);
    pop(w);
}

static void write_hazard(struct writer *w, const struct wr_agree *agree, const struct wr_hazard_entry *h)
{
    push(w, h->name);
    pair(w, "says", h->says);
    pair(w, "effect", h->effect);
    pair(w, "harm", h->harm);
    pair(w, "owner", h->owner);
    pair(w, "status", wr_hazard_status_words(h->status));
    pair(w, "because", h->because);
    pair(w, "raised by", h->raised_by != NULL ? h->raised_by : h->raised_group >= 0 ? agree->groups[h->raised_group].name : NULL);
    pair_date(w, "raised", h->raised);
    texts(w, "causes", h->causes, h->n_causes);
    texts(w, "existing controls", h->existing, h->n_existing);
    write_score(w, agree, "initial", &h->initial);
    write_score(w, agree, "residual", &h->residual);
    push(w, "controls");
    for (size_t i = 0; i < h->n_controls; i++) {
        push_number(w, i);
        pair(w, "kind", wr_control_kind_words(h->controls[i].kind));
        pair(w, "says", h->controls[i].says);
        pair(w, "owner", h->controls[i].owner);
        pair(w, "effective", h->controls[i].effective);
        pair_date(w, "verified", h->controls[i].verified);
        pop(w);
    }
    pop(w);
    pop(w);
}

static int by_name(const void *a, const void *b)
{
    const struct wr_hazard_entry *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static void write_hazards(struct writer *w, const struct wr_agree *agree, int change)
{
    const struct wr_hazard_entry **some = wr_arena_alloc(&w->arena, agree->n_hazards + 1, sizeof *some);
    size_t n = 0;

    if (some == NULL) {
        w->failed = true;
        return;
    }
    for (size_t i = 0; i < agree->n_hazards; i++)
        if (agree->hazards[i].change == change)
            some[n++] = &agree->hazards[i];
    if (n > 1)
        qsort(some, n, sizeof *some, by_name);
    push(w, "hazards");
    for (size_t i = 0; i < n; i++)
        write_hazard(w, agree, some[i]);
    pop(w);
}

/* The scale whole: a score means what its words and its table say. */
static void write_scale(struct writer *w, const struct wr_scale_clinical *s)
{
    push(w, "scale");
    pair(w, "version", s->version);
    for (size_t i = 0; i < WR_SCALE_LEVELS; i++) {
        push_number(w, i);
        pair(w, "severity", s->severity[i].name);
        pair(w, "one", s->severity[i].one);
        pair(w, "several", s->severity[i].several);
        pair(w, "likelihood", s->likelihood[i].name);
        pair(w, "likelihood says", s->likelihood[i].says);
        pair(w, "acceptability", s->acceptability[i]);
        for (size_t k = 0; k < WR_SCALE_LEVELS; k++)
            pair(w, "risk", wr_arena_printf(&w->arena, "%zu: %d", k + 1, s->risk[i][k]));
        pop(w);
    }
    pop(w);
}

int wr_version_text(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out)
{
    struct writer w = {.out = out};
    int result;

    wr_arena_init(&w.arena, 0);
    wr_buf_text(out, "wardround hazard log, version 1 of the canonical text\n");
    write_change(&w, agree, source->root, change);
    write_brings(&w, agree, change);
    write_touched(&w, agree, source->root, change);
    write_hazards(&w, agree, change);
    write_scale(&w, &agree->scales.clinical);
    result = wr_buf_status(out);
    if (result == 0 && w.failed)
        result = wr_fail(WR_ERR_MEMORY);
    wr_arena_free(&w.arena);
    return result;
}

int wr_version(const struct wr_agree *agree, const struct wr_source *source, int change, char hex[65])
{
    struct wr_sha256 hash;
    struct wr_buf text;
    int result;

    wr_buf_init(&text, 0);
    result = wr_version_text(agree, source, change, &text);
    wr_sha256_init(&hash);
    wr_sha256_add(&hash, wr_buf_string(&text), text.size);
    wr_sha256_end(&hash, hex);
    wr_buf_free(&text);
    return result;
}

/* An approval may name the version by its first digits, as it is printed in tables: 12 are as good as all against a slip of the pen. */
static enum wr_approval_state look_at(const struct wr_agree *agree, const struct wr_approval *a, const char *version)
{
    size_t n = a->version != NULL ? strlen(a->version) : 0;

    if (!wr_hazard_is_officer(agree, a->by))
        return WR_APPROVAL_NOT_OFFICER;
    if (n < WR_VERSION_SHORT || strspn(a->version, "0123456789abcdefABCDEF") != n)
        return WR_APPROVAL_WITHOUT_VERSION;
    return n <= strlen(version) && strncasecmp(a->version, version, n) == 0 ? WR_APPROVAL_HOLDS : WR_APPROVAL_VOID;
}

enum wr_approval_state wr_approval_look(const struct wr_agree *agree, int change, const char *version, int *which)
{
    enum wr_approval_state best = WR_APPROVAL_NONE;

    *which = -1;
    for (size_t i = 0; i < agree->n_approvals; i++) {
        const struct wr_approval *a = &agree->approvals[i];
        enum wr_approval_state state;
        if (a->change != change)
            continue;
        state = look_at(agree, a, version);
        if (state == WR_APPROVAL_HOLDS || *which < 0 || (best != WR_APPROVAL_HOLDS && a->date >= agree->approvals[*which].date)) {
            *which = (int)i;
            best = state;
        }
    }
    return best;
}
