/* Yardsticks: hand-made loops of the bench's services, each written for its one service and nothing else. They are the limit that the engine is
 * measured against, so they are as fast as we know how to make them: a 4-ary heap of 16-byte events, sfc64, the ziggurat, intrusive queues,
 * no allocation in the loop, the same compiler flags as the engine.
 *
 * They keep what a simulation of events has: a calendar of pending events and a record for each patient. hand_mm1_bare shows what M/M/1 costs
 * when even those are given up (two variables instead of a calendar), and hand_lindley what the mathematics alone costs. */
#ifndef WR_BENCH_HAND_HAND_H
#define WR_BENCH_HAND_HAND_H

#include <stddef.h>
#include <stdint.h>

/* M/M/c from empty: `patients` arrivals at `rate`, service of mean 1, until all have left. Gives the mean time in the system. */
double hand_mm1(uint64_t seed, uint64_t patients, double rate);
double hand_mm3(uint64_t seed, uint64_t patients, double rate);
double hand_mm1_bare(uint64_t seed, uint64_t patients, double rate);
/* Lindley's recursion: the wait of the next is that of this one, plus service, less the gap, not below 0. */
double hand_lindley(uint64_t seed, uint64_t patients, double rate);

struct hand_ed1 {
    double arrivals, admitted, discharged;
    double wait_triage;       /* hours, mean */
    double majors[2];         /* by class: arrival to cubicle freed, hours, mean */
    double minors[2];         /* arrival to leaving */
    double within_four_hours; /* share of those that leave cubicle or minors, of arrival to leaving the emergency department */
    double wait_bed;          /* from the end of majors to a bed, of those admitted */
    double beds;              /* in use, mean over the run */
    double events;
};
/* ED-1 (see bench/README.md), `hours` from empty. */
void hand_ed1(uint64_t seed, double hours, struct hand_ed1 *out);

/* Arrivals at rate 1 from empty for `seconds`, each of whom stays an exponential time of mean `stay`: arrivals and departures through one heap.
 * Gives a sum that depends on all of them; *events gets how many there were. */
double hand_crowd(uint64_t seed, double stay, double seconds, double *events);

#endif
