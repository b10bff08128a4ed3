/* A need, as somebody says it, into the needs of the service folder; one more voice for it; two that are one. */
#include <string.h>

#include "agree/needs.h"
#include "base/text.h"
#include "catalogue/catalogue.h"
#include "cli/text_internal.h"
#include "cli/write_internal.h"

/* The role must be a group when people.yaml declares any: a voice of a group that nobody knows would be heard by nobody. */
static int check_role(struct wr_i_cli_writing *w)
{
    const struct wr_agree *a = &w->people.agree;
    const char *role = wr_cli_get(w->args, "role");
    int group;

    if (role == NULL || wr_text_is_blank(role)) {
        struct wr_buf groups;
        int result;
        wr_buf_init(&groups, 0);
        wr_buf_text(&groups, "write --role and the group of whoever says it");
        for (size_t i = 0; i < a->n_groups; i++)
            wr_buf_printf(&groups, "%s %s", i == 0 ? ":" : ",", a->groups[i].name);
        result = wr_i_cli_writing_usage(w, wr_buf_string(&groups), "who says so?");
        wr_buf_free(&groups);
        return result;
    }
    if (a->n_groups == 0)
        return 0;
    return wr_i_cli_writing_name(w, "group in people.yaml", role, a->groups, a->n_groups, sizeof *a->groups, &group);
}

static int find_need(struct wr_i_cli_writing *w, const char *name, int *index)
{
    const struct wr_needs *s = &w->people.agree.stated;

    return wr_i_cli_writing_name(w, "need", name, s->list, s->count, sizeof *s->list, index);
}

/* What stands behind --at is a step or a task, behind --missing a piece of information, as the service file names them. */
static int check_place(struct wr_i_cli_writing *w)
{
    const struct wr_model *m = &w->people.service.model;
    const char *at = wr_cli_get(w->args, "at");
    const char **names;
    int index, result;

    result = wr_i_cli_writing_name(w, "information", wr_cli_get(w->args, "missing"), m->items, m->n_items, sizeof *m->items, &index);
    if (result != 0)
        return result;
    names = wr_arena_alloc(&w->arena, m->n_steps + m->n_tasks + 1, sizeof *names);
    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < m->n_steps; i++)
        names[i] = m->steps[i].name;
    for (size_t i = 0; i < m->n_tasks; i++)
        names[m->n_steps + i] = m->tasks[i].name;
    return wr_i_cli_writing_name(w, "step or task", at, names, m->n_steps + m->n_tasks, sizeof *names, &index);
}

static int check_amounts(struct wr_i_cli_writing *w)
{
    const char *often = wr_cli_get(w->args, "how-often"), *staff = wr_cli_get(w->args, "costs-staff");

    if (often != NULL && !wr_needs_range(often, WR_UNIT_RATE).known)
        return wr_i_cli_writing_usage(w, "write --how-often \"7 a week\", or \"5 to 9 a week\" when it is not known better",
                                      "`%s` does not say how often", often);
    if (staff != NULL && !wr_needs_range(staff, WR_UNIT_TIME).known)
        return wr_i_cli_writing_usage(w, "write --costs-staff \"40 min\", or \"30 to 60 min\": the time that it costs each time",
                                      "`%s` is no time", staff);
    return 0;
}

/* How many whole people an option says; 1 when it was not given. */
static int read_people(struct wr_i_cli_writing *w, int *people)
{
    const char *given = wr_cli_get(w->args, "people");
    double number = 1;
    size_t used = given == NULL ? 0 : wr_text_number(given, &number);

    if (given != NULL && (used == 0 || given[used] != '\0' || number < 1 || number > 100000 || number != (double)(int)number))
        return wr_i_cli_writing_usage(w, "write --people 6", "`%s` is no number of people", given);
    *people = (int)number;
    return 0;
}

/* ---- what else was said like it ---- */

static int best_match(struct wr_i_cli_writing *w, const struct wr_match_need *need, struct wr_match found[3], size_t *n, bool *product)
{
    return wr_catalogue_match(&w->people.agree.catalogue, need, &w->arena, found, n, product);
}

static bool same_information(const char *a, const char *b) { return a != NULL && b != NULL && strcmp(a, b) == 0; }

/* Whether a need that was said before may be the same: the same information was missing, or the catalogue answers it with the same capability first. */
static int is_like(struct wr_i_cli_writing *w, const struct wr_stated_need *other, const char *missing, int capability, bool *like)
{
    struct wr_match_need need = {other->says, other->at, other->missing, other->role};
    struct wr_match found[3];
    size_t n = 0;
    bool product;
    int result = 0;

    *like = same_information(missing, other->missing);
    if (!*like && capability >= 0) {
        result = best_match(w, &need, found, &n, &product);
        *like = result == 0 && n > 0 && found[0].capability == capability;
    }
    return result;
}

#define OTHERS_SHOWN 6

struct others {
    struct wr_need_view shown[OTHERS_SHOWN]; /* those with most voices, in falling order */
    size_t n_shown, n;
    int people;
};

static void put_in_order(struct others *o, const struct wr_need_view *view)
{
    size_t at = o->n_shown < OTHERS_SHOWN ? o->n_shown++ : OTHERS_SHOWN - 1;

    if (at == OTHERS_SHOWN - 1 && o->n >= OTHERS_SHOWN && o->shown[at].people >= view->people)
        return;
    for (; at > 0 && o->shown[at - 1].people < view->people; at--)
        o->shown[at] = o->shown[at - 1];
    o->shown[at] = *view;
}

/* What was said before and may be the same: to be read before yours is counted apart. */
static int say_others(struct wr_i_cli_writing *w, const char *name, const char *missing, int capability)
{
    const struct wr_agree *a = &w->people.agree;
    struct others o = {.n = 0};

    for (size_t i = 0; i < a->n_needs; i++) {
        struct wr_need_view view;
        bool like = false;
        int result = a->needs[i].merged_into >= 0 ? 0 : is_like(w, a->needs[i].stated, missing, capability, &like);
        if (result == 0 && like)
            result = wr_needs_view(a, (int)i, &w->arena, &view);
        if (result != 0)
            return result;
        if (!like)
            continue;
        put_in_order(&o, &view);
        o.people += view.people;
        o.n++;
    }
    if (o.n == 0) {
        wr_buf_text(w->out, "\nNobody has said anything like it before.\n");
        return 0;
    }
    wr_buf_text(w->out, "\nSaid before, and perhaps the same:\n");
    for (size_t i = 0; i < o.n_shown; i++) {
        const struct wr_stated_need *other = a->needs[o.shown[i].need].stated;
        wr_buf_printf(w->out, "  %s  ", other->name);
        wr_i_cli_wrap(w->out, 0, strlen(other->name) + 4, other->says);
        wr_i_cli_wrap(w->out, strlen(other->name) + 4, strlen(other->name) + 6, o.shown[i].who);
    }
    if (o.n > o.n_shown)
        wr_buf_printf(w->out, "  and %zu more\n", o.n - o.n_shown);
    wr_buf_printf(w->out,
                  "%d %s said something like it. When one of them is the same, keep both voices together:\n"
                  "  wardround need %s --merge %s --into NAME\n",
                  o.people, o.people == 1 ? "person has" : "people have", w->folder, name);
    return 0;
}

static int say_match(struct wr_i_cli_writing *w, const char *name, const char *says)
{
    const char *missing = wr_cli_get(w->args, "missing");
    struct wr_match_need need = {says, wr_cli_get(w->args, "at"), missing, wr_cli_get(w->args, "role")};
    const struct wr_catalogue *c = &w->people.agree.catalogue;
    struct wr_match found[3];
    bool product = false;
    size_t n = 0;
    const char *who = NULL;
    int result = best_match(w, &need, found, &n, &product);

    if (result == 0 && n == 0)
        result = wr_catalogue_elsewhere(c, &need, &w->arena, &who);
    if (result != 0)
        return result;
    result = say_others(w, name, missing, n > 0 ? found[0].capability : -1);
    if (result != 0)
        return result;
    if (n == 0) {
        wr_buf_text(w->out, "\nNothing in the catalogue fits. The need stands all the same.\n");
        if (who != NULL)
            wr_buf_printf(w->out, "It sounds like something for %s.\n", who);
        return 0;
    }
    wr_buf_text(w->out, "\nWhat might answer it (by its words alone; whether it does is for people to say):\n");
    for (size_t i = 0; i < n; i++)
        wr_buf_printf(w->out, "  %s (%s)\n", c->list[found[i].capability].name, c->list[found[i].capability].id);
    wr_buf_printf(w->out, "wardround match %s %s says why.\n", w->folder, name);
    return 0;
}

/* ---- the three things that the command does ---- */

/* Names that needs have, and names that changes speak of though nobody has written that need down: a new need must not be taken for one of them. */
static const char **names_in_use(struct wr_i_cli_writing *w, size_t *n)
{
    const struct wr_needs *s = &w->people.agree.stated;
    const struct wr_model *m = &w->people.service.model;
    const char **names;
    size_t most = s->count + 1;

    for (size_t i = 0; i < m->n_changes; i++)
        most += m->changes[i].n_need;
    names = wr_arena_alloc(&w->arena, most, sizeof *names);
    for (size_t i = 0; i < s->count && names != NULL; i++)
        names[(*n)++] = s->list[i].name;
    for (size_t i = 0; i < m->n_changes && names != NULL; i++)
        for (size_t k = 0; k < m->changes[i].n_need; k++)
            names[(*n)++] = m->changes[i].need[k];
    return names;
}

static int add_need(struct wr_i_cli_writing *w, const char *says)
{
    static const char *const path[] = {"needs"};
    const struct wr_needs *s = &w->people.agree.stated;
    struct wr_node *entry = wr_edit_map(&w->arena);
    const char *name, *date = NULL, **names;
    struct wr_where where = {NULL, 0, 0};
    size_t n = 0;
    int result;

    if (wr_text_is_blank(says))
        return wr_i_cli_writing_usage(w, "write what is said, in quotes and in their own words", "there is no sentence");
    if (wr_needs_find(s, says) >= 0)
        return wr_i_cli_writing_usage(w, "to say so too: --me-too and its name, without a sentence", "`%s` is the name of a need", says);
    if ((result = check_role(w)) != 0 || (result = check_place(w)) != 0 || (result = check_amounts(w)) != 0 ||
        (result = wr_i_cli_writing_date(w, &date)) != 0)
        return result;
    names = names_in_use(w, &n);
    name = names == NULL ? NULL : wr_needs_next_name(&w->arena, 'n', names, n);
    if (name == NULL || wr_edit_with(&w->arena, entry, "says", wr_edit_words(&w->arena, says)) == NULL ||
        !wr_i_cli_writing_option(w, entry, "role", "role", true) || !wr_i_cli_writing_option(w, entry, "name", "name", true) ||
        wr_edit_with(&w->arena, entry, "date", wr_edit_value(&w->arena, date)) == NULL ||
        !wr_i_cli_writing_option(w, entry, "how often", "how-often", false) ||
        !wr_i_cli_writing_option(w, entry, "costs staff", "costs-staff", false) ||
        !wr_i_cli_writing_option(w, entry, "costs patients", "costs-patients", true) ||
        !wr_i_cli_writing_option(w, entry, "at", "at", true) || !wr_i_cli_writing_option(w, entry, "missing", "missing", true))
        return wr_fail(WR_ERR_MEMORY);
    result = wr_i_cli_writing_open(w, s->count > 0 ? s->list[s->count - 1].where.file : NULL, "needs");
    if (result == 0)
        result = wr_i_cli_writing_add(w, path, 1, name, entry, &where);
    if (result == 0)
        result = wr_i_cli_writing_done(w, name, where);
    return result == 0 ? say_match(w, name, says) : result;
}

static int me_too(struct wr_i_cli_writing *w)
{
    const struct wr_agree *a = &w->people.agree;
    const char *name = wr_cli_get(w->args, "me-too"), *role = wr_cli_get(w->args, "role");
    const char *path[] = {"needs", name, "me too"};
    struct wr_where where = {NULL, 0, 0};
    int result, index, people = 1, before = 0;

    if ((result = find_need(w, name, &index)) != 0 || (result = check_role(w)) != 0 || (result = read_people(w, &people)) != 0)
        return result;
    for (size_t i = 0; i < a->needs[index].n_me_too; i++)
        if (wr_text_equal(a->needs[index].me_too[i].group_text, role))
            before = a->needs[index].me_too[i].people;
    result = wr_i_cli_writing_open(w, a->stated.list[index].where.file, "needs");
    if (result == 0)
        result =
            wr_i_cli_writing_put(w, path, 3, role, wr_edit_value(&w->arena, wr_arena_printf(&w->arena, "%d", before + people)), &where);
    if (result == 0)
        result = wr_i_cli_writing_done(w, name, where);
    if (result == 0)
        wr_buf_printf(w->out, "%s: so say %s too: %d of them now.\n", name, role, before + people);
    return result;
}

static int merge(struct wr_i_cli_writing *w)
{
    const struct wr_agree *a = &w->people.agree;
    const char *name = wr_cli_get(w->args, "merge"), *into = wr_cli_get(w->args, "into");
    const char *path[] = {"needs", name};
    struct wr_where where = {NULL, 0, 0};
    struct wr_need_view view, kept;
    int result, one, other;

    if (into == NULL)
        return wr_i_cli_writing_usage(w, "write --into and the name of the need that is to keep both voices", "into which need?");
    if ((result = find_need(w, name, &one)) != 0 || (result = find_need(w, into, &other)) != 0)
        return result;
    if (one == other)
        return wr_i_cli_writing_usage(w, "name another need behind --into", "`%s` cannot be merged into itself", name);
    if (a->needs[one].merged_into >= 0)
        return wr_i_cli_writing_usage(w, "it is left as it is: change the line `merged into` by hand to put it elsewhere",
                                      "`%s` is merged into %s already", name, a->needs[a->needs[one].merged_into].stated->name);
    if (a->needs[other].merged_into >= 0)
        return wr_i_cli_writing_usage(w, wr_arena_printf(&w->arena, "write --into %s", a->needs[a->needs[other].merged_into].stated->name),
                                      "`%s` is itself merged into %s", into, a->needs[a->needs[other].merged_into].stated->name);
    result = wr_i_cli_writing_open(w, a->stated.list[one].where.file, "needs");
    if (result == 0)
        result = wr_i_cli_writing_put(w, path, 2, "merged into", wr_edit_value(&w->arena, into), &where);
    if (result == 0)
        result = wr_i_cli_writing_done(w, name, where);
    if (result == 0 && (result = wr_needs_view(a, one, &w->arena, &view)) == 0 && (result = wr_needs_view(a, other, &w->arena, &kept)) == 0)
        wr_buf_printf(w->out, "%s keeps this voice too: %d %s now. Nothing was taken away; both sentences stay.\n", into,
                      view.people + kept.people, view.people + kept.people == 1 ? "person" : "people");
    return result;
}

static int need_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    const char *says = args->n_words > 1 ? args->words[1] : NULL;
    bool too = wr_cli_has(args, "me-too"), merges = wr_cli_has(args, "merge");
    struct wr_i_cli_writing w;
    int result = wr_i_cli_writing_begin(ctx, args, "need", out, err, &w);

    if (result != 0)
        ;
    else if ((says != NULL) + too + merges > 1)
        result = wr_i_cli_writing_usage(&w, "one at a time", "a sentence, --me-too and --merge are three different things");
    else if (too)
        result = me_too(&w);
    else if (merges)
        result = merge(&w);
    else if (says != NULL)
        result = add_need(&w, says);
    else
        result = wr_i_cli_writing_usage(&w, wr_arena_printf(&w.arena, "wardround needs %s lists what was said", w.folder),
                                        "what is said? write it in quotes");
    wr_i_cli_writing_end(&w);
    return result;
}

static const struct wr_cli_option options[] = {
    {"role", "GROUP", "the role group of whoever says it", false},
    {"name", "WHO", "their name, only if they wish", false},
    {"at", "STEP", "the step or task at which it happens", false},
    {"missing", "INFORMATION", "the piece of information that was not there", false},
    {"how-often", "RATE", "how often: \"7 a week\", \"5 to 9 a day\"", false},
    {"costs-staff", "TIME", "what it costs staff each time: \"40 min\", \"30 to 60 min\"", false},
    {"costs-patients", "TEXT", "what it costs patients", false},
    {"me-too", "NEED", "somebody says so too: no sentence, but --role and perhaps --people", false},
    {"people", "N", "with --me-too: how many (1 when not given)", false},
    {"merge", "NEED", "with --into: this need is the same as another; both voices are kept", false},
    {"into", "NEED", "the need that keeps both", false},
    {"date", "DATE", "when it was said; else today", false},
};

const struct wr_cli_command wr_cli_need = {
    .name = "need",
    .operands = "SERVICE [SENTENCE]",
    .summary = "write down what somebody says, or that others say so too",
    .doc = "Writes SENTENCE into SERVICE/needs under the next free name, and says what was said like it before and what might answer it.\n"
           "  wardround need my-service \"Nobody told me bed 12 was getting worse\" --role \"ward nurses\"\n"
           "  wardround need my-service --me-too n12 --role porters --people 6\n"
           "  wardround need my-service --merge n14 --into n12\n"
           "Comments, order and every line that people wrote stay as they are. Nothing is ever deleted.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = need_run,
};
