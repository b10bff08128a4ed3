/* What each fuzz target gives: one function that takes any bytes and must come back, without a crash, a leak or a broken promise.
 * Built twice: with libFuzzer (-Dfuzz=true, clang), and with replay.c into an ordinary test that runs every seed. */
#ifndef WR_TESTS_FUZZ_H
#define WR_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A broken promise: says which, and ends the process so that the fuzzer keeps the input. */
#define must(condition)                                                                                                                    \
    do {                                                                                                                                   \
        if (!(condition)) {                                                                                                                \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);                                                \
            abort();                                                                                                                       \
        }                                                                                                                                  \
    } while (0)

/* libFuzzer's name for it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
