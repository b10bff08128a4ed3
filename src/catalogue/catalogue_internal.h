/* Between the files of the room: the files built in, the words that the matcher goes by, and the index made of both. */
#ifndef WR_CATALOGUE_CATALOGUE_INTERNAL_H
#define WR_CATALOGUE_CATALOGUE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "catalogue/catalogue.h"
#include "read/tree.h"

struct wr_i_catalogue_file {
    const char *name, *text;
    size_t size;
};
extern const struct wr_i_catalogue_file wr_i_catalogue_files[]; /* made by templates/embed.c */
extern const size_t wr_i_catalogue_files_count;

/* Reading: a map whose keys must be of `keys`; a text; a list of texts (one text alone is a list of one). */
struct wr_i_entry {
    struct wr_arena *arena;
    struct wr_mistakes *mistakes;
    const struct wr_node *node;
    const char *path; /* for messages */
};
bool wr_i_entry_keys(const struct wr_i_entry *e, const char *const *keys, size_t n);
const char *wr_i_entry_text(const struct wr_i_entry *e, const char *key, bool required);
int wr_i_entry_texts(const struct wr_i_entry *e, const char *key, const char ***out, size_t *n) WR_MUST_USE;

/* What is better answered by somebody else: parking, pay, a broken lift. */
struct wr_i_elsewhere {
    const char *name, *ask;
    const char **says;
    size_t n_says;
};
/* Words that point to a capability without being said of it in the catalogue: "clammy" to observations. */
struct wr_i_hints {
    const char *id;
    const char **words;
    size_t n_words;
};
/* What people said of one capability, or of what is better answered elsewhere: the examples that the matcher learns from (learn.c). */
struct wr_i_said {
    const char *of; /* id of a capability, or name of an `elsewhere` */
    const char **texts;
    size_t n;
    struct wr_where where;
};
struct wr_i_words {
    const char **little; /* little words, left out */
    size_t n_little;
    const char ***same; /* each a list of words and phrases that mean one thing */
    size_t *n_same;
    size_t n_groups, room_same, room_n;
    const char **products; /* words for technology in general */
    size_t n_products;
    struct wr_i_elsewhere *elsewhere;
    size_t n_elsewhere, room_elsewhere;
    struct wr_i_hints *hints;
    size_t n_hints, room_hints;
    struct wr_i_said *said;
    size_t n_said, room_said;
};
int wr_i_words_read(struct wr_arena *arena, const struct wr_node *node, struct wr_mistakes *mistakes, struct wr_i_words *words) WR_MUST_USE;

/* `said:` of a file: {id: [sentences]}. Whether each id is there is asked by wr_i_said_check when all files are read. */
int wr_i_said_read(struct wr_arena *arena, const struct wr_node *node, struct wr_mistakes *mistakes, struct wr_i_words *words) WR_MUST_USE;
int wr_i_said_document(const struct wr_catalogue *catalogue, const char *of); /* or -1 */
void wr_i_said_check(const struct wr_catalogue *catalogue, struct wr_mistakes *mistakes);

/* A word without its ending (Porter's first steps and a few more), in place. Lower-case ASCII letters only. */
void wr_i_stem(char *word);

/* The next word of *at: `raw` in lower case, apostrophes taken out, and its stem; false at the end. What holds a digit is passed over. */
#define WR_I_WORD 40
bool wr_i_next_word(const char **at, char raw[WR_I_WORD], char stem[WR_I_WORD]);
/* The natural logarithm of x > 0 by basic arithmetic only, so that it has the same bits on every machine; good to 1e-13. */
double wr_i_ln(double x);

/* A token of a text: its term, and the word as it stood there. */
struct wr_i_token {
    int term;         /* index of the term, or -1: a word that the catalogue does not know */
    const char *word; /* stem, in the arena */
    const char *said; /* as it was said, in lower case */
    bool by_synonym, by_spelling;
    double weight;
};
#define WR_I_TOKENS 400
struct wr_i_tokens {
    struct wr_i_token list[WR_I_TOKENS];
    size_t n;
};

/* One sentence of `you might say`, as terms. */
struct wr_i_phrase {
    size_t document, n;
    int *terms;
};

/* A text as features: words and pairs of neighbours, runs of three to five letters. */
struct wr_i_feature {
    int id;
    float value;
};
struct wr_i_example {
    const char *text;
    size_t document, n;
    struct wr_i_feature *features;
    bool shown; /* a sentence that somebody might say, not a name or a list */
};
/* What was learnt from examples: learn.c. */
struct wr_i_table_entry {
    int kind, texts; /* texts: in how many examples the feature stands */
    int row;         /* of counts; -1: it stands in one text only, nothing is learnt from it */
    float rarity;
};
struct wr_i_learnt {
    uint64_t *keys; /* open addressing; 0: a free place */
    int *ids;
    size_t room, n; /* places in the table, a power of two; features in it */
    struct wr_i_table_entry *entries;
    int *marks; /* for counting the features of one text */
    size_t room_entries, room_marks;
    float *counts;    /* [row * documents + document] */
    double *scale;    /* by document: what makes each weigh the same, over the smoothing */
    size_t documents; /* capabilities, then `elsewhere` */
    struct wr_i_example *examples;
    size_t n_examples, room_examples;
};
int wr_i_learn(struct wr_catalogue *catalogue) WR_MUST_USE;
/* A text as the features that were learnt. Text may be NULL. */
int wr_i_learnt_features(const struct wr_i_learnt *learnt, struct wr_arena *arena, const char *text, struct wr_i_example *out) WR_MUST_USE;
/* How much speaks for each document: scores[documents], 0 and up. */
void wr_i_learnt_scores(const struct wr_i_learnt *learnt, const struct wr_i_example *text, double *scores);
/* The example of `document` that is most like the text, or NULL; *likeness 0 to 1. */
int wr_i_learnt_nearest(const struct wr_i_learnt *learnt, struct wr_arena *arena, const struct wr_i_example *text, size_t document,
                        const char **nearest, double *likeness) WR_MUST_USE;

/* What the documents (capabilities, then `elsewhere`) say, by term. */
struct wr_i_index {
    struct wr_i_words words;
    struct wr_map little, terms, synonyms; /* stem -> 1; term -> index; stems of a phrase joined by blanks -> group */
    size_t longest;                        /* words in the longest phrase of a synonym */
    const char **names;                    /* of the terms */
    size_t n_terms, names_room;
    size_t n_documents;
    double *counts;           /* [term * n_documents + document], weighted by field */
    double *brings;           /* the same, of what a capability brings only */
    double *steps;            /* of its care steps only */
    double *lengths, *rarity; /* by document; by term */
    double mean_length;
    struct wr_i_phrase *phrases;
    size_t n_phrases, room_phrases;
    struct wr_i_learnt learnt;
};
int wr_i_index_build(struct wr_catalogue *catalogue) WR_MUST_USE;
void wr_i_index_free(struct wr_i_index *index);
/* Splits, leaves little words out, stems, joins synonyms; `guess`: mends spelling. Pairs of neighbours follow as terms of their own. */
int wr_i_index_tokens(const struct wr_i_index *index, struct wr_arena *arena, const char *text, bool guess,
                      struct wr_i_tokens *out) WR_MUST_USE;

#endif
