#include "agree/describe.h"

#include <string.h>

#include "model/schema.h"

#define LEN(a) (sizeof(a) / sizeof(a)[0])
#define REQ WR_FIELD_REQUIRED
#define F(key, type, slot, of, flags, doc, example)                                                                                        \
    {                                                                                                                                      \
        key, WR_TYPE_##type, WR_SLOT_##slot, of, flags, doc, example                                                                       \
    }
#define TEXT(key, flags, doc, example) F(key, TEXT, ANY, NULL, flags, doc, example)
#define DATE(key, doc, example) F(key, DATE, ANY, NULL, 0, doc, example)
#define CHOICE(key, words, flags, doc, example) F(key, CHOICE, ANY, words, flags, doc, example)
#define NAME(key, of, flags, doc, example) F(key, NAME, ANY, of, flags, doc, example)
#define NAMES(key, of, flags, doc, example) F(key, NAMES, ANY, of, flags, doc, example)
#define CHANGE NAME("change", "changes", 0, "The change of the service file that it is about", "record at the bedside")

static const struct wr_field people_file[] = {
    F("people", OBJECT, ANY, "people", 0, "Role groups, offices and the panel", "{groups: {ward nurses: {in post: 62, night: 20}}}"),
};
static const struct wr_field needs_file[] = {
    F("needs", OBJECTS, ANY, "need", 0, "What staff and patients say, by a short name for each",
      "{n12: {says: I walk the whole ward at two in the morning, role: healthcare assistants}}"),
};
static const struct wr_field voices_file[] = {
    F("voices", OBJECTS, ANY, "statement", 0, "What people were asked about: a change, an option, or a sentence of its own",
      "{record at the bedside: {invited: {ward nurses: 40}, opened: 2026-02-01}}"),
};
static const struct wr_field decisions_file[] = {
    F("decisions", OBJECTS, ANY, "decision", 0, "What was decided", "{d3: {about: record at the bedside, status: accepted}}"),
};
static const struct wr_field hazards_file[] = {
    F("hazards", OBJECTS, ANY, "hazard", 0, "The hazard log", "{h1: {says: Wrong patient's record open at the bedside}}"),
    F("approvals", LIST, ANY, "approval", 0, "Who approved which version of the log of a change",
      "[{change: record at the bedside, by: clinical safety officer, date: 2026-03-05, version: 3f2a}]"),
    F("risks", OBJECTS, ANY, "risk", 0, "The trust's own register: never merged with the hazard log",
      "{r1: {says: Winter comes before the wi-fi, consequence: 4, likelihood: 3}}"),
};
static const struct wr_field issues_file[] = {
    F("readiness", OBJECTS, ANY, "readiness", 0, "How ready for a change, by the seven domains: text and level",
      "{record at the bedside: {technology: {level: complicated, says: Hangs on the wi-fi}}}"),
    F("prerequisites", OBJECTS, ANY, "prerequisite", 0, "For each change: what it needs first, and who has seen to it",
      "{record at the bedside: {ward wi-fi: {says: Measured in every bay, by: head of estates, date: 2026-05-20}}}"),
    F("issues", OBJECTS, ANY, "issue", 0, "What stands in the way", "{i2: {says: Nobody knows who answers the alarm at night}}"),
};
static const struct wr_field plan_file[] = {
    F("plan", OBJECT, ANY, "plan", 0, "Tasks with estimates, for the schedule",
      "{starts: 2026-03-01, tasks: {wi-fi survey: {owner: estates}}}"),
};
static const struct wr_field benefits_file[] = {
    F("benefits", OBJECTS, ANY, "benefit", 0, "Who gains what", "{fewer unseen deteriorations: {for: patients at night}}"),
    F("drivers", OBJECTS, ANY, "driver", 0, "Why the trust must improve",
      "{inspection: {says: The inspectors found it, objectives: [safe]}}"),
};
static const struct wr_field systems_file[] = {
    F("components", OBJECTS, ANY, "system", 0,
      "The service file's systems said in full, and others that they hang on; `systems:` of the service file may stand in the same folder",
      "{patient record: {owner: chief information officer}}"),
};

static const struct wr_field people[] = {
    F("groups", OBJECTS, ANY, "group", 0, "Role groups; patients and carers, and staff side, are groups too",
      "{ward nurses: {in post: 62, night: 20, kind: care}}"),
    F("offices", OBJECTS, ANY, "office", 0, "Who answers; an office without a name is shown as not filled",
      "{clinical safety officer: {name: Dr A. Example, group: consultants}}"),
    F("smallest cell", COUNT, COUNT, NULL, 0, "Results of fewer people are not shown; 5 or more; left out: 5", "5"),
};
static const struct wr_field group[] = {
    F("in post", COUNT, COUNT, NULL, 0, "How many people there are", "62"),
    F("night", COUNT, COUNT, NULL, 0, "How many of them work at night", "20"),
    CHOICE("kind", WR_AGREE_WORDS_KIND, 0, "What kind of group; left out: care", "care"),
    F("stands for", TEXTS, ANY, NULL, 0, "What the catalogue calls them when it says who must be heard", "[nurses, bedside staff]"),
    TEXT("says", 0, "Who they are, when the name does not say it", "The panel; they speak for patients"),
};
static const struct wr_field office[] = {
    TEXT("name", 0, "Who holds it; left out: nobody, and it is shown as not filled", "Dr A. Example"),
    TEXT("registration", 0, "With which professional body", "GMC 0000000"),
    NAME("group", "groups", 0, "The role group it belongs to", "consultants"),
    CHOICE("technology", WR_AGREE_WORDS_YES, 0, "Whether it is in IT: such an office may not own a benefit; left out: no", "yes"),
};
static const struct wr_field need[] = {
    TEXT("says", REQ, "What was said, in the person's own words",
         "I walk the whole ward at two in the morning to find out who is getting worse"),
    NAME("role", "groups", 0, "The role group of whoever says it", "healthcare assistants"),
    TEXT("name", 0, "Who, only if they wish", "A. Example"),
    DATE("date", "When it was said", "2026-01-12"),
    TEXT("how often", 0, "How often it happens: so many a day, week, month or year, or a range of it", "7 a week"),
    TEXT("costs staff", 0, "What it costs staff each time, as a time or a range of it", "40 min"),
    TEXT("costs patients", 0, "What it costs patients: a sentence, or a time", "Half a day in a bed"),
    NAME("at", "steps|tasks", 0, "The step or task of the service file at which it happens", "observation round"),
    NAME("missing", "information", 0, "The piece of information that was not there", "last observations"),
    F("me too", PEOPLE, ANY, "groups", 0, "Who says so too, by group", "{ward nurses: 6, junior doctors: 2}"),
    NAME("merged into", "needs", 0, "The need that keeps this voice too", "n31"),
};
static const struct wr_field statement[] = {
    TEXT("says", 0, "What people were asked; needed when the name is neither a change nor an option",
         "We should bring the record to the bedside on all wards next year"),
    F("invited", INVITED, ANY, "groups", 0, "How many of each group were asked", "{ward nurses: {day: 30, night: 10}, porters: 10}"),
    F("rounds", COUNT, COUNT, NULL, 0, "How many rounds are planned, fixed before opening", "2"),
    F("threshold", NUMBER, SHARE, NULL, 0, "The share that counts as agreement, fixed before opening", "75%"),
    TEXT("stop rule", 0, "When it ends, fixed before opening", "after the second round, whatever it says"),
    DATE("opened", "When it was opened", "2026-02-01"),
    DATE("closed", "When it was closed", "2026-02-21"),
    F("accord", TEXT_MAP, ANY, NULL, 0, "What a report of the consultation must say and only people know",
      "{recruitment: all staff of both wards by the ward sisters, funding: none}"),
    F("answers", LIST, ANY, "answer", 0, "The answers; or in a CSV beside it",
      "[{group: ward nurses, rating: 8, gradient: endorse, reason: I look for charts half the night, shift: night}]"),
};
static const struct wr_field shifts[] = {
    F("day", COUNT, COUNT, NULL, 0, "How many who work by day", "30"),
    F("night", COUNT, COUNT, NULL, 0, "How many who work at night", "10"),
};
static const struct wr_field answer[] = {
    NAME("group", "groups", REQ, "The role group of whoever answers", "ward nurses"),
    F("rating", COUNT, COUNT, NULL, 0, "1 (strongly against) to 9 (strongly for); this or a gradient must be there", "8"),
    CHOICE("gradient", WR_AGREE_WORDS_GRADIENT, 0, "The gradient of agreement", "support with reservations"),
    TEXT("reason", 0, "Why, in their own words", "I look for drug charts half the night"),
    CHOICE("shift", WR_AGREE_WORDS_SHIFT, 0, "Whether they work by day or at night", "night"),
    F("round", COUNT, COUNT, NULL, 0, "The round; left out: 1", "2"),
    TEXT("site", 0, "Where they work", "North"),
    TEXT("name", 0, "Who, only if they wish", "A. Example"),
};
static const struct wr_field decision[] = {
    TEXT("says", 0, "What was decided, in a sentence", "Bring the record to the bedside in majors"),
    NAME("about", "changes|options|voices", REQ, "The change, option or statement that it is about", "record at the bedside"),
    CHOICE("status", WR_AGREE_WORDS_DECISION, REQ, "How it stands: superseded by names the decision that took its place", "accepted"),
    DATE("date", "When", "2026-03-02"),
    TEXT("decided by", 0, "Which office", "chief executive"),
    TEXT("clinical sponsor", 0, "The clinician who stands for it", "chief nurse"),
    CHOICE("method", WR_AGREE_WORDS_METHOD, 0, "Consent (nobody objects), a vote, or one alone", "consent"),
    F("quorum", COUNT, COUNT, NULL, 0, "How many must be there", "8"),
    F("present", COUNT, COUNT, NULL, 0, "How many were", "9"),
    NAMES("consulted", "groups", 0, "Groups that were asked", "[ward nurses, junior doctors]"),
    NAMES("informed", "groups", 0, "Groups that were told", "[porters]"),
    TEXT("because", 0, "Why", "Drips are started before allergies are known"),
    F("alternatives", LIST, ANY, "alternative", 0, "What was rejected, and what would bring it back",
      "[{option: evening doctors, because: Two posts are vacant, reopen if: both are filled, reopen on: 2027-01-01}]"),
    DATE("review", "When it is looked at again", "2026-09-01"),
    F("dissent", LIST, ANY, "dissent", 0, "Who did not agree, and what was done about it",
      "[{who: night practitioner, harm: alarms nobody can answer, status: unanswered}]"),
};
static const struct wr_field alternative[] = {
    TEXT("option", REQ, "What was not chosen", "evening doctors"),
    TEXT("because", 0, "Why it was rejected", "Two posts are vacant"),
    TEXT("reopen if", 0, "The condition that would bring it back", "agency doctors fall below £60 an hour"),
    DATE("reopen on", "The date on which it is looked at again in any case", "2027-01-01"),
};
static const struct wr_field dissent[] = {
    TEXT("who", REQ, "Who: a role, or a name if they wish", "night practitioner"),
    TEXT("harm", 0, "The harm that they foresee", "alarms nobody can answer at night"),
    TEXT("to", 0, "To whom", "patients at night"),
    TEXT("would change their mind", 0, "What would change their mind", "two people on nights"),
    TEXT("done", 0, "What was done about it", "a second post from May"),
    CHOICE("status", WR_AGREE_WORDS_DISSENT, 0,
           "How it stands; left out: unanswered. An accepted risk needs `by`, overruled needs `by` and `because`", "accepted risk"),
    TEXT("by", 0, "Who accepted the risk, or overruled", "chief nurse"),
    TEXT("because", 0, "Why", "The old way does more harm"),
    NAME("measure", "measures", 0, "The measure that will show who was right", "night response"),
};
static const struct wr_field hazard[] = {
    TEXT("says", REQ, "What can go wrong", "Wrong patient's record open at the bedside"),
    NAME("change", "changes", 0, "The change that brings it; left out: the service as it is", "record at the bedside"),
    F("raised by", OBJECT, ANY, "raised", 0, "Who raised it; anyone may", "{role: ward nurses, date: 2026-02-01}"),
    F("causes", TEXTS, ANY, NULL, 0, "How it can come about", "[two records open on one device, bed moved without the system]"),
    TEXT("effect", 0, "What then happens to care", "observations are written to another patient"),
    TEXT("harm", 0, "What that does to a patient", "a deteriorating patient is not seen"),
    F("existing controls", TEXTS, ANY, NULL, 0, "What is there against it already", "[two identifiers]"),
    F("initial", OBJECT, ANY, "score", 0, "The risk before new controls, by the clinical safety officer",
      "{severity: major, likelihood: medium, patients: one, scored by: clinical safety officer, date: 2026-02-10}"),
    F("controls", LIST, ANY, "control", 0, "What is to be done against it",
      "[{kind: design, says: the wristband opens the record, owner: CNIO, verified: 2026-03-01}]"),
    F("residual", OBJECT, ANY, "score", 0, "The risk that is left with the controls in place",
      "{severity: major, likelihood: low, patients: one, scored by: clinical safety officer}"),
    TEXT("owner", 0, "Who looks after it", "emergency consultant"),
    CHOICE("status", WR_AGREE_WORDS_HAZARD, 0, "How it stands; left out: open. Never deleted: closed or transferred, with `because`",
           "open"),
    TEXT("because", 0, "Why it is closed, or to whom it is transferred", "The control was seen to work in forty trials"),
};
static const struct wr_field raised[] = {
    NAME("role", "groups", REQ, "The role group", "ward nurses"),
    DATE("date", "When", "2026-02-01"),
};
static const struct wr_field score[] = {
    CHOICE("severity", WR_AGREE_WORDS_SEVERITY, 0, "How bad, on the scale of clinical safety", "major"),
    CHOICE("likelihood", WR_AGREE_WORDS_LIKELIHOOD, 0, "How likely, on the same scale", "medium"),
    CHOICE("patients", WR_AGREE_WORDS_PATIENTS, 0, "Whether one patient or several; left out: one", "one"),
    TEXT("scored by", 0, "Counts only under the office of clinical safety officer", "clinical safety officer"),
    DATE("date", "When", "2026-02-10"),
    TEXT("because", 0, "A residual risk of 3: why to reduce it further is impractical",
         "Two people for every dose would leave the ward empty"),
};
static const struct wr_field control[] = {
    CHOICE("kind", WR_AGREE_WORDS_CONTROL, REQ, "What kind of control", "design"),
    TEXT("says", REQ, "What it is", "the wristband opens the record"),
    TEXT("owner", 0, "Who puts it in place", "CNIO"),
    DATE("verified", "When it was seen to be in place", "2026-03-01"),
    TEXT("effective", 0, "How it is known that it works", "forty trials on two wards"),
};
static const struct wr_field approval[] = {
    NAME("change", "changes", REQ, "The change whose log was approved", "record at the bedside"),
    TEXT("by", REQ, "Which office", "clinical safety officer"),
    DATE("date", "When", "2026-03-05"),
    TEXT("version", REQ, "The version of the log that was approved, as `wardround hazards` prints it", "3f2a9c01"),
    TEXT("says", 0, "What they said", "Approved for two cubicles only"),
};
static const struct wr_field risk[] = {
    TEXT("says", REQ, "What can go wrong for the trust", "Winter comes before the wi-fi is ready"),
    F("consequence", COUNT, COUNT, NULL, 0, "1 (negligible) to 5 (catastrophic), on the trust's own scale", "4"),
    F("likelihood", COUNT, COUNT, NULL, 0, "1 (rare) to 5 (almost certain), on the trust's own scale", "3"),
    TEXT("owner", 0, "Who looks after it", "chief operating officer"),
    NAMES("links", "hazards", 0, "Hazards of the log that it has to do with", "[h1]"),
    CHANGE,
};
static const struct wr_field readiness[] = {
    F("condition", OBJECT, ANY, "domain", 0, "The illness or condition, and who has it", "{level: simple, says: Everybody who comes}"),
    F("technology", OBJECT, ANY, "domain", 0, "The technology and what it hangs on", "{level: complicated, says: Hangs on the wi-fi}"),
    F("value", OBJECT, ANY, "domain", 0, "Who gains, who pays", "{level: complicated, says: Nurses gain; the practices pay}"),
    F("adopters", OBJECT, ANY, "domain", 0, "Those who would work with it", "{level: complex, says: Nights do not see how, issue: i2}"),
    F("organisation", OBJECT, ANY, "domain", 0, "What the organisation can carry", "{level: complicated, says: No service desk at night}"),
    F("wider system", OBJECT, ANY, "domain", 0, "Rules, other organisations, the public",
      "{level: complex, says: Thirty practices must sign}"),
    F("over time", OBJECT, ANY, "domain", 0, "Whether it lasts and can change", "{level: simple, says: It has an owner for ten years}"),
};
static const struct wr_field domain[] = {
    CHOICE("level", WR_AGREE_WORDS_LEVEL, REQ, "Simple, complicated or complex; complex needs an issue", "complicated"),
    TEXT("says", 0, "Why", "Hangs on the wi-fi"),
    NAME("issue", "issues", 0, "The issue that it opens", "i2"),
};
static const struct wr_field prerequisite[] = {
    TEXT("says", 0, "How it is known to be there", "Measured in every bay"),
    TEXT("by", 0, "Who says so", "head of estates"),
    DATE("date", "When", "2026-05-20"),
    TEXT("not needed", 0, "Instead: why this change can do without it", "Nobody takes a device to the bedside"),
    NAME("issue", "issues", 0, "Instead: the issue under which it is brought", "i1"),
    NAME("task", "plan", 0, "Instead: the task of the plan that brings it", "access points"),
    NAME("system", "components", 0, "Instead: the system that brings it", "wi-fi"),
};
static const struct wr_field issue[] = {
    TEXT("says", REQ, "What stands in the way", "Nobody knows who answers the alarm at night"),
    CHANGE,
    CHOICE("domain", WR_AGREE_WORDS_DOMAIN, 0, "Of the seven domains", "adopters"),
    TEXT("owner", 0, "Who looks after it", "chief nurse"),
    CHOICE("plan", WR_AGREE_WORDS_PLAN, 0, "Reduce it, run with it, or accept it by name", "accept by chief nurse"),
    TEXT("how", 0, "How", "a second post from May"),
    DATE("raised", "Since when", "2026-02-01"),
    DATE("due", "Until when", "2026-04-01"),
    NAMES("depends on", "issues", 0, "Issues that must be done before", "[i1]"),
    CHOICE("status", WR_AGREE_WORDS_ISSUE, 0, "Open or closed; left out: open. Closed says why", "open"),
    TEXT("because", 0, "Why it is closed", "Replaced on 20 February"),
    TEXT("for", 0, "The support function on whose list it stands", "training"),
};
static const struct wr_field plan[] = {
    DATE("starts", "When work may begin", "2026-03-01"),
    F("calendar", OBJECT, ANY, "calendar", 0, "When there is work and when nothing may go live",
      "{working days: yes, no go live: [2026-12-01 to 2027-02-28]}"),
    F("tasks", OBJECTS, ANY, "task", 0, "The tasks, by name",
      "{wi-fi survey: {owner: estates, takes: {estates: 2 weeks to 4 weeks to 12 weeks}}}"),
};
static const struct wr_field calendar[] = {
    CHOICE("working days", WR_AGREE_WORDS_YES, 0,
           "Yes: there is work from Monday to Friday only, without the service file's holidays; left out: no", "yes"),
    F("no go live", DATE_SPANS, ANY, NULL, 0, "When nothing may go live", "[2026-12-01 to 2027-02-28]"),
};
static const struct wr_field task[] = {
    TEXT("says", 0, "What is done", "Signal is measured in every cubicle"),
    CHANGE,
    TEXT("owner", 0, "Who does it", "head of estates"),
    TEXT("for", 0, "The support function on whose list it stands", "estates"),
    NAMES("after", "plan", 0, "Tasks that must be done before", "[wi-fi survey, training of both wards]"),
    F("takes", ESTIMATES, TIME, NULL, 0, "Three times from each who estimates, kept apart",
      "{estates lead: 2 weeks to 4 weeks to 12 weeks, supplier: 2 weeks to 3 weeks to 5 weeks}"),
    CHOICE("go live", WR_AGREE_WORDS_YES, 0, "Whether it is a go-live, which the calendar may forbid; left out: no", "yes"),
    DATE("not before", "It cannot begin earlier", "2026-04-01"),
    DATE("due", "When it should be done", "2026-06-30"),
    CHOICE("done", WR_AGREE_WORDS_YES, 0, "Whether it is done; left out: no", "no"),
};
static const struct wr_field benefit[] = {
    TEXT("says", 0, "What is better, in a sentence", "Nobody is given a drug before their allergies are known"),
    TEXT("for", 0, "Who gains", "patients at night"),
    CHANGE,
    NAME("objective", "objectives", 0, "The objective of the service file that it serves", "safe"),
    NAME("measure", "measures", 0, "The measure of the service file that shows it", "treated without allergies"),
    NAME("step", "steps|tasks", 0, "The step of care (or task) that changes", "majors review"),
    CHOICE("dis-benefit", WR_AGREE_WORDS_YES, 0, "Yes: somebody is worse off; left out: no", "no"),
    TEXT("owner", 0, "Who gains, or speaks for those who gain", "chief nurse"),
    TEXT("change owner", 0, "Who makes the new way of working stick", "ward sister, majors"),
    CHOICE("class", WR_AGREE_WORDS_CLASS, 0, "What kind of benefit", "non-cash-releasing"),
    CHOICE("rung", WR_AGREE_WORDS_RUNG, 0, "The rung of the evidence ladder on which it stands", "measurable"),
    TEXT("judges", 0, "Observable: who judges", "the ward sisters"),
    TEXT("criteria", 0, "Observable: by what", "nobody has to ask twice"),
    F("baseline", OBJECT, ANY, "figure", 0, "How it is now", "{value: 29 in 1000, date: 2026-01-31, source: audit of January}"),
    TEXT("method", 0, "How and how often it is measured", "count every Monday"),
    F("forecast", OBJECT, ANY, "figure", 0, "How it will be: from a run of the model, or from a source", "{from: run}"),
    F("unit price", OBJECT, ANY, "figure", 0, "What one is worth", "{value: £120, source: finance, of 2025}"),
    F("realised", OBJECT, ANY, "figure", 0, "How it came out", "{value: 21 in 1000, date: 2026-12-31, source: audit}"),
    TEXT("budget holder", 0, "Cash-releasing only: who signs that the budget falls", "head of finance"),
    TEXT("confidence", 0, "How sure people are, in words", "fairly sure: the same was seen on ward 4"),
    DATE("review", "When it is looked at again", "2027-01-01"),
};
static const struct wr_field figure[] = {
    F("value", NUMBER, ANY, NULL, 0, "The figure, with its interval where there is one", "4% (2% to 6%)"),
    CHOICE("from", "run", 0, "Instead of a value: it is taken from a run of the model", "run"),
    DATE("date", "When it was so", "2026-01-31"),
    TEXT("source", 0, "Where it comes from", "audit of January"),
};
static const struct wr_field driver[] = {
    TEXT("says", REQ, "Why the trust must improve", "The inspectors found patients treated without their allergies known"),
    TEXT("source", 0, "Who says so", "report of 2025"),
    NAMES("objectives", "objectives", 0, "The objectives that it leads to", "[safe]"),
};
static const struct wr_field system_fields[] = {
    TEXT("says", 0, "What it is", "The hospital's own record"),
    TEXT("owner", 0, "Who answers for it", "chief information officer"),
    TEXT("supplier", 0, "Who supplies it", "the record's supplier"),
    TEXT("contract", 0, "The contract, in words", "five years, two left"),
    DATE("contract ends", "When the contract ends", "2028-03-31"),
    F("costs", OBJECT, ANY, "system_costs", 0, "What it costs", "{once: £1.2m, a year: £400k}"),
    NAMES("depends on", "systems", 0, "Systems that it hangs on", "[wi-fi, identity service]"),
    NAMES("changes", "changes", 0, "Changes that need it, beside those whose information is kept in it", "[record at the bedside]"),
    DATE("ready", "From when it can be used; left out: it is there", "2026-09-01"),
    TEXT("support", 0, "Who helps, and when", "a service desk from 07:00 to 19:00"),
    TEXT("downtime", 0, "When it is down", "four hours a quarter, planned, at night"),
    TEXT("on paper", 0, "What is done on paper then", "the drug chart folder at the nurses' station"),
};
static const struct wr_field system_costs[] = {
    F("once", NUMBER, MONEY, NULL, 0, "To bring it in", "£1.2m"),
    F("a year", NUMBER, MONEY, NULL, 0, "To keep it", "£400k"),
};

#define O(name, title, doc, short_form, fields)                                                                                            \
    {                                                                                                                                      \
        name, title, doc, short_form, fields, LEN(fields)                                                                                  \
    }
const struct wr_object wr_agree_describe_objects[] = {
    O("people_file", "people.yaml", "Who there is: role groups, offices, the smallest number of people whose results are shown.", NULL,
      people_file),
    O("people", "People", "Groups and offices stand by their names.", NULL, people),
    O("group", "A role group", "People who do the same kind of work, or whom the service is for.", "in post", group),
    O("office", "An office", "A post that answers for something, and who holds it.", "name", office),
    O("needs_file", "needs/*.yaml", "What people say, in their own words.", NULL, needs_file),
    O("need", "A need", "One thing that one person said. A need that is merged into another keeps its voice.", "says", need),
    O("voices_file", "voices/*.yaml",
      "What people were asked. The answers stand here, or in voices/*.csv with the columns statement, group, and one of rating and "
      "gradient; reason, "
      "shift, round, site and name may be there too.",
      NULL, voices_file),
    O("statement", "A statement", "What people were asked about. What is fixed before it opens is not changed after the first answer.",
      NULL, statement),
    O("shifts", "Invited, by shift", "How many of a group were asked, by day and at night.", NULL, shifts),
    O("answer", "An answer", "One person's rating from 1 to 9, gradient of agreement, or both.", NULL, answer),
    O("decisions_file", "decisions/*.yaml", "What was decided. Superseded, never rewritten.", NULL, decisions_file),
    O("decision", "A decision", "What was decided, by whom, how, and why.", NULL, decision),
    O("alternative", "An alternative", "What was not chosen, and what would bring it back.", NULL, alternative),
    O("dissent", "A dissent", "Somebody who did not agree: kept with the decision for ever.", NULL, dissent),
    O("hazards_file", "hazards/*.yaml", "The hazard log, its approvals, and beside it the trust's own register of risks.", NULL,
      hazards_file),
    O("hazard", "A hazard", "Something that can harm a patient. Anyone may raise one; only the clinical safety officer's scores count.",
      NULL, hazard),
    O("raised", "Raised by", "Who raised it, and when.", "role", raised),
    O("score", "A score", "A point on the scale of clinical safety. The risk is read from its table; it is not a product.", NULL, score),
    O("control", "A control", "Something that makes a hazard less likely or less bad.", NULL, control),
    O("approval", "An approval", "Of the hazard log of one change, in one version. Void when what it rests on changes.", NULL, approval),
    O("risk", "A risk of the trust's register", "On the trust's own scale of five by five: never merged with the hazard log.", NULL, risk),
    O("issues_file", "issues/*.yaml", "How ready each change is, what it needs first, and what stands in the way.", NULL, issues_file),
    O("readiness", "Readiness", "The seven domains: a text and a level for each, never an average.", NULL, readiness),
    O("domain", "A domain of readiness", "One of the seven, for one change.", "level", domain),
    O("prerequisite", "A prerequisite",
      "What a change needs first, in the words of its `needs first` or of the catalogue: that it is there, why it is not needed, or what "
      "will bring it.",
      "says", prerequisite),
    O("issue", "An issue", "Something that stands in the way: with an owner, a plan and a date.", NULL, issue),
    O("plan_file", "plan/*.yaml", "Who does what, and how long it takes.", NULL, plan_file),
    O("plan", "The plan", "When it starts, its calendar and its tasks.", NULL, plan),
    O("calendar", "The calendar", "Days on which nobody works, and spans in which nothing may go live.", NULL, calendar),
    O("task", "A task of the plan", "A piece of work with an owner. Each who estimates says how long: at least, most likely, at most.",
      NULL, task),
    O("benefits_file", "benefits/*.yaml", "Who gains what, and why the trust must improve.", NULL, benefits_file),
    O("benefit", "A benefit", "Something that somebody gains, and on which rung of the evidence ladder it stands.", NULL, benefit),
    O("figure", "A figure of a benefit", "A value with its source, or `from: run`.", "value", figure),
    O("driver", "A driver", "Why the trust must improve.", NULL, driver),
    O("systems_file", "systems/*.yaml", "The service file's systems said in full, and others that they hang on.", NULL, systems_file),
    O("system", "A system, in full", "Its owner, contract, costs, what it hangs on, and what happens without it.", NULL, system_fields),
    O("system_costs", "Costs of a system", "In pounds.", NULL, system_costs),
};
const size_t wr_agree_describe_n_objects = LEN(wr_agree_describe_objects);

const struct wr_agree_file wr_agree_describe_files[] = {
    {NULL, "people_file"},           {"needs", "needs_file"},       {"voices", "voices_file"},
    {"decisions", "decisions_file"}, {"hazards", "hazards_file"},   {"issues", "issues_file"},
    {"plan", "plan_file"},           {"benefits", "benefits_file"}, {"systems", "systems_file"},
};
const size_t wr_agree_describe_n_files = LEN(wr_agree_describe_files);

const struct wr_object *wr_agree_describe_object(const char *name)
{
    for (size_t i = 0; i < wr_agree_describe_n_objects; i++)
        if (strcmp(wr_agree_describe_objects[i].name, name) == 0)
            return &wr_agree_describe_objects[i];
    return NULL;
}

void wr_agree_reference(struct wr_buf *out)
{
    wr_buf_text(
        out, "# Every key of the people's files\n\n"
             "Made by `wardround help --people-reference` from the description that the reader itself goes by; a test says when this file "
             "is out of date. What it all means is in [People in the service folder](people.md).\n\n"
             "Files of `catalogue/` are described in [the catalogue](catalogue.md).\n");
    wr_model_reference_objects(out, wr_agree_describe_objects, wr_agree_describe_n_objects);
}
