/* Whatever can go goes: entries, lines, then values. What cannot be read without a line is no longer what is looked for, so nothing has to be known
 * here about which line needs which. */
#include "shrink.h"

#include <stdio.h>
#include <string.h>

static bool same_entry(const struct part *a, const struct part *b)
{
    return strcmp(a->section, b->section) == 0 && strcmp(a->entry, b->entry) == 0;
}

/* Drops part i, with all lines of its entry when it is an entry. */
static void drop(struct service *g, size_t i, bool *dropped)
{
    bool entry = g->parts[i].key[0] == '\0' && strcmp(g->parts[i].section, "csv") != 0 && g->parts[i].section[0] != '\0';

    for (size_t k = 0; k < g->n; k++) {
        dropped[k] =
            !g->parts[k].dropped && (k == i || (entry && same_entry(&g->parts[k], &g->parts[i])) ||
                                     (entry && strcmp(g->parts[i].section, "patients") == 0 && strcmp(g->parts[k].section, "csv") == 0 &&
                                      strcmp(g->parts[k].entry, g->parts[i].entry) == 0));
        if (dropped[k])
            g->parts[k].dropped = true;
    }
}

static bool plainer(struct service *g, size_t i, const char *value, bool (*still)(const struct service *, void *), void *with)
{
    struct part before = g->parts[i];

    if (strcmp(before.value, value) == 0)
        return false;
    snprintf(g->parts[i].value, sizeof g->parts[i].value, "%s", value);
    if (still(g, with))
        return true;
    g->parts[i] = before;
    return false;
}

/* The text up to a character. */
struct name {
    char s[40];
};
static struct name text_before(const char *text, char end)
{
    struct name name;

    snprintf(name.s, sizeof name.s, "%.*s", (int)(strchr(text, end) != NULL ? strchr(text, end) - text : 0), text);
    return name;
}

static bool becomes(struct service *g, size_t i, const char *before, size_t from, size_t to, const char *between,
                    bool (*still)(const struct service *, void *), void *with)
{
    char value[VALUE_SIZE];

    snprintf(value, sizeof value, "%.*s%s%s", (int)from, before, between, before + to);
    return plainer(g, i, value, still, with);
}

/* The end of what begins at `at`: a comma, or the bracket that closes what it stands in. */
static size_t end_of(const char *value, size_t at)
{
    int depth = 0;

    for (; value[at] != '\0'; at++) {
        if (strchr("{[", value[at]) != NULL)
            depth++;
        else if (strchr("}]", value[at]) != NULL && depth-- == 0)
            break;
        else if (value[at] == ',' && depth == 0)
            break;
    }
    return at;
}

/* Each element of the lists and maps in a value goes if it can, the last first; and in an option `{name: after 5 min}` becomes `name`. */
static bool fewer(struct service *g, size_t i, bool (*still)(const struct service *, void *), void *with)
{
    bool any = false;
    char value[VALUE_SIZE];

    for (size_t at = strlen(g->parts[i].value); at-- > 0;) {
        size_t start, end;
        snprintf(value, sizeof value, "%s", g->parts[i].value);
        if (at >= strlen(value) || strchr("{[,", value[at]) == NULL)
            continue;
        start = at + 1 + strspn(value + at + 1, " ");
        end = end_of(value, start);
        if (value[at] == ','
                ? becomes(g, i, value, at, end, "", still, with)
                : becomes(g, i, value, start, value[end] == ',' ? end + 1 + strspn(value + end + 1, " ") : end, "", still, with))
            any = true;
        else if (value[at] == '{' && strcmp(g->parts[i].section, "options") == 0 &&
                 becomes(g, i, value, at, at + strcspn(value + at, "}") + 1, text_before(value + start, ':').s, still, with))
            any = true;
    }
    return any;
}

/* Plainer values to try for a key, from the plainest on. */
static const char *const plain[][8] = {
    {"takes", "1 min", "5 min", "10 min"},
    {"then", "gone", "two", "three", "four", "five", "six"},
    {"spaces", "1", "2"},
    {"on duty", "1", "2"},
    {"with", "nurse", "doctor", "scanner"},
    {"starts at", "one", "two", "three"},
    {"if full", "lost"},
    {"turnaround", "1 min", "5 min"},
    {"priority", "1", "2"},
    {"needs to know", "{allergies: chase}", "{letter: chase}", "{allergies: go ahead}", "{letter: go ahead}"},
    {"there at once", "0%", "100%"},
    {"wrong", "100%"},
    {"chase", "{takes: 1 min}", "{takes: 5 min}", "{takes: 5 min, with: nurse}"},
    {"adoption", "{reaches: 100%}", "{reaches: 50%}"},
    {"arrive", "{one every: {constant: 5 min}}", "{one every: {constant: 10 min}}", "{one every: 10 min}"}};

void service_shrink(struct service *g, bool (*still)(const struct service *g, void *with), void *with)
{
    bool again = true, dropped[1000];

    for (int round = 0; again && round < 8; round++) {
        again = false;
        for (size_t n = g->n; n-- > 0;) {
            if (g->parts[n].dropped || g->n > 1000)
                continue;
            drop(g, n, dropped);
            if (still(g, with)) {
                again = true;
                continue;
            }
            for (size_t k = 0; k < g->n; k++)
                if (dropped[k])
                    g->parts[k].dropped = false;
        }
        for (size_t n = 0; n < g->n; n++)
            if (!g->parts[n].dropped && fewer(g, n, still, with))
                again = true;
        for (size_t n = 0; n < g->n; n++)
            for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
                for (size_t v = 1; v < 8 && plain[k][v] != NULL && !g->parts[n].dropped; v++) {
                    if (strcmp(plain[k][0], g->parts[n].key) != 0)
                        continue;
                    if (strcmp(g->parts[n].value, plain[k][v]) == 0)
                        break;
                    if (plainer(g, n, plain[k][v], still, with)) {
                        again = true;
                        break;
                    }
                }
    }
}
