#include "trial/pool.h"

#include <pthread.h>
#include <time.h>

#include "base/mem.h"

enum { SLOT_FREE, SLOT_TAKEN, SLOT_DONE };

/* A line of the cache each, so that a worker that marks its own slot does not disturb its neighbours. */
struct mark {
    int state;
    int code; /* of `work` */
    char apart[56];
};

struct run {
    const struct wr_ctx *ctx;
    const struct wr_i_pool *pool;
    pthread_mutex_t lock;
    pthread_cond_t moved; /* a slot became free, or it is over */
    size_t next;          /* job to be taken */
    size_t reduced;       /* jobs reduced: all lower ones, without a gap */
    bool reducing;        /* somebody is at it, outside the lock */
    bool over;            /* take no more */
    bool enough;          /* reduce no more */
    int code;             /* why it is over: the caller's result */
    struct mark *marks;   /* window of them */
    char *slots;
};

struct thread {
    struct run *run;
    pthread_t id;
    bool started, caller;
    void *worker;
};

static void *slot_of(struct run *r, size_t job) { return r->slots + job % r->pool->window * r->pool->slot_size; }

static struct mark *mark_of(struct run *r, size_t job) { return &r->marks[job % r->pool->window]; }

static void stop(struct run *r, int code)
{
    if (r->code == 0)
        r->code = code;
    r->over = true;
    pthread_cond_broadcast(&r->moved);
}

/* With the lock held: reduces all that is ready, unless somebody else is doing so (who will see what has become ready meanwhile). */
static void reduce_ready(struct run *r)
{
    if (r->reducing)
        return;
    r->reducing = true;
    while (r->code == 0 && !r->enough && r->reduced < r->next && mark_of(r, r->reduced)->state == SLOT_DONE) {
        size_t job = r->reduced;
        struct mark *mark = mark_of(r, job);
        bool enough = false;
        int code = mark->code;

        if (code == 0) {
            pthread_mutex_unlock(&r->lock);
            code = r->pool->reduce(r->pool->self, job, slot_of(r, job), &enough);
            r->pool->drop(r->pool->self, slot_of(r, job));
            pthread_mutex_lock(&r->lock);
            mark->state = SLOT_FREE;
            r->reduced += code == 0;
        }
        if (code != 0) {
            if (r->pool->failed != NULL)
                r->pool->failed(r->pool->self, job, slot_of(r, job), code);
            stop(r, code);
        } else if (enough || r->reduced == r->pool->jobs) {
            r->over = r->enough = true;
            pthread_cond_broadcast(&r->moved);
        } else {
            pthread_cond_broadcast(&r->moved);
        }
    }
    r->reducing = false;
}

static bool may_take(const struct run *r) { return r->next < r->pool->jobs && r->next < r->reduced + r->pool->window; }

/* Waits a fifth of a second at most, so that the caller can show progress and a request to stop is seen. */
static void wait_a_little(struct run *r)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 200000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&r->moved, &r->lock, &until);
}

static void work(struct thread *t)
{
    struct run *r = t->run;
    const struct wr_i_pool *pool = r->pool;
    int code = pool->worker_new(pool->self, &t->worker);

    pthread_mutex_lock(&r->lock);
    if (code != 0)
        stop(r, code);
    while (!r->over) {
        size_t job, reduced;
        if (wr_ctx_stop(r->ctx)) {
            stop(r, WR_ERR_CANCELLED);
            break;
        }
        if (r->next >= pool->jobs && !t->caller)
            break;
        if (!may_take(r)) {
            wait_a_little(r);
        } else {
            job = r->next++;
            mark_of(r, job)->state = SLOT_TAKEN;
            pthread_mutex_unlock(&r->lock);
            code = pool->work(pool->self, t->worker, job, slot_of(r, job));
            pthread_mutex_lock(&r->lock);
            mark_of(r, job)->code = code;
            mark_of(r, job)->state = SLOT_DONE;
            if (code != 0) /* lower jobs that others have in hand still end and are reduced; no new one is begun */
                r->over = true;
            reduce_ready(r);
        }
        if (t->caller && pool->progress != NULL) {
            reduced = r->reduced;
            pthread_mutex_unlock(&r->lock);
            pool->progress(pool->self, reduced);
            pthread_mutex_lock(&r->lock);
        }
    }
    pthread_mutex_unlock(&r->lock);
}

static void *work_in_thread(void *thread)
{
    work(thread);
    return NULL;
}

int wr_i_pool_run(const struct wr_ctx *ctx, const struct wr_i_pool *pool, size_t *reduced)
{
    struct run r = {.ctx = ctx, .pool = pool};
    struct thread *threads = NULL;
    bool has_lock = false, has_moved = false;
    int ret = 0;

    *reduced = 0;
    r.over = pool->jobs == 0;
    threads = wr_mem_alloc((size_t)pool->threads, sizeof *threads);
    r.marks = wr_mem_alloc(pool->window, sizeof *r.marks);
    r.slots = wr_mem_alloc(pool->window, pool->slot_size);
    has_lock = pthread_mutex_init(&r.lock, NULL) == 0;
    has_moved = pthread_cond_init(&r.moved, NULL) == 0;
    if (threads == NULL || r.marks == NULL || r.slots == NULL || !has_lock || !has_moved) {
        ret = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    for (int i = 0; i < pool->threads; i++) {
        threads[i].run = &r;
        threads[i].caller = i == 0;
        /* A thread that cannot be had is done without: the results are the same. */
        if (i > 0)
            threads[i].started = pthread_create(&threads[i].id, NULL, work_in_thread, &threads[i]) == 0;
    }
    work(&threads[0]);
    for (int i = 1; i < pool->threads; i++)
        if (threads[i].started)
            pthread_join(threads[i].id, NULL);
    /* Jobs that ended after it was over: those before the first failure still count. */
    pthread_mutex_lock(&r.lock);
    reduce_ready(&r);
    pthread_mutex_unlock(&r.lock);
    *reduced = r.reduced;
    ret = r.code;
    for (size_t i = 0; i < pool->window; i++)
        if (r.marks[i].state != SLOT_FREE)
            pool->drop(pool->self, r.slots + i * pool->slot_size);
    for (int i = 0; i < pool->threads; i++)
        if (threads[i].worker != NULL)
            pool->worker_free(pool->self, threads[i].worker);
out:
    if (has_moved)
        pthread_cond_destroy(&r.moved);
    if (has_lock)
        pthread_mutex_destroy(&r.lock);
    wr_mem_free(r.slots);
    wr_mem_free(r.marks);
    wr_mem_free(threads);
    return ret;
}
