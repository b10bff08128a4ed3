/* Filling the table of an inverse. */
#include "draw/inverse_internal.h"

#include "draw/elementary.h"

void wr_i_inverse_fill(struct wr_inverse *table, wr_i_inverse_exact *exact, const void *self)
{
    for (int upper = 0; upper < 2; upper++) {
        double end[3], start[3], (*piece)[6] = table->piece + upper * (WR_I_INVERSE_PARTS + 1);
        exact(self, upper, 0.5, 0.0, end);
        piece[WR_I_INVERSE_PARTS][0] = end[0];
        for (int j = 1; j < 6; j++)
            piece[WR_I_INVERSE_PARTS][j] = 0.0;
        /* From the middle outwards, so that each exact value is searched from its neighbour. */
        for (int i = WR_I_INVERSE_PARTS - 1; i >= 0; i--) {
            double octave = wr_draw_double((uint64_t)(1023 - 12 + i / 16) << 52), h = octave / 16.0, p = octave + h * (i % 16);
            exact(self, upper, p, end[0], start);
            double y0 = start[0], d0 = start[1] * h, s0 = start[2] * h * h, y1 = end[0], d1 = end[1] * h, s1 = end[2] * h * h;
            double rise = y1 - y0, *c = piece[i], power = 1.0;
            c[0] = y0;
            c[1] = d0;
            c[2] = 0.5 * s0;
            c[3] = 10.0 * rise - 6.0 * d0 - 4.0 * d1 - 1.5 * s0 + 0.5 * s1;
            c[4] = -15.0 * rise + 8.0 * d0 + 7.0 * d1 + 1.5 * s0 - s1;
            c[5] = 6.0 * rise - 3.0 * (d0 + d1) + 0.5 * (s1 - s0);
            for (int j = 1; j < 6; j++) { /* h is a power of 2: this is exact */
                power /= h;
                c[j] *= power;
            }
            for (int j = 0; j < 3; j++)
                end[j] = start[j];
        }
    }
}
