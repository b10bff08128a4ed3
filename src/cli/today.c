#include "cli/today_internal.h"

#include <time.h>

#include "base/date.h"

int wr_i_cli_today(const struct wr_cli_args *args, const char *command, int *days, struct wr_buf *err)
{
    const char *given = wr_cli_get(args, "date");
    struct timespec now;
    struct tm parts;

    if (given != NULL) {
        size_t used = wr_date_read(given, days);
        if (used > 0 && given[used] == '\0')
            return 0;
        wr_buf_printf(err, "wardround %s: `%s` is no date\n    write --date 2026-01-12\n", command, given);
        return wr_fail(WR_ERR_USAGE);
    }
    clock_gettime(CLOCK_REALTIME, &now);
    if (localtime_r(&now.tv_sec, &parts) == NULL || !wr_date_days(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, days)) {
        wr_buf_printf(err, "wardround %s: the computer's clock cannot be read\n    write --date 2026-01-12\n", command);
        return wr_fail(WR_ERR_USAGE);
    }
    return 0;
}
