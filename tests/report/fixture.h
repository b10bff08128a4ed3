/* A small service with hostile names, and a trial of it filled in by hand: the page can be tested without a run, and its figures are known.
 * Three variants: do nothing, records at the bedside, evening doctor; a fourth, all changes, is there and does exactly as much as the second: a test that
 * wants it sets trial.n_variants to 4. */
#ifndef WR_TESTS_REPORT_FIXTURE_H
#define WR_TESTS_REPORT_FIXTURE_H

#include "report/report.h"

struct fixture {
    struct wr_source source;
    struct wr_mistakes mistakes;
    struct wr_model model;
    struct wr_trial trial;
    struct wr_why why;
    const struct wr_why *whys[1];
    struct wr_report_input input;
};

/* Fails the test when the service cannot be read. */
void fixture_init(struct fixture *f);
void fixture_free(struct fixture *f);

#endif
