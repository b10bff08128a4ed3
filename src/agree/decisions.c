/* Which decision stands, and where a chain of superseding ones ends. */
#include "agree/decisions.h"

const char *wr_decision_status_words(enum wr_decision_status status)
{
    static const char *const words[] = {"proposed", "accepted", "rejected", "superseded"};

    return (size_t)status < sizeof words / sizeof *words ? words[status] : "not known";
}

const char *wr_decision_method_words(enum wr_decision_method method)
{
    static const char *const words[] = {"how is not said", "by consent", "by vote", "by one person"};

    return (size_t)method < sizeof words / sizeof *words ? words[method] : "not known";
}

const char *wr_dissent_status_words(enum wr_dissent_status status)
{
    static const char *const words[] = {"not answered", "taken in", "risk accepted", "overruled", "withdrawn"};

    return (size_t)status < sizeof words / sizeof *words ? words[status] : "not known";
}

bool wr_decisions_has_consent(const struct wr_decision *d)
{
    for (size_t i = 0; d->method == WR_METHOD_CONSENT && i < d->n_dissent; i++)
        if (d->dissent[i].status == WR_DISSENT_UNANSWERED)
            return false;
    return true;
}

int wr_decisions_last(const struct wr_agree *agree, int decision)
{
    for (size_t steps = 0; steps <= agree->n_decisions; steps++) {
        const struct wr_decision *d = &agree->decisions[decision];
        if (d->status != WR_DECISION_SUPERSEDED || d->superseded_by < 0)
            return decision;
        decision = d->superseded_by;
    }
    return -1; /* more steps than decisions: a circle */
}

bool wr_decisions_is_about(const struct wr_agree *agree, const struct wr_decision *d, int change)
{
    const struct wr_option *o = d->option >= 0 ? &agree->model->options[d->option] : NULL;

    for (size_t i = 0; o != NULL && i < o->n_changes; i++)
        if (o->changes[i] == change)
            return true;
    return d->change == change && change >= 0;
}

int wr_decisions_standing(const struct wr_agree *agree, int change)
{
    int found = -1;

    for (size_t i = 0; i < agree->n_decisions; i++) {
        const struct wr_decision *d = &agree->decisions[i];
        if (d->status == WR_DECISION_ACCEPTED && wr_decisions_is_about(agree, d, change) &&
            (found < 0 || d->date >= agree->decisions[found].date))
            found = (int)i;
    }
    return found;
}
