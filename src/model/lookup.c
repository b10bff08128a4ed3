/* Finding parts of a model by name. Linear: for the words of a command line, not for a reader's thousands of names. */
#include "model/model.h"

#include <string.h>

#define FIND(model, array, count, word)                                                                                                    \
    do {                                                                                                                                   \
        for (size_t i_ = 0; i_ < (model)->count; i_++)                                                                                     \
            if ((model)->array[i_].name != NULL && strcmp((model)->array[i_].name, (word)) == 0)                                           \
                return (int)i_;                                                                                                            \
        return -1;                                                                                                                         \
    } while (0)

int wr_model_step(const struct wr_model *m, const char *name) { FIND(m, steps, n_steps, name); }
int wr_model_place(const struct wr_model *m, const char *name) { FIND(m, places, n_places, name); }
int wr_model_resource(const struct wr_model *m, const char *name) { FIND(m, resources, n_resources, name); }
int wr_model_kind(const struct wr_model *m, const char *name) { FIND(m, kinds, n_kinds, name); }
int wr_model_measure(const struct wr_model *m, const char *name) { FIND(m, measures, n_measures, name); }
int wr_model_option(const struct wr_model *m, const char *name) { FIND(m, options, n_options, name); }
int wr_model_task(const struct wr_model *m, const char *name) { FIND(m, tasks, n_tasks, name); }
int wr_model_change(const struct wr_model *m, const char *name) { FIND(m, changes, n_changes, name); }
