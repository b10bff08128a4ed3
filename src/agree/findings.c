/* The list of findings: made subject by subject, then put in order of kind. */
#include "agree/findings.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "agree/findings_internal.h"

const char *wr_finding_words(enum wr_finding_kind kind)
{
    static const char *const words[WR_FINDING_KINDS] = {
        [WR_FINDING_OBJECTIVE_UNSERVED] = "objective unserved",
        [WR_FINDING_DRIVER_ALONE] = "driver alone",
        [WR_FINDING_TECHNOLOGY_ALONE] = "technology alone",
        [WR_FINDING_BENEFIT_STEP_UNCHANGED] = "benefit's step unchanged",
        [WR_FINDING_BENEFIT_WITHOUT_CHANGE] = "benefit without change",
        [WR_FINDING_BENEFIT_WITHOUT_OBJECTIVE] = "benefit without objective",
        [WR_FINDING_BENEFIT_WITHOUT_OWNER] = "benefit without owner",
        [WR_FINDING_BENEFIT_OWNED_BY_IT] = "benefit owned by IT",
        [WR_FINDING_BENEFIT_RUNG] = "benefit above its rung",
        [WR_FINDING_BENEFIT_CLASS] = "benefit above its class",
        [WR_FINDING_BENEFIT_FIGURE] = "figure without what it needs",
        [WR_FINDING_CHANGE_WITHOUT_OWNER] = "change without a willing owner",
        [WR_FINDING_CHANGE_UNASKED] = "change unasked",
        [WR_FINDING_CHANGE_WITHOUT_BENEFIT] = "change without benefit",
        [WR_FINDING_OWNER_NOT_FILLED] = "owner not filled",
        [WR_FINDING_ONE_OWNER] = "one owner",
        [WR_FINDING_SAME_OWNERS] = "same owners",
        [WR_FINDING_CYCLE] = "cycle",
        [WR_FINDING_NEEDS_FIRST_UNKNOWN] = "needs first unknown",
        [WR_FINDING_CONTRACT_ENDS] = "contract ends",
        [WR_FINDING_SYSTEM_LATE] = "system late",
    };
    return words[kind];
}

void wr_i_finding_add(struct wr_i_finder *f, enum wr_finding_kind kind, int node, int change, const char *todo, const char *says, ...)
{
    struct wr_findings *out = f->out;
    struct wr_finding *one;
    struct wr_buf text;
    va_list args;

    if (f->status != 0)
        return;
    wr_buf_init(&text, 0);
    va_start(args, says);
    wr_buf_vprintf(&text, says, args);
    va_end(args);
    if (wr_buf_status(&text) != 0 || wr_arena_grow(&out->arena, &out->list, &out->room, out->n + 1, sizeof *out->list) != 0) {
        f->status = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    one = &out->list[out->n++];
    *one = (struct wr_finding){.kind = kind, .node = node, .change = change};
    one->says = wr_arena_text(&out->arena, wr_buf_string(&text));
    one->todo = wr_arena_text(&out->arena, todo);
    if (node >= 0)
        one->where = f->g->nodes[node].where;
    if (one->where.file != NULL)
        one->where.file = wr_arena_text(&out->arena, one->where.file); /* the graph may be gone before */
    if (one->says == NULL || one->todo == NULL)
        f->status = wr_fail(WR_ERR_MEMORY);
out:
    wr_buf_free(&text);
}

void wr_i_finding_done(struct wr_i_finder *f, struct wr_buf *part)
{
    if (f->status == 0)
        f->status = wr_buf_status(part);
    wr_buf_free(part);
}

/* Equal kinds keep the order in which they were found: their places in the arena's list were given in that order. */
struct placed {
    struct wr_finding finding;
    size_t number;
};

static int by_kind(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    if (x->finding.kind != y->finding.kind)
        return x->finding.kind < y->finding.kind ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static int sort_by_kind(struct wr_findings *out)
{
    struct placed *all = wr_arena_alloc(&out->arena, out->n + 1, sizeof *all);

    if (all == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < out->n; i++)
        all[i] = (struct placed){out->list[i], i};
    qsort(all, out->n, sizeof *all, by_kind);
    for (size_t i = 0; i < out->n; i++)
        out->list[i] = all[i].finding;
    return 0;
}

int wr_findings_find(const struct wr_graph *graph, struct wr_findings *out)
{
    struct wr_i_finder f = {.g = graph, .a = graph->agree, .m = graph->agree->model, .out = out};

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    wr_i_findings_benefits(&f);
    wr_i_findings_changes(&f);
    wr_i_findings_order(&f);
    return f.status != 0 ? f.status : sort_by_kind(out);
}

void wr_findings_free(struct wr_findings *findings) { wr_arena_free(&findings->arena); }

void wr_findings_json(const struct wr_findings *findings, struct wr_json *j)
{
    wr_json_open(j, '[');
    for (size_t i = 0; i < findings->n; i++) {
        const struct wr_finding *f = &findings->list[i];
        wr_json_open(j, '{');
        wr_json_pair(j, "kind", wr_finding_words(f->kind));
        wr_json_pair(j, "says", f->says);
        wr_json_pair(j, "do", f->todo);
        wr_json_pair(j, "file", f->where.file);
        wr_json_pair_whole(j, "line", f->where.line > 0 ? (unsigned long long)f->where.line : 0);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}
