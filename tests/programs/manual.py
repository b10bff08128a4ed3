#!/usr/bin/env python3
"""Runs the examples of docs/manual.md, sections 2 and 3, and those of tests/rules/explained.md: what they show is what happens.

An example is a block of `yaml` and, behind it, one or more blocks of what comes out of it:

    walk    lines of `wardround run --patient all`, in order; lines in between may be left out. The time is said in hours and minutes, with the day
            after the first one: `09:00`, `tue 09:00`. The plain simulator (tests/slowsim) has to say the same lines.
    run     lines of what `wardround run` answers
    check   lines of what `wardround check` says, without the place in the file

What stands behind `walk` and `run` goes to the program: `walk --option "early doctor" --from go-live`.

The yaml is a few lines of a service. What it leaves out comes from the frame below. A first line `# urgent at 09:00 and 09:05, patient at 10:00 for scan`
says who comes when, and for which step when it is not the first; a kind of that name `urgent` has priority 1. Without it one patient comes at 09:00.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile

FRAME = {
    "wardround": "1",
    "service": "An example of the manual",
    "data": "invented",
    "clock": "{start: 2026-01-05 00:00}",
    "run": "{warm up: 0 h, collect: 3 days, replications: 1, seed: 1}",
    "places": "{waiting room: unlimited, bay: 1, ward: 1}",
    "staff": "{doctor: 1, nurse: 1}",
    "outcomes": "[home]",
}
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
RULES = 23
MANUAL, EXPLAINED = "docs/manual.md", "tests/rules/explained.md"


def examples_of(name, page):
    """[(rule, line, yaml, [(line, kind, arguments, shown lines)])] of sections 2 and 3 of the manual, of all of
    another page (rule 0: no rule of its own), and the numbers of the rules there."""
    found, rules, rule, block, section = [], [], 0, None, name != MANUAL
    for number, text in enumerate(page.split("\n"), 1):
        if text.startswith("## ") and name == MANUAL:
            section = text.startswith(("## 2.", "## 3."))
            rule = 0
        if not section:
            continue
        heading = re.match(r"### (\d+)\. ", text)
        if heading and block is None:
            rule = int(heading.group(1))
            rules.append(rule)
        if text.startswith("```") and block is None:
            block = (number, text[3:].strip(), [])
        elif text.startswith("```"):
            at, kind, lines = block
            block = None
            word = kind.split(" ")[0]
            if kind == "yaml":
                found.append((rule, at, lines, []))
            elif word in ("walk", "run", "check") and found:
                found[-1][3].append((at, word, shlex.split(kind)[1:], lines))
            else:
                sys.exit("%s:%d: a block of `%s` is neither an example nor what comes out of one" % (name, at, kind))
        elif block is not None:
            block[2].append(text)
    return found, rules


def write_service(folder, lines):
    """The example made whole by the frame, as FOLDER/service.yaml."""
    text = "\n".join(lines)
    keys = [m.group(1) for m in re.finditer(r"(?m)^([a-z][a-z ]*):", text)]
    whole = ["%s: %s" % (key, value) for key, value in FRAME.items() if key not in keys]
    if "patients" not in keys:
        first = re.search(r"(?m)^steps:\s*(?:#.*)?\{?\s*([^:\n{]+):", text).group(1).strip()
        comes = lines[0][2:] if re.match(r"# .+ at \d", lines[0]) else "patient at 09:00"
        kinds = {}
        for m in re.finditer(r"([a-z][a-z -]*?) at (\d\d:\d\d(?:(?:,| and) \d\d:\d\d)*)(?: for ([^,.]+))?", comes):
            kinds.setdefault(m.group(1).replace(" and ", "").strip(), []).append((re.findall(r"\d\d:\d\d", m.group(2)), m.group(3)))
        whole.append("patients:")
        for kind, parts in kinds.items():
            whole.append("  %s: {arrive: {file: %s.csv, column: time}, priority: %d, starts at: %s}"
                         % (kind, kind, 1 if kind == "urgent" else 3, parts[0][1] or first))
            with open(os.path.join(folder, kind + ".csv"), "w", encoding="utf-8") as out:
                out.write("time\n" + "".join("2026-01-05 %s\n" % time for times, _ in parts for time in times))
    with open(os.path.join(folder, "service.yaml"), "w", encoding="utf-8") as out:
        out.write("\n".join(whole) + "\n" + text + "\n")


def brief(line):
    """A line of the walk as the manual shows it."""
    m = re.match(r"2026-01-(\d\d) (\d\d:\d\d):\d\d(  .*)", line)
    if not m:
        return line
    day = int(m.group(1)) - 5
    return ("" if day == 0 else DAYS[day % 7] + " ") + m.group(2) + m.group(3)


def missing(shown, said):
    """The first line shown that is not there behind those before it, or None."""
    at = 0
    for line in shown:
        want = " ".join(line.split())
        while at < len(said) and " ".join(said[at].split()) != want:
            at += 1
        if at == len(said):
            return line
        at += 1
    return None


def said_by(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
    return done.stdout.decode("utf-8", "replace").split("\n")


def compare(folder, kind, arguments, shown):
    """What is wrong: a list of texts."""
    program, plain = os.environ["WARDROUND"], os.environ.get("WARDROUND_SLOWSIM")
    wrong = []
    if kind == "check":
        said = [re.sub(r"^.*?service\.yaml:\d+:\d+: ", "", line) for line in said_by([program, "check", folder] + arguments)]
        return [] if missing(shown, said) is None else ["check does not say: " + missing(shown, said)] + said
    if kind == "run":
        said = said_by([program, "run", folder] + arguments)
        return [] if missing(shown, said) is None else ["run does not say: " + missing(shown, said)] + said
    said = [brief(line) for line in said_by([program, "run", folder, "--patient", "all", "--replication", "1"] + arguments)]
    if missing(shown, said) is not None:
        wrong += ["the walk does not say: " + missing(shown, said)] + said
    if plain:
        option = [arguments[arguments.index("--option") + 1]] if "--option" in arguments else []
        option += ["go-live"] if "--from" in arguments else []
        said = [brief(line) for line in said_by([plain, folder] + option)]
        if missing(shown, said) is not None:
            wrong += ["the plain simulator does not say: " + missing(shown, said)] + said
    return wrong


def run_page(name, examples, only):
    """How many of a page's examples do not show what happens; each is told."""
    failed = 0
    for rule, at, lines, shown in examples:
        if only and rule not in only and at not in only:
            continue
        if not shown or not all(part[3] for part in shown):
            print("%s:%d: nothing is shown of what comes out of it" % (name, at))
            failed += 1
        for where, kind, arguments, lines_shown in shown:
            with tempfile.TemporaryDirectory() as folder:
                write_service(folder, lines)
                wrong = compare(folder, kind, arguments, lines_shown)
            if wrong:
                print("%s:%d: rule %d: %s" % (name, where, rule, "\n    ".join(wrong)))
                failed += 1
    print("%d examples of %s, %d failed" % (len(examples), name, failed))
    return failed


def main():
    failed, only = 0, [int(word) for word in sys.argv[1:]]
    for name in MANUAL, EXPLAINED:
        with open(os.path.join(os.environ["WARDROUND_SOURCE"], name), encoding="utf-8") as page:
            examples, rules = examples_of(name, page.read())
        if name == MANUAL:
            without = [rule for rule in range(1, RULES + 1) if not any(e[0] == rule and e[3] for e in examples)]
            if rules != list(range(1, RULES + 1)) or without:
                print("%s: the rules are not 1 to %d, each once (%s), or have no example: %s" % (name, RULES, rules, without))
                failed += 1
        failed += run_page(name, examples, only) + (len(examples) < RULES)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
