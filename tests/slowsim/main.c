/* The walks of tests/rules and random models, walked by the plain simulator and by the engine. */
#include "service.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "generate.h"
#include "shrink.h"
#include "support/check.h"

/* Walks by hand whose rules the plain simulator does not have yet. Whoever writes them there takes the walk out of this list: one that comes out
 * right is an error too. */
static bool is_owed(const char *folder)
{
    static const char *const owed[] = {NULL};
    bool found = false;

    for (size_t i = 0; i < sizeof owed / sizeof *owed; i++)
        found = found || (owed[i] != NULL && strcmp(folder, owed[i]) == 0);
    return found;
}

/* Every walk of tests/rules, from the rules alone. */
static void test_rules(void **state)
{
    DIR *folder = opendir(source_path("tests/rules"));
    struct dirent *entry;
    size_t walks = 0, wrong = 0;

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        char path[600];
        struct dirent *file;
        DIR *inner;
        snprintf(path, sizeof path, "tests/rules/%s", entry->d_name);
        if (entry->d_name[0] == '.' || (inner = opendir(source_path(path))) == NULL)
            continue;
        while ((file = readdir(inner)) != NULL) {
            char option[300], where[1000], *end;
            struct wr_buf got, want;
            const char *why;
            bool go_live = false;
            if (strncmp(file->d_name, "walk", 4) != 0 || strstr(file->d_name, ".txt") == NULL)
                continue;
            snprintf(option, sizeof option, "%s", file->d_name + 4);
            *strrchr(option, '.') = '\0';
            if ((end = strstr(option, ".go-live")) != NULL) {
                go_live = true;
                *end = '\0';
            }
            wr_buf_init(&got, 0);
            wr_buf_init(&want, 0);
            slow_text(source_path(path), option[0] == '.' ? option + 1 : NULL, go_live, &got);
            snprintf(where, sizeof where, "%s/%s", path, file->d_name);
            assert_int_equal(wr_file_read(source_path(where), 1u << 20, &want, &why), 0);
            walks++;
            if ((strcmp(wr_buf_string(&got), wr_buf_string(&want)) != 0) != is_owed(entry->d_name)) {
                wrong++;
                printf("%s differs; got:\n%s\n", where, wr_buf_string(&got));
            }
            wr_buf_free(&got);
            wr_buf_free(&want);
        }
        closedir(inner);
    }
    closedir(folder);
    printf("%zu walks by hand, %zu differ\n", walks, wrong);
    assert_true(walks >= 63);
    assert_int_equal(wrong, 0);
}

struct tried {
    const char *folder;
    uint32_t replication;
    size_t lines;
    unsigned long circles;
};

static const char *option_of(const struct service *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->parts[i].section, "options") == 0 && strcmp(g->parts[i].entry, "test") == 0 && !g->parts[i].dropped)
            return "test";
    return NULL;
}

static void try(const struct service *g, const struct tried *t, struct judged *out)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    service_write(g, t->folder, &text);
    if (getenv("WARDROUND_SLOW_PRINT") != NULL) {
        printf("%s\n", wr_buf_string(&text));
        fflush(stdout);
    }
    judge(wr_buf_string(&text), t->folder, option_of(g), g->go_live && option_of(g) != NULL, t->replication, out);
    wr_buf_free(&text);
}

static bool still_differs(const struct service *g, void *with)
{
    struct judged j;
    bool differs;

    try(g, with, &j);
    differs = j.outcome == DIFFERS;
    judged_free(&j);
    return differs;
}

/* Says what differs, of the smallest service that still differs, and writes that beside the test. */
static void report(struct service *g, uint64_t seed, struct tried *t)
{
    struct wr_buf text;
    struct judged j;
    char path[400];
    FILE *file;

    service_shrink(g, still_differs, t);
    wr_buf_init(&text, 0);
    service_write(g, t->folder, &text);
    try(g, t, &j);
    snprintf(path, sizeof path, "%s/smallest-%llu.yaml", t->folder, (unsigned long long)seed);
    file = fopen(path, "w");
    if (file != NULL) {
        fputs(wr_buf_string(&text), file);
        fclose(file);
    }
    printf("\nmodel %llu differs%s; the smallest is in %s\n%s\n%s\n", (unsigned long long)seed, g->go_live ? " (from go-live)" : "", path,
           wr_buf_string(&text), wr_buf_string(&j.said));
    for (size_t i = 0; i < g->n; i++)
        if (!g->parts[i].dropped && strcmp(g->parts[i].section, "csv") == 0)
            printf("%s.csv: %s\n", g->parts[i].entry, g->parts[i].value);
    judged_free(&j);
    wr_buf_free(&text);
}

/* What the walks have to show: a feature that is drawn and never happens proves nothing. */
static const char *const happens[] = {"  moves in a circle",
                                      "  stops ",
                                      ": end of shift",
                                      ": interrupted by ",
                                      " is down",
                                      "  goes on with ",
                                      " again",
                                      "  goes down",
                                      "typing in ",
                                      "  keeps ",
                                      "  goes back to ",
                                      "  gives back ",
                                      "  gives up waiting for ",
                                      " is cut short",
                                      "  comes back",
                                      "  does not come",
                                      "  round",
                                      " or ",
                                      "  misses ",
                                      " falls away",
                                      " is done",
                                      "  is over: ",
                                      "  now knows ",
                                      "  now has ",
                                      "waits for others",
                                      "  is due: "};
#define N_HAPPENS (sizeof happens / sizeof *happens)

static void count_happens(const struct judged *j, size_t *counts)
{
    for (size_t k = 0; k < N_HAPPENS; k++)
        for (size_t i = 0; i < j->walk.n; i++)
            counts[k] += strstr(j->walk.lines[i].text, happens[k]) != NULL;
}

static size_t number_from(const char *name, size_t otherwise)
{
    const char *text = getenv(name);

    return text == NULL || text[0] == '\0' ? otherwise : (size_t)strtoull(text, NULL, 10);
}

/* The counts of features and of pairs of them; how many pairs were drawn fewer than `least` times. */
static size_t print_counts(size_t (*pairs)[N_FEATURES], size_t least)
{
    size_t few = 0, lowest = (size_t)-1;

    printf("features (models that use them):\n");
    for (int f = 0; f < N_FEATURES; f++)
        printf("%6zu  %s\n", pairs[f][f], feature_names[f]);
    for (int a = 0; a < N_FEATURES; a++)
        for (int b = 0; b <= a; b++) {
            if (!features_fit((enum feature)a, (enum feature)b))
                continue;
            lowest = pairs[a][b] < lowest ? pairs[a][b] : lowest;
            if (pairs[a][b] >= least)
                continue;
            if (++few <= 60)
                printf("only %zu: %s, with %s\n", pairs[a][b], feature_names[a], feature_names[b]);
        }
    printf("pairs of features under %zu: %zu; the rarest: %zu\n", least, few, lowest);
    return few;
}

static void test_random(void **state)
{
    static size_t pairs[N_FEATURES][N_FEATURES];
    bool all = getenv("WARDROUND_ALL") != NULL && strcmp(getenv("WARDROUND_ALL"), "1") == 0;
    size_t models = number_from("WARDROUND_SLOW_MODELS", all ? 10000 : 1000), seed = number_from("WARDROUND_SLOW_SEED", 1);
    size_t same = 0, differ = 0, refused = 0, not_yet = 0, gave_up = 0, lines = 0, few, shown = number_from("WARDROUND_SLOW_SHOW", 3);
    unsigned long circles = 0;
    size_t happened[N_HAPPENS] = {0}, measures = 0;
    char folder[] = "/tmp/slowsim-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t n = 0; n < models; n++, seed++) {
        struct service g;
        struct judged j;
        struct tried t = {.folder = folder, .replication = (uint32_t)(1 + n % 3)};
        service_generate(&g, seed, n % 4 == 0);
        try(&g, &t, &j);
        if (j.outcome == REFUSED) {
            if (refused++ < shown)
                printf("model %zu is refused: %s\n", seed, wr_buf_string(&j.said));
        } else if (j.outcome == NOT_YET) {
            if (not_yet++ < shown)
                printf("model %zu is not simulated yet: %s\n", seed, wr_buf_string(&j.said));
        } else if (j.outcome == GAVE_UP) {
            gave_up++;
        } else {
            lines += j.lines;
            measures += j.measures;
            circles += j.circles;
            count_happens(&j, happened);
            for (int a = 0; a < N_FEATURES; a++)
                for (int b = 0; b <= a && g.used[a]; b++)
                    pairs[a][b] += g.used[b];
            if (j.outcome == SAME)
                same++;
            else if (differ++ < shown)
                report(&g, seed, &t);
        }
        judged_free(&j);
        service_free(&g);
    }
    few = print_counts(pairs, models >= 10000 ? 50 : models * 6 / 1000);
    printf("%zu models: %zu same, %zu differ, %zu refused, %zu not simulated yet, %zu too long; %zu events, %lu "
           "circles, %zu measures\n",
           models, same, differ, refused, not_yet, gave_up, lines, circles, measures);
    for (size_t k = 0; k < N_HAPPENS; k++)
        printf("%6zu  lines with \"%s\"\n", happened[k], happens[k]);
    assert_int_equal(differ, 0);
    assert_int_equal(not_yet, 0);
    assert_int_equal(refused, 0);
    if (models >= 10000)
        assert_int_equal(few, 0);
}

/* A comparison that cannot fail is none: each of these faults, planted in the plain simulator, has to be found. */
/* It differs with the fault, and not without. */
static bool finds(const struct service *g, struct tried *t, enum slow_fault fault)
{
    bool differs;

    slow_fault = fault;
    differs = still_differs(g, t);
    slow_fault = SLOW_SOUND;
    return differs && !still_differs(g, t);
}

static void test_faults(void **state)
{
    static const char *const names[SLOW_FAULTS] = {"none",
                                                   "circles are not looked for",
                                                   "staff pass on after the patient has asked for the next step",
                                                   "the visit is not counted beyond the first",
                                                   "equals in a queue go by the last to arrive",
                                                   "what is short does not hold back those behind",
                                                   "a failed chase is repeated",
                                                   "ends of one instant in the order last begun",
                                                   "who goes on stands behind all who asked before",
                                                   "any of: the last that is free",
                                                   "at the end of a shift the first begun stops",
                                                   "the more urgent are interrupted first",
                                                   "nothing is kept",
                                                   "work under way keeps its pace when a system goes down",
                                                   "patience goes on when the step has begun",
                                                   "a task that is missed stays in the queue",
                                                   "errands go on when their patient has left",
                                                   "nobody is held until others have come",
                                                   "who comes back has other attributes",
                                                   "who asked before a change goes by the step as it is now",
                                                   "who comes before a change is what its kind is settled",
                                                   "changes that begin later begin at the go-live",
                                                   "who asked before a change and who asked after it stand at one gate",
                                                   "a gap under way begins anew with another rate",
                                                   "what is down by chance is back as the list changes",
                                                   "a task is due at the moments of all its versions",
                                                   "a shift goes on though its hours are other ones"};
    char folder[] = "/tmp/slowsim-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(folder));
    for (int fault = 1; fault < SLOW_FAULTS; fault++) {
        struct tried t = {.folder = folder, .replication = 1};
        size_t seed = 0;
        bool found = false;
        while (!found && seed++ < 1000) {
            struct service g;
            service_generate(&g, seed, false);
            found = finds(&g, &t, (enum slow_fault)fault);
            service_free(&g);
        }
        printf("fault planted: %s: %s at model %zu\n", names[fault], found ? "found" : "NOT FOUND", seed);
        assert_true(found);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest random_only[] = {cmocka_unit_test(test_random)};
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules), cmocka_unit_test(test_faults), cmocka_unit_test(test_random)};

    if (argc > 1) { /* FOLDER [OPTION [go-live]]: its walk by the rules, as `run FOLDER --patient all --replication 1` prints it */
        struct wr_buf out;
        wr_buf_init(&out, 0);
        slow_text(argv[1], argc > 2 && argv[2][0] != '\0' ? argv[2] : NULL, argc > 3, &out);
        fputs(wr_buf_string(&out), stdout);
        wr_buf_free(&out);
        return 0;
    }
    if (getenv("WARDROUND_SLOW_SEED") != NULL) /* looking into some services only */
        return cmocka_run_group_tests(random_only, NULL, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
