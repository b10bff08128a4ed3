#!/bin/sh
# The page as a person makes it: written where it was asked for and said so, the same bytes twice and with any number of threads, whole or not at all,
# well-formed, and, where Node and Chromium are there, looked at in a browser.
set -eu
: "${WARDROUND:?}" "${WARDROUND_SOURCE:?}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
service=$WARDROUND_SOURCE/examples/emergency
failed=0
fail() {
    echo "NOT OK: $*"
    failed=1
}

cd "$folder"
"$WARDROUND" report "$service" --replications 5 --threads 2 >said || fail "report"
grep -q "^The report lies at $folder/report.html\$" said || fail "it does not say where the page lies: $(cat said)"
"$WARDROUND" report "$service" --replications 5 --threads 1 --output again.html --board board.html --ward ward.html >/dev/null
cmp report.html again.html || fail "not the same bytes with 1 and 2 threads"

# What people must find.
for text in "Invented example: decide nothing with it" "What is asked, and what the answer is" "associated with" "No clinical sponsor is named" \
    "What information is worth" "The options, side by side" "What the model leaves out" "6. Code access" "Draft. Not signed."; do
    grep -q "$text" report.html || fail "not in the page: $text"
done
grep -q "From whom it would be bought" board.html || fail "the board paper does not say from whom"
grep -q "What was written down has been closed, with a reason" ward.html || fail "a hazard that was closed is passed over on the ward's page"
if grep -qi '>nan\b\|<script\|@import\|src=\|url(h' report.html; then
    fail "a NaN, a script or an outside address is in the page"
fi
if command -v xmllint >/dev/null; then
    sed 1d report.html | xmllint --noout --nonet - || fail "not well-formed"
fi
if command -v dot >/dev/null; then
    grep -q 'class="pathway' report.html || fail "the pathway is not drawn although dot is here"
fi

# Whole or not at all.
mkdir closed
if [ "$(id -u)" != 0 ]; then
    chmod a-w closed
    if "$WARDROUND" report "$service" --replications 2 --quick --output closed/report.html >/dev/null 2>err; then
        fail "a folder without rights"
    fi
fi
status=0
"$WARDROUND" report "$service" --replications 2 --quick --output none/report.html >out 2>err || status=$?
[ "$status" = 1 ] || fail "a missing folder gives $status and not 1"
[ -s err ] && [ ! -s out ] || fail "a missing folder: no message, or an answer all the same"
status=0
"$WARDROUND" report "$folder/nothing.yaml" >out 2>err || status=$?
[ "$status" != 0 ] && [ -s err ] || fail "a missing service gives $status"

status=0
"$WARDROUND_SOURCE/tests/browser/run" report.html || status=$?
case $status in
0) ;;
77) [ "$failed" = 0 ] && exit 77 ;;
*) fail "the browser finds fault" ;;
esac
exit $failed
