/* Each thing that must hold after every event (src/sim/invariant.c), spoilt once: the look must find it. The engine is compiled here once more, as a build for
 * checking, with a hook that spoils. */
#ifndef WR_SIM_CHECKED
#define WR_SIM_CHECKED 1
#endif
#define WR_SIM_CORRUPT(r) spoil(r)
struct wr_i_run;
static void spoil(struct wr_i_run *r);
#include "sim/engine.c"

#include "sim/service.h"

static const char service[] =
    "wardround: 1\nservice: Two rooms\nrun: {collect: 2 days, replications: 1, seed: 1}\noutcomes: [gone]\n"
    "places: {first: 2, second: 2}\nstaff: {nurse: 3, doctor: 1}\n"
    "patients:\n  one: {arrive: {one every: 28 min}, starts at: begin}\n  other: {arrive: {one every: 40 min}, starts at: end}\n"
    "steps:\n  begin: {in: first, with: nurse, takes: 25 min, then: {end: 50%, talk: rest}}\n"
    "  end: {in: second, with: nurse, takes: 25 min, then: {begin: 30%, talk: rest}}\n"
    "  talk: {with: {doctor: 1}, takes: 12 min, then: gone}\n";

enum what {
    NOTHING,
    ONE_MORE_PRESENT,
    STAFF_NOT_COUNTED,
    SPACE_NOT_COUNTED,
    LEVEL_WRONG,
    TIME_BACK,
    QUEUE_LONGER,
    IDLE,
    ORDER,
    PLACE_CHANGED,
    TOO_MANY,
    AREA_WRONG,
    STAY_LONGER,
    ROOM_LEFT,
    CIRCLE_COUNT,
    WORK_AREA,
    IN_THE_MIDDLE,
    FAULTS
};
static const char *const words[FAULTS] = {"",
                                          "came and have not left",
                                          "are at work, and",
                                          "spaces are taken, and",
                                          "the level says",
                                          "time goes back",
                                          "stand in a queue that says",
                                          "could have it",
                                          "came before",
                                          "are taken",
                                          "more than before",
                                          "were spent in it",
                                          "(Little)",
                                          "has room, and somebody waits",
                                          "hold a space in",
                                          "seconds were worked",
                                          "in the middle of its turn"};
static enum what planted;
static bool is_done;

/* Somebody in this state, or NULL. */
static struct wr_i_patient *somebody(const struct wr_i_run *r, enum wr_i_state state)
{
    for (uint32_t slot = 0; slot < r->fresh_slot; slot++)
        if (wr_i_at(r, slot)->state == state)
            return wr_i_at(r, slot);
    return NULL;
}

/* Once, at the first event at which it can be done. */
static void spoil(struct wr_i_run *r)
{
    struct wr_i_patient *p;
    struct wr_i_queue *q;

    if (is_done || r->check->events < 200)
        return;
    is_done = true;
    switch (planted) {
    case ONE_MORE_PRESENT:
        r->present++;
        return;
    case STAFF_NOT_COUNTED:
        r->free[1]--;
        return;
    case SPACE_NOT_COUNTED:
        r->space[0]--;
        return;
    case LEVEL_WRONG:
        r->level[r->plan->places[0].level_in] += 1;
        return;
    case TIME_BACK:
        r->now = r->check->last - 1;
        return;
    case QUEUE_LONGER:
        wr_i_place_queue(r, 0)->n++;
        return;
    case IDLE: /* one more doctor has come, and nobody was told */
        if (wr_i_queue_at(r, wr_i_staff_sig(r, &(struct wr_i_with){.sig = r->plan->steps[2].sig}, NULL))->n > 0) {
            r->free[1]++;
            r->duty[1]++;
            return;
        }
        break;
    case ORDER:
        q = wr_i_place_queue(r, 0);
        if (q->n > 1 && (p = wr_i_at(r, wr_i_queue_first(q)))->next != WR_I_NOBODY && wr_i_at(r, p->next)->instant != p->instant) {
            uint32_t first = p->instant;
            p->instant = wr_i_at(r, p->next)->instant;
            wr_i_at(r, p->next)->instant = first;
            return;
        }
        break;
    case PLACE_CHANGED:
        if ((p = somebody(r, WR_I_WORKS)) != NULL && p->place >= 0) {
            p->place = (int16_t)(1 - p->place);
            return;
        }
        break;
    case TOO_MANY: /* somebody slips in, and all counts follow */
        if (r->space[0] == 0 && (p = somebody(r, WR_I_WORKS)) != NULL && p->place == 1) {
            p->place = 0;
            r->space[0]--;
            r->space[1]++;
            r->level[r->plan->places[0].level_in] += 1;
            r->level[r->plan->places[1].level_in] -= 1;
            return;
        }
        break;
    case AREA_WRONG:
        r->level_acc[r->plan->places[0].level_in] += 60;
        return;
    case STAY_LONGER:
        if ((p = somebody(r, WR_I_WORKS)) != NULL) {
            p->arrived -= 60;
            return;
        }
        break;
    case ROOM_LEFT:
        if (wr_i_place_queue(r, 0)->n > 0) {
            r->space[0]++;
            r->spaces[0]++;
            return;
        }
        break;
    case CIRCLE_COUNT:
        r->between[1]++;
        return;
    case WORK_AREA:
        r->level_acc[r->plan->resources[0].level_busy] += 60;
        return;
    case IN_THE_MIDDLE:
        if ((p = somebody(r, WR_I_WORKS)) != NULL) {
            p->state = WR_I_MOVING;
            return;
        }
        break;
    default:
        return;
    }
    is_done = false;
}

static void run(struct service *s, enum what fault)
{
    const char *why = NULL;
    struct wr_sim_result result;
    struct wr_sim_worker *worker;
    int code;

    planted = fault;
    is_done = false;
    assert_int_equal(0, wr_sim_worker_new(&worker));
    code = wr_sim_run(s->plan, worker, &s->ctx, 1, 1, NULL, &result, &why);
    if (fault == NOTHING) {
        assert_int_equal(code, 0);
    } else {
        assert_true(is_done);
        if (code != WR_ERR_INTERNAL || why == NULL || strstr(why, words[fault]) == NULL)
            fail_msg("`%s` is not found: %s", words[fault], code == 0 ? "nothing is" : why != NULL ? why : "no words");
    }
    wr_sim_result_free(&result);
    wr_sim_worker_free(worker);
}

static void every_fault_is_found(void **state)
{
    struct service s;

    (void)state;
    assert_int_equal(0, service_open(&s, NULL, service, NULL, WR_SIM_SETTLED));
    for (int fault = NOTHING; fault < FAULTS; fault++)
        run(&s, (enum what)fault);
    service_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_fault_is_found)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
