/* Forecasts from a run of the model: the measure under the change's option, less the measure with nothing done, on the same patients. */
#include <string.h>

#include "agree/benefits_internal.h"
#include "base/mem.h"
#include "model/tell.h"
#include "trial/say.h"

/* Why a forecast cannot be run, or NULL. */
static const char *cannot(const struct wr_benefits *bs, const struct wr_benefit *b, int option)
{
    (void)bs;
    if (!b->forecast.has || !b->forecast.from_run)
        return "it does not ask for a forecast from a run (forecast: {from: run})";
    if (b->measure < 0)
        return "no measure of the service file is named, so a run has nothing to forecast (measure:)";
    if (b->change < 0)
        return "no change is named, so a run has nothing to compare (change:)";
    if (option < 0)
        return "no option of the service file holds its change (options:)";
    return NULL;
}

static const char *kept(struct wr_benefits *bs, struct wr_buf *text)
{
    const char *copy = wr_buf_status(text) == 0 ? wr_arena_text(&bs->arena, wr_buf_string(text)) : NULL;

    wr_buf_clear(text);
    return copy;
}

/* A baseline that was counted, and that no single year of the model comes near: the forecast is then of another place than theirs. */
static int compare_baseline(const struct wr_trial *t, struct wr_benefits *bs, struct wr_benefit_row *out)
{
    const struct wr_benefit *b = &bs->agree->benefits[out->benefit];
    const struct wr_estimate *e = &out->run.nothing;
    enum wr_unit unit = t->model->measures[b->measure].unit;
    double low = b->baseline.value.value, high = low;
    struct wr_buf text;

    if (!b->baseline.has || b->baseline.from_run || b->baseline.value.unit != unit || e->n < 2)
        return 0;
    if (b->baseline.value.low == b->baseline.value.low && b->baseline.value.high == b->baseline.value.high) {
        low = b->baseline.value.low;
        high = b->baseline.value.high;
    }
    if (low <= e->year_high && high >= e->year_low)
        return 0;
    wr_buf_init(&text, 0);
    wr_buf_text(&text, "the model is not like what was counted: its single years run from ");
    wr_say_interval(&text, t->model, b->measure, e->year_low, e->year_high);
    wr_buf_text(&text, ", and the baseline is ");
    wr_tell_number(&b->baseline.value, unit, &text);
    wr_buf_text(&text, ". Mend one of them before anything is built on the forecast");
    out->run.beware = kept(bs, &text);
    wr_buf_free(&text);
    return out->run.beware == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

/* Words of a forecast that is there. */
static int say_run(const struct wr_trial *t, size_t v, size_t row, struct wr_benefits *bs, struct wr_benefit_row *out)
{
    const struct wr_benefit *b = &bs->agree->benefits[out->benefit];
    struct wr_buf text;
    const char *verdict = wr_say_verdict(t, row, &out->run.difference);

    wr_buf_init(&text, 0);
    if (out->run.difference.n >= 2) {
        wr_say_difference(&text, t->model, b->measure, &out->run.difference);
        wr_say_per(&text, t, row);
        if (verdict[0] != '\0')
            wr_buf_printf(&text, ": %s", verdict);
    } else {
        wr_buf_text(&text, "one run alone cannot say how sure a difference is: ask for more replications");
    }
    out->run.says = kept(bs, &text);
    wr_say_run(&text, t);
    if (!out->run.alone)
        wr_buf_printf(&text, "; the option `%s` also holds other changes", t->variants[v].label);
    {
        struct wr_buf sources;
        wr_buf_init(&sources, 0);
        wr_say_sources(&sources, bs->agree->model, out->run.option);
        if (sources.size > 0)
            wr_buf_printf(&text, "; %s", wr_buf_string(&sources));
        wr_buf_part_free(&text, &sources);
    }
    out->run.how = kept(bs, &text);
    wr_buf_free(&text);
    return out->run.says == NULL || out->run.how == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

/* The variant of a trial that ran this option without edits, or n_variants. */
static size_t variant_of(const struct wr_trial *t, int option)
{
    size_t v = 0;

    while (v < t->n_variants && (t->variants[v].option != option || t->variants[v].n_edits > 0))
        v++;
    return v;
}

static bool is_nothing(const struct wr_trial *t)
{
    const struct wr_trial_variant *v = &t->variants[0];
    return v->n_edits == 0 && (v->option < 0 || t->model->options[v->option].n_changes == 0);
}

int wr_benefits_from_trial(const struct wr_trial *trial, struct wr_benefits *benefits)
{
    const struct wr_model *m = benefits->agree->model;

    for (size_t i = 0; i < benefits->n; i++) {
        struct wr_benefit_row *row = &benefits->rows[i];
        const struct wr_benefit *b = &benefits->agree->benefits[row->benefit];
        size_t v, r = 0;
        row->run = (struct wr_benefit_run){.option = -1};
        row->run.option = wr_i_benefit_option(m, b->change, &row->run.alone);
        row->run.why_not = cannot(benefits, b, row->run.option);
        if (row->run.why_not != NULL)
            continue;
        v = variant_of(trial, row->run.option);
        while (r < trial->n_rows && trial->row_measure[r] != b->measure)
            r++;
        if (trial->n_variants == 0 || v == trial->n_variants || !is_nothing(trial))
            row->run.why_not = "this run did not compare its option with doing nothing";
        else if (r == trial->n_rows)
            row->run.why_not = "its measure is not a row of this run";
        if (row->run.why_not != NULL)
            continue;
        row->run.nothing = wr_trial_estimate(trial, 0, r);
        row->run.difference = wr_trial_difference(trial, v, r);
        if (row->run.difference.n == 0) {
            row->run.why_not = "the run had nothing to count for its measure";
            continue;
        }
        row->run.has = true;
        if (say_run(trial, v, r, benefits, row) != 0 || compare_baseline(trial, benefits, row) != 0)
            return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

int wr_benefits_run(const struct wr_ctx *ctx, const struct wr_source *source, const struct wr_trial_settings *settings,
                    struct wr_mistakes *mistakes, struct wr_benefits *benefits, const char **failed)
{
    const struct wr_model *m = benefits->agree->model;
    struct wr_trial_variant *wanted = NULL;
    struct wr_trial trial;
    size_t n = 1;
    int result = 0;

    if (failed != NULL)
        *failed = NULL;
    memset(&trial, 0, sizeof trial);
    wanted = wr_mem_alloc(benefits->n + 1, sizeof *wanted);
    if (wanted == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wanted[0] = (struct wr_trial_variant){.label = "do nothing", .option = -1};
    for (size_t o = m->n_options; o-- > 0;)
        if (m->options[o].n_changes == 0)
            wanted[0] = (struct wr_trial_variant){.label = m->options[o].name, .option = (int)o};
    for (size_t i = 0; i < benefits->n; i++) {
        const struct wr_benefit *b = &benefits->agree->benefits[benefits->rows[i].benefit];
        bool alone, had = false;
        int option = wr_i_benefit_option(m, b->change, &alone);
        if (cannot(benefits, b, option) != NULL)
            continue;
        for (size_t v = 0; v < n; v++)
            had = had || wanted[v].option == option;
        if (!had)
            wanted[n++] = (struct wr_trial_variant){.label = m->options[option].name, .option = option};
    }
    if (n > 1)
        result = wr_trial_run(ctx, source, m, settings, wanted, n, mistakes, &trial);
    if (result != 0) {
        if (failed != NULL && trial.failed_why != NULL)
            *failed = wr_arena_text(&benefits->arena, trial.failed_why);
        goto out;
    }
    result = wr_benefits_from_trial(&trial, benefits);
out:
    wr_trial_free(&trial);
    wr_mem_free(wanted);
    return result;
}
