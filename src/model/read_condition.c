/* Conditions: `age is at least 75 and not frail`, `day unit is open`, `over 6 waiting for triage`, `it is 20:00 to 08:00`.
 *
 * Names may hold `and` and `is`, and a clock may hold `and` (`it is sat and sun`), so a text is cut at each ` and ` and the longest run of
 * parts that can be read as one condition is taken (the shortest first for all but the clock). */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

#define MOST_PARTS 64
#define LONGEST_RUN 8

static const char *const compare_words[] = {"at least ", "at most ", "over ", "under "};

/* "at least ", ...: bytes used, 0 for none. */
static size_t read_compare(const char *s, enum wr_compare *compare)
{
    size_t i;

    for (i = 0; i < 4; i++)
        if (wr_text_starts(s, compare_words[i])) {
            *compare = (enum wr_compare)i;
            return strlen(compare_words[i]);
        }
    return 0;
}

static bool is_word(const char *s, const char *word) { return strcmp(s, word) == 0; }

/* NAME is WHAT, for a name that is there. False: not this. A mistake that is certain is told, and *told set. */
static bool read_is(struct wr_i_reader *r, const char *name, const char *what, struct wr_where where, struct wr_atom *out, bool *told)
{
    enum wr_i_part part;
    int thing = wr_i_find(&r->things, name, &part), attribute;

    if (wr_text_starts(what, "not ")) {
        out->negated = !out->negated;
        what += 4;
    }
    if (thing >= 0 && part == WR_I_PLACE) {
        out->index = thing;
        out->kind = is_word(what, "full") ? WR_ATOM_PLACE_FULL : is_word(what, "open") ? WR_ATOM_PLACE_OPEN : WR_ATOM_PLACE_CLOSED;
        if (out->kind != WR_ATOM_PLACE_CLOSED || is_word(what, "closed"))
            return true;
        wr_i_mistake(r, where, wr_i_say(r, "write `%s is full`, `%s is open` or `%s is closed`", name, name, name),
                     "a place cannot be `%s`", what);
        *told = true;
        return false;
    }
    if (thing >= 0 && (part == WR_I_SYSTEM || (part == WR_I_RESOURCE && r->m->resources[thing].kind == WR_EQUIPMENT))) {
        out->index = part == WR_I_SYSTEM ? thing : -1 - thing;
        out->kind = WR_ATOM_SYSTEM_DOWN;
        if (is_word(what, "down"))
            return true;
        wr_i_mistake(r, where, wr_i_say(r, "write `%s is down`", name), "%s cannot be `%s`", part == WR_I_SYSTEM ? "a system" : "equipment",
                     what);
        *told = true;
        return false;
    }
    if (is_word(name, "kind") || is_word(name, "patient")) {
        out->kind = WR_ATOM_KIND;
        out->index = wr_i_ref_text(r, what, where, 1u << WR_I_KIND, NULL);
        *told = out->index < 0;
        return out->index >= 0;
    }
    attribute = wr_i_find(&r->attributes, name, NULL);
    if (attribute < 0)
        return false;
    out->index = attribute;
    switch (r->m->attributes[attribute].kind) {
    case WR_ATTRIBUTE_CATEGORY:
        out->kind = WR_ATOM_CATEGORY;
        out->category = wr_i_category(r, attribute, what);
        if (out->category >= 0)
            return true;
        wr_i_mistake(r, where, wr_i_did_you_mean(r, what, r->m->attributes[attribute].categories, r->m->attributes[attribute].n_categories),
                     "`%s` is not one of the values of `%s`", what, name);
        break;
    case WR_ATTRIBUTE_NUMBER: {
        struct wr_number number;
        size_t n = read_compare(what, &out->compare);
        out->kind = WR_ATOM_COMPARE;
        if (n == 0) {
            wr_i_mistake(r, where, wr_i_say(r, "write `%s is at least 75`, at most, over or under", name), "`%s is %s` is not understood",
                         name, what);
            break;
        }
        if (!wr_i_read_number_text(r, what + n, where, r->m->attributes[attribute].unit == WR_UNIT_TIME ? WR_SLOT_TIME : WR_SLOT_NUMBER,
                                   &number))
            break;
        out->number = number.value;
        return true;
    }
    case WR_ATTRIBUTE_CHANCE:
        wr_i_mistake(r, where, wr_i_say(r, "write `%s` or `not %s`", name, name), "`%s` is either so or not", name);
        break;
    }
    *told = true;
    return false;
}

/* `parts`: what can be waited for there. A task is given as -1 - its index. */
static bool read_over(struct wr_i_reader *r, const char *text, struct wr_where where, unsigned parts, double *over, int *of)
{
    const char *waiting = strstr(text, " waiting for ");
    enum wr_i_part part = WR_I_STEP;
    double value;
    size_t used;

    if (!wr_text_starts(text, "over ") || waiting == NULL)
        return false;
    used = wr_text_number(text + 5, &value);
    if (used == 0 || text + 5 + used != waiting || value < 0 || value != floor(value)) {
        wr_i_mistake(r, where, "write `over 6 waiting for triage`", "`%.60s` does not say how many", text);
        return false;
    }
    *over = value;
    *of = wr_i_ref_text(r, waiting + 13, where, parts, &part);
    if (*of < 0)
        return false;
    if (part == WR_I_TASK)
        *of = -1 - *of;
    return true;
}

/* One condition out of a text. False: not one; *told when the reason was told already. */
static bool read_atom(struct wr_i_reader *r, const char *text, struct wr_where where, struct wr_atom *out, bool *told)
{
    const char *is;
    enum wr_i_part part;
    int found;

    memset(out, 0, sizeof *out);
    out->category = -1;
    *told = false;
    r->by_patient = true;
    if (wr_text_starts(text, "it is ")) {
        out->kind = WR_ATOM_CLOCK;
        return wr_i_read_when_text(r, text + 6, where, true, &out->when);
    }
    if (wr_text_starts(text, "over ") && strstr(text, " waiting for ") != NULL) {
        out->kind = WR_ATOM_WAITING_OVER;
        *told = true;
        return read_over(r, text, where, 1u << WR_I_STEP | 1u << WR_I_TASK, &out->number, &out->index);
    }
    if (wr_text_starts(text, "not ")) {
        out->negated = true;
        text += 4;
    }
    if (wr_text_starts(text, "went to ") && (found = wr_i_find(&r->doings, text + 8, &part)) >= 0 && part == WR_I_STEP) {
        out->kind = WR_ATOM_WENT_TO;
        out->index = found;
        return true;
    }
    if (wr_text_starts(text, "left as ") && (found = wr_i_find(&r->doings, text + 8, &part)) >= 0 && part == WR_I_OUTCOME) {
        out->kind = WR_ATOM_LEFT_AS;
        out->index = found;
        return true;
    }
    found = wr_i_find(&r->attributes, text, NULL);
    if (found >= 0 && r->m->attributes[found].kind == WR_ATTRIBUTE_CHANCE) {
        out->kind = WR_ATOM_YES;
        out->index = found;
        return true;
    }
    found = wr_i_find(&r->kinds, text, NULL);
    if (found >= 0) {
        out->kind = WR_ATOM_KIND;
        out->index = found;
        return true;
    }
    for (is = strstr(text, " is "); is != NULL && !*told; is = strstr(is + 1, " is ")) {
        char *name = wr_i_take(r, (size_t)(is - text) + 1, 1);
        if (name == NULL)
            return false;
        memcpy(name, text, (size_t)(is - text));
        if (read_is(r, name, is + 4, where, out, told))
            return true;
    }
    return false;
}

static void say_condition(struct wr_i_reader *r, const char *text, struct wr_where where)
{
    const char *is = strstr(text, " is "), *hint = NULL;
    const char *bare = wr_text_starts(text, "not ") ? text + 4 : text;

    if (wr_text_starts(bare, "went to ")) {
        wr_i_ref_text(r, bare + 8, where, 1u << WR_I_STEP, NULL);
        return;
    }
    if (wr_text_starts(bare, "left as ")) {
        wr_i_ref_text(r, bare + 8, where, 1u << WR_I_OUTCOME, NULL);
        return;
    }
    if (wr_text_starts(bare, "it is ")) {
        wr_i_mistake(r, where, "write `it is 20:00 to 08:00` or `it is sat and sun`", "`%.60s` is not a time that we understand", bare);
        return;
    }
    if (is != NULL && is > bare) {
        const char *name = wr_i_say(r, "%.*s", (int)(is - bare < 200 ? is - bare : 200), bare);
        if (name != NULL)
            wr_i_ref_text(r, name, where, 1u << WR_I_ATTRIBUTE | 1u << WR_I_PLACE | 1u << WR_I_SYSTEM, NULL);
        return;
    }
    {
        size_t n = r->m->n_attributes + r->m->n_kinds, i, at = 0;
        const char **names = wr_i_take(r, n, sizeof *names);
        for (i = 0; i < r->m->n_attributes && names != NULL; i++)
            names[at++] = r->m->attributes[i].name;
        for (i = 0; i < r->m->n_kinds && names != NULL; i++)
            names[at++] = r->m->kinds[i].name;
        hint = names == NULL ? NULL : wr_i_did_you_mean(r, bare, names, at);
    }
    wr_i_mistake(
        r, where,
        hint != NULL
            ? hint
            : "write `age is at least 75`, `urgency is urgent`, `frail`, `not frail`, `ward is full`, `went to triage`, joined by `and`",
        "`%.80s` is not a condition that we understand", text);
}

static bool read_run(struct wr_i_reader *r, const char *from, const char *to, struct wr_where where, struct wr_atom *out, bool *told)
{
    char *part = wr_i_take(r, (size_t)(to - from) + 1, 1);

    if (part == NULL)
        return false;
    memcpy(part, from, (size_t)(to - from));
    return read_atom(r, part, where, out, told);
}

static bool read_text(struct wr_i_reader *r, const char *text, struct wr_where where, struct wr_condition *out)
{
    const char *starts[MOST_PARTS + 1], *ends[MOST_PARTS + 1], *at = text;
    size_t n = 0, i, j;

    for (;;) {
        const char *and_ = strstr(at, " and ");
        if (n == MOST_PARTS) {
            wr_i_mistake(r, where, "say less in one condition", "more than %d conditions are joined by `and`", MOST_PARTS);
            return false;
        }
        starts[n] = at;
        ends[n++] = and_ == NULL ? at + strlen(at) : and_;
        if (and_ == NULL)
            break;
        at = and_ + 5;
    }
    out->atoms = wr_i_take(r, n, sizeof *out->atoms);
    for (i = 0; i < n && out->atoms != NULL; i = j + 1) {
        bool clock = wr_text_starts(starts[i], "it is "), found = false, told = false;
        size_t last = i + LONGEST_RUN < n ? i + LONGEST_RUN : n - 1, tries;
        r->quiet = true; /* what cannot be read as one part may be read as two */
        for (tries = 0; tries <= last - i && !found; tries++) {
            j = clock ? last - tries : i + tries;
            found = read_run(r, starts[i], ends[j], where, &out->atoms[out->n_atoms], &told);
        }
        r->quiet = false;
        if (!found) {
            j = i;
            (void)read_run(r, starts[i], ends[i], where, &out->atoms[out->n_atoms], &told);
            if (!told) {
                const char *part = wr_i_say(r, "%.*s", (int)(ends[i] - starts[i] < 300 ? ends[i] - starts[i] : 300), starts[i]);
                say_condition(r, part == NULL ? text : part, where);
            }
            return false;
        }
        out->n_atoms++;
    }
    return out->atoms != NULL;
}

bool wr_i_read_condition(struct wr_i_reader *r, const struct wr_node *node, struct wr_condition *out)
{
    memset(out, 0, sizeof *out);
    out->where = node->where;
    if (node->kind == WR_NODE_TEXT)
        return read_text(r, node->text, node->where, out);
    if (node->kind != WR_NODE_EMPTY)
        wr_i_mistake(r, node->where, "join conditions by `and`: age is at least 75 and not frail", "a condition is a text, not %s",
                     wr_i_what(r, node));
    return false;
}

bool wr_i_read_for(struct wr_i_reader *r, const struct wr_node *node, struct wr_condition *out)
{
    memset(out, 0, sizeof *out);
    out->where = node->where;
    if (node->kind == WR_NODE_LIST) {
        size_t i;
        for (i = 0; i < node->count; i++)
            if (node->items[i]->kind == WR_NODE_TEXT && wr_i_find(&r->kinds, node->items[i]->text, NULL) < 0) {
                struct wr_atom atom;
                bool told;
                if (read_atom(r, node->items[i]->text, node->items[i]->where, &atom, &told)) {
                    wr_i_mistake(r, node->items[i]->where, "write conditions as one text, joined by `and`",
                                 "a list here holds kinds of patient; `%.60s` is a condition", node->items[i]->text);
                    return false;
                }
                if (told)
                    return false;
            }
        out->kinds_any = wr_i_refs(r, node, 1u << WR_I_KIND, &out->n_kinds_any);
        return out->n_kinds_any == node->count && node->count > 0;
    }
    if (node->kind == WR_NODE_TEXT) {
        int kind = wr_i_find(&r->kinds, node->text, NULL);
        if (kind >= 0) {
            out->kinds_any = wr_i_refs(r, node, 1u << WR_I_KIND, &out->n_kinds_any);
            return out->n_kinds_any > 0;
        }
    }
    return wr_i_read_condition(r, node, out);
}

bool wr_i_read_over_waiting(struct wr_i_reader *r, const struct wr_node *node, double *over, int *step)
{
    *over = 0;
    *step = -1;
    if (node->kind == WR_NODE_TEXT && wr_text_starts(node->text, "over ") && strstr(node->text, " waiting for ") != NULL)
        return read_over(r, node->text, node->where, 1u << WR_I_STEP, over, step);
    if (node->kind != WR_NODE_EMPTY)
        wr_i_mistake(r, node->where, "write `over 4 waiting for ward care`", "%s is not understood here", wr_i_what(r, node));
    return false;
}

bool wr_i_read_target_value(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, enum wr_compare *compare,
                            struct wr_number *out)
{
    size_t n;

    *out = wr_i_number(0, WR_UNIT_BARE, node->where);
    if (node->kind == WR_NODE_TEXT && (n = read_compare(node->text, compare)) > 0)
        return wr_i_read_number_text(r, node->text + n, node->where, slot, out);
    if (node->kind != WR_NODE_EMPTY)
        wr_i_mistake(r, node->where, "write `at least 78%`, `at most 4 h`, `over` or `under`",
                     "%s does not say on which side the target lies", wr_i_what(r, node));
    return false;
}
