#include "model/describe.h"

#include <string.h>

#include "base/units.h"

#define LEN(a) (sizeof(a) / sizeof(a)[0])
#define REQ WR_FIELD_REQUIRED
#define F(key, type, slot, of, flags, doc, example)                                                                                        \
    {                                                                                                                                      \
        key, WR_TYPE_##type, WR_SLOT_##slot, of, flags, doc, example                                                                       \
    }

/* Where people write down where a number comes from; the same in many objects. */
#define SAYS F("says", TEXT, ANY, NULL, 0, "What people say about it, in their own words", "The one bay that is always full")
#define SOURCE F("source", TEXT, ANY, NULL, 0, "Where it comes from: a citation, a data file, or `invented`", "\"Jones S, et al. 2022\"")

static const struct wr_field service_fields[] = {
    F("wardround", CHOICE, ANY, "1", REQ, "The version of the language: 1", "1"),
    F("service", TEXT, ANY, NULL, REQ, "The name of the service", "Emergency department and medical ward"),
    F("about", TEXT, ANY, NULL, 0, "What this covers and who built it with whom", "Built with the ward sister and two consultants"),
    F("leaves out", TEXT, ANY, NULL, 0, "What the model leaves out, so that nobody reads too much into it", "Ambulances that wait outside"),
    F("data", TEXT, ANY, NULL, 0, "Invented, typed from a paper, or fitted. Shown on every result", "invented"),
    F("walked by", LIST, ANY, "walk", 0, "Who walked the pathway and said whether it is right",
      "[{role: ward sister, date: 2026-01-02, says: It is as we work}]"),
    F("clock", OBJECT, ANY, "clock", 0, "When the simulated time starts, and the bank holidays", "{start: 2026-01-05 00:00}"),
    F("run", OBJECT, ANY, "run", REQ, "How long and how often to simulate",
      "{warm up: 4 weeks, collect: 52 weeks, replications: auto, precision: 5%, seed: 2026}"),
    F("objectives", OBJECTS, ANY, "objective", 0, "What the service is for, in the trust's own words",
      "{timely: {says: Seen in time, measure: within four hours}}"),
    F("unknowns", UNKNOWNS, ANY, NULL, 0, "Uncertain numbers that several places share, by name", "{time saved: 0.65 (0.50 to 0.80)}"),
    F("correlations", LIST, ANY, "correlation", 0, "Unknowns that go together", "[{between: [a, b], is: 0.4}]"),
    F("places", OBJECTS, ANY, "place", 0, "Where a patient is: one space each", "{ward: {spaces: 30}}"),
    F("staff", OBJECTS, ANY, "staff", 0, "Who does the work", "{doctor: {on duty: {08:00 to 20:00: 4, 20:00 to 08:00: 3}}}"),
    F("equipment", OBJECTS, ANY, "equipment", 0, "What the work is done with", "{scanner: 1}"),
    F("systems", OBJECTS, ANY, "system", 0, "Computer systems, and what happens when they are down", "{patient record: {}}"),
    F("information", OBJECTS, ANY, "item", 0, "What must be known at the bedside, and how it comes there",
      "{allergies: {there at once: 70%}}"),
    F("outcomes", OBJECTS, ANY, "outcome", REQ, "How people leave; a list of names where there is no more to say", "[went home, died]"),
    F("patients", OBJECTS, ANY, "kind", REQ, "The kinds of patient, and how they come",
      "{walk-in: {arrive: {a day: 100}, starts at: triage}}"),
    F("steps", OBJECTS, ANY, "step", REQ, "What is done with a patient, one entry a step",
      "{triage: {with: triage nurse, takes: 8 min, then: went home}}"),
    F("tasks", OBJECTS, ANY, "task", 0, "Work beside the pathway", "{observation round: {every: 4 h, with: nurse, takes: 8 min}}"),
    F("measures", OBJECTS, ANY, "measure", 0, "What is measured", "{time in department: {time: {from: arrival, to: leaving}}}"),
    F("harm", OBJECTS, ANY, "harm", 0, "The chance of harm by a measured time, or for want of information",
      "{harm from a drug: {without: allergies, at: review, chance: 1 in 900}}"),
    F("worth", OBJECTS, ANY, "worth", 0, "What one of a harm or a measure is worth; no unit, no money", "{ward bed days: {costs: £400}}"),
    F("changes", OBJECTS, ANY, "change", 0, "What could be done differently",
      "{quicker triage: {effects: [{change: steps.triage.takes, times: 0.8}]}}"),
    F("options", OPTIONS, ANY, "changes", 0, "What is to be chosen between; left out: nothing, each change alone, all",
      "{do nothing: [], safer nights: [hospital at night]}"),
};

static const struct wr_field walk_fields[] = {
    F("role", TEXT, ANY, NULL, REQ, "Who, by role", "ward sister"),
    F("date", TEXT, ANY, NULL, 0, "When", "2026-01-02"),
    F("says", TEXT, ANY, NULL, 0, "What they said", "The evening wait is longer than this"),
};

static const struct wr_field clock_fields[] = {
    F("start", DATE_TIME, ANY, NULL, 0, "Local time at which simulated time starts; left out: 2024-01-01 00:00, a Monday",
      "2026-01-05 00:00"),
    F("holidays", DATES, ANY, NULL, 0, "Dates on which only what says `holidays`, or names no day, holds", "[2026-04-03, 2026-04-06]"),
};

static const struct wr_field run_fields[] = {
    F("warm up", NUMBER, TIME, NULL, 0, "Time that is simulated first and not counted", "4 weeks"),
    F("collect", NUMBER, TIME, NULL, 0, "Time that is counted: the single year", "52 weeks"),
    F("replications", REPLICATIONS, ANY, NULL, 0, "How many runs, or `auto`: until precise enough; left out: auto", "auto"),
    F("precision", NUMBER, SHARE, NULL, 0, "With auto: how near each objective's average must be known; left out: 5%", "5%"),
    F("seed", NUMBER, COUNT, NULL, 0, "Any whole number; the same seed gives the same numbers; left out: 1", "2026"),
    F("arrivals", NUMBER, COUNT, NULL, 0, "Instead of a time: so many patients", "1000000"),
    F("then", CHOICE, ANY, "drain", 0, "With arrivals: go on until all have left", "drain"),
    F("each run", NUMBER, TIME, NULL, 0, "Instead of a year: each day anew, from empty, so long", "19 h"),
    F("from", CLOCK, ANY, NULL, 0, "With each run: the hour at which it starts", "06:00"),
};

static const struct wr_field objective_fields[] = {
    F("says", TEXT, ANY, NULL, 0, "The objective in the trust's own words", "Nearly eight in ten are on their way within four hours"),
    F("owner", TEXT, ANY, NULL, 0, "Who answers for it", "chief nurse"),
    F("measure", NAME, ANY, "measures|harm", REQ, "The measure (or harm) that shows whether it is met", "within four hours"),
    F("target", TARGET_VALUE, ANY, NULL, 0, "What is wanted", "at least 78%"),
};

static const struct wr_field correlation_fields[] = {
    F("between", TWO_NAMES, ANY, "unknowns", REQ, "Two unknowns", "[time saved, staff wanted]"),
    F("is", NUMBER, NUMBER, NULL, REQ, "Their rank correlation, -1 to 1", "0.4"),
};

static const struct wr_field place_fields[] = {
    F("spaces", SCHEDULE, COUNT, NULL, 0, "How many it holds, over time, or `unlimited`; left out: unlimited",
      "{08:00 to 12:00: 6, 12:00 to 20:00: 10}"),
    F("turnaround", OBJECT, ANY, "turnaround", 0, "What must be done with a space before the next patient", "10 min"),
    F("open", WHEN, ANY, NULL, 0, "When it takes patients; left out: always", "mon to fri 08:00 to 20:00"),
    F("opens", OBJECT, ANY, "surge", 0, "It opens by a rule, and closes when empty", "{when: over 4 waiting for care, stays open: 24 h}"),
    SAYS,
};

static const struct wr_field turnaround_fields[] = {
    F("takes", VALUE, TIME, NULL, REQ, "How long", "45 min"),
    F("with", WITH, ANY, NULL, 0, "Whose work it is; left out: nobody's", "ward nurse"),
};

static const struct wr_field surge_fields[] = {
    F("when", OVER_WAITING, ANY, "steps", REQ, "How many must wait for which step", "over 4 waiting for ward care"),
    F("stays open", NUMBER, TIME, NULL, REQ, "For how long at least", "24 h"),
};

static const struct wr_field staff_fields[] = {
    F("on duty", SCHEDULE, COUNT, NULL, REQ, "How many, over time", "{08:00 to 20:00: 4, 20:00 to 08:00: 3}"),
    F("at end of shift", CHOICE, ANY, "finish|hand over", 0,
      "With more at work than on duty: finish what was begun, or hand it over; left out: finish", "finish"),
    F("breaks", SCHEDULE, COUNT, NULL, 0, "How many of them are on a break, over time", "{12:00 to 12:30: 1, 12:30 to 13:00: 1}"),
    F("filled", NUMBER, SHARE, NULL, 0, "The chance that each person of each shift is there; left out: 100%", "75%"),
    F("costs", NUMBER, MONEY_RATE, NULL, 0, "What one costs", "£38 an hour"),
    F("serves", NAMES, ANY, "patients", 0, "The kinds of patient it may serve; left out: all", "[walk-in]"),
    SAYS,
};

static const struct wr_field equipment_fields[] = {
    F("how many", SCHEDULE, COUNT, NULL, REQ, "How many there are", "1"),
    F("down", LIST, ANY, "down", 0, "When it cannot be used", "[{one every: 60 days, lasts: 9 h}]"),
    F("costs", NUMBER, MONEY_RATE, NULL, 0, "What one costs", "£60k a year"),
    F("serves", NAMES, ANY, "patients", 0, "The kinds of patient it may serve; left out: all", "[walk-in]"),
    SAYS,
};

static const struct wr_field down_fields[] = {
    F("one every", VALUE, TIME, NULL, 0,
      "By chance: the time from the end of one to the start of the next; a bare time is an exponential's mean", "60 days"),
    F("lasts", VALUE, TIME, NULL, 0, "How long it lasts", "9 h"),
    F("when", WHEN, ANY, NULL, 0, "Planned, week by week", "tue 02:00 to 04:00"),
    F("from", DATE_TIME, ANY, NULL, 0, "Once, from then on", "2026-11-17 08:00"),
};

static const struct wr_field system_fields[] = {
    F("down", LIST, ANY, "down", 0, "When it cannot be used", "[{one every: 75 days, lasts: 3 h}, {when: tue 02:00 to 04:00}]"),
    F("on paper", FOUND, FACTOR, "steps", 0, "How much longer a step takes without it, or that it stops",
      "{triage: 1.4 (1.2 to 1.7) times, get ready: stops}"),
    F("afterwards", OBJECT, ANY, "afterwards", 0, "Work to type in what was done on paper, for each such step",
      "{with: ward nurse, takes: 3 min}"),
    SAYS,
};

static const struct wr_field afterwards_fields[] = {
    F("with", WITH, ANY, NULL, 0, "Whose work it is", "ward nurse"),
    F("takes", VALUE, TIME, NULL, REQ, "How long for each step", "3 min"),
};

static const struct wr_field item_fields[] = {
    F("kept in", NAME, ANY, "systems", 0, "The system in which it is kept", "patient record"),
    F("there at once", SHARE_VALUE, SHARE, NULL, REQ, "How often it is there when it is wanted", "70% (60% to 80%)"),
    F("chase", OBJECT, ANY, "chase", 0, "What it takes to get it when it is not there", "{takes: 12 min, with: triage nurse, found: 95%}"),
    F("wrong", SHARE_VALUE, SHARE, NULL, 0, "How often what is there or found is wrong; left out: never", "2%"),
    F("keeps", NUMBER, TIME, NULL, 0, "How long it stays known; left out: for the visit", "3 days"),
    SAYS,
    SOURCE,
};

static const struct wr_field chase_fields[] = {
    F("takes", VALUE, TIME, NULL, REQ, "How long chasing takes", "12 min"),
    F("with", WITH, ANY, NULL, 0, "Who chases; left out: nobody's time", "triage nurse"),
    F("found", SHARE_VALUE, SHARE, NULL, 0, "How often it is then found; left out: always", "95%"),
    F("priority", SHARE_VALUE, COUNT, NULL, 0, "1 is most urgent; left out: the step's, else the patient's", "2"),
};

static const struct wr_field outcome_fields[] = {
    F("comes back", OBJECT, ANY, "comes_back", 0, "Some who leave so come back",
      "{chance: 8%, after: {exponential: {mean: 9 days}}, at: triage}"),
    SAYS,
};

static const struct wr_field comes_back_fields[] = {
    F("chance", SHARE_VALUE, SHARE, NULL, REQ, "How many come back", "8%"),
    F("after", VALUE, TIME, NULL, REQ, "After how long", "{exponential: {mean: 9 days}}"),
    F("at", NAME, ANY, "steps", 0, "At which step; left out: where the kind starts", "triage"),
};

static const struct wr_field kind_fields[] = {
    F("like", NAME, ANY, "patients", 0, "Another kind: what is not said here is as there, and it counts as that one in `by: kind`",
      "walk-in"),
    F("arrive", OBJECT, ANY, "arrive", 0, "How they come", "{a day: 100}"),
    F("attributes", ATTRIBUTES, ANY, NULL, 0, "What differs between patients, drawn on arrival and kept for life",
      "{urgency: {urgent: 30%, standard: rest}, frail: 12%}"),
    F("priority", SHARE_VALUE, COUNT, NULL, 0, "1 is most urgent; left out: 3", "{by: urgency, urgent: 1, standard: 3}"),
    F("starts at", NAME, ANY, "steps", 0, "The first step", "triage"),
    F("if full", TARGET, ANY, NULL, 0, "Where those go who find no room on arrival", "went elsewhere"),
    F("waiting at most", NUMBER, COUNT, NULL, 0, "How many may wait; the next goes where `if full` says", "6"),
    SAYS,
};

static const struct wr_field arrive_fields[] = {
    F("a day", NUMBER, NUMBER, NULL, 0, "How many a day, at random (Poisson)", "100"),
    F("an hour", SHAPE, NUMBER, "24", 0, "How many in each hour of the day, 24 from midnight, or one number",
      "[1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 3, 3, 2, 2, 1]"),
    F("by hour", SHAPE, NUMBER, "24", 0, "The shape of the day, 24 numbers from midnight; only their shape counts",
      "[1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 3, 3, 2, 2, 1]"),
    F("by weekday", SHAPE, NUMBER, "7", 0, "The shape of the week, 7 numbers from Monday", "[1.1, 1, 1, 1, 1, 0.9, 0.9]"),
    F("by month", SHAPE, NUMBER, "12", 0, "The shape of the year, 12 numbers from January",
      "[1.1, 1.1, 1, 1, 1, 1, 0.9, 0.9, 0.9, 1, 1, 1.1]"),
    F("one every", VALUE, TIME, NULL, 0, "The gap between two; a bare time is an exponential's mean", "40 min"),
    F("booked", SCHEDULE, COUNT, NULL, 0, "Appointments: times and how many", "{mon to fri 09:00: 6}"),
    F("comes", NUMBER, SHARE, NULL, 0, "How many of the booked come; left out: all", "92%"),
    F("file", TEXT, ANY, NULL, 0, "A CSV file of recorded arrivals in the service's folder", "arrivals.csv"),
    F("column", TEXT, ANY, NULL, 0, "The column of its dates and times", "time"),
    SOURCE,
    SAYS,
};

static const struct wr_field step_fields[] = {
    F("in", PLACES, ANY, NULL, 0, "The place it is done in; left out: wherever they are", "majors"),
    F("waits in", NAME, ANY, "places", 0, "Where they wait for it; left out: wherever they are, keeping that space", "waiting room"),
    F("with", WITH, ANY, NULL, 0, "Staff and equipment that it takes, all together", "{doctor: 1, nurse: 2}"),
    F("takes", VALUE, TIME, NULL, 0, "How long it takes; left out: no time", "{lognormal: {mean: 45 min, sd: 30 min}}"),
    F("needs to know", NEEDS, ANY, "information", 0, "What must be known, and what happens without",
      "{allergies: chase, last results: {go ahead: 1.3 times}}"),
    F("priority", SHARE_VALUE, COUNT, NULL, 0, "1 is most urgent; left out: the patient's", "2"),
    F("if full", TARGET, ANY, NULL, 0, "Where those go who find no space at once", "ward care"),
    F("waiting at most", NUMBER, COUNT, NULL, 0, "How many may wait for it; the next goes where `if full` says", "6"),
    F("then", ROUTE, ANY, NULL, 0, "What comes next", "{majors review: 40%, went home: rest}"),
    F("open", WHEN, ANY, NULL, 0, "When it may start; left out: always", "mon to fri 08:00 to 18:00"),
    F("rounds", TIMES, ANY, NULL, 0, "It starts only at these times, for all who wait then", "09:00 and 14:00"),
    F("together", OBJECT, ANY, "together", 0, "Several are done at once", "{at most: 40}"),
    F("waits for", NAMES, ANY, "steps", 0, "Errands that must be done first", "[blood test]"),
    F("starts", NAMES, ANY, "steps", 0, "Errands that it starts, done without the patient", "[blood test]"),
    F("interrupts", NAMES, ANY, "steps|tasks", 0, "What it may stop to get its staff", "[get ready]"),
    F("when interrupted", CHOICE, ANY, "go on|start again", 0, "What becomes of the time done; left out: go on", "start again"),
    F("gives up", OBJECT, ANY, "gives_up", 0, "Who waits too long leaves the queue",
      "{after: {exponential: {mean: 6 h}}, then: left before being seen}"),
    F("unless", OBJECT, ANY, "unless", 0, "Something that may come before it is over",
      "{after: {exponential: {mean: 300 days}}, then: died}"),
    F("keep", NAMES, ANY, "places|staff|equipment", 0, "What is held further, through other steps", "[ward]"),
    F("frees", NAMES, ANY, "places|staff|equipment", 0, "What was kept and is now given back", "[ward]"),
    F("tells", NAMES, ANY, "information", 0, "What is known when it is done", "last results"),
    F("sets", SETS, ANY, "attributes", 0, "Attributes that it changes", "{urgency: standard}"),
    SAYS,
    SOURCE,
};

static const struct wr_field together_fields[] = {
    F("at most", NUMBER, COUNT, NULL, 0, "How many at once", "40"),
    F("at least", NUMBER, COUNT, NULL, 0, "It waits until so many are there", "4"),
    F("or after", NUMBER, TIME, NULL, 0, "But no longer than this", "30 min"),
};

static const struct wr_field gives_up_fields[] = {
    F("after", VALUE, TIME, NULL, REQ, "How long people wait", "{exponential: {mean: 6 h}}"),
    F("since", CHOICE, ANY, "arrival", 0, "Counted from arrival; left out: of this waiting", "arrival"),
    F("then", TARGET, ANY, NULL, REQ, "Where they go", "left before being seen"),
};

static const struct wr_field unless_fields[] = {
    F("after", VALUE, TIME, NULL, REQ, "When it comes, from the step's start", "{exponential: {mean: 300 days}}"),
    F("then", TARGET, ANY, NULL, REQ, "Where the patient then goes", "died"),
};

static const struct wr_field task_fields[] = {
    F("every", NUMBER, TIME, NULL, 0, "At fixed times, counted from midnight of the first day", "4 h"),
    F("one every", VALUE, TIME, NULL, 0, "By chance: the gap between two; a bare time is an exponential's mean", "30 h"),
    F("for each patient in", NAME, ANY, "places", 0, "One for each patient there", "ward"),
    F("when", WHEN, ANY, NULL, 0, "Only then", "20:00 to 08:00"),
    F("with", WITH, ANY, NULL, 0, "Whose work it is", "doctor"),
    F("takes", VALUE, TIME, NULL, REQ, "How long", "8 min"),
    F("priority", SHARE_VALUE, COUNT, NULL, 0, "1 is most urgent; left out: 3", "1"),
    SAYS,
    SOURCE,
};

static const struct wr_field measure_fields[] = {
    F("time", OBJECT, ANY, "span", 0, "A time from one moment to another", "{from: arrival, to: leaving}"),
    F("share of", NAME, ANY, "measures", 0, "How many of a measured time keep within a limit", "time in department"),
    F("at most", NUMBER, ANY, NULL, 0, "With share of: the limit", "4 h"),
    F("at least", NUMBER, ANY, NULL, 0, "With share of: the limit", "1 h"),
    F("over", NUMBER, ANY, NULL, 0, "With share of: the limit", "12 h"),
    F("under", NUMBER, ANY, NULL, 0, "With share of: the limit", "4 h"),
    F("wait for", NAME, ANY, "steps|tasks", 0, "The wait from asking for a step to its start", "triage"),
    F("wait for place of", NAME, ANY, "steps", 0, "The part of that wait that is for its place", "ward care"),
    F("wait for staff of", NAME, ANY, "steps", 0, "The part of that wait that is for its staff and equipment", "majors review"),
    F("blocked in", NAME, ANY, "places", 0,
      "The time in which a patient keeps a space while waiting for the next place, per patient who moves on", "majors"),
    F("count", COUNTED, ANY, NULL, 0, "How many: a moment, a step, an outcome", "left before being seen"),
    F("missed", NAME, ANY, "tasks", 0, "Tasks not begun when next due", "observation round"),
    F("queue for", NAME, ANY, "steps|tasks", 0, "How many wait for a step or task, on average", "triage"),
    F("patient days", NAMES, ANY, "places", 0, "Days that patients spend in a place, a year", "ward"),
    F("occupancy", NAMES, ANY, "places", 0, "How many are in a place, on average", "ward"),
    F("counted", CLOCK, ANY, NULL, 0, "With occupancy: counted once a day at this time", "08:00"),
    F("share occupied", NAMES, ANY, "places", 0, "How much of the open spaces is taken", "ward"),
    F("busy hours", NAME, ANY, "staff|equipment", 0, "Hours at work", "doctor"),
    F("overtime", NAME, ANY, "staff|equipment", 0, "Hours at work over what is on duty", "doctor"),
    F("share busy", NAME, ANY, "staff|equipment|places", 0, "Hours at work as a share of hours on duty; of a place with turnaround",
      "doctor"),
    F("chance of delay", NAMES, ANY, "places", 0, "The chance to find all of so many spaces taken, by daily counts", "acute unit"),
    F("with", SPACES, ANY, NULL, 0, "With chance of delay: for these numbers of spaces", "9 to 14 spaces"),
    F("share without", NAME, ANY, "information", 0, "How many go through a step without an item", "allergies"),
    F("at", NAME, ANY, "steps", 0, "With share without: at which step", "majors review"),
    F("for", FOR, ANY, NULL, 0, "Only these patients", "[walk-in, ambulance]"),
    F("show", SHOW, ANY, NULL, 0, "mean, median, p95, ...; left out: mean", "p95"),
    F("lens", CHOICE, ANY, "safety|resources|efficiency|outcomes", 0, "What it speaks about", "safety"),
    F("counted at", CHOICE, ANY, "leaving", 0, "A value counts when its patient leaves; left out: when it ends", "leaving"),
    SAYS,
};

static const struct wr_field span_fields[] = {
    F("from", MOMENTS, ANY, NULL, REQ, "The moment it starts", "arrival"),
    F("to", MOMENTS, ANY, NULL, REQ, "The moment it ends; of a list the first that is reached", "[leaving majors, leaving]"),
};

static const struct wr_field harm_fields[] = {
    F("by", NAME, ANY, "measures", 0, "The measured time that the chance depends on", "time in department"),
    F("without", NAME, ANY, "information", 0, "Or: the item whose want does the harm", "allergies"),
    F("at", NAME, ANY, "steps", 0, "With without: at which step", "majors review"),
    F("for", FOR, ANY, NULL, 0, "Only these patients", "went to ward care"),
    F("chance", BANDS, SHARE, NULL, REQ, "The chance for each patient; by bands, each from its time to the next",
      "{0 h: 0, 6 h: 1 in 82, 8 h: 1 in 72}"),
    F("known up to", NUMBER, TIME, NULL, 0, "How far the evidence reaches; beyond it the last band is used and reported", "12 h"),
    F("kind", CHOICE, ANY, "association|cause", 0, "What the evidence shows; left out: association", "association"),
    F("causal share", NUMBER, SHARE, NULL, 0, "The part that a change can be believed to remove; left out: 100%", "50% (0% to 100%)"),
    F("lens", CHOICE, ANY, "safety|resources|efficiency|outcomes", 0, "What it speaks about; left out: safety", "safety"),
    SOURCE,
    SAYS,
};

static const struct wr_field worth_fields[] = {
    F("QALY", NUMBER, MONEY, NULL, 0, "What a year of life in good health is worth", "£70k"),
    F("QALYs", NUMBER, NUMBER, NULL, 0, "How many of those one is", "6 (3 to 9)"),
    F("costs", NUMBER, MONEY, NULL, 0, "What one costs", "£400"),
    F("kind", CHOICE, ANY, "cash-releasing|not cash-releasing|societal", 0, "Whether money comes free", "not cash-releasing"),
    SOURCE,
    SAYS,
};

static const struct wr_field change_fields[] = {
    F("says", TEXT, ANY, NULL, 0, "What changes for patients and staff", "Vital signs go in once, at the bedside"),
    F("need", TEXTS, ANY, NULL, 0, "What frontline staff asked for", "[n12, n31]"),
    F("uses", TEXTS, ANY, NULL, 0, "Entries of the catalogue: the technology under it", "[eobs]"),
    F("effects", LIST, ANY, "effect", 0, "What it changes in the service", "[{change: steps.triage.takes, times: 0.8}]"),
    F("adds", ADDS, ANY, NULL, 0, "New entries of any part", "{tasks: {check alerts: {every: 2 h, with: doctor, takes: 5 min}}}"),
    F("adoption", OBJECT, ANY, "adoption", 0, "How far it is taken up; left out: by all at once", "{reaches: 80%, over: 12 weeks}"),
    F("go live", OBJECT, ANY, "go_live", 0, "The dip before the gain", "{lasts: 4 weeks, slower: {steps.triage.takes: 1.3 times}}"),
    F("beside", KEEPS, SHARE, "changes", 0, "Chosen together with these, it keeps so much of its effect", "{hospital at night: 80%}"),
    F("costs", OBJECT, ANY, "costs", 0, "What it costs", "{once: £320k, a year: £60k, lifetime: 7 years}"),
    F("removes", TEXTS, ANY, NULL, 0, "Entries, or parts of them, that it takes out; routes to them are set in the same change",
      "[tasks.night call]"),
    F("needs first", TEXTS, ANY, NULL, 0, "What must be there before", "[ward wi-fi]"),
    F("hazards", NAMED_LIST, ANY, "hazard", 0, "What can go wrong", "[{says: An alert goes to the wrong person, owner: safety officer}]"),
    F("issues", NAMED_LIST, ANY, "hazard", 0, "What stands in the way", "[{says: No wi-fi in bay 4, owner: estates}]"),
    F("owner", TEXT, ANY, NULL, 0, "Who answers for it", "deputy chief nurse"),
    F("clinical sponsor", TEXT, ANY, NULL, 0, "The clinician who stands for it", "consultant in acute medicine"),
    SOURCE,
};

static const struct wr_field effect_fields[] = {
    F("change", PATH, ANY, NULL, REQ, "What is changed, by its path", "steps.triage.takes"),
    F("set", ANY, ANY, NULL, 0, "It becomes this", "95%"),
    F("times", NUMBER, FACTOR, NULL, 0, "It is multiplied by this", "0.65 (0.50 to 0.80)"),
    F("add", NUMBER, ANY, NULL, 0, "This is added to it (to shares in points)", "3 (0 to 6) points"),
    F("when", WHEN, ANY, NULL, 0, "Only then (numbers over time)", "20:00 to 08:00"),
    SOURCE,
    SAYS,
};

static const struct wr_field adoption_fields[] = {
    F("reaches", NUMBER, SHARE, NULL, 0, "For how many uses it is taken up in the end; left out: 100%", "80% (60% to 95%)"),
    F("over", NUMBER, TIME, NULL, 0, "How long that takes; left out: at once", "12 weeks"),
};

static const struct wr_field go_live_fields[] = {
    F("lasts", NUMBER, TIME, NULL, REQ, "How long the dip lasts", "4 weeks"),
    F("slower", SLOWER, FACTOR, NULL, REQ, "How much longer things take in it", "{steps.triage.takes: 1.3 times}"),
};

static const struct wr_field costs_fields[] = {
    F("once", NUMBER, MONEY, NULL, 0, "To bring it in", "£320k (£250k to £450k)"),
    F("a year", NUMBER, MONEY, NULL, 0, "To keep it", "£60k"),
    F("lifetime", NUMBER, TIME, NULL, 0, "How long it lasts", "7 years"),
};

static const struct wr_field hazard_fields[] = {
    F("says", TEXT, ANY, NULL, REQ, "What can happen, or what stands in the way", "An alert goes to the wrong person"),
    F("owner", TEXT, ANY, NULL, 0, "Who looks after it", "clinical safety officer"),
};

static const struct wr_field number_fields[] = {
    F("estimate", ANY, ANY, NULL, REQ, "The best estimate", "0.65"),
    F("interval", INTERVAL, ANY, NULL, 0, "The 95% interval", "[0.50, 0.80]"),
    F("as", CHOICE, ANY, "beta|logit-normal|lognormal|normal", 0, "The family that says the same", "lognormal"),
    SOURCE,
    SAYS,
};

#define O(name, title, doc, short_form, fields)                                                                                            \
    {                                                                                                                                      \
        name, title, doc, short_form, fields, LEN(fields)                                                                                  \
    }
const struct wr_object wr_describe_objects[] = {
    O("service", "The service file",
      "A care service: what there is, who comes, what is done, what is measured and what could be different.", NULL, service_fields),
    O("walk", "Walked by", "Somebody who works there went through the pathway and said whether it is right.", NULL, walk_fields),
    O("clock", "The clock", "Local time on the wall. Clocks do not change in summer.", NULL, clock_fields),
    O("run", "The run", "Three ways: a warm up and a time to collect; so many arrivals, then drain; each day anew from an hour.", NULL,
      run_fields),
    O("objective", "An objective", "What the service is for, the measure that shows it, and the target.", NULL, objective_fields),
    O("correlation", "A correlation", "Two unknowns that are high or low together.", NULL, correlation_fields),
    O("place", "A place", "Where a patient is. A patient holds one space until the next place is got.", "spaces", place_fields),
    O("turnaround", "Turnaround", "Starts when a space is left; the space counts as full until it is done.", "takes", turnaround_fields),
    O("surge", "Opening by a rule", "A place that opens when a queue is long and closes when it is empty again.", NULL, surge_fields),
    O("staff", "Staff", "People of one kind, as many as are on duty.", "on duty", staff_fields),
    O("equipment", "Equipment", "Things of one kind that a step or a task needs.", "how many", equipment_fields),
    O("down", "Down", "When equipment or a system cannot be used: by chance, planned, or once.", NULL, down_fields),
    O("system", "A system", "A computer system in which information is kept.", NULL, system_fields),
    O("afterwards", "Afterwards", "What is to be caught up with when a system is back.", NULL, afterwards_fields),
    O("item", "A piece of information",
      "What must be known at the bedside: how often it is there, what chasing it costs, how often it is wrong.", NULL, item_fields),
    O("chase", "Chasing", "Work to get a piece of information that is not there.", NULL, chase_fields),
    O("outcome", "An outcome", "How people leave.", NULL, outcome_fields),
    O("comes_back", "Coming back", "A new arrival of the same patient, attributes kept.", NULL, comes_back_fields),
    O("kind", "A kind of patient", "Patients who come in the same way and start at the same step.", NULL, kind_fields),
    O("arrive", "Arrivals",
      "How patients come: at random over the day, week and year; by gaps; booked; or as recorded in a file; `none` for nobody.", NULL,
      arrive_fields),
    O("step", "A step", "Something done with a patient: its gate, its place, its staff, its time, and what comes next.", NULL, step_fields),
    O("together", "Together", "Several patients share one staff and one time.", NULL, together_fields),
    O("gives_up", "Giving up", "Patience ends while waiting.", NULL, gives_up_fields),
    O("unless", "Unless", "Runs beside the step; whichever comes first.", NULL, unless_fields),
    O("task", "A task", "Work that holds staff only, beside the pathway.", NULL, task_fields),
    O("measure", "A measure", "One thing that is measured, in exactly one of the ways below.", NULL, measure_fields),
    O("span", "From moment to moment", "Moments: arrival; asking for, start of, end of a step; entering, leaving a place; leaving.", NULL,
      span_fields),
    O("harm", "A harm", "Not drawn: each patient adds the chance. Always said as associated with, with its range.", NULL, harm_fields),
    O("worth", "Worth", "What one of a harm or of a measure is worth. Carried and shown; not part of a run.", NULL, worth_fields),
    O("change", "A change", "Something that could be done differently: said as care first, technology second.", NULL, change_fields),
    O("effect", "An effect", "One number or entry that a change alters.", NULL, effect_fields),
    O("adoption", "Adoption", "New ways are taken up by and by, and not by all.", NULL, adoption_fields),
    O("go_live", "Go live", "At first everything is slower.", NULL, go_live_fields),
    O("costs", "Costs", "Carried and shown; not part of a run.", NULL, costs_fields),
    O("hazard", "A hazard or an issue", "What can go wrong, or what stands in the way, and who looks after it.", "says", hazard_fields),
    O("number", "An uncertain number", "The long form of `0.65 (0.50 to 0.80)`.", NULL, number_fields),
};
const size_t wr_describe_n_objects = LEN(wr_describe_objects);

const char *const wr_describe_reserved[] = {"done", "rest", "otherwise", "every", "arrival", "leaving", "unlimited", "kind", NULL};

const struct wr_object *wr_describe_object(const char *name)
{
    size_t i;

    for (i = 0; i < wr_describe_n_objects; i++)
        if (strcmp(wr_describe_objects[i].name, name) == 0)
            return &wr_describe_objects[i];
    return NULL;
}

const struct wr_field *wr_describe_field(const struct wr_object *object, const char *key)
{
    size_t i;

    for (i = 0; i < object->n_fields; i++)
        if (strcmp(object->fields[i].key, key) == 0)
            return &object->fields[i];
    return NULL;
}

const char *wr_describe_type(enum wr_type type)
{
    switch (type) {
    case WR_TYPE_TEXT:
        return "a text";
    case WR_TYPE_TEXTS:
        return "a text or a list of texts";
    case WR_TYPE_CHOICE:
        return "one of these words";
    case WR_TYPE_NAME:
        return "a name";
    case WR_TYPE_NAMES:
        return "a name or a list of names";
    case WR_TYPE_NUMBER:
        return "a number, perhaps with its 95% interval";
    case WR_TYPE_VALUE:
        return "a number, a distribution, or a value `by:` an attribute";
    case WR_TYPE_SHARE_VALUE:
        return "a number, or a value `by:` an attribute";
    case WR_TYPE_SCHEDULE:
        return "a number, or a map of whens to numbers that add up";
    case WR_TYPE_WHEN:
        return "days, hours or both; a list for several";
    case WR_TYPE_TIMES:
        return "times alone: 09:00 and 14:00, every 1 h";
    case WR_TYPE_DATE_TIME:
        return "a date, or a date and a time";
    case WR_TYPE_DATES:
        return "a list of dates";
    case WR_TYPE_CLOCK:
        return "a time of day";
    case WR_TYPE_WITH:
        return "a name, names with how many of each, or {any of: [...]}";
    case WR_TYPE_PLACES:
        return "a place, or {any of: [...]}";
    case WR_TYPE_ROUTE:
        return "a name, shares, {by: ...}, or a list of cases with if and then";
    case WR_TYPE_TARGET:
        return "the name of a step or an outcome";
    case WR_TYPE_CONDITION:
        return "a condition";
    case WR_TYPE_FOR:
        return "a kind of patient, a list of kinds, or a condition";
    case WR_TYPE_MOMENTS:
        return "a moment, or a list of moments";
    case WR_TYPE_COUNTED:
        return "a moment, a step or an outcome";
    case WR_TYPE_TARGET_VALUE:
        return "at least, at most, over or under a number";
    case WR_TYPE_SHAPE:
        return "a list of plain numbers";
    case WR_TYPE_SPACES:
        return "a range of spaces: 9 to 14 spaces";
    case WR_TYPE_OVER_WAITING:
        return "over so many waiting for a step";
    case WR_TYPE_SHOW:
        return "mean, median, or a percentile such as p95";
    case WR_TYPE_REPLICATIONS:
        return "auto, or how many";
    case WR_TYPE_ATTRIBUTES:
        return "a map of names: to shares of categories, a distribution, or a chance";
    case WR_TYPE_NEEDS:
        return "a map of items to chase, wait, go ahead, {go ahead: ... times} or {chase: first, go ahead: ... times}";
    case WR_TYPE_FOUND:
        return "a map of steps to factors, or to stops";
    case WR_TYPE_SLOWER:
        return "a map of paths to factors";
    case WR_TYPE_SETS:
        return "a map of attributes to values";
    case WR_TYPE_BANDS:
        return "a chance, or a map of times to chances";
    case WR_TYPE_KEEPS:
        return "a map of changes to shares";
    case WR_TYPE_PATH:
        return "a path, with a point between its parts";
    case WR_TYPE_ANY:
        return "whatever may stand there";
    case WR_TYPE_ADDS:
        return "a map of parts to new entries";
    case WR_TYPE_TWO_NAMES:
        return "a list of two names";
    case WR_TYPE_INTERVAL:
        return "a list of two numbers";
    case WR_TYPE_OBJECT:
        return "a map";
    case WR_TYPE_OBJECTS:
        return "a map of names to entries";
    case WR_TYPE_LIST:
        return "a list of entries";
    case WR_TYPE_NAMED_LIST:
        return "a list or a map of entries";
    case WR_TYPE_UNKNOWNS:
        return "a map of names to numbers";
    case WR_TYPE_OPTIONS:
        return "a map of names to lists of changes";
    case WR_TYPE_COUNT:
        return "a whole number";
    case WR_TYPE_DATE:
        return "a date: 2026-03-05";
    case WR_TYPE_DATE_SPANS:
        return "a list of spans, from a date to a date, or a map of spans to what each is";
    case WR_TYPE_PEOPLE:
        return "a map of role groups to how many";
    case WR_TYPE_INVITED:
        return "a map of role groups to how many, or to {day: ..., night: ...}";
    case WR_TYPE_TEXT_MAP:
        return "a map of keys to texts";
    case WR_TYPE_ESTIMATES:
        return "a map of who estimates to three times: least to likeliest to most";
    }
    return "a value";
}

const char *wr_describe_slot(enum wr_slot slot)
{
    switch (slot) {
    case WR_SLOT_TIME:
        return wr_units_describe(WR_UNIT_TIME);
    case WR_SLOT_SHARE:
        return wr_units_describe(WR_UNIT_SHARE);
    case WR_SLOT_COUNT:
        return "a whole number (12)";
    case WR_SLOT_NUMBER:
        return wr_units_describe(WR_UNIT_BARE);
    case WR_SLOT_FACTOR:
        return wr_units_describe(WR_UNIT_TIMES);
    case WR_SLOT_MONEY:
        return wr_units_describe(WR_UNIT_MONEY);
    case WR_SLOT_MONEY_RATE:
        return wr_units_describe(WR_UNIT_MONEY_RATE);
    case WR_SLOT_RATE:
        return wr_units_describe(WR_UNIT_RATE);
    case WR_SLOT_ANY:
        break;
    }
    return "any quantity";
}
