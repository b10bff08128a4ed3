/* Harm: an association said as a range, never one figure.
 *
 * Three doubts stand behind a number of deaths a year: the simulation's (few, it shrinks with runs), that of the published chance, and how much of the
 * association is caused by what a change can alter. The level that is said covers the first two; a difference covers all three, at their ends. */
#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "trial/say_internal.h"

/* Least and greatest factor between a band's chance and its interval's ends. */
static void chance_factors(const struct wr_harm *h, double *least, double *most, bool *has)
{
    *least = *most = 1;
    *has = false;
    for (size_t i = 0; i < h->n_bands; i++) {
        const struct wr_number *c = &h->bands[i].chance;
        if (!(c->value > 0) || !wr_num_finite(c->low) || !wr_num_finite(c->high))
            continue;
        *has = true;
        *least = fmin(*least, c->low / c->value);
        *most = fmax(*most, c->high / c->value);
    }
}

struct wr_say_range wr_say_harm_level(const struct wr_trial *t, size_t v, size_t harm)
{
    const struct wr_harm *h = &t->model->harms[harm];
    struct wr_estimate e = wr_trial_estimate(t, v, t->n_rows + harm);
    struct wr_say_range r = {NAN, NAN, false, wr_num_finite(h->causal_share.low)};
    double least, most;

    chance_factors(h, &least, &most, &r.chance_has_interval);
    if (e.n == 0)
        return r;
    r.low = fmax(e.n < 2 ? e.mean : e.low, 0) * least;
    r.high = fmax(e.n < 2 ? e.mean : e.high, 0) * most;
    return r;
}

struct wr_say_range wr_say_harm_difference(const struct wr_trial *t, const struct wr_estimate *d, size_t harm)
{
    const struct wr_harm *h = &t->model->harms[harm];
    struct wr_say_range r = {NAN, NAN, false, wr_num_finite(h->causal_share.low)};
    double least, most, part_low, part_high;

    chance_factors(h, &least, &most, &r.chance_has_interval);
    if (d->n < 2)
        return r;
    part_low = r.causal_has_interval ? h->causal_share.low : h->causal_share.value;
    part_high = r.causal_has_interval ? h->causal_share.high : h->causal_share.value;
    /* An end below 0 is furthest out at the greatest factors, nearest in at the least; so with one above 0. */
    r.low = d->low * (d->low < 0 ? most * part_high : least * part_low);
    r.high = d->high * (d->high < 0 ? least * part_low : most * part_high);
    return r;
}

/* 0 is "none"; places by the range's width. */
static void print_end(struct wr_buf *out, double x, int places)
{
    if (fabs(x) < 1e-12)
        wr_buf_text(out, "none");
    else
        wr_num_print(out, fabs(x), places, true);
}

static int places_for(double low, double high)
{
    double top = fmax(fabs(low), fabs(high));
    int places = wr_num_places(0.5 * (low + high), 0.5 * (high - low));

    for (double unit = 1; places < 6 && top < 0.95 * unit && places < 1; unit /= 10) /* "none to 0" says nothing */
        places++;
    return places;
}

static void say_origin(struct wr_buf *out, const struct wr_harm *h)
{
    if (h->source == NULL)
        wr_buf_text(out, "; the chance has no source");
    else if (wr_text_equal(h->source, "invented"))
        wr_buf_text(out, "; the chance is invented");
}

static void say_covers(struct wr_buf *out, const struct wr_harm *h, const struct wr_say_range *r, bool causal)
{
    wr_buf_text(out, r->chance_has_interval ? " (over the interval of the chance"
                                            : " (the chance held at its estimate, for no interval is given");
    if (causal && r->causal_has_interval) {
        wr_buf_text(out, ", and for ");
        wr_units_print(out, h->causal_share.low, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " to ");
        wr_units_print(out, h->causal_share.high, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " of it being caused by what is changed");
    }
    wr_buf_char(out, ')');
}

void wr_say_harm(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t harm)
{
    const struct wr_harm *h = &t->model->harms[harm];
    struct wr_say_range r = wr_say_harm_level(t, v, harm);
    struct wr_estimate beyond = wr_measure_estimate(t->variants[v].harm_beyond[harm], t->n_replications);
    int places;

    wr_say_capital(out, h->name);
    wr_buf_text(out, ": ");
    if (isnan(r.low)) {
        wr_buf_text(out, "nobody was counted in any run");
        return;
    }
    places = places_for(r.low, r.high);
    wr_buf_text(out, "associated with ");
    if (t->n_replications < 2)
        wr_buf_text(out, "about ");
    print_end(out, r.low, places);
    if (t->n_replications >= 2 || r.high > r.low) {
        wr_buf_text(out, " to ");
        print_end(out, r.high, places);
    }
    wr_buf_text(out, " a year");
    say_covers(out, h, &r, false);
    say_origin(out, h);
    if (beyond.n > 0 && beyond.mean > 0) {
        double a_year = beyond.mean * (t->collected > 0 ? WR_YEAR / t->collected : NAN);
        wr_buf_text(out, "; about ");
        wr_num_print(out, a_year, a_year < 10 ? 1 : 0, true);
        wr_buf_text(out, " patients a year lie beyond what is known");
        if (wr_num_finite(h->known_up_to)) {
            wr_buf_text(out, " (");
            wr_i_say_time(out, h->known_up_to);
            wr_buf_char(out, ')');
        }
        wr_buf_text(out, " and count as in the last band");
    }
}

void wr_say_harm_change(struct wr_buf *out, const struct wr_trial *t, const struct wr_estimate *d, size_t harm)
{
    const struct wr_harm *h = &t->model->harms[harm];
    struct wr_say_range r = wr_say_harm_difference(t, d, harm);
    int places;

    if (isnan(r.low) || isnan(r.high)) {
        wr_buf_text(out, "a difference cannot be said from one run");
        return;
    }
    if (d->low == 0 && d->high == 0) {
        wr_buf_text(out, "no difference in any run");
        return;
    }
    places = places_for(r.low, r.high);
    if (d->low <= 0 && d->high >= 0)
        wr_buf_text(out, "no clear difference: ");
    wr_buf_text(out, "associated with between ");
    if (d->high < 0) {
        print_end(out, r.high, places);
        wr_buf_text(out, " and ");
        print_end(out, r.low, places);
        wr_buf_text(out, " fewer");
    } else if (d->low > 0) {
        print_end(out, r.low, places);
        wr_buf_text(out, " and ");
        print_end(out, r.high, places);
        wr_buf_text(out, " more");
    } else {
        print_end(out, r.low, places);
        wr_buf_text(out, " fewer and ");
        print_end(out, r.high, places);
        wr_buf_text(out, " more");
    }
    wr_buf_text(out, " a year");
    say_covers(out, h, &r, true);
    say_origin(out, h);
}
