#!/bin/sh
# Whether the checks of script/ can fail: each is given a small tree with one fault in it, and must find it; and a tree without, and must not.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# A tree that is in order.
fresh() {
    rm -rf "$work/tree"
    mkdir -p "$work/tree/src/base" "$work/tree/src/sim" "$work/tree/include" "$work/tree/tests" "$work/tree/bench"
    cd "$work/tree" || exit 1
    cp -r "$root/script" "$root/.clang-format" .
    printf '| room | subject | may use |\n|---|---|---|\n| base | x | |\n| sim | x | base |\n' > src/README.md
    printf '#ifndef A_H\n#define A_H\nint a(void);\n#endif\n' > src/base/a.h
    printf '#include "base/a.h"\n\nint a(void) { return 1; } /* malloc(1) in a comment */\n' > src/base/a.c
    printf '#include "base/a.h"\n\nint b(void);\nint b(void) { return a(); }\n' > src/sim/b.c
}
# fault CHECK: the tree as it now is must be refused.
fault() {
    if script/"$1" > "$work/said" 2>&1; then
        echo "FAILED: $1 does not find: $2"
        failed=1
    fi
}
fine() {
    if ! script/"$1" > "$work/said" 2>&1; then
        echo "FAILED: $1 refuses a tree that is in order:"
        cat "$work/said"
        failed=1
    fi
}

for check in check-format check-headers check-banned check-rooms; do fresh && fine $check; done
fresh && printf 'int  c;\n' > src/base/c.h && fault check-format "two blanks"
fresh && printf 'size_t c(void);\n' > src/base/c.h && fault check-headers "size_t without its header"
fresh && printf 'int c(void);\nint c;\n' > src/base/c.h && fault check-headers "a name twice"
fresh && printf 'static const int c = 1;\nstruct s { int x; };\n' > src/base/c.h && fault check-headers "no include guard"
for bad in 'strcpy(a, b)' 'sprintf(a, b)' 'atoi(a)' 'gmtime(a)' 'rand()' 'alloca(1)' 'malloc(1)' 'free(p)' 'exp(x)' 'pow(x, 2)' 'strtod(a, b)' 'abort()'; do
    fresh && printf 'void c(void) { %s; }\n' "$bad" > src/sim/c.c && fault check-banned "$bad"
done
fresh && printf 'void c(void) { wr_draw_exp(x); gmtime_r(a, b); "strcpy(a)"; }\n' > src/sim/c.c && fine check-banned
fresh && awk 'BEGIN { for (i = 0; i < 601; i++) print "" }' > src/base/c.c && fault check-banned "601 lines"
fresh && echo "args = ['-march=native']" > meson.build && fault check-banned "-march=native"
fresh && echo "see /""work/somewhere" > notes.md && fault check-banned "a path outside"
fresh && printf '#include "sim/b.h"\n' > src/base/c.c && fault check-rooms "base uses sim"
fresh && printf '#include "base/a_internal.h"\n' > src/sim/c.c && fault check-rooms "what is private to base"
fresh && printf '#include "nowhere/a.h"\n' > src/sim/c.c && fault check-rooms "a room that is none"
fresh && printf '#include "a.h"\n' > src/base/c.c && fault check-rooms "no room"
fresh && mkdir src/cellar && fault check-rooms "a room without a row"

# data that can be written to, in an object file
cd "$work" || exit 1
printf 'int counter = 3;\nint *f(void);\nint *f(void) { return &counter; }\n' > g.c
printf 'static const char *const t[] = {"a"};\nconst char *h(int i);\nconst char *h(int i) { return t[i]; }\n' > h.c
gcc -c -fPIC g.c h.c && ar rc libg.a g.o && ar rc libh.a h.o || failed=1
if "$root/script/check-globals" libg.a > /dev/null; then
    echo "FAILED: check-globals does not find a counter"
    failed=1
fi
if ! "$root/script/check-globals" libh.a; then
    echo "FAILED: check-globals refuses a constant table"
    failed=1
fi
exit $failed
