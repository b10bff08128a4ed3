/* The smallest service that still shows what a large one shows. */
#ifndef WR_TESTS_SLOWSIM_SHRINK_H
#define WR_TESTS_SLOWSIM_SHRINK_H

#include "generate.h"

/* Drops lines and makes values plainer as long as `still` says that it is still to be seen. */
void service_shrink(struct service *g, bool (*still)(const struct service *g, void *with), void *with);

#endif
