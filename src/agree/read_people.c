/* people.yaml, and the needs joined with it and with the model. */
#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "agree/needs.h"
#include "agree/suppress.h"
#include "base/units.h"

#define MOST_PEOPLE 1000000

static void read_group(struct wr_i_people *p, const struct wr_node *node, struct wr_group *g)
{
    const struct wr_node *entry;
    int kind;

    g->name = node->key;
    g->where = node->key_where;
    g->in_post = g->night = -1;
    entry = wr_i_people_entry(p, node, "group");
    if (entry == NULL)
        return;
    g->says = wr_i_people_text(p, entry, "says");
    kind = wr_model_fields_choice(p->f, entry, "kind", WR_AGREE_WORDS_KIND);
    g->kind = kind < 0 ? WR_GROUP_CARE : (enum wr_group_kind)kind;
    g->in_post = wr_i_people_count(p, entry, "in post", 0, MOST_PEOPLE, "look for a digit too many", -1);
    g->night = wr_i_people_count(p, entry, "night", 0, MOST_PEOPLE, "look for a digit too many", -1);
    g->stands_for = wr_model_fields_texts(p->f, entry, "stands for", &g->n_stands_for);
    if (g->night > g->in_post && g->in_post >= 0)
        wr_model_fields_mistake(p->f, wr_node_get(entry, "night")->where, "night: is how many of those in post work at night",
                                "%d work at night, but only %d are in post", g->night, g->in_post);
}

static void read_office(struct wr_i_people *p, const struct wr_node *node, struct wr_office *o)
{
    const struct wr_node *entry;

    o->name = node->key;
    o->where = node->key_where;
    o->group = -1;
    entry = wr_i_people_entry(p, node, "office");
    if (entry == NULL)
        return;
    o->person = wr_i_people_text(p, entry, "name");
    o->registration = wr_i_people_text(p, entry, "registration");
    o->group = wr_i_people_ref(p, entry, "group", 1u << WR_I_GROUPS, NULL);
    o->technology = wr_i_people_yes(p, entry, "technology");
}

void wr_i_people_read_people(struct wr_i_people *p)
{
    const struct wr_node *people = p->part[WR_I_KEY_PEOPLE], *part;
    struct wr_agree *a = p->a;
    size_t i;

    if (people == NULL)
        return;
    wr_model_fields_enter(p->f, "people");
    if (!wr_model_fields_object(p->f, people, wr_agree_describe_object("people")))
        goto out;
    a->smallest_cell = wr_i_people_count(p, people, "smallest cell", 1, 1000, "write a whole number of people, such as 5", 5);
    if (a->smallest_cell < WR_SUPPRESS_LEAST) {
        wr_model_fields_warning(p->f, wr_node_get(people, "smallest cell")->where, "write 5 or more: with fewer, people can be guessed",
                                "results of %d people are not shown all the same: %d is the least", a->smallest_cell, WR_SUPPRESS_LEAST);
        a->smallest_cell = WR_SUPPRESS_LEAST;
    }
    part = wr_node_get(people, "groups");
    if (part != NULL && part->kind == WR_NODE_MAP && (a->groups = wr_model_fields_take(p->f, part->count, sizeof *a->groups)) != NULL) {
        wr_model_fields_enter(p->f, "groups");
        for (i = 0; i < part->count; i++) {
            wr_model_fields_enter(p->f, part->items[i]->key);
            read_group(p, part->items[i], &a->groups[a->n_groups++]);
            wr_model_fields_leave(p->f);
        }
        wr_model_fields_leave(p->f);
    }
    part = wr_node_get(people, "offices");
    if (part != NULL && part->kind == WR_NODE_MAP && (a->offices = wr_model_fields_take(p->f, part->count, sizeof *a->offices)) != NULL) {
        wr_model_fields_enter(p->f, "offices");
        for (i = 0; i < part->count; i++) {
            wr_model_fields_enter(p->f, part->items[i]->key);
            read_office(p, part->items[i], &a->offices[a->n_offices++]);
            wr_model_fields_leave(p->f);
        }
        wr_model_fields_leave(p->f);
    }
out:
    wr_model_fields_leave(p->f);
}

/* What a person said is not a mistake because the files do not know it: a warning, and -1. */
static int softly(struct wr_i_people *p, const struct wr_node *entry, const char *key, unsigned sorts, enum wr_i_sort *sort)
{
    const struct wr_node *node = wr_node_get(entry, key);
    int index;

    if (node == NULL || node->kind != WR_NODE_TEXT)
        return -1;
    wr_model_fields_enter(p->f, key);
    index = wr_i_people_ref_text(p, node->text, node->where, sorts, true, sort);
    wr_model_fields_leave(p->f);
    return index;
}

/* "7 a week", "30 to 60 min" (its middle): in seconds or a second; 0 with a warning for anything else, which is kept as it was said. */
static double quantity(struct wr_i_people *p, const struct wr_node *entry, const char *key, enum wr_unit unit, const char *hint)
{
    const struct wr_node *node = wr_node_get(entry, key);
    struct wr_said_range range;

    if (node == NULL || node->kind != WR_NODE_TEXT)
        return 0;
    range = wr_needs_range(node->text, unit);
    if (range.known && range.value < 1e12)
        return range.value;
    wr_model_fields_enter(p->f, key);
    wr_model_fields_warning(p->f, node->where, hint, "`%.60s` is kept as it is, but cannot be added up", node->text);
    wr_model_fields_leave(p->f);
    return 0;
}

static void join_need(struct wr_i_people *p, const struct wr_stated_need *stated, struct wr_person_need *need)
{
    const struct wr_node *entry = stated->node, *echoes = wr_node_get(entry, "me too");
    enum wr_i_sort sort = WR_I_SORTS;
    bool groups = p->a->n_groups > 0; /* else one warning stands for all */
    int at;

    need->stated = stated;
    need->group = groups ? softly(p, entry, "role", 1u << WR_I_GROUPS, NULL) : -1;
    at = softly(p, entry, "at", 1u << WR_I_MODEL_STEPS | 1u << WR_I_MODEL_TASKS, &sort);
    need->at_step = at >= 0 && sort == WR_I_MODEL_STEPS ? at : -1;
    need->at_task = at >= 0 && sort == WR_I_MODEL_TASKS ? at : -1;
    need->missing = softly(p, entry, "missing", 1u << WR_I_MODEL_ITEMS, NULL);
    need->how_often = quantity(p, entry, "how often", WR_UNIT_RATE, "write so many a day, week, month or year: 7 a week");
    need->costs_staff = quantity(p, entry, "costs staff", WR_UNIT_TIME, "write a time, each time it happens: 40 min");
    need->merged_into = stated->merged_into == NULL ? -1 : wr_i_people_find(p, WR_I_STATED, stated->merged_into);
    need->me_too = wr_model_fields_take(p->f, stated->n_me_too, sizeof *need->me_too);
    wr_model_fields_enter(p->f, "me too");
    for (size_t i = 0; i < stated->n_me_too && need->me_too != NULL; i++) {
        const struct wr_need_echo *echo = &stated->me_too[i];
        const struct wr_node *one = wr_node_get(echoes, echo->group);
        int group = groups && one != NULL ? wr_i_people_ref_text(p, echo->group, one->key_where, 1u << WR_I_GROUPS, true, NULL) : -1;
        need->me_too[need->n_me_too++] = (struct wr_joined_echo){group, echo->group, (int)echo->people};
    }
    wr_model_fields_leave(p->f);
    (void)wr_i_people_date(p, entry, "date");
}

/* The needs that were merged into each, in the order of the files. */
static void turn_round(struct wr_i_people *p)
{
    struct wr_agree *a = p->a;
    size_t *counts = wr_model_fields_take(p->f, a->n_needs, sizeof *counts), i;
    int *all = wr_model_fields_take(p->f, a->n_needs, sizeof *all), *at = all;

    if (counts == NULL || all == NULL)
        return;
    for (i = 0; i < a->n_needs; i++)
        if (a->needs[i].merged_into >= 0)
            counts[a->needs[i].merged_into]++;
    for (i = 0; i < a->n_needs; i++) {
        a->needs[i].merged = counts[i] > 0 ? at : NULL;
        at += counts[i];
        counts[i] = 0;
    }
    for (i = 0; i < a->n_needs; i++)
        if (a->needs[i].merged_into >= 0) {
            struct wr_person_need *into = &a->needs[a->needs[i].merged_into];
            all[(into->merged - all) + (long)into->n_merged++] = (int)i;
        }
}

static void look_for_circles(struct wr_i_people *p)
{
    struct wr_agree *a = p->a;
    struct wr_i_links *links = wr_model_fields_take(p->f, a->n_needs, sizeof *links);
    struct wr_where *wheres = wr_model_fields_take(p->f, a->n_needs, sizeof *wheres);

    if (links == NULL || wheres == NULL)
        return;
    for (size_t i = 0; i < a->n_needs; i++) {
        const struct wr_node *node = wr_node_get(a->needs[i].stated->node, "merged into");
        links[i] = (struct wr_i_links){&a->needs[i].merged_into, 1};
        wheres[i] = node != NULL ? node->where : a->needs[i].stated->where;
    }
    wr_i_people_circles(p, WR_I_STATED, links, wheres, "needs", "is merged into",
                        "let one of them stand, and merge the others into that one");
}

void wr_i_people_read_needs(struct wr_i_people *p)
{
    struct wr_agree *a = p->a;

    a->needs = wr_model_fields_take(p->f, a->stated.count, sizeof *a->needs);
    if (a->needs == NULL)
        return;
    wr_model_fields_enter(p->f, "needs");
    if (a->n_groups == 0 && !(p->broken & 1u << WR_I_GROUPS))
        wr_model_fields_warning(p->f, a->stated.list[0].where, "write people.yaml, with the role groups and how many are in post",
                                "there are needs, but no role groups: who has been heard cannot be counted");
    for (size_t i = 0; i < a->stated.count; i++) {
        wr_model_fields_enter(p->f, a->stated.list[i].name);
        join_need(p, &a->stated.list[i], &a->needs[a->n_needs++]);
        wr_model_fields_leave(p->f);
        wr_model_fields_look_tree(p->f, a->stated.list[i].node);
    }
    wr_model_fields_leave(p->f);
    turn_round(p);
    look_for_circles(p);
}
