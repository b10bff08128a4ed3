#!/bin/sh
# Every template's first weeks, event by event: the engine and the plain simulator (tests/slowsim) say the same.
set -u
: "${WARDROUND:?path of the program}" "${WARDROUND_SLOWSIM:?path of test_slowsim}" "${WARDROUND_SOURCE:?path of the source tree}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
seen=0
for template in "$WARDROUND_SOURCE"/templates/*.yaml; do
    name=$(basename "$template" .yaml)
    seen=$((seen + 1))
    mkdir "$work/$name"
    # without its warm-up, and not for half a year: the plain simulator is slow, and stops after 20,000 events
    sed 's/^run: {warm up: .*seed: \([0-9]*\)}.*/run: {warm up: 0 h, collect: 3 weeks, replications: 1, seed: \1}/' "$template" > "$work/$name/service.yaml"
    "$WARDROUND" run "$work/$name" --patient all --replication 1 2> "$work/said" | head -n 19990 > "$work/engine"
    "$WARDROUND_SLOWSIM" "$work/$name" | head -n 19990 > "$work/plain"
    events=$(wc -l < "$work/engine")
    if [ "$events" -lt 500 ] || ! diff "$work/engine" "$work/plain" > "$work/diff"; then
        echo "FAILED $name, $events events: < engine, > plain simulator"
        cat "$work/said"
        head -n 6 "$work/diff"
        failed=$((failed + 1))
    else
        echo "$name: $events events"
    fi
done
echo "$seen templates, $failed failed"
[ "$seen" -ge 8 ] && [ "$failed" -eq 0 ]
