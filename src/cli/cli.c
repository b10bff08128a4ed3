#include "cli/cli.h"

#include <getopt.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

/* One a line, in the order of the manual; under which heading of the overview each stands: help.c. */
/* clang-format off */
const struct wr_cli_command *const wr_cli_commands[] = {
    &wr_cli_new,
    &wr_cli_check,
    &wr_cli_run,
    &wr_cli_why,
    &wr_cli_report,
    &wr_cli_tell,
    &wr_cli_show,
    &wr_cli_draw,
    &wr_cli_schema,
    &wr_cli_need,
    &wr_cli_needs,
    &wr_cli_catalogue,
    &wr_cli_match,
    &wr_cli_propose,
    &wr_cli_map,
    &wr_cli_trace,
    &wr_cli_benefits,
    &wr_cli_systems,
    &wr_cli_hazard,
    &wr_cli_issue,
    &wr_cli_close,
    &wr_cli_gate,
    &wr_cli_todo,
    &wr_cli_hazards,
    &wr_cli_schedule,
    &wr_cli_voices,
    &wr_cli_decisions,
    &wr_cli_consult,
    &wr_cli_help,
    NULL,
};
/* clang-format on */

enum { MOST_OPTIONS = 40 }; /* of one command's description, with those that every command has */
enum { LONG_BASE = 1000 };  /* what getopt_long returns for the first long option: no letter */

static const struct wr_cli_option common[] = {
    {"help", NULL, "say what this command does and what it understands", false},
    {"quiet", NULL, "show no progress", false},
};
enum { N_COMMON = sizeof common / sizeof common[0] };

const char *wr_cli_get(const struct wr_cli_args *args, const char *name)
{
    for (size_t i = args->n_options; i-- > 0;)
        if (strcmp(args->options[i].name, name) == 0)
            return args->options[i].value;
    return NULL;
}

bool wr_cli_has(const struct wr_cli_args *args, const char *name) { return wr_cli_get(args, name) != NULL; }

const struct wr_cli_command *wr_cli_command_find(const char *name)
{
    for (size_t i = 0; wr_cli_commands[i] != NULL; i++)
        if (strcmp(wr_cli_commands[i]->name, name) == 0)
            return wr_cli_commands[i];
    return NULL;
}

bool wr_cli_writes(int code)
{
    return code == 0 || code == WR_ERR_CANCELLED || code == WR_ERR_MISTAKES || code == WR_ERR_UNSUPPORTED || code == WR_ERR_NOT_READY;
}

static int unknown_command(const char *word, struct wr_buf *err)
{
    const char *names[MOST_OPTIONS];
    const char *nearest;
    size_t n = 0;

    for (; wr_cli_commands[n] != NULL && n < MOST_OPTIONS; n++)
        names[n] = wr_cli_commands[n]->name;
    nearest = wr_text_nearest(word, names, n);
    wr_buf_printf(err, "wardround: there is no command `%s`", word);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, "\n    wardround --help lists the commands\n");
    return wr_fail(WR_ERR_USAGE);
}

/* The i-th option of a command, counting those that every command has behind its own. */
static const struct wr_cli_option *option_at(const struct wr_cli_command *command, size_t i)
{
    return i < command->n_options ? &command->options[i] : &common[i - command->n_options];
}

static int unknown_option(const struct wr_cli_command *command, const char *word, struct wr_buf *err)
{
    const char *names[MOST_OPTIONS], *nearest;
    char bare[64];
    size_t n = command->n_options + N_COMMON, length;

    while (*word == '-')
        word++;
    length = strcspn(word, "=");
    if (length >= sizeof bare)
        length = sizeof bare - 1;
    memcpy(bare, word, length);
    bare[length] = '\0';
    for (size_t i = 0; i < n; i++)
        names[i] = option_at(command, i)->name;
    nearest = wr_text_nearest(bare, names, n);
    wr_buf_printf(err, "wardround %s: there is no option `--%s`", command->name, bare);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `--%s`?", nearest);
    wr_buf_printf(err, "\n    wardround help %s lists them\n", command->name);
    return wr_fail(WR_ERR_USAGE);
}

static int usage(const struct wr_cli_command *command, const char *what, const char *word, struct wr_buf *err)
{
    wr_buf_printf(err, "wardround %s: ", command->name);
    wr_buf_printf(err, "%s", what);
    if (word != NULL)
        wr_buf_printf(err, " `%s`", word);
    wr_buf_printf(err, "\n    it is written: wardround %s [OPTION]... %s\n", command->name, command->operands);
    return wr_fail(WR_ERR_USAGE);
}

/* Reads the words behind the command's name into args (whose arrays have argc places). *help: --help was among them. */
static int understand(const struct wr_cli_command *command, int argc, char *const argv[], struct wr_cli_args *args, const char **words,
                      bool *help, struct wr_buf *err)
{
    struct option known[MOST_OPTIONS + 1];
    size_t n = command->n_options + N_COMMON;
    int which;

    if (n > MOST_OPTIONS)
        return wr_fail(WR_ERR_INTERNAL);
    memset(known, 0, sizeof known);
    for (size_t i = 0; i < n; i++)
        known[i] = (struct option){option_at(command, i)->name, option_at(command, i)->argument == NULL ? no_argument : required_argument,
                                   NULL, LONG_BASE + (int)i};
    opterr = 0;
    optind = 0; /* GNU: start afresh, for a second call in one process */
    /* "-": operands come in their order among the options, as the value 1; ":": a missing argument is told from an unknown option */
    while ((which = getopt_long(argc, argv, "-:h", known, NULL)) != -1) {
        const struct wr_cli_option *option;
        if (which == 1) {
            words[args->n_words++] = optarg;
            continue;
        }
        if (which == 'h') {
            *help = true;
            continue;
        }
        if (which == ':')
            return usage(command, "a value is missing behind", argv[optind - 1], err);
        if (which < LONG_BASE && optopt >= LONG_BASE)
            return usage(command, "no value may stand behind", argv[optind - 1], err);
        if (which < LONG_BASE && optopt == ' ') /* "- a" is a sentence and no option */
            return usage(command, "a sentence that begins with a dash needs -- before it:", "-- \"- ...\"", err);
        if (which < LONG_BASE) {
            char letter[] = {(char)optopt, '\0'};
            return unknown_option(command, optopt != 0 ? letter : argv[optind - 1], err);
        }
        option = option_at(command, (size_t)(which - LONG_BASE));
        if (strcmp(option->name, "help") == 0)
            *help = true;
        for (size_t i = 0; i < args->n_options; i++)
            if (!option->many && strcmp(args->options[i].name, option->name) == 0)
                return usage(command, "this option may be given only once:", option->name, err);
        args->options[args->n_options++] = (struct wr_cli_given){option->name, optarg == NULL ? "" : optarg};
    }
    for (int i = optind; i < argc; i++)
        words[args->n_words++] = argv[i];
    args->words = words;
    return 0;
}

/* In a service's own folder its name may be left out: `wardround gate "record at the bedside"`. A first word that is a file or a folder is the service. */
static void fill_in_service(const struct wr_cli_command *command, struct wr_cli_args *args, const char **words)
{
    bool takes_one = wr_text_starts(command->operands, "SERVICE") || wr_text_starts(command->operands, "[SERVICE]");

    if (!takes_one || args->n_words >= command->most_words || !wr_file_exists("service.yaml") ||
        (args->n_words > 0 && wr_file_exists(words[0])))
        return;
    memmove(words + 1, words, args->n_words * sizeof *words);
    words[0] = ".";
    args->n_words++;
}

static int run_command(const struct wr_ctx *ctx, const struct wr_cli_command *command, int argc, char *const argv[], struct wr_buf *out,
                       struct wr_buf *err)
{
    struct wr_cli_args args = {NULL, 0, NULL, 0};
    struct wr_ctx quiet = *ctx;
    const char **words = NULL;
    bool help = false;
    int result = 0;

    words = wr_mem_alloc((size_t)argc + 2, sizeof *words); /* one more for a service that is left out */
    args.options = wr_mem_alloc((size_t)argc + 1, sizeof *args.options);
    if (words == NULL || args.options == NULL) {
        result = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    result = understand(command, argc, argv, &args, words, &help, err);
    if (result != 0)
        goto out;
    if (help) {
        wr_cli_help_one(command, out);
        goto out;
    }
    fill_in_service(command, &args, words);
    if (args.n_words < command->least_words) {
        result = usage(command, "something is missing:", command->operands, err);
        goto out;
    }
    if (args.n_words > command->most_words) {
        result = usage(command, "there is a word too many:", args.words[command->most_words], err);
        goto out;
    }
    if (wr_cli_has(&args, "quiet"))
        quiet.progress = NULL;
    result = command->run(&quiet, &args, out, err);
out:
    wr_mem_free(args.options);
    wr_mem_free(words);
    return result;
}

int wr_cli_dispatch(const struct wr_ctx *ctx, int argc, char *const argv[], struct wr_buf *out, struct wr_buf *err)
{
    const struct wr_cli_command *command;
    const char *word = argc > 1 ? argv[1] : NULL;
    int result = 0;

    if (word == NULL) {
        wr_cli_help_all(err);
        return wr_fail(WR_ERR_USAGE);
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        /* `wardround --help run` is meant as `wardround help run` is */
        result = run_command(ctx, &wr_cli_help, argc - 1, argv + 1, out, err);
    } else if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        wr_buf_text(out, "wardround " WR_VERSION "\n");
    } else if (word[0] == '-') {
        wr_buf_printf(err, "wardround: there is no option `%s` before the command\n    wardround --help says how it is written\n", word);
        return wr_fail(WR_ERR_USAGE);
    } else if ((command = wr_cli_command_find(word)) == NULL) {
        return unknown_command(word, err);
    } else {
        result = run_command(ctx, command, argc - 1, argv + 1, out, err);
    }
    if (result == 0)
        result = wr_buf_status(out);
    if (result != 0 && err->size == 0 && result != WR_ERR_PIPE)
        wr_buf_printf(err, "wardround: %s\n", wr_err_words(result));
    return result;
}
