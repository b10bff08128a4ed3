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

/* 0 is "none"; a small end that is not 0 does not look like it. */
static void print_end(struct wr_buf *out, double x, int places)
{
    if (fabs(x) < 1e-12)
        wr_buf_text(out, "none");
    else
        wr_num_print(out, fabs(x), wr_i_say_places_of_end(x, places, 4), true);
}

/* Never more than two digits: a published chance is known to no more, however often the service is run. */
static int places_for(double low, double high)
{
    double top = fmax(fabs(low), fabs(high));
    int places = wr_num_places(0.5 * (low + high), 0.5 * (high - low)), known = 0;

    for (double unit = 10; known < 6 && top < unit && top > 0; unit /= 10)
        known++;
    return places < known ? places : known;
}

/* What is invented says so wherever it is shown. */
static const char *origin(const struct wr_harm *h)
{
    return h->source == NULL ? " (the chance has no source)" : wr_text_equal(h->source, "invented") ? " (the chance is invented)" : "";
}

/* ", of which 0% to 100% may be caused by it (the chance is invented)" */
static void say_causal(struct wr_buf *out, const struct wr_harm *h)
{
    if (wr_num_finite(h->causal_share.low)) {
        wr_buf_text(out, ", of which ");
        wr_units_print(out, h->causal_share.low, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " to ");
        wr_units_print(out, h->causal_share.high, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " may be caused by it");
    } else if (h->causal_share.value < 1) {
        wr_buf_text(out, ", of which ");
        wr_units_print(out, h->causal_share.value, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " may be caused by it");
    }
    wr_buf_text(out, origin(h));
}

void wr_say_harm_heading(struct wr_buf *out, const struct wr_trial *t, size_t harm)
{
    wr_say_capital(out, t->model->harms[harm].name);
    wr_buf_text(out, ": associated with so many a year");
    say_causal(out, &t->model->harms[harm]);
}

void wr_say_harm_level_brief(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t harm)
{
    struct wr_say_range r = wr_say_harm_level(t, v, harm);
    int places;

    if (isnan(r.low)) {
        wr_buf_text(out, "nobody was counted in any run");
        return;
    }
    places = places_for(r.low, r.high);
    if (t->n_replications < 2)
        wr_buf_text(out, "about ");
    print_end(out, r.low, places);
    if (t->n_replications >= 2 || r.high > r.low) {
        wr_buf_text(out, " to ");
        print_end(out, r.high, places);
    }
}

void wr_say_harm(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t harm)
{
    const struct wr_harm *h = &t->model->harms[harm];

    wr_say_capital(out, h->name);
    wr_buf_text(out, ": ");
    if (isnan(wr_say_harm_level(t, v, harm).low)) {
        wr_buf_text(out, "nobody was counted in any run");
        return;
    }
    wr_buf_text(out, "associated with ");
    wr_say_harm_level_brief(out, t, v, harm);
    wr_buf_text(out, " a year");
    say_causal(out, h);
}

/* "none to 8 fewer a year", "no clear difference: between 2 fewer and 3 more a year"; `with` goes before the range. `brief`: as in a table. */
static void say_range(struct wr_buf *out, const struct wr_trial *t, const struct wr_estimate *d, size_t harm, const char *with, bool brief)
{
    const char *a_year = brief ? "" : " a year";
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
    if (d->low <= 0 && d->high >= 0) {
        wr_buf_printf(out, "no clear difference: %s%s", with, brief ? "" : "between ");
        print_end(out, r.low, places);
        wr_buf_text(out, brief ? " fewer to " : " fewer and ");
        print_end(out, r.high, places);
        wr_buf_printf(out, " more%s", a_year);
        return;
    }
    wr_buf_text(out, with);
    print_end(out, d->high < 0 ? r.high : r.low, places);
    wr_buf_text(out, " to ");
    print_end(out, d->high < 0 ? r.low : r.high, places);
    wr_buf_printf(out, "%s%s", d->high < 0 ? " fewer" : " more", a_year);
}

void wr_say_harm_change(struct wr_buf *out, const struct wr_trial *t, const struct wr_estimate *d, size_t harm)
{
    say_range(out, t, d, harm, "associated with ", false);
    wr_buf_text(out, origin(&t->model->harms[harm]));
}

void wr_say_harm_change_brief(struct wr_buf *out, const struct wr_trial *t, const struct wr_estimate *d, size_t harm)
{
    say_range(out, t, d, harm, "", true);
}

void wr_i_say_harm_option(struct wr_buf *out, const struct wr_trial *t, size_t v, size_t harm)
{
    struct wr_estimate d = wr_trial_difference(t, v, t->n_rows + harm);

    wr_say_harm(out, t, v, harm);
    if (v == 0 || d.n < 2)
        return;
    wr_buf_text(out, "; ");
    say_range(out, t, &d, harm, "", false); /* the level before it says so already */
    wr_buf_printf(out, "%s%s", d.low == 0 && d.high == 0 ? " from " : " than with ", t->variants[0].label);
}

void wr_say_harm_note(struct wr_buf *out, const struct wr_trial *t, size_t harm)
{
    const struct wr_harm *h = &t->model->harms[harm];
    struct wr_estimate beyond = wr_measure_estimate(t->variants[0].harm_beyond[harm], t->n_replications);
    struct wr_say_range r = wr_say_harm_level(t, 0, harm);

    wr_say_capital(out, h->name);
    wr_buf_text(out, ": an association, counted over all patients, not a count of people who were harmed. ");
    if (h->source == NULL)
        wr_buf_text(out, "Its chance has no source. ");
    else if (wr_text_equal(h->source, "invented"))
        wr_buf_text(out, "Its chance is invented. ");
    else {
        wr_buf_printf(out, "Source: %s", h->source);
        wr_buf_text(out, wr_text_ends(h->source, ".") ? " " : ". ");
    }
    wr_buf_text(out, r.chance_has_interval ? "The range covers the runs and the interval of the chance. "
                                           : "The range covers the runs; no interval of the chance is given. ");
    wr_buf_text(out, "Of a difference ");
    if (r.causal_has_interval) {
        wr_units_print(out, h->causal_share.low, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " to ");
        wr_units_print(out, h->causal_share.high, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " is taken to be caused by what is changed: both ends are in its range.");
    } else {
        wr_units_print(out, h->causal_share.value, WR_UNIT_SHARE, 0);
        wr_buf_text(out, " is taken to be caused by what is changed.");
    }
    if (beyond.n > 0 && beyond.mean > 0 && t->collected > 0) {
        double a_year = beyond.mean * (WR_YEAR / t->collected);
        wr_buf_text(out, " About ");
        wr_num_print(out, a_year, a_year < 10 ? 1 : 0, true);
        wr_buf_printf(out, " patients a year (%s) lie beyond what is known", t->variants[0].label);
        if (wr_num_finite(h->known_up_to)) {
            wr_buf_text(out, ", over ");
            wr_i_say_time(out, h->known_up_to);
        }
        wr_buf_text(out, ", and count as in the last band.");
    }
}
