#include "base/num.h"

#include <stdint.h>
#include <string.h>

bool wr_num_finite(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return (bits >> 52 & 0x7FF) != 0x7FF;
}

int wr_num_places(double x, double half_width)
{
    int places = 0;

    if (!wr_num_finite(half_width) || half_width == 0) {
        double size = x < 0 ? -x : x;
        if (!wr_num_finite(x) || size == 0)
            return 0;
        while (places < 6 && size < 100) { /* three digits stand before the point */
            size *= 10;
            places++;
        }
        return places;
    }
    if (half_width < 0)
        half_width = -half_width;
    while (places < 6 && half_width < 1) {
        half_width *= 10;
        places++;
    }
    return places;
}

void wr_num_print(struct wr_buf *out, double x, int places, bool commas)
{
    char text[400]; /* the largest double has 309 digits before its point */
    size_t whole, at, start = 0;
    int n;

    if (!wr_num_finite(x)) {
        wr_buf_text(out, x != x ? "not known" : x > 0 ? "without limit" : "minus without limit");
        return;
    }
    places = places < 0 ? 0 : places > 30 ? 30 : places;
    n = snprintf(text, sizeof text, "%.*f", places, x);
    if (n < 0 || (size_t)n >= sizeof text)
        return;
    if (text[0] == '-') {
        start = 1;
        if (strpbrk(text, "123456789") != NULL)
            wr_buf_char(out, '-');
    }
    whole = strspn(text + start, "0123456789");
    for (at = 0; at < whole; at++) {
        if (commas && at > 0 && (whole - at) % 3 == 0)
            wr_buf_char(out, ',');
        wr_buf_char(out, text[start + at]);
    }
    if (places > 0) {
        wr_buf_char(out, '.'); /* whatever the locale's sign was */
        wr_buf_add(out, text + (size_t)n - (size_t)places, (size_t)places);
    }
}
