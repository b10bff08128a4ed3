#!/bin/sh
# Ctrl-C ends a run cleanly with what is done: whole answers, a sentence that says so, exit status 130; and a message when there is nothing to show yet.
set -eu
: "${WARDROUND:?}" "${WARDROUND_SOURCE:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
small=$WARDROUND_SOURCE/tests/cli/small.yaml
failed=0
fail() {
    echo "NOT OK: $*"
    failed=1
}

# stop FILE SECONDS WORDS...: runs the program, stops it after so long, its exit status in $status
stop() {
    file=$1 seconds=$2
    shift 2
    status=0
    "$WARDROUND" "$@" >"$file" 2>"$file.err" &
    pid=$!
    sleep "$seconds"
    kill -INT "$pid" || fail "it had ended by itself: $(cat "$file.err")"
    wait "$pid" || status=$?
}

for threads in 1 2; do
    stop "$work/table" 2 run "$small" --replications 1000000 --threads $threads
    [ "$status" = 130 ] || fail "exit status $status with $threads threads: $(cat "$work/table.err")"
    grep -q "^Beware: Stopped before the end: what follows rests on the [0-9,]* whole run" "$work/table" || fail "it does not say that it was stopped"
    grep -q "^Made by wardround" "$work/table" || fail "the answer is not whole"

    # What was done is what a run of that many says: the same values, one by one.
    stop "$work/part" 2 run "$small" --replications 1000000 --threads $threads --csv
    [ "$status" = 130 ] || fail "csv: exit status $status"
    runs=$(sed -n 's/^do nothing,measure,ward occupied,\([0-9]*\),value,.*/\1/p' "$work/part" | sort -n | tail -n 1)
    [ "${runs:-0}" -ge 1 ] || fail "no whole run in two seconds"
    few=$((runs > 5 ? 5 : runs))
    "$WARDROUND" run "$small" --replications $few --csv >"$work/few"
    for file in part few; do
        awk -F, -v few=$few '$4 != "" && $4 <= few && $5 == "value"' "$work/$file" >"$work/$file.values"
    done
    [ -s "$work/few.values" ] || fail "no values to compare"
    cmp -s "$work/part.values" "$work/few.values" || fail "a run that was stopped has other values"
done

stop "$work/why" 2 why "$small" --replications 1000000
[ "$status" = 130 ] || fail "why: exit status $status"
grep -q "Stopped before the end" "$work/why" || fail "why does not say that it was stopped"

# One run that takes long, and has room and staff for all who come: nothing is whole, so nothing is answered.
sed "s/collect: 26 weeks/collect: 100 years/; s/one every: 7 h/one every: 20 s/; s/spaces: 6/spaces: 9000/; s/to 19:00: 2/to 19:00: 300/; s/to 07:00: 1/to 07:00: 300/" "$small" >"$work/long.yaml"
stop "$work/none" 2 run "$work/long.yaml"
[ "$status" = 130 ] || fail "nothing done: exit status $status"
[ ! -s "$work/none" ] || fail "nothing done, and an answer all the same"
grep -q "stopped before the first run was whole" "$work/none.err" || fail "nothing done: no message but $(cat "$work/none.err")"
exit $failed
