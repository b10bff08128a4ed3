/* What must be known before a result is believed, and the rows of why. */
#include <math.h>

#include "base/num.h"
#include "model/tell.h"
#include "trial/say_internal.h"

/* The longest queue of the averages: what most wait for. */
static void say_longest_queue(struct wr_buf *out, const struct wr_trial_variant *x)
{
    double longest = 0;
    int place = -1, resource = -1;

    for (size_t i = 0; i < x->mean.n_places; i++) {
        if (x->mean.places[i].mean_waiting > longest) {
            longest = x->mean.places[i].mean_waiting;
            place = (int)i;
        }
    }
    for (size_t i = 0; i < x->mean.n_resources; i++) {
        if (x->mean.resources[i].mean_waiting > longest) {
            longest = x->mean.resources[i].mean_waiting;
            resource = (int)i;
        }
    }
    if (place < 0 && resource < 0) {
        wr_buf_text(out, " Nobody waits for a place or for staff: patients arrive faster than they leave.");
        return;
    }
    wr_buf_printf(out, " Most wait for %s: ", resource >= 0 ? x->model.resources[resource].name : x->model.places[place].name);
    wr_num_print(out, longest, longest < 10 ? 1 : 0, true);
    wr_buf_text(out, " on average");
    double busy = resource >= 0 ? x->mean.resources[resource].share_busy : x->mean.places[place].share_busy;
    if (busy >= 0.9995) {
        wr_buf_text(out, ", and it is in use all the time");
    } else if (wr_num_finite(busy)) {
        wr_buf_text(out, ", and it is in use ");
        wr_num_print(out, 100 * busy, 1, false);
        wr_buf_text(out, "% of the time");
    }
    wr_buf_text(out, ". More come than can be seen to: averages over such a run mean nothing.");
}

static void warn_growth(struct wr_buf *out, const struct wr_trial *t)
{
    wr_buf_text(out, "The queue grows without end: about ");
    wr_num_print(out, t->growth.per_day, wr_num_places(t->growth.per_day, 2 * t->growth.se), true);
    wr_buf_text(out, " more patients are there each day.");
    say_longest_queue(out, &t->variants[0]);
}

static void warn_warm_up(struct wr_buf *out, const struct wr_trial *t)
{
    wr_buf_text(out, "The warm-up is too short: ");
    if (t->model->run.warm_up > 0)
        wr_i_say_time(out, t->model->run.warm_up);
    else
        wr_buf_text(out, "there is none");
    wr_buf_text(out, ", and the number of patients settles only after about ");
    wr_units_print(out, t->warm_up_needed, WR_UNIT_TIME, 2);
    wr_buf_text(out, ". Write a longer `warm up:` under `run:`.");
}

static void warn_precision(struct wr_buf *out, const struct wr_trial *t)
{
    wr_buf_printf(out, "Not precise enough after %zu runs: ", t->n_replications);
    if (t->worst_row >= 0) {
        wr_say_row(out, t, (size_t)t->worst_row);
        wr_buf_text(out, " is the widest");
    }
    wr_buf_text(out, ". The asked precision is ");
    wr_units_print(out, t->precision, WR_UNIT_SHARE, 3);
    wr_buf_text(out, " of each average; ask for more --replications, or for less.");
}

static bool over_time(const struct wr_schedule *s) { return s->n_entries > 1 || (s->n_entries == 1 && s->entries[0].when.n_spans > 0); }

/* An edit that set one number where the file has a rota: nobody should read "4 doctors" as "one more on each shift". */
static void warn_rotas(const struct wr_trial *t, struct wr_buf *s, void (*tell)(void *self, const char *sentence), void *self)
{
    const struct wr_model *m = t->model;

    for (size_t i = 0; i < m->n_places + m->n_resources; i++) {
        bool is_place = i < m->n_places, replaced = false;
        const struct wr_schedule *before = is_place ? &m->places[i].spaces : &m->resources[i - m->n_places].on_duty, *after;
        for (size_t v = 0; v < t->n_variants && over_time(before); v++) {
            const struct wr_trial_variant *x = &t->variants[v];
            if (x->n_edits == 0 || i >= x->model.n_places + x->model.n_resources)
                continue;
            after = is_place ? &x->model.places[i].spaces : &x->model.resources[i - m->n_places].on_duty;
            replaced = replaced || !over_time(after);
        }
        if (!replaced)
            continue;
        wr_buf_printf(s, "The service file has a rota for %s: ", is_place ? m->places[i].name : m->resources[i - m->n_places].name);
        wr_tell_schedule(before, s);
        wr_buf_text(s, ". A value that is set here takes the place of all of it: as many at every hour of every day, at night and at "
                       "weekends too. To have "
                       "one more on each shift, write a change with `add: 1`.");
        tell(self, wr_buf_string(s));
        wr_buf_clear(s);
    }
}

void wr_say_warnings(const struct wr_trial *t, void (*tell)(void *self, const char *sentence), void *self)
{
    struct wr_buf s;

    wr_buf_init(&s, 0);
    if (t->cancelled) {
        wr_buf_printf(&s, "Stopped before the end: what follows rests on the %zu whole run%s that were done.", t->n_replications,
                      t->n_replications == 1 ? "" : "s");
        tell(self, wr_buf_string(&s));
        wr_buf_clear(&s);
    }
    if (t->growth.grows) {
        warn_growth(&s, t);
        tell(self, wr_buf_string(&s));
        wr_buf_clear(&s);
    }
    if (t->warm_up_short) {
        warn_warm_up(&s, t);
        tell(self, wr_buf_string(&s));
        wr_buf_clear(&s);
    }
    if (t->automatic && !t->precise && !t->cancelled) {
        warn_precision(&s, t);
        tell(self, wr_buf_string(&s));
        wr_buf_clear(&s);
    }
    warn_rotas(t, &s, tell, self);
    if (t->n_replications == 1)
        tell(self, "One run only: how sure its numbers are cannot be said. Ask for more --replications.");
    wr_buf_free(&s);
}

void wr_say_why(struct wr_buf *out, const struct wr_why *why, size_t i, size_t row)
{
    const struct wr_trial *t = &why->trial;
    const struct wr_why_row *r = &why->rows[i];
    const struct wr_estimate *d = &r->differences[row];

    wr_say_capital(out, r->label);
    wr_buf_text(out, ": ");
    if (row >= t->n_rows) {
        wr_say_harm_change(out, t, d, row - t->n_rows);
        return;
    }
    const struct wr_measure *m = &t->model->measures[t->row_measure[row]];
    wr_say_difference(out, t->model, t->row_measure[row], d);
    if (m->kind == WR_MEASURE_SHARE_WITHOUT && d->n >= 2 && !(d->low == 0 && d->high == 0))
        wr_buf_printf(out, " go through %s without %s", m->of >= 0 ? t->model->steps[m->of].name : "it", t->model->items[m->item].name);
}
