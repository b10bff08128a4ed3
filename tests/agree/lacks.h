/* For tests of what is missing: whether a sentence is among those found, and who is asked to do what. */
#ifndef WR_TESTS_AGREE_LACKS_H
#define WR_TESTS_AGREE_LACKS_H

#include "support/check.h"

#include <string.h>

#include "agree/lack.h"

/* The first lack whose sentence holds these words, or NULL. */
static inline const struct wr_lack *find_lack(const struct wr_lack *list, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(list[i].what, words) != NULL)
            return &list[i];
    return NULL;
}

static inline void print_lacks(const struct wr_lack *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        print_message("    %s %s: %s | %s: %s\n", list[i].stops ? "stops" : "look ", wr_lack_kind_words(list[i].kind), list[i].what,
                      list[i].who, list[i].do_);
}

/* There is such a sentence, it stops (or not), and says whose it is and what to do. */
#define expect_lack(list, n, words, does_stop)                                                                                             \
    do {                                                                                                                                   \
        const struct wr_lack *lack_ = find_lack((list), (n), (words));                                                                     \
        if (lack_ == NULL || lack_->stops != (does_stop)) {                                                                                \
            print_message("wanted (%s): %s\n", (does_stop) ? "stops" : "look", (words));                                                   \
            print_lacks((list), (n));                                                                                                      \
        }                                                                                                                                  \
        assert_non_null(lack_);                                                                                                            \
        assert_int_equal(lack_->stops, (does_stop));                                                                                       \
        assert_true(lack_->who[0] != '\0' && lack_->do_[0] != '\0');                                                                       \
    } while (0)
#define expect_no_lack(list, n, words)                                                                                                     \
    do {                                                                                                                                   \
        if (find_lack((list), (n), (words)) != NULL)                                                                                       \
            print_lacks((list), (n));                                                                                                      \
        assert_null(find_lack((list), (n), (words)));                                                                                      \
    } while (0)

#endif
