#!/usr/bin/env bash
# A line is a folder and its two words in app/lines.c: take both away, and the program still builds and knows nothing of it.
root=${NUAN_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 1..2
mkdir "$work/tree"
cp -r "$root"/{meson.build,meson_options.txt,src,tools,po,docs} "$work/tree/"
for shared in node_modules fonts; do [ ! -e "$root/$shared" ] || ln -s "$root/$shared" "$work/tree/$shared"; done
rm -rf "$work/tree/src/lines/pairing" "$work/tree/tools/sample/pairing.c"
sed -i 's/ pairing_line,//; s/ &pairing_line,//' "$work/tree/src/app/lines.c"
if meson setup "$work/build" "$work/tree" -Dtests=false --optimization=0 >"$work/log" 2>&1 && ninja -C "$work/build" src/app/nuan >>"$work/log" 2>&1; then
  echo 'ok 1 - it builds'
else
  echo 'not ok 1 - it builds'; tail -30 "$work/log" | sed 's/^/# /'; exit 1
fi
if "$work/build/src/app/nuan" template | grep -q '^pairing'; then echo 'not ok 2 - the line is gone'; exit 1; fi
echo 'ok 2 - the line is gone'
