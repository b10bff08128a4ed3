/* The checked service as text and as JSON: what is shown reads back to the same model. */
#include "support/check.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "model/model.h"
#include "model/show.h"
#include "model/tell.h"
#include "read/tree.h"
#include "read/yaml.h"

struct service {
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
};

static void read_text(struct service *s, const char *text, size_t n)
{
    memset(s, 0, sizeof *s);
    wr_mistakes_init(&s->mistakes);
    assert_int_equal(wr_source_text("service.yaml", text, n, source_path("tests/model"), &s->mistakes, &s->source), 0);
    assert_int_equal(wr_model_read(&s->source, &s->mistakes, &s->model), 0);
}

static void done(struct service *s)
{
    wr_model_free(&s->model);
    wr_source_free(&s->source);
    wr_mistakes_free(&s->mistakes);
}

static void whole_language(struct service *s)
{
    struct wr_buf text;
    const char *why = NULL;
    wr_buf_init(&text, 0);
    assert_int_equal(wr_file_read(source_path("tests/model/whole-language.yaml"), 1 << 20, &text, &why), 0);
    read_text(s, wr_buf_string(&text), text.size);
    wr_buf_free(&text);
}

static void test_text_reads_back_to_the_same_model(void **state)
{
    struct service first, again;
    struct wr_buf shown, shown_again, json, json_again;
    struct wr_tell a, b;
    struct wr_buf told, told_again;
    const char *from, *from_again;
    (void)state;
    wr_buf_init(&shown, 0);
    wr_buf_init(&shown_again, 0);
    wr_buf_init(&json, 0);
    wr_buf_init(&json_again, 0);
    wr_buf_init(&told, 0);
    wr_buf_init(&told_again, 0);
    whole_language(&first);
    wr_model_show_text(&first.source, &shown);
    read_text(&again, wr_buf_string(&shown), shown.size);
    wr_model_show_text(&again.source, &shown_again);
    check_text(wr_buf_string(&shown_again), wr_buf_string(&shown));
    /* the same in every number: all that JSON shows but the hash, which is of the bytes */
    wr_model_show_json(&first.source, &first.model, &json);
    wr_model_show_json(&again.source, &again.model, &json_again);
    from = strstr(wr_buf_string(&json), "\"service\"");
    from_again = strstr(wr_buf_string(&json_again), "\"service\"");
    assert_non_null(from);
    assert_non_null(from_again);
    check_text(from_again, from);
    /* and in every sentence */
    assert_int_equal(wr_model_tell(&first.model, &a), 0);
    assert_int_equal(wr_model_tell(&again.model, &b), 0);
    wr_tell_print(&a, 0, &told);
    wr_tell_print(&b, 0, &told_again);
    check_text(wr_buf_string(&told_again), wr_buf_string(&told));
    wr_tell_free(&a);
    wr_tell_free(&b);
    done(&first);
    done(&again);
    wr_buf_free(&shown);
    wr_buf_free(&shown_again);
    wr_buf_free(&json);
    wr_buf_free(&json_again);
    wr_buf_free(&told);
    wr_buf_free(&told_again);
}

/* The entry of a list of objects that has this name. */
static const struct wr_node *named(const struct wr_node *root, const char *list, const char *name)
{
    const struct wr_node *all = wr_node_get(root, list);
    for (size_t i = 0; all != NULL && i < all->count; i++)
        if (strcmp(wr_node_get(all->items[i], "name")->text, name) == 0)
            return all->items[i];
    return NULL;
}

static void test_json_holds_quantities_in_one_unit(void **state)
{
    struct service s;
    struct wr_buf json;
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_node *root = NULL;
    const struct wr_node *review, *takes;
    (void)state;
    wr_buf_init(&json, 0);
    wr_arena_init(&arena, 0);
    wr_mistakes_init(&mistakes);
    whole_language(&s);
    wr_model_show_json(&s.source, &s.model, &json);
    assert_int_equal(wr_yaml_read(&arena, "json", wr_buf_string(&json), json.size, &mistakes, &root), 0);
    check_text(wr_node_get(root, "hash")->text, s.model.hash);
    review = named(root, "steps", "majors review");
    assert_non_null(review);
    takes = wr_node_get(review, "takes");
    check_text(wr_node_get(takes, "distribution")->text, "lognormal");
    check_text(wr_node_get(wr_node_get(wr_node_get(takes, "parameters"), "mean"), "value")->text, "2700");
    check_text(wr_node_get(wr_node_get(wr_node_get(takes, "parameters"), "mean"), "unit")->text, "s");
    check_text(wr_node_get(wr_node_get(wr_node_get(takes, "parameters"), "mean"), "interval")->items[0]->text, "2400");
    check_text(wr_node_get(wr_node_get(named(root, "patients", "walk-in"), "arrive"), "rate") != NULL ? "there" : "missing", "there");
    check_text(wr_node_get(named(root, "options", "safer nights"), "changes")->items[0]->text, "electronic observations");
    check_text(wr_node_get(wr_node_get(wr_node_get(root, "written"), "run"), "seed")->text, "2026");
    wr_mistakes_free(&mistakes);
    wr_arena_free(&arena);
    wr_buf_free(&json);
    done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_reads_back_to_the_same_model),
        cmocka_unit_test(test_json_holds_quantities_in_one_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
