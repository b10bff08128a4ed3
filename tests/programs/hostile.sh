#!/bin/sh
# Bad input, full disks, closed pipes, missing rights: a message that says something, exit 2 for the user's text, 1 for disk and rights, silence for
# a closed pipe; never a crash, a hang, or a result of nothing. Each line of the table below is one such trial.
set -u
: "${WARDROUND:?path of the program}" "${WARDROUND_SOURCE:?path of the source tree}"
work=$(mktemp -d) || exit 1
mounted=
trap '[ -z "$mounted" ] || umount "$work/disk"; rm -rf "$work"' EXIT
cd "$work" || exit 1
trials=0
failed=0

fail() {
    failed=$((failed + 1))
    echo "FAILED: $1${with:-}"
    shift
    [ $# -eq 0 ] || sed 's/^/    /' "$@" | head -12
}

# expect STATUS WORDS ARGUMENT...: runs the program with the arguments. It must end with that status in good time, and on a failure say WORDS (a pattern of
# grep -i, "" for any) on stderr; on success, something on stdout.
expect() {
    status=$1
    words=$2
    shift 2
    trials=$((trials + 1))
    timeout 60 "$WARDROUND" "$@" > out 2> err < /dev/null
    got=$?
    if [ $got -ne "$status" ]; then
        fail "wardround $* ends with $got, not $status" err
    elif [ "$status" -ne 0 ] && [ ! -s err ] && [ ! -s out ]; then
        fail "wardround $* fails without a word"
    elif [ -n "$words" ] && ! cat err out | grep -qi -- "$words"; then
        fail "wardround $* does not say: $words" err out
    elif [ "$status" -eq 0 ] && [ ! -s out ]; then
        fail "wardround $* succeeds, and says nothing"
    elif grep -q 'Sanitizer\|runtime error' err; then
        fail "wardround $*" err
    fi
}

# A service that is in order, as text; each trial below spoils one thing in it with a sed expression.
good() {
    cat << 'END'
wardround: 1
service: A small clinic
about: Made for tests.
data: invented
clock: {start: 2026-01-05 00:00}
run: {warm up: 1 day, collect: 10 days, replications: 2, seed: 1}
places: {room: {spaces: 2}, bench: unlimited}
staff: {nurse: 2}
outcomes: {went home: {}}
patients:
  walk-in: {arrive: {one every: 10 min}, starts at: wash}
steps:
  wash: {in: room, with: nurse, takes: {exponential: {mean: 5 min}}, then: {dress: 40%, went home: rest}}
  dress: {takes: 3 min, then: went home}
measures:
  stay: {time: {from: arrival, to: leaving}}
END
}

# spoiled STATUS WORDS SED...: check says so, and run ends the same way (a mistake is one for both).
spoiled() {
    check_status=$1
    run_status=$1
    words=$2
    shift 2
    spoil "$@"
}
# odd STATUS WORDS SED...: legal, so check warns; run ends with STATUS.
odd() {
    check_status=0
    run_status=$1
    words=$2
    shift 2
    spoil "$@"
}
spoil() {
    good | sed "$@" > spoiled.yaml
    with="  ($*)"
    if good | cmp -s - spoiled.yaml; then
        fail "the test spoils nothing: $*"
        return
    fi
    expect $check_status "$words" check spoiled.yaml
    expect $run_status "" run spoiled.yaml
    with=
}

good > good.yaml
expect 0 "" check good.yaml
expect 0 "" run good.yaml
expect 0 "" tell good.yaml
expect 0 "" show good.yaml
expect 0 "" show --json good.yaml

# ---- numbers ----
spoiled 2 "NaN" -e 's/3 min/NaN min/'
spoiled 2 "inf" -e 's/3 min/inf min/'
spoiled 2 "1e999" -e 's/3 min/1e999 min/'
spoiled 2 "1e300\|large" -e 's/mean: 5 min/mean: 1e300 years/'
spoiled 2 "negative" -e 's/3 min/-3 min/'
spoiled 2 "negative" -e 's/mean: 5 min/mean: -5 min/'
spoiled 2 "negative" -e 's/nurse: 2/nurse: -2/'
spoiled 2 "whole" -e 's/nurse: 2/nurse: 1.5/'
spoiled 2 "unit" -e 's/takes: 3 min/takes: 3/'
spoiled 2 "time" -e 's/3 min/£3/'
spoiled 2 "3 mins_ago\|unit" -e 's/3 min/3 mins_ago/'
spoiled 2 "1,200\|comma" -e 's/takes: 3 min/takes: 1,200 min/'
spoiled 2 "100" -e 's/dress: 40%/dress: 140%/'
spoiled 2 "100\|rest" -e 's/, went home: rest/, went home: 40%/'
spoiled 2 "nothing is counted\|time" -e 's/collect: 10 days/collect: 0 h/'
spoiled 2 "" -e 's/replications: 2/replications: 0/'
spoiled 2 "" -e 's/seed: 1/seed: -1/'

# ---- loops of no time, no capacity ----
spoiled 2 "never stop" -e 's/one every: 10 min/one every: 0 min/'
spoiled 2 "thousand million" -e 's/one every: 10 min/one every: 1e-300 s/'
spoiled 2 "thousand million" -e 's/one every: 10 min/a day: 1e15/'
odd 0 "without end" -e 's/one every: 10 min/one every: 1 min/'
spoiled 2 "time" -e 's/takes: 3 min, then: went home/then: dress/'
spoiled 2 "time" -e 's/takes: 3 min, then: went home/takes: 0 min, then: dress/'
spoiled 2 "time" -e 's/takes: {exponential.*/then: dress}/; s/takes: 3 min, then: went home/then: wash/'
spoiled 2 "" -e 's/nurse: 2/nurse: 0/'
spoiled 2 "" -e 's/spaces: 2/spaces: 0/'
spoiled 2 "" -e 's/with: nurse/with: {nurse: 3}/'
spoiled 2 "" -e 's/nurse: 2/nurse: {on duty: {}}/'

# ---- names and forms ----
spoiled 2 "did you mean.*nurse\|nurse" -e 's/with: nurse/with: nusre/'
spoiled 2 "wash" -e 's/starts at: wash/starts at: wsah/'
spoiled 2 "takes" -e 's/dress: {takes/dress: {taeks/'
spoiled 2 "twice" -e 's/^  dress:/  wash:/'
spoiled 2 "no value" -e 's/about: .*/about: x/; s/{spaces: 2}/{spaces: 2, says: Safe, calm}/'
spoiled 2 "alias" -e 's/with: nurse/with: *nurse/'
spoiled 2 "never closed" -e 's/then: went home}/then: went home/'
spoiled 2 "" -e '/^steps:/,$d'
spoiled 2 "" -e '/^patients:/,/^  walk-in/d'
spoiled 2 "none.csv" -e 's/one every: 10 min/file: none.csv, column: time/'
spoiled 2 "" -e 's/one every: 10 min/file: \/etc\/shadow, column: time/'
printf 'time\n2026-01-05 08:00\nyesterday\n' > bad.csv
spoiled 2 "bad.csv" -e 's/one every: 10 min/file: bad.csv, column: time/'

# ---- files that are none ----
good | sed 's/$/\r/' > crlf.yaml
expect 0 "" check crlf.yaml
: > empty.yaml
expect 2 "" check empty.yaml
printf 'just words\n' > words.yaml
expect 2 "" check words.yaml
printf '[1, 2]\n' > list.yaml
expect 2 "" check list.yaml
{ good && printf 'z: \000\n'; } > nul.yaml
expect 2 "NUL" check nul.yaml
{ good && printf 'z: \377\n'; } > latin.yaml
expect 2 "UTF-8" check latin.yaml
good | sed '1s/^/\xff\xfe/' > utf16.yaml
expect 2 "UTF-16" check utf16.yaml
{ good && head -c 8388608 /dev/zero | tr '\0' '#'; } > large.yaml
expect 2 "8 MiB" check large.yaml
awk 'BEGIN { for (i = 0; i < 65; i++) printf "["; for (i = 0; i < 65; i++) printf "]" }' > deep.yaml
expect 2 "64" check deep.yaml
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "[" }' > brackets.yaml
expect 2 "64" check brackets.yaml
head -c 100000 "$WARDROUND" > program.yaml
expect 2 "" check program.yaml
expect 1 "no such file" check missing.yaml
expect 1 "no such file" run missing.yaml
expect 1 "regular file" check /dev/null
mkdir nothing
expect 1 "service.yaml" check nothing
expect 2 "" check
expect 2 "" run good.yaml --no-such-option
expect 2 "" no-such-command
expect 2 "" run good.yaml --replications many
expect 2 "" run good.yaml --replications -1
expect 2 "" run good.yaml --option nobody
expect 2 "" run good.yaml --patient nobody:1 --replication 1
expect 2 "" run good.yaml --vary places.nowhere.spaces=1..3
expect 2 "" run good.yaml --vary places.room.spaces=3..1
expect 2 "" run good.yaml --vary places.room.spaces=1..100000000
expect 2 "" why good.yaml nothing-of-the-sort
expect 1 "no such file" why missing.yaml

# ---- disks and rights ----
# The program with its output to a full disk: exit 1, and a word on stderr.
for command in "run good.yaml" "tell good.yaml" "schema" "show --json good.yaml"; do
    trials=$((trials + 1))
    # shellcheck disable=SC2086 # words of a command line
    timeout 60 "$WARDROUND" $command > /dev/full 2> err
    got=$?
    if [ $got -ne 1 ] || ! grep -qi "disk\|full\|written" err; then fail "wardround $command > /dev/full ends with $got" err; fi
done
expect 1 "full" run good.yaml --report /dev/full
expect 1 "folder" run good.yaml --report nothing
expect 1 "folder" run good.yaml --report no/such/folder/page.html
mkdir disk
if mount -t tmpfs -o size=4k tmpfs disk 2> /dev/null; then
    mounted=yes
    expect 1 "full" run good.yaml --report disk/page.html
    if [ -n "$(ls -A disk)" ]; then fail "a full disk is left with half a page on it"; fi
    expect 1 "full" new disk/service --template emergency
else
    echo "SKIPPED a small disk that fills up: this machine lets nobody mount one (/dev/full was tried)"
fi
expect 1 "" new good.yaml

# As somebody without rights. Root may read everything, so another user is borrowed.
mkdir closed
cp good.yaml closed/service.yaml
cp good.yaml unreadable.yaml
mkdir sealed
chmod 000 closed unreadable.yaml
chmod 555 sealed
cp "$WARDROUND" ./wardround
chmod 755 . ./wardround
chmod 644 good.yaml
as=
borrowed=yes
if [ "$(id -u)" -eq 0 ]; then
    as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    $as ./wardround --version > /dev/null 2>&1 || borrowed=no
fi
if [ $borrowed = yes ]; then
    for trial in "check closed" "check unreadable.yaml" "run good.yaml --report sealed/page.html" "new sealed/service"; do
        trials=$((trials + 1))
        # shellcheck disable=SC2086
        timeout 60 $as ./wardround $trial > /dev/null 2> err < /dev/null
        got=$?
        if [ $got -ne 1 ] || [ ! -s err ]; then fail "without rights, wardround $trial ends with $got" err; fi
    done
else
    echo "SKIPPED what somebody without rights is told: no other user can be borrowed here"
fi
chmod 755 closed sealed

# ---- a reader that has gone: no error and no word ----
for command in "run good.yaml" "tell good.yaml" "schema" "help" "show --json good.yaml" "run good.yaml --json" "run good.yaml --csv"; do
    trials=$((trials + 1))
    rm -f status
    # the other end is closed before the program writes
    # shellcheck disable=SC2086
    { sleep 0.2; timeout 60 "$WARDROUND" $command 2> err; echo $? > status; } | true
    tries=0
    while [ ! -s status ] && [ $tries -lt 300 ]; do sleep 0.1; tries=$((tries + 1)); done
    if [ "$(cat status 2> /dev/null)" != 0 ] || [ -s err ]; then fail "wardround $command into a closed pipe ends with $(cat status)" err; fi
done

echo "$trials trials, $failed failed"
[ $failed -eq 0 ]
