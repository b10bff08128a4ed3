/* Between the commands about what people were asked. */
#ifndef WR_CLI_VOICES_INTERNAL_H
#define WR_CLI_VOICES_INTERNAL_H

#include "agree/voices.h"
#include "base/buf.h"

/* One statement's result as an object of JSON, with the same restraint as in words: what may not be shown is null or a range. */
struct wr_json;
void wr_i_cli_voices_json(struct wr_json *j, const struct wr_agree *agree, const struct wr_voices_result *r);

/* The index of a statement by name; else WR_ERR_USAGE with a message that names the nearest. */
int wr_i_cli_statement_find(const struct wr_agree *agree, const char *command, const char *name, int *index,
                            struct wr_buf *err) WR_MUST_USE;

#endif
