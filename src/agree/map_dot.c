/* The network in Graphviz's language: a column for each kind, drivers on the left, arrows to what is served. Names are text of other people: they are escaped,
 * and identifiers are numbers of our own. Nothing is told by colour alone: every box says what it is. */
#include "agree/map.h"

#include "model/draw.h"
#include "trial/say.h"

static void column(const struct wr_network *map, enum wr_network_column c, struct wr_buf *out)
{
    static const char *const shapes[WR_MAP_COLUMNS] = {
        [WR_MAP_DRIVER] = "shape=box style=\"rounded,filled\" fillcolor=\"#f0f4f5\"",
        [WR_MAP_OBJECTIVE] = "shape=box style=\"filled,bold\" fillcolor=\"#e8edee\"",
        [WR_MAP_BENEFIT] = "shape=box style=\"rounded,filled\" fillcolor=\"#e6f2ea\"",
        [WR_MAP_BUSINESS_CHANGE] = "shape=box style=\"filled,bold\" fillcolor=\"#e3eefb\"",
        [WR_MAP_ENABLING_CHANGE] = "shape=box style=filled fillcolor=\"#fff7e0\"",
        [WR_MAP_ENABLER] = "shape=component style=filled fillcolor=\"#f3eef8\"",
    };

    wr_buf_printf(out, "  { rank=same;\n    t%d [shape=plaintext fontsize=13 label=\"", (int)c);
    wr_model_draw_label(out, wr_network_column_title(c));
    wr_buf_text(out, "\\n");
    wr_model_draw_label(out, wr_network_column_question(c));
    wr_buf_text(out, "\"];\n");
    for (size_t i = 0; i < map->n_entries; i++) {
        const struct wr_network_entry *e = &map->entries[i];
        if (e->column != c)
            continue;
        wr_buf_printf(out, "    e%zu [%s%s label=\"", i, shapes[c],
                      map->graph->nodes[e->node].kind == WR_GRAPH_BENEFIT &&
                              map->graph->agree->benefits[map->graph->nodes[e->node].index].dis_benefit
                          ? " color=\"#aa0000\" penwidth=2"
                          : "");
        wr_model_draw_label(out, e->label);
        wr_buf_text(out, "\\n");
        wr_model_draw_label(out, e->is);
        if (e->owner != NULL || e->wants_owner) {
            wr_buf_text(out, "\\nowner: ");
            wr_model_draw_label(out, e->owner != NULL ? e->owner : "nobody");
        }
        wr_buf_text(out, "\"];\n");
        wr_buf_printf(out, "    t%d -> e%zu [style=invis];\n", (int)c, i); /* within a column: the title above all */
    }
    wr_buf_text(out, "  }\n");
}

void wr_network_dot(const struct wr_network *map, struct wr_buf *out)
{
    wr_buf_text(out, "digraph map {\n"
                     "  rankdir=LR; ranksep=0.9; nodesep=0.15;\n"
                     "  node [fontname=Arial fontsize=11 margin=\"0.12,0.06\"];\n"
                     "  edge [color=\"#425563\"];\n");
    if (map->graph->agree->model->data == WR_DATA_INVENTED) { /* a picture is passed on without the page that it stood on */
        struct wr_buf data;
        wr_buf_init(&data, 0);
        wr_say_data(&data, map->graph->agree->model);
        wr_buf_text(out, "  labelloc=t; fontname=Arial; label=\"");
        wr_model_draw_label(out, wr_buf_string(&data));
        wr_buf_text(out, "\";\n");
        wr_buf_part_free(out, &data);
    }
    for (int c = 0; c < WR_MAP_COLUMNS; c++)
        column(map, (enum wr_network_column)c, out);
    for (int c = 0; c + 1 < WR_MAP_COLUMNS; c++)
        wr_buf_printf(out, "  t%d -> t%d [style=invis weight=50];\n", c, c + 1);
    for (size_t i = 0; i < map->n_links; i++) {
        const struct wr_network_link *l = &map->links[i];
        /* the layout goes from left to right, the arrow to what is served */
        if (map->entries[l->from].column < map->entries[l->to].column)
            wr_buf_printf(out, "  e%d -> e%d [tailport=e headport=w];\n", l->from, l->to);
        else
            wr_buf_printf(out, "  e%d -> e%d [dir=back tailport=e headport=w];\n", l->to, l->from);
    }
    wr_buf_text(out, "}\n");
}

int wr_network_svg(const struct wr_ctx *ctx, const struct wr_network *map, struct wr_buf *out, const char **why)
{
    struct wr_buf dot;
    int result;

    wr_buf_init(&dot, 0);
    wr_network_dot(map, &dot);
    result = wr_model_draw_from_dot(ctx, &dot, out, why);
    wr_buf_free(&dot);
    return result;
}
