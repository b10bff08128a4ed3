#include "support/check.h"

#include "base/err.h"

static void test_every_code_has_words(void **state)
{
    (void)state;
#define ONE(name, value, exit_status, words)                                                                                               \
    assert_int_equal(name, value);                                                                                                         \
    assert_true(name < 0);                                                                                                                 \
    check_text(wr_err_words(name), words);                                                                                                 \
    assert_int_equal(wr_err_exit_status(name), exit_status);
    WR_ERR_LIST(ONE)
#undef ONE
    check_text(wr_err_words(0), "no error");
    check_text(wr_err_words(-999), "an unknown error");
    assert_int_equal(wr_err_exit_status(0), 0);
    assert_int_equal(wr_err_exit_status(-999), 1);
}

/* What issue 2 promises: 2 for the user's text, 1 for disk and rights, silence for a closed pipe. */
static void test_exit_statuses(void **state)
{
    (void)state;
    assert_int_equal(wr_err_exit_status(WR_ERR_MISTAKES), 2);
    assert_int_equal(wr_err_exit_status(WR_ERR_UNSUPPORTED), 2);
    assert_int_equal(wr_err_exit_status(WR_ERR_FILE), 1);
    assert_int_equal(wr_err_exit_status(WR_ERR_PIPE), 0);
}

static void test_fail_gives_the_code_back(void **state)
{
    (void)state;
    assert_int_equal(wr_fail(WR_ERR_FILE), WR_ERR_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_has_words),
        cmocka_unit_test(test_exit_statuses),
        cmocka_unit_test(test_fail_gives_the_code_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
