/* The schedule in plain sentences, for command and report alike. */
#include <math.h>

#include "agree/schedule_internal.h"
#include "base/date.h"
#include "base/num.h"
#include "base/units.h"

const struct wr_schedule_end *wr_schedule_end_find(const struct wr_plan_schedule *s, enum wr_schedule_end_kind kind, int index)
{
    for (size_t i = 0; i < s->n_ends; i++)
        if (s->ends[i].kind == kind && s->ends[i].index == index)
            return &s->ends[i];
    return NULL;
}

/* In a chain all decide as often: what says most is which of them varies. */
static bool before(const struct wr_plan_schedule *s, const struct wr_schedule_end *e, int a, int b)
{
    double weight_a = e->decides[a] * s->tasks[a].sd_days, weight_b = e->decides[b] * s->tasks[b].sd_days;

    return weight_a != weight_b ? weight_a > weight_b : e->decides[a] > e->decides[b];
}

size_t wr_schedule_deciders(const struct wr_plan_schedule *s, const struct wr_schedule_end *e, int *tasks, size_t n)
{
    size_t found = 0;

    for (size_t i = 0; i < s->n_tasks && !e->done && n > 0; i++) {
        size_t at = found;
        if (e->decides[i] < 0.01 || s->tasks[i].mean_days == 0) /* what takes no time decides nothing */
            continue;
        while (at > 0 && before(s, e, (int)i, tasks[at - 1]))
            at--;
        if (at == n)
            continue;
        for (size_t k = found < n ? found : n - 1; k > at; k--)
            tasks[k] = tasks[k - 1];
        tasks[at] = (int)i;
        found += found < n;
    }
    return found;
}

/* A share of draws as people say it; never "0" or "100" for what did happen, or did not, in some of them. */
static void say_share(struct wr_buf *out, double share)
{
    double hundredths = floor(share * 100 + 0.5);

    if (share <= 0 || share >= 1)
        wr_buf_text(out, share <= 0 ? "in none of 100" : "in all of 100");
    else if (hundredths < 1)
        wr_buf_text(out, "in fewer than 1 of 100");
    else if (hundredths > 99)
        wr_buf_text(out, "in over 99 of 100");
    else
        wr_buf_printf(out, "in %.0f of 100", hundredths);
}

void wr_schedule_say_end(struct wr_buf *out, const struct wr_schedule_end *e)
{
    if (e->done) {
        wr_buf_text(out, "Done.");
        return;
    }
    if (e->p50.date == e->p80.date) {
        wr_buf_text(out, "As likely as not by ");
        wr_date_print(out, e->p50.date);
        wr_buf_text(out, ", and four in five by the same day.");
        return;
    }
    wr_buf_text(out, "As likely as not by ");
    wr_date_print(out, e->p50.date);
    wr_buf_text(out, ", four in five by ");
    wr_date_print(out, e->p80.date);
    wr_buf_char(out, '.');
}

void wr_schedule_say_due(struct wr_buf *out, const struct wr_schedule_end *e)
{
    if (e->done || e->due == WR_NO_DATE)
        return;
    wr_buf_text(out, "Its date, ");
    wr_date_print(out, e->due);
    wr_buf_text(out, ", is kept ");
    say_share(out, e->in_time);
    wr_buf_char(out, '.');
}

void wr_schedule_say_decides(struct wr_buf *out, const struct wr_plan_schedule *s, const struct wr_schedule_end *e)
{
    const struct wr_plan *plan = &s->agree->plan;
    int tasks[3], mover = -1;
    size_t n = wr_schedule_deciders(s, e, tasks, 3);
    bool some = false;

    if (e->done)
        return;
    for (size_t i = 0; i < n; i++) {
        wr_buf_printf(out, i == 0 ? "`%s` decides it " : i + 1 == n ? " and `%s` " : ", `%s` ", plan->tasks[tasks[i]].name);
        say_share(out, e->decides[tasks[i]]);
        some = true;
    }
    if (some)
        wr_buf_char(out, '.');
    if (e->waits_closed >= 0.005) {
        wr_buf_printf(out, "%sIt waits for the end of a time in which nothing may go live ", some ? " " : "");
        say_share(out, e->waits_closed);
        wr_buf_char(out, '.');
        some = true;
    }
    if (e->waits_date >= 0.005) {
        wr_buf_printf(out, "%sIt waits for the date before which a task may not begin ", some ? " " : "");
        say_share(out, e->waits_date);
        wr_buf_char(out, '.');
    }
    if (e->kind != WR_SCHEDULE_WHOLE)
        return;
    for (size_t i = 0; i < s->n_tasks; i++)
        if (s->tasks[i].cruciality >= 0.1 && (mover < 0 || s->tasks[i].cruciality > s->tasks[mover].cruciality))
            mover = (int)i;
    if (mover >= 0)
        wr_buf_printf(out, " What moves the end most is how long `%s` takes (rank correlation %.2f).", plan->tasks[mover].name,
                      s->tasks[mover].cruciality);
}

/* "3 weeks", "5 days", from whole days on the calendar. */
static void say_days(struct wr_buf *out, int days)
{
    if (days >= 21)
        wr_buf_printf(out, "about %d weeks", (days + 3) / 7);
    else
        wr_buf_printf(out, days == 1 ? "%d day" : "%d days", days);
}

void wr_schedule_say_merge(struct wr_buf *out, const struct wr_schedule_end *e)
{
    int early;

    if (e->done)
        return;
    early = e->average.date - e->likeliest.date;
    wr_buf_text(out, "With every task at its likeliest time it would end on ");
    wr_date_print(out, e->likeliest.date);
    wr_buf_text(out, ", with every task at its average on ");
    wr_date_print(out, e->pert.date);
    wr_buf_text(out, "; on average over the draws it ends on ");
    wr_date_print(out, e->average.date);
    if (early <= 0) {
        wr_buf_char(out, '.');
        return;
    }
    wr_buf_text(out, ". The first is ");
    say_days(out, early);
    wr_buf_text(out, " too early");
    if (e->pert.date < e->average.date) {
        wr_buf_text(out, ", the second ");
        say_days(out, e->average.date - e->pert.date);
        wr_buf_text(out, ": tasks run over by more than they run under, and where several must be ready, the last one decides");
    } else {
        wr_buf_text(out, ": tasks run over by more than they run under");
    }
    wr_buf_text(out, e->waits_closed >= 0.005 ? "; what falls into a time in which nothing may go live waits for its end." : ".");
}

/* As people plan: whole weeks as weeks. */
static void say_time(struct wr_buf *out, double seconds)
{
    double weeks = seconds / WR_WEEK;

    if (weeks >= 1 && weeks == floor(weeks))
        wr_buf_printf(out, weeks > 1 ? "%.0f weeks" : "%.0f week", weeks);
    else
        wr_units_print(out, seconds, WR_UNIT_TIME, 2);
}

void wr_schedule_say_people(struct wr_buf *out, const struct wr_plan_schedule *s, size_t task)
{
    const struct wr_plan_task *t = &s->agree->plan.tasks[task];

    if (t->done || t->n_takes < 2)
        return;
    wr_buf_printf(out, "`%s`:", t->name);
    for (size_t k = 0; k < t->n_takes; k++) {
        const struct wr_estimate3 *e = &t->takes[k];
        wr_buf_printf(out, "%s %s: ", k > 0 ? ";" : "", e->who != NULL ? e->who : "somebody");
        say_time(out, e->likeliest);
        wr_buf_text(out, " (");
        say_time(out, e->least);
        wr_buf_text(out, " to ");
        say_time(out, e->most);
        wr_buf_char(out, ')');
    }
    wr_buf_printf(out, "; %.0f%% of the doubt is that they differ.", 100 * s->tasks[task].between);
}

void wr_schedule_say_doubt(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    const struct wr_schedule_end *whole = s->n_ends > 0 ? &s->ends[0] : NULL;
    struct wr_buf count;

    wr_buf_init(&count, 0);
    wr_num_print(&count, s->draws, 0, true);
    wr_buf_printf(out, "From %s draws of the plan (seed %llu)", wr_buf_string(&count), (unsigned long long)s->seed);
    wr_buf_free(&count);
    if (whole != NULL && !whole->done) {
        if (whole->p80_low.date == whole->p80_high.date) {
            wr_buf_text(out, "; so many draws know the four-in-five date of the whole to the day");
        } else {
            wr_buf_text(out, "; so many draws know the four-in-five date of the whole to be from ");
            wr_date_print(out, whole->p80_low.date);
            wr_buf_text(out, " to ");
            wr_date_print(out, whole->p80_high.date);
            wr_buf_text(out, " (95% interval: chance of the draws only)");
        }
    }
    wr_buf_text(out, ". Each draw of a task believes one of those who estimated it. Tasks are drawn apart from one another: where one "
                     "thing would delay several "
                     "(the same people, the same supplier, a hard winter), late ends are likelier than this says. What is not in the plan "
                     "takes no time here.");
}
