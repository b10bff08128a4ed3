/* The hazard log as JSON, for other programs. */
#include <string.h>

#include "agree/hazards.h"
#include "agree/version.h"
#include "base/json.h"
#include "cli/hazards_internal.h"

static void texts(struct wr_json *j, const char *key, const char *const *list, size_t n)
{
    wr_json_key(j, key);
    wr_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        wr_json_text(j, list[i]);
    wr_json_close(j, ']');
}

static void score(struct wr_json *j, const struct wr_agree *agree, const char *key, const struct wr_hazard_score *s, struct wr_arena *arena)
{
    const struct wr_scale_clinical *scale = &agree->scales.clinical;
    struct wr_hazard_rating r;

    wr_hazard_rate(agree, s, arena, &r);
    wr_json_key(j, key);
    wr_json_open(j, '{');
    wr_json_pair(j, "severity", s->severity >= 0 ? scale->severity[s->severity].name : NULL);
    wr_json_pair(j, "likelihood", s->likelihood >= 0 ? scale->likelihood[s->likelihood].name : NULL);
    wr_json_pair(j, "patients", s->severity >= 0 ? (s->several ? "several" : "one") : NULL);
    wr_json_pair(j, "scored by", s->scored_by);
    wr_json_pair_date(j, "date", s->date);
    wr_json_pair(j, "because", s->because);
    wr_json_pair_bool(j, "counts", r.counts);
    wr_json_pair(j, "why not", r.why_not);
    wr_json_key(j, "risk");
    if (r.counts)
        wr_json_whole(j, (unsigned long long)r.risk);
    else
        wr_json_null(j);
    wr_json_close(j, '}');
}

static void hazard(struct wr_json *j, const struct wr_agree *agree, const struct wr_hazard_entry *h, struct wr_arena *arena)
{
    wr_json_open(j, '{');
    wr_json_pair(j, "name", h->name);
    wr_json_pair(j, "says", h->says);
    wr_json_pair(j, "status", wr_hazard_status_words(h->status));
    wr_json_pair(j, "because", h->because);
    wr_json_pair(j, "owner", h->owner);
    wr_json_pair(j, "raised by", h->raised_by);
    wr_json_pair_date(j, "raised", h->raised);
    texts(j, "causes", h->causes, h->n_causes);
    wr_json_pair(j, "effect", h->effect);
    wr_json_pair(j, "harm", h->harm);
    texts(j, "existing controls", h->existing, h->n_existing);
    score(j, agree, "initial", &h->initial, arena);
    wr_json_key(j, "controls");
    wr_json_open(j, '[');
    for (size_t i = 0; i < h->n_controls; i++) {
        wr_json_open(j, '{');
        wr_json_pair(j, "kind", wr_control_kind_words(h->controls[i].kind));
        wr_json_pair(j, "says", h->controls[i].says);
        wr_json_pair(j, "owner", h->controls[i].owner);
        wr_json_pair_date(j, "verified", h->controls[i].verified);
        wr_json_pair(j, "effective", h->controls[i].effective);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    score(j, agree, "residual", &h->residual, arena);
    wr_json_close(j, '}');
}

static int one_log(struct wr_json *j, const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_arena *arena)
{
    char hex[65] = "";
    struct wr_buf words;
    int result = change >= 0 ? wr_version(agree, source, change, hex) : 0;

    wr_buf_init(&words, 0);
    wr_json_open(j, '{');
    wr_json_pair(j, "change", change >= 0 ? agree->model->changes[change].name : NULL);
    wr_json_pair(j, "version", change >= 0 ? hex : NULL);
    wr_hazards_say_needs(agree, change, hex, arena, &words);
    wr_json_pair(j, "needs", wr_buf_string(&words));
    wr_buf_clear(&words);
    if (change >= 0)
        wr_approval_say(agree, change, hex, &words);
    wr_json_pair(j, "approval", change >= 0 ? wr_buf_string(&words) : NULL);
    wr_json_key(j, "hazards");
    wr_json_open(j, '[');
    for (size_t i = 0; i < agree->n_hazards; i++)
        if (agree->hazards[i].change == change)
            hazard(j, agree, &agree->hazards[i], arena);
    wr_json_close(j, ']');
    wr_json_close(j, '}');
    wr_buf_part_free(j->out, &words);
    return result;
}

static void risks(struct wr_json *j, const struct wr_agree *agree)
{
    wr_json_key(j, "register");
    wr_json_open(j, '{');
    wr_json_pair(j, "scale", agree->scales.trust.version);
    wr_json_key(j, "risks");
    wr_json_open(j, '[');
    for (size_t i = 0; i < agree->n_risks; i++) {
        const struct wr_trust_risk *r = &agree->risks[i];
        wr_json_open(j, '{');
        wr_json_pair(j, "name", r->name);
        wr_json_pair(j, "says", r->says);
        wr_json_pair(j, "owner", r->owner);
        wr_json_pair_whole(j, "consequence", (unsigned long long)r->consequence);
        wr_json_pair_whole(j, "likelihood", (unsigned long long)r->likelihood);
        wr_json_pair_whole(j, "score", (unsigned long long)wr_scales_register_score(r->consequence, r->likelihood));
        wr_json_pair(j, "band", wr_trust_risk_band(agree, r));
        wr_json_pair(j, "change", r->change >= 0 ? agree->model->changes[r->change].name : NULL);
        wr_json_key(j, "links");
        wr_json_open(j, '[');
        for (size_t k = 0; k < r->n_links; k++)
            wr_json_text(j, agree->hazards[r->links[k]].name);
        wr_json_close(j, ']');
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    wr_json_close(j, '}');
}

/* The service as it is has a log only when somebody raised a hazard of it. */
static bool is_wanted(const struct wr_agree *agree, int asked, int change)
{
    if (asked != WR_ALL_CHANGES || change >= 0)
        return asked == WR_ALL_CHANGES || asked == change;
    for (size_t i = 0; i < agree->n_hazards; i++)
        if (agree->hazards[i].change < 0)
            return true;
    return false;
}

int wr_i_cli_hazards_json(const struct wr_agree *agree, const struct wr_source *source, int change, struct wr_buf *out)
{
    struct wr_arena arena;
    struct wr_json j;
    int result = 0;

    wr_arena_init(&arena, 0);
    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "scale", agree->scales.clinical.version);
    wr_json_key(&j, "logs");
    wr_json_open(&j, '[');
    for (int c = -1; c < (int)agree->model->n_changes && result == 0; c++)
        if (is_wanted(agree, change, c))
            result = one_log(&j, agree, source, c, &arena);
    wr_json_close(&j, ']');
    risks(&j, agree);
    wr_json_close(&j, '}');
    wr_arena_free(&arena);
    return result;
}
