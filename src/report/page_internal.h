/* What the sections of the page share. One file a section; report.c calls them in the order in which people read. */
#ifndef WR_REPORT_PAGE_INTERNAL_H
#define WR_REPORT_PAGE_INTERNAL_H

#include "base/arena.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/report.h"
#include "trial/say.h"

#define WR_I_PAGE_COLUMNS 12

struct wr_i_page_people;

struct wr_i_page {
    const struct wr_ctx *ctx;
    const struct wr_report_input *in;
    const struct wr_model *m;
    const struct wr_trial *t;
    struct wr_html *h;
    struct wr_arena *arena;          /* texts that live until the page is written */
    int numbers;                     /* for ids */
    struct wr_i_page_people *people; /* NULL: the folder holds no people's files */
    /* The table being written. */
    const char *const *columns;
    size_t n_columns, column;
    bool stack;
};

/* Formatted text in the page's arena; "" when memory has run out (then the page fails at its end). */
const char *wr_i_page_text(struct wr_i_page *p, const char *format, ...) WR_PRINTF(2, 3);
/* What a buffer holds, as such a text; the buffer is freed. */
const char *wr_i_page_keep(struct wr_i_page *p, struct wr_buf *buf);
/* An id no other part has: "chart-7". */
const char *wr_i_page_id(struct wr_i_page *p, const char *stem);

void wr_i_page_section(struct wr_i_page *p, const char *id, const char *title);
void wr_i_page_section_end(struct wr_i_page *p);

/* A table with a caption inside a region that scrolls by itself when it is wide. Columns of numbers have names that begin with '#'. `stack`: on a
 * narrow screen each row stands as a card (for tables of words). */
void wr_i_page_table(struct wr_i_page *p, const char *caption, const char *const *columns, size_t n, bool stack);
void wr_i_page_row(struct wr_i_page *p, const char *heading);
/* The same in parts: what is written between the two is the row's name. */
void wr_i_page_row_open(struct wr_i_page *p);
void wr_i_page_row_named(struct wr_i_page *p);
void wr_i_page_cell(struct wr_i_page *p, const char *text);
void wr_i_page_row_end(struct wr_i_page *p);
void wr_i_page_table_end(struct wr_i_page *p);

/* <figure> with its sentence; the chart and its table follow. */
void wr_i_page_figure(struct wr_i_page *p, const char *sentence);
void wr_i_page_figure_end(struct wr_i_page *p);
/* <details>: opened on paper; and for the numbers behind a chart, left out on paper, where the chart and its sentence stand for them. */
void wr_i_page_numbers(struct wr_i_page *p, const char *summary);
void wr_i_page_details(struct wr_i_page *p, const char *summary);
void wr_i_page_details_end(struct wr_i_page *p);
/* dt and dd; a value that is NULL or blank is shown as "Not said". */
void wr_i_page_fact(struct wr_i_page *p, const char *name, const char *value);

/* A number of the file with its interval: "50% (0% to 100%)"; a quantity; a count with at most one decimal; a name with a capital; a sentence that ends
 * as one. */
const char *wr_i_page_number(struct wr_i_page *p, const struct wr_number *number);
const char *wr_i_page_quantity(struct wr_i_page *p, double value, enum wr_unit unit, int digits);
const char *wr_i_page_count(struct wr_i_page *p, double x);
const char *wr_i_page_capital(struct wr_i_page *p, const char *name);
const char *wr_i_page_sentence(struct wr_i_page *p, const char *text);

/* Figures of a trial in the words of trial/say.h; `row` as there: from n_rows on it is a harm. */
const char *wr_i_page_row_name(struct wr_i_page *p, size_t row);
enum wr_unit wr_i_page_row_unit(const struct wr_i_page *p, size_t row);
/* "76 (74 to 78) in 100", "associated with 4 to 13 a year". */
const char *wr_i_page_average(struct wr_i_page *p, size_t v, size_t row);
/* "between 6 and 10 more in a hundred", "associated with none to 3 fewer a year". */
const char *wr_i_page_difference(struct wr_i_page *p, size_t v, size_t row);
/* The same for a difference of another trial of the same model (why). */
const char *wr_i_page_difference_of(struct wr_i_page *p, const struct wr_trial *t, const struct wr_estimate *d, size_t row);
const char *wr_i_page_years(struct wr_i_page *p, size_t v, size_t row);
/* "at least 78 in 100", or NULL. */
const char *wr_i_page_target(struct wr_i_page *p, size_t row);
/* "in 31 of 40 years", or NULL when there is no target or nothing was counted. */
const char *wr_i_page_met(struct wr_i_page *p, size_t v, size_t row);
/* By what counts of a run are multiplied to be said "a year" or "a day"; where a run is no stretch of time (each day anew, drained) it is 1 and the words
 * are "a day" or "a run". */
double wr_i_page_per_year(struct wr_i_page *p, const char **words);
double wr_i_page_per_day(struct wr_i_page *p, const char **words);
/* "year", "years": what one replication is called. */
const char *wr_i_page_span(struct wr_i_page *p, bool many);
/* Begins a table's row with the option's name and what is invented about it. */
void wr_i_page_row_option(struct wr_i_page *p, size_t v);
/* "2 of its 3 effects are invented or have no source", or NULL. */
const char *wr_i_page_invented(struct wr_i_page *p, size_t v);
/* The expected harms a year, less what no change can be believed to remove: "none to 6 a year". */
const char *wr_i_page_removable(struct wr_i_page *p, size_t v, size_t harm);

/* An aim: an objective with the row it is judged by. The i-th; false when nothing of this trial measures it. */
struct wr_i_aim {
    const struct wr_objective *objective;
    size_t row;
};
bool wr_i_aim_of(const struct wr_i_page *p, size_t i, struct wr_i_aim *out);
/* -1 worse, 0 not clear, 1 better; against variant 0. */
int wr_i_page_verdict(const struct wr_i_page *p, size_t v, size_t row);
/* Whether v clearly helps, and no less than `best` as far as the runs can tell. */
bool wr_i_page_as_good(const struct wr_i_page *p, size_t v, size_t best, size_t row);
/* The variant that helps most of those that clearly help, or 0. Of those that cannot be told from it, the one with the fewest changes: nobody should
 * be advised to do more for the same. */
size_t wr_i_page_best(const struct wr_i_page *p, size_t row);

/* Whether an SVG text from another program has only elements that a drawing is made of, and nothing that loads or runs. Zero-terminated. */
bool wr_i_page_is_drawing(const char *svg, size_t n);
/* Writes such a drawing without its ids: dot gives each of its drawings the same ones, and an id may stand in a page once only. */
void wr_i_page_drawing(struct wr_i_page *p, const char *svg);

/* What makes the numbers doubtful: it stands before them on every page. */
void wr_i_page_doubt(struct wr_i_page *p);
/* Every option against every aim, and what harm goes with it. */
void wr_i_page_matrix(struct wr_i_page *p);

/* The sections; report.c writes their headings. */
void wr_i_page_answer(struct wr_i_page *p);  /* the first: with its own heading */
void wr_i_page_service(struct wr_i_page *p); /* tell */
void wr_i_page_walked(struct wr_i_page *p);  /* who walked it; where numbers come from */
void wr_i_page_pathway(struct wr_i_page *p);
void wr_i_page_measures(struct wr_i_page *p);
void wr_i_page_information(struct wr_i_page *p);
void wr_i_page_options(struct wr_i_page *p);
void wr_i_page_changes(struct wr_i_page *p);
void wr_i_page_week(struct wr_i_page *p);
void wr_i_page_limits(struct wr_i_page *p);
void wr_i_page_method(struct wr_i_page *p);

#endif
