/* The JSON Schema and the reference chapter: whole, and in step with the description. JSON is read here by our own YAML reader. */
#include "support/check.h"

#include <string.h>

#include "base/buf.h"
#include "model/describe.h"
#include "model/schema.h"
#include "read/tree.h"
#include "read/yaml.h"

struct schema {
    struct wr_arena arena;
    struct wr_mistakes mistakes;
    struct wr_buf text;
    struct wr_node *root;
};

static int set_up(void **state)
{
    static struct schema s;
    memset(&s, 0, sizeof s);
    wr_arena_init(&s.arena, 0);
    wr_mistakes_init(&s.mistakes);
    wr_buf_init(&s.text, 0);
    wr_model_schema(&s.text);
    *state = &s;
    return wr_buf_status(&s.text) != 0 || wr_yaml_read(&s.arena, "schema", wr_buf_string(&s.text), s.text.size, &s.mistakes, &s.root) != 0;
}

static int tear_down(void **state)
{
    struct schema *s = *state;
    wr_buf_free(&s->text);
    wr_mistakes_free(&s->mistakes);
    wr_arena_free(&s->arena);
    return 0;
}

/* Every "$ref" names something under "$defs"; how many there are. */
static size_t follow(const struct wr_node *defs, const struct wr_node *node)
{
    size_t n = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct wr_node *item = node->items[i];
        if (item->key != NULL && strcmp(item->key, "$ref") == 0 && item->kind == WR_NODE_TEXT) {
            assert_int_equal(strncmp(item->text, "#/$defs/", 8), 0);
            if (wr_node_get(defs, item->text + 8) == NULL)
                print_error("nothing is called %s\n", item->text);
            assert_non_null(wr_node_get(defs, item->text + 8));
            n++;
        }
        n += follow(defs, item);
    }
    return n;
}

static void test_references_lead_somewhere(void **state)
{
    struct schema *s = *state;
    assert_true(follow(wr_node_get(s->root, "$defs"), s->root) > 100);
    check_text(wr_node_get(s->root, "$schema")->text, "https://json-schema.org/draft/2020-12/schema");
}

/* The keywords of an object: its own, or the second of its `anyOf` (the first is its short form). */
static const struct wr_node *keywords(const struct wr_node *definition)
{
    const struct wr_node *any = wr_node_get(definition, "anyOf");
    return any == NULL ? definition : any->items[any->count - 1];
}

static void test_every_field_is_there(void **state)
{
    struct schema *s = *state;
    const struct wr_node *defs = wr_node_get(s->root, "$defs");
    for (size_t i = 0; i < wr_describe_n_objects; i++) {
        const struct wr_object *o = &wr_describe_objects[i];
        const struct wr_node *words = keywords(wr_node_get(defs, o->name)), *properties = wr_node_get(words, "properties"),
                             *required = wr_node_get(words, "required");
        assert_non_null(properties);
        assert_int_equal(properties->count, o->n_fields);
        check_text(wr_node_get(words, "additionalProperties")->text, "false");
        for (size_t k = 0; k < o->n_fields; k++) {
            const struct wr_node *field = wr_node_get(properties, o->fields[k].key);
            bool needed = false;
            assert_non_null(field);
            assert_non_null(strstr(wr_node_get(field, "description")->text, o->fields[k].doc));
            for (size_t r = 0; required != NULL && r < required->count; r++)
                needed = needed || strcmp(required->items[r]->text, o->fields[k].key) == 0;
            assert_int_equal(needed, (o->fields[k].flags & WR_FIELD_REQUIRED) != 0);
        }
    }
}

static void test_reference_names_every_key(void **state)
{
    struct wr_buf out;
    (void)state;
    wr_buf_init(&out, 0);
    wr_model_reference(&out);
    for (size_t i = 0; i < wr_describe_n_objects; i++) {
        const struct wr_object *o = &wr_describe_objects[i];
        struct wr_buf want;
        const char *chapter;
        wr_buf_init(&want, 0);
        wr_buf_printf(&want, "\n## %s\n", o->title);
        chapter = strstr(wr_buf_string(&out), wr_buf_string(&want));
        assert_non_null(chapter);
        for (size_t k = 0; k < o->n_fields; k++) {
            wr_buf_clear(&want);
            wr_buf_printf(&want, "\n| `%s` | ", o->fields[k].key);
            chapter = strstr(chapter, wr_buf_string(&want)); /* in this order */
            assert_non_null(chapter);
        }
        wr_buf_free(&want);
    }
    wr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_references_lead_somewhere),
        cmocka_unit_test(test_every_field_is_there),
        cmocka_unit_test(test_reference_names_every_key),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
