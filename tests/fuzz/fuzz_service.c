/* Any bytes as a service file: the whole reader of models, then, of what it takes, the model under every option, told back, drawn, shown and explained.
 * What is refused must come with a mistake; nothing crashes, hangs or leaks. CSV files are not looked for. */
#include "fuzz/fuzz.h"

#include <string.h>

#include "base/text.h"
#include "model/draw.h"
#include "model/explain.h"
#include "model/model.h"
#include "model/show.h"
#include "model/tell.h"

#define LARGEST 20000 /* bytes: a fuzzer that writes novels finds less */

/* What is shown as text is taken again. */
static void read_back(const char *text, size_t n)
{
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;

    memset(&source, 0, sizeof source);
    memset(&model, 0, sizeof model);
    wr_mistakes_init(&mistakes);
    must(wr_source_text("shown.yaml", text, n, NULL, &mistakes, &source) == 0);
    must(wr_model_read(&source, &mistakes, &model) == 0);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
}

/* From the go-live: what is a mistake in this view only is told. */
static void on_its_way(const struct wr_source *source, const struct wr_model *model, int option)
{
    struct wr_mistakes mistakes;
    struct wr_stages stages;
    struct wr_model now;
    int ret;

    wr_mistakes_init(&mistakes);
    ret = wr_model_stages(source, model, option, NULL, 0, &mistakes, &now, &stages);
    must(ret == 0 || (ret == WR_ERR_MISTAKES && mistakes.mistakes > 0));
    for (size_t i = 0; ret == 0 && i < stages.n; i++)
        must(stages.models[i].n_steps == now.n_steps && stages.models[i].n_attributes == now.n_attributes);
    wr_model_stages_free(&stages);
    wr_model_free(&now);
    wr_mistakes_free(&mistakes);
}

static void use(const struct wr_source *source, const struct wr_model *model, struct wr_mistakes *mistakes)
{
    struct wr_buf out;
    struct wr_tell tell;
    size_t i;

    wr_buf_init(&out, 0);
    must(model->n_options >= 1);
    must(wr_model_tell(model, &tell) == 0);
    wr_tell_print(&tell, 78, &out);
    must(wr_text_utf8(wr_buf_string(&out), out.size, NULL));
    wr_tell_free(&tell);
    wr_buf_clear(&out);
    wr_model_draw_dot(model, NULL, &out);
    must(wr_buf_status(&out) == 0);
    wr_buf_clear(&out);
    wr_model_show_json(source, model, &out);
    must(wr_buf_status(&out) == 0 && wr_text_utf8(wr_buf_string(&out), out.size, NULL));
    wr_buf_clear(&out);
    wr_model_show_text(source, &out);
    read_back(wr_buf_string(&out), out.size);
    wr_buf_free(&out);
    must(wr_model_check_stages(source, model, mistakes) == 0);
    must(wr_model_explain(source, model, mistakes) == 0); /* notes, which make no mistake of it */
    must(wr_mistakes_result(mistakes) == 0);
    for (i = 0; i < model->n_options && i < 8; i++) {
        struct wr_model under;
        int ret = wr_model_with(source, model, (int)i, NULL, 0, mistakes, &under);
        must(ret == 0); /* every option was applied once when the file was checked */
        wr_model_free(&under);
        on_its_way(source, model, (int)i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_buf out;
    int ret;

    if (size > LARGEST)
        return 0;
    memset(&source, 0, sizeof source);
    memset(&model, 0, sizeof model);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&out, 0);
    ret = wr_source_text("fuzz.yaml", (const char *)data, size, NULL, &mistakes, &source);
    must(ret == 0 || ret == WR_ERR_MISTAKES);
    if (ret == 0) {
        ret = wr_model_read(&source, &mistakes, &model);
        must(ret == 0 || ret == WR_ERR_MISTAKES);
        if (ret == 0)
            use(&source, &model, &mistakes);
        wr_model_free(&model);
    }
    must((ret == 0) == (mistakes.mistakes == 0));
    wr_mistakes_sort(&mistakes);
    wr_mistakes_print(&mistakes, &out);
    must(wr_text_utf8(wr_buf_string(&out), out.size, NULL));
    wr_buf_free(&out);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
    return 0;
}
