#!/bin/sh
# show --diff: a service and its own text by `show` say the same; each example against another reads and ends with 0; mistakes are mistakes.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
for service in "$WARDROUND_SOURCE"/examples/* "$WARDROUND_SOURCE"/templates/*.yaml "$WARDROUND_SOURCE"/tests/rules/16-* "$WARDROUND_SOURCE/tests/cli/small.yaml"; do
    [ -f "$service" ] || [ -f "$service/service.yaml" ] || continue
    "$WARDROUND" show "$service" > shown.yaml 2> err || fail "$service"
    cp "$service"/*.csv . 2> err # arrivals are looked for beside the file
    "$WARDROUND" show --diff "$service" shown.yaml > out 2> err || { fail "$service: diff"; cat err; }
    [ "$(cat out)" = "$service and shown.yaml say the same." ] || { fail "$service and its own text"; head -n 20 out; }
    "$WARDROUND" show --diff shown.yaml "$WARDROUND_SOURCE/tests/cli/small.yaml" > out 2> err || { fail "$service and small.yaml"; cat err; }
done
sed 's/spaces: 6/spaces: 7/' "$WARDROUND_SOURCE/tests/cli/small.yaml" > seven.yaml
"$WARDROUND" show --diff "$WARDROUND_SOURCE/tests/cli/small.yaml" seven.yaml > out 2> err || fail "a difference is no failure"
printf 'changed: places.ward.spaces\n    was: 6\n    now: 7\n' > want
sed 1,2d out | cmp -s - want || { fail "one difference"; cat out; }
"$WARDROUND" show --diff "$WARDROUND_SOURCE/tests/cli/small.yaml" seven.yaml --json > out 2> err || fail "--json"
python3 -c '
import json, sys
d = json.load(open("out"))["differences"]
sys.exit(d != [{"path": "places.ward.spaces", "what": "changed", "was": "6", "now": "7"}])' || fail "--json: $(cat out)"
sed 's/spaces: 6/spacez: 6/' "$WARDROUND_SOURCE/tests/cli/small.yaml" > wrong.yaml
"$WARDROUND" show --diff seven.yaml wrong.yaml > out 2> err
[ $? = 2 ] || fail "mistakes"
grep -q "did you mean" err || fail "mistakes are not told"
[ -s out ] && fail "something was said of a service with mistakes"
exit $failed
