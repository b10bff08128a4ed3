/* The one description of the language: which objects a service file is made of, which keys each has, and what stands behind each key.
 * The reader (unknown keys, kinds of values), the JSON Schema and the manual's reference chapter all come from these tables. Static, never
 * changed. */
#ifndef WR_MODEL_DESCRIBE_H
#define WR_MODEL_DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>

/* What kind of number a slot takes: which units are allowed there. A bare 0 is allowed everywhere. */
enum wr_slot {
    WR_SLOT_TIME,       /* 8 min, 3 days; not negative */
    WR_SLOT_SHARE,      /* 40%, 1 in 82; 0 to 1 */
    WR_SLOT_COUNT,      /* 3; a whole number, not negative */
    WR_SLOT_NUMBER,     /* 2.5; any plain number */
    WR_SLOT_FACTOR,     /* 1.4 times, 0.65; not negative */
    WR_SLOT_MONEY,      /* £320k */
    WR_SLOT_MONEY_RATE, /* £38 an hour, £60k a year */
    WR_SLOT_RATE,       /* 12 a day; not negative */
    WR_SLOT_ANY         /* any quantity */
};

enum wr_type {
    WR_TYPE_TEXT,         /* one text */
    WR_TYPE_TEXTS,        /* a text, or a list of texts */
    WR_TYPE_CHOICE,       /* one of the words of `of`, joined by | */
    WR_TYPE_NAME,         /* the name of an entry of the part `of` (steps|outcomes: of either) */
    WR_TYPE_NAMES,        /* one name or a list of names of `of` */
    WR_TYPE_NUMBER,       /* one number in `slot`, perhaps uncertain; not by anything */
    WR_TYPE_VALUE,        /* a number, a distribution, or a value `by:` an attribute, in `slot` */
    WR_TYPE_SHARE_VALUE,  /* a number or a value `by:` an attribute, in `slot`; no distribution */
    WR_TYPE_SCHEDULE,     /* a number over time: a count, or a map of whens to counts */
    WR_TYPE_WHEN,         /* days, hours or both; a list for several */
    WR_TYPE_TIMES,        /* times alone: 09:00 and 14:00, every 1 h */
    WR_TYPE_DATE_TIME,    /* 2026-01-05 08:00 */
    WR_TYPE_DATES,        /* a list of dates */
    WR_TYPE_CLOCK,        /* a time of day: 06:00 */
    WR_TYPE_WITH,         /* staff and equipment: a name, {name: how many}, {any of: [...]} */
    WR_TYPE_PLACES,       /* a place, or {any of: [...]} */
    WR_TYPE_ROUTE,        /* where next: a name, shares, by an attribute, or a list of cases */
    WR_TYPE_TARGET,       /* the name of a step or an outcome */
    WR_TYPE_CONDITION,    /* age is at least 75 and not frail */
    WR_TYPE_FOR,          /* kinds of patient (a list: any of them), or a condition */
    WR_TYPE_MOMENTS,      /* arrival, start of triage, leaving ward, leaving; a list: the first reached */
    WR_TYPE_COUNTED,      /* a moment, a step or an outcome */
    WR_TYPE_TARGET_VALUE, /* at least 78%, at most 4 h */
    WR_TYPE_SHAPE,        /* a list of `count` plain numbers */
    WR_TYPE_SPACES,       /* 9 to 14 spaces */
    WR_TYPE_OVER_WAITING, /* over 4 waiting for ward care */
    WR_TYPE_SHOW,         /* mean, median, p95 */
    WR_TYPE_REPLICATIONS, /* auto, or a count */
    WR_TYPE_ATTRIBUTES,   /* {urgency: {urgent: 30%, standard: rest}, age: {normal: {...}}, frail: 12%} */
    WR_TYPE_NEEDS,        /* {allergies: chase, last results: {go ahead: 1.3 times}} */
    WR_TYPE_FOUND,        /* {triage: 1.4 times, get ready: stops}: steps to factors */
    WR_TYPE_SLOWER,       /* {steps.triage.takes: 1.3 times}: paths to factors */
    WR_TYPE_SETS,         /* {urgency: standard}: attributes to values */
    WR_TYPE_BANDS,        /* {0 h: 0, 6 h: 1 in 82}, or one chance */
    WR_TYPE_KEEPS,        /* {other change: 80%}: changes to shares */
    WR_TYPE_PATH,         /* steps.triage.takes */
    WR_TYPE_ANY,          /* whatever the entry that a path names may be */
    WR_TYPE_ADDS,         /* new entries of any part: {tasks: {...}, staff: {...}} */
    WR_TYPE_TWO_NAMES,    /* [a, b] */
    WR_TYPE_INTERVAL,     /* [from, to] */
    WR_TYPE_OBJECT,       /* one object `of` (or its short form) */
    WR_TYPE_OBJECTS,      /* a map of names to objects `of` */
    WR_TYPE_LIST,         /* a list of objects `of`; one object alone is allowed too */
    WR_TYPE_NAMED_LIST,   /* a list or a map of objects `of` */
    WR_TYPE_UNKNOWNS,     /* a map of names to numbers */
    WR_TYPE_OPTIONS,      /* a map of names to lists of changes */
    /* of the people's files (agree/describe.h): */
    WR_TYPE_COUNT,      /* 62: a whole number, not uncertain */
    WR_TYPE_DATE,       /* 2026-03-05 */
    WR_TYPE_DATE_SPANS, /* a list of `2026-12-01 to 2027-02-28`, or a map of them to what each is */
    WR_TYPE_PEOPLE,     /* {ward nurses: 6}: groups to how many */
    WR_TYPE_INVITED,    /* {ward nurses: {day: 30, night: 10}, porters: 10} */
    WR_TYPE_TEXT_MAP,   /* {recruitment: ..., funding: none}: any keys to texts */
    WR_TYPE_ESTIMATES   /* {estates: 2 weeks to 4 weeks to 12 weeks}: who estimates to least, likeliest, most */
};

enum { WR_FIELD_REQUIRED = 1 };

struct wr_field {
    const char *key;
    enum wr_type type;
    enum wr_slot slot;   /* NUMBER, VALUE, SHARE_VALUE, SHAPE */
    const char *of;      /* the object, the part or the words that the type speaks of; NULL: none */
    unsigned flags;      /* WR_FIELD_... */
    const char *doc;     /* one line, plain words */
    const char *example; /* what may stand behind the key */
};

struct wr_object {
    const char *name;       /* "step" */
    const char *title;      /* "A step of the pathway" */
    const char *doc;        /* what it is, in a sentence or two */
    const char *short_form; /* key that a value which is not a map of these keys stands for ("ward: 30" is spaces); NULL: none */
    const struct wr_field *fields;
    size_t n_fields;
};

/* All objects, the service file itself first, in the order of the manual. */
extern const struct wr_object wr_describe_objects[];
extern const size_t wr_describe_n_objects;

const struct wr_object *wr_describe_object(const char *name);                              /* or NULL */
const struct wr_field *wr_describe_field(const struct wr_object *object, const char *key); /* or NULL */
/* A type in words for the manual ("a number, a distribution or a value by an attribute"). Never NULL. */
const char *wr_describe_type(enum wr_type type);
const char *wr_describe_slot(enum wr_slot slot); /* "a time (8 min, 2.5 h, 3 days)" */

/* The words that the language keeps for itself: no step, outcome, place, ... may be called so. Ends with NULL. */
extern const char *const wr_describe_reserved[];

#endif
