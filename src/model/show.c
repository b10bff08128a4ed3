#include "model/show.h"

#include <string.h>

#include "base/json.h"
#include "base/num.h"
#include "model/tell_internal.h"
#include "read/tree.h"

void wr_model_show_text(const struct wr_source *source, struct wr_buf *out) { wr_node_print_yaml(source->root, out); }

static const char *unit_word(enum wr_unit unit)
{
    switch (unit) {
    case WR_UNIT_TIME:
        return "s";
    case WR_UNIT_SHARE:
    case WR_UNIT_POINTS:
        return "share";
    case WR_UNIT_TIMES:
        return "factor";
    case WR_UNIT_MONEY:
        return "pounds";
    case WR_UNIT_MONEY_RATE:
        return "pounds a second";
    case WR_UNIT_RATE:
        return "per second";
    case WR_UNIT_BARE:
    default:
        return "";
    }
}

struct showing {
    struct wr_json j;
    const struct wr_model *m;
    struct wr_buf words; /* text in the making */
};

static void number(struct showing *s, const char *key, const struct wr_number *n, enum wr_unit unit)
{
    if (key != NULL)
        wr_json_key(&s->j, key);
    wr_json_open_line(&s->j, '{');
    wr_json_pair_number(&s->j, "value", n->value);
    wr_json_pair(&s->j, "unit", unit_word(unit));
    if (wr_num_finite(n->low) && wr_num_finite(n->high) && n->high > n->low) {
        wr_json_key(&s->j, "interval");
        wr_json_open(&s->j, '[');
        wr_json_number(&s->j, n->low);
        wr_json_number(&s->j, n->high);
        wr_json_close(&s->j, ']');
    }
    if (n->source != NULL)
        wr_json_pair(&s->j, "source", n->source);
    wr_json_close(&s->j, '}');
}

/* The text that stands in s->words, as the value of a key; words are emptied. */
static void say(struct showing *s, const char *key)
{
    wr_json_pair(&s->j, key, wr_buf_string(&s->words));
    wr_buf_clear(&s->words);
}

static void value(struct showing *s, const char *key, const struct wr_value *v, enum wr_unit unit)
{
    if (v->kind == WR_VALUE_NONE)
        return;
    if (v->kind == WR_VALUE_NUMBER) {
        number(s, key, &v->number, unit);
        return;
    }
    if (key != NULL)
        wr_json_key(&s->j, key);
    wr_json_open(&s->j, '{');
    if (v->kind == WR_VALUE_DIST) {
        wr_json_pair(&s->j, "distribution", wr_sampler_kind_name(v->dist->family));
        wr_json_key(&s->j, "parameters");
        wr_json_open(&s->j, '{');
        for (size_t i = 0; i < v->dist->n_params; i++)
            number(s, wr_param_name(v->dist->params[i].name), &v->dist->params[i].number, v->dist->params[i].number.unit);
        wr_json_close(&s->j, '}');
        wr_json_pair_number(&s->j, "mean", wr_sampler_mean(&v->dist->sampler));
        wr_json_pair(&s->j, "unit", unit_word(unit));
    } else {
        wr_json_pair(&s->j, "by", v->by_attribute == WR_BY_KIND ? "kind" : s->m->attributes[v->by_attribute].name);
        wr_json_key(&s->j, "cases");
        wr_json_open(&s->j, '[');
        for (size_t i = 0; i < v->n_cases; i++) {
            wr_json_open(&s->j, '{');
            wr_i_tell_case(s->m, v->by_attribute, &v->cases[i], &s->words);
            say(s, "case");
            value(s, "value", v->cases[i].value, unit);
            wr_json_close(&s->j, '}');
        }
        wr_json_close(&s->j, ']');
    }
    wr_json_close(&s->j, '}');
}

static void schedule(struct showing *s, const char *key, const struct wr_schedule *k)
{
    wr_json_key(&s->j, key);
    if (k->unlimited) {
        wr_json_text(&s->j, "unlimited");
        return;
    }
    wr_json_open(&s->j, '[');
    for (size_t i = 0; i < k->n_entries; i++) {
        wr_json_open(&s->j, '{');
        wr_tell_when(&k->entries[i].when, &s->words);
        say(s, "when");
        number(s, "number", &k->entries[i].number, WR_UNIT_BARE);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static void with(struct showing *s, const char *key, const struct wr_with *w)
{
    if (w->n_all + w->n_any == 0)
        return;
    wr_json_key(&s->j, key);
    wr_json_open(&s->j, '[');
    for (size_t i = 0; i < w->n_all; i++) {
        wr_json_open(&s->j, '{');
        wr_json_pair(&s->j, "name", s->m->resources[w->all[i].resource].name);
        value(s, "count", &w->all[i].count, WR_UNIT_BARE);
        wr_json_close(&s->j, '}');
    }
    for (size_t i = 0; i < w->n_any; i++) {
        wr_json_open(&s->j, '{');
        wr_json_pair(&s->j, "any of", s->m->resources[w->any[i]].name);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static void route(struct showing *s, const char *key, const struct wr_route *r)
{
    if (r->kind == WR_ROUTE_NONE)
        return;
    if (key != NULL)
        wr_json_key(&s->j, key);
    if (r->kind == WR_ROUTE_TO) {
        wr_json_text(&s->j, wr_tell_target(s->m, &r->to));
        return;
    }
    wr_json_open(&s->j, '[');
    for (size_t i = 0; r->kind == WR_ROUTE_SHARES && i < r->n_branches; i++) {
        wr_json_open(&s->j, '{');
        wr_json_pair(&s->j, "to", wr_tell_target(s->m, &r->branches[i].to));
        if (r->branches[i].rest)
            wr_json_pair(&s->j, "share", "rest");
        else
            value(s, "share", &r->branches[i].share, WR_UNIT_SHARE);
        wr_json_close(&s->j, '}');
    }
    for (size_t i = 0; r->kind != WR_ROUTE_SHARES && i < r->n_cases; i++) {
        wr_json_open(&s->j, '{');
        if (r->kind == WR_ROUTE_BY)
            wr_i_tell_case(s->m, r->by_attribute, &r->cases[i].by, &s->words);
        else
            wr_tell_condition(s->m, &r->cases[i].condition, &s->words);
        say(s, "if");
        route(s, "then", r->cases[i].then);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static void open_list(struct showing *s, const char *key)
{
    wr_json_key(&s->j, key);
    wr_json_open(&s->j, '[');
}

static void open_entry(struct showing *s, const char *name, const char *says)
{
    wr_json_open(&s->j, '{');
    wr_json_pair(&s->j, "name", name);
    if (says != NULL)
        wr_json_pair(&s->j, "says", says);
}

static void run(struct showing *s)
{
    const struct wr_run *r = &s->m->run;

    wr_json_key(&s->j, "clock");
    wr_json_open(&s->j, '{');
    wr_i_tell_date(&s->words, s->m->clock.start, true);
    say(s, "start");
    open_list(s, "holidays");
    for (size_t i = 0; i < s->m->clock.n_holidays; i++) {
        wr_i_tell_date(&s->words, s->m->clock.start - s->m->clock.start_of_day + s->m->clock.holidays[i] * WR_DAY, false);
        wr_json_text(&s->j, wr_buf_string(&s->words));
        wr_buf_clear(&s->words);
    }
    wr_json_close(&s->j, ']');
    wr_json_close(&s->j, '}');
    wr_json_key(&s->j, "run");
    wr_json_open(&s->j, '{');
    wr_json_pair(&s->j, "mode", r->mode == WR_RUN_DRAIN ? "arrivals, then drain" : r->mode == WR_RUN_EACH ? "each run anew" : "period");
    wr_json_pair_number(&s->j, "warm up", r->warm_up);
    wr_json_pair_number(&s->j, "collect", r->collect);
    if (r->mode == WR_RUN_DRAIN)
        wr_json_pair_number(&s->j, "arrivals", r->arrivals);
    if (r->mode == WR_RUN_EACH)
        wr_json_pair_number(&s->j, "from", r->from);
    wr_json_key(&s->j, "replications");
    if (r->replications > 0)
        wr_json_whole(&s->j, (unsigned long long)r->replications);
    else
        wr_json_text(&s->j, "auto");
    wr_json_pair_number(&s->j, "precision", r->precision);
    wr_json_pair_whole(&s->j, "seed", r->seed);
    wr_json_close(&s->j, '}');
}

static void means(struct showing *s)
{
    const struct wr_model *m = s->m;

    open_list(s, "places");
    for (size_t i = 0; i < m->n_places; i++) {
        const struct wr_place *p = &m->places[i];
        open_entry(s, p->name, p->says);
        schedule(s, "spaces", &p->spaces);
        value(s, "turnaround", &p->turnaround, WR_UNIT_TIME);
        with(s, "turnaround with", &p->turnaround_with);
        if (p->has_open) {
            wr_tell_when(&p->open, &s->words);
            say(s, "open");
        }
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
    for (int kind = WR_STAFF; kind <= WR_EQUIPMENT; kind++) {
        open_list(s, kind == WR_STAFF ? "staff" : "equipment");
        for (size_t i = 0; i < m->n_resources; i++) {
            const struct wr_resource *r = &m->resources[i];
            if ((int)r->kind != kind)
                continue;
            open_entry(s, r->name, r->says);
            schedule(s, kind == WR_STAFF ? "on duty" : "how many", &r->on_duty);
            if (kind == WR_STAFF)
                wr_json_pair(&s->j, "at end of shift", r->at_end == WR_SHIFT_FINISH ? "finish" : "hand over");
            if (r->breaks.n_entries > 0)
                schedule(s, "breaks", &r->breaks);
            if (r->filled.value < 1)
                wr_json_pair_number(&s->j, "filled", r->filled.value);
            wr_json_close(&s->j, '}');
        }
        wr_json_close(&s->j, ']');
    }
    open_list(s, "systems");
    for (size_t i = 0; i < m->n_systems; i++) {
        open_entry(s, m->systems[i].name, m->systems[i].says);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
    open_list(s, "information");
    for (size_t i = 0; i < m->n_items; i++) {
        const struct wr_item *k = &m->items[i];
        open_entry(s, k->name, k->says);
        if (k->kept_in >= 0)
            wr_json_pair(&s->j, "kept in", m->systems[k->kept_in].name);
        value(s, "there at once", &k->there_at_once, WR_UNIT_SHARE);
        value(s, "wrong", &k->wrong, WR_UNIT_SHARE);
        if (k->has_chase) {
            wr_json_key(&s->j, "chase");
            wr_json_open(&s->j, '{');
            value(s, "takes", &k->chase_takes, WR_UNIT_TIME);
            with(s, "with", &k->chase_with);
            value(s, "found", &k->chase_found, WR_UNIT_SHARE);
            wr_json_close(&s->j, '}');
        }
        if (k->keeps > 0)
            wr_json_pair_number(&s->j, "keeps", k->keeps);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
    open_list(s, "outcomes");
    for (size_t i = 0; i < m->n_outcomes; i++) {
        open_entry(s, m->outcomes[i].name, m->outcomes[i].says);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static void shape(struct showing *s, const char *key, const double *list, size_t n)
{
    wr_json_key(&s->j, key);
    wr_json_open_line(&s->j, '[');
    for (size_t i = 0; i < n; i++)
        wr_json_number(&s->j, list[i]);
    wr_json_close(&s->j, ']');
}

static void patients(struct showing *s)
{
    const struct wr_model *m = s->m;

    open_list(s, "patients");
    for (size_t i = 0; i < m->n_kinds; i++) {
        const struct wr_kind *k = &m->kinds[i];
        const struct wr_arrive *a = &k->arrive;
        open_entry(s, k->name, k->says);
        if (k->like >= 0)
            wr_json_pair(&s->j, "like", m->kinds[k->like].name);
        wr_json_key(&s->j, "arrive");
        wr_json_open(&s->j, '{');
        if (a->kind == WR_ARRIVE_RATE) {
            number(s, "rate", &a->rate, WR_UNIT_RATE);
            shape(s, "by hour", a->by_hour, 24);
            shape(s, "by weekday", a->by_weekday, 7);
            shape(s, "by month", a->by_month, 12);
        } else if (a->kind == WR_ARRIVE_EVERY) {
            value(s, "one every", &a->every, WR_UNIT_TIME);
        } else if (a->kind == WR_ARRIVE_BOOKED) {
            schedule(s, "booked", &a->booked);
            number(s, "comes", &a->comes, WR_UNIT_SHARE);
        } else if (a->kind == WR_ARRIVE_FILE) {
            wr_json_pair(&s->j, "file", a->file);
            wr_json_pair(&s->j, "column", a->column);
            wr_json_pair_whole(&s->j, "arrivals", a->n_times);
        }
        wr_json_close(&s->j, '}');
        open_list(s, "attributes");
        for (size_t c = 0; c < k->n_attributes; c++) {
            const struct wr_kind_attribute *has = &k->attributes[c];
            const struct wr_attribute *at = &m->attributes[has->attribute];
            open_entry(s, at->name, NULL);
            if (at->kind == WR_ATTRIBUTE_CATEGORY) {
                open_list(s, "shares");
                for (size_t n = 0; n < at->n_categories; n++) {
                    wr_json_open(&s->j, '{');
                    wr_json_pair(&s->j, "category", at->categories[n]);
                    value(s, "share", &has->shares[n], WR_UNIT_SHARE);
                    wr_json_close(&s->j, '}');
                }
                wr_json_close(&s->j, ']');
            } else {
                value(s, at->kind == WR_ATTRIBUTE_CHANCE ? "chance" : "value", &has->value,
                      at->kind == WR_ATTRIBUTE_CHANCE ? WR_UNIT_SHARE : at->unit);
            }
            wr_json_close(&s->j, '}');
        }
        wr_json_close(&s->j, ']');
        value(s, "priority", &k->priority, WR_UNIT_BARE);
        if (k->starts_at >= 0)
            wr_json_pair(&s->j, "starts at", m->steps[k->starts_at].name);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static void steps(struct showing *s)
{
    const struct wr_model *m = s->m;

    open_list(s, "steps");
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct wr_step *k = &m->steps[i];
        open_entry(s, k->name, k->says);
        if (k->has_place) {
            open_list(s, "in");
            for (size_t p = 0; p < k->n_places; p++)
                wr_json_text(&s->j, m->places[k->places[p]].name);
            wr_json_close(&s->j, ']');
        }
        if (k->waits_in >= 0)
            wr_json_pair(&s->j, "waits in", m->places[k->waits_in].name);
        with(s, "with", &k->with);
        value(s, "takes", &k->takes, WR_UNIT_TIME);
        value(s, "priority", &k->priority, WR_UNIT_BARE);
        if (k->n_needs > 0) {
            open_list(s, "needs to know");
            for (size_t n = 0; n < k->n_needs; n++) {
                open_entry(s, m->items[k->needs[n].item].name, NULL);
                wr_json_pair(&s->j, "without",
                             k->needs[n].without == WR_WITHOUT_CHASE  ? "chase"
                             : k->needs[n].without == WR_WITHOUT_WAIT ? "wait"
                                                                      : "go ahead");
                value(s, "times", &k->needs[n].go_ahead_times, WR_UNIT_TIMES);
                wr_json_close(&s->j, '}');
            }
            wr_json_close(&s->j, ']');
        }
        if (k->has_if_full)
            wr_json_pair(&s->j, "if full", wr_tell_target(m, &k->if_full));
        if (k->waiting_at_most.value >= 0)
            wr_json_pair_number(&s->j, "waiting at most", k->waiting_at_most.value);
        route(s, "then", &k->then);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
    open_list(s, "tasks");
    for (size_t i = 0; i < m->n_tasks; i++) {
        open_entry(s, m->tasks[i].name, m->tasks[i].says);
        with(s, "with", &m->tasks[i].with);
        value(s, "takes", &m->tasks[i].takes, WR_UNIT_TIME);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static const char *lens(enum wr_lens l)
{
    static const char *const words[] = {NULL, "safety", "resources", "efficiency", "outcomes"};
    return words[l];
}

static void aims(struct showing *s)
{
    const struct wr_model *m = s->m;

    open_list(s, "measures");
    for (size_t i = 0; i < m->n_measures; i++) {
        open_entry(s, m->measures[i].name, m->measures[i].says);
        wr_json_pair(&s->j, "lens", lens(m->measures[i].lens));
        wr_json_pair(&s->j, "unit", unit_word(m->measures[i].unit));
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
    open_list(s, "harm");
    for (size_t i = 0; i < m->n_harms; i++) {
        const struct wr_harm *h = &m->harms[i];
        open_entry(s, h->name, h->says);
        wr_json_pair(&s->j, "kind", h->association ? "association" : "cause");
        open_list(s, "chance");
        for (size_t b = 0; b < h->n_bands; b++) {
            wr_json_open(&s->j, '{');
            wr_json_pair_number(&s->j, "from", h->bands[b].from);
            number(s, "chance", &h->bands[b].chance, WR_UNIT_SHARE);
            wr_json_close(&s->j, '}');
        }
        wr_json_close(&s->j, ']');
        wr_json_pair_number(&s->j, "known up to", h->known_up_to);
        number(s, "causal share", &h->causal_share, WR_UNIT_SHARE);
        wr_json_pair(&s->j, "source", h->source);
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
    open_list(s, "objectives");
    for (size_t i = 0; i < m->n_objectives; i++) {
        const struct wr_objective *o = &m->objectives[i];
        open_entry(s, o->name, o->says);
        wr_json_pair(&s->j, "owner", o->owner);
        wr_json_pair(&s->j, "measure", o->measure >= 0 ? m->measures[o->measure].name : o->harm >= 0 ? m->harms[o->harm].name : NULL);
        if (o->has_target) {
            wr_json_pair(&s->j, "target", wr_i_tell_compare(o->target));
            number(s, "target value", &o->target_value, o->target_value.unit);
        }
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static void changes(struct showing *s)
{
    const struct wr_model *m = s->m;

    open_list(s, "changes");
    for (size_t i = 0; i < m->n_changes; i++) {
        const struct wr_change *c = &m->changes[i];
        open_entry(s, c->name, c->says);
        wr_json_pair(&s->j, "owner", c->owner);
        wr_json_pair(&s->j, "clinical sponsor", c->clinical_sponsor);
        number(s, "reaches", &c->reaches, WR_UNIT_SHARE);
        open_list(s, "effects");
        for (size_t k = 0; k < c->n_effects; k++) {
            const struct wr_effect *e = &c->effects[k];
            wr_json_open(&s->j, '{');
            wr_json_pair(&s->j, "change", e->path);
            wr_json_pair(&s->j, "how", e->op == WR_OP_SET ? "set" : e->op == WR_OP_TIMES ? "times" : "add");
            if (e->op == WR_OP_SET)
                wr_json_pair(&s->j, "to", e->set_text);
            else
                number(s, "by", &e->by, e->op == WR_OP_TIMES ? WR_UNIT_TIMES : e->by.unit);
            if (e->has_when) {
                wr_tell_when(&e->when, &s->words);
                say(s, "when");
            }
            wr_json_pair(&s->j, "source", e->source);
            wr_json_close(&s->j, '}');
        }
        wr_json_close(&s->j, ']');
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
    open_list(s, "options");
    for (size_t i = 0; i < m->n_options; i++) {
        open_entry(s, m->options[i].name, NULL);
        open_list(s, "changes");
        for (size_t k = 0; k < m->options[i].n_changes; k++)
            wr_json_text(&s->j, m->changes[m->options[i].changes[k]].name);
        wr_json_close(&s->j, ']');
        if (m->options[i].after != NULL) {
            open_list(s, "seconds after the go-live");
            for (size_t k = 0; k < m->options[i].n_changes; k++)
                wr_json_number(&s->j, m->options[i].after[k]);
            wr_json_close(&s->j, ']');
        }
        wr_json_close(&s->j, '}');
    }
    wr_json_close(&s->j, ']');
}

static void written(struct showing *s, const struct wr_node *node)
{
    if (node->kind == WR_NODE_TEXT) {
        wr_json_text(&s->j, node->text);
    } else if (node->kind == WR_NODE_EMPTY) {
        wr_json_null(&s->j);
    } else {
        bool map = node->kind == WR_NODE_MAP;
        wr_json_open(&s->j, map ? '{' : '[');
        for (size_t i = 0; i < node->count; i++) {
            if (map)
                wr_json_key(&s->j, node->items[i]->key);
            written(s, node->items[i]);
        }
        wr_json_close(&s->j, map ? '}' : ']');
    }
}

void wr_model_show_json(const struct wr_source *source, const struct wr_model *model, struct wr_buf *out)
{
    struct showing s = {.m = model};

    wr_json_init(&s.j, out);
    wr_buf_init(&s.words, 1 << 20);
    wr_json_open(&s.j, '{');
    wr_json_pair_whole(&s.j, "wardround", 1);
    wr_json_pair(&s.j, "version", WR_VERSION);
    wr_json_pair(&s.j, "hash", model->hash);
    wr_json_pair(&s.j, "service", model->service);
    wr_json_pair(&s.j, "about", model->about);
    wr_json_pair(&s.j, "leaves out", model->leaves_out);
    wr_json_pair(&s.j, "data", model->data_text);
    run(&s);
    means(&s);
    patients(&s);
    steps(&s);
    aims(&s);
    changes(&s);
    wr_json_key(&s.j, "written");
    if (source->root != NULL)
        written(&s, source->root);
    else
        wr_json_null(&s.j);
    wr_json_close(&s.j, '}');
    wr_buf_free(&s.words);
}
