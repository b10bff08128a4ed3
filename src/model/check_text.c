/* Nothing that identifies a patient belongs into a service file: texts are looked through for numbers that look like NHS numbers. */
#include <string.h>

#include "model/check_internal.h"

#define MOST_TOLD 20

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Ten digits at s, together or as 3 3 4 with blanks or hyphens: bytes, 0 for none. */
static size_t ten_digits(const char *s, int digits[10])
{
    size_t at = 0;
    int n = 0;

    while (n < 10) {
        if (is_digit(s[at]))
            digits[n++] = s[at++] - '0';
        else if ((n == 3 || n == 6) && (s[at] == ' ' || s[at] == '-') && is_digit(s[at + 1]))
            at++;
        else
            return 0;
    }
    return at;
}

/* The check digit of the NHS Data Dictionary: weights 10 to 2, modulus 11; 10 is never given out. */
static bool is_nhs_number(const int digits[10])
{
    int sum = 0, check, i;
    bool same = true;

    for (i = 0; i < 9; i++) {
        sum += digits[i] * (10 - i);
        same = same && digits[i + 1] == digits[i];
    }
    check = 11 - sum % 11;
    return !same && (check == 11 ? 0 : check) == digits[9];
}

void wr_i_look_text(struct wr_i_reader *r, const char *text, struct wr_where where, size_t *told)
{
    const char *s;
    int digits[10];
    size_t n;

    for (s = text; *s != '\0' && *told < MOST_TOLD; s++) {
        if (!is_digit(*s))
            continue;
        if (s > text &&
            (is_digit(s[-1]) || s[-1] == '.' || s[-1] == '-' || s[-1] == '/' || (s - text >= 4 && strncmp(s - 4, "ref ", 4) == 0))) {
            while (is_digit(s[1]))
                s++;
            continue;
        }
        n = ten_digits(s, digits);
        if (n > 0 && !is_digit(s[n]) && s[n] != '.' && is_nhs_number(digits)) {
            (*told)++;
            wr_i_warning(r, where,
                         "take it away if it is one: nothing that identifies a patient belongs here; if it is not, write `ref` before it",
                         "`%.*s` looks like an NHS number", (int)n, s);
        }
        while (is_digit(s[1]))
            s++;
    }
}

void wr_i_look_tree(struct wr_i_reader *r, const struct wr_node *node, size_t *told)
{
    size_t i;

    if (node->key != NULL) {
        wr_i_look_text(r, node->key, node->key_where, told);
        wr_i_enter(r, node->key);
    }
    if (node->kind == WR_NODE_TEXT)
        wr_i_look_text(r, node->text, node->where, told);
    for (i = 0; i < node->count; i++)
        wr_i_look_tree(r, node->items[i], told);
    if (node->key != NULL)
        wr_i_leave(r);
}

void wr_i_check_text(struct wr_i_reader *r, const struct wr_node *root)
{
    size_t told = 0;

    wr_i_look_tree(r, root, &told);
}
