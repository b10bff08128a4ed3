/* The network as a list that says all that the picture says, and as JSON. */
#include "agree/map.h"

#include <string.h>

#include "base/json.h"
#include "model/tell.h"
#include "trial/say.h"

static const struct {
    const char *word, *title, *question;
} columns[WR_MAP_COLUMNS] = {
    [WR_MAP_DRIVER] = {"driver", "Drivers", "why must we improve?"},
    [WR_MAP_OBJECTIVE] = {"objective", "Objectives", "what must be better?"},
    [WR_MAP_BENEFIT] = {"benefit", "Benefits", "who gains what?"},
    [WR_MAP_BUSINESS_CHANGE] = {"business change", "Changes", "what will care do differently?"},
    [WR_MAP_ENABLING_CHANGE] = {"enabling change", "To be done once", "what must come first?"},
    [WR_MAP_ENABLER] = {"enabler", "Technology", "with what?"},
};

const char *wr_network_column_words(enum wr_network_column column) { return columns[column].word; }
const char *wr_network_column_title(enum wr_network_column column) { return columns[column].title; }
const char *wr_network_column_question(enum wr_network_column column) { return columns[column].question; }

struct telling {
    void (*tell)(void *self, int level, const char *sentence);
    void *self;
    struct wr_buf text;
    int status;
};

static void told(struct telling *t, int level)
{
    if (t->status == 0 && (t->status = wr_buf_status(&t->text)) == 0 && t->text.size > 0)
        t->tell(t->self, level, wr_buf_string(&t->text));
    wr_buf_clear(&t->text);
}

/* A full stop, unless people wrote one themselves. */
static void stop(struct wr_buf *out)
{
    char last = out->size > 0 ? out->data[out->size - 1] : '.';

    if (last != '.' && last != '?' && last != '!')
        wr_buf_char(out, '.');
}

/* How a link is said of the one end and of the other; `kind` is of the end at which technology or work stands. */
static const char *forward_words(enum wr_network_column from, enum wr_network_column to, enum wr_graph_kind kind)
{
    if (from == WR_MAP_DRIVER)
        return "Asks for the objective";
    if (from == WR_MAP_BENEFIT)
        return "Serves the objective";
    if (from == WR_MAP_BUSINESS_CHANGE)
        return "Brings the benefit";
    if (to == WR_MAP_ENABLING_CHANGE)
        return "Must be there for";
    return kind == WR_GRAPH_ITEM    ? "Is brought by the change"
           : kind == WR_GRAPH_ISSUE ? "Stands in the way of the change"
                                    : "Is needed for the change";
}

static const char *back_words(enum wr_network_column from, enum wr_network_column to, enum wr_graph_kind kind)
{
    if (from == WR_MAP_DRIVER)
        return "Answers the driver";
    if (from == WR_MAP_BENEFIT)
        return "Is served by the benefit";
    if (from == WR_MAP_BUSINESS_CHANGE)
        return "Comes from the change";
    if (from == WR_MAP_ENABLING_CHANGE)
        return kind == WR_GRAPH_ISSUE ? "In its way stands" : "First must be done";
    if (to == WR_MAP_ENABLING_CHANGE)
        return "Cannot happen without";
    return kind == WR_GRAPH_ITEM ? "Brings the information" : kind == WR_GRAPH_SYSTEM ? "Needs the system" : "Uses";
}

/* One sentence for all links of an entry to or from things of one kind. */
static void links(struct telling *t, const struct wr_network *map, size_t entry, bool forward)
{
    bool there[WR_GRAPH_KINDS] = {false};

    for (size_t i = 0; i < map->n_links; i++)
        if ((size_t)(forward ? map->links[i].from : map->links[i].to) == entry)
            there[map->graph->nodes[map->entries[forward ? map->links[i].to : map->links[i].from].node].kind] = true;
    for (int kind = 0; kind < WR_GRAPH_KINDS; kind++) {
        size_t n = 0;
        for (size_t i = 0; there[kind] && i < map->n_links; i++) {
            const struct wr_network_link *l = &map->links[i];
            const struct wr_network_entry *here = &map->entries[forward ? l->from : l->to],
                                          *other = &map->entries[forward ? l->to : l->from];
            if (here != &map->entries[entry] || map->graph->nodes[other->node].kind != (enum wr_graph_kind)kind)
                continue;
            if (n++ == 0)
                wr_buf_text(&t->text, forward ? forward_words(here->column, other->column, map->graph->nodes[here->node].kind)
                                              : back_words(other->column, here->column, (enum wr_graph_kind)kind));
            wr_buf_printf(&t->text, "%s %s", n == 1 ? ":" : ";", other->label);
        }
        if (n > 0)
            stop(&t->text);
        told(t, 2);
    }
}

static void entry(struct telling *t, const struct wr_network *map, size_t i)
{
    const struct wr_network_entry *e = &map->entries[i];
    const struct wr_office *office = e->owner != NULL ? wr_agree_office(map->graph->agree, e->owner) : NULL;

    wr_buf_printf(&t->text, "%s (%s)", e->label, e->is);
    if (e->says != NULL && strcmp(e->label, e->name) == 0) {
        wr_buf_printf(&t->text, ": %s", e->says);
        stop(&t->text);
    } else {
        wr_buf_char(&t->text, '.');
    }
    told(t, 1);
    if (e->owner != NULL)
        wr_buf_printf(&t->text, "Owner: %s%s.", e->owner, office != NULL && office->person == NULL ? ", an office that nobody holds" : "");
    else if (e->wants_owner)
        wr_buf_text(&t->text, "Owner: nobody.");
    told(t, 2);
    if (e->state != NULL) {
        wr_say_capital(&t->text, e->state);
        stop(&t->text);
    }
    told(t, 2);
    if (e->column == WR_MAP_BUSINESS_CHANGE) {
        wr_buf_printf(&t->text, e->steps != NULL ? "What becomes different: %s." : "No step of care becomes different.%s",
                      e->steps != NULL ? e->steps : "");
        told(t, 2);
    }
    links(t, map, i, true);
    links(t, map, i, false);
}

int wr_network_say(const struct wr_network *map, bool right_to_left, void (*tell)(void *self, int level, const char *sentence), void *self)
{
    struct telling t = {.tell = tell, .self = self};

    wr_buf_init(&t.text, 0);
    for (int k = 0; k < WR_MAP_COLUMNS; k++) {
        int c = right_to_left ? WR_MAP_COLUMNS - 1 - k : k;
        bool any = false;
        wr_buf_printf(&t.text, "%s: %s", columns[c].title, columns[c].question);
        told(&t, 0);
        for (size_t i = 0; i < map->n_entries; i++)
            if (map->entries[i].column == (enum wr_network_column)c) {
                entry(&t, map, i);
                any = true;
            }
        if (!any) {
            wr_buf_text(&t.text, "None is written down.");
            told(&t, 1);
        }
    }
    wr_buf_free(&t.text);
    return t.status;
}

/* --- costs --- */

static void money(struct wr_buf *out, const struct wr_network_sum *sum)
{
    wr_units_print(out, sum->value, WR_UNIT_MONEY, 3);
    if (!sum->has_range)
        return;
    wr_buf_text(out, " (");
    wr_units_print(out, sum->low, WR_UNIT_MONEY, 3);
    wr_buf_text(out, " to ");
    wr_units_print(out, sum->high, WR_UNIT_MONEY, 3);
    wr_buf_char(out, ')');
}

static void costs_of(struct telling *t, const char *who, const char *each, const struct wr_network_sum *once,
                     const struct wr_network_sum *a_year, size_t without)
{
    if (once->parts + a_year->parts > 0) {
        wr_buf_printf(&t->text, "%s: ", who);
        if (once->parts > 0) {
            money(&t->text, once);
            wr_buf_text(&t->text, " once");
        }
        if (a_year->parts > 0) {
            wr_buf_text(&t->text, once->parts > 0 ? " and " : "");
            money(&t->text, a_year);
            wr_buf_text(&t->text, " a year");
        }
        wr_buf_printf(&t->text, ", %s.%s", each,
                      once->has_range || a_year->has_range ? " The ranges are those if every figure ran low, or every one high." : "");
        told(t, 1);
    }
    if (without > 0) {
        wr_buf_printf(&t->text, "Of %zu of them no cost is written down.", without);
        told(t, 2);
    }
}

int wr_network_say_costs(const struct wr_network *map, void (*tell)(void *self, int level, const char *sentence), void *self)
{
    const struct wr_network_costs *c = &map->costs;
    struct telling t = {.tell = tell, .self = self};

    wr_buf_init(&t.text, 0);
    costs_of(&t, "All changes together", "each change counted once, however many benefits it brings", &c->changes_once, &c->changes_a_year,
             c->changes_without);
    costs_of(&t, "All systems together", "each system counted once, however many changes need it", &c->systems_once, &c->systems_a_year,
             c->systems_without);
    if (c->changes_once.parts > 0 && c->systems_once.parts + c->systems_a_year.parts > 0) {
        wr_buf_text(&t.text,
                    "The two are not added up: what a change costs may hold what its system costs, and some systems are there and paid for "
                    "already. The files do not say which.");
        told(&t, 1);
    }
    wr_buf_free(&t.text);
    return t.status;
}

/* --- JSON --- */

static void json_sum(struct wr_json *j, const char *key, const struct wr_network_sum *s)
{
    wr_json_key(j, key);
    wr_json_open_line(j, '{');
    wr_json_pair_whole(j, "figures", s->parts);
    wr_json_pair_number(j, "value", s->value);
    wr_json_pair_number(j, "low", s->low);
    wr_json_pair_number(j, "high", s->high);
    wr_json_close(j, '}');
}

void wr_network_json(const struct wr_network *map, const struct wr_findings *findings, struct wr_buf *out)
{
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "service", map->graph->agree->model->service);
    wr_json_key(&j, "entries");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < map->n_entries; i++) {
        const struct wr_network_entry *e = &map->entries[i];
        wr_json_open(&j, '{');
        wr_json_pair_whole(&j, "id", i);
        wr_json_pair(&j, "column", wr_network_column_words(e->column));
        wr_json_pair(&j, "is", e->is);
        wr_json_pair(&j, "name", e->name);
        wr_json_pair(&j, "label", e->label);
        wr_json_pair(&j, "says", e->says);
        wr_json_pair(&j, "owner", e->owner);
        wr_json_pair(&j, "state", e->state);
        if (e->column == WR_MAP_BUSINESS_CHANGE)
            wr_json_pair(&j, "steps", e->steps);
        wr_json_pair(&j, "file", e->where.file);
        wr_json_pair_whole(&j, "line", e->where.line > 0 ? (unsigned long long)e->where.line : 0);
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_key(&j, "links");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < map->n_links; i++) {
        wr_json_open_line(&j, '{');
        wr_json_pair_whole(&j, "from", (unsigned long long)map->links[i].from);
        wr_json_pair_whole(&j, "to", (unsigned long long)map->links[i].to);
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_key(&j, "costs");
    wr_json_open(&j, '{');
    json_sum(&j, "changes once", &map->costs.changes_once);
    json_sum(&j, "changes a year", &map->costs.changes_a_year);
    json_sum(&j, "systems once", &map->costs.systems_once);
    json_sum(&j, "systems a year", &map->costs.systems_a_year);
    wr_json_close(&j, '}');
    if (findings != NULL) {
        wr_json_key(&j, "findings");
        wr_findings_json(findings, &j);
    }
    wr_json_close(&j, '}');
}
