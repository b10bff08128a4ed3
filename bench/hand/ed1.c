/* ED-1: an emergency department with a ward, written out for this one service (bench/README.md says what it is). */
#include "bench/hand/hand.h"

#include <math.h>

#include "base/mem.h"
#include "bench/hand/chance.h"
#include "bench/hand/heap.h"

enum { ARRIVES, TRIAGED, TREATED, MINOR_DONE, DISCHARGED };
enum { STEPS = 128 }; /* of a doubling, for exponentials */
enum { NOBODY = 0xFFFFFFFFu, MOST = 1 << 16 };
enum { A_DAY = 559, HOURS = A_DAY + 1 }; /* arrivals due in a day, in tenths */

static const double per_hour[24] = {1.2, 1.0, 0.8, 0.7, 0.7, 0.8, 1.2, 1.8, 2.6, 3.4, 3.8, 3.8,
                                    3.6, 3.4, 3.2, 3.2, 3.2, 3.2, 3.2, 3.0, 2.6, 2.2, 1.8, 1.5};

struct patient {
    double arrived, since; /* since: of waiting for triage, or for a bed */
    uint32_t next;         /* behind them in a queue, or in the list of records not in use */
    uint32_t class;
};

struct queue { /* two classes, each first come first served */
    uint32_t first[2], last[2];
};

struct lognormal {
    double mu, sigma; /* in steps of 2^(1/128) */
};

struct ed {
    struct hand_heap heap, ward; /* the ward's discharges, days away, in a heap of their own */
    struct hand_chance chance;
    struct hand_ziggurat exponential, normal;
    struct patient *p;
    uint32_t unused, fresh; /* records given back; those from `fresh` on were never used */
    struct queue triage, minors, cubicle, doctor, bed;
    int nurses, practitioners, cubicles, doctors, beds; /* free */
    struct lognormal t_triage, t_minor, t_major, t_ward;
    double day, due, hours; /* when the day began; arrivals due in it by the time of the last */
    uint32_t hour_of[HOURS];
    uint64_t power[STEPS]; /* the bits of 2^(i / 128) */
    double due_at[24], gap[24];
    double wait_triage, major[2], minor[2], wait_bed, bed_hours, bed_since;
    double triaged, n_major[2], n_minor[2], in_four, admitted, discharged, arrivals;
};

static struct lognormal lognormal(double mean, double cv)
{
    double square = log(1.0 + cv * cv);
    double step = STEPS / log(2.0);
    return (struct lognormal){step * (log(mean) - 0.5 * square), step * sqrt(square)};
}

/* 2^(x / 128), to 3 parts in 10^12: the nearest whole step from a table, what is over by a polynomial. */
static inline double power(const struct ed *d, double x)
{
    union {
        double value;
        uint64_t bits;
    } whole = {.value = x + 0x1.8p52}, near;
    double over = (x - (whole.value - 0x1.8p52)) * (0.69314718055994531 / STEPS);
    near.bits = d->power[whole.bits % STEPS] + (whole.bits / STEPS << 52);
    return near.value + near.value * (over * (1.0 + over * (0.5 + over * (1.0 / 6.0))));
}

static inline double draw(struct ed *d, const struct lognormal *l)
{
    return power(d, l->mu + l->sigma * hand_normal(&d->chance, &d->normal));
}

static inline void join(struct ed *d, struct queue *q, uint32_t who)
{
    uint32_t c = d->p[who].class;
    d->p[who].next = NOBODY;
    if (q->first[c] == NOBODY)
        q->first[c] = who;
    else
        d->p[q->last[c]].next = who;
    q->last[c] = who;
}

/* The next: class 1 (here 0) before class 2. */
static inline uint32_t serve(struct ed *d, struct queue *q)
{
    uint32_t c = q->first[0] != NOBODY ? 0 : 1, who = q->first[c];
    if (who != NOBODY)
        q->first[c] = d->p[who].next;
    return who;
}

/* The next arrival: unit exponentials are added up as arrivals due, and the hour in which that many are due is looked up. Rates are in tenths, so
 * each tenth of an arrival is due within one hour. */
static inline double next_arrival(struct ed *d)
{
    d->due += hand_exponential(&d->chance, &d->exponential);
    while (d->due >= 0.1 * A_DAY) {
        d->due -= 0.1 * A_DAY;
        d->day += 24.0;
    }
    uint32_t hour = d->hour_of[(uint32_t)(int32_t)(10.0 * d->due)];
    return d->day + ((double)(int32_t)hour + (d->due - d->due_at[hour]) * d->gap[hour]);
}

static void plan_arrivals(struct ed *d)
{
    int at = 0;
    for (uint32_t hour = 0; hour < 24; hour++) {
        d->due_at[hour] = 0.1 * at;
        d->gap[hour] = 1.0 / per_hour[hour];
        for (int i = (int)(10.0 * per_hour[hour] + 0.5); i > 0; i--)
            d->hour_of[at++] = hour;
    }
    d->hour_of[at] = 23; /* by rounding only */
}

static inline void count_beds(struct ed *d, double now)
{
    d->bed_hours += (30 - d->beds) * (now - d->bed_since);
    d->bed_since = now;
}

/* Each of these schedules at most one event; `replace` is whether it may take the place of the one that is carried through. */
static inline void schedule(struct ed *d, int *replace, double time, uint32_t what, uint32_t who)
{
    if (*replace)
        hand_heap_replace(&d->heap, time, what, who);
    else
        hand_heap_push(&d->heap, time, what, who);
    *replace = 0;
}

static inline void start_triage(struct ed *d, int *replace, double now, uint32_t who)
{
    d->wait_triage += now - d->p[who].arrived;
    d->triaged++;
    schedule(d, replace, now + draw(d, &d->t_triage), TRIAGED, who);
}

static inline void ask_doctor(struct ed *d, int *replace, double now, uint32_t who)
{
    if (d->doctors > 0) {
        d->doctors--;
        schedule(d, replace, now + draw(d, &d->t_major), TREATED, who);
    } else {
        join(d, &d->doctor, who);
    }
}

/* A cubicle is left by `who`: counted, and given on. */
static inline void leave_cubicle(struct ed *d, int *replace, double now, uint32_t who)
{
    struct patient *p = &d->p[who];
    double stay = now - p->arrived;
    d->major[p->class] += stay;
    d->n_major[p->class]++;
    d->in_four += stay <= 4.0;
    uint32_t next = serve(d, &d->cubicle);
    if (next == NOBODY)
        d->cubicles++;
    else
        ask_doctor(d, replace, now, next);
}

static inline void to_bed(struct ed *d, int *leaves, double now, uint32_t who)
{
    d->wait_bed += now - d->p[who].since;
    d->admitted++;
    if (*leaves)
        hand_heap_replace(&d->ward, now + draw(d, &d->t_ward), DISCHARGED, who);
    else
        hand_heap_push(&d->ward, now + draw(d, &d->t_ward), DISCHARGED, who);
    *leaves = 0;
}

static inline void gone(struct ed *d, uint32_t who)
{
    d->p[who].next = d->unused;
    d->unused = who;
}

static inline void treated(struct ed *d, int *replace, double now, uint32_t who)
{
    uint32_t next = serve(d, &d->doctor);
    if (next == NOBODY)
        d->doctors++;
    else
        schedule(d, replace, now + draw(d, &d->t_major), TREATED, next);
    if (hand_unit(&d->chance) >= 0.25) {
        leave_cubicle(d, replace, now, who);
        gone(d, who);
        return;
    }
    d->p[who].since = now;
    int leaves = 0;
    if (d->beds > 0) {
        count_beds(d, now);
        d->beds--;
        to_bed(d, &leaves, now, who);
        leave_cubicle(d, replace, now, who);
    } else {
        join(d, &d->bed, who);
    }
}

static inline void arrives(struct ed *d, int *replace, double now)
{
    uint32_t who = d->unused;
    struct patient *p;
    if (who != NOBODY) {
        p = &d->p[who];
        d->unused = p->next;
    } else {
        p = &d->p[who = d->fresh++];
    }
    d->arrivals++;
    p->arrived = now;
    p->class = hand_unit(&d->chance) < 0.3 ? 0 : 1;
    double next = next_arrival(d);
    if (next < d->hours)
        schedule(d, replace, next, ARRIVES, 0);
    if (d->nurses > 0) {
        d->nurses--;
        start_triage(d, replace, now, who);
    } else {
        join(d, &d->triage, who);
    }
}

static inline void triaged(struct ed *d, int *replace, double now, uint32_t who)
{
    uint32_t next = serve(d, &d->triage);
    if (next == NOBODY)
        d->nurses++;
    else
        start_triage(d, replace, now, next);
    if (hand_unit(&d->chance) < 0.6) {
        if (d->cubicles > 0) {
            d->cubicles--;
            ask_doctor(d, replace, now, who);
        } else {
            join(d, &d->cubicle, who);
        }
    } else if (d->practitioners > 0) {
        d->practitioners--;
        schedule(d, replace, now + draw(d, &d->t_minor), MINOR_DONE, who);
    } else {
        join(d, &d->minors, who);
    }
}

static inline void minor_done(struct ed *d, int *replace, double now, uint32_t who)
{
    struct patient *p = &d->p[who];
    d->minor[p->class] += now - p->arrived;
    d->n_minor[p->class]++;
    d->in_four += now - p->arrived <= 4.0;
    uint32_t next = serve(d, &d->minors);
    if (next == NOBODY)
        d->practitioners++;
    else
        schedule(d, replace, now + draw(d, &d->t_minor), MINOR_DONE, next);
    gone(d, who);
}

static inline void discharged(struct ed *d, double now, uint32_t who)
{
    int leaves = 1, replace = 0;
    d->discharged++;
    gone(d, who);
    uint32_t next = serve(d, &d->bed);
    if (next == NOBODY) {
        count_beds(d, now);
        d->beds++;
        hand_heap_pop(&d->ward);
    } else {
        to_bed(d, &leaves, now, next);
        leave_cubicle(d, &replace, now, next);
    }
}

static void run(struct ed *d, double *events)
{
    double n = 0.0;
    hand_heap_push(&d->heap, next_arrival(d), ARRIVES, 0);
    for (;;) {
        const struct hand_event *top = hand_heap_top(&d->heap), *ward = hand_heap_top(&d->ward);
        if (ward->time < top->time) {
            double now = ward->time;
            if (now >= d->hours)
                break;
            n++;
            discharged(d, now, ward->who);
            continue;
        }
        double now = top->time;
        uint32_t what = top->what, who = top->who;
        int replace = 1;
        if (now >= d->hours)
            break;
        n++;
        switch (what) {
        case ARRIVES:
            arrives(d, &replace, now);
            break;
        case TRIAGED:
            triaged(d, &replace, now, who);
            break;
        case TREATED:
            treated(d, &replace, now, who);
            break;
        default:
            minor_done(d, &replace, now, who);
            break;
        }
        if (replace)
            hand_heap_pop(&d->heap);
    }
    *events = n;
}

void hand_ed1(uint64_t seed, double hours, struct hand_ed1 *out)
{
    struct ed *d = wr_mem_alloc(1, sizeof *d);
    struct patient *p = wr_mem_alloc(MOST, sizeof *p);
    void *memory = wr_mem_alloc(2, hand_heap_bytes(48) + 64);
    *out = (struct hand_ed1){0};
    if (d == NULL || p == NULL || memory == NULL)
        goto done;
    *d = (struct ed){.p = p, .nurses = 2, .practitioners = 3, .cubicles = 8, .doctors = 4, .beds = 30, .hours = hours, .unused = NOBODY};
    struct queue *queues[] = {&d->triage, &d->minors, &d->cubicle, &d->doctor, &d->bed};
    for (int i = 0; i < 5; i++)
        *queues[i] = (struct queue){{NOBODY, NOBODY}, {NOBODY, NOBODY}};
    plan_arrivals(d);
    for (int i = 0; i < STEPS; i++) {
        union {
            double value;
            uint64_t bits;
        } u = {.value = exp2((double)i / STEPS)};
        d->power[i] = u.bits;
    }
    hand_heap_init(&d->heap, (void *)(((uintptr_t)memory + 63) & ~(uintptr_t)63), 48); /* 1 + 2 + 3 + 4 pending at most */
    hand_heap_init(&d->ward, (char *)d->heap.e + hand_heap_bytes(48), 48);             /* 30 at most */
    hand_chance_init(&d->chance, seed);
    hand_ziggurat_init(&d->exponential, &d->normal);
    d->t_triage = lognormal(0.10, 0.5);
    d->t_minor = lognormal(1.25, 0.6);
    d->t_major = lognormal(1.75, 0.8);
    d->t_ward = lognormal(72.0, 1.0);
    run(d, &out->events);
    count_beds(d, hours);
    out->arrivals = d->arrivals;
    out->admitted = d->admitted;
    out->discharged = d->discharged;
    out->wait_triage = d->wait_triage / d->triaged;
    double n = 0.0;
    for (int c = 0; c < 2; c++) {
        out->majors[c] = d->major[c] / d->n_major[c];
        out->minors[c] = d->minor[c] / d->n_minor[c];
        n += d->n_major[c] + d->n_minor[c];
    }
    out->within_four_hours = d->in_four / n;
    out->wait_bed = d->wait_bed / d->admitted;
    out->beds = d->bed_hours / hours;
done:
    wr_mem_free(memory);
    wr_mem_free(p);
    wr_mem_free(d);
}
