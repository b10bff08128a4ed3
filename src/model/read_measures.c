/* Measures: what is measured, in exactly one way each. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"

#define BIT(part) (1u << (part))

/* One moment out of a text. False after a mistake. */
static bool read_moment(struct wr_i_reader *r, const struct wr_node *node, bool counted, struct wr_moment *out)
{
    static const struct {
        const char *words;
        enum wr_moment_kind kind;
        enum wr_i_part part;
    } forms[] = {
        {"asking for ", WR_AT_ASKING_FOR, WR_I_STEP}, {"start of ", WR_AT_START_OF, WR_I_STEP},      {"end of ", WR_AT_END_OF, WR_I_STEP},
        {"entering ", WR_AT_ENTERING, WR_I_PLACE},    {"leaving ", WR_AT_LEAVING_PLACE, WR_I_PLACE},
    };
    enum wr_i_part part;
    size_t i;

    *out = (struct wr_moment){WR_AT_ARRIVAL, -1};
    if (node->kind != WR_NODE_TEXT) {
        if (node->kind != WR_NODE_EMPTY)
            wr_i_mistake(r, node->where, "write arrival, start of triage, leaving majors, or leaving", "a moment is a text, not %s",
                         wr_i_what(r, node));
        return false;
    }
    if (strcmp(node->text, "arrival") == 0)
        return true;
    if (strcmp(node->text, "leaving") == 0) {
        out->kind = WR_AT_LEAVING;
        return true;
    }
    for (i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        size_t n = strlen(forms[i].words);
        if (!wr_text_starts(node->text, forms[i].words))
            continue;
        out->kind = forms[i].kind;
        out->index = wr_i_ref_text(r, node->text + n, node->where, BIT(forms[i].part), NULL);
        return out->index >= 0;
    }
    if (counted) { /* a step counts when it starts */
        out->index = wr_i_ref_text(r, node->text, node->where, BIT(WR_I_STEP) | BIT(WR_I_OUTCOME), &part);
        out->kind = part == WR_I_STEP ? WR_AT_START_OF : WR_AT_OUTCOME;
        return out->index >= 0;
    }
    wr_i_mistake(r, node->where, "write arrival; asking for, start of or end of a step; entering or leaving a place; or leaving",
                 "`%.60s` is not a moment that we understand", node->text);
    return false;
}

static struct wr_moment *read_moments(struct wr_i_reader *r, const struct wr_node *node, bool counted, size_t *n)
{
    size_t count = node->kind == WR_NODE_LIST ? node->count : 1, i;
    struct wr_moment *out = wr_i_take(r, count, sizeof *out);

    *n = 0;
    if (count == 0)
        wr_i_mistake(r, node->where, "write arrival, leaving majors, or leaving", "no moment is named");
    for (i = 0; i < count && out != NULL; i++)
        if (read_moment(r, node->kind == WR_NODE_LIST ? node->items[i] : node, counted, &out[*n]))
            (*n)++;
    return out;
}

static void read_time(struct wr_i_reader *r, const struct wr_node *node, struct wr_measure *out)
{
    const struct wr_node *part;

    if (!wr_i_object(r, node, wr_describe_object("span")))
        return;
    if ((part = wr_node_get(node, "from")) != NULL) {
        wr_i_enter(r, "from");
        out->from = read_moments(r, part, false, &out->n_from);
        wr_i_leave(r);
    }
    if ((part = wr_node_get(node, "to")) != NULL) {
        wr_i_enter(r, "to");
        out->to = read_moments(r, part, false, &out->n_to);
        wr_i_leave(r);
    }
    for (size_t i = 0; i < out->n_from; i++)
        if (out->from[i].kind == WR_AT_LEAVING)
            wr_i_mistake(r, node->where, "let it start at arrival, or with a step", "nothing comes after leaving");
    for (size_t i = 0; i < out->n_to; i++)
        if (out->to[i].kind == WR_AT_ARRIVAL)
            wr_i_mistake(r, node->where, "let it end with a step, or at leaving", "nothing comes before arrival");
}

/* `9 to 14 spaces` */
static void read_spaces(struct wr_i_reader *r, const struct wr_node *node, struct wr_measure *out)
{
    double from = 0, to = 0;
    const char *at = node->kind == WR_NODE_TEXT ? node->text : "";
    size_t n = wr_text_number(at, &from);
    bool well = n > 0;

    at += n;
    to = from;
    if (well && wr_text_starts(at, " to ")) {
        n = wr_text_number(at + 4, &to);
        well = n > 0;
        at += 4 + n;
    }
    well = well && (strcmp(at, " spaces") == 0 || strcmp(at, " space") == 0 || *at == '\0');
    if (!well || from < 1 || to < from || to > 10000 || from != floor(from) || to != floor(to)) {
        if (node->kind != WR_NODE_EMPTY)
            wr_i_mistake(r, node->where, "write `9 to 14 spaces`", "%s does not say for how many spaces", wr_i_what(r, node));
        return;
    }
    if (to - from > 1000) {
        wr_i_mistake(r, node->where, "ask for at most 1,000 numbers of spaces", "that is very many rows");
        return;
    }
    out->spaces_from = (int)from;
    out->spaces_to = (int)to;
}

static void read_show(struct wr_i_reader *r, const struct wr_node *node, struct wr_measure *out)
{
    double percent;
    size_t n;

    if (node->kind == WR_NODE_TEXT && strcmp(node->text, "mean") == 0)
        return;
    if (node->kind == WR_NODE_TEXT && strcmp(node->text, "median") == 0) {
        out->show = WR_SHOW_QUANTILE;
        out->quantile = 0.5;
        return;
    }
    if (node->kind == WR_NODE_TEXT && node->text[0] == 'p' && (n = wr_text_number(node->text + 1, &percent)) > 0 &&
        node->text[1 + n] == '\0' && percent > 0 && percent < 100) {
        out->show = WR_SHOW_QUANTILE;
        out->quantile = percent / 100;
        return;
    }
    if (node->kind != WR_NODE_EMPTY)
        wr_i_mistake(r, node->where, "write mean, median, p95 or another percentile", "%s cannot be shown", wr_i_what(r, node));
}

/* The limit of a `share of`: exactly one of at most, at least, over, under. */
static void read_limit(struct wr_i_reader *r, const struct wr_node *entry, struct wr_measure *out)
{
    static const char *const keys[] = {"at least", "at most", "over", "under"};
    const struct wr_node *limit = NULL;
    size_t i, said = 0;

    for (i = 0; i < 4; i++) {
        const struct wr_node *node = wr_node_get(entry, keys[i]);
        if (node == NULL)
            continue;
        said++;
        limit = node;
        out->compare = (enum wr_compare)i;
    }
    if (out->kind != WR_MEASURE_SHARE_OF) {
        if (said > 0)
            wr_i_mistake(r, limit->key_where, "take it away, or make it a `share of` a measured time", "`%s` goes with `share of`",
                         limit->key);
        return;
    }
    if (said != 1) {
        wr_i_mistake(r, entry->key_where, "add `at most: 4 h`",
                     said == 0 ? "it is not said within which limit" : "there is more than one limit");
        return;
    }
    wr_i_enter(r, limit->key);
    (void)wr_i_read_number(r, limit, WR_SLOT_TIME, &out->limit);
    wr_i_leave(r);
}

struct way {
    const char *key;
    enum wr_measure_kind kind;
    unsigned parts; /* what it names; 0: reads it itself */
    enum wr_unit unit;
    bool of_patients;   /* `for:` has a meaning */
    bool has_quantiles; /* values of which a percentile can be shown */
};

static const struct way ways[] = {
    {"time", WR_MEASURE_TIME, 0, WR_UNIT_TIME, true, true},
    {"share of", WR_MEASURE_SHARE_OF, 0, WR_UNIT_SHARE, true, false},
    {"wait for", WR_MEASURE_WAIT, BIT(WR_I_STEP) | BIT(WR_I_TASK), WR_UNIT_TIME, true, true},
    {"wait for place of", WR_MEASURE_WAIT_PLACE, BIT(WR_I_STEP), WR_UNIT_TIME, true, true},
    {"wait for staff of", WR_MEASURE_WAIT_STAFF, BIT(WR_I_STEP), WR_UNIT_TIME, true, true},
    {"blocked in", WR_MEASURE_BLOCKED_IN, BIT(WR_I_PLACE), WR_UNIT_TIME, true, false},
    {"count", WR_MEASURE_COUNT, 0, WR_UNIT_BARE, true, false},
    {"missed", WR_MEASURE_MISSED, BIT(WR_I_TASK), WR_UNIT_BARE, false, false},
    {"queue for", WR_MEASURE_QUEUE, BIT(WR_I_STEP) | BIT(WR_I_TASK), WR_UNIT_BARE, false, false},
    {"patient days", WR_MEASURE_PATIENT_DAYS, BIT(WR_I_PLACE), WR_UNIT_BARE, false, false},
    {"occupancy", WR_MEASURE_OCCUPANCY, BIT(WR_I_PLACE), WR_UNIT_BARE, false, true},
    {"share occupied", WR_MEASURE_SHARE_OCCUPIED, BIT(WR_I_PLACE), WR_UNIT_SHARE, false, false},
    {"busy hours", WR_MEASURE_BUSY_HOURS, BIT(WR_I_RESOURCE), WR_UNIT_TIME, false, false},
    {"overtime", WR_MEASURE_OVERTIME, BIT(WR_I_RESOURCE), WR_UNIT_TIME, false, false},
    {"share busy", WR_MEASURE_SHARE_BUSY, BIT(WR_I_RESOURCE) | BIT(WR_I_PLACE), WR_UNIT_SHARE, false, false},
    {"chance of delay", WR_MEASURE_CHANCE_OF_DELAY, BIT(WR_I_PLACE), WR_UNIT_SHARE, false, false},
    {"share without", WR_MEASURE_SHARE_WITHOUT, BIT(WR_I_ITEM), WR_UNIT_SHARE, true, false},
};
#define N_WAYS (sizeof ways / sizeof ways[0])

/* What the measure is about, into the fields that its kind uses. */
static void read_subject(struct wr_i_reader *r, const struct wr_node *entry, const struct way *way, const struct wr_node *node,
                         struct wr_measure *out)
{
    const struct wr_node *at;
    const int *refs;
    size_t n;

    switch (way->kind) {
    case WR_MEASURE_TIME:
        read_time(r, node, out);
        return;
    case WR_MEASURE_COUNT:
        out->from = read_moments(r, node, true, &out->n_from);
        return;
    case WR_MEASURE_SHARE_OF:
        out->of = wr_i_ref(r, node, BIT(WR_I_MEASURE), NULL);
        return;
    case WR_MEASURE_PATIENT_DAYS:
    case WR_MEASURE_OCCUPANCY:
    case WR_MEASURE_SHARE_OCCUPIED:
    case WR_MEASURE_CHANCE_OF_DELAY:
        out->places = wr_i_refs(r, node, way->parts, &out->n_places);
        return;
    case WR_MEASURE_BLOCKED_IN:
        out->places = wr_i_refs(r, node, way->parts, &out->n_places);
        if (out->n_places > 1)
            wr_i_mistake(r, node->where, "make it two measures", "one place is wanted here");
        return;
    case WR_MEASURE_SHARE_WITHOUT:
        out->item = wr_i_ref(r, node, way->parts, NULL);
        at = wr_node_get(entry, "at");
        if (at == NULL) {
            wr_i_mistake(r, entry->key_where, "add `at:` with the name of a step that needs it", "it is not said at which step");
        } else if (at->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "at");
            out->of = wr_i_ref(r, at, BIT(WR_I_STEP), NULL);
            wr_i_leave(r);
        }
        return;
    default:
        break;
    }
    refs = wr_i_refs(r, node, way->parts, &n);
    if (refs == NULL || n == 0)
        return;
    if (n > 1)
        wr_i_mistake(r, node->where, "make it two measures", "one name is wanted here");
    if (way->parts & BIT(WR_I_RESOURCE)) {
        if (refs[0] >= 0 && way->parts & BIT(WR_I_PLACE)) {
            out->places = refs;
            out->n_places = 1;
        } else {
            out->resource = refs[0] < 0 ? -1 - refs[0] : refs[0];
        }
    } else {
        out->of = refs[0];
    }
}

static void check_fields(struct wr_i_reader *r, const struct wr_node *entry, const struct way *way)
{
    static const struct {
        const char *key;
        enum wr_measure_kind kind;
        const char *with;
    } bound[] = {{"at", WR_MEASURE_SHARE_WITHOUT, "share without"}, {"with", WR_MEASURE_CHANCE_OF_DELAY, "chance of delay"}};
    const struct wr_node *node;
    size_t i;

    for (i = 0; i < 2; i++)
        if ((node = wr_node_get(entry, bound[i].key)) != NULL && way->kind != bound[i].kind)
            wr_i_mistake(r, node->key_where, "take it away", "`%s` goes with `%s`", bound[i].key, bound[i].with);
    if ((node = wr_node_get(entry, "counted")) != NULL && way->kind != WR_MEASURE_OCCUPANCY && way->kind != WR_MEASURE_CHANCE_OF_DELAY)
        wr_i_mistake(r, node->key_where, "take it away", "`counted` goes with `occupancy` and `chance of delay`");
    if ((node = wr_node_get(entry, "for")) != NULL && !way->of_patients)
        wr_i_mistake(r, node->key_where, "take it away", "`%s` is not about single patients, so `for` has no meaning here", way->key);
    if ((node = wr_node_get(entry, "counted at")) != NULL && !way->of_patients)
        wr_i_mistake(r, node->key_where, "take it away", "`%s` is not about single patients, so `counted at` has no meaning here",
                     way->key);
    if ((node = wr_node_get(entry, "show")) != NULL && node->kind == WR_NODE_TEXT && strcmp(node->text, "mean") != 0 &&
        (!way->has_quantiles || (way->kind == WR_MEASURE_OCCUPANCY && wr_node_get(entry, "counted") == NULL)))
        wr_i_mistake(r, node->key_where,
                     way->kind == WR_MEASURE_OCCUPANCY ? "add `counted: 08:00`, or take `show` away" : "take `show` away",
                     "`%s` has no percentiles", way->key);
    if (way->kind == WR_MEASURE_CHANCE_OF_DELAY && wr_node_get(entry, "with") == NULL)
        wr_i_mistake(r, entry->key_where, "add `with: 9 to 14 spaces`", "it is not said for how many spaces");
}

static void read_measure(struct wr_i_reader *r, const struct wr_node *entry, struct wr_measure *out)
{
    const struct way *way = NULL;
    const struct wr_node *node;
    size_t i, said = 0;
    int lens, seconds;

    if (!wr_i_object(r, entry, wr_describe_object("measure")))
        return;
    for (i = 0; i < N_WAYS; i++)
        if (wr_node_get(entry, ways[i].key) != NULL) {
            way = &ways[i];
            said++;
        }
    if (said != 1) {
        wr_i_mistake(r, entry->key_where,
                     "write one of: time, share of, wait for, wait for place of, wait for staff of, blocked in, count, missed, queue for, "
                     "patient days, "
                     "occupancy, share occupied, busy hours, overtime, share busy, chance of delay, share without",
                     said == 0 ? "it is not said what is measured" : "a measure measures one thing");
        return;
    }
    out->kind = way->kind;
    out->unit = way->unit;
    out->says = wr_i_text(r, entry, "says");
    lens = wr_i_choice(r, entry, "lens", "safety|resources|efficiency|outcomes");
    out->lens = lens < 0 ? WR_LENS_UNSAID : (enum wr_lens)(lens + 1);
    node = wr_node_get(entry, way->key);
    if (node->kind != WR_NODE_EMPTY) {
        wr_i_enter(r, way->key);
        read_subject(r, entry, way, node, out);
        wr_i_leave(r);
    }
    check_fields(r, entry, way);
    read_limit(r, entry, out);
    if ((node = wr_node_get(entry, "show")) != NULL) {
        wr_i_enter(r, "show");
        read_show(r, node, out);
        wr_i_leave(r);
    }
    if ((node = wr_node_get(entry, "with")) != NULL && way->kind == WR_MEASURE_CHANCE_OF_DELAY) {
        wr_i_enter(r, "with");
        read_spaces(r, node, out);
        wr_i_leave(r);
    }
    if ((node = wr_node_get(entry, "counted")) != NULL && node->kind != WR_NODE_EMPTY) {
        size_t n = node->kind == WR_NODE_TEXT ? wr_i_clock_text(node->text, &seconds) : 0;
        wr_i_enter(r, "counted");
        if (n == 0 || node->text[n] != '\0' || seconds >= 86400)
            wr_i_mistake(r, node->where, "write 08:00", "%s is not a time of day", wr_i_what(r, node));
        else
            out->counted_at = seconds;
        wr_i_leave(r);
        out->counted_daily = true;
    }
    if (way->kind == WR_MEASURE_CHANCE_OF_DELAY)
        out->counted_daily = true;
    if ((node = wr_node_get(entry, "for")) != NULL) {
        wr_i_enter(r, "for");
        (void)wr_i_read_for(r, node, &out->for_);
        wr_i_leave(r);
    }
    out->counted_at_leaving = wr_i_choice(r, entry, "counted at", "leaving") == 0;
    out->more_is_better = out->kind == WR_MEASURE_SHARE_OF && (out->compare == WR_AT_MOST || out->compare == WR_UNDER);
}

/* A task of no patient is about nobody: there is nobody to choose, and nobody who leaves. */
static void check_of_nobody(struct wr_i_reader *r, const struct wr_node *entry, const struct wr_measure *measure)
{
    const struct wr_measure *of = measure->kind == WR_MEASURE_SHARE_OF && measure->of >= 0 ? &r->m->measures[measure->of] : measure;
    const char *key = wr_node_get(entry, "for") != NULL ? "for" : "counted at";
    const struct wr_node *part = wr_node_get(entry, key);

    if (of->kind != WR_MEASURE_WAIT || of->of >= 0 || part == NULL || (size_t)(-1 - of->of) >= r->m->n_tasks ||
        r->m->tasks[-1 - of->of].for_each_in >= 0)
        return;
    wr_i_enter(r, entry->key);
    wr_i_enter(r, key);
    wr_i_mistake(r, part->key_where, "take it away, or write `for each patient in:` at the task",
                 "`%s` is done for no patient: `%s` has no meaning here", r->m->tasks[-1 - of->of].name, key);
    wr_i_leave(r);
    wr_i_leave(r);
}

/* A share of a share, or of a count, has no values to compare: only times do. */
static void check_share_of(struct wr_i_reader *r, const struct wr_node *entry, const struct wr_measure *measure)
{
    const struct wr_measure *of;

    if (measure->kind != WR_MEASURE_SHARE_OF || measure->of < 0)
        return;
    of = &r->m->measures[measure->of];
    if (of->kind != WR_MEASURE_TIME && of->kind != WR_MEASURE_WAIT && of->kind != WR_MEASURE_WAIT_PLACE &&
        of->kind != WR_MEASURE_WAIT_STAFF) {
        wr_i_enter(r, entry->key);
        wr_i_enter(r, "share of");
        wr_i_mistake(r, wr_node_get(entry, "share of")->where, "name a measure that is a `time` or a `wait for`",
                     "`%s` is not a measured time", of->name);
        wr_i_leave(r);
        wr_i_leave(r);
    }
}

void wr_i_read_measures(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "measures");
    for (i = 0; i < r->m->n_measures; i++) {
        struct wr_measure *out = &r->m->measures[i];
        out->of = out->item = out->resource = -1;
        out->limit = wr_i_number(0, WR_UNIT_TIME, node->items[i]->where);
        wr_i_enter(r, node->items[i]->key);
        read_measure(r, node->items[i], out);
        wr_i_leave(r);
    }
    for (i = 0; i < r->m->n_measures; i++)
        check_share_of(r, node->items[i], &r->m->measures[i]);
    for (i = 0; i < r->m->n_measures; i++)
        check_of_nobody(r, node->items[i], &r->m->measures[i]);
    wr_i_leave(r);
}
