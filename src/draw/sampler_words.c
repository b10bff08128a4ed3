/* The words of the service file for kinds of distribution and their parameters, and which go together. */
#include "draw/sampler_internal.h"

#include "base/text.h"

#define BIT(p) (1u << WR_PARAM_##p)

/* Each kind: its word, the sets of parameters that it may be given by (0 ends the list), and the same for people. */
static const struct kind_words {
    const char *word;
    uint32_t sets[5];
    const char *allows;
} kinds[WR_SAMPLER_KINDS] = {
    [WR_SAMPLER_CONSTANT] = {"constant", {BIT(VALUE)}, "one value"},
    [WR_SAMPLER_UNIFORM] = {"uniform", {BIT(FROM) | BIT(TO)}, "from with to"},
    [WR_SAMPLER_TRIANGULAR] = {"triangular", {BIT(FROM) | BIT(LIKELIEST) | BIT(TO)}, "from, likeliest and to"},
    [WR_SAMPLER_EXPONENTIAL] = {"exponential", {BIT(MEAN)}, "mean"},
    [WR_SAMPLER_LOGNORMAL] = {"lognormal",
                              {BIT(MEAN) | BIT(SD), BIT(MEAN) | BIT(CV), BIT(MEDIAN) | BIT(P95), BIT(LOG_MEAN) | BIT(LOG_SD)},
                              "mean with sd or cv; median with p95; log mean with log sd"},
    [WR_SAMPLER_NORMAL] = {"normal",
                           {BIT(MEAN) | BIT(SD), BIT(MEAN) | BIT(CV), BIT(MEDIAN) | BIT(P95)},
                           "mean with sd or cv; median with p95"},
    [WR_SAMPLER_GAMMA] = {"gamma",
                          {BIT(MEAN) | BIT(SD), BIT(MEAN) | BIT(CV), BIT(SHAPE) | BIT(SCALE), BIT(MEAN) | BIT(SHAPE)},
                          "mean with sd, cv or shape; shape with scale"},
    [WR_SAMPLER_ERLANG] = {"erlang", {BIT(MEAN) | BIT(SHAPE), BIT(SHAPE) | BIT(SCALE)}, "shape, a whole number, with mean or scale"},
    [WR_SAMPLER_WEIBULL] = {"weibull",
                            {BIT(SHAPE) | BIT(SCALE), BIT(MEAN) | BIT(SHAPE), BIT(MEAN) | BIT(SD), BIT(MEAN) | BIT(CV)},
                            "shape with scale; mean with shape, sd or cv"},
    [WR_SAMPLER_BETA] = {"beta",
                         {BIT(MEAN) | BIT(SD), BIT(MEAN) | BIT(CV), BIT(ALPHA) | BIT(BETA)},
                         "mean with sd or cv; alpha with beta; each also with from and to"},
    [WR_SAMPLER_POISSON] = {"poisson", {BIT(MEAN)}, "mean"},
    [WR_SAMPLER_VALUES] = {"empirical", {0}, "values, or quantiles"},
    [WR_SAMPLER_QUANTILES] = {"empirical", {0}, "values, or quantiles"},
    [WR_SAMPLER_DISCRETE] = {"discrete", {0}, "values with their chances"},
};

static const char *const params[WR_PARAM_COUNT] = {
    [WR_PARAM_VALUE] = "value",
    [WR_PARAM_MEAN] = "mean",
    [WR_PARAM_SD] = "sd",
    [WR_PARAM_CV] = "cv",
    [WR_PARAM_MEDIAN] = "median",
    [WR_PARAM_P95] = "p95",
    [WR_PARAM_SHAPE] = "shape",
    [WR_PARAM_SCALE] = "scale",
    [WR_PARAM_LOG_MEAN] = "log mean",
    [WR_PARAM_LOG_SD] = "log sd",
    [WR_PARAM_FROM] = "from",
    [WR_PARAM_LIKELIEST] = "likeliest",
    [WR_PARAM_TO] = "to",
    [WR_PARAM_ALPHA] = "alpha",
    [WR_PARAM_BETA] = "beta",
    [WR_PARAM_AT_LEAST] = "at least",
    [WR_PARAM_AT_MOST] = "at most",
};

const char *wr_sampler_kind_name(enum wr_sampler_kind kind) { return kind < WR_SAMPLER_KINDS ? kinds[kind].word : "?"; }

int wr_sampler_kind_of(const char *word)
{
    for (int i = 0; i < WR_SAMPLER_KINDS; i++)
        if (wr_text_equal(kinds[i].word, word))
            return i;
    return -1;
}

const char *wr_param_name(enum wr_param p) { return p < WR_PARAM_COUNT ? params[p] : "?"; }

int wr_param_of(const char *word)
{
    for (int i = 0; i < WR_PARAM_COUNT; i++)
        if (wr_text_equal(params[i], word))
            return i;
    return -1;
}

const char *wr_sampler_kind_allows(enum wr_sampler_kind kind) { return kind < WR_SAMPLER_KINDS ? kinds[kind].allows : ""; }

bool wr_sampler_kind_takes(enum wr_sampler_kind kind, enum wr_param p)
{
    if (kind >= WR_SAMPLER_KINDS || p >= WR_PARAM_COUNT)
        return false;
    uint32_t all = BIT(AT_LEAST) | BIT(AT_MOST) | (kind == WR_SAMPLER_BETA ? BIT(FROM) | BIT(TO) : 0);
    for (int i = 0; i < 5; i++)
        all |= kinds[kind].sets[i];
    return (all >> p & 1u) != 0;
}

bool wr_i_sampler_set_allowed(enum wr_sampler_kind kind, uint32_t given)
{
    given &= ~(BIT(AT_LEAST) | BIT(AT_MOST));
    if (kind == WR_SAMPLER_BETA) {
        uint32_t ends = given & (BIT(FROM) | BIT(TO));
        if (ends != 0 && ends != (BIT(FROM) | BIT(TO)))
            return false;
        given &= ~ends;
    }
    for (int i = 0; i < 5; i++)
        if (given == kinds[kind].sets[i] && (given != 0 || i == 0))
            return true;
    return false;
}
