/* The register in words and as JSON: only what is there, then what is missing. */
#include <string.h>

#include "agree/benefits.h"
#include "agree/graph.h"
#include "base/date.h"
#include "base/json.h"
#include "model/tell.h"
#include "trial/say.h"

const char *wr_benefit_rung_words(enum wr_rung rung)
{
    static const char *const words[] = {[WR_RUNG_UNSAID] = "no rung yet",
                                        [WR_RUNG_OBSERVABLE] = "observable",
                                        [WR_RUNG_MEASURABLE] = "measurable",
                                        [WR_RUNG_QUANTIFIABLE] = "quantifiable",
                                        [WR_RUNG_FINANCIAL] = "financial"};
    return words[rung];
}

const char *wr_benefit_class_words(enum wr_benefit_class class_)
{
    static const char *const words[] = {[WR_CLASS_UNSAID] = "not said",
                                        [WR_CLASS_CASH_RELEASING] = "cash-releasing",
                                        [WR_CLASS_NON_CASH_RELEASING] = "non-cash-releasing",
                                        [WR_CLASS_QUANTIFIABLE] = "quantifiable, not in money",
                                        [WR_CLASS_QUALITATIVE] = "qualitative"};
    return words[class_];
}

void wr_benefit_figure_say(struct wr_buf *out, const struct wr_figure *figure)
{
    if (!figure->has)
        return;
    if (figure->from_run) {
        wr_buf_text(out, "from a run of the model");
        return;
    }
    wr_tell_number(&figure->value, figure->value.unit, out);
    if (figure->date != WR_NO_DATE) {
        wr_buf_text(out, " on ");
        wr_date_print(out, figure->date);
    }
    if (figure->source != NULL)
        wr_buf_printf(out, "; source: %s", figure->source);
    else
        wr_buf_text(out, "; no source is named");
}

/* The step or task where it arises, or NULL. */
static const char *step_of(const struct wr_model *m, const struct wr_benefit *b)
{
    return b->step >= 0 ? m->steps[b->step].name : b->task >= 0 ? m->tasks[b->task].name : NULL;
}

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
    if (text == NULL)
        return;
    wr_buf_text(&t->text, text);
    told(t, what);
}

static void figure(struct telling *t, const char *what, const struct wr_figure *f)
{
    wr_benefit_figure_say(&t->text, f);
    told(t, what);
}

static void owner(struct telling *t, const struct wr_agree *a, const char *what, const char *name)
{
    const struct wr_office *office = name != NULL ? wr_agree_office(a, name) : NULL;

    if (name == NULL)
        return;
    wr_buf_text(&t->text, name);
    if (office != NULL && office->person != NULL)
        wr_buf_printf(&t->text, ", %s", office->person);
    else if (office != NULL)
        wr_buf_text(&t->text, " (nobody holds this office)");
    if (wr_graph_is_technology(a, name))
        wr_buf_text(&t->text, " (in IT)");
    told(t, what);
}

static void lacks(struct telling *t, const char *what, const char *before, const char *const *list, size_t n)
{
    if (n == 0)
        return;
    wr_buf_text(&t->text, before);
    for (size_t i = 0; i < n; i++)
        wr_buf_printf(&t->text, "%s%s", i == 0 ? "" : "; ", list[i]);
    told(t, what);
}

static void run_of(struct telling *t, const struct wr_benefits *bs, const struct wr_benefit_row *row)
{
    const struct wr_benefit *b = &bs->agree->benefits[row->benefit];

    if (row->run.has) {
        if (row->run.nothing.n > 0) {
            wr_say_interval(&t->text, bs->agree->model, b->measure, row->run.nothing.low, row->run.nothing.high);
            wr_buf_text(&t->text, " in the model, as things are");
            told(t, "Without it");
        }
        pair(t, "Forecast", row->run.says);
        pair(t, "It comes from", row->run.how);
        pair(t, "Beware", row->run.beware);
    } else if (b->forecast.has && b->forecast.from_run && row->run.why_not != NULL) {
        wr_buf_printf(&t->text, "none: %s", row->run.why_not);
        told(t, "Forecast");
    } else if (b->forecast.has && b->forecast.from_run) {
        wr_buf_text(&t->text, "from a run of the model, which has not been made here (--run)");
        told(t, "Forecast");
    } else {
        figure(t, "Forecast", &b->forecast);
    }
}

/* Where it stands on the ladder, and what it asks for. */
static void ladder(struct telling *t, const struct wr_benefit_row *row)
{
    struct wr_buf before;

    if (row->claims == WR_RUNG_UNSAID || row->claims == row->stands || row->n_claims_lacks == 0)
        wr_buf_text(&t->text, wr_benefit_rung_words(row->stands));
    else
        wr_buf_printf(&t->text, "%s; the file says %s", wr_benefit_rung_words(row->stands), wr_benefit_rung_words(row->claims));
    told(t, "Rung");
    wr_buf_init(&before, 0);
    if (row->n_claims_lacks > 0) {
        wr_buf_printf(&before, "to be called %s: ", wr_benefit_rung_words(row->claims));
        lacks(t, "Missing", wr_buf_string(&before), row->claims_lacks, row->n_claims_lacks);
    } else if (row->n_next_lacks > 0) {
        wr_buf_printf(&before, "to be %s: ", wr_benefit_rung_words((enum wr_rung)(row->stands + 1)));
        lacks(t, "For the next rung", wr_buf_string(&before), row->next_lacks, row->n_next_lacks);
    }
    wr_buf_part_free(&t->text, &before);
}

int wr_benefit_say(const struct wr_benefits *bs, size_t index, void (*tell)(void *self, const char *what, const char *text), void *self)
{
    const struct wr_benefit_row *row = &bs->rows[index];
    const struct wr_agree *a = bs->agree;
    const struct wr_model *m = a->model;
    const struct wr_benefit *b = &a->benefits[row->benefit];
    struct telling t = {.tell = tell, .self = self};

    wr_buf_init(&t.text, 0);
    pair(&t, "What", b->says);
    if (b->dis_benefit)
        pair(&t, "Beware", "a dis-benefit: somebody is worse off by it");
    pair(&t, b->dis_benefit ? "Who loses" : "Who gains", b->gains);
    pair(&t, "Change", b->change >= 0 ? m->changes[b->change].name : "none is named: nothing brings it");
    pair(&t, "Step of care", step_of(m, b));
    pair(&t, "Objective",
         b->objective >= 0 ? m->objectives[b->objective].name
         : b->dis_benefit  ? NULL
                           : "none is named: it serves nothing");
    if (b->owner == NULL)
        pair(&t, "Owner", "nobody: name who gains, or speaks for those who gain");
    owner(&t, a, "Owner", b->owner);
    owner(&t, a, "Makes it last", b->change_owner);
    if (row->class_ != WR_CLASS_UNSAID)
        pair(&t, "Class", wr_benefit_class_words(row->class_));
    if (row->class_why != NULL)
        pair(&t, "Class in the file", row->class_why);
    ladder(&t, row);
    pair(&t, "Judged by", b->judges);
    pair(&t, "Judged on", b->criteria);
    pair(&t, "Measure", b->measure >= 0 ? m->measures[b->measure].name : NULL);
    pair(&t, "How it is counted", b->method);
    figure(&t, "How it is now", &b->baseline);
    run_of(&t, bs, row);
    figure(&t, "What one is worth", &b->unit_price);
    pair(&t, "Budget holder", b->budget_holder);
    pair(&t, "How sure", b->confidence);
    figure(&t, "What was seen", &b->realised);
    if (b->review != WR_NO_DATE) {
        wr_date_print(&t.text, b->review);
        told(&t, "Looked at again");
    }
    if (b->change >= 0 && m->changes[b->change].has_costs) {
        const struct wr_change *c = &m->changes[b->change];
        wr_tell_number(&c->costs_once, WR_UNIT_MONEY, &t.text);
        wr_buf_text(&t.text, " once, ");
        wr_tell_number(&c->costs_a_year, WR_UNIT_MONEY, &t.text);
        wr_buf_text(&t.text, " a year, for all that the change brings");
        told(&t, "What its change costs");
    }
    wr_buf_free(&t.text);
    return t.status;
}

/* --- JSON --- */

static void json_number(struct wr_json *j, const char *key, const struct wr_figure *f)
{
    if (!f->has)
        return;
    wr_json_key(j, key);
    wr_json_open_line(j, '{');
    wr_json_pair(j, "from", f->from_run ? "run" : "source");
    if (!f->from_run) {
        struct wr_buf date;
        wr_buf_init(&date, 0);
        wr_json_pair_number(j, "value", f->value.value);
        wr_json_pair_number(j, "low", f->value.low);
        wr_json_pair_number(j, "high", f->value.high);
        if (f->date != WR_NO_DATE)
            wr_date_iso(&date, f->date);
        wr_json_pair(j, "date", f->date != WR_NO_DATE ? wr_buf_string(&date) : NULL);
        wr_json_pair(j, "source", f->source);
        wr_buf_part_free(j->out, &date);
    }
    wr_json_close(j, '}');
}

static void json_texts(struct wr_json *j, const char *key, const char *const *list, size_t n)
{
    wr_json_key(j, key);
    wr_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        wr_json_text(j, list[i]);
    wr_json_close(j, ']');
}

static void json_run(struct wr_json *j, const struct wr_benefits *bs, const struct wr_benefit_row *row)
{
    if (!row->run.has && row->run.why_not == NULL)
        return;
    wr_json_key(j, "run");
    wr_json_open(j, '{');
    wr_json_pair(j, "why not", row->run.why_not);
    if (row->run.has) {
        wr_json_pair(j, "option", bs->agree->model->options[row->run.option].name);
        wr_json_pair_bool(j, "this change alone", row->run.alone);
        wr_json_pair_number(j, "difference", row->run.difference.mean);
        wr_json_pair_number(j, "low", row->run.difference.low);
        wr_json_pair_number(j, "high", row->run.difference.high);
        wr_json_pair_number(j, "nothing done", row->run.nothing.mean);
        wr_json_pair_whole(j, "replications", row->run.difference.n);
        wr_json_pair(j, "says", row->run.says);
        wr_json_pair(j, "how", row->run.how);
        wr_json_pair(j, "beware", row->run.beware);
    }
    wr_json_close(j, '}');
}

void wr_benefits_json(const struct wr_benefits *bs, struct wr_buf *out)
{
    const struct wr_model *m = bs->agree->model;
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "service", m->service);
    wr_json_key(&j, "benefits");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < bs->n; i++) {
        const struct wr_benefit_row *row = &bs->rows[i];
        const struct wr_benefit *b = &bs->agree->benefits[row->benefit];
        wr_json_open(&j, '{');
        wr_json_pair(&j, "name", b->name);
        wr_json_pair(&j, "says", b->says);
        wr_json_pair(&j, "for", b->gains);
        wr_json_pair_bool(&j, "dis-benefit", b->dis_benefit);
        wr_json_pair(&j, "change", b->change >= 0 ? m->changes[b->change].name : NULL);
        wr_json_pair(&j, "step", step_of(m, b));
        wr_json_pair(&j, "objective", b->objective >= 0 ? m->objectives[b->objective].name : NULL);
        wr_json_pair(&j, "measure", b->measure >= 0 ? m->measures[b->measure].name : NULL);
        wr_json_pair(&j, "owner", b->owner);
        wr_json_pair(&j, "change owner", b->change_owner);
        wr_json_pair(&j, "class", wr_benefit_class_words(row->class_));
        wr_json_pair(&j, "class in the file", wr_benefit_class_words(b->class_));
        wr_json_pair(&j, "rung", wr_benefit_rung_words(row->stands));
        wr_json_pair(&j, "rung in the file", wr_benefit_rung_words(row->claims));
        json_texts(&j, "missing for the rung in the file", row->claims_lacks, row->n_claims_lacks);
        json_texts(&j, "missing for the next rung", row->next_lacks, row->n_next_lacks);
        json_number(&j, "baseline", &b->baseline);
        json_number(&j, "forecast", &b->forecast);
        json_number(&j, "unit price", &b->unit_price);
        json_number(&j, "realised", &b->realised);
        json_run(&j, bs, row);
        wr_json_pair(&j, "file", b->where.file);
        wr_json_pair_whole(&j, "line", b->where.line > 0 ? (unsigned long long)b->where.line : 0);
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
}
