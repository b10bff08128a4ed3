/* Who may score, and what a score means. What is missing in the log: hazards_check.c. */
#include "agree/hazards.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"

const char *wr_control_kind_words(enum wr_control_kind kind)
{
    static const char *const words[] = {"design", "test", "training", "business process change"};
    return (size_t)kind < sizeof words / sizeof words[0] ? words[kind] : "not known";
}

const char *wr_hazard_status_words(enum wr_hazard_status status)
{
    static const char *const words[] = {"open", "transferred", "closed"};
    return (size_t)status < sizeof words / sizeof words[0] ? words[status] : "not known";
}

bool wr_hazard_is_officer(const struct wr_agree *agree, const char *text)
{
    return wr_agree_office_person(agree, WR_SAFETY_OFFICE) != NULL && wr_lack_same_person(agree, WR_SAFETY_OFFICE, text);
}

/* Severity stands for a harm to one patient or to several: catastrophic for one patient does not exist, nor minor for several. */
static const char *no_such_severity(const struct wr_agree *agree, const struct wr_hazard_score *score, struct wr_arena *arena)
{
    const struct wr_scale_severity *levels = agree->scales.clinical.severity;
    int other = score->several ? score->severity + 1 : score->severity - 1;
    const char *here = score->several ? "several patients" : "one patient", *there = score->several ? "one" : "several";

    if (other < 0 || other >= WR_SCALE_LEVELS)
        return wr_arena_printf(arena, "the scale has no `%s` for %s", levels[score->severity].name, here);
    return wr_arena_printf(arena, "the scale has no `%s` for %s: write `%s`, or `patients: %s`", levels[score->severity].name, here,
                           levels[other].name, there);
}

void wr_hazard_rate(const struct wr_agree *agree, const struct wr_hazard_score *score, struct wr_arena *arena, struct wr_hazard_rating *out)
{
    int risk = wr_scales_risk(&agree->scales, score->severity, score->likelihood);

    *out = (struct wr_hazard_rating){.words = wr_scales_severity_words(&agree->scales, score->severity, score->several)};
    if (score->severity < 0 && score->likelihood < 0)
        out->why_not = "not scored";
    else if (score->severity < 0)
        out->why_not = "half scored: its severity is missing";
    else if (score->likelihood < 0)
        out->why_not = "half scored: its likelihood is missing";
    else if (risk == 0)
        out->why_not = "scored, but no scale was read";
    else if (out->words == NULL)
        out->why_not = no_such_severity(agree, score, arena);
    else if (wr_text_is_blank(score->scored_by))
        out->why_not = "scored by nobody: only the clinical safety officer's scores count";
    else if (wr_agree_office_person(agree, WR_SAFETY_OFFICE) == NULL)
        out->why_not = "scored, but nobody holds the office of clinical safety officer";
    else if (!wr_hazard_is_officer(agree, score->scored_by))
        out->why_not = wr_arena_printf(arena, "scored by %s: only the clinical safety officer's scores count", score->scored_by);
    else
        *out = (struct wr_hazard_rating){risk, true, NULL, out->words};
}

void wr_hazard_rate_now(const struct wr_agree *agree, const struct wr_hazard_entry *hazard, struct wr_arena *arena,
                        struct wr_hazard_rating *out)
{
    wr_hazard_rate(agree, &hazard->residual, arena, out);
    if (!out->counts)
        wr_hazard_rate(agree, &hazard->initial, arena, out);
}

const char *wr_control_says(const struct wr_control *control, struct wr_arena *arena)
{
    const char *says;
    struct wr_buf out;

    wr_buf_init(&out, 0);
    if (control->verified != WR_NO_DATE) {
        wr_buf_text(&out, "in place since ");
        wr_date_print(&out, control->verified);
        if (control->effective != NULL)
            wr_buf_printf(&out, "; known to work: %s", control->effective);
        else
            wr_buf_text(&out, "; whether it works is not known yet");
    } else if (control->effective != NULL) {
        wr_buf_printf(&out, "said to work (%s), but nobody has seen it in place", control->effective);
    } else {
        wr_buf_text(&out, "nobody has seen it in place yet");
    }
    says = wr_buf_status(&out) == 0 ? wr_arena_text(arena, wr_buf_string(&out)) : NULL;
    wr_buf_free(&out);
    return says;
}

const char *wr_trust_risk_band(const struct wr_agree *agree, const struct wr_trust_risk *risk)
{
    const char *band = wr_scales_register_band(&agree->scales, wr_scales_register_score(risk->consequence, risk->likelihood));
    return band != NULL ? band : "not scored";
}
