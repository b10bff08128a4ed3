#!/bin/sh
# run --log: the cases that Python rebuilds from CSV and XES are those of the walk and of the answer; names that need care in either format; whole or
# not at all. (PM4Py and bupaR themselves are not asked: they need not be here.)
set -u
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
case $here in /*) ;; *) here=$OLDPWD/$here ;; esac
small=$WARDROUND_SOURCE/tests/cli/small.yaml

# look NAME SERVICE OPTION REPLICATION
look() {
    "$WARDROUND" run "$2" --option "$3" --replication "$4" --patient all > "$1.walk" || fail "$1: walk"
    for kind in csv xes; do
        "$WARDROUND" run "$2" --option "$3" --replication "$4" --log "$1.$kind" > out 2> err || { fail "$1.$kind"; cat err; }
        [ -s out ] && fail "$1.$kind: something on standard output"
        grep -q "^written: $1.$kind: [0-9]* events of [0-9]* simulated patients, $3, replication $4\$" err || { fail "$1.$kind: what was written"; cat err; }
    done
    python3 "$here/log_cases.py" "$1.walk" "$1.csv" "$1.xes" > cases || fail "$1: cases"
    cat cases
    if command -v xmllint > /dev/null; then
        xmllint --noout "$1.xes" || fail "$1: not XML"
    fi
}
look small "$small" "do nothing" 1
arrived=$("$WARDROUND" run "$small" --option "do nothing" --replications 1 --json | sed -n 's/.*"arrived": \([0-9]*\).*/\1/p' | head -n 1)
grep -q ", $arrived arrived while" cases || fail "run says that $arrived arrived: $(cat cases)"
grep -q "chasing allergies,.*,start,.*,nurse," small.csv || fail "chasing is not there"
look option "$small" "record at the bedside" 2
# with all that can stop, be cut short, fall away or come back
look day "$WARDROUND_SOURCE/tests/rules/15-a-day" "do nothing" 1
for word in schedule suspend resume withdraw; do
    grep -q ",$word," day.csv || fail "nothing is of the lifecycle $word"
done
grep -q "^walk-in:4.2,comes back," day.csv || fail "who comes back"
for rules in "$WARDROUND_SOURCE"/tests/rules/1[0-4]*; do
    look "${rules##*/}" "$rules" "do nothing" 1
done
cat ./*.csv | grep -q ",ate_abort," || fail "nothing is broken off"
"$WARDROUND" run "$small" --log default.csv 2> err
cmp -s default.csv small.csv || fail "left out: do nothing, replication 1"
"$WARDROUND" run "$small" --log again.xes --threads 2 --option "do nothing" 2> err
cmp -s again.xes small.xes || fail "not the same bytes twice"
cmp -s option.csv small.csv && fail "the option makes no difference"

# names that look like the walk's own words, and all that XML and CSV have to be careful with
cat > nasty.yaml << 'END'
wardround: 1
service: Names <&> "to" be, read; twice
data: invented
clock: {start: 2026-01-05 00:00}
run: {warm up: 1 day, collect: 2 weeks, replications: 2, seed: 3}
places:
  bay "6" & <7>: {spaces: 3}
  "as bay": {spaces: 2}
staff:
  nurse: {on duty: 2}
  nurse with keys: {on duty: 2}
information:
  old notes: {there at once: 40%, chase: {takes: 15 min, with: nurse, found: 90%}}
outcomes: [home, bay]
patients:
  walk in:
    arrive: {one every: 3 h}
    starts at: move
    attributes:
      a b: {low "a_b" <says>: 50%, high: 50%}
      a_b: {normal: {mean: 50, sd: 10}}
steps:
  move: {in: 'bay "6" & <7>', with: nurse, takes: 20 min, needs to know: {old notes: chase}, then: move with care}
  move with care: {in: as bay, with: nurse with keys, takes: {exponential: {mean: 2 h}}, then: {home: 50%, bay: rest}}
END
look nasty nasty.yaml "do nothing" 1
grep -q '"bay ""6"" & <7>"' nasty.csv || fail "CSV quotes"
grep -q 'value="bay &quot;6&quot; &amp; &lt;7&gt;"' nasty.xes || fail "XML quotes"
grep -q '<string key="has_a_b" ' nasty.xes || fail "keys"
grep -q '<float key="has_a_b.2" ' nasty.xes || fail "keys that are alike"
grep -q 'walk in:1,move with care,.*,nurse with keys,as bay,' nasty.csv || fail "move with care is misread"

# whole or not at all
echo old > kept.csv
ln -s /dev/full full.csv
"$WARDROUND" run "$small" --log full.csv 2> err && fail "a full disk"
grep -q "full.csv could not be written: the disk is full" err || { fail "full disk"; cat err; }
"$WARDROUND" run "$small" --log no/such/log.xes 2> err && fail "no such folder"
grep -q "there is no such folder" err || { fail "no such folder"; cat err; }
sed 's/collect: 26 weeks/collect: 9000 weeks/; s/one every: 7 h/one every: 8 h/' "$small" > long.yaml
"$WARDROUND" run long.yaml --log kept.csv 2> err &
pid=$!
waited=0
while ! ls kept.csv.*.tmp > /dev/null 2>&1 && [ $waited -lt 100 ]; do sleep 0.05; waited=$((waited + 1)); done
kill -INT $pid
wait $pid
status=$?
if [ $status = 130 ]; then
    [ "$(cat kept.csv)" = old ] || fail "half a log stands where another stood"
elif [ $status != 0 ]; then # it was quicker than we were
    fail "interrupted: $status"
    cat err
fi
ls ./*.tmp > /dev/null 2>&1 && fail "a temporary file was left"

# words
for words in "--log x.txt" "--log x.csv --json" "--log x.csv --replications 3" "--log x.csv --vary places.ward.spaces=5..6" "--log x.csv --patient all"; do
    # shellcheck disable=SC2086
    "$WARDROUND" run "$small" $words > out 2> err
    [ $? = 2 ] || fail "$words: not refused"
    [ -e x.csv ] && fail "$words: something was written"
done
[ $failed = 0 ] && echo "all logs are whole"
exit $failed
