/* A consultation report in the order of ACCORD (ACcurate COnsensus Reporting Document: Gattrell et al., PLoS Medicine 2024;21(1):e1004326): title 1 item,
 * introduction 3, methods 21, results 5, discussion 2, other information 3. What the files say is filled in; what only people know comes from the statement's
 * `accord:`; what nobody has written stays blank, with who could fill it. The items are said in our own short words. */
#ifndef WR_AGREE_CONSULT_H
#define WR_AGREE_CONSULT_H

#include "agree/voices.h"

#define WR_CONSULT_ITEMS 35
enum wr_consult_section {
    WR_CONSULT_TITLE,
    WR_CONSULT_INTRODUCTION,
    WR_CONSULT_METHODS,
    WR_CONSULT_RESULTS,
    WR_CONSULT_DISCUSSION,
    WR_CONSULT_OTHER
};
#define WR_CONSULT_SECTIONS 6
struct wr_consult_item {
    enum wr_consult_section section;
    const char *code; /* "M4" */
    const char *name; /* "Recruitment" */
    const char *asks; /* what the item asks, one sentence */
    const char *key;  /* under which people write it in `accord:` */
    const char *who;  /* who could fill it */
    const char *said; /* what people wrote under the key; NULL: nothing */
    const char *made; /* what the program makes of the files; NULL: nothing */
};
/* Whether anything stands there. */
static inline bool wr_consult_is_blank(const struct wr_consult_item *i) { return i->said == NULL && i->made == NULL; }
const char *wr_consult_section_words(enum wr_consult_section section); /* "Methods" */

/* All items, in their order, of a statement's result; texts live in the arena. *n_blank: how many are blank. 0 or WR_ERR_MEMORY. */
int wr_consult_make(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_arena *arena,
                    struct wr_consult_item items[WR_CONSULT_ITEMS], size_t *n_blank) WR_MUST_USE;
/* Keys of `accord:` that no item asks for, such as a slip of the pen: the n-th, or NULL when there are no more; *nearest a key like it, or NULL. */
const char *wr_consult_unknown_key(const struct wr_statement *s, size_t nth, const char **nearest);

#endif
