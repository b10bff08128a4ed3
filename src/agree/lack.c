#include "agree/lack.h"

#include <string.h>
#include <strings.h>

#include "agree/agree.h"
#include "base/buf.h"
#include "base/text.h"

static const char *const kinds[WR_LACK_KINDS] = {"decision",     "dissent", "voices",   "readiness", "issue",
                                                 "prerequisite", "hazard",  "approval", "benefit",   "plan"};

const char *wr_lack_kind_words(enum wr_lack_kind kind) { return (size_t)kind < WR_LACK_KINDS ? kinds[kind] : "not known"; }

void wr_lacks_init(struct wr_lacks *lacks, struct wr_arena *arena) { *lacks = (struct wr_lacks){.arena = arena}; }

static WR_PRINTF(2, 0) const char *vprint(struct wr_arena *arena, const char *format, va_list args)
{
    struct wr_buf text;
    const char *copy;

    wr_buf_init(&text, 0);
    wr_buf_vprintf(&text, format, args);
    copy = wr_buf_status(&text) == 0 ? wr_arena_text(arena, wr_buf_string(&text)) : NULL;
    wr_buf_free(&text);
    return copy;
}

void wr_lacks_add(struct wr_lacks *lacks, struct wr_lack one, const char *what, ...)
{
    va_list args;

    va_start(args, what);
    one.what = vprint(lacks->arena, what, args);
    va_end(args);
    one.who = wr_arena_text(lacks->arena, wr_text_is_blank(one.who) ? "the leadership group" : one.who);
    one.do_ = one.do_ != NULL ? wr_arena_text(lacks->arena, one.do_) : NULL;
    if (one.what == NULL || one.who == NULL || one.do_ == NULL ||
        wr_arena_grow(lacks->arena, &lacks->list, &lacks->room, lacks->n + 1, sizeof *lacks->list) != 0) {
        lacks->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    lacks->list[lacks->n++] = one;
}

static int order(const struct wr_lack *a, const struct wr_lack *b)
{
    return a->stops != b->stops ? (a->stops ? -1 : 1) : (int)a->kind - (int)b->kind;
}

/* By insertion: stable, and the lists are short. */
void wr_lacks_sort(struct wr_lacks *lacks)
{
    for (size_t i = 1; i < lacks->n; i++) {
        struct wr_lack one = lacks->list[i];
        size_t k = i;
        for (; k > 0 && order(&lacks->list[k - 1], &one) > 0; k--)
            lacks->list[k] = lacks->list[k - 1];
        lacks->list[k] = one;
    }
}

const char *wr_lack_who(const struct wr_agree *agree, struct wr_arena *arena, const char *name)
{
    const struct wr_office *office = name != NULL ? wr_agree_office(agree, name) : NULL;

    if (wr_text_is_blank(name))
        return NULL;
    if (office == NULL)
        return wr_arena_text(arena, name);
    return wr_arena_printf(arena, "%s (%s)", office->name, office->person != NULL ? office->person : "the office is not filled");
}

const char *wr_lacks_who(struct wr_lacks *lacks, const struct wr_agree *agree, const char *name)
{
    const char *who = wr_lack_who(agree, lacks->arena, name);

    if (who == NULL && !wr_text_is_blank(name))
        lacks->status = wr_fail(WR_ERR_MEMORY);
    return who;
}

const char *wr_lacks_say(struct wr_lacks *lacks, const char *format, ...)
{
    const char *text;
    va_list args;

    va_start(args, format);
    text = vprint(lacks->arena, format, args);
    va_end(args);
    if (text == NULL)
        lacks->status = wr_fail(WR_ERR_MEMORY);
    return text != NULL ? text : "";
}

bool wr_lack_same_person(const struct wr_agree *agree, const char *a, const char *b)
{
    const struct wr_office *office_a = wr_agree_office(agree, a), *office_b = wr_agree_office(agree, b);

    if (wr_text_is_blank(a) || wr_text_is_blank(b))
        return false;
    if (strcasecmp(a, b) == 0)
        return true;
    return (office_a != NULL && office_a->person != NULL && strcasecmp(office_a->person, b) == 0) ||
           (office_b != NULL && office_b->person != NULL && strcasecmp(office_b->person, a) == 0);
}
