/* Distributions: {lognormal: {mean: 45 min, sd: 30 min}}, tables, and columns of a CSV file. */
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "model/model_internal.h"
#include "read/csv.h"

#define MOST_KEYS 24

/* What is gathered while one distribution is read. */
struct gathered {
    struct wr_i_reader *r;
    const struct wr_node *node; /* the parameters */
    enum wr_slot slot;
    enum wr_unit unit; /* of what is drawn; BARE until the first parameter tells (slot ANY) */
    bool unit_known;
    double factor; /* of `unit:`, for bare numbers; 0 when there is none */
    struct wr_dist *dist;
    struct wr_sampler_spec spec;
    bool well;
};

bool wr_i_is_distribution(const struct wr_node *node)
{
    return node->kind == WR_NODE_MAP && node->count > 0 &&
           (strcmp(node->items[0]->key, "empirical") == 0 || wr_sampler_kind_of(node->items[0]->key) >= 0);
}

bool wr_i_read_csv(struct wr_i_reader *r, const char *file, struct wr_where where, struct wr_csv *out)
{
    struct wr_buf text;
    const char *path, *why = NULL;
    bool well = false;
    int err;

    memset(out, 0, sizeof *out);
    wr_buf_init(&text, 0);
    if (file[0] == '/' || strstr(file, "..") != NULL || strchr(file, '\\') != NULL || file[0] == '\0') {
        wr_i_mistake(r, where, "put the file into the service's folder and write its name", "`%.60s` is not inside the service's folder",
                     file);
        goto out;
    }
    if (r->source->folder == NULL) {
        wr_i_mistake(r, where, NULL, "files cannot be read here");
        goto out;
    }
    path = wr_file_join(&r->m->arena, r->source->folder, file);
    err = path == NULL ? WR_ERR_MEMORY : wr_file_read(path, WR_CSV_MAX_BYTES, &text, &why);
    if (err == 0) {
        err = wr_csv_read(&r->m->arena, path, wr_buf_string(&text), text.size, r->mistakes, out);
        well = err == 0;
    } else if (err != WR_ERR_MEMORY) {
        wr_i_mistake(r, where, "look at the name, and put the file into the service's folder", "`%.60s` cannot be read: %s", file,
                     why != NULL ? why : wr_err_words(err));
    }
    if (err == WR_ERR_MEMORY || r->mistakes->status != 0)
        r->status = WR_ERR_MEMORY;
    else if (err == WR_ERR_LIMIT && !well && r->mistakes->mistakes == 0)
        wr_i_mistake(r, where, NULL, "`%.60s` is too large", file);
out:
    wr_buf_free(&text);
    return well;
}

/* The unit of the whole is that of its first number; the others must agree. */
static bool agree_unit(struct gathered *g, const struct wr_number *number)
{
    if (number->value == 0 && number->unit == WR_UNIT_BARE)
        return true;
    if (!g->unit_known) {
        g->unit = number->unit;
        g->unit_known = true;
        return true;
    }
    if (number->unit == g->unit)
        return true;
    wr_i_mistake(g->r, number->where, "write all of them in one kind of unit", "the numbers of this distribution have different units");
    return false;
}

/* A number in the unit of what is drawn: bare numbers take `unit:` when there is one. */
static bool read_drawn(struct gathered *g, const struct wr_node *node, struct wr_number *out)
{
    struct wr_number plain;
    enum wr_unit unit;
    double value;
    size_t used;

    if (g->factor > 0 && node->kind == WR_NODE_TEXT && wr_units_read(node->text, &value, &unit, &used) && unit == WR_UNIT_BARE) {
        if (!wr_i_read_number(g->r, node, WR_SLOT_NUMBER, &plain))
            return false;
        if (plain.unit == WR_UNIT_BARE) {
            plain.value *= g->factor;
            plain.low *= g->factor;
            plain.high *= g->factor;
            plain.unit = WR_UNIT_TIME;
        }
        if (g->slot == WR_SLOT_TIME && plain.value < 0) {
            wr_i_mistake(g->r, node->where, "write it without the minus sign", "`%.60s` is negative; that cannot be here", node->text);
            return false;
        }
        *out = plain;
    } else if (!wr_i_read_number(g->r, node, g->slot, out)) {
        return false;
    }
    return agree_unit(g, out);
}

static bool is_bare_parameter(enum wr_param p)
{
    return p == WR_PARAM_CV || p == WR_PARAM_SHAPE || p == WR_PARAM_LOG_MEAN || p == WR_PARAM_LOG_SD || p == WR_PARAM_ALPHA ||
           p == WR_PARAM_BETA;
}

static void take_parameter(struct gathered *g, enum wr_param p, const struct wr_node *node)
{
    struct wr_i_reader *r = g->r;
    struct wr_number number;
    double value;

    wr_i_enter(r, node->key);
    if (!(is_bare_parameter(p) ? wr_i_read_number(r, node, WR_SLOT_NUMBER, &number) : read_drawn(g, node, &number))) {
        g->well = false;
    } else {
        value = number.value;
        if (p == WR_PARAM_LOG_MEAN) {
            if (g->factor > 0)
                value += wr_draw_log(g->factor);
            else if (g->slot == WR_SLOT_TIME) {
                wr_i_mistake(r, node->where, "add `unit: min`, `unit: h` or `unit: days`",
                             "a log mean does not say whether minutes, hours or days were meant");
                g->well = false;
            }
        }
        g->dist->params[g->dist->n_params++] = (struct wr_dist_param){p, number};
        wr_sampler_spec_set(&g->spec, p, value);
    }
    wr_i_leave(r);
}

/* `values: [2 min, 5 min]` */
static void take_values(struct gathered *g, const struct wr_node *node)
{
    double *values;
    size_t i;

    if (node->kind != WR_NODE_LIST || node->count == 0) {
        wr_i_mistake(g->r, node->where, "write a list: [20 min, 35 min, 50 min]", "a list of values is wanted here");
        g->well = false;
        return;
    }
    values = wr_i_take(g->r, node->count, sizeof *values);
    for (i = 0; i < node->count && values != NULL; i++) {
        struct wr_number number;
        if (read_drawn(g, node->items[i], &number))
            values[i] = number.value;
        else
            g->well = false;
    }
    g->dist->values = values;
    g->dist->n_values = values == NULL ? 0 : node->count;
    g->spec.kind = WR_SAMPLER_VALUES;
}

static bool read_share_key(struct gathered *g, const struct wr_node *entry, double *share)
{
    struct wr_number number;
    bool well = wr_i_read_number_text(g->r, entry->key, entry->key_where, WR_SLOT_SHARE, &number);

    *share = number.value;
    return well;
}

/* `quantiles: {0%: 2 min, 50%: 30 min, 100%: 4 h}` */
static void take_quantiles(struct gathered *g, const struct wr_node *node)
{
    double *values, *shares;
    size_t i;

    if (node->kind != WR_NODE_MAP || node->count < 2) {
        wr_i_mistake(g->r, node->where, "write {0%: 2 min, 50%: 30 min, 100%: 4 h}",
                     "quantiles are a map of shares to values, from 0%% to 100%%");
        g->well = false;
        return;
    }
    values = wr_i_take(g->r, node->count, sizeof *values);
    shares = wr_i_take(g->r, node->count, sizeof *shares);
    for (i = 0; i < node->count && values != NULL && shares != NULL; i++) {
        struct wr_number number;
        bool key_well = read_share_key(g, node->items[i], &shares[i]), well = read_drawn(g, node->items[i], &number);
        if (!key_well || !well) {
            g->well = false;
            continue;
        }
        values[i] = number.value;
        if (i > 0 && g->well && (shares[i] <= shares[i - 1] || values[i] < values[i - 1])) {
            wr_i_mistake(g->r, node->items[i]->key_where, "write them from the smallest to the largest", "the quantiles do not rise here");
            g->well = false;
        }
    }
    if (g->well && shares != NULL && (shares[0] != 0 || shares[node->count - 1] != 1)) {
        wr_i_mistake(g->r, node->where, "add the smallest value at 0% and the largest at 100%",
                     "the quantiles do not reach from 0%% to 100%%");
        g->well = false;
    }
    g->dist->values = values;
    g->dist->weights = shares;
    g->dist->n_values = values == NULL || shares == NULL ? 0 : node->count;
    g->spec.kind = WR_SAMPLER_QUANTILES;
}

/* {discrete: {1: 70%, 2: rest}} */
static void take_discrete(struct gathered *g, const struct wr_node *node)
{
    double *values = wr_i_take(g->r, node->count, sizeof *values), *shares = wr_i_take(g->r, node->count, sizeof *shares), sum = 0;
    size_t i, rest = SIZE_MAX;
    struct wr_buf text;

    for (i = 0; i < node->count && values != NULL && shares != NULL; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_number number, share;
        if (!wr_i_read_number_text(g->r, entry->key, entry->key_where, g->slot, &number) || !agree_unit(g, &number)) {
            g->well = false;
            continue;
        }
        values[i] = number.value;
        if (entry->kind == WR_NODE_TEXT && strcmp(entry->text, "rest") == 0 && rest == SIZE_MAX) {
            rest = i;
            continue;
        }
        if (!wr_i_read_number(g->r, entry, WR_SLOT_SHARE, &share)) {
            g->well = false;
            continue;
        }
        shares[i] = share.value;
        sum += share.value;
    }
    if (g->well && shares != NULL && (rest != SIZE_MAX ? sum > 1 + 1e-9 : fabs(sum - 1) > 1e-9)) {
        wr_buf_init(&text, 0);
        wr_units_print(&text, sum, WR_UNIT_SHARE, 6);
        wr_i_mistake(g->r, node->where, "make them 100%, or write `rest` for one of them", "the shares make %s, not 100%%",
                     wr_buf_string(&text));
        wr_buf_free(&text);
        g->well = false;
    }
    if (rest != SIZE_MAX && shares != NULL)
        shares[rest] = sum < 1 ? 1 - sum : 0;
    g->dist->values = values;
    g->dist->weights = shares;
    g->dist->n_values = values == NULL || shares == NULL ? 0 : node->count;
}

/* {file: los.csv, column: days, unit: days} */
static void take_file(struct gathered *g, const struct wr_node *file, const struct wr_node *column_node)
{
    struct wr_i_reader *r = g->r;
    struct wr_csv csv;
    double *values;
    int column;
    size_t i, bad = 0;

    g->well = false;
    if (file->kind != WR_NODE_TEXT || column_node == NULL || column_node->kind != WR_NODE_TEXT) {
        wr_i_mistake(r, file->where, "write {file: los.csv, column: days, unit: days}", "a file needs its name and a column");
        return;
    }
    if (!wr_i_read_csv(r, file->text, file->where, &csv))
        return;
    column = wr_csv_column(&csv, column_node->text);
    if (column < 0) {
        wr_i_mistake(r, column_node->where, wr_i_did_you_mean(r, column_node->text, csv.names, csv.n_columns),
                     "`%.60s` has no column called `%.60s`", file->text, column_node->text);
        return;
    }
    if (g->slot == WR_SLOT_TIME && !(g->factor > 0)) {
        wr_i_mistake(r, file->where, "add `unit: min`, `unit: h` or `unit: days`", "the numbers of a file need a unit");
        return;
    }
    values = wr_i_take(r, csv.n_rows, sizeof *values);
    g->well = values != NULL;
    for (i = 0; i < csv.n_rows && values != NULL; i++) {
        const char *cell = csv.cells[i * csv.n_columns + (size_t)column];
        size_t used = wr_text_number(cell, &values[i]);
        if (used == 0 || cell[used] != '\0' || (g->slot == WR_SLOT_TIME && values[i] < 0)) {
            if (bad++ < 5)
                wr_i_mistake(r, (struct wr_where){csv.file, csv.lines[i], 0}, "write a plain number, or take the row away",
                             "`%.60s` in column `%.60s` is not a number that can stand here", cell, column_node->text);
            g->well = false;
        }
        if (g->factor > 0)
            values[i] *= g->factor;
    }
    g->unit = g->factor > 0 ? WR_UNIT_TIME : WR_UNIT_BARE;
    g->unit_known = true;
    g->dist->values = values;
    g->dist->n_values = values == NULL ? 0 : csv.n_rows;
    g->dist->file = file->text;
    g->dist->column = column_node->text;
    g->spec.kind = WR_SAMPLER_VALUES;
}

static void take_unit(struct gathered *g)
{
    const struct wr_node *node = wr_node_get(g->node, "unit");
    enum wr_unit unit;
    size_t used;

    if (node == NULL)
        return;
    if (node->kind == WR_NODE_TEXT && wr_units_word(node->text, &unit, &g->factor, &used) && unit == WR_UNIT_TIME &&
        node->text[used] == '\0')
        return;
    g->factor = 0;
    g->well = false;
    wr_i_mistake(g->r, node->where, "write `unit: min`, `unit: h` or `unit: days`", "%s is not a unit of time", wr_i_what(g->r, node));
}

static void unknown_parameter(struct gathered *g, const struct wr_node *entry, bool table)
{
    const char *words[MOST_KEYS], *hint;
    size_t n = 0;
    int p;

    for (p = 0; p < WR_PARAM_COUNT; p++)
        if (wr_sampler_kind_takes(g->spec.kind, (enum wr_param)p) && n < MOST_KEYS - 5)
            words[n++] = wr_param_name((enum wr_param)p);
    words[n++] = "unit";
    if (table) {
        words[n++] = "values";
        words[n++] = "quantiles";
        words[n++] = "file";
        words[n++] = "column";
    }
    hint = wr_i_did_you_mean(g->r, entry->key, words, n);
    if (hint == NULL)
        hint = table ? "an empirical distribution is given by values, quantiles, or file and column"
                     : wr_i_say(g->r, "it is given by %s", wr_sampler_kind_allows(g->spec.kind));
    wr_i_mistake(g->r, entry->key_where, hint, "`%s` is not known here", entry->key);
    g->well = false;
}

/* The parameters of a family, or the tables of `empirical`. */
static void take_keys(struct gathered *g, bool table)
{
    const struct wr_node *node = g->node;
    size_t i, tables = 0;

    take_unit(g);
    for (i = 0; i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        int p = wr_param_of(entry->key);
        if (strcmp(entry->key, "unit") == 0 || strcmp(entry->key, "source") == 0 || strcmp(entry->key, "says") == 0 ||
            (table && strcmp(entry->key, "column") == 0))
            continue;
        if (entry->kind == WR_NODE_EMPTY) {
            wr_i_mistake(g->r, entry->key_where, wr_i_say(g->r, "such as `%s: 8 min`", entry->key), "there is nothing behind `%s`",
                         entry->key);
            g->well = false;
        } else if (p >= 0 && (wr_sampler_kind_takes(g->spec.kind, (enum wr_param)p) || p == WR_PARAM_AT_LEAST || p == WR_PARAM_AT_MOST)) {
            take_parameter(g, (enum wr_param)p, entry);
        } else if (table &&
                   (strcmp(entry->key, "values") == 0 || strcmp(entry->key, "quantiles") == 0 || strcmp(entry->key, "file") == 0)) {
            wr_i_enter(g->r, entry->key);
            if (tables++ > 0) {
                wr_i_mistake(g->r, entry->key_where, "leave one", "values, quantiles or a file, not two of them");
                g->well = false;
            } else if (strcmp(entry->key, "values") == 0) {
                take_values(g, entry);
            } else if (strcmp(entry->key, "quantiles") == 0) {
                take_quantiles(g, entry);
            } else {
                take_file(g, entry, wr_node_get(node, "column"));
            }
            wr_i_leave(g->r);
        } else {
            unknown_parameter(g, entry, table);
        }
    }
    if (table && tables == 0 && g->well) {
        wr_i_mistake(g->r, node->where,
                     "such as {values: [20 min, 35 min]}, {quantiles: {0%: 5 min, 50%: 30 min, 100%: 2 h}}, {file: los.csv, column: days, "
                     "unit: days}",
                     "an empirical distribution needs values, quantiles or a file");
        g->well = false;
    }
}

static void compile(struct gathered *g, struct wr_where where)
{
    const char *why = NULL, *hint = NULL;
    int err;

    g->dist->family = g->spec.kind;
    g->spec.values = g->dist->values;
    g->spec.shares = g->dist->weights;
    g->spec.count = g->dist->n_values;
    g->spec.time = g->slot == WR_SLOT_TIME || g->slot == WR_SLOT_SHARE || g->unit == WR_UNIT_TIME;
    err = wr_sampler_init(&g->dist->sampler, &g->spec, &g->r->m->arena, &why, &hint);
    if (err == WR_ERR_MEMORY) {
        g->r->status = WR_ERR_MEMORY;
        g->well = false;
    } else if (err != 0) {
        if (hint == NULL && g->spec.given & (1u << WR_PARAM_AT_LEAST | 1u << WR_PARAM_AT_MOST))
            hint = "look at `at least` and `at most` again";
        wr_i_mistake(g->r, where, hint, "%s", why != NULL ? why : "this distribution cannot be drawn from");
        g->well = false;
    }
}

struct wr_dist *wr_i_read_distribution(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, enum wr_unit *unit)
{
    const struct wr_node *family = node->items[0];
    bool table = strcmp(family->key, "empirical") == 0;
    struct gathered g = {.r = r, .node = family, .slot = slot, .well = true};
    const char *from = wr_i_source(r, node);
    size_t i;

    (void)wr_i_source(r, family);

    g.dist = wr_i_take(r, 1, sizeof *g.dist);
    if (g.dist == NULL) {
        r->from = from;
        return NULL;
    }
    g.dist->where = family->key_where;
    g.spec.kind = table ? WR_SAMPLER_VALUES : (enum wr_sampler_kind)wr_sampler_kind_of(family->key);
    for (i = 1; i < node->count; i++) {
        const char *key = node->items[i]->key;
        if (strcmp(key, "source") != 0 && strcmp(key, "says") != 0) {
            wr_i_mistake(r, node->items[i]->key_where, wr_i_say(r, "put it inside the braces of `%s`", family->key),
                         "`%s` stands beside `%s`", key, family->key);
            g.well = false;
        }
    }
    wr_i_enter(r, family->key);
    if (family->kind == WR_NODE_TEXT && g.spec.kind == WR_SAMPLER_CONSTANT) { /* {constant: 8 min} */
        struct wr_number number;
        g.dist->params = wr_i_take(r, 1, sizeof *g.dist->params);
        g.well = read_drawn(&g, family, &number) && g.dist->params != NULL;
        if (g.well) {
            g.dist->params[g.dist->n_params++] = (struct wr_dist_param){WR_PARAM_VALUE, number};
            wr_sampler_spec_set(&g.spec, WR_PARAM_VALUE, number.value);
        }
    } else if (family->kind != WR_NODE_MAP || family->count == 0) {
        wr_i_mistake(r, family->where,
                     table ? "such as {empirical: {values: [20 min, 35 min]}}"
                           : wr_i_say(r, "it is given by %s: name each number, such as {%s: {mean: 45 min, ...}}",
                                      wr_sampler_kind_allows(g.spec.kind), family->key),
                     "the numbers of `%s` have no names", family->key);
        g.well = false;
    } else if (g.spec.kind == WR_SAMPLER_DISCRETE) {
        take_discrete(&g, family);
    } else {
        g.dist->params = wr_i_take(r, family->count, sizeof *g.dist->params);
        if (g.dist->params != NULL)
            take_keys(&g, table);
    }
    if (r->status != 0)
        g.well = false;
    if (g.well && g.slot == WR_SLOT_TIME && g.spec.kind == WR_SAMPLER_POISSON) {
        wr_i_mistake(r, family->key_where, "take gamma, lognormal or another for a time", "poisson gives counts; a time is wanted here");
        g.well = false;
    }
    if (g.well)
        compile(&g, family->key_where);
    wr_i_leave(r);
    r->from = from;
    if (unit != NULL)
        *unit = g.unit_known ? g.unit : slot == WR_SLOT_TIME ? WR_UNIT_TIME : WR_UNIT_BARE;
    return g.well ? g.dist : NULL;
}
