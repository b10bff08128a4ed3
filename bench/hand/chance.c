/* Tables of the ziggurat and what happens at its edges. */
#include "bench/hand/chance.h"

#include <math.h>

void hand_chance_init(struct hand_chance *c, uint64_t seed)
{
    *c = (struct hand_chance){seed, seed, seed, 1};
    for (int i = 0; i < 18; i++)
        (void)hand_bits(c);
}

static double exponential_density(double x) { return exp(-x); }
static double normal_density(double x) { return exp(-0.5 * x * x); }

/* `edge` is where the tail begins, `area` that of each layer (Marsaglia and Tsang's constants for 256 layers). */
static void fill(struct hand_ziggurat *z, double (*density)(double), double (*inverse)(double), double edge, double area, double whole)
{
    z->x[256] = 0.0;
    z->x[0] = area / density(edge); /* the lowest layer: as wide as a rectangle of the same area would be */
    z->x[1] = edge;
    for (int i = 2; i < 256; i++)
        z->x[i] = inverse(area / z->x[i - 1] + density(z->x[i - 1]));
    for (int i = 0; i <= 256; i++)
        z->y[i] = i == 256 ? 1.0 : density(z->x[i]);
    for (int i = 0; i < 256; i++) {
        z->wide[i] = z->x[i] / whole;
        z->inside[i] = (uint64_t)(z->x[i + 1] / z->x[i] * whole);
    }
}

static double exponential_inverse(double y) { return -log(y); }
static double normal_inverse(double y) { return sqrt(-2.0 * log(y)); }

void hand_ziggurat_init(struct hand_ziggurat *exponential, struct hand_ziggurat *normal)
{
    fill(exponential, exponential_density, exponential_inverse, 7.69711747013104972, 3.949659822581572e-3, 0x1p53);
    fill(normal, normal_density, normal_inverse, 3.6541528853610088, 4.92867323399e-3, 0x1p52);
}

double hand_exponential_slow(struct hand_chance *c, const struct hand_ziggurat *z, uint64_t bits)
{
    for (;;) {
        uint64_t layer = bits & 255, place = bits >> 11;
        double x = (double)place * z->wide[layer];
        if (place < z->inside[layer])
            return x;
        if (layer == 0) /* the tail is the same distribution again */
            return z->x[1] + hand_exponential(c, z);
        if (z->y[layer] + hand_unit(c) * (z->y[layer + 1] - z->y[layer]) < exp(-x))
            return x;
        bits = hand_bits(c);
    }
}

double hand_normal_slow(struct hand_chance *c, const struct hand_ziggurat *z, uint64_t bits)
{
    for (;;) {
        uint64_t layer = bits & 255;
        int64_t place = (int64_t)bits >> 11;
        double x = (double)place * z->wide[layer];
        if ((uint64_t)(place < 0 ? -place : place) < z->inside[layer])
            return x;
        if (layer == 0) { /* Marsaglia's tail (1964) */
            double far, height;
            do {
                far = -log(1.0 - hand_unit(c)) / z->x[1];
                height = -log(1.0 - hand_unit(c));
            } while (2.0 * height < far * far);
            return x < 0 ? -(z->x[1] + far) : z->x[1] + far;
        }
        if (z->y[layer] + hand_unit(c) * (z->y[layer + 1] - z->y[layer]) < exp(-0.5 * x * x))
            return x;
        bits = hand_bits(c);
    }
}
