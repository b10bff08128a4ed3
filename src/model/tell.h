/* The model said back in plain sentences, so that the people who do the work can say whether it is right: one sentence a step, every number of
 * the file once. Sentences are whole and begin with a capital letter; they are plain text (escape them for HTML). */
#ifndef WR_MODEL_TELL_H
#define WR_MODEL_TELL_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/model.h"

struct wr_tell_section {
    const char *title;  /* "What happens, step by step" */
    const char **lines; /* sentences */
    size_t n_lines;
};

struct wr_tell {
    struct wr_arena arena;
    struct wr_tell_section *sections; /* those without a sentence are left out */
    size_t n_sections;
};

/* 0 or WR_ERR_MEMORY. wr_tell_free it in any case. `model` may be freed before. */
int wr_model_tell(const struct wr_model *model, struct wr_tell *out) WR_MUST_USE;
void wr_tell_free(struct wr_tell *tell);
/* As text: titles, and sentences broken at `width` characters (0: not broken). */
void wr_tell_print(const struct wr_tell *tell, size_t width, struct wr_buf *out);

/* A value, a condition, a when, where a route goes, in words: "on average 45 minutes (lognormal, sd 30 minutes)", "age at least 75 and not frail",
 * "mon to fri 08:00 to 20:00". For whoever writes sentences about a model. */
void wr_tell_value(const struct wr_model *model, const struct wr_value *value, enum wr_unit unit, struct wr_buf *out);
void wr_tell_number(const struct wr_number *number, enum wr_unit unit, struct wr_buf *out);
void wr_tell_condition(const struct wr_model *model, const struct wr_condition *condition, struct wr_buf *out);
void wr_tell_when(const struct wr_when *when, struct wr_buf *out);
void wr_tell_schedule(const struct wr_schedule *s, struct wr_buf *out); /* "4 from 08:00 to 20:00 and 3 from 20:00 to 08:00" */
void wr_tell_with(const struct wr_model *model, const struct wr_with *with, struct wr_buf *out);
/* The name of a target: a step, an outcome, "done". */
const char *wr_tell_target(const struct wr_model *model, const struct wr_target *target);
/* What an effect does, in words: "the time of triage times 0.8 (invented)". */
void wr_tell_effect(const struct wr_model *model, const struct wr_effect *effect, struct wr_buf *out);
/* What a change takes out, by one of its `removes`: "the step triage", "the `rounds` of ward round"; else the path itself. */
void wr_tell_removed(const char *path, struct wr_buf *out);

#endif
