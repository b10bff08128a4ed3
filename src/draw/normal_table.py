"""Makes normal_table.c, the pieces of the normal quantile, and the table of the exponential: python3 normal_table.py > normal_table.c

Each piece is the polynomial through the exact values (in 40 digits) at the 8 Chebyshev-Lobatto points, ends included, so that
neighbours meet. Needs mpmath; the output is kept in the tree, so that a build needs no Python."""
from mpmath import mp, mpf, matrix, lu_solve, cos, pi, erfinv, sqrt

mp.dps = 40
N = 8


def quantile(p):  # of the upper tail: positive for p < 1/2
    return -sqrt(mpf(2)) * erfinv(2 * p - 1)


nodes = [-cos(pi * i / (N - 1)) for i in range(N)]
powers = matrix(N, N)
for row in range(N):
    for column in range(N):
        powers[row, column] = nodes[row] ** column

print("/* Tables of elementary.h, made by normal_table.py: do not edit. */")
print('#include "draw/elementary.h"\n')
print("const double wr_i_draw_exp_table[128] = {")
for j in range(0, 128, 4):
    print("    " + ", ".join(float(mpf(2) ** (mpf(k) / 128)).hex() for k in range(j, j + 4)) + ",")
print("};\n")
print("const double wr_i_draw_normal_table[112][8] = {")
for octave in range(7):
    for part in range(16):
        start = mpf(2) ** (octave - 8)
        half = start / 32
        middle = start * (1 + mpf(part) / 16) + half
        c = lu_solve(powers, matrix([quantile(middle + half * t) for t in nodes]))
        words = [float(x).hex() for x in c]
        print("    {" + ", ".join(words[:4]) + ",\n     " + ", ".join(words[4:]) + "},")
print("};")
