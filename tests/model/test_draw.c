/* The pathway as a picture: what stands in the text for dot, hostile names, a dot that is missing, hangs or fails. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/draw.h"

/* Names that would break out of a label or of a page. */
static const char text[] =
    "wardround: 1\n"
    "service: test\n"
    "run: {warm up: 1 day, collect: 7 days, replications: 2}\n"
    "places: {\"hall \\\"1\\\" <b>\": 3, room: 2}\n"
    "staff: {\"doctor\\\\\": 2}\n"
    "outcomes: [home]\n"
    "patients: {\"A&E <script>alert(1)\": {arrive: {a day: 4}, attributes: {old: 10%}, starts at: \"see\\\";\"}}\n"
    "steps:\n"
    "  \"see\\\";\": {in: \"hall \\\"1\\\" <b>\", with: \"doctor\\\\\", takes: 8 min, then: {stay: 40%, home: rest}}\n"
    "  stay: {takes: {exponential: {mean: 2 h}}, then: [{if: old, then: move}, {then: home}]}\n"
    "  move: {in: room, if full: home, then: home}\n";

struct fixture {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
};

static int set_up(void **state)
{
    static struct fixture f;
    memset(&f, 0, sizeof f);
    wr_mistakes_init(&f.mistakes);
    *state = &f;
    if (wr_source_text("service.yaml", text, sizeof text - 1, NULL, &f.mistakes, &f.source) == 0 &&
        wr_model_read(&f.source, &f.mistakes, &f.model) == 0)
        return 0;
    print_error("%s\n", f.mistakes.count > 0 ? f.mistakes.list[0].message : "?");
    return 1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    wr_model_free(&f->model);
    wr_source_free(&f->source);
    wr_mistakes_free(&f->mistakes);
    return 0;
}

static bool in(const struct wr_buf *buf, const char *words) { return strstr(wr_buf_string(buf), words) != NULL; }

static void say_wait(void *self, int step, struct wr_buf *label) { wr_buf_printf(label, "wait %d \"%s\"", step, (const char *)self); }

static void test_text_for_dot(void **state)
{
    struct fixture *f = *state;
    char mark[] = "mean";
    struct wr_draw_labels labels = {mark, say_wait, NULL};
    struct wr_buf dot;
    wr_buf_init(&dot, 0);
    wr_model_draw_dot(&f->model, &labels, &dot);
    assert_int_equal(wr_buf_status(&dot), 0);
    assert_true(in(&dot, "subgraph cluster_p0"));
    assert_true(in(&dot, "label=\"hall \\\"1\\\" <b>, 3 spaces\""));
    assert_true(in(&dot, "see\\\";"));
    assert_true(in(&dot, "a doctor\\\\"));
    assert_true(in(&dot, "wait 0 \\\"mean\\\""));
    assert_true(in(&dot, "s0 -> s1 [label=\" 40%\"]"));
    assert_true(in(&dot, "s0 -> o0 [label=\" rest\"]"));
    assert_true(in(&dot, "s1 -> s2 [label=\" old\"]"));
    assert_true(in(&dot, "s1 -> o0 [label=\" otherwise\"]"));
    assert_true(in(&dot, "style=dashed"));
    /* stay has no place of its own: it stands in the place before it */
    assert_true(strstr(wr_buf_string(&dot), "s1 [label=") < strstr(wr_buf_string(&dot), "subgraph cluster_p1"));
    wr_buf_free(&dot);
}

static int draw(struct fixture *f, struct wr_buf *svg, const char **why)
{
    struct wr_ctx ctx;
    wr_ctx_init(&ctx);
    ctx.log = NULL;
    wr_buf_clear(svg);
    return wr_model_draw_svg(&ctx, &f->model, NULL, svg, why);
}

static void test_svg_is_an_element_and_escaped(void **state)
{
    struct fixture *f = *state;
    const char *why = NULL;
    struct wr_buf svg;
    int result;
    wr_buf_init(&svg, 0);
    result = draw(f, &svg, &why);
    if (result == WR_ERR_TOOL) {
        print_message("%s\n", why);
        wr_buf_free(&svg);
        skip();
    }
    assert_int_equal(result, 0);
    assert_int_equal(strncmp(wr_buf_string(&svg), "<svg", 4), 0);
    assert_false(in(&svg, "<script"));
    assert_true(in(&svg, "&lt;script&gt;"));
    assert_true(in(&svg, "</svg>"));
    wr_buf_free(&svg);
}

/* Puts a `dot` of our own, a shell script of these lines (NULL: none at all), alone on the path, and draws. */
static int draw_with(struct fixture *f, const char *script, struct wr_buf *svg, const char **why)
{
    char folder[] = "/tmp/wardround-dot-XXXXXX", file[64], *before = getenv("PATH");
    int result;
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/dot", folder);
    if (script != NULL) {
        assert_int_equal(wr_file_write(file, script, strlen(script), why), 0);
        assert_int_equal(chmod(file, 0700), 0);
    }
    before = before == NULL ? NULL : wr_mem_text(before);
    setenv("PATH", folder, 1);
    *why = NULL;
    result = draw(f, svg, why);
    setenv("PATH", before == NULL ? "/usr/bin:/bin" : before, 1);
    wr_mem_free(before);
    unlink(file);
    rmdir(folder);
    return result;
}

static void test_a_dot_that_does_not_work(void **state)
{
    struct fixture *f = *state;
    const char *why = NULL;
    struct wr_buf svg;
    time_t before;
    wr_buf_init(&svg, 0);
    assert_int_equal(draw_with(f, NULL, &svg, &why), WR_ERR_TOOL);
    /* valgrind forks where the system would share memory: the parent then sees only that the child ended */
    assert_non_null(strstr(why, check_under_valgrind() ? "did not draw" : "could not be started"));
    assert_int_equal(draw_with(f, "#!/bin/sh\nexit 3\n", &svg, &why), WR_ERR_TOOL); /* does not even listen */
    assert_non_null(strstr(why, "did not draw"));
    assert_int_equal(draw_with(f, "#!/bin/sh\nwhile read x; do :; done\necho nothing\n", &svg, &why), WR_ERR_TOOL);
    assert_int_equal(draw_with(f, "#!/bin/sh\nwhile read x; do :; done\necho 'x<svg>1</svg>'\n", &svg, &why), 0);
    check_text(wr_buf_string(&svg), "<svg>1</svg>\n");
    before = time(NULL);
    assert_int_equal(draw_with(f, "#!/bin/sh\nwhile :; do :; done\n", &svg, &why), WR_ERR_TOOL);
    assert_non_null(strstr(why, "more than 10 seconds"));
    assert_in_range(time(NULL) - before, 9, 14);
    wr_buf_free(&svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_for_dot),
        cmocka_unit_test(test_svg_is_an_element_and_escaped),
        cmocka_unit_test(test_a_dot_that_does_not_work),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
