#include "agree/propose.h"

#include <string.h>

#include "agree/edit.h"
#include "base/text.h"

#define LINE 140 /* notes are broken here */

/* ---- what the service has of it ---- */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Words that stand in many names and tell nothing. */
static bool tells_nothing(const char *word, size_t n)
{
    static const char *const words[] = {"patient", "patients", "which",  "where",   "their",  "there",   "about",   "every",
                                        "other",   "still",    "whole",  "after",   "before", "while",   "whoever", "people",
                                        "staff",   "record",   "within", "without", "hours",  "minutes", "times",   "longer",
                                        "waits",   "waiting",  "twelve", "three",   "share",  "average", "number",  "first"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == n && strncmp(word, words[i], n) == 0)
            return true;
    return false;
}

static size_t word_length(const char *s) { return strcspn(s, " ,;:()-/.'%"); }

/* Whether two words are one but for an ending: result, results; admit, admission. */
static bool like(const char *a, size_t n, const char *b, size_t k)
{
    size_t same = 0, less = n < k ? n : k;

    while (same < less && lower(a[same]) == lower(b[same]))
        same++;
    return same == less ? (n > k ? n - k : k - n) <= 3 : same >= 6;
}

/* Whether a telling word of `a` (of five letters or more) stands in `b`. */
static bool share_a_word(const char *a, const char *b)
{
    for (; a != NULL && b != NULL && *a != '\0'; a += *a != '\0') {
        size_t n = word_length(a);
        if (n >= 5 && !tells_nothing(a, n))
            for (const char *at = b; *at != '\0'; at += *at != '\0') {
                size_t k = word_length(at);
                if (k >= 5 && like(a, n, at, k))
                    return true;
                at += k;
            }
        a += n;
    }
    return false;
}

/* What goes to patients themselves is not there for those who treat them. */
static bool is_for_patients(const struct wr_brings *b) { return wr_text_starts(b->to, "the patient") || wr_text_starts(b->to, "patients"); }

/* What it brings that is this piece of information; NULL: nothing. */
static const struct wr_brings *brings_item(const struct wr_capability *c, const struct wr_item *item)
{
    for (size_t i = 0; i < c->n_brings; i++)
        if (!is_for_patients(&c->brings[i]) && share_a_word(item->name, c->brings[i].item))
            return &c->brings[i];
    return NULL;
}

static bool needs_any(const struct wr_step *step, const struct wr_proposal *p)
{
    for (size_t i = 0; i < step->n_needs; i++)
        for (size_t k = 0; k < p->n_items; k++)
            if (step->needs[i].item == p->items[k])
                return true;
    return false;
}

static bool near_care(const struct wr_capability *c, const char *name)
{
    for (size_t i = 0; i < c->n_care_steps; i++)
        if (share_a_word(c->care_steps[i], name))
            return true;
    return false;
}

static bool measured_here(const struct wr_model *m, const struct wr_evidence *e)
{
    for (size_t i = 0; i < m->n_measures; i++)
        if (share_a_word(m->measures[i].name, e->measure) || share_a_word(m->measures[i].name, e->finding))
            return true;
    return false;
}

static bool usable(const struct wr_model *m, const struct wr_evidence *e)
{
    return e->direct && e->status == WR_EVIDENCE_VERIFIED && e->has_value && e->has_interval && measured_here(m, e);
}

static bool name_is_free(const struct wr_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_systems; i++)
        if (strcmp(m->systems[i].name, name) == 0)
            return false;
    for (size_t i = 0; i < m->n_items; i++)
        if (strcmp(m->items[i].name, name) == 0)
            return false;
    return wr_model_change(m, name) < 0 && wr_model_step(m, name) < 0 && wr_model_place(m, name) < 0 && wr_model_resource(m, name) < 0 &&
           wr_model_measure(m, name) < 0 && wr_model_kind(m, name) < 0;
}

/* The capability's name without what stands in brackets and what no name may hold; its id when that is taken. */
static const char *name_of(const struct wr_model *m, const struct wr_capability *c, struct wr_arena *arena)
{
    size_t n = strcspn(c->name, "(./:,#[]{}");
    char *name = wr_text_tidy(arena, c->name, n);

    if (name == NULL)
        return NULL;
    if (name[0] >= 'A' && name[0] <= 'Z' && !(name[1] >= 'A' && name[1] <= 'Z')) /* AI stays */
        name[0] = lower(name[0]);
    return name[0] != '\0' && name_is_free(m, name) ? name : c->id;
}

static bool is_missing(const struct wr_model *m, int item, const struct wr_stated_need *need)
{
    return need != NULL && wr_text_equal(m->items[item].name, need->missing);
}

int wr_propose_look(const struct wr_model *m, const struct wr_capability *c, const struct wr_stated_need *need, const char *name,
                    struct wr_arena *arena, struct wr_proposal *out)
{
    int *items = wr_arena_alloc(arena, m->n_items + 1, sizeof *items);
    int *near = wr_arena_alloc(arena, m->n_steps + m->n_tasks + 1, sizeof *near);

    memset(out, 0, sizeof *out);
    out->name = name != NULL ? name : name_of(m, c, arena);
    out->items = items;
    out->near = near;
    if (items == NULL || near == NULL || out->name == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < m->n_items; i++)
        if (brings_item(c, &m->items[i]) != NULL || is_missing(m, (int)i, need))
            items[out->n_items++] = (int)i;
    for (size_t i = 0; i < m->n_steps; i++)
        if (near_care(c, m->steps[i].name) || needs_any(&m->steps[i], out) || (need != NULL && wr_text_equal(m->steps[i].name, need->at)))
            near[out->n_near++] = (int)i;
    for (size_t i = 0; i < m->n_tasks; i++)
        if (near_care(c, m->tasks[i].name) || share_a_word(m->tasks[i].name, c->plain) ||
            (need != NULL && wr_text_equal(m->tasks[i].name, need->at)))
            near[out->n_near++] = -1 - (int)i;
    for (size_t i = 0; i < c->n_evidence; i++)
        out->n_usable += usable(m, &c->evidence[i]);
    return 0;
}

/* ---- the file ---- */

/* A note of any length, broken into lines that begin with `first`, then with `rest`. */
static void note(struct wr_buf *out, const char *first, const char *rest, const char *text)
{
    size_t at = strlen(first);
    bool begun = false;

    wr_buf_text(out, first);
    while (*text != '\0') {
        size_t n = strcspn(text, " \n\r\t"), wide = wr_text_length(text, n);
        if (n > 0 && begun && at + 1 + wide > LINE) {
            wr_buf_printf(out, "\n%s", rest);
            at = strlen(rest);
        } else if (n > 0 && begun) {
            wr_buf_char(out, ' ');
            at++;
        }
        wr_buf_add(out, text, n);
        at += wide;
        begun = begun || n > 0;
        text += n + (text[n] != '\0');
    }
    wr_buf_char(out, '\n');
}

static void pair(struct wr_buf *out, const char *key, const char *text)
{
    wr_buf_printf(out, "    %s: ", key);
    wr_edit_quote(out, text, false);
    wr_buf_char(out, '\n');
}

/* What the steps that need a piece of information are called, as "majors review and decide". */
static void needed_at(const struct wr_model *m, int item, struct wr_buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_steps; i++)
        for (size_t k = 0; k < m->steps[i].n_needs; k++)
            if (m->steps[i].needs[k].item == item)
                wr_buf_printf(out, "%s%s", n++ == 0 ? "" : ", ", m->steps[i].name);
    if (n == 0)
        wr_buf_text(out, "no step yet: name it in `needs to know`, or this changes nothing");
}

/* Rows that an effect could rest on, by their numbers below. */
static void rows(const struct wr_model *m, const struct wr_capability *c, struct wr_buf *out)
{
    size_t n = 0, number = 0;

    for (size_t i = 0; i < c->n_evidence; i++) {
        const struct wr_evidence *e = &c->evidence[i];
        if (e->status == WR_EVIDENCE_FROM_MEMORY)
            continue;
        number++;
        if (e->direct && e->status == WR_EVIDENCE_VERIFIED)
            wr_buf_printf(out, "%s[%zu]%s", n++ == 0 ? "nearest below: " : ", ", number, usable(m, e) ? " (of what is measured here)" : "");
    }
    if (n == 0)
        wr_buf_text(out, "no study of it below is both direct and verified");
}

/* How often it is there now, in whole per cent; rounded down. */
static int there_now(const struct wr_model *m, const struct wr_item *item)
{
    double share = wr_value_mean(m, &item->there_at_once, -1);

    return share >= 0 && share <= 1 ? (int)(100 * share + 1e-9) : 0;
}

static void write_effects(const struct wr_model *m, const struct wr_capability *c, const struct wr_proposal *p, struct wr_buf *out)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_buf_text(
        out,
        "    # What it would do here. Every figure is made up and wide: put your own in its place, and say who says so. Information was\n"
        "    # found by its words: strike out what is not meant.\n"
        "    effects:\n");
    for (size_t i = 0; i < p->n_items; i++) {
        const struct wr_item *item = &m->items[p->items[i]];
        const struct wr_brings *brings = brings_item(c, item);
        int now = there_now(m, item), low = now < 60 ? 60 : now;
        wr_buf_clear(&line);
        if (brings != NULL)
            wr_buf_printf(&line, "It brings %s, to %s, %s. ", brings->item, brings->to, brings->when);
        else
            wr_buf_text(&line, "This was missing, says the need that it is to answer: see whether it brings it. ");
        wr_buf_printf(&line, "Today it is there at once for %d in 100. Needed at: ", now);
        needed_at(m, p->items[i], &line);
        wr_buf_text(&line, ". Could rest on: ");
        rows(m, c, &line);
        note(out, "      # ", "      # ", wr_buf_string(&line));
        wr_buf_clear(&line);
        wr_buf_printf(&line, "information.%s.there at once", item->name);
        wr_buf_text(out, "      - {change: ");
        wr_edit_quote(out, wr_buf_string(&line), true);
        if (now < 85)
            wr_buf_printf(out, ", set: 90%% (%d%% to 98%%), source: invented}\n", low);
        else /* it is nearly always there: the little that is left */
            wr_buf_printf(out, ", set: %d%% (%d%% to 100%%), source: invented}\n", now + (100 - now) / 2, now);
    }
    wr_buf_part_free(out, &line);
}

static void write_near(const struct wr_model *m, const struct wr_proposal *p, struct wr_buf *out)
{
    if (p->n_items == 0)
        note(out, "    # ", "    # ",
             "What it would do here: nothing in this service's information is what it brings, so no effect is written and a run shows no "
             "difference. Say what "
             "becomes different in care: take the # away from `effects:` and from a line that holds, with how far and who says so.");
    else
        wr_buf_text(out, "      # It may also change how long these take. Nobody has said how far: take the # away where you can.\n");
    if (p->n_items == 0)
        wr_buf_text(out, "    #effects:\n");
    for (size_t i = 0; i < p->n_near; i++) {
        bool task = p->near[i] < 0;
        wr_buf_printf(out, "      #- {change: %s.%s.takes, times: ..., source: ...}\n", task ? "tasks" : "steps",
                      task ? m->tasks[-1 - p->near[i]].name : m->steps[p->near[i]].name);
    }
    if (p->n_items + p->n_near == 0)
        wr_buf_text(
            out,
            "      #- {change: steps.NAME.takes, times: ..., source: ...}\n"
            "      #- {change: information.NAME.there at once, set: ..., source: ...}   # or a new piece of information, with `adds`\n");
}

static void write_evidence(const struct wr_model *m, const struct wr_capability *c, struct wr_buf *out)
{
    size_t number = 0;

    wr_buf_text(out, "    # What is known. Studies of other places: say why it should hold here.\n");
    for (size_t i = 0; i < c->n_evidence; i++) {
        const struct wr_evidence *e = &c->evidence[i];
        struct wr_buf line;
        if (e->status == WR_EVIDENCE_FROM_MEMORY)
            continue;
        wr_buf_init(&line, 0);
        wr_buf_printf(&line, "[%zu] %s (%s%s): %s", ++number, e->against ? "against" : "for", wr_evidence_status_words(e->status),
                      e->direct ? "" : ", of something related", e->finding);
        note(out, "    # ", "    #     ", wr_buf_string(&line));
        wr_buf_clear(&line);
        if (e->has_value) {
            wr_buf_printf(&line, "%s: %g", e->measure, e->value);
            if (e->has_interval)
                wr_buf_printf(&line, " (%g to %g)", e->low, e->high);
            else
                wr_buf_text(&line, ", without an interval");
            note(out, "    #     ", "    #     ", wr_buf_string(&line));
        }
        if (usable(m, e))
            wr_buf_text(out, "    #     This service measures something like it: a run can be held against it.\n");
        note(out, "    #     ", "    #     ", e->source);
        wr_buf_clear(&line);
        wr_buf_printf(&line, "But: %s", e->caveat != NULL ? e->caveat : "");
        if (e->caveat != NULL)
            note(out, "    #     ", "    #     ", wr_buf_string(&line));
        wr_buf_part_free(out, &line);
    }
    if (number == 0)
        wr_buf_text(out, "    # Nothing that could be checked.\n");
}

static void write_list(struct wr_buf *out, const char *title, const char *const *texts, size_t n)
{
    if (n > 0)
        wr_buf_printf(out, "    %s:\n", title);
    for (size_t i = 0; i < n; i++) {
        wr_buf_text(out, "      - ");
        wr_edit_quote(out, texts[i], false);
        wr_buf_char(out, '\n');
    }
}

static void write_drafted(const struct wr_capability *c, struct wr_buf *out)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    wr_buf_text(out,
                "    # Drafted, for your argument: from general knowledge. Strike out what does not hold here, add what is missing.\n");
    write_list(out, "needs first", c->prerequisites, c->n_prerequisites);
    if (c->n_hazards > 0)
        wr_buf_text(out, "    hazards:   # not scored: that is for the clinical safety officer\n");
    for (size_t i = 0; i < c->n_hazards; i++) {
        wr_buf_clear(&text);
        wr_buf_printf(&text, "%s; harm: %s", c->hazards[i].cause, c->hazards[i].harm);
        wr_buf_text(out, "      - ");
        wr_edit_quote(out, wr_buf_string(&text), false);
        wr_buf_char(out, '\n');
    }
    if (c->n_issues > 0)
        wr_buf_text(out, "    issues:\n");
    for (size_t i = 0; i < c->n_issues; i++) {
        wr_buf_text(out, "      - ");
        wr_edit_quote(out, c->issues[i].says, false);
        wr_buf_char(out, '\n');
    }
    wr_buf_clear(&text);
    wr_buf_text(&text, "Who must be heard: ");
    for (size_t i = 0; i < c->n_hear_from; i++)
        wr_buf_printf(&text, "%s%s", i > 0 ? ", " : "", c->hear_from[i]);
    if (c->n_hear_from > 0)
        note(out, "    # ", "    # ", wr_buf_string(&text));
    wr_buf_part_free(out, &text);
}

void wr_propose_write(const struct wr_model *m, const struct wr_capability *c, const struct wr_proposal *p,
                      const struct wr_stated_need *need, bool with_option, struct wr_buf *out)
{
    wr_buf_text(out, "# Proposed from the catalogue: ");
    wr_buf_text(out, c->name);
    wr_buf_text(out, ". Drafted, for your argument: nothing here is decided.\nchanges:\n  ");
    wr_edit_quote(out, p->name, false);
    wr_buf_text(out, ":\n");
    pair(out, "says", c->plain);
    if (need != NULL) {
        wr_buf_text(out, "    need: [");
        wr_edit_quote(out, need->name, true);
        wr_buf_text(out, "]\n");
    }
    wr_buf_text(out, "    uses: [");
    wr_edit_quote(out, c->id, true);
    wr_buf_text(out, "]\n");
    if (p->n_items > 0)
        write_effects(m, c, p, out);
    write_near(m, p, out);
    if (p->n_items > 0)
        wr_buf_text(out, "    adoption: {reaches: 70% (40% to 90%), over: 26 weeks}   # made up: how many use it, and how long it takes "
                         "until they do\n");
    else
        wr_buf_text(out, "    #adoption: {reaches: ..., over: ...}   # how many use it, and how long it takes until they do\n");
    wr_buf_text(out, "    #owner: ...              # missing: who makes the new way of working stick\n"
                     "    #clinical sponsor: ...   # missing: who speaks for it at the bedside\n"
                     "    #costs: {once: ..., a year: ..., lifetime: ...}   # missing\n");
    write_evidence(m, c, out);
    write_drafted(c, out);
    if (with_option) {
        wr_buf_text(out, "options:   # so that a run shows it beside the others\n  ");
        wr_edit_quote(out, p->name, false);
        wr_buf_text(out, ": [");
        wr_edit_quote(out, p->name, true);
        wr_buf_text(out, "]\n");
    }
}
