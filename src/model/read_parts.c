/* The parts that a service is made of: clock, run, places, staff, equipment, systems, information, outcomes. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/model_internal.h"
#include "read/csv.h"

void wr_i_read_walks(struct wr_i_reader *r, const struct wr_node *node)
{
    const struct wr_object *object = wr_describe_object("walk");
    size_t count = node->kind == WR_NODE_LIST ? node->count : 1, i;
    struct wr_walk *walks = wr_i_take(r, count, sizeof *walks);

    wr_i_enter(r, "walked by");
    for (i = 0; i < count && walks != NULL; i++) {
        const struct wr_node *one = node->kind == WR_NODE_LIST ? node->items[i] : node;
        double unused;
        if (!wr_i_object(r, one, object))
            continue;
        walks[i].role = wr_i_text(r, one, "role");
        walks[i].date = wr_i_text(r, one, "date");
        walks[i].says = wr_i_text(r, one, "says");
        walks[i].where = one->where;
        if (walks[i].date != NULL && !wr_csv_time(walks[i].date, &unused))
            wr_i_mistake(r, wr_node_get(one, "date")->where, "write the year first: 2026-01-05", "`%.60s` is not a date", walks[i].date);
        r->m->n_walked_by = i + 1;
    }
    r->m->walked_by = walks;
    wr_i_leave(r);
}

static int compare_ints(int a, int b) { return (a > b) - (a < b); }

static void read_holidays(struct wr_i_reader *r, const struct wr_node *node, struct wr_clock *clock)
{
    size_t count = node->kind == WR_NODE_LIST ? node->count : 1, i, j, n = 0;
    double start = floor(clock->start / WR_DAY), at;
    int *days;

    if (node->kind == WR_NODE_EMPTY || (node->kind == WR_NODE_LIST && count == 0))
        return;
    wr_i_enter(r, "holidays");
    if (count > 5000) {
        wr_i_mistake(r, node->where, NULL, "more than 5,000 holidays");
        count = 0;
    }
    days = wr_i_take(r, count, sizeof *days);
    for (i = 0; i < count && days != NULL; i++) {
        int day;
        if (!wr_i_read_date_time(r, node->kind == WR_NODE_LIST ? node->items[i] : node, &at))
            continue;
        day = (int)(floor(at / WR_DAY) - start);
        for (j = n; j > 0 && compare_ints(days[j - 1], day) > 0; j--)
            days[j] = days[j - 1];
        days[j] = day;
        n++;
    }
    clock->holidays = days;
    clock->n_holidays = n;
    wr_i_leave(r);
}

#define DEFAULT_START 1704067200.0 /* 2024-01-01 00:00, a Monday */

void wr_i_read_clock(struct wr_i_reader *r, const struct wr_node *node)
{
    struct wr_clock *clock = &r->m->clock;
    const struct wr_node *start = wr_node_get(node, "start"), *holidays;
    double days;

    clock->start = DEFAULT_START;
    clock->where = node == NULL ? r->source->root->where : node->where;
    wr_i_enter(r, "clock");
    if (node != NULL && wr_i_object(r, node, wr_describe_object("clock")) && start != NULL) {
        wr_i_enter(r, "start");
        if (!wr_i_read_date_time(r, start, &clock->start))
            clock->start = DEFAULT_START;
        wr_i_leave(r);
    }
    days = floor(clock->start / WR_DAY);
    clock->start_of_day = clock->start - days * WR_DAY;
    clock->weekday = (int)fmod(days + 3, 7); /* 1970-01-01 was a Thursday */
    if (clock->weekday < 0)
        clock->weekday += 7;
    if (node != NULL && (holidays = wr_node_get(node, "holidays")) != NULL)
        read_holidays(r, holidays, clock);
    wr_i_leave(r);
}

static void read_replications(struct wr_i_reader *r, const struct wr_node *node, struct wr_run *run)
{
    struct wr_number number;

    if (node == NULL || node->kind == WR_NODE_EMPTY || (node->kind == WR_NODE_TEXT && strcmp(node->text, "auto") == 0))
        return;
    wr_i_enter(r, "replications");
    if (wr_i_read_number(r, node, WR_SLOT_COUNT, &number)) {
        if (number.value < 1 || number.value > 1e6)
            wr_i_mistake(r, node->where, "write auto, or a number such as 50",
                         "there must be at least 1 replication and at most 1,000,000");
        else
            run->replications = (int)number.value;
    }
    wr_i_leave(r);
}

/* Any whole number that a double holds exactly. */
static uint64_t read_seed(struct wr_i_reader *r, const struct wr_node *node)
{
    double seed = wr_i_read_plain(r, node, "seed", WR_SLOT_NUMBER, 1);

    if (seed >= 0 && seed <= 9007199254740992.0 && seed == floor(seed))
        return (uint64_t)seed;
    wr_i_mistake(r, wr_node_get(node, "seed")->where, "write a whole number such as 2026", "a seed is a whole number, not negative");
    return 1;
}

void wr_i_read_run(struct wr_i_reader *r, const struct wr_node *node)
{
    struct wr_run *run = &r->m->run;
    const struct wr_node *arrivals, *each, *from, *collect, *warm, *precision;
    int seconds;

    run->seed = 1;
    run->precision = 0.05;
    if (node == NULL)
        return;
    run->where = node->where;
    wr_i_enter(r, "run");
    if (!wr_i_object(r, node, wr_describe_object("run")))
        goto out;
    arrivals = wr_node_get(node, "arrivals");
    each = wr_node_get(node, "each run");
    collect = wr_node_get(node, "collect");
    warm = wr_node_get(node, "warm up");
    from = wr_node_get(node, "from");
    precision = wr_node_get(node, "precision");
    run->mode = each != NULL ? WR_RUN_EACH : arrivals != NULL ? WR_RUN_DRAIN : WR_RUN_PERIOD;
    if ((collect != NULL) + (arrivals != NULL) + (each != NULL) != 1)
        wr_i_mistake(r, node->where,
                     "write {warm up: 4 weeks, collect: 52 weeks}, {arrivals: 1000000, then: drain} or {each run: 19 h, from: 06:00}",
                     collect == NULL && arrivals == NULL && each == NULL ? "it is not said how long to run"
                                                                         : "only one of `collect`, `arrivals` and `each run` can be meant");
    if (warm != NULL && run->mode != WR_RUN_PERIOD)
        wr_i_mistake(r, warm->key_where, "take `warm up` away: these runs start from empty", "`warm up` goes with `collect`");
    if (from != NULL && run->mode != WR_RUN_EACH)
        wr_i_mistake(r, from->key_where, "take `from` away; `clock: {start: ...}` says when simulated time starts",
                     "`from` goes with `each run`");
    run->warm_up = wr_i_read_plain(r, node, "warm up", WR_SLOT_TIME, 0);
    run->collect = wr_i_read_plain(r, node, each != NULL ? "each run" : "collect", WR_SLOT_TIME, 52 * WR_WEEK);
    if (run->mode != WR_RUN_DRAIN && !(run->collect > 0))
        wr_i_mistake(r, node->where, "write 52 weeks, or another time", "nothing is counted in no time");
    if (run->mode == WR_RUN_PERIOD && warm == NULL && collect != NULL)
        wr_i_warning(r, node->where, "write `warm up: 4 weeks`, or `warm up: 0 h` when the service does start empty",
                     "there is no `warm up`: the service starts empty, and the quiet first days are counted");
    run->arrivals = wr_i_read_plain(r, node, "arrivals", WR_SLOT_COUNT, 0);
    if (arrivals != NULL && arrivals->kind == WR_NODE_TEXT && run->arrivals < 1)
        wr_i_mistake(r, arrivals->where, "write 1000000, or another number", "no arrivals, nothing to simulate");
    if (wr_i_choice(r, node, "then", "drain") >= 0 && run->mode != WR_RUN_DRAIN)
        wr_i_mistake(r, wr_node_get(node, "then")->key_where, "take `then` away", "`then: drain` goes with `arrivals`");
    if (from != NULL && from->kind != WR_NODE_EMPTY) {
        size_t n = from->kind == WR_NODE_TEXT ? wr_i_clock_text(from->text, &seconds) : 0;
        if (n == 0 || from->text[n] != '\0' || seconds >= 86400)
            wr_i_mistake(r, from->where, "write 06:00", "%s is not a time of day", wr_i_what(r, from));
        else
            run->from = seconds;
    }
    read_replications(r, wr_node_get(node, "replications"), run);
    run->precision = wr_i_read_plain(r, node, "precision", WR_SLOT_SHARE, 0.05);
    if (precision != NULL && !(run->precision > 0))
        wr_i_mistake(r, precision->where, "write 5%", "a precision of nothing would take for ever");
    run->seed = read_seed(r, node);
out:
    wr_i_leave(r);
}

static void read_turnaround(struct wr_i_reader *r, const struct wr_node *node, struct wr_place *place)
{
    const struct wr_object *object = wr_describe_object("turnaround");
    const struct wr_node *with;

    wr_i_enter(r, "turnaround");
    if (wr_i_is_short(node, object)) {
        (void)wr_i_read_value(r, node, WR_SLOT_TIME, true, &place->turnaround);
    } else if (wr_i_object(r, node, object)) {
        wr_i_read_value_field(r, node, "takes", WR_SLOT_TIME, true, &place->turnaround);
        with = wr_node_get(node, "with");
        if (with != NULL) {
            wr_i_enter(r, "with");
            (void)wr_i_read_with(r, with, &place->turnaround_with);
            wr_i_leave(r);
        }
    }
    wr_i_leave(r);
}

static void read_when_field(struct wr_i_reader *r, const struct wr_node *parent, const char *key, bool *has, struct wr_when *out)
{
    const struct wr_node *node = wr_node_get(parent, key);

    if (node == NULL)
        return;
    wr_i_enter(r, key);
    *has = wr_i_read_when(r, node, out);
    wr_i_leave(r);
}

void wr_i_read_places(struct wr_i_reader *r, const struct wr_node *node)
{
    const struct wr_object *object = wr_describe_object("place");
    size_t i;

    wr_i_enter(r, "places");
    for (i = 0; i < r->m->n_places; i++) {
        const struct wr_node *entry = node->items[i], *part;
        struct wr_place *place = &r->m->places[i];
        wr_i_enter(r, entry->key);
        place->spaces.unlimited = true;
        place->surge_step = -1;
        if (wr_i_is_short(entry, object)) {
            (void)wr_i_read_schedule(r, entry, true, &place->spaces);
        } else if (wr_i_object(r, entry, object)) {
            place->says = wr_i_text(r, entry, "says");
            if ((part = wr_node_get(entry, "spaces")) != NULL) {
                wr_i_enter(r, "spaces");
                (void)wr_i_read_schedule(r, part, true, &place->spaces);
                wr_i_leave(r);
            }
            if ((part = wr_node_get(entry, "turnaround")) != NULL && part->kind != WR_NODE_EMPTY)
                read_turnaround(r, part, place);
            read_when_field(r, entry, "open", &place->has_open, &place->open);
            if ((part = wr_node_get(entry, "opens")) != NULL && part->kind != WR_NODE_EMPTY) {
                const struct wr_node *when;
                wr_i_enter(r, "opens");
                place->has_surge = wr_i_object(r, part, wr_describe_object("surge"));
                if (place->has_open)
                    wr_i_mistake(r, part->key_where, "write `open` with its hours, or `opens` with its rule",
                                 "a place opens by its hours or by a rule, not by both");
                if ((when = wr_node_get(part, "when")) != NULL) {
                    wr_i_enter(r, "when");
                    (void)wr_i_read_over_waiting(r, when, &place->surge_over, &place->surge_step);
                    wr_i_leave(r);
                }
                place->surge_stays = wr_i_read_plain(r, part, "stays open", WR_SLOT_TIME, 0);
                wr_i_leave(r);
            }
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

static void read_downs(struct wr_i_reader *r, const struct wr_node *parent, struct wr_down **out, size_t *n)
{
    const struct wr_node *node = wr_node_get(parent, "down"), *from;
    size_t count, i;
    struct wr_down *downs;

    *n = 0;
    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    count = node->kind == WR_NODE_LIST ? node->count : 1;
    downs = wr_i_take(r, count, sizeof *downs);
    wr_i_enter(r, "down");
    for (i = 0; i < count && downs != NULL; i++) {
        const struct wr_node *one = node->kind == WR_NODE_LIST ? node->items[i] : node;
        struct wr_down *down = &downs[*n];
        if (!wr_i_object(r, one, wr_describe_object("down")))
            continue;
        down->where = one->where;
        wr_i_read_value_field(r, one, "one every", WR_SLOT_TIME, true, &down->one_every);
        wr_i_read_value_field(r, one, "lasts", WR_SLOT_TIME, true, &down->lasts);
        down->has_random = down->one_every.kind != WR_VALUE_NONE;
        read_when_field(r, one, "when", &down->has_when, &down->when);
        if ((from = wr_node_get(one, "from")) != NULL) {
            wr_i_enter(r, "from");
            down->has_from = wr_i_read_date_time(r, from, &down->from);
            wr_i_leave(r);
        }
        if ((wr_node_get(one, "one every") != NULL) + (wr_node_get(one, "when") != NULL) + (from != NULL) != 1)
            wr_i_mistake(r, one->where,
                         "write {one every: 75 days, lasts: 3 h}, {when: tue 02:00 to 04:00} or {from: 2026-11-17 08:00, lasts: 30 h}",
                         "say one of `one every`, `when` and `from`");
        else if (wr_node_get(one, "when") == NULL && wr_node_get(one, "lasts") == NULL)
            wr_i_mistake(r, one->where, "add `lasts: 3 h`", "it is not said how long it lasts");
        (*n)++;
    }
    *out = downs;
    wr_i_leave(r);
}

static void read_resource(struct wr_i_reader *r, const struct wr_node *entry, struct wr_resource *one)
{
    bool staff = one->kind == WR_STAFF;
    const struct wr_object *object = wr_describe_object(staff ? "staff" : "equipment");
    const struct wr_node *part;

    one->filled = wr_i_number(1, WR_UNIT_SHARE, entry->where);
    one->costs = wr_i_number(0, WR_UNIT_MONEY_RATE, entry->where);
    wr_i_enter(r, entry->key);
    if (wr_i_is_short(entry, object)) {
        (void)wr_i_read_schedule(r, entry, false, &one->on_duty);
    } else if (wr_i_object(r, entry, object)) {
        one->says = wr_i_text(r, entry, "says");
        if ((part = wr_node_get(entry, object->short_form)) != NULL) {
            wr_i_enter(r, object->short_form);
            (void)wr_i_read_schedule(r, part, false, &one->on_duty);
            wr_i_leave(r);
        }
        if (staff && wr_i_choice(r, entry, "at end of shift", "finish|hand over") == 1)
            one->at_end = WR_SHIFT_HAND_OVER;
        if (staff && (part = wr_node_get(entry, "breaks")) != NULL) {
            wr_i_enter(r, "breaks");
            (void)wr_i_read_schedule(r, part, false, &one->breaks);
            wr_i_leave(r);
        }
        if (staff && (part = wr_node_get(entry, "filled")) != NULL) {
            wr_i_enter(r, "filled");
            if (!wr_i_read_number(r, part, WR_SLOT_SHARE, &one->filled))
                one->filled.value = 1;
            wr_i_leave(r);
        }
        if ((part = wr_node_get(entry, "costs")) != NULL) {
            wr_i_enter(r, "costs");
            (void)wr_i_read_number(r, part, WR_SLOT_MONEY_RATE, &one->costs);
            wr_i_leave(r);
        }
        if (!staff)
            read_downs(r, entry, &one->down, &one->n_down);
        if ((part = wr_node_get(entry, "serves")) != NULL && part->kind != WR_NODE_EMPTY) {
            wr_i_enter(r, "serves");
            one->has_serves = true;
            one->serves = wr_i_refs(r, part, 1u << WR_I_KIND, &one->n_serves);
            wr_i_leave(r);
        }
    }
    wr_i_leave(r);
}

void wr_i_read_resources(struct wr_i_reader *r, const struct wr_node *staff, const struct wr_node *equipment)
{
    size_t i, at = 0;

    wr_i_enter(r, "staff");
    for (; at < r->m->n_resources && r->m->resources[at].kind == WR_STAFF; at++)
        read_resource(r, staff->items[at], &r->m->resources[at]);
    wr_i_leave(r);
    wr_i_enter(r, "equipment");
    for (i = 0; at < r->m->n_resources; at++, i++)
        read_resource(r, equipment->items[i], &r->m->resources[at]);
    wr_i_leave(r);
}

static void read_on_paper(struct wr_i_reader *r, const struct wr_node *node, struct wr_system *system)
{
    size_t i;

    wr_i_enter(r, "on paper");
    if (node->kind != WR_NODE_MAP)
        wr_i_mistake(r, node->where, "write {triage: 1.4 times, get ready: stops}", "a map of steps is wanted here, not %s",
                     wr_i_what(r, node));
    system->on_paper = node->kind == WR_NODE_MAP ? wr_i_take(r, node->count, sizeof *system->on_paper) : NULL;
    for (i = 0; system->on_paper != NULL && i < node->count; i++) {
        const struct wr_node *entry = node->items[i];
        struct wr_on_paper *one = &system->on_paper[system->n_on_paper];
        one->where = entry->key_where;
        one->step = wr_i_ref_text(r, entry->key, entry->key_where, 1u << WR_I_STEP, NULL);
        wr_i_enter(r, entry->key);
        one->stops = entry->kind == WR_NODE_TEXT && strcmp(entry->text, "stops") == 0;
        if (!one->stops)
            (void)wr_i_read_value(r, entry, WR_SLOT_FACTOR, false, &one->times);
        wr_i_leave(r);
        if (one->step >= 0)
            system->n_on_paper++;
    }
    wr_i_leave(r);
}

void wr_i_read_systems(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "systems");
    for (i = 0; i < r->m->n_systems; i++) {
        const struct wr_node *entry = node->items[i], *part, *with;
        struct wr_system *system = &r->m->systems[i];
        wr_i_enter(r, entry->key);
        if (entry->kind != WR_NODE_EMPTY && wr_i_object(r, entry, wr_describe_object("system"))) {
            system->says = wr_i_text(r, entry, "says");
            read_downs(r, entry, &system->down, &system->n_down);
            if ((part = wr_node_get(entry, "on paper")) != NULL && part->kind != WR_NODE_EMPTY)
                read_on_paper(r, part, system);
            if ((part = wr_node_get(entry, "afterwards")) != NULL && part->kind != WR_NODE_EMPTY) {
                wr_i_enter(r, "afterwards");
                system->has_afterwards = wr_i_object(r, part, wr_describe_object("afterwards"));
                wr_i_read_value_field(r, part, "takes", WR_SLOT_TIME, true, &system->afterwards_takes);
                if ((with = wr_node_get(part, "with")) != NULL) {
                    wr_i_enter(r, "with");
                    (void)wr_i_read_with(r, with, &system->afterwards_with);
                    wr_i_leave(r);
                }
                wr_i_leave(r);
            }
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

static void read_chase(struct wr_i_reader *r, const struct wr_node *node, struct wr_item *item)
{
    const struct wr_node *with;

    wr_i_enter(r, "chase");
    item->has_chase = wr_i_object(r, node, wr_describe_object("chase"));
    wr_i_read_value_field(r, node, "takes", WR_SLOT_TIME, true, &item->chase_takes);
    if ((with = wr_node_get(node, "with")) != NULL) {
        wr_i_enter(r, "with");
        (void)wr_i_read_with(r, with, &item->chase_with);
        wr_i_leave(r);
    }
    wr_i_read_value_field(r, node, "found", WR_SLOT_SHARE, false, &item->chase_found);
    if (wr_node_get(node, "found") == NULL) {
        item->chase_found.kind = WR_VALUE_NUMBER;
        item->chase_found.number = wr_i_number(1, WR_UNIT_SHARE, node->where);
    }
    wr_i_read_value_field(r, node, "priority", WR_SLOT_COUNT, false, &item->chase_priority);
    wr_i_leave(r);
}

void wr_i_read_items(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "information");
    for (i = 0; i < r->m->n_items; i++) {
        const struct wr_node *entry = node->items[i], *part;
        struct wr_item *item = &r->m->items[i];
        item->kept_in = -1;
        wr_i_enter(r, entry->key);
        if (wr_i_object(r, entry, wr_describe_object("item"))) {
            const char *from = wr_i_source(r, entry);
            item->says = wr_i_text(r, entry, "says");
            if ((part = wr_node_get(entry, "kept in")) != NULL && part->kind != WR_NODE_EMPTY) {
                wr_i_enter(r, "kept in");
                item->kept_in = wr_i_ref(r, part, 1u << WR_I_SYSTEM, NULL);
                wr_i_leave(r);
            }
            wr_i_read_value_field(r, entry, "there at once", WR_SLOT_SHARE, false, &item->there_at_once);
            if ((part = wr_node_get(entry, "chase")) != NULL && part->kind != WR_NODE_EMPTY)
                read_chase(r, part, item);
            wr_i_read_value_field(r, entry, "wrong", WR_SLOT_SHARE, false, &item->wrong);
            item->keeps = wr_i_read_plain(r, entry, "keeps", WR_SLOT_TIME, 0);
            r->from = from;
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
}

void wr_i_read_outcomes(struct wr_i_reader *r, const struct wr_node *node)
{
    size_t i;

    wr_i_enter(r, "outcomes");
    for (i = 0; i < r->m->n_outcomes; i++) {
        const struct wr_node *entry = node->items[i], *back, *at;
        struct wr_outcome *outcome = &r->m->outcomes[i];
        outcome->back_at = -1;
        if (node->kind != WR_NODE_MAP || entry->kind == WR_NODE_EMPTY)
            continue;
        wr_i_enter(r, entry->key);
        if (wr_i_object(r, entry, wr_describe_object("outcome"))) {
            outcome->says = wr_i_text(r, entry, "says");
            if ((back = wr_node_get(entry, "comes back")) != NULL && back->kind != WR_NODE_EMPTY) {
                wr_i_enter(r, "comes back");
                outcome->comes_back = wr_i_object(r, back, wr_describe_object("comes_back"));
                wr_i_read_value_field(r, back, "chance", WR_SLOT_SHARE, false, &outcome->back_chance);
                wr_i_read_value_field(r, back, "after", WR_SLOT_TIME, true, &outcome->back_after);
                if ((at = wr_node_get(back, "at")) != NULL && at->kind != WR_NODE_EMPTY) {
                    wr_i_enter(r, "at");
                    outcome->back_at = wr_i_ref(r, at, 1u << WR_I_STEP, NULL);
                    wr_i_leave(r);
                }
                wr_i_leave(r);
            }
        }
        wr_i_leave(r);
    }
    wr_i_leave(r);
}
