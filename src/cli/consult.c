/* wardround consult: the report of a consultation, in the order of ACCORD. */
#include "agree/consult.h"

#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "cli/voices_internal.h"
#include "report/consult.h"

static void say_item(const struct wr_consult_item *i, struct wr_buf *out)
{
    struct wr_buf line;

    wr_buf_printf(out, "%s %s\n", i->code, i->name);
    if (i->said != NULL)
        wr_i_cli_wrap(out, 4, 4, i->said);
    if (i->made != NULL)
        wr_i_cli_wrap(out, 4, 4, i->made);
    if (!wr_consult_is_blank(i))
        return;
    wr_buf_init(&line, 0);
    wr_buf_printf(&line, "Blank. %s: %s could write it (accord: %s:).", i->asks, i->who, i->key);
    wr_i_cli_wrap(out, 4, 4, wr_buf_string(&line));
    wr_buf_part_free(out, &line);
}

static void say_unknown_keys(const struct wr_statement *s, struct wr_buf *err)
{
    const char *key, *nearest;

    for (size_t i = 0; (key = wr_consult_unknown_key(s, i, &nearest)) != NULL; i++) {
        wr_buf_printf(err, "%s: accord: no item is called `%s`", s->name, key);
        if (nearest != NULL)
            wr_buf_printf(err, "; did you mean `%s`?", nearest);
        wr_buf_char(err, '\n');
    }
}

static void say(const struct wr_agree *agree, const struct wr_statement *s, const struct wr_consult_item *items, size_t n_blank,
                struct wr_buf *out)
{
    wr_buf_printf(out, "CONSULTATION: %s\n", s->name);
    if (wr_voices_invented(agree) != NULL)
        wr_buf_printf(out, "%s\n", wr_voices_invented(agree));
    wr_buf_printf(out, "Draft. Not signed. In the order of ACCORD; %zu of %d items are blank.\n", n_blank, WR_CONSULT_ITEMS);
    for (int section = 0; section < WR_CONSULT_SECTIONS; section++) {
        wr_buf_printf(out, "\n%s\n\n", wr_consult_section_words((enum wr_consult_section)section));
        for (size_t i = 0; i < WR_CONSULT_ITEMS; i++)
            if ((int)items[i].section == section)
                say_item(&items[i], out);
    }
}

static int one(const struct wr_agree *agree, int statement, const char *path, bool in_full, struct wr_arena *arena, struct wr_buf *out,
               struct wr_buf *err)
{
    const struct wr_statement *s = &agree->statements[statement];
    struct wr_consult_item items[WR_CONSULT_ITEMS];
    struct wr_voices_result r;
    struct wr_buf page;
    size_t n_blank = 0;
    int result = wr_voices_look(agree, statement, arena, &r);

    if (result == 0)
        result = wr_consult_make(agree, &r, arena, items, &n_blank);
    if (result != 0)
        return result;
    say_unknown_keys(s, err);
    if (path == NULL && in_full) {
        say(agree, s, items, n_blank, out);
    } else if (path == NULL) {
        wr_buf_printf(out, "%s: %s; %zu of %d items are blank\n", s->name, wr_voices_class_words(r.class_), n_blank, WR_CONSULT_ITEMS);
    } else {
        struct wr_report_consult_input in = {agree, &r, items, n_blank, WR_VERSION};
        wr_buf_init(&page, 0);
        result = wr_report_consult_write(&in, &page);
        if (result == 0)
            result = wr_i_cli_file_write(path, &page, err);
        if (result == 0)
            wr_buf_printf(out, "The report lies at %s; %zu of %d items are blank.\n", path, n_blank, WR_CONSULT_ITEMS);
        wr_buf_free(&page);
    }
    return result;
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_arena arena;
    const char *path = wr_cli_get(args, "report");
    int result, statement = -1;

    wr_arena_init(&arena, 0);
    result = wr_i_cli_people_read(ctx, args->words[0], &people, err);
    if (result == 0 && args->n_words > 1)
        result = wr_i_cli_statement_find(&people.agree, "consult", args->words[1], &statement, err);
    if (result == 0 && people.agree.n_statements == 1)
        statement = 0;
    if (result == 0 && people.agree.n_statements == 0) {
        wr_buf_text(err, "wardround consult: nobody was asked anything yet: there is nothing in voices/\n"
                         "    a CSV with the columns statement, group and rating is enough: type up a paper round on a ward\n");
        result = wr_fail(WR_ERR_USAGE);
    } else if (result == 0 && statement < 0 && path != NULL) {
        wr_buf_text(err, "wardround consult: a report is about one question\n    name it behind the service:");
        for (size_t i = 0; i < people.agree.n_statements; i++)
            wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", people.agree.statements[i].name);
        wr_buf_char(err, '\n');
        result = wr_fail(WR_ERR_USAGE);
    }
    if (result == 0 && statement >= 0)
        result = one(&people.agree, statement, path, true, &arena, out, err);
    for (size_t i = 0; result == 0 && statement < 0 && i < people.agree.n_statements; i++)
        result = one(&people.agree, (int)i, NULL, false, &arena, out, err);
    wr_arena_free(&arena);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"report", "FILE.html", "write it as a page, to be read and printed", false},
};

const struct wr_cli_command wr_cli_consult = {
    .name = "consult",
    .operands = "SERVICE [STATEMENT]",
    .summary = "the report of a consultation, in the order of ACCORD, with its blanks",
    .doc = "Title, introduction, methods, results, discussion, other information: 35 items. What the files say is filled in; what only "
           "people\n"
           "know they write under `accord:` of the statement; what nobody wrote is shown as blank, with who could fill it.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = run,
};
