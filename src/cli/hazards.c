/* wardround hazards: the hazard log, told; its version; the trust's own register beside it. The form of DCB0160: hazards_export.c. */
#include "agree/hazards.h"

#include <string.h>

#include "agree/version.h"
#include "base/date.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/hazards_internal.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"

int wr_i_cli_change_find(const struct wr_agree *agree, const char *command, const char *name, int *index, struct wr_buf *err)
{
    const struct wr_model *m = agree->model;
    const char *nearest = NULL;
    size_t least;

    *index = name == NULL ? -1 : wr_agree_change(agree, name);
    if (name == NULL || *index >= 0)
        return 0;
    least = strlen(name) / 3 + 1;
    for (size_t i = 0; i < m->n_changes; i++) {
        size_t d = wr_text_distance(name, m->changes[i].name, least);
        if (d < least) {
            least = d;
            nearest = m->changes[i].name;
        }
    }
    wr_buf_printf(err, "wardround %s: there is no change `%s` in the service", command, name);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, m->n_changes == 0 ? "\n    it has none yet: wardround propose writes one from the catalogue" : "\n    it has:");
    for (size_t i = 0; i < m->n_changes; i++)
        wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", m->changes[i].name);
    wr_buf_text(err, "\n");
    return wr_fail(WR_ERR_USAGE);
}

static void line(struct wr_buf *out, size_t indent, const char *head, const char *text)
{
    struct wr_buf words;

    if (wr_text_is_blank(text))
        return;
    wr_buf_init(&words, 0);
    wr_buf_printf(&words, "%s%s", head, text);
    wr_i_cli_wrap(out, indent, indent + 2, wr_buf_string(&words));
    wr_buf_part_free(out, &words);
}

static void say_score(const struct wr_agree *agree, const struct wr_hazard_score *score, const char *head, struct wr_arena *arena,
                      struct wr_buf *out)
{
    struct wr_hazard_rating r;
    struct wr_buf words;

    wr_hazard_rate(agree, score, arena, &r);
    wr_buf_init(&words, 0);
    wr_hazard_say_score(agree, score, arena, &words);
    if (r.counts) {
        wr_buf_printf(&words, ". %s. Scored by %s", wr_scales_acceptability(&agree->scales, r.risk), score->scored_by);
        if (score->date != WR_NO_DATE) {
            wr_buf_text(&words, " on ");
            wr_date_print(&words, score->date);
        }
    }
    line(out, 4, head, wr_buf_string(&words));
    wr_buf_part_free(out, &words);
    if (r.counts)
        line(out, 6, "that means: ", r.words);
    line(out, 6, "not reduced further because: ", score->because);
}

static void say_hazard(const struct wr_agree *agree, const struct wr_hazard_entry *h, struct wr_arena *arena, struct wr_buf *out)
{
    const char *owner = wr_lack_who(agree, arena, h->owner);
    struct wr_buf words;
    char head[40];

    wr_buf_init(&words, 0);
    wr_buf_printf(&words, "%s: ", h->name);
    line(out, 0, wr_buf_string(&words), h->says);
    wr_buf_clear(&words);
    wr_buf_printf(&words, "%s; %s%s", wr_hazard_status_words(h->status), owner != NULL ? "owned by " : "nobody owns it",
                  owner != NULL ? owner : "");
    if (h->raised_by != NULL)
        wr_buf_printf(&words, "; raised by %s", h->raised_by);
    if (h->raised != WR_NO_DATE) {
        wr_buf_text(&words, h->raised_by != NULL ? " on " : "; raised on ");
        wr_date_print(&words, h->raised);
    }
    line(out, 4, "", wr_buf_string(&words));
    line(out, 4,
         h->status == WR_HAZARD_TRANSFERRED ? "transferred: " : "closed because: ", h->status != WR_HAZARD_OPEN ? h->because : NULL);
    for (size_t i = 0; i < h->n_causes; i++) { /* numbered, so that a control can say which it is for */
        wr_buf_clear(&words);
        wr_buf_printf(&words, "cause %s.%zu: ", h->name, i + 1);
        line(out, 4, wr_buf_string(&words), h->causes[i]);
    }
    line(out, 4, "effect on care: ", h->effect);
    line(out, 4, "harm: ", h->harm);
    for (size_t i = 0; i < h->n_existing; i++)
        line(out, 4, "there already: ", h->existing[i]);
    say_score(agree, &h->initial, "to begin with: ", arena, out);
    for (size_t i = 0; i < h->n_controls; i++) {
        const char *who = wr_lack_who(agree, arena, h->controls[i].owner);
        snprintf(head, sizeof head, "control by %s: ", wr_control_kind_words(h->controls[i].kind));
        line(out, 4, head, h->controls[i].says);
        wr_buf_clear(&words);
        wr_buf_printf(&words, "%s; %s", who != NULL ? who : "nobody owns it", wr_control_says(&h->controls[i], arena));
        line(out, 6, "", wr_buf_string(&words));
    }
    if (h->n_controls > 0 || h->residual.severity >= 0)
        say_score(agree, &h->residual, "what remains: ", arena, out);
    wr_buf_char(out, '\n');
    wr_buf_part_free(out, &words);
}

static void say_missing(const struct wr_agree *agree, int change, struct wr_arena *arena, struct wr_buf *out)
{
    struct wr_lacks lacks;
    struct wr_buf words;

    wr_lacks_init(&lacks, arena);
    wr_hazards_check(agree, change, &lacks);
    wr_lacks_sort(&lacks);
    wr_buf_init(&words, 0);
    for (size_t i = 0; i < lacks.n; i++) {
        if (i == 0 || lacks.list[i].stops != lacks.list[i - 1].stops)
            wr_buf_text(out, lacks.list[i].stops ? "  Missing:\n" : "  To look at:\n");
        wr_buf_clear(&words);
        wr_buf_printf(&words, "- %s", lacks.list[i].what);
        wr_i_cli_wrap(out, 2, 4, wr_buf_string(&words));
        wr_buf_clear(&words);
        wr_buf_printf(&words, "%s: %s", lacks.list[i].who, lacks.list[i].do_);
        wr_i_cli_wrap(out, 4, 4, wr_buf_string(&words));
    }
    if (lacks.n > 0)
        wr_buf_char(out, '\n');
    if (lacks.status != 0)
        out->status = lacks.status;
    wr_buf_part_free(out, &words);
}

/* The log of one change, or of the service as it is (-1). */
static int say_log(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_arena *arena, struct wr_buf *out)
{
    char version[65] = "";
    struct wr_buf words;
    size_t n = 0;
    int result = 0;

    if (change >= 0 && (result = wr_version(agree, source, change, version)) != 0)
        return result;
    wr_buf_printf(out, "HAZARDS OF %s\n", change >= 0 ? agree->model->changes[change].name : "the service as it is");
    wr_i_cli_invented_say(agree->model, out);
    wr_buf_init(&words, 0);
    wr_hazards_say_needs(agree, change, version, arena, &words);
    wr_i_cli_wrap(out, 0, 0, wr_buf_string(&words));
    if (change >= 0) {
        wr_buf_clear(&words);
        wr_buf_printf(&words, "Version %.*s: ", WR_VERSION_SHORT, version);
        wr_approval_say(agree, change, version, &words);
        wr_buf_char(&words, '.');
        wr_i_cli_wrap(out, 0, 0, wr_buf_string(&words));
    }
    wr_buf_char(out, '\n');
    for (size_t i = 0; i < agree->n_hazards; i++)
        if (agree->hazards[i].change == change) {
            say_hazard(agree, &agree->hazards[i], arena, out);
            n++;
        }
    if (n == 0)
        wr_buf_text(out, "Nobody has raised a hazard. Anybody may: what could go wrong? (wardround hazard)\n\n");
    say_missing(agree, change, arena, out);
    wr_buf_part_free(out, &words);
    return 0;
}

static int say_all(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_arena *arena, struct wr_buf *out)
{
    const struct wr_scale_clinical *scale = &agree->scales.clinical;
    bool as_it_is = false;
    int result = 0;

    for (size_t i = 0; i < agree->n_hazards; i++)
        as_it_is = as_it_is || agree->hazards[i].change < 0;
    if (change >= 0)
        result = say_log(agree, source, change, arena, out);
    for (size_t c = 0; change < 0 && c < agree->model->n_changes && result == 0; c++)
        result = say_log(agree, source, (int)c, arena, out);
    if (result == 0 && change < 0 && (as_it_is || agree->model->n_changes == 0))
        result = say_log(agree, source, -1, arena, out);
    line(out, 0, "Scale: ", scale->version);
    wr_i_cli_wrap(
        out, 0, 0,
        "Risk is read from a table of 25 cells, it is not a product. 5: unacceptable; 4: must be reduced; 3: only when reducing it further "
        "is impractical; 2 and 1: may be accepted.");
    return result;
}

static void say_register(const struct wr_agree *agree, struct wr_buf *out)
{
    const struct wr_scale_register *scale = &agree->scales.trust;

    wr_buf_text(out, "THE TRUST'S OWN REGISTER OF RISKS\n");
    wr_i_cli_invented_say(agree->model, out);
    wr_i_cli_wrap(
        out, 0, 0,
        "Consequence times likelihood, on another scale than the hazard log: the two are never merged, and their numbers not compared.");
    wr_buf_char(out, '\n');
    for (size_t i = 0; i < agree->n_risks; i++) {
        const struct wr_trust_risk *r = &agree->risks[i];
        int score = wr_scales_register_score(r->consequence, r->likelihood);
        struct wr_buf words;
        wr_buf_init(&words, 0);
        wr_buf_printf(&words, "%s: ", r->name);
        line(out, 0, wr_buf_string(&words), r->says);
        wr_buf_clear(&words);
        if (score > 0)
            wr_buf_printf(&words, "consequence %d (%s), likelihood %d (%s): %d, %s", r->consequence,
                          scale->consequence[r->consequence - 1].name, r->likelihood, scale->likelihood[r->likelihood - 1].name, score,
                          wr_trust_risk_band(agree, r));
        else
            wr_buf_text(&words, "not scored");
        wr_buf_printf(&words, "; %s%s", r->owner != NULL ? "owned by " : "nobody owns it", r->owner != NULL ? r->owner : "");
        if (r->change >= 0)
            wr_buf_printf(&words, "; about the change %s", agree->model->changes[r->change].name);
        for (size_t k = 0; k < r->n_links; k++)
            wr_buf_printf(&words, "%s%s", k == 0 ? "; linked to hazard " : ", ", agree->hazards[r->links[k]].name);
        line(out, 4, "", wr_buf_string(&words));
        wr_buf_part_free(out, &words);
    }
    if (agree->n_risks == 0)
        wr_buf_text(out, "It holds nothing. A risk is written by hand under `risks:` in hazards/ (docs/people.md shows how).\n");
    wr_buf_char(out, '\n');
    line(out, 0, "Scale: ", scale->version);
}

static int run_version(const struct wr_i_cli_people *people, const char *name, bool whole, struct wr_buf *out, struct wr_buf *err)
{
    char version[65];
    int change, result = wr_i_cli_change_find(&people->agree, "hazards", name, &change, err);

    if (result != 0)
        return result;
    if (whole)
        return wr_version_text(&people->agree, &people->service.source, change, out);
    result = wr_version(&people->agree, &people->service.source, change, version);
    if (result == 0)
        wr_buf_printf(out, "%s\n", version);
    return result;
}

/* --export dcb0160, to FILE or as CSV to standard output. */
static int run_export(const struct wr_i_cli_people *people, const char *form, int change, const char *file, struct wr_buf *out,
                      struct wr_buf *err)
{
    bool html = file != NULL && wr_text_ends(file, ".html");
    struct wr_buf data;
    int result;

    if (strcmp(form, "dcb0160") != 0 || (file != NULL && !html && !wr_text_ends(file, ".csv"))) {
        wr_buf_text(err, strcmp(form, "dcb0160") != 0
                             ? "wardround hazards: the one form that is known is dcb0160\n    write --export dcb0160\n"
                             : "wardround hazards: the file's name says its form\n    write a name that ends in .csv or .html\n");
        return wr_fail(WR_ERR_USAGE);
    }
    wr_buf_init(&data, 0);
    result = html ? wr_i_cli_hazards_html(&people->agree, &people->service.source, change, &data)
                  : wr_i_cli_hazards_csv(&people->agree, &people->service.source, change, &data);
    if (result == 0 && file != NULL) {
        result = wr_i_cli_file_write(file, &data, err);
        if (result == 0)
            wr_buf_printf(out, "%s: the hazard log. Draft, not signed.\n", file);
    } else if (result == 0) {
        wr_buf_add(out, wr_buf_string(&data), data.size);
    }
    wr_buf_free(&data);
    return result;
}

static int hazards_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *version = wr_cli_get(args, "version"), *rests_on = wr_cli_get(args, "rests-on"), *form = wr_cli_get(args, "export");
    struct wr_i_cli_people people;
    struct wr_arena arena;
    int result, change;

    wr_arena_init(&arena, 0);
    result = wr_i_cli_people_read(ctx, args->words[0], &people, err);
    if (result != 0 || (result = wr_i_cli_change_find(&people.agree, "hazards", wr_cli_get(args, "change"), &change, err)) != 0)
        goto out;
    if (args->n_words > 1 && form == NULL) {
        wr_buf_text(err, "wardround hazards: a file is written with --export only\n    write --export dcb0160 before its name\n");
        result = wr_fail(WR_ERR_USAGE);
    } else if (version != NULL || rests_on != NULL) {
        result = run_version(&people, version != NULL ? version : rests_on, version == NULL, out, err);
    } else if (form != NULL) {
        result = run_export(&people, form, change >= 0 ? change : WR_ALL_CHANGES, args->n_words > 1 ? args->words[1] : NULL, out, err);
    } else if (wr_cli_has(args, "json")) {
        result = wr_i_cli_hazards_json(&people.agree, &people.service.source, change >= 0 ? change : WR_ALL_CHANGES, out);
    } else if (wr_cli_has(args, "register")) {
        say_register(&people.agree, out);
    } else {
        result = say_all(&people.agree, &people.service.source, change, &arena, out);
    }
out:
    wr_arena_free(&arena);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"change", "CHANGE", "only the hazards of this change", false},
    {"register", NULL, "the trust's own 5x5 register instead, on its own scale", false},
    {"version", "CHANGE", "only the version of this change's log, as an approval names it", false},
    {"rests-on", "CHANGE", "the text whose fingerprint the version is: all that an approval rests on", false},
    {"export", "FORM", "dcb0160: the log in the form of that standard, to FILE (.csv or .html), else as CSV", false},
    {"json", NULL, "write JSON for other programs", false},
};

const struct wr_cli_command wr_cli_hazards = {
    .name = "hazards",
    .operands = "SERVICE [FILE]",
    .summary = "the hazard log: what can go wrong, who scored it, what is missing; export in DCB0160 form",
    .doc =
        "Anybody may raise a hazard; only the clinical safety officer's scores count. Says what is missing and whose it is. An approval\n"
        "names a version, and is void as soon as anything that it rests on changes. The program scores nothing and signs nothing.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = hazards_run,
};
