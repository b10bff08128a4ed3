/* The benefits dependency network (Ward and Daniel, Benefits Management; the Cranfield method), computed from the folder:
 *
 *   driver -> objective <- benefit <- business change <- enabling change <- enabler
 *                                     business change <- enabler
 *
 * A business change is a new way of working that stays (a change of the service); an enabling change is done once, before (a task of the plan, an open
 * issue); an enabler is what technology brings (a capability, a system, a piece of information). As data, as a picture, and as a list that says all that the
 * picture says. */
#ifndef WR_AGREE_MAP_H
#define WR_AGREE_MAP_H

#include "agree/findings.h"
#include "agree/graph.h"
#include "base/ctx.h"

enum wr_network_column {
    WR_MAP_DRIVER,
    WR_MAP_OBJECTIVE,
    WR_MAP_BENEFIT,
    WR_MAP_BUSINESS_CHANGE,
    WR_MAP_ENABLING_CHANGE,
    WR_MAP_ENABLER,
    WR_MAP_COLUMNS
};

struct wr_network_entry {
    enum wr_network_column column;
    int node; /* of the graph */
    const char *name;
    const char
        *label; /* as it is drawn and listed: the name; of an issue "i1: Cubicles 17 to 22 have no signal", of what is done "...(done)" */
    const char *is;    /* what sort it is: "benefit", "dis-benefit", "task", "system": never NULL */
    const char *says;  /* or NULL */
    const char *owner; /* as written; NULL: none, and `wants_owner` says whether one is missing */
    bool wants_owner;
    const char *steps; /* business change: the steps of care that it changes, joined by commas; else NULL */
    const char *state; /* how it stands with it: "done", "due 1 April 2026", "kept in patient record": or NULL */
    struct wr_where where;
};
/* `from` leads to `to`: from right to left, except driver -> objective. */
struct wr_network_link {
    int from, to; /* entries */
};

/* A sum of money: best estimates added; low and high added too (as if all ran low, all ran high together). */
struct wr_network_sum {
    double value, low, high;
    size_t parts;   /* so many figures went in */
    bool has_range; /* one of them had an interval */
};
/* What it costs: each change once, however many benefits it serves; each system once, however many changes need it. The two are not added up: a change's
 * figure may hold that of its system, and the files do not say. */
struct wr_network_costs {
    struct wr_network_sum changes_once, changes_a_year; /* £, £ a year */
    struct wr_network_sum systems_once, systems_a_year;
    size_t changes_without, systems_without; /* entries of the map of which no cost is said */
};

struct wr_network {
    struct wr_arena arena;
    const struct wr_graph *graph;
    struct wr_network_entry *entries; /* by column, then in file order */
    size_t n_entries, entries_room;
    struct wr_network_link *links; /* by `from`, then `to`; no two alike */
    size_t n_links, links_room;
    struct wr_network_costs costs;
};

/* 0 or WR_ERR_MEMORY. `graph` must outlive it. wr_network_free it in any case. */
int wr_network_build(const struct wr_graph *graph, struct wr_network *out) WR_MUST_USE;
void wr_network_free(struct wr_network *map); /* safe twice */

/* Whether the method allows a link from a thing of the one column to one of the other. */
bool wr_network_is_legal(enum wr_network_column from, enum wr_network_column to);
/* "driver" ... "enabler"; and what the column answers: "why must we improve". */
const char *wr_network_column_words(enum wr_network_column column);
const char *wr_network_column_title(enum wr_network_column column); /* "Benefits" */
const char *wr_network_column_question(enum wr_network_column column);

/* The equal list: plain sentences, entry by entry, with all links. tell(self, level, sentence): level 0 a column's title, 1 an entry, 2 what is said of it.
 * Sentences are whole, plain text (escape them for HTML), good only during the call. Right to left: from enabler to driver; else from driver to enabler. */
int wr_network_say(const struct wr_network *map, bool right_to_left, void (*tell)(void *self, int level, const char *sentence),
                   void *self) WR_MUST_USE;
/* What it costs, in one to three sentences, each told. */
int wr_network_say_costs(const struct wr_network *map, void (*tell)(void *self, int level, const char *sentence), void *self) WR_MUST_USE;

/* The picture in Graphviz's language: drivers on the left, enablers on the right; an invented service says so above. Look at wr_buf_status. */
void wr_network_dot(const struct wr_network *map, struct wr_buf *out);
/* The picture as an <svg> element, by `dot` as a child process: as wr_model_draw_svg. */
int wr_network_svg(const struct wr_ctx *ctx, const struct wr_network *map, struct wr_buf *out, const char **why) WR_MUST_USE;
/* Entries, links, costs; and findings, unless NULL. */
void wr_network_json(const struct wr_network *map, const struct wr_findings *findings, struct wr_buf *out);

#endif
