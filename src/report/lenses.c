/* A change through three lenses: care, strategy, technology. The same facts in the same rows, each said as the three would say it: a ward sister, a chief
 * executive and a chief information officer read one row across and talk about one thing. */
#include "report/people_internal.h"

#include <string.h>

#include "agree/hazards.h"
#include "base/num.h"
#include "base/text.h"

#define SAME_LINE 12 /* entries that a cell names; the rest is counted */

/* Parts of a cell, joined as sentences. */
struct cell {
    struct wr_i_page *p;
    struct wr_buf text;
    size_t parts, left_out;
};

static void cell_init(struct cell *c, struct wr_i_page *p)
{
    memset(c, 0, sizeof *c);
    c->p = p;
    wr_buf_init(&c->text, 0);
}

static void cell_add(struct cell *c, const char *sentence)
{
    if (wr_text_is_blank(sentence))
        return;
    if (c->parts >= SAME_LINE) {
        c->left_out++;
        return;
    }
    wr_buf_printf(&c->text, "%s%s", c->parts++ > 0 ? " " : "", wr_i_page_sentence(c->p, wr_i_page_capital(c->p, sentence)));
}

static void cell_end(struct cell *c, const char *otherwise)
{
    if (c->left_out > 0)
        wr_buf_printf(&c->text, " And %zu more.", c->left_out);
    if (c->parts == 0)
        wr_buf_text(&c->text, otherwise);
    wr_i_page_cell(c->p, wr_i_page_keep(c->p, &c->text));
}

/* The names at the other end of a change's links of one kind, joined: "triage, decide". NULL: none. */
static const char *linked(struct wr_i_page *p, int change, enum wr_graph_link_kind kind, enum wr_graph_kind of, bool all)
{
    const struct wr_graph *g = &p->people->graph;
    struct wr_buf buf;
    int node = wr_graph_node(g, WR_GRAPH_CHANGE, change, -1), other;
    size_t i, n = 0;

    if (node < 0)
        return NULL;
    wr_buf_init(&buf, 0);
    for (i = 0; (other = wr_graph_below(g, node, kind, i)) >= 0; i++)
        if (all || g->nodes[other].kind == of)
            wr_buf_printf(&buf, "%s%s", n++ > 0 ? ", " : "", g->nodes[other].name);
    if (n == 0) {
        wr_buf_free(&buf);
        return NULL;
    }
    return wr_i_page_keep(p, &buf);
}

static const char *with_names(struct wr_i_page *p, const char *format_before, const char *names)
{
    return names != NULL ? wr_i_page_text(p, "%s %s", format_before, names) : NULL;
}

static void what_changes(struct wr_i_page *p, int change)
{
    const struct wr_change *c = &p->m->changes[change];
    const struct wr_agree *a = p->people->agree;
    struct cell cell;
    size_t i;
    int capability;

    wr_i_page_row(p, "What changes");
    cell_init(&cell, p);
    cell_add(&cell, c->says);
    cell_add(&cell, with_names(p, "Steps of care:", linked(p, change, WR_LINK_CHANGES, WR_GRAPH_STEP, false)));
    cell_add(&cell, with_names(p, "Staff:", linked(p, change, WR_LINK_CHANGES, WR_GRAPH_RESOURCE, false)));
    cell_end(&cell, "Nobody has said what would change at the bedside.");
    cell_init(&cell, p);
    for (i = 0; i < a->n_benefits; i++)
        if (a->benefits[i].change == change && a->benefits[i].objective >= 0)
            cell_add(&cell, wr_i_page_text(p, "%s: %s", p->m->objectives[a->benefits[i].objective].name, a->benefits[i].name));
    cell_end(&cell, "It serves no objective that is written down.");
    cell_init(&cell, p);
    for (i = 0; (capability = wr_agree_change_capability(a, change, i)) >= 0; i++)
        cell_add(&cell, a->catalogue.list[capability].name);
    cell_add(&cell, with_names(p, "It brings:", linked(p, change, WR_LINK_BRINGS, WR_GRAPH_ITEM, false)));
    cell_end(&cell, "No technology.");
    wr_i_page_row_end(p);
}

static void who_asked(struct wr_i_page *p, int change)
{
    const struct wr_change *c = &p->m->changes[change];
    const struct wr_agree *a = p->people->agree;
    struct cell cell;
    size_t i, k;
    int n;

    wr_i_page_row(p, "Who asked, and why");
    cell_init(&cell, p);
    for (i = 0; i < c->n_need; i++)
        if ((n = wr_needs_find(&a->stated, c->need[i])) >= 0)
            cell_add(&cell, wr_i_page_text(p, "%s: \xE2\x80\x9C%s\xE2\x80\x9D",
                                           a->stated.list[n].role != NULL ? a->stated.list[n].role : "Somebody", a->stated.list[n].says));
    cell_end(&cell, "No need is recorded: nobody has asked for it.");
    cell_init(&cell, p);
    for (i = 0; i < a->n_drivers; i++)
        for (k = 0; k < a->drivers[i].n_objectives; k++) {
            size_t b;
            for (b = 0; b < a->n_benefits; b++)
                if (a->benefits[b].change == change && a->benefits[b].objective == a->drivers[i].objectives[k])
                    break;
            if (b < a->n_benefits) {
                cell_add(&cell, a->drivers[i].says != NULL ? a->drivers[i].says : a->drivers[i].name);
                break;
            }
        }
    cell_end(&cell, "No driver is written down.");
    cell_init(&cell, p);
    for (i = 0; i < c->n_need; i++) {
        n = wr_needs_find(&a->stated, c->need[i]);
        if (n >= 0 && a->stated.list[n].missing != NULL)
            cell_add(&cell, wr_i_page_text(p, "What was missing: %s (%s)", a->stated.list[n].missing, a->stated.list[n].name));
    }
    cell_end(&cell, "No piece of information was missing.");
    wr_i_page_row_end(p);
}

static void evidence(struct wr_i_page *p, struct cell *cell, const struct wr_capability *capability)
{
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < capability->n_evidence; i++) {
            const struct wr_evidence *e = &capability->evidence[i];
            if (e->against != (side == 1) || e->status == WR_EVIDENCE_FROM_MEMORY)
                continue;
            cell_add(cell, wr_i_page_text(p, "%s: %s (%s)", side == 1 ? "Against" : "For", e->finding,
                                          e->source != NULL ? e->source : "no source"));
            break;
        }
}

static void what_it_is_worth(struct wr_i_page *p, int change)
{
    const struct wr_change *c = &p->m->changes[change];
    const struct wr_agree *a = p->people->agree;
    struct cell cell;
    size_t i, v;
    int capability;

    wr_i_page_row(p, "What it is worth, and how sure");
    cell_init(&cell, p);
    for (i = 0; i < a->n_benefits; i++)
        if (a->benefits[i].change == change && a->benefits[i].says != NULL)
            cell_add(&cell, wr_i_page_text(p, "%s%s", a->benefits[i].dis_benefit ? "Worse: " : "", a->benefits[i].says));
    for (v = 0; v < p->t->n_variants; v++)
        if (p->t->variants[v].option >= 0 && p->m->options[p->t->variants[v].option].n_changes == 1 &&
            p->m->options[p->t->variants[v].option].changes[0] == change && wr_i_page_invented(p, v) != NULL)
            cell_add(&cell, wr_i_page_invented(p, v));
    cell_end(&cell, "No benefit is written down.");
    cell_init(&cell, p);
    for (i = 0; i < a->n_benefits; i++) {
        const struct wr_benefit_row *row = &p->people->benefits.rows[i];
        if (a->benefits[i].change != change)
            continue;
        if (row->run.has)
            cell_add(&cell, wr_i_page_text(p, "%s: %s", a->benefits[i].name, row->run.says));
        else
            cell_add(&cell, wr_i_page_text(p, "%s: %s, no figure is claimed", a->benefits[i].name, wr_benefit_rung_words(row->stands)));
    }
    if (c->has_costs)
        cell_add(&cell, wr_i_page_text(p, "It costs %s once and %s a year", wr_i_page_number(p, &c->costs_once),
                                       wr_i_page_number(p, &c->costs_a_year)));
    cell_end(&cell, "No worth and no cost is written down.");
    cell_init(&cell, p);
    for (i = 0; (capability = wr_agree_change_capability(a, change, i)) >= 0; i++)
        evidence(p, &cell, &a->catalogue.list[capability]);
    cell_end(&cell, "No published evidence is named.");
    wr_i_page_row_end(p);
}

static void what_could_go_wrong(struct wr_i_page *p, int change)
{
    const struct wr_agree *a = p->people->agree;
    const struct wr_graph *g = &p->people->graph;
    struct wr_hazard_rating rating;
    struct cell cell;
    size_t i;
    int node, system;

    wr_i_page_row(p, "What could go wrong");
    cell_init(&cell, p);
    for (i = 0; i < a->n_hazards; i++)
        if (a->hazards[i].change == change && a->hazards[i].status != WR_HAZARD_CLOSED) {
            wr_hazard_rate_now(a, &a->hazards[i], p->arena, &rating);
            cell_add(&cell, rating.counts ? wr_i_page_text(p, "%s (%s): risk %d of 5", a->hazards[i].says, a->hazards[i].name, rating.risk)
                                          : wr_i_page_text(p, "%s (%s): not scored", a->hazards[i].says, a->hazards[i].name));
        }
    cell_end(&cell, "No hazard is open in the log.");
    cell_init(&cell, p);
    for (i = 0; i < a->n_risks; i++)
        if (a->risks[i].change == change)
            cell_add(&cell, wr_i_page_text(p, "%s (the trust's own register: %s)", a->risks[i].says, wr_trust_risk_band(a, &a->risks[i])));
    cell_end(&cell, "Nothing in the trust's own register.");
    cell_init(&cell, p);
    node = wr_graph_node(g, WR_GRAPH_CHANGE, change, -1);
    for (i = 0; node >= 0 && (system = wr_graph_below(g, node, WR_LINK_NEEDS_SYSTEM, i)) >= 0; i++) {
        int row = wr_systems_find(&p->people->systems, g->nodes[system].name), entry = row >= 0 ? p->people->systems.rows[row].entry : -1;
        if (entry >= 0 && a->systems[entry].downtime != NULL)
            cell_add(&cell, wr_i_page_text(p, "%s is down: %s", a->systems[entry].name, a->systems[entry].downtime));
        if (entry >= 0 && a->systems[entry].contract_ends != WR_NO_DATE)
            cell_add(&cell, wr_i_page_text(p, "%s: the contract ends on %s", a->systems[entry].name,
                                           wr_i_page_date(p, a->systems[entry].contract_ends)));
    }
    cell_end(&cell, "No system is named that could be late or down.");
    wr_i_page_row_end(p);
}

static void what_it_needs(struct wr_i_page *p, int change)
{
    const struct wr_change *c = &p->m->changes[change];
    const struct wr_agree *a = p->people->agree;
    struct cell cell;
    size_t i;

    wr_i_page_row(p, "What it needs first");
    cell_init(&cell, p);
    for (i = 0; i < a->plan.n_tasks; i++)
        if (a->plan.tasks[i].change == change && !a->plan.tasks[i].go_live && wr_text_equal(a->plan.tasks[i].list, "training"))
            cell_add(&cell, wr_i_page_text(p, "%s%s%s", a->plan.tasks[i].name, a->plan.tasks[i].due != WR_NO_DATE ? ", by " : "",
                                           a->plan.tasks[i].due != WR_NO_DATE ? wr_i_page_date(p, a->plan.tasks[i].due) : ""));
    cell_end(&cell, "No training is planned.");
    cell_init(&cell, p);
    for (i = 0; i < c->n_needs_first; i++)
        cell_add(&cell, wr_i_page_text(p, "First: %s", c->needs_first[i]));
    for (i = 0; i < a->plan.n_tasks; i++)
        if (a->plan.tasks[i].change == change && !a->plan.tasks[i].go_live && !wr_text_equal(a->plan.tasks[i].list, "training"))
            cell_add(&cell, wr_i_page_text(p, "%s (%s)", a->plan.tasks[i].name,
                                           a->plan.tasks[i].owner != NULL ? a->plan.tasks[i].owner : "nobody owns it"));
    cell_end(&cell, "Nothing else is planned.");
    cell_init(&cell, p);
    cell_add(&cell, linked(p, change, WR_LINK_NEEDS_SYSTEM, WR_GRAPH_SYSTEM, true));
    cell_end(&cell, "No system.");
    wr_i_page_row_end(p);
}

static void who_answers(struct wr_i_page *p, int change)
{
    const struct wr_change *c = &p->m->changes[change];
    const struct wr_agree *a = p->people->agree;
    const struct wr_graph *g = &p->people->graph;
    struct cell cell;
    size_t i;
    int node, system;

    wr_i_page_row(p, "Who answers for it");
    cell_init(&cell, p);
    cell_add(&cell,
             c->clinical_sponsor != NULL ? wr_i_page_text(p, "Clinical sponsor: %s", wr_i_page_person(p, c->clinical_sponsor)) : NULL);
    cell_end(&cell, "No clinical sponsor is named.");
    cell_init(&cell, p);
    cell_add(&cell, c->owner != NULL ? wr_i_page_text(p, "Owner: %s", wr_i_page_person(p, c->owner)) : NULL);
    for (i = 0; i < a->n_benefits; i++)
        if (a->benefits[i].change == change)
            cell_add(&cell,
                     wr_i_page_text(p, "%s: %s", a->benefits[i].name, a->benefits[i].owner != NULL ? a->benefits[i].owner : "nobody yet"));
    cell_end(&cell, "No owner is named.");
    cell_init(&cell, p);
    node = wr_graph_node(g, WR_GRAPH_CHANGE, change, -1);
    for (i = 0; node >= 0 && (system = wr_graph_below(g, node, WR_LINK_NEEDS_SYSTEM, i)) >= 0; i++)
        cell_add(&cell, wr_i_page_text(p, "%s: %s", g->nodes[system].name,
                                       g->nodes[system].owner != NULL ? g->nodes[system].owner : "nobody yet"));
    cell_end(&cell, "No system.");
    wr_i_page_row_end(p);
}

void wr_i_page_lenses(struct wr_i_page *p, int change)
{
    static const char *const columns[] = {"Fact", "Care", "Strategy", "Technology"};
    const struct wr_gate *gate = &p->people->gates[change];
    const struct wr_schedule_end *end =
        p->people->has_schedule ? wr_schedule_end_find(&p->people->schedule, WR_SCHEDULE_CHANGE, change) : NULL;
    struct wr_buf when;

    wr_html_open(p->h, "div", "class", "lenses", NULL);
    wr_i_page_table(p, "The same facts through three lenses", columns, 4, true);
    what_changes(p, change);
    who_asked(p, change);
    what_it_is_worth(p, change);
    what_could_go_wrong(p, change);
    what_it_needs(p, change);
    who_answers(p, change);
    wr_i_page_table_end(p);
    wr_html_close(p->h, "div");
    wr_html_open(p->h, "p", NULL);
    wr_html_element(p->h, "strong", gate->verdict, NULL);
    wr_html_text(p->h, ". ");
    if (end != NULL) {
        wr_buf_init(&when, 0);
        wr_schedule_say_end(&when, end);
        wr_html_text(p->h, wr_i_page_plain(p, wr_i_page_keep(p, &when)));
    }
    wr_html_close(p->h, "p");
}
