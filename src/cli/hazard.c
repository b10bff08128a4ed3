/* What could go wrong, from anybody, into the hazard log: raised, and never scored here. */
#include <string.h>

#include "agree/hazards.h"
#include "agree/needs.h"
#include "base/text.h"
#include "cli/text_internal.h"
#include "cli/write_internal.h"

static struct wr_node *raised_by(struct wr_i_cli_writing *w, const char *date)
{
    struct wr_node *map = wr_edit_map(&w->arena);

    if (map == NULL || !wr_i_cli_writing_option(w, map, "role", "role", true))
        return NULL;
    return wr_edit_with(&w->arena, map, "date", wr_edit_value(&w->arena, date));
}

/* The entry, in the order in which people write it; NULL without memory. */
static struct wr_node *entry_of(struct wr_i_cli_writing *w, const char *change, const char *says, const char *date)
{
    struct wr_node *entry = wr_edit_with(&w->arena, wr_edit_map(&w->arena), "says", wr_edit_words(&w->arena, says));

    if (entry != NULL && change != NULL)
        entry = wr_edit_with(&w->arena, entry, "change", wr_edit_words(&w->arena, change));
    if (entry != NULL)
        entry = wr_edit_with(&w->arena, entry, "raised by", raised_by(w, date));
    if (entry == NULL || !wr_i_cli_writing_options(w, entry, "causes", "cause") ||
        !wr_i_cli_writing_option(w, entry, "effect", "effect", true) || !wr_i_cli_writing_option(w, entry, "harm", "harm", true) ||
        !wr_i_cli_writing_options(w, entry, "existing controls", "control"))
        return NULL;
    return wr_edit_with(&w->arena, entry, "status", wr_edit_value(&w->arena, "open"));
}

static int raise_hazard(struct wr_i_cli_writing *w, const char *change, const char *says)
{
    static const char *const path[] = {"hazards"};
    const struct wr_agree *a = &w->people.agree;
    const char *name, *date = NULL, **names, *officer = wr_agree_office_person(a, WR_SAFETY_OFFICE);
    struct wr_where where = {NULL, 0, 0};
    struct wr_node *entry;
    int result, index;

    if (wr_text_is_blank(says) || (change == NULL && wr_agree_change(a, says) >= 0))
        return wr_i_cli_writing_usage(w, "write it in quotes, as a sentence", "what could go wrong?");
    if (wr_cli_get(w->args, "role") == NULL)
        return wr_i_cli_writing_usage(w, "write --role and the group of whoever raises it", "who says so?");
    if ((result = wr_i_cli_writing_name(w, "change", change, a->model->changes, a->model->n_changes, sizeof *a->model->changes, &index)) !=
            0 ||
        (result = a->n_groups == 0 ? 0
                                   : wr_i_cli_writing_name(w, "group in people.yaml", wr_cli_get(w->args, "role"), a->groups, a->n_groups,
                                                           sizeof *a->groups, &index)) != 0 ||
        (result = wr_i_cli_writing_date(w, &date)) != 0)
        return result;
    names = wr_arena_alloc(&w->arena, a->n_hazards + 1, sizeof *names);
    for (size_t i = 0; i < a->n_hazards && names != NULL; i++)
        names[i] = a->hazards[i].name;
    name = names == NULL ? NULL : wr_needs_next_name(&w->arena, 'h', names, a->n_hazards);
    entry = entry_of(w, change, says, date);
    if (name == NULL || entry == NULL)
        return wr_fail(WR_ERR_MEMORY);
    result = wr_i_cli_writing_open(w, a->n_hazards > 0 ? a->hazards[a->n_hazards - 1].where.file : NULL, "hazards");
    if (result == 0)
        result = wr_i_cli_writing_add(w, path, 1, name, entry, &where);
    if (result == 0)
        result = wr_i_cli_writing_done(w, name, where);
    if (result != 0)
        return result;
    wr_buf_printf(
        w->out,
        "\nRaised, and not scored. How severe and how likely it is says the clinical safety officer%s%s%s, by hand, in that file.\n",
        officer != NULL ? " (" : "", officer != NULL ? officer : "", officer != NULL ? ")" : "");
    if (officer == NULL)
        wr_buf_text(w->out, "people.yaml fills no such office: until it does, no score counts.\n");
    if (wr_cli_get(w->args, "harm") == NULL)
        wr_buf_text(w->out, "It does not say yet what harm would come of it to a patient: add harm:\n");
    for (size_t i = 0; change != NULL && i < a->n_approvals; i++)
        if (a->approvals[i].change >= 0 && strcmp(a->model->changes[a->approvals[i].change].name, change) == 0) {
            wr_buf_printf(w->out, "The log of `%s` was approved without it: that approval no longer holds.\n", change);
            break;
        }
    return 0;
}

static int hazard_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_writing w;
    int result = wr_i_cli_writing_begin(ctx, args, "hazard", out, err, &w);

    if (result == 0)
        result = args->n_words == 3 ? raise_hazard(&w, args->words[1], args->words[2]) : raise_hazard(&w, NULL, args->words[1]);
    wr_i_cli_writing_end(&w);
    return result;
}

static const struct wr_cli_option options[] = {
    {"role", "GROUP", "the role group of whoever raises it", false}, {"cause", "TEXT", "how it could come about", true},
    {"effect", "TEXT", "what would be different in care", false},    {"harm", "TEXT", "what would happen to a patient", false},
    {"control", "TEXT", "what guards against it today", true},       {"date", "DATE", "when it was raised; else today", false},
};

const struct wr_cli_command wr_cli_hazard = {
    .name = "hazard",
    .operands = "SERVICE [CHANGE] SENTENCE",
    .summary = "raise what could go wrong: a hazard, which the safety officer scores",
    .doc = "Writes SENTENCE into SERVICE/hazards under the next free name: of CHANGE, or of the service as it is. Anybody may raise one; "
           "it is not\n"
           "scored here, since a score counts only under the clinical safety officer's name. It is closed with `wardround close`, never "
           "deleted.\n"
           "  wardround hazard my-service \"record at the bedside\" \"Two patients are seen from one screen\" --role porters \\\n"
           "      --cause \"The record of the one before stays open\" --harm \"A drug is given to which this patient is allergic\"",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 2,
    .most_words = 3,
    .run = hazard_run,
};
