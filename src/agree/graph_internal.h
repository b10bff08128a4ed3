/* Between the files that make and read the graph. */
#ifndef WR_AGREE_GRAPH_INTERNAL_H
#define WR_AGREE_GRAPH_INTERNAL_H

#include "agree/graph.h"
#include "base/map.h"

/* The graph while it is made: nodes are found by kind and index, people by name. */
struct wr_i_graph_maker {
    struct wr_graph *g;
    const struct wr_agree *agree;
    const struct wr_model *m;
    struct wr_map people; /* names of persons -> node */
    struct wr_map others; /* names that stand for nothing known, by kind: "needs first" and `uses:` */
    struct wr_map needs;  /* names of needs -> index */
    int *system_of_model; /* node of each system of the service file */
    int *option_node;     /* node of each option, -1: it has none */
    int status;           /* 0 or the first failure: later calls do nothing */
};

/* The node of entry `index` of a kind whose nodes all stand one after another; -1 for index -1. */
int wr_i_graph_at(const struct wr_i_graph_maker *k, enum wr_graph_kind kind, int index);
int wr_i_graph_node_add(struct wr_i_graph_maker *k, struct wr_graph_node node);
void wr_i_graph_link_add(struct wr_i_graph_maker *k, enum wr_graph_link_kind kind, int upper, int lower);
/* The node of an owner as written: an office, who holds it, a group, else a person (made when new). -1 for NULL. */
int wr_i_graph_owner(struct wr_i_graph_maker *k, const char *name);
/* The links of changes (graph_change.c): what effects touch, what is used, needed and asked. */
void wr_i_graph_changes(struct wr_i_graph_maker *k);
/* All other links of the service file (graph_care.c). */
void wr_i_graph_care(struct wr_i_graph_maker *k);
/* All other links of the people's files (graph_people.c). */
void wr_i_graph_people(struct wr_i_graph_maker *k);

#endif
