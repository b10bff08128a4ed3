/* A whole hospital as a service file, made up for the bench: 60 places, 200 staff, 40 kinds of patient, 400 steps. */
#ifndef WR_BENCH_HOSPITAL_H
#define WR_BENCH_HOSPITAL_H

#include <stdbool.h>

#include "base/buf.h"

/* The text. plain: pathways, places, staff with rotas, blocking. Else besides: rounds, observation rounds on every ward, booked clinics with those who do not come, beds kept
 * while in theatre, patience, a record that goes down, doctors who interrupt and hand over. */
void bench_hospital_text(bool plain, struct wr_buf *out);

#endif
