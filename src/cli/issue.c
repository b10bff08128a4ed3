/* What stands in the way, into the issues of the service folder; and an issue for each complex domain of readiness that has none. */
#include <string.h>

#include "agree/needs.h"
#include "agree/readiness.h"
#include "base/date.h"
#include "base/text.h"
#include "cli/text_internal.h"
#include "cli/write_internal.h"

static const char *next_name(struct wr_i_cli_writing *w, size_t further)
{
    const struct wr_agree *a = &w->people.agree;
    const char **names = wr_arena_alloc(&w->arena, a->n_issues + further + 1, sizeof *names), *name = NULL;

    if (names == NULL)
        return NULL;
    for (size_t i = 0; i < a->n_issues; i++)
        names[i] = a->issues[i].name;
    for (size_t i = 0; i <= further; i++) { /* those that this command has made before count as well */
        name = wr_needs_next_name(&w->arena, 'i', names, a->n_issues + i);
        if (name == NULL)
            return NULL;
        if (i < further)
            names[a->n_issues + i] = name;
    }
    return name;
}

static int check_domain(struct wr_i_cli_writing *w, const char *domain)
{
    const char *names[WR_NASSS_DOMAINS];
    int index;

    for (int i = 0; i < WR_NASSS_DOMAINS; i++)
        names[i] = wr_nasss_domain_words(i);
    return wr_i_cli_writing_name(w, "domain", domain, names, WR_NASSS_DOMAINS, sizeof *names, &index);
}

static int check_plan(struct wr_i_cli_writing *w, const char *plan)
{
    if (plan == NULL || strcmp(plan, "reduce") == 0 || strcmp(plan, "run with") == 0 ||
        (wr_text_starts(plan, "accept by ") && !wr_text_is_blank(plan + 10)))
        return 0;
    return wr_i_cli_writing_usage(w, "write reduce, \"run with\", or \"accept by\" and the name of whoever accepts it", "`%s` is no plan",
                                  plan);
}

static int check_due(struct wr_i_cli_writing *w, const char *due)
{
    int days;
    size_t used = due == NULL ? 0 : wr_date_read(due, &days);

    if (due == NULL || (used > 0 && due[used] == '\0'))
        return 0;
    return wr_i_cli_writing_usage(w, "write --due 2026-04-01", "`%s` is no date", due);
}

/* What an issue needs before it is looked after, as the gate will ask for it. */
static void say_missing(struct wr_i_cli_writing *w, const char *name)
{
    static const char *const wanted[] = {"owner", "plan", "due"};
    bool some = false;

    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (wr_cli_get(w->args, wanted[i]) == NULL) {
            wr_buf_printf(w->out, some ? ", `%s`" : "\n%s still needs: `%s`", some ? wanted[i] : name, wanted[i]);
            some = true;
        }
    if (some)
        wr_buf_text(w->out, ". Write them into the file when somebody has taken it.\n");
}

static int open_issue(struct wr_i_cli_writing *w, const char *change, const char *says)
{
    static const char *const path[] = {"issues"};
    const struct wr_agree *a = &w->people.agree;
    const char *name, *date = NULL;
    struct wr_where where = {NULL, 0, 0};
    struct wr_node *entry;
    int result, index;

    if (wr_text_is_blank(says) || (change == NULL && wr_agree_change(a, says) >= 0))
        return wr_i_cli_writing_usage(w, "write it in quotes, as a sentence", "what stands in the way?");
    if ((result = wr_i_cli_writing_name(w, "change", change, a->model->changes, a->model->n_changes, sizeof *a->model->changes, &index)) !=
            0 ||
        (result = check_domain(w, wr_cli_get(w->args, "domain"))) != 0 || (result = check_plan(w, wr_cli_get(w->args, "plan"))) != 0 ||
        (result = check_due(w, wr_cli_get(w->args, "due"))) != 0 || (result = wr_i_cli_writing_date(w, &date)) != 0)
        return result;
    for (size_t i = 0; i < w->args->n_options; i++)
        if (strcmp(w->args->options[i].name, "depends-on") == 0 &&
            (result = wr_i_cli_writing_name(w, "issue", w->args->options[i].value, a->issues, a->n_issues, sizeof *a->issues, &index)) != 0)
            return result;
    name = next_name(w, 0);
    entry = wr_edit_with(&w->arena, wr_edit_map(&w->arena), "says", wr_edit_words(&w->arena, says));
    if (entry != NULL && change != NULL)
        entry = wr_edit_with(&w->arena, entry, "change", wr_edit_words(&w->arena, change));
    if (name == NULL || entry == NULL || !wr_i_cli_writing_option(w, entry, "domain", "domain", false) ||
        !wr_i_cli_writing_option(w, entry, "owner", "owner", true) || !wr_i_cli_writing_option(w, entry, "plan", "plan", false) ||
        !wr_i_cli_writing_option(w, entry, "how", "how", true) ||
        wr_edit_with(&w->arena, entry, "raised", wr_edit_value(&w->arena, date)) == NULL ||
        !wr_i_cli_writing_option(w, entry, "due", "due", false) || !wr_i_cli_writing_options(w, entry, "depends on", "depends-on") ||
        !wr_i_cli_writing_option(w, entry, "for", "for", true))
        return wr_fail(WR_ERR_MEMORY);
    result = wr_i_cli_writing_open(w, a->n_issues > 0 ? a->issues[a->n_issues - 1].where.file : NULL, "issues");
    if (result == 0)
        result = wr_i_cli_writing_add(w, path, 1, name, entry, &where);
    if (result == 0)
        result = wr_i_cli_writing_done(w, name, where);
    if (result == 0)
        say_missing(w, name);
    return result;
}

/* ---- from readiness ---- */

/* Whether an issue speaks of this domain of the change already, though the answer does not name it. */
static bool has_issue(const struct wr_agree *a, int change, int domain)
{
    for (size_t i = 0; i < a->n_issues; i++)
        if (a->issues[i].change == change && a->issues[i].domain == domain && !a->issues[i].closed)
            return true;
    return false;
}

static struct wr_node *of_domain(struct wr_i_cli_writing *w, const char *change, int domain, const char *says, const char *date)
{
    struct wr_arena *arena = &w->arena;
    struct wr_node *entry;

    if (says == NULL)
        says = wr_arena_printf(arena, "Nobody has written yet what is complex about it (%s)", wr_nasss_domain_words(domain));
    entry = wr_edit_with(arena, wr_edit_map(arena), "says", wr_edit_words(arena, says));
    entry = wr_edit_with(arena, entry, "change", wr_edit_words(arena, change));
    entry = wr_edit_with(arena, entry, "domain", wr_edit_value(arena, wr_nasss_domain_words(domain)));
    return wr_edit_with(arena, entry, "raised", wr_edit_value(arena, date));
}

/* One issue, into the file in which the answer stands, whose answer then names it. */
static int open_for_domain(struct wr_i_cli_writing *w, const struct wr_readiness *r, int domain, size_t made, const char *date)
{
    static const char *const issues[] = {"issues"};
    const struct wr_domain_answer *answer = &r->domain[domain];
    const char *change = w->people.agree.model->changes[r->change].name, *name = next_name(w, made);
    const char *path[] = {"readiness", change, wr_nasss_domain_words(domain)};
    struct wr_where where = {NULL, 0, 0};
    struct wr_node *entry = name == NULL ? NULL : of_domain(w, change, domain, answer->says, date);
    int result;

    if (entry == NULL)
        return wr_fail(WR_ERR_MEMORY);
    result = wr_i_cli_writing_open(w, answer->where.file, "issues");
    if (result == 0) /* first, since it may stand above the issues and would move them down */
        result = wr_i_cli_writing_put(w, path, 3, "issue", wr_edit_value(&w->arena, name), NULL);
    if (result == 0)
        result = wr_i_cli_writing_add(w, issues, 1, name, entry, &where);
    return result == 0 ? wr_i_cli_writing_done(w, name, where) : result;
}

static int from_readiness(struct wr_i_cli_writing *w, const char *only)
{
    const struct wr_agree *a = &w->people.agree;
    const char *date = NULL;
    size_t made = 0, complex_ones = 0;
    int result, change;

    if ((result = wr_i_cli_writing_name(w, "change", only, a->model->changes, a->model->n_changes, sizeof *a->model->changes, &change)) !=
            0 ||
        (result = wr_i_cli_writing_date(w, &date)) != 0)
        return result;
    for (size_t i = 0; i < a->n_readiness && result == 0; i++)
        for (int d = 0; d < WR_NASSS_DOMAINS && result == 0; d++) {
            const struct wr_readiness *r = &a->readiness[i];
            if (r->domain[d].level != WR_NASSS_COMPLEX || (only != NULL && r->change != change))
                continue;
            complex_ones++;
            if (r->domain[d].issue >= 0 || has_issue(a, r->change, d))
                continue;
            result = open_for_domain(w, r, d, made, date);
            made += result == 0;
        }
    if (result != 0)
        return result;
    if (complex_ones == 0)
        wr_buf_text(w->out, "No domain was called complex: no issue was opened.\n");
    else if (made == 0)
        wr_buf_printf(w->out, "Each of the %zu complex domains has its issue: none was opened.\n", complex_ones);
    else
        wr_buf_printf(w->out, "\n%zu issue%s opened. Each still needs an owner, a plan (reduce, run with, or accept by name) and a date.\n",
                      made, made == 1 ? "" : "s");
    return 0;
}

static int issue_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *const *words = args->words;
    struct wr_i_cli_writing w;
    int result = wr_i_cli_writing_begin(ctx, args, "issue", out, err, &w);

    if (result != 0)
        ;
    else if (wr_cli_has(args, "from-readiness"))
        result = args->n_words > 2 ? wr_i_cli_writing_usage(&w, "wardround issue SERVICE [CHANGE] --from-readiness",
                                                            "no sentence goes with --from-readiness")
                                   : from_readiness(&w, args->n_words > 1 ? words[1] : NULL);
    else if (args->n_words < 2)
        result = wr_i_cli_writing_usage(&w, "write it in quotes, as a sentence", "what stands in the way?");
    else
        result = args->n_words == 3 ? open_issue(&w, words[1], words[2]) : open_issue(&w, NULL, words[1]);
    wr_i_cli_writing_end(&w);
    return result;
}

static const struct wr_cli_option options[] = {
    {"domain", "DOMAIN", "which of the seven: condition, technology, value, adopters, organisation, wider system, over time", false},
    {"owner", "WHO", "who looks after it", false},
    {"plan", "PLAN", "reduce, \"run with\" or \"accept by NAME\"", false},
    {"how", "TEXT", "how", false},
    {"due", "DATE", "until when", false},
    {"depends-on", "ISSUE", "an issue that must be done before", true},
    {"for", "FUNCTION", "the support function on whose list it stands: training, estates", false},
    {"from-readiness", NULL, "no sentence: one issue for each domain called complex that has none", false},
    {"date", "DATE", "when it was raised; else today", false},
};

const struct wr_cli_command wr_cli_issue = {
    .name = "issue",
    .operands = "SERVICE [CHANGE] [SENTENCE]",
    .summary = "write down what stands in the way of a change",
    .doc = "Writes SENTENCE into SERVICE/issues under the next free name: of CHANGE, or of the service as a whole. With --from-readiness "
           "it opens an\n"
           "issue for each domain of readiness that was called complex and has none. It is closed with `wardround close`, never deleted.\n"
           "  wardround issue my-service \"record at the bedside\" \"Cubicles 17 to 22 have no signal\" --domain technology --for estates",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 3,
    .run = issue_run,
};
