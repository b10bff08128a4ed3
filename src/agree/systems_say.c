/* A system in words and as JSON. */
#include "agree/systems.h"

#include "base/date.h"
#include "base/json.h"
#include "model/tell.h"

struct telling {
    void (*tell)(void *self, const char *what, const char *text);
    void *self;
    struct wr_buf text;
    int status;
};

static void told(struct telling *t, const char *what)
{
    if (t->status == 0 && (t->status = wr_buf_status(&t->text)) == 0 && t->text.size > 0)
        t->tell(t->self, what, wr_buf_string(&t->text));
    wr_buf_clear(&t->text);
}

static void pair(struct telling *t, const char *what, const char *text)
{
    if (text != NULL)
        wr_buf_text(&t->text, text);
    told(t, what);
}

static void names(struct telling *t, const char *what, const struct wr_graph *g, int node, enum wr_graph_link_kind kind, bool below)
{
    int other;

    for (size_t i = 0; (other = below ? wr_graph_below(g, node, kind, i) : wr_graph_above(g, node, kind, i)) >= 0; i++)
        wr_buf_printf(&t->text, "%s%s", i == 0 ? "" : ", ", g->nodes[other].name);
    told(t, what);
}

static void costs(struct telling *t, const struct wr_system_entry *s)
{
    if (s->has_once) {
        wr_tell_number(&s->costs_once, WR_UNIT_MONEY, &t->text);
        wr_buf_text(&t->text, " once");
    }
    if (s->has_a_year) {
        wr_buf_text(&t->text, s->has_once ? ", " : "");
        wr_tell_number(&s->costs_a_year, WR_UNIT_MONEY, &t->text);
        wr_buf_text(&t->text, " a year");
    }
    told(t, "Costs");
}

/* What the service file says of days on which it is down. */
static void down(struct telling *t, const struct wr_model *m, int system)
{
    const struct wr_system *s = &m->systems[system];

    for (size_t i = 0; i < s->n_down; i++) {
        const struct wr_down *d = &s->down[i];
        if (d->has_random) {
            wr_buf_text(&t->text, "in the model: once every ");
            wr_tell_value(m, &d->one_every, WR_UNIT_TIME, &t->text);
            wr_buf_text(&t->text, ", for ");
            wr_tell_value(m, &d->lasts, WR_UNIT_TIME, &t->text);
        } else if (d->has_when) {
            wr_buf_text(&t->text, "in the model: ");
            wr_tell_when(&d->when, &t->text);
        } else {
            wr_buf_text(&t->text, "in the model: once, on a date");
        }
        told(t, "Downtime");
    }
}

static void entry(struct telling *t, const struct wr_agree *a, const struct wr_system_entry *s)
{
    const struct wr_office *office = s->owner != NULL ? wr_agree_office(a, s->owner) : NULL;

    if (s->owner != NULL) {
        wr_buf_text(&t->text, s->owner);
        if (office != NULL && office->person != NULL)
            wr_buf_printf(&t->text, ", %s", office->person);
        else if (office != NULL)
            wr_buf_text(&t->text, " (nobody holds this office)");
    }
    told(t, "Owner");
    pair(t, "Supplier", s->supplier);
    if (s->contract != NULL)
        wr_buf_text(&t->text, s->contract);
    if (s->contract_ends != WR_NO_DATE) {
        wr_buf_text(&t->text, s->contract != NULL ? "; ends on " : "ends on ");
        wr_date_print(&t->text, s->contract_ends);
    }
    told(t, "Contract");
    costs(t, s);
    if (s->ready != WR_NO_DATE) {
        wr_buf_text(&t->text, "from ");
        wr_date_print(&t->text, s->ready);
    }
    told(t, "Ready");
    pair(t, "Support", s->support);
    pair(t, "Downtime", s->downtime);
    pair(t, "When it is down", s->on_paper);
}

void wr_system_fall_say(struct wr_buf *out, const struct wr_systems *systems, const struct wr_system_fall *fall)
{
    wr_graph_link_say(out, systems->graph, &systems->graph->links[fall->link], true, false);
}

int wr_systems_say(const struct wr_systems *systems, size_t index, void (*tell)(void *self, const char *what, const char *text), void *self)
{
    const struct wr_system_row *row = &systems->rows[index];
    const struct wr_graph *g = systems->graph;
    struct telling t = {.tell = tell, .self = self};

    wr_buf_init(&t.text, 0);
    pair(&t, "What", g->nodes[row->node].says);
    if (row->in_full)
        entry(&t, g->agree, &g->agree->systems[row->entry]);
    else
        pair(&t, "Beware", "only the service file knows it: owner, contract, costs and downtime are not written down (systems/)");
    if (row->model >= 0)
        down(&t, g->agree->model, row->model);
    names(&t, "Hangs on", g, row->node, WR_LINK_HANGS_ON, true);
    names(&t, "Keeps", g, row->node, WR_LINK_KEPT_IN, false);
    names(&t, "Needed by", g, row->node, WR_LINK_NEEDS_SYSTEM, false);
    if (row->n_falls == 0)
        pair(&t, "If it is late or down", "nothing that is written down hangs on it");
    for (size_t i = 0; i < row->n_falls; i++) {
        wr_system_fall_say(&t.text, systems, &row->falls[i]);
        told(&t, "If it is late or down");
    }
    for (size_t i = 0; i < row->n_warnings; i++)
        pair(&t, "Beware", row->warnings[i]);
    wr_buf_free(&t.text);
    return t.status;
}

static void json_entry(struct wr_json *j, const struct wr_system_entry *s)
{
    wr_json_pair(j, "owner", s->owner);
    wr_json_pair(j, "supplier", s->supplier);
    wr_json_pair(j, "contract", s->contract);
    wr_json_pair_date(j, "contract ends", s->contract_ends);
    wr_json_pair_date(j, "ready", s->ready);
    if (s->has_once)
        wr_json_pair_number(j, "costs once", s->costs_once.value);
    if (s->has_a_year)
        wr_json_pair_number(j, "costs a year", s->costs_a_year.value);
    wr_json_pair(j, "support", s->support);
    wr_json_pair(j, "downtime", s->downtime);
    wr_json_pair(j, "on paper", s->on_paper);
}

void wr_systems_json(const struct wr_systems *systems, int only, struct wr_buf *out)
{
    const struct wr_graph *g = systems->graph;
    struct wr_buf because;
    struct wr_json j;

    wr_buf_init(&because, 0);
    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "service", g->agree->model->service);
    wr_json_key(&j, "systems");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < systems->n; i++) {
        const struct wr_system_row *row = &systems->rows[i];
        int other;
        if (only >= 0 && only != (int)i)
            continue;
        wr_json_open(&j, '{');
        wr_json_pair(&j, "name", g->nodes[row->node].name);
        wr_json_pair(&j, "says", g->nodes[row->node].says);
        if (row->in_full)
            json_entry(&j, &g->agree->systems[row->entry]);
        wr_json_key(&j, "hangs on");
        wr_json_open(&j, '[');
        for (size_t k = 0; (other = wr_graph_below(g, row->node, WR_LINK_HANGS_ON, k)) >= 0; k++)
            wr_json_text(&j, g->nodes[other].name);
        wr_json_close(&j, ']');
        wr_json_key(&j, "falls");
        wr_json_open(&j, '[');
        for (size_t k = 0; k < row->n_falls; k++) {
            wr_json_open_line(&j, '{');
            wr_json_pair(&j, "kind", wr_graph_kind_words(g->nodes[row->falls[k].node].kind));
            wr_json_pair(&j, "name", g->nodes[row->falls[k].node].name);
            wr_buf_clear(&because);
            wr_system_fall_say(&because, systems, &row->falls[k]);
            wr_json_pair(&j, "because", wr_buf_string(&because));
            wr_json_close(&j, '}');
        }
        wr_json_close(&j, ']');
        wr_json_key(&j, "beware");
        wr_json_open(&j, '[');
        for (size_t k = 0; k < row->n_warnings; k++)
            wr_json_text(&j, row->warnings[k]);
        wr_json_close(&j, ']');
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
    wr_buf_part_free(out, &because);
}
