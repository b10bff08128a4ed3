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
for page in report board ward; do
    if grep -qi '>nan\b\|<script\|@import\|src=\|url(h' $page.html; then
        fail "a NaN, a script or an outside address is in $page.html"
    fi
    if command -v xmllint >/dev/null; then
        sed 1d $page.html | xmllint --noout --nonet - || fail "$page.html is not well-formed"
    fi
    grep -q "Draft. Not signed." $page.html || fail "$page.html does not say that it is a draft"
done
for case in "1. Strategic" "2. Economic" "3. Commercial" "4. Financial" "5. Management"; do
    grep -q "$case" board.html || fail "not in the board paper: $case"
done
# Pages for people need a folder.
status=0
"$WARDROUND" report "$service/service.yaml" --replications 2 --quick --board none.html >out 2>err || status=$?
[ "$status" = 2 ] && [ -s err ] && [ ! -e none.html ] || fail "a board paper of a single file gives $status"
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

# In a browser: the long page at three widths, by axe at the narrowest and the widest; the short ones by axe at one width each. Then the sheets they print on.
looked=0
look() { # PAGE WIDTHS SHEETS (0: any number)
    status=0
    if [ "$3" = 0 ]; then # pictures of fifty sheets take long, and nobody looks at them here
        LOOK=$2 "$WARDROUND_SOURCE/tests/browser/run" "$1.html" || status=$?
    else
        LOOK=$2 "$WARDROUND_SOURCE/tests/browser/run" "$1.html" "pictures-$1" || status=$?
    fi
    case $status in
    0) looked=1 ;;
    77) return ;;
    *) fail "the browser finds fault with $1.html" ;;
    esac
    if [ "$3" != 0 ]; then
        # Chromium writes each sheet as an object of its own, in plain text.
        sheets=$(grep -a -c '/Type /Page$' "pictures-$1/report.pdf" || true)
        [ "$sheets" = "$3" ] || fail "$1.html prints on $sheets sheets and not on $3"
    fi
}
look report 320,1280 0
look board 768 2
look ward 320 1
if [ "$looked" = 0 ] && [ "$failed" = 0 ]; then
    exit 77
fi
exit $failed
