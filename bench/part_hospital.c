/* A whole hospital: a year of it, and what each part of the language costs when it is used. */
#include "bench/bench.h"

#include <stdio.h>
#include <string.h>

#include "bench/engine.h"
#include "bench/gauge.h"
#include "bench/hospital.h"

enum { PLAIN, WHOLE, HOSPITALS };

int bench_hospital(const struct bench *b)
{
    static const char *const names[HOSPITALS] = {"places, staff, rotas, blocking", "with rounds, tasks, bookings, kept beds, ..."};
    static struct bench_service s[HOSPITALS];
    static struct gauge year[HOSPITALS], event[HOSPITALS];
    struct bench_run once[HOSPITALS];
    struct wr_buf text[HOSPITALS];
    int ret = 0, missed = 0;

    memset(once, 0, sizeof once);
    for (int i = 0; i < HOSPITALS; i++) {
        wr_buf_init(&text[i], 0);
        bench_hospital_text(i == PLAIN, &text[i]);
        if (ret == 0 && (ret = wr_buf_status(&text[i])) == 0)
            ret = bench_service_open(&s[i], "hospital.yaml", wr_buf_string(&text[i]));
    }
    for (uint64_t round = 0; round < b->rounds && ret == 0; round++)
        for (int i = 0; i < HOSPITALS && ret == 0; i++) {
            struct bench_run sum = {0};
            ret = bench_service_run(&s[i], round + 1, 1, &sum);
            gauge_add(&year[i], sum.seconds);
            gauge_add(&event[i], 1e9 * sum.seconds / sum.events);
            once[i] = sum;
        }
    for (int i = 0; i < HOSPITALS && ret == 0; i++) {
        printf("  %s: %zu places, %zu staff, %zu kinds, %zu steps; %.0f patients and %.2f million events a year, at most %.0f present\n",
               names[i], s[i].model.n_places, s[i].model.n_resources, s[i].model.n_kinds, s[i].model.n_steps, once[i].patients,
               once[i].events / 1e6, once[i].most_present);
        missed += !middle_gate("a year of it, one thread", gauge_middle(&year[i]), 1.0, 0, false, "s");
        middle_print("an event of it", gauge_middle(&event[i]), "ns");
    }
    for (int i = 0; i < HOSPITALS; i++) {
        bench_service_close(&s[i]);
        wr_buf_free(&text[i]);
    }
    return ret != 0 ? ret : missed;
}

/* ---- what a part costs ---- */

/* ED-1 with one part of its text replaced; what it does to care is small, so that the events are about the same. */
static const struct {
    const char *name, *from, *to;
} features[] = {
    {"as it is", "", ""},
    {"any of staff", "minors: {with: practitioner", "minors: {with: {any of: [practitioner, doctor]}"},
    {"hand over", "doctor: 4}", "doctor: {on duty: {08:00 to 20:00: 4, 20:00 to 08:00: 4}, at end of shift: hand over}}"},
    {"filled", "doctor: 4}", "doctor: {on duty: {08:00 to 20:00: 4, 20:00 to 08:00: 4}, filled: 99%}}"},
    {"interrupts", "majors: {in: cubicle", "majors: {interrupts: [minors], in: cubicle"},
    {"gives up", "minors: {with", "minors: {gives up: {after: {exponential: {mean: 40 h}}, then: went home}, with"},
    {"unless", "ward care: {in: ward", "ward care: {unless: {after: {exponential: {mean: 9000 h}}, then: discharged}, in: ward"},
    {"rounds", "ward care: {in: ward, takes: {lognormal: {mean: 72 h, cv: 1}}, then: discharged}",
     "ward care: {in: ward, takes: {lognormal: {mean: 70 h, cv: 1}}, then: ward round}\n  ward round: {rounds: every 4 h, then: "
     "discharged}"},
    {"errands and waits for",
     "majors: {in: cubicle, with: doctor, takes: {lognormal: {mean: 1.75 h, cv: 0.8}}, then: {ward care: 25%, went home: rest}}",
     "majors: {in: cubicle, with: doctor, takes: {lognormal: {mean: 1.75 h, cv: 0.8}}, starts: [blood test], then: decide}\n  blood test: "
     "{takes: 30 min, then: done}\n  "
     "decide: {waits for: [blood test], then: {ward care: 25%, went home: rest}}"},
    {"a task for each patient in", "measures:", "tasks: {observation: {every: 4 h, for each patient in: ward, takes: 5 min}}\nmeasures:"},
    {"any of places", "places: {cubicle: 8, ward: 30}", "places: {cubicle: 8, ward: 20, other ward: 10}"},
    {"keep and frees", "ward care: {in: ward, takes: {lognormal: {mean: 72 h, cv: 1}}, then: discharged}",
     "ward care: {in: ward, takes: {lognormal: {mean: 60 h, cv: 1}}, keep: [ward], then: theatre}\n  theatre: {in: theatre, takes: 2 h, "
     "then: back}\n  back: {in: ward, "
     "takes: 10 h, frees: [ward], then: discharged}"},
    {"a system that goes down",
     "outcomes:", "systems: {record: {down: [{one every: 30 days, lasts: 3 h}], on paper: {minors: 1.3 times}}}\noutcomes:"},
    {"a condition on a queue", "then: {majors: 60%, minors: rest}",
     "then: [{if: over 60 waiting for minors, then: majors}, {then: {majors: 60%, minors: rest}}]"},
    {"comes back", "outcomes: [went home, discharged]",
     "outcomes: {went home: {}, discharged: {comes back: {chance: 5%, after: {exponential: {mean: 9 days}}, at: triage}}}"},
};
enum { FEATURES = sizeof features / sizeof *features };

static void replace(struct wr_buf *out, const char *text, const char *from, const char *to)
{
    const char *at = from[0] == '\0' ? NULL : strstr(text, from);

    if (at == NULL) {
        wr_buf_text(out, text);
        return;
    }
    wr_buf_add(out, text, (size_t)(at - text));
    wr_buf_text(out, to);
    wr_buf_text(out, at + strlen(from));
}

static int read_text(const struct bench *b, struct wr_buf *out)
{
    char path[4096], line[4096];
    FILE *in;

    bench_path(b, "ed1/service.yaml", path, sizeof path);
    in = fopen(path, "r");
    if (in == NULL)
        return WR_ERR_FILE;
    while (fgets(line, sizeof line, in) != NULL)
        wr_buf_text(out, line);
    fclose(in);
    return wr_buf_status(out);
}

int bench_features(const struct bench *b)
{
    static struct bench_service s[FEATURES];
    static struct gauge event[FEATURES], year[FEATURES];
    struct wr_buf ed1, text, more;
    int ret;

    wr_buf_init(&ed1, 0);
    wr_buf_init(&text, 0);
    wr_buf_init(&more, 0);
    ret = read_text(b, &ed1);
    for (int i = 0; i < FEATURES && ret == 0; i++) {
        const char *whole;
        wr_buf_clear(&text);
        wr_buf_clear(&more);
        replace(&text, wr_buf_string(&ed1), features[i].from, features[i].to);
        whole = wr_buf_string(&text);
        if (i > 0 && strcmp(whole, wr_buf_string(&ed1)) == 0) {
            fprintf(stderr, "bench: %s: what is to be replaced is not in ED-1\n", features[i].name);
            ret = WR_ERR_INTERNAL;
        }
        if (strcmp(features[i].name, "any of places") == 0) {
            replace(&more, whole, "ward care: {in: ward,", "ward care: {in: {any of: [ward, other ward]},");
            whole = wr_buf_string(&more);
        } else if (strcmp(features[i].name, "keep and frees") == 0) {
            replace(&more, whole, "places: {cubicle: 8,", "places: {theatre: unlimited, cubicle: 8,");
            whole = wr_buf_string(&more);
        }
        if (ret == 0)
            ret = bench_service_open(&s[i], features[i].name, whole);
    }
    for (uint64_t round = 0; round < b->rounds && ret == 0; round++)
        for (int i = 0; i < FEATURES && ret == 0; i++) {
            struct bench_run sum = {0};
            ret = bench_service_run(&s[i], round * 4 + 1, 4, &sum);
            gauge_add(&event[i], 1e9 * sum.seconds / sum.events);
            gauge_add(&year[i], sum.seconds / 4);
        }
    for (int i = 0; i < FEATURES && ret == 0; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s: an event / of ED-1 as it is", features[i].name);
        middle_print(name, gauge_ratio(&event[i], &event[0]), "times");
        snprintf(name, sizeof name, "%s: a year / of ED-1 as it is", features[i].name);
        middle_print(name, gauge_ratio(&year[i], &year[0]), "times");
    }
    for (int i = 0; i < FEATURES; i++)
        bench_service_close(&s[i]);
    wr_buf_free(&ed1);
    wr_buf_free(&text);
    wr_buf_free(&more);
    return ret;
}
