#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/text_internal.h"

#define MOST_COLUMNS 32

static void blanks(struct wr_buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        wr_buf_char(out, ' ');
}

static size_t width(const char *s) { return wr_text_length(s, strlen(s)); }

void wr_i_cli_wrap(struct wr_buf *out, size_t first, size_t rest, const char *text)
{
    size_t at = first;
    bool begun = false;

    blanks(out, first);
    while (*text != '\0') {
        size_t n = strcspn(text, " "), w = wr_text_length(text, n);
        if (n > 0) {
            if (begun && at + 1 + w > WR_I_CLI_WIDTH) {
                wr_buf_char(out, '\n');
                blanks(out, rest);
                at = rest;
            } else if (begun) {
                wr_buf_char(out, ' ');
                at++;
            }
            wr_buf_add(out, text, n);
            at += w;
            begun = true;
        }
        text += n + (text[n] == ' ');
    }
    wr_buf_char(out, '\n');
}

void wr_i_cli_table_init(struct wr_i_cli_table *t)
{
    memset(t, 0, sizeof *t);
    wr_buf_init(&t->spare, 0);
}

void wr_i_cli_table_free(struct wr_i_cli_table *t)
{
    for (size_t i = 0; i < t->n_cells; i++)
        wr_buf_free(&t->cells[i]);
    wr_mem_free(t->cells);
    wr_mem_free(t->ends);
    wr_mem_free(t->kinds);
    wr_buf_free(&t->spare);
    memset(t, 0, sizeof *t);
}

struct wr_buf *wr_i_cli_table_cell(struct wr_i_cli_table *t)
{
    if (t->n_cells == t->cells_room) {
        size_t room = t->cells_room == 0 ? 64 : 2 * t->cells_room;
        struct wr_buf *more = wr_mem_resize(t->cells, room, sizeof *more);
        if (more == NULL) {
            t->spare.status = WR_ERR_MEMORY;
            return &t->spare;
        }
        t->cells = more;
        t->cells_room = room;
    }
    wr_buf_init(&t->cells[t->n_cells], 0);
    return &t->cells[t->n_cells++];
}

void wr_i_cli_table_text(struct wr_i_cli_table *t, const char *text) { wr_buf_text(wr_i_cli_table_cell(t), text); }

static void end_row(struct wr_i_cli_table *t, enum wr_i_cli_row kind)
{
    if (t->n_rows == t->rows_room) {
        size_t room = t->rows_room == 0 ? 32 : 2 * t->rows_room;
        size_t *ends = wr_mem_resize(t->ends, room, sizeof *ends);
        enum wr_i_cli_row *kinds = ends != NULL ? wr_mem_resize(t->kinds, room, sizeof *kinds) : NULL;
        if (ends != NULL)
            t->ends = ends;
        if (kinds != NULL)
            t->kinds = kinds;
        if (ends == NULL || kinds == NULL) {
            t->spare.status = WR_ERR_MEMORY;
            return;
        }
        t->rows_room = room;
    }
    t->ends[t->n_rows] = t->n_cells;
    t->kinds[t->n_rows++] = kind;
}

void wr_i_cli_table_end_row(struct wr_i_cli_table *t) { end_row(t, WR_I_CLI_CELLS); }

struct wr_buf *wr_i_cli_table_note(struct wr_i_cli_table *t)
{
    struct wr_buf *cell = wr_i_cli_table_cell(t);

    end_row(t, WR_I_CLI_NOTE);
    return cell;
}

struct wr_buf *wr_i_cli_table_heading(struct wr_i_cli_table *t)
{
    struct wr_buf *cell = wr_i_cli_table_cell(t);

    end_row(t, WR_I_CLI_HEADING);
    return cell;
}

void wr_i_cli_table_print(const struct wr_i_cli_table *t, size_t indent, struct wr_buf *out)
{
    size_t widths[MOST_COLUMNS] = {0};

    if (t->spare.status != 0 && out->status == 0)
        out->status = t->spare.status;
    for (size_t r = 0, i = 0; r < t->n_rows; r++) {
        for (size_t c = 0; i < t->ends[r]; c++, i++) {
            size_t w = width(wr_buf_string(&t->cells[i]));
            if (t->kinds[r] == WR_I_CLI_CELLS && c < MOST_COLUMNS && w > widths[c])
                widths[c] = w;
        }
    }
    for (size_t r = 0, i = 0; r < t->n_rows; r++) {
        /* blanks that are only written when something follows */
        size_t due = t->kinds[r] == WR_I_CLI_NOTE ? indent + 2 : t->kinds[r] == WR_I_CLI_HEADING ? 0 : indent;
        for (size_t c = 0; i < t->ends[r]; c++, i++) {
            const char *s = wr_buf_string(&t->cells[i]);
            if (t->cells[i].status != 0 && out->status == 0)
                out->status = t->cells[i].status;
            if (*s != '\0') {
                blanks(out, due);
                wr_buf_text(out, s);
                due = 0;
            }
            if (c < MOST_COLUMNS && widths[c] > 0)
                due += widths[c] - (widths[c] > width(s) ? width(s) : widths[c]) + 2;
        }
        wr_buf_char(out, '\n');
    }
}
