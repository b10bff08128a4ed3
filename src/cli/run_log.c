/* run --log: the event log of one run, for process mining. */
#include "cli/log_internal.h"
#include "cli/run_internal.h"
#include "sim/sim.h"

int wr_i_run_log_name(const char *path, struct wr_buf *err)
{
    if (wr_i_log_is_csv(path) || wr_i_log_is_xes(path))
        return 0;
    wr_buf_printf(err, "wardround: --log wants a file whose name ends in .csv or .xes, not `%s`\n", path);
    return wr_fail(WR_ERR_USAGE);
}

int wr_i_run_log(const struct wr_ctx *ctx, const struct wr_i_cli_service *service, const char *path, const struct wr_trial_variant *variant,
                 const struct wr_trial_settings *settings, unsigned long long replication, struct wr_buf *err)
{
    struct wr_i_log_about about = {variant->label, replication, settings->has_seed ? settings->seed : service->model.run.seed};
    struct wr_i_run_one one;
    struct wr_i_log log = {0};
    struct wr_sim_watcher watcher = {.event = wr_i_log_line, .self = &log};
    int ret = wr_i_run_one_begin(service, variant, settings->view, &one, err);

    if (ret != 0)
        goto out;
    ret = wr_i_log_begin(&log, path, &one.model, &about);
    if (ret == 0) {
        ret = wr_i_run_one(ctx, &one, settings, replication, &watcher, err);
        if (ret != 0)
            goto out; /* said already; of the file nothing stays */
        ret = wr_i_log_finish(&log);
    }
    if (ret != 0)
        wr_buf_printf(err, "wardround: %s could not be written: %s\n", path,
                      log.why != NULL && *log.why != '\0' ? log.why : wr_err_words(ret));
    else
        wr_buf_printf(err, "written: %s: %llu events of %llu simulated patients, %s, replication %llu\n", path,
                      (unsigned long long)log.events, (unsigned long long)log.arrivals, variant->label, replication);
out:
    wr_i_log_end(&log);
    wr_i_run_one_end(&one);
    return ret;
}
