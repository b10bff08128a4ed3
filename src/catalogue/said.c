/* What people might say (catalogue/said.yaml, said-elsewhere.yaml, and `said:` in a trust's own files): sentences by the capability that would have answered
 * them, or by what is better answered elsewhere. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "catalogue/catalogue_internal.h"

int wr_i_said_read(struct wr_arena *arena, const struct wr_node *node, struct wr_mistakes *mistakes, struct wr_i_words *words)
{
    struct wr_i_entry e = {arena, mistakes, node, "said"};
    int err = 0;

    if (node->kind != WR_NODE_MAP) {
        wr_mistakes_add(mistakes, WR_MISTAKE, node->where, e.path, "write eobs: [a sentence, another]", "a map is wanted here");
        return 0;
    }
    for (size_t i = 0; i < node->count && err == 0; i++) {
        struct wr_i_said *one;
        err = wr_arena_grow(arena, &words->said, &words->room_said, words->n_said + 1, sizeof *words->said);
        if (err != 0)
            return err;
        one = &words->said[words->n_said++];
        *one = (struct wr_i_said){.of = wr_arena_text(arena, node->items[i]->key), .where = node->items[i]->key_where};
        err = one->of == NULL ? wr_fail(WR_ERR_MEMORY) : wr_i_entry_texts(&e, node->items[i]->key, &one->texts, &one->n);
    }
    return err;
}

int wr_i_said_document(const struct wr_catalogue *c, const char *of)
{
    int at = wr_catalogue_find(c, of);

    for (size_t i = 0; at < 0 && i < c->index->words.n_elsewhere; i++)
        if (strcmp(c->index->words.elsewhere[i].name, of) == 0)
            at = (int)(c->count + i);
    return at;
}

void wr_i_said_check(const struct wr_catalogue *c, struct wr_mistakes *mistakes)
{
    const struct wr_i_words *words = &c->index->words;
    size_t unknown = 0;

    for (size_t s = 0; s < words->n_said; s++) {
        const char *best = NULL;
        size_t least = 4;
        char hint[128];
        if (wr_i_said_document(c, words->said[s].of) >= 0)
            continue;
        unknown++;
        for (size_t i = 0; i < c->count + words->n_elsewhere && unknown < 20; i++) { /* so that a hostile file takes no time */
            const char *name = i < c->count ? c->list[i].id : words->elsewhere[i - c->count].name;
            size_t d = wr_text_distance(words->said[s].of, name, least - 1);
            if (d < least)
                least = d, best = name;
        }
        if (best != NULL)
            snprintf(hint, sizeof hint, "did you mean `%s`?", best);
        wr_mistakes_add(mistakes, WR_MISTAKE, words->said[s].where, "said",
                        best != NULL ? hint : "write the id of a capability (wardround catalogue list) or the name of an `elsewhere`",
                        "there is no capability `%.60s`", words->said[s].of);
    }
}
