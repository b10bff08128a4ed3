#include "agree/coverage.h"

#include <math.h>

static struct wr_share share(struct wr_shown part, int of)
{
    if (of <= 0)
        return (struct wr_share){NAN, NAN};
    return (struct wr_share){part.low / (double)of, part.high / (double)of};
}

void wr_coverage_fill(struct wr_coverage *c, bool should)
{
    c->coverage = share(c->heard, c->invited);
    c->reach = c->invited >= 0 ? share(wr_shown_exactly(c->invited), c->in_post) : share(wr_shown_exactly(0), 0);
    c->of_post = share(c->heard, c->in_post);
    c->night_of_post = share(c->night_heard, c->night_in_post);
    if (should && c->invited <= 0) { /* nobody asked them: that is no lack of answers, and counts all the same */
        if (c->heard.high == 0)
            c->coverage = (struct wr_share){0, 0};
        if (c->in_post > 0)
            c->reach = (struct wr_share){0, 0};
    }
}
