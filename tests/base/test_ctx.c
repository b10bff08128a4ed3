#include "support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/ctx.h"

static void test_log(void **state)
{
    struct wr_ctx ctx;
    char text[512] = "";
    FILE *log = tmpfile();

    (void)state;
    assert_non_null(log);
    wr_ctx_init(&ctx);
    ctx.log = log;
    ctx.level = WR_LOG_INFO;
    wr_log(&ctx, WR_LOG_INFO, "two \"quoted\" words", "runs=%d", 20);
    wr_log(&ctx, WR_LOG_DEBUG, "not shown", NULL);
    rewind(log);
    assert_non_null(fgets(text, sizeof text, log));
    assert_true(strncmp(text, "ts=20", 5) == 0);
    check_text(strstr(text, " level="), " level=info msg=\"two \\\"quoted\\\" words\" runs=20\n");
    assert_null(fgets(text, sizeof text, log));
    fclose(log);
    wr_log(NULL, WR_LOG_ERROR, "nowhere", NULL);
}

static void test_stop(void **state)
{
    struct wr_ctx ctx;
    atomic_int cancel = 0;

    (void)state;
    wr_ctx_init(&ctx);
    assert_false(wr_ctx_stop(NULL));
    assert_false(wr_ctx_stop(&ctx));
    ctx.cancel = &cancel;
    assert_false(wr_ctx_stop(&ctx));
    cancel = 1;
    assert_true(wr_ctx_stop(&ctx));
}

static void listen(void *self, const char *what, double done, double of)
{
    double *seen = self;

    check_text(what, "runs");
    *seen = done / of;
}

static void test_progress(void **state)
{
    struct wr_ctx ctx;
    double seen = 0;

    (void)state;
    wr_ctx_init(&ctx);
    wr_progress(&ctx, "runs", 1, 4);
    ctx.progress = listen;
    ctx.progress_self = &seen;
    wr_progress(&ctx, "runs", 1, 4);
    check_same(seen, 0.25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_log), cmocka_unit_test(test_stop), cmocka_unit_test(test_progress)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
