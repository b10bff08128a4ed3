/* What catalogue, match and propose do alike. */
#ifndef WR_CLI_CATALOGUE_INTERNAL_H
#define WR_CLI_CATALOGUE_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "catalogue/needs.h"

/* Reads the catalogue with a service's own entries (NULL: none); mistakes go to `err`. wr_catalogue_free it in any case. */
int wr_i_cli_catalogue_read(const char *folder, struct wr_catalogue *out, struct wr_buf *err) WR_MUST_USE;
/* By id; else WR_ERR_USAGE with a message that names the nearest. */
int wr_i_cli_capability_find(const struct wr_catalogue *catalogue, const char *id, int *index, struct wr_buf *err) WR_MUST_USE;
void wr_i_cli_evidence_say(const struct wr_evidence *e, struct wr_buf *out);
/* The needs of the service folder; mistakes go to `err`. wr_needs_free in any case. */
int wr_i_cli_needs_read(const char *folder, struct wr_needs *out, struct wr_buf *err) WR_MUST_USE;
/* What somebody says who names a product and no step of care. */
void wr_i_cli_product_say(struct wr_buf *out);

#endif
