/* Between the files that tell a model. */
#ifndef WR_MODEL_TELL_INTERNAL_H
#define WR_MODEL_TELL_INTERNAL_H

#include "model/tell.h"

/* One telling: the sentence in the making, and where finished ones go. */
struct wr_i_tell {
    const struct wr_model *m;
    struct wr_tell *tell;
    struct wr_buf line;
    struct wr_tell_section *section; /* being filled */
    size_t lines_capacity, sections_capacity;
    bool *spaces_told; /* of each place: its number has been said */
    bool errand;       /* the step that is being told is done without the patient */
    int status;
};

void wr_i_tell_section(struct wr_i_tell *t, const char *title);
/* Ends the sentence in t->line with a full stop (unless it has an end), begins it with a capital and puts it away. An empty one is dropped. */
void wr_i_tell_end(struct wr_i_tell *t);

/* "45 minutes", "40 in 100", "£320,000", "12 a day". */
void wr_i_tell_quantity(struct wr_buf *out, double value, enum wr_unit unit);
/* "4 from 08:00 to 20:00, 3 from 20:00 to 08:00"; a constant: "2"; "no end of" is never said: unlimited is "unlimited". */
/* The name of an attribute; in quotes when it is of several words, which else run into the sentence: "goes on to" is elsewhere. */
void wr_i_tell_attribute(const char *name, struct wr_buf *out);
/* One line of a `by`: "urgency urgent", "age 75 and over", "frail", "walk-in". */
void wr_i_tell_case(const struct wr_model *m, int attribute, const struct wr_by_case *c, struct wr_buf *out);
/* The same as people: "those with urgency urgent", "those whose "goes on to" is home", "those who are frail", "walk-in patients". */
void wr_i_tell_who(const struct wr_model *m, int attribute, const struct wr_by_case *c, struct wr_buf *out);
/* "08:00" */
void wr_i_tell_clock(struct wr_buf *out, int seconds);
/* "12 March 2026"-like dates are not made: "2026-03-12 08:00", from seconds since 1970. */
void wr_i_tell_date(struct wr_buf *out, double seconds, bool with_time);
/* "a", "a and b", "a, b and c": what stands before item i of n. */
void wr_i_tell_join(struct wr_buf *out, size_t i, size_t n);
/* What stands in the file, without braces: "nurse or doctor", "1 from 12:00 to 13:00", "mean 8 min, sd 3 min" (tell_set.c). */
struct wr_node;
void wr_i_tell_node(const struct wr_node *node, struct wr_buf *out);
/* The same with its key before it: "check alerts (every 2 h, with doctor)". */
void wr_i_tell_entry(const struct wr_node *node, struct wr_buf *out);
void wr_i_tell_moment(const struct wr_model *m, const struct wr_moment *moment, struct wr_buf *out);
void wr_i_tell_article(struct wr_buf *out, const char *name); /* "a doctor", "an analyser" */
void wr_i_tell_times(const struct wr_times *times, struct wr_buf *out);
const char *wr_i_tell_compare(enum wr_compare c); /* "at least" */

void wr_i_tell_people(struct wr_i_tell *t);   /* who comes */
void wr_i_tell_steps(struct wr_i_tell *t);    /* what happens; also tasks */
void wr_i_tell_means(struct wr_i_tell *t);    /* places, staff, equipment, systems, information, outcomes */
void wr_i_tell_measures(struct wr_i_tell *t); /* objectives, measures, harm, worth */
void wr_i_tell_changes(struct wr_i_tell *t);  /* changes, options, unknowns */

#endif
