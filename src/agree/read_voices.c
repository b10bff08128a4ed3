/* What people were asked, and their answers: in the YAML files, and in the CSVs into which paper rounds are typed. */
#include <string.h>

#include "agree/agree_internal.h"
#include "agree/describe.h"
#include "base/text.h"

#define MOST_PEOPLE 1000000
#define RATING "a rating is 1 (strongly against) to 9 (strongly for)"

/* A statement that only a CSV names is known all the same when it is a change or an option. */
static void name_from_csv(struct wr_i_people *p, const struct wr_csv *csv)
{
    int column = wr_csv_column(csv, "statement");

    for (size_t r = 0; column >= 0 && r < csv->n_rows; r++) {
        const char *cell = csv->cells[r * csv->n_columns + (size_t)column], *name = wr_text_tidy(&p->a->arena, cell, strlen(cell));
        if (name == NULL)
            p->status = WR_ERR_MEMORY;
        if (name != NULL && name[0] != '\0' && wr_i_people_find(p, WR_I_STATEMENTS, name) < 0 &&
            (wr_i_people_find(p, WR_I_MODEL_CHANGES, name) >= 0 || wr_i_people_find(p, WR_I_MODEL_OPTIONS, name) >= 0))
            (void)wr_i_people_name(p, WR_I_STATEMENTS, name, (struct wr_where){csv->file, csv->lines[r], 1});
    }
}

void wr_i_people_name_statements(struct wr_i_people *p)
{
    wr_i_people_names_of(p, WR_I_KEY_VOICES, WR_I_STATEMENTS);
    wr_model_fields_enter(p->f, "voices");
    for (size_t i = 0; i < p->n_csv; i++)
        name_from_csv(p, &p->csv[i]);
    wr_model_fields_leave(p->f);
}

/* porters: 10, or ward nurses: {day: 30, night: 10} */
static void read_invited(struct wr_i_people *p, const struct wr_node *entry, struct wr_statement *s)
{
    const struct wr_node *node = wr_node_get(entry, "invited");

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_model_fields_enter(p->f, "invited");
    if (node->kind != WR_NODE_MAP) {
        wr_model_fields_mistake(p->f, node->where, "write {ward nurses: {day: 30, night: 10}, porters: 10}",
                                "how many of which group were asked is wanted here, not %s", wr_model_fields_what(p->f, node));
        goto out;
    }
    s->invited = wr_model_fields_take(p->f, node->count, sizeof *s->invited);
    for (size_t i = 0; i < node->count && s->invited != NULL; i++) {
        const struct wr_node *one = node->items[i];
        struct wr_invited *in = &s->invited[s->n_invited];
        int day = -1, night = -1;
        *in = (struct wr_invited){wr_i_people_ref_text(p, one->key, one->key_where, 1u << WR_I_GROUPS, false, NULL), 0, -1};
        wr_model_fields_enter(p->f, one->key);
        if (one->kind == WR_NODE_MAP && wr_model_fields_object(p->f, one, wr_agree_describe_object("shifts"))) {
            day = wr_i_people_count(p, one, "day", 0, MOST_PEOPLE, "look for a digit too many", -1);
            night = wr_i_people_count(p, one, "night", 0, MOST_PEOPLE, "look for a digit too many", -1);
        }
        wr_model_fields_leave(p->f);
        if (one->kind != WR_NODE_MAP)
            in->count = wr_i_people_count(p, node, one->key, 0, MOST_PEOPLE, "look for a digit too many", 0);
        else
            in->count = (day > 0 ? day : 0) + (night > 0 ? night : 0);
        in->night = night;
        s->n_invited += in->group >= 0;
    }
out:
    wr_model_fields_leave(p->f);
}

static void read_accord(struct wr_i_people *p, const struct wr_node *entry, struct wr_statement *s)
{
    const struct wr_node *node = wr_node_get(entry, "accord");

    if (node == NULL || node->kind == WR_NODE_EMPTY)
        return;
    wr_model_fields_enter(p->f, "accord");
    if (node->kind != WR_NODE_MAP)
        wr_model_fields_mistake(p->f, node->where, "write {recruitment: all staff by the ward sisters, funding: none}",
                                "a map of what the report must say is wanted here, not %s", wr_model_fields_what(p->f, node));
    s->accord = node->kind == WR_NODE_MAP ? wr_model_fields_take(p->f, node->count, sizeof *s->accord) : NULL;
    for (size_t i = 0; s->accord != NULL && i < node->count; i++) {
        const char *text = wr_i_people_text(p, node, node->items[i]->key);
        if (text != NULL)
            s->accord[s->n_accord++] = (struct wr_text_pair){node->items[i]->key, text};
    }
    wr_model_fields_leave(p->f);
}

static void read_statement(struct wr_i_people *p, const struct wr_node *node, struct wr_statement *s)
{
    const struct wr_node *entry = wr_i_people_entry(p, node, "statement");
    struct wr_number threshold;

    if (entry == NULL)
        return;
    s->says = wr_i_people_text(p, entry, "says");
    if (s->says == NULL && s->change < 0 && s->option < 0)
        wr_model_fields_mistake(p->f, node->key_where, "add what people were asked (`says:`), or write the name of a change or an option",
                                "`%.60s` is neither a change nor an option of the service file, and does not say what was asked", s->name);
    read_invited(p, entry, s);
    s->rounds = wr_i_people_count(p, entry, "rounds", 1, 20, "one to three rounds are usual", 0);
    if (wr_node_get(entry, "threshold") != NULL) {
        wr_model_fields_enter(p->f, "threshold");
        if (wr_model_fields_number(p->f, wr_node_get(entry, "threshold"), WR_SLOT_SHARE, &threshold))
            s->threshold = threshold.value;
        wr_model_fields_leave(p->f);
    }
    s->stop_rule = wr_i_people_text(p, entry, "stop rule");
    s->opened = wr_i_people_date(p, entry, "opened");
    s->closed = wr_i_people_date(p, entry, "closed");
    if (s->opened != WR_NO_DATE && s->closed != WR_NO_DATE && s->closed < s->opened)
        wr_model_fields_mistake(p->f, wr_node_get(entry, "closed")->where, "look at the two dates again",
                                "it is closed before it is opened");
    read_accord(p, entry, s);
}

void wr_i_people_read_voices(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_VOICES];
    const struct wr_i_names *names = &p->names[WR_I_STATEMENTS];
    struct wr_agree *a = p->a;

    a->statements = wr_model_fields_take(p->f, names->count, sizeof *a->statements);
    if (a->statements == NULL)
        return;
    a->n_statements = names->count;
    wr_model_fields_enter(p->f, "voices");
    for (size_t i = 0; i < a->n_statements; i++) {
        struct wr_statement *s = &a->statements[i];
        s->name = names->list[i];
        s->change = wr_i_people_find(p, WR_I_MODEL_CHANGES, s->name);
        s->option = s->change >= 0 ? -1 : wr_i_people_find(p, WR_I_MODEL_OPTIONS, s->name);
        s->opened = s->closed = WR_NO_DATE;
        if (part == NULL || i >= part->count)
            continue; /* named by a CSV only: its place is that of its first answer */
        s->where = part->items[i]->key_where;
        wr_model_fields_enter(p->f, s->name);
        read_statement(p, part->items[i], s);
        wr_model_fields_leave(p->f);
    }
    wr_model_fields_leave(p->f);
}

static bool has_answer(const struct wr_rating *r) { return r->rating > 0 || r->gradient >= 0; }

static void read_answer(struct wr_i_people *p, const struct wr_node *node, int statement)
{
    struct wr_agree *a = p->a;
    struct wr_rating *r = &a->ratings[a->n_ratings];
    const struct wr_node *entry = wr_i_people_entry(p, node, "answer"), *word;

    *r = (struct wr_rating){.statement = statement, .group = -1, .round = 1, .gradient = -1, .where = node->where};
    if (entry == NULL)
        return;
    r->group = wr_i_people_ref(p, entry, "group", 1u << WR_I_GROUPS, NULL);
    r->rating = wr_i_people_count(p, entry, "rating", 1, 9, RATING, 0);
    word = wr_node_get(entry, "gradient");
    if (word != NULL && word->kind == WR_NODE_TEXT)
        r->gradient = wr_i_people_word(word->text, WR_AGREE_WORDS_GRADIENT);
    if (word != NULL && r->gradient < 0)
        r->gradient = wr_model_fields_choice(p->f, entry, "gradient", WR_AGREE_WORDS_GRADIENT);
    r->shift = (enum wr_shift)(wr_model_fields_choice(p->f, entry, "shift", WR_AGREE_WORDS_SHIFT) + 1);
    r->round = wr_i_people_count(p, entry, "round", 1, 20, "the first round is 1", 1);
    r->reason = wr_i_people_text(p, entry, "reason");
    r->site = wr_i_people_text(p, entry, "site");
    r->person = wr_i_people_text(p, entry, "name");
    if (wr_node_get(entry, "rating") == NULL && wr_node_get(entry, "gradient") == NULL)
        wr_model_fields_mistake(p->f, node->where, "add rating: 1 to 9, or gradient: support with reservations",
                                "this answer has neither a rating nor a gradient");
    a->n_ratings += r->group >= 0 && has_answer(r);
}

/* The columns of a CSV of answers. */
enum column { C_STATEMENT, C_GROUP, C_RATING, C_GRADIENT, C_REASON, C_SHIFT, C_ROUND, C_SITE, C_NAME, COLUMNS };
static const char *const columns[COLUMNS] = {"statement", "group", "rating", "gradient", "reason", "shift", "round", "site", "name"};

struct row {
    const struct wr_csv *csv;
    size_t at;
    const int *column;
    struct wr_where where;
};

static const char *cell(const struct row *row, enum column c)
{
    const char *text = row->column[c] < 0 ? "" : row->csv->cells[row->at * row->csv->n_columns + (size_t)row->column[c]];
    return wr_text_is_blank(text) ? NULL : text;
}

/* Without blanks at its ends, as spreadsheets leave them; NULL when it is empty, or without memory. */
static const char *tidy_cell(struct wr_i_people *p, const struct row *row, enum column c)
{
    const char *text = cell(row, c), *tidy = text == NULL ? NULL : wr_text_tidy(&p->a->arena, text, strlen(text));

    if (text != NULL && tidy == NULL)
        p->status = WR_ERR_MEMORY;
    return tidy;
}

static void cell_mistake(struct wr_i_people *p, const struct row *row, enum column c, const char *hint, const char *what)
{
    wr_model_fields_enter(p->f, columns[c]);
    wr_model_fields_mistake(p->f, row->where, hint, "`%.60s` %s", cell(row, c), what);
    wr_model_fields_leave(p->f);
}

/* A whole number from 1 to `most`, or `otherwise`. "8 " is 8, as spreadsheets leave it. */
static int cell_number(struct wr_i_people *p, const struct row *row, enum column c, int most, const char *hint, int otherwise)
{
    const char *text = cell(row, c);
    double value = 0;
    size_t used;

    if (text == NULL)
        return otherwise;
    text += strspn(text, " ");
    used = wr_text_number(text, &value);
    if (used > 0 && wr_text_is_blank(text + used) && value >= 1 && value <= most && value == (double)(int)value)
        return (int)value;
    cell_mistake(p, row, c, hint, "cannot be here");
    return otherwise;
}

static int cell_word(struct wr_i_people *p, const struct row *row, enum column c, const char *words)
{
    const char *text = tidy_cell(p, row, c);
    int index;

    if (text == NULL)
        return -1;
    index = wr_i_people_word(text, words);
    if (index < 0) {
        struct wr_buf list;
        wr_buf_init(&list, 0);
        for (const char *at = words; *at != '\0'; at++)
            wr_buf_text(&list, *at == '|' ? ", " : (char[]){*at, '\0'});
        cell_mistake(p, row, c, wr_model_fields_say(p->f, "write one of: %s", wr_buf_string(&list)), "is not known here");
        wr_buf_free(&list);
    }
    return index;
}

static int cell_ref(struct wr_i_people *p, const struct row *row, enum column c, enum wr_i_sort sort)
{
    const char *text = tidy_cell(p, row, c);
    int index;

    wr_model_fields_enter(p->f, columns[c]);
    if (text == NULL) {
        wr_model_fields_mistake(p->f, row->where, "each line says who answers and to what", "there is no %s on this line", columns[c]);
        index = -1;
    } else {
        index = wr_i_people_ref_text(p, text, row->where, 1u << sort, false, NULL);
    }
    wr_model_fields_leave(p->f);
    return index;
}

static void read_row(struct wr_i_people *p, const struct row *row)
{
    struct wr_agree *a = p->a;
    struct wr_rating *r = &a->ratings[a->n_ratings];
    size_t before = p->mistakes->mistakes;

    *r = (struct wr_rating){.round = 1, .gradient = -1, .where = row->where};
    r->statement = cell_ref(p, row, C_STATEMENT, WR_I_STATEMENTS);
    r->group = cell_ref(p, row, C_GROUP, WR_I_GROUPS);
    r->rating = cell_number(p, row, C_RATING, 9, RATING, 0);
    r->gradient = cell_word(p, row, C_GRADIENT, WR_AGREE_WORDS_GRADIENT);
    r->shift = (enum wr_shift)(cell_word(p, row, C_SHIFT, WR_AGREE_WORDS_SHIFT) + 1);
    r->round = cell_number(p, row, C_ROUND, 20, "the first round is 1", 1);
    r->reason = cell(row, C_REASON);
    r->site = cell(row, C_SITE);
    r->person = cell(row, C_NAME);
    for (int c = 0; c < COLUMNS; c++)
        if (cell(row, (enum column)c) != NULL)
            wr_model_fields_look_text(p->f, cell(row, (enum column)c), row->where);
    if (!has_answer(r) && p->mistakes->mistakes == before)
        wr_model_fields_mistake(p->f, row->where, "write a rating from 1 to 9, or a gradient; take the line away if nothing was answered",
                                "this answer has neither a rating nor a gradient");
    if (r->statement >= 0 && a->statements[r->statement].where.file == NULL)
        a->statements[r->statement].where = row->where;
    a->n_ratings += p->mistakes->mistakes == before;
}

static bool find_columns(struct wr_i_people *p, const struct wr_csv *csv, int found[COLUMNS])
{
    struct wr_where where = {csv->file, 1, 1};
    size_t before = p->mistakes->mistakes;

    for (int c = 0; c < COLUMNS; c++)
        found[c] = -1;
    for (size_t i = 0; i < csv->n_columns; i++) {
        int c = 0;
        while (c < COLUMNS && strcmp(columns[c], csv->names[i]) != 0)
            c++;
        if (c < COLUMNS) {
            found[c] = (int)i;
        } else {
            const char *hint = wr_model_fields_did_you_mean(p->f, csv->names[i], columns, COLUMNS);
            if (hint == NULL)
                hint = strpbrk(csv->names[i], ";\t") != NULL
                           ? "columns stand between commas: save it again as comma-separated"
                           : "known: statement, group, rating, gradient, reason, shift, round, site, name";
            wr_model_fields_mistake(p->f, where, hint, "there is no column called `%.60s`", csv->names[i]);
        }
    }
    for (int c = C_STATEMENT; c <= C_GROUP; c++)
        if (found[c] < 0)
            wr_model_fields_mistake(p->f, where, "the first line names the columns: statement,group,rating,gradient,reason,shift",
                                    "the column `%s` is missing", columns[c]);
    if (found[C_RATING] < 0 && found[C_GRADIENT] < 0)
        wr_model_fields_mistake(p->f, where, "the first line names the columns: statement,group,rating,gradient,reason,shift",
                                "there is neither a column `rating` nor a column `gradient`");
    return p->mistakes->mistakes == before;
}

void wr_i_people_read_answers(struct wr_i_people *p)
{
    const struct wr_node *part = p->part[WR_I_KEY_VOICES];
    struct wr_agree *a = p->a;
    size_t n = 0, i, j;
    int found[COLUMNS];

    for (i = 0; part != NULL && i < part->count; i++)
        n += wr_i_people_count_of(wr_node_get(part->items[i], "answers"));
    for (i = 0; i < p->n_csv; i++)
        n += p->csv[i].n_rows;
    a->ratings = wr_model_fields_take(p->f, n + 1, sizeof *a->ratings); /* the last may be begun and not kept */
    if (a->ratings == NULL)
        return;
    wr_model_fields_enter(p->f, "voices");
    for (i = 0; part != NULL && i < part->count && i < a->n_statements; i++) {
        const struct wr_node *answers = wr_node_get(part->items[i], "answers");
        wr_model_fields_enter(p->f, part->items[i]->key);
        wr_model_fields_enter(p->f, "answers");
        for (j = 0; j < wr_i_people_count_of(answers); j++)
            read_answer(p, wr_i_people_item(answers, j), (int)i);
        wr_model_fields_leave(p->f);
        wr_model_fields_leave(p->f);
    }
    for (i = 0; i < p->n_csv; i++) {
        const struct wr_csv *csv = &p->csv[i];
        if (!find_columns(p, csv, found))
            continue;
        for (j = 0; j < csv->n_rows; j++) {
            struct row row = {csv, j, found, {csv->file, csv->lines[j], 1}};
            read_row(p, &row);
        }
    }
    wr_model_fields_leave(p->f);
}

/* What is legal but odd: an answer of a group that was not invited (told at its first), and more answers in a round than were invited. */
void wr_i_people_check_answers(struct wr_i_people *p)
{
    enum { ROUNDS = 21, MOST_CELLS = 10000000 };
    struct wr_agree *a = p->a;
    size_t cells = a->n_statements * a->n_groups, i, j;
    const struct wr_invited **invited; /* [statement][group]; NULL: not invited */
    int *counts;                       /* [statement][group][round] */

    if (a->n_ratings == 0 || cells > MOST_CELLS / ROUNDS)
        return;
    invited = wr_model_fields_take(p->f, cells, sizeof *invited);
    counts = wr_model_fields_take(p->f, cells * ROUNDS, sizeof *counts);
    if (invited == NULL || counts == NULL)
        return;
    for (i = 0; i < a->n_statements; i++)
        for (j = 0; j < a->statements[i].n_invited; j++)
            invited[i * a->n_groups + (size_t)a->statements[i].invited[j].group] = &a->statements[i].invited[j];
    for (i = 0; i < a->n_ratings; i++) {
        const struct wr_rating *r = &a->ratings[i];
        const struct wr_statement *s = &a->statements[r->statement];
        size_t cell = (size_t)r->statement * a->n_groups + (size_t)r->group;
        int count = ++counts[cell * ROUNDS + (size_t)r->round];
        const char *group = a->groups[r->group].name;
        if (s->n_invited == 0)
            continue;
        wr_model_fields_enter(p->f, "voices");
        wr_model_fields_enter(p->f, s->name);
        if (invited[cell] == NULL && count == 1)
            wr_model_fields_warning(p->f, r->where, "add the group to `invited`, with how many were asked",
                                    "`%s` answered, but was not invited", group);
        else if (invited[cell] != NULL && count == invited[cell]->count + 1)
            wr_model_fields_warning(p->f, r->where, "look whether a page was typed twice, or more were invited",
                                    "more of `%s` answered in round %d than the %d who were invited", group, r->round,
                                    invited[cell]->count);
        wr_model_fields_leave(p->f);
        wr_model_fields_leave(p->f);
    }
}
