#include "base/ctx.h"

#include <time.h>
#include <unistd.h>

#include "base/buf.h"

void wr_ctx_init(struct wr_ctx *ctx)
{
    *ctx = (struct wr_ctx){.log = stderr, .level = WR_LOG_WARN, .terminal = isatty(STDERR_FILENO) == 1};
}

bool wr_ctx_stop(const struct wr_ctx *ctx)
{
    return ctx != NULL && ctx->cancel != NULL && atomic_load_explicit(ctx->cancel, memory_order_relaxed) != 0;
}

void wr_log(const struct wr_ctx *ctx, enum wr_log_level level, const char *message, const char *pairs_format, ...)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    struct wr_buf line;
    struct timespec now;
    struct tm parts;
    va_list args;

    if (ctx == NULL || ctx->log == NULL || level > ctx->level)
        return;
    wr_buf_init(&line, 64 << 10);
    clock_gettime(CLOCK_REALTIME, &now);
    if (gmtime_r(&now.tv_sec, &parts) != NULL)
        wr_buf_printf(&line, "ts=%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                      parts.tm_hour, parts.tm_min, parts.tm_sec, now.tv_nsec / 1000000);
    wr_buf_printf(&line, "level=%s msg=", names[level]);
    wr_buf_json(&line, message);
    if (pairs_format != NULL && pairs_format[0] != '\0') {
        wr_buf_char(&line, ' ');
        va_start(args, pairs_format);
        wr_buf_vprintf(&line, pairs_format, args);
        va_end(args);
    }
    wr_buf_char(&line, '\n');
    /* one write a line, so that lines of several threads stay whole; a log that cannot be written stops nobody */
    if (wr_buf_write(&line, ctx->log) != 0)
        (void)0;
    wr_buf_free(&line);
}

void wr_progress(const struct wr_ctx *ctx, const char *what, double done, double of)
{
    if (ctx != NULL && ctx->progress != NULL)
        ctx->progress(ctx->progress_self, what, done, of);
}
