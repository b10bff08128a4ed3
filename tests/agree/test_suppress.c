/* No cell of few people can be worked out from what is shown: brute force over all sets of answers of small groups, by somebody who knows the rules. */
#include "agree/suppress.h"
#include "agree/suppress_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "support/check.h"

#define CELLS 6 /* against, unsure, for; and the two others of each together */

struct entry { /* one set of answers: what would be printed of it, as a number; and its cells */
    unsigned long long printed;
    signed char cell[3 * CELLS];
};
struct entries {
    struct entry *list;
    size_t n, room;
};

static void add(struct entries *all, const struct entry *one)
{
    if (all->n == all->room) {
        all->room = all->room == 0 ? 1024 : 2 * all->room;
        all->list = wr_mem_resize(all->list, all->room, sizeof *all->list);
        assert_non_null(all->list);
    }
    all->list[all->n++] = *one;
}

static double printed_number(double x) { return isnan(x) ? -1.0 : x; }

/* Everything that the struct holds, in order. */
static unsigned long long print(const struct wr_suppressed *s, unsigned long long start)
{
    double all[] = {s->n.low,
                    s->n.high,
                    s->shown,
                    s->full,
                    s->divided,
                    s->third,
                    printed_number(s->median),
                    printed_number(s->p30),
                    printed_number(s->p70),
                    printed_number(s->di),
                    s->panel,
                    s->thirds[0].low,
                    s->thirds[0].high,
                    s->thirds[1].low,
                    s->thirds[1].high,
                    s->thirds[2].low,
                    s->thirds[2].high};

    return wr_text_hash((const char *)all, sizeof all, start);
}

static void cells_of(const int counts[WR_RATINGS], signed char *cell)
{
    int thirds[3] = {0}, n = 0;

    for (int r = 0; r < WR_RATINGS; r++) {
        thirds[r / 3] += counts[r];
        n += counts[r];
    }
    for (int t = 0; t < 3; t++) {
        cell[t] = (signed char)thirds[t];
        cell[3 + t] = (signed char)(n - thirds[t]);
    }
}

static int by_print(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->printed < y->printed ? -1 : x->printed > y->printed;
}

/* What is printed, without the ranges that can be worked out from it: they tell nothing more (that they do is a test below), and take long. */
static void print_only(const int counts[WR_RATINGS], int k, struct wr_suppressed *out)
{
    struct wr_i_suppress_known known;
    struct wr_rand r;

    wr_rand_of(counts, &r);
    if (r.n < k) {
        wr_suppress_ratings(counts, k, out);
        return;
    }
    known = (struct wr_i_suppress_known){r.n, {r.thirds[0], r.thirds[1], r.thirds[2]}, r.p30, r.median, r.p70};
    wr_i_suppress_print(&known, k, out);
}

/* How many cells of 1 to k - 1 people have one value only among all that print the same. */
static size_t count_found_out(struct entries *all, int k, size_t n_cells)
{
    size_t found = 0;

    qsort(all->list, all->n, sizeof *all->list, by_print);
    for (size_t i = 0, end; i < all->n; i = end) {
        for (end = i + 1; end < all->n && all->list[end].printed == all->list[i].printed; end++)
            ;
        for (size_t c = 0; c < n_cells; c++) {
            bool one_value = true;
            int value = all->list[i].cell[c];
            for (size_t j = i + 1; one_value && j < end; j++)
                one_value = all->list[j].cell[c] == value;
            found += one_value && value >= 1 && value < k;
        }
    }
    return found;
}

typedef void each_set(const int counts[WR_RATINGS], void *self);

/* All sets of n ratings among the allowed ones. */
static void all_sets(int n, const char *allowed, int *counts, each_set *each, void *self)
{
    int r = allowed[0] - '1';

    if (allowed[1] == '\0') {
        counts[r] = n;
        each(counts, self);
        counts[r] = 0;
        return;
    }
    for (int i = 0; i <= n; i++) {
        counts[r] = i;
        all_sets(n - i, allowed + 1, counts, each, self);
    }
    counts[r] = 0;
}

struct single {
    struct entries all;
    int k;
};

static void look_at_one(const int counts[WR_RATINGS], void *self)
{
    struct single *s = self;
    struct entry e;
    struct wr_suppressed shown;

    memset(&e, 0, sizeof e);
    print_only(counts, s->k, &shown);
    e.printed = print(&shown, 1);
    cells_of(counts, e.cell);
    add(&s->all, &e);
}

static void try_sizes(int k, int from, int to, const char *allowed)
{
    for (int n = from; n <= to; n++) {
        struct single s = {{NULL, 0, 0}, k};
        int counts[WR_RATINGS] = {0};
        size_t found;
        all_sets(n, allowed, counts, look_at_one, &s);
        found = count_found_out(&s.all, k, CELLS);
        if (found > 0)
            print_message("smallest cell %d, %d ratings: %zu cells can be worked out\n", k, n, found);
        assert_int_equal(found, 0);
        wr_mem_free(s.all.list);
    }
}

static void test_every_small_group(void **state)
{
    (void)state;
    try_sizes(5, 1, check_under_valgrind() ? 8 : 13, "123456789");
}

static void test_larger_smallest_cells(void **state)
{
    (void)state;
    try_sizes(6, 1, 12, "1346789");
    try_sizes(8, 1, 16, "134679");
    try_sizes(10, 10, 22, "134679");
}

/* The ranges that are shown are those that can be worked out: no narrower (that would give away), no wider (that would say less than may be said). */
struct ranges {
    struct {
        struct wr_suppressed shown;
        int counts[WR_RATINGS], low[3], high[3];
    } * list;
    size_t n, room;
    int k;
};

static bool same_print(const struct wr_suppressed *a, const struct wr_suppressed *b)
{
    return a->divided == b->divided && a->full == b->full && a->third == b->third &&
           printed_number(a->median) == printed_number(b->median) && printed_number(a->p30) == printed_number(b->p30) &&
           printed_number(a->p70) == printed_number(b->p70) && a->thirds[2].low == b->thirds[2].low &&
           a->thirds[2].high == b->thirds[2].high &&
           (!a->full || (a->thirds[0].low == b->thirds[0].low && a->thirds[1].low == b->thirds[1].low));
}

static void add_to_ranges(const int counts[WR_RATINGS], void *self)
{
    struct ranges *all = self;
    struct wr_suppressed s;
    signed char cell[CELLS];
    size_t i;

    print_only(counts, all->k, &s);
    cells_of(counts, cell);
    for (i = 0; i < all->n && !same_print(&all->list[i].shown, &s); i++)
        ;
    if (i == all->n) {
        if (all->n == all->room) {
            all->room += 1000;
            all->list = wr_mem_resize(all->list, all->room, sizeof *all->list);
            assert_non_null(all->list);
        }
        all->list[all->n].shown = s;
        memcpy(all->list[all->n++].counts, counts, sizeof all->list[0].counts);
        for (int t = 0; t < 3; t++)
            all->list[i].low[t] = all->list[i].high[t] = cell[t];
    }
    for (int t = 0; t < 3; t++) {
        all->list[i].low[t] = cell[t] < all->list[i].low[t] ? cell[t] : all->list[i].low[t];
        all->list[i].high[t] = cell[t] > all->list[i].high[t] ? cell[t] : all->list[i].high[t];
    }
}

static void test_ranges_are_what_can_be_worked_out(void **state)
{
    (void)state;
    for (int n = 5; n <= (check_under_valgrind() ? 6 : 10); n++) {
        struct ranges all = {NULL, 0, 0, 5};
        int counts[WR_RATINGS] = {0};
        all_sets(n, "123456789", counts, add_to_ranges, &all);
        assert_true(all.n > 2);
        for (size_t i = 0; i < all.n; i++) {
            struct wr_suppressed s;
            wr_suppress_ratings(all.list[i].counts, 5, &s);
            for (int t = 0; t < 3; t++) {
                assert_int_equal(s.thirds[t].low, all.list[i].low[t]);
                assert_int_equal(s.thirds[t].high, all.list[i].high[t]);
            }
        }
        wr_mem_free(all.list);
    }
}

/* Two groups and one more fact, whether so many of both together are for: every pair of prints, every pair of splits that prints so. */
struct splits { /* of one size: by print, the splits that print so */
    struct {
        struct wr_suppressed shown;
        int counts[WR_RATINGS], n;
        signed char split[120][3];
    } * list;
    size_t n, room;
};

static void add_to_splits(const int counts[WR_RATINGS], void *self)
{
    struct splits *all = self;
    struct wr_suppressed s;
    signed char cell[CELLS];
    size_t i;

    print_only(counts, 5, &s);
    cells_of(counts, cell);
    for (i = 0; i < all->n && !same_print(&all->list[i].shown, &s); i++)
        ;
    if (i == all->n) {
        if (all->n == all->room) {
            all->room += 1000;
            all->list = wr_mem_resize(all->list, all->room, sizeof *all->list);
            assert_non_null(all->list);
        }
        memset(&all->list[i], 0, sizeof all->list[i]);
        memcpy(all->list[i].counts, counts, sizeof all->list[i].counts);
        all->list[all->n++].shown = s;
    }
    for (int k = 0; k < all->list[i].n; k++)
        if (memcmp(all->list[i].split[k], cell, 3) == 0)
            return;
    assert_true(all->list[i].n < 120);
    memcpy(all->list[i].split[all->list[i].n++], cell, 3);
}

/* Of all pairs of splits with this answer, the values that each cell of the first can take: none of 1 to 4 alone. */
static void check_answer(const struct splits *x, size_t i, const struct splits *y, size_t j, int wanted, int answer, size_t *told)
{
    struct wr_shown range = {x->list[i].shown.thirds[2].low + y->list[j].shown.thirds[2].low,
                             x->list[i].shown.thirds[2].high + y->list[j].shown.thirds[2].high};
    int low[3] = {99, 99, 99}, high[3] = {-1, -1, -1};

    for (int a = 0; a < x->list[i].n; a++)
        for (int b = 0; b < y->list[j].n; b++)
            if (wr_suppress_reaches(range, 2, x->list[i].split[a][2] + y->list[j].split[b][2], wanted) == answer)
                for (int t = 0; t < 3; t++) {
                    int value = x->list[i].split[a][t];
                    low[t] = value < low[t] ? value : low[t];
                    high[t] = value > high[t] ? value : high[t];
                }
    for (int t = 0; t < 3; t++)
        assert_false(low[t] == high[t] && low[t] >= 1 && low[t] < 5);
    *told += high[0] >= 0 && range.low < wanted && range.high >= wanted;
}

static void test_threshold(void **state)
{
    struct splits size[13];
    const int most = check_under_valgrind() ? 6 : 10;
    size_t told = 0;

    (void)state;
    memset(size, 0, sizeof size);
    for (int n = 5; n <= most; n++) {
        int counts[WR_RATINGS] = {0};
        all_sets(n, "123456789", counts, add_to_splits, &size[n]);
        for (size_t i = 0; i < size[n].n; i++)
            if (!size[n].list[i].shown.full)
                wr_suppress_ratings(size[n].list[i].counts, 5, &size[n].list[i].shown);
    }
    for (int n = 5; n <= most; n++)
        for (int m = 5; m <= most; m++)
            for (size_t i = 0; i < size[n].n; i++)
                for (size_t j = 0; j < size[m].n; j++)
                    for (int wanted = 1; !size[n].list[i].shown.full && !size[m].list[j].shown.full && wanted <= n + m; wanted++)
                        for (int answer = 0; answer <= 1; answer++)
                            check_answer(&size[n], i, &size[m], j, wanted, answer, &told);
    assert_true(told > 0);
    for (int n = 5; n <= most; n++)
        wr_mem_free(size[n].list);
}

/* The yardstick finds what a careless rule would give away: with everything shown, small cells are found; and with median and division of five people. */
static void look_without_care(const int counts[WR_RATINGS], void *self)
{
    struct single *s = self;
    struct entry e;
    struct wr_rand r;
    double told[2];

    memset(&e, 0, sizeof e);
    wr_rand_of(counts, &r);
    told[0] = r.median;
    told[1] = r.disagreement;
    e.printed = wr_text_hash((const char *)told, sizeof told, 1);
    cells_of(counts, e.cell);
    add(&s->all, &e);
}

static void test_the_yardstick_bites(void **state)
{
    struct single s = {{NULL, 0, 0}, 5};
    int counts[WR_RATINGS] = {0};

    (void)state;
    all_sets(5, "123456789", counts, look_without_care, &s);
    assert_true(count_found_out(&s.all, 5, CELLS) > 0);
    wr_mem_free(s.all.list);
}

/* Two shifts: of each the number of people, and their answers only when nothing small is in either. */
struct pair {
    struct entries all;
    int k, other;
    const char *allowed;
    int first[WR_RATINGS];
};

static void look_at_pair(const int counts[WR_RATINGS], void *self)
{
    struct pair *p = self;
    struct wr_suppressed one, two, both;
    int sum[WR_RATINGS];
    struct entry e;

    memset(&e, 0, sizeof e);
    for (int r = 0; r < WR_RATINGS; r++)
        sum[r] = counts[r] + p->first[r];
    print_only(p->first, p->k, &one);
    print_only(counts, p->k, &two);
    print_only(sum, p->k, &both);
    e.printed = print(&both, 1);
    if (one.full && two.full) {
        e.printed = print(&one, e.printed);
        e.printed = print(&two, e.printed);
    }
    cells_of(sum, e.cell);
    cells_of(p->first, e.cell + CELLS);
    cells_of(counts, e.cell + 2 * CELLS);
    add(&p->all, &e);
}

static void first_of_pair(const int counts[WR_RATINGS], void *self)
{
    struct pair *p = self;
    int second[WR_RATINGS] = {0};

    memcpy(p->first, counts, sizeof p->first);
    all_sets(p->other, p->allowed, second, look_at_pair, p);
}

static void test_shifts(void **state)
{
    static const struct {
        int day, night;
        const char *allowed;
    } tried[] = {{6, 5, "2345678"}, {7, 7, "345678"}, {5, 5, "123456789"}};

    (void)state;
    for (size_t i = 0; i < sizeof tried / sizeof *tried - check_under_valgrind(); i++) {
        struct pair p = {.k = 5, .other = tried[i].night, .allowed = tried[i].allowed};
        int counts[WR_RATINGS] = {0};
        size_t found;
        all_sets(tried[i].day, tried[i].allowed, counts, first_of_pair, &p);
        found = count_found_out(&p.all, 5, 3 * CELLS);
        if (found > 0)
            print_message("%d and %d with %s: %zu cells\n", tried[i].day, tried[i].night, tried[i].allowed, found);
        assert_int_equal(found, 0);
        wr_mem_free(p.all.list);
    }
}

/* Of how many people a part is made. */
static void test_parts_of_people(void **state)
{
    (void)state;
    for (int k = 5; k <= 9; k++)
        for (int n = k; n <= 25; n++)
            for (int part = 0; part <= n; part++) {
                struct wr_shown s = wr_suppress_part(n, part, k);
                int same = 0;
                assert_true(s.low <= part && part <= s.high);
                for (int other = 0; other <= n; other++) {
                    struct wr_shown o = wr_suppress_part(n, other, k);
                    same += o.low == s.low && o.high == s.high;
                }
                if ((part > 0 && part < k) || (n - part > 0 && n - part < k))
                    assert_true(same >= 2);
            }
}

static void test_what_is_shown(void **state)
{
    struct wr_suppressed s;

    (void)state;
    wr_suppress_ratings((int[WR_RATINGS]){0, 0, 0, 0, 0, 0, 2, 1, 1}, 5, &s); /* four: nothing */
    assert_false(s.shown);
    assert_int_equal(s.n.low, 1);
    assert_int_equal(s.n.high, 4);
    assert_true(isnan(s.median) && s.third == WR_THIRD_NONE && !s.divided);
    wr_suppress_ratings((int[WR_RATINGS]){0, 0, 0, 0, 0, 0, 4, 3, 1}, 5, &s); /* eight, all for: all */
    assert_true(s.full);
    assert_int_equal(s.thirds[WR_THIRD_FOR].low, 8);
    check_same(s.median, 7.5);
    wr_suppress_ratings((int[WR_RATINGS]){0, 2, 2, 0, 0, 0, 2, 3, 1}, 5, &s); /* ten, 4 against 6, divided: no side is counted */
    assert_true(s.shown && s.divided && !s.full);
    assert_int_equal(s.third, WR_THIRD_FOR);
    assert_true(isnan(s.median) && isnan(s.di));
    wr_suppress_ratings((int[WR_RATINGS]){0, 0, 0, 0, 0, 1, 5, 7, 5}, 5, &s); /* 18, one unsure: all but fewer than five */
    assert_int_equal(s.thirds[WR_THIRD_FOR].low, 14);
    assert_int_equal(s.thirds[WR_THIRD_FOR].high, 17);
    check_same(s.median, 8.0);
    wr_suppress_ratings((int[WR_RATINGS]){0, 0, 0, 0, 0, 0, 2, 1, 1}, 1, &s); /* a trust may ask for more than 5, not for fewer */
    assert_false(s.shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_small_group),
                                       cmocka_unit_test(test_larger_smallest_cells),
                                       cmocka_unit_test(test_ranges_are_what_can_be_worked_out),
                                       cmocka_unit_test(test_threshold),
                                       cmocka_unit_test(test_the_yardstick_bites),
                                       cmocka_unit_test(test_shifts),
                                       cmocka_unit_test(test_parts_of_people),
                                       cmocka_unit_test(test_what_is_shown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
