/* The public door (include/wardround.h): checks what comes in, and hands on to model, trial and their sentences. */
#include <wardround.h> /* include/, the installed header */

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "base/mem.h"
#include "trial/results.h"
#include "trial/say.h"

struct wardround {
    struct wr_ctx ctx;
    atomic_int stop;
    struct wr_source source;
    struct wr_model model;
    struct wr_mistakes mistakes; /* of reading */
    struct wr_mistakes of_run;   /* of the last run */
    struct wr_arena arena;       /* names */
    struct wr_buf text;          /* what was last returned */
    struct wr_buf limit;         /* sentence of a run that passed a limit */
    int *options;                /* of the model, the one without changes first; -1: as it is */
    size_t n_options;
    int status; /* of reading */
};
struct wardround_result {
    struct wr_trial trial;
    struct wr_arena arena; /* what the variants of the trial point to, and names */
    struct wr_buf json, sentence;
    const char **row_names;
};

const char *wardround_version(void) { return WR_VERSION; }

const char *wardround_words(int code) { return code == 0 ? "all is well" : wr_err_words(code); }

static int list_options(struct wardround *w)
{
    const struct wr_model *m = &w->model;
    int first = -1;

    for (size_t i = m->n_options; i-- > 0;)
        if (m->options[i].n_changes == 0)
            first = (int)i;
    w->options = wr_arena_alloc(&w->arena, m->n_options + 1, sizeof *w->options);
    if (w->options == NULL)
        return wr_fail(WR_ERR_MEMORY);
    w->options[w->n_options++] = first;
    for (size_t i = 0; i < m->n_options; i++)
        if ((int)i != first)
            w->options[w->n_options++] = (int)i;
    return 0;
}

int wardround_open(const char *path, struct wardround **service)
{
    struct wardround *w = wr_mem_alloc(1, sizeof *w);

    *service = w;
    if (w == NULL)
        return wr_fail(WR_ERR_MEMORY);
    atomic_init(&w->stop, 0);
    w->ctx.cancel = &w->stop; /* no log: a library does not write to other people's streams */
    wr_mistakes_init(&w->mistakes);
    wr_mistakes_init(&w->of_run);
    wr_arena_init(&w->arena, 0);
    wr_buf_init(&w->text, 0);
    wr_buf_init(&w->limit, 0);
    w->status = path == NULL ? wr_fail(WR_ERR_FILE) : wr_source_read(&w->ctx, path, &w->mistakes, &w->source);
    if (w->status == 0)
        w->status = wr_model_read(&w->source, &w->mistakes, &w->model);
    if (w->status == 0)
        w->status = list_options(w);
    return w->status;
}

void wardround_close(struct wardround *w)
{
    if (w == NULL)
        return;
    wr_model_free(&w->model);
    wr_source_free(&w->source);
    wr_mistakes_free(&w->mistakes);
    wr_mistakes_free(&w->of_run);
    wr_arena_free(&w->arena);
    wr_buf_free(&w->text);
    wr_buf_free(&w->limit);
    wr_mem_free(w);
}

const char *wardround_messages(struct wardround *w)
{
    if (w == NULL)
        return wr_err_words(WR_ERR_MEMORY);
    wr_buf_clear(&w->text);
    wr_mistakes_print(&w->mistakes, &w->text);
    wr_mistakes_print(&w->of_run, &w->text);
    wr_buf_text(&w->text, wr_buf_string(&w->limit));
    return wr_buf_string(&w->text);
}

/* Those of reading and of the run in one list: there is at most one list with mistakes, for a service with mistakes is not run. */
const char *wardround_messages_json(struct wardround *w)
{
    if (w == NULL)
        return "[]";
    wr_buf_clear(&w->text);
    wr_mistakes_json(w->of_run.count > 0 ? &w->of_run : &w->mistakes, &w->text);
    return wr_buf_string(&w->text);
}

const char *wardround_service_name(const struct wardround *w) { return w != NULL && w->status == 0 ? w->model.service : NULL; }

size_t wardround_option_count(const struct wardround *w) { return w != NULL ? w->n_options : 0; }

static const char *name_of(const struct wardround *w, size_t option)
{
    return w->options[option] >= 0 ? w->model.options[w->options[option]].name : "as it is";
}

const char *wardround_option_name(const struct wardround *w, size_t option)
{
    return option < wardround_option_count(w) ? name_of(w, option) : NULL;
}

void wardround_settings_init(struct wardround_settings *settings)
{
    memset(settings, 0, sizeof *settings);
    settings->size = sizeof *settings;
}

/* The caller's settings, as far as the program that was built with them knew them. */
static int read_settings(const struct wardround_settings *from, struct wardround_settings *to)
{
    wardround_settings_init(to);
    if (from == NULL)
        return 0;
    if (from->size < offsetof(struct wardround_settings, replications) || from->size > 4096)
        return wr_fail(WR_ERR_INTERNAL);
    memcpy(to, from, from->size < sizeof *to ? from->size : sizeof *to);
    return 0;
}

static int copy_edits(struct wr_arena *arena, const struct wardround_settings *s, struct wr_edit **edits)
{
    *edits = wr_arena_alloc(arena, s->n_edits, sizeof **edits);
    if (*edits == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < s->n_edits; i++) {
        const struct wardround_edit *e = &s->edits[i];
        if (e->path == NULL || e->value == NULL || e->op < WARDROUND_SET || e->op > WARDROUND_ADD)
            return wr_fail(WR_ERR_INTERNAL);
        (*edits)[i] = (struct wr_edit){wr_arena_text(arena, e->path), (enum wr_op)e->op, wr_arena_text(arena, e->value)};
        if ((*edits)[i].path == NULL || (*edits)[i].value == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    return 0;
}

static int name_rows(struct wardround_result *r)
{
    size_t n = wardround_result_row_count(r);

    r->row_names = wr_arena_alloc(&r->arena, n, sizeof *r->row_names);
    if (r->row_names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t row = 0; row < n; row++) {
        wr_buf_clear(&r->sentence);
        wr_say_row(&r->sentence, &r->trial, row);
        r->row_names[row] = wr_arena_text(&r->arena, wr_buf_string(&r->sentence));
        if (r->row_names[row] == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    return wr_buf_status(&r->sentence);
}

int wardround_run(struct wardround *w, const struct wardround_settings *asked, struct wardround_result **result)
{
    struct wardround_settings s;
    struct wr_trial_settings settings;
    struct wr_trial_variant *variants;
    struct wardround_result *r = NULL;
    struct wr_edit *edits = NULL;
    int ret;

    *result = NULL;
    if (w == NULL || w->status != 0)
        return w == NULL ? wr_fail(WR_ERR_INTERNAL) : w->status;
    ret = read_settings(asked, &s);
    if (ret != 0)
        return ret;
    atomic_store(&w->stop, 0);
    wr_mistakes_free(&w->of_run);
    wr_mistakes_init(&w->of_run);
    wr_buf_clear(&w->limit);
    r = wr_mem_alloc(1, sizeof *r);
    if (r == NULL)
        return wr_fail(WR_ERR_MEMORY);
    wr_arena_init(&r->arena, 0);
    wr_buf_init(&r->json, 0);
    wr_buf_init(&r->sentence, 0);
    variants = wr_arena_alloc(&r->arena, w->n_options, sizeof *variants);
    ret = variants == NULL ? wr_fail(WR_ERR_MEMORY) : copy_edits(&r->arena, &s, &edits);
    if (ret != 0)
        goto out;
    for (size_t i = 0; i < w->n_options; i++)
        variants[i] = (struct wr_trial_variant){.label = name_of(w, i), .option = w->options[i], .edits = edits, .n_edits = s.n_edits};
    wr_trial_settings_init(&settings);
    settings.replications = s.replications > 0 ? s.replications : 0;
    settings.threads = s.threads > 0 ? s.threads : 0;
    settings.has_seed = s.has_seed != 0;
    settings.seed = s.seed;
    settings.precision = s.precision > 0 ? s.precision : 0;
    settings.view = s.from_go_live != 0 ? WR_SIM_FROM_GO_LIVE : WR_SIM_SETTLED;
    ret = wr_trial_run(&w->ctx, &w->source, &w->model, &settings, variants, w->n_options, &w->of_run, &r->trial);
    if (ret == WR_ERR_LIMIT && r->trial.failed_why != NULL)
        wr_buf_printf(&w->limit, "%s: %s\n", variants[r->trial.failed_variant].label, r->trial.failed_why);
    if (ret == 0)
        ret = name_rows(r);
out:
    if (ret != 0) {
        wardround_result_free(r);
        return ret;
    }
    *result = r;
    return 0;
}

void wardround_result_free(struct wardround_result *r)
{
    if (r == NULL)
        return;
    wr_trial_free(&r->trial);
    wr_arena_free(&r->arena);
    wr_buf_free(&r->json);
    wr_buf_free(&r->sentence);
    wr_mem_free(r);
}

void wardround_stop(struct wardround *w)
{
    if (w != NULL)
        atomic_store(&w->stop, 1);
}

size_t wardround_result_runs(const struct wardround_result *r) { return r->trial.n_replications; }

size_t wardround_result_row_count(const struct wardround_result *r) { return r->trial.n_rows + r->trial.model->n_harms; }

const char *wardround_result_row_name(const struct wardround_result *r, size_t row)
{
    return row < wardround_result_row_count(r) ? r->row_names[row] : NULL;
}

static struct wardround_estimate public_estimate(const struct wr_estimate *e)
{
    return (struct wardround_estimate){e->n, e->mean, e->se, e->low, e->high, e->year_low, e->year_high};
}

int wardround_result_average(const struct wardround_result *r, size_t option, size_t row, struct wardround_estimate *out)
{
    memset(out, 0, sizeof *out);
    if (option >= r->trial.n_variants || row >= wardround_result_row_count(r))
        return wr_fail(WR_ERR_INTERNAL);
    struct wr_estimate e = wr_trial_estimate(&r->trial, option, row);
    *out = public_estimate(&e);
    return 0;
}

int wardround_result_difference(const struct wardround_result *r, size_t option, size_t row, struct wardround_estimate *out)
{
    memset(out, 0, sizeof *out);
    if (option >= r->trial.n_variants || row >= wardround_result_row_count(r))
        return wr_fail(WR_ERR_INTERNAL);
    struct wr_estimate e = wr_trial_difference(&r->trial, option, row);
    *out = public_estimate(&e);
    return 0;
}

const char *wardround_result_sentence(struct wardround_result *r, size_t option, size_t row)
{
    if (option >= r->trial.n_variants || row >= wardround_result_row_count(r))
        return NULL;
    wr_buf_clear(&r->sentence);
    wr_say_option(&r->sentence, &r->trial, option, row);
    return wr_buf_status(&r->sentence) == 0 ? wr_buf_string(&r->sentence) : NULL;
}

const char *wardround_result_json(struct wardround_result *r)
{
    if (r->json.size == 0)
        wr_trial_json(&r->json, &r->trial, WR_VERSION);
    return wr_buf_status(&r->json) == 0 ? wr_buf_string(&r->json) : NULL;
}
