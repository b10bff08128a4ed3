/* The words of the command line that `run` and `why` share. */
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/units.h"
#include "cli/run_internal.h"

#define MOST_VALUES 500

int wr_i_run_whole(const struct wr_cli_args *args, const char *name, unsigned long long least, unsigned long long most,
                   unsigned long long *value, struct wr_buf *err)
{
    const char *text = wr_cli_get(args, name), *s = text;
    unsigned long long x = 0;
    bool fine = text != NULL && *text != '\0';

    for (; fine && *s != '\0'; s++) {
        unsigned digit = (unsigned)(*s - '0');
        fine = *s >= '0' && *s <= '9' && (x < 1844674407370955161u || (x == 1844674407370955161u && digit <= 5));
        x = x * 10 + digit;
    }
    if (!fine || x < least || x > most) {
        if (most == (unsigned long long)-1)
            wr_buf_printf(err, "wardround: --%s wants a whole number, not `%s`\n", name, text == NULL ? "" : text);
        else
            wr_buf_printf(err, "wardround: --%s wants a whole number from %llu to %llu, not `%s`\n", name, least, most,
                          text == NULL ? "" : text);
        return wr_fail(WR_ERR_USAGE);
    }
    *value = x;
    return 0;
}

static int read_precision(const char *text, double *precision, struct wr_buf *err)
{
    enum wr_unit unit;
    size_t used;
    double x;

    if (!wr_units_read(text, &x, &unit, &used) || text[used] != '\0' || (unit != WR_UNIT_SHARE && unit != WR_UNIT_BARE) ||
        !(x > 0 && x < 1)) {
        wr_buf_printf(err, "wardround: --precision wants a share of the average, such as 5%%, not `%s`\n", text);
        return wr_fail(WR_ERR_USAGE);
    }
    *precision = x;
    return 0;
}

int wr_i_run_settings(const struct wr_cli_args *args, struct wr_trial_settings *settings, struct wr_buf *err)
{
    unsigned long long x = 0;
    const char *from = wr_cli_get(args, "from"), *precision = wr_cli_get(args, "precision");
    int ret = 0;

    wr_trial_settings_init(settings);
    if (wr_cli_has(args, "replications") && !wr_text_equal(wr_cli_get(args, "replications"), "auto")) {
        ret = wr_i_run_whole(args, "replications", 1, 1000000, &x, err);
        settings->replications = (int)x;
    }
    if (ret == 0 && wr_cli_has(args, "most")) {
        ret = wr_i_run_whole(args, "most", 2, 1000000, &x, err);
        settings->most = (int)x;
    }
    if (ret == 0 && wr_cli_has(args, "threads")) {
        ret = wr_i_run_whole(args, "threads", 1, 256, &x, err);
        settings->threads = (int)x;
    }
    if (ret == 0 && wr_cli_has(args, "seed")) {
        ret = wr_i_run_whole(args, "seed", 0, (unsigned long long)-1, &x, err);
        settings->has_seed = true;
        settings->seed = x;
    }
    if (ret == 0 && precision != NULL) {
        ret = read_precision(precision, &settings->precision, err);
        if (ret == 0 && settings->replications > 0) {
            wr_buf_text(err,
                        "wardround: --precision runs as often as it takes; with --replications the number is fixed: give one of the two\n");
            ret = wr_fail(WR_ERR_USAGE);
        }
    }
    if (ret == 0 && from != NULL) {
        if (strcmp(from, "go-live") != 0 && strcmp(from, "go live") != 0) {
            wr_buf_printf(err, "wardround: --from wants `go-live`, not `%s`\n", from);
            return wr_fail(WR_ERR_USAGE);
        }
        settings->view = WR_SIM_FROM_GO_LIVE;
    }
    return ret;
}

/* ---- the values of --vary ---- */

static int not_values(const char *text, struct wr_buf *err)
{
    wr_buf_printf(err,
                  "wardround: --vary wants PATH=FROM..TO or PATH=A,B,C, not `%s`\n"
                  "    for example --vary \"places.ward.spaces=20..30\" or --vary \"steps.triage.takes.mean=5 min, 8 min\"\n",
                  text);
    return wr_fail(WR_ERR_USAGE);
}

static const char *trimmed(struct wr_arena *arena, const char *s, size_t n) { return wr_text_tidy(arena, s, n); }

/* "20..30", "20..30 by 2"; the unit may stand behind either end. */
static int range(const char *text, const char *dots, struct wr_arena *arena, const char ***values, size_t *n, struct wr_buf *err)
{
    const char *by = strstr(dots, " by "), *from = trimmed(arena, text, (size_t)(dots - text)), *unit, *from_unit;
    const char *to = trimmed(arena, dots + 2, by != NULL ? (size_t)(by - dots - 2) : strlen(dots + 2));
    double a, b, step = 1;
    size_t used_a, used_b, used, count;

    if (from == NULL || to == NULL)
        return wr_fail(WR_ERR_MEMORY);
    used_a = wr_text_number(from, &a);
    used_b = wr_text_number(to, &b);
    if (used_a == 0 || used_b == 0)
        return not_values(text, err);
    from_unit = from + used_a + strspn(from + used_a, " ");
    unit = to + used_b + strspn(to + used_b, " ");
    if (by != NULL) {
        const char *s = trimmed(arena, by + 4, strlen(by + 4));
        used = s == NULL ? 0 : wr_text_number(s, &step);
        if (used == 0 || !(step > 0) || (s[used] != '\0' && strcmp(s + used + strspn(s + used, " "), unit) != 0))
            return not_values(text, err);
    }
    if ((*from_unit != '\0' && strcmp(from_unit, unit) != 0) || b < a)
        return not_values(text, err);
    if ((b - a) / step >= MOST_VALUES) {
        wr_buf_printf(err, "wardround: --vary makes at most %d values; `%s` are more\n", MOST_VALUES, text);
        return wr_fail(WR_ERR_USAGE);
    }
    count = (size_t)((b - a) / step + 1e-9) + 1;
    *values = wr_arena_alloc(arena, count, sizeof **values);
    if (*values == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < count; i++) {
        (*values)[i] = wr_arena_printf(arena, "%.12g%s%s", a + (double)i * step, unit[0] != '\0' && unit[0] != '%' ? " " : "", unit);
        if ((*values)[i] == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    *n = count;
    return 0;
}

int wr_i_run_values(const char *text, struct wr_arena *arena, const char ***values, size_t *n, struct wr_buf *err)
{
    const char *dots = strstr(text, ".."), *s = text;
    size_t capacity = 0;

    *values = NULL;
    *n = 0;
    if (dots != NULL)
        return range(text, dots, arena, values, n, err);
    for (;;) {
        size_t length = strcspn(s, ",");
        const char *value = trimmed(arena, s, length);
        if (value == NULL || wr_arena_grow(arena, values, &capacity, *n + 1, sizeof **values) != 0)
            return wr_fail(WR_ERR_MEMORY);
        if (*value == '\0' || *n == MOST_VALUES)
            return not_values(text, err);
        (*values)[(*n)++] = value;
        if (s[length] == '\0')
            return 0;
        s += length + 1;
    }
}

/* ---- variants ---- */

int wr_i_run_baseline(const struct wr_model *model)
{
    for (size_t i = 0; i < model->n_options; i++)
        if (model->options[i].n_changes == 0)
            return (int)i;
    return -1;
}

static struct wr_trial_variant of_option(const struct wr_model *model, int option)
{
    return (struct wr_trial_variant){.label = option >= 0 ? model->options[option].name : "as it is", .option = option};
}

/* PATH=VALUES: the service under one option with each of the values, after it as it is. */
static int sweep(const char *vary, const struct wr_model *model, int option, struct wr_arena *arena, struct wr_trial_variant **variants,
                 size_t *n, struct wr_buf *err)
{
    const char *equals = strchr(vary, '='), *path, **values;
    struct wr_edit *edits;
    size_t count;
    int ret;

    if (equals == NULL || equals == vary)
        return not_values(vary, err);
    path = trimmed(arena, vary, (size_t)(equals - vary));
    ret = wr_i_run_values(equals + 1, arena, &values, &count, err);
    if (ret != 0)
        return ret;
    *variants = wr_arena_alloc(arena, count + 1, sizeof **variants);
    edits = wr_arena_alloc(arena, count, sizeof *edits);
    if (path == NULL || *variants == NULL || edits == NULL)
        return wr_fail(WR_ERR_MEMORY);
    (*variants)[0] = of_option(model, option);
    for (size_t i = 0; i < count; i++) {
        edits[i] = (struct wr_edit){path, WR_OP_SET, values[i]};
        (*variants)[1 + i] = (struct wr_trial_variant){
            .label = wr_arena_printf(arena, "%s = %s", path, values[i]), .option = option, .edits = &edits[i], .n_edits = 1};
        if ((*variants)[1 + i].label == NULL)
            return wr_fail(WR_ERR_MEMORY);
    }
    *n = count + 1;
    return 0;
}

int wr_i_run_variants(const struct wr_cli_args *args, const struct wr_model *model, struct wr_arena *arena,
                      struct wr_trial_variant **variants, size_t *n, struct wr_buf *err)
{
    int baseline = wr_i_run_baseline(model), option, ret;
    size_t asked = 0;

    for (size_t i = 0; i < args->n_options; i++)
        asked += strcmp(args->options[i].name, "option") == 0;
    if (wr_cli_has(args, "vary")) {
        if (asked > 1) {
            wr_buf_text(err, "wardround: --vary goes with one --option at most\n");
            return wr_fail(WR_ERR_USAGE);
        }
        ret = wr_i_cli_option_find(model, wr_cli_get(args, "option"), &option, err);
        return ret != 0 ? ret : sweep(wr_cli_get(args, "vary"), model, asked > 0 ? option : baseline, arena, variants, n, err);
    }
    *variants = wr_arena_alloc(arena, 1 + (asked > 0 ? asked : model->n_options), sizeof **variants);
    if (*variants == NULL)
        return wr_fail(WR_ERR_MEMORY);
    (*variants)[0] = of_option(model, baseline);
    *n = 1;
    if (asked == 0) {
        for (size_t i = 0; i < model->n_options; i++)
            if ((int)i != baseline)
                (*variants)[(*n)++] = of_option(model, (int)i);
        return 0;
    }
    for (size_t i = 0; i < args->n_options; i++) {
        bool twice = false;
        if (strcmp(args->options[i].name, "option") != 0)
            continue;
        ret = wr_i_cli_option_find(model, args->options[i].value, &option, err);
        if (ret != 0)
            return ret;
        for (size_t k = 0; k < *n; k++)
            twice = twice || (*variants)[k].option == option;
        if (!twice) /* what the others are compared with is there anyhow */
            (*variants)[(*n)++] = of_option(model, option);
    }
    return 0;
}

int wr_i_run_output(const struct wr_cli_args *args, struct wr_buf *answer, struct wr_buf *out, struct wr_buf *err)
{
    const char *path = wr_cli_get(args, "output");
    int ret = wr_buf_status(answer);

    if (ret != 0)
        return ret;
    if (path == NULL) {
        wr_buf_add(out, wr_buf_string(answer), answer->size);
        return wr_buf_status(out);
    }
    ret = wr_i_cli_file_write(path, answer, err);
    if (ret == 0)
        wr_buf_printf(err, "written: %s\n", path);
    return ret;
}

void wr_i_run_failed(const struct wr_trial *t, const struct wr_trial_variant *variants, const struct wr_mistakes *mistakes, int code,
                     struct wr_buf *err)
{
    const char *label = variants != NULL && t->failed_variant >= 0 ? variants[t->failed_variant].label : "";

    wr_mistakes_print(mistakes, err);
    if (code == WR_ERR_LIMIT && t->failed_why != NULL)
        wr_buf_printf(err, "wardround: %s: %s\n", label, t->failed_why);
    else if (t->failed_why != NULL) /* what a build for checking found */
        wr_buf_printf(err, "wardround: %s: %s (%s)\n", label, wr_err_words(code), t->failed_why);
    else if (code == WR_ERR_UNSUPPORTED)
        wr_buf_printf(err,
                      "wardround: %s cannot be simulated yet: %zu thing%s in it would be left out, and then its numbers would be wrong\n",
                      label, mistakes->refusals, mistakes->refusals == 1 ? "" : "s");
    else if (code == WR_ERR_CANCELLED)
        wr_buf_text(err, "wardround: stopped before the first run was whole: there is nothing to show\n");
    else
        wr_buf_printf(err, "wardround: %s: %s\n", label, wr_err_words(code));
}
