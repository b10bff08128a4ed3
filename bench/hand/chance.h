/* Chance as fast as it can be had without promises: sfc64 (C. Doty-Humphrey, PractRand) and the ziggurat (G. Marsaglia, W. W. Tsang, "The
 * ziggurat method for generating random variables", Journal of Statistical Software 5, 2000) with 256 layers. For the yardsticks only: what
 * it gives depends on the order of calls, which the engine's draws do not. */
#ifndef WR_BENCH_HAND_CHANCE_H
#define WR_BENCH_HAND_CHANCE_H

#include <stdint.h>

struct hand_chance {
    uint64_t a, b, c, counter;
};

/* Layers: x[i] is the right edge of layer i; ratio[i] = x[i + 1] / x[i] / 2^53 (or 2^52, with a sign), and whole[i] = the same limit as an
 * integer, so that most draws cost one product and one comparison. */
struct hand_ziggurat {
    double wide[256];
    uint64_t inside[256];
    double x[257], y[257];
};

void hand_chance_init(struct hand_chance *c, uint64_t seed);
void hand_ziggurat_init(struct hand_ziggurat *exponential, struct hand_ziggurat *normal);
double hand_exponential_slow(struct hand_chance *c, const struct hand_ziggurat *z, uint64_t bits);
double hand_normal_slow(struct hand_chance *c, const struct hand_ziggurat *z, uint64_t bits);

static inline uint64_t hand_bits(struct hand_chance *c)
{
    uint64_t out = c->a + c->b + c->counter++;
    c->a = c->b ^ (c->b >> 11);
    c->b = c->c + (c->c << 3);
    c->c = ((c->c << 24) | (c->c >> 40)) + out;
    return out;
}

static inline double hand_unit(struct hand_chance *c) { return (double)(hand_bits(c) >> 11) * 0x1p-53; }

/* Mean 1. */
static inline double hand_exponential(struct hand_chance *c, const struct hand_ziggurat *z)
{
    uint64_t bits = hand_bits(c), layer = bits & 255, place = bits >> 11;
    if (__builtin_expect(place < z->inside[layer], 1))
        return (double)(int64_t)place * z->wide[layer];
    return hand_exponential_slow(c, z, bits);
}

/* Mean 0, sd 1. */
static inline double hand_normal(struct hand_chance *c, const struct hand_ziggurat *z)
{
    uint64_t bits = hand_bits(c), layer = bits & 255;
    int64_t place = (int64_t)bits >> 11;
    uint64_t size = (uint64_t)(place < 0 ? -place : place);
    if (__builtin_expect(size < z->inside[layer], 1))
        return (double)place * z->wide[layer];
    return hand_normal_slow(c, z, bits);
}

#endif
