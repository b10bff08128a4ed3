/* Everybody's own list. */
#include "support/check.h"

#include "agree/todo.h"
#include "base/date.h"
#include "small.h"

static const char files[] = "@ people.yaml\npeople:\n  offices: {head of training: {name: Z. Example}, chief nurse: {name: Q. Example}}\n"
                            "@ issues/issues.yaml\n"
                            "issues:\n"
                            "  i1: {says: Signal, owner: head of estates, due: 2026-05-29, for: estates, depends on: [i2, i3]}\n"
                            "  i2: {says: Nights, owner: Q. Example}\n"
                            "  i3: {says: Printer, owner: chief nurse, due: 2026-01-01, status: closed, because: replaced, for: IT}\n"
                            "  i4: {says: Nobody's, due: 2026-04-30}\n"
                            "@ plan/plan.yaml\n"
                            "plan:\n"
                            "  starts: 2026-03-01\n"
                            "  tasks:\n"
                            "    survey: {owner: head of estates, for: Estates, due: 2026-05-29, done: yes}\n"
                            "    teach: {owner: head of training, for: training, after: [survey, wire], change: record at the bedside}\n"
                            "    wire: {owner: chief nurse, for: estates, due: 2026-04-30}\n";

struct list {
    struct small s;
    struct wr_arena arena;
    struct wr_todos todos;
};

static void open_list(struct list *l, const char *list, const char *owner, const char *today)
{
    int date = WR_NO_DATE;

    assert_int_equal(small_read(&l->s, files), 0);
    wr_arena_init(&l->arena, 0);
    if (today != NULL)
        assert_int_equal(wr_date_read(today, &date), 10);
    assert_int_equal(wr_todo_make(&l->s.agree, list, owner, date, &l->arena, &l->todos), 0);
}

static void close_list(struct list *l)
{
    wr_arena_free(&l->arena);
    small_free(&l->s);
}

/* Names in order, joined; an exclamation mark behind what is overdue. */
static void names(struct list *l, const char *want)
{
    struct wr_buf out;

    wr_buf_init(&out, 0);
    for (size_t i = 0; i < l->todos.n; i++)
        wr_buf_printf(&out, "%s%s%s", i > 0 ? " " : "", l->todos.list[i].name, l->todos.list[i].overdue ? "!" : "");
    check_text(wr_buf_string(&out), want);
    wr_buf_free(&out);
}

static void test_order(void **state)
{
    struct list l;

    (void)state;
    open_list(&l, NULL, NULL, "2026-05-01");
    names(&l, "i2 teach i4! wire! i1"); /* no date first, then by date; issues before tasks of the same day; nothing that is done */
    assert_null(l.todos.list[0].waits);
    check_text(l.todos.list[1].waits, "wire"); /* the survey is done */
    check_text(l.todos.list[4].waits, "i2");   /* i3 is closed */
    assert_int_equal(l.todos.list[1].change, 0);
    close_list(&l);
    open_list(&l, NULL, NULL, "2026-04-30"); /* due today is not late */
    names(&l, "i2 teach i4 wire i1");
    close_list(&l);
    open_list(&l, NULL, NULL, NULL);
    names(&l, "i2 teach i4 wire i1");
    close_list(&l);
}

static void test_of_one(void **state)
{
    struct list l;

    (void)state;
    open_list(&l, "training", NULL, NULL);
    names(&l, "teach");
    close_list(&l);
    open_list(&l, "ESTATES", NULL, NULL);
    names(&l, "wire i1");
    close_list(&l);
    open_list(&l, "IT", NULL, NULL); /* there is such a list, and nothing on it */
    names(&l, "");
    close_list(&l);
    open_list(&l, NULL, "chief nurse", NULL); /* the office and who holds it are one */
    names(&l, "i2 wire");
    close_list(&l);
    open_list(&l, NULL, "Q. Example", NULL);
    names(&l, "i2 wire");
    close_list(&l);
    open_list(&l, "estates", "chief nurse", NULL);
    names(&l, "wire");
    close_list(&l);
}

static void joined(const char **names_, size_t n, const char *want)
{
    struct wr_buf out;

    wr_buf_init(&out, 0);
    for (size_t i = 0; i < n; i++)
        wr_buf_printf(&out, "%s%s", i > 0 ? "|" : "", names_[i]);
    check_text(wr_buf_string(&out), want);
    wr_buf_free(&out);
}

static void test_names(void **state)
{
    const char **list;
    struct list l;
    size_t n;

    (void)state;
    open_list(&l, NULL, NULL, NULL);
    assert_int_equal(wr_todo_lists(&l.s.agree, &l.arena, &list, &n), 0);
    assert_int_equal(n, 3); /* estates and Estates are one */
    check_text(list[1], "IT");
    check_text(list[2], "training");
    assert_int_equal(wr_todo_owners(&l.s.agree, &l.arena, &list, &n), 0);
    joined(list, n, "chief nurse|head of estates|head of training|Q. Example");
    close_list(&l);
}

static void test_nothing(void **state)
{
    struct wr_todos todos;
    struct wr_arena arena;
    struct small s;

    (void)state;
    wr_arena_init(&arena, 0);
    assert_int_equal(small_read(&s, ""), 0);
    assert_int_equal(wr_todo_make(&s.agree, NULL, NULL, WR_NO_DATE, &arena, &todos), 0);
    assert_int_equal(todos.n, 0);
    small_free(&s);
    wr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_of_one),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
