/* What the commands that write into the people's files do alike: need, hazard, issue, close. */
#ifndef WR_CLI_WRITE_INTERNAL_H
#define WR_CLI_WRITE_INTERNAL_H

#include "agree/edit.h"
#include "cli/cli.h"
#include "cli/people_internal.h"

/* A command at work: the service and its people, the file that is being edited, memory for both. */
struct wr_i_cli_writing {
    const struct wr_ctx *ctx;
    const struct wr_cli_args *args;
    const char *command, *folder;
    struct wr_i_cli_people people;
    struct wr_arena arena;
    struct wr_edit_file edit;
    struct wr_buf *out, *err;
};

/* Reads the folder of the first operand; a service that is a single file is told what to do. wr_i_cli_writing_end it in any case. */
int wr_i_cli_writing_begin(const struct wr_ctx *ctx, const struct wr_cli_args *args, const char *command, struct wr_buf *out,
                           struct wr_buf *err, struct wr_i_cli_writing *w) WR_MUST_USE;
void wr_i_cli_writing_end(struct wr_i_cli_writing *w);

/* Opens the file of an entry, or (NULL) FOLDER/PART/PART.yaml. Its mistakes go to err. */
int wr_i_cli_writing_open(struct wr_i_cli_writing *w, const char *file, const char *part) WR_MUST_USE;
/* A new entry (edit.h) under `key` in the map at path, which may not be there yet. What looks like an NHS number is refused: it would not belong in these
 * files, and would be hard to get out of copies of them. Mistakes go to err. */
int wr_i_cli_writing_add(struct wr_i_cli_writing *w, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                         struct wr_where *where) WR_MUST_USE;
/* The same, but where the key stands already its text is set anew. */
int wr_i_cli_writing_put(struct wr_i_cli_writing *w, const char *const *path, size_t n, const char *key, const struct wr_node *value,
                         struct wr_where *where) WR_MUST_USE;
/* Writes the file, then says on `out` what stands there now: the file and line of the entry, and its lines. What the reader has to say of those lines
 * (a warning) goes to err. */
int wr_i_cli_writing_done(struct wr_i_cli_writing *w, const char *what, struct wr_where where) WR_MUST_USE;

/* Says that something is missing or not understood. Always WR_ERR_USAGE. `hint`: a line of its own, or NULL. */
int wr_i_cli_writing_usage(struct wr_i_cli_writing *w, const char *hint, const char *format, ...) WR_PRINTF(3, 4);
/* Looks for `word` among n names that lie `size` bytes apart, each a struct that begins with its name. *index gets -1 when word is NULL. One that is not
 * there is told with the nearest and with all there are ("wardround need: there is no group `nurses`; did you mean `ward nurses`?"). */
int wr_i_cli_writing_name(struct wr_i_cli_writing *w, const char *what, const char *word, const void *list, size_t n, size_t size,
                          int *index) WR_MUST_USE;
/* Today, or the option --date, as a value to be written. */
int wr_i_cli_writing_date(struct wr_i_cli_writing *w, const char **date) WR_MUST_USE;
/* Puts option `option` as entry `key` into map when it was given: as words, or as a value of the language. False without memory. */
bool wr_i_cli_writing_option(struct wr_i_cli_writing *w, struct wr_node *map, const char *key, const char *option, bool words);
/* The same of all values of an option that may be given several times, as a list. */
bool wr_i_cli_writing_options(struct wr_i_cli_writing *w, struct wr_node *map, const char *key, const char *option);

#endif
