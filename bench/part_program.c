/* What people start: that it runs the same file, its memory, and how long it takes over a long text. */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/engine.h"
#include "bench/gauge.h"
#include "bench/program.h"

/* Copies the text behind "key": " in JSON. */
static void json_text(const char *json, const char *key, char *out, size_t size)
{
    char mark[64];
    snprintf(mark, sizeof mark, "\"%s\":", key);
    const char *at = strstr(json, mark);
    size_t n = 0;
    if (at != NULL) {
        at += strlen(mark);
        at += strspn(at, " \"");
        n = strcspn(at, "\"");
    }
    n = n < size - 1 ? n : size - 1;
    if (at != NULL)
        memcpy(out, at, n);
    out[at != NULL ? n : 0] = '\0';
}

int bench_same_file(const struct bench *b)
{
    static const char *const files[] = {"mm1", "mm3", "ed1", "ward2"};
    int missed = 0;
    for (int i = 0; i < 4; i++) {
        struct bench_service s;
        struct bench_program p;
        char path[4096], told[80];
        bench_path(b, files[i], path, sizeof path);
        const char *words[] = {"run", path, "--replications", "2", "--json", NULL};
        int ret = bench_program_run(&p, words);
        json_text(wr_buf_string(&p.out), "hash", told, sizeof told);
        if (ret == 0)
            ret = bench_service_open(&s, path, NULL);
        if (ret == 0) {
            bool same = p.status == 0 && strcmp(told, s.model.hash) == 0;
            printf("  %-6s run says %.16s, the bench reads %.16s: %s\n", files[i], *told != '\0' ? told : "nothing", s.model.hash,
                   same ? "the same" : "NOT THE SAME");
            missed += !same;
            bench_service_close(&s);
        } else {
            bench_service_close(&s);
        }
        wr_buf_free(&p.out);
        if (ret != 0)
            return ret;
    }
    return missed;
}

static int memory_of(const char *const *words, struct gauge *g)
{
    struct bench_program p;
    int ret = bench_program_run(&p, words);
    if (ret == 0 && p.status != 0) {
        fprintf(stderr, "bench: wardround %s %s ended with %d\n", words[0], words[1] == NULL ? "" : words[1], p.status);
        ret = wr_fail(WR_ERR_TOOL);
    }
    gauge_add(g, p.memory);
    wr_buf_free(&p.out);
    return ret;
}

/* A text in a file of its own. */
static int write_text(char *path, const char *text, size_t n)
{
    int file = mkstemps(path, 5);
    if (file < 0)
        return wr_fail(WR_ERR_FILE);
    FILE *out = fdopen(file, "w");
    bool written = out != NULL && fwrite(text, 1, n, out) == n;
    return out != NULL && fclose(out) == 0 && written ? 0 : wr_fail(WR_ERR_FILE);
}

int bench_memory(const struct bench *b)
{
    enum { FEW = 1000, MANY = 1000000 };
    static struct gauge nothing, ed1, ed1_one, few, many;
    char path[4096], text[2048], few_path[] = "/tmp/wardround-bench-XXXXXX.yaml", many_path[] = "/tmp/wardround-bench-XXXXXX.yaml";
    bench_path(b, "ed1", path, sizeof path);
    const char *version[] = {"--version", NULL}, *whole[] = {"run", path, "--json", NULL};
    const char *one[] = {"run", path, "--json", "--replications", "1", "--threads", "1", "--option", "do nothing", NULL};
    int missed = 0, ret;
    /* the same number of arrivals, so that only the patients present differ: 95 in 100 of the mean are there at the end */
    bench_crowd_text(FEW, 3e6, text, sizeof text);
    ret = write_text(few_path, text, strlen(text));
    bench_crowd_text(MANY, 3e6, text, sizeof text);
    if (ret == 0)
        ret = write_text(many_path, text, strlen(text));
    const char *crowd_few[] = {"run", few_path, "--json", "--threads", "1", NULL},
               *crowd_many[] = {"run", many_path, "--json", "--threads", "1", NULL};
    for (size_t round = 0; round < 3 && ret == 0; round++) { /* memory hardly varies */
        ret = memory_of(version, &nothing);
        if (ret == 0)
            ret = memory_of(whole, &ed1);
        if (ret == 0)
            ret = memory_of(one, &ed1_one);
        if (ret == 0)
            ret = memory_of(crowd_few, &few);
        if (ret == 0)
            ret = memory_of(crowd_many, &many);
    }
    if (ret == 0) {
        double base = gauge_middle(&nothing).median, mb = 1024.0 * 1024.0, there = MANY * 0.95 - FEW;
        printf("  wardround --version holds %.1f MB at most\n", base / mb);
        struct middle whole_run = {0}, one_run = {0}, each = {0};
        whole_run.median = whole_run.low = whole_run.high = (gauge_middle(&ed1).median - base) / mb;
        one_run.median = one_run.low = one_run.high = (gauge_middle(&ed1_one).median - base) / mb;
        each.median = each.low = each.high = (gauge_middle(&many).median - gauge_middle(&few).median) / there;
        missed += !middle_gate("ED-1, one option, one thread", one_run, 8.0, 0, false, "MB");
        middle_print("ED-1, six options, all threads", whole_run, "MB");
        missed += !middle_gate("a patient present (950,000 against 1,000)", each, 200.0, 0, false, "bytes");
    }
    unlink(few_path);
    unlink(many_path);
    return ret != 0 ? ret : missed;
}

int bench_check(const struct bench *b)
{
    enum { SIZE = 2 << 20 };
    static struct gauge time, work;
    char path[] = "/tmp/wardround-bench-XXXXXX.yaml";
    struct wr_buf text;
    int missed = 0, ret;
    wr_buf_init(&text, 0);
    wr_buf_text(
        &text,
        "wardround: 1\nservice: A long file\ndata: invented\nclock: {start: 2026-01-05 00:00}\nrun: {collect: 52 weeks, replications: 2, "
        "seed: 1}\n"
        "places: {hall: unlimited}\nstaff: {nurse: 4, doctor: 3}\noutcomes: [went home]\npatients:\n  visitor:\n    arrive: {a day: 10}\n"
        "    attributes: {urgency: {urgent: 30%, standard: rest}}\n    starts at: step 0\nsteps:\n");
    size_t steps = 0;
    while (text.size < SIZE - 400) { /* every step of one of four kinds, with uncertain numbers, routes by attribute, and words */
        static const char *const kinds[] = {
            "    takes: {lognormal: {mean: 45 (40 to 51) min, sd: 30 min}}\n    then: {step %zu: 25%% (20%% to 31%%), went home: rest}\n",
            "    takes: {gamma: {mean: 28 min, cv: 0.4}}\n    then: step %zu\n",
            "    takes: {by: urgency, urgent: {erlang: {mean: 9 min, shape: 3}}, standard: 12 min}\n    then: {by: urgency, urgent: step "
            "%zu, otherwise: went home}\n",
            "    takes: {triangular: {from: 5 min, likeliest: 9 min, to: 22 min}}\n    then: {step %zu: 60%%, went home: rest}\n"};
        wr_buf_printf(&text, "  step %zu:\n    says: What is done here, in the words of those who do it\n    in: hall\n    with: %s\n",
                      steps, steps % 2 ? "nurse" : "doctor");
        char line[400];
        const char *form = kinds[steps % 4];
        const char *mark = strstr(form, "%zu");
        snprintf(line, sizeof line, "%.*s%zu", (int)(mark - form), form, steps + 1);
        for (const char *c = line; *c != '\0'; c++) /* "%%" of the first part */
            if (!(c[0] == '%' && c[1] == '%'))
                wr_buf_char(&text, *c);
        for (const char *c = mark + 3; *c != '\0'; c++)
            if (!(c[0] == '%' && c[1] == '%'))
                wr_buf_char(&text, *c);
        steps++;
    }
    wr_buf_printf(&text, "  step %zu: {takes: 5 min, then: went home}\nmeasures:\n  time there: {time: {from: arrival, to: leaving}}\n",
                  steps);
    ret = wr_buf_status(&text);
    if (ret == 0)
        ret = write_text(path, text.data, text.size);
    const char *words[] = {"check", path, NULL};
    for (size_t round = 0; round < b->rounds && ret == 0; round++) {
        struct bench_program p;
        ret = bench_program_run(&p, words);
        if (ret == 0 && p.status != 0)
            ret = wr_fail(WR_ERR_TOOL);
        if (ret != 0)
            fprintf(stderr, "bench: wardround check ended with %d: %.400s\n", p.status, wr_buf_string(&p.out));
        gauge_add(&time, p.seconds);
        gauge_add(&work, p.work);
        wr_buf_free(&p.out);
    }
    if (ret == 0) {
        char name[100];
        snprintf(name, sizeof name, "wardround check, %.2f MiB, %zu steps", (double)text.size / (1 << 20), steps);
        missed += !middle_gate(name, gauge_middle(&time), 0.3, 0, false, "s");
        middle_print("of which the processor worked", gauge_middle(&work), "s");
    }
    unlink(path);
    wr_buf_free(&text);
    return ret != 0 ? ret : missed;
}
