/* Whether markup is well-formed, by expat, and a few things that must hold in any page of ours. */
#ifndef WR_TESTS_REPORT_WELLFORMED_H
#define WR_TESTS_REPORT_WELLFORMED_H

#include <stddef.h>

/* Fails the test when `text` is not well-formed XML (our HTML is written so that it is), an id comes twice, an aria-labelledby or an in-page link
 * points nowhere, "nan" or "inf" stands in an attribute, an element <script> or an attribute on... is there, or anything is fetched from outside. */
#define check_wellformed(text, size) check_wellformed_at((text), (size), __FILE__, __LINE__)
void check_wellformed_at(const char *text, size_t size, const char *file, int line);

#endif
