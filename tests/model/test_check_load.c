/* How much work is asked for: warnings with figures that are worked out by hand here, and silence where there is patience or room. */
#include "support/check.h"

#include <string.h>

#include "model/model.h"

#define HEAD "wardround: 1\nservice: Small\nrun: {warm up: 1 week, collect: 52 weeks}\noutcomes: [went home, died]\n"

/* The warnings of a service, one line each without hints. */
static void warned(const char *text, const char *want)
{
    struct wr_mistakes mistakes;
    struct wr_source source;
    struct wr_model model;
    struct wr_buf got;
    size_t i;

    memset(&model, 0, sizeof model);
    wr_mistakes_init(&mistakes);
    wr_buf_init(&got, 0);
    assert_int_equal(wr_source_text("x", text, strlen(text), NULL, &mistakes, &source), 0);
    assert_int_equal(wr_model_read(&source, &mistakes, &model), 0);
    for (i = 0; i < mistakes.count; i++)
        wr_buf_printf(&got, "%s: %s\n", mistakes.list[i].path, mistakes.list[i].message);
    check_text(wr_buf_string(&got), want);
    wr_buf_free(&got);
    wr_model_free(&model);
    wr_source_free(&source);
    wr_mistakes_free(&mistakes);
}

#define GROWS " on average, and nobody gives up: the queue grows without end\n"

/* 96 a day is 4 an hour; each comes 1/(1-0.2) = 1.25 times for 30 min: 4 x 1.25 x 0.5 = 2.5 doctors at work. */
static void test_feedback(void **state)
{
    (void)state;
    warned(HEAD "staff: {doctor: 2}\npatients: {k: {arrive: {a day: 96}, starts at: see}}\n"
                "steps: {see: {with: doctor, takes: 30 min, then: {see: 20%, went home: rest}}}\n",
           "staff.doctor: about 2.5 at work are asked for, 2 on duty" GROWS);
    warned(HEAD "staff: {doctor: 3}\npatients: {k: {arrive: {a day: 96}, starts at: see}}\n"
                "steps: {see: {with: doctor, takes: 30 min, then: {see: 20%, went home: rest}}}\n",
           "");
}

/* 3 an hour, an hour each. In groups of 4 that is three quarters of a doctor's work, in groups of 2 one and a half. */
static void test_groups(void **state)
{
    (void)state;
    warned(HEAD "staff: {doctor: 1}\npatients: {k: {arrive: {one every: 20 min}, starts at: see}}\n"
                "steps: {see: {together: {at least: 2, at most: 4}, with: doctor, takes: 1 h, then: went home}}\n",
           "");
    warned(HEAD "staff: {doctor: 1}\npatients: {k: {arrive: {one every: 20 min}, starts at: see}}\n"
                "steps: {see: {together: {at least: 2, at most: 2}, with: doctor, takes: 1 h, then: went home}}\n",
           "staff.doctor: about 1.5 at work are asked for, 1 on duty" GROWS);
}

/* A ward whose patients go round: admission 1 day, then every round 75% go and 25% stay 12 h more: 1 + 0.25/0.75 x 0.5 = 1.1667 days.
 * 30 a day x 1.1667 = 35 beds. */
static void test_place_through_steps_without_in(void **state)
{
    (void)state;
    warned(HEAD
           "places: {ward: 34}\npatients: {k: {arrive: {one every: 48 min}, starts at: admit}}\nsteps:\n"
           "  admit: {in: ward, takes: {lognormal: {mean: 1 day, sd: 1 day}}, then: round}\n  round: {then: {leave: 75%, stay: rest}}\n"
           "  stay: {takes: 12 h, then: round}\n  leave: {then: went home}\n",
           "places.ward: about 35 spaces are asked for, 34 are there" GROWS);
    warned(HEAD
           "places: {ward: 36}\npatients: {k: {arrive: {one every: 48 min}, starts at: admit}}\nsteps:\n"
           "  admit: {in: ward, takes: {lognormal: {mean: 1 day, sd: 1 day}}, then: round}\n  round: {then: {leave: 75%, stay: rest}}\n"
           "  stay: {takes: 12 h, then: round}\n  leave: {then: went home}\n",
           "");
}

/* Turnaround takes the space and its staff: 24 a day x (50 + 10 min) = 1 space; 24 x 10 min = 1/6 cleaner, of whom there is one from 8 to 10:
 * 1/12 on average. */
static void test_turnaround(void **state)
{
    (void)state;
    warned(HEAD "places: {bay: {spaces: 1, turnaround: {takes: 10 min, with: cleaner}}}\nstaff: {cleaner: {08:00 to 10:00: 1}}\n"
                "patients: {k: {arrive: {a day: 24}, starts at: see}}\nsteps: {see: {in: bay, takes: 50 min, then: went home}}\n",
           "places.bay: about 1 spaces are asked for, 1 are there" GROWS
           "staff.cleaner: about 0.17 at work are asked for, 0.083 on duty" GROWS);
}

/* By attribute and condition: half are frail (2 h), others 1 h; those of 75 and over (a quarter of 0 to 100) see the doctor again for 2 h.
 * 1 an hour: 1.5 + 0.25 x 2 = 2 doctors. */
static void test_attributes(void **state)
{
    (void)state;
    warned(HEAD "staff: {doctor: 1}\npatients: {k: {arrive: {an hour: 1}, starts at: see, attributes: {frail: 50%, age: {uniform: {from: "
                "0, to: 100}}}}}\nsteps:\n"
                "  see: {with: doctor, takes: {by: frail, frail: 2 h, otherwise: 1 h}, then: [{if: age is at least 75, then: again}, "
                "{then: went home}]}\n"
                "  again: {with: doctor, takes: 2 h, then: went home}\n",
           "staff.doctor: about 2 at work are asked for, 1 on duty" GROWS);
}

/* Who gives up, is sent elsewhere or is turned away on arrival keeps a queue in bounds: no warning. */
static void test_patience(void **state)
{
    static const char *const endings[] = {
        "patients: {k: {arrive: {a day: 96}, starts at: see}}\nsteps: {see: {with: doctor, takes: 30 min, if full: died, waiting at most: "
        "5, then: went home}}\n",
        "patients: {k: {arrive: {a day: 96}, starts at: see}}\nsteps: {see: {with: doctor, takes: 30 min, gives up: {after: 1 h, then: "
        "died}, then: went home}}\n",
        "patients: {k: {arrive: {a day: 96}, starts at: see, if full: died, waiting at most: 5}}\nsteps: {see: {with: doctor, takes: 30 "
        "min, then: went home}}\n",
    };
    struct wr_buf text;
    size_t i;

    (void)state;
    wr_buf_init(&text, 0);
    for (i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        wr_buf_clear(&text);
        wr_buf_printf(&text, HEAD "staff: {doctor: 1}\n%s", endings[i]);
        warned(wr_buf_string(&text), "");
    }
    wr_buf_free(&text);
}

/* A day that ends empties every queue. */
/* 5 days of two appointments for 28 is 280 a week, of whom 60% come: 168, one an hour, for 90 min each. */
static void test_booked(void **state)
{
    (void)state;
    warned(HEAD "staff: {doctor: 1}\npatients: {k: {arrive: {booked: {mon to fri 09:00 and 14:00: 28}, comes: 60%}, starts at: see}}\n"
                "steps: {see: {with: doctor, takes: 90 min, then: went home}}\n",
           "staff.doctor: about 1.5 at work are asked for, 1 on duty" GROWS);
    warned(HEAD "staff: {doctor: 2}\npatients: {k: {arrive: {booked: {mon to fri 09:00 and 14:00: 28}, comes: 60%}, starts at: see}}\n"
                "steps: {see: {with: doctor, takes: 90 min, then: went home}}\n",
           "");
}

static void test_each_run(void **state)
{
    (void)state;
    warned("wardround: 1\nservice: Small\nrun: {each run: 19 h, from: 06:00}\noutcomes: [went home]\nstaff: {doctor: 1}\n"
           "patients: {k: {arrive: {a day: 96}, starts at: see}}\nsteps: {see: {with: doctor, takes: 30 min, then: went home}}\n",
           "");
}

/* Two kinds, one like the other, counted by `by: kind` as it. 2 an hour x 20 min + 1 an hour x 40 min = 4/3. */
static void test_kinds(void **state)
{
    (void)state;
    warned(HEAD "staff: {doctor: 1}\npatients:\n  k: {arrive: {an hour: 1}, starts at: see}\n  like it: {like: k}\n  other: {arrive: {an "
                "hour: 1}, starts at: see}\n"
                "steps: {see: {with: doctor, takes: {by: kind, k: 20 min, other: 40 min}, then: went home}}\n",
           "staff.doctor: about 1.3 at work are asked for, 1 on duty" GROWS);
}

/* A ward that nobody can leave is told, and the doctor before it all the same: 4 an hour x 30 min = 2. Half of them see the nurse first:
 * 2 x 40 min = 1.33; what she does in the ward, again and again, is not counted. */
static void test_what_nobody_leaves(void **state)
{
    static const char text[] =
        "places: {ward: 5}\npatients: {k: {arrive: {a day: 96}, starts at: see}}\nsteps:\n"
        "  see: {with: doctor, takes: 30 min, then: {admit: 50%, nurse first: rest}}\n  nurse first: {with: nurse, takes: 40 min, then: "
        "went home}\n"
        "  admit: {in: ward, takes: 1 min, then: stay}\n  stay: {with: nurse, takes: 20 min, then: {stay: 50%, admit: 50%}}\n";
    struct wr_buf service;

    (void)state;
    wr_buf_init(&service, 0);
    wr_buf_printf(&service, HEAD "staff: {doctor: 1, nurse: 1}\n%s", text);
    warned(wr_buf_string(&service),
           "places.ward: nobody can leave `ward`: no way leads from `admit`, `stay` to an outcome\n"
           "staff.doctor: about 2 at work are asked for, 1 on duty" GROWS "staff.nurse: about 1.3 at work are asked for, 1 on duty" GROWS);
    wr_buf_clear(&service);
    wr_buf_printf(&service, HEAD "staff: {doctor: 3, nurse: 2}\n%s", text);
    warned(wr_buf_string(&service), "places.ward: nobody can leave `ward`: no way leads from `admit`, `stay` to an outcome\n");
    wr_buf_free(&service);
}

/* A long way back through many steps still leads out: 1 an hour, round 2 times on average (50% go back), 10 steps of 6 min: 2 doctors. */
static void test_a_long_way_out(void **state)
{
    struct wr_buf text;

    (void)state;
    wr_buf_init(&text, 0);
    wr_buf_text(&text, HEAD "staff: {doctor: 1}\npatients: {k: {arrive: {an hour: 1}, starts at: s9}}\nsteps:\n");
    for (int i = 0; i < 10; i++)
        wr_buf_printf(&text,
                      i == 0 ? "  s%d: {with: doctor, takes: 6 min, then: {went home: 50%%, s9: rest}}\n"
                             : "  s%d: {with: doctor, takes: 6 min, then: s%d}\n",
                      i, i - 1);
    warned(wr_buf_string(&text), "staff.doctor: about 2 at work are asked for, 1 on duty" GROWS);
    wr_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_feedback),
                                       cmocka_unit_test(test_groups),
                                       cmocka_unit_test(test_place_through_steps_without_in),
                                       cmocka_unit_test(test_turnaround),
                                       cmocka_unit_test(test_attributes),
                                       cmocka_unit_test(test_patience),
                                       cmocka_unit_test(test_booked),
                                       cmocka_unit_test(test_each_run),
                                       cmocka_unit_test(test_kinds),
                                       cmocka_unit_test(test_what_nobody_leaves),
                                       cmocka_unit_test(test_a_long_way_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
