/* Plain text in columns and paragraphs, for answers on a terminal. Widths count characters, not bytes. */
#ifndef WR_CLI_TEXT_INTERNAL_H
#define WR_CLI_TEXT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

#define WR_I_CLI_WIDTH 100

/* `text` (no line breaks) as a paragraph of lines of at most WR_I_CLI_WIDTH characters; blanks before the first line, and before the others. */
void wr_i_cli_wrap(struct wr_buf *out, size_t first, size_t rest, const char *text);

enum wr_i_cli_row { WR_I_CLI_CELLS, WR_I_CLI_NOTE, WR_I_CLI_HEADING };

/* A table whose cells are filled one after another. */
struct wr_i_cli_table {
    struct wr_buf *cells;     /* in the order of filling */
    size_t *ends;             /* of row r: index of its first cell that is not of it */
    enum wr_i_cli_row *kinds; /* of each row: cells, or one text over all columns */
    size_t n_cells, n_rows, cells_room, rows_room;
    struct wr_buf spare; /* what cells are when there is no memory */
};
void wr_i_cli_table_init(struct wr_i_cli_table *t);
void wr_i_cli_table_free(struct wr_i_cli_table *t);
/* The next cell, to be written into at once: the pointer is good until the next call. Never NULL. */
struct wr_buf *wr_i_cli_table_cell(struct wr_i_cli_table *t);
void wr_i_cli_table_text(struct wr_i_cli_table *t, const char *text);
void wr_i_cli_table_end_row(struct wr_i_cli_table *t);
/* A row that is one text: two blanks further in than the table, or at the edge of the page. */
struct wr_buf *wr_i_cli_table_note(struct wr_i_cli_table *t);
struct wr_buf *wr_i_cli_table_heading(struct wr_i_cli_table *t);
/* Columns two blanks apart, numbers as text to the left; a failed cell makes `out` fail. */
void wr_i_cli_table_print(const struct wr_i_cli_table *t, size_t indent, struct wr_buf *out);

#endif
