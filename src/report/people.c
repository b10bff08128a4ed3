/* What the sections about people share: everything worked out once, and names and dates as people write them. */
#include "report/people_internal.h"

#include <ctype.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

int wr_i_page_people_make(struct wr_i_page *p, const struct wr_agree *agree, int today, struct wr_i_page_people *out)
{
    struct wr_schedule_settings settings = {.from = WR_NO_DATE, .seed = agree->model->run.seed};
    size_t n = agree->model->n_changes, i;
    int status;

    memset(out, 0, sizeof *out);
    out->agree = agree;
    out->today = today;
    out->gates = wr_arena_alloc(p->arena, n > 0 ? n : 1, sizeof *out->gates);
    if (out->gates == NULL)
        return wr_fail(WR_ERR_MEMORY);
    status = wr_graph_build(agree, &out->graph);
    if (status == 0)
        status = wr_network_build(&out->graph, &out->map);
    if (status == 0)
        status = wr_benefits_make(agree, &out->benefits);
    if (status == 0)
        status = wr_benefits_from_trial(p->t, &out->benefits);
    if (status == 0)
        status = wr_systems_make(&out->graph, &out->systems);
    if (status == 0)
        status = wr_findings_find(&out->graph, &out->findings);
    for (i = 0; status == 0 && i < n; i++)
        status = wr_gate_look(agree, p->in->source, (int)i, today, p->arena, &out->gates[i]);
    if (status == 0 && agree->plan.n_tasks > 0) {
        status = wr_schedule_run(p->ctx, agree, &settings, &out->schedule);
        out->has_schedule = status == 0;
        if (status == WR_ERR_MISTAKES || status == WR_ERR_LIMIT)
            status = 0; /* the page says why */
    }
    return status;
}

void wr_i_page_people_free(struct wr_i_page_people *people)
{
    wr_schedule_free(&people->schedule);
    wr_findings_free(&people->findings);
    wr_systems_free(&people->systems);
    wr_benefits_free(&people->benefits);
    wr_network_free(&people->map);
    wr_graph_free(&people->graph);
}

const char *wr_i_page_person(struct wr_i_page *p, const char *owner)
{
    const struct wr_office *office;

    if (wr_text_is_blank(owner))
        return "Nobody yet";
    office = wr_agree_office(p->people->agree, owner);
    if (office == NULL)
        return wr_i_page_capital(p, owner);
    return wr_i_page_capital(p, wr_i_page_text(p, "%s (%s)", office->name, office->person != NULL ? office->person : "not filled"));
}

const char *wr_i_page_date(struct wr_i_page *p, int date)
{
    struct wr_buf buf;

    if (date == WR_NO_DATE)
        return "no date";
    wr_buf_init(&buf, 0);
    wr_date_print(&buf, date);
    return wr_i_page_keep(p, &buf);
}

/* `record at the bedside`, as the command line writes a name, in the quotation marks of a page. */
static const char *quoted(struct wr_i_page *p, const char *text)
{
    struct wr_buf out;
    const char *open, *close;

    wr_buf_init(&out, 0);
    while ((open = strchr(text, '`')) != NULL && (close = strchr(open + 1, '`')) != NULL) {
        wr_buf_add(&out, text, (size_t)(open - text));
        wr_buf_printf(&out, "\xE2\x80\x9C%.*s\xE2\x80\x9D", (int)(close - open - 1), open + 1);
        text = close + 1;
    }
    wr_buf_text(&out, text);
    return wr_i_page_keep(p, &out);
}

const char *wr_i_page_plain(struct wr_i_page *p, const char *sentence)
{
    struct wr_buf out;
    const char *open, *close;

    wr_buf_init(&out, 0);
    while ((open = strchr(sentence, '(')) != NULL && (close = strchr(open, ')')) != NULL) {
        size_t n = (size_t)(close - open);
        bool of_files = memchr(open, ':', n) != NULL || memchr(open, '/', n) != NULL || memchr(open, '`', n) != NULL;
        const char *end = of_files ? open : close + 1;
        if (!of_files && n > 5 && memcmp(close - 5, ".yaml", 5) == 0) {
            of_files = true;
            end = open;
        }
        while (of_files && end > sentence && end[-1] == ' ')
            end--;
        wr_buf_add(&out, sentence, (size_t)(end - sentence));
        sentence = close + 1;
    }
    wr_buf_text(&out, sentence);
    return quoted(p, wr_i_page_keep(p, &out));
}

const char *wr_i_page_says(struct wr_i_page *p, const char *text)
{
    bool is_key = text[0] != '\0' && isdigit((unsigned char)text[1]); /* d3, h1: as the files write them */

    return quoted(p, wr_i_page_sentence(p, is_key ? text : wr_i_page_capital(p, text)));
}
