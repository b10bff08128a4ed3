/* wardround schedule: when will it be done, and how sure is that? */
#include <math.h>
#include <string.h>

#include "agree/schedule.h"
#include "base/date.h"
#include "base/json.h"
#include "cli/people_internal.h"
#include "cli/run_internal.h"
#include "cli/text_internal.h"

#define DIFFER 0.1 /* share of a task's doubt from which on those who estimated it are said to differ */

static void paragraph(struct wr_buf *out, size_t first, size_t rest, struct wr_buf *text)
{
    if (text->size > 0)
        wr_i_cli_wrap(out, first, rest, wr_buf_string(text));
    wr_buf_clear(text);
}

/* A change that ends with one of its go-lives, in every draw, says nothing new. */
static bool is_told_already(const struct wr_plan_schedule *s, const struct wr_schedule_end *e)
{
    if (e->kind != WR_SCHEDULE_CHANGE)
        return false;
    for (size_t i = 0; i < s->n_ends; i++) {
        const struct wr_schedule_end *other = &s->ends[i];
        if (other->kind == WR_SCHEDULE_GO_LIVE && s->agree->plan.tasks[other->index].change == e->index && !other->done && !e->done &&
            memcmp(other->sorted, e->sorted, (size_t)s->draws * sizeof *e->sorted) == 0)
            return true;
    }
    return false;
}

static void head(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    const struct wr_plan *plan = &s->agree->plan;
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_buf_printf(out, "%s\n", s->agree->model->service);
    wr_i_cli_invented_say(s->agree->model, out);
    wr_buf_text(&line, "What is not done yet is counted from ");
    wr_date_print(&line, s->start);
    wr_buf_text(&line, plan->working_days ? ", on working days: Monday to Friday without the service file's holidays." : ", on all days.");
    for (size_t i = 0; i < plan->n_no_go_live; i++) {
        wr_buf_text(&line, i == 0 ? " Nothing may go live from " : i + 1 == plan->n_no_go_live ? " and from " : ", from ");
        wr_date_print(&line, plan->no_go_live[i].from);
        wr_buf_text(&line, " to ");
        wr_date_print(&line, plan->no_go_live[i].to);
        if (plan->no_go_live[i].says != NULL)
            wr_buf_printf(&line, " (%s)", plan->no_go_live[i].says);
    }
    if (plan->n_no_go_live > 0)
        wr_buf_char(&line, '.');
    paragraph(out, 0, 0, &line);
    for (size_t i = 0; i < s->n_warnings; i++) {
        wr_buf_printf(&line, "Beware: %s", s->warnings[i]);
        paragraph(out, 0, 2, &line);
    }
    wr_buf_free(&line);
}

static void cell_date(struct wr_i_cli_table *t, const struct wr_schedule_point *p) { wr_date_brief(wr_i_cli_table_cell(t), p->date); }

static void cell_share(struct wr_i_cli_table *t, double share)
{
    struct wr_buf *cell = wr_i_cli_table_cell(t);

    if (isnan(share))
        return;
    if ((share > 0 && share < 0.005) || (share < 1 && share >= 0.995))
        wr_buf_text(cell, share < 0.5 ? "under 1" : "over 99");
    else
        wr_buf_printf(cell, "%.0f", share * 100);
}

static void ends(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    static const char *const kinds[] = {"", "goes live: ", "change: "};
    struct wr_i_cli_table t;
    bool any_due = false;

    for (size_t i = 0; i < s->n_ends; i++)
        any_due = any_due || s->ends[i].due != WR_NO_DATE;
    wr_i_cli_table_init(&t);
    wr_i_cli_table_text(&t, "");
    wr_i_cli_table_text(&t, "likeliest times say");
    wr_i_cli_table_text(&t, "as likely as not by");
    wr_i_cli_table_text(&t, "four in five by");
    if (any_due) {
        wr_i_cli_table_text(&t, "due");
        wr_i_cli_table_text(&t, "kept");
    }
    wr_i_cli_table_end_row(&t);
    for (size_t i = 0; i < s->n_ends; i++) {
        const struct wr_schedule_end *e = &s->ends[i];
        if (is_told_already(s, e))
            continue;
        wr_buf_printf(wr_i_cli_table_cell(&t), "%s%s", kinds[e->kind], e->name);
        if (e->done) {
            wr_i_cli_table_text(&t, "done");
        } else {
            cell_date(&t, &e->likeliest);
            cell_date(&t, &e->p50);
            cell_date(&t, &e->p80);
            if (e->due != WR_NO_DATE) {
                wr_date_brief(wr_i_cli_table_cell(&t), e->due);
                cell_share(&t, e->in_time);
            }
        }
        wr_i_cli_table_end_row(&t);
    }
    wr_buf_text(out, "\nWHEN WILL IT BE DONE?\n");
    wr_i_cli_table_print(&t, 2, out);
    wr_i_cli_table_free(&t);
}

static void plain_words(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_buf_text(out, "\nIN PLAIN WORDS\n");
    for (size_t i = 0; i < s->n_ends; i++) {
        const struct wr_schedule_end *e = &s->ends[i];
        if (is_told_already(s, e) || (e->done && e->kind != WR_SCHEDULE_WHOLE))
            continue;
        if (i == 0)
            wr_buf_text(&line, "The whole plan. ");
        else
            wr_buf_printf(&line, "`%s`. ", e->name);
        wr_schedule_say_end(&line, e);
        if (e->due != WR_NO_DATE && !e->done) {
            wr_buf_char(&line, ' ');
            wr_schedule_say_due(&line, e);
        }
        wr_buf_char(&line, ' ');
        wr_schedule_say_decides(&line, s, e);
        if (i == 0) {
            wr_buf_char(&line, ' ');
            wr_schedule_say_merge(&line, e);
        }
        paragraph(out, 2, 4, &line);
    }
    wr_buf_free(&line);
}

static void tasks(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    const struct wr_plan *plan = &s->agree->plan;
    struct wr_i_cli_table t;
    bool any_due = false;

    wr_i_cli_table_init(&t);
    for (size_t i = 0; i < s->n_tasks; i++)
        any_due = any_due || (plan->tasks[i].due != WR_NO_DATE && !plan->tasks[i].done);
    wr_i_cli_table_text(&t, "");
    wr_i_cli_table_text(&t, "begins");
    wr_i_cli_table_text(&t, "ends");
    wr_i_cli_table_text(&t, "4 in 5 by");
    wr_i_cli_table_text(&t, "decides");
    wr_i_cli_table_text(&t, "moves it");
    if (any_due) {
        wr_i_cli_table_text(&t, "due");
        wr_i_cli_table_text(&t, "kept");
    }
    wr_i_cli_table_end_row(&t);
    for (size_t i = 0; i < s->n_tasks; i++) {
        const struct wr_schedule_task *x = &s->tasks[i];
        wr_i_cli_table_text(&t, plan->tasks[i].name);
        if (plan->tasks[i].done) {
            wr_i_cli_table_text(&t, "done");
        } else {
            cell_date(&t, &x->begins);
            cell_date(&t, &x->p50);
            cell_date(&t, &x->p80);
            cell_share(&t, x->criticality);
            wr_buf_printf(wr_i_cli_table_cell(&t), "%.2f", x->cruciality > -0.005 && x->cruciality < 0.005 ? 0.0 : x->cruciality);
            if (plan->tasks[i].due != WR_NO_DATE) {
                wr_date_brief(wr_i_cli_table_cell(&t), plan->tasks[i].due);
                cell_share(&t, x->in_time);
            }
        }
        wr_i_cli_table_end_row(&t);
    }
    wr_buf_text(out, "\nTASKS\n");
    wr_i_cli_table_print(&t, 2, out);
    wr_i_cli_table_free(&t);
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(out, 2, 2,
                  "begins, ends: as likely as not by then; 4 in 5 by: in four of five draws. decides: in how many draws of 100 a day more "
                  "of it would end the whole plan a "
                  "day later. moves it: how "
                  "closely the end of the whole goes with how long it takes, from 0 (not at all) to 1 (rank correlation). kept: in how "
                  "many draws of 100 it ends on its date or before.");
}

static void differ(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    struct wr_buf line;
    bool any = false;

    wr_buf_init(&line, 0);
    for (size_t i = 0; i < s->n_tasks; i++) {
        if (s->tasks[i].between < DIFFER)
            continue;
        if (!any)
            wr_buf_text(out, "\nWHERE THOSE WHO ESTIMATED DIFFER: TALK TO THEM FIRST\n");
        any = true;
        wr_schedule_say_people(&line, s, i);
        paragraph(out, 2, 4, &line);
    }
    wr_buf_free(&line);
}

static void say(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    head(out, s);
    ends(out, s);
    plain_words(out, s);
    tasks(out, s);
    differ(out, s);
    wr_buf_text(out, "\nHOW SURE IS THIS?\n");
    wr_schedule_say_doubt(&line, s);
    paragraph(out, 2, 2, &line);
    wr_buf_free(&line);
}

static void json_point(struct wr_json *j, const char *key, const struct wr_schedule_point *p)
{
    wr_json_key(j, key);
    wr_json_open_line(j, '{');
    wr_json_pair_date(j, "date", p->date);
    wr_json_pair_number(j, "plan days", p->days);
    wr_json_close(j, '}');
}

static void json_end(struct wr_json *j, const struct wr_plan_schedule *s, const struct wr_schedule_end *e)
{
    static const char *const kinds[] = {"whole", "go live", "change"};

    wr_json_open(j, '{');
    wr_json_pair(j, "kind", kinds[e->kind]);
    wr_json_pair(j, "name", e->name);
    wr_json_pair_bool(j, "done", e->done);
    if (!e->done) {
        wr_json_pair_number(j, "mean plan days", e->mean);
        wr_json_pair_number(j, "standard error", e->mean_error);
        json_point(j, "mean", &e->average);
        json_point(j, "p10", &e->p10);
        json_point(j, "p50", &e->p50);
        json_point(j, "p50 low", &e->p50_low);
        json_point(j, "p50 high", &e->p50_high);
        json_point(j, "p80", &e->p80);
        json_point(j, "p80 low", &e->p80_low);
        json_point(j, "p80 high", &e->p80_high);
        json_point(j, "p90", &e->p90);
        json_point(j, "all at their likeliest", &e->likeliest);
        json_point(j, "all at their PERT mean", &e->pert);
        wr_json_pair_date(j, "due", e->due);
        wr_json_pair_number(j, "kept", e->in_time);
        wr_json_pair_number(j, "waits for a closed span", e->waits_closed);
        wr_json_pair_number(j, "waits for a date", e->waits_date);
        wr_json_key(j, "decided by");
        wr_json_open(j, '{');
        for (size_t i = 0; i < s->n_tasks; i++)
            if (e->decides[i] > 0)
                wr_json_pair_number(j, s->agree->plan.tasks[i].name, e->decides[i]);
        wr_json_close(j, '}');
    }
    wr_json_close(j, '}');
}

static void json(struct wr_buf *out, const struct wr_plan_schedule *s)
{
    const struct wr_plan *plan = &s->agree->plan;
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "service", s->agree->model->service);
    wr_json_pair_whole(&j, "draws", (unsigned long long)s->draws);
    wr_json_pair_whole(&j, "seed", s->seed);
    wr_json_pair_date(&j, "from", s->start);
    wr_json_pair_bool(&j, "working days", plan->working_days);
    wr_json_key(&j, "warnings");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < s->n_warnings; i++)
        wr_json_text(&j, s->warnings[i]);
    wr_json_close(&j, ']');
    wr_json_key(&j, "ends");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < s->n_ends; i++)
        json_end(&j, s, &s->ends[i]);
    wr_json_close(&j, ']');
    wr_json_key(&j, "tasks");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < s->n_tasks; i++) {
        const struct wr_schedule_task *x = &s->tasks[i];
        wr_json_open(&j, '{');
        wr_json_pair(&j, "name", plan->tasks[i].name);
        wr_json_pair_bool(&j, "done", plan->tasks[i].done);
        if (!plan->tasks[i].done) {
            wr_json_pair_bool(&j, "estimated", !x->guessed);
            wr_json_pair_number(&j, "mean plan days", x->mean_days);
            wr_json_pair_number(&j, "share of doubt between people", x->between);
            json_point(&j, "begins p50", &x->begins);
            json_point(&j, "p50", &x->p50);
            json_point(&j, "p80", &x->p80);
            wr_json_pair_number(&j, "criticality", x->criticality);
            wr_json_pair_number(&j, "cruciality", x->cruciality);
            wr_json_pair_date(&j, "due", plan->tasks[i].due);
            wr_json_pair_number(&j, "kept", x->in_time);
        }
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
}

static int settings_read(const struct wr_cli_args *args, const struct wr_model *model, struct wr_schedule_settings *settings,
                         struct wr_buf *err)
{
    unsigned long long x = 0;
    const char *from = wr_cli_get(args, "from");
    size_t used;
    int ret = 0;

    *settings = (struct wr_schedule_settings){.seed = model->run.seed, .from = WR_NO_DATE};
    if (wr_cli_has(args, "draws")) {
        ret = wr_i_run_whole(args, "draws", WR_SCHEDULE_DRAWS_LEAST, WR_SCHEDULE_DRAWS_MOST, &x, err);
        settings->draws = (int)x;
    }
    if (ret == 0 && wr_cli_has(args, "seed")) {
        ret = wr_i_run_whole(args, "seed", 0, (unsigned long long)-1, &x, err);
        settings->seed = x;
    }
    if (ret == 0 && from != NULL && ((used = wr_date_read(from, &settings->from)) == 0 || from[used] != '\0')) {
        wr_buf_printf(err, "wardround schedule: --from wants a date, such as 2026-06-03, not `%s`\n", from);
        ret = wr_fail(WR_ERR_USAGE);
    }
    return ret;
}

static int schedule_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_plan_schedule s;
    struct wr_schedule_settings settings;
    int ret;

    memset(&s, 0, sizeof s);
    ret = wr_i_cli_people_read(ctx, args->words[0], &people, err);
    if (ret == 0)
        ret = settings_read(args, &people.service.model, &settings, err);
    if (ret == 0 && people.agree.plan.n_tasks == 0) {
        wr_buf_printf(
            err,
            "wardround schedule: there are no tasks in %s\n"
            "    write them in plan/plan.yaml of the service folder, each with how long it takes: 2 weeks to 4 weeks to 12 weeks\n",
            args->words[0]);
        ret = wr_fail(WR_ERR_USAGE);
    }
    if (ret != 0)
        goto out;
    ret = wr_schedule_run(ctx, &people.agree, &settings, &s);
    if (ret != 0 && s.why != NULL) {
        if (s.where.file != NULL)
            wr_buf_printf(err, "%s:%d:%d: ", s.where.file, s.where.line, s.where.column);
        wr_buf_printf(err, "%s\n", s.why);
    }
    if (ret != 0)
        goto out;
    if (wr_cli_has(args, "json"))
        json(out, &s);
    else
        say(out, &s);
out:
    wr_schedule_free(&s);
    wr_i_cli_people_free(&people);
    return ret;
}

static const struct wr_cli_option options[] = {
    {"draws", "N", "so many draws (10000), from 100 to 1000000", false},
    {"seed", "N", "another seed than the service file's: other draws", false},
    {"from", "DATE", "what is not done yet begins on this date or later; left out: when the plan starts", false},
    {"json", NULL, "answer in JSON, with everything", false},
};

const struct wr_cli_command wr_cli_schedule = {
    .name = "schedule",
    .operands = "SERVICE",
    .summary = "when each change will be there, how sure that is, and which task decides it",
    .doc =
        "Draws the tasks of SERVICE/plan many times, each as long as one of those who estimated it thinks: the date by which each change "
        "is there as\n"
        "likely as not, and in four of five draws; which tasks decide it; how far off the likeliest times added up would be; and in how "
        "many draws\n"
        "each date that was promised is kept. Tasks take working days, and nothing goes live in a closed time, when the plan says so.\n\n"
        "The same files and seed give the same dates every time and on any machine; a task more leaves the draws of the others as they "
        "were.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = schedule_run,
};
