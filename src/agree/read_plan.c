/* The plan: its calendar, its tasks, and the three times of each who estimates. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "base/text.h"
#include "base/units.h"

#define MOST_SECONDS (200 * WR_YEAR)

void wr_i_people_name_tasks(struct wr_i_people *p)
{
    const struct wr_node *plan = p->part[WR_I_KEY_PLAN], *tasks;

    wr_model_fields_enter(p->f, "plan");
    if (plan != NULL && !wr_model_fields_object(p->f, plan, wr_agree_describe_object("plan")))
        plan = p->part[WR_I_KEY_PLAN] = NULL;
    wr_model_fields_enter(p->f, "tasks");
    tasks = wr_i_people_map(p, wr_node_get(plan, "tasks"));
    for (size_t i = 0; tasks != NULL && i < tasks->count; i++)
        (void)wr_i_people_name(p, WR_I_PLAN_TASKS, tasks->items[i]->key, tasks->items[i]->key_where);
    wr_model_fields_leave(p->f);
    wr_model_fields_leave(p->f);
}

/* "2026-12-01 to 2027-02-28", or one date alone. */
static bool read_span(struct wr_i_people *p, const char *text, struct wr_where where, struct wr_closed_span *out)
{
    const char *to = strstr(text, " to ");
    char *first = to == NULL ? wr_arena_text(&p->a->arena, text) : wr_arena_text_n(&p->a->arena, text, (size_t)(to - text));

    if (first == NULL)
        p->status = WR_ERR_MEMORY;
    if (first == NULL || !wr_i_people_date_text(p, first, where, &out->from))
        return false;
    out->to = out->from;
    if (to != NULL && !wr_i_people_date_text(p, to + 4, where, &out->to))
        return false;
    if (out->to >= out->from)
        return true;
    wr_model_fields_mistake(p->f, where, "write the earlier date first", "`%.60s` ends before it begins", text);
    return false;
}

static void read_calendar(struct wr_i_people *p, const struct wr_node *node)
{
    struct wr_plan *plan = &p->a->plan;
    const struct wr_node *entry, *spans;
    size_t n;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_model_fields_enter(p->f, "calendar");
    entry = wr_i_people_entry(p, node, "calendar");
    plan->working_days = entry != NULL && wr_i_people_yes(p, entry, "working days");
    spans = wr_node_get(entry, "no go live");
    n = spans != NULL && spans->kind == WR_NODE_MAP ? spans->count : wr_i_people_count_of(spans);
    plan->no_go_live = wr_model_fields_take(p->f, n, sizeof *plan->no_go_live);
    wr_model_fields_enter(p->f, "no go live");
    for (size_t i = 0; i < n && plan->no_go_live != NULL; i++) {
        const struct wr_node *one = spans->kind == WR_NODE_MAP ? spans->items[i] : wr_i_people_item(spans, i);
        struct wr_closed_span *span = &plan->no_go_live[plan->n_no_go_live];
        *span = (struct wr_closed_span){0, 0, NULL};
        if (spans->kind == WR_NODE_MAP) { /* {2026-12-01 to 2027-02-28: winter} */
            span->says = wr_i_people_text(p, spans, one->key);
            plan->n_no_go_live += read_span(p, one->key, one->key_where, span);
        } else if (one->kind == WR_NODE_TEXT) {
            plan->n_no_go_live += read_span(p, one->text, one->where, span);
        } else {
            wr_model_fields_mistake(p->f, one->where, "write [2026-12-01 to 2027-02-28]", "a span of dates is wanted here, not %s",
                                    wr_model_fields_what(p->f, one));
        }
    }
    wr_model_fields_leave(p->f);
    wr_model_fields_leave(p->f);
}

static const char *skip_to(const char *s)
{
    s += strspn(s, " ");
    if (strncmp(s, "to ", 3) != 0)
        return NULL;
    return s + 3 + strspn(s + 3, " ");
}

/* A week is 5 working days, a month and a year in proportion; 7.5 h are one, as in a full-time week of 37.5 h. */
static double working_days(double seconds, const char *word)
{
    word += strspn(word, " ");
    if (strncmp(word, "day", 3) == 0 || *word == 'd')
        return seconds / WR_DAY;
    if (*word == 'w' || strncmp(word, "mon", 3) == 0 || *word == 'y')
        return seconds / WR_WEEK * 5;
    return seconds / (7.5 * WR_HOUR);
}

/* "2 weeks to 4 weeks to 12 weeks", "2 to 4 to 12 weeks": seconds. False: not understood. */
static bool three_times(const char *text, double out[3], double working[3])
{
    enum wr_unit unit[3], last;
    const char *at = text + strspn(text, " "), *word[3];
    double factor, number;
    size_t used;

    for (int i = 0; i < 3; i++) {
        if (!wr_units_read(at, &out[i], &unit[i], &used))
            return false;
        word[i] = at + wr_text_number(at, &number);
        at += used;
        if (i < 2 && (at = skip_to(at)) == NULL)
            return false;
    }
    if (at[strspn(at, " ")] != '\0' || unit[2] != WR_UNIT_TIME)
        return false;
    for (int i = 0; i < 2; i++) {
        if (unit[i] == WR_UNIT_TIME)
            continue;
        if (unit[i] != WR_UNIT_BARE)
            return false;
        /* the unit stands once, at the end */
        for (at = text + strlen(text); at > text && (at[-1] < '0' || at[-1] > '9'); at--) {
        }
        at += strspn(at, " ");
        if (!wr_units_word(at, &last, &factor, &used) || last != WR_UNIT_TIME)
            return false;
        out[i] *= factor;
        word[i] = at;
    }
    for (int i = 0; i < 3; i++)
        working[i] = working_days(out[i], word[i]);
    return true;
}

static void read_estimate(struct wr_i_people *p, const struct wr_node *one, const char *who, struct wr_plan_task *t)
{
    struct wr_estimate3 *e = &t->takes[t->n_takes];
    double times[3] = {0, 0, 0}, *rise = p->a->plan.working_days ? e->working : times;

    *e = (struct wr_estimate3){.who = who, .where = one->where};
    if (one->kind != WR_NODE_TEXT || !three_times(one->text, times, e->working)) {
        if (one->kind != WR_NODE_EMPTY)
            wr_model_fields_mistake(p->f, one->where, "write least, likeliest and most: 2 weeks to 4 weeks to 12 weeks",
                                    "%s is not three times", wr_model_fields_what(p->f, one));
        return;
    }
    e->least = times[0];
    e->likeliest = times[1];
    e->most = times[2];
    if (times[0] < 0 || times[2] > MOST_SECONDS)
        wr_model_fields_mistake(p->f, one->where, "look at the numbers and their units again", "`%.60s` cannot be meant", one->text);
    else if (rise[0] > rise[1] || rise[1] > rise[2])
        wr_model_fields_mistake(
            p->f, one->where,
            rise == times ? "write the least first, then the likeliest, then the most"
                          : "write the least first, then the likeliest, then the most; a week is five working days",
            "%s in `%.60s`", rise[0] > rise[1] ? "the least is more than the likeliest" : "the likeliest is more than the most", one->text);
    else
        t->n_takes++;
}

static void read_takes(struct wr_i_people *p, const struct wr_node *entry, struct wr_plan_task *t)
{
    const struct wr_node *node = wr_node_get(entry, "takes");
    size_t n;

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    n = node->kind == WR_NODE_MAP ? node->count : 1;
    t->takes = wr_model_fields_take(p->f, n, sizeof *t->takes);
    wr_model_fields_enter(p->f, "takes");
    for (size_t i = 0; i < n && t->takes != NULL; i++) {
        if (node->kind != WR_NODE_MAP) { /* one estimate alone is its owner's */
            read_estimate(p, node, t->owner == NULL ? "" : t->owner, t);
            continue;
        }
        wr_model_fields_enter(p->f, node->items[i]->key);
        if (node->items[i]->kind == WR_NODE_EMPTY)
            wr_model_fields_mistake(p->f, node->items[i]->key_where, "write least, likeliest and most: 2 weeks to 4 weeks to 12 weeks",
                                    "there is nothing behind `%.60s`", node->items[i]->key);
        read_estimate(p, node->items[i], node->items[i]->key, t);
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}

static void read_task(struct wr_i_people *p, const struct wr_node *node, struct wr_plan_task *t)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "task");

    t->name = node->key;
    t->where = node->key_where;
    t->change = -1;
    t->due = t->not_before = WR_NO_DATE;
    if (entry == NULL)
        return;
    t->says = wr_i_people_text(p, entry, "says");
    t->change = wr_i_people_ref(p, entry, "change", 1u << WR_I_MODEL_CHANGES, NULL);
    t->owner = wr_i_people_owner(p, entry, "owner");
    t->list = wr_i_people_text(p, entry, "for");
    t->after = wr_i_people_refs(p, entry, "after", WR_I_PLAN_TASKS, &t->n_after);
    read_takes(p, entry, t);
    t->go_live = wr_i_people_yes(p, entry, "go live");
    t->done = wr_i_people_yes(p, entry, "done");
    t->not_before = wr_i_people_date(p, entry, "not before");
    t->due = wr_i_people_date(p, entry, "due");
}

void wr_i_people_read_plan(struct wr_i_people *p)
{
    const struct wr_node *plan = p->part[WR_I_KEY_PLAN], *tasks = wr_node_get(plan, "tasks");
    struct wr_agree *a = p->a;
    struct wr_i_links *links;
    struct wr_where *wheres;
    size_t n;

    if (plan == NULL)
        return;
    n = p->names[WR_I_PLAN_TASKS].count;
    wr_model_fields_enter(p->f, "plan");
    a->plan.starts = wr_i_people_date(p, plan, "starts");
    read_calendar(p, wr_node_get(plan, "calendar"));
    a->plan.tasks = wr_model_fields_take(p->f, n, sizeof *a->plan.tasks);
    links = wr_model_fields_take(p->f, n, sizeof *links);
    wheres = wr_model_fields_take(p->f, n, sizeof *wheres);
    wr_model_fields_enter(p->f, "tasks");
    for (size_t i = 0; i < n && a->plan.tasks != NULL && links != NULL && wheres != NULL; i++) {
        struct wr_plan_task *t = &a->plan.tasks[a->plan.n_tasks++];
        wr_model_fields_enter(p->f, tasks->items[i]->key);
        read_task(p, tasks->items[i], t);
        wr_model_fields_leave(p->f);
        links[i] = (struct wr_i_links){t->after, t->n_after};
        wheres[i] = t->where;
    }
    wr_model_fields_leave(p->f);
    wr_model_fields_leave(p->f);
    if (links != NULL && wheres != NULL)
        wr_i_people_circles(p, WR_I_PLAN_TASKS, links, wheres, "plan.tasks", "comes after",
                            "one of them must come first: take one `after` away");
}
