/* Whose draws are whose (design.md, promise 1; rule 21): what is inserted in a service shifts nobody else's draws. In two_in_a_row.yaml nobody ever waits, so what
 * befalls a patient depends on its own draws alone; each variant is the same text with something put in, and the walks are compared event by event. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/check.h"
#include "sim/sim.h"
#include "theory/rows.h"

/* The walk of one variant, one line an event, without the clock: how long each patient's steps took, and where each went. */
struct story {
    struct wr_buf text;
    const char *leave_out; /* lines about this step are left out, and its time is taken off the clock of who went through it */
    struct {
        double at, lost;
    } patient[2][4096];
    size_t lines;
};

static int number_of(const char *who, int *kind)
{
    const char *colon = strchr(who, ':');
    int number = 0;

    if (!colon || sscanf(colon + 1, "%d", &number) != 1 || number < 1 || number >= 4096)
        return 0;
    *kind = strncmp(who, "walk-in:", 8) == 0 ? 0 : strncmp(who, "ambulance:", 10) == 0 ? 1 : -1;
    return *kind < 0 ? 0 : number;
}

static void hear(void *self, double time, const char *who, const char *what)
{
    struct story *s = self;
    int kind = 0, number = number_of(who, &kind);

    if (number == 0)
        return; /* the run itself, or a kind that only one of the two has */
    if (s->leave_out && strstr(what, s->leave_out)) {
        if (strncmp(what, "starts ", 7) == 0)
            s->patient[kind][number].at = time;
        else if (strncmp(what, "ends ", 5) == 0)
            s->patient[kind][number].lost += time - s->patient[kind][number].at;
        return;
    }
    wr_buf_printf(&s->text, "%s  %.3f  %s\n", who, time - s->patient[kind][number].lost, what);
    s->lines++;
}

/* Lines sorted: a time that was taken off changes the order of patients, not of one patient's events. */
static int by_line(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static char *sorted(struct story *s)
{
    char **line = wr_mem_alloc(s->lines + 1, sizeof *line), *text = wr_mem_text(wr_buf_string(&s->text)), *end;
    struct wr_buf out;
    size_t n = 0, i;

    for (end = text; *end; n++) {
        line[n] = end;
        end += strcspn(end, "\n");
        if (*end)
            *end++ = 0;
    }
    qsort(line, n, sizeof *line, by_line);
    wr_buf_init(&out, 0);
    for (i = 0; i < n; i++)
        wr_buf_printf(&out, "%s\n", line[i]);
    assert_int_equal(wr_buf_status(&out), 0);
    wr_mem_free(line);
    wr_mem_free(text);
    return out.data;
}

/* The base text with every `from` made `to`; the walk of replication 1 under `option`. The last day is left out: what is under way when collection ends
 * differs when a step is longer. */
static char *walk(const char *from, const char *to, const char *option, const char *leave_out, size_t *lines)
{
    static struct story story; /* too large for the stack */
    struct wr_sim_watcher watcher = {.event = hear, .self = &story};
    struct wr_buf base, text;
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model, with;
    struct wr_sim_plan *plan = NULL;
    struct wr_sim_worker *worker = NULL;
    struct wr_sim_result result;
    struct wr_ctx ctx;
    const char *why = NULL, *at, *next;
    char *out;

    memset(&story, 0, sizeof story);
    wr_buf_init(&story.text, 0);
    story.leave_out = leave_out;
    wr_ctx_init(&ctx);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&base, 0);
    wr_buf_init(&text, 0);
    assert_int_equal(wr_file_read(source_path("tests/theory/two_in_a_row.yaml"), 1 << 20, &base, &why), 0);
    at = wr_buf_string(&base);
    assert_true(!from || strstr(at, from));
    for (; from && (next = strstr(at, from)); at = next + strlen(from)) {
        wr_buf_add(&text, at, (size_t)(next - at));
        wr_buf_text(&text, to);
    }
    wr_buf_text(&text, at);
    if (wr_source_text("variant", wr_buf_string(&text), text.size, NULL, &mistakes, &source) != 0 ||
        wr_model_read(&source, &mistakes, &model) != 0 ||
        wr_model_with(&source, &model, wr_model_option(&model, option), NULL, 0, &mistakes, &with) != 0 ||
        wr_sim_compile(&with, WR_SIM_SETTLED, &mistakes, &plan) != 0) {
        wr_buf_clear(&base);
        wr_mistakes_print(&mistakes, &base);
        fail_msg("%s", wr_buf_string(&base));
    }
    assert_int_equal(wr_sim_worker_new(&worker), 0);
    assert_int_equal(wr_sim_run(plan, worker, &ctx, 7, 1, &watcher, &result, &why), 0);
    wr_sim_result_free(&result);
    wr_sim_worker_free(worker);
    wr_sim_plan_free(plan);
    wr_model_free(&with);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
    wr_buf_free(&base);
    wr_buf_free(&text);
    *lines = story.lines;
    out = sorted(&story);
    wr_buf_free(&story.text);
    return out;
}

/* Every line of `less` stands in `more`; both are sorted. Lines of the last two days are passed over. */
static void check_within(const char *less, const char *more)
{
    size_t n = 0;

    while (*less) {
        size_t len = strcspn(less, "\n") + 1;
        double time = 0;

        sscanf(less, "%*s %lf", &time);
        if (time < 18 * 86400.0) {
            while (*more && strncmp(more, less, len) != 0)
                more += strcspn(more, "\n") + 1;
            if (!*more)
                fail_msg("this line is not in the other walk: %.*s", (int)len, less);
            n++;
        }
        less += len;
    }
    assert_true(n > 1000);
}

static void same(const char *from, const char *to, const char *leave_out)
{
    size_t n, m;
    char *as_it_is = walk(NULL, NULL, "do nothing", NULL, &n), *other = walk(from, to, "do nothing", leave_out, &m);

    check_within(as_it_is, other);
    check_within(other, as_it_is);
    wr_mem_free(as_it_is);
    wr_mem_free(other);
}

/* A step between two others, with a time that is drawn: its own lines aside, nothing differs but the clock of who goes through it. */
static void a_step(void **state)
{
    (void)state;
    same("treat: {takes: {weibull: {mean: 20 min, shape: 1.5}}",
         "weigh: {takes: {lognormal: {mean: 4 min, sd: 3 min}}, then: treat}\n  treat: {takes: {weibull: {mean: 20 min, shape: 1.5}}",
         "weigh");
    same("then: {review: 20%, treat: 50%, went home: rest}\n",
         "then: {review: 20%, weigh: 50%, went home: rest}\n  weigh: {takes: {lognormal: {mean: 4 min, sd: 3 min}}, then: treat}\n",
         "weigh");
}

/* Another kind of patient before all others, another piece of information, an attribute more: nothing differs at all. */
static void other_things(void **state)
{
    (void)state;
    same("patients:\n", "patients:\n  by appointment: {arrive: {a day: 12}, starts at: treat}\n", NULL);
    same("information:\n", "information:\n  letter: {there at once: 50%}\n", NULL);
    same("changes:\n", "changes:\n  slower: {effects: [{change: steps.treat.takes, times: 2}]}\n", NULL);
}

/* A change draws its adoption by itself: whoever does not adopt is as before. And two options are compared on the same patients. */
static void a_change(void **state)
{
    size_t n, m, adopted = 0, not_adopted = 0;
    char *as_it_is = walk(NULL, NULL, "do nothing", NULL, &n), *quicker = walk(NULL, NULL, "quicker", NULL, &m), *line;

    (void)state;
    assert_string_not_equal(as_it_is, quicker);
    for (line = quicker; *line; line += strcspn(line, "\n") + 1) {
        size_t len = strcspn(line, "\n") + 1;
        char what[200];

        snprintf(what, sizeof what, "%.*s", (int)len, line);
        if (strstr(what, "does not adopt"))
            not_adopted++;
        else if (strstr(what, "adopts"))
            adopted++;
        else if (strstr(what, "  arrives") || strstr(what, "  has "))
            assert_non_null(strstr(as_it_is, what));
    }
    assert_true(adopted + not_adopted > 500);
    check_near((double)adopted / (double)(adopted + not_adopted), 0.6, 4 * 0.49 / 22.4); /* 4 standard errors of 500 draws at most */
    wr_mem_free(as_it_is);
    wr_mem_free(quicker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_step), cmocka_unit_test(other_things), cmocka_unit_test(a_change)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
