/* The scales by which hazards and risks are rated: data with a version, built in from scales/ of the source tree; a service folder's own scales/
 * takes the place of those that it defines. Two scales that are never merged: clinical safety (DCB0129 and DCB0160), and the trust's own
 * register of 5 by 5. Both have five levels each way; their words, cells and bands may be edited, their number not.
 *
 * Risk under clinical safety is read from a table of 25 cells: it is not a product (severity catastrophic and likelihood very low give 3,
 * catastrophic and low give 4). Its numbers mean, whatever words a trust gives them: 5 unacceptable; 4 must be reduced; 3 only when further
 * reduction is impractical, with the reason; 2 and 1 may be accepted. */
#ifndef WR_AGREE_SCALES_H
#define WR_AGREE_SCALES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/mistakes.h"

#define WR_SCALE_LEVELS 5

struct wr_scale_severity {
    const char *name;    /* "major" */
    const char *one;     /* what it means for one patient; NULL: does not exist for one patient (catastrophic) */
    const char *several; /* for several patients; NULL: does not exist for several (minor) */
};
struct wr_scale_level {
    const char *name, *says;
};
struct wr_scale_clinical {               /* index 0 is least: minor, very low */
    const char *version, *source, *file; /* file: where it was read, "scales/clinical-safety.yaml" of the program or the trust's */
    bool own;                            /* the trust's own takes the place of the program's */
    struct wr_scale_severity severity[WR_SCALE_LEVELS]; /* minor, significant, considerable, major, catastrophic */
    struct wr_scale_level likelihood[WR_SCALE_LEVELS];  /* very low, low, medium, high, very high */
    int risk[WR_SCALE_LEVELS][WR_SCALE_LEVELS];         /* [likelihood][severity], 1 to 5 */
    const char *acceptability[WR_SCALE_LEVELS];         /* of risk 1 to 5, at risk - 1 */
};
struct wr_scale_band {
    const char *name;
    int from, to; /* scores, both included */
};
struct wr_scale_register {
    const char *version, *source, *file;
    bool own;
    struct wr_scale_level consequence[WR_SCALE_LEVELS], likelihood[WR_SCALE_LEVELS]; /* of 1 to 5, at number - 1 */
    struct wr_scale_band bands[WR_SCALE_LEVELS];
    size_t n_bands;
};
struct wr_scales {
    struct wr_scale_clinical clinical;
    struct wr_scale_register trust;
};

/* The program's scales, then `folder`/scales/(star).yaml over them (NULL: none). Texts live in `arena`. Mistakes are collected; the scales are whole
 * only when 0 is returned. 0, WR_ERR_MISTAKES, WR_ERR_FILE, WR_ERR_MEMORY. */
int wr_scales_read(struct wr_arena *arena, const char *folder, struct wr_mistakes *mistakes, struct wr_scales *out) WR_MUST_USE;

/* Index from 0 by name, case ignored ("Major", "very low"); -1: no such level. */
int wr_scales_severity(const struct wr_scales *scales, const char *name);
int wr_scales_likelihood(const struct wr_scales *scales, const char *name);
/* The risk from 1 to 5; 0 when either index is not of the scale (-1: not scored). */
int wr_scales_risk(const struct wr_scales *scales, int severity, int likelihood);
/* What the severity means for one patient or several; NULL when it does not exist for them. */
const char *wr_scales_severity_words(const struct wr_scales *scales, int severity, bool several);
const char *wr_scales_acceptability(const struct wr_scales *scales, int risk); /* NULL for 0 */

/* The trust's register: consequence times likelihood (1 to 25; 0 when not scored), and the name of its band (NULL: none). */
int wr_scales_register_score(int consequence, int likelihood);
const char *wr_scales_register_band(const struct wr_scales *scales, int score);

#endif
