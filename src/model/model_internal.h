/* Between the files of room model: the reader's state, and how each kind of value is read from a node.
 *
 * Reading goes in two passes: first every name is entered (so that an entry may speak of one further down), then every entry is read. All
 * functions here go on after a mistake: they add it to the list, leave their output in a state that is safe to use, and return. Memory
 * that runs out is remembered in `status`. */
#ifndef WR_MODEL_MODEL_INTERNAL_H
#define WR_MODEL_MODEL_INTERNAL_H

#include <stdarg.h>

#include "base/map.h"
#include "model/describe.h"
#include "model/model.h"
#include "read/tree.h"

enum wr_i_part { /* what a name stands for; the maps below hold index * 16 + part */
                 WR_I_STEP,
                 WR_I_TASK,
                 WR_I_OUTCOME,
                 WR_I_PLACE,
                 WR_I_RESOURCE,
                 WR_I_SYSTEM,
                 WR_I_ITEM,
                 WR_I_KIND,
                 WR_I_ATTRIBUTE,
                 WR_I_MEASURE,
                 WR_I_HARM,
                 WR_I_CHANGE,
                 WR_I_UNKNOWN,
                 WR_I_PARTS
};

#define WR_I_PATH_MAX (WR_READ_MAX_DEPTH + 16)
/* More memory than any service needs: a guard against files whose parts multiply each other. */
#define WR_I_MODEL_MAX_BYTES ((size_t)1 << 30)

/* Whether a category of an attribute has a chance in a stage, or was there before it and may be met still, or comes only later. */
enum wr_i_category_is { WR_I_CATEGORY_NOW, WR_I_CATEGORY_PAST, WR_I_CATEGORY_LATER };

/* A service on its way (wr_model_stages): what the reader of one stage has to know of the others, so that an attribute and a category have one
 * index in all of them; and who may come to a step as it is then, having asked for another as it was. Stages are read in their order. */
struct wr_i_stage {
    const struct wr_attribute *attributes; /* of all stages, with all their categories */
    size_t n_attributes;
    const unsigned char *const *category_is; /* by attribute and category: enum wr_i_category_is */
    const bool *absent_kinds;                /* n_kinds: a change has still to bring them, so nobody of theirs is anywhere */
    const bool *gone_kinds;                  /* n_kinds: nobody of theirs comes any more */
    const int *like;                         /* n_kinds: whom they are like in `by: kind`: as settled, all the time */
    size_t n_kinds, n_steps;
    bool *reached_before, *errand_before; /* n_steps: patients, and errands, may come there from a step as it was before */
    uint64_t *comes_before;               /* the same by kind: [kind / 64 * n_steps + step] */
    struct wr_i_stage *next;              /* whose three lists above are filled as this one is checked; NULL: the last */
};

struct wr_i_reader {
    struct wr_model *m;
    const struct wr_source *source;
    struct wr_mistakes *mistakes;
    bool warn;            /* whether warnings are wanted */
    int status;           /* 0 or WR_ERR_MEMORY; sticky */
    struct wr_map doings; /* steps, tasks, outcomes */
    struct wr_map things; /* places, staff, equipment, systems */
    struct wr_map items, attributes, kinds, measures /* and harms */, changes, unknowns;
    struct wr_map categories;        /* "<attribute index>/<category>" to its index */
    const char *path[WR_I_PATH_MAX]; /* keys on the way to what is being read */
    size_t depth;
    long fits_left;                 /* intervals that may still be held against their family */
    const char *from;               /* the `source:` of the entry that is being read: its numbers rest on it, or NULL */
    bool quiet;                     /* a trial: nothing is told */
    bool clashes;                   /* two entries have one name */
    bool by_patient;                /* something differs by an attribute or by kind, or asks for one */
    const struct wr_i_stage *stage; /* or NULL: the service stands as it is */
    bool *unit_is_open;             /* by attribute of the stage: the first that is read tells the unit */
    bool arriving;                  /* reading what is drawn at arrival */
    long suggestions_left;          /* words that may still be compared for "did you mean": keeps a hostile file from taking long */
};

/* ---- read_context.c ---- */

/* A reader over a model that is set to zeros, with its arena made. Close it in any case. */
void wr_i_reader_init(struct wr_i_reader *r, const struct wr_source *source, struct wr_model *m, bool warn, struct wr_mistakes *mistakes);
/* A reader over a model that is built already, with all its names entered: for reading the values of effects. 0 or WR_ERR_MEMORY. */
int wr_i_reader_open(struct wr_i_reader *r, const struct wr_source *source, struct wr_model *m, struct wr_mistakes *mistakes) WR_MUST_USE;
void wr_i_reader_close(struct wr_i_reader *r);

/* count * size bytes in the model's arena, zeros. NULL when there is no memory, or count is 0. */
void *wr_i_take(struct wr_i_reader *r, size_t count, size_t size);
/* Text in the model's arena, for hints; NULL when nobody would read it (no more mistakes are kept, or a trial). */
const char *wr_i_say(struct wr_i_reader *r, const char *format, ...) WR_PRINTF(2, 3);
const char *wr_i_say_args(struct wr_i_reader *r, const char *format, va_list args) WR_PRINTF(2, 0);
/* One step into the path, and back. Every enter has its leave. */
void wr_i_enter(struct wr_i_reader *r, const char *key);
void wr_i_leave(struct wr_i_reader *r);
void wr_i_mistake(struct wr_i_reader *r, struct wr_where where, const char *hint, const char *format, ...) WR_PRINTF(4, 5);
void wr_i_warning(struct wr_i_reader *r, struct wr_where where, const char *hint, const char *format, ...) WR_PRINTF(4, 5);
/* What the two above come to. */
void wr_i_report(struct wr_i_reader *r, enum wr_severity severity, struct wr_where where, const char *hint, const char *format,
                 va_list args) WR_PRINTF(5, 0);
/* "did you mean `x`?" for a word among the candidates, or NULL. */
const char *wr_i_did_you_mean(struct wr_i_reader *r, const char *word, const char *const *candidates, size_t n);

/* A name into one of the maps, as it is. */
void wr_i_put(struct wr_i_reader *r, struct wr_map *map, enum wr_i_part part, size_t index, const char *name);

/* ---- read_names.c ---- */

/* Enters a name. A name that is there already is a mistake that tells both places; so are names with forbidden characters and words of ours. */
void wr_i_name(struct wr_i_reader *r, struct wr_map *map, enum wr_i_part part, size_t index, const struct wr_node *entry);
/* The index behind a name, or -1 without a message. `part` gets what it is. */
int wr_i_find(const struct wr_map *map, const char *name, enum wr_i_part *part);
/* The index of the entry that a node's text names, of one of `parts` (bits 1 << part); -1 after a mistake. */
int wr_i_ref(struct wr_i_reader *r, const struct wr_node *node, unsigned parts, enum wr_i_part *part);
int wr_i_ref_text(struct wr_i_reader *r, const char *text, struct wr_where where, unsigned parts, enum wr_i_part *part);
/* A name or a list of names: indices in the arena. */
const int *wr_i_refs(struct wr_i_reader *r, const struct wr_node *node, unsigned parts, size_t *n);
const char *wr_i_part_words(enum wr_i_part part);   /* "step" */
const char *wr_i_part_section(enum wr_i_part part); /* "steps" */
/* The name of an entry, for messages. */
const char *wr_i_part_name(const struct wr_model *m, enum wr_i_part part, int index);

/* ---- read_fields.c ---- */

/* Whether a node is a map whose keys are all fields of the object, with all that is required; mistakes for what is not. False only when
 * the node is no map at all. */
bool wr_i_object(struct wr_i_reader *r, const struct wr_node *node, const struct wr_object *object);
/* Whether the node is the object's short form rather than a map of its keys. */
bool wr_i_is_short(const struct wr_node *node, const struct wr_object *object);
const char *wr_i_text(struct wr_i_reader *r, const struct wr_node *parent, const char *key); /* NULL when it is not there */
const char **wr_i_texts(struct wr_i_reader *r, const struct wr_node *parent, const char *key, size_t *n);
/* The `source:` of an entry becomes that of the numbers in it which name none. Gives what held before, to be put back by setting r->from. */
const char *wr_i_source(struct wr_i_reader *r, const struct wr_node *entry);
/* The index of the word at `key` among "a|b|c", or -1 (not there, or a mistake that was told). */
int wr_i_choice(struct wr_i_reader *r, const struct wr_node *parent, const char *key, const char *words);
/* What a node holds instead of what was wanted: "`8 min`", "a list", "nothing". */
const char *wr_i_what(struct wr_i_reader *r, const struct wr_node *node);

/* ---- read_number.c ---- */

/* A number without doubt. */
struct wr_number wr_i_number(double value, enum wr_unit unit, struct wr_where where);
/* Reads a number, perhaps with its interval, in a slot. On a mistake *out is a number that is harmless there, and false is returned. */
bool wr_i_read_number(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, struct wr_number *out);
bool wr_i_read_number_text(struct wr_i_reader *r, const char *text, struct wr_where where, enum wr_slot slot, struct wr_number *out);
/* The value of an optional field that is one plain number; `otherwise` when it is not there or wrong. */
double wr_i_read_plain(struct wr_i_reader *r, const struct wr_node *parent, const char *key, enum wr_slot slot, double otherwise);

/* ---- read_distribution.c, read_value.c ---- */

/* Whether a map is written as a distribution: its first key is a family. */
bool wr_i_is_distribution(const struct wr_node *node);
/* Reads a distribution. `unit` gets the unit of what is drawn (for WR_SLOT_ANY). NULL after a mistake. */
struct wr_dist *wr_i_read_distribution(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, enum wr_unit *unit);
/* Reads a number, a distribution (when `distributions`) or a value by an attribute. *out of kind NONE after a mistake. */
bool wr_i_read_value(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, bool distributions, struct wr_value *out);
/* As a field of `parent`: kind NONE when it is not there. */
void wr_i_read_value_field(struct wr_i_reader *r, const struct wr_node *parent, const char *key, enum wr_slot slot, bool distributions,
                           struct wr_value *out);
/* `by:` as values and routes share it: the attribute (WR_BY_KIND for kind; -2 after a mistake), one case's words, and whether the cases
 * together leave nothing out. */
int wr_i_read_by(struct wr_i_reader *r, const struct wr_node *node);
bool wr_i_read_by_case(struct wr_i_reader *r, const struct wr_node *entry, int attribute, struct wr_by_case *out);
void wr_i_check_by_cases(struct wr_i_reader *r, const struct wr_node *node, int attribute, const struct wr_by_case *cases, size_t n);
/* The index of a category of an attribute, or -1. */
int wr_i_category(struct wr_i_reader *r, int attribute, const char *name);

/* ---- read_when.c ---- */

bool wr_i_read_when(struct wr_i_reader *r, const struct wr_node *node, struct wr_when *out);
bool wr_i_read_when_text(struct wr_i_reader *r, const char *text, struct wr_where where, bool quiet, struct wr_when *out);
bool wr_i_read_times(struct wr_i_reader *r, const struct wr_node *node, struct wr_times *out);
bool wr_i_read_schedule(struct wr_i_reader *r, const struct wr_node *node, bool may_be_unlimited, struct wr_schedule *out);
/* Booked times and how many: spans that start and end at the same moment. */
bool wr_i_read_booked(struct wr_i_reader *r, const struct wr_node *node, struct wr_schedule *out);
/* 08:30 at the start of s, seconds from midnight, 0 to 86400; bytes read, or 0. */
size_t wr_i_clock_text(const char *s, int *seconds);
/* A date, or a date and a time: seconds since 1970. */
bool wr_i_read_date_time(struct wr_i_reader *r, const struct wr_node *node, double *seconds);
bool wr_i_looks_like_when(const char *text); /* begins with a time of day, a day or `holidays` */
/* The largest number that the schedule gives at any moment, and its average over a week without holidays. */
double wr_i_schedule_most(const struct wr_schedule *s);
double wr_i_schedule_average(const struct wr_schedule *s);
double wr_i_when_share(const struct wr_when *when); /* of a week without holidays */

/* ---- read_condition.c, read_route.c ---- */

bool wr_i_read_condition(struct wr_i_reader *r, const struct wr_node *node, struct wr_condition *out);
/* `for:`: a kind, a list of kinds, or a condition. */
bool wr_i_read_for(struct wr_i_reader *r, const struct wr_node *node, struct wr_condition *out);
/* "over 6 waiting for triage" */
bool wr_i_read_over_waiting(struct wr_i_reader *r, const struct wr_node *node, double *over, int *step);
/* "at least 78%" */
bool wr_i_read_target_value(struct wr_i_reader *r, const struct wr_node *node, enum wr_slot slot, enum wr_compare *compare,
                            struct wr_number *out);
bool wr_i_read_target(struct wr_i_reader *r, const struct wr_node *node, struct wr_target *out);
bool wr_i_read_route(struct wr_i_reader *r, const struct wr_node *node, struct wr_route *out);
bool wr_i_read_with(struct wr_i_reader *r, const struct wr_node *node, struct wr_with *out);
/* Shares of a map of names: reads each, finds the `rest`, checks that they make 100%. shares[n] in the map's order (entries with the key
 * `by` are not met here). rest gets the index of the entry that is `rest`, or -1. */
bool wr_i_read_shares(struct wr_i_reader *r, const struct wr_node *node, struct wr_value *shares, int *rest);

/* ---- read_parts.c, read_patients.c, read_steps.c, read_measures.c, read_changes.c: the entries, second pass ---- */

void wr_i_read_walks(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_clock(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_run(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_places(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_resources(struct wr_i_reader *r, const struct wr_node *staff, const struct wr_node *equipment);
void wr_i_read_systems(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_items(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_outcomes(struct wr_i_reader *r, const struct wr_node *node);
#define WR_I_MOST_ATTRIBUTES 200                                                  /* more would multiply with the kinds */
void wr_i_name_attributes(struct wr_i_reader *r, const struct wr_node *patients); /* first pass: names, kinds, categories */
void wr_i_read_kinds(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_arrive(struct wr_i_reader *r, const struct wr_node *node, struct wr_arrive *out);
void wr_i_read_steps(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_tasks(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_measures(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_harms(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_worths(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_objectives(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_changes(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_options(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_unknowns(struct wr_i_reader *r, const struct wr_node *node);
void wr_i_read_correlations(struct wr_i_reader *r, const struct wr_node *node);
/* A CSV file of the service's folder into the model's arena. False after a mistake at `where`. */
struct wr_csv;
bool wr_i_read_csv(struct wr_i_reader *r, const char *file, struct wr_where where, struct wr_csv *out);

/* ---- check_*.c: what only the whole can show ---- */

void wr_i_check_attributes(struct wr_i_reader *r);                       /* attributes that patients who come there lack */
void wr_i_check_flow(struct wr_i_reader *r);                             /* loops of no time, steps nobody comes to, places nobody leaves */
void wr_i_check_down(struct wr_i_reader *r);                             /* equipment and systems that go down */
void wr_i_check_capacity(struct wr_i_reader *r);                         /* what is needed and is never there */
void wr_i_check_serves(struct wr_i_reader *r);                           /* patients whom nobody asked for may serve: warnings */
void wr_i_check_load(struct wr_i_reader *r);                             /* more work than there is time for, and no patience: warnings */
void wr_i_check_text(struct wr_i_reader *r, const struct wr_node *root); /* numbers that look like a patient's: warnings */
/* The same for a part of a tree, and for one text; *told counts on, and after 20 no more are told. */
void wr_i_look_tree(struct wr_i_reader *r, const struct wr_node *node, size_t *told);
void wr_i_look_text(struct wr_i_reader *r, const char *text, struct wr_where where, size_t *told);

/* ---- read_model.c ---- */

/* Builds the model from a tree: reads and checks all that stands in it, with the options as written (those left out are filled in), without
 * applying any. `stage`: of a service on its way, or NULL. `root` must outlive the model, as must the source. 0, WR_ERR_MISTAKES,
 * WR_ERR_MEMORY; *out is to be freed in any case. */
int wr_i_model_build(const struct wr_source *source, const struct wr_node *root, const struct wr_i_stage *stage, bool warn,
                     struct wr_mistakes *mistakes, struct wr_model *out) WR_MUST_USE;
/* The names alone, with the attributes and their categories: how they are drawn is left open. Mistakes are passed over. 0 or WR_ERR_MEMORY. */
int wr_i_model_names(const struct wr_source *source, const struct wr_node *root, struct wr_model *out) WR_MUST_USE;

#endif
