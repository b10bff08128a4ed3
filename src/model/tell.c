#include "model/tell_internal.h"

#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"

void wr_i_tell_section(struct wr_i_tell *t, const char *title)
{
    struct wr_tell *tell = t->tell;

    if (t->section != NULL && t->section->n_lines == 0) { /* nothing was said under the last title */
        t->section->title = title;
        return;
    }
    if (wr_arena_grow(&tell->arena, &tell->sections, &t->sections_capacity, tell->n_sections + 1, sizeof *tell->sections) != 0) {
        t->status = wr_fail(WR_ERR_MEMORY);
        return;
    }
    t->section = &tell->sections[tell->n_sections++];
    *t->section = (struct wr_tell_section){.title = title};
    t->lines_capacity = 0;
}

void wr_i_tell_end(struct wr_i_tell *t)
{
    const char *s = wr_buf_string(&t->line);
    size_t n = strlen(s);
    char *line;

    if (wr_buf_status(&t->line) != 0) {
        t->status = wr_buf_status(&t->line);
        wr_buf_clear(&t->line);
        return;
    }
    if (n == 0 || t->section == NULL)
        return;
    line = wr_arena_printf(&t->tell->arena, "%s%s", s, strchr(".?!", s[n - 1]) != NULL ? "" : ".");
    if (line == NULL ||
        wr_arena_grow(&t->tell->arena, &t->section->lines, &t->lines_capacity, t->section->n_lines + 1, sizeof *t->section->lines) != 0) {
        t->status = wr_fail(WR_ERR_MEMORY);
    } else {
        if (line[0] >= 'a' && line[0] <= 'z')
            line[0] = (char)(line[0] - 'a' + 'A');
        t->section->lines[t->section->n_lines++] = line;
    }
    wr_buf_clear(&t->line);
}

/* --- the service and how it is run --- */

static void tell_service(struct wr_i_tell *t)
{
    const struct wr_model *m = t->m;
    const struct wr_run *run = &m->run;
    struct wr_buf *line = &t->line;

    wr_i_tell_section(t, "The service");
    if (m->service != NULL)
        wr_buf_text(line, m->service);
    wr_i_tell_end(t);
    if (m->about != NULL)
        wr_buf_text(line, m->about);
    wr_i_tell_end(t);
    if (m->leaves_out != NULL)
        wr_buf_printf(line, "Left out: %s", m->leaves_out);
    wr_i_tell_end(t);
    if (m->data == WR_DATA_INVENTED)
        wr_buf_text(line, "The numbers are invented: decide nothing with them");
    else if (m->data_text != NULL)
        wr_buf_printf(line, "The numbers are %s", m->data_text);
    else
        wr_buf_text(line, "The file does not say where its numbers come from");
    wr_i_tell_end(t);
    for (size_t i = 0; i < m->n_walked_by; i++) {
        const struct wr_walk *w = &m->walked_by[i];
        wr_buf_printf(line, "Walked by %s", w->role == NULL ? "somebody" : w->role);
        if (w->date != NULL)
            wr_buf_printf(line, " on %s", w->date);
        if (w->says != NULL)
            wr_buf_printf(line, ", who says: %s", w->says);
        wr_i_tell_end(t);
    }

    wr_i_tell_section(t, "How it is run");
    wr_buf_text(line, "The clock starts at ");
    wr_i_tell_date(line, m->clock.start, true);
    static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    if (m->clock.weekday >= 0 && m->clock.weekday < 7)
        wr_buf_printf(line, ", a %s", weekdays[m->clock.weekday]);
    if (m->clock.n_holidays > 0)
        wr_buf_text(line, "; holidays are ");
    for (size_t i = 0; i < m->clock.n_holidays; i++) {
        wr_i_tell_join(line, i, m->clock.n_holidays);
        wr_i_tell_date(line, m->clock.start - m->clock.start_of_day + m->clock.holidays[i] * WR_DAY, false);
    }
    wr_i_tell_end(t);
    if (run->mode == WR_RUN_DRAIN) {
        wr_buf_printf(line, "A run takes %.15g arrivals, then goes on until all have left", run->arrivals);
        if (run->warm_up > 0) {
            wr_buf_text(line, "; the first ");
            wr_i_tell_quantity(line, run->warm_up, WR_UNIT_TIME);
            wr_buf_text(line, " do not count");
        }
    } else if (run->mode == WR_RUN_EACH) {
        wr_buf_text(line, "Each run begins empty at ");
        wr_i_tell_clock(line, (int)run->from);
        wr_buf_text(line, " and lasts ");
        wr_i_tell_quantity(line, run->collect, WR_UNIT_TIME);
    } else {
        if (run->warm_up > 0) {
            wr_buf_text(line, "The first ");
            wr_i_tell_quantity(line, run->warm_up, WR_UNIT_TIME);
            wr_buf_text(line, " do not count; then ");
        } else {
            wr_buf_text(line, "It counts from the first moment, for ");
        }
        wr_i_tell_quantity(line, run->collect, WR_UNIT_TIME);
        wr_buf_text(line, run->warm_up > 0 ? " are counted" : "");
    }
    wr_i_tell_end(t);
    if (run->replications > 0) {
        wr_buf_printf(line, "This is repeated %d times, each time with other patients", run->replications);
    } else {
        wr_buf_text(line, "This is repeated until each objective's average is known to within ");
        wr_units_print(line, run->precision > 0 ? run->precision : 0.05, WR_UNIT_SHARE, 0);
        wr_buf_text(line, " of itself");
    }
    wr_buf_printf(line, "; the seed is %llu", (unsigned long long)run->seed);
    wr_i_tell_end(t);
}

int wr_model_tell(const struct wr_model *model, struct wr_tell *out)
{
    struct wr_i_tell t = {.m = model, .tell = out};
    int result;

    memset(out, 0, sizeof *out);
    wr_arena_init(&out->arena, 0);
    wr_buf_init(&t.line, 1 << 20);
    t.spaces_told = wr_mem_alloc(model->n_places + 1, sizeof *t.spaces_told);
    if (t.spaces_told == NULL) {
        result = wr_fail(WR_ERR_MEMORY);
        goto out;
    }
    tell_service(&t);
    wr_i_tell_people(&t);
    wr_i_tell_steps(&t);
    wr_i_tell_means(&t);
    wr_i_tell_measures(&t);
    wr_i_tell_changes(&t);
    if (out->n_sections > 0 && out->sections[out->n_sections - 1].n_lines == 0)
        out->n_sections--;
    result = t.status;
out:
    wr_mem_free(t.spaces_told);
    wr_buf_free(&t.line);
    return result;
}

void wr_tell_free(struct wr_tell *tell)
{
    wr_arena_free(&tell->arena);
    tell->sections = NULL;
    tell->n_sections = 0;
}

/* One sentence behind "- ", broken at blanks. */
static void print_line(const char *s, size_t width, struct wr_buf *out)
{
    size_t column = 2;

    wr_buf_text(out, "- ");
    while (*s != '\0') {
        size_t n = strcspn(s, " \n"), length = wr_text_length(s, n);
        if (column > 2 && width > 0 && column + 1 + length > width) {
            wr_buf_text(out, "\n  ");
            column = 2;
        } else if (column > 2) {
            wr_buf_char(out, ' ');
            column++;
        }
        wr_buf_add(out, s, n);
        column += length;
        s += n;
        s += strspn(s, " \n");
    }
    wr_buf_char(out, '\n');
}

void wr_tell_print(const struct wr_tell *tell, size_t width, struct wr_buf *out)
{
    for (size_t i = 0; i < tell->n_sections; i++) {
        wr_buf_printf(out, "%s%s\n", i == 0 ? "" : "\n", tell->sections[i].title);
        for (size_t k = 0; k < tell->sections[i].n_lines; k++)
            print_line(tell->sections[i].lines[k], width, out);
    }
}
