/* Keys, hashes and runs of blocks. */
#include "draw/stream.h"

#include "base/text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

#ifdef __SSE2__
/* Two blocks in a register, four registers of each word at a time: their products do not wait for each other. The upper half of a lane may hold
 * anything, because a product reads only the lower one. Half the time of the plain loop; the same bits. */
typedef uint64_t lanes __attribute__((vector_size(16)));
typedef double double_lanes __attribute__((vector_size(16)));
enum { SIDE = 4, AT_ONCE = 2 * SIDE };

static inline lanes product(lanes a, lanes b) { return (lanes)_mm_mul_epu32((__m128i)a, (__m128i)b); }
static inline lanes both(uint64_t x) { return (lanes){x, x}; }

static inline void store_units(lanes low, lanes high, double *to)
{
    double_lanes u = (double_lanes)((((low & both(0xFFFFFFFFu)) | high << 32) >> 12) | both(0x3FF0000000000000u));
    u -= (double_lanes){1.0 - 0x1p-53, 1.0 - 0x1p-53};
    memcpy(to, &u, sizeof u);
}

static size_t pairs_in_lanes(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                             double *restrict second)
{
    const lanes m0 = both(WR_DRAW_PHILOX_M0), m1 = both(WR_DRAW_PHILOX_M1);
    lanes k0[10], k1[10], number = {id->number, id->number + 1u};
    uint32_t a = key.word[0], b = key.word[1];
    size_t i;
    for (int round = 0; round < 10; round++, a += WR_DRAW_PHILOX_W0, b += WR_DRAW_PHILOX_W1) {
        k0[round] = both(a);
        k1[round] = both(b);
    }
    for (i = 0; i + AT_ONCE <= count; i += AT_ONCE) {
        lanes c0[SIDE], c1[SIDE], c2[SIDE], c3[SIDE];
        for (int j = 0; j < SIDE; j++) {
            c0[j] = number;
            c1[j] = both(id->owner);
            c2[j] = both(id->purpose);
            c3[j] = both(id->visit & 0xFFFFFFu);
            number += both(2);
        }
#pragma GCC unroll 10
        for (int round = 0; round < 10; round++) {
#pragma GCC unroll 4
            for (int j = 0; j < SIDE; j++) {
                lanes p0 = product(m0, c0[j]), p1 = product(m1, c2[j]);
                c0[j] = p1 >> 32 ^ (c1[j] ^ k0[round]);
                c2[j] = p0 >> 32 ^ (c3[j] ^ k1[round]);
                c1[j] = p1;
                c3[j] = p0;
            }
        }
        for (int j = 0; j < SIDE; j++) {
            store_units(c0[j], c1[j], first + i + 2 * j);
            store_units(c2[j], c3[j], second + i + 2 * j);
        }
    }
    return i;
}
#else
static size_t pairs_in_lanes(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first,
                             double *restrict second)
{
    (void)key, (void)id, (void)count, (void)first, (void)second;
    return 0;
}
#endif

void wr_draw_pairs(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first, double *restrict second)
{
    size_t done = pairs_in_lanes(key, id, count, first, second);
    struct wr_draw_id rest = *id;
    rest.number += (uint32_t)done;
    pairs_one_by_one(key, rest, count - done, first + done, second + done);
}

void wr_draw_units(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *out)
{
    struct wr_draw_id block = *id;
    block.number = id->number / 2;
    double pair[2];
    size_t i = 0;
    if (count > 0 && id->number % 2 == 1) {
        wr_draw_pair(key, &block, 0, pair);
        out[i++] = pair[1];
        block.number++;
    }
    for (; i + 1 < count; i += 2, block.number++)
        wr_draw_pair(key, &block, 0, out + i);
    if (i < count) {
        wr_draw_pair(key, &block, 0, pair);
        out[i] = pair[0];
    }
}
