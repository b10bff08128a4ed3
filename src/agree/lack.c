#include "agree/lack.h"

#include <string.h>

#include "base/text.h"

static const char *const kinds[WR_LACK_KINDS] = {"decision",     "dissent", "voices",   "readiness", "issue",
                                                 "prerequisite", "hazard",  "approval", "benefit",   "plan"};

const char *wr_lack_kind_words(enum wr_lack_kind kind) { return (size_t)kind < WR_LACK_KINDS ? kinds[kind] : "not known"; }

void wr_lacks_init(struct wr_lacks *lacks, struct wr_arena *arena) { *lacks = (struct wr_lacks){.arena = arena}; }

static const char *vprint(struct wr_arena *arena, const char *format, va_list args)
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
    one.do_ = wr_arena_text(lacks->arena, one.do_ != NULL ? one.do_ : "");
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
