#include <string.h>

#include "agree/agree.h"
#include "base/file.h"
#include "cli/cli_internal.h"
#include "cli/cli.h"
#include "model/evidence.h"
#include "model/explain.h"
#include "sim/sim.h"

/* One line that says how it stands: the last of every check. `runs`: the service itself is well, only what people wrote about it is not. */
static void sum_up(const char *path, const struct wr_mistakes *m, bool runs, struct wr_buf *out)
{
    if (m->mistakes > 0)
        wr_buf_printf(out, "%s: %zu mistake%s to mend%s", path, m->mistakes, m->mistakes == 1 ? "" : "s",
                      !runs              ? ""
                      : m->mistakes == 1 ? " (it does not stop a simulation)"
                                         : " (none of them stops a simulation)");
    else
        wr_buf_printf(out, "%s: all is well", path);
    if (m->warnings > 0)
        wr_buf_printf(out, ", %zu thing%s to look at", m->warnings, m->warnings == 1 ? "" : "s");
    if (m->refusals > 0)
        wr_buf_printf(out, "; %zu part%s that `wardround run` does not simulate yet", m->refusals, m->refusals == 1 ? "" : "s");
    wr_buf_char(out, '\n');
}

/* That there is more to be told, where two rules of the language meet in this service; nothing when there is not. */
static void tell_of_notes(const char *path, const struct wr_mistakes *notes, struct wr_buf *out)
{
    if (notes->notes > 0)
        wr_buf_printf(out, "%zu thing%s that may not be plain: wardround check %s --explain says what happens\n", notes->notes,
                      notes->notes == 1 ? "" : "s", path);
}

/* What people say, decide and promise about the service, in the files beside it; they speak of the model's names, so it must be whole. */
static int look_at_people(const struct wr_ctx *ctx, const char *path, struct wr_i_cli_service *service)
{
    struct wr_agree agree;
    int result = wr_agree_read(ctx, wr_file_is_folder(path) ? path : NULL, &service->model, &service->mistakes, &agree);

    wr_agree_free(&agree);
    return result;
}

/* Reads, checks, and asks the engine what it would refuse. What will happen where it is not plain goes to `notes`. */
static int look(const struct wr_ctx *ctx, const char *path, struct wr_i_cli_service *service, struct wr_mistakes *notes, bool *runs)
{
    int result;

    *runs = false;
    memset(service, 0, sizeof *service);
    wr_mistakes_init(&service->mistakes);
    result = wr_source_read(ctx, path, &service->mistakes, &service->source);
    if (result == 0)
        result = wr_model_read(&service->source, &service->mistakes, &service->model);
    if (result == 0) {
        int refused = wr_sim_refuse(&service->model, &service->mistakes);
        if (refused != 0 && refused != WR_ERR_UNSUPPORTED)
            result = refused;
        *runs = refused == 0;
        if (result == 0)
            result = wr_model_check_stages(&service->source, &service->model, &service->mistakes);
        if (result == 0)
            result = wr_model_explain(&service->source, &service->model, notes);
        if (result == 0)
            result = look_at_people(ctx, path, service);
    }
    wr_mistakes_sort(&service->mistakes);
    return result == 0 ? service->mistakes.status : result;
}

static int check_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *path = args->words[0];
    struct wr_i_cli_service service;
    struct wr_mistakes own, *notes = wr_cli_has(args, "explain") ? &service.mistakes : &own;
    bool runs, told;
    int result;

    wr_mistakes_init(&own);
    result = look(ctx, path, &service, notes, &runs);
    told = result == 0 || result == WR_ERR_MISTAKES || (result == WR_ERR_FILE && service.mistakes.count > 0);

    if (wr_cli_has(args, "json")) {
        if (told)
            wr_mistakes_json(&service.mistakes, out);
        if (result == WR_ERR_FILE) /* printed only on success or for mistakes: a file that is not there is told in words too */
            wr_mistakes_print(&service.mistakes, err);
        goto out;
    }
    if (result == 0) {
        wr_mistakes_print(&service.mistakes, out);
        if (wr_cli_has(args, "evidence"))
            wr_model_evidence_print(&service.source, &service.model, out);
        tell_of_notes(path, &own, out);
        sum_up(path, &service.mistakes, runs, out);
    } else if (told) {
        wr_mistakes_print(&service.mistakes, err);
        if (result == WR_ERR_MISTAKES)
            sum_up(path, &service.mistakes, runs, err);
    }
out:
    wr_mistakes_free(&own);
    wr_i_cli_service_free(&service);
    return result;
}

static const struct wr_cli_option options[] = {
    {"evidence", NULL, "also list what rests on no source: uncertain numbers, effects, harms", false},
    {"explain", NULL, "also say what will happen where two rules meet, in a sentence each: notes, neither mistakes nor warnings", false},
    {"json", NULL, "the list as JSON, for other programs", false},
};

const struct wr_cli_command wr_cli_check = {
    .name = "check",
    .operands = "SERVICE",
    .summary = "look for mistakes, all at once",
    .doc =
        "Each mistake is told with file, line and column, what is wrong, and what to write instead. Warnings are about what is legal but\n"
        "odd; and about what is a mistake only with --from go-live, in options whose changes begin one after another. What `wardround\n"
        "run` cannot simulate yet is named too. Once the service itself is without mistakes, what people wrote "
        "beside\n"
        "it is looked at as well (people.yaml, needs/, catalogue/, voices/, decisions/, hazards/, issues/, plan/, benefits/, systems/); a\n"
        "mistake there does not stop a simulation. The exit status is 2 when there are mistakes.\n"
        "What will happen where it is not plain (a doctor who is interrupted at the end of a shift, a bed that is kept) is said with "
        "--explain.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = check_run,
};
