/* wardround decisions: what was decided, by whom, what speaks against it, and what is odd about it. */
#include "agree/decisions.h"

#include <stdarg.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "agree/lack.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "cli/today_internal.h"

static int find(const struct wr_agree *agree, const char *name, int *index, struct wr_buf *err)
{
    const char **names, *nearest;

    *index = wr_agree_decision(agree, name);
    if (*index >= 0)
        return 0;
    names = wr_mem_alloc(agree->n_decisions + 1, sizeof *names);
    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < agree->n_decisions; i++)
        names[i] = agree->decisions[i].name;
    nearest = wr_text_nearest(name, names, agree->n_decisions);
    wr_buf_printf(err, "wardround decisions: there is no decision `%s`", name);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, agree->n_decisions > 0 ? "\n    there are:" : "\n    there is nothing in decisions/ yet\n");
    for (size_t i = 0; i < agree->n_decisions; i++)
        wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", names[i]);
    wr_buf_text(err, agree->n_decisions > 0 ? "\n" : "");
    wr_mem_free(names);
    return wr_fail(WR_ERR_USAGE);
}

/* A line "  name: text", wrapped under its text. */
static void fact(struct wr_buf *out, const char *name, const char *text)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_buf_printf(&line, "%s: %s", name, text);
    wr_i_cli_wrap(out, 2, 6, wr_buf_string(&line));
    wr_buf_part_free(out, &line);
}

static void fact_or_missing(struct wr_buf *out, const char *name, const char *text)
{
    fact(out, name, wr_text_is_blank(text) ? "not said" : text);
}

static void date_fact(struct wr_buf *out, const char *name, int date)
{
    struct wr_buf text;

    if (date == WR_NO_DATE)
        return;
    wr_buf_init(&text, 0);
    wr_date_print(&text, date);
    fact(out, name, wr_buf_string(&text));
    wr_buf_part_free(out, &text);
}

static void groups(struct wr_buf *out, const char *name, const struct wr_agree *agree, const int *list, size_t n)
{
    struct wr_buf text;

    wr_buf_init(&text, 0);
    for (size_t i = 0; i < n; i++)
        wr_buf_printf(&text, "%s%s", i == 0 ? "" : ", ", agree->groups[list[i]].name);
    fact(out, name, n == 0 ? "nobody is named" : wr_buf_string(&text));
    wr_buf_part_free(out, &text);
}

static void say_alternative(struct wr_buf *out, const struct wr_alternative *x)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_buf_printf(&line, "- %s", wr_text_is_blank(x->option) ? "not named" : x->option);
    if (!wr_text_is_blank(x->because))
        wr_buf_printf(&line, ": not taken, because: %s", x->because);
    wr_buf_text(&line, ". To be opened again if: ");
    wr_buf_text(&line, wr_text_is_blank(x->reopen_if) ? "not said" : x->reopen_if);
    if (x->reopen_on != WR_NO_DATE) {
        wr_buf_text(&line, ", to be looked at on ");
        wr_date_print(&line, x->reopen_on);
    }
    wr_i_cli_wrap(out, 4, 6, wr_buf_string(&line));
    wr_buf_part_free(out, &line);
}

/* A line of an objection, wrapped under itself. */
static void WR_PRINTF(3, 4) point(struct wr_buf *out, size_t indent, const char *format, ...)
{
    struct wr_buf line;
    va_list args;

    wr_buf_init(&line, 0);
    va_start(args, format);
    wr_buf_vprintf(&line, format, args);
    va_end(args);
    wr_i_cli_wrap(out, indent, indent + 2, wr_buf_string(&line));
    wr_buf_part_free(out, &line);
}

static void say_dissent(struct wr_buf *out, const struct wr_agree *agree, struct wr_arena *arena, const struct wr_dissent *x)
{
    bool unnamed = wr_text_is_blank(x->who);
    const char *because = wr_text_is_blank(x->because) ? NULL : x->because,
               *by = wr_text_is_blank(x->by) ? NULL : wr_lack_who(agree, arena, x->by);

    point(out, 4, "- %s fear%s: %s", unnamed ? "Somebody" : x->who, unnamed ? "s" : "",
          wr_text_is_blank(x->harm) ? "what is not written down" : x->harm);
    if (!wr_text_is_blank(x->to))
        point(out, 6, "to whom: %s", x->to);
    point(out, 6, "what would change their mind: %s", wr_text_is_blank(x->change_mind) ? "not said" : x->change_mind);
    point(out, 6, "what was done: %s", wr_text_is_blank(x->done) ? "nothing is written" : x->done);
    point(out, 6, "answer: %s%s%s%s%s", wr_dissent_status_words(x->status), by != NULL ? " by " : "", by != NULL ? by : "",
          because != NULL ? ", because: " : "", because != NULL ? because : "");
    if (x->measure >= 0)
        point(out, 6, "who was right will be seen in the measure: %s", agree->model->measures[x->measure].name);
}

static void say_status(struct wr_buf *out, const struct wr_agree *agree, const struct wr_decision *d)
{
    wr_buf_printf(out, "%s", wr_decision_status_words(d->status));
    if (d->superseded_by >= 0)
        wr_buf_printf(out, " by %s", agree->decisions[d->superseded_by].name);
    if (d->status == WR_DECISION_ACCEPTED && !wr_decisions_has_consent(d))
        wr_buf_text(out, ", but without consent");
}

static void say_findings(struct wr_buf *out, const struct wr_decision_finding *list, size_t n, int decision)
{
    bool begun = false;

    for (size_t i = 0; i < n; i++) {
        struct wr_buf line;
        if (list[i].decision != decision)
            continue;
        if (!begun)
            wr_buf_text(out, "  To be mended:\n");
        begun = true;
        wr_buf_init(&line, 0);
        wr_buf_printf(&line, "%s %s", list[i].stops ? "!" : "-", list[i].says);
        if (list[i].where.line > 0)
            wr_buf_printf(&line, " (%s:%d)", list[i].where.file, list[i].where.line);
        wr_i_cli_wrap(out, 4, 6, wr_buf_string(&line));
        wr_buf_clear(&line);
        wr_buf_printf(&line, "%s: %s", list[i].who, list[i].do_);
        wr_i_cli_wrap(out, 6, 6, wr_buf_string(&line));
        wr_buf_part_free(out, &line);
    }
}

static void whole(struct wr_buf *out, const struct wr_agree *agree, struct wr_arena *arena, int index)
{
    const struct wr_decision *d = &agree->decisions[index];
    struct wr_buf text;

    wr_buf_init(&text, 0);
    fact_or_missing(out, "about", d->about_text);
    wr_buf_printf(&text, "%s", wr_text_is_blank(d->decided_by) ? "not said" : wr_lack_who(agree, arena, d->decided_by));
    wr_buf_printf(&text, ", %s", wr_decision_method_words(d->method));
    if (d->present >= 0 || d->quorum >= 0)
        wr_buf_text(&text, ";");
    if (d->present >= 0)
        wr_buf_printf(&text, " %d present", d->present);
    if (d->quorum >= 0)
        wr_buf_printf(&text, "%s quorum %d", d->present >= 0 ? "," : "", d->quorum);
    fact(out, d->status == WR_DECISION_PROPOSED ? "to be decided by" : "decided by", wr_buf_string(&text));
    fact(out, "clinical sponsor", wr_text_is_blank(d->sponsor) ? "none" : wr_lack_who(agree, arena, d->sponsor));
    fact_or_missing(out, "because", d->because);
    groups(out, "consulted", agree, d->consulted, d->n_consulted);
    groups(out, "informed", agree, d->informed, d->n_informed);
    date_fact(out, "to be looked at again on", d->review);
    wr_buf_text(out, d->n_alternatives > 0 ? "  What was not taken:\n" : "");
    for (size_t i = 0; i < d->n_alternatives; i++)
        say_alternative(out, &d->alternatives[i]);
    wr_buf_text(out, d->n_dissent > 0 ? "  Those who said no:\n" : "");
    for (size_t i = 0; i < d->n_dissent; i++)
        say_dissent(out, agree, arena, &d->dissent[i]);
    wr_buf_part_free(out, &text);
}

static void say(struct wr_buf *out, const struct wr_agree *agree, struct wr_arena *arena, const struct wr_decision_finding *list, size_t n,
                int only)
{
    wr_i_cli_invented_say(agree->model, out);
    wr_buf_text(out, agree->model->data == WR_DATA_INVENTED ? "\n" : "");
    for (size_t i = 0; i < agree->n_decisions; i++) {
        const struct wr_decision *d = &agree->decisions[i];
        if (only >= 0 && (int)i != only)
            continue;
        wr_buf_printf(out, "%s: ", d->name);
        say_status(out, agree, d);
        if (d->date != WR_NO_DATE) {
            wr_buf_text(out, ", ");
            wr_date_print(out, d->date);
        }
        wr_buf_char(out, '\n');
        if (!wr_text_is_blank(d->says))
            wr_i_cli_wrap(out, 2, 2, d->says);
        if (only >= 0)
            whole(out, agree, arena, (int)i);
        say_findings(out, list, n, (int)i);
        wr_buf_char(out, '\n');
    }
    wr_buf_text(out, "A decision is superseded, never rewritten; dissent stays with it. ! : it does not stand, or not yet.\n");
    if (only < 0)
        wr_buf_text(out, "More of one: wardround decisions SERVICE NAME\n");
}

static void json_groups(struct wr_json *j, const char *key, const struct wr_agree *agree, const int *list, size_t n)
{
    wr_json_key(j, key);
    wr_json_open_line(j, '[');
    for (size_t i = 0; i < n; i++)
        wr_json_text(j, agree->groups[list[i]].name);
    wr_json_close(j, ']');
}

static void json_lists(struct wr_json *j, const struct wr_agree *agree, const struct wr_decision *d)
{
    wr_json_key(j, "alternatives");
    wr_json_open(j, '[');
    for (size_t i = 0; i < d->n_alternatives; i++) {
        const struct wr_alternative *x = &d->alternatives[i];
        wr_json_open(j, '{');
        wr_json_pair(j, "option", x->option);
        wr_json_pair(j, "rejected because", x->because);
        wr_json_pair(j, "reopen if", x->reopen_if);
        wr_json_pair_date(j, "reopen on", x->reopen_on);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    wr_json_key(j, "dissent");
    wr_json_open(j, '[');
    for (size_t i = 0; i < d->n_dissent; i++) {
        const struct wr_dissent *x = &d->dissent[i];
        wr_json_open(j, '{');
        wr_json_pair(j, "who", x->who);
        wr_json_pair(j, "harm", x->harm);
        wr_json_pair(j, "to", x->to);
        wr_json_pair(j, "would change their mind", x->change_mind);
        wr_json_pair(j, "done", x->done);
        wr_json_pair(j, "status", wr_dissent_status_words(x->status));
        wr_json_pair(j, "by", x->by);
        wr_json_pair(j, "because", x->because);
        wr_json_pair(j, "measure", x->measure >= 0 ? agree->model->measures[x->measure].name : NULL);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void json_findings(struct wr_json *j, const struct wr_decision_finding *list, size_t n, int decision)
{
    wr_json_key(j, "findings");
    wr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        if (list[i].decision != decision)
            continue;
        wr_json_open(j, '{');
        wr_json_pair(j, "says", list[i].says);
        wr_json_pair_bool(j, "stops", list[i].stops);
        wr_json_pair(j, "who", list[i].who);
        wr_json_pair(j, "do", list[i].do_);
        wr_json_pair(j, "file", list[i].where.file);
        wr_json_pair_whole(j, "line", list[i].where.line > 0 ? (unsigned long long)list[i].where.line : 0);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void json(struct wr_buf *out, const struct wr_agree *agree, const struct wr_decision_finding *list, size_t n, int only)
{
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '[');
    for (size_t i = 0; i < agree->n_decisions; i++) {
        const struct wr_decision *d = &agree->decisions[i];
        if (only >= 0 && (int)i != only)
            continue;
        wr_json_open(&j, '{');
        wr_json_pair(&j, "name", d->name);
        wr_json_pair(&j, "says", d->says);
        wr_json_pair(&j, "about", d->about_text);
        wr_json_pair(&j, "status", wr_decision_status_words(d->status));
        wr_json_pair(&j, "superseded by", d->superseded_by >= 0 ? agree->decisions[d->superseded_by].name : NULL);
        wr_json_pair_date(&j, "date", d->date);
        wr_json_pair(&j, "decided by", d->decided_by);
        wr_json_pair(&j, "clinical sponsor", d->sponsor);
        wr_json_pair(&j, "method", d->method == WR_METHOD_UNSAID ? NULL : wr_decision_method_words(d->method));
        wr_json_pair_bool(&j, "consent", d->method == WR_METHOD_CONSENT && wr_decisions_has_consent(d));
        if (d->quorum >= 0)
            wr_json_pair_whole(&j, "quorum", (unsigned long long)d->quorum);
        if (d->present >= 0)
            wr_json_pair_whole(&j, "present", (unsigned long long)d->present);
        wr_json_pair(&j, "because", d->because);
        json_groups(&j, "consulted", agree, d->consulted, d->n_consulted);
        json_groups(&j, "informed", agree, d->informed, d->n_informed);
        wr_json_pair_date(&j, "review", d->review);
        json_lists(&j, agree, d);
        json_findings(&j, list, n, (int)i);
        wr_json_close(&j, '}');
    }
    wr_json_close(&j, ']');
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_decision_finding *list = NULL;
    struct wr_arena arena;
    size_t n = 0;
    int result, today, only = -1;

    wr_arena_init(&arena, 0);
    result = wr_i_cli_people_read(ctx, args->words[0], &people, err);
    if (result == 0)
        result = wr_i_cli_today(args, "decisions", &today, err);
    if (result == 0 && args->n_words > 1)
        result = find(&people.agree, args->words[1], &only, err);
    if (result == 0)
        result = wr_decisions_findings(&people.agree, today, &arena, &list, &n);
    if (result != 0)
        goto out;
    if (wr_cli_has(args, "json"))
        json(out, &people.agree, list, n, only);
    else if (people.agree.n_decisions == 0)
        wr_buf_text(out,
                    "Nothing was decided yet: there is nothing in decisions/. A decision is written by hand: what, about which change, by\n"
                    "whom, why, and who said no (docs/people.md shows how). wardround gate says what else a change needs.\n");
    else
        say(out, &people.agree, &arena, list, n, only);
out:
    wr_arena_free(&arena);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"date", "DATE", "as of this date (which review has passed); left out: today", false},
    {"json", NULL, "write JSON for other programs", false},
};

const struct wr_cli_command wr_cli_decisions = {
    .name = "decisions",
    .operands = "SERVICE [NAME]",
    .summary = "what was decided, by whom, with the dissent, and what is odd about it",
    .doc =
        "Without NAME, every decision in SERVICE/decisions with what is to be mended: no consent while an objection is unanswered, no\n"
        "quorum, no clinical sponsor, a review date that has passed, two that both stand, and more. With NAME, all of one: what was not\n"
        "taken and what would open it again; those who said no, the harm they foresee, and what would change their mind.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = run,
};
