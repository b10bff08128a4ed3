/* A service file, read once, walked by both: what the tests of this folder share. */
#ifndef WR_TESTS_SLOWSIM_SERVICE_H
#define WR_TESTS_SLOWSIM_SERVICE_H

#include "slow.h"

#include "base/buf.h"
#include "sim/sim.h"

/* NOT_YET: the engine says that it does not simulate this yet. */
enum outcome { SAME, DIFFERS, REFUSED, NOT_YET, GAVE_UP };

struct judged {
    enum outcome outcome;
    size_t lines, measures; /* compared */
    unsigned long circles;
    double first;          /* DIFFERS: the number of the line, from 1 */
    struct slow_walk walk; /* by the rules */
    struct wr_buf said;    /* DIFFERS: the lines around; REFUSED: why */
};

/* Text of a service and the folder of its CSV files; option NULL: do nothing. judged is init here, judged_free it. */
void judge(const char *text, const char *folder, const char *option, bool go_live, uint32_t replication, struct judged *out);
void judged_free(struct judged *j);
/* What the reference simulator walks, as `run --patient all` prints it. false: the service cannot be read (why is in out). */
bool slow_text(const char *path, const char *option, bool go_live, struct wr_buf *out);

#endif
