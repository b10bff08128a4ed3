#include "report/wellformed.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "support/check.h"

struct seen {
    struct wr_arena arena;
    struct wr_map ids;
    const char **wanted;
    size_t n_wanted, capacity;
    char fault[300];
};

static void fault(struct seen *s, const char *what, const char *about)
{
    if (s->fault[0] == '\0')
        snprintf(s->fault, sizeof s->fault, "%s: %.200s", what, about);
}

static void want(struct seen *s, const char *id, size_t n)
{
    if (wr_arena_grow(&s->arena, &s->wanted, &s->capacity, s->n_wanted + 1, sizeof *s->wanted) != 0) {
        fault(s, "memory", id);
        return;
    }
    s->wanted[s->n_wanted++] = wr_arena_text_n(&s->arena, id, n);
}

static void want_each(struct seen *s, const char *ids)
{
    while (*ids != '\0') {
        size_t n = strcspn(ids, " ");
        want(s, ids, n);
        ids += n + strspn(ids + n, " ");
    }
}

static void start(void *self, const XML_Char *name, const XML_Char **attributes)
{
    struct seen *s = self;
    size_t i;

    if (strcmp(name, "script") == 0 || strcmp(name, "iframe") == 0 || strcmp(name, "object") == 0 || strcmp(name, "link") == 0 ||
        strcmp(name, "img") == 0 || strcmp(name, "foreignObject") == 0)
        fault(s, "an element that must not be there", name);
    for (i = 0; attributes[i] != NULL; i += 2) {
        const char *key = attributes[i], *value = attributes[i + 1];
        if (strncmp(key, "on", 2) == 0)
            fault(s, "an attribute that runs something", key);
        if (strcmp(key, "id") == 0) {
            if (value[0] == '\0' || strchr(value, ' ') != NULL)
                fault(s, "an id that is none", value);
            if (wr_map_get(&s->ids, value, NULL))
                fault(s, "an id twice", value);
            if (wr_map_put(&s->ids, value, 1) != 0)
                fault(s, "memory", value);
        }
        if (strcmp(key, "aria-labelledby") == 0 || strcmp(key, "aria-describedby") == 0)
            want_each(s, value);
        if (strstr(key, "href") != NULL || strcmp(key, "src") == 0) {
            if (value[0] != '#')
                fault(s, "an address outside the page", value);
            else
                want(s, value + 1, strlen(value + 1));
        }
        if (strcmp(key, "x") == 0 || strcmp(key, "y") == 0 || strcmp(key, "width") == 0 || strcmp(key, "height") == 0 ||
            strcmp(key, "points") == 0 || strcmp(key, "cx") == 0 || strcmp(key, "x1") == 0 || strcmp(key, "x2") == 0)
            if (strstr(value, "nan") != NULL || strstr(value, "inf") != NULL || strstr(value, "not known") != NULL ||
                strstr(value, "limit") != NULL)
                fault(s, "a coordinate that is no number", value);
    }
}

void check_wellformed_at(const char *text, size_t size, const char *file, int line)
{
    struct seen s;
    XML_Parser parser = XML_ParserCreate("UTF-8");
    size_t i;

    memset(&s, 0, sizeof s);
    wr_arena_init(&s.arena, 0);
    wr_map_init(&s.ids);
    if (parser == NULL)
        fail_msg("no parser");
    XML_SetUserData(parser, &s);
    XML_SetStartElementHandler(parser, start);
    if (XML_Parse(parser, text, (int)size, 1) != XML_STATUS_OK) {
        char place[200];
        snprintf(place, sizeof place, "%s at line %lu, column %lu", XML_ErrorString(XML_GetErrorCode(parser)),
                 (unsigned long)XML_GetCurrentLineNumber(parser), (unsigned long)XML_GetCurrentColumnNumber(parser));
        fault(&s, "not well-formed", place);
    }
    for (i = 0; i < s.n_wanted; i++)
        if (!wr_map_get(&s.ids, s.wanted[i], NULL))
            fault(&s, "points to nothing", s.wanted[i]);
    XML_ParserFree(parser);
    wr_map_free(&s.ids);
    wr_arena_free(&s.arena);
    if (s.fault[0] != '\0') {
        fprintf(stderr, "%s:%d: %s\n", file, line, s.fault);
        fail_msg("%s:%d: %s", file, line, s.fault);
    }
}
