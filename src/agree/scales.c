/* Scales from their files: those built in, then those of the service folder over them. A scale is taken whole or not at all: a trust's table with
 * the program's words would be neither. */
#include "agree/scales.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "agree/scales_internal.h"
#include "base/file.h"
#include "base/text.h"
#include "read/yaml.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define N WR_SCALE_LEVELS

struct reader {
    struct wr_arena *arena;
    struct wr_mistakes *mistakes;
    const char *path; /* of the scale, for messages */
    bool failed;      /* a mistake was found in this scale */
};

static void __attribute__((format(printf, 4, 5)))
mistake(struct reader *r, struct wr_where where, const char *hint, const char *format, ...)
{
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    wr_mistakes_add(r->mistakes, WR_MISTAKE, where, r->path, hint, "%s", text);
    r->failed = true;
}

static void check_keys(struct reader *r, const struct wr_node *node, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct wr_node *child = node->items[i];
        const char *nearest;
        char hint[200];
        size_t k = 0;
        while (k < n && strcmp(keys[k], child->key) != 0)
            k++;
        if (k < n)
            continue;
        nearest = wr_text_nearest(child->key, keys, n);
        if (nearest != NULL)
            snprintf(hint, sizeof hint, "did you mean `%.150s`?", nearest);
        mistake(r, child->key_where, nearest != NULL ? hint : NULL, "`%.60s` is not a key of this entry", child->key);
    }
}

static const char *text(struct reader *r, const struct wr_node *node, const char *key, bool required)
{
    const struct wr_node *one = wr_node_get(node, key);

    if (one != NULL && one->kind == WR_NODE_TEXT && !wr_text_is_blank(one->text))
        return one->text;
    if (one != NULL && one->kind != WR_NODE_EMPTY && one->kind != WR_NODE_TEXT)
        mistake(r, one->where, NULL, "`%s` is one text, not %s", key, wr_node_kind_words(one->kind));
    else if (required)
        mistake(r, node->where, NULL, "`%s` is missing", key);
    return NULL;
}

/* The map of five levels under `key`, or NULL. */
static const struct wr_node *five(struct reader *r, const struct wr_node *node, const char *key)
{
    const struct wr_node *levels = wr_node_get(node, key);

    if (levels == NULL) {
        mistake(r, node->where, NULL, "`%s` is missing", key);
        return NULL;
    }
    if (levels->kind != WR_NODE_MAP || levels->count != N) {
        mistake(r, levels->where, "write five levels, the least first; their words may be changed, their number not",
                "`%s` is a map of five levels", key);
        return NULL;
    }
    return levels;
}

static void read_levels(struct reader *r, const struct wr_node *node, const char *key, struct wr_scale_level *out)
{
    const struct wr_node *levels = five(r, node, key);

    for (size_t i = 0; levels != NULL && i < N; i++)
        out[i] = (struct wr_scale_level){levels->items[i]->key, text(r, levels, levels->items[i]->key, true)};
}

static void read_severities(struct reader *r, const struct wr_node *node, struct wr_scale_severity *out)
{
    static const char *const keys[] = {"one", "several"};
    const struct wr_node *levels = five(r, node, "severity");

    for (size_t i = 0; levels != NULL && i < N; i++) {
        const struct wr_node *one = levels->items[i];
        out[i].name = one->key;
        if (one->kind != WR_NODE_MAP) {
            mistake(r, one->where, "write {one: what it means for one patient, several: for several}", "`%.60s` is a map", one->key);
            continue;
        }
        check_keys(r, one, keys, LEN(keys));
        out[i].one = text(r, one, "one", false);
        out[i].several = text(r, one, "several", false);
        if (out[i].one == NULL && out[i].several == NULL)
            mistake(r, one->where, NULL, "`%.60s` says neither what it means for one patient nor for several", one->key);
    }
}

static bool whole(const struct wr_node *node, int most, int *out)
{
    double value;
    size_t used = node->kind == WR_NODE_TEXT ? wr_text_number(node->text, &value) : 0;

    if (used == 0 || node->text[used] != '\0' || !(value >= 1 && value <= most) || value != (int)value)
        return false;
    *out = (int)value;
    return true;
}

/* Rows by likelihood, columns by severity. Risk that falls as things get worse is a slip of the pen. */
static void read_risk(struct reader *r, const struct wr_node *node, struct wr_scale_clinical *out)
{
    const struct wr_node *rows = five(r, node, "risk");

    for (size_t l = 0; rows != NULL && l < N && out->likelihood[l].name != NULL; l++) {
        const struct wr_node *row = wr_node_get(rows, out->likelihood[l].name);
        if (row == NULL) {
            mistake(r, rows->where, "a row for each likelihood, by its name", "`risk` has no row `%.60s`", out->likelihood[l].name);
            continue;
        }
        if (row->kind != WR_NODE_LIST || row->count != N) {
            mistake(r, row->where, "write [1, 1, 2, 2, 3]: a number for each severity", "a row of `risk` is a list of five numbers");
            continue;
        }
        for (size_t s = 0; s < N; s++)
            if (!whole(row->items[s], N, &out->risk[l][s]))
                mistake(r, row->items[s]->where, NULL, "a risk is a whole number from 1 to 5");
        for (size_t s = 0; s < N && !r->failed; s++)
            if ((s > 0 && out->risk[l][s] < out->risk[l][s - 1]) || (l > 0 && out->risk[l][s] < out->risk[l - 1][s]))
                wr_mistakes_add(r->mistakes, WR_WARNING, row->items[s]->where, r->path, "look at the row again",
                                "the risk falls where %s gets worse",
                                s > 0 && out->risk[l][s] < out->risk[l][s - 1] ? "severity" : "likelihood");
    }
}

static void read_clinical(struct reader *r, const struct wr_node *node, struct wr_scale_clinical *out)
{
    static const char *const keys[] = {"version", "source", "severity", "likelihood", "risk", "acceptability"};
    static const char *const numbers[] = {"1", "2", "3", "4", "5"};
    const struct wr_node *acceptability;

    check_keys(r, node, keys, LEN(keys));
    out->version = text(r, node, "version", true);
    out->source = text(r, node, "source", true);
    read_severities(r, node, out->severity);
    read_levels(r, node, "likelihood", out->likelihood);
    read_risk(r, node, out);
    acceptability = five(r, node, "acceptability");
    for (size_t i = 0; acceptability != NULL && i < N; i++)
        out->acceptability[i] = text(r, acceptability, numbers[i], true);
}

/* "8 to 12" */
static bool span(const struct wr_node *node, int *from, int *to)
{
    double a = 0, b = 0;
    size_t used, more;

    if (node->kind != WR_NODE_TEXT || (used = wr_text_number(node->text, &a)) == 0 || strncmp(node->text + used, " to ", 4) != 0)
        return false;
    used += 4;
    if ((more = wr_text_number(node->text + used, &b)) == 0 || node->text[used + more] != '\0')
        return false;
    if (!(a >= 1 && a <= b && b <= N * N) || a != (int)a || b != (int)b)
        return false;
    *from = (int)a;
    *to = (int)b;
    return true;
}

static void read_bands(struct reader *r, const struct wr_node *node, struct wr_scale_register *out)
{
    const struct wr_node *bands = wr_node_get(node, "bands");

    if (bands == NULL || bands->kind != WR_NODE_MAP || bands->count == 0 || bands->count > N) {
        mistake(r, bands != NULL ? bands->where : node->where,
                "write bands: {low: 1 to 3, moderate: 4 to 6, high: 8 to 12, extreme: 15 to 25}", "`bands` is a map of one to five bands");
        return;
    }
    for (size_t i = 0; i < bands->count; i++) {
        struct wr_scale_band *band = &out->bands[out->n_bands++];
        band->name = bands->items[i]->key;
        if (!span(bands->items[i], &band->from, &band->to))
            mistake(r, bands->items[i]->where, "write low: 1 to 3", "a band is written `from to to`, within 1 and 25");
    }
    for (int c = 1; c <= N && !r->failed; c++)
        for (int l = c; l <= N && !r->failed; l++) {
            size_t in = 0;
            for (size_t i = 0; i < out->n_bands; i++)
                in += c * l >= out->bands[i].from && c * l <= out->bands[i].to;
            if (in != 1)
                mistake(r, bands->where, "each score that five times five can give belongs to one band", "the score %d lies in %s", c * l,
                        in == 0 ? "no band" : "more than one band");
        }
}

static void read_register(struct reader *r, const struct wr_node *node, struct wr_scale_register *out)
{
    static const char *const keys[] = {"version", "source", "consequence", "likelihood", "bands"};

    check_keys(r, node, keys, LEN(keys));
    out->version = text(r, node, "version", true);
    out->source = text(r, node, "source", true);
    read_levels(r, node, "consequence", out->consequence);
    read_levels(r, node, "likelihood", out->likelihood);
    read_bands(r, node, out);
}

static void say_twice(struct reader *r, const struct wr_node *node, const char *other)
{
    mistake(r, node->key_where, "keep one of them", "this scale is there already, in %s", other);
}

/* The scales of one file over those that are there. */
static int take(struct wr_arena *arena, const char *name, const char *data, size_t n, bool own, struct wr_mistakes *mistakes,
                struct wr_scales *out)
{
    static const char *const parts[] = {"clinical safety", "register"};
    struct reader r = {arena, mistakes, "scales", false};
    struct wr_node *root = NULL;
    const struct wr_node *scales;
    int result = wr_yaml_read(arena, name, data, n, mistakes, &root);

    if (result == WR_ERR_MISTAKES || root == NULL)
        return result == WR_ERR_MISTAKES ? 0 : result; /* it is said; the other files may still be read */
    if (result != 0)
        return result;
    scales = wr_node_get(root, "scales");
    if (scales == NULL || scales->kind != WR_NODE_MAP || root->count != 1) {
        mistake(&r, root->where, "write scales: {clinical safety: {...}}, {register: {...}} or both",
                "a file of scales is a map that begins with `scales:`");
        return 0;
    }
    check_keys(&r, scales, parts, LEN(parts));
    for (size_t i = 0; i < scales->count; i++) {
        const struct wr_node *one = scales->items[i];
        struct wr_scale_clinical clinical = {.file = name, .own = own};
        struct wr_scale_register trust = {.file = name, .own = own};
        bool is_clinical = strcmp(one->key, parts[0]) == 0;
        if (!is_clinical && strcmp(one->key, parts[1]) != 0)
            continue;
        r = (struct reader){arena, mistakes, is_clinical ? "scales.clinical safety" : "scales.register", false};
        if (one->kind != WR_NODE_MAP) {
            mistake(&r, one->where, NULL, "a scale is a map, not %s", wr_node_kind_words(one->kind));
            continue;
        }
        if (is_clinical && own && out->clinical.own)
            say_twice(&r, one, out->clinical.file);
        else if (!is_clinical && own && out->trust.own)
            say_twice(&r, one, out->trust.file);
        else if (is_clinical)
            read_clinical(&r, one, &clinical);
        else
            read_register(&r, one, &trust);
        if (!r.failed && is_clinical)
            out->clinical = clinical;
        else if (!r.failed)
            out->trust = trust;
    }
    return 0;
}

static int take_file(struct wr_arena *arena, const char *name, struct wr_mistakes *mistakes, struct wr_scales *out)
{
    const char *why = NULL;
    struct wr_buf data;
    char *copy;
    int result;

    wr_buf_init(&data, 0);
    result = wr_file_read(name, WR_READ_MAX_BYTES, &data, &why);
    if (result == WR_ERR_FILE || result == WR_ERR_LIMIT) {
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){name, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(result));
        result = result == WR_ERR_LIMIT ? 0 : result;
    } else if (result == 0) {
        copy = wr_arena_text_n(arena, wr_buf_string(&data), data.size);
        result = copy == NULL ? wr_fail(WR_ERR_MEMORY) : take(arena, name, copy, data.size, true, mistakes, out);
    }
    wr_buf_free(&data);
    return result;
}

int wr_scales_read(struct wr_arena *arena, const char *folder, struct wr_mistakes *mistakes, struct wr_scales *out)
{
    const char *place, *why = NULL, **names;
    size_t n = 0, before = mistakes->mistakes;
    int result;

    memset(out, 0, sizeof *out);
    result =
        take(arena, "scales/clinical-safety.yaml", wr_i_scales_clinical_safety, strlen(wr_i_scales_clinical_safety), false, mistakes, out);
    if (result == 0)
        result =
            take(arena, "scales/trust-register.yaml", wr_i_scales_trust_register, strlen(wr_i_scales_trust_register), false, mistakes, out);
    if (result != 0 || folder == NULL)
        return result;
    place = wr_file_join(arena, folder, "scales");
    result = place == NULL ? wr_fail(WR_ERR_MEMORY) : wr_file_list(place, ".yaml", arena, &names, &n, &why);
    if (result == WR_ERR_FILE)
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){place, 0, 0}, NULL, NULL, "%s", why != NULL ? why : wr_err_words(result));
    for (size_t i = 0; result == 0 && i < n; i++) {
        const char *name = wr_file_join(arena, place, names[i]);
        result = name == NULL ? wr_fail(WR_ERR_MEMORY) : take_file(arena, name, mistakes, out);
    }
    if (result == 0)
        result = mistakes->status;
    return result != 0 ? result : mistakes->mistakes > before ? wr_fail(WR_ERR_MISTAKES) : 0;
}

static int find_level(const char *const *first, size_t stride, const char *name)
{
    for (size_t i = 0; name != NULL && i < N; i++) {
        const char *const *at = (const void *)((const char *)(const void *)first + i * stride);
        if (*at != NULL && strcasecmp(*at, name) == 0)
            return (int)i;
    }
    return -1;
}

int wr_scales_severity(const struct wr_scales *scales, const char *name)
{
    return find_level(&scales->clinical.severity[0].name, sizeof scales->clinical.severity[0], name);
}

int wr_scales_likelihood(const struct wr_scales *scales, const char *name)
{
    return find_level(&scales->clinical.likelihood[0].name, sizeof scales->clinical.likelihood[0], name);
}

int wr_scales_risk(const struct wr_scales *scales, int severity, int likelihood)
{
    if (severity < 0 || severity >= N || likelihood < 0 || likelihood >= N)
        return 0;
    return scales->clinical.risk[likelihood][severity];
}

const char *wr_scales_severity_words(const struct wr_scales *scales, int severity, bool several)
{
    if (severity < 0 || severity >= N)
        return NULL;
    return several ? scales->clinical.severity[severity].several : scales->clinical.severity[severity].one;
}

const char *wr_scales_acceptability(const struct wr_scales *scales, int risk)
{
    return risk >= 1 && risk <= N ? scales->clinical.acceptability[risk - 1] : NULL;
}

int wr_scales_register_score(int consequence, int likelihood)
{
    return consequence >= 1 && consequence <= N && likelihood >= 1 && likelihood <= N ? consequence * likelihood : 0;
}

const char *wr_scales_register_band(const struct wr_scales *scales, int score)
{
    for (size_t i = 0; score > 0 && i < scales->trust.n_bands; i++)
        if (score >= scales->trust.bands[i].from && score <= scales->trust.bands[i].to)
            return scales->trust.bands[i].name;
    return NULL;
}
