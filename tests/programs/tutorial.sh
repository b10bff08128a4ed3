#!/bin/sh
# Runs a tutorial of docs/ (its first argument; left out: tutorial.md) as it stands: writes its yaml blocks to the files that their first lines name, runs the commands of its console blocks in a
# folder of its own, and looks for each shown line in what came out, in order. A line that ends in `...` need only begin so; `...` alone is any
# lines. Without `...` between them, shown lines must follow each other.
set -u
source_root=${WARDROUND_SOURCE:?}
page=${1:-tutorial.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/here"
ln -s "${WARDROUND:?}" "$work/bin/wardround"
PATH=$work/bin:$PATH
cd "$work/here" || exit 1

# Blocks to files: NN.console or NN.yaml, in the order of the text.
awk -v folder="$work" '
    /^```/ && kind == "" { kind = substr($0, 4); n++; if (kind != "console" && kind != "yaml") kind = "other"; next }
    /^```/ { kind = ""; next }
    kind != "" && kind != "other" { printf "%s\n", $0 > sprintf("%s/%02d.%s", folder, n, kind) }
' "$source_root/docs/$page"

# compare SHOWN GOT: 0 when the shown lines stand in what was got.
compare() {
    awk '
        NR == FNR { got[++n] = $0; next }
        { shown[++m] = $0 }
        function fits(i, k, text) {
            text = shown[i]
            if (substr(text, length(text) - 3) == " ...") return index(got[k], substr(text, 1, length(text) - 3)) == 1
            return got[k] == text
        }
        END {
            k = 1; free = 0
            for (i = 1; i <= m; i++) {
                if (shown[i] == "...") { free = 1; continue }
                while (free && k <= n && !fits(i, k)) k++
                if (k > n || !fits(i, k)) { print "not there: " shown[i]; if (k <= n && !free) print "but:       " got[k]; exit 1 }
                k++; free = 0
            }
            if (!free && k <= n) { print "more was said: " got[k]; exit 1 }
        }
    ' "$2" "$1"
}

failed=0
commands=0
# run: the command in $command, its shown answer in $work/shown
run() {
    [ -n "$command" ] || return 0
    commands=$((commands + 1))
    eval "$command" > "$work/got" 2>&1
    sed -i '/^ts=.* level=info /d' "$work/got" # how far it is, which is said when a run takes long
    if ! compare "$work/shown" "$work/got"; then
        echo "in $page: $command"
        failed=$((failed + 1))
    fi
}

for block in "$work"/[0-9][0-9].*; do
    case $block in
    *.yaml)
        file=$(sed -n '1s/^# //p' "$block")
        mkdir -p "$(dirname "$file")"
        cp "$block" "$file"
        ;;
    *.console)
        command=
        : > "$work/shown"
        while IFS= read -r line; do
            case $line in
            '$ '*)
                run
                command=${line#'$ '}
                : > "$work/shown"
                ;;
            *) printf '%s\n' "$line" >> "$work/shown" ;;
            esac
        done < "$block"
        run
        ;;
    esac
done
echo "$commands commands of $page, $failed failed"
[ "$commands" -ge 9 ] && [ "$failed" -eq 0 ]
