#!/bin/sh
# What writes into the people's files: nothing that a person wrote is lost or moved, what is written passes `check`, mistakes write nothing, and every
# capability of the catalogue can be proposed into a filled-in service and into a template.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
w() { "$WARDROUND" "$@" > out 2> err; }
# The text is there, in what was said last.
says() { grep -qF -- "$1" "$2" || { fail "not said: $1"; head -n 20 out err; }; }
# Every line of the old file stands in the new one, in the same order; only lines were added (diff gives nothing but `>`).
only_added() {
    diff "$1" "$2" > changed
    grep -q '^<' changed && { fail "$3: a line was changed"; cat changed; }
    return 0
}
# Nothing at all has changed since `keep`.
keep() { rm -rf before && cp -r em before; }
unchanged() { diff -r before em > changed || { fail "$1: something was written"; cat changed; }; }

cp -r "$WARDROUND_SOURCE/examples/emergency" em
w check em || fail "the example has mistakes"

# a need, with everything that can be said of it
keep
w need em "I walk: nobody, #3 again, knows" --role "ward nurses" --at "get ready" --missing "home circumstances" --how-often "5 to 9 a day" \
    --costs-staff "10 to 20 min" --costs-patients "Half a day" --name "no" --date 2026-02-03 || { fail "need"; cat err; }
says "written in em/needs/ward.yaml, line" out
says 'says: "I walk: nobody, #3 again, knows"' out
says 'name: "no"' out
says "Said before, and perhaps the same:" out
only_added before/needs/ward.yaml em/needs/ward.yaml need
new=$(sed -n 's/^\(n[0-9]*\): written.*/\1/p' out)
line=$(sed -n 's/.*line \([0-9]*\):$/\1/p' out)
[ "$(sed -n "${line}p" em/needs/ward.yaml)" = "  $new:" ] || fail "the line that was told is not where it stands"
w check em || { fail "check after need"; cat err; }
w needs em --role "ward nurses" || fail needs
says "300 to 1,100 hours of staff time a year" out
# one more voice, twice; then two that are one
w need em --me-too "$new" --role porters --people 2 || fail me-too
w need em --me-too "$new" --role porters || fail me-too
says "porters too: 3 of them now" out
w need em --merge "$new" --into n15 || fail merge
says "n15 keeps this voice too: 15 people now" out
w needs em --json || fail "needs --json"
says "\"merged into\": \"n15\"" out
w check em || { fail "check after merge"; cat err; }

# what is not understood writes nothing, and says what to write
keep
refused() {
    want=$1
    shift
    w "$@" && fail "was taken: $*"
    says "$want" err
    unchanged "$*"
}
refused "who says so?" need em "It rains in"
refused "did you mean \`ward nurses\`?" need em "It rains in" --role "ward nurse"
refused "did you mean \`majors review\`?" need em "It rains in" --role porters --at "majors revue"
refused "write --how-often" need em "It rains in" --role porters --how-often sometimes
refused "write --costs-staff" need em "It rains in" --role porters --costs-staff "7 a week"
refused "write --date 2026-01-12" need em "It rains in" --role porters --date 2026-02-30
refused "is the name of a need" need em n15 --role porters
refused "one at a time" need em "It rains in" --merge n15 --into n12
refused "is merged into n15 already" need em --merge "$new" --into n12
refused "is itself merged into n15" need em --merge n12 --into "$new"
refused "into itself" need em --merge n12 --into n12
refused "no number of people" need em --me-too n12 --role porters --people 1.5
refused "there is no need \`n99\`" need em --me-too n99 --role porters
refused "what could go wrong?" hazard em "record at the bedside" --role porters
refused "there is no change" hazard em "record at bedsides" "It falls over" --role porters
refused "is no plan" issue em "It rains in" --plan maybe
refused "why is it closed?" close em h1
refused "did you mean \`h1\`?" close em h11 --because "done"
refused "NHS number" need em "Mrs 943 476 5919 waited" --role porters
refused "NHS number" hazard em "It falls over" --role porters --cause "943 476 5919 was on the screen"
refused "type it anew" need em "$(printf '\342\200\256It rains in')" --role porters
refused "there is no folder" need nowhere "It rains in" --role porters
refused "is not a folder" need em/service.yaml "It rains in" --role porters

# hazards and issues: raised, opened, closed; nothing is deleted
keep
w hazard em "record at the bedside" "Two are seen, from one screen" --role porters --cause "a, b" --cause "c: d" --harm "A drug" --date 2026-03-07 || fail hazard
says 'causes: ["a, b", "c: d"]' out
says "not scored" out
grep -q "severity" out && fail "a score was written"
only_added before/hazards/log.yaml em/hazards/log.yaml hazard
w issue em "evening doctors" "Nobody - really - wants it" --domain adopters --for "medical staffing" --depends-on i1 || fail issue
says 'still needs: `owner`, `plan`, `due`' out
only_added before/issues/issues.yaml em/issues/issues.yaml issue
w issue em --from-readiness || fail from-readiness
w issue em --from-readiness || fail from-readiness
says "none was opened" out
w check em || { fail "check after issues"; cat err; }
keep
w close em i3 --because 'They "signed", all of them: on Tuesday' || fail close
says 'closed' out
w close em i3 --because again && fail "closed twice"
w check em || { fail "check after close"; cat err; }
[ "$(wc -l < before/issues/issues.yaml)" -le "$(wc -l < em/issues/issues.yaml)" ] || fail "close took a line away"
grep -qF 'Thirty practices must sign' em/issues/issues.yaml || fail "close took the sentence away"

# a file that is wrong is not written into
cp -r em broken
printf 'needs:\n  n1: &x {says: a}\n' > broken/needs/zz.yaml
w need broken "It rains in" --role porters && fail "wrote into a folder with mistakes"
says "zz.yaml:2:7" err
# nor one that may not be written (root may write everywhere)
if [ "$(id -u)" -ne 0 ]; then
    chmod a-w em/needs/ward.yaml
    keep
    refused "nothing was written" need em "It rains in" --role porters
    chmod u+w em/needs/ward.yaml
fi
# where nothing is yet, the folder and the file are made
mkdir bare && cp "$WARDROUND_SOURCE/examples/stroke/service.yaml" bare/ 2> /dev/null || w new bare
w need bare "The first that anybody said" --role "whoever" --date 2026-01-01 || { fail "need in a bare folder"; cat err; }
[ -f bare/needs/needs.yaml ] || fail "no needs/needs.yaml"
w hazard bare "It falls over" --role whoever || fail "hazard in a bare folder"
w issue bare "It rains in" || fail "issue in a bare folder"
w check bare || { fail "check of the bare folder"; cat err; }

# twenty at the same time: each is written, or told to do it again; none is lost
for i in 1 2 3 4; do
    ( n=0; while [ $n -lt 5 ]; do "$WARDROUND" need bare "Voice $i of $n" --role whoever > /dev/null 2> /dev/null && echo "Voice $i of $n" >> "told$i"; n=$((n + 1)); done ) &
done
wait
cat told? 2> /dev/null > told || true
while read -r voice; do grep -qF "says: $voice" bare/needs/needs.yaml || fail "lost: $voice"; done < told
[ -s told ] || fail "nobody could write"
w check bare || { fail "check after all at once"; cat err; }

# every capability, into the example and into a template: check finds no mistake, and the effects are run
w new wd --template ward || fail "no template"
for service in em wd; do
    for capability in $("$WARDROUND" catalogue list | grep -E '^[a-z][a-z-]*$'); do
        w propose "$service" "$capability" || { fail "propose $service $capability"; cat err; }
        w check "$service" || { fail "check $service with $capability"; cat err; }
    done
done
[ "$(find em/changes -name '*.yaml' | wc -l)" -eq 20 ] || fail "not all twenty were proposed"
grep -l "source: invented}" em/changes/*.yaml | grep -q shared-care-record || fail "no effect was written"
grep -rq "from-memory" em/changes && fail "what is only remembered is mentioned"
w tell em || fail tell
says "shared care record across organisations" out
w run em --option "shared care record across organisations" --replications 2 || { w run em --replications 2 || { fail run; cat err; }; }
says "hared care record" out
keep
refused "left as it is" propose em eobs
refused "names a product" propose em VitalPAC
refused "names a product" propose em "buy iPads"
# in the service's own folder its name may be left out; a sentence can be matched without any service
(cd em && "$WARDROUND" gate "evening doctors" --date 2026-03-10 > ../out 2> ../err) || fail "gate without a service's name"
says "GATE: evening doctors" out
(cd em && "$WARDROUND" match n12 > ../out 2> ../err) || fail "match without a service's name"
says "answerphone" out
w match "I can never find the drug chart" || fail "a sentence without a service"
says "Electronic prescribing" out
w match n12 && fail "one word without a service"
says "is one word" err
w gate "evening doctors" && fail "gate without a service"
exit $failed
