/* All that runs in one replication, as one piece for the compiler: the way of a patient crosses steps, places, staff and measures several
 * times an event, and what stands on the usual way (WR_I_HOT) goes into its callers. */
#define WR_I_RUN static

#include "sim/queue.c"
#include "sim/state.c"
#include "sim/value.c"
#include "sim/hook.c"
#include "sim/work.c"
#include "sim/begin.c"
#include "sim/staff.c"
#include "sim/any.c"
#include "sim/place.c"
#include "sim/information.c"
#include "sim/step.c"
#include "sim/patience.c"
#include "sim/back.c"
#include "sim/task.c"
#include "sim/arrive.c"
#include "sim/booked.c"
#include "sim/clock.c"
#include "sim/account.c"
#include "sim/walk.c"
#include "sim/loop.c"
