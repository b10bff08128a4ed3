/* The mean of a value over a kind's patients, with models made by hand. */
#include "support/check.h"

#include <math.h>

#include "model/model.h"

static struct wr_value number(double x) { return (struct wr_value){.kind = WR_VALUE_NUMBER, .number = {.value = x}}; }

static const char *urgencies[] = {"urgent", "standard"};
static struct wr_attribute attributes[] = {
    {.name = "urgency", .kind = WR_ATTRIBUTE_CATEGORY, .categories = urgencies, .n_categories = 2},
    {.name = "age", .kind = WR_ATTRIBUTE_NUMBER},
    {.name = "frail", .kind = WR_ATTRIBUTE_CHANCE},
};

struct fixture {
    struct wr_model model;
    struct wr_kind kinds[2];
    struct wr_kind_attribute has[3];
    struct wr_value shares[2];
    struct wr_dist age;
};

/* Walk-in: urgent 30%, age uniform from 0 to 100, frail 10%. Ambulance is like walk-in. */
static int set_up(void **state)
{
    static struct fixture f;
    f = (struct fixture){.shares = {number(0.3), number(0.7)}};
    f.age.sampler = (struct wr_sampler){.kind = WR_SAMPLER_UNIFORM,
                                        .form = WR_FORM_UNIFORM,
                                        .a = 0,
                                        .b = 100,
                                        .low = -INFINITY,
                                        .high = INFINITY,
                                        .share_low = 0,
                                        .share_high = 1};
    f.has[0] = (struct wr_kind_attribute){.attribute = 0, .shares = f.shares};
    f.has[1] = (struct wr_kind_attribute){.attribute = 1, .value = {.kind = WR_VALUE_DIST, .dist = &f.age}};
    f.has[2] = (struct wr_kind_attribute){.attribute = 2, .value = number(0.1)};
    f.kinds[0] = (struct wr_kind){.name = "walk-in", .like = -1, .attributes = f.has, .n_attributes = 3};
    f.kinds[1] = (struct wr_kind){.name = "ambulance", .like = 0, .attributes = f.has, .n_attributes = 3};
    f.model.attributes = attributes;
    f.model.n_attributes = 3;
    f.model.kinds = f.kinds;
    f.model.n_kinds = 2;
    *state = &f;
    return 0;
}

static void test_by_category_and_otherwise(void **state)
{
    struct fixture *f = *state;
    struct wr_value one = number(1), three = number(3);
    struct wr_by_case cases[] = {{.category = 0, .value = &one}, {.otherwise = true, .category = -1, .value = &three}};
    struct wr_value v = {.kind = WR_VALUE_BY, .by_attribute = 0, .cases = cases, .n_cases = 2};
    check_near(wr_value_mean(&f->model, &v, 0), 0.3 * 1 + 0.7 * 3, 1e-12);
}

static void test_by_band(void **state)
{
    struct fixture *f = *state;
    struct wr_value a = number(1), b = number(2), c = number(4);
    struct wr_by_case cases[] = {{.category = -1, .from = -INFINITY, .below = 16, .value = &a},
                                 {.category = -1, .from = 16, .below = 75, .value = &b},
                                 {.category = -1, .from = 75, .below = INFINITY, .value = &c}};
    struct wr_value v = {.kind = WR_VALUE_BY, .by_attribute = 1, .cases = cases, .n_cases = 3};
    check_near(wr_value_mean(&f->model, &v, 0), 0.16 * 1 + 0.59 * 2 + 0.25 * 4, 1e-9);
}

static void test_by_chance_nested_in_category(void **state)
{
    struct fixture *f = *state;
    struct wr_value yes = number(10), no = number(20), standard = number(5);
    struct wr_by_case inner[] = {{.category = 1, .value = &yes}, {.category = 0, .value = &no}};
    struct wr_value nested = {.kind = WR_VALUE_BY, .by_attribute = 2, .cases = inner, .n_cases = 2};
    struct wr_by_case outer[] = {{.category = 0, .value = &nested}, {.category = 1, .value = &standard}};
    struct wr_value v = {.kind = WR_VALUE_BY, .by_attribute = 0, .cases = outer, .n_cases = 2};
    check_near(wr_value_mean(&f->model, &v, 0), 0.3 * (0.1 * 10 + 0.9 * 20) + 0.7 * 5, 1e-12);
}

static void test_by_kind_knows_like(void **state)
{
    struct fixture *f = *state;
    struct wr_value walk = number(1), other = number(9);
    struct wr_by_case cases[] = {{.category = 0, .value = &walk}, {.otherwise = true, .category = -1, .value = &other}};
    struct wr_value v = {.kind = WR_VALUE_BY, .by_attribute = WR_BY_KIND, .cases = cases, .n_cases = 2};
    check_near(wr_value_mean(&f->model, &v, 0), 1, 0);
    check_near(wr_value_mean(&f->model, &v, 1), 1, 0); /* an ambulance patient counts as a walk-in */
    cases[0].category = 1;
    check_near(wr_value_mean(&f->model, &v, 0), 9, 0);
}

static void test_adjusts_by_adoption(void **state)
{
    struct fixture *f = *state;
    struct wr_value hundred = number(100);
    struct wr_active active[] = {{.change = 3, .reach = 0.5, .keeps = 0.8}};
    struct wr_adjust adjusts[] = {{.op = WR_OP_SET, .drawn = false, .change = 1, .set = &hundred},
                                  {.op = WR_OP_TIMES, .drawn = true, .change = 3, .by = {.value = 0.5}},
                                  {.op = WR_OP_ADD, .drawn = false, .change = 1, .by = {.value = 7}}};
    struct wr_value v = number(40);
    v.adjusts = adjusts;
    v.n_adjusts = 3;
    f->model.active = active;
    f->model.n_active = 1;
    check_near(wr_value_mean(&f->model, &v, 0), 100 * (0.6 + 0.4 * 0.5) + 7, 1e-12);
}

static void test_find_by_name(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(wr_model_kind(&f->model, "ambulance"), 1);
    assert_int_equal(wr_model_kind(&f->model, "Ambulance"), -1);
    assert_int_equal(wr_model_step(&f->model, "triage"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_by_category_and_otherwise, set_up),    cmocka_unit_test_setup(test_by_band, set_up),
        cmocka_unit_test_setup(test_by_chance_nested_in_category, set_up), cmocka_unit_test_setup(test_by_kind_knows_like, set_up),
        cmocka_unit_test_setup(test_adjusts_by_adoption, set_up),          cmocka_unit_test_setup(test_find_by_name, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
