/* What the language has and the engine has not yet: refused, never passed over, when it could change a measure. */
#include "sim/compile_internal.h"

static const char later[] = "is read and checked, and will be simulated later; take it out to run the service";

struct refusing {
    struct wr_mistakes *list;
    struct wr_arena *arena;
};

static void refuse(struct wr_mistakes *list, struct wr_where where, const char *part, const char *name, const char *key, const char *hint,
                   const char *what)
{
    char path[512];
    int n = snprintf(path, sizeof path, "%s%s%s%s%s", part, name[0] != '\0' ? "." : "", name, key[0] != '\0' ? "." : "", key);

    (void)n;
    wr_mistakes_add(list, WR_REFUSAL, where, path, hint, "%s %s", what, later);
}

static bool is_asked_for(const struct wr_condition *c, enum wr_atom_kind first, enum wr_atom_kind last)
{
    for (size_t i = 0; i < c->n_atoms; i++)
        if (c->atoms[i].kind >= first && c->atoms[i].kind <= last)
            return true;
    return false;
}

static void refuse_measure(struct wr_mistakes *list, const struct wr_model *m, const struct wr_measure *x)
{
    bool values = true;

    if (x->counted_at_leaving)
        refuse(list, x->where, "measures", x->name, "counted at", "leave it out: a value counts when it ends", "`counted at: leaving`");
    if (x->kind == WR_MEASURE_SHARE_OF) {
        enum wr_measure_kind of = m->measures[x->of].kind;
        values = of == WR_MEASURE_TIME || of == WR_MEASURE_WAIT || of == WR_MEASURE_WAIT_PLACE || of == WR_MEASURE_WAIT_STAFF ||
                 of == WR_MEASURE_BLOCKED_IN;
        if (!values)
            refuse(list, x->where, "measures", x->name, "share of", "name a time or a wait",
                   "a share of what is not a time or a wait of patients");
    }
    /* How a patient leaves is known only then. */
    if (is_asked_for(&x->for_, WR_ATOM_LEFT_AS, WR_ATOM_LEFT_AS)) {
        const struct wr_measure *of = x->kind == WR_MEASURE_SHARE_OF && values ? &m->measures[x->of] : x;
        const struct wr_moment *ends = of->kind == WR_MEASURE_TIME ? of->to : of->from;
        size_t n = of->kind == WR_MEASURE_TIME ? of->n_to : of->kind == WR_MEASURE_COUNT ? of->n_from : 0;
        bool at_leaving = n > 0;
        for (size_t i = 0; i < n; i++)
            at_leaving = at_leaving && (ends[i].kind == WR_AT_LEAVING || ends[i].kind == WR_AT_OUTCOME);
        if (!at_leaving)
            refuse(list, x->for_.where, "measures", x->name, "for", "measure to `leaving`",
                   "`left as` for what ends before the patient leaves");
    }
}

int wr_sim_refuse(const struct wr_model *m, struct wr_mistakes *mistakes)
{
    size_t before = mistakes->refusals;

    for (size_t i = 0; i < m->n_measures; i++)
        refuse_measure(mistakes, m, &m->measures[i]);
    return mistakes->refusals > before ? wr_fail(WR_ERR_UNSUPPORTED) : 0;
}

/* Whether the engine can let this effect begin in the middle of a run: what is drawn, what goes by the clock, rates of arrival. */
static bool can_start(const struct wr_effect *e)
{
    static const char *const parts[] = {"staff.", "equipment.", "places.", "patients."};
    const char *last = strrchr(e->path, '.');

    if (e->adoptable)
        return true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *name;
        if (strncmp(e->path, parts[i], strlen(parts[i])) != 0)
            continue;
        name = e->path + strlen(parts[i]);
        if (i < 3 && strchr(name, '.') == NULL)
            return true; /* the number itself */
        if (i < 2)
            return strcmp(last, ".on duty") == 0 || strcmp(last, ".how many") == 0;
        if (i == 2)
            return strcmp(last, ".spaces") == 0;
        return strstr(name, ".arrive") != NULL;
    }
    return false;
}

int wr_i_refuse_go_live(const struct wr_model *m, struct wr_mistakes *mistakes)
{
    size_t before = mistakes->refusals;

    for (size_t i = 0; i < m->n_active; i++) {
        const struct wr_change *change = &m->changes[m->active[i].change];
        if (change->adds != NULL)
            wr_mistakes_add(mistakes, WR_REFUSAL, change->where, change->name, "look at its settled state: leave --from go-live out",
                            "`adds` cannot begin in the middle of a run yet");
        for (size_t k = 0; k < change->n_effects; k++)
            if (!can_start(&change->effects[k]))
                wr_mistakes_add(mistakes, WR_REFUSAL, change->effects[k].where, change->effects[k].path,
                                "look at its settled state: leave --from go-live out", "this cannot begin in the middle of a run yet");
    }
    return mistakes->refusals > before ? wr_fail(WR_ERR_UNSUPPORTED) : 0;
}
