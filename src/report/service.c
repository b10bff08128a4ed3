/* The service said back in plain sentences; who walked it; where its numbers come from. */
#include "report/page_internal.h"

#include <string.h>

#include "base/text.h"
#include "model/tell.h"
#include "read/tree.h"

#define SOURCES 40 /* listed; more are counted */

/* What the page says in chapters of its own is folded away under the pathway's own sentences. */
static bool has_a_chapter(const char *title)
{
    static const char *const chapters[] = {"The service",
                                           "How it is run",
                                           "What it is for",
                                           "What is measured",
                                           "Harm",
                                           "What could be done differently",
                                           "What is to be chosen between",
                                           "What is not known for certain"};
    size_t i;

    for (i = 0; i < sizeof chapters / sizeof chapters[0]; i++)
        if (strcmp(title, chapters[i]) == 0)
            return true;
    return wr_text_starts(title, "Worth");
}

static void tell(struct wr_i_page *p, const struct wr_tell *said, bool chapters)
{
    size_t i, k;

    for (i = 0; i < said->n_sections; i++) {
        const struct wr_tell_section *section = &said->sections[i];
        if (has_a_chapter(section->title) != chapters)
            continue;
        wr_html_element(p->h, "h3", section->title, NULL);
        wr_html_open(p->h, "ul", NULL);
        for (k = 0; k < section->n_lines; k++)
            wr_html_element(p->h, "li", section->lines[k], NULL);
        wr_html_close(p->h, "ul");
    }
}

void wr_i_page_service(struct wr_i_page *p)
{
    struct wr_tell said;
    int status;

    if (p->m->about != NULL)
        wr_html_paragraphs(p->h, p->m->about);
    wr_html_element(
        p->h, "p",
        "This is the model read back from its file. If you work here and a sentence is not how it is, the model is wrong: say so.", "class",
        "soft", NULL);
    status = wr_model_tell(p->m, &said);
    if (status == 0) {
        tell(p, &said, false);
        wr_i_page_details(p, "The rest of the file, said back: aims, measures, harm, changes, options, how it is run");
        tell(p, &said, true);
        wr_i_page_details_end(p);
    } else {
        wr_html_status(p->h, status);
    }
    wr_tell_free(&said);
}

struct found {
    const char *sources[SOURCES];
    size_t n, more, invented;
};

/* Every `source:` of the file, each once. */
static void find_sources(const struct wr_node *node, struct found *f)
{
    size_t i;

    if (node == NULL)
        return;
    if (node->key != NULL && strcmp(node->key, "source") == 0 && node->kind == WR_NODE_TEXT) {
        if (wr_text_starts(node->text, "invented")) {
            f->invented++;
            return;
        }
        for (i = 0; i < f->n; i++)
            if (strcmp(f->sources[i], node->text) == 0)
                return;
        if (f->n < SOURCES)
            f->sources[f->n++] = node->text;
        else
            f->more++;
        return;
    }
    for (i = 0; i < node->count; i++)
        find_sources(node->items[i], f);
}

static void sources(struct wr_i_page *p)
{
    struct found f;
    size_t i;

    memset(&f, 0, sizeof f);
    if (p->in->source != NULL)
        find_sources(p->in->source->root, &f);
    if (f.n == 0) {
        wr_html_element(p->h, "p", "No number of this file names a source.", "class", "missing", NULL);
    } else {
        wr_html_element(
            p->h, "p",
            f.n == 1 ? "One source is named in the file:" : wr_i_page_text(p, "%zu sources are named in the file:", f.n + f.more), NULL);
        wr_html_open(p->h, "ul", NULL);
        for (i = 0; i < f.n; i++)
            wr_html_element(p->h, "li", f.sources[i], NULL);
        if (f.more > 0)
            wr_html_elementf(p->h, "li", "and %zu more", f.more);
        wr_html_close(p->h, "ul");
    }
    if (f.invented > 0)
        wr_html_element(p->h, "p", wr_i_page_text(p, "%zu more say that they are invented.", f.invented), "class", "invented", NULL);
}

void wr_i_page_walked(struct wr_i_page *p)
{
    static const char *const data[] = {
        [WR_DATA_UNSAID] = "The file does not say where its numbers come from.",
        [WR_DATA_INVENTED] = "The numbers are invented. Invented example: decide nothing with it.",
        [WR_DATA_TYPED] = "The numbers were typed in by hand",
        [WR_DATA_FITTED] = "The numbers were fitted to recorded data",
    };
    size_t i;

    if (p->m->n_walked_by == 0)
        wr_html_element(p->h, "p", "Nobody has walked this pathway: no one who works there has said that it is as described.", "class",
                        "missing", NULL);
    for (i = 0; i < p->m->n_walked_by; i++) {
        const struct wr_walk *w = &p->m->walked_by[i];
        wr_html_elementf(p->h, "p", "%s, %s:", w->role != NULL ? w->role : "Role not said", w->date != NULL ? w->date : "date not said");
        wr_html_open(p->h, "blockquote", NULL);
        wr_html_element(p->h, "p", w->says != NULL ? w->says : "Nothing was written down.", NULL);
        wr_html_close(p->h, "blockquote");
    }
    wr_html_element(p->h, "h3", "Where the numbers come from", NULL);
    if ((p->m->data == WR_DATA_TYPED || p->m->data == WR_DATA_FITTED) && p->m->data_text != NULL)
        wr_html_elementf(p->h, "p", "%s: %s.", data[p->m->data], p->m->data_text);
    else
        wr_html_elementf(p->h, "p", "%s%s", data[p->m->data], p->m->data == WR_DATA_TYPED || p->m->data == WR_DATA_FITTED ? "." : "");
    sources(p);
}
