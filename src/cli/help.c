/* Help: the overview, one command, and docs/commands.md, all from the table of commands. */
#include <stdbool.h>
#include <string.h>

#include "agree/describe.h"
#include "cli/cli.h"
#include "model/schema.h"

/* The overview goes by subject. A command that stands under none comes last. */
static const struct {
    const char *title;
    const char *names[16]; /* ends with NULL */
} subjects[] = {
    {"How care runs", {"new", "check", "tell", "show", "draw", "schema"}},
    {"What would happen", {"run", "why", "report"}},
    {"Who asked, and what one could have", {"need", "needs", "match", "catalogue", "propose"}},
    {"Who was heard, and what was decided", {"voices", "consult", "decisions"}},
    {"What serves what", {"map", "trace", "benefits", "systems"}},
    {"What stands in the way", {"gate", "hazard", "hazards", "issue", "issues", "readiness", "close", "todo", "schedule"}},
};
enum { N_SUBJECTS = sizeof subjects / sizeof subjects[0] };

static bool under(const char *name, size_t subject)
{
    for (size_t i = 0; subjects[subject].names[i] != NULL; i++)
        if (strcmp(subjects[subject].names[i], name) == 0)
            return true;
    return false;
}

static bool under_none(const char *name)
{
    for (size_t i = 0; i < N_SUBJECTS; i++)
        if (under(name, i))
            return false;
    return true;
}

static void list_one(const struct wr_cli_command *command, struct wr_buf *out)
{
    if (command != NULL)
        wr_buf_printf(out, "  %-10s %s\n", command->name, command->summary);
}

void wr_cli_help_all(struct wr_buf *out)
{
    wr_buf_text(out, "Wardround " WR_VERSION ": a workbench for changes to care.\n\n"
                     "A care service is written down as text: a service file, or a folder with one. Wardround checks it, says it back in\n"
                     "plain sentences, simulates it, and compares what each proposed change would do.\n\n"
                     "It is written:  wardround COMMAND [OPTION]... SERVICE\n\n");
    for (size_t i = 0; i < N_SUBJECTS; i++) {
        wr_buf_printf(out, "%s:\n", subjects[i].title);
        for (size_t k = 0; subjects[i].names[k] != NULL; k++)
            list_one(wr_cli_command_find(subjects[i].names[k]), out);
        wr_buf_char(out, '\n');
    }
    for (size_t i = 0; wr_cli_commands[i] != NULL; i++)
        if (under_none(wr_cli_commands[i]->name))
            list_one(wr_cli_commands[i], out);
    wr_buf_char(out, '\n');
    wr_buf_text(out, "wardround help COMMAND says more about one. To begin: wardround new my-service\n");
}

static void add_option(const struct wr_cli_option *option, struct wr_buf *out)
{
    char left[48];
    snprintf(left, sizeof left, "--%s%s%s", option->name, option->argument == NULL ? "" : " ",
             option->argument == NULL ? "" : option->argument);
    wr_buf_printf(out, "  %-26s %s%s\n", left, option->doc, option->many ? " (may be given several times)" : "");
}

void wr_cli_help_one(const struct wr_cli_command *command, struct wr_buf *out)
{
    wr_buf_printf(out, "wardround %s%s%s: %s\n\n%s\n", command->name, command->operands[0] == '\0' ? "" : " ", command->operands,
                  command->summary, command->doc);
    wr_buf_text(out, "\nOptions:\n");
    for (size_t i = 0; i < command->n_options; i++)
        add_option(&command->options[i], out);
    wr_buf_text(out, "  --quiet                    show no progress\n"
                     "  --help                     say this\n");
}

void wr_cli_help_markdown(struct wr_buf *out)
{
    wr_buf_text(out, "# The commands\n\n"
                     "Made by `wardround help --commands` from the table that the program itself goes by; a test says when this file is "
                     "out of date.\n\n"
                     "Every command also takes `--help` and `--quiet` (no progress). The answer goes to standard output, messages to "
                     "standard error. The exit status is 0 when all is well, 2 when something in your text or your words has to be "
                     "changed, 1 for disks, rights and other programs, 3 when `gate --fail` finds a change not ready, 130 after "
                     "Ctrl-C.\n");
    for (size_t i = 0; wr_cli_commands[i] != NULL; i++) {
        const struct wr_cli_command *c = wr_cli_commands[i];
        wr_buf_printf(out, "\n## wardround %s\n\n`wardround %s%s%s`: %s.\n\n%s\n", c->name, c->name, c->operands[0] == '\0' ? "" : " ",
                      c->operands, c->summary, c->doc);
        if (c->n_options > 0)
            wr_buf_text(out, "\n| option | what it does |\n|---|---|\n");
        for (size_t j = 0; j < c->n_options; j++)
            wr_buf_printf(out, "| `--%s%s%s` | %s%s |\n", c->options[j].name, c->options[j].argument == NULL ? "" : " ",
                          c->options[j].argument == NULL ? "" : c->options[j].argument, c->options[j].doc,
                          c->options[j].many ? " (may be given several times)" : "");
    }
}

static int help_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const struct wr_cli_command *command;

    (void)ctx;
    if (wr_cli_has(args, "commands")) {
        wr_cli_help_markdown(out);
        return 0;
    }
    if (wr_cli_has(args, "reference")) {
        wr_model_reference(out);
        return 0;
    }
    if (wr_cli_has(args, "people-reference")) {
        wr_agree_reference(out);
        return 0;
    }
    if (args->n_words == 0) {
        wr_cli_help_all(out);
        return 0;
    }
    command = wr_cli_command_find(args->words[0]);
    if (command == NULL) {
        wr_buf_printf(err, "wardround help: there is no command `%s`\n    wardround --help lists the commands\n", args->words[0]);
        return wr_fail(WR_ERR_USAGE);
    }
    wr_cli_help_one(command, out);
    return 0;
}

static const struct wr_cli_option options[] = {
    {"commands", NULL, "all commands and their options as Markdown: docs/commands.md", false},
    {"reference", NULL, "every key of the service file as Markdown: docs/reference.md", false},
    {"people-reference", NULL, "every key of the people's files as Markdown: docs/people-reference.md", false},
};

const struct wr_cli_command wr_cli_help = {
    .name = "help",
    .operands = "[COMMAND]",
    .summary = "say what the commands do",
    .doc = "Without a command: the list of commands. With one: what it does, and its options.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 0,
    .most_words = 1,
    .run = help_run,
};
