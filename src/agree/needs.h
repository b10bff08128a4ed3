/* What people said, looked at together: whose voices a need carries, what it costs as they say, and what became of it.
 *
 * The numbers of people here are of those who spoke up by name of their group, in an open file; they are no survey, and nothing is held back below the
 * smallest cell (that rule is for ratings: agree/suppress.h). */
#ifndef WR_AGREE_NEEDS_H
#define WR_AGREE_NEEDS_H

#include "agree/agree.h"

/* A quantity as somebody said it: "40 min", "30 to 60 min", "40 min (30 min to 60 min)". */
struct wr_said_range {
    bool known;
    double low, value, high; /* all the same when no range was said */
};
/* Reads such a text in the unit (WR_UNIT_TIME: seconds; WR_UNIT_RATE: a second); not known when it is not wholly one, or NULL. */
struct wr_said_range wr_needs_range(const char *text, enum wr_unit unit);

struct wr_need_voice {
    int group;        /* -1: not a group of people.yaml */
    const char *name; /* of the group; "no group said" */
    int people;       /* the speaker, those who said so too, and the same of every need that was merged into this one */
};
struct wr_need_change { /* a change that names the need, or one that was merged into it */
    int change;
    int decision; /* the newest about it that is not superseded, or -1 */
};
struct wr_need_view {
    int need;
    const int *kept; /* needs merged into it, also by way of another: their words stay beside its own */
    size_t n_kept;
    struct wr_need_voice *voices; /* by group, the speaker's first */
    size_t n_voices;
    int people;                  /* of all groups */
    struct wr_said_range hours;  /* of staff, a year: how often x each time, once, not times the people; known when both were said */
    struct wr_need_change *made; /* changes, in the order of the model */
    size_t n_made;
    /* Sentences without a full stop; NULL when there is nothing to say: */
    const char *who;    /* "ward nurses; so say ward clerks (4), healthcare assistants (6)" */
    const char *cost;   /* "about 1,200 hours of staff time a year, as said and not measured" */
    const char *became; /* "change `home before lunch`, which decision d2 accepted on 2 March 2026"; "nothing has been proposed yet" */
};
/* The view of one need, in `arena`. 0 or WR_ERR_MEMORY. */
int wr_needs_view(const struct wr_agree *agree, int need, struct wr_arena *arena, struct wr_need_view *out) WR_MUST_USE;
/* Whether a need, or one that it keeps, carries a voice of this group. */
bool wr_needs_has_voice(const struct wr_need_view *view, int group);
/* The name for the next need (or hazard, issue: another letter): n13 when the highest of "n1" to "n99999" in use is n12; at least two digits when the others
 * have them (n07). In the arena; NULL without memory. `names`: all in use. */
const char *wr_needs_next_name(struct wr_arena *arena, char letter, const char *const *names, size_t n);

#endif
