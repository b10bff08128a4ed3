#!/bin/sh
# Same input, same bits: gcc and clang, -O0 and -O3, and the fused multiply-add of the processor hidden from the C library. First draw/ and tally/
# (identity.c), then `wardround run --json` on real services. With WARDROUND_ALL=1 also every pair of compiler and level for the whole program, and
# an arm64 build of both under qemu-user.
#
# WARDROUND is not compared when it is built with sanitizers or in ways of its own: what is compared is built here.
set -eu
: "${WARDROUND_SOURCE:?path of the source tree}"
all=${WARDROUND_ALL:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$WARDROUND_SOURCE"
hidden=GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable
skipped=

# small NAME COMPILER FLAGS...: draw/ and tally/ alone
small() {
    name=$1
    shift
    "$@" -std=gnu11 -D_GNU_SOURCE -ffp-contract=off -fno-math-errno -Isrc src/base/*.c src/draw/*.c src/tally/*.c tests/programs/identity.c \
        -o "$work/$name" -lm -lpthread
}

same() { # same A B: two outputs
    cmp "$work/$1" "$work/$2" || { echo "$1 and $2 are not the same"; diff "$work/$1" "$work/$2" | head -5; exit 1; }
    echo "$2: the same $(wc -c < "$work/$2") bytes as $1"
}

small gcc-O3 gcc -O3
"$work/gcc-O3" > "$work/draw, gcc -O3"
for way in "gcc -O0" "clang -O0" "clang -O3" "gcc -O2 -ftree-vectorize"; do
    name=$(echo "$way" | tr ' ' '_')
    # shellcheck disable=SC2086 # the compiler and its flags
    small "$name" $way
    "$work/$name" > "$work/draw, $way"
    same "draw, gcc -O3" "draw, $way"
done
env "$hidden" "$work/gcc-O3" > "$work/draw, FMA hidden"
same "draw, gcc -O3" "draw, FMA hidden"

# The comparison proves something only if the C library's own functions do differ when the processor's multiply-add is hidden.
"$work/gcc-O3" libm > "$work/libm"
env "$hidden" "$work/gcc-O3" libm > "$work/libm, FMA hidden"
if cmp -s "$work/libm" "$work/libm, FMA hidden"; then
    skipped="the C library's sum does not change on this machine when FMA is hidden, so the comparison of it proves nothing here"
else
    echo "libm's own sum does differ with FMA hidden: the comparison can see it"
fi

# The whole program. Built apart, so that neither sanitizers nor debugging of the build under test come in.
build() { # build NAME COMPILER BUILDTYPE-OPTIONS...
    name=$1 compiler=$2
    shift 2
    CC=$compiler meson setup "$work/build-$name" . -Dtests=false -Dbench=false "$@" > "$work/log" 2>&1 &&
        ninja -C "$work/build-$name" src/wardround >> "$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
}
runs() { # runs NAME [ENV-AND-RUNNER...]: what it prints for three services
    name=$1
    shift
    program=$work/build-$name/src/wardround
    for service in examples/emergency examples/stroke bench/ward2; do
        "$@" "$program" run "$service" --replications 2 --threads 2 --json
    done > "$work/run, $label"
}
label="gcc -O3"
build gcc-O3 gcc --buildtype=release
runs gcc-O3 env
[ "$(wc -c < "$work/run, gcc -O3")" -gt 10000 ]
label="FMA hidden"
runs gcc-O3 env "$hidden"
same "run, gcc -O3" "run, FMA hidden"
label="clang -O3"
build clang-O3 clang --buildtype=release
runs clang-O3 env
same "run, gcc -O3" "run, clang -O3"
label="gcc -O0"
build gcc-O0 gcc --buildtype=debug
runs gcc-O0 env
same "run, gcc -O3" "run, gcc -O0"

if [ -n "$all" ]; then
    label="clang -O0"
    build clang-O0 clang --buildtype=debug
    runs clang-O0 env
    same "run, gcc -O3" "run, clang -O0"
    # arm64: statically linked, so that qemu-user needs no arm64 system
    small arm64 aarch64-linux-gnu-gcc -O3 -static
    qemu-aarch64 "$work/arm64" > "$work/draw, arm64 -O3"
    same "draw, gcc -O3" "draw, arm64 -O3"
    cat > "$work/arm64.ini" << END
[binaries]
c = 'aarch64-linux-gnu-gcc'
ar = 'aarch64-linux-gnu-ar'
strip = 'aarch64-linux-gnu-strip'
pkgconfig = 'pkg-config'
pkg-config = 'pkg-config'
[properties]
pkg_config_libdir = '/usr/lib/aarch64-linux-gnu/pkgconfig'
[host_machine]
system = 'linux'
cpu_family = 'aarch64'
cpu = 'aarch64'
endian = 'little'
END
    label="arm64 -O3"
    build arm64 gcc --buildtype=release --cross-file "$work/arm64.ini" -Dc_link_args=-static -Dprefer_static=true
    runs arm64 qemu-aarch64
    same "run, gcc -O3" "run, arm64 -O3"
fi
if [ -n "$skipped" ]; then
    echo "SKIP: $skipped"
    exit 77
fi
