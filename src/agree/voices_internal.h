/* Between the files that look at voices. */
#ifndef WR_AGREE_VOICES_INTERNAL_H
#define WR_AGREE_VOICES_INTERNAL_H

#include "agree/voices.h"

/* The answers of one group in one round, counted: true counts, which leave this room only through suppress.h. Index 0 all, 1 those at night. */
struct wr_i_tally {
    int heard[2], ratings[2][WR_RATINGS], gradients[2][WR_GRADIENTS];
};
struct wr_i_tallies {
    const int *rounds; /* that were held, oldest first */
    size_t n_rounds;
    struct wr_i_tally *list; /* group g in the r-th round: list[g * n_rounds + r] */
};
/* Counts one statement's answers; in the arena. 0 or WR_ERR_MEMORY. */
int wr_i_voices_count(const struct wr_agree *agree, int statement, struct wr_arena *arena, struct wr_i_tallies *out) WR_MUST_USE;
/* What may be shown of them. */
void wr_i_voices_show(const struct wr_i_tally *t, int smallest, struct wr_voices_answers *all, struct wr_voices_answers *day,
                      struct wr_voices_answers *night);

/* Marks in should[group] who should be heard about a change: whom its capabilities name (hear_from: a group's name, or whom it stands for), and patients.
 * Others that are named go to *unknown, but not offices: whoever holds one is asked by name. 0 or WR_ERR_MEMORY. */
int wr_i_voices_should(const struct wr_agree *agree, int change, bool *should, struct wr_arena *arena, const char ***unknown, size_t *n,
                       size_t *room) WR_MUST_USE;

/* Whether the statement is about the change, by itself or as part of an option. */
bool wr_i_voices_is_about(const struct wr_agree *agree, const struct wr_statement *s, int change);

/* The reasons given, with their groups where that may be said. `tallies` are of the same statement. 0 or WR_ERR_MEMORY. */
int wr_i_voices_reasons(const struct wr_agree *agree, const struct wr_i_tallies *tallies, struct wr_arena *arena,
                        struct wr_voices_result *r) WR_MUST_USE;

#endif
