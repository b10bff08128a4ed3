#include "agree/readiness.h"

#include <string.h>

#include "agree/issues.h"
#include "base/text.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

const char *wr_nasss_domain_words(int domain)
{
    static const char *const words[WR_NASSS_DOMAINS] = {"condition",    "technology",   "value",    "adopters",
                                                        "organisation", "wider system", "over time"};
    return domain >= 0 && domain < WR_NASSS_DOMAINS ? words[domain] : "not known";
}

const char *wr_nasss_domain_asks(int domain)
{
    static const char *const asks[WR_NASSS_DOMAINS] = {
        "how well is the illness understood, and who has it?",
        "does it work, what does it hang on, and can it be had again if the supplier goes?",
        "who gains, who pays, and is it worth it to both?",
        "whose work or role changes, and will they, the patients and their carers take it up?",
        "can the organisation carry it: time, money, leadership, routines?",
        "do rules, professions, other organisations and the public allow it?",
        "can it be changed and kept going over the years?",
    };
    return domain >= 0 && domain < WR_NASSS_DOMAINS ? asks[domain] : "not known";
}

const char *wr_nasss_level_words(enum wr_nasss_level level)
{
    static const char *const words[] = {"not answered", "simple", "complicated", "complex"};
    return (size_t)level < LEN(words) ? words[level] : "not known";
}

const struct wr_readiness *wr_readiness_of(const struct wr_agree *agree, int change)
{
    for (size_t i = 0; i < agree->n_readiness; i++)
        if (agree->readiness[i].change == change)
            return &agree->readiness[i];
    return NULL;
}

/* The issue that a complex answer opened: the one it names, else one of its change and domain; -1. */
static int issue_of(const struct wr_agree *agree, const struct wr_readiness *r, int domain)
{
    if (r->domain[domain].issue >= 0)
        return r->domain[domain].issue;
    for (size_t i = 0; i < agree->n_issues; i++)
        if (agree->issues[i].change == r->change && agree->issues[i].domain == domain)
            return (int)i;
    return -1;
}

static void look_at_complex(const struct wr_agree *agree, const struct wr_readiness *r, int domain, struct wr_lack lack,
                            struct wr_lacks *out)
{
    const struct wr_domain_answer *a = &r->domain[domain];
    int i = issue_of(agree, r, domain);
    const char *says = wr_text_is_blank(a->says) ? "no reason given" : a->says;

    lack.where = a->where;
    if (i < 0) {
        lack.do_ = "open an issue for it with an owner, a plan and a date (issue: here, and the issue in issues/)";
        wr_lacks_add(out, lack, "the domain `%s` is complex, and no issue was opened: %s", wr_nasss_domain_words(domain), says);
        return;
    }
    lack.about = agree->issues[i].name;
    if (agree->issues[i].change != r->change) {
        lack.do_ = "open an issue of this change";
        wr_lacks_add(out, lack, "the domain `%s` is complex, and its issue %s is not about this change", wr_nasss_domain_words(domain),
                     agree->issues[i].name);
    } else if (agree->issues[i].closed) {
        lack.stops = false;
        lack.do_ = "answer the domain again, or open the issue again";
        wr_lacks_add(out, lack, "the domain `%s` is still called complex, and its issue %s is closed", wr_nasss_domain_words(domain),
                     agree->issues[i].name);
    }
}

void wr_readiness_check(const struct wr_agree *agree, int change, struct wr_lacks *out)
{
    const struct wr_readiness *r = wr_readiness_of(agree, change);
    const struct wr_change *c = &agree->model->changes[change];
    struct wr_lack lack = {.kind = WR_LACK_READINESS, .stops = true, .change = change, .where = c->where};

    lack.who = wr_lacks_who(out, agree, c->owner);
    if (r == NULL) {
        lack.do_ = "sit down with those who would work with it and answer all seven, in words and a level (readiness: in issues/)";
        wr_lacks_add(out, lack, "nobody has asked how ready we are: none of the seven domains is answered");
        return;
    }
    for (int d = 0; d < WR_NASSS_DOMAINS; d++) {
        if (r->domain[d].level == WR_NASSS_UNSAID) {
            lack.where = r->where;
            lack.about = NULL;
            lack.do_ = wr_lacks_say(out, "ask those who would work with it: %s (%s: in readiness)", wr_nasss_domain_asks(d),
                                    wr_nasss_domain_words(d));
            wr_lacks_add(out, lack, "nobody has answered the domain `%s`", wr_nasss_domain_words(d));
        } else if (r->domain[d].level == WR_NASSS_COMPLEX) {
            look_at_complex(agree, r, d, lack, out);
        }
    }
}
