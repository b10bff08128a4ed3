/* Voices: classification at its edges, who was heard, rounds, reasons, and that nothing of a group that is too small comes out anywhere. */
#include "agree/voices.h"

#include <math.h>
#include <stdio.h>

#include "agree/people.h"
#include "base/buf.h"
#include "base/mem.h"

static struct people p;
static struct wr_arena arena;

static int set_up(void **state)
{
    (void)state;
    people_init(&p);
    wr_arena_init(&arena, 0);
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    wr_arena_free(&arena);
    return 0;
}

static struct wr_voices_result look(int statement)
{
    struct wr_voices_result r;

    assert_int_equal(wr_voices_look(&p.agree, statement, &arena, &r), 0);
    return r;
}

static int nurses, porters, doctors;
static int three_groups(void)
{
    nurses = people_group(&p, "nurses", WR_GROUP_CARE, 40, 10);
    porters = people_group(&p, "porters", WR_GROUP_SUPPORT, 20, 5);
    doctors = people_group(&p, "doctors", WR_GROUP_CARE, 10, 0);
    return people_statement(&p, "record at the bedside", -1);
}

static const char *say(const struct wr_voices_result *r)
{
    static struct wr_buf out;

    wr_buf_free(&out);
    wr_buf_init(&out, 0);
    wr_voices_say(&p.agree, r, &out);
    return wr_buf_string(&out);
}

static void test_settled(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    assert_int_equal(look(s).class_, WR_VOICES_NOT_ASKED);
    people_rate(&p, s, nurses, "77888");
    people_rate(&p, s, porters, "78899");
    r = look(s);
    assert_int_equal(r.class_, WR_VOICES_SETTLED);
    assert_int_equal(r.n_groups, 2); /* the doctors were neither invited nor heard */
    check_text(say(&r), "Settled: every group stands on the same side, and none is divided. For: nurses and porters.");
}

static void test_groups_differ(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_rate(&p, s, nurses, "77888");
    people_rate(&p, s, porters, "12233");
    r = look(s);
    assert_int_equal(r.class_, WR_VOICES_DIFFER);
    assert_int_equal(r.divided_group, -1);
}

/* A median of 7, and divided: the case that the program exists to show. */
static void test_divided_within(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_rate(&p, s, nurses, "77888");
    people_rate(&p, s, porters, "2233778889");
    r = look(s);
    assert_int_equal(r.class_, WR_VOICES_DIVIDED);
    assert_int_equal(r.divided_group, porters);
    assert_int_equal(r.groups[1].all.ratings.third, WR_THIRD_FOR);
    check_text(say(&r),
               "Divided within porters: people who do the same work stand on both sides, and no average speaks for them. For: nurses.");
}

static void test_too_few(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_rate(&p, s, nurses, "77888");
    people_rate(&p, s, porters, "7889"); /* four */
    r = look(s);
    assert_int_equal(r.class_, WR_VOICES_TOO_FEW);
    people_rate(&p, s, porters, "8"); /* the fifth */
    assert_int_equal(look(s).class_, WR_VOICES_SETTLED);
    people_invite(&p, s, doctors, 5, -1); /* asked, and silent */
    r = look(s);
    assert_int_equal(r.class_, WR_VOICES_TOO_FEW);
    check_text(
        say(&r),
        "Too few to call it agreement: at least one group gave fewer than five answers, or none. For: nurses and porters. Not heard: "
        "doctors.");
}

/* A small group never makes a disagreement disappear. */
static void test_disagreement_is_told_before_few(void **state)
{
    int s = three_groups();

    (void)state;
    people_rate(&p, s, nurses, "77888");
    people_rate(&p, s, porters, "12233");
    people_rate(&p, s, doctors, "5");
    assert_int_equal(look(s).class_, WR_VOICES_DIFFER);
    people_rate(&p, s, nurses, "11122");
    assert_int_equal(look(s).class_, WR_VOICES_DIVIDED);
}

static void test_last_round_counts(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    for (int i = 0; i < 6; i++)
        (void)people_answer(&p, s, nurses, 2, WR_SHIFT_UNSAID, 1);
    for (int i = 0; i < 7; i++)
        (void)people_answer(&p, s, nurses, 8, WR_SHIFT_UNSAID, 3);
    r = look(s);
    assert_int_equal(r.round, 3);
    assert_int_equal(r.groups[0].all.heard.low, 7);
    assert_int_equal(r.groups[0].n_rounds, 2);
    assert_int_equal(r.groups[0].rounds[0].round, 1);
    check_same(r.groups[0].rounds[0].answers.ratings.median, 2.0);
    check_same(r.groups[0].all.ratings.median, 8.0);
    assert_true(r.groups[0].moved);
}

static void test_coverage(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_invite(&p, s, nurses, 20, 10);
    people_invite(&p, s, porters, 10, 5);
    people_invite(&p, s, doctors, 8, -1);
    for (int i = 0; i < 10; i++)
        (void)people_answer(&p, s, nurses, 8, i < 5 ? WR_SHIFT_NIGHT : WR_SHIFT_DAY, 1);
    people_rate(&p, s, porters, "999");
    people_rate(&p, s, doctors, "77777");
    r = look(s);
    check_same(r.groups[0].coverage.coverage.low, 0.5);
    check_same(r.groups[0].coverage.reach.low, 0.5);
    check_same(r.groups[0].coverage.of_post.low, 0.25);
    check_same(r.groups[0].coverage.night_of_post.low, 0.5); /* 5 of the 10 who work at night */
    assert_int_equal(r.groups[0].coverage.heard.low, 10);
    check_same(r.groups[1].coverage.coverage.low, 0.1); /* one to four of ten: not told which */
    check_same(r.groups[1].coverage.coverage.high, 0.4);
    assert_true(isnan(r.groups[2].coverage.night_of_post.low)); /* no doctor works at night */
    assert_int_equal(r.least_coverage.group, porters);
    assert_int_equal(r.least_of_post.group, porters);
    assert_int_equal(r.least_night.group, porters);
    assert_int_equal(r.least_reach.group, nurses);
}

/* Patients should be heard about a change, whoever forgot them; and whom the catalogue names. */
static void test_who_should_be_heard(void **state)
{
    int s, patients, change = people_change(&p, "record at the bedside");
    const char *const hear[] = {"Ward Nurses", "doctors", "GPs", "Chief Nurse"}, *uses[] = {"shared"}, *stands[] = {"ward nurses"};
    struct wr_capability capability = {.id = "shared", .name = "shared record"};
    struct wr_voices_unheard *list;
    struct wr_voices_result r;
    size_t n;

    (void)state;
    three_groups();
    patients = people_group(&p, "patients and carers", WR_GROUP_PATIENTS, 12, -1);
    p.groups[nurses].stands_for = stands;
    p.groups[nurses].n_stands_for = 1;
    p.offices[p.agree.n_offices++] = (struct wr_office){.name = "chief nurse", .person = "Q. Example", .group = -1};
    memcpy(&capability.hear_from, &(const char *const *){hear}, sizeof capability.hear_from);
    capability.n_hear_from = 4;
    p.agree.catalogue.list = &capability;
    p.agree.catalogue.count = 1;
    p.changes[change].uses = uses;
    p.changes[change].n_uses = 1;
    s = people_statement(&p, "record at the bedside", change);
    people_invite(&p, s, porters, 10, -1);
    people_invite(&p, s, doctors, 5, -1);
    people_rate(&p, s, porters, "77777");
    r = look(s);
    assert_int_equal(r.n_groups, 4);
    assert_true(r.groups[0].should && !r.groups[0].invited);
    check_same(r.groups[0].coverage.coverage.high, 0.0); /* not asked is coverage 0, not "not known" */
    check_same(r.groups[0].coverage.reach.high, 0.0);
    assert_false(r.groups[1].should);
    assert_int_equal(r.class_, WR_VOICES_TOO_FEW);
    assert_int_equal(r.n_unknown, 1); /* the chief nurse is an office */
    check_text(r.unknown[0], "GPs");
    assert_int_equal(r.groups[3].group, patients);
    assert_int_equal(wr_voices_unheard(&p.agree, change, &arena, &list, &n), 0);
    assert_int_equal(n, 4);
    check_text(list[0].says, "nurses should be heard and were not invited");
    check_text(list[1].says, "doctors should be heard: they were invited, and none of them has answered");
    check_text(list[2].says, "patients and carers should be heard and were not invited");
    check_text(list[3].says, "GPs should be heard, says the catalogue, and are no group of people.yaml");
    assert_int_equal(list[3].group, -1);
}

static void test_reasons(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_rate(&p, s, nurses, "778888");
    people_rate(&p, s, doctors, "77888");
    p.ratings[0].reason = "zebra";
    p.ratings[1].reason = "apple";
    p.ratings[6].reason = "milk";
    r = look(s);
    assert_int_equal(r.n_reasons, 3);
    assert_int_equal(r.reasons[0].group, nurses);
    check_text(r.reasons[0].says, "apple"); /* not in the order of the file */
    check_text(r.reasons[1].says, "zebra");
    assert_int_equal(r.reasons[2].group, doctors);
    /* the only group that is too small: its reason alone without a name would be its name. The next smallest keeps it company. */
    people_answer(&p, s, porters, 8, WR_SHIFT_UNSAID, 1)->reason = "tea";
    r = look(s);
    assert_int_equal(r.n_reasons, 4);
    assert_int_equal(r.reasons[1].group, nurses);
    assert_int_equal(r.reasons[2].group, -1);
    check_text(r.reasons[2].says, "milk");
    assert_int_equal(r.reasons[3].group, -1);
    check_text(r.reasons[3].says, "tea");
}

static void test_gradients(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    for (int i = 0; i < 12; i++)
        people_answer(&p, s, nurses, 0, WR_SHIFT_UNSAID, 1)->gradient = i < 6 ? 0 : 6;
    for (int i = 0; i < 12; i++)
        people_answer(&p, s, porters, 0, WR_SHIFT_UNSAID, 1)->gradient = i < 6 ? i % 3 : 6 + i % 2;
    for (int i = 0; i < 4; i++)
        people_answer(&p, s, doctors, 0, WR_SHIFT_UNSAID, 1)->gradient = 7;
    r = look(s);
    assert_true(r.groups[0].all.all_gradients);
    assert_int_equal(r.groups[0].all.gradients[0].low, 6);
    assert_int_equal(r.groups[0].all.gradients[6].high, 6);
    assert_false(r.groups[1].all.all_gradients); /* two endorse: only supporting and opposing are shown */
    assert_int_equal(r.groups[1].all.stances[2].low, 6);
    assert_int_equal(r.groups[1].all.stances[0].low, 6);
    assert_int_equal(r.groups[2].all.heard.high, 4);
    assert_false(wr_shown_exact(r.groups[2].all.stances[0]));
    assert_int_equal(r.class_, WR_VOICES_TOO_FEW);
    assert_int_equal(r.in_favour.low, 12);
    assert_int_equal(r.rated.low, 24);
}

static void test_threshold(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_rate(&p, s, nurses, "777777777777777"); /* 15 for */
    people_rate(&p, s, porters, "44444");          /* 5 not */
    p.statements[s].threshold = 0.75;
    r = look(s);
    assert_int_equal(r.met, 1); /* exactly 75% */
    p.statements[s].threshold = 0.76;
    assert_int_equal(look(s).met, 0);
    p.statements[s].threshold = 0;
    assert_int_equal(look(s).met, -1);
    assert_true(isnan(look(s).threshold));
    people_rate(&p, s, doctors, "77771"); /* now 19 of 25, and one stands alone: 76%, or 72%: not said */
    p.statements[s].threshold = 0.75;
    r = look(s);
    assert_false(wr_shown_exact(r.in_favour));
    assert_true(r.in_favour.low <= 19 && r.in_favour.high >= 19);
    assert_int_equal(r.met, -1);
}

static void test_consensus(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_rate(&p, s, nurses, "7777777777");
    people_rate(&p, s, porters, "22222");
    r = look(s);
    check_near(r.pooled.low, 11.0 / 17, 1e-12);
    check_near(r.product.low, 11.0 / 12 * 1.0 / 7, 1e-12);
    check_near(r.geometric.low, sqrt(10.5 / 11 * (1 - 0.5 / 11) * (0.5 / 6) * (1 - 5.5 / 6)), 1e-12);
    check_same(r.geometric.low, r.geometric.high);
}

/* Everything that a result says, as text: two that say the same look the same. */
static void dump_answers(struct wr_buf *out, const struct wr_voices_answers *a)
{
    const struct wr_suppressed *s = &a->ratings;

    wr_buf_printf(out, "%d-%d %d-%d %d%d%d%d %.17g %.17g %.17g %.17g %d;", a->heard.low, a->heard.high, s->n.low, s->n.high, s->shown,
                  s->full, s->divided, s->third, s->median, s->p30, s->p70, s->di, s->panel);
    for (int t = 0; t < 3; t++)
        wr_buf_printf(out, " %d-%d %d-%d", s->thirds[t].low, s->thirds[t].high, a->stances[t].low, a->stances[t].high);
    for (int g = 0; g < WR_GRADIENTS; g++)
        wr_buf_printf(out, " %d-%d", a->gradients[g].low, a->gradients[g].high);
    wr_buf_printf(out, " %d-%d %d\n", a->chose.low, a->chose.high, a->all_gradients);
}

static void dump(struct wr_buf *out, const struct wr_voices_result *r)
{
    const struct wr_share shares[] = {r->pooled,           r->product, r->geometric, r->least_coverage.share, r->least_of_post.share,
                                      r->least_night.share};

    wr_buf_printf(out, "%d %d %d %d-%d %d-%d %d %zu\n", r->class_, r->divided_group, r->round, r->in_favour.low, r->in_favour.high,
                  r->rated.low, r->rated.high, r->met, r->counted_groups);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        wr_buf_printf(out, "%.17g %.17g\n", shares[i].low, shares[i].high);
    for (size_t i = 0; i < r->n_groups; i++) {
        const struct wr_coverage *c = &r->groups[i].coverage;
        dump_answers(out, &r->groups[i].all);
        dump_answers(out, &r->groups[i].day);
        dump_answers(out, &r->groups[i].night);
        for (size_t k = 0; k < r->groups[i].n_rounds; k++)
            dump_answers(out, &r->groups[i].rounds[k].answers);
        wr_buf_printf(out, "%d %.17g %.17g %.17g %.17g %d\n", r->groups[i].too_few, c->coverage.low, c->of_post.high, c->night_of_post.low,
                      c->night_of_post.high, r->groups[i].moved);
    }
    for (size_t i = 0; i < r->n_reasons; i++)
        wr_buf_printf(out, "%d %s\n", r->reasons[i].group, r->reasons[i].says);
    wr_voices_say(&p.agree, r, out);
    wr_voices_say_coverage(&p.agree, r, out);
    wr_voices_say_threshold(r, out);
}

/* Whatever one to four porters answer, by day or night: the whole result is the same. */
static void test_a_small_group_enters_nothing(void **state)
{
    struct wr_buf first, other;

    (void)state;
    wr_buf_init(&first, 0);
    wr_buf_init(&other, 0);
    for (int n = 1; n <= 4; n++)
        for (int rating = 1; rating <= 9; rating++)
            for (int gradient = -1; gradient < WR_GRADIENTS; gradient += 3) {
                struct wr_voices_result r;
                int s;
                people_init(&p);
                s = three_groups();
                p.statements[s].threshold = 0.75;
                people_invite(&p, s, porters, 10, 5);
                people_rate(&p, s, nurses, "7788889");
                people_rate(&p, s, doctors, "2222277777");
                for (int i = 0; i < n; i++) {
                    struct wr_rating *a =
                        people_answer(&p, s, porters, i == 0 ? rating : 10 - rating, i % 2 ? WR_SHIFT_NIGHT : WR_SHIFT_DAY, 1);
                    a->gradient = gradient;
                    a->reason = i == 0 ? "tea" : NULL;
                }
                r = look(s);
                wr_buf_clear(&other);
                dump(&other, &r);
                if (first.size == 0)
                    dump(&first, &r);
                check_text(wr_buf_string(&other), wr_buf_string(&first));
            }
    wr_buf_free(&first);
    wr_buf_free(&other);
}

/* Two groups' answers that print alike by suppress.h make the same whole result: nothing goes round it. */
static void test_only_what_is_shown_counts(void **state)
{
    static const char *const alike[][2] = {{"888889", "777789"}, {"2378889", "1378889"}, {"666777788889", "456777788889"}};
    struct wr_buf out[2];

    (void)state;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        for (int k = 0; k < 2; k++) {
            struct wr_voices_result r;
            int s;
            people_init(&p);
            s = three_groups();
            p.statements[s].threshold = 0.75;
            people_rate(&p, s, nurses, alike[i][k]);
            people_rate(&p, s, doctors, "77777");
            r = look(s);
            wr_buf_init(&out[k], 0);
            dump(&out[k], &r);
            if (i == 0) /* shown in full: these do differ */
                assert_true(r.groups[0].all.ratings.full);
            else
                assert_false(r.groups[0].all.ratings.full);
        }
        if (i == 0)
            assert_string_not_equal(wr_buf_string(&out[0]), wr_buf_string(&out[1]));
        else
            check_text(wr_buf_string(&out[0]), wr_buf_string(&out[1]));
        wr_buf_free(&out[0]);
        wr_buf_free(&out[1]);
    }
}

static void test_day_and_night(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    for (int i = 0; i < 12; i++)
        (void)people_answer(&p, s, nurses, i < 6 ? 8 : 2, i < 6 ? WR_SHIFT_DAY : WR_SHIFT_NIGHT, 1);
    r = look(s);
    assert_true(r.groups[0].day.ratings.full && r.groups[0].night.ratings.full);
    assert_int_equal(r.groups[0].day.ratings.third, WR_THIRD_FOR);
    assert_int_equal(r.groups[0].night.ratings.third, WR_THIRD_AGAINST);
    p.ratings[11].rating = 8; /* one of the night is for: then neither shift may be shown */
    r = look(s);
    assert_false(r.groups[0].day.ratings.shown);
    assert_false(r.groups[0].night.ratings.shown);
    assert_int_equal(r.groups[0].night.heard.low, 6);
    p.ratings[11].shift = p.ratings[10].shift = WR_SHIFT_DAY; /* four at night */
    r = look(s);
    assert_int_equal(r.groups[0].night.heard.low, 1);
    assert_int_equal(r.groups[0].night.heard.high, 4);
    assert_int_equal(r.groups[0].day.heard.low, 8);
}

/* A page typed twice: who gave a name has one answer, the last. */
static void test_nobody_counts_twice(void **state)
{
    int s = three_groups();
    struct wr_voices_result r;

    (void)state;
    people_rate(&p, s, nurses, "777772");
    p.ratings[4].person = p.ratings[5].person = "A. Example";
    p.ratings[3].person = "B. Example";
    r = look(s);
    assert_int_equal(r.groups[0].all.heard.low, 5);
    assert_int_equal(r.groups[0].rounds[0].answers.heard.low, 5);
    assert_false(r.groups[0].all.ratings.full); /* four sevens and the two */
    p.ratings[5].round = 2;                     /* another round is another answer */
    r = look(s);
    assert_int_equal(r.groups[0].rounds[0].answers.heard.low, 5);
    assert_true(r.groups[0].rounds[0].answers.ratings.full);
}

/* Each allocation fails in turn: nothing leaks, nothing is half made. */
static void test_without_memory(void **state)
{
    int s, change = people_change(&p, "record at the bedside"), result = WR_ERR_MEMORY;

    (void)state;
    (void)three_groups();
    s = people_statement(&p, "again", change);
    people_invite(&p, s, nurses, 20, 10);
    people_rate(&p, s, nurses, "2233778889");
    people_rate(&p, s, porters, "777");
    p.ratings[0].reason = "tea";
    p.ratings[11].reason = "milk";
    p.ratings[11].person = "A. Example";
    for (long i = 0; result != 0 && i < 200; i++) {
        struct wr_voices_unheard *list;
        struct wr_voices_result r;
        struct wr_arena own;
        size_t n;
        wr_arena_init(&own, 0);
        (void)wr_mem_fail_after(i);
        result = wr_voices_look(&p.agree, s, &own, &r);
        if (result == 0)
            result = wr_voices_unheard(&p.agree, change, &own, &list, &n);
        (void)wr_mem_fail_after(-1);
        assert_true(result == 0 || result == WR_ERR_MEMORY);
        assert_true(i > 0 || result == WR_ERR_MEMORY);
        wr_arena_free(&own);
    }
    assert_int_equal(result, 0);
}

static void test_counts_in_words(void **state)
{
    static const struct {
        struct wr_shown count;
        const char *words;
    } told[] = {{{12, 12}, "12"}, {{0, 0}, "0"}, {{1, 4}, "fewer than 5"}, {{0, 4}, "at most 4"}, {{14, 17}, "14 to 17"}};
    struct wr_buf out;

    (void)state;
    wr_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        wr_buf_clear(&out);
        wr_voices_say_count(told[i].count, &out);
        check_text(wr_buf_string(&out), told[i].words);
    }
    wr_buf_clear(&out);
    wr_voices_say_share((struct wr_share){0.72, 0.8}, &out);
    check_text(wr_buf_string(&out), "72% to 80%");
    wr_buf_clear(&out);
    wr_voices_say_share((struct wr_share){NAN, NAN}, &out);
    check_text(wr_buf_string(&out), "not known");
    wr_buf_free(&out);
    check_text(wr_gradient_words(5), "don't like but will support");
    check_text(wr_gradient_words(8), "no gradient");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_settled),
                                       TEST(test_groups_differ),
                                       TEST(test_divided_within),
                                       TEST(test_too_few),
                                       TEST(test_disagreement_is_told_before_few),
                                       TEST(test_last_round_counts),
                                       TEST(test_coverage),
                                       TEST(test_who_should_be_heard),
                                       TEST(test_reasons),
                                       TEST(test_gradients),
                                       TEST(test_threshold),
                                       TEST(test_consensus),
                                       TEST(test_a_small_group_enters_nothing),
                                       TEST(test_only_what_is_shown_counts),
                                       TEST(test_day_and_night),
                                       TEST(test_nobody_counts_twice),
                                       TEST(test_without_memory),
                                       TEST(test_counts_in_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
