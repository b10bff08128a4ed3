/* Words without their endings, so that "charts", "charted" and "charting" are one. After Porter MF, "An algorithm for suffix stripping", Program
 * 1980;14(3):130-137, steps 1a to 1c, and the few of its later endings that bedside words have. Not a linguist's stemmer: it only has to treat a
 * need and the catalogue alike. */
#include <stdbool.h>
#include <string.h>

#include "catalogue/catalogue_internal.h"

static bool vowel(const char *w, size_t i) { return strchr("aeiou", w[i]) != NULL || (w[i] == 'y' && i > 0); }

static bool has_vowel(const char *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vowel(w, i))
            return true;
    return false;
}

static bool cut(char *w, const char *ending, size_t least)
{
    size_t n = strlen(w), k = strlen(ending);

    if (n < k + least || strcmp(w + n - k, ending) != 0)
        return false;
    w[n - k] = '\0';
    return true;
}

/* After -ed and -ing: "planned" to "plan", not "plann". What ends in e loses it at the end, so that none is put back. */
static void undouble(char *w)
{
    size_t n = strlen(w);

    if (n > 3 && w[n - 1] == w[n - 2] && strchr("lsz", w[n - 1]) == NULL)
        w[n - 1] = '\0';
}

void wr_i_stem(char *w)
{
    size_t n = strlen(w);

    if (n < 4)
        return;
    if (n > 5 && strcmp(w + n - 3, "ies") == 0)
        w[n - 3] = 'y', w[n - 2] = '\0';
    else if (n > 5 && (strcmp(w + n - 4, "sses") == 0 || strcmp(w + n - 3, "xes") == 0))
        w[n - 2] = '\0';
    else if (w[n - 1] == 's' && w[n - 2] != 's' && w[n - 2] != 'u' && w[n - 2] != 'i')
        w[n - 1] = '\0';
    n = strlen(w);
    if (n > 5 && strcmp(w + n - 3, "ing") == 0 && has_vowel(w, n - 3)) {
        w[n - 3] = '\0';
        undouble(w);
    } else if (n > 4 && strcmp(w + n - 2, "ed") == 0 && has_vowel(w, n - 2)) {
        w[n - 2] = '\0';
        undouble(w);
    }
    if (!cut(w, "ation", 4) && !cut(w, "ment", 4) && !cut(w, "ness", 4) && !cut(w, "ly", 4))
        (void)cut(w, "er", 4);
    n = strlen(w);
    if (n > 3 && w[n - 1] == 'e')
        w[--n] = '\0';
    if (n > 3 && w[n - 1] == 'i')
        w[n - 1] = 'y';
}
