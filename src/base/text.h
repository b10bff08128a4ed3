/* Small things about text: UTF-8, slices, likeness of words. No function here depends on the locale. */
#ifndef WR_BASE_TEXT_H
#define WR_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Whether n bytes are valid UTF-8 (no surrogates, nothing over-long). *bad, when not NULL, gets the offset of the first bad byte. */
bool wr_text_utf8(const char *s, size_t n, size_t *bad);
/* Number of characters (code points) in n bytes of valid UTF-8. */
size_t wr_text_length(const char *s, size_t n);
bool wr_text_equal(const char *a, const char *b); /* NULL equals only NULL */
bool wr_text_starts(const char *s, const char *prefix);
bool wr_text_ends(const char *s, const char *suffix);
bool wr_text_is_blank(const char *s); /* NULL, empty or only white space */
/* Without white space at both ends, inner runs of white space made one blank. In the arena; NULL without memory. */
char *wr_text_tidy(struct wr_arena *arena, const char *s, size_t n);

/* Optimal string alignment distance in characters (insert, delete, replace, swap neighbours), case ignored for ASCII; stops at `limit`
 * and returns limit + 1. O(length^2). */
size_t wr_text_distance(const char *a, const char *b, size_t limit);
/* The candidate most like `word`, or NULL when none is near (distance at most a third of the word's length, at least 1).
 * For "did you mean". Candidates that are NULL are passed over. */
const char *wr_text_nearest(const char *word, const char *const *candidates, size_t n);

/* A strict decimal number (sign, digits with an optional point, optional exponent; no hex, no inf, no nan, no blanks; "1,200" is not one)
 * at the start of s. Gives the number of bytes read, 0 when there is none or it overflows. */
size_t wr_text_number(const char *s, double *value);

/* 64-bit FNV-1a, then a finalising mix: stable for ever, the same on every machine. Used for draws' keys and for file hashes in names. */
unsigned long long wr_text_hash(const char *s, size_t n, unsigned long long start);

#endif
