#include "base/text.h"

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

/* The length of the valid UTF-8 character at s (n >= 1 bytes left), 0 when there is none. RFC 3629, table in section 4. */
static size_t character(const unsigned char *s, size_t n)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t length, i;

    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        length = 2;
    } else if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        length = 3;
        if (s[0] == 0xE0)
            low = 0xA0;
        if (s[0] == 0xED)
            high = 0x9F;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        length = 4;
        if (s[0] == 0xF0)
            low = 0x90;
        if (s[0] == 0xF4)
            high = 0x8F;
    } else {
        return 0;
    }
    if (length > n || s[1] < low || s[1] > high)
        return 0;
    for (i = 2; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

bool wr_text_utf8(const char *s, size_t n, size_t *bad)
{
    const unsigned char *u = (const unsigned char *)s;
    size_t at = 0;

    while (at < n) {
        size_t length;
        uint64_t eight;
        if (n - at >= 8) {
            memcpy(&eight, u + at, 8);
            if ((eight & 0x8080808080808080u) == 0) {
                at += 8;
                continue;
            }
        }
        length = character(u + at, n - at);
        if (length == 0) {
            if (bad != NULL)
                *bad = at;
            return false;
        }
        at += length;
    }
    return true;
}

size_t wr_text_length(const char *s, size_t n)
{
    size_t count = 0, i;

    for (i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

bool wr_text_equal(const char *a, const char *b) { return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0; }

bool wr_text_starts(const char *s, const char *prefix) { return strncmp(s, prefix, strlen(prefix)) == 0; }

bool wr_text_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);

    return m <= n && memcmp(s + n - m, suffix, m) == 0;
}

/* The bytes of white space at s: blank, tab, line ends, and the no-break space that word processors put in. 0: none. */
static size_t white(const char *s, size_t n)
{
    if (n == 0)
        return 0;
    if (s[0] == ' ' || (s[0] >= '\t' && s[0] <= '\r'))
        return 1;
    return n >= 2 && (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0 ? 2 : 0;
}

bool wr_text_is_blank(const char *s)
{
    size_t n = s == NULL ? 0 : strlen(s), step;

    while (n > 0) {
        step = white(s, n);
        if (step == 0)
            return false;
        s += step;
        n -= step;
    }
    return true;
}

char *wr_text_tidy(struct wr_arena *arena, const char *s, size_t n)
{
    char *tidy = wr_arena_text_n(arena, s, n);
    size_t from = 0, to = 0;

    if (tidy == NULL)
        return NULL;
    while (from < n) {
        size_t step = white(s + from, n - from);
        if (step == 0) {
            tidy[to++] = s[from++];
        } else {
            from += step;
            if (to > 0 && tidy[to - 1] != ' ')
                tidy[to++] = ' ';
        }
    }
    if (to > 0 && tidy[to - 1] == ' ')
        to--;
    tidy[to] = '\0';
    return tidy;
}

#define COMPARED 128 /* characters: longer words are only equal or not */

/* The characters of a word as numbers, ASCII in lower case. Returns how many, or COMPARED + 1 when there are more. */
static size_t characters(const char *s, uint32_t *out)
{
    size_t n = strlen(s), at = 0, count = 0;

    while (at < n) {
        size_t length = character((const unsigned char *)s + at, n - at), i;
        uint32_t c = 0;
        if (count == COMPARED)
            return COMPARED + 1;
        if (length == 0)
            length = 1;
        for (i = 0; i < length; i++)
            c = c << 8 | (unsigned char)s[at + i];
        out[count++] = c >= 'A' && c <= 'Z' ? c + 32 : c;
        at += length;
    }
    return count;
}

/* Optimal string alignment by rows (Ukkonen's cut at `limit`). rows[i % 3][j] is the distance of the first i and first j characters. */
size_t wr_text_distance(const char *a, const char *b, size_t limit)
{
    uint32_t ca[COMPARED], cb[COMPARED];
    size_t rows[3][COMPARED + 1], na = characters(a, ca), nb = characters(b, cb), i, j;

    if (na > COMPARED || nb > COMPARED)
        return strcmp(a, b) == 0 ? 0 : limit + 1;
    if ((na > nb ? na - nb : nb - na) > limit)
        return limit + 1;
    for (j = 0; j <= nb; j++)
        rows[0][j] = j;
    for (i = 1; i <= na; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3], least = i;
        now[0] = i;
        for (j = 1; j <= nb; j++) {
            size_t best = before[j - 1] + (ca[i - 1] != cb[j - 1]);
            if (before[j] + 1 < best)
                best = before[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && ca[i - 1] == cb[j - 2] && ca[i - 2] == cb[j - 1] && earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
            if (best < least)
                least = best;
        }
        if (least > limit)
            return limit + 1;
    }
    return rows[na % 3][nb] > limit ? limit + 1 : rows[na % 3][nb];
}

const char *wr_text_nearest(const char *word, const char *const *candidates, size_t n)
{
    size_t limit = wr_text_length(word, strlen(word)) / 3, i;
    const char *nearest = NULL;

    if (limit == 0)
        limit = 1;
    for (i = 0; i < n; i++) {
        size_t distance;
        if (candidates[i] == NULL)
            continue;
        distance = wr_text_distance(word, candidates[i], limit);
        if (distance > limit)
            continue;
        nearest = candidates[i];
        if (distance == 0)
            break;
        limit = distance - 1; /* only what is nearer still replaces it: the first of equals stays */
    }
    return nearest;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A number's text to its value, not by the locale. */
static bool to_double(const char *s, size_t n, double *value)
{
    char text[512];
    char *end = NULL;
    locale_t c_locale;

    if (n >= sizeof text)
        return false;
    memcpy(text, s, n);
    text[n] = '\0';
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0)
        return false;
    *value = strtod_l(text, &end, c_locale);
    freelocale(c_locale);
    return end == text + n && wr_num_finite(*value);
}

size_t wr_text_number(const char *s, double *value)
{
    /* exact in a double, and so is their product or quotient with a whole number below 2^53 (Clinger 1990, the easy case) */
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    size_t at = 0, digits = 0;
    bool negative = false, easy = true;
    uint64_t whole = 0;
    int exponent = 0;
    double x;

    if (s[at] == '+' || s[at] == '-')
        negative = s[at++] == '-';
    for (; is_digit(s[at]); at++) {
        digits++;
        if (whole > UINT64_C(900719925474098))
            easy = false;
        else
            whole = whole * 10 + (uint64_t)(s[at] - '0');
    }
    if (s[at] == '.' && is_digit(s[at + 1])) {
        for (at++; is_digit(s[at]); at++) {
            digits++;
            if (whole > UINT64_C(900719925474098)) {
                easy = false;
            } else {
                whole = whole * 10 + (uint64_t)(s[at] - '0');
                exponent--;
            }
        }
    }
    if (digits == 0)
        return 0;
    if (s[at] == 'e' || s[at] == 'E') {
        size_t after = at + 1;
        bool below = s[after] == '-';
        int e = 0;
        if (s[after] == '+' || s[after] == '-')
            after++;
        if (is_digit(s[after])) {
            for (; is_digit(s[after]); after++)
                if (e < 100000)
                    e = e * 10 + (s[after] - '0');
            exponent += below ? -e : e;
            at = after;
        }
    }
    if (s[at] == ',' && is_digit(s[at + 1]))
        return 0; /* 1,200: whether that is 1.2 or 1200 depends on who reads it */
    if (easy && exponent >= -22 && exponent <= 22) {
        x = exponent < 0 ? (double)whole / tens[-exponent] : (double)whole * tens[exponent];
        *value = negative ? -x : x;
        return at;
    }
    if (!to_double(s, at, &x))
        return 0;
    *value = x;
    return at;
}

unsigned long long wr_text_hash(const char *s, size_t n, unsigned long long start)
{
    /* FNV-1a (Fowler, Noll, Vo), then the finaliser of SplitMix64 (Steele, Lea, Flood 2014), since FNV's high bits move little */
    unsigned long long h = 14695981039346656037ULL ^ start;
    size_t i;

    for (i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211ULL;
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9ULL;
    h = (h ^ h >> 27) * 0x94D049BB133111EBULL;
    return h ^ h >> 31;
}
