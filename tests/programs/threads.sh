#!/bin/sh
# One and two threads print the same, byte for byte: --json of the emergency example, all options.
set -eu
: "${WARDROUND:?path of the program}" "${WARDROUND_SOURCE:?path of the source tree}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for threads in 1 2 3; do
    "$WARDROUND" run "$WARDROUND_SOURCE/examples/emergency" --replications 3 --threads "$threads" --json > "$work/$threads"
done
[ -s "$work/1" ]
cmp "$work/1" "$work/2"
cmp "$work/1" "$work/3"
echo "1, 2 and 3 threads: the same $(wc -c < "$work/1") bytes"
