/* wardround voices: what people were asked, who was heard, and where each group stands. */
#include <math.h>
#include <string.h>

#include "agree/consensus.h"
#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/people_internal.h"
#include "cli/text_internal.h"
#include "cli/voices_internal.h"

int wr_i_cli_statement_find(const struct wr_agree *agree, const char *command, const char *name, int *index, struct wr_buf *err)
{
    const char **names, *nearest;

    *index = wr_agree_statement(agree, name);
    if (*index >= 0)
        return 0;
    names = wr_mem_alloc(agree->n_statements + 1, sizeof *names);
    if (names == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < agree->n_statements; i++)
        names[i] = agree->statements[i].name;
    nearest = wr_text_nearest(name, names, agree->n_statements);
    wr_buf_printf(err, "wardround %s: nobody was asked about `%s`", command, name);
    if (nearest != NULL)
        wr_buf_printf(err, "; did you mean `%s`?", nearest);
    wr_buf_text(err, agree->n_statements > 0 ? "\n    people were asked about:" : "\n    there is nothing in voices/ yet\n");
    for (size_t i = 0; i < agree->n_statements; i++)
        wr_buf_printf(err, "%s %s", i == 0 ? "" : ",", names[i]);
    wr_buf_text(err, agree->n_statements > 0 ? "\n" : "");
    wr_mem_free(names);
    return wr_fail(WR_ERR_USAGE);
}

static void paragraph(struct wr_buf *out, size_t indent, struct wr_buf *text)
{
    const char *s = wr_buf_string(text);

    if (text->size > 0)
        wr_i_cli_wrap(out, indent, indent, s + strspn(s, " "));
    wr_buf_clear(text);
}

/* Where a group stands, in one word. */
static const char *stands(const struct wr_voices_group *g)
{
    if (g->all.heard.high == 0)
        return "not heard";
    if (!g->all.ratings.shown)
        return g->all.ratings.n.high == 0 ? "no ratings" : "too few";
    return g->all.ratings.divided ? "DIVIDED" : wr_third_words(g->all.ratings.third);
}

static void print_count(struct wr_shown c, struct wr_buf *cell)
{
    if (wr_shown_exact(c))
        wr_buf_printf(cell, "%d", c.low);
    else if (c.low == 1 && c.high == WR_SUPPRESS_LEAST - 1)
        wr_buf_printf(cell, "<%d", c.high + 1);
    else
        wr_buf_printf(cell, "%d-%d", c.low, c.high);
}

static void cell_count(struct wr_i_cli_table *t, struct wr_shown c, bool known)
{
    if (known)
        print_count(c, wr_i_cli_table_cell(t));
    else
        wr_i_cli_table_text(t, "-");
}

/* 6/26: heard at night of those in post at night */
static void cell_night(struct wr_i_cli_table *t, const struct wr_coverage *c)
{
    struct wr_buf *cell = wr_i_cli_table_cell(t);

    if (c->night_in_post <= 0) {
        wr_buf_char(cell, '-');
        return;
    }
    print_count(c->night_heard, cell);
    wr_buf_printf(cell, "/%d", c->night_in_post);
}

static void cell_number(struct wr_i_cli_table *t, double x, int places)
{
    struct wr_buf *cell = wr_i_cli_table_cell(t);

    if (isnan(x))
        wr_buf_text(cell, "-");
    else
        wr_buf_printf(cell, "%.*f", x == floor(x) && places < 2 ? 0 : places, x);
}

static void cell_of(struct wr_i_cli_table *t, int n)
{
    if (n < 0)
        wr_i_cli_table_text(t, "-");
    else
        wr_buf_printf(wr_i_cli_table_cell(t), "%d", n);
}

static void table_of_groups(const struct wr_voices_result *r, struct wr_buf *out)
{
    static const char *const head[] = {"group", "stands", "median", "DI", "for", "unsure", "against", "heard", "invited", "post", "night"};
    struct wr_i_cli_table t;

    wr_i_cli_table_init(&t);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        wr_i_cli_table_text(&t, head[i]);
    wr_i_cli_table_end_row(&t);
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *g = &r->groups[i];
        const struct wr_suppressed *s = &g->all.ratings;
        wr_i_cli_table_text(&t, g->name);
        wr_i_cli_table_text(&t, stands(g));
        cell_number(&t, s->median, 1);
        cell_number(&t, s->di, 2);
        for (int third = WR_THIRD_FOR; third >= WR_THIRD_AGAINST; third--)
            cell_count(&t, s->thirds[third], s->shown);
        cell_count(&t, g->coverage.heard, true);
        cell_of(&t, g->coverage.invited < 0 && g->should ? 0 : g->coverage.invited);
        cell_of(&t, g->coverage.in_post);
        cell_night(&t, &g->coverage);
        wr_i_cli_table_end_row(&t);
    }
    wr_i_cli_table_print(&t, 2, out);
    wr_i_cli_table_free(&t);
}

/* Gradients, where somebody chose one. */
static void gradients(const struct wr_voices_result *r, struct wr_buf *out)
{
    struct wr_buf line;
    bool begun = false;

    wr_buf_init(&line, 0);
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_answers *a = &r->groups[i].all;
        if (a->chose.high == 0 || a->heard.high < WR_SUPPRESS_LEAST)
            continue;
        if (!begun)
            wr_buf_text(out, "\nGRADIENTS OF AGREEMENT\n");
        begun = true;
        wr_buf_printf(&line, "%s: ", r->groups[i].name);
        if (a->all_gradients) {
            for (int k = 0, n = 0; k < WR_GRADIENTS; k++)
                if (a->gradients[k].high > 0)
                    wr_buf_printf(&line, "%s%s %d", n++ > 0 ? ", " : "", wr_gradient_words(k), a->gradients[k].low);
        } else {
            wr_buf_text(&line, "supporting ");
            wr_voices_say_count(a->stances[WR_STANCE_AGREES], &line);
            wr_buf_text(&line, ", between ");
            wr_voices_say_count(a->stances[WR_STANCE_NEITHER], &line);
            wr_buf_text(&line, ", opposing ");
            wr_voices_say_count(a->stances[WR_STANCE_DISAGREES], &line);
        }
        paragraph(out, 2, &line);
    }
    wr_buf_part_free(out, &line);
}

static void say_answers(const struct wr_voices_answers *a, struct wr_buf *line)
{
    if (!a->ratings.shown) {
        wr_voices_say_count(a->heard, line);
        wr_buf_text(line, " answered");
        return;
    }
    if (a->ratings.divided)
        wr_buf_text(line, "divided");
    else
        wr_buf_text(line, wr_third_words(a->ratings.third));
    if (!isnan(a->ratings.median))
        wr_buf_printf(line, ", median %g", a->ratings.median);
    wr_buf_printf(line, " (%d ratings)", a->ratings.n.low);
}

static void movement(const struct wr_voices_result *r, struct wr_buf *out)
{
    struct wr_buf line;
    bool begun = false;

    wr_buf_init(&line, 0);
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *g = &r->groups[i];
        if (g->n_rounds < 2)
            continue;
        if (!begun)
            wr_buf_text(out, "\nFROM ROUND TO ROUND\n");
        begun = true;
        wr_buf_printf(&line, "%s: ", g->name);
        for (size_t k = 0; k < g->n_rounds; k++) {
            wr_buf_printf(&line, "%sround %d ", k == 0 ? "" : "; ", g->rounds[k].round);
            say_answers(&g->rounds[k].answers, &line);
        }
        wr_buf_text(&line, g->moved ? ": moved." : ".");
        paragraph(out, 2, &line);
    }
    wr_buf_part_free(out, &line);
}

static void day_and_night(const struct wr_voices_result *r, struct wr_buf *out)
{
    struct wr_buf line;
    bool begun = false;

    wr_buf_init(&line, 0);
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_voices_group *g = &r->groups[i];
        if (!g->day.ratings.full || !g->night.ratings.full)
            continue;
        if (!begun)
            wr_buf_text(out, "\nDAY AND NIGHT\n");
        begun = true;
        wr_buf_printf(&line, "%s: by day ", g->name);
        say_answers(&g->day, &line);
        wr_buf_text(&line, "; at night ");
        say_answers(&g->night, &line);
        wr_buf_char(&line, '.');
        paragraph(out, 2, &line);
    }
    wr_buf_part_free(out, &line);
}

static void reasons(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_buf *out)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    if (r->n_reasons > 0)
        wr_buf_text(out, "\nREASONS, IN THEIR WORDS\n");
    for (size_t i = 0; i < r->n_reasons; i++) {
        if (i == 0 || r->reasons[i].group != r->reasons[i - 1].group)
            wr_buf_printf(out, "  %s\n",
                          r->reasons[i].group >= 0 ? agree->groups[r->reasons[i].group].name
                                                   : "without their group, so that nobody is given away");
        wr_buf_printf(&line, "- %s", r->reasons[i].says);
        wr_i_cli_wrap(out, 4, 6, wr_buf_string(&line));
        wr_buf_clear(&line);
    }
    wr_buf_part_free(out, &line);
}

static void say_round(const struct wr_statement *s, const struct wr_voices_result *r, struct wr_buf *out)
{
    if (r->round > 0)
        wr_buf_printf(out, "Round %d counts", r->round);
    if (r->round > 0 && s->rounds > 0)
        wr_buf_printf(out, " (%d planned)", s->rounds);
    if (r->round > 0)
        wr_buf_text(out, ".");
    if (s->opened != WR_NO_DATE) {
        wr_buf_text(out, " Opened ");
        wr_date_print(out, s->opened);
    }
    if (s->closed != WR_NO_DATE) {
        wr_buf_text(out, s->opened != WR_NO_DATE ? ", closed " : " Closed ");
        wr_date_print(out, s->closed);
    }
    wr_buf_text(out, s->opened != WR_NO_DATE || s->closed != WR_NO_DATE ? "." : "");
}

static void whole(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_buf *out)
{
    const struct wr_statement *s = &agree->statements[r->statement];
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_buf_printf(out, "VOICES: %s\n", s->name);
    if (!wr_text_is_blank(s->says))
        wr_i_cli_wrap(out, 0, 0, s->says);
    say_round(s, r, &line);
    paragraph(out, 0, &line);
    wr_buf_char(out, '\n');
    wr_voices_say(agree, r, &line);
    paragraph(out, 0, &line);
    wr_voices_say_threshold(r, &line);
    paragraph(out, 0, &line);
    if (r->counted_groups > 0) {
        wr_buf_text(&line, "Every group counted alike, however large: ");
        wr_voices_say_share(r->geometric, &line);
        wr_buf_text(&line, " (geometric mean over groups); all in one heap: ");
        wr_voices_say_share(r->pooled, &line);
        wr_buf_text(&line, ".");
        paragraph(out, 0, &line);
    }
    wr_voices_say_coverage(agree, r, &line);
    paragraph(out, 0, &line);
    wr_buf_text(out, "\nWHERE EACH GROUP STANDS, AND WHO WAS HEARD\n");
    table_of_groups(r, out);
    wr_buf_char(out, '\n');
    wr_i_cli_wrap(
        out, 2, 2,
        "for: ratings 7 to 9; unsure: 4 to 6; against: 1 to 3. DI above 1: divided. night: heard at night, of those in post at night. "
        "A dash or a range (14-17) is shown where the number would show what single people answered.");
    gradients(r, out);
    movement(r, out);
    day_and_night(r, out);
    reasons(agree, r, out);
    wr_buf_part_free(out, &line);
}

static void summary(const struct wr_agree *agree, const struct wr_voices_result *r, struct wr_buf *out)
{
    struct wr_buf line;

    wr_buf_init(&line, 0);
    wr_buf_printf(out, "%s\n", agree->statements[r->statement].name);
    wr_voices_say(agree, r, &line);
    paragraph(out, 2, &line);
    wr_voices_say_coverage(agree, r, &line);
    paragraph(out, 2, &line);
    wr_buf_char(out, '\n');
    wr_buf_part_free(out, &line);
}

static int look_at_all(const struct wr_agree *agree, int only, bool as_json, struct wr_arena *arena, struct wr_buf *out)
{
    struct wr_json j;
    int result = 0;

    wr_json_init(&j, out);
    if (as_json)
        wr_json_open(&j, '[');
    else if (agree->n_statements > 0 && wr_voices_invented(agree) != NULL)
        wr_buf_printf(out, "%s\n\n", wr_voices_invented(agree));
    for (size_t i = 0; result == 0 && i < agree->n_statements; i++) {
        struct wr_voices_result r;
        if (only >= 0 && (int)i != only)
            continue;
        result = wr_voices_look(agree, (int)i, arena, &r);
        if (result != 0)
            break;
        if (as_json)
            wr_i_cli_voices_json(&j, agree, &r);
        else if (only >= 0)
            whole(agree, &r, out);
        else
            summary(agree, &r, out);
    }
    if (as_json && result == 0)
        wr_json_close(&j, ']');
    return result;
}

static int run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_people people;
    struct wr_arena arena;
    int result, only = -1;
    bool as_json = wr_cli_has(args, "json");

    wr_arena_init(&arena, 0);
    result = wr_i_cli_people_read(ctx, args->words[0], &people, err);
    if (result == 0 && args->n_words > 1)
        result = wr_i_cli_statement_find(&people.agree, "voices", args->words[1], &only, err);
    if (result == 0 && !as_json && people.agree.n_statements == 0)
        wr_i_cli_wrap(out, 0, 0,
                      "Nobody was asked anything yet: there is nothing in voices/. A CSV with the columns statement, group and rating is "
                      "enough; a paper round on a ward can be typed up.");
    if (result == 0)
        result = look_at_all(&people.agree, only, as_json, &arena, out);
    if (result == 0 && !as_json && only < 0 && people.agree.n_statements > 0)
        wr_buf_text(out, "More of one: wardround voices SERVICE STATEMENT\n");
    wr_arena_free(&arena);
    wr_i_cli_people_free(&people);
    return result;
}

static const struct wr_cli_option options[] = {
    {"json", NULL, "write JSON for other programs", false},
};

const struct wr_cli_command wr_cli_voices = {
    .name = "voices",
    .operands = "SERVICE [STATEMENT]",
    .summary = "who was asked, who was heard, and where each group stands",
    .doc = "Reads the ratings and gradients in SERVICE/voices by role group: settled, groups differ, divided within a group, or too few.\n"
           "Says who was heard least, of those in post, and at night. Of several rounds the last counts. No number is shown from which\n"
           "anybody could work out what fewer than five people answered; docs/methods.md says how that is made sure.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 2,
    .run = run,
};
