/* The words that the matcher goes by (catalogue/words.yaml, and `words:` in a trust's own files): little words, words that mean one thing,
 * words for technology, and what is better answered by somebody else. What a trust adds comes to what the program has. */
#include <string.h>

#include "catalogue/catalogue_internal.h"

static int join(struct wr_arena *arena, const char ***have, size_t *n, const char **more, size_t n_more)
{
    const char **all = wr_arena_alloc(arena, *n + n_more + 1, sizeof *all);

    if (all == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if (*n > 0)
        memcpy(all, *have, *n * sizeof *all);
    if (n_more > 0)
        memcpy(all + *n, more, n_more * sizeof *all);
    *have = all;
    *n += n_more;
    return 0;
}

static int read_same(struct wr_arena *arena, const struct wr_node *node, struct wr_mistakes *mistakes, struct wr_i_words *words)
{
    int err = 0;

    if (node->kind != WR_NODE_LIST) {
        wr_mistakes_add(mistakes, WR_MISTAKE, node->where, "words.same", "write - [obs, observations, vital signs]",
                        "a list of lists is wanted here");
        return 0;
    }
    for (size_t i = 0; i < node->count && err == 0; i++) {
        struct wr_node holder = {.kind = WR_NODE_MAP, .where = node->where};
        struct wr_node one = *node->items[i], *items[1] = {&one};
        struct wr_i_entry e = {arena, mistakes, &holder, "words.same"};
        one.key = "same";
        holder.items = items;
        holder.count = 1;
        err = wr_arena_grow(arena, &words->same, &words->room_same, words->n_groups + 1, sizeof *words->same);
        if (err == 0)
            err = wr_arena_grow(arena, &words->n_same, &words->room_n, words->n_groups + 1, sizeof *words->n_same);
        if (err == 0)
            err = wr_i_entry_texts(&e, "same", &words->same[words->n_groups], &words->n_same[words->n_groups]);
        words->n_groups += err == 0;
    }
    return err;
}

static int read_elsewhere(struct wr_arena *arena, const struct wr_node *node, struct wr_mistakes *mistakes, struct wr_i_words *words)
{
    static const char *const keys[] = {"ask", "says"};
    int err = 0;

    if (node->kind != WR_NODE_MAP) {
        wr_mistakes_add(mistakes, WR_MISTAKE, node->where, "words.elsewhere",
                        "write parking: {ask: the travel office, says: [no space to park]}", "a map is wanted here");
        return 0;
    }
    for (size_t i = 0; i < node->count && err == 0; i++) {
        struct wr_i_entry e = {arena, mistakes, node->items[i], "words.elsewhere"};
        struct wr_i_elsewhere *one;
        if (!wr_i_entry_keys(&e, keys, 2))
            continue;
        err = wr_arena_grow(arena, &words->elsewhere, &words->room_elsewhere, words->n_elsewhere + 1, sizeof *words->elsewhere);
        if (err != 0)
            return err;
        one = &words->elsewhere[words->n_elsewhere++];
        memset(one, 0, sizeof *one);
        one->name = wr_arena_text(arena, node->items[i]->key);
        one->ask = wr_i_entry_text(&e, "ask", true);
        err = wr_i_entry_texts(&e, "says", &one->says, &one->n_says);
    }
    return err;
}

static int read_hints(struct wr_arena *arena, const struct wr_node *node, struct wr_mistakes *mistakes, struct wr_i_words *words)
{
    struct wr_i_entry e = {arena, mistakes, node, "words.points to"};
    int err = 0;

    if (node->kind != WR_NODE_MAP) {
        wr_mistakes_add(mistakes, WR_MISTAKE, node->where, e.path, "write eobs: [clammy, resp rate]", "a map is wanted here");
        return 0;
    }
    for (size_t i = 0; i < node->count && err == 0; i++) {
        struct wr_i_hints *one;
        err = wr_arena_grow(arena, &words->hints, &words->room_hints, words->n_hints + 1, sizeof *words->hints);
        if (err != 0)
            return err;
        one = &words->hints[words->n_hints++];
        memset(one, 0, sizeof *one);
        one->id = wr_arena_text(arena, node->items[i]->key);
        err = one->id == NULL ? wr_fail(WR_ERR_MEMORY) : wr_i_entry_texts(&e, node->items[i]->key, &one->words, &one->n_words);
    }
    return err;
}

int wr_i_words_read(struct wr_arena *arena, const struct wr_node *node, struct wr_mistakes *mistakes, struct wr_i_words *words)
{
    static const char *const keys[] = {"little", "same", "products", "elsewhere", "points to"};
    struct wr_i_entry e = {arena, mistakes, node, "words"};
    const struct wr_node *part;
    const char **more;
    size_t n;
    int err;

    if (!wr_i_entry_keys(&e, keys, 5))
        return 0;
    if ((err = wr_i_entry_texts(&e, "little", &more, &n)) != 0 || (err = join(arena, &words->little, &words->n_little, more, n)) != 0 ||
        (err = wr_i_entry_texts(&e, "products", &more, &n)) != 0 || (err = join(arena, &words->products, &words->n_products, more, n)) != 0)
        return err;
    if ((part = wr_node_get(node, "same")) != NULL && (err = read_same(arena, part, mistakes, words)) != 0)
        return err;
    if ((part = wr_node_get(node, "points to")) != NULL && (err = read_hints(arena, part, mistakes, words)) != 0)
        return err;
    if ((part = wr_node_get(node, "elsewhere")) != NULL && (err = read_elsewhere(arena, part, mistakes, words)) != 0)
        return err;
    return 0;
}
