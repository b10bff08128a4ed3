/* JSON Schema from the description of the language.
 *
 * Editors read YAML with its own ideas of types: `30` is a number there and `no` may be a truth value. So wherever a text or a quantity
 * stands, any scalar is allowed; what kind of quantity it must be is said in words, and checked by `wardround check`. */
#include "model/schema.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "draw/sampler.h"
#include "model/describe.h"

static void ref(struct wr_json *j, const char *name)
{
    struct wr_buf path;
    wr_buf_init(&path, 256);
    wr_buf_printf(&path, "#/$defs/%s", name);
    wr_json_pair(j, "$ref", wr_buf_string(&path));
    wr_buf_free(&path);
}

static void ref_object(struct wr_json *j, const char *name)
{
    wr_json_open(j, '{');
    ref(j, name);
    wr_json_close(j, '}');
}

/* {"type": "array", "items": {"$ref": name}} */
static void list_of(struct wr_json *j, const char *name, bool keyword_only)
{
    if (!keyword_only)
        wr_json_open(j, '{');
    wr_json_pair(j, "type", "array");
    wr_json_key(j, "items");
    ref_object(j, name);
    if (!keyword_only)
        wr_json_close(j, '}');
}

/* {"type": "object", "additionalProperties": {"$ref": name}} */
static void map_of(struct wr_json *j, const char *name, bool keyword_only)
{
    if (!keyword_only)
        wr_json_open(j, '{');
    wr_json_pair(j, "type", "object");
    wr_json_key(j, "additionalProperties");
    ref_object(j, name);
    if (!keyword_only)
        wr_json_close(j, '}');
}

static void either(struct wr_json *j, const char *one, const char *list_item, const char *map_item)
{
    wr_json_key(j, "anyOf");
    wr_json_open(j, '[');
    if (one != NULL)
        ref_object(j, one);
    if (list_item != NULL)
        list_of(j, list_item, false);
    if (map_item != NULL)
        map_of(j, map_item, false);
    wr_json_close(j, ']');
}

static void choice(struct wr_json *j, const char *words)
{
    wr_json_key(j, "enum");
    wr_json_open(j, '[');
    while (*words != '\0') {
        size_t n = strcspn(words, "|");
        char word[64];
        double value;
        if (n < sizeof word) {
            memcpy(word, words, n);
            word[n] = '\0';
            wr_json_text(j, word);
            if (wr_text_number(word, &value) == n)
                wr_json_number(j, value);
        }
        words += n;
        words += *words == '|';
    }
    wr_json_close(j, ']');
}

/* The keywords that say what a type allows. */
static void type_keywords(struct wr_json *j, const struct wr_field *f)
{
    switch (f->type) {
    case WR_TYPE_TEXT:
    case WR_TYPE_NAME:
    case WR_TYPE_DATE_TIME:
    case WR_TYPE_CLOCK:
    case WR_TYPE_TARGET:
    case WR_TYPE_CONDITION:
    case WR_TYPE_TARGET_VALUE:
    case WR_TYPE_SPACES:
    case WR_TYPE_OVER_WAITING:
    case WR_TYPE_SHOW:
    case WR_TYPE_REPLICATIONS:
    case WR_TYPE_PATH:
    case WR_TYPE_COUNTED:
        ref(j, "scalar");
        break;
    case WR_TYPE_CHOICE:
        choice(j, f->of);
        break;
    case WR_TYPE_TEXTS:
    case WR_TYPE_NAMES:
    case WR_TYPE_DATES:
    case WR_TYPE_WHEN:
    case WR_TYPE_TIMES:
    case WR_TYPE_FOR:
    case WR_TYPE_MOMENTS:
        either(j, "scalar", "scalar", NULL);
        break;
    case WR_TYPE_NUMBER:
        ref(j, "number");
        break;
    case WR_TYPE_VALUE:
        ref(j, "value");
        break;
    case WR_TYPE_SHARE_VALUE:
        ref(j, "by_value");
        break;
    case WR_TYPE_SCHEDULE:
        either(j, "scalar", NULL, "scalar");
        break;
    case WR_TYPE_WITH:
        ref(j, "with");
        break;
    case WR_TYPE_PLACES:
        ref(j, "any_of");
        break;
    case WR_TYPE_ROUTE:
        ref(j, "route");
        break;
    case WR_TYPE_SHAPE:
    case WR_TYPE_TWO_NAMES:
    case WR_TYPE_INTERVAL:
        list_of(j, "scalar", true);
        break;
    case WR_TYPE_ATTRIBUTES:
        map_of(j, "attribute", true);
        break;
    case WR_TYPE_NEEDS:
        ref(j, "needs");
        break;
    case WR_TYPE_FOUND:
    case WR_TYPE_SLOWER:
    case WR_TYPE_KEEPS:
    case WR_TYPE_UNKNOWNS:
        map_of(j, "number", true);
        break;
    case WR_TYPE_SETS:
        map_of(j, "value", true);
        break;
    case WR_TYPE_BANDS:
        either(j, "number", NULL, "number");
        break;
    case WR_TYPE_ADDS:
        wr_json_pair(j, "type", "object");
        break;
    case WR_TYPE_OBJECT:
        ref(j, f->of);
        break;
    case WR_TYPE_OBJECTS:
        if (strcmp(f->of, "outcome") == 0)
            either(j, NULL, "scalar", f->of);
        else
            map_of(j, f->of, true);
        break;
    case WR_TYPE_LIST:
        either(j, f->of, f->of, NULL);
        break;
    case WR_TYPE_NAMED_LIST:
        either(j, NULL, f->of, f->of);
        break;
    case WR_TYPE_OPTIONS:
        wr_json_pair(j, "type", "object");
        wr_json_key(j, "additionalProperties");
        wr_json_open(j, '{');
        wr_json_key(j, "anyOf");
        wr_json_open(j, '[');
        ref_object(j, "scalar");
        map_of(j, "scalar", false); /* {record on ward b: from week 10} */
        wr_json_open(j, '{');
        wr_json_pair(j, "type", "array");
        wr_json_key(j, "items");
        wr_json_open(j, '{');
        either(j, "scalar", NULL, "scalar");
        wr_json_close(j, '}');
        wr_json_close(j, '}');
        wr_json_close(j, ']');
        wr_json_close(j, '}');
        break;
    case WR_TYPE_COUNT: /* of the people's files: none of these stands in a service file */
    case WR_TYPE_DATE:
    case WR_TYPE_DATE_SPANS:
    case WR_TYPE_PEOPLE:
    case WR_TYPE_INVITED:
    case WR_TYPE_TEXT_MAP:
    case WR_TYPE_ESTIMATES:
    case WR_TYPE_ANY:
        break;
    }
}

static bool has_unit(enum wr_type type)
{
    return type == WR_TYPE_NUMBER || type == WR_TYPE_VALUE || type == WR_TYPE_SHARE_VALUE || type == WR_TYPE_SHAPE;
}

static void property(struct wr_json *j, const struct wr_field *f)
{
    struct wr_buf doc;

    wr_buf_init(&doc, 4096);
    wr_buf_text(&doc, f->doc);
    if (has_unit(f->type) && f->slot != WR_SLOT_ANY)
        wr_buf_printf(&doc, "; %s", wr_describe_slot(f->slot));
    if (f->example != NULL)
        wr_buf_printf(&doc, ". For example: %s", f->example);
    wr_json_key(j, f->key);
    wr_json_open(j, '{');
    wr_json_pair(j, "description", wr_buf_string(&doc));
    type_keywords(j, f);
    wr_json_close(j, '}');
    wr_buf_free(&doc);
}

static void object_keywords(struct wr_json *j, const struct wr_object *o)
{
    bool required = false;

    wr_json_pair(j, "type", "object");
    wr_json_key(j, "additionalProperties");
    wr_json_bool(j, false);
    for (size_t i = 0; i < o->n_fields; i++)
        required = required || (o->fields[i].flags & WR_FIELD_REQUIRED) != 0;
    if (required) {
        wr_json_key(j, "required");
        wr_json_open(j, '[');
        for (size_t i = 0; i < o->n_fields; i++)
            if ((o->fields[i].flags & WR_FIELD_REQUIRED) != 0)
                wr_json_text(j, o->fields[i].key);
        wr_json_close(j, ']');
    }
    wr_json_key(j, "properties");
    wr_json_open(j, '{');
    for (size_t i = 0; i < o->n_fields; i++)
        property(j, &o->fields[i]);
    wr_json_close(j, '}');
}

/* An object, or what its short form stands for. `none` and other single words are allowed where the reader knows them (arrive: none). */
static void definition(struct wr_json *j, const struct wr_object *o)
{
    const struct wr_field *brief = o->short_form == NULL ? NULL : wr_describe_field(o, o->short_form);

    wr_json_key(j, o->name);
    wr_json_open(j, '{');
    wr_json_pair(j, "title", o->title);
    wr_json_pair(j, "description", o->doc);
    if (brief != NULL || strcmp(o->name, "arrive") == 0 || strcmp(o->name, "number") == 0) {
        wr_json_key(j, "anyOf");
        wr_json_open(j, '[');
        if (brief != NULL) {
            wr_json_open(j, '{');
            type_keywords(j, brief);
            wr_json_close(j, '}');
        } else {
            ref_object(j, "scalar");
        }
        wr_json_open(j, '{');
        object_keywords(j, o);
        wr_json_close(j, '}');
        wr_json_close(j, ']');
    } else {
        object_keywords(j, o);
    }
    wr_json_close(j, '}');
}

/* {"type": "object", "required": [key], "properties": {key: {}}}: any map that has this key. */
static void map_with(struct wr_json *j, const char *key)
{
    wr_json_open(j, '{');
    wr_json_pair(j, "type", "object");
    wr_json_key(j, "required");
    wr_json_open(j, '[');
    wr_json_text(j, key);
    wr_json_close(j, ']');
    wr_json_close(j, '}');
}

static void distributions(struct wr_json *j)
{
    wr_json_key(j, "distribution");
    wr_json_open(j, '{');
    wr_json_pair(j, "title", "A distribution");
    wr_json_pair(j, "description", "Variation between patients; parameters are named");
    wr_json_pair(j, "type", "object");
    wr_json_key(j, "properties");
    wr_json_open(j, '{');
    for (int k = 0; k < WR_SAMPLER_KINDS; k++) {
        const char *name = wr_sampler_kind_name((enum wr_sampler_kind)k);
        if (k == WR_SAMPLER_QUANTILES)
            continue; /* `empirical`, as VALUES is */
        wr_json_key(j, name);
        wr_json_open(j, '{');
        wr_json_pair(j, "description", wr_sampler_kind_allows((enum wr_sampler_kind)k));
        wr_json_close(j, '}');
    }
    wr_json_close(j, '}');
    wr_json_close(j, '}');
}

static void any_of_definition(struct wr_json *j, const char *name, const char *first, const char *second, const char *third)
{
    wr_json_key(j, name);
    wr_json_open(j, '{');
    wr_json_key(j, "anyOf");
    wr_json_open(j, '[');
    ref_object(j, first);
    ref_object(j, second);
    if (third != NULL)
        ref_object(j, third);
    wr_json_close(j, ']');
    wr_json_close(j, '}');
}

/* What several types share. */
static void shared_definitions(struct wr_json *j)
{
    wr_json_key(j, "scalar");
    wr_json_open(j, '{');
    wr_json_key(j, "type");
    wr_json_open(j, '[');
    wr_json_text(j, "string");
    wr_json_text(j, "number");
    wr_json_text(j, "boolean");
    wr_json_close(j, ']');
    wr_json_close(j, '}');
    distributions(j);
    wr_json_key(j, "by");
    map_with(j, "by");
    any_of_definition(j, "by_value", "number", "by", NULL);
    any_of_definition(j, "value", "by_value", "distribution", NULL);
    wr_json_key(j, "attribute");
    wr_json_open(j, '{');
    either(j, "value", NULL, "value");
    wr_json_close(j, '}');
    wr_json_key(j, "any_of");
    wr_json_open(j, '{');
    wr_json_key(j, "anyOf");
    wr_json_open(j, '[');
    ref_object(j, "scalar");
    map_with(j, "any of");
    wr_json_close(j, ']');
    wr_json_close(j, '}');
    wr_json_key(j, "with");
    wr_json_open(j, '{');
    either(j, "scalar", "scalar", "any_of_list");
    wr_json_close(j, '}');
    wr_json_key(j, "any_of_list"); /* how many of a kind, or the list behind `any of` */
    wr_json_open(j, '{');
    either(j, "by_value", "scalar", NULL);
    wr_json_close(j, '}');
    wr_json_key(j, "route");
    wr_json_open(j, '{');
    wr_json_pair(j, "description",
                 "A name; shares of names that make 100%; by an attribute; or a list of {if, then}, the first that holds");
    wr_json_key(j, "type");
    wr_json_open(j, '[');
    wr_json_text(j, "string");
    wr_json_text(j, "object");
    wr_json_text(j, "array");
    wr_json_close(j, ']');
    wr_json_close(j, '}');
    wr_json_key(j, "needs");
    wr_json_open(j, '{');
    wr_json_pair(j, "description", "For each item what happens without it: chase, wait, or go ahead (with a factor on the step's time)");
    wr_json_key(j, "type");
    wr_json_open(j, '[');
    wr_json_text(j, "string");
    wr_json_text(j, "object");
    wr_json_text(j, "array");
    wr_json_close(j, ']');
    wr_json_close(j, '}');
}

void wr_model_schema(struct wr_buf *out)
{
    struct wr_json j;

    wr_json_init(&j, out);
    wr_json_open(&j, '{');
    wr_json_pair(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
    wr_json_pair(&j, "title", "Wardround service file");
    wr_json_pair(&j, "$comment", "Made by wardround schema, version " WR_VERSION);
    ref(&j, wr_describe_objects[0].name);
    wr_json_key(&j, "$defs");
    wr_json_open(&j, '{');
    for (size_t i = 0; i < wr_describe_n_objects; i++)
        definition(&j, &wr_describe_objects[i]);
    shared_definitions(&j);
    wr_json_close(&j, '}');
    wr_json_close(&j, '}');
}
