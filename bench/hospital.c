#include "bench/hospital.h"

#include <stdio.h>

enum { WARDS = 30, THEATRES = 8, CLINICS = 15, EMERGENCY = 15, ELECTIVE = 10, CLINIC_KINDS = 15 };

static void places(struct wr_buf *out)
{
    wr_buf_text(out, "places:\n  waiting room: unlimited\n  majors: 30\n  assessment unit: {spaces: 40, turnaround: 15 min}\n"
                     "  recovery: 12\n  discharge lounge: 20\n  clinic hall: unlimited\n  intensive care: 14\n");
    for (int i = 1; i <= WARDS; i++)
        wr_buf_printf(out, "  ward %d: {spaces: %d, turnaround: {takes: 40 min, with: ward nurse %d}}\n", i, 24 + i % 3 * 2, i);
    for (int i = 1; i <= THEATRES; i++)
        wr_buf_printf(out, "  theatre %d: {spaces: 1, turnaround: 20 min}\n", i);
    for (int i = 1; i <= CLINICS; i++)
        wr_buf_printf(out, "  clinic %d: 4\n", i);
}

static void staff(struct wr_buf *out, bool plain)
{
    const char *end = plain ? "" : ", at end of shift: hand over";

    wr_buf_text(out, "staff:\n  triage nurse: 4\n  porter: 12\n  radiographer: 6\n  pharmacist: 5\n");
    wr_buf_printf(out, "  emergency doctor: {on duty: {08:00 to 20:00: 12, 16:00 to 00:00: 6, 20:00 to 08:00: 7}%s}\n", end);
    for (int i = 1; i <= WARDS; i++)
        wr_buf_printf(out,
                      "  ward nurse %d: {on duty: {07:00 to 19:30: 5, 19:30 to 07:00: 3}%s}\n  assistant %d: {on duty: {07:00 to 19:30: 3, "
                      "19:30 to 07:00: 2}}\n"
                      "  ward doctor %d: {on duty: {08:00 to 18:00: 2, 18:00 to 08:00: 1}%s}\n  therapist %d: 1\n",
                      i, end, i, i, end, i);
    for (int i = 1; i <= THEATRES; i++)
        wr_buf_printf(out, "  surgeon %d: 1\n  anaesthetist %d: 1\n  theatre nurse %d: 3\n", i, i, i);
    for (int i = 1; i <= CLINICS; i++)
        wr_buf_printf(out, "  clinic nurse %d: 2\n  clinic doctor %d: 3\n  clerk %d: 1\n", i, i, i);
    wr_buf_text(out, "  bed manager: 3\n  ambulance crew: 8\n  phlebotomist: 6\n  dietician: 2\n  social worker: 4\n  recovery nurse: 8\n");
    if (!plain)
        wr_buf_text(out, "systems:\n  patient record: {down: [{one every: 60 days, lasts: 4 h}, {when: tue 02:00 to 04:00}], on paper: "
                         "{emergency 1 decide: 1.5 times, emergency 2 decide: 1.5 times}}\n");
}

static void kinds(struct wr_buf *out, bool plain)
{
    const char *shape =
        "by hour: [1.2, 1.0, 0.8, 0.7, 0.7, 0.8, 1.2, 1.8, 2.6, 3.4, 3.8, 3.8, 3.6, 3.4, 3.2, 3.2, 3.2, 3.2, 3.2, 3.0, 2.6, 2.2, 1.8, 1.5]";

    wr_buf_text(out, "outcomes: [went home, went home from the ward, died, left before being seen, clinic done]\npatients:\n");
    for (int i = 1; i <= EMERGENCY; i++)
        wr_buf_printf(out,
                      "  emergency %d: {arrive: {a day: 22, %s}, attributes: {urgency: {urgent: 30%%, standard: rest}}, priority: {by: "
                      "urgency, urgent: 1, standard: 3}, "
                      "starts at: emergency %d triage}\n",
                      i, shape, i);
    for (int i = 1; i <= ELECTIVE; i++)
        wr_buf_printf(out,
                      plain ? "  elective %d: {arrive: {a day: 3}, starts at: elective %d admission}\n"
                            : "  elective %d: {arrive: {booked: {mon to fri 07:00: 4}, comes: 95%%}, starts at: elective %d admission}\n",
                      i, i);
    for (int i = 1; i <= CLINIC_KINDS; i++)
        wr_buf_printf(out,
                      plain ? "  clinic patient %d: {arrive: {a day: 40}, starts at: clinic %d book in}\n"
                            : "  clinic patient %d: {arrive: {booked: {mon to fri 09:00 and 10:00 and 11:00 and 13:00 and 14:00 and 15:00: "
                              "9}, comes: 92%%}, "
                              "starts at: clinic %d book in}\n",
                      i, i);
}

static void emergency(struct wr_buf *out, bool plain, int i)
{
    int first = 1 + (2 * i - 2) % WARDS, second = 1 + (2 * i - 1) % WARDS;

    wr_buf_printf(out,
                  "  emergency %d triage: {in: waiting room, with: triage nurse, takes: {lognormal: {mean: 6 min, cv: 0.5}}, then: "
                  "{emergency %d see: 75%%, went home: rest}}\n",
                  i, i);
    wr_buf_printf(out,
                  "  emergency %d see: {in: majors, waits in: waiting room, with: emergency doctor, takes: {lognormal: {mean: 25 min, cv: "
                  "0.7}}, %sthen: emergency %d blood}\n",
                  i, plain ? "" : "gives up: {after: {exponential: {mean: 12 h}}, then: left before being seen}, ", i);
    wr_buf_printf(
        out, "  emergency %d blood: {with: phlebotomist, takes: 8 min, then: {emergency %d picture: 40%%, emergency %d decide: rest}}\n", i,
        i, i);
    wr_buf_printf(out, "  emergency %d picture: {with: radiographer, takes: {gamma: {mean: 20 min, cv: 0.5}}, then: emergency %d decide}\n",
                  i, i);
    wr_buf_printf(out, "  emergency %d decide: {with: emergency doctor, takes: 10 min, then: {emergency %d ward: 28%%, went home: rest}}\n",
                  i, i);
    if (plain)
        wr_buf_printf(out, "  emergency %d ward: {in: ward %d, takes: {lognormal: {mean: 3 days, cv: 1}}, then: emergency %d round}\n", i,
                      first, i);
    else
        wr_buf_printf(out,
                      "  emergency %d ward: {in: {any of: [ward %d, ward %d]}, takes: {lognormal: {mean: 3 days, cv: 1}}, unless: {after: "
                      "{exponential: {mean: 300 days}}, then: died}, then: emergency %d round}\n",
                      i, first, second, i);
    wr_buf_printf(out,
                  "  emergency %d round: {%swith: ward doctor %d, takes: 12 min, %sthen: {emergency %d get ready: 75%%, emergency %d "
                  "another day: rest}}\n",
                  i, plain ? "" : "rounds: 09:00 and 14:00, ", first, plain ? "" : "", i, i);
    wr_buf_printf(out, "  emergency %d another day: {takes: 16 h, then: emergency %d round}\n", i, i);
    wr_buf_printf(out, "  emergency %d get ready: {with: ward nurse %d, takes: 25 min, priority: 4, then: emergency %d transport}\n", i,
                  first, i);
    wr_buf_printf(out,
                  "  emergency %d transport: {in: discharge lounge, with: porter, takes: {exponential: {mean: 40 min}}, then: went home "
                  "from the ward}\n",
                  i);
}

static void elective(struct wr_buf *out, bool plain, int i)
{
    int ward = 1 + (i * 3) % WARDS, theatre = 1 + i % THEATRES;
    char keep[32] = "", frees[32] = "";

    if (!plain) {
        snprintf(keep, sizeof keep, "keep: [ward %d], ", ward);
        snprintf(frees, sizeof frees, "frees: [ward %d], ", ward);
    }

    wr_buf_printf(out, "  elective %d admission: {in: assessment unit, with: bed manager, takes: 20 min, then: elective %d prepare}\n", i,
                  i);
    wr_buf_printf(out, "  elective %d prepare: {in: ward %d, with: ward nurse %d, takes: 40 min, %sthen: elective %d take down}\n", i, ward,
                  ward, keep, i);
    wr_buf_printf(out, "  elective %d take down: {with: porter, takes: 12 min, then: elective %d operation}\n", i, i);
    wr_buf_printf(out,
                  "  elective %d operation: {in: theatre %d, with: {surgeon %d: 1, anaesthetist %d: 1, theatre nurse %d: 2}, takes: "
                  "{lognormal: {mean: 90 min, cv: 0.5}}, then: elective %d wake}\n",
                  i, theatre, theatre, theatre, theatre, i);
    wr_buf_printf(out,
                  "  elective %d wake: {in: recovery, with: recovery nurse, takes: {gamma: {mean: 50 min, cv: 0.4}}, then: {elective %d "
                  "intensive: 8%%, elective %d stay: rest}}\n",
                  i, i, i);
    wr_buf_printf(out, "  elective %d intensive: {in: intensive care, takes: {lognormal: {mean: 2 days, cv: 1}}, then: elective %d stay}\n",
                  i, i);
    wr_buf_printf(out, "  elective %d stay: {in: ward %d, takes: {lognormal: {mean: 2 days, cv: 0.8}}, %sthen: elective %d therapy}\n", i,
                  ward, frees, i);
    wr_buf_printf(out, "  elective %d therapy: {with: therapist %d, takes: 30 min, then: elective %d medicines}\n", i, ward, i);
    wr_buf_printf(out, "  elective %d medicines: {with: pharmacist, takes: 15 min, then: elective %d go}\n", i, i);
    wr_buf_printf(out, "  elective %d go: {in: discharge lounge, takes: {exponential: {mean: 1 h}}, then: went home from the ward}\n", i);
}

static void clinic(struct wr_buf *out, int i)
{
    wr_buf_printf(out, "  clinic %d book in: {in: clinic hall, with: clerk %d, takes: 2 min, then: clinic %d weigh}\n", i, i, i);
    wr_buf_printf(out, "  clinic %d weigh: {with: clinic nurse %d, takes: 5 min, then: clinic %d see}\n", i, i, i);
    wr_buf_printf(out,
                  "  clinic %d see: {in: clinic %d, with: clinic doctor %d, takes: {lognormal: {mean: 15 min, cv: 0.5}}, then: {clinic %d "
                  "blood: 20%%, clinic %d picture: 15%%, clinic %d advise: rest}}\n",
                  i, i, i, i, i, i);
    wr_buf_printf(out, "  clinic %d blood: {in: clinic hall, with: phlebotomist, takes: 6 min, then: clinic %d result}\n", i, i);
    wr_buf_printf(out, "  clinic %d picture: {in: clinic hall, with: radiographer, takes: 15 min, then: clinic %d result}\n", i, i);
    wr_buf_printf(out, "  clinic %d result: {takes: {exponential: {mean: 25 min}}, then: clinic %d again}\n", i, i);
    wr_buf_printf(out, "  clinic %d again: {in: clinic %d, with: clinic doctor %d, takes: 6 min, then: clinic %d advise}\n", i, i, i, i);
    wr_buf_printf(out,
                  "  clinic %d advise: {with: clinic nurse %d, takes: 5 min, then: {clinic %d medicines: 40%%, clinic %d leave: rest}}\n",
                  i, i, i, i);
    wr_buf_printf(out, "  clinic %d medicines: {in: clinic hall, with: pharmacist, takes: 4 min, then: clinic %d leave}\n", i, i);
    wr_buf_printf(out, "  clinic %d leave: {in: clinic hall, with: clerk %d, takes: 1 min, then: clinic done}\n", i, i);
}

void bench_hospital_text(bool plain, struct wr_buf *out)
{
    wr_buf_text(out,
                "wardround: 1\nservice: A whole hospital\nabout: Made up for the bench\ndata: invented\nclock: {start: 2026-01-05 00:00}\n"
                "run: {warm up: 4 weeks, collect: 48 weeks, replications: 10, seed: 2026}\n");
    places(out);
    staff(out, plain);
    kinds(out, plain);
    wr_buf_text(out, "steps:\n");
    for (int i = 1; i <= EMERGENCY; i++)
        emergency(out, plain, i);
    for (int i = 1; i <= ELECTIVE; i++)
        elective(out, plain, i);
    for (int i = 1; i <= CLINIC_KINDS; i++)
        clinic(out, i);
    if (!plain) {
        wr_buf_text(out, "tasks:\n");
        for (int i = 1; i <= WARDS; i++)
            wr_buf_printf(out,
                          "  observations %d: {every: 6 h, for each patient in: ward %d, with: {any of: [assistant %d, ward nurse %d]}, "
                          "takes: 6 min}\n",
                          i, i, i, i);
    }
    wr_buf_text(out, "measures:\n  time in emergency: {time: {from: arrival, to: [leaving majors, leaving]}, for: [");
    for (int i = 1; i <= EMERGENCY; i++)
        wr_buf_printf(out, "%semergency %d", i > 1 ? ", " : "", i);
    wr_buf_text(out, "]}\n  within four hours: {share of: time in emergency, at most: 4 h}\n  blocked: {blocked in: majors}\n");
    for (int i = 1; i <= WARDS; i++)
        wr_buf_printf(out, "  ward %d occupied: {share occupied: ward %d}\n", i, i);
}
