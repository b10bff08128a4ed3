/* Arrivals, and the draws of steps, made ahead in batches of consecutive patients (arrive.c). */
#ifndef WR_SIM_ARRIVE_INTERNAL_H
#define WR_SIM_ARRIVE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wr_i_stream {                   /* the arrivals of one kind, drawn ahead */
    uint32_t at, n;                    /* in the batch */
    uint64_t drawn;                    /* patients drawn so far */
    uint64_t first;                    /* number of the first of the batch */
    double t;                          /* of the last drawn; RATE: when the present stretch of one rate began */
    double since;                      /* RATE: cumulated rate from then to the last drawn */
    double rate, rate_end, hour_close; /* RATE: holds until; the hour of the week `hour` ends */
    uint32_t hour;
    int64_t day;           /* BOOKED: days after the start's, */
    uint32_t moment, left; /* the next moment of it, and how many are still to come at the last */
    /* Ways of coming that follow one another (arrive_stages.c): the present one, its next row (FILE); of the batch, how many numbers are drawn (n: of
     * those the next that are nobody's); how many were nobody's so far. */
    uint32_t way, filled;
    size_t row;
    uint64_t nobody;
    double *time;         /* WR_I_BATCH */
    double **attribute_u; /* by attribute of the kind, as they are drawn; NULL where `category` holds them */
    uint8_t **category;   /* of the plain ones */
};

/* What one kind of patient draws at one step, made ahead for batches of consecutive patients: cheaper by far than one by one, and the same to
 * the bit. It is done while enough of them come to that step (arrive.c). */
struct wr_i_ahead {
    /* WR_I_RING each, by number - 1. x: how long it takes or, when that is not PLAIN, the uniform number that gives it; u: of `then` */
    double *x, *u;
    uint32_t from; /* those of this number and later are there, as far as patients have been drawn; UINT32_MAX: none */
    uint32_t used; /* asked for lately */
};

#endif
