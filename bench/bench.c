/* The bench: one command, everything that README.md asks of speed and size. Ratios are measured in the same run, round by round. */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "bench/gauge.h"

static const struct {
    const char *name;
    int (*run)(const struct bench *);
    const char *title;
} parts[] = {
    {"same", bench_same_file, "The same file"},
    {"memory", bench_memory, "Memory: growth over `wardround --version`"},
    {"check", bench_check, "Checking a service file of 2 MiB"},
    {"speed", bench_speed, "Speed: the engine on service files against hand-made loops"},
    {"options", bench_options, "Options: six of ED-1 against one, 20 replications"},
    {"threads", bench_threads, "Threads: two against one"},
    {"crowd", bench_crowd, "Crowds: time an event by the number of patients present"},
    {"common", bench_common, "Common random numbers: runs needed to see a change of 2% in ED-1's four-hour share"},
    {"schedule", bench_schedule, "The schedule of a large plan, one thread"},
    {"hospital", bench_hospital, "A whole hospital: a year of 60 places, 200 staff, 40 kinds of patient, 400 steps"},
    {"features", bench_features, "What a part of the language costs when it is used: ED-1 with it"},
};
enum { PARTS = sizeof parts / sizeof *parts };

const char *bench_path(const struct bench *b, const char *name, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s/%s", b->folder, name);
    return buffer;
}

const char *bench_crowd_text(double present, double seconds, char *buffer, size_t size)
{
    snprintf(buffer, size,
             "wardround: 1\nservice: A crowd\ndata: invented\nclock: {start: 2026-01-05 00:00}\n"
             "run: {collect: %.0f s, replications: 1, seed: 2026}\nplaces: {hall: unlimited}\noutcomes: [gone]\n"
             "patients:\n  visitor: {arrive: {one every: 1 s}, starts at: stay}\n"
             "steps:\n  stay: {in: hall, takes: {exponential: {mean: %.0f s}}, then: gone}\n"
             "measures:\n  time there: {time: {from: arrival, to: leaving}}\n",
             seconds, present);
    return buffer;
}

static int usage(FILE *to, int status)
{
    fprintf(to, "bench [--rounds N] [PART...]: N from 9 to %d; parts:", BENCH_ROUNDS);
    for (int i = 0; i < PARTS; i++)
        fprintf(to, " %s", parts[i].name);
    fprintf(to, " (all when none is named)\n");
    return status;
}

int main(int n_words, char **words)
{
    struct bench b = {.rounds = 9, .folder = WR_BENCH_FOLDER};
    bool wanted[PARTS] = {false}, any = false;
    int missed = 0;
    for (int i = 1; i < n_words; i++) {
        int part = 0;
        while (part < PARTS && strcmp(words[i], parts[part].name) != 0)
            part++;
        if (part < PARTS) {
            wanted[part] = any = true;
        } else if (strcmp(words[i], "--rounds") == 0 && i + 1 < n_words) {
            char *end;
            unsigned long rounds = strtoul(words[++i], &end, 10);
            if (*end != '\0' || rounds < 9 || rounds > BENCH_ROUNDS)
                return usage(stderr, 2);
            b.rounds = rounds;
        } else {
            return usage(strcmp(words[i], "--help") == 0 ? stdout : stderr, strcmp(words[i], "--help") == 0 ? 0 : 2);
        }
    }
    printf("medians of %zu interleaved rounds (with intervals that hold the true median 95 times in 100)\n", b.rounds);
    for (int i = 0; i < PARTS; i++) {
        if (any && !wanted[i])
            continue;
        printf("%s\n", parts[i].title);
        fflush(stdout);
        int result = parts[i].run(&b);
        if (result < 0) {
            printf("  NOT MEASURED: %s\n", wr_err_words(result));
            result = 1;
        }
        missed += result;
        fflush(stdout);
    }
    printf("%d gate%s not met\n", missed, missed == 1 ? "" : "s");
    return missed == 0 ? 0 : 1;
}
