/* The network: its columns and links are those of the method; the list says all that the picture says; costs are counted once. */
#include "support/check.h"

#include <stdio.h>

#include "agree/map.h"
#include "agree/systems.h"
#include "agree/trace.h"
#include "trial/say.h"
#include "whole.h"

struct drawn {
    struct whole w;
    struct wr_network map;
};

static void draw(struct drawn *d, const char *from, const char *to)
{
    whole_open(&d->w, from, to);
    assert_int_equal(wr_network_build(&d->w.graph, &d->map), 0);
}

static void put_away(struct drawn *d)
{
    wr_network_free(&d->map);
    whole_close(&d->w);
}

static int entry(const struct drawn *d, const char *is, const char *name)
{
    for (size_t i = 0; i < d->map.n_entries; i++)
        if (strcmp(d->map.entries[i].is, is) == 0 && strcmp(d->map.entries[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* All links, "from > to" a line, in the order of the map. */
static void all_links(const struct drawn *d, struct wr_buf *out)
{
    for (size_t i = 0; i < d->map.n_links; i++)
        wr_buf_printf(out, "%s > %s\n", d->map.entries[d->map.links[i].from].name, d->map.entries[d->map.links[i].to].name);
}

/* From driver to enabler, worked out by hand from whole.h. The system and what it hangs on lead to the task that goes live, not past it. */
static void test_links(void **state)
{
    struct wr_buf got;
    struct drawn d;

    (void)state;
    wr_buf_init(&got, 0);
    draw(&d, NULL, NULL);
    all_links(&d, &got);
    check_text(wr_buf_string(&got), "inspection > safe\n"
                                    "inspection > timely\n"
                                    "known allergies > safe\n"
                                    "moved sooner > timely\n"
                                    "record > known allergies\n"
                                    "more porters > moved sooner\n"
                                    "i1 > record\n"
                                    "teach > record\n"
                                    "record goes live > record\n"
                                    "porters begin > more porters\n"
                                    "shared-care-record > record\n"
                                    "allergies > record\n"
                                    "patient record > record goes live\n"
                                    "network > record goes live\n");
    assert_int_equal(entry(&d, "issue", "i2"), -1); /* closed: nothing is to be done */
    assert_int_equal(entry(&d, "capability", "eobs"), -1);
    put_away(&d);
    wr_buf_clear(&got);
    draw(&d, "record goes live: {change: record, owner: ward sister, after: [teach], go live: yes,",
         "record goes live: {change: record, after: [teach],");
    all_links(&d, &got);
    assert_non_null(strstr(wr_buf_string(&got), "patient record > record\n")); /* nothing goes live: straight to the change */
    assert_non_null(strstr(wr_buf_string(&got), "network > record\n"));
    assert_true(d.map.entries[entry(&d, "task", "record goes live")].wants_owner);
    assert_false(d.map.entries[entry(&d, "task", "teach")].wants_owner);
    put_away(&d);
    wr_buf_free(&got);
}

/* Section 1.1 of the method, all 36 pairs: these seven and no others. */
static void test_legal(void **state)
{
    static const char legal[WR_MAP_COLUMNS][WR_MAP_COLUMNS + 1] = {
        /* to: D O B C E T */
        [WR_MAP_DRIVER] = ".x....",          [WR_MAP_OBJECTIVE] = "......",       [WR_MAP_BENEFIT] = ".x....",
        [WR_MAP_BUSINESS_CHANGE] = "..x...", [WR_MAP_ENABLING_CHANGE] = "...x..", [WR_MAP_ENABLER] = "...xx.",
    };
    struct drawn d;

    (void)state;
    for (int from = 0; from < WR_MAP_COLUMNS; from++)
        for (int to = 0; to < WR_MAP_COLUMNS; to++)
            assert_int_equal(wr_network_is_legal((enum wr_network_column)from, (enum wr_network_column)to), legal[from][to] == 'x');
    draw(&d, "    need: [n2]\n", "    need: [n2]\n    needs first: [record, network, teach, a miracle]\n");
    for (size_t i = 0; i < d.map.n_links; i++)
        assert_true(wr_network_is_legal(d.map.entries[d.map.links[i].from].column, d.map.entries[d.map.links[i].to].column));
    check_text(d.map.entries[entry(&d, "change", "more porters")].state,
               "needs first the change record"); /* said: the method draws no such link */
    assert_true(entry(&d, "prerequisite", "a miracle") >= 0);
    put_away(&d);
}

static void gather(void *self, int level, const char *sentence)
{
    struct wr_buf *out = self;

    assert_true(level >= 0 && level <= 2);
    assert_true(strchr("?.!", sentence[strlen(sentence) - 1]) != NULL); /* whole sentences */
    assert_null(strchr(sentence, '\n'));
    wr_buf_printf(out, "%d %s\n", level, sentence);
}

/* A word of the picture's text as it stands there: escaped, and broken into lines. */
static void unbroken(const char *from, const char *to, struct wr_buf *out)
{
    for (; from < to; from++) {
        if (from[0] == '\\' && from[1] == 'n') {
            wr_buf_char(out, ' ');
            from++;
        } else if (from[0] == '\\') {
            wr_buf_char(out, *++from);
        } else {
            wr_buf_char(out, *from);
        }
    }
}

/* Every box: what it says, word for word, stands in the list too; every arrow is said at both its ends. */
static void list_holds(const struct drawn *d, bool right_to_left)
{
    struct wr_buf dot, list, want, one;
    size_t boxes = 0, arrows = 0;

    wr_buf_init(&dot, 0);
    wr_buf_init(&list, 0);
    wr_buf_init(&want, 0);
    wr_buf_init(&one, 0);
    wr_network_dot(&d->map, &dot);
    wr_say_data(&list, &d->w.s.model); /* the command says it above its list */
    assert_int_equal(wr_network_say(&d->map, right_to_left, gather, &list), 0);
    for (const char *at = wr_buf_string(&dot); (at = strstr(at, "label=\"")) != NULL;) {
        const char *end = at += strlen("label=\"");
        while (*end != '"')
            end += end[0] == '\\' ? 2 : 1;
        wr_buf_clear(&want);
        unbroken(at, end, &want);
        for (const char *word = wr_buf_string(&want); *word != '\0';) {
            size_t n = strcspn(word, " ");
            wr_buf_clear(&one);
            wr_buf_add(&one, word, n);
            /* "owner:" begins a sentence in the list */
            if (n > 0 && strcmp(wr_buf_string(&one), "owner:") != 0 && strstr(wr_buf_string(&list), wr_buf_string(&one)) == NULL)
                fail_msg("the picture says `%s` (in `%s`), the list does not", wr_buf_string(&one), wr_buf_string(&want));
            word += n + (word[n] == ' ');
        }
        boxes++;
    }
    assert_int_equal(boxes, 1 + d->map.n_entries + WR_MAP_COLUMNS);
    assert_non_null(strstr(wr_buf_string(&dot), "label=\"Invented example: decide"));
    for (const char *at = wr_buf_string(&dot); (at = strstr(at, "tailport")) != NULL; at++)
        arrows++;
    assert_int_equal(arrows, d->map.n_links);
    for (size_t i = 0; i < d->map.n_links; i++) {
        const struct wr_network_entry *ends[] = {&d->map.entries[d->map.links[i].from], &d->map.entries[d->map.links[i].to]};
        for (int k = 0; k < 2; k++) {
            const char *at, *next;
            wr_buf_clear(&want);
            wr_buf_printf(&want, "\n1 %s (%s)", ends[k]->label, ends[k]->is);
            at = strstr(wr_buf_string(&list), wr_buf_string(&want));
            assert_non_null(at);
            next = strstr(at + 3, "\n1 ");
            at = strstr(at + 3, ends[1 - k]->label);
            if (at == NULL || (next != NULL && at > next))
                fail_msg("`%s` leads to `%s` in the picture; the list does not say so at `%s`", ends[0]->label, ends[1]->label,
                         ends[k]->label);
        }
    }
    wr_buf_free(&dot);
    wr_buf_free(&list);
    wr_buf_free(&want);
    wr_buf_free(&one);
}

static void test_list_is_equal(void **state)
{
    struct drawn d;

    (void)state;
    draw(&d, NULL, NULL);
    list_holds(&d, false);
    list_holds(&d, true);
    put_away(&d);
    draw(&d, "    owner: head porter\noptions", "options");
    list_holds(&d, false);
    put_away(&d);
}

static void test_words(void **state)
{
    struct wr_buf list;
    struct drawn d;

    (void)state;
    wr_buf_init(&list, 0);
    draw(&d, "    owner: consultant\n", "");
    assert_int_equal(wr_network_say(&d.map, false, gather, &list), 0);
    check_golden(wr_buf_string(&list), "agree/map.txt");
    put_away(&d);
    wr_buf_free(&list);
}

/* £10k (8 to 12.5) and nothing once, £2k and £30k a year; systems: £5k once, £1k and £3k (2 to 5) a year. A system that two changes need counts once. */
static void test_costs(void **state)
{
    struct wr_buf said;
    struct drawn d;

    (void)state;
    wr_buf_init(&said, 0);
    draw(&d, "depends on: [network], ", "depends on: [network], changes: [record, more porters], ");
    check_near(d.map.costs.changes_once.value, 10e3, 1e-6);
    check_near(d.map.costs.changes_once.low, 8e3, 1e-6);
    check_near(d.map.costs.changes_once.high, 12.5e3, 1e-6);
    check_near(d.map.costs.changes_a_year.value, 32e3, 1e-6);
    assert_false(d.map.costs.changes_a_year.has_range);
    check_near(d.map.costs.systems_once.value, 5e3, 1e-6);
    check_near(d.map.costs.systems_a_year.value, 4e3, 1e-6);
    check_near(d.map.costs.systems_a_year.low, 3e3, 1e-6);
    check_near(d.map.costs.systems_a_year.high, 6e3, 1e-6);
    assert_int_equal(wr_network_say_costs(&d.map, gather, &said), 0);
    check_text(wr_buf_string(&said), "1 All changes together: £10k (£8k to £12.5k) once and £32k a year, each change counted once, however "
                                     "many benefits it brings. The ranges "
                                     "are those if every figure ran low, or every one high.\n"
                                     "1 All systems together: £5k once and £4k (£3k to £6k) a year, each system counted once, however many "
                                     "changes need it. The ranges are those "
                                     "if every figure ran low, or every one high.\n"
                                     "1 The two are not added up: what a change costs may hold what its system costs, and some systems are "
                                     "there and paid for already. The files "
                                     "do not say which.\n");
    put_away(&d);
    wr_buf_free(&said);
}

/* A name that would break out of the picture. */
static void test_hostile_names(void **state)
{
    struct wr_buf dot, svg;
    struct drawn d;
    const char *why = NULL;

    (void)state;
    wr_buf_init(&dot, 0);
    wr_buf_init(&svg, 0);
    draw(&d, "says: The bay has no signal,", "says: \"\\\"];evil [label=\\\"<script>alert(1)</script> \\\\\",");
    wr_network_dot(&d.map, &dot);
    assert_non_null(strstr(wr_buf_string(&dot), "\\\"];evil"));
    assert_null(strstr(wr_buf_string(&dot), " \"];evil"));
    if (wr_network_svg(NULL, &d.map, &svg, &why) == 0) {
        assert_null(strstr(wr_buf_string(&svg), "<script"));
        assert_non_null(strstr(wr_buf_string(&svg), "&lt;script&gt;"));
        assert_int_equal(strncmp(wr_buf_string(&svg), "<svg", 4), 0);
    } else {
        print_message("no picture was drawn: %s\n", why);
    }
    put_away(&d);
    wr_buf_free(&dot);
    wr_buf_free(&svg);
}

/* A service without people's files has a map all the same. */
static void test_empty(void **state)
{
    struct wr_graph graph;
    struct wr_network map;
    struct wr_buf list;
    struct small s;

    (void)state;
    wr_buf_init(&list, 0);
    assert_int_equal(small_read(&s, ""), 0);
    assert_int_equal(wr_graph_build(&s.agree, &graph), 0);
    assert_int_equal(wr_network_build(&graph, &map), 0);
    assert_int_equal(wr_network_say(&map, true, gather, &list), 0);
    assert_non_null(strstr(wr_buf_string(&list), "0 Drivers: why must we improve?\n1 None is written down.\n"));
    wr_network_free(&map);
    wr_graph_free(&graph);
    small_free(&s);
    wr_buf_free(&list);
}

static void ignore(void *self, int level, const char *sentence)
{
    (void)level;
    *(size_t *)self += strlen(sentence);
}

/* All that is computed of a folder: it must stand whatever is missing. */
static void compute_all(const struct wr_agree *agree)
{
    struct wr_findings found;
    struct wr_systems systems;
    struct wr_graph graph;
    struct wr_network map;
    struct wr_buf out;
    size_t said = 0;

    wr_buf_init(&out, 0);
    assert_int_equal(wr_graph_build(agree, &graph), 0);
    assert_int_equal(wr_network_build(&graph, &map), 0);
    assert_int_equal(wr_findings_find(&graph, &found), 0);
    assert_int_equal(wr_systems_make(&graph, &systems), 0);
    assert_int_equal(wr_network_say(&map, false, ignore, &said), 0);
    assert_int_equal(wr_network_say_costs(&map, ignore, &said), 0);
    wr_network_json(&map, &found, &out);
    wr_network_dot(&map, &out);
    wr_systems_json(&systems, -1, &out);
    for (size_t i = 0; i < graph.n_nodes; i++) {
        struct wr_trace trace;
        assert_int_equal(wr_trace_make(&graph, (int)i, &trace), 0);
        wr_trace_json(&graph, &trace, &out);
        wr_trace_free(&trace);
    }
    assert_int_equal(wr_buf_status(&out), 0);
    assert_true(said > 100);
    wr_buf_free(&out);
    wr_systems_free(&systems);
    wr_findings_free(&found);
    wr_network_free(&map);
    wr_graph_free(&graph);
}

/* `text` without its n-th line; NULL when it has no such line. */
static char *without_line(const char *text, size_t n)
{
    const char *line = text, *end;
    struct wr_buf out;
    char *copy;

    while (n-- > 0 && *line != '\0')
        line += strcspn(line, "\n") + 1;
    if (*line == '\0')
        return NULL;
    end = line + strcspn(line, "\n") + 1;
    wr_buf_init(&out, 0);
    wr_buf_add(&out, text, (size_t)(line - text));
    wr_buf_text(&out, end);
    copy = wr_mem_text(wr_buf_string(&out));
    wr_buf_free(&out);
    return copy;
}

/* Each line of the files is left out in turn; what the reader still accepts must be computed. */
static void test_line_by_line(void **state)
{
    size_t read = 0;

    (void)state;
    for (int file = 0; file < 2; file++) {
        char *text;
        for (size_t n = 0; (text = without_line(file == 0 ? whole_service : whole_people, n)) != NULL; n++) {
            struct small s;
            if (small_read_with(&s, file == 0 ? text : whole_service, file == 0 ? whole_people : text) == 0) {
                compute_all(&s.agree);
                read++;
            }
            small_free(&s);
            wr_mem_free(text);
        }
    }
    assert_true(read >= 30);
}

static void test_memory(void **state)
{
    struct wr_graph graph;
    struct wr_network map;
    struct whole w;
    long n;

    (void)state;
    whole_open(&w, NULL, NULL);
    wr_mem_fail_after(-1);
    assert_int_equal(wr_graph_build(&w.s.agree, &graph), 0);
    assert_int_equal(wr_network_build(&graph, &map), 0);
    n = wr_mem_fail_after(-1);
    wr_network_free(&map);
    wr_graph_free(&graph);
    for (long i = 0; i < n; i++) {
        int result;
        memset(&map, 0, sizeof map);
        wr_mem_fail_after(i);
        result = wr_graph_build(&w.s.agree, &graph);
        if (result == 0)
            result = wr_network_build(&graph, &map);
        wr_mem_fail_after(-1);
        assert_int_equal(result, WR_ERR_MEMORY);
        wr_network_free(&map);
        wr_graph_free(&graph);
    }
    whole_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_links), cmocka_unit_test(test_legal),        cmocka_unit_test(test_list_is_equal),
        cmocka_unit_test(test_words), cmocka_unit_test(test_costs),        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_empty), cmocka_unit_test(test_line_by_line), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
