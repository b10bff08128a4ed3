#!/bin/sh
# The library as another program meets it: installed, found by pkg-config, header and all; and the same from C++.
set -eu
: "${WARDROUND:?}" "${WARDROUND_SOURCE:?}"
build=$(dirname "$(dirname "$WARDROUND")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
meson install -C "$build" --destdir "$work/root" --no-rebuild >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}
pc=$(dirname "$(find "$work/root" -name wardround.pc)")
export PKG_CONFIG_PATH="$pc" PKG_CONFIG_SYSROOT_DIR="$work/root"
flags=$(pkg-config --cflags --libs wardround)
# shellcheck disable=SC2086
${CC:-cc} -std=c99 -Wall -Wextra -Werror -pedantic "$WARDROUND_SOURCE/tests/programs/library.c" $flags -lm -o "$work/program"
LD_LIBRARY_PATH=$(dirname "$pc") "$work/program" "$WARDROUND_SOURCE/examples/emergency"
if command -v c++ >/dev/null; then
    printf '#include <wardround.h>\nint main() { return wardround_version()[0] == 0; }\n' >"$work/door.cc"
    # shellcheck disable=SC2086
    c++ -Wall -Wextra -Werror "$work/door.cc" $flags -o "$work/door"
    LD_LIBRARY_PATH=$(dirname "$pc") "$work/door"
fi
