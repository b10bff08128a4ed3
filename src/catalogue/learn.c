/* What is learnt from examples: for each capability, and for what is better answered elsewhere, sentences that people might say (catalogue/said).
 * Multinomial naive Bayes over weighted features (Rennie J, Shih L, Teevan J, Karger D. Tackling the poor assumptions of naive Bayes text classifiers.
 * ICML 2003:616-623: terms damped, weighed by rarity, texts of unit length, classes of one weight):
 *
 *   evidence(document) = sum over the text's features of  value x ln(1 + count of the feature in the document / A)
 *
 * so each feature speaks for a document or is silent, and which ones spoke can be said. Only sums, products, square roots and the room's own logarithm
 * are used, in one order: the same bits on every machine. Learnt when the catalogue is read, so a trust's own sentences count like the program's. */
#include <math.h>
#include <string.h>

#include "catalogue/catalogue_internal.h"

#define A 0.03
#define MOST_SCALE 3.0 /* a capability with a few sentences is not made to weigh as much as one with a hundred: they would speak too loud */
#define MOST_KEYS 12000

enum { WORDS, LETTERS, KINDS };

double wr_i_ln(double x)
{
    int e;
    double m = frexp(x, &e), t, t2, sum = 0; /* x = m 2^e, exactly */

    if (m < 0.70710678118654752)
        m *= 2, e--;
    t = (m - 1) / (m + 1); /* at most 0.172 */
    t2 = t * t;
    for (int k = 19; k >= 1; k -= 2)
        sum = sum * t2 + 1.0 / k;
    return 2 * t * sum + e * 0.693147180559945309;
}

/* FNV-1a over the kind and the letters; never 0, which marks a free place. */
static uint64_t key_of(int kind, const char *letters, size_t n)
{
    uint64_t h = (14695981039346656037u ^ (uint64_t)(kind + 1)) * 1099511628211u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)letters[i]) * 1099511628211u;
    h ^= h >> 29;
    return h == 0 ? 1 : h;
}

struct keys {
    uint64_t key[MOST_KEYS];
    unsigned char kind[MOST_KEYS];
    size_t n;
};

static void put(struct keys *keys, int kind, const char *letters, size_t n)
{
    if (keys->n < MOST_KEYS) {
        keys->kind[keys->n] = (unsigned char)kind;
        keys->key[keys->n++] = key_of(kind, letters, n);
    }
}

static void keys_of(const char *text, struct keys *keys)
{
    char raw[WR_I_WORD + 2], stem[WR_I_WORD], pair[2 * WR_I_WORD + 1] = "";
    size_t before = 0; /* letters of the stem before, in pair */

    keys->n = 0;
    while (wr_i_next_word(&text, raw + 1, stem)) {
        size_t n = strlen(raw + 1), m = strlen(stem);
        put(keys, WORDS, stem, m);
        if (before > 0) {
            pair[before] = ' ';
            memcpy(pair + before + 1, stem, m);
            put(keys, WORDS, pair, before + 1 + m);
        }
        memcpy(pair, stem, m);
        before = m;
        raw[0] = raw[n + 1] = ' ';
        for (size_t length = 3; length <= 5; length++)
            for (size_t i = 0; i + length <= n + 2; i++)
                put(keys, LETTERS, raw + i, length);
    }
}

static size_t place_of(const struct wr_i_learnt *l, uint64_t key)
{
    size_t i = (size_t)key & (l->room - 1);

    while (l->keys[i] != 0 && l->keys[i] != key)
        i = (i + 1) & (l->room - 1);
    return i;
}

/* Twice as large when it is half full; the old table is given up to the arena. */
static int widen(struct wr_i_learnt *l, struct wr_arena *arena)
{
    struct wr_i_learnt old = *l;

    if (l->room > 2 * l->n)
        return 0;
    l->room = old.room == 0 ? (size_t)1 << 17 : old.room * 2;
    l->keys = wr_arena_alloc(arena, l->room, sizeof *l->keys);
    l->ids = wr_arena_alloc(arena, l->room, sizeof *l->ids);
    if (l->keys == NULL || l->ids == NULL) {
        *l = old;
        return wr_fail(WR_ERR_MEMORY);
    }
    for (size_t i = 0; i < old.room; i++)
        if (old.keys[i] != 0) {
            size_t at = place_of(l, old.keys[i]);
            l->keys[at] = old.keys[i];
            l->ids[at] = old.ids[i];
        }
    return 0;
}

/* The features of the keys, each once with how often it stands there. `marks`: a zero for each feature, and zero again afterwards. */
static size_t collect(const struct wr_i_learnt *l, const struct keys *keys, int *marks, struct wr_i_feature *out)
{
    size_t n = 0;

    for (size_t i = 0; i < keys->n; i++) {
        size_t at = place_of(l, keys->key[i]);
        int id = l->ids[at];
        if (l->keys[at] == 0)
            continue;
        if (marks[id] > 0) {
            out[marks[id] - 1].value += 1;
        } else {
            out[n++] = (struct wr_i_feature){id, 1};
            marks[id] = (int)n;
        }
    }
    for (size_t i = 0; i < n; i++)
        marks[out[i].id] = 0;
    return n;
}

/* Counts to values: said often counts little more than once, rare features count more, each kind together weighs the same in every text. */
static size_t weigh(const struct wr_i_learnt *l, struct wr_i_feature *features, size_t n)
{
    double squares[KINDS] = {0};
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        const struct wr_i_table_entry *e = &l->entries[features[i].id];
        double v;
        if (e->row < 0)
            continue;
        v = (features[i].value > 1 ? 1 + wr_i_ln(features[i].value) : 1) * e->rarity;
        squares[e->kind] += v * v;
        features[kept++] = (struct wr_i_feature){features[i].id, (float)v};
    }
    for (size_t i = 0; i < kept; i++) {
        int kind = l->entries[features[i].id].kind;
        features[i].value = (float)(features[i].value / sqrt(squares[kind]));
    }
    return kept;
}

/* One text to learn from: its features as counts, and in how many texts each stands. */
static int add(struct wr_i_learnt *l, struct wr_arena *arena, struct keys *keys, struct wr_i_feature *spare, size_t document,
               const char *text, bool shown)
{
    struct wr_i_example *one;
    int err;

    if ((err = wr_arena_grow(arena, &l->examples, &l->room_examples, l->n_examples + 1, sizeof *l->examples)) != 0)
        return err;
    one = &l->examples[l->n_examples++];
    *one = (struct wr_i_example){.text = text, .document = document, .shown = shown};
    keys_of(text, keys);
    for (size_t i = 0; i < keys->n; i++) {
        size_t at;
        if ((err = widen(l, arena)) != 0)
            return err;
        at = place_of(l, keys->key[i]);
        if (l->keys[at] != 0)
            continue;
        if ((err = wr_arena_grow(arena, &l->entries, &l->room_entries, l->n + 1, sizeof *l->entries)) != 0 ||
            (err = wr_arena_grow(arena, &l->marks, &l->room_marks, l->n + 1, sizeof *l->marks)) != 0)
            return err;
        l->marks[l->n] = 0;
        l->keys[at] = keys->key[i];
        l->ids[at] = (int)l->n;
        l->entries[l->n++] = (struct wr_i_table_entry){.kind = keys->kind[i]};
    }
    one->n = collect(l, keys, l->marks, spare);
    for (size_t i = 0; i < one->n; i++)
        l->entries[spare[i].id].texts++;
    one->features = wr_arena_alloc(arena, one->n + 1, sizeof *one->features);
    if (one->features == NULL)
        return wr_fail(WR_ERR_MEMORY);
    memcpy(one->features, spare, one->n * sizeof *spare);
    return 0;
}

static int add_all(const struct wr_catalogue *c, struct wr_arena *arena, struct keys *keys, struct wr_i_feature *spare)
{
    struct wr_i_learnt *l = &c->index->learnt;
    const struct wr_i_words *words = &c->index->words;
    int err = 0;

    for (size_t d = 0; d < c->count && err == 0; d++) {
        const struct wr_capability *one = &c->list[d];
        if ((err = add(l, arena, keys, spare, d, one->name, false)) == 0)
            err = add(l, arena, keys, spare, d, one->plain, false);
        for (size_t i = 0; i < one->n_might_say && err == 0; i++)
            err = add(l, arena, keys, spare, d, one->might_say[i], true);
        for (size_t i = 0; i < one->n_brings && err == 0; i++)
            err = add(l, arena, keys, spare, d, one->brings[i].item, false);
    }
    for (size_t t = 0; t < words->n_elsewhere && err == 0; t++)
        for (size_t i = 0; i < words->elsewhere[t].n_says && err == 0; i++)
            err = add(l, arena, keys, spare, c->count + t, words->elsewhere[t].says[i], false);
    for (size_t s = 0; s < words->n_said && err == 0; s++) {
        int d = wr_i_said_document(c, words->said[s].of);
        for (size_t i = 0; d >= 0 && i < words->said[s].n && err == 0; i++)
            err = add(l, arena, keys, spare, (size_t)d, words->said[s].texts[i], true);
    }
    return err;
}

int wr_i_learn(struct wr_catalogue *catalogue)
{
    struct wr_i_learnt *l = &catalogue->index->learnt;
    struct wr_arena *arena = &catalogue->arena;
    struct keys *keys = wr_arena_alloc(arena, 1, sizeof *keys);
    struct wr_i_feature *spare = wr_arena_alloc(arena, MOST_KEYS, sizeof *spare);
    double *mass, all = 0;
    size_t rows = 0;
    int err;

    l->documents = catalogue->index->n_documents;
    mass = wr_arena_alloc(arena, l->documents + 1, sizeof *mass);
    if (keys == NULL || spare == NULL || mass == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if ((err = add_all(catalogue, arena, keys, spare)) != 0)
        return err;
    for (size_t i = 0; i < l->n; i++) {
        struct wr_i_table_entry *e = &l->entries[i];
        e->row = e->texts > 1 ? (int)rows++ : -1;
        e->rarity = (float)(wr_i_ln((1.0 + (double)l->n_examples) / (1.0 + e->texts)) + 1);
    }
    l->counts = wr_arena_alloc(arena, rows * l->documents + 1, sizeof *l->counts);
    if (l->counts == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < l->n_examples; i++) {
        struct wr_i_example *one = &l->examples[i];
        one->n = weigh(l, one->features, one->n);
        for (size_t k = 0; k < one->n; k++) {
            l->counts[(size_t)l->entries[one->features[k].id].row * l->documents + one->document] += one->features[k].value;
            mass[one->document] += one->features[k].value;
        }
    }
    for (size_t d = 0; d < l->documents; d++)
        all += mass[d] / (double)l->documents;
    l->scale = wr_arena_alloc(arena, l->documents + 1, sizeof *l->scale);
    if (l->scale == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t d = 0; d < l->documents; d++)
        l->scale[d] = mass[d] > 0 ? (all < MOST_SCALE * mass[d] ? all / mass[d] : MOST_SCALE) / A : 0;
    return 0;
}

int wr_i_learnt_features(const struct wr_i_learnt *l, struct wr_arena *arena, const char *text, struct wr_i_example *out)
{
    struct keys *keys = wr_arena_alloc(arena, 1, sizeof *keys);
    int *marks = wr_arena_alloc(arena, l->n + 1, sizeof *marks);

    *out = (struct wr_i_example){.text = text, .features = wr_arena_alloc(arena, MOST_KEYS, sizeof *out->features)};
    if (keys == NULL || marks == NULL || out->features == NULL)
        return wr_fail(WR_ERR_MEMORY);
    keys_of(text == NULL ? "" : text, keys);
    out->n = weigh(l, out->features, collect(l, keys, marks, out->features));
    return 0;
}

void wr_i_learnt_scores(const struct wr_i_learnt *l, const struct wr_i_example *text, double *scores)
{
    for (size_t d = 0; d < l->documents; d++) {
        scores[d] = 0;
        for (size_t i = 0; i < text->n; i++) {
            double c = l->counts[(size_t)l->entries[text->features[i].id].row * l->documents + d];
            if (c > 0)
                scores[d] += text->features[i].value * wr_i_ln(1 + c * l->scale[d]);
        }
    }
}

int wr_i_learnt_nearest(const struct wr_i_learnt *l, struct wr_arena *arena, const struct wr_i_example *text, size_t document,
                        const char **nearest, double *likeness)
{
    float *values = wr_arena_alloc(arena, l->n + 1, sizeof *values);
    double own = 0;

    *nearest = NULL;
    *likeness = 0;
    if (values == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < text->n; i++) {
        values[text->features[i].id] = text->features[i].value;
        own += (double)text->features[i].value * text->features[i].value;
    }
    for (size_t e = 0; e < l->n_examples; e++) {
        const struct wr_i_example *one = &l->examples[e];
        double both = 0, its = 0;
        if (one->document != document || !one->shown)
            continue;
        for (size_t k = 0; k < one->n; k++) {
            its += (double)one->features[k].value * one->features[k].value;
            both += (double)one->features[k].value * values[one->features[k].id];
        }
        if (both > 0 && both / sqrt(own * its) > *likeness) {
            *likeness = both / sqrt(own * its);
            *nearest = one->text;
        }
    }
    return 0;
}
