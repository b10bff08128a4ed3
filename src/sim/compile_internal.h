/* What the files that compile share: the compiler, and one function a part. */
#ifndef WR_SIM_COMPILE_INTERNAL_H
#define WR_SIM_COMPILE_INTERNAL_H

#include "sim/plan_internal.h"

struct wr_i_compiler {
    struct wr_sim_plan *plan;
    const struct wr_model *model;
    const struct wr_stages *before; /* as it is until each change begins; NULL when settled */
    const struct wr_model *serving; /* whose `serves` counts for what is compiled */
    struct wr_mistakes *mistakes;
    bool
        dry; /* only for what is refused: the plan never runs, and no tables of distributions are made, which take far longer than all the rest */
    int status;       /* sticky */
    const char *path; /* of what is compiled, for the walk and messages */
    bool may_keep;    /* what is compiled asks only for what it does not keep from before */
    const char *site; /* step, item, attribute or place whose draws these are */
    struct wr_i_hash *hashes;
    size_t n_hashes, hashes_capacity;
    uint32_t bits_at, bits_left; /* of the byte that wr_i_room_bit fills */
    const uint32_t *also;        /* resources (systems) that the next `with` needs one of besides what it says */
    uint32_t n_also;
};
struct wr_i_hash {
    uint32_t hash;
    const char *name, *what;
};

/* wr_sim_compile_from (sim.h), or only for what it refuses. */
int wr_i_compile(struct wr_stages *before, const struct wr_model *model, enum wr_sim_view view, bool dry, struct wr_mistakes *mistakes,
                 struct wr_sim_plan **out) WR_MUST_USE;
/* Arena memory; on failure c->status is set and NULL returned. */
void *wr_i_plan_take(struct wr_i_compiler *c, size_t count, size_t size);
/* A hash that must be nobody else's in its set ("owner" or "purpose" in `what` begins alike only within a set). */
uint32_t wr_i_owner(struct wr_i_compiler *c, const char *name);
uint32_t wr_i_purpose(struct wr_i_compiler *c, const char *name, const char *pair);
void wr_i_refuse(struct wr_i_compiler *c, struct wr_where where, const char *path, const char *hint, const char *format, ...)
    WR_PRINTF(5, 6);

/* Room in a patient's record. */
uint32_t wr_i_room(struct wr_i_compiler *c, uint32_t size);
uint32_t wr_i_room_bit(struct wr_i_compiler *c); /* byte * 8 + bit */

/* The level of those who asked for a step (a task: -1 - index) and have not begun. */
uint32_t wr_i_queue_level(struct wr_i_compiler *c, int of);

/* Values, routes, conditions (compile_value.c). NULL for none, or on failure. */
const struct wr_i_value *wr_i_compile_value(struct wr_i_compiler *c, const struct wr_value *v);
/* As above, of what needs no draw and is the same at any time; every number is put through `map` (NULL: kept). */
const struct wr_i_value *wr_i_compile_fixed(struct wr_i_compiler *c, const struct wr_value *v,
                                            double (*map)(struct wr_i_compiler *, double));
double wr_i_priority_class(struct wr_i_compiler *c, double priority);
/* The numbers that a fixed value can give: to list[*n], up to `most`; more are only counted. */
void wr_i_fixed_numbers(const struct wr_i_value *v, double *list, size_t *n, size_t most);
const struct wr_i_route *wr_i_compile_route(struct wr_i_compiler *c, const struct wr_route *route);
const struct wr_i_condition *wr_i_compile_condition(struct wr_i_compiler *c, const struct wr_condition *condition); /* NULL: always */
int32_t wr_i_target(const struct wr_target *to);

/* Staff (compile_staff.c). What it asks for may differ by kind of patient. */
void wr_i_compile_with(struct wr_i_compiler *c, const struct wr_with *with, struct wr_i_with *out);
void wr_i_compile_groups(struct wr_i_compiler *c);
/* Shifts in the stage of which `m` is the model. */
const struct wr_i_shift *wr_i_compile_shift(struct wr_i_compiler *c, const struct wr_model *m, size_t resource);
/* The share of the people of a shift who come; 1: all. */
double wr_i_filled(const struct wr_resource *staff);
/* Room for struct wr_i_work in a patient's record: whatever has its work stopped, cut, chosen or ranked. */
void wr_i_room_work(struct wr_i_compiler *c);
/* Which steps' work can stop for want of what they work with. After all that asks for staff; WR_I_STEP_STOPS set before by others counts. */
void wr_i_compile_work(struct wr_i_compiler *c);

void wr_i_compile_places(struct wr_i_compiler *c);                                               /* compile_place.c */
void wr_i_compile_in(struct wr_i_compiler *c, const struct wr_step *from, struct wr_i_step *to); /* `in` */
/* What may be kept, of all steps; what one keeps and frees (compile_keep.c). The former after places and staff, before whatever asks for them. */
void wr_i_compile_kept(struct wr_i_compiler *c);
void wr_i_compile_keep(struct wr_i_compiler *c, const struct wr_step *from, struct wr_i_step *to);
void wr_i_compile_circles(struct wr_i_compiler *c);
void wr_i_compile_resources(struct wr_i_compiler *c); /* compile_hours.c */
void wr_i_compile_clocks(struct wr_i_compiler *c);
/* The table of a clock whose schedule, open and shift are set (compile_clock.c). */
void wr_i_compile_clock(struct wr_i_compiler *c, struct wr_i_clock *to);
/* What goes down (compile_down.c): before the steps, whose `with` and paces go by it; and what is left when all the rest is there. */
void wr_i_compile_things(struct wr_i_compiler *c);
/* The thing of a system, or of equipment; WR_I_NONE: it never goes down. */
uint32_t wr_i_thing(const struct wr_i_compiler *c, bool system, size_t index);
void wr_i_compile_slowed(struct wr_i_compiler *c);
void wr_i_compile_afterwards(struct wr_i_compiler *c);
void wr_i_compile_with_systems(struct wr_i_compiler *c, size_t step, struct wr_i_with *out);
void wr_i_compile_items(struct wr_i_compiler *c); /* compile_step.c */
void wr_i_compile_steps(struct wr_i_compiler *c);
/* By step as it is now: whether a patient who has been there can come there again. NULL on failure (compile_loops.c). */
const bool *wr_i_compile_loops(struct wr_i_compiler *c);
void wr_i_compile_flags(struct wr_i_compiler *c);
void wr_i_compile_gates(struct wr_i_compiler *c); /* compile_gate.c; behind the steps */
bool wr_i_has_gate(const struct wr_step *s);
void wr_i_compile_kinds(struct wr_i_compiler *c); /* compile_kind.c */
void wr_i_compile_attributes(struct wr_i_compiler *c);
void wr_i_compile_arrive(struct wr_i_compiler *c, size_t kind, struct wr_i_kind *to); /* compile_arrive.c */
void wr_i_compile_tasks(struct wr_i_compiler *c);                                     /* compile_task.c */
const struct wr_i_value *wr_i_compile_gap(struct wr_i_compiler *c, const struct wr_value *every);
void wr_i_compile_patience(struct wr_i_compiler *c, const struct wr_step *from, struct wr_i_step *to);
void wr_i_compile_back(struct wr_i_compiler *c); /* compile_back.c */
/* Room for the moment of this category in a patient's record. */
void wr_i_room_later(struct wr_i_compiler *c, enum wr_i_category category);
/* The count of draws (uint32_t) that lies at `at` in a patient starts from 65,536 times their returns when they come back. */
void wr_i_restarts(struct wr_i_compiler *c, uint32_t at);
void wr_i_compile_measures(struct wr_i_compiler *c); /* compile_measure.c */

/* Stages that are over some time; 0: settled. The service in stage i: i of that many is the model that is compiled. */
static inline size_t wr_i_stages_before(const struct wr_i_compiler *c) { return c->before != NULL ? c->before->n : 0; }
static inline const struct wr_model *wr_i_stage(const struct wr_i_compiler *c, size_t i)
{
    return i < wr_i_stages_before(c) ? &c->before->models[i] : c->model;
}
/* Versions (compile_stages.c). c->model becomes the model with the versions that are over. */
void wr_i_compile_versions(struct wr_i_compiler *c);
/* The service as it is in the stage of a step, or task, of c->model. */
const struct wr_model *wr_i_model_of_step(const struct wr_i_compiler *c, size_t step);
const struct wr_model *wr_i_model_of_item(const struct wr_i_compiler *c, size_t item);
const struct wr_model *wr_i_model_of_task(const struct wr_i_compiler *c, size_t task);
/* Calls `to` for each version of a step. */
void wr_i_versions_of(const struct wr_i_compiler *c, size_t step, void (*to)(void *self, int step), void *self);
/* Where a patient may go next from this version of a step: calls `to` for each version of each step. */
void wr_i_steps_ever_after(const struct wr_i_compiler *c, size_t step, void (*to)(void *self, int step), void *self);

/* Where a step's patient may go next, for graphs over steps: calls `to` for each step. */
void wr_i_steps_after(const struct wr_step *s, void (*to)(void *self, int step), void *self);

#endif
