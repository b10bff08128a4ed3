/* Time a patient: the engine on service files, the hand-made loops of the same services, in turn. */
#include "bench/bench.h"

#include <stdio.h>

#include "bench/engine.h"
#include "bench/gauge.h"
#include "bench/hand/hand.h"

enum { LINDLEY, HAND_BARE, HAND_MM1, HAND_MM3, HAND_ED1, ENGINE_MM1, ENGINE_MM3, ENGINE_ED1, ENGINE_WARD2, LOOPS };
enum { PATIENTS = 1000000, YEARS = 20, WARD_YEARS = 10 };

static const char *const services[LOOPS] = {[ENGINE_MM1] = "mm1", [ENGINE_MM3] = "mm3", [ENGINE_ED1] = "ed1", [ENGINE_WARD2] = "ward2"};
static const char *const names[LOOPS] = {[LINDLEY] = "Lindley recursion, two draws a patient",
                                         [HAND_BARE] = "M/M/1 by two variables, no calendar",
                                         [HAND_MM1] = "M/M/1 by hand",
                                         [HAND_MM3] = "M/M/3 by hand",
                                         [HAND_ED1] = "ED-1 by hand",
                                         [ENGINE_MM1] = "M/M/1 from its service file",
                                         [ENGINE_MM3] = "M/M/3 from its service file",
                                         [ENGINE_ED1] = "ED-1 from its service file",
                                         [ENGINE_WARD2] = "ward-2 from its service file"};

/* One loop by hand, once: ns a patient; for ED-1, ns an event too. */
static double by_hand(int loop, uint64_t seed, double *an_event)
{
    double start = bench_work(), patients = PATIENTS, events = 0.0, check = 0.0;
    if (loop == LINDLEY)
        check = hand_lindley(seed, PATIENTS, 0.9);
    else if (loop == HAND_BARE)
        check = hand_mm1_bare(seed, PATIENTS, 0.9);
    else if (loop == HAND_MM1)
        check = hand_mm1(seed, PATIENTS, 0.9);
    else if (loop == HAND_MM3)
        check = hand_mm3(seed, PATIENTS, 2.7);
    else {
        patients = 0.0;
        for (uint64_t year = 0; year < YEARS; year++) {
            struct hand_ed1 out;
            hand_ed1(seed * YEARS + year, 8760.0, &out);
            patients += out.arrivals;
            events += out.events;
            check += out.beds;
        }
    }
    double seconds = bench_work() - start;
    *an_event = events > 0.0 ? 1e9 * seconds / events : 0.0;
    return check > 0.0 ? 1e9 * seconds / patients : 0.0; /* `check` is used, so that nothing is left out */
}

int bench_speed(const struct bench *b)
{
    static struct bench_service s[LOOPS];
    static struct gauge patient[LOOPS], event[LOOPS];
    int ret = 0, missed = 0;
    char path[4096];
    for (int i = ENGINE_MM1; i < LOOPS && ret == 0; i++)
        ret = bench_service_open(&s[i], bench_path(b, services[i], path, sizeof path), NULL);
    for (uint64_t round = 0; round < b->rounds && ret == 0; round++) {
        for (int i = 0; i < ENGINE_MM1; i++) {
            double an_event;
            gauge_add(&patient[i], by_hand(i, round + 1, &an_event));
            gauge_add(&event[i], an_event);
        }
        for (int i = ENGINE_MM1; i < LOOPS && ret == 0; i++) {
            struct bench_run sum = {0};
            uint64_t runs = i == ENGINE_ED1 ? YEARS : i == ENGINE_WARD2 ? WARD_YEARS : 1;
            ret = bench_service_run(&s[i], round * runs + 1, runs, &sum);
            gauge_add(&patient[i], 1e9 * sum.seconds / sum.patients);
            gauge_add(&event[i], 1e9 * sum.seconds / sum.events);
        }
    }
    for (int i = 0; i < LOOPS && ret == 0; i++)
        middle_print(names[i], gauge_middle(&patient[i]), "ns a patient");
    if (ret == 0) {
        missed += !middle_gate("M/M/1 by hand / Lindley: is the yardstick fast?", gauge_ratio(&patient[HAND_MM1], &patient[LINDLEY]), 5.5,
                               0, false, "times");
        missed += !middle_gate("ED-1 by hand / Lindley", gauge_ratio(&patient[HAND_ED1], &patient[LINDLEY]), 50, 0, false, "times");
        missed +=
            !middle_gate("M/M/1: service file / by hand", gauge_ratio(&patient[ENGINE_MM1], &patient[HAND_MM1]), 2.5, 2.0, false, "times");
        missed +=
            !middle_gate("ED-1: service file / by hand", gauge_ratio(&patient[ENGINE_ED1], &patient[HAND_ED1]), 1.65, 1.4, false, "times");
        middle_print("M/M/3: service file / by hand", gauge_ratio(&patient[ENGINE_MM3], &patient[HAND_MM3]), "times");
        middle_print("M/M/1: service file / two variables without a calendar", gauge_ratio(&patient[ENGINE_MM1], &patient[HAND_BARE]),
                     "times");
        middle_print("ED-1 from its service file", gauge_middle(&event[ENGINE_ED1]), "ns an event");
        middle_print("ward-2 from its service file", gauge_middle(&event[ENGINE_WARD2]), "ns an event");
        middle_print("an event of ward-2 / of ED-1", gauge_ratio(&event[ENGINE_WARD2], &event[ENGINE_ED1]), "times");
    }
    for (int i = ENGINE_MM1; i < LOOPS; i++)
        bench_service_close(&s[i]);
    return ret != 0 ? ret : missed;
}
