/* What cmocka lacks: doubles compared in double precision, golden files, files of the source tree. Include this instead of cmocka.h. */
#ifndef WR_TESTS_CHECK_H
#define WR_TESTS_CHECK_H

/* clang-format off: cmocka wants these before it */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */

#include <stdbool.h>

/* |a - b| <= tolerance, NaN equals nothing. */
#define check_near(a, b, tolerance) check_near_at((a), (b), (tolerance), #a, __FILE__, __LINE__)
/* |a - b| <= tolerance * |b|. */
#define check_close(a, b, tolerance) check_close_at((a), (b), (tolerance), #a, __FILE__, __LINE__)
/* Same bits. */
#define check_same(a, b) check_same_at((a), (b), #a, __FILE__, __LINE__)
/* Text is equal; on a difference prints the first line that differs. */
#define check_text(got, want) check_text_at((got), (want), __FILE__, __LINE__)
/* Text is equal to the golden file at tests/<name>; with WARDROUND_UPDATE=1 in the environment the file is written instead. */
#define check_golden(got, name) check_golden_at((got), (name), __FILE__, __LINE__)

void check_near_at(double a, double b, double tolerance, const char *what, const char *file, int line);
void check_close_at(double a, double b, double tolerance, const char *what, const char *file, int line);
void check_same_at(double a, double b, const char *what, const char *file, int line);
void check_text_at(const char *got, const char *want, const char *file, int line);
void check_golden_at(const char *got, const char *name, const char *file, int line);
/* Whether we run under valgrind (script/test says so in the environment): it makes a double of a long double, so that what is measured against one
 * cannot be judged there; that is done in the other builds. The code is run all the same, for its memory. */
bool check_under_valgrind(void);
/* The path of a file in the source tree, static storage of 8 in turn: source_path("examples/stroke"). */
const char *source_path(const char *relative);
/* The data folder that may stand beside the project ("../shared"), or NULL. A test that needs it says skip(). */
const char *shared_path(const char *relative);

#endif
