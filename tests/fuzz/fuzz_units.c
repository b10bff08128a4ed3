/* Any text to the readers of numbers and quantities. What is read, printed exactly, must read back as the same kind of quantity, within a
 * rounding of the same value. */
#include "fuzz/fuzz.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"
#include "base/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = wr_mem_text_n((const char *)data, size);
    double value, back, factor;
    enum wr_unit unit, unit_back;
    size_t used, n;
    struct wr_buf out;

    must(text != NULL);
    n = strlen(text);
    used = wr_text_number(text, &value);
    must(used <= n && (used == 0 || wr_num_finite(value)));
    must(!wr_units_word(text, &unit, &factor, &used) || (used > 0 && used <= n));
    if (wr_units_read(text, &value, &unit, &used)) {
        must(used > 0 && used <= n && wr_num_finite(value));
        wr_buf_init(&out, 0);
        wr_units_print(&out, value, unit, 0);
        /* beyond what people write, a unit's factor may carry a number out of what a double holds */
        if (fabs(value) < 1e200 && (value == 0 || fabs(value) > 1e-200)) {
            must(wr_units_read(wr_buf_string(&out), &back, &unit_back, &used));
            must(used == out.size && unit_back == unit);
            must(fabs(back - value) <= 1e-13 * fabs(value));
        }
        wr_buf_clear(&out);
        wr_units_print(&out, value, unit, 3);
        must(wr_text_utf8(wr_buf_string(&out), out.size, NULL));
        wr_buf_free(&out);
    }
    wr_mem_free(text);
    return 0;
}
