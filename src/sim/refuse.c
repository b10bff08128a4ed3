/* What cannot be run though it is read and checked: refused, never passed over. */
#include "sim/compile_internal.h"

int wr_sim_refuse(const struct wr_model *model, struct wr_mistakes *mistakes)
{
    struct wr_sim_plan *plan;
    int status = wr_i_compile(NULL, model, WR_SIM_SETTLED, true, mistakes, &plan); /* whatever is refused is refused there */

    wr_sim_plan_free(plan);
    return status;
}
