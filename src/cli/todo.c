/* wardround todo: what is to be done, for everybody or for one. */
#include <string.h>

#include "agree/lack.h"
#include "agree/todo.h"
#include "base/date.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "cli/today_internal.h"

#define AT 12 /* where the words begin, behind the date */

/* One thing: its date at the edge, then what it is, whose, and what it waits for. */
static void say_one(const struct wr_agree *agree, const struct wr_todo *t, struct wr_arena *arena, struct wr_buf *out)
{
    const char *who = wr_lack_who(agree, arena, t->owner);
    struct wr_buf line, more, date;

    wr_buf_init(&line, 0);
    wr_buf_init(&more, 0);
    wr_buf_init(&date, 0);
    if (t->due != WR_NO_DATE)
        wr_date_iso(&date, t->due);
    wr_buf_printf(out, "%-*s", AT, t->due == WR_NO_DATE ? "no date" : wr_buf_string(&date));
    wr_buf_printf(&line, "%s%s%s", t->name, wr_text_is_blank(t->says) ? "" : ": ", wr_text_is_blank(t->says) ? "" : t->says);
    wr_i_cli_wrap(&more, AT, AT, wr_buf_string(&line));
    wr_buf_text(out, wr_buf_string(&more) + (more.size > AT ? AT : 0)); /* behind the date, in the place of the blanks */
    wr_buf_clear(&more);
    wr_buf_printf(&more, "%s; %s", t->kind == WR_TODO_ISSUE ? "issue" : "task", who != NULL ? who : "nobody owns it");
    if (t->change >= 0)
        wr_buf_printf(&more, "; for the change %s", agree->model->changes[t->change].name);
    if (t->overdue)
        wr_buf_text(&more, "; overdue");
    if (t->waits != NULL)
        wr_buf_printf(&more, "; waits for %s", t->waits);
    wr_i_cli_wrap(out, AT, AT, wr_buf_string(&more));
    wr_buf_part_free(out, &line);
    wr_buf_part_free(out, &more);
    wr_buf_part_free(out, &date);
}

static void say(const struct wr_agree *agree, const struct wr_todos *todos, const char *list, const char *owner, int today,
                struct wr_arena *arena, struct wr_buf *out)
{
    size_t undated = 0, overdue = 0;

    wr_buf_text(out, "TO DO");
    if (list != NULL)
        wr_buf_printf(out, " for %s", list);
    if (owner != NULL)
        wr_buf_printf(out, ": %s", owner);
    wr_buf_text(out, ", as of ");
    wr_date_print(out, today);
    wr_buf_char(out, '\n');
    wr_i_cli_invented_say(agree->model, out);
    wr_buf_char(out, '\n');
    for (size_t i = 0; i < todos->n; i++) {
        undated += todos->list[i].due == WR_NO_DATE;
        overdue += todos->list[i].overdue;
        say_one(agree, &todos->list[i], arena, out);
    }
    if (todos->n == 0) {
        wr_buf_text(out, agree->n_issues == 0 && agree->plan.n_tasks == 0
                             ? "Nothing is open: there is nothing in issues/ and plan/. Write down what stands in the way of a change:\n"
                               "  wardround issue SERVICE CHANGE \"Six cubicles have no signal\" --for estates\n"
                             : "Nothing is open.\n");
        return;
    }
    wr_buf_printf(out, "\n%zu thing%s to do", todos->n, todos->n == 1 ? "" : "s");
    if (overdue > 0)
        wr_buf_printf(out, "; %zu overdue", overdue);
    if (undated > 0)
        wr_buf_printf(out, "; %zu without a date: ask for one (due:)", undated);
    wr_buf_text(out, ".\n");
}

static void json(const struct wr_agree *agree, const struct wr_todos *todos, int today, struct wr_buf *out)
{
    struct wr_json j;
    struct wr_buf date;

    wr_buf_init(&date, 0);
    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_date_iso(&date, today);
    wr_json_pair(&j, "as of", wr_buf_string(&date));
    wr_json_key(&j, "to do");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < todos->n; i++) {
        const struct wr_todo *t = &todos->list[i];
        wr_buf_clear(&date);
        if (t->due != WR_NO_DATE)
            wr_date_iso(&date, t->due);
        wr_json_open(&j, '{');
        wr_json_pair(&j, "kind", t->kind == WR_TODO_ISSUE ? "issue" : "task");
        wr_json_pair(&j, "name", t->name);
        wr_json_pair(&j, "says", t->says);
        wr_json_pair(&j, "owner", t->owner);
        wr_json_pair(&j, "for", t->list);
        wr_json_pair(&j, "change", t->change >= 0 ? agree->model->changes[t->change].name : NULL);
        wr_json_pair(&j, "due", t->due != WR_NO_DATE ? wr_buf_string(&date) : NULL);
        wr_json_pair_bool(&j, "overdue", t->overdue);
        wr_json_pair(&j, "waits for", t->waits);
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
    wr_buf_part_free(out, &date);
}

/* Whether somebody is on a list at all: a name that is spelt wrongly must not look like one with nothing to do. */
static int look_up(const struct wr_agree *agree, const char *option, const char *asked, struct wr_arena *arena, struct wr_buf *err)
{
    bool owners = strcmp(option, "owner") == 0;
    const char **names, *nearest;
    size_t n;
    int result;

    if (asked == NULL)
        return 0;
    result = owners ? wr_todo_owners(agree, arena, &names, &n) : wr_todo_lists(agree, arena, &names, &n);
    if (result != 0)
        return result;
    for (size_t i = 0; i < n; i++)
        if (owners ? wr_lack_same_person(agree, names[i], asked) : wr_text_distance(names[i], asked, 0) == 0)
            return 0;
    for (size_t i = 0; owners && i < agree->n_offices; i++) /* an office without anything to do is an answer too */
        if (wr_lack_same_person(agree, agree->offices[i].name, asked))
            return 0;
    nearest = wr_text_nearest(asked, names, n);
    wr_buf_printf(err, owners ? "wardround todo: nothing is owned by `%s`" : "wardround todo: nothing stands on a list for `%s`", asked);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, "\n    there is:");
    for (size_t i = 0; i < n; i++)
        wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", names[i]);
    wr_buf_text(err, n == 0 ? " nothing yet\n" : "\n");
    return wr_fail(WR_ERR_USAGE);
}

static int todo_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *list = wr_cli_get(args, "for"), *owner = wr_cli_get(args, "owner");
    struct wr_i_cli_people people;
    struct wr_todos todos;
    struct wr_arena arena;
    int result, today;

    wr_arena_init(&arena, 0);
    result = wr_i_cli_people_read(ctx, args->words[0], &people, err);
    if (result != 0 || (result = wr_i_cli_today(args, "todo", &today, err)) != 0 ||
        (result = look_up(&people.agree, "for", list, &arena, err)) != 0 ||
        (result = look_up(&people.agree, "owner", owner, &arena, err)) != 0 ||
        (result = wr_todo_make(&people.agree, list, owner, today, &arena, &todos)) != 0)
        goto out;
    if (wr_cli_has(args, "json"))
        json(&people.agree, &todos, today, out);
    else
        say(&people.agree, &todos, list, owner, today, &arena, out);
out:
    wr_arena_free(&arena);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"for", "LIST", "only what stands on the list of one support function: training, estates, ...", false},
    {"owner", "NAME", "only what one office or person owns", false},
    {"date", "DATE", "as of this date; left out: today", false},
    {"json", NULL, "write JSON for other programs", false},
};

const struct wr_cli_command wr_cli_todo = {
    .name = "todo",
    .operands = "SERVICE",
    .summary = "what is to be done, by whom and by when: everybody's own list",
    .doc = "Open issues (issues/) and tasks of the plan (plan/) that are not done, in the order of their dates; those without a date come\n"
           "first, because somebody must be asked for one. What must be done before is named.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = todo_run,
};
