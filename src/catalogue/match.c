/* Which capabilities fit a need: what was learnt from examples (learn.c), and BM25 (Robertson S, Zaragoza H. Found Trends Inf Retr 2009;3(4):333-389)
 * over the catalogue's own words, with fields weighted as index.c says:
 *
 *   words(capability) = sum over the need's terms of  weight x rarity x count (k + 1) / (count + k (1 - b + b length / mean length))
 *
 * and the sentence of `you might say` that is most like the need is added to the words. What the need says weighs 1; the step where it happens and what
 * was missing are terms too, and weigh more where a capability's care steps or what it brings say the same. A capability's score is what the examples
 * say + WEIGHT_WORDS x words. What is better answered elsewhere (parking, pay, a broken lift) is scored alike: when that comes within BAR of the best
 * capability, or when little speaks for anything, nothing in the catalogue fits. Weights and limits were set on the open two thirds of
 * tests/catalogue/needs.yaml and by cross-validation on catalogue/said.yaml; never on the held third. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "catalogue/catalogue_internal.h"

#define K 1.2
#define B 0.4
#define WEIGHT_WORDS 0.5
#define BAR 3.5         /* by which the best capability must be above what is better answered elsewhere */
#define LEAST_SCORE 8.0 /* of the best */
#define SPREAD 6.0      /* below the best, for the second and third to be named */
#define LIKE 0.2        /* likeness from which an example is quoted */
#define WEIGHT_PHRASE 1.0
#define WEIGHT_AT 0.6
#define WEIGHT_MISSING 0.8

struct scores {
    struct wr_i_tokens *says, *at, *missing;
    struct wr_i_example whole; /* all three, as features */
    double *documents;
};

static double part_of(const struct wr_i_index *index, const struct wr_i_token *token, size_t document)
{
    double c = token->term < 0 ? 0 : index->counts[(size_t)token->term * index->n_documents + document];

    if (c <= 0)
        return 0;
    return token->weight * index->rarity[token->term] * c * (K + 1) / (c + K * (1 - B + B * index->lengths[document] / index->mean_length));
}

/* A word said three times counts once and a half: a long complaint about one thing does not drown the rest. */
static double worn(const struct wr_i_tokens *tokens, size_t i)
{
    double times = 1;

    for (size_t j = 0; j < i; j++)
        times += tokens->list[j].term == tokens->list[i].term;
    return 1 / (times * times);
}

static double score_of(const struct wr_i_index *index, const struct scores *s, size_t d)
{
    const struct {
        const struct wr_i_tokens *tokens;
        double weight;
        const double *also;
    } parts[] = {{s->says, 1, NULL}, {s->at, WEIGHT_AT, index->steps}, {s->missing, WEIGHT_MISSING, index->brings}};
    double score = 0;

    for (size_t p = 0; p < 3; p++)
        for (size_t i = 0; i < parts[p].tokens->n; i++) {
            const struct wr_i_token *token = &parts[p].tokens->list[i];
            double one = parts[p].weight * worn(parts[p].tokens, i) * part_of(index, token, d);
            if (one > 0 && parts[p].also != NULL && parts[p].also[(size_t)token->term * index->n_documents + d] > 0)
                one *= 1.5;
            score += one;
        }
    return score;
}

/* The sentence of `you might say` that is most like the need: what both say, by rarity, times the share of the sentence that is said. */
static double phrase_of(const struct wr_i_index *index, const struct wr_i_tokens *says, size_t d)
{
    double best = 0;

    for (size_t p = 0; p < index->n_phrases; p++) {
        const struct wr_i_phrase *phrase = &index->phrases[p];
        double all = 0, both = 0;
        if (phrase->document != d)
            continue;
        for (size_t i = 0; i < phrase->n; i++) {
            bool said = false;
            for (size_t j = 0; j < says->n && !said; j++)
                said = says->list[j].term == phrase->terms[i];
            all += index->rarity[phrase->terms[i]];
            both += said ? index->rarity[phrase->terms[i]] : 0;
        }
        if (all > 0 && both * both / all > best)
            best = both * both / all;
    }
    return best;
}

static int begin(const struct wr_i_index *index, const struct wr_match_need *need, struct wr_arena *arena, struct scores *s)
{
    const char *whole =
        wr_arena_printf(arena, "%s . %s . %s", need->says, need->at == NULL ? "" : need->at, need->missing == NULL ? "" : need->missing);
    int err;

    s->says = wr_arena_alloc(arena, 1, sizeof *s->says);
    s->at = wr_arena_alloc(arena, 1, sizeof *s->at);
    s->missing = wr_arena_alloc(arena, 1, sizeof *s->missing);
    s->documents = wr_arena_alloc(arena, index->n_documents + 1, sizeof *s->documents);
    if (whole == NULL || s->says == NULL || s->at == NULL || s->missing == NULL || s->documents == NULL)
        return wr_fail(WR_ERR_MEMORY);
    if ((err = wr_i_index_tokens(index, arena, need->says, true, s->says)) != 0 ||
        (err = wr_i_index_tokens(index, arena, need->at, true, s->at)) != 0 ||
        (err = wr_i_index_tokens(index, arena, need->missing, true, s->missing)) != 0 ||
        (err = wr_i_learnt_features(&index->learnt, arena, whole, &s->whole)) != 0)
        return err;
    wr_i_learnt_scores(&index->learnt, &s->whole, s->documents);
    for (size_t d = 0; d < index->n_documents; d++)
        s->documents[d] += WEIGHT_WORDS * (score_of(index, s, d) + WEIGHT_PHRASE * phrase_of(index, s->says, d));
    return 0;
}

/* Why: the words that gave most, each kind of reason on one line. */
static int explain(const struct wr_i_index *index, const struct wr_i_tokens *tokens, size_t d, const char *kind_of_all,
                   struct wr_arena *arena, struct wr_match *out)
{
    static const char *const kinds[] = {"the same words", "a word for the same thing", "a word that may be misspelt",
                                        "a phrase people use"};
    struct wr_buf lines[4];
    int err = 0;

    for (size_t k = 0; k < 4; k++)
        wr_buf_init(&lines[k], 0);
    for (size_t i = 0; i < tokens->n; i++) {
        const struct wr_i_token *t = &tokens->list[i];
        size_t k = kind_of_all != NULL ? 0 : t->by_spelling ? 2 : t->by_synonym ? 1 : strchr(t->word, ' ') != NULL ? 3 : 0;
        if (part_of(index, t, d) < 0.8 || worn(tokens, i) < 1 || lines[k].size > 80)
            continue;
        wr_buf_printf(&lines[k], "%s%s", lines[k].size > 0 ? ", " : "", t->said);
    }
    for (size_t k = 0; k < 4; k++) {
        if (lines[k].size > 0 && out->n_reasons < 8) {
            struct wr_match_reason *r = &out->reasons[out->n_reasons++];
            r->kind = kind_of_all != NULL ? kind_of_all : kinds[k];
            r->words = wr_arena_text(arena, wr_buf_string(&lines[k]));
            if (r->words == NULL)
                err = wr_fail(WR_ERR_MEMORY);
        }
        wr_buf_free(&lines[k]);
    }
    return err;
}

/* What somebody else said who was asked for the same thing. */
static int quote(const struct wr_i_index *index, const struct scores *s, size_t d, struct wr_arena *arena, struct wr_match *out)
{
    double likeness;
    const char *said;
    struct wr_match_reason *r = &out->reasons[out->n_reasons];
    int err = wr_i_learnt_nearest(&index->learnt, arena, &s->whole, d, &said, &likeness);

    if (err != 0)
        return err;
    if (said == NULL || likeness < LIKE)
        return 0;
    *r = (struct wr_match_reason){"close to what others might say", wr_arena_printf(arena, "\"%s\"", said)};
    out->n_reasons += r->words != NULL;
    return r->words == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

/* Whether `word` stands in `text` as a word of its own, case ignored; but three capitals are a name only in capitals (ICE, and not ice). */
static bool says_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    bool capitals = n <= 3;

    for (size_t i = 0; i < n; i++)
        capitals = capitals && word[i] >= 'A' && word[i] <= 'Z';

    for (const char *at = text; n > 0 && *at != '\0'; at++) {
        size_t i;
        if (at > text && ((at[-1] | 32) >= 'a' && (at[-1] | 32) <= 'z'))
            continue;
        for (i = 0; i < n && at[i] != '\0' && (at[i] == word[i] || (!capitals && (at[i] | 32) == (word[i] | 32) && (word[i] | 32) >= 'a'));
             i++) {
        }
        if (i == n && !((at[n] | 32) >= 'a' && (at[n] | 32) <= 'z'))
            return true;
    }
    return false;
}

static int product_of(const struct wr_catalogue *catalogue, const char *says, const char **name, bool *general)
{
    *general = false;
    for (size_t i = 0; i < catalogue->count; i++)
        for (size_t j = 0; j < catalogue->list[i].n_products; j++)
            if (says_word(says, catalogue->list[i].products[j])) {
                *name = catalogue->list[i].products[j];
                return (int)i;
            }
    for (size_t i = 0; i < catalogue->index->words.n_products; i++)
        *general = *general || says_word(says, catalogue->index->words.products[i]);
    return -1;
}

int wr_catalogue_match(const struct wr_catalogue *catalogue, const struct wr_match_need *need, struct wr_arena *arena,
                       struct wr_match out[3], size_t *n, bool *names_product)
{
    const struct wr_i_index *index = catalogue->index;
    struct scores s;
    const char *name = NULL;
    bool general, named;
    int product = product_of(catalogue, need->says, &name, &general), err = begin(index, need, arena, &s);
    double most = 0, elsewhere = 0;

    *n = 0;
    *names_product = false;
    if (err != 0)
        return err;
    /* a name of technology, and little about care beside it */
    *names_product = (product >= 0 || general) && s.says->n <= 6 && need->at == NULL && need->missing == NULL;
    named = *names_product && product >= 0 && s.says->n <= 3; /* "Buy Nervecentre": what it is, and nothing else to go by */
    for (size_t d = catalogue->count; d < index->n_documents; d++)
        if (s.documents[d] > elsewhere)
            elsewhere = s.documents[d];
    for (size_t k = 0; k < (named ? 1 : 3); k++) {
        int best = -1;
        for (size_t d = 0; d < catalogue->count; d++) {
            bool taken = false;
            for (size_t j = 0; j < *n; j++)
                taken = taken || out[j].capability == (int)d;
            if (!taken && s.documents[d] > 0 && (best < 0 || s.documents[d] > s.documents[best]))
                best = (int)d;
        }
        if (best < 0 || (k > 0 && s.documents[best] < most - SPREAD))
            break;
        if (k == 0) {
            most = s.documents[best];
            if (named)
                best = product;
            else if (most < elsewhere + BAR || most < LEAST_SCORE)
                return 0;
        }
        memset(&out[*n], 0, sizeof out[*n]);
        out[*n].capability = best;
        out[*n].score = s.documents[best];
        if (named)
            out[*n].reasons[out[*n].n_reasons++] = (struct wr_match_reason){"the name of a product", name};
        if ((err = quote(index, &s, (size_t)best, arena, &out[*n])) != 0 ||
            (err = explain(index, s.says, (size_t)best, NULL, arena, &out[*n])) != 0 ||
            (err = explain(index, s.at, (size_t)best, "the same step of care", arena, &out[*n])) != 0 ||
            (err = explain(index, s.missing, (size_t)best, "the information that was missing", arena, &out[*n])) != 0)
            return err;
        (*n)++;
    }
    return 0;
}

int wr_catalogue_elsewhere(const struct wr_catalogue *catalogue, const struct wr_match_need *need, struct wr_arena *arena, const char **who)
{
    const struct wr_i_index *index = catalogue->index;
    struct scores s;
    size_t best = catalogue->count;
    int err = begin(index, need, arena, &s);

    *who = NULL;
    if (err != 0)
        return err;
    for (size_t d = catalogue->count; d < index->n_documents; d++)
        if (s.documents[d] > s.documents[best])
            best = d;
    if (best < index->n_documents && s.documents[best] >= LEAST_SCORE)
        *who = index->words.elsewhere[best - catalogue->count].ask;
    return 0;
}
