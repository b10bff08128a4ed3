/* What stands behind a key of the people's files: entries and their short forms, dates, yes and no, words, circles. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "base/text.h"

size_t wr_i_people_count_of(const struct wr_node *node)
{
    return node == NULL || node->kind == WR_NODE_EMPTY ? 0 : node->kind == WR_NODE_LIST ? node->count : 1;
}

const struct wr_node *wr_i_people_item(const struct wr_node *node, size_t i) { return node->kind == WR_NODE_LIST ? node->items[i] : node; }

const struct wr_node *wr_i_people_map(struct wr_i_people *p, const struct wr_node *node)
{
    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return NULL;
    if (node->kind == WR_NODE_MAP)
        return node;
    wr_model_fields_mistake(p->f, node->where, "write a name, a colon and what belongs to it, one a line",
                            "a map of names is wanted here, not %s", wr_model_fields_what(p->f, node));
    return NULL;
}

/* {technology: simple} for {technology: {level: simple}}: a map with that one key. */
static const struct wr_node *long_form(struct wr_i_people *p, const struct wr_node *node, const char *key)
{
    struct wr_node *map = wr_node_new(&p->a->arena, WR_NODE_MAP, node->where), *value = wr_node_copy(&p->a->arena, node);

    if (map == NULL || value == NULL)
        return NULL;
    map->key = node->key;
    map->key_where = node->key_where;
    value->key = key;
    value->key_where = node->where;
    return wr_node_add(&p->a->arena, map, value) == 0 ? map : NULL;
}

const struct wr_node *wr_i_people_entry(struct wr_i_people *p, const struct wr_node *node, const char *object)
{
    const struct wr_object *o = wr_agree_describe_object(object);

    if (o->short_form != NULL && node->kind == WR_NODE_TEXT) {
        node = long_form(p, node, o->short_form);
        if (node == NULL) {
            p->status = WR_ERR_MEMORY;
            return NULL;
        }
    }
    return wr_model_fields_object(p->f, node, o) ? node : NULL;
}

const char *wr_i_people_text(struct wr_i_people *p, const struct wr_node *entry, const char *key)
{
    return wr_model_fields_text(p->f, entry, key);
}

/* Whether somebody of people.yaml is meant by these very words: an office, who holds it, or a role group. */
static bool is_somebody(struct wr_i_people *p, const char *text)
{
    if (wr_i_people_find(p, WR_I_OFFICES, text) >= 0 || wr_i_people_find(p, WR_I_GROUPS, text) >= 0)
        return true;
    for (size_t i = 0; i < p->a->n_offices && p->compare_left-- > 0; i++)
        if (p->a->offices[i].person != NULL && strcmp(p->a->offices[i].person, text) == 0)
            return true;
    return false;
}

/* Titles share their words ("chief operating officer", "chief information officer"): only a slip of the pen counts as nearly the same. */
const char *wr_i_people_owner(struct wr_i_people *p, const struct wr_node *entry, const char *key)
{
    const struct wr_i_names *offices = &p->names[WR_I_OFFICES];
    const char *text = wr_i_people_text(p, entry, key), *near = NULL;

    if (text == NULL || strlen(text) < 6 || strlen(text) > 80 || is_somebody(p, text))
        return text;
    for (size_t i = 0; i < offices->count && near == NULL && p->compare_left-- > 0; i++)
        near = wr_text_distance(text, offices->list[i], 2) <= 2 ? offices->list[i] : NULL;
    if (near != NULL) {
        wr_model_fields_enter(p->f, key);
        wr_model_fields_warning(p->f, wr_node_get(entry, key)->where, wr_model_fields_say(p->f, "did you mean `%s`?", near),
                                "people.yaml has no office called `%.60s`", text);
        wr_model_fields_leave(p->f);
    }
    return text;
}

bool wr_i_people_yes(struct wr_i_people *p, const struct wr_node *entry, const char *key)
{
    return wr_model_fields_choice(p->f, entry, key, WR_AGREE_WORDS_YES) == 0;
}

int wr_i_people_count(struct wr_i_people *p, const struct wr_node *entry, const char *key, int least, int most, const char *what,
                      int otherwise)
{
    const struct wr_node *node = wr_node_get(entry, key);
    double value;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return otherwise;
    value = wr_model_fields_plain(p->f, entry, key, WR_SLOT_COUNT, -1);
    if (value < 0) /* told */
        return otherwise;
    if (value >= least && value <= most)
        return (int)value;
    wr_model_fields_enter(p->f, key);
    wr_model_fields_mistake(p->f, node->where, what, "%s cannot be here", wr_model_fields_what(p->f, node));
    wr_model_fields_leave(p->f);
    return otherwise;
}

/* 5/3/2026 and 05.03.26 as people write them: what they mean in our way, for the hint. */
static const char *date_hint(struct wr_i_people *p, const char *text)
{
    double day, month, year;
    size_t a = wr_text_number(text, &day), b = 0, c = 0;
    char mark = text[a];

    if (a > 0 && a <= 2 && (mark == '/' || mark == '-' || mark == '.')) {
        b = wr_text_number(text + a + 1, &month);
        if (b > 0 && b <= 2 && text[a + 1 + b] == mark)
            c = wr_text_number(text + a + 1 + b + 1, &year);
    }
    if ((c == 2 || c == 4) && text[a + 1 + b + 1 + c] == '\0' && day >= 1 && day <= 31 && month >= 1 && month <= 12 && year >= 0 &&
        (c == 2 || year >= 1970))
        return wr_model_fields_say(p->f, "write the year first: %04.0f-%02.0f-%02.0f", c == 2 ? year + 2000 : year, month, day);
    return "write the year first, then month and day: 2026-03-05";
}

bool wr_i_people_date_text(struct wr_i_people *p, const char *text, struct wr_where where, int *date)
{
    double seconds;

    if (strlen(text) == 10 && wr_csv_time(text, &seconds)) {
        *date = (int)(seconds / 86400);
        return true;
    }
    wr_model_fields_mistake(p->f, where, date_hint(p, text), "`%.60s` is not a date", text);
    return false;
}

int wr_i_people_date(struct wr_i_people *p, const struct wr_node *entry, const char *key)
{
    const struct wr_node *node = wr_node_get(entry, key);
    int date = WR_NO_DATE;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return WR_NO_DATE;
    wr_model_fields_enter(p->f, key);
    if (node->kind == WR_NODE_TEXT)
        (void)wr_i_people_date_text(p, node->text, node->where, &date);
    else
        wr_model_fields_mistake(p->f, node->where, "write 2026-03-05", "a date is wanted here, not %s", wr_model_fields_what(p->f, node));
    wr_model_fields_leave(p->f);
    return date;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

int wr_i_people_word(const char *text, const char *words)
{
    for (int i = 0; *words != '\0'; i++) {
        const char *s = text;
        while (*words != '\0' && *words != '|') {
            size_t curled = *words == '\'' && strncmp(s, "\xE2\x80\x99", 3) == 0 ? 3 : 1;
            if (curled == 1 && lower(*s) != lower(*words))
                break;
            s += curled;
            words++;
        }
        if (*s == '\0' && (*words == '\0' || *words == '|'))
            return i;
        words += strcspn(words, "|");
        words += *words == '|';
    }
    return -1;
}

/* The open entries from the one that is `to` up to the top of the stack, and `to` again: "d1, d7, d1". Of a long circle only its ends are told. */
static void tell_circle(struct wr_i_people *p, enum wr_i_sort sort, const size_t *stack, size_t depth, size_t to, struct wr_where where,
                        const char *path, const char *verb, const char *hint)
{
    enum { ENDS = 4 };
    const char *const *names = p->names[sort].list;
    bool kept = p->mistakes->count < WR_MISTAKES_KEPT; /* else it is only counted */
    size_t from = depth;
    struct wr_buf round;

    wr_buf_init(&round, 0);
    while (kept && from > 1 && stack[from - 1] != to)
        from--;
    for (size_t i = from - 1; kept && i < depth; i++) {
        if (i == from - 1 + ENDS && i + ENDS < depth) {
            wr_buf_printf(&round, "%zu more, ", depth - ENDS - i);
            i = depth - ENDS;
        }
        wr_buf_printf(&round, "%s, ", names[stack[i]]);
    }
    wr_buf_text(&round, names[to]);
    if (wr_buf_status(&round) != 0)
        p->status = WR_ERR_MEMORY;
    wr_model_fields_enter(p->f, path);
    wr_model_fields_enter(p->f, names[to]);
    wr_model_fields_mistake(p->f, where, hint, "this %s itself, by a circle: %s", verb, wr_buf_string(&round));
    wr_model_fields_leave(p->f);
    wr_model_fields_leave(p->f);
    wr_buf_free(&round);
}

/* Depth first, by hand: an entry that is met again while it is still open closes a circle, which is told once. */
void wr_i_people_circles(struct wr_i_people *p, enum wr_i_sort sort, const struct wr_i_links *links, const struct wr_where *wheres,
                         const char *path, const char *verb, const char *hint)
{
    enum { NEW, OPEN, DONE };
    size_t n = p->names[sort].count, *stack = wr_model_fields_take(p->f, n, sizeof *stack),
           *next = wr_model_fields_take(p->f, n, sizeof *next);
    unsigned char *state = wr_model_fields_take(p->f, n, sizeof *state);

    if (stack == NULL || next == NULL || state == NULL)
        return;
    for (size_t root = 0; root < n; root++) {
        size_t depth = 0;
        if (state[root] != NEW)
            continue;
        stack[depth++] = root;
        state[root] = OPEN;
        while (depth > 0) {
            size_t at = stack[depth - 1];
            int to;
            if (next[at] == links[at].n) {
                state[at] = DONE;
                depth--;
                continue;
            }
            to = links[at].to[next[at]++];
            if (to < 0)
                continue;
            if (state[to] == OPEN)
                tell_circle(p, sort, stack, depth, (size_t)to, wheres[to], path, verb, hint);
            if (state[to] == NEW) {
                stack[depth++] = (size_t)to;
                state[to] = OPEN;
            }
        }
    }
}
