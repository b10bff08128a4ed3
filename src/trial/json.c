/* Results as JSON. */
#include "base/json.h"

#include <math.h>

#include "trial/results.h"
#include "trial/say_internal.h"

static const char *unit_name(enum wr_unit unit) { return unit == WR_UNIT_TIME ? "seconds" : unit == WR_UNIT_SHARE ? "share" : "number"; }

static const char *const lens_names[] = {NULL, "safety", "resources", "efficiency", "outcomes"};
static const char *const compare_names[] = {"at least", "at most", "over", "under"};

static void pair_interval(struct wr_json *j, const char *key, double low, double high)
{
    wr_json_key(j, key);
    wr_json_open_line(j, '[');
    wr_json_number(j, low);
    wr_json_number(j, high);
    wr_json_close(j, ']');
}

static void estimate(struct wr_json *j, const char *key, const struct wr_estimate *e, bool years)
{
    wr_json_key(j, key);
    wr_json_open_line(j, '{');
    wr_json_pair_whole(j, "runs", e->n);
    wr_json_pair_number(j, "mean", e->mean);
    wr_json_pair_number(j, "se", e->se);
    pair_interval(j, "interval", e->low, e->high);
    wr_json_pair_number(j, "sd", e->sd);
    if (years) {
        pair_interval(j, "single years", e->year_low, e->year_high);
        wr_json_pair_bool(j, "few", e->few);
    }
    wr_json_close(j, '}');
}

static void values(struct wr_json *j, const char *key, const double *x, size_t n)
{
    wr_json_key(j, key);
    wr_json_open_line(j, '[');
    for (size_t i = 0; i < n; i++)
        wr_json_number(j, x[i]);
    wr_json_close(j, ']');
}

static void sentence(struct wr_json *j, struct wr_buf *s)
{
    wr_json_text(j, wr_buf_string(s));
    if (s->status != 0 && j->out->status == 0)
        j->out->status = s->status;
    wr_buf_clear(s);
}

static void target(struct wr_json *j, const struct wr_trial *t, size_t v, size_t row)
{
    const struct wr_objective *o = wr_say_objective(t, row);
    struct wr_measure_share s;

    if (o == NULL || !o->has_target)
        return;
    s = wr_measure_target(wr_i_say_target_values(t, v, row, o), t->n_replications, (int)o->target, o->target_value.value);
    wr_json_key(j, "target");
    wr_json_open_line(j, '{');
    wr_json_pair(j, "objective", o->name);
    wr_json_pair(j, "is", compare_names[o->target]);
    wr_json_pair_number(j, "value", o->target_value.value);
    wr_json_pair_number(j, "met in share of years", s.share);
    pair_interval(j, "interval", s.low, s.high);
    wr_json_close(j, '}');
}

static void measures(struct wr_json *j, const struct wr_trial *t, size_t v)
{
    const struct wr_trial_variant *x = &t->variants[v];
    struct wr_buf s;

    wr_buf_init(&s, 0);
    wr_json_key(j, "measures");
    wr_json_open(j, '[');
    for (size_t row = 0; row < t->n_rows; row++) {
        const struct wr_measure *m = &t->model->measures[t->row_measure[row]];
        struct wr_estimate e = wr_trial_estimate(t, v, row), left = wr_measure_estimate(x->unfinished[row], t->n_replications),
                           counted = wr_measure_estimate(x->counted[row], t->n_replications);
        wr_json_open(j, '{');
        wr_json_pair(j, "name", m->name);
        if (t->row_spaces[row] > 0)
            wr_json_pair_whole(j, "spaces", (unsigned long long)t->row_spaces[row]);
        wr_json_pair(j, "unit", unit_name(m->unit));
        wr_json_pair(j, "lens", lens_names[m->lens]);
        estimate(j, "average", &e, true);
        target(j, t, v, row);
        if (v > 0) {
            struct wr_estimate d = wr_trial_difference(t, v, row);
            estimate(j, "difference", &d, false);
        }
        wr_json_pair_number(j, "counted", counted.mean);
        wr_json_pair_number(j, "not ended", left.mean);
        wr_json_key(j, "says");
        wr_say_option(&s, t, v, row);
        sentence(j, &s);
        values(j, "values", x->rows[row], t->n_replications);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    wr_buf_free(&s);
}

static void harms(struct wr_json *j, const struct wr_trial *t, size_t v)
{
    const struct wr_trial_variant *x = &t->variants[v];
    struct wr_buf s;

    wr_buf_init(&s, 0);
    wr_json_key(j, "harms");
    wr_json_open(j, '[');
    for (size_t h = 0; h < t->model->n_harms; h++) {
        const struct wr_harm *harm = &t->model->harms[h];
        struct wr_say_range r = wr_say_harm_level(t, v, h);
        struct wr_estimate e = wr_trial_estimate(t, v, t->n_rows + h), per = wr_measure_estimate(x->harm_per[h], t->n_replications),
                           beyond = wr_measure_estimate(x->harm_beyond[h], t->n_replications);
        wr_json_open(j, '{');
        wr_json_pair(j, "name", harm->name);
        wr_json_pair_bool(j, "association", harm->association);
        wr_json_pair(j, "source", harm->source);
        wr_json_pair_number(j, "causal share", harm->causal_share.value);
        pair_interval(j, "causal share interval", harm->causal_share.low, harm->causal_share.high);
        /* the range first: the expected number at the chance's estimate is one point inside it */
        pair_interval(j, "associated a year", r.low, r.high);
        estimate(j, "expected a year at the estimate", &e, false);
        estimate(j, "chance a patient at the estimate", &per, false);
        wr_json_pair_number(j, "patients beyond what is known", beyond.mean);
        target(j, t, v, t->n_rows + h);
        if (v > 0) {
            struct wr_estimate d = wr_trial_difference(t, v, t->n_rows + h);
            struct wr_say_range change = wr_say_harm_difference(t, &d, h);
            pair_interval(j, "associated difference a year", change.low, change.high);
            estimate(j, "difference at the estimate", &d, false);
        }
        wr_json_key(j, "says");
        wr_say_option(&s, t, v, t->n_rows + h);
        sentence(j, &s);
        wr_json_key(j, "note");
        wr_say_harm_note(&s, t, h);
        sentence(j, &s);
        values(j, "values", x->harms[h], t->n_replications);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    wr_buf_free(&s);
}

static void week(struct wr_json *j, const char *key, const float *hours)
{
    if (hours == NULL)
        return;
    wr_json_key(j, key);
    wr_json_open_line(j, '[');
    for (size_t h = 0; h < WR_SIM_HOURS; h++)
        wr_json_number(j, (double)hours[h]);
    wr_json_close(j, ']');
}

static void places(struct wr_json *j, const struct wr_trial *t, const struct wr_trial_variant *x)
{
    wr_json_key(j, "places");
    wr_json_open(j, '[');
    for (size_t p = 0; p < x->mean.n_places; p++) {
        const struct wr_sim_place_row *r = &x->mean.places[p];
        struct wr_estimate busy = wr_measure_estimate(x->place_busy[p], t->n_replications);
        wr_json_open(j, '{');
        wr_json_pair(j, "name", x->model.places[p].name);
        estimate(j, "share busy", &busy, true);
        wr_json_pair_number(j, "occupied", r->mean_occupied);
        wr_json_pair_number(j, "open", r->mean_open);
        wr_json_pair_number(j, "blocked", r->mean_blocked);
        wr_json_pair_number(j, "waiting for it", r->mean_waiting);
        wr_json_pair_number(j, "entries", r->entries);
        wr_json_pair_number(j, "refused", r->refused);
        wr_json_pair_number(j, "circles", r->circles);
        week(j, "occupied by hour of the week", r->hour_occupied);
        week(j, "waiting by hour of the week", r->hour_waiting);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void resources(struct wr_json *j, const struct wr_trial *t, const struct wr_trial_variant *x)
{
    wr_json_key(j, "staff and equipment");
    wr_json_open(j, '[');
    for (size_t k = 0; k < x->mean.n_resources; k++) {
        const struct wr_sim_resource_row *r = &x->mean.resources[k];
        struct wr_estimate busy = wr_measure_estimate(x->resource_busy[k], t->n_replications);
        wr_json_open(j, '{');
        wr_json_pair(j, "name", x->model.resources[k].name);
        estimate(j, "share busy", &busy, true);
        wr_json_pair_number(j, "busy", r->mean_busy);
        wr_json_pair_number(j, "on duty", r->mean_duty);
        wr_json_pair_number(j, "overtime hours", r->overtime);
        wr_json_pair_number(j, "waiting for it", r->mean_waiting);
        week(j, "busy by hour of the week", r->hour_busy);
        week(j, "on duty by hour of the week", r->hour_duty);
        week(j, "waiting by hour of the week", r->hour_waiting);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void steps(struct wr_json *j, const struct wr_trial_variant *x)
{
    wr_json_key(j, "steps");
    wr_json_open(j, '[');
    for (size_t k = 0; k < x->mean.n_steps; k++) {
        const struct wr_sim_step_row *r = &x->mean.steps[k];
        wr_json_open_line(j, '{');
        wr_json_pair(j, "name", x->model.steps[k].name);
        wr_json_pair_number(j, "asked for", r->asked);
        wr_json_pair_number(j, "started", r->started);
        wr_json_pair_number(j, "ended", r->ended);
        wr_json_pair_number(j, "sent elsewhere", r->sent_elsewhere);
        if (x->model.steps[k].has_gives_up)
            wr_json_pair_number(j, "gave up", r->gave_up);
        if (x->model.steps[k].has_unless)
            wr_json_pair_number(j, "cut short", r->cut_short);
        wr_json_pair_number(j, "wait for place", r->started > 0 ? r->wait_place / r->started : NAN);
        wr_json_pair_number(j, "wait for staff", r->started > 0 ? r->wait_staff / r->started : NAN);
        wr_json_pair_number(j, "takes", r->ended > 0 ? r->time / r->ended : NAN);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void tasks(struct wr_json *j, const struct wr_trial_variant *x)
{
    if (x->mean.n_tasks == 0)
        return;
    wr_json_key(j, "tasks");
    wr_json_open(j, '[');
    for (size_t k = 0; k < x->mean.n_tasks; k++) {
        const struct wr_sim_task_row *r = &x->mean.tasks[k];
        wr_json_open_line(j, '{');
        wr_json_pair(j, "name", x->model.tasks[k].name);
        wr_json_pair_number(j, "due", r->due);
        wr_json_pair_number(j, "started", r->started);
        wr_json_pair_number(j, "ended", r->ended);
        wr_json_pair_number(j, "missed", r->missed);
        wr_json_pair_number(j, "fell away", r->fell_away);
        wr_json_pair_number(j, "waits", r->started > 0 ? r->wait / r->started : NAN);
        wr_json_pair_number(j, "takes", r->started > 0 ? r->time / r->started : NAN);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void downs(struct wr_json *j, const struct wr_trial_variant *x)
{
    if (x->mean.n_downs == 0)
        return;
    wr_json_key(j, "down");
    wr_json_open(j, '[');
    for (size_t k = 0; k < x->mean.n_downs; k++) {
        const struct wr_sim_down_row *r = &x->mean.downs[k];
        wr_json_open_line(j, '{');
        wr_json_pair(j, "name", r->system >= 0 ? x->model.systems[r->system].name : x->model.resources[r->resource].name);
        wr_json_pair_number(j, "times", r->times);
        wr_json_pair_number(j, "hours", r->down / WR_HOUR);
        if (r->system >= 0 && x->model.systems[r->system].n_on_paper > 0)
            wr_json_pair_number(j, "done on paper", r->on_paper);
        if (r->system >= 0 && x->model.systems[r->system].has_afterwards) {
            wr_json_pair_number(j, "to type in", r->due);
            wr_json_pair_number(j, "typed in", r->typed);
            wr_json_pair_number(j, "waits", r->started > 0 ? r->wait / r->started : NAN);
        }
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void information(struct wr_json *j, const struct wr_trial *t, size_t v)
{
    const struct wr_trial_variant *x = &t->variants[v];
    struct wr_buf s;

    wr_buf_init(&s, 0);
    wr_json_key(j, "information");
    wr_json_open(j, '[');
    for (size_t k = 0; k < x->mean.n_needs; k++) {
        const struct wr_sim_need_row *r = &x->mean.needs[k];
        wr_json_open(j, '{');
        wr_json_pair(j, "item", x->model.items[r->item].name);
        wr_json_pair(j, "step", x->model.steps[r->step].name);
        wr_json_pair_number(j, "needed", r->needed);
        wr_json_pair_number(j, "there", r->there);
        wr_json_pair_number(j, "chased", r->chased);
        wr_json_pair_number(j, "found", r->found);
        wr_json_pair_number(j, "waited for", r->waited);
        wr_json_pair_number(j, "missing", r->missing);
        wr_json_pair_number(j, "wrong", r->wrong);
        wr_json_pair_number(j, "chasing seconds", r->chase_time);
        wr_json_key(j, "chased by");
        wr_json_open_line(j, '[');
        const struct wr_with *with = &x->model.items[r->item].chase_with;
        for (size_t i = 0; i < with->n_all; i++)
            wr_json_text(j, x->model.resources[with->all[i].resource].name);
        wr_json_close(j, ']');
        wr_json_key(j, "says");
        wr_say_need(&s, t, v, k);
        sentence(j, &s);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    wr_buf_free(&s);
}

static void kinds(struct wr_json *j, const struct wr_trial_variant *x)
{
    wr_json_key(j, "patients");
    wr_json_open(j, '[');
    for (size_t k = 0; k < x->mean.n_kinds; k++) {
        const struct wr_sim_kind_row *r = &x->mean.kinds[k];
        wr_json_open(j, '{');
        wr_json_pair(j, "kind", x->model.kinds[k].name);
        wr_json_pair_number(j, "arrived", r->arrived);
        wr_json_pair_number(j, "refused", r->refused);
        wr_json_pair_number(j, "left", r->left);
        if (x->model.kinds[k].arrive.kind == WR_ARRIVE_BOOKED || r->not_come > 0) /* they may have been booked before a change */
            wr_json_pair_number(j, "did not come", r->not_come);
        if (r->came_back > 0)
            wr_json_pair_number(j, "came back", r->came_back);
        wr_json_pair_number(j, "present at start", r->present_at_start);
        wr_json_pair_number(j, "present at end", r->present_at_end);
        wr_json_key(j, "left as");
        wr_json_open_line(j, '{');
        for (size_t o = 0; o < x->model.n_outcomes; o++)
            wr_json_pair_number(j, x->model.outcomes[o].name, r->left_as[o]);
        wr_json_close(j, '}');
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void edits(struct wr_json *j, const struct wr_trial_variant *x)
{
    static const char *const ops[] = {"set", "times", "add"};

    if (x->n_edits == 0)
        return;
    wr_json_key(j, "edits");
    wr_json_open(j, '[');
    for (size_t i = 0; i < x->n_edits; i++) {
        wr_json_open_line(j, '{');
        wr_json_pair(j, "change", x->edits[i].path);
        wr_json_pair(j, ops[x->edits[i].op], x->edits[i].value);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void variant(struct wr_json *j, const struct wr_trial *t, size_t v)
{
    const struct wr_trial_variant *x = &t->variants[v];
    const struct wr_model *m = t->model;
    struct wr_buf s;

    wr_buf_init(&s, 0);
    wr_json_open(j, '{');
    wr_json_pair(j, "name", x->label);
    wr_json_pair(j, "option", x->option >= 0 ? m->options[x->option].name : NULL);
    if (x->option >= 0) {
        wr_json_key(j, "changes");
        wr_json_open_line(j, '[');
        for (size_t i = 0; i < m->options[x->option].n_changes; i++)
            wr_json_text(j, m->changes[m->options[x->option].changes[i]].name);
        wr_json_close(j, ']');
        wr_say_sources(&s, m, x->option);
        wr_json_key(j, "sources");
        if (s.size > 0)
            sentence(j, &s);
        else
            wr_json_null(j);
    }
    edits(j, x);
    measures(j, t, v);
    harms(j, t, v);
    information(j, t, v);
    places(j, t, x);
    resources(j, t, x);
    steps(j, x);
    downs(j, x);
    tasks(j, x);
    kinds(j, x);
    wr_buf_printf(&s, "%016llx", (unsigned long long)x->checksum);
    wr_json_pair_number(j, "events", wr_measure_estimate(x->events, t->n_replications).mean);
    wr_json_key(j, "checksum");
    sentence(j, &s);
    wr_json_close(j, '}');
    wr_buf_free(&s);
}

static void warn(void *self, const char *text) { wr_json_text(self, text); }

static void run_of(struct wr_json *j, const struct wr_trial *t)
{
    static const char *const modes[] = {"period", "drain", "each"};
    const struct wr_run *run = &t->model->run;

    wr_json_key(j, "run");
    wr_json_open(j, '{');
    wr_json_pair(j, "mode", modes[run->mode]);
    wr_json_pair_number(j, "warm up", run->mode == WR_RUN_PERIOD ? run->warm_up : 0);
    wr_json_pair_number(j, "collected", t->collected);
    wr_json_pair(j, "changes", t->view == WR_SIM_FROM_GO_LIVE ? "from go-live" : "settled");
    wr_json_pair_whole(j, "replications", t->n_replications);
    wr_json_pair_bool(j, "automatic", t->automatic);
    wr_json_pair_number(j, "precision", t->precision);
    wr_json_pair_bool(j, "precise", t->precise);
    wr_json_pair_bool(j, "stopped early", t->cancelled);
    wr_json_pair_bool(j, "warm-up too short", t->warm_up_short);
    wr_json_pair_number(j, "warm-up needed", t->warm_up_needed);
    wr_json_pair_bool(j, "queue without end", t->growth.grows);
    wr_json_pair_number(j, "patients more each day", t->growth.per_day);
    wr_json_close(j, '}');
    wr_json_key(j, "warnings");
    wr_json_open(j, '[');
    wr_say_warnings(t, warn, j);
    wr_json_close(j, ']');
}

static void head(struct wr_json *j, const struct wr_trial *t, const char *version)
{
    static const char *const data[] = {"not said", "invented", "typed", "fitted"};
    struct wr_buf s;

    wr_buf_init(&s, 0);
    wr_json_pair(j, "wardround", version);
    wr_json_pair(j, "service", t->model->service);
    wr_json_pair(j, "data", data[t->model->data]);
    wr_say_data(&s, t->model);
    wr_json_key(j, "beware");
    sentence(j, &s);
    wr_json_pair(j, "hash", t->model->hash);
    wr_json_pair_whole(j, "seed", t->seed);
    run_of(j, t);
    wr_buf_free(&s);
}

void wr_trial_json(struct wr_buf *out, const struct wr_trial *t, const char *version)
{
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    head(&j, t, version);
    wr_json_key(&j, "options");
    wr_json_open(&j, '[');
    for (size_t v = 0; v < t->n_variants; v++)
        variant(&j, t, v);
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
}

void wr_why_json(struct wr_buf *out, const struct wr_why *why, const char *version)
{
    static const char *const kinds_of[] = {"one more", "quicker", "information"};
    const struct wr_trial *t = &why->trial;
    struct wr_json j;
    struct wr_buf s;

    wr_buf_init(&s, 0);
    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    head(&j, t, version);
    if (why->measure >= 0)
        wr_json_pair(&j, "measure", t->model->measures[why->measure].name);
    else
        wr_json_pair(&j, "harm", t->model->harms[-1 - why->measure].name);
    wr_json_key(&j, "as it is");
    variant(&j, t, 0);
    wr_json_key(&j, "rows");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < why->n_rows; i++) {
        wr_json_open(&j, '{');
        wr_json_pair(&j, "name", why->rows[i].label);
        wr_json_pair(&j, "kind", kinds_of[why->rows[i].kind]);
        edits(&j, &t->variants[1 + i]);
        wr_json_pair_number(&j, "standard errors", why->rows[i].score);
        wr_json_key(&j, "differences");
        wr_json_open(&j, '[');
        for (size_t row = 0; row < t->n_rows + t->model->n_harms; row++) {
            wr_json_open(&j, '{');
            wr_say_row(&s, t, row);
            wr_json_key(&j, row < t->n_rows ? "measure" : "harm");
            sentence(&j, &s);
            estimate(&j, row < t->n_rows ? "difference" : "difference at the estimate", &why->rows[i].differences[row], false);
            if (row >= t->n_rows) {
                struct wr_say_range r = wr_say_harm_difference(t, &why->rows[i].differences[row], row - t->n_rows);
                pair_interval(&j, "associated difference a year", r.low, r.high);
            }
            wr_json_key(&j, "says");
            wr_say_why(&s, why, i, row);
            sentence(&j, &s);
            wr_json_close(&j, '}');
        }
        wr_json_close(&j, ']');
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
    wr_buf_free(&s);
}
