/* A capability of the catalogue as the draft of a change to one service: what it would do here, as far as the service has something that it meets; what is
 * known of it; what has to be argued about. The figures of effects are made up, said to be so, and wide; a study of another place is never turned into
 * one. What people only remember is not mentioned. */
#ifndef WR_AGREE_PROPOSE_H
#define WR_AGREE_PROPOSE_H

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "catalogue/needs.h"
#include "model/model.h"

struct wr_proposal {
    const char *name; /* of the change: the capability's name, as far as it can be one and is free */
    const int *items; /* information of the model that gets an effect */
    size_t n_items;
    const int *near; /* steps (tasks: -1 - index) that it has to do with: lines to fill in */
    size_t n_near;
    size_t n_usable; /* rows of evidence that are direct, verified, with an interval, and of something that the service measures */
};
/* Works out what the service has of it. `need`: the need that it is to answer, or NULL: what was missing
 * there counts too. `name`: what the change is to be called, or NULL. Everything in `arena`; texts are the model's and the catalogue's.
 * 0 or WR_ERR_MEMORY. */
int wr_propose_look(const struct wr_model *m, const struct wr_capability *c, const struct wr_stated_need *need, const char *name,
                    struct wr_arena *arena, struct wr_proposal *out) WR_MUST_USE;
/* The file of the change as YAML. with_option: the service names its options, so that the change gets one. */
void wr_propose_write(const struct wr_model *m, const struct wr_capability *c, const struct wr_proposal *p,
                      const struct wr_stated_need *need, bool with_option, struct wr_buf *out);

#endif
