/* What each capability says, counted by term: the index that the matcher looks needs up in. A term is a stem, a group of words that mean one thing,
 * or a pair of neighbours. Built once when the catalogue is read; some ten thousand tokens. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "catalogue/catalogue_internal.h"

#define MOST_TERMS 60000
#define WORD WR_I_WORD
#define HINT 1.5 /* a word that only points to a capability was chosen for it: it counts as one and a half */

bool wr_i_next_word(const char **at, char raw[WORD], char stem[WORD])
{
    for (;;) {
        size_t n = 0;
        bool digit = false;
        while (**at != '\0' && !((**at >= 'a' && **at <= 'z') || (**at >= 'A' && **at <= 'Z') || (**at >= '0' && **at <= '9')))
            (*at)++;
        if (**at == '\0')
            return false;
        for (;; (*at)++) {
            char c = **at;
            if (c == '\'')
                continue;
            if ((unsigned char)c == 0xe2 && (unsigned char)(*at)[1] == 0x80 && (unsigned char)(*at)[2] == 0x99) {
                *at += 2; /* a printer's apostrophe */
                continue;
            }
            if (c >= 'A' && c <= 'Z')
                c = (char)(c - 'A' + 'a');
            else if (c >= '0' && c <= '9')
                digit = true;
            else if (c < 'a' || c > 'z')
                break;
            if (n + 1 < WORD)
                raw[n++] = c;
        }
        raw[n] = '\0';
        if (n == 0 || digit)
            continue;
        memcpy(stem, raw, n + 1);
        wr_i_stem(stem);
        return true;
    }
}

/* All stems of a phrase joined by blanks; number of words. */
static size_t stems_of(const char *phrase, char *out, size_t room)
{
    char raw[WORD], stem[WORD];
    size_t n = 0, used = 0;

    out[0] = '\0';
    while (wr_i_next_word(&phrase, raw, stem) && used + strlen(stem) + 2 < room) {
        used += (size_t)snprintf(out + used, room - used, "%s%s", n > 0 ? " " : "", stem);
        n++;
    }
    return n;
}

static int term_of(const struct wr_i_index *index, const char *name)
{
    long at;
    return wr_map_get(&index->terms, name, &at) ? (int)at : -1;
}

/* The known stem that a misspelt word most likely is: the same first letter, one slip (two in long words). */
static int mend(const struct wr_i_index *index, const char *stem)
{
    size_t n = strlen(stem), limit = n >= 8 ? 2 : 1, best_distance = limit + 1;
    int best = -1;

    if (n < 5)
        return -1;
    for (size_t t = 0; t < index->n_terms; t++) {
        const char *name = index->names[t];
        size_t m = strlen(name), d;
        if (name[0] != stem[0] || m > n + limit || n > m + limit || strchr(name, ' ') != NULL)
            continue;
        d = wr_text_distance(stem, name, limit);
        if (d < best_distance)
            best_distance = d, best = (int)t;
    }
    return best;
}

static void put(struct wr_i_tokens *out, struct wr_i_token token)
{
    if (out->n < WR_I_TOKENS)
        out->list[out->n++] = token;
}

int wr_i_index_tokens(const struct wr_i_index *index, struct wr_arena *arena, const char *text, bool guess, struct wr_i_tokens *out)
{
    enum { MOST = 240 };
    size_t most = text == NULL ? 1 : strlen(text) / 2 + 1; /* no more words than that: an arena's memory is set to zero, at a price */
    char(*stems)[WORD] = wr_arena_alloc(arena, most < MOST ? most : MOST, WORD), key[256];
    char(*raws)[WORD] = wr_arena_alloc(arena, most < MOST ? most : MOST, WORD);
    bool *little = wr_arena_alloc(arena, most < MOST ? most : MOST, sizeof *little);
    size_t n = 0, before;

    out->n = 0;
    if (stems == NULL || raws == NULL || little == NULL)
        return wr_fail(WR_ERR_MEMORY);
    while (text != NULL && n < MOST && n < most && wr_i_next_word(&text, raws[n], stems[n])) {
        little[n] = wr_map_get(&index->little, raws[n], NULL) != 0;
        n++;
    }
    for (size_t i = 0; i < n;) {
        size_t words = 0;
        long group = -1;
        size_t ends[16], used = 0, k = 0;
        for (; k < index->longest && i + k < n && k < 16 && used + WORD + 1 < sizeof key; k++) {
            size_t m = strlen(stems[i + k]);
            if (k > 0)
                key[used++] = ' ';
            memcpy(key + used, stems[i + k], m);
            ends[k] = used += m;
        }
        for (; k > 0 && words == 0; k--) { /* the longest phrase that is known */
            key[ends[k - 1]] = '\0';
            if (wr_map_get(&index->synonyms, key, &group))
                words = k;
        }
        if (words > 0) {
            struct wr_i_token token = {.by_synonym = true, .weight = 1};
            char name[24];
            snprintf(name, sizeof name, "=%ld", group);
            token.term = term_of(index, name);
            token.word = wr_arena_text(arena, key);
            token.said = wr_arena_text(arena, raws[i]);
            for (size_t j = 1; j < words && token.said != NULL; j++)
                token.said = wr_arena_printf(arena, "%s %s", token.said, raws[i + j]);
            if (token.word == NULL || token.said == NULL)
                return wr_fail(WR_ERR_MEMORY);
            put(out, token);
            i += words;
            continue;
        }
        if (!little[i] && strlen(stems[i]) > 1) {
            struct wr_i_token token = {.term = term_of(index, stems[i]), .weight = 1};
            if (token.term < 0 && guess && (token.term = mend(index, stems[i])) >= 0) {
                token.by_spelling = true;
                token.weight = 0.7;
            }
            token.word = wr_arena_text(arena, stems[i]);
            token.said = wr_arena_text(arena, raws[i]);
            if (token.word == NULL || token.said == NULL)
                return wr_fail(WR_ERR_MEMORY);
            put(out, token);
        }
        i++;
    }
    before = out->n;
    for (size_t i = 0; i + 1 < before; i++) {
        struct wr_i_token token = {.weight = 0.6};
        if (out->list[i].term < 0 || out->list[i + 1].term < 0)
            continue;
        snprintf(key, sizeof key, "%s %s", index->names[out->list[i].term], index->names[out->list[i + 1].term]);
        token.term = term_of(index, key);
        token.word = wr_arena_printf(arena, "%s %s", out->list[i].word, out->list[i + 1].word);
        token.said = wr_arena_printf(arena, "%s %s", out->list[i].said, out->list[i + 1].said);
        if (token.word == NULL || token.said == NULL)
            return wr_fail(WR_ERR_MEMORY);
        if (token.term >= 0)
            put(out, token);
    }
    return 0;
}

struct builder {
    struct wr_catalogue *catalogue;
    struct wr_i_index *index;
    struct wr_arena spare;      /* for the words of one text */
    struct wr_i_tokens *tokens; /* of one text */
    bool counting;              /* second pass */
};

static int learn(struct builder *b, const char *name)
{
    struct wr_i_index *index = b->index;
    struct wr_arena *arena = &b->catalogue->arena;
    int err;

    if (wr_map_get(&index->terms, name, NULL) || index->n_terms >= MOST_TERMS)
        return 0;
    if ((err = wr_arena_grow(arena, &index->names, &index->names_room, index->n_terms + 1, sizeof *index->names)) != 0 ||
        (err = wr_map_put(&index->terms, name, (long)index->n_terms)) != 0)
        return err;
    index->names[index->n_terms] = wr_arena_text(arena, name);
    return index->names[index->n_terms++] == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

/* One text of a document. First pass: its words, then its pairs, become terms. Second pass: they are counted. */
static int add(struct builder *b, size_t document, const char *text, double weight, double *also)
{
    struct wr_i_index *index = b->index;
    struct wr_i_tokens *tokens = b->tokens;
    char key[256];
    int err = 0;

    wr_arena_reset(&b->spare);
    if ((err = wr_i_index_tokens(index, &b->spare, text, false, tokens)) != 0)
        return err;
    if (!b->counting) {
        size_t words = tokens->n;
        for (size_t i = 0; i < words && err == 0; i++)
            if (tokens->list[i].term < 0 && !tokens->list[i].by_synonym)
                err = learn(b, tokens->list[i].word);
        if (err == 0)
            err = wr_i_index_tokens(index, &b->spare, text, false, tokens);
        for (size_t i = 0; i + 1 < words && err == 0; i++) {
            if (tokens->list[i].term < 0 || tokens->list[i + 1].term < 0)
                continue;
            snprintf(key, sizeof key, "%s %s", index->names[tokens->list[i].term], index->names[tokens->list[i + 1].term]);
            err = learn(b, key);
        }
        return err;
    }
    for (size_t i = 0; i < tokens->n; i++) {
        size_t at;
        if (tokens->list[i].term < 0)
            continue;
        at = (size_t)tokens->list[i].term * index->n_documents + document;
        index->counts[at] += weight;
        index->lengths[document] += weight * tokens->list[i].weight;
        if (also != NULL)
            also[at] += 1;
    }
    return 0;
}

static int add_all(struct builder *b, size_t document, const char **texts, size_t n, double weight, double *also)
{
    int err = 0;

    for (size_t i = 0; i < n && err == 0; i++)
        err = add(b, document, texts[i], weight, also);
    return err;
}

/* What a name or the plain sentence says weighs double; what is measured and who is heard little. */
static int pass(struct builder *b)
{
    struct wr_i_index *index = b->index;
    int err = 0;

    for (size_t i = 0; i < b->catalogue->count && err == 0; i++) {
        const struct wr_capability *c = &b->catalogue->list[i];
        if ((err = add(b, i, c->name, 2, NULL)) != 0 || (err = add(b, i, c->plain, 2, NULL)) != 0 ||
            (err = add_all(b, i, c->might_say, c->n_might_say, 1, NULL)) != 0 ||
            (err = add_all(b, i, c->care_steps, c->n_care_steps, 0.5, index->steps)) != 0 ||
            (err = add_all(b, i, c->measures, c->n_measures, 0.4, NULL)) != 0 ||
            (err = add_all(b, i, c->products, c->n_products, 2, NULL)) != 0)
            return err;
        for (size_t j = 0; j < c->n_brings && err == 0; j++)
            err = add(b, i, c->brings[j].item, 1, index->brings);
        for (size_t j = 0; j < c->n_hazards && err == 0; j++)
            err = add(b, i, c->hazards[j].harm, 0.1, NULL);
    }
    for (size_t i = 0; i < index->words.n_hints && err == 0; i++) {
        const struct wr_i_hints *h = &index->words.hints[i];
        int at = wr_catalogue_find(b->catalogue, h->id);
        if (at >= 0)
            err = add_all(b, (size_t)at, h->words, h->n_words, HINT, NULL);
    }
    for (size_t i = 0; i < index->words.n_elsewhere && err == 0; i++)
        err = add_all(b, b->catalogue->count + i, index->words.elsewhere[i].says, index->words.elsewhere[i].n_says, 1, NULL);
    return err;
}

static int read_words(struct builder *b)
{
    struct wr_i_index *index = b->index;
    const struct wr_i_words *words = &index->words;
    char key[256], raw[WORD], stem[WORD], name[24];
    int err = 0;

    for (size_t i = 0; i < words->n_little && err == 0; i++) {
        const char *at = words->little[i];
        if (wr_i_next_word(&at, raw, stem))
            err = wr_map_put(&index->little, raw, 1);
    }
    for (size_t g = 0; g < words->n_groups && err == 0; g++) {
        snprintf(name, sizeof name, "=%zu", g);
        err = learn(b, name);
        for (size_t i = 0; i < words->n_same[g] && err == 0; i++) {
            size_t n = stems_of(words->same[g][i], key, sizeof key);
            if (n > index->longest)
                index->longest = n;
            if (n > 0 && !wr_map_get(&index->synonyms, key, NULL)) /* the first group that has a word keeps it */
                err = wr_map_put(&index->synonyms, key, (long)g);
        }
    }
    return err;
}

/* The sentences by themselves: a need that nearly says one is more than its words. */
static int keep_phrases(struct builder *b)
{
    struct wr_i_index *index = b->index;
    struct wr_arena *arena = &b->catalogue->arena;
    int err;

    for (size_t d = 0; d < b->catalogue->count; d++)
        for (size_t i = 0; i < b->catalogue->list[d].n_might_say; i++) {
            struct wr_i_tokens *tokens = b->tokens;
            struct wr_i_phrase *one;
            wr_arena_reset(&b->spare);
            if ((err = wr_i_index_tokens(index, &b->spare, b->catalogue->list[d].might_say[i], false, tokens)) != 0 ||
                (err = wr_arena_grow(arena, &index->phrases, &index->room_phrases, index->n_phrases + 1, sizeof *index->phrases)) != 0)
                return err;
            one = &index->phrases[index->n_phrases++];
            *one = (struct wr_i_phrase){.document = d, .terms = wr_arena_alloc(arena, tokens->n + 1, sizeof *one->terms)};
            if (one->terms == NULL)
                return wr_fail(WR_ERR_MEMORY);
            for (size_t k = 0; k < tokens->n; k++)
                if (tokens->list[k].term >= 0)
                    one->terms[one->n++] = tokens->list[k].term;
        }
    return 0;
}

int wr_i_index_build(struct wr_catalogue *catalogue)
{
    struct wr_i_index *index = catalogue->index;
    struct wr_arena *arena = &catalogue->arena;
    struct builder b = {.catalogue = catalogue, .index = index};
    double total = 0;
    int err;

    wr_arena_init(&b.spare, 0);
    index->n_documents = catalogue->count + index->words.n_elsewhere;
    b.tokens = wr_arena_alloc(arena, 1, sizeof *b.tokens);
    if (b.tokens == NULL) {
        err = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    if ((err = read_words(&b)) != 0 || (err = pass(&b)) != 0)
        goto out;
    index->counts = wr_arena_alloc(arena, index->n_terms * index->n_documents + 1, sizeof *index->counts);
    index->brings = wr_arena_alloc(arena, index->n_terms * index->n_documents + 1, sizeof *index->brings);
    index->steps = wr_arena_alloc(arena, index->n_terms * index->n_documents + 1, sizeof *index->steps);
    index->lengths = wr_arena_alloc(arena, index->n_documents + 1, sizeof *index->lengths);
    index->rarity = wr_arena_alloc(arena, index->n_terms + 1, sizeof *index->rarity);
    if (index->counts == NULL || index->brings == NULL || index->steps == NULL || index->lengths == NULL || index->rarity == NULL) {
        err = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    b.counting = true;
    if ((err = pass(&b)) != 0 || (err = keep_phrases(&b)) != 0)
        goto out;
    for (size_t d = 0; d < index->n_documents; d++)
        total += index->lengths[d];
    index->mean_length = index->n_documents > 0 ? total / (double)index->n_documents : 1;
    for (size_t t = 0; t < index->n_terms; t++) {
        double in = 0; /* documents that hold it, a mere mention counted less */
        for (size_t d = 0; d < index->n_documents; d++) {
            double c = index->counts[t * index->n_documents + d];
            in += c > 1 ? 1 : c;
        }
        index->rarity[t] = wr_i_ln(1 + ((double)index->n_documents - in + 0.5) / (in + 0.5));
    }
    err = wr_i_learn(catalogue);
out:
    wr_arena_free(&b.spare);
    return err;
}

void wr_i_index_free(struct wr_i_index *index)
{
    wr_map_free(&index->little);
    wr_map_free(&index->terms);
    wr_map_free(&index->synonyms);
}
