/* Keys, hashes and runs of blocks. */
#include "draw/stream.h"

#include "base/text.h"
#include "draw/wide_internal.h"

/* The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): a bijection of 64 bits, so different replications of a seed stay
 * different. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

struct wr_draw_key wr_draw_key_init(uint64_t seed, uint32_t replication)
{
    uint64_t k = mix(mix(seed + 0x9E3779B97F4A7C15u) + replication);
    return (struct wr_draw_key){{(uint32_t)k, (uint32_t)(k >> 32)}};
}

uint32_t wr_draw_hash(const char *name)
{
    unsigned long long h = wr_text_hash(name, strlen(name), 0);
    return (uint32_t)(h ^ h >> 32);
}

uint32_t wr_draw_purpose(const char *name, const char *purpose)
{
    /* hashed one after the other, with the zero between, so that "a b" + "c" is not "a" + "b c" */
    unsigned long long h = wr_text_hash(name, strlen(name) + 1, 0);
    h = wr_text_hash(purpose, strlen(purpose), h);
    return (uint32_t)(h ^ h >> 32);
}

static void pairs_one_by_one(struct wr_draw_key key, struct wr_draw_id id, size_t count, double *restrict first, double *restrict second)
{
    for (size_t i = 0; i < count; i++, id.number++) {
        double pair[2];
        wr_draw_pair(key, &id, 0, pair);
        first[i] = pair[0];
        second[i] = pair[1];
    }
}

void wr_draw_pairs(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first, double *restrict second)
{
    size_t done = wr_i_draw_pairs_wide(wr_i_draw_lanes(), key, id, count, first, second);
    struct wr_draw_id rest = *id;
    rest.number += (uint32_t)done;
    pairs_one_by_one(key, rest, count - done, first + done, second + done);
}
