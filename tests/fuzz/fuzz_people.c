/* Any bytes as people's files beside a small service: several files in one text, each begun by a line "@ folder/name" (agree/small.h). What is refused must come with a mistake; of what is taken every index leads somewhere and nothing goes in circles. */
#include "fuzz/fuzz.h"

#include <string.h>

#include "agree/small.h"
#include "base/text.h"

#define LARGEST 20000 /* bytes: a fuzzer that writes novels finds less */

static void in_range(int index, size_t n, bool may_be_none) { must(index < (int)n && (index >= 0 || (may_be_none && index == -1))); }

static void all_in_range(const int *list, size_t n, size_t count)
{
    for (size_t i = 0; i < n; i++)
        in_range(list[i], count, false);
}

static void placed(struct wr_where where) { must(where.file != NULL && where.line >= 1 && where.column >= 1); }

static void look_at_needs(const struct wr_agree *a)
{
    must(a->n_needs == a->stated.count);
    for (size_t i = 0; i < a->n_needs; i++) {
        const struct wr_person_need *n = &a->needs[i];
        size_t steps = 0;
        placed(n->stated->where);
        must(n->stated->says != NULL);
        in_range(n->group, a->n_groups, true);
        in_range(n->at_step, a->model->n_steps, true);
        in_range(n->at_task, a->model->n_tasks, true);
        in_range(n->missing, a->model->n_items, true);
        all_in_range(n->merged, n->n_merged, a->n_needs);
        for (int at = (int)i; at >= 0; at = a->needs[at].merged_into)
            must(steps++ <= a->n_needs);
        for (size_t j = 0; j < n->n_me_too; j++)
            in_range(n->me_too[j].group, a->n_groups, true);
    }
}

static void look_at_voices(const struct wr_agree *a)
{
    for (size_t i = 0; i < a->n_statements; i++) {
        const struct wr_statement *s = &a->statements[i];
        placed(s->where);
        must(s->says != NULL || s->change >= 0 || s->option >= 0);
        in_range(s->change, a->model->n_changes, true);
        in_range(s->option, a->model->n_options, true);
        for (size_t j = 0; j < s->n_invited; j++) {
            in_range(s->invited[j].group, a->n_groups, false);
            must(s->invited[j].count >= 0 && s->invited[j].night >= -1);
        }
    }
    for (size_t i = 0; i < a->n_ratings; i++) {
        const struct wr_rating *r = &a->ratings[i];
        placed(r->where);
        in_range(r->statement, a->n_statements, false);
        in_range(r->group, a->n_groups, false);
        must(r->rating >= 0 && r->rating <= 9 && r->gradient >= -1 && r->gradient <= 7 && (r->rating > 0 || r->gradient >= 0));
        must(r->round >= 1 && r->round <= 20 && r->shift <= WR_SHIFT_NIGHT);
    }
    for (size_t i = 0; i < a->n_decisions; i++) {
        const struct wr_decision *d = &a->decisions[i];
        size_t steps = 0;
        placed(d->where);
        must(d->change >= 0 || d->option >= 0 || d->statement >= 0);
        must((d->status == WR_DECISION_SUPERSEDED) == (d->superseded_by >= 0));
        all_in_range(d->consulted, d->n_consulted, a->n_groups);
        all_in_range(d->informed, d->n_informed, a->n_groups);
        for (int at = (int)i; at >= 0; at = a->decisions[at].superseded_by)
            must(steps++ <= a->n_decisions);
        for (size_t j = 0; j < d->n_dissent; j++)
            in_range(d->dissent[j].measure, a->model->n_measures, true);
    }
}

static void look_at_hazards(const struct wr_agree *a)
{
    for (size_t i = 0; i < a->n_hazards; i++) {
        const struct wr_hazard_entry *h = &a->hazards[i];
        placed(h->where);
        in_range(h->change, a->model->n_changes, true);
        in_range(h->raised_group, a->n_groups, true);
        in_range(h->initial.severity, WR_SCALE_LEVELS, true);
        in_range(h->residual.likelihood, WR_SCALE_LEVELS, true);
        must(h->says != NULL && (h->status == WR_HAZARD_OPEN || h->because != NULL));
    }
    for (size_t i = 0; i < a->n_approvals; i++) {
        in_range(a->approvals[i].change, a->model->n_changes, false);
        must(a->approvals[i].by != NULL && a->approvals[i].version != NULL);
    }
    for (size_t i = 0; i < a->n_risks; i++)
        all_in_range(a->risks[i].links, a->risks[i].n_links, a->n_hazards);
    for (size_t i = 0; i < a->n_readiness; i++) {
        in_range(a->readiness[i].change, a->model->n_changes, false);
        for (size_t d = 0; d < WR_NASSS_DOMAINS; d++)
            in_range(a->readiness[i].domain[d].issue, a->n_issues, true);
    }
    for (size_t i = 0; i < a->n_issues; i++) {
        all_in_range(a->issues[i].depends, a->issues[i].n_depends, a->n_issues);
        in_range(a->issues[i].domain, WR_NASSS_DOMAINS, true);
        must((a->issues[i].plan == WR_PLAN_ACCEPT) == (a->issues[i].accepted_by != NULL));
    }
    for (size_t i = 0; i < a->n_prerequisites; i++) {
        in_range(a->prerequisites[i].change, a->model->n_changes, false);
        in_range(a->prerequisites[i].issue, a->n_issues, true);
        in_range(a->prerequisites[i].task, a->plan.n_tasks, true);
        in_range(a->prerequisites[i].system, a->n_systems, true);
    }
}

static void look_at_plan(const struct wr_agree *a)
{
    for (size_t i = 0; i < a->plan.n_no_go_live; i++)
        must(a->plan.no_go_live[i].from <= a->plan.no_go_live[i].to);
    for (size_t i = 0; i < a->plan.n_tasks; i++) {
        const struct wr_plan_task *t = &a->plan.tasks[i];
        placed(t->where);
        in_range(t->change, a->model->n_changes, true);
        all_in_range(t->after, t->n_after, a->plan.n_tasks);
        for (size_t j = 0; j < t->n_takes; j++) {
            const struct wr_estimate3 *e = &t->takes[j];
            const double *rise = a->plan.working_days ? e->working : &e->least;
            must(e->who != NULL && e->least >= 0);
            if (a->plan.working_days)
                must(rise[0] <= rise[1] && rise[1] <= rise[2]);
            else
                must(e->least <= e->likeliest && e->likeliest <= e->most);
        }
    }
    for (size_t i = 0; i < a->n_benefits; i++) {
        const struct wr_benefit *b = &a->benefits[i];
        placed(b->where);
        in_range(b->measure, a->model->n_measures, true);
        in_range(b->objective, a->model->n_objectives, true);
        in_range(b->step, a->model->n_steps, true);
        in_range(b->task, a->model->n_tasks, true);
    }
    for (size_t i = 0; i < a->n_drivers; i++)
        all_in_range(a->drivers[i].objectives, a->drivers[i].n_objectives, a->model->n_objectives);
    for (size_t i = 0; i < a->n_systems; i++) {
        placed(a->systems[i].where);
        in_range(a->systems[i].model, a->model->n_systems, true);
        all_in_range(a->systems[i].depends, a->systems[i].n_depends, a->n_systems);
        all_in_range(a->systems[i].changes, a->systems[i].n_changes, a->model->n_changes);
    }
}

/* Whether the text is made as small_read wants it: each file of a folder that is read, with a plain name, and needs in one file at most. Anything else
 * would be the harness's own mistake. */
static bool is_well_formed(const char *text)
{
    static const char *const folders[] = {"people.yaml", "needs/", "voices/",   "decisions/", "hazards/",
                                          "issues/",     "plan/",  "benefits/", "systems/"};
    const size_t n = sizeof folders / sizeof folders[0];
    size_t needs = 0;

    if (strncmp(text, "@ ", 2) != 0)
        return false;
    while (text != NULL) {
        const char *name = text + 2;
        size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz./-"), i = 0;
        if (length == 0 || name[length] != '\n')
            return false;
        while (i < n && strncmp(name, folders[i], strlen(folders[i])) != 0)
            i++;
        needs += i == 1;
        if (i == n || needs > 1 || (i == 0 && length != strlen(folders[0])) ||
            (i > 0 && memchr(name + strlen(folders[i]), '/', length - strlen(folders[i])) != NULL))
            return false;
        text = strstr(name, "\n@ ");
        text = text == NULL ? NULL : text + 1;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct small s;
    struct wr_buf text, out;
    int ret;

    if (size > LARGEST || memchr(data, '\0', size) != NULL) /* NUL bytes are fuzz_yaml's and fuzz_csv's */
        return 0;
    wr_buf_init(&text, 0);
    wr_buf_init(&out, 0);
    wr_buf_add(&text, data, size);
    if (is_well_formed(wr_buf_string(&text))) {
        ret = small_read(&s, wr_buf_string(&text));
        must(ret == 0 || ret == WR_ERR_MISTAKES);
        must((ret == 0) == (s.mistakes.mistakes == 0));
        if (ret == 0) {
            look_at_needs(&s.agree);
            look_at_voices(&s.agree);
            look_at_hazards(&s.agree);
            look_at_plan(&s.agree);
        }
        wr_mistakes_sort(&s.mistakes);
        wr_mistakes_print(&s.mistakes, &out);
        must(wr_text_utf8(wr_buf_string(&out), out.size, NULL));
        small_free(&s);
    }
    wr_buf_free(&out);
    wr_buf_free(&text);
    return 0;
}
