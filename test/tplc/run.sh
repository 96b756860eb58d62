#!/bin/sh
# The template compiler on trial: run.sh TPLC_BINARY
# Each refuse_*.html must be refused, with the sentence of its first line; golden.html must give the expected files to the letter, and
# compile. NUAN_ACCEPT=1 takes what comes out as the new golden files.
tplc=$(realpath "$1") && cd "$(dirname "$0")" || exit 2
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT
count=0 failed=0

say() { # ok or not, name, file with the reason
	count=$((count + 1))
	[ "$1" = 0 ] && echo "ok $count - $2" && return
	echo "not ok $count - $2"
	sed 's/^/# /' "$3"
	failed=$((failed + 1))
}

for file in refuse_*.html; do
	expected=$(sed -n '1s/^<!-- expect: \(.*\) -->$/\1/p' "$file")
	"$tplc" "$file" "$out/x.h" "$out/x.c" 2>"$out/said"
	status=$?
	bad=0
	[ $status = 1 ] && [ -n "$expected" ] && grep -qF -- "$expected" "$out/said" && grep -q "^$file:[0-9]*: " "$out/said" && [ ! -e "$out/x.h" ] || bad=1
	echo "status $status, expected: $expected" >>"$out/said"
	say $bad "$file" "$out/said"
	rm -f "$out/x.h" "$out/x.c"
done

"$tplc" golden.html "$out/golden.tpl.h" "$out/golden.tpl.c" 2>"$out/said"
say $? "golden.html builds" "$out/said"
for file in golden.tpl.h golden.tpl.c; do
	[ -n "$NUAN_ACCEPT" ] && cp "$out/$file" "$file.expected"
	diff "$file.expected" "$out/$file" >"$out/said" 2>&1
	say $? "$file is as it was" "$out/said"
done
for cc in gcc clang; do
	command -v $cc >/dev/null || continue
	$cc -std=c17 -D_GNU_SOURCE -I../../src -I. -Wall -Wextra -Wpedantic -Wswitch-enum -Wshadow -Wstrict-prototypes -Werror -c "$out/golden.tpl.c" \
		-o "$out/x.o" 2>"$out/said"
	say $? "golden.tpl.c compiles with $cc" "$out/said"
	# A struct of another type than the page may show does not compile.
	sed 's/struct str place/struct golden_row *place/' golden.h >"$out/golden.h"
	! $cc -std=c17 -D_GNU_SOURCE -I../../src -I"$out" -Wno-everything -c "$out/golden.tpl.c" -o "$out/x.o" 2>"$out/said"
	say $? "a pointer is no text with $cc" "$out/said"
	rm -f "$out/golden.h"
done
echo "1..$count"
[ $failed = 0 ]
