/* The CIO's side: what there is, what it hangs on, what it costs, when its contract ends, and what falls if it is late or down. The systems of the service
 * file and those of systems/ are one list: one system of both is said once. */
#ifndef WR_AGREE_SYSTEMS_H
#define WR_AGREE_SYSTEMS_H

#include "agree/graph.h"

/* Something that falls with a system, and the first link of the way from it to the system. */
struct wr_system_fall {
    int node;    /* of the graph: a system, piece of information, step, task of the plan, change, benefit or objective */
    int through; /* node on which it hangs directly: the system itself, or something else that falls */
    int link;    /* of the graph: between the two */
};
struct wr_system_row {
    int node;         /* of the graph (kind WR_GRAPH_SYSTEM) */
    bool in_full;     /* said in systems/, not in the service file alone */
    int entry, model; /* of agree->systems, of model->systems; -1 */
    struct wr_system_fall *
        falls; /* by kind in the order of enum wr_graph_kind from the bottom: systems, information, steps, tasks, changes, benefits, objectives */
    size_t n_falls;
    const char **warnings; /* whole sentences: contract, dates, dependencies */
    size_t n_warnings;
};
struct wr_systems {
    struct wr_arena arena;
    const struct wr_graph *graph;
    struct wr_system_row *rows;
    size_t n;
};

/* 0 or WR_ERR_MEMORY. wr_systems_free it in any case; `graph` must outlive it. */
int wr_systems_make(const struct wr_graph *graph, struct wr_systems *out) WR_MUST_USE;
void wr_systems_free(struct wr_systems *systems); /* safe twice */
/* By name, or -1. */
int wr_systems_find(const struct wr_systems *systems, const char *name);
/* Why: "Information `allergies` is kept in system `patient record`", without a full stop. */
void wr_system_fall_say(struct wr_buf *out, const struct wr_systems *systems, const struct wr_system_fall *fall);
/* All that is said of a system: heading "Contract", text; what falls comes as "If it is late or down" lines. */
int wr_systems_say(const struct wr_systems *systems, size_t row, void (*tell)(void *self, const char *what, const char *text),
                   void *self) WR_MUST_USE;
void wr_systems_json(const struct wr_systems *systems, int row, struct wr_buf *out); /* row -1: all */

#endif
