/* The one description of the people's files: which objects they are made of, which keys each has, and what stands behind each key. The same tables as
 * the service file's (model/describe.h): the reader, its messages and docs/people-reference.md come from them. Static, never changed. */
#ifndef WR_AGREE_DESCRIBE_H
#define WR_AGREE_DESCRIBE_H

#include "base/buf.h"
#include "model/describe.h"

/* A file, or the files of a folder, and the top-level keys that they may hold: the fields of `object`. */
struct wr_agree_file {
    const char *folder; /* "hazards"; NULL: people.yaml itself */
    const char *object; /* "hazards_file" */
};
extern const struct wr_agree_file wr_agree_describe_files[];
extern const size_t wr_agree_describe_n_files;

/* All objects, in the order of the reference. */
extern const struct wr_object wr_agree_describe_objects[];
extern const size_t wr_agree_describe_n_objects;
const struct wr_object *wr_agree_describe_object(const char *name); /* or NULL */

/* The words of choices, in the order of the enums of agree.h; hazards' severity and likelihood are of scales.h. */
#define WR_AGREE_WORDS_KIND "care|patients|staff side|management|technology|support"
#define WR_AGREE_WORDS_GRADIENT                                                                                                            \
    "endorse|agree with minor contention|support with reservations|abstain|more discussion needed|don't like but will support|"            \
    "serious disagreement|veto"
#define WR_AGREE_WORDS_SHIFT "day|night"
#define WR_AGREE_WORDS_DECISION "proposed|accepted|rejected|superseded by NAME"
#define WR_AGREE_WORDS_METHOD "consent|vote|sole"
#define WR_AGREE_WORDS_DISSENT "unanswered|integrated|accepted risk|overruled|withdrawn"
#define WR_AGREE_WORDS_SEVERITY "minor|significant|considerable|major|catastrophic"
#define WR_AGREE_WORDS_LIKELIHOOD "very low|low|medium|high|very high"
#define WR_AGREE_WORDS_PATIENTS "one|several"
#define WR_AGREE_WORDS_CONTROL "design|test|training|process"
#define WR_AGREE_WORDS_HAZARD "open|transferred|closed"
#define WR_AGREE_WORDS_LEVEL "simple|complicated|complex"
#define WR_AGREE_WORDS_DOMAIN "condition|technology|value|adopters|organisation|wider system|over time"
#define WR_AGREE_WORDS_PLAN "reduce|run with|accept by NAME"
#define WR_AGREE_WORDS_ISSUE "open|closed"
#define WR_AGREE_WORDS_RUNG "observable|measurable|quantifiable|financial"
#define WR_AGREE_WORDS_CLASS "cash-releasing|non-cash-releasing|quantifiable|qualitative"
#define WR_AGREE_WORDS_YES "yes|no"

/* docs/people-reference.md: every file, every key, in plain words, as Markdown. */
void wr_agree_reference(struct wr_buf *out);

#endif
