/* Any bytes to the CSV reader. What it takes must, written out again, read to the same cells. */
#include "fuzz/fuzz.h"

#include <string.h>

#include "base/text.h"
#include "read/csv.h"

static void write_cells(struct wr_buf *out, const char **cells, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (i > 0)
            wr_buf_char(out, ',');
        if (cells[i][0] == '\0')
            wr_buf_text(out, "\"\""); /* a row of one empty cell must not look like an empty last line */
        else
            wr_buf_csv(out, cells[i]);
    }
    wr_buf_char(out, '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_csv csv, again;
    struct wr_buf out;
    size_t i;
    double seconds;
    int ret;

    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&out, 0);
    ret = wr_csv_read(&arena, "fuzz.csv", (const char *)data, size, &mistakes, &csv);
    must(ret == 0 || ret == WR_ERR_MISTAKES);
    must((ret == 0) == (mistakes.mistakes == 0));
    wr_mistakes_print(&mistakes, &out);
    must(wr_text_utf8(wr_buf_string(&out), out.size, NULL));
    if (ret == 0) {
        wr_buf_clear(&out);
        wr_buf_text(&out, "\xEF\xBB\xBF"); /* or a first name that begins with this sign would lose it */
        write_cells(&out, csv.names, csv.n_columns);
        for (i = 0; i < csv.n_rows; i++)
            write_cells(&out, csv.cells + i * csv.n_columns, csv.n_columns);
        must(wr_csv_read(&arena, "again.csv", wr_buf_string(&out), out.size, &mistakes, &again) == 0);
        must(again.n_columns == csv.n_columns && again.n_rows == csv.n_rows);
        for (i = 0; i < csv.n_rows * csv.n_columns; i++) {
            must(strcmp(csv.cells[i], again.cells[i]) == 0);
            (void)wr_csv_time(csv.cells[i], &seconds);
        }
    }
    wr_buf_free(&out);
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
    return 0;
}
