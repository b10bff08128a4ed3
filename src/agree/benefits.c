/* The evidence ladder: on which rung a benefit stands by what is written, and what the next one asks for. */
#include "agree/benefits.h"

#include <string.h>

#include "agree/benefits_internal.h"
#include "agree/graph.h"

/* What may be lacking, in the order in which it is said. */
enum lack {
    LACK_CRITERIA,
    LACK_JUDGES,
    LACK_MEASURE,
    LACK_BASELINE,
    LACK_BASELINE_DATE,
    LACK_BASELINE_SOURCE,
    LACK_BASELINE_SEEN,
    LACK_FORECAST,
    LACK_FORECAST_SOURCE,
    LACK_FORECAST_INTERVAL,
    LACK_FORECAST_MEASURE,
    LACK_FORECAST_OPTION,
    LACK_PRICE,
    LACK_PRICE_SOURCE,
    LACKS
};
static const char *const lack_words[LACKS] = {
    [LACK_CRITERIA] = "what it will be judged by (criteria:)",
    [LACK_JUDGES] = "who will judge it (judges:)",
    [LACK_MEASURE] = "a measure (measure: of the service file, or method: how it is counted)",
    [LACK_BASELINE] = "a baseline: how it is now (baseline:)",
    [LACK_BASELINE_DATE] = "the date of the baseline",
    [LACK_BASELINE_SOURCE] = "the source of the baseline",
    [LACK_BASELINE_SEEN] = "a baseline that was counted in life (this one comes from the model)",
    [LACK_FORECAST] = "a forecast (forecast: {from: run}, or a value with its interval and source)",
    [LACK_FORECAST_SOURCE] = "the source of the forecast",
    [LACK_FORECAST_INTERVAL] = "the interval of the forecast: 4% (2% to 6%)",
    [LACK_FORECAST_MEASURE] = "the measure of the service file that a run is to forecast (measure:)",
    [LACK_FORECAST_OPTION] = "an option of the service file that holds its change, so that a run can forecast it",
    [LACK_PRICE] = "a unit price (unit price:)",
    [LACK_PRICE_SOURCE] = "the source of the unit price",
};

static bool has_interval(const struct wr_number *n) { return n->low == n->low && n->high == n->high && n->high > n->low; }

int wr_i_benefit_option(const struct wr_model *m, int change, bool *alone)
{
    int found = -1;
    size_t least = 0;

    *alone = false;
    for (size_t o = 0; change >= 0 && o < m->n_options; o++)
        for (size_t c = 0; c < m->options[o].n_changes; c++)
            if (m->options[o].changes[c] == change && (found < 0 || m->options[o].n_changes < least)) {
                found = (int)o;
                least = m->options[o].n_changes;
            }
    *alone = found >= 0 && least == 1;
    return found;
}

/* What rung `rung` itself asks for and is not there: bits 1 << enum lack. */
static unsigned lacks_of(const struct wr_agree *a, const struct wr_benefit *b, enum wr_rung rung)
{
    unsigned lacks = 0;
    bool alone;

#define LACK(condition, which)                                                                                                             \
    if (condition)                                                                                                                         \
    lacks |= 1u << (which)
    if (rung == WR_RUNG_OBSERVABLE) {
        LACK(b->criteria == NULL, LACK_CRITERIA);
        LACK(b->judges == NULL, LACK_JUDGES);
    } else if (rung == WR_RUNG_MEASURABLE) {
        LACK(b->measure < 0 && b->method == NULL, LACK_MEASURE);
        LACK(!b->baseline.has, LACK_BASELINE);
        LACK(b->baseline.has && b->baseline.from_run, LACK_BASELINE_SEEN);
        LACK(b->baseline.has && !b->baseline.from_run && b->baseline.date == WR_NO_DATE, LACK_BASELINE_DATE);
        LACK(b->baseline.has && !b->baseline.from_run && b->baseline.source == NULL, LACK_BASELINE_SOURCE);
    } else if (rung == WR_RUNG_QUANTIFIABLE) {
        const struct wr_figure *f = &b->forecast;
        LACK(!f->has, LACK_FORECAST);
        LACK(f->has && f->from_run && b->measure < 0, LACK_FORECAST_MEASURE);
        LACK(f->has && f->from_run && wr_i_benefit_option(a->model, b->change, &alone) < 0, LACK_FORECAST_OPTION);
        LACK(f->has && !f->from_run && f->source == NULL, LACK_FORECAST_SOURCE);
        LACK(f->has && !f->from_run && !has_interval(&f->value), LACK_FORECAST_INTERVAL);
    } else if (rung == WR_RUNG_FINANCIAL) {
        LACK(!b->unit_price.has, LACK_PRICE);
        LACK(b->unit_price.has && b->unit_price.source == NULL, LACK_PRICE_SOURCE);
    }
#undef LACK
    return lacks;
}

/* All that standing on a rung asks for. From `measurable` on a measure judges: criteria and judges are asked of `observable` only. */
static unsigned lacks_up_to(const struct wr_agree *a, const struct wr_benefit *b, enum wr_rung rung)
{
    unsigned lacks = 0;

    if (rung <= WR_RUNG_OBSERVABLE)
        return lacks_of(a, b, rung);
    for (int r = WR_RUNG_MEASURABLE; r <= (int)rung; r++)
        lacks |= lacks_of(a, b, (enum wr_rung)r);
    return lacks;
}

int wr_i_benefit_lacks(struct wr_arena *arena, const struct wr_agree *agree, const struct wr_benefit *b, enum wr_rung rung,
                       const char ***texts, size_t *n)
{
    unsigned lacks = rung == WR_RUNG_UNSAID ? 0 : lacks_up_to(agree, b, rung);

    *texts = wr_arena_alloc(arena, LACKS, sizeof **texts);
    *n = 0;
    if (*texts == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < LACKS; i++)
        if ((lacks & (1u << i)) != 0)
            (*texts)[(*n)++] = lack_words[i];
    return 0;
}

/* Money that nobody takes out of a budget is not released: `cash-releasing` holds only when a budget holder is named. */
static void class_of(const struct wr_benefit *b, struct wr_benefit_row *row)
{
    row->class_ = b->class_;
    if (b->class_ == WR_CLASS_CASH_RELEASING && b->budget_holder == NULL) {
        row->class_ = WR_CLASS_NON_CASH_RELEASING;
        row->class_why = "it is called cash-releasing, and no budget holder is named who will sign that a budget falls: until then it is "
                         "non-cash-releasing (budget holder:)";
    }
}

enum wr_rung wr_benefit_stands(const struct wr_agree *agree, const struct wr_benefit *benefit)
{
    enum wr_rung stands = WR_RUNG_UNSAID;

    for (int r = WR_RUNG_OBSERVABLE; r <= WR_RUNG_FINANCIAL; r++)
        if (lacks_up_to(agree, benefit, (enum wr_rung)r) == 0)
            stands = (enum wr_rung)r;
    return stands;
}

int wr_benefits_make(const struct wr_agree *agree, struct wr_benefits *out)
{
    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    out->agree = agree;
    out->rows = wr_arena_alloc(&out->arena, agree->n_benefits + 1, sizeof *out->rows);
    if (out->rows == NULL)
        return wr_fail(WR_ERR_MEMORY);
    out->n = agree->n_benefits;
    for (size_t i = 0; i < out->n; i++) {
        const struct wr_benefit *b = &agree->benefits[i];
        struct wr_benefit_row *row = &out->rows[i];
        row->benefit = (int)i;
        row->claims = b->rung;
        row->stands = wr_benefit_stands(agree, b);
        if (wr_i_benefit_lacks(&out->arena, agree, b, b->rung, &row->claims_lacks, &row->n_claims_lacks) != 0 ||
            wr_i_benefit_lacks(&out->arena, agree, b, row->stands == WR_RUNG_FINANCIAL ? WR_RUNG_UNSAID : (enum wr_rung)(row->stands + 1),
                               &row->next_lacks, &row->n_next_lacks) != 0)
            return wr_fail(WR_ERR_MEMORY);
        row->may_claim_figure = row->stands >= WR_RUNG_QUANTIFIABLE;
        class_of(b, row);
    }
    return 0;
}

void wr_benefits_free(struct wr_benefits *benefits) { wr_arena_free(&benefits->arena); }
