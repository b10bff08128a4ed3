/* One graph of all that a service folder holds: objectives, benefits, changes, steps of care, people, information, systems, what could go wrong, what was
 * decided, and what rests on what. Map, trace, findings and systems read it; nothing else joins these parts a second time.
 *
 * A link has an upper and a lower end: the upper rests on the lower. The top is why (a driver), the bottom is with what (a system, a person). "Up" from a
 * node is all that rests on it, "down" all that it rests on. Made from a frozen struct wr_agree, which must outlive it; frozen then. */
#ifndef WR_AGREE_GRAPH_H
#define WR_AGREE_GRAPH_H

#include "agree/agree.h"
#include "base/arena.h"
#include "base/buf.h"

/* In the order of one line of sight, from why to with what. */
enum wr_graph_kind {
    WR_GRAPH_DRIVER,     /* agree->drivers */
    WR_GRAPH_OBJECTIVE,  /* model->objectives */
    WR_GRAPH_BENEFIT,    /* agree->benefits */
    WR_GRAPH_RESULT,     /* what a benefit came to: agree->benefits, `realised` */
    WR_GRAPH_MEASURE,    /* model->measures */
    WR_GRAPH_HARM,       /* model->harms */
    WR_GRAPH_OPTION,     /* model->options; one that is nothing but a change of the same name has no node */
    WR_GRAPH_CHANGE,     /* model->changes */
    WR_GRAPH_NEED,       /* agree->needs */
    WR_GRAPH_STATEMENT,  /* agree->statements */
    WR_GRAPH_DECISION,   /* agree->decisions */
    WR_GRAPH_DISSENT,    /* agree->decisions[of].dissent[index] */
    WR_GRAPH_HAZARD,     /* agree->hazards; of >= 0: model->changes[of].hazards[index] */
    WR_GRAPH_RISK,       /* agree->risks: the trust's own register */
    WR_GRAPH_ISSUE,      /* agree->issues; of >= 0: model->changes[of].issues[index] */
    WR_GRAPH_TASK,       /* agree->plan.tasks: work of the plan */
    WR_GRAPH_STEP,       /* model->steps: a step of care */
    WR_GRAPH_DUTY,       /* model->tasks: work beside the pathway */
    WR_GRAPH_PLACE,      /* model->places */
    WR_GRAPH_RESOURCE,   /* model->resources: staff and equipment of the service file */
    WR_GRAPH_CAPABILITY, /* agree->catalogue.list; index -1: a name under `uses:` that the catalogue does not know */
    WR_GRAPH_ITEM,       /* model->items: a piece of information */
    WR_GRAPH_SYSTEM,     /* agree->systems; of >= 0: also, or (index -1) only, model->systems[of] */
    WR_GRAPH_GROUP,      /* agree->groups */
    WR_GRAPH_OFFICE,     /* agree->offices */
    WR_GRAPH_PERSON,     /* somebody who is named as an owner and is neither an office nor a group; index -1 */
    WR_GRAPH_UNKNOWN,    /* named under `needs first:` and nowhere said; index -1 */
    WR_GRAPH_KINDS
};

enum wr_graph_link_kind {
    WR_LINK_ANSWERED_BY,   /* driver - objective */
    WR_LINK_SERVED_BY,     /* objective - benefit */
    WR_LINK_MEASURED_BY,   /* objective, benefit, dissent, statement - measure or harm */
    WR_LINK_CAME_TO,       /* benefit - result */
    WR_LINK_COMES_FROM,    /* benefit - change */
    WR_LINK_ARISES_AT,     /* benefit - step or duty */
    WR_LINK_HOLDS,         /* option - change */
    WR_LINK_ASKED_BY,      /* change - need */
    WR_LINK_CHANGES,       /* change - step, duty, place or resource that an effect touches, or an entry of `adds` names */
    WR_LINK_REACHES,       /* change - step or duty whose information, staff or place is touched, and not it itself */
    WR_LINK_SLOWS,         /* change - step or duty that is slower in the weeks after its go-live */
    WR_LINK_BRINGS,        /* change - information that an effect touches */
    WR_LINK_USES,          /* change - capability */
    WR_LINK_NEEDS_SYSTEM,  /* change - system */
    WR_LINK_NEEDS_FIRST,   /* change - change, task, issue, system, or what is unknown */
    WR_LINK_DECIDED_IN,    /* change, option, statement - decision */
    WR_LINK_OBJECTED_IN,   /* decision - dissent */
    WR_LINK_SUPERSEDED_BY, /* decision - the later one */
    WR_LINK_ASKED_ABOUT,   /* change, option - statement */
    WR_LINK_COULD_HARM,    /* change - hazard or risk */
    WR_LINK_SAME_AS,       /* risk - hazard that it is linked to */
    WR_LINK_OPEN_ISSUE,    /* change, hazard - issue */
    WR_LINK_DONE_BY,       /* change - task of the plan */
    WR_LINK_AFTER,         /* task - task; issue - issue it depends on */
    WR_LINK_WAITS_FOR,     /* task that goes live - system its change needs */
    WR_LINK_SAID_AT,       /* need - step or duty */
    WR_LINK_MISSED,        /* need - information that was missing */
    WR_LINK_SAID_BY,       /* need - group that said it; the same for "me too" */
    WR_LINK_MERGED_FROM,   /* need - need that was merged into it */
    WR_LINK_NEEDS_TO_KNOW, /* step - information */
    WR_LINK_RUNS_ON,       /* step - system without which it stops, or goes by paper */
    WR_LINK_DONE_IN,       /* step - place */
    WR_LINK_DONE_WITH,     /* step, duty, place, information (who chases it) - resource */
    WR_LINK_LOOKS_AT,      /* measure, harm - step, duty, place, resource, information; harm - measure */
    WR_LINK_KEPT_IN,       /* information - system */
    WR_LINK_HANGS_ON,      /* system - system */
    WR_LINK_OWNED_BY,      /* anything - office, group, person: owner */
    WR_LINK_CARRIED_BY,    /* benefit - who makes the new way of working stick */
    WR_LINK_SPONSORED_BY,  /* change, decision - clinical sponsor */
    WR_LINK_DECIDED_BY,    /* decision - who decided */
    WR_LINK_VOICED_BY,     /* dissent - who */
    WR_LINK_HEARD,         /* statement - group that has answered (that, not how many) */
    WR_LINK_INVITED,       /* statement - group that was invited and has not answered */
    WR_LINK_CONSULTED,     /* decision - group */
    WR_LINK_INFORMED,      /* decision - group */
    WR_LINK_BELONGS_TO,    /* office - group */
    WR_GRAPH_LINK_KINDS
};

struct wr_graph_node {
    enum wr_graph_kind kind;
    int index, of;     /* which entry: see the kinds; -1 */
    const char *name;  /* as the files give it */
    const char *says;  /* what it is in a sentence, or NULL */
    const char *owner; /* as written, or NULL */
    struct wr_where where;
};

struct wr_graph_link {
    enum wr_graph_link_kind kind;
    int upper, lower; /* nodes */
};

struct wr_graph {
    struct wr_arena arena;
    const struct wr_agree *agree;
    struct wr_graph_node *nodes; /* by kind, then in file order; people last */
    size_t n_nodes, nodes_room;
    struct wr_graph_link *links; /* in order of making; no two are alike */
    size_t n_links, links_room;
    /* links by their ends: down[down_start[n] .. down_start[n + 1]) are the links whose upper end is n; up likewise */
    int *down_start, *down, *up_start, *up;
    int first[WR_GRAPH_KINDS]; /* the first node of each kind, -1: none; entry i of most kinds is first + i */
};

/* 0 or WR_ERR_MEMORY. wr_graph_free it in any case. */
int wr_graph_build(const struct wr_agree *agree, struct wr_graph *out) WR_MUST_USE;
void wr_graph_free(struct wr_graph *graph); /* safe twice */

/* The node of an entry, or -1. `of` as in struct wr_graph_node: -1 for an entry of the people's files. */
int wr_graph_node(const struct wr_graph *graph, enum wr_graph_kind kind, int index, int of);
/* The node that an owner's name stands for (office, group, person), or -1. */
int wr_graph_owner(const struct wr_graph *graph, const char *name);
/* The first node at the other end of a link of this kind, or -1; `nth` counts from 0. */
int wr_graph_below(const struct wr_graph *graph, int node, enum wr_graph_link_kind kind, size_t nth);
int wr_graph_above(const struct wr_graph *graph, int node, enum wr_graph_link_kind kind, size_t nth);
/* Whether an owner is in IT: an office with `technology: yes`, or a group of that kind. NULL: no. */
bool wr_graph_is_technology(const struct wr_agree *agree, const char *owner);

/* Whether a change (of the model) touches a step or duty (a node), itself or its information, staff or place. */
bool wr_graph_change_touches(const struct wr_graph *graph, int change, int node);

/* "benefit", "step", "information". Never NULL. */
const char *wr_graph_kind_words(enum wr_graph_kind kind);
/* A node as a sentence names it: "benefit `fewer unseen deteriorations`"; "need `n12`". */
void wr_graph_name_say(struct wr_buf *out, const struct wr_graph *graph, int node);
/* One link as a sentence without its full stop, beginning with one of its ends: "Change `y` brings benefit `x`"; brief, where the other end stands just
 * before: "Change `y` brings it". */
void wr_graph_link_say(struct wr_buf *out, const struct wr_graph *graph, const struct wr_graph_link *link, bool from_upper, bool brief);
/* How it stands with it: "open, to be reduced; due 1 April 2026", "accepted on 2 March 2026", "ready from 1 September 2026"; with `owner` also "owner: chief
 * nurse (nobody holds this office)". Parts joined by "; ", nothing when there is nothing to say. */
void wr_graph_state_say(struct wr_buf *out, const struct wr_graph *graph, int node, bool owner);

#endif
