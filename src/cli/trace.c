/* wardround trace: one line of sight, from any name up to why and down to what it rests on. */
#include "agree/trace.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "trial/say.h"

static void lines(struct wr_buf *out, const char *folder, const char *title, const char *none, const struct wr_trace_line *list, size_t n)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_buf_printf(out, "\n%s\n", title);
    if (n == 0)
        wr_buf_printf(out, "  %s\n", none);
    for (size_t i = 0; i < n; i++) {
        /* a long way is not pushed off the page */
        size_t indent = 2 * (size_t)(list[i].depth < 12 ? list[i].depth : 12);
        wr_buf_clear(&text);
        wr_buf_text(&text, list[i].brief);
        if (list[i].about != NULL)
            wr_buf_printf(&text, ": %s", list[i].about);
        if (list[i].state != NULL)
            wr_buf_printf(&text, " [%s]", list[i].state);
        wr_i_cli_where(&text, folder, &list[i].where);
        wr_i_cli_wrap(out, indent, indent + 4, wr_buf_string(&text));
    }
    wr_buf_part_free(out, &text);
}

static int answer(const struct wr_graph *g, const struct wr_trace *t, struct wr_buf *out)
{
    const struct wr_graph_node *n = &g->nodes[t->node];
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_graph_name_say(&text, g, t->node);
    if (n->says != NULL)
        wr_buf_printf(&text, ": %s", n->says);
    wr_i_cli_where(&text, g->agree->folder, &n->where);
    wr_i_cli_wrap(out, 0, 4, wr_buf_string(&text));
    wr_buf_clear(&text);
    wr_graph_state_say(&text, g, t->node, true);
    if (text.size > 0)
        wr_i_cli_wrap(out, 2, 4, wr_buf_string(&text));
    lines(out, g->agree->folder, "UP: what rests on it, and why", "Nothing that is written down rests on it.", t->up, t->n_up);
    lines(out, g->agree->folder, "DOWN: what it rests on", "It rests on nothing that is written down.", t->down, t->n_down);
    wr_buf_part_free(out, &text);
    wr_buf_char(out, '\n');
    wr_say_data(out, g->agree->model);
    wr_buf_char(out, '\n');
    return wr_buf_status(out);
}

static int ask_back(const struct wr_graph *g, const char *name, const int *found, size_t n, struct wr_buf *err)
{
    wr_buf_printf(err, "wardround trace: `%s` is the name of %zu things; say which:\n", name, n);
    for (size_t i = 0; i < n; i++) {
        const struct wr_graph_node *x = &g->nodes[found[i]];
        wr_buf_printf(err, "    \"%s: %s\"", wr_graph_kind_words(x->kind), x->name);
        wr_i_cli_where(err, g->agree->folder, &x->where);
        wr_buf_char(err, '\n');
    }
    return wr_fail(WR_ERR_USAGE);
}

static int unknown(const char *name, const char *const *nearest, size_t n, struct wr_buf *err)
{
    wr_buf_printf(err, "wardround trace: nothing in the service folder is called `%s`", name);
    if (n > 0)
        wr_buf_printf(err, "; did you mean `%s`?", nearest[0]);
    wr_buf_char(err, '\n');
    if (n > 1) {
        wr_buf_text(err, "    or:");
        for (size_t i = 1; i < n; i++)
            wr_buf_printf(err, "%s %s", i == 1 ? "" : ",", nearest[i]);
        wr_buf_char(err, '\n');
    }
    if (n == 0)
        wr_buf_text(err, "    name an objective, a benefit, a change, a step, a group, an office, a piece of information, a system, a "
                         "need, a hazard, an "
                         "issue, a task, a decision, a statement or a measure\n");
    return wr_fail(WR_ERR_USAGE);
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_graph graph;
    struct wr_trace trace;
    struct wr_arena arena;
    const char *nearest[5];
    size_t n = 0, n_nearest = 0;
    int *found = NULL, result;

    memset(&graph, 0, sizeof graph);
    memset(&trace, 0, sizeof trace);
    wr_arena_init(&arena, 0);
    if ((result = wr_i_cli_people_read(ctx, args->words[0], &people, err)) != 0 || (result = wr_graph_build(&people.agree, &graph)) != 0 ||
        (result = wr_trace_find(&graph, args->words[1], &arena, &found, &n, nearest, &n_nearest)) != 0)
        goto out;
    if (n != 1) {
        result = n == 0 ? unknown(args->words[1], nearest, n_nearest, err) : ask_back(&graph, args->words[1], found, n, err);
        goto out;
    }
    if ((result = wr_trace_make(&graph, found[0], &trace)) != 0)
        goto out;
    if (wr_cli_has(args, "json"))
        wr_trace_json(&graph, &trace, out);
    else
        result = answer(&graph, &trace, out);
out:
    wr_trace_free(&trace);
    wr_graph_free(&graph);
    wr_arena_free(&arena);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"json", NULL, "answer in JSON", false},
};

const struct wr_cli_command wr_cli_trace = {
    .name = "trace",
    .operands = "SERVICE NAME",
    .summary = "follow one thing up to why it is there, and down to what it rests on",
    .doc = "NAME is anything that the service folder names: an objective, a benefit, a change, a step of care, a group, an office or a "
           "person, a\n"
           "need, a piece of information, a capability, a system, a hazard, an issue, a task, a decision, a statement, a measure. Where "
           "two things\n"
           "have one name, write what it is before it: \"system: patient record\".",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 2,
    .most_words = 2,
    .run = run,
};
