#include "read/csv.h"

#include <string.h>

#include "base/text.h"

/* A state machine after RFC 4180, over a copy of the text in which each cell is made whole in place: a cell is never longer than what stood in
 * the file. Two passes: the first counts, so that the arena gives exactly what is needed. */
struct reader {
    struct wr_arena *arena;
    struct wr_mistakes *mistakes;
    const char *file;
    char *data; /* n bytes and a zero */
    size_t n, at;
    int line;
};

/* What ended a cell. */
enum end { END_COMMA, END_LINE, END_FILE };

static void say(const struct reader *r, int line, const char *hint, const char *message)
{
    wr_mistakes_add(r->mistakes, WR_MISTAKE, (struct wr_where){r->file, line, 0}, NULL, hint, "%s", message);
}

/* Reads a line end at `at`: its length, 0 when there is none. */
static size_t line_end(const char *data, size_t n, size_t at)
{
    if (at < n && data[at] == '\r')
        return at + 1 < n && data[at + 1] == '\n' ? 2 : 1;
    return at < n && data[at] == '\n' ? 1 : 0;
}

/* Reads one cell from r->at on. When `cell` is not NULL, makes it whole in place, with a zero behind it. */
static enum end read_cell(struct reader *r, const char **cell)
{
    size_t from = r->at, to = from, step;
    int opened = r->line;
    enum end end = END_FILE;

    if (r->at < r->n && r->data[r->at] == '"') {
        bool closed = false;
        r->at++;
        while (r->at < r->n && !closed) {
            char c = r->data[r->at++];
            if (c == '"' && r->at < r->n && r->data[r->at] == '"')
                r->at++;
            else if (c == '"')
                closed = true;
            if (c == '\n' || (c == '\r' && !(r->at < r->n && r->data[r->at] == '\n')))
                r->line++;
            if (!closed) {
                if (cell != NULL)
                    r->data[to] = c;
                to++;
            }
        }
        if (!closed && cell != NULL)
            say(r, opened, "close it; a quote inside a cell is written twice", "a quote opens on this line and is never closed");
        if (closed && cell != NULL && r->at < r->n && r->data[r->at] != ',' && line_end(r->data, r->n, r->at) == 0)
            say(r, r->line, "a quote inside a cell is written twice, and the whole cell stands in quotes",
                "text goes on after a closing quote");
    }
    for (; r->at < r->n; r->at++) {
        step = line_end(r->data, r->n, r->at);
        if (step > 0) {
            r->at += step;
            r->line++;
            end = END_LINE;
            break;
        }
        if (r->data[r->at] == ',') {
            r->at++;
            end = END_COMMA;
            break;
        }
        if (cell != NULL)
            r->data[to] = r->data[r->at];
        to++;
    }
    if (cell != NULL) {
        r->data[to] = '\0'; /* over the comma or line end, which is read already; or the zero behind the text */
        *cell = r->data + from;
    }
    return end;
}

/* Whether only line ends follow: the empty last lines that many programs write. */
static bool only_empty_lines(const struct reader *r)
{
    size_t at = r->at;

    while (at < r->n && (r->data[at] == '\n' || r->data[at] == '\r'))
        at++;
    return at == r->n;
}

/* The number of cells in the row that begins here. Moves behind it. */
static size_t count_row(struct reader *r)
{
    size_t cells = 1;

    while (read_cell(r, NULL) == END_COMMA)
        cells++;
    return cells;
}

static bool read_names(struct reader *r, struct wr_csv *out)
{
    struct reader ahead = *r;
    size_t i, j;

    out->n_columns = count_row(&ahead);
    if (out->n_columns > WR_CSV_MAX_COLUMNS) {
        say(r, 1, "keep the columns that are needed", "the first row names more than 1000 columns");
        out->n_columns = 0;
        return true;
    }
    out->names = wr_arena_alloc(r->arena, out->n_columns, sizeof *out->names);
    if (out->names == NULL)
        return false;
    for (i = 0; i < out->n_columns; i++) {
        const char *cell = "";
        read_cell(r, &cell);
        out->names[i] = wr_text_tidy(r->arena, cell, strlen(cell));
        if (out->names[i] == NULL)
            return false;
    }
    if (out->n_columns == 1 && strpbrk(out->names[0], ";\t") != NULL)
        say(r, 1, "save the file again with commas between the columns", "the columns are not parted by commas");
    for (i = 0; i < out->n_columns; i++) {
        if (out->names[i][0] == '\0')
            wr_mistakes_add(r->mistakes, WR_MISTAKE, (struct wr_where){r->file, 1, 0}, NULL, "give every column a name in the first row",
                            "column %zu has no name", i + 1);
        for (j = 0; j < i; j++)
            if (out->names[i][0] != '\0' && strcmp(out->names[i], out->names[j]) == 0)
                wr_mistakes_add(r->mistakes, WR_MISTAKE, (struct wr_where){r->file, 1, 0}, NULL, "give each column a name of its own",
                                "columns %zu and %zu are both named `%s`", j + 1, i + 1, out->names[i]);
    }
    return true;
}

static bool read_rows(struct reader *r, struct wr_csv *out)
{
    struct reader ahead = *r;
    size_t rows = 0, cells;

    while (!only_empty_lines(&ahead) && ahead.at < ahead.n) {
        count_row(&ahead);
        rows++;
    }
    out->cells = wr_arena_alloc(r->arena, rows * out->n_columns, sizeof *out->cells);
    out->lines = wr_arena_alloc(r->arena, rows, sizeof *out->lines);
    if (out->cells == NULL || out->lines == NULL)
        return false;
    while (out->n_rows < rows) {
        const char **row = out->cells + out->n_rows * out->n_columns;
        int line = r->line;
        enum end end;
        cells = 0;
        do {
            const char *cell = "";
            end = read_cell(r, &cell);
            if (cells < out->n_columns)
                row[cells] = cell;
            cells++;
        } while (end == END_COMMA);
        if (cells != out->n_columns)
            wr_mistakes_add(r->mistakes, WR_MISTAKE, (struct wr_where){r->file, line, 0}, NULL,
                            "each row has a cell for each column; a cell that holds a comma stands in quotes",
                            "this row has %zu cell%s, and the first row names %zu column%s", cells, cells == 1 ? "" : "s", out->n_columns,
                            out->n_columns == 1 ? "" : "s");
        for (; cells < out->n_columns; cells++)
            row[cells] = "";
        out->lines[out->n_rows++] = line;
    }
    if (rows == 0)
        say(r, 0, NULL, "there are no rows below the names of the columns");
    return true;
}

/* Where a byte lies, for a text that is not to be trusted further than that. */
static struct wr_where where_of(const char *file, const char *data, size_t byte)
{
    struct wr_where where = {file, 1, 1};
    size_t i;

    for (i = 0; i < byte; i++) {
        where.column += ((unsigned char)data[i] & 0xC0) != 0x80;
        if (data[i] == '\n') {
            where.line++;
            where.column = 1;
        }
    }
    return where;
}

int wr_csv_read(struct wr_arena *arena, const char *file, const char *data, size_t n, struct wr_mistakes *mistakes, struct wr_csv *out)
{
    struct reader r = {.arena = arena, .mistakes = mistakes, .file = file, .line = 1};
    size_t before = mistakes->mistakes, bad = 0;
    const char *nul;

    *out = (struct wr_csv){.file = file};
    if (n > WR_CSV_MAX_BYTES) {
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){file, 0, 0}, NULL, NULL, "the file is larger than 512 MiB");
        return wr_fail(WR_ERR_LIMIT);
    }
    if (n >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        n -= 3;
    }
    nul = n > 0 ? memchr(data, '\0', n) : NULL;
    if (nul != NULL)
        wr_mistakes_add(mistakes, WR_MISTAKE, where_of(file, data, (size_t)(nul - data)), NULL,
                        "is this a text file? Save it as CSV, UTF-8", "the file holds a NUL byte");
    else if (!wr_text_utf8(data, n, &bad))
        wr_mistakes_add(mistakes, WR_MISTAKE, where_of(file, data, bad), NULL, "save it as CSV, UTF-8", "this is not UTF-8 (byte 0x%02X)",
                        (unsigned)(unsigned char)data[bad]);
    else if (n == 0)
        wr_mistakes_add(mistakes, WR_MISTAKE, (struct wr_where){file, 0, 0}, NULL, "the first row names the columns", "the file is empty");
    if (mistakes->mistakes > before)
        return wr_fail(WR_ERR_MISTAKES);
    r.data = wr_arena_text_n(arena, data, n);
    r.n = n;
    if (r.data == NULL || !read_names(&r, out))
        return wr_fail(WR_ERR_MEMORY);
    if (mistakes->mistakes == before && !read_rows(&r, out))
        return wr_fail(WR_ERR_MEMORY);
    if (mistakes->status != 0)
        return mistakes->status;
    return mistakes->mistakes > before ? wr_fail(WR_ERR_MISTAKES) : 0;
}

int wr_csv_column(const struct wr_csv *csv, const char *name)
{
    size_t i;

    for (i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->names[i], name) == 0)
            return (int)i;
    return -1;
}

/* So many digits at s as a number; -1 when one of them is none. */
static int digits(const char *s, int n)
{
    int value = 0;

    for (; n > 0; n--, s++) {
        if (*s < '0' || *s > '9')
            return -1;
        value = value * 10 + (*s - '0');
    }
    return value;
}

/* Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil). */
static long days_from_civil(int year, int month, int day)
{
    long y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400, in_era = y - era * 400;
    long in_year = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

bool wr_csv_time(const char *text, double *seconds)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month, day, hour = 0, minute = 0, length;
    double second = 0;
    size_t used;

    if (strlen(text) < 10 || text[4] != '-' || text[7] != '-')
        return false;
    year = digits(text, 4);
    month = digits(text + 5, 2);
    day = digits(text + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1)
        return false;
    length = lengths[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    if (day > length)
        return false;
    text += 10;
    if (*text != '\0') {
        if ((text[0] != ' ' && text[0] != 'T') || strlen(text) < 6 || text[3] != ':')
            return false;
        hour = digits(text + 1, 2);
        minute = digits(text + 4, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
            return false;
        text += 6;
    }
    if (*text == ':') {
        if (digits(text + 1, 2) < 0 || digits(text + 1, 2) > 59)
            return false;
        used = wr_text_number(text + 1, &second);
        if (used < 2 || strspn(text + 1, "0123456789.") != used)
            return false;
        text += 1 + used;
    }
    if (*text != '\0' || second >= 60)
        return false;
    *seconds = (double)days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    return true;
}
