/* The pathway as a picture: steps as boxes inside their places, arrows with shares, drawn by Graphviz `dot` as a child process. */
#ifndef WR_MODEL_DRAW_H
#define WR_MODEL_DRAW_H

#include "base/buf.h"
#include "base/ctx.h"
#include "model/model.h"

/* What a caller wants written besides names and numbers of the file, such as mean waits. Each may be NULL. They append plain text (no
 * markup, escaped here) to `label`, which is empty; what they append becomes a line of its own. */
struct wr_draw_labels {
    void *self;
    void (*step)(void *self, int step, struct wr_buf *label);
    void (*place)(void *self, int place, struct wr_buf *label);
};

/* The picture as text in Graphviz's language. `labels` may be NULL. Look at wr_buf_status. */
void wr_model_draw_dot(const struct wr_model *model, const struct wr_draw_labels *labels, struct wr_buf *out);

/* The picture as an <svg> element (without XML declaration), for a file or for a page. At most 10 s. WR_ERR_TOOL with *why (static: `dot` is
 * not there, took too long, failed), WR_ERR_CANCELLED, WR_ERR_MEMORY. */
int wr_model_draw_svg(const struct wr_ctx *ctx, const struct wr_model *model, const struct wr_draw_labels *labels, struct wr_buf *out,
                      const char **why) WR_MUST_USE;

/* For other pictures: any text in Graphviz's language to an <svg> element, in the same way; a text of other people inside a quoted label, escaped and broken
 * into lines. */
int wr_model_draw_from_dot(const struct wr_ctx *ctx, const struct wr_buf *dot, struct wr_buf *out, const char **why) WR_MUST_USE;
void wr_model_draw_label(struct wr_buf *out, const char *text);

#endif
