/* M/M/c by events, M/M/1 by two variables, and Lindley's recursion. */
#include "bench/hand/hand.h"

#include <math.h>

#include "base/mem.h"
#include "bench/hand/chance.h"
#include "bench/hand/heap.h"

enum { ARRIVES, LEAVES };

static inline __attribute__((always_inline)) double mmc(uint64_t seed, uint64_t patients, double rate, unsigned servers)
{
    enum { LINE = 1 << 11 }; /* who waits: a ring of arrival times; at a load of 0.9 as many wait once in 10^93 */
    struct hand_chance chance;
    struct hand_ziggurat *z = wr_mem_alloc(2, sizeof *z);
    double *line = wr_mem_alloc(LINE, sizeof *line), *arrived = wr_mem_alloc(servers, sizeof *arrived);
    uint32_t *idle = wr_mem_alloc(servers, sizeof *idle);
    void *memory = wr_mem_alloc(1, hand_heap_bytes(servers + 1) + 64);
    double sum = (double)NAN;
    if (z == NULL || line == NULL || arrived == NULL || idle == NULL || memory == NULL)
        goto out;
    struct hand_heap heap;
    hand_heap_init(&heap, (void *)(((uintptr_t)memory + 63) & ~(uintptr_t)63), servers + 1);
    hand_chance_init(&chance, seed);
    hand_ziggurat_init(&z[0], &z[1]);
    double gap = 1.0 / rate;
    uint64_t left = patients;
    uint32_t head = 0, tail = 0, spare = servers;
    for (uint32_t i = 0; i < servers; i++)
        idle[i] = i;
    sum = 0.0;
    hand_heap_push(&heap, gap * hand_exponential(&chance, z), ARRIVES, 0);
    while (heap.size > 0) {
        struct hand_event now = *hand_heap_top(&heap);
        if (now.what == ARRIVES) {
            if (--left > 0)
                hand_heap_replace(&heap, now.time + gap * hand_exponential(&chance, z), ARRIVES, 0);
            else
                hand_heap_pop(&heap);
            if (spare > 0) {
                uint32_t who = idle[--spare];
                arrived[who] = now.time;
                hand_heap_push(&heap, now.time + hand_exponential(&chance, z), LEAVES, who);
            } else {
                line[tail++ & (LINE - 1)] = now.time;
            }
        } else {
            sum += now.time - arrived[now.who];
            if (head != tail) {
                arrived[now.who] = line[head++ & (LINE - 1)];
                hand_heap_replace(&heap, now.time + hand_exponential(&chance, z), LEAVES, now.who);
            } else {
                hand_heap_pop(&heap);
                idle[spare++] = now.who;
            }
        }
    }
    sum /= (double)patients;
out:
    wr_mem_free(memory);
    wr_mem_free(idle);
    wr_mem_free(arrived);
    wr_mem_free(line);
    wr_mem_free(z);
    return sum;
}

/* Written once for each number of servers that the bench asks for, so that the compiler knows it. */
double hand_mm1(uint64_t seed, uint64_t patients, double rate) { return mmc(seed, patients, rate, 1); }
double hand_mm3(uint64_t seed, uint64_t patients, double rate) { return mmc(seed, patients, rate, 3); }

double hand_mm1_bare(uint64_t seed, uint64_t patients, double rate)
{
    enum { LINE = 1 << 11 };
    struct hand_chance chance;
    struct hand_ziggurat *z = wr_mem_alloc(2, sizeof *z);
    double *line = wr_mem_alloc(LINE, sizeof *line), sum = (double)NAN;
    if (z == NULL || line == NULL)
        goto out;
    hand_chance_init(&chance, seed);
    hand_ziggurat_init(&z[0], &z[1]);
    double gap = 1.0 / rate, next_arrival = gap * hand_exponential(&chance, z), next_leaving = (double)INFINITY;
    uint64_t left = patients;
    uint32_t head = 0, tail = 0; /* the first of the line is being served */
    sum = 0.0;
    while (left > 0 || head != tail) {
        if (next_arrival < next_leaving) {
            if (head == tail)
                next_leaving = next_arrival + hand_exponential(&chance, z);
            line[tail++ & (LINE - 1)] = next_arrival;
            next_arrival = --left > 0 ? next_arrival + gap * hand_exponential(&chance, z) : (double)INFINITY;
        } else {
            sum += next_leaving - line[head++ & (LINE - 1)];
            next_leaving = head != tail ? next_leaving + hand_exponential(&chance, z) : (double)INFINITY;
        }
    }
    sum /= (double)patients;
out:
    wr_mem_free(line);
    wr_mem_free(z);
    return sum;
}

double hand_lindley(uint64_t seed, uint64_t patients, double rate)
{
    struct hand_chance chance;
    struct hand_ziggurat *z = wr_mem_alloc(2, sizeof *z);
    double wait = 0.0, sum = 0.0, gap = 1.0 / rate;
    if (z == NULL)
        return (double)NAN;
    hand_chance_init(&chance, seed);
    hand_ziggurat_init(&z[0], &z[1]);
    for (uint64_t i = 0; i < patients; i++) {
        double service = hand_exponential(&chance, z);
        sum += wait + service;
        wait = wait + service - gap * hand_exponential(&chance, z);
        wait = wait > 0.0 ? wait : 0.0;
    }
    wr_mem_free(z);
    return sum / (double)patients;
}
