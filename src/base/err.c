#include "base/err.h"

const char *wr_err_words(int code)
{
    switch (code) {
    case WR_OK:
        return "no error";
#define WORDS(name, value, exit_status, words)                                                                                             \
    case name:                                                                                                                             \
        return words;
        WR_ERR_LIST(WORDS)
#undef WORDS
    default:
        return "an unknown error";
    }
}

int wr_err_exit_status(int code)
{
    switch (code) {
    case WR_OK:
        return 0;
#define STATUS(name, value, exit_status, words)                                                                                            \
    case name:                                                                                                                             \
        return exit_status;
        WR_ERR_LIST(STATUS)
#undef STATUS
    default:
        return 1;
    }
}

/* Kept as a call of its own in every build, so that a breakpoint here stops at each first report of a failure. */
__attribute__((noinline)) int wr_i_fail_at(int code, const char *file, int line)
{
    __asm__ volatile("" : : "r"(file), "r"(line) : "memory");
    return code;
}
