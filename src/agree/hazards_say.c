/* What command and report say of hazards in the same words. */
#include <string.h>

#include "agree/hazards.h"
#include "agree/version.h"
#include "base/date.h"
#include "base/text.h"

void wr_hazard_say_score(const struct wr_agree *agree, const struct wr_hazard_score *score, struct wr_arena *arena, struct wr_buf *out)
{
    const struct wr_scale_clinical *scale = &agree->scales.clinical;
    struct wr_hazard_rating r;

    wr_hazard_rate(agree, score, arena, &r);
    if (!r.counts) {
        wr_buf_text(out, r.why_not != NULL ? r.why_not : "not scored");
        return;
    }
    wr_buf_printf(out, "risk %d of 5: %s for %s, likelihood %s", r.risk, scale->severity[score->severity].name,
                  score->several ? "several patients" : "one patient", scale->likelihood[score->likelihood].name);
}

/* "h2, h3 and h7" */
struct names {
    struct wr_buf out;
    const char *last;
    size_t n;
};
static void add_name(struct names *list, const char *name)
{
    if (list->n > 0)
        wr_buf_printf(&list->out, "%s%s", list->n > 1 ? ", " : "", list->last);
    list->last = name;
    list->n++;
}
static const char *end_names(struct names *list)
{
    if (list->n > 0)
        wr_buf_printf(&list->out, "%s%s", list->n > 1 ? " and " : "", list->last);
    return wr_buf_string(&list->out);
}

void wr_hazards_say_needs(const struct wr_agree *agree, int change, const char *version, struct wr_arena *arena, struct wr_buf *out)
{
    const char *officer = wr_agree_office_person(agree, WR_SAFETY_OFFICE);
    struct names unscored = {.n = 0}, remaining = {.n = 0}, unowned = {.n = 0}, unseen = {.n = 0};
    size_t begun;
    int which;

    wr_buf_init(&unscored.out, 0);
    wr_buf_init(&remaining.out, 0);
    wr_buf_init(&unowned.out, 0);
    wr_buf_init(&unseen.out, 0);
    for (size_t i = 0; i < agree->n_hazards; i++) {
        const struct wr_hazard_entry *h = &agree->hazards[i];
        struct wr_hazard_rating initial, residual;
        bool seen = true;
        if (h->change != change || h->status != WR_HAZARD_OPEN)
            continue;
        wr_hazard_rate(agree, &h->initial, arena, &initial);
        wr_hazard_rate(agree, &h->residual, arena, &residual);
        for (size_t k = 0; k < h->n_controls; k++)
            seen = seen && h->controls[k].verified != WR_NO_DATE && h->controls[k].effective != NULL;
        if (!initial.counts)
            add_name(&unscored, h->name);
        else if (h->n_controls > 0 && !residual.counts)
            add_name(&remaining, h->name);
        if (wr_text_is_blank(h->owner))
            add_name(&unowned, h->name);
        if (!seen)
            add_name(&unseen, h->name);
    }
    wr_buf_text(out, "Draft. Not signed. Needs: ");
    if (officer == NULL)
        wr_buf_text(out, "somebody to fill the office of clinical safety officer; then the clinical safety officer");
    else
        wr_buf_printf(out, "%s, clinical safety officer,", officer);
    begun = out->size;
    if (unscored.n > 0)
        wr_buf_printf(out, " to score %s;", end_names(&unscored));
    if (remaining.n > 0)
        wr_buf_printf(out, " to score what remains of %s;", end_names(&remaining));
    if (unowned.n > 0)
        wr_buf_printf(out, " to find an owner for %s;", end_names(&unowned));
    if (wr_approval_look(agree, change, version, &which) != WR_APPROVAL_HOLDS && change >= 0)
        wr_buf_printf(out, " to approve version %.*s;", WR_VERSION_SHORT, version);
    if (out->size == begun)
        wr_buf_text(out, " to sign it outside this program;");
    if (unseen.n > 0)
        wr_buf_printf(out, " the owners to show that the controls of %s are in place and work;", end_names(&unseen));
    wr_buf_text(out, " and the trust to sign its safety case.");
    wr_buf_part_free(out, &unscored.out);
    wr_buf_part_free(out, &remaining.out);
    wr_buf_part_free(out, &unowned.out);
    wr_buf_part_free(out, &unseen.out);
}

void wr_approval_say(const struct wr_agree *agree, int change, const char *version, struct wr_buf *out)
{
    int which;
    enum wr_approval_state state = wr_approval_look(agree, change, version, &which);
    const struct wr_approval *a = which >= 0 ? &agree->approvals[which] : NULL;

    switch (state) {
    case WR_APPROVAL_NONE:
        wr_buf_text(out, "not approved");
        return;
    case WR_APPROVAL_HOLDS:
        wr_buf_text(out, "approved");
        break;
    case WR_APPROVAL_VOID:
        wr_buf_text(out, "the approval is void, because what it rests on has changed: it was given");
        break;
    case WR_APPROVAL_NOT_OFFICER:
        wr_buf_text(out, "not approved: only the clinical safety officer may, and this was written");
        break;
    case WR_APPROVAL_WITHOUT_VERSION:
        wr_buf_text(out, "not approved: an approval names no version; it was written");
        break;
    }
    if (a->date != WR_NO_DATE) {
        wr_buf_text(out, " on ");
        wr_date_print(out, a->date);
    }
    wr_buf_printf(out, " by %s", wr_text_is_blank(a->by) ? "nobody who is named" : a->by);
    if (state == WR_APPROVAL_HOLDS)
        wr_buf_text(out, ", in this version");
}
