/* Results of functions: 0, or one of these negative codes.
 *
 * A code says why a call could not do its work. What a person wrote wrongly in a file is not an error in this sense: it is
 * collected as data in a list of mistakes (mistakes.h), and the call then returns WR_ERR_MISTAKES. */
#ifndef WR_BASE_ERR_H
#define WR_BASE_ERR_H

/* One list of all codes: name, value, exit status of the command line, words.
 * Exit status 2: the user's text or words; 1: disk, rights, memory, anything else; 3: not ready, where that was asked for. */
#define WR_ERR_LIST(X)                                                                                                                     \
    X(WR_ERR_MEMORY, -1, 1, "out of memory")                                                                                               \
    X(WR_ERR_MISTAKES, -2, 2, "there are mistakes in the text")                                                                            \
    X(WR_ERR_LIMIT, -3, 2, "a stated limit was passed")                                                                                    \
    X(WR_ERR_FILE, -4, 1, "a file could not be read or written")                                                                           \
    X(WR_ERR_USAGE, -5, 2, "the command's words are not understood")                                                                       \
    X(WR_ERR_CANCELLED, -6, 130, "stopped on request")                                                                                     \
    X(WR_ERR_UNSUPPORTED, -7, 2, "the file asks for something that is not simulated yet")                                                  \
    X(WR_ERR_TOOL, -8, 1, "another program that is needed did not work")                                                                   \
    X(WR_ERR_PIPE, -9, 0, "the reader of our output has gone")                                                                             \
    X(WR_ERR_INTERNAL, -10, 1, "a fault of this program: please report it")                                                                \
    X(WR_ERR_NOT_READY, -11, 3, "not ready: something is missing")

#define WR_ERR_ENUM(name, value, exit_status, words) name = value,
enum wr_err { WR_OK = 0, WR_ERR_LIST(WR_ERR_ENUM) };
#undef WR_ERR_ENUM

/* The words of a code. Never NULL; static storage. */
const char *wr_err_words(int code);
/* The exit status that the command line gives for a code. */
int wr_err_exit_status(int code);

/* Marks the first report of a failure: returns `code` unchanged. Set a breakpoint on wr_i_fail_at. */
#define wr_fail(code) wr_i_fail_at((code), __FILE__, __LINE__)
int wr_i_fail_at(int code, const char *file, int line);

#if defined(__GNUC__)
#define WR_MUST_USE __attribute__((warn_unused_result))
#define WR_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define WR_NORETURN __attribute__((noreturn))
#define WR_LIKELY(x) __builtin_expect(!!(x), 1)
#define WR_UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
#define WR_MUST_USE
#define WR_PRINTF(fmt, first)
#define WR_NORETURN
#define WR_LIKELY(x) (x)
#define WR_UNLIKELY(x) (x)
#endif

#endif
