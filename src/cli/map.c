/* wardround map: from why to with what, as a list and as a picture; and what does not hang together in it. */
#include "agree/map.h"

#include <string.h>

#include "agree/findings.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "trial/say.h"

static void line(void *self, int level, const char *sentence)
{
    struct wr_buf *out = self;

    if (level == 0) {
        wr_buf_printf(out, "\n%s\n", sentence);
        return;
    }
    wr_i_cli_wrap(out, level == 1 ? 2 : 6, level == 1 ? 4 : 8, sentence);
}

static void findings(struct wr_buf *out, const char *folder, const struct wr_findings *f)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    if (f->n == 0)
        wr_buf_text(out, "\nWhat does not hang together: nothing was found.\n");
    else
        wr_buf_printf(out, "\nWhat does not hang together: %zu thing%s\n", f->n, f->n == 1 ? "" : "s");
    for (size_t i = 0; i < f->n; i++) {
        wr_buf_clear(&text);
        wr_buf_printf(&text, "%zu. %s", i + 1, f->list[i].says);
        wr_i_cli_where(&text, folder, &f->list[i].where);
        wr_i_cli_wrap(out, 2, 5, wr_buf_string(&text));
        wr_i_cli_wrap(out, 5, 5, f->list[i].todo);
    }
    wr_buf_part_free(out, &text);
}

static int text_answer(const struct wr_network *map, const struct wr_findings *f, bool right_to_left, struct wr_buf *out)
{
    int result;

    wr_buf_printf(out, "%s: %s\n", map->graph->agree->model->service,
                  right_to_left ? "from technology to the reason for it" : "from the reason to the technology");
    wr_say_data(out, map->graph->agree->model);
    wr_buf_char(out, '\n');
    if ((result = wr_network_say(map, right_to_left, line, out)) != 0)
        return result;
    wr_buf_text(out, "\nWhat it costs\n");
    if ((result = wr_network_say_costs(map, line, out)) != 0)
        return result;
    findings(out, map->graph->agree->folder, f);
    wr_i_cli_wrap(out, 0, 0, "");
    wr_i_cli_wrap(out, 0, 0,
                  "This is what the files say. What is not written down is not here; wardround trace SERVICE NAME follows one line of it.");
    return wr_buf_status(out);
}

static int picture(const struct wr_ctx *ctx, const struct wr_network *map, const char *file, struct wr_buf *out, struct wr_buf *err)
{
    const char *why = NULL;
    struct wr_buf svg;
    int result;

    wr_buf_init(&svg, 0);
    wr_buf_text(&svg, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    result = wr_network_svg(ctx, map, &svg, &why);
    if (why != NULL)
        wr_buf_printf(err, "wardround map: %s\n", why);
    if (result == 0)
        result = wr_i_cli_file_write(file, &svg, err);
    if (result == 0)
        wr_buf_printf(out, "The map is drawn in %s; the same as a list: wardround map without --svg\n", file);
    wr_buf_free(&svg);
    return result;
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_findings found;
    struct wr_graph graph;
    struct wr_network map;
    int result;

    memset(&graph, 0, sizeof graph);
    memset(&map, 0, sizeof map);
    memset(&found, 0, sizeof found);
    if ((result = wr_i_cli_people_read(ctx, args->words[0], &people, err)) != 0 || (result = wr_graph_build(&people.agree, &graph)) != 0 ||
        (result = wr_network_build(&graph, &map)) != 0)
        goto out;
    if (wr_cli_has(args, "dot")) {
        wr_network_dot(&map, out);
    } else if (wr_cli_has(args, "svg")) {
        result = picture(ctx, &map, wr_cli_get(args, "svg"), out, err);
    } else if ((result = wr_findings_find(&graph, &found)) == 0) {
        if (wr_cli_has(args, "json"))
            wr_network_json(&map, &found, out);
        else
            result = text_answer(&map, &found, wr_cli_has(args, "right-to-left"), out);
    }
out:
    wr_findings_free(&found);
    wr_network_free(&map);
    wr_graph_free(&graph);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"right-to-left", NULL, "begin with the technology and end with the reason for it", false},
    {"svg", "FILE", "draw it as a picture into this file", false},
    {"dot", NULL, "write Graphviz's own language: needs no other program", false},
    {"json", NULL, "answer in JSON, with everything", false},
};

const struct wr_cli_command wr_cli_map = {
    .name = "map",
    .operands = "SERVICE",
    .summary = "show what serves what, from the reason to the technology, and what does not hang together",
    .doc =
        "The benefits dependency network: why the trust must improve, which objectives follow, who gains what, what care will do\n"
        "differently, what must be done once before, and with which technology; with owners. It is computed from the service folder.\n"
        "Then what it costs, each thing counted once; then what does not hang together, and what to do about it.\n\n"
        "The picture (--svg) is laid out by the program `dot` of Graphviz (on Debian: apt-get install graphviz). The list says all that\n"
        "the picture says.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
