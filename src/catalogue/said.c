/* What people said (catalogue/said): sentences by the capability that would have answered them, or by what is better answered elsewhere. And words of a kind
 * (catalogue/kindred.txt), so that a word that no example has may still speak. */
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

    for (size_t s = 0; s < words->n_said; s++) {
        const char *best = NULL;
        size_t least = 4;
        if (wr_i_said_document(c, words->said[s].of) >= 0)
            continue;
        for (size_t i = 0; i < c->count + words->n_elsewhere; i++) {
            const char *name = i < c->count ? c->list[i].id : words->elsewhere[i - c->count].name;
            size_t d = wr_text_distance(words->said[s].of, name, least - 1);
            if (d < least)
                least = d, best = name;
        }
        if (best != NULL)
            wr_mistakes_add(mistakes, WR_MISTAKE, words->said[s].where, "said", "did you mean the one above? A capability's id stands here",
                            "there is no capability `%.60s`; `%.60s` is near", words->said[s].of, best);
        else
            wr_mistakes_add(mistakes, WR_MISTAKE, words->said[s].where, "said",
                            "write the id of a capability (wardround catalogue list) or the name of an `elsewhere`",
                            "there is no capability `%.60s`", words->said[s].of);
    }
}

/* Lines of words; "==" begins a wide family, "--" a middle one, each line is a narrow one. "#": a comment. */
int wr_i_kindred_read(struct wr_arena *arena, const char *text, size_t size, struct wr_i_kindred *out)
{
    struct wr_i_kin now = {{0, 0, 0}};
    int err = 0;

    for (size_t at = 0, end; at < size && err == 0; at = end + 1) {
        for (end = at; end < size && text[end] != '\n'; end++) {
        }
        if (end == at || text[at] == '#')
            continue;
        if (text[at] == '=')
            now.of[0]++;
        else if (text[at] == '-')
            now.of[1]++;
        else
            now.of[2]++;
        for (size_t i = at; i < end && text[at] != '=' && text[at] != '-' && err == 0;) {
            size_t from = i;
            char *word;
            while (i < end && text[i] != ' ')
                i++;
            word = wr_arena_text_n(arena, text + from, i - from);
            i++;
            if (word == NULL)
                return wr_fail(WR_ERR_MEMORY);
            if ((err = wr_arena_grow(arena, &out->kin, &out->room, out->n + 1, sizeof *out->kin)) == 0)
                err = wr_map_put(&out->words, word, (long)out->n);
            out->kin[out->n++] = now;
        }
    }
    return err;
}
