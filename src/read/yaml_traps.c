/* What to say when YAML is not what its writer meant. libyaml's own words are for people who know YAML's grammar; these are for those who
 * wanted to write a sentence. */
#include "read/yaml_internal.h"

#include <string.h>

#include "base/text.h"

#define READER_SHOWN 5 /* so many strange characters are pointed out, not more */

/* ---- where we are in the text ---- */

static size_t step_of(unsigned char c) { return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4; }

/* One character on. The text is valid UTF-8 when this is used. */
static void step(const struct wr_i_yaml_reader *reader, struct wr_i_yaml_cursor *at)
{
    char c = reader->data[at->byte];

    if (c == '\n' || (c == '\r' && (at->byte + 1 >= reader->n || reader->data[at->byte + 1] != '\n'))) {
        at->line++;
        at->column = 1;
    } else {
        at->column++;
    }
    at->byte += step_of((unsigned char)c);
    at->index++;
}

static struct wr_where where_at(const struct wr_i_yaml_reader *reader, const struct wr_i_yaml_cursor *at)
{
    return (struct wr_where){reader->file, at->line, at->column};
}

void wr_i_yaml_advance(struct wr_i_yaml_reader *reader, size_t index)
{
    while (reader->cursor.index < index && reader->cursor.byte < reader->n)
        step(reader, &reader->cursor);
}

/* n, or a little less, so that no character is cut through when only so many bytes of a text are shown. */
static size_t whole(const char *s, size_t n)
{
    while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    return n;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static bool is_break(char c) { return c == '\n' || c == '\r'; }
static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static size_t line_start(const struct wr_i_yaml_reader *reader, size_t byte)
{
    while (byte > 0 && !is_break(reader->data[byte - 1]))
        byte--;
    return byte;
}

static size_t line_end(const struct wr_i_yaml_reader *reader, size_t byte)
{
    while (byte < reader->n && !is_break(reader->data[byte]))
        byte++;
    return byte;
}

void wr_i_yaml_comments(struct wr_i_yaml_reader *reader, size_t index)
{
    struct wr_i_yaml_cursor *at = &reader->cursor;

    while (at->index < index && at->byte < reader->n) {
        size_t start, before;
        if (reader->data[at->byte] != '#') {
            step(reader, at);
            continue;
        }
        start = line_start(reader, at->byte);
        for (before = start; before < at->byte && is_blank(reader->data[before]);)
            before++;
        if (before < at->byte && at->byte + 1 < reader->n && is_word(reader->data[at->byte + 1])) {
            size_t n = line_end(reader, at->byte) - at->byte;
            wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_at(reader, at), wr_i_yaml_path(reader, true),
                            "for a note put a space after the #; a text that holds a # stands in quotes",
                            "`%.*s%s` is lost: YAML takes # and all that follows it as a note",
                            (int)(n > 40 ? whole(reader->data + at->byte, 40) : n), reader->data + at->byte, n > 40 ? "..." : "");
        }
        while (at->index < index && at->byte < reader->n && !is_break(reader->data[at->byte]))
            step(reader, at);
    }
}

/* ---- before libyaml ---- */

/* The cursor of a byte, walked to from the start. Counts bytes that are no UTF-8 as one character each. */
static struct wr_i_yaml_cursor cursor_of(const struct wr_i_yaml_reader *reader, size_t byte)
{
    struct wr_i_yaml_cursor at = {0, 0, 1, 1};

    while (at.byte < byte)
        step(reader, &at);
    return at;
}

const char *wr_i_yaml_strange(const unsigned char *s, size_t n)
{
    if (s[0] == 0)
        return "a NUL byte";
    if (s[0] < 0x80)
        return (s[0] < 32 && s[0] != '\n' && s[0] != '\r' && s[0] != '\t') || s[0] == 127 ? "a control character" : NULL;
    if (s[0] == 0xC2 && n > 1 && s[1] < 0xA0)
        return "a control character";
    if (s[0] == 0xE2 && n > 2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9))
        return "an invisible line break (U+2028 or U+2029)";
    /* U+202A to U+202E and U+2066 to U+2069: with them a name or a sentence looks like another one */
    if (s[0] == 0xE2 && n > 2 && ((s[1] == 0x80 && s[2] >= 0xAA && s[2] <= 0xAE) || (s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9)))
        return "an invisible mark that turns the direction of writing";
    if ((s[0] == 0xE2 && n > 2 && s[1] == 0x80 && s[2] == 0x8B) || (s[0] == 0xE2 && n > 2 && s[1] == 0x81 && s[2] == 0xA0) ||
        (s[0] == 0xEF && n > 2 && s[1] == 0xBB && s[2] == 0xBF))
        return "an invisible space without width";
    if (s[0] == 0xEF && n > 2 && s[1] == 0xBF && s[2] >= 0xBE)
        return "a code that is no character";
    return NULL;
}

bool wr_i_yaml_prescan(struct wr_i_yaml_reader *reader)
{
    const unsigned char *u = (const unsigned char *)reader->data;
    struct wr_where whole = {reader->file, 0, 0};
    struct wr_i_yaml_cursor at = {0, 0, 1, 1};
    size_t bad = 0, found = 0, i;
    const char *nul;

    if (reader->n > WR_READ_MAX_BYTES) {
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, whole, NULL, "make a folder of files of it: service.yaml, changes/*.yaml",
                        "the file is larger than 8 MiB");
        return false;
    }
    if (reader->n >= 2 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF))) {
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, whole, NULL, "save it as UTF-8", "the file is in UTF-16, not in UTF-8");
        return false;
    }
    nul = reader->n > 0 ? memchr(reader->data, '\0', reader->n) : NULL;
    if (!wr_text_utf8(reader->data, reader->n, &bad)) {
        if (nul == NULL || (size_t)(nul - reader->data) > bad) {
            at = cursor_of(reader, bad);
            wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_at(reader, &at), NULL, "save the file as UTF-8",
                            "this is not UTF-8 (byte 0x%02X)%s", u[bad],
                            u[bad] == 0xA3 ? ": it may be a pound sign from an older Windows encoding" : "");
            return false;
        }
    }
    if (nul != NULL) {
        at = cursor_of(reader, (size_t)(nul - reader->data));
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_at(reader, &at), NULL,
                        "is this a text file? Save it as UTF-8 without NUL bytes", "the file holds a NUL byte");
        return false;
    }
    for (i = 0; i < reader->n && found < READER_SHOWN; i++) {
        const char *what;
        if (u[i] >= 32 && u[i] < 127) /* nearly all */
            continue;
        what = wr_i_yaml_strange(u + i, reader->n - i);
        if (what == NULL)
            continue;
        found++;
        while (at.byte < i)
            step(reader, &at);
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, where_at(reader, &at), NULL, "delete it: it may have come from a word processor",
                        "there is %s here", what);
    }
    return found == 0;
}

/* ---- traps that libyaml does not see ---- */

/* The shortest text of a node for a hint; "..." for what is no text. */
static const char *text_of(const struct wr_node *node) { return node->kind == WR_NODE_TEXT ? node->text : "..."; }

/* {says: Safe, calm}, {costs: £1,200}, {walk-in, ambulance}, {a:1}. Called before the value is put into the map. */
void wr_i_yaml_no_value(struct wr_i_yaml_reader *reader, const struct wr_i_yaml_level *level)
{
    const struct wr_node *map = level->node, *before = map->count > 0 ? map->items[map->count - 1] : NULL;
    const char *path, *hint, *colon, *key = level->key;
    size_t at = level->key_end;

    if (key == NULL)
        return;
    while (at < reader->n && (is_blank(reader->data[at]) || is_break(reader->data[at])))
        at++;
    if (at < reader->n && reader->data[at] == ':')
        return; /* `{died: }`: somebody meant it so; the model says whether that is right */
    path = wr_i_yaml_path(reader, false);
    colon = strchr(key, ':');
    if (colon != NULL && colon[1] != '\0' && !(colon > key && colon[-1] >= '0' && colon[-1] <= '9')) {
        hint = wr_arena_printf(reader->arena, "put a space after the colon: %.*s: %s", (int)(colon - key), key, colon + 1);
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, level->key_where, path, hint, "`%s` has no value", key);
    } else if (before != NULL && before->kind == WR_NODE_TEXT && before->length > 0 && before->text[before->length - 1] >= '0' &&
               before->text[before->length - 1] <= '9' && key[0] >= '0' && key[0] <= '9' && strspn(key, "0123456789") >= 3) {
        hint = wr_arena_printf(reader->arena, "write numbers without commas: %s: %s%s", before->key, before->text, key);
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, level->key_where, path, hint, "`%s` has no value: the comma before it ended `%s: %s`",
                        key, before->key, before->text);
    } else if (before != NULL && before->kind != WR_NODE_EMPTY) {
        hint = wr_arena_printf(reader->arena, "put a text that holds a comma in quotes: %s: \"%s, %s\"", before->key, text_of(before), key);
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, level->key_where, path, hint, "`%s` has no value: the comma before it ended `%s: %s`",
                        key, before->key, text_of(before));
    } else {
        hint = wr_arena_printf(reader->arena, "write %s: and its value; a list stands in [ ]", key);
        wr_mistakes_add(reader->mistakes, WR_MISTAKE, level->key_where, path, hint, "`%s` has no value", key);
    }
}

/* The byte that one of libyaml's marks stands for. */
static size_t byte_of(const struct wr_i_yaml_reader *reader, const yaml_mark_t *mark)
{
    size_t byte = 0, i;

    for (i = 0; byte < reader->n && i < mark->index; i++)
        byte += step_of((unsigned char)reader->data[byte]);
    return byte;
}

/* ---- when libyaml gives up ---- */

struct trouble {
    struct wr_i_yaml_reader *reader;
    const yaml_parser_t *parser;
    const char *problem, *context;
    size_t byte, start, end; /* where, and the line around it */
    char sign;               /* the character there; 0 at the end of the text */
    struct wr_where where;
};

static bool problem_is(const struct trouble *t, const char *part) { return strstr(t->problem, part) != NULL; }
static bool context_is(const struct trouble *t, const char *part) { return strstr(t->context, part) != NULL; }

static void say(const struct trouble *t, const char *hint, const char *message)
{
    wr_mistakes_add(t->reader->mistakes, WR_MISTAKE, t->where, wr_i_yaml_path(t->reader, true), hint, "%s", message);
}

/* The byte behind `name:` of the line's first entry, its value; 0: there is none on the line. */
static size_t value_start(const struct trouble *t)
{
    const char *data = t->reader->data;
    size_t i;

    for (i = t->start; i + 1 < t->end; i++)
        if (data[i] == ':' && is_blank(data[i + 1])) {
            for (i++; i < t->end && is_blank(data[i]);)
                i++;
            return i;
        }
    return 0;
}

/* "write name: "value"" for the line in question, or plain words when that would not help. */
static const char *quoted_line(const struct trouble *t)
{
    static const char plain[] = "put the whole text in quotes";
    const char *data = t->reader->data, *hint;
    size_t from = value_start(t), key = t->start, end = t->end;
    char quote = '"';

    while (end > from && is_blank(data[end - 1]))
        end--;
    if (from == 0 || end <= from || end - t->start > 120 || memchr(data + t->start, '{', from - t->start) != NULL || data[from] == '{')
        return plain;
    while (key < from && (is_blank(data[key]) || (data[key] == '-' && is_blank(data[key + 1]))))
        key++;
    if (memchr(data + from, '"', end - from) != NULL || memchr(data + from, '\\', end - from) != NULL)
        quote = '\'';
    if (quote == '\'' && memchr(data + from, '\'', end - from) != NULL)
        return plain;
    hint = wr_arena_printf(t->reader->arena, "put the text in quotes: %.*s%c%.*s%c", (int)(from - key), data + key, quote,
                           (int)(end - from), data + from, quote);
    return hint == NULL ? plain : hint;
}

static bool explain_tab(struct trouble *t)
{
    const char *data = t->reader->data;
    size_t i = t->start;
    bool tab = false;

    /* the leading white space, and that behind a list's dash */
    while (i < t->end && (is_blank(data[i]) || (data[i] == '-' && i + 1 < t->end && is_blank(data[i + 1])))) {
        tab = tab || data[i] == '\t';
        i++;
    }
    if (!tab && t->sign != '\t' && !problem_is(t, "found a tab"))
        return false;
    say(t, "begin lines with spaces, two for each level; an editor can change all tabs to spaces",
        "there is a tab in the white space that begins the line");
    return true;
}

static bool explain_begin(struct trouble *t)
{
    char sign = '\0';
    const char *hint;

    if (problem_is(t, "cannot start any token"))
        sign = t->sign;
    else if (context_is(t, "scanning an alias"))
        sign = '*';
    else if (context_is(t, "scanning an anchor"))
        sign = '&';
    else if (context_is(t, "a tag") || problem_is(t, "tag handle"))
        sign = '!';
    else if (context_is(t, "block scalar"))
        sign = value_start(t) < t->reader->n && t->reader->data[value_start(t)] == '|' ? '|' : '>';
    else if (context_is(t, "directive") || problem_is(t, "directive"))
        sign = '%';
    else if (problem_is(t, "node content") && t->sign == ',')
        sign = ',';
    if (sign == '\0')
        return false;
    if (sign == ',' && t->reader->depth > 0 && t->reader->levels[t->reader->depth - 1].flow) {
        say(t, "take one comma out, or write what is missing", "nothing stands before this comma");
        return true;
    }
    hint = sign == '>' ? "say it in words (over 5, at least 5), or put the text in quotes" : quoted_line(t);
    wr_mistakes_add(t->reader->mistakes, WR_MISTAKE, t->where, wr_i_yaml_path(t->reader, true), hint,
                    "a value may not begin with `%c` (it has a meaning of its own in YAML)", sign);
    return true;
}

static bool explain_quote(struct trouble *t)
{
    const yaml_mark_t *open = &t->parser->context_mark;

    if (problem_is(t, "unknown escape") || problem_is(t, "hexdecimal") || problem_is(t, "escape code")) {
        say(t, "write \\\\ for a backslash, or put the text in single quotes",
            "in double quotes a backslash begins an escape, and this is none");
        return true;
    }
    if (!context_is(t, "quoted scalar"))
        return false;
    t->where = (struct wr_where){t->reader->file, (int)open->line + 1, (int)open->column + 1};
    say(t, "close it, or, when it is an apostrophe at the start of a text, put the text in double quotes",
        "the quote that opens here is never closed");
    return true;
}

static size_t indentation(const struct trouble *t, size_t start)
{
    size_t n = 0;

    while (start + n < t->reader->n && is_blank(t->reader->data[start + n]))
        n++;
    return n;
}

/* A line that has no colon, or none with a space after it, and that YAML therefore took as a text. */
static void say_no_colon(struct trouble *t, size_t from)
{
    const char *data = t->reader->data;
    size_t i;

    for (i = from; i + 1 < t->end; i++)
        if (data[i] == ':' && !is_blank(data[i + 1])) {
            say(t,
                wr_arena_printf(t->reader->arena, "put a space after the colon: %.*s: ...",
                                (int)(i - from > 60 ? whole(data + from, 60) : i - from), data + from),
                "there is no space after the colon");
            return;
        }
    say(t, "write name: value; a longer text goes on in lines that lie deeper than its name", "this line has no colon");
}

/* Of a line that YAML took as going on with the one above it: whether the one above is what is wrong. */
static bool explain_line_above(struct trouble *t)
{
    const char *data = t->reader->data;
    size_t end = t->start, start, here = indentation(t, t->start), i;

    while (end > 0 && (is_break(data[end - 1]) || is_blank(data[end - 1])))
        end--;
    start = line_start(t->reader, end);
    if (end == 0 || indentation(t, start) != here)
        return false;
    t->where.line = 1;
    for (i = 0; i < start; i++)
        t->where.line += data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n');
    t->where.column = (int)here + 1;
    t->start = start;
    t->end = end;
    say_no_colon(t, start + here);
    return true;
}

static bool explain_colon(struct trouble *t)
{
    size_t from;

    if (problem_is(t, "mapping values are not allowed")) {
        from = value_start(t);
        if (from != 0 && from <= t->byte)
            say(t, quoted_line(t), "a colon and a space inside a text: YAML takes what stands before them as a name");
        else if (!explain_line_above(t))
            say(t, "begin the line in the same column as the entry it belongs beside, or put the text that began above in quotes",
                "this line lies deeper than the text above it, which has a value already");
        return true;
    }
    if (!problem_is(t, "could not find expected ':'"))
        return false;
    /* the line in question is the one with the name, not the one where the search ended */
    t->where = (struct wr_where){t->reader->file, (int)t->parser->context_mark.line + 1, (int)t->parser->context_mark.column + 1};
    from = byte_of(t->reader, &t->parser->context_mark);
    t->start = line_start(t->reader, from);
    t->end = line_end(t->reader, from);
    say_no_colon(t, from);
    return true;
}

/* Whether the line looks like one that no longer belongs to the bracket that opened at `open`: it begins no deeper than that one's line. */
static bool begins_outside(const struct trouble *t, const yaml_mark_t *open)
{
    if ((int)open->line + 1 == t->where.line)
        return false;
    return indentation(t, t->start) <= indentation(t, line_start(t->reader, byte_of(t->reader, open)));
}

/* Inside braces or brackets. */
static bool explain_flow(struct trouble *t)
{
    const yaml_mark_t *open = &t->parser->context_mark;
    const char *message;
    bool map = problem_is(t, "or '}'");

    if (!map && !problem_is(t, "or ']'"))
        return false;
    if (t->sign == ':' && !begins_outside(t, open)) {
        say(t, "put the text in quotes, or write the comma that is missing before the name",
            "a second colon in one entry: either the text holds a colon and a space, or a comma is missing");
    } else if (t->sign == (map ? ']' : '}')) {
        message =
            wr_arena_printf(t->reader->arena, "the `%c` on line %d is closed with `%c`", map ? '{' : '[', (int)open->line + 1, t->sign);
        say(t, map ? "write } here" : "write ] here", message == NULL ? "a bracket is closed with the wrong sign" : message);
    } else if ((t->sign == '[' || t->sign == '{') && (int)open->line + 1 == t->where.line) {
        say(t, "put a text that holds brackets in quotes", "a bracket opens in the middle of a text");
    } else if ((int)open->line + 1 == t->where.line && t->sign != '\0') {
        say(t, "put the whole text in quotes, or write the comma that is missing",
            "text goes on where a comma or the closing bracket should be");
    } else {
        message = wr_arena_printf(t->reader->arena, "the `%c` that opens here is never closed", map ? '{' : '[');
        t->where = (struct wr_where){t->reader->file, (int)open->line + 1, (int)open->column + 1};
        say(t,
            map ? "write } at its end; a text that begins with { stands in quotes"
                : "write ] at its end; a text that begins with [ stands in quotes",
            message == NULL ? "a bracket is never closed" : message);
    }
    return true;
}

static bool explain_place(struct trouble *t)
{
    const char *data = t->reader->data;
    size_t before = t->byte;

    if (problem_is(t, "block sequence entries")) {
        say(t, "put the list on lines of its own below the name, or write [one, two]; a text that begins with - stands in quotes",
            "a list begins with `- ` where no list can begin");
        return true;
    }
    if (problem_is(t, "mapping keys are not")) {
        say(t, quoted_line(t), "a value may not begin with `?` and a space (it has a meaning of its own in YAML)");
        return true;
    }
    while (before > t->start && is_blank(data[before - 1]))
        before--;
    if (before > t->start && before < t->byte + 1 && strchr("]}\"'", data[before - 1]) != NULL && t->sign != ']' && t->sign != '}') {
        const char *message = wr_arena_printf(t->reader->arena, "text goes on after `%c`", data[before - 1]);
        say(t, quoted_line(t), message == NULL ? "text goes on after a closing sign" : message);
        return true;
    }
    if (t->sign == ']' || t->sign == '}') {
        say(t, "take it out, or write the bracket that opens", "a bracket closes that was never opened");
        return true;
    }
    if (problem_is(t, "expected key") || problem_is(t, "'-' indicator") || problem_is(t, "document start") ||
        problem_is(t, "node content")) {
        say(t, "begin it in the same column as the entries it belongs to; do not mix lines that begin with - and lines that do not",
            "this line does not fit those above it");
        return true;
    }
    return false;
}

void wr_i_yaml_explain(struct wr_i_yaml_reader *reader, const yaml_parser_t *parser)
{
    struct trouble t = {
        .reader = reader,
        .parser = parser,
        .problem = parser->problem == NULL ? "" : parser->problem,
        .context = parser->context == NULL ? "" : parser->context,
        .where = {reader->file, (int)parser->problem_mark.line + 1, (int)parser->problem_mark.column + 1},
    };

    if (parser->problem_mark.index > reader->cursor.index && !context_is(&t, "quoted scalar"))
        wr_i_yaml_comments(reader, parser->context_mark.index);
    t.byte = byte_of(reader, &parser->problem_mark);
    if (t.byte >= reader->n && parser->context != NULL && context_is(&t, "directive"))
        t.byte = 0;
    t.start = line_start(reader, t.byte);
    t.end = line_end(reader, t.byte);
    t.sign = '\0';
    if (t.byte < reader->n)
        t.sign = reader->data[t.byte];
    if (explain_quote(&t) || explain_tab(&t) || explain_begin(&t) || explain_colon(&t) || explain_flow(&t) || explain_place(&t))
        return;
    wr_mistakes_add(reader->mistakes, WR_MISTAKE, t.where, wr_i_yaml_path(reader, true), "put a text with unusual signs in quotes",
                    "this place cannot be read as YAML (%s)", t.problem);
}
