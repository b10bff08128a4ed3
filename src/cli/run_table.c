/* The answer of `run` for people: what each option does (run_answer.c), then the numbers, information, places and staff. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "cli/run_internal.h"
#include "cli/text_internal.h"
#include "trial/say.h"

#define MOST_COLUMNS 7 /* options side by side in the table of use */
#define BRIEF_WORDS 25 /* lines of plain words that still fit on the first screen */

static void warn(void *self, const char *sentence)
{
    struct wr_buf *out = self, line;

    wr_buf_init(&line, 0);
    wr_buf_printf(&line, "Beware: %s", sentence);
    wr_i_cli_wrap(out, 0, 2, wr_buf_string(&line));
    wr_buf_free(&line);
}

void wr_i_run_head(struct wr_buf *out, const struct wr_trial *t)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_say_data(out, t->model); /* first of all: what it is that one reads */
    wr_buf_printf(out, "\n%s\n", t->model->service);
    wr_say_run(&line, t);
    wr_i_cli_wrap(out, 0, 0, wr_buf_string(&line));
    wr_say_warnings(t, warn, out);
    wr_buf_free(&line);
}

static void made_by(struct wr_buf *out, const struct wr_trial *t)
{
    wr_buf_printf(out, "Made by wardround " WR_VERSION " from %s, SHA-256 %.16s..., seed %llu.\n",
                  t->source != NULL && t->source->path != NULL ? t->source->path : "the service", t->model->hash,
                  (unsigned long long)t->seed);
}

void wr_i_run_foot(struct wr_buf *out, const struct wr_trial *t)
{
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(out, 0, 0,
                  "In brackets behind an average: its 95% interval, which more runs make narrower. The range over single years does not "
                  "narrow: it is how years differ.");
    made_by(out, t);
}

void wr_i_run_harms(struct wr_buf *out, const struct wr_trial *t)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    if (t->model->n_harms > 0)
        wr_buf_text(out, "\nABOUT THE HARMS\n\n");
    for (size_t h = 0; h < t->model->n_harms; h++) {
        wr_buf_clear(&line);
        wr_say_harm_note(&line, t, h);
        wr_i_cli_wrap(out, 2, 4, wr_buf_string(&line));
    }
    wr_buf_free(&line);
}

/* ---- the numbers ---- */

static void row_head(struct wr_buf *out, const struct wr_trial *t, size_t row)
{
    static const char *const lenses[] = {NULL, "safety", "resources", "efficiency", "outcomes"};
    const struct wr_measure *m = &t->model->measures[t->row_measure[row]];
    const struct wr_objective *o = wr_say_objective(t, row);
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_say_row(&line, t, row);
    wr_say_per(&line, t, row);
    if (m->lens != WR_LENS_UNSAID)
        wr_buf_printf(&line, " (%s)", lenses[m->lens]);
    if (o != NULL && o->has_target) {
        wr_buf_text(&line, ": wanted ");
        wr_say_target(&line, t, row, o);
        wr_buf_printf(&line, ", for %s", o->name);
        if (o->owner != NULL)
            wr_buf_printf(&line, " (%s)", o->owner);
    }
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(out, 0, 2, wr_buf_string(&line));
    wr_buf_free(&line);
}

/* Harms have no average that may stand alone: their ranges, and what each option makes of them. */
static void harm_numbers(struct wr_buf *out, const struct wr_trial *t)
{
    for (size_t h = 0; h < t->model->n_harms; h++) {
        struct wr_i_cli_table table;
        struct wr_buf line;
        wr_buf_init(&line, 0);
        wr_say_harm_heading(&line, t, h);
        wr_buf_char(out, '\n');
        wr_i_cli_wrap(out, 0, 2, wr_buf_string(&line));
        wr_buf_free(&line);
        wr_i_cli_table_init(&table);
        wr_i_cli_table_text(&table, "");
        wr_i_cli_table_text(&table, "range");
        if (t->n_variants > 1)
            wr_buf_printf(wr_i_cli_table_cell(&table), "against %s", t->variants[0].label);
        wr_i_cli_table_end_row(&table);
        for (size_t v = 0; v < t->n_variants; v++) {
            wr_i_run_label(wr_i_cli_table_cell(&table), t, v, t->variants[v].label);
            wr_say_harm_level_brief(wr_i_cli_table_cell(&table), t, v, h);
            wr_i_run_difference(wr_i_cli_table_cell(&table), t, v, t->n_rows + h);
            wr_i_cli_table_end_row(&table);
        }
        wr_i_cli_table_print(&table, 2, out);
        wr_i_cli_table_free(&table);
    }
}

static const char *short_label(const struct wr_trial_variant *x, const char *sweep)
{
    size_t n = sweep != NULL ? strlen(sweep) : 0;

    if (sweep != NULL && x->n_edits > 0 && wr_text_starts(x->label, sweep) && wr_text_starts(x->label + n, " = "))
        return x->label + n + 3;
    return x->label;
}

static void numbers(struct wr_buf *out, const struct wr_trial *t, const char *sweep)
{
    struct wr_i_cli_table table;
    struct wr_buf span;

    wr_buf_init(&span, 0);
    wr_say_span(&span, t, true);
    for (size_t row = 0; row < t->n_rows; row++) {
        bool target = wr_i_run_is_objective(t, row) && wr_say_objective(t, row)->has_target;
        struct wr_say_scale scale = wr_say_row_scale(t, row);
        row_head(out, t, row);
        wr_i_cli_table_init(&table);
        wr_i_cli_table_text(&table, "");
        wr_i_cli_table_text(&table, "average");
        wr_buf_printf(wr_i_cli_table_cell(&table), "single %s", wr_buf_string(&span));
        if (target)
            wr_i_cli_table_text(&table, "target met");
        if (t->n_variants > 1)
            wr_buf_printf(wr_i_cli_table_cell(&table), "against %s", t->variants[0].label);
        wr_i_cli_table_end_row(&table);
        for (size_t v = 0; v < t->n_variants; v++) {
            struct wr_estimate e = wr_trial_estimate(t, v, row);
            struct wr_estimate left = wr_measure_estimate(t->variants[v].unfinished[row], t->n_replications);
            struct wr_buf *cell;
            wr_i_run_label(wr_i_cli_table_cell(&table), t, v, short_label(&t->variants[v], sweep));
            wr_say_mean_in(wr_i_cli_table_cell(&table), scale, t->model, t->row_measure[row], &e);
            cell = wr_i_cli_table_cell(&table);
            if (e.n >= 2)
                wr_say_interval_in(cell, scale, e.year_low, e.year_high);
            if (target)
                wr_i_run_met(wr_i_cli_table_cell(&table), t, v, row);
            if (t->n_variants > 1)
                wr_i_run_difference(wr_i_cli_table_cell(&table), t, v, row);
            wr_i_cli_table_end_row(&table);
            if (v == 0 && left.n > 0 && left.mean >= 0.05) {
                cell = wr_i_cli_table_note(&table);
                wr_buf_text(cell, "not ended when collection ended, and not counted: ");
                wr_num_print(cell, left.mean, left.mean < 10 ? 1 : 0, true);
                wr_buf_text(cell, " a run");
            }
        }
        wr_i_cli_table_print(&table, 2, out);
        wr_i_cli_table_free(&table);
    }
    wr_buf_free(&span);
}

/* ---- information, places, staff ---- */

/* What is said of variant v's k-th need; empty when the first variant says the same. */
static void need_line(struct wr_buf *line, const struct wr_trial *t, size_t v, size_t k)
{
    const struct wr_trial_variant *x = &t->variants[v], *first = &t->variants[0];
    const struct wr_sim_need_row *n = &x->mean.needs[k];
    struct wr_buf before;

    wr_buf_init(&before, 0);
    wr_buf_clear(line);
    wr_say_need(line, t, v, k);
    for (size_t i = 0; v > 0 && i < first->mean.n_needs; i++) {
        const struct wr_sim_need_row *m = &first->mean.needs[i];
        if (!wr_text_equal(first->model.items[m->item].name, x->model.items[n->item].name) ||
            !wr_text_equal(first->model.steps[m->step].name, x->model.steps[n->step].name))
            continue;
        wr_say_need(&before, t, 0, i);
        if (wr_text_equal(wr_buf_string(&before), wr_buf_string(line)))
            wr_buf_clear(line);
        break;
    }
    wr_buf_free(&before);
}

static void information(struct wr_buf *out, const struct wr_trial *t)
{
    struct wr_buf line, same;
    size_t n_same = 0, needs = 0;

    wr_buf_init(&line, 0);
    wr_buf_init(&same, 0);
    for (size_t v = 0; v < t->n_variants; v++) {
        const struct wr_trial_variant *x = &t->variants[v];
        size_t alike = 0;
        if (x->mean.n_needs == 0)
            continue;
        if (needs == 0)
            wr_buf_text(out, "\nINFORMATION: WAS IT THERE WHEN IT WAS NEEDED?\n");
        needs += x->mean.n_needs;
        for (size_t k = 0; k < x->mean.n_needs; k++) {
            need_line(&line, t, v, k);
            alike += line.size == 0;
        }
        if (v > 0 && alike == x->mean.n_needs) { /* named once, below */
            wr_buf_printf(&same, "%s%s", n_same++ == 0 ? "" : "; ", x->label);
            continue;
        }
        wr_buf_char(out, '\n');
        wr_i_run_label(out, t, v, x->label);
        wr_buf_char(out, '\n');
        for (size_t k = 0; k < x->mean.n_needs; k++) {
            need_line(&line, t, v, k);
            if (line.size == 0)
                continue;
            wr_buf_char(&line, '.');
            wr_i_cli_wrap(out, 2, 4, wr_buf_string(&line));
        }
        if (alike > 0)
            wr_buf_printf(out, "  The rest as with %s.\n", t->variants[0].label);
    }
    if (n_same > 0) {
        wr_buf_clear(&line);
        wr_buf_printf(&line, "As with %s: %s.", t->variants[0].label, wr_buf_string(&same));
        wr_buf_char(out, '\n');
        wr_i_cli_wrap(out, 0, 2, wr_buf_string(&line));
    }
    wr_buf_free(&same);
    wr_buf_free(&line);
}

static void print_level(struct wr_buf *cell, double x)
{
    if (wr_num_finite(x))
        wr_num_print(cell, x, x < 99.95 ? 1 : 0, true);
    else
        wr_buf_text(cell, isnan(x) ? "" : "no limit");
}

static void print_percent(struct wr_buf *cell, double x)
{
    if (!wr_num_finite(x))
        return;
    wr_num_print(cell, 100 * x, 0, false);
    wr_buf_char(cell, '%');
}

/* Tasks, under the first option: how often due, begun late, missed. */
static void tasks(struct wr_buf *out, const struct wr_trial *t)
{
    static const char *const heads[] = {"", "due", "missed", "fell away", "wait"};
    const struct wr_trial_variant *x = &t->variants[0];
    struct wr_i_cli_table table;

    if (x->mean.n_tasks == 0)
        return;
    wr_i_cli_table_init(&table);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        wr_i_cli_table_text(&table, heads[i]);
    wr_i_cli_table_end_row(&table);
    for (size_t k = 0; k < x->mean.n_tasks; k++) {
        const struct wr_sim_task_row *r = &x->mean.tasks[k];
        wr_i_cli_table_text(&table, x->model.tasks[k].name);
        print_level(wr_i_cli_table_cell(&table), r->due);
        print_level(wr_i_cli_table_cell(&table), r->missed);
        print_level(wr_i_cli_table_cell(&table), r->fell_away);
        if (r->started > 0)
            wr_units_print(wr_i_cli_table_cell(&table), r->wait / r->started, WR_UNIT_TIME, 3);
        else
            wr_i_cli_table_text(&table, "");
        wr_i_cli_table_end_row(&table);
    }
    wr_buf_printf(out, "\nTASKS IN ONE RUN, ON AVERAGE (%s)\n", x->label);
    wr_i_cli_table_print(&table, 2, out);
    wr_i_cli_wrap(out, 2, 2, "Wait: from when one is due to when it starts. Fell away: the patient had left the place.");
    wr_i_cli_table_free(&table);
}

/* What went down, under the first option. */
static void downs(struct wr_buf *out, const struct wr_trial *t)
{
    static const char *const heads[] = {"", "times", "hours", "done on paper", "typed in", "wait"};
    const struct wr_trial_variant *x = &t->variants[0];
    struct wr_i_cli_table table;
    bool typed = false;

    if (x->mean.n_downs == 0)
        return;
    wr_i_cli_table_init(&table);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        wr_i_cli_table_text(&table, heads[i]);
    wr_i_cli_table_end_row(&table);
    for (size_t k = 0; k < x->mean.n_downs; k++) {
        const struct wr_sim_down_row *r = &x->mean.downs[k];
        const struct wr_system *system = r->system >= 0 ? &x->model.systems[r->system] : NULL;
        wr_i_cli_table_text(&table, system != NULL ? system->name : x->model.resources[r->resource].name);
        print_level(wr_i_cli_table_cell(&table), r->times);
        print_level(wr_i_cli_table_cell(&table), r->down / WR_HOUR);
        if (system != NULL && system->n_on_paper > 0)
            print_level(wr_i_cli_table_cell(&table), r->on_paper);
        else
            wr_i_cli_table_text(&table, "");
        if (system != NULL && system->has_afterwards)
            print_level(wr_i_cli_table_cell(&table), r->typed);
        else
            wr_i_cli_table_text(&table, "");
        if (r->started > 0)
            wr_units_print(wr_i_cli_table_cell(&table), r->wait / r->started, WR_UNIT_TIME, 3);
        else
            wr_i_cli_table_text(&table, "");
        typed = typed || (system != NULL && system->has_afterwards);
        wr_i_cli_table_end_row(&table);
    }
    wr_buf_printf(out, "\nDOWN IN ONE RUN, ON AVERAGE (%s)\n", x->label);
    wr_i_cli_table_print(&table, 2, out);
    if (typed)
        wr_i_cli_wrap(out, 2, 2, "Wait: from when something is due to be typed in to when that starts.");
    wr_i_cli_table_free(&table);
}

void wr_i_run_use(struct wr_buf *out, const struct wr_trial *t)
{
    const struct wr_trial_variant *x = &t->variants[0];
    struct wr_i_cli_table table;

    static const char *const heads[] = {"", "there are", "in use", "share in use", "of them blocked", "wait for it"};
    wr_i_cli_table_init(&table);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        wr_i_cli_table_text(&table, heads[i]);
    wr_i_cli_table_end_row(&table);
    for (size_t p = 0; p < x->mean.n_places; p++) {
        const struct wr_sim_place_row *r = &x->mean.places[p];
        wr_i_cli_table_text(&table, x->model.places[p].name);
        print_level(wr_i_cli_table_cell(&table), r->mean_open);
        print_level(wr_i_cli_table_cell(&table), r->mean_occupied);
        print_percent(wr_i_cli_table_cell(&table), r->share_busy);
        print_level(wr_i_cli_table_cell(&table), r->mean_blocked);
        print_level(wr_i_cli_table_cell(&table), r->mean_waiting);
        wr_i_cli_table_end_row(&table);
    }
    for (size_t k = 0; k < x->mean.n_resources; k++) {
        const struct wr_sim_resource_row *r = &x->mean.resources[k];
        wr_i_cli_table_text(&table, x->model.resources[k].name);
        print_level(wr_i_cli_table_cell(&table), r->mean_duty);
        print_level(wr_i_cli_table_cell(&table), r->mean_busy);
        print_percent(wr_i_cli_table_cell(&table), r->share_busy);
        wr_i_cli_table_text(&table, "");
        print_level(wr_i_cli_table_cell(&table), r->mean_waiting);
        wr_i_cli_table_end_row(&table);
    }
    wr_buf_printf(out, "\nPLACES AND STAFF, ON AVERAGE (%s)\n", x->label);
    wr_i_cli_table_print(&table, 2, out);
    wr_i_cli_wrap(
        out, 2, 2,
        "Of them blocked: who keeps a space only because what comes next is not free. The share in use counts the time it takes to make a "
        "space ready.");
    wr_i_cli_table_free(&table);
    tasks(out, t);
    downs(out, t);
}

static double use_of(const struct wr_trial_variant *x, const char *name, bool place)
{
    if (place) {
        int p = wr_model_place(&x->model, name);
        return p >= 0 ? x->mean.places[p].share_busy : NAN;
    }
    int k = wr_model_resource(&x->model, name);
    return k >= 0 ? x->mean.resources[k].share_busy : NAN;
}

static void use_by_option(struct wr_buf *out, const struct wr_trial *t, const char *sweep)
{
    const struct wr_trial_variant *x = &t->variants[0];
    struct wr_i_cli_table table;
    struct wr_buf line;
    bool limited = false;

    if (t->n_variants < 2 || t->n_variants > MOST_COLUMNS)
        return;
    wr_i_cli_table_init(&table);
    wr_i_cli_table_text(&table, "");
    for (size_t v = 0; v < t->n_variants; v++)
        wr_buf_printf(wr_i_cli_table_cell(&table), "(%zu)", v);
    wr_i_cli_table_end_row(&table);
    for (size_t i = 0; i < x->mean.n_places + x->mean.n_resources; i++) {
        bool place = i < x->mean.n_places;
        const char *name = place ? x->model.places[i].name : x->model.resources[i - x->mean.n_places].name;
        if (isnan(use_of(x, name, place)))
            continue;
        limited = true;
        wr_i_cli_table_text(&table, name);
        for (size_t v = 0; v < t->n_variants; v++)
            print_percent(wr_i_cli_table_cell(&table), use_of(&t->variants[v], name, place));
        wr_i_cli_table_end_row(&table);
    }
    if (!limited) { /* all is unlimited: nothing to say */
        wr_i_cli_table_free(&table);
        return;
    }
    wr_buf_init(&line, 0);
    wr_buf_text(&line, "Share in use, by option:");
    for (size_t v = 0; v < t->n_variants; v++)
        wr_buf_printf(&line, "%s (%zu) %s", v == 0 ? "" : ",", v, short_label(&t->variants[v], sweep));
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(out, 2, 2, wr_buf_string(&line));
    wr_buf_free(&line);
    wr_i_cli_table_print(&table, 2, out);
    wr_i_cli_table_free(&table);
}

static void who_came(struct wr_buf *out, const struct wr_trial *t)
{
    const struct wr_trial_variant *x = &t->variants[0];
    double arrived = 0, refused = 0, present = 0;
    struct wr_buf line;

    wr_buf_init(&line, 0);
    for (size_t k = 0; k < x->mean.n_kinds; k++) {
        arrived += x->mean.kinds[k].arrived;
        refused += x->mean.kinds[k].refused;
        present += x->mean.kinds[k].present_at_end;
    }
    wr_buf_printf(&line, "With %s ", x->label);
    wr_num_print(&line, arrived, arrived < 9.95 && arrived != floor(arrived) ? 1 : 0, true);
    wr_buf_text(&line, arrived > 0.95 && arrived < 1.05 ? " patient came in a run, on average" : " patients came in a run, on average");
    if (refused > 0) {
        wr_buf_text(&line, "; ");
        wr_num_print(&line, refused, refused < 10 ? 1 : 0, true);
        wr_buf_text(&line, " found it full and were sent elsewhere");
    }
    if (present > 0) {
        wr_buf_text(&line, "; ");
        wr_num_print(&line, present, present < 10 ? 1 : 0, true);
        wr_buf_text(&line, " were still there at its end.");
    } else {
        wr_buf_text(&line, "; all had left at its end.");
    }
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(out, 0, 0, wr_buf_string(&line));
    wr_buf_free(&line);
}

static size_t lines_of(const struct wr_buf *text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text->size; i++)
        lines += text->data[i] == '\n';
    return lines;
}

/* One screen: the table, and its words when they are few. */
static void brief(struct wr_buf *out, const struct wr_trial *t)
{
    struct wr_buf line, plain;
    bool words;

    wr_buf_init(&plain, 0);
    wr_i_run_answer(out, t);
    wr_i_run_plain_words(&plain, t);
    words = lines_of(&plain) <= BRIEF_WORDS;
    if (words)
        wr_buf_add(out, wr_buf_string(&plain), plain.size);
    wr_buf_part_free(out, &plain);
    wr_buf_text(out, "\nIn brackets behind an average: its 95% interval, which more runs make narrower.\n");
    made_by(out, t);
    wr_buf_init(&line, 0);
    wr_buf_printf(&line, "wardround run %s --full shows all the numbers: %severy measure%s, places and staff.",
                  t->source != NULL && t->source->path != NULL ? t->source->path : "SERVICE", words ? "" : "the same in plain words, ",
                  t->model->n_harms > 0 ? ", the harms with their sources" : "");
    wr_i_cli_wrap(out, 0, 0, wr_buf_string(&line));
    wr_buf_free(&line);
}

void wr_i_run_table(struct wr_buf *out, const struct wr_trial *t, const char *sweep, bool full)
{
    wr_i_run_head(out, t);
    if (sweep == NULL && !full) {
        brief(out, t);
        return;
    }
    if (sweep == NULL) {
        wr_i_run_answer(out, t);
        wr_i_run_plain_words(out, t);
        wr_i_run_harms(out, t);
    }
    if (t->n_rows > 0 && sweep == NULL)
        wr_buf_text(out, "\nTHE NUMBERS\n");
    else if (t->n_rows > 0)
        wr_buf_printf(out, "\nBY VALUE OF %s\n", sweep);
    numbers(out, t, sweep);
    if (sweep == NULL) {
        harm_numbers(out, t);
        information(out, t);
    }
    wr_i_run_use(out, t);
    use_by_option(out, t, sweep);
    who_came(out, t);
    wr_i_run_foot(out, t);
}
