/* Own log, exp and normal quantile: the same bits on every processor, compiler and optimisation level, and fast.
 *
 * Only + - * / sqrt and integer operations on IEEE doubles, without contraction (-ffp-contract=off), so there is nothing that could differ.
 * They are inline because a simulation spends a good part of its time here. Bounds are those that tests/draw/test_elementary.c measures
 * against long double. Arguments outside the stated range are the caller's fault and give a meaningless number, never a trap. */
#ifndef WR_DRAW_ELEMENTARY_H
#define WR_DRAW_ELEMENTARY_H

#include <stdint.h>
#include <string.h>

static inline uint64_t wr_draw_bits(double x)
{
    uint64_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}
static inline double wr_draw_double(uint64_t b)
{
    double x;
    memcpy(&x, &b, sizeof x);
    return x;
}

#define WR_DRAW_LN2_HIGH 0x1.62e42fef00000p-1 /* 33 bits: k times it is exact for every exponent k */
#define WR_DRAW_LN2_LOW 0x1.473de6af278edp-34

/* Natural logarithm of a normal positive finite x. Error below 1 ulp.
 *
 * x = 2^k m with m from sqrt(1/2) to sqrt(2), f = m - 1, s = f / (2 + f), log m = 2 atanh s = f - (f^2/2 - s (f^2/2 + R(s^2))), where R is a
 * polynomial fitted to 2 atanh(s) / s - 2 (interpolated at Chebyshev points in 50 digits, error 1e-17 of the whole). The arrangement that
 * keeps the rounding below 1 ulp is that of K. C. Ng's log in fdlibm (Sun Microsystems, 1993). No table and no branch: loops over it
 * become vector code. */
static inline double wr_draw_log(double x)
{
    uint64_t bits = wr_draw_bits(x) + (0x3FF0000000000000u - 0x3FE6A09E667F3BCDu); /* so that the exponent turns over at sqrt(1/2) */
    double k = wr_draw_double(bits >> 52 | 0x4330000000000000u) - (0x1p52 + 1023.0);
    double m = wr_draw_double((bits & 0x000FFFFFFFFFFFFFu) + 0x3FE6A09E667F3BCDu);
    double f = m - 1.0, s = f / (2.0 + f), z = s * s, w = z * z;
    double even = w * (0.39999999999899504 + w * (0.22222211134790546 + w * 0.15331721589574307));
    double odd = z * (0.66666666666666697 + w * (0.28571428625975513 + w * (0.181828891255921 + w * 0.14616449820782475)));
    double r = even + odd, half = 0.5 * f * f;
    return k * WR_DRAW_LN2_HIGH - ((half - (s * (half + r) + k * WR_DRAW_LN2_LOW)) - f);
}

extern const double wr_i_draw_exp_table[128]; /* 2^(j/128), rounded */

/* e to the x, for every x: 0 below -708, infinite above 709.78. Error below 1.1 ulp.
 *
 * x = (128 e + j) ln 2 / 128 + r, |r| <= ln 2 / 256: 2^e times a table times a polynomial of degree 5 (after P. T. P. Tang, "Table-driven
 * implementation of the exponential function", ACM TOMS 15, 1989). */
static inline double wr_draw_exp(double x)
{
    if (__builtin_expect(!(x > -708.0 && x < 709.0), 0)) {
        if (x > 709.0 && x <= 709.78) {
            double half = wr_draw_exp(x - 2.0); /* apart, because 2^e would not be a double */
            return half * 7.38905609893065;
        }
        return x > 0 ? (double)__builtin_inf() : x <= 0 ? 0.0 : x;
    }
    double shifted = x * 0x1.71547652b82fep+7 + 0x1.8p52; /* the nearest whole number stands in the lowest bits */
    double n = shifted - 0x1.8p52;
    uint64_t i = wr_draw_bits(shifted);
    double r = (x - n * 0x1.62e42fef00000p-8) - n * 0x1.473de6af278edp-41, r2 = r * r;
    double p = r + r2 * ((0.5 + r * 0.16666666666666533) + r2 * (0.041666676869168931 + r * 0.0083333347908336197));
    double t = wr_i_draw_exp_table[i & 127];
    return wr_draw_double(wr_draw_bits(t + t * p) + ((i << 45) & 0xFFF0000000000000u));
}

/* The normal quantile in pieces: p from 2^-8 to 1/2 in 7 octaves of 16 equal parts, in each a polynomial of degree 7 in the place within the
 * part, from -1 to 1 (normal_table.c). */
extern const double wr_i_draw_normal_table[112][8];
double wr_i_draw_normal_tail(double p); /* 0 < p < 2^-8 */

/* The normal quantile, 0 < u < 1: error below 1.2e-15 times the greater of |z| and 1/2; z(1 - u) = -z(u) exactly. */
static inline double wr_draw_normal_quantile(double u)
{
    double v = 1.0 - u, p = u < v ? u : v, z;
    p = p < 0x1.fffffffffffffp-2 ? p : 0x1.fffffffffffffp-2; /* 1/2 itself would be the next octave */
    if (__builtin_expect(p < 0x1p-8, 0)) {
        z = wr_i_draw_normal_tail(p);
    } else {
        uint64_t bits = wr_draw_bits(p), i = (bits >> 48) - (0x3F70000000000000u >> 48);
        const double *c = wr_i_draw_normal_table[i];
        double middle = wr_draw_double((bits & 0xFFFF000000000000u) | 0x0000800000000000u);
        /* 2^(5 - exponent): one half of a part is 2^-5 of the octave's start */
        double t = (p - middle) * wr_draw_double(((uint64_t)(2046 + 5) << 52) - (bits & 0x7FF0000000000000u));
        double t2 = t * t;
        z = ((c[0] + c[1] * t) + t2 * (c[2] + c[3] * t)) + t2 * t2 * ((c[4] + c[5] * t) + t2 * (c[6] + c[7] * t));
    }
    return wr_draw_double(wr_draw_bits(z) | (wr_draw_bits(u - 0.5) & 0x8000000000000000u)); /* no branch: it could not be foreseen */
}

#endif
