/* What each item of ACCORD asks, in short words, under which key people write it, and who could. */
#include <string.h>

#include "agree/consult_internal.h"
#include "base/text.h"

#define LEADS "whoever led the consultation"
#define SECTION(name) WR_CONSULT_##name

static const struct wr_consult_item items[WR_CONSULT_ITEMS] = {
    {SECTION(TITLE), "T1", "Title", "That it was a consultation to find agreement, and by which method", "title", LEADS, NULL, NULL},
    {SECTION(INTRODUCTION), "I1", "Why people were asked", "Why agreement was sought in this way and not another", "why", LEADS, NULL,
     NULL},
    {SECTION(INTRODUCTION), "I2", "Aim", "What it is for, for whom, and how far it reaches", "aim", LEADS, NULL, NULL},
    {SECTION(INTRODUCTION), "I3", "Earlier versions", "Whether it brings an older paper up to date, and why", "update", LEADS, NULL, NULL},
    {SECTION(METHODS), "M1", "Registration", "Whether and where it was registered before it began", "registration", "the research office",
     NULL, NULL},
    {SECTION(METHODS), "M2", "Who led it", "Who led it, and what they know about the matter", "led by", LEADS, NULL, NULL},
    {SECTION(METHODS), "M3", "Who was chosen", "Who could take part, why so many, and who chose them", "selection", LEADS, NULL, NULL},
    {SECTION(METHODS), "M4", "Recruitment", "How people were invited", "recruitment", "whoever sent the invitations", NULL, NULL},
    {SECTION(METHODS), "M5", "Patients and public", "What part patients, carers and the public had", "patients", "the patients' panel",
     NULL, NULL},
    {SECTION(METHODS), "M6", "Preparation", "How the question was arrived at", "preparation", LEADS, NULL, NULL},
    {SECTION(METHODS), "M7", "Search of the literature", "How what is known was searched for", "literature",
     "the library, or the clinical lead", NULL, NULL},
    {SECTION(METHODS), "M8", "Evidence given", "How what is known was put together, and whether people were given it", "evidence",
     "the clinical lead", NULL, NULL},
    {SECTION(METHODS), "M9", "Method", "How answers were gathered and agreement looked for", "method", LEADS, NULL, NULL},
    {SECTION(METHODS), "M10", "Questions and answers", "How the question was put, and how people could answer, explain and add to it",
     "materials", LEADS, NULL, NULL},
    {SECTION(METHODS), "M11", "Purpose of each round", "What each round was for", "purpose of rounds", LEADS, NULL, NULL},
    {SECTION(METHODS), "M12", "What counts as agreement", "What counts as agreement, fixed how, and why so", "agreement", LEADS, NULL,
     NULL},
    {SECTION(METHODS), "M13", "What went on to the next round", "Whether what was agreed was asked again", "next round", LEADS, NULL, NULL},
    {SECTION(METHODS), "M14", "How answers were given", "For each round: alone or in a group, on paper or otherwise", "answers given",
     "whoever collected the answers", NULL, NULL},
    {SECTION(METHODS), "M15", "How answers were worked up", "What was done with the answers", "analysis", LEADS, NULL, NULL},
    {SECTION(METHODS), "M16", "Trying it out", "Whether the question and the paper were tried out first", "trying out", LEADS, NULL, NULL},
    {SECTION(METHODS), "M17", "Telling people back", "How people were told the result of each round", "told back", LEADS, NULL, NULL},
    {SECTION(METHODS), "M18", "Anonymity", "Who could see whose answer, and how that was kept", "anonymity",
     "the information governance lead", NULL, NULL},
    {SECTION(METHODS), "M19", "Leaders' part in the answers", "Whether those who led it also answered or decided", "leaders", LEADS, NULL,
     NULL},
    {SECTION(METHODS), "M20", "Incentives", "What people were given for taking part", "incentives", LEADS, NULL, NULL},
    {SECTION(METHODS), "M21", "Access", "What was done so that everybody could take part", "access", "the equality lead", NULL, NULL},
    {SECTION(RESULTS), "R1", "Dates", "When it began, how long each round took, and what was late", "dates", LEADS, NULL, NULL},
    {SECTION(RESULTS), "R2", "What was done otherwise", "What was done otherwise than planned, and why", "changes of plan", LEADS, NULL,
     NULL},
    {SECTION(RESULTS), "R3", "Who took part", "For each round: how many, of how many, and who they are", "participants", LEADS, NULL, NULL},
    {SECTION(RESULTS), "R4", "Outcome", "The outcome, in numbers and in words", "outcome", LEADS, NULL, NULL},
    {SECTION(RESULTS), "R5", "What was changed or dropped", "Which questions were changed or dropped on the way, when and why", "dropped",
     LEADS, NULL, NULL},
    {SECTION(DISCUSSION), "D1", "Strengths and limits", "What is strong and what is weak about how it was done", "limits", LEADS, NULL,
     NULL},
    {SECTION(DISCUSSION), "D2", "What others found", "Whether it fits what is known, and if not, why", "what others found",
     "the clinical lead", NULL, NULL},
    {SECTION(OTHER), "O1", "Who stands behind it", "Which bodies endorse it, and what their part was", "endorsed by", LEADS, NULL, NULL},
    {SECTION(OTHER), "O2", "Interests", "Who has an interest in the outcome, and what was done about it", "interests",
     "everybody who led it, one by one", NULL, NULL},
    {SECTION(OTHER), "O3", "Funding", "Who paid, and what part they had", "funding", "finance", NULL, NULL},
};

const char *wr_consult_section_words(enum wr_consult_section section)
{
    static const char *const words[WR_CONSULT_SECTIONS] = {"Title",   "Introduction", "Methods",
                                                           "Results", "Discussion",   "Other information"};

    return (size_t)section < WR_CONSULT_SECTIONS ? words[section] : "Other information";
}

void wr_i_consult_items(struct wr_consult_item out[WR_CONSULT_ITEMS]) { memcpy(out, items, sizeof items); }

static bool is_key(const char *key)
{
    for (size_t i = 0; i < WR_CONSULT_ITEMS; i++)
        if (strcmp(items[i].key, key) == 0 || strcmp(items[i].code, key) == 0)
            return true;
    return false;
}

const char *wr_consult_unknown_key(const struct wr_statement *s, size_t nth, const char **nearest)
{
    const char *keys[WR_CONSULT_ITEMS];

    *nearest = NULL;
    for (size_t i = 0; i < WR_CONSULT_ITEMS; i++)
        keys[i] = items[i].key;
    for (size_t i = 0; i < s->n_accord; i++)
        if (!is_key(s->accord[i].key) && nth-- == 0) {
            *nearest = wr_text_nearest(s->accord[i].key, keys, WR_CONSULT_ITEMS);
            return s->accord[i].key;
        }
    return NULL;
}
