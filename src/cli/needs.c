/* The list of needs, by who said them, with what became of each. */
#include "agree/needs.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "cli/text_internal.h"
#include "cli/write_internal.h"

/* Whether a need stands in the list on its own: one that is merged is shown with the need that keeps it. */
static bool stands_alone(const struct wr_agree *a, size_t need) { return a->needs[need].merged_into < 0; }

static void say_place(const struct wr_agree *a, const struct wr_person_need *n, struct wr_buf *line)
{
    const struct wr_stated_need *s = n->stated;

    if (s->at != NULL)
        wr_buf_printf(line, "at %s", s->at);
    if (s->missing != NULL)
        wr_buf_printf(line, "%swithout %s", line->size > 0 ? ", " : "", s->missing);
    if (s->how_often != NULL)
        wr_buf_printf(line, "%s%s", line->size > 0 ? ", " : "", s->how_often);
    if (s->costs_staff != NULL)
        wr_buf_printf(line, "%s%s each time", line->size > 0 ? ", " : "", s->costs_staff);
    (void)a;
}

static void say_line(struct wr_buf *out, size_t indent, const char *label, const char *text)
{
    struct wr_buf line;

    if (text == NULL || text[0] == '\0')
        return;
    wr_buf_init(&line, 0);
    wr_buf_printf(&line, "%s%s", label, text);
    wr_i_cli_wrap(out, indent, indent + 2, wr_buf_string(&line));
    wr_buf_part_free(out, &line);
}

static int say_need(const struct wr_agree *a, const struct wr_need_view *v, struct wr_buf *out)
{
    const struct wr_person_need *n = &a->needs[v->need];
    size_t indent = strlen(n->stated->name) + 4;
    struct wr_buf place;

    wr_buf_printf(out, "  %s  ", n->stated->name);
    wr_i_cli_wrap(out, 0, indent, n->stated->says);
    wr_buf_init(&place, 0);
    say_place(a, n, &place);
    say_line(out, indent, "", wr_buf_string(&place));
    wr_buf_part_free(out, &place);
    say_line(out, indent, "said by: ", v->who);
    for (size_t i = 0; i < v->n_kept; i++) {
        const struct wr_stated_need *kept = a->needs[v->kept[i]].stated;
        struct wr_buf line;
        wr_buf_init(&line, 0);
        wr_buf_printf(&line, "%s (%s%s%s)", kept->says, kept->name, kept->role != NULL ? ", " : "", kept->role != NULL ? kept->role : "");
        say_line(out, indent, "and: ", wr_buf_string(&line));
        wr_buf_part_free(out, &line);
    }
    say_line(out, indent, "costs: ", v->cost);
    say_line(out, indent, "costs patients: ", n->stated->costs_patients);
    say_line(out, indent, "became of it: ", v->became);
    return wr_buf_status(out);
}

static bool of_group(const struct wr_agree *a, const struct wr_need_view *v, size_t group)
{
    int own = a->needs[v->need].group;

    return group < a->n_groups ? own == (int)group : own < 0;
}

static int list(const struct wr_agree *a, int role, struct wr_arena *arena, struct wr_buf *out)
{
    size_t shown = 0, kept = 0;
    int err = 0;

    for (size_t g = 0; g <= a->n_groups && err == 0; g++) {
        bool begun = false;
        for (size_t i = 0; i < a->n_needs && err == 0; i++) {
            struct wr_need_view v;
            if (!stands_alone(a, i) || (err = wr_needs_view(a, (int)i, arena, &v)) != 0 || !of_group(a, &v, g) ||
                (role >= 0 && !wr_needs_has_voice(&v, role)))
                continue;
            if (shown == 0) {
                wr_i_cli_invented_say(a->model, out);
                wr_buf_text(out, a->model->data == WR_DATA_INVENTED ? "\n" : "");
            }
            if (!begun)
                wr_buf_printf(out, "%s%s\n", shown > 0 ? "\n" : "",
                              g < a->n_groups ? a->groups[g].name : "Of no group that people.yaml names");
            begun = true;
            err = say_need(a, &v, out);
            shown++;
            kept += v.n_kept;
        }
    }
    if (err != 0)
        return err;
    if (shown == 0)
        wr_buf_text(out,
                    role >= 0
                        ? "No need carries a voice of this group yet.\n"
                        : "Nobody has said anything yet: there is nothing in needs/. Write down what somebody says, in their own words:\n"
                          "  wardround need SERVICE \"I never find the drug chart\" --role \"ward nurses\"\n");
    else
        wr_buf_printf(out,
                      "\n%zu need%s, with %zu more kept among them. A need stands under the group that said it first.\n"
                      "Hours are how often times how long, once: not times the people who say so too.\n",
                      shown, shown == 1 ? "" : "s", kept);
    return 0;
}

static void json_range(struct wr_json *j, const char *key, const struct wr_said_range *r)
{
    wr_json_key(j, key);
    if (!r->known) {
        wr_json_null(j);
        return;
    }
    wr_json_open_line(j, '{');
    wr_json_pair_number(j, "low", r->low);
    wr_json_pair_number(j, "value", r->value);
    wr_json_pair_number(j, "high", r->high);
    wr_json_close(j, '}');
}

static void json_need(const struct wr_agree *a, const struct wr_need_view *v, struct wr_json *j)
{
    const struct wr_person_need *n = &a->needs[v->need];
    const struct wr_stated_need *s = n->stated;

    wr_json_open(j, '{');
    wr_json_pair(j, "name", s->name);
    wr_json_pair(j, "says", s->says);
    wr_json_pair(j, "role", s->role);
    wr_json_pair(j, "who", s->who);
    wr_json_pair(j, "date", s->date);
    wr_json_pair(j, "at", s->at);
    wr_json_pair(j, "missing", s->missing);
    wr_json_pair(j, "how often", s->how_often);
    wr_json_pair(j, "costs staff", s->costs_staff);
    wr_json_pair(j, "costs patients", s->costs_patients);
    wr_json_pair(j, "merged into", n->merged_into >= 0 ? a->needs[n->merged_into].stated->name : NULL);
    wr_json_key(j, "voices");
    wr_json_open(j, '[');
    for (size_t i = 0; i < v->n_voices; i++) {
        wr_json_open_line(j, '{');
        wr_json_pair(j, "group", v->voices[i].name);
        wr_json_pair_whole(j, "people", (unsigned long long)v->voices[i].people);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    json_range(j, "hours of staff a year, as said", &v->hours);
    wr_json_key(j, "keeps");
    wr_json_open_line(j, '[');
    for (size_t i = 0; i < v->n_kept; i++)
        wr_json_text(j, a->needs[v->kept[i]].stated->name);
    wr_json_close(j, ']');
    wr_json_key(j, "changes");
    wr_json_open(j, '[');
    for (size_t i = 0; i < v->n_made; i++) {
        wr_json_open_line(j, '{');
        wr_json_pair(j, "change", a->model->changes[v->made[i].change].name);
        wr_json_pair(j, "decision", v->made[i].decision >= 0 ? a->decisions[v->made[i].decision].name : NULL);
        wr_json_close(j, '}');
    }
    wr_json_close(j, ']');
    wr_json_close(j, '}');
}

static int list_json(const struct wr_agree *a, int role, struct wr_arena *arena, struct wr_buf *out)
{
    struct wr_json j;
    int err = 0;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_key(&j, "needs");
    wr_json_open(&j, '[');
    for (size_t i = 0; i < a->n_needs && err == 0; i++) {
        struct wr_need_view v;
        err = wr_needs_view(a, (int)i, arena, &v);
        if (err == 0 && (role < 0 || wr_needs_has_voice(&v, role)))
            json_need(a, &v, &j);
    }
    wr_json_close(&j, ']');
    wr_json_close(&j, '}');
    return err;
}

static int needs_run(const struct wr_ctx *ctx, const struct wr_cli_args *args, struct wr_buf *out, struct wr_buf *err)
{
    struct wr_i_cli_writing w;
    const struct wr_agree *a = &w.people.agree;
    int role = -1, result = wr_i_cli_writing_begin(ctx, args, "needs", out, err, &w);

    if (result == 0)
        result =
            wr_i_cli_writing_name(&w, "group in people.yaml", wr_cli_get(args, "role"), a->groups, a->n_groups, sizeof *a->groups, &role);
    if (result == 0)
        result = wr_cli_has(args, "json") ? list_json(a, role, &w.arena, out) : list(a, role, &w.arena, out);
    wr_i_cli_writing_end(&w);
    return result;
}

static const struct wr_cli_option options[] = {
    {"role", "GROUP", "only needs that carry a voice of this group", false},
    {"json", NULL, "write JSON for other programs; merged needs stand in it too", false},
};

const struct wr_cli_command wr_cli_needs = {
    .name = "needs",
    .operands = "SERVICE",
    .summary = "what people said, who says so too, and what became of it",
    .doc = "The needs by the group that said them first: the sentence, at which step, what was missing, who says so too, other sentences "
           "that are\n"
           "kept with it, what it costs staff in a year when how often and how long was said, and which change or decision it led to.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .least_words = 1,
    .most_words = 1,
    .run = needs_run,
};
