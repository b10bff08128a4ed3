/* The parts of the bench. Each prints its lines and gives how many of its gates were not met, or a negative code. */
#ifndef WR_BENCH_BENCH_H
#define WR_BENCH_BENCH_H

#include <stddef.h>

struct bench {
    size_t rounds;      /* interleaved, at least 9 */
    const char *folder; /* of the services: bench/ in the source tree */
};

int bench_same_file(const struct bench *b); /* what is timed is what `run` reports on */
int bench_memory(const struct bench *b);    /* first: a child is charged with what its parent holds */
int bench_check(const struct bench *b);     /* a service file of 2 MiB */
int bench_speed(const struct bench *b);     /* M/M/1, M/M/3, ED-1, ward-2 against the hand-made loops */
int bench_options(const struct bench *b);   /* six options of ED-1 against one */
int bench_threads(const struct bench *b);   /* two threads against one, beside two copies of the hand-made loop */
int bench_crowd(const struct bench *b);     /* time an event by how many patients there are */
int bench_common(const struct bench *b);    /* how many runs common random numbers save */
int bench_schedule(const struct bench *b);  /* 10,000 draws of 500 tasks */
int bench_hospital(const struct bench *b);  /* a year of a whole hospital */
int bench_features(const struct bench *b);  /* what each part of the language costs when it is used: ED-1 with it against ED-1 */

/* "FOLDER/NAME" in the caller's buffer. */
const char *bench_path(const struct bench *b, const char *name, char *buffer, size_t size);
/* A service with `present` patients in the long run, one arrival a second, for `seconds`: its text in the caller's buffer. */
const char *bench_crowd_text(double present, double seconds, char *buffer, size_t size);

#endif
