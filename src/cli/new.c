#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/cli_internal.h"
#include "cli/cli.h"
#include "cli/templates_internal.h"

static const struct {
    const char *name, *says, *text;
} templates[] = {
    {"pathway", "a referral pathway: letters, appointments, a test, treatment", wr_i_template_pathway},
    {"ward", "a medical ward: beds, nurses, the way home", wr_i_template_ward},
    {"emergency", "an emergency department: triage, cubicles, doctors", wr_i_template_emergency},
    {"clinic", "a day in an outpatient clinic, each day anew from empty", wr_i_template_clinic},
    {"theatres", "operating theatres: sessions, a surgeon and a theatre at once, a bed that is kept", wr_i_template_theatres},
    {"community", "nursing at home: visits that come round, orders that run beside, a weekly meeting", wr_i_template_community},
    {"downtime", "a ward when its record is down: what goes on paper, what stops, what is typed in", wr_i_template_downtime},
    {"appointments", "a clinic by appointment: who does not come, who gives up, who comes back", wr_i_template_appointments},
};
enum { N_TEMPLATES = sizeof templates / sizeof templates[0] };

static int find_template(const char *name, struct wr_buf *err)
{
    const char *names[N_TEMPLATES], *nearest;

    for (int i = 0; i < N_TEMPLATES; i++) {
        names[i] = templates[i].name;
        if (strcmp(name, names[i]) == 0)
            return i;
    }
    nearest = wr_text_nearest(name, names, N_TEMPLATES);
    wr_buf_printf(err, "wardround new: there is no template `%s`", name);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, "\n    the templates are:\n");
    for (int i = 0; i < N_TEMPLATES; i++)
        wr_buf_printf(err, "      %-12s %s\n", templates[i].name, templates[i].says);
    return -1;
}

static int new_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *folder = args->words[0], *name = wr_cli_get(args, "template"), *why = NULL, *file;
    struct wr_arena arena;
    int which = find_template(name == NULL ? "pathway" : name, err), result;

    (void)ctx;
    if (which < 0)
        return wr_fail(WR_ERR_USAGE);
    wr_arena_init(&arena, 1 << 20);
    file = wr_file_join(&arena, folder, "service.yaml");
    if (file == NULL) {
        result = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    if (wr_file_exists(file)) {
        wr_buf_printf(err, "wardround new: %s is there already, and is left as it is\n    name a folder that does not hold a service yet\n",
                      file);
        result = wr_fail(WR_ERR_USAGE);
        goto out;
    }
    result = wr_file_make_folder(folder, &why);
    if (result == 0)
        result = wr_file_write(file, templates[which].text, strlen(templates[which].text), &why);
    if (result != 0) {
        wr_buf_printf(err, "wardround new: %s could not be written: %s\n", file, why != NULL ? why : wr_err_words(result));
        goto out;
    }
    wr_buf_printf(out,
                  "%s: %s. All its numbers are invented.\n\n"
                  "Now:\n"
                  "  wardround tell %s      says it back in plain sentences\n"
                  "  wardround check %s     looks for mistakes, each time you have changed it\n"
                  "  wardround run %s       simulates it, as it is and under each change\n",
                  file, templates[which].says, folder, folder, folder);
out:
    wr_arena_free(&arena);
    return result;
}

static const struct wr_cli_option options[] = {
    {"template", "NAME", "pathway (when none is named), ward, emergency, clinic, theatres, community, downtime or appointments", false},
};

const struct wr_cli_command wr_cli_new = {
    .name = "new",
    .operands = "DIR",
    .summary = "make a folder with a service file to begin from",
    .doc = "Writes DIR/service.yaml from a template. A file that is there already is never overwritten. Everything in a template is\n"
           "invented: change it line by line into your own service.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = new_run,
};
