/* Between the files that read the people's files: the reader's state, and what they read alike.
 *
 * First all files of all folders are read to trees and the entries under one top-level key are joined; then every name is entered, so that an entry may
 * speak of one in another file; then every entry is read; then what only the whole can show is looked at. All functions here go on after a mistake.
 * Memory that runs out is remembered in the fields' status. */
#ifndef WR_AGREE_AGREE_INTERNAL_H
#define WR_AGREE_AGREE_INTERNAL_H

#include <stdbool.h>

#include "agree/agree.h"
#include "base/map.h"
#include "model/fields.h"
#include "read/csv.h"

/* Sorts of names: of the people's files, then of the model. */
enum wr_i_sort {
    WR_I_GROUPS,
    WR_I_OFFICES,
    WR_I_STATED, /* needs */
    WR_I_STATEMENTS,
    WR_I_DECISIONS,
    WR_I_HAZARDS,
    WR_I_RISKS,
    WR_I_ISSUES,
    WR_I_PLAN_TASKS,
    WR_I_BENEFITS,
    WR_I_DRIVERS,
    WR_I_SYSTEMS,
    WR_I_MODEL_CHANGES,
    WR_I_MODEL_OPTIONS,
    WR_I_MODEL_STEPS,
    WR_I_MODEL_TASKS,
    WR_I_MODEL_ITEMS,
    WR_I_MODEL_MEASURES,
    WR_I_MODEL_OBJECTIVES,
    WR_I_SORTS
};
struct wr_i_names {
    struct wr_map map; /* to index */
    const char **list;
    size_t count, room;
    int *seen, stamp; /* by index: in which list of names it stood last, to find those that stand twice */
};

/* Top-level keys. */
enum wr_i_key {
    WR_I_KEY_PEOPLE,
    WR_I_KEY_VOICES,
    WR_I_KEY_DECISIONS,
    WR_I_KEY_HAZARDS,
    WR_I_KEY_APPROVALS,
    WR_I_KEY_RISKS,
    WR_I_KEY_READINESS,
    WR_I_KEY_ISSUES,
    WR_I_KEY_PLAN,
    WR_I_KEY_BENEFITS,
    WR_I_KEY_DRIVERS,
    WR_I_KEY_SYSTEMS,
    WR_I_KEY_PREREQUISITES,
    WR_I_KEYS
};

struct wr_i_people {
    struct wr_agree *a;
    struct wr_fields *f;
    struct wr_mistakes *mistakes;
    struct wr_node *part[WR_I_KEYS]; /* what all files together say under a key, or NULL */
    struct wr_i_names names[WR_I_SORTS];
    struct wr_csv *csv; /* the answers typed up, one a file */
    size_t n_csv;
    size_t left;       /* bytes that may still be read */
    long compare_left; /* owners that may still be held against offices: keeps a hostile file from taking long */
    int status;        /* 0 or WR_ERR_MEMORY; sticky */
    unsigned broken;   /* sorts (bits) of which a file could not be read: that such a name is not found says nothing then */
    bool no_scales;    /* the trust's own scales could not be read: likewise */
};

/* ---- read_files.c: text to trees ---- */

/* Everything of the folder but needs/ and catalogue/. 0 or WR_ERR_MEMORY; mistakes are in the list. */
int wr_i_people_files(struct wr_i_people *p, const char *folder) WR_MUST_USE;
/* One yaml file's text, as of `folder` ("hazards"; NULL: people.yaml): for files, tests and fuzzing. */
int wr_i_people_take(struct wr_i_people *p, const char *folder, const char *name, const char *data, size_t n) WR_MUST_USE;
/* One CSV of voices. */
int wr_i_people_take_csv(struct wr_i_people *p, const char *name, const char *data, size_t n) WR_MUST_USE;

/* ---- read.c ---- */

/* An agree in which nothing has been read yet. */
void wr_i_agree_begin(struct wr_agree *a, const struct wr_model *model);
/* A reader over it; needs, catalogue and scales are read before wr_i_people_join. Close it in any case. */
int wr_i_people_open(struct wr_i_people *p, struct wr_agree *a, struct wr_mistakes *mistakes) WR_MUST_USE;
/* Names and entries of all that was taken. 0 or WR_ERR_MEMORY. */
int wr_i_people_join(struct wr_i_people *p) WR_MUST_USE;
int wr_i_people_close(struct wr_i_people *p) WR_MUST_USE;

/* ---- read_names.c ---- */

/* Enters a name that stands at `where`; a second of the same name is a mistake. The index it gets. */
int wr_i_people_name(struct wr_i_people *p, enum wr_i_sort sort, const char *name, struct wr_where where);
void wr_i_people_model_names(struct wr_i_people *p);
int wr_i_people_find(const struct wr_i_people *p, enum wr_i_sort sort, const char *name); /* or -1, quietly */
/* "group", "change or option", with the article. `sorts` are bits 1 << sort. */
const char *wr_i_people_sort_words(struct wr_i_people *p, unsigned sorts);
/* The index that a text names; `sort` gets which it is, NULL when only one is wanted. -1 after a mistake (or a warning). */
int wr_i_people_ref_text(struct wr_i_people *p, const char *text, struct wr_where where, unsigned sorts, bool warn, enum wr_i_sort *sort);
/* The same for the text at `key`; -1 without a mistake when it is not there. */
int wr_i_people_ref(struct wr_i_people *p, const struct wr_node *entry, const char *key, unsigned sorts, enum wr_i_sort *sort);
/* A name or a list of them: indices of one sort, each once. */
int *wr_i_people_refs(struct wr_i_people *p, const struct wr_node *entry, const char *key, enum wr_i_sort sort, size_t *n);

/* ---- read_entry.c: what stands behind a key ---- */

/* The entry as a map of the object's keys, checked: the node, or a map made of its short form; NULL after a mistake. */
const struct wr_node *wr_i_people_entry(struct wr_i_people *p, const struct wr_node *node, const char *object);
const char *wr_i_people_text(struct wr_i_people *p, const struct wr_node *entry, const char *key);
bool wr_i_people_yes(struct wr_i_people *p, const struct wr_node *entry, const char *key);
/* A whole number from `least` to `most`; `otherwise` when it is not there or wrong. `what` is for the message: "a rating is 1 (...) to 9 (...)". */
int wr_i_people_count(struct wr_i_people *p, const struct wr_node *entry, const char *key, int least, int most, const char *what,
                      int otherwise);
/* Days since 1970; WR_NO_DATE when it is not there or no date. */
int wr_i_people_date(struct wr_i_people *p, const struct wr_node *entry, const char *key);
bool wr_i_people_date_text(struct wr_i_people *p, const char *text, struct wr_where where, int *date);
/* The word of a|b|c that a text is (case ignored, a curled apostrophe straight), or -1, quietly. */
int wr_i_people_word(const char *text, const char *words);
/* Entries of a list, or one alone; the i-th. */
size_t wr_i_people_count_of(const struct wr_node *node);
const struct wr_node *wr_i_people_item(const struct wr_node *node, size_t i);
/* The children of a part that must be a map (NULL: none, or a mistake that was told). */
const struct wr_node *wr_i_people_map(struct wr_i_people *p, const struct wr_node *node);
/* The text at `key` that names who answers for something. Any words will do; those that are nearly an office's name are warned of. */
const char *wr_i_people_owner(struct wr_i_people *p, const struct wr_node *entry, const char *key);

/* A circle among entries that point to each other: "`d1` is superseded by itself: d1, d7, d1". */
struct wr_i_links {
    const int *to;
    size_t n;
};
void wr_i_people_circles(struct wr_i_people *p, enum wr_i_sort sort, const struct wr_i_links *links, const struct wr_where *wheres,
                         const char *path, const char *verb, const char *hint);

/* ---- the parts: first names (where there are any), then entries ---- */

void wr_i_people_names_of(struct wr_i_people *p, enum wr_i_key key, enum wr_i_sort sort);
void wr_i_people_read_people(struct wr_i_people *p);
void wr_i_people_read_needs(struct wr_i_people *p);
void wr_i_people_name_statements(struct wr_i_people *p);
void wr_i_people_read_voices(struct wr_i_people *p);
void wr_i_people_read_answers(struct wr_i_people *p);
void wr_i_people_check_answers(struct wr_i_people *p);
void wr_i_people_read_decisions(struct wr_i_people *p);
void wr_i_people_read_hazards(struct wr_i_people *p);
void wr_i_people_read_approvals(struct wr_i_people *p);
void wr_i_people_read_risks(struct wr_i_people *p);
void wr_i_people_read_readiness(struct wr_i_people *p);
void wr_i_people_read_issues(struct wr_i_people *p);
void wr_i_people_read_prerequisites(struct wr_i_people *p);
void wr_i_people_name_tasks(struct wr_i_people *p);
void wr_i_people_read_plan(struct wr_i_people *p);
void wr_i_people_read_benefits(struct wr_i_people *p);
void wr_i_people_read_drivers(struct wr_i_people *p);
void wr_i_people_name_systems(struct wr_i_people *p);
void wr_i_people_read_systems(struct wr_i_people *p);

#endif
