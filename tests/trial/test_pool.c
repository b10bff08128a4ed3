/* Jobs by several threads, reduced in order, whatever fails, stops or is slow. */
#include "support/check.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "base/mem.h"
#include "trial/pool.h"

struct slot {
    bool filled;
    size_t job;
};
struct bench {
    size_t expected; /* the next job that must be reduced */
    bool in_order;
    size_t enough_at; /* job after which reduce says enough; SIZE_MAX: never */
    size_t fail_at, fail_later;
    size_t reduce_fails_at;
    size_t failed; /* as told */
    size_t window;
    atomic_size_t filled; /* slots that hold something */
    atomic_size_t most_ahead;
    atomic_size_t reduced;
    atomic_int workers, reducing;
    atomic_int cancel;
    size_t cancel_at;
    int worker_fails;
    bool progress_elsewhere;
    pthread_t caller;
    uint64_t sum;
};

static int worker_new(void *self, void **worker)
{
    struct bench *b = self;

    if (b->worker_fails)
        return WR_ERR_MEMORY;
    atomic_fetch_add(&b->workers, 1);
    *worker = self;
    return 0;
}
static void worker_free(void *self, void *worker)
{
    struct bench *b = self;

    assert_ptr_equal(worker, self);
    atomic_fetch_sub(&b->workers, 1);
}

/* Jobs of very unequal length, so that they end in another order than they began. */
static int work(void *self, void *worker, size_t job, void *slot_)
{
    struct bench *b = self;
    struct slot *slot = slot_;
    size_t ahead = job - atomic_load(&b->reduced);

    (void)worker;
    if (ahead > atomic_load(&b->most_ahead))
        atomic_store(&b->most_ahead, ahead);
    for (size_t i = 0; i < job * 2654435761u % 7 * 20; i++)
        sched_yield();
    slot->filled = true;
    slot->job = job;
    atomic_fetch_add(&b->filled, 1);
    if (job == b->fail_at || job == b->fail_later)
        return job == b->fail_at ? WR_ERR_LIMIT : WR_ERR_MEMORY;
    return 0;
}

static int reduce(void *self, size_t job, void *slot_, bool *enough)
{
    struct bench *b = self;
    struct slot *slot = slot_;

    if (atomic_fetch_add(&b->reducing, 1) != 0 || job != b->expected || slot->job != job || !slot->filled)
        b->in_order = false;
    atomic_fetch_sub(&b->reducing, 1);
    if (job == b->reduce_fails_at)
        return WR_ERR_MEMORY;
    b->expected++;
    b->sum = b->sum * 31 + slot->job;
    atomic_store(&b->reduced, job + 1);
    if (job == b->cancel_at)
        atomic_store(&b->cancel, 1);
    *enough = job == b->enough_at;
    return 0;
}
static void failed(void *self, size_t job, void *slot, int code)
{
    (void)slot, (void)code;
    ((struct bench *)self)->failed = job;
}
static void drop(void *self, void *slot_)
{
    struct bench *b = self;
    struct slot *slot = slot_;

    if (slot->filled)
        atomic_fetch_sub(&b->filled, 1);
    slot->filled = false;
}
static void progress(void *self, size_t reduced)
{
    struct bench *b = self;

    (void)reduced;
    if (!pthread_equal(pthread_self(), b->caller))
        b->progress_elsewhere = true;
}

static struct bench fresh(void)
{
    struct bench b = {.in_order = true,
                      .enough_at = SIZE_MAX,
                      .fail_at = SIZE_MAX,
                      .fail_later = SIZE_MAX,
                      .reduce_fails_at = SIZE_MAX,
                      .failed = SIZE_MAX,
                      .cancel_at = SIZE_MAX};

    b.caller = pthread_self();
    return b;
}

static int carry_out(struct bench *b, int threads, size_t jobs, size_t *reduced)
{
    struct wr_i_pool pool = {threads, jobs,    4 * (size_t)threads, sizeof(struct slot), b, worker_new, worker_free, work, reduce, failed,
                             drop,    progress};
    struct wr_ctx ctx = {.cancel = &b->cancel};
    int ret = wr_i_pool_run(&ctx, &pool, reduced);

    assert_true(b->in_order);
    assert_false(b->progress_elsewhere);
    assert_int_equal(atomic_load(&b->filled), 0); /* nothing is left behind */
    assert_int_equal(atomic_load(&b->workers), 0);
    assert_true(atomic_load(&b->most_ahead) < 4 * (size_t)threads);
    return ret;
}

static void test_all_in_order(void **state)
{
    uint64_t sum = 0;

    (void)state;
    for (int threads = 1; threads <= 6; threads++) {
        struct bench b = fresh();
        size_t reduced;
        assert_int_equal(carry_out(&b, threads, 500, &reduced), 0);
        assert_int_equal(reduced, 500);
        sum = threads == 1 ? b.sum : sum;
        assert_true(b.sum == sum);
    }
}

static void test_enough(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 4; threads++) {
        for (size_t at = 0; at < 40; at += 13) {
            struct bench b = fresh();
            size_t reduced;
            b.enough_at = at;
            assert_int_equal(carry_out(&b, threads, 500, &reduced), 0);
            assert_int_equal(reduced, at + 1); /* not one more, though others had been begun */
        }
    }
}

static void test_failure_is_the_lowest(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 4; threads++) {
        for (size_t at = 0; at < 60; at += 7) {
            struct bench b = fresh();
            size_t reduced;
            b.fail_at = at;
            b.fail_later = at + 1; /* may well fail first in time */
            assert_int_equal(carry_out(&b, threads, 500, &reduced), WR_ERR_LIMIT);
            assert_int_equal(reduced, at);
            assert_int_equal(b.failed, at);
        }
    }
}

static void test_reduce_fails(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        struct bench b = fresh();
        size_t reduced;
        b.reduce_fails_at = 20;
        assert_int_equal(carry_out(&b, threads, 100, &reduced), WR_ERR_MEMORY);
        assert_int_equal(reduced, 20);
    }
}

static void test_cancel(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        struct bench b = fresh();
        size_t reduced;
        b.cancel_at = 30;
        assert_int_equal(carry_out(&b, threads, 1000000, &reduced), WR_ERR_CANCELLED);
        assert_true(reduced >= 31 && reduced < 31 + 4 * (size_t)threads + 1);
        b = fresh();
        atomic_store(&b.cancel, 1);
        assert_int_equal(carry_out(&b, threads, 10, &reduced), WR_ERR_CANCELLED);
        assert_int_equal(reduced, 0);
    }
}

static void test_edges(void **state)
{
    struct bench b = fresh();
    size_t reduced = 7;

    (void)state;
    assert_int_equal(carry_out(&b, 3, 0, &reduced), 0);
    assert_int_equal(reduced, 0);
    b = fresh();
    assert_int_equal(carry_out(&b, 4, 1, &reduced), 0);
    assert_int_equal(reduced, 1);
    b = fresh();
    b.worker_fails = 1;
    assert_int_equal(carry_out(&b, 2, 10, &reduced), WR_ERR_MEMORY);
    for (long n = 0; n < 3; n++) { /* each allocation fails in turn */
        b = fresh();
        wr_mem_fail_after(n);
        assert_int_equal(carry_out(&b, 2, 10, &reduced), WR_ERR_MEMORY);
        wr_mem_fail_after(-1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_in_order), cmocka_unit_test(test_enough), cmocka_unit_test(test_failure_is_the_lowest),
        cmocka_unit_test(test_reduce_fails), cmocka_unit_test(test_cancel), cmocka_unit_test(test_edges)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
