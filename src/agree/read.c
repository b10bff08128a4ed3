/* wr_agree_read: files, names, entries, and what only the whole can show. */
#include <string.h>

#include "agree/agree_internal.h"

#define MOST_BYTES (8 * WR_READ_MAX_BYTES)
#define MOST_MEMORY ((size_t)1 << 30) /* a guard against files whose parts multiply each other */

void wr_i_agree_begin(struct wr_agree *a, const struct wr_model *model)
{
    memset(a, 0, sizeof *a);
    wr_arena_init(&a->arena, MOST_MEMORY);
    a->model = model;
    a->smallest_cell = 5;
    a->plan.starts = WR_NO_DATE;
}

int wr_i_people_open(struct wr_i_people *p, struct wr_agree *a, struct wr_mistakes *mistakes)
{
    memset(p, 0, sizeof *p);
    p->a = a;
    p->mistakes = mistakes;
    p->left = MOST_BYTES;
    p->compare_left = 200000;
    for (int s = 0; s < WR_I_SORTS; s++)
        wr_map_init(&p->names[s].map);
    return wr_model_fields_open(a->model, &a->arena, mistakes, &p->f);
}

int wr_i_people_close(struct wr_i_people *p)
{
    int err = wr_model_fields_close(p->f);

    for (int s = 0; s < WR_I_SORTS; s++)
        wr_map_free(&p->names[s].map);
    p->f = NULL;
    return err;
}

void wr_i_people_names_of(struct wr_i_people *p, enum wr_i_key key, enum wr_i_sort sort)
{
    const struct wr_node *part = p->part[key];

    if (part == NULL)
        return;
    wr_model_fields_enter(p->f, part->key);
    part = wr_i_people_map(p, part);
    if (part == NULL)
        p->part[key] = NULL;
    for (size_t i = 0; part != NULL && i < part->count; i++)
        (void)wr_i_people_name(p, sort, part->items[i]->key, part->items[i]->key_where);
    wr_model_fields_leave(p->f);
}

static void name_people(struct wr_i_people *p)
{
    static const struct {
        const char *key;
        enum wr_i_sort sort;
    } both[] = {{"groups", WR_I_GROUPS}, {"offices", WR_I_OFFICES}};

    for (size_t b = 0; b < sizeof both / sizeof both[0]; b++) {
        const struct wr_node *part = wr_node_get(p->part[WR_I_KEY_PEOPLE], both[b].key);
        wr_model_fields_enter(p->f, "people");
        wr_model_fields_enter(p->f, both[b].key);
        part = wr_i_people_map(p, part);
        for (size_t i = 0; part != NULL && i < part->count; i++)
            (void)wr_i_people_name(p, both[b].sort, part->items[i]->key, part->items[i]->key_where);
        wr_model_fields_leave(p->f);
        wr_model_fields_leave(p->f);
    }
}

int wr_i_people_join(struct wr_i_people *p)
{
    struct wr_agree *a = p->a;
    int err;

    wr_i_people_model_names(p);
    name_people(p);
    for (size_t i = 0; i < a->stated.count; i++)
        (void)wr_i_people_name(p, WR_I_STATED, a->stated.list[i].name, a->stated.list[i].where);
    wr_i_people_name_statements(p);
    wr_i_people_names_of(p, WR_I_KEY_DECISIONS, WR_I_DECISIONS);
    wr_i_people_names_of(p, WR_I_KEY_HAZARDS, WR_I_HAZARDS);
    wr_i_people_names_of(p, WR_I_KEY_RISKS, WR_I_RISKS);
    wr_i_people_names_of(p, WR_I_KEY_ISSUES, WR_I_ISSUES);
    wr_i_people_name_tasks(p);
    wr_i_people_names_of(p, WR_I_KEY_BENEFITS, WR_I_BENEFITS);
    wr_i_people_names_of(p, WR_I_KEY_DRIVERS, WR_I_DRIVERS);
    wr_i_people_name_systems(p);
    err = p->status != 0 ? wr_fail(p->status) : wr_model_fields_status(p->f);
    if (err != 0) /* without all names nothing further makes sense */
        return err;
    wr_i_people_read_people(p);
    wr_i_people_read_needs(p);
    wr_i_people_read_voices(p);
    wr_i_people_read_answers(p);
    wr_i_people_check_answers(p);
    wr_i_people_read_decisions(p);
    wr_i_people_read_hazards(p);
    wr_i_people_read_approvals(p);
    wr_i_people_read_risks(p);
    wr_i_people_read_readiness(p);
    wr_i_people_read_issues(p);
    wr_i_people_read_plan(p);
    wr_i_people_read_prerequisites(p);
    wr_i_people_read_benefits(p);
    wr_i_people_read_drivers(p);
    wr_i_people_read_systems(p);
    return p->status != 0 ? wr_fail(p->status) : wr_model_fields_status(p->f);
}

/* A result that only says that there are mistakes does not stop the reading of the rest. */
static int go_on(int err) { return err == WR_ERR_MISTAKES ? 0 : err; }

static int read_scales(struct wr_i_people *p, const char *folder)
{
    int err = wr_scales_read(&p->a->arena, folder, p->mistakes, &p->a->scales);

    p->no_scales = err == WR_ERR_MISTAKES;
    return go_on(err);
}

int wr_agree_read(const struct wr_ctx *ctx, const char *folder, const struct wr_model *model, struct wr_mistakes *mistakes,
                  struct wr_agree *out)
{
    size_t before = mistakes->mistakes;
    struct wr_i_people p = {.f = NULL};
    int err, closed;

    wr_i_agree_begin(out, model);
    err = wr_i_people_open(&p, out, mistakes);
    if (err != 0)
        goto out;
    err = go_on(wr_catalogue_read(folder, mistakes, &out->catalogue));
    if (err == 0 && folder != NULL) {
        out->folder = wr_arena_text(&out->arena, folder);
        err = out->folder == NULL ? wr_fail(WR_ERR_MEMORY) : go_on(wr_needs_read(folder, mistakes, &out->stated));
    }
    if (err == 0)
        err = read_scales(&p, folder);
    if (err == 0 && folder != NULL)
        err = wr_i_people_files(&p, folder);
    if (err == 0)
        err = wr_i_people_join(&p);
out:
    closed = wr_i_people_close(&p);
    if (err == 0)
        err = closed;
    if (err == 0 && mistakes->status != 0)
        err = wr_fail(mistakes->status);
    if (err == 0 && mistakes->mistakes > before)
        err = wr_fail(WR_ERR_MISTAKES);
    wr_log(ctx, WR_LOG_DEBUG, "read the people's files", "folder=%s needs=%zu answers=%zu", folder == NULL ? "" : folder, out->n_needs,
           out->n_ratings);
    return err;
}
