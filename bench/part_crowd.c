/* Time an event at 1,000, 100,000 and 1,000,000 patients present, beside the hand-made heap's at the same size. */
#include "bench/bench.h"

#include <stdio.h>

#include "bench/engine.h"
#include "bench/gauge.h"
#include "bench/hand/hand.h"

enum { SIZES = 3 };
static const double present[SIZES] = {1e3, 1e5, 1e6}, seconds[SIZES] = {1e6, 1e6, 3e6};

int bench_crowd(const struct bench *b)
{
    static struct bench_service s[SIZES];
    static struct gauge hand[SIZES], engine[SIZES];
    double most[SIZES] = {0};
    int ret = 0, missed = 0;
    char text[2048];
    for (int i = 0; i < SIZES && ret == 0; i++)
        ret = bench_service_open(&s[i], "crowd", bench_crowd_text(present[i], seconds[i], text, sizeof text));
    for (uint64_t round = 0; round < b->rounds && ret == 0; round++) {
        for (int i = 0; i < SIZES && ret == 0; i++) {
            struct bench_run sum = {0};
            double events, start = bench_work(), check = hand_crowd(round + 1, present[i], seconds[i], &events);
            gauge_add(&hand[i], check > 0.0 ? 1e9 * (bench_work() - start) / events : 0.0);
            ret = bench_service_run(&s[i], round + 1, 1, &sum);
            gauge_add(&engine[i], 1e9 * sum.seconds / sum.events);
            most[i] = sum.most_present;
        }
    }
    for (int i = 0; i < SIZES && ret == 0; i++) {
        char name[100];
        snprintf(name, sizeof name, "by hand, up to %.0f patients", most[i]);
        middle_print(name, gauge_middle(&hand[i]), "ns an event");
        snprintf(name, sizeof name, "from a service file, up to %.0f patients", most[i]);
        middle_print(name, gauge_middle(&engine[i]), "ns an event");
        missed += !middle_gate("service file / by hand", gauge_ratio(&engine[i], &hand[i]), 2.0, 0, false, "times");
    }
    for (int i = 0; i < SIZES; i++)
        bench_service_close(&s[i]);
    return ret != 0 ? ret : missed;
}
