/* wardround gate: may this change start? */
#include <string.h>

#include "agree/gate.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/hazards_internal.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "cli/today_internal.h"

static const char *const titles[WR_LACK_KINDS] = {
    [WR_LACK_DECISION] = "The decision",
    [WR_LACK_DISSENT] = "Those who said no",
    [WR_LACK_VOICES] = "Who was heard",
    [WR_LACK_READINESS] = "How ready we are",
    [WR_LACK_ISSUE] = "What stands in the way",
    [WR_LACK_PREREQUISITE] = "What must be there first",
    [WR_LACK_HAZARD] = "What can go wrong",
    [WR_LACK_APPROVAL] = "The hazard log as a whole",
    [WR_LACK_BENEFIT] = "Who gains",
    [WR_LACK_PLAN] = "The plan",
};

/* Whether the next of the same kind asks the same of the same people: it is said once, below the last of them. */
static bool goes_on(const struct wr_lack *list, size_t n, size_t i)
{
    return i + 1 < n && list[i + 1].kind == list[i].kind && strcmp(list[i + 1].who, list[i].who) == 0 &&
           strcmp(list[i + 1].do_, list[i].do_) == 0;
}

/* Under the title of each kind; the list is in their order. Numbered when `number` is not NULL. */
static void say_list(const struct wr_lack *list, size_t n, size_t *number, struct wr_buf *out)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || list[i].kind != list[i - 1].kind)
            wr_buf_printf(out, "\n%s\n", titles[list[i].kind]);
        wr_buf_clear(&line);
        if (number != NULL)
            wr_buf_printf(&line, "%zu. %s", ++*number, list[i].what);
        else
            wr_buf_printf(&line, "- %s", list[i].what);
        wr_i_cli_wrap(out, 2, 6, wr_buf_string(&line));
        if (goes_on(list, n, i))
            continue;
        wr_buf_clear(&line);
        wr_buf_printf(&line, "-> %s: %s", list[i].who, list[i].do_);
        wr_i_cli_wrap(out, 6, 9, wr_buf_string(&line));
    }
    wr_buf_part_free(out, &line);
}

static void say(const struct wr_model *model, const struct wr_gate *g, struct wr_buf *out)
{
    size_t number = 0;

    wr_buf_printf(out, "GATE: %s\n", model->changes[g->change].name);
    wr_i_cli_invented_say(model, out);
    if (!wr_text_is_blank(model->changes[g->change].says))
        wr_i_cli_wrap(out, 0, 0, model->changes[g->change].says);
    if (g->n_missing > 0)
        wr_buf_text(out, "\nWHAT IS MISSING\n");
    say_list(g->missing, g->n_missing, &number, out);
    if (g->n_look > 0)
        wr_buf_text(out, "\nTO LOOK AT (does not stand in the way)\n");
    say_list(g->look, g->n_look, NULL, out);
    if (g->n_in_place > 0)
        wr_buf_text(out, "\nIN PLACE\n");
    for (size_t i = 0; i < g->n_in_place; i++) {
        struct wr_buf line;
        wr_buf_init(&line, 0);
        wr_buf_printf(&line, "- %s", g->in_place[i]);
        wr_i_cli_wrap(out, 2, 4, wr_buf_string(&line));
        wr_buf_part_free(out, &line);
    }
    wr_buf_printf(out, "\nVersion of the hazard log as it is now: %.*s. The program signs nothing: people do.\n\n%s\n", WR_VERSION_SHORT,
                  g->version, g->verdict);
}

static void json_list(struct wr_json *j, const char *key, const struct wr_lack *list, size_t n)
{
    wr_json_key(j, key);
    wr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        wr_json_open(j, '{');
        wr_json_pair(j, "kind", wr_lack_kind_words(list[i].kind));
        wr_json_pair(j, "what", list[i].what);
        wr_json_pair(j, "who", list[i].who);
        wr_json_pair(j, "do", list[i].do_);
        wr_json_pair(j, "about", list[i].about);
        wr_json_pair(j, "file", list[i].where.file);
        wr_json_pair_whole(j, "line", list[i].where.line > 0 ? (unsigned long long)list[i].where.line : 0);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
}

static void json(const struct wr_model *model, const struct wr_gate *g, struct wr_buf *out)
{
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "change", model->changes[g->change].name);
    wr_json_pair_bool(&j, "ready", g->ready);
    wr_json_pair(&j, "verdict", g->verdict);
    wr_json_pair(&j, "version of the hazard log", g->version);
    json_list(&j, "missing", g->missing, g->n_missing);
    json_list(&j, "to look at", g->look, g->n_look);
    wr_json_key(&j, "in place");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < g->n_in_place; i++)
        wr_json_text(&j, g->in_place[i]);
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
}

static int gate_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_arena arena;
    struct wr_gate gate;
    int result, today, change;

    wr_arena_init(&arena, 0);
    result = wr_i_cli_people_read(ctx, args->words[0], &people, err);
    if (result != 0 || (result = wr_i_cli_today(args, "gate", &today, err)) != 0 ||
        (result = wr_i_cli_change_find(&people.agree, "gate", args->words[1], &change, err)) != 0 ||
        (result = wr_gate_look(&people.agree, &people.service.source, change, today, &arena, &gate)) != 0)
        goto out;
    if (wr_cli_has(args, "json"))
        json(&people.service.model, &gate, out);
    else
        say(&people.service.model, &gate, out);
    if (!gate.ready && wr_cli_has(args, "fail")) {
        result = wr_fail(WR_ERR_NOT_READY);
        wr_buf_printf(err, "wardround gate: %s\n", gate.verdict);
    }
out:
    wr_arena_free(&arena);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"fail", NULL, "end with the exit status 3 when it is not ready, for scripts", false},
    {"date", "DATE", "as of this date (what is overdue); left out: today", false},
    {"json", NULL, "write JSON for other programs", false},
};

const struct wr_cli_command wr_cli_gate = {
    .name = "gate",
    .operands = "SERVICE CHANGE",
    .summary = "may this change start? what exactly is missing, who mends it, and how",
    .doc = "Looks through everything that people wrote about the change: decision and dissent, who was heard, the seven domains of "
           "readiness,\n"
           "issues, what is needed first, the hazard log and its approval, benefits and plan. Nothing is weighed against anything, and "
           "nothing\n"
           "is signed. Ends with \"Ready to start\" or \"Not ready: N things are missing\"; the exit status is 0 in both cases, but see "
           "--fail.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 2,
    .most_words = 2,
    .run = gate_run,
};
