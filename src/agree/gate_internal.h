/* Between the files of the gate: what is being looked at, and where what was found goes. */
#ifndef WR_AGREE_GATE_INTERNAL_H
#define WR_AGREE_GATE_INTERNAL_H

#include "agree/gate.h"

struct wr_i_gate {
    const struct wr_agree *agree;
    const struct wr_source *source;
    const struct wr_change *c; /* the change, number `change` of the model */
    int change, today;
    int decision;           /* the accepted decision that stands about it, or -1 */
    const char *owner;      /* of the change, as shown; NULL: nobody */
    struct wr_lacks *lacks; /* its arena is the answer's */
    const char **in_place;
    size_t n_in_place, room;
};

/* What was asked for and is there: one sentence. */
void wr_i_gate_has(struct wr_i_gate *g, const char *format, ...) WR_PRINTF(2, 3);
/* "2 March 2026" in the arena; "" without memory. */
const char *wr_i_gate_date(struct wr_i_gate *g, int date);

int wr_i_gate_voices(struct wr_i_gate *g) WR_MUST_USE;
/* For each group of people.yaml how its work changes ("work at triage, which changes"), or NULL; in the arena. Staff without a group are told. */
int wr_i_gate_staff(struct wr_i_gate *g, const char ***changes) WR_MUST_USE;
int wr_i_gate_prerequisites(struct wr_i_gate *g) WR_MUST_USE;
void wr_i_gate_benefits(struct wr_i_gate *g);
int wr_i_gate_plan(struct wr_i_gate *g) WR_MUST_USE;

#endif
