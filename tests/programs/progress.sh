#!/bin/sh
# Progress: drawn in place on a terminal, not drawn elsewhere, silent with --quiet; a line of the log each ten seconds when there is no terminal (that
# part only under WARDROUND_ALL, since it takes ten seconds).
set -u
command -v script > /dev/null || { echo "no program script(1): skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
expect() { # expect WORDS TEST...: says what went wrong
    words=$1
    shift
    "$@" || { echo "not so: $words"; failed=1; }
}
escape=$(printf '\033')
"${WARDROUND:?}" new "$work/ward" --template ward > /dev/null || exit 1
# replications enough for several seconds; the answer goes to a file, so that only progress is left
run="$WARDROUND run $work/ward --replications 100 --threads 1 --full --output $work/answer"
script -qec "$run" /dev/null < /dev/null > "$work/terminal" 2>&1
expect "progress on a terminal" grep -q "replications: [0-9]* of 100 ([0-9]*%)" "$work/terminal"
expect "in place" grep -q "$escape\\[K" "$work/terminal"
expect "the answer is whole" grep -q "THE NUMBERS" "$work/answer"
script -qec "$run --quiet" /dev/null < /dev/null > "$work/quiet" 2>&1
expect "nothing with --quiet" test -z "$(grep 'replications:' "$work/quiet")"
$run > "$work/out" 2> "$work/err"
expect "nothing drawn without a terminal" test -z "$(grep "$escape" "$work/out" "$work/err")"
if [ -n "${WARDROUND_ALL:-}" ]; then
    "$WARDROUND" run "$work/ward" --replications 6000 --output "$work/answer" 2> "$work/log" &
    long=$!
    sleep 14
    kill -INT "$long" 2> /dev/null
    wait "$long"
    expect "a line of the log" grep -Eq '^ts=[0-9T:.-]+Z level=info msg="[^"]*" done=[0-9]+ of=[0-9]+ seconds=[0-9]+$' "$work/log"
fi
exit $failed
