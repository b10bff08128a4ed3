#!/bin/sh
# The rules by hand: every tests/rules/CASE/walk*.txt must be what `wardround run CASE --patient all` prints, line for line (tests/rules/README.md).
# With names of cases as arguments only those are run.
set -u
: "${WARDROUND:?path of the program}" "${WARDROUND_SOURCE:?path of the source tree}"
rules=$WARDROUND_SOURCE/tests/rules
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
walks=0
failed=0
for case in "$rules"/*/; do
    name=$(basename "$case")
    if [ $# -gt 0 ]; then
        case " $* " in *" $name "*) ;; *) continue ;; esac
    fi
    if ! "$WARDROUND" check "$case" > "$work/check" 2>&1; then
        echo "FAILED $name: check refuses it"
        sed 's/^/    /' "$work/check"
        failed=$((failed + 1))
        continue
    fi
    for walk in "$case"walk*.txt; do
        file=$(basename "$walk" .txt)
        option=${file#walk}
        option=${option#.}
        set_from=
        case $option in *.go-live) option=${option%.go-live} set_from=yes ;; esac
        walks=$((walks + 1))
        if ! "$WARDROUND" run "$case" --patient all --replication 1 ${option:+--option "$option"} ${set_from:+--from go-live} \
            > "$work/walk" 2> "$work/said"; then
            echo "FAILED $name ($file): run says"
            sed 's/^/    /' "$work/said"
            failed=$((failed + 1))
        elif ! diff "$walk" "$work/walk" > "$work/diff"; then
            echo "FAILED $name ($file): < by hand, > printed"
            head -20 "$work/diff" | sed 's/^/    /'
            failed=$((failed + 1))
        fi
    done
done
echo "$walks walks, $failed failed"
[ "$walks" -gt 0 ] && [ "$failed" -eq 0 ]
