/* Any text, and an edit of it. The first line says which: a letter (a: add, s: set, p: put, k: add under the words as name), a number (which value of the tree), the words;
 * the rest is the file. An edit that is refused leaves every byte; one that is done leaves every byte but those it put in (or, set, the one value on its line),
 * and the text reads to the old tree with the new thing in it. */
#include "fuzz/fuzz.h"

#include <string.h>

#include "agree/edit.h"
#include "base/text.h"
#include "read/yaml.h"

#define MOST_PATH WR_READ_MAX_DEPTH

struct spot {
    const char *path[MOST_PATH];
    char numbers[MOST_PATH][24];
    size_t n;
    size_t left; /* how many values come before the one that is wanted */
};

static size_t count(const struct wr_node *node)
{
    size_t n = 1;

    for (size_t i = 0; i < node->count; i++)
        n += count(node->items[i]);
    return n;
}

/* The path of the spot->left-th value, in the order of the file. */
static bool walk(const struct wr_node *node, struct spot *spot)
{
    if (spot->left == 0)
        return true;
    spot->left--;
    for (size_t i = 0; i < node->count && spot->n < MOST_PATH; i++) {
        snprintf(spot->numbers[spot->n], sizeof spot->numbers[0], "%zu", i);
        spot->path[spot->n] = node->kind == WR_NODE_MAP ? node->items[i]->key : spot->numbers[spot->n];
        spot->n++;
        if (walk(node->items[i], spot))
            return true;
        spot->n--;
    }
    return false;
}

/* All of `old` stands in `new` but for one piece: returns where it begins, *cut its length. */
static size_t changed(const struct wr_buf *old, const struct wr_buf *new, size_t *cut)
{
    const char *a = wr_buf_string(old), *b = wr_buf_string(new);
    size_t from = 0, behind = 0, less = old->size < new->size ? old->size : new->size;

    while (from < less && a[from] == b[from])
        from++;
    while (behind < less - from && a[old->size - 1 - behind] == b[new->size - 1 - behind])
        behind++;
    *cut = old->size - from - behind;
    return from;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    struct wr_mistakes mistakes;
    struct wr_edit_file edit;
    struct wr_arena arena;
    struct wr_buf old;
    struct spot spot;
    struct wr_node *value;
    double number = 0;
    const char *line, *words;
    size_t used, values, cut, from;
    int result;

    if (end == NULL || end - data < 2 || end - data > 400 || memchr(data, '\0', (size_t)(end - data)) != NULL)
        return 0;
    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&old, 0);
    memset(&spot, 0, sizeof spot);
    line = wr_arena_text_n(&arena, (const char *)data, (size_t)(end - data));
    words = line + 1;
    while (*words == ' ')
        words++;
    used = strspn(words, "0123456789");
    if (used > 0 && used < 9)
        must(wr_text_number(wr_arena_text_n(&arena, words, used), &number) == used);
    words += used;
    words += *words == ' ';
    result = wr_edit_text("fuzz.yaml", (const char *)end + 1, size - (size_t)(end + 1 - data), &mistakes, &edit);
    must(result == 0 || result == WR_ERR_MISTAKES);
    if (result != 0)
        goto out;
    wr_buf_add(&old, wr_buf_string(&edit.text), edit.text.size);
    values = edit.root == NULL ? 0 : count(edit.root);
    spot.left = values == 0 ? 0 : (size_t)number % values;
    if (edit.root != NULL)
        must(walk(edit.root, &spot));
    value = wr_edit_words(&arena, words);
    switch (line[0]) {
    case 's':
        result = wr_edit_set(&edit, spot.path, spot.n, value, &mistakes, NULL);
        break;
    case 'p':
        result = wr_edit_put(&edit, spot.path, spot.n, "says", value, &mistakes, NULL);
        break;
    case 'k':
        result = wr_edit_add(&edit, spot.path, spot.n, words, value, &mistakes, NULL);
        break;
    case 'm':
        value = wr_edit_with(&arena, wr_edit_map(&arena), "says", value);
        value = wr_edit_with(&arena, value, "who", wr_edit_with(&arena, wr_edit_list(&arena), NULL, wr_edit_value(&arena, words)));
        result = wr_edit_add(&edit, spot.path, spot.n, "new one", value, &mistakes, NULL);
        break;
    default:
        result = wr_edit_add(&edit, spot.path, spot.n, NULL, value, &mistakes, NULL);
        break;
    }
    must(result == 0 || result == WR_ERR_MISTAKES);
    must((result == 0) == (mistakes.mistakes == 0));
    if (result != 0) {
        must(edit.text.size == old.size && memcmp(wr_buf_string(&edit.text), wr_buf_string(&old), old.size) == 0);
    } else {
        struct wr_node *root = NULL;
        from = changed(&old, &edit.text, &cut);
        if (line[0] != 's' && line[0] != 'p')
            must(cut == 0);
        for (size_t i = 0; i < cut; i++)
            must(wr_buf_string(&old)[from + i] != '\n');
        must(wr_yaml_read(&arena, "again.yaml", wr_buf_string(&edit.text), edit.text.size, &mistakes, &root) == 0);
        must(count(root) >= values);
    }
out:
    wr_edit_free(&edit);
    wr_buf_free(&old);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
    return 0;
}
