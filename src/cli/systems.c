/* wardround systems: what technology there is, what it hangs on, and what falls with it. */
#include "agree/systems.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "trial/say.h"

struct page {
    struct wr_buf *out;
    bool falls; /* the heading of what falls stands already */
};

static void pair(void *self, const char *what, const char *text)
{
    struct page *p = self;
    struct wr_buf line;

    wr_buf_init(&line, 0);
    if (strcmp(what, "If it is late or down") == 0) {
        if (!p->falls)
            wr_buf_printf(p->out, "  %s:\n", what);
        p->falls = true;
        wr_i_cli_wrap(p->out, 4, 8, text);
    } else {
        wr_buf_printf(&line, "%s: %s", what, text);
        wr_i_cli_wrap(p->out, 2, 6, wr_buf_string(&line));
    }
    wr_buf_part_free(p->out, &line);
}

static int one(const struct wr_systems *s, size_t row, struct wr_buf *out)
{
    const struct wr_graph_node *n = &s->graph->nodes[s->rows[row].node];
    struct page page = {out, false};

    wr_buf_printf(out, "\n%s", n->name);
    wr_i_cli_where(out, s->graph->agree->folder, &n->where);
    wr_buf_char(out, '\n');
    return wr_systems_say(s, row, pair, &page);
}

static int find(const struct wr_systems *s, const char *name, int *row, struct wr_buf *err)
{
    const char **names, *nearest;

    *row = wr_systems_find(s, name);
    if (*row >= 0)
        return 0;
    names = wr_mem_alloc(s->n + 1, sizeof *names);
    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < s->n; i++)
        names[i] = s->graph->nodes[s->rows[i].node].name;
    nearest = wr_text_nearest(name, names, s->n);
    wr_buf_printf(err, "wardround systems: there is no system `%s`", name);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, s->n > 0 ? "\n    there are:" : "\n    none is written down (systems/)");
    for (size_t i = 0; i < s->n; i++)
        wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", names[i]);
    wr_buf_char(err, '\n');
    wr_mem_free(names);
    return wr_fail(WR_ERR_USAGE);
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_systems systems;
    struct wr_graph graph;
    int result, row = -1;

    memset(&graph, 0, sizeof graph);
    memset(&systems, 0, sizeof systems);
    if ((result = wr_i_cli_people_read(ctx, args->words[0], &people, err)) != 0 || (result = wr_graph_build(&people.agree, &graph)) != 0 ||
        (result = wr_systems_make(&graph, &systems)) != 0)
        goto out;
    if (args->n_words > 1 && (result = find(&systems, args->words[1], &row, err)) != 0)
        goto out;
    if (wr_cli_has(args, "json")) {
        wr_systems_json(&systems, row, out);
        goto out;
    }
    wr_buf_printf(out, "%s: systems, and what hangs on them\n", people.agree.model->service);
    wr_say_data(out, people.agree.model);
    wr_buf_char(out, '\n');
    if (systems.n == 0)
        wr_i_cli_wrap(out, 0, 0, "None is written down. Say in systems/ what there is: docs/people.md shows how.");
    for (size_t i = 0; i < systems.n && result == 0; i++)
        if (row < 0 || row == (int)i)
            result = one(&systems, i, out);
out:
    wr_systems_free(&systems);
    wr_graph_free(&graph);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"json", NULL, "answer in JSON", false},
};

const struct wr_cli_command wr_cli_systems = {
    .name = "systems",
    .operands = "SERVICE [NAME]",
    .summary = "show the systems: owners, contracts, costs, and what falls if one is late or down",
    .doc = "For each system, of the service file and of systems/: what it is, who owns it, its contract, what it costs, what it hangs on, "
           "what is\n"
           "kept in it; what falls if it is late or down, through everything that hangs on it, up to the benefits and objectives; and what "
           "to\n"
           "beware of: a contract that ends too soon, a system that is ready after the change that needs it, a system that nothing uses.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = run,
};
