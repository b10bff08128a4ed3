"""Rebuilds the cases of an event log that `run --log` wrote, from the CSV and from the XES, and holds them against the walk of the same run:

    log_cases.py WALK LOG.csv LOG.xes

Only Python's own library: neither PM4Py nor bupaR is needed, and neither is tested here."""
import collections
import csv
import re
import sys
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

FIXED = "case_id activity activity_instance lifecycle timestamp resource place kind".split()
LAST = "option replication part_of_run data".split()
LIFE = "schedule start suspend resume complete withdraw ate_abort".split()  # of XES's standard lifecycle
SINGLE = re.compile(r"arrives\Z|comes back\Z|leaves as |now has ")
NAME = re.compile(r"[A-Za-z_:][A-Za-z0-9_:.-]*\Z")  # a Name of XML, as far as we write them


def need(fine, *what):
    if not fine:
        sys.exit("log_cases.py: " + " ".join(str(x) for x in what))


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f, strict=True)
        need(reader.fieldnames[:8] == FIXED and reader.fieldnames[-4:] == LAST, "columns", reader.fieldnames)
        need(all(n.startswith("has ") for n in reader.fieldnames[8:-4]), "attribute columns", reader.fieldnames)
        rows = list(reader)
    cases, before = collections.OrderedDict(), None
    for row in rows:
        need(None not in row and None not in row.values(), "a line of another length", row)
        need(row["data"] == "simulated, not patients", "does not say that it is simulated", row)
        need(row["lifecycle"] in LIFE, row)
        time = datetime.fromisoformat(row["timestamp"])
        need(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\Z", row["timestamp"]), row)
        need(before is None or time >= before, "time goes backwards", row)
        before = time
        need(row["case_id"].rsplit(":", 1)[0] == row["kind"], row)
        cases.setdefault(row["case_id"], []).append(row)
    for name, events in cases.items():
        look_case(name, [(e["activity"], e["activity_instance"], e["lifecycle"], e["timestamp"], e["resource"], e["place"], e["part_of_run"])
                         for e in events])
        for column in ["kind", "option", "replication"] + [n for n in events[0] if n.startswith("has ")]:
            need(len({e[column] for e in events}) == 1, name, "changes its", column)
    return cases


def look_case(name, events):
    back = re.search(r":\d+\.\d+\Z", name)
    need(events[0][0] == ("comes back" if back else "arrives"), name, "does not begin with its arrival", events[0])
    need(not any(e[0] in ("arrives", "comes back") for e in events[1:]), name, "arrives twice")
    need(not any(e[0].startswith("leaves as ") for e in events[:-1]), name, "goes on after it has left")
    running = {}  # by instance: the activity, and what was last heard of it
    for activity, instance, lifecycle, time, resource, _, _ in events:
        if SINGLE.match(activity):
            need(lifecycle == "complete", name, activity, lifecycle)
            continue
        was = running.get(instance, (activity, None))
        need(was[0] == activity, name, "an instance of two activities", was, activity)
        fine = {"schedule": [None], "start": [None, "schedule"], "suspend": ["start", "resume"], "resume": ["suspend"], "complete": ["start", "resume"],
                "withdraw": [None, "schedule"], "ate_abort": ["start", "resume", "suspend"]}
        need(was[1] in fine[lifecycle], name, activity, lifecycle, "after", was[1])
        if lifecycle in ("complete", "withdraw", "ate_abort"):
            running.pop(instance, None)
        else:
            running[instance] = (activity, lifecycle)
    need(not (running and events[-1][0].startswith("leaves as ")), name, "left in the middle of", running)


def read_xes(path):
    root = ET.parse(path).getroot()
    need(root.tag == "log" and root.get("xes.version") == "1.0" and root.get("xes.features") == "", "head", root.attrib)
    # the order that the standard's schema asks for, and its types
    kinds = {"string": str, "int": int, "float": float, "date": datetime.fromisoformat, "boolean": {"true": True, "false": False}.__getitem__}
    order = ["extension", "global", "classifier", "attribute", "trace"]
    tags = [order.index("attribute" if e.tag in kinds else e.tag) for e in root]
    need(tags == sorted(tags), "parts of the log in another order than the standard's")
    prefixes = {e.get("prefix") for e in root.findall("extension")}
    need(prefixes == {"concept", "time", "lifecycle", "org"}, "extensions", prefixes)
    need({e.get("scope") for e in root.findall("global")} == {"trace", "event"}, "globals")

    def pairs(element):
        found = {}
        for e in element:
            if e.tag in ("event", "trace", "extension", "global", "classifier"):
                continue
            need(e.tag in kinds and set(e.attrib) == {"key", "value"}, "not an attribute of XES", e.tag, e.attrib)
            kinds[e.tag](e.get("value"))
            key = e.get("key")
            need(NAME.match(key) and key not in found, "key", key)
            need(":" not in key or key.split(":")[0] in prefixes, "a key of an extension that is not declared", key)
            found[key] = e.get("value")
        return found

    need(pairs(root)["data"] == "simulated, not patients", "does not say that it is simulated")
    cases = collections.OrderedDict()
    for trace in root.findall("trace"):
        inside = [e.tag == "event" for e in trace]
        need(inside == sorted(inside), "an attribute of a trace behind its events")
        head, events = pairs(trace), [pairs(e) for e in trace.findall("event")]
        name = head["concept:name"]
        need(name not in cases, "two traces of", name)
        for e in events:
            for key in ("concept:name", "lifecycle:transition", "time:timestamp"):
                need(key in e, name, "an event lacks what the globals promise:", key)
        cases[name] = (head, [(e["concept:name"], e["concept:instance"], e["lifecycle:transition"], e["time:timestamp"], e.get("org:resource", ""),
                               e.get("place", ""), e["part_of_run"]) for e in events])
        look_case(name, cases[name][1])
        need((head["left"] == "true") == cases[name][1][-1][0].startswith("leaves as "), name, "left or not?")
    return cases


def walk_events(path):
    """What the walk says of arriving, starting, ending and leaving: (who, words, second)."""
    found, gone = collections.Counter(), set()
    with open(path, encoding="utf-8") as f:
        for line in f:
            time, who, what = line.rstrip("\n").split("  ", 2)
            gone.discard(who) if what == "comes back" else None
            if who in gone:  # an errand that begins while those of a patient who has left end one after another
                continue
            gone.add(who) if what.startswith("leaves as ") and what != "leaves as bay" else None
            if re.search(r":\d+\Z", who) and re.match(r"arrives\Z|comes back\Z|starts |ends |stops |goes on with |is due: |misses |gives up waiting for |"
                                                          r".* is cut short\Z|now has |leaves as (?!bay\Z)", what):
                what = re.sub(r": (found|found but wrong|not found)\Z", "", what)
                found[who, re.sub(r"^(stops .*?): .*", r"\1", what), time] += 1
    return found


def main():
    walk, from_csv, from_xes = walk_events(sys.argv[1]), read_csv(sys.argv[2]), read_xes(sys.argv[3])
    told = collections.Counter()
    for name, events in from_csv.items():
        for e in events:
            second = (datetime.fromisoformat(e["timestamp"]) + timedelta(milliseconds=500)).strftime("%Y-%m-%d %H:%M:%S")
            words, who = e["activity"], re.sub(r"(:\d+)\.\d+\Z", r"\1", name)
            if not SINGLE.match(words):
                resource = " with " + e["resource"] if e["lifecycle"] in ("start", "resume") and e["resource"] else ""
                tell = {"start": ["starts " + words], "complete": ["ends " + words], "suspend": ["stops " + words], "schedule": ["is due: " + words],
                        "resume": ["goes on with " + words, "starts " + words + " again"]}
                # a task that fell away, or what a patient who leaves breaks off, has other words
                ways = tell.get(e["lifecycle"], ["gives up waiting for " + words, "misses " + words, words + " is cut short"])
                ways = [w + resource for w in ways]
                # the walk rounds its times
                near = [str(datetime.fromisoformat(second) + timedelta(seconds=n)) for n in (0, -1, 1)]
                words = next((w for w in ways if any((who, w, t) in walk for t in near)), None if e["lifecycle"] not in tell else ways[0])
                if words is None:
                    continue
            name_now = who
            if not words == "leaves as bay":  # also the name of a place there: the walk alone cannot tell
                told[name_now, words, second] += 1
    # a time within half a millisecond of half a second may be rounded to either second
    apart = {(w, x) for w, x, _ in (walk - told)} ^ {(w, x) for w, x, _ in (told - walk)}
    need(walk and not apart, "the walk and the log tell different things:", sorted(apart)[:5])
    need(sum((walk - told).values()) <= 0.002 * sum(walk.values()) + 1, "times differ")
    need(set(from_csv) == set(from_xes), "the CSV and the XES have different cases")
    for name, (head, events) in from_xes.items():
        rows = from_csv[name]
        need(events == [(e["activity"], e["activity_instance"], e["lifecycle"], e["timestamp"], e["resource"], e["place"], e["part_of_run"])
                        for e in rows], name, "differs between CSV and XES")
        in_csv = [rows[0][n] for n in rows[0] if n.startswith("has ") and rows[0][n] != ""]
        in_xes = [{"true": "yes", "false": "no"}.get(v, v) for k, v in head.items() if k.startswith("has_")]
        need(in_csv == in_xes, name, "has", in_csv, "or", in_xes)
    left = sum(head["left"] == "true" for head, _ in from_xes.values())
    arrived = sum(e["activity"] in ("arrives", "comes back") and e["part_of_run"] == "collected" for events in from_csv.values() for e in events)
    print(f"{len(from_csv)} cases, {left} left, {arrived} arrived while it was collected")


main()
