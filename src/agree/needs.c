#include "agree/needs.h"

#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/text.h"

/* ---- quantities as said ---- */

static const char *skip(const char *s)
{
    while (*s == ' ')
        s++;
    return s;
}

/* One quantity at the start of s. A bare number takes its unit from what follows the range: *bare is set. NULL: none. */
static const char *take(const char *s, enum wr_unit unit, double *value, bool *bare)
{
    enum wr_unit got;
    size_t used;

    if (wr_units_read(s, value, &got, &used) && got == unit) {
        *bare = false;
        return s + used;
    }
    used = wr_text_number(s, value);
    *bare = true;
    return used > 0 ? s + used : NULL;
}

/* "to" and a quantity behind a bare or whole first one: "30 to 60 min". */
static const char *take_to(const char *s, enum wr_unit unit, double *low, double *high, bool *bare)
{
    double one, scale;
    bool low_bare;

    s = take(s, unit, low, &low_bare);
    if (s == NULL)
        return NULL;
    s = skip(s);
    if (!wr_text_starts(s, "to "))
        return NULL;
    s = skip(s + 3);
    if (low_bare && wr_text_number(s, &one) > 0 && one > 0) {
        s = take(s, unit, high, bare);
        if (s == NULL)
            return NULL;
        scale = *bare ? 1 : *high / one; /* the unit of the second holds for both */
        *low *= scale;
        return s;
    }
    s = take(s, unit, high, bare);
    return s != NULL && *bare == low_bare ? s : NULL;
}

struct wr_said_range wr_needs_range(const char *text, enum wr_unit unit)
{
    struct wr_said_range r = {false, 0, 0, 0}, none = r;
    const char *s, *inside;
    bool bare, bare_in;
    double one;

    if (text == NULL)
        return none;
    text = skip(text);
    s = take_to(text, unit, &r.low, &r.high, &bare);
    if (s != NULL) { /* 30 to 60 min */
        r.value = (r.low + r.high) / 2;
    } else {
        s = take(text, unit, &r.value, &bare);
        if (s == NULL)
            return none;
        r.low = r.high = r.value;
        inside = skip(s);
        if (*inside == '(') {
            s = take_to(skip(inside + 1), unit, &r.low, &r.high, &bare_in);
            if (s == NULL || *skip(s) != ')')
                return none;
            s = skip(s) + 1;
            if (bare) { /* 40 (30 to 60) min: the unit stands behind all three */
                double factor;
                size_t used;
                char unit_text[64];
                s = skip(s);
                if (!bare_in || strlen(s) + 3 > sizeof unit_text)
                    return none;
                unit_text[0] = '1';
                unit_text[1] = ' ';
                memcpy(unit_text + 2, s, strlen(s) + 1);
                enum wr_unit got;
                if (!wr_units_read(unit_text, &factor, &got, &used) || got != unit || unit_text[used] != '\0')
                    return none;
                r.low *= factor;
                r.value *= factor;
                r.high *= factor;
                bare = false;
                s += strlen(s);
            } else if (bare_in) { /* 40 min (30 to 60) */
                if (wr_text_number(text, &one) == 0 || one <= 0)
                    return none;
                r.low *= r.value / one;
                r.high *= r.value / one;
            }
        }
    }
    if (bare || *skip(s) != '\0' || !(r.low <= r.value && r.value <= r.high && r.low >= 0))
        return none;
    r.known = true;
    return r;
}

/* ---- voices ---- */

static int add_voice(struct wr_arena *arena, struct wr_need_view *view, size_t *room, int group, const char *name, int people)
{
    int err;

    if (name == NULL)
        name = "no group said";
    for (size_t i = 0; i < view->n_voices; i++)
        if (group >= 0 ? view->voices[i].group == group : strcmp(view->voices[i].name, name) == 0) {
            view->voices[i].people += people;
            return 0;
        }
    err = wr_arena_grow(arena, &view->voices, room, view->n_voices + 1, sizeof *view->voices);
    if (err == 0)
        view->voices[view->n_voices++] = (struct wr_need_voice){group, name, people};
    return err;
}

static const char *group_name(const struct wr_agree *agree, int group, const char *otherwise)
{
    return group >= 0 ? agree->groups[group].name : otherwise;
}

static int voices_of(const struct wr_agree *agree, int need, struct wr_arena *arena, struct wr_need_view *view, size_t *room)
{
    const struct wr_person_need *n = &agree->needs[need];
    int err = add_voice(arena, view, room, n->group, group_name(agree, n->group, n->stated->role), 1);

    for (size_t i = 0; i < n->n_me_too && err == 0; i++)
        err = add_voice(arena, view, room, n->me_too[i].group, group_name(agree, n->me_too[i].group, n->me_too[i].group_text),
                        n->me_too[i].people);
    return err;
}

/* Needs that end in this one when each is followed to where it was merged; a circle of merging ends in none. */
static int keep(const struct wr_agree *agree, int need, struct wr_arena *arena, struct wr_need_view *view)
{
    int *kept = wr_arena_alloc(arena, agree->n_needs + 1, sizeof *kept);

    if (kept == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < agree->n_needs; i++) {
        int at = agree->needs[i].merged_into;
        for (size_t hops = 0; at >= 0 && at != need && hops <= agree->n_needs; hops++)
            at = agree->needs[at].merged_into;
        if (at == need && (int)i != need)
            kept[view->n_kept++] = (int)i;
    }
    view->kept = kept;
    return 0;
}

/* ---- what became of it ---- */

static int newest_decision(const struct wr_agree *agree, int change)
{
    int found = -1;

    for (size_t i = 0; i < agree->n_decisions; i++)
        if (agree->decisions[i].change == change && agree->decisions[i].status != WR_DECISION_SUPERSEDED &&
            (found < 0 || agree->decisions[i].date >= agree->decisions[found].date))
            found = (int)i;
    return found;
}

static bool names_need(const struct wr_agree *agree, const struct wr_change *change, const struct wr_need_view *view)
{
    for (size_t i = 0; i < change->n_need; i++) {
        if (wr_text_equal(change->need[i], agree->needs[view->need].stated->name))
            return true;
        for (size_t k = 0; k < view->n_kept; k++)
            if (wr_text_equal(change->need[i], agree->needs[view->kept[k]].stated->name))
                return true;
    }
    return false;
}

static int changes_of(const struct wr_agree *agree, struct wr_arena *arena, struct wr_need_view *view)
{
    view->made = wr_arena_alloc(arena, agree->model->n_changes + 1, sizeof *view->made);
    if (view->made == NULL)
        return wr_fail(WR_ERR_MEMORY);
    for (size_t i = 0; i < agree->model->n_changes; i++)
        if (names_need(agree, &agree->model->changes[i], view))
            view->made[view->n_made++] = (struct wr_need_change){(int)i, newest_decision(agree, (int)i)};
    return 0;
}

/* ---- sentences ---- */

static int say_who(struct wr_arena *arena, struct wr_need_view *view)
{
    struct wr_buf out;
    int err;

    wr_buf_init(&out, 0);
    wr_buf_text(&out, view->voices[0].name);
    if (view->voices[0].people > 1)
        wr_buf_printf(&out, " (%d)", view->voices[0].people);
    for (size_t i = 1; i < view->n_voices; i++)
        wr_buf_printf(&out, "%s%s (%d)", i == 1 ? "; so say " : ", ", view->voices[i].name, view->voices[i].people);
    err = wr_buf_status(&out);
    view->who = err == 0 ? wr_arena_text(arena, wr_buf_string(&out)) : NULL;
    wr_buf_free(&out);
    return err != 0 ? err : view->who == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

/* Hours to two figures: what somebody said on a round is not known better than that. */
static double two_figures(double x)
{
    double unit = 1;

    while (x / unit >= 100)
        unit *= 10;
    return (double)(long long)(x / unit + 0.5) * unit;
}

static int say_cost(struct wr_arena *arena, struct wr_need_view *view)
{
    const struct wr_said_range *h = &view->hours;
    struct wr_buf out;
    int err;

    if (!h->known)
        return 0;
    wr_buf_init(&out, 0);
    if (h->low < h->high) {
        wr_num_print(&out, two_figures(h->low), 0, true);
        wr_buf_text(&out, " to ");
        wr_num_print(&out, two_figures(h->high), 0, true);
    } else if (h->value < 1) {
        wr_buf_text(&out, "less than one");
    } else {
        wr_buf_text(&out, "about ");
        wr_num_print(&out, two_figures(h->value), 0, true);
    }
    wr_buf_printf(&out, " hour%s of staff time a year, as said and not measured", h->low >= h->high && h->value < 1.5 ? "" : "s");
    err = wr_buf_status(&out);
    view->cost = err == 0 ? wr_arena_text(arena, wr_buf_string(&out)) : NULL;
    wr_buf_free(&out);
    return err != 0 ? err : view->cost == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

static void say_decision(const struct wr_decision *d, struct wr_buf *out)
{
    wr_buf_printf(out,
                  d->status == WR_DECISION_ACCEPTED   ? ", which decision %s accepted"
                  : d->status == WR_DECISION_REJECTED ? ", which decision %s rejected"
                                                      : ", on which decision %s is proposed",
                  d->name);
    if (d->date != WR_NO_DATE && d->status != WR_DECISION_PROPOSED) {
        wr_buf_text(out, " on ");
        wr_date_print(out, d->date);
    }
}

static int say_became(const struct wr_agree *agree, struct wr_arena *arena, struct wr_need_view *view)
{
    const struct wr_person_need *n = &agree->needs[view->need];
    struct wr_buf out;
    int err;

    wr_buf_init(&out, 0);
    if (n->merged_into >= 0)
        wr_buf_printf(&out, "its voice is kept with %s", agree->needs[n->merged_into].stated->name);
    for (size_t i = 0; i < view->n_made; i++) {
        const struct wr_need_change *made = &view->made[i];
        wr_buf_printf(&out, "%schange `%s`", out.size == 0 ? "" : "; ", agree->model->changes[made->change].name);
        if (made->decision >= 0)
            say_decision(&agree->decisions[made->decision], &out);
        else
            wr_buf_text(&out, ", not decided yet");
    }
    if (out.size == 0)
        wr_buf_text(&out, "nothing has been proposed yet");
    err = wr_buf_status(&out);
    view->became = err == 0 ? wr_arena_text(arena, wr_buf_string(&out)) : NULL;
    wr_buf_free(&out);
    return err != 0 ? err : view->became == NULL ? wr_fail(WR_ERR_MEMORY) : 0;
}

int wr_needs_view(const struct wr_agree *agree, int need, struct wr_arena *arena, struct wr_need_view *out)
{
    const struct wr_stated_need *stated = agree->needs[need].stated;
    struct wr_said_range often = wr_needs_range(stated->how_often, WR_UNIT_RATE), each = wr_needs_range(stated->costs_staff, WR_UNIT_TIME);
    size_t room = 0;
    int err;

    memset(out, 0, sizeof *out);
    out->need = need;
    if (often.known && each.known)
        out->hours = (struct wr_said_range){true, often.low * each.low * WR_YEAR / WR_HOUR, often.value * each.value * WR_YEAR / WR_HOUR,
                                            often.high * each.high * WR_YEAR / WR_HOUR};
    err = keep(agree, need, arena, out);
    if (err == 0)
        err = voices_of(agree, need, arena, out, &room);
    for (size_t i = 0; i < out->n_kept && err == 0; i++)
        err = voices_of(agree, out->kept[i], arena, out, &room);
    for (size_t i = 0; i < out->n_voices; i++)
        out->people += out->voices[i].people;
    if (err == 0)
        err = changes_of(agree, arena, out);
    if (err == 0)
        err = say_who(arena, out);
    if (err == 0)
        err = say_cost(arena, out);
    return err == 0 ? say_became(agree, arena, out) : err;
}

bool wr_needs_has_voice(const struct wr_need_view *view, int group)
{
    for (size_t i = 0; i < view->n_voices; i++)
        if (view->voices[i].group == group)
            return true;
    return false;
}

const char *wr_needs_next_name(struct wr_arena *arena, char letter, const char *const *names, size_t n)
{
    long highest = 0;
    int digits = 1;

    for (size_t i = 0; i < n; i++) {
        const char *s = names[i];
        size_t length = s == NULL || s[0] != letter ? 0 : strspn(s + 1, "0123456789");
        long number = 0;
        if (length == 0 || length > 5 || s[1 + length] != '\0')
            continue;
        for (size_t k = 1; k <= length; k++)
            number = 10 * number + (s[k] - '0');
        if (s[1] == '0' && (int)length > digits)
            digits = (int)length;
        highest = number > highest ? number : highest;
    }
    return wr_arena_printf(arena, "%c%0*ld", letter, digits, highest + 1);
}
