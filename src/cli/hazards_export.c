/* The hazard log in the form of DCB0160: the fields that public logs under DCB0129 and DCB0160 have, a row a hazard. */
#include <string.h>

#include "agree/hazards.h"
#include "agree/version.h"
#include "base/date.h"
#include "base/text.h"
#include "cli/hazards_internal.h"

#define INVENTED "Invented: the data of this service are invented. Decide nothing with it."

enum column {
    NUMBER,
    CHANGE,
    NAME,
    CAUSES,
    EFFECT,
    HARM,
    EXISTING,
    INITIAL_SEVERITY,
    INITIAL_PATIENTS,
    INITIAL_LIKELIHOOD,
    INITIAL_RISK,
    ASSIGNEE,
    DESIGN,
    TEST,
    TRAINING,
    PROCESS,
    VERIFIED,
    EFFECTIVE,
    RESIDUAL_SEVERITY,
    RESIDUAL_PATIENTS,
    RESIDUAL_LIKELIHOOD,
    RESIDUAL_RISK,
    NOT_FURTHER,
    STATUS,
    BECAUSE,
    RAISED,
    SCORED,
    COLUMNS
};

static const char *const titles[COLUMNS] = {
    "Hazard number",
    "Change",
    "Hazard",
    "Possible causes",
    "Effect (change in intended care)",
    "Harm",
    "Existing controls",
    "Initial severity",
    "Initial: patients affected",
    "Initial likelihood",
    "Initial risk rating",
    "Assignee",
    "New controls: design",
    "New controls: test",
    "New controls: training",
    "New controls: business process change",
    "Controls seen to be in place",
    "Controls known to be effective",
    "Residual severity",
    "Residual: patients affected",
    "Residual likelihood",
    "Residual risk rating",
    "Why it is not reduced further",
    "Status",
    "Why closed, or transferred to whom",
    "Raised by",
    "Scored by",
};

static void date_to(struct wr_buf *out, const char *before, int date)
{
    if (date == WR_NO_DATE)
        return;
    wr_buf_text(out, before);
    wr_date_iso(out, date);
}

/* A list within a cell goes on a line for each. */
static void next(struct wr_buf *out)
{
    if (out->size > 0)
        wr_buf_char(out, '\n');
}

/* One field of a score; a score that does not count gives its reason in the place of the risk, and nothing else. */
static void score_cell(const struct wr_agree *agree, const struct wr_hazard_score *s, enum column field, struct wr_arena *arena,
                       struct wr_buf *out)
{
    struct wr_hazard_rating r;

    wr_hazard_rate(agree, s, arena, &r);
    if (!r.counts) {
        if (field == INITIAL_RISK)
            wr_buf_text(out, r.why_not != NULL ? r.why_not : "not scored");
        return;
    }
    if (field == INITIAL_SEVERITY)
        wr_buf_text(out, agree->scales.clinical.severity[s->severity].name);
    else if (field == INITIAL_PATIENTS)
        wr_buf_text(out, s->several ? "several" : "one");
    else if (field == INITIAL_LIKELIHOOD)
        wr_buf_text(out, agree->scales.clinical.likelihood[s->likelihood].name);
    else
        wr_buf_printf(out, "%d", r.risk);
}

/* Controls of one kind, or (VERIFIED, EFFECTIVE) of all kinds with their proof. */
static void control_cell(const struct wr_hazard_entry *h, enum column column, struct wr_buf *out)
{
    for (size_t i = 0; i < h->n_controls; i++) {
        const struct wr_control *c = &h->controls[i];
        if (column >= DESIGN && column <= PROCESS && (enum column)((int)c->kind + (int)DESIGN) != column)
            continue;
        if ((column == VERIFIED && c->verified == WR_NO_DATE) || (column == EFFECTIVE && wr_text_is_blank(c->effective)))
            continue;
        next(out);
        wr_buf_printf(out, "C%zu ", i + 1);
        if (column == VERIFIED)
            date_to(out, "", c->verified);
        else if (column == EFFECTIVE)
            wr_buf_text(out, c->effective);
        else
            wr_buf_printf(out, "%s (%s)", c->says, wr_text_is_blank(c->owner) ? "nobody owns it" : c->owner);
    }
}

static void scored_cell(const struct wr_hazard_score *s, const char *which, struct wr_buf *out)
{
    if (s->severity < 0 && s->likelihood < 0)
        return;
    next(out);
    wr_buf_printf(out, "%s: %s", which, wr_text_is_blank(s->scored_by) ? "nobody is named" : s->scored_by);
    date_to(out, ", ", s->date);
}

static void cell(const struct wr_agree *agree, const struct wr_hazard_entry *h, enum column column, struct wr_arena *arena,
                 struct wr_buf *out)
{
    const struct wr_hazard_score *s = column >= RESIDUAL_SEVERITY && column <= RESIDUAL_RISK ? &h->residual : &h->initial;
    int shift = s == &h->residual ? (int)RESIDUAL_SEVERITY - (int)INITIAL_SEVERITY : 0;

    switch (column) {
    case NUMBER:
        wr_buf_text(out, h->name);
        break;
    case CHANGE:
        wr_buf_text(out, h->change >= 0 ? agree->model->changes[h->change].name : "the service as it is");
        break;
    case NAME:
        wr_buf_text(out, h->says);
        break;
    case CAUSES:
        for (size_t i = 0; i < h->n_causes; i++) {
            next(out);
            wr_buf_printf(out, "%s.%zu %s", h->name, i + 1, h->causes[i]);
        }
        break;
    case EFFECT:
        wr_buf_text(out, h->effect != NULL ? h->effect : "");
        break;
    case HARM:
        wr_buf_text(out, h->harm != NULL ? h->harm : "");
        break;
    case EXISTING:
        for (size_t i = 0; i < h->n_existing; i++) {
            next(out);
            wr_buf_text(out, h->existing[i]);
        }
        break;
    case ASSIGNEE:
        wr_buf_text(out, wr_text_is_blank(h->owner) ? "nobody" : h->owner);
        break;
    case DESIGN:
    case TEST:
    case TRAINING:
    case PROCESS:
    case VERIFIED:
    case EFFECTIVE:
        control_cell(h, column, out);
        break;
    case INITIAL_SEVERITY:
    case INITIAL_PATIENTS:
    case INITIAL_LIKELIHOOD:
    case INITIAL_RISK:
    case RESIDUAL_SEVERITY:
    case RESIDUAL_PATIENTS:
    case RESIDUAL_LIKELIHOOD:
    case RESIDUAL_RISK:
        score_cell(agree, s, (enum column)((int)column - shift), arena, out);
        break;
    case NOT_FURTHER:
        wr_buf_text(out, h->residual.because != NULL ? h->residual.because : h->initial.because != NULL ? h->initial.because : "");
        break;
    case STATUS:
        wr_buf_text(out, wr_hazard_status_words(h->status));
        break;
    case BECAUSE:
        wr_buf_text(out, h->because != NULL ? h->because : "");
        break;
    case RAISED:
        wr_buf_text(out, h->raised_by != NULL ? h->raised_by : "");
        date_to(out, h->raised_by != NULL ? ", " : "", h->raised);
        break;
    case SCORED:
        scored_cell(&h->initial, "initial", out);
        scored_cell(&h->residual, "residual", out);
        break;
    case COLUMNS:
        break;
    }
}

/* Spreadsheets take a cell that begins with one of these for a formula; what people wrote is text. */
static void csv_text(struct wr_buf *out, const char *text)
{
    struct wr_buf safe;

    wr_buf_init(&safe, 0);
    if (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL)
        wr_buf_char(&safe, '\'');
    wr_buf_text(&safe, text);
    wr_buf_csv(out, wr_buf_string(&safe));
    wr_buf_part_free(out, &safe);
}

/* What heads the log of one change (or -1): draft, what it needs, which version, which scale. */
static int head(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_arena *arena, struct wr_buf *needs,
                struct wr_buf *version)
{
    char hex[65] = "";
    int result = change >= 0 ? wr_version(agree, source, change, hex) : 0;

    if (result != 0)
        return result;
    wr_hazards_say_needs(agree, change, hex, arena, needs);
    if (change >= 0) {
        wr_buf_printf(version, "Version %s: ", hex);
        wr_approval_say(agree, change, hex, version);
    }
    return 0;
}

/* Whether the log of this change is wanted: all that have hazards when all are. */
static bool is_wanted(const struct wr_agree *agree, int asked, int change)
{
    if (asked != WR_ALL_CHANGES)
        return asked == change;
    for (size_t i = 0; i < agree->n_hazards; i++)
        if (agree->hazards[i].change == change)
            return true;
    return false;
}

int wr_i_cli_hazards_csv(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out)
{
    struct wr_arena arena;
    int result = 0;

    wr_arena_init(&arena, 0);
    if (agree->model->data == WR_DATA_INVENTED) /* a log is passed on without the service that it is of */
        wr_buf_printf(out, "%s\r\n", INVENTED);
    for (int c = -1; c < (int)agree->model->n_changes && result == 0; c++) {
        struct wr_buf needs, version;
        if (!is_wanted(agree, change, c))
            continue;
        wr_buf_init(&needs, 0);
        wr_buf_init(&version, 0);
        wr_buf_printf(&needs, "%s: ", c >= 0 ? agree->model->changes[c].name : "The service as it is");
        result = head(agree, source, c, &arena, &needs, &version);
        csv_text(out, wr_buf_string(&needs));
        wr_buf_text(out, "\r\n");
        if (version.size > 0) {
            csv_text(out, wr_buf_string(&version));
            wr_buf_text(out, "\r\n");
        }
        wr_buf_part_free(out, &needs);
        wr_buf_part_free(out, &version);
    }
    if (agree->scales.clinical.version != NULL) {
        struct wr_buf scale;
        wr_buf_init(&scale, 0);
        wr_buf_printf(&scale, "Scale: %s", agree->scales.clinical.version);
        csv_text(out, wr_buf_string(&scale));
        wr_buf_text(out, "\r\n");
        wr_buf_part_free(out, &scale);
    }
    for (int k = 0; k < COLUMNS; k++) {
        wr_buf_text(out, k > 0 ? "," : "");
        csv_text(out, titles[k]);
    }
    wr_buf_text(out, "\r\n");
    for (size_t i = 0; i < agree->n_hazards; i++) {
        if (change != WR_ALL_CHANGES && agree->hazards[i].change != change)
            continue;
        for (int k = 0; k < COLUMNS; k++) {
            struct wr_buf one;
            wr_buf_init(&one, 0);
            cell(agree, &agree->hazards[i], (enum column)k, &arena, &one);
            wr_buf_text(out, k > 0 ? "," : "");
            csv_text(out, wr_buf_string(&one));
            wr_buf_part_free(out, &one);
        }
        wr_buf_text(out, "\r\n");
    }
    wr_arena_free(&arena);
    return result;
}

static void html_lines(struct wr_buf *out, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        struct wr_buf one;
        wr_buf_init(&one, 0);
        wr_buf_add(&one, text, n);
        wr_buf_html(out, wr_buf_string(&one));
        wr_buf_part_free(out, &one);
        text += n;
        if (*text == '\n') {
            wr_buf_text(out, "<br>");
            text++;
        }
    }
}

static void html_hazard(const struct wr_agree *agree, const struct wr_hazard_entry *h, struct wr_arena *arena, struct wr_buf *out)
{
    wr_buf_text(out, "<table>\n<caption>");
    wr_buf_html(out, h->name);
    wr_buf_text(out, ": ");
    wr_buf_html(out, h->says);
    wr_buf_text(out, "</caption>\n");
    for (int k = CAUSES; k < COLUMNS; k++) {
        struct wr_buf one;
        wr_buf_init(&one, 0);
        cell(agree, h, (enum column)k, arena, &one);
        if (one.size > 0) {
            wr_buf_text(out, "<tr><th scope=\"row\">");
            wr_buf_html(out, titles[k]);
            wr_buf_text(out, "</th><td>");
            html_lines(out, wr_buf_string(&one));
            wr_buf_text(out, "</td></tr>\n");
        }
        wr_buf_part_free(out, &one);
    }
    wr_buf_text(out, "</table>\n");
}

static void html_scale(const struct wr_scale_clinical *s, struct wr_buf *out)
{
    wr_buf_text(out, "<h2>The scale</h2>\n<p>");
    wr_buf_html(out, s->version);
    wr_buf_text(out, ". Risk is read from this table; it is not a product.</p>\n<table class=\"scale\">\n<tr><th>Likelihood</th>");
    for (size_t k = 0; k < WR_SCALE_LEVELS; k++) {
        wr_buf_text(out, "<th scope=\"col\">");
        wr_buf_html(out, s->severity[k].name);
        wr_buf_text(out, "</th>");
    }
    wr_buf_text(out, "</tr>\n");
    for (size_t l = WR_SCALE_LEVELS; l-- > 0;) {
        wr_buf_text(out, "<tr><th scope=\"row\">");
        wr_buf_html(out, s->likelihood[l].name);
        wr_buf_text(out, "</th>");
        for (size_t k = 0; k < WR_SCALE_LEVELS; k++)
            wr_buf_printf(out, "<td>%d</td>", s->risk[l][k]);
        wr_buf_text(out, "</tr>\n");
    }
    wr_buf_text(out, "</table>\n<ul>\n");
    for (size_t k = WR_SCALE_LEVELS; k-- > 0;) {
        wr_buf_printf(out, "<li>%zu: ", k + 1);
        wr_buf_html(out, s->acceptability[k]);
        wr_buf_text(out, "</li>\n");
    }
    wr_buf_text(out, "</ul>\n");
}

int wr_i_cli_hazards_html(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out)
{
    struct wr_arena arena;
    int result = 0;

    wr_arena_init(&arena, 0);
    wr_buf_text(out,
                "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Hazard log (draft, not signed)</title>\n"
                "<style>body{font:1rem/1.5 Arial,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color:#212b32}"
                "table{border-collapse:collapse;width:100%;margin:1rem 0 "
                "2rem;break-inside:avoid}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
                "th,td{border:1px solid #768692;padding:.25rem "
                ".5rem;text-align:left;vertical-align:top}th{background:#f0f4f5;font-weight:normal;width:14rem}"
                ".scale th,.scale td{width:auto}.draft{border:3px solid #212b32;padding:.5rem "
                "1rem}</style>\n</head>\n<body>\n<main>\n<h1>Hazard log: ");
    wr_buf_html(out, agree->model->service != NULL ? agree->model->service : "");
    wr_buf_text(out, "</h1>\n");
    if (agree->model->data == WR_DATA_INVENTED)
        wr_buf_text(out, "<p class=\"draft\">" INVENTED "</p>\n");
    for (int c = -1; c < (int)agree->model->n_changes && result == 0; c++) {
        struct wr_buf needs, version;
        if (!is_wanted(agree, change, c))
            continue;
        wr_buf_init(&needs, 0);
        wr_buf_init(&version, 0);
        result = head(agree, source, c, &arena, &needs, &version);
        wr_buf_text(out, "<h2>");
        wr_buf_html(out, c >= 0 ? agree->model->changes[c].name : "The service as it is");
        wr_buf_text(out, "</h2>\n<p class=\"draft\">");
        wr_buf_html(out, wr_buf_string(&needs));
        wr_buf_text(out, "</p>\n<p>");
        wr_buf_html(out, wr_buf_string(&version));
        wr_buf_text(out, "</p>\n");
        for (size_t i = 0; i < agree->n_hazards; i++)
            if (agree->hazards[i].change == c)
                html_hazard(agree, &agree->hazards[i], &arena, out);
        wr_buf_part_free(out, &needs);
        wr_buf_part_free(out, &version);
    }
    if (agree->scales.clinical.version != NULL)
        html_scale(&agree->scales.clinical, out);
    wr_buf_text(out, "</main>\n</body>\n</html>\n");
    wr_arena_free(&arena);
    return result;
}
