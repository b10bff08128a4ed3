/* What people answered to one statement, group by group: how far they agree, who was heard, and what of it may be shown.
 *
 * Everything here may be shown as it is: what may not be shown is not in it (counts are ranges, other numbers NaN, reasons without their group), so that
 * no page can show it by mistake. The rules are suppress.h's. Of several rounds the last counts; the others are kept for the movement between them.
 * Nobody's name is here, and no rating stands beside a reason. */
#ifndef WR_AGREE_VOICES_H
#define WR_AGREE_VOICES_H

#include "agree/agree.h"
#include "agree/coverage.h"
#include "agree/rand.h"
#include "agree/suppress.h"
#include "base/buf.h"

#define WR_GRADIENTS 8
const char *wr_gradient_words(int gradient); /* 0 "endorse" .. 7 "veto" */

/* The whole statement in one word. A group that disagrees within itself is told before groups that differ, and both before groups that are too small:
 * small groups never make a disagreement disappear, and never let anything be called settled. */
enum wr_voices_class {
    WR_VOICES_NOT_ASKED, /* nobody has answered */
    WR_VOICES_TOO_FEW,   /* what is known agrees, but a group was not heard or gave fewer than five answers: not called agreement */
    WR_VOICES_SETTLED,   /* every group's median in the same third, and no group divided */
    WR_VOICES_DIFFER,    /* no group divided, but their medians stand in different thirds */
    WR_VOICES_DIVIDED    /* at least one group is divided within itself */
};
const char *
wr_voices_class_words(enum wr_voices_class class_); /* "settled", "groups differ", "divided within a group", "too few", "not asked yet" */

/* One set of answers: of a group, or of a group by day or at night. */
struct wr_voices_answers {
    struct wr_shown heard;        /* people who answered */
    struct wr_suppressed ratings; /* of 1 to 9: n, divided, median, thirds, as far as they may be shown */
    struct wr_shown chose;        /* people who chose a gradient */
    bool all_gradients;           /* the eight may be shown, not only the three below */
    struct wr_shown gradients[WR_GRADIENTS];
    struct wr_shown stances[3]; /* of those who chose: against (serious disagreement, veto), between, supporting (the first three) */
};
struct wr_voices_movement { /* one round of one group */
    int round;
    struct wr_voices_answers answers;
};
struct wr_voices_group {
    int group; /* of agree */
    const char *name;
    bool invited; /* the statement says how many */
    bool should;  /* the capabilities of the change ask for it (hear_from), or it is the patients, and a change or option is asked about */
    bool too_few; /* fewer than five ratings: nothing may be called agreed */
    struct wr_voices_answers all, day, night; /* of the last round; answers without a shift are in `all` only */
    struct wr_coverage coverage;
    struct wr_voices_movement *rounds; /* all rounds, oldest first */
    size_t n_rounds;
    bool moved; /* between the last two rounds the median moved to another third, or division came or went: and both may be shown */
};
struct wr_voices_reason {
    int group; /* -1: not to be said */
    const char *says;
};
struct wr_voices_least { /* the headline: the group that was heard least */
    int group;           /* of agree; -1: not known */
    struct wr_share share;
};
struct wr_voices_result {
    int statement;
    enum wr_voices_class class_;
    int divided_group;              /* of agree: the first group that is divided; or -1 */
    int round;                      /* the round that counts; 0: nobody has answered */
    struct wr_voices_group *groups; /* invited, heard or to be heard; in the order of people.yaml */
    size_t n_groups;
    const char **unknown; /* who should be heard by the catalogue and is no group of people.yaml */
    size_t n_unknown;
    size_t counted_groups;            /* whose answers may be shown, and so are in the next numbers */
    struct wr_shown in_favour, rated; /* of them: ratings 7 to 9 (or supporting gradients, of a group without ratings); all */
    double threshold;                 /* fixed before opening; NaN: none was */
    int met;                          /* threshold: 1 met, 0 not met, -1 cannot be said (none was fixed, or it would show single people) */
    struct wr_share pooled;           /* (agree + 1) / (seen + 2), all answers in one heap */
    struct wr_share product;          /* group-aware: the product over groups */
    struct wr_share geometric;        /* group-aware, geometric mean with Jeffreys' prior */
    struct wr_voices_least least_coverage; /* heard of invited: the smallest of all groups */
    struct wr_voices_least least_reach;    /* invited of in post */
    struct wr_voices_least least_of_post;  /* heard of in post: the headline */
    struct wr_voices_least least_night;    /* heard at night of in post at night */
    struct wr_voices_reason *reasons;      /* by group, then by their words: the order of the file would tell whose they are */
    size_t n_reasons;
};

/* Looks at one statement; everything lives in `arena`. 0 or WR_ERR_MEMORY. */
int wr_voices_look(const struct wr_agree *agree, int statement, struct wr_arena *arena, struct wr_voices_result *out) WR_MUST_USE;

/* For the gate: groups that should be heard about a change and were not (nobody invited, or nobody answered) in any statement about it. One sentence each,
 * without a full stop: "porters should be heard and were not invited". */
struct wr_voices_unheard {
    int group; /* -1: who the catalogue asks for is no group of people.yaml */
    const char *name, *says;
};
int wr_voices_unheard(const struct wr_agree *agree, int change, struct wr_arena *arena, struct wr_voices_unheard **list,
                      size_t *n) WR_MUST_USE;

/* The statement's result in one sentence: "Divided within healthcare assistants: their median says yes, and they stand apart." */
void wr_voices_say(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_buf *out);
/* Who was heard, in one sentence: "Least heard: porters, fewer than 5 of 8 invited." */
void wr_voices_say_coverage(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_buf *out);
/* What must stand above people's answers when the service says that it is made up (`data: invented`); else NULL. */
const char *wr_voices_invented(const struct wr_agree *agree);
/* The share in favour against the threshold: "In favour: 54 to 60 of 72 (75% to 83%); the threshold fixed before it was opened is 75%: reached." */
void wr_voices_say_threshold(const struct wr_voices_result *r, struct wr_buf *out);
/* A count or share as it may be shown: "12", "fewer than 5", "16 to 19"; "75%", "72% to 80%". */
void wr_voices_say_count(struct wr_shown count, struct wr_buf *out);
void wr_voices_say_share(struct wr_share share, struct wr_buf *out);

#endif
