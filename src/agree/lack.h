/* What is missing, odd or to be looked at in the people's files: one sentence each, with who must do what about it. Made by hazards, issues,
 * readiness and gate; read by the commands and the report, which say the same sentences. */
#ifndef WR_AGREE_LACK_H
#define WR_AGREE_LACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/mistakes.h"

enum wr_lack_kind {
    WR_LACK_DECISION,     /* no accepted decision, no quorum, no sponsor, no owner */
    WR_LACK_DISSENT,      /* an objection that nobody has answered */
    WR_LACK_VOICES,       /* a group not heard, or a question that is not settled */
    WR_LACK_READINESS,    /* a domain never answered, a complex one without its issue */
    WR_LACK_ISSUE,        /* an issue without owner, plan or date */
    WR_LACK_PREREQUISITE, /* what must be there first */
    WR_LACK_HAZARD,       /* a hazard unscored, without control, at a risk that is not accepted */
    WR_LACK_APPROVAL,     /* the hazard log is not approved, or the approval is void */
    WR_LACK_BENEFIT,      /* a benefit without owner or measure */
    WR_LACK_PLAN          /* a task without a date, a go-live in a closed span, a cycle */
};
#define WR_LACK_KINDS 10

struct wr_lack {
    enum wr_lack_kind kind;
    bool stops;        /* stands in the way of a start; else it is only to be looked at */
    int change;        /* of the model, or -1: of no one change */
    const char *what;  /* one sentence, no full stop: "nobody owns i2: Nobody knows who answers the alarm at night" */
    const char *who;   /* whose it is to mend: an office with its holder, a group, a person. Never NULL */
    const char *do_;   /* what to do next, in the imperative: "name an owner (owner: in issues/)". Never NULL */
    const char *about; /* the entry's name ("h1"), or NULL */
    struct wr_where where;
};

/* A list that grows in an arena. A failed add is remembered in `status` (0 or WR_ERR_MEMORY): add freely, ask once. */
struct wr_lacks {
    struct wr_arena *arena; /* outlives the list; all texts are copied into it */
    struct wr_lack *list;
    size_t n, room;
    int status;
};
void wr_lacks_init(struct wr_lacks *lacks, struct wr_arena *arena);
/* `one.who` NULL or empty: "the leadership group". `one.do_` NULL: there was no memory to say it. The sentence is printed into the arena. */
void wr_lacks_add(struct wr_lacks *lacks, struct wr_lack one, const char *what, ...) WR_PRINTF(3, 4);
/* Those that stop before those that do not, then by kind, then in the order in which they were found. */
void wr_lacks_sort(struct wr_lacks *lacks);
struct wr_agree;
/* A name as it is shown where somebody is asked to act: an office with whoever holds it ("chief nurse (Q. Example)", "chief nurse (the office is not
 * filled)"), anything else as it was written. In the arena; NULL for NULL, or without memory. */
const char *wr_lack_who(const struct wr_agree *agree, struct wr_arena *arena, const char *name);
/* The same in the arena of a list, which remembers that there was no memory. */
const char *wr_lacks_who(struct wr_lacks *lacks, const struct wr_agree *agree, const char *name);
/* A text printed into the arena of a list, which remembers that there was no memory ("" then). */
const char *wr_lacks_say(struct wr_lacks *lacks, const char *format, ...) WR_PRINTF(2, 3);
/* Whether two texts name the same office or person: the same words (case ignored), or the office and whoever holds it. NULL is nobody. */
bool wr_lack_same_person(const struct wr_agree *agree, const char *a, const char *b);
const char *wr_lack_kind_words(enum wr_lack_kind kind); /* "decision", "hazard", ... */

#endif
