#!/bin/sh
# The statement compiler on trial: run.sh SQLC_BINARY
# Each refuse_*.sql must be refused, with the sentence of its first line; golden.sql must give the expected files to the letter, and
# compile. NUAN_ACCEPT=1 takes what comes out as the new golden files.
sqlc=$(realpath "$1") && cd "$(dirname "$0")" || exit 2
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT
count=0 failed=0

say() { # ok or not, name, file with the reason
	count=$((count + 1))
	[ "$1" = 0 ] && echo "ok $count - $2" && return
	echo "not ok $count - $2"
	sed 's/^/# /' "$3"
	failed=$((failed + 1))
}

for file in refuse_*.sql; do
	expected=$(sed -n '1s/^-- expect: //p' "$file")
	case $file in
	*.schema.sql) "$sqlc" tables --schema "$file" --emit "$file" "$out/x.h" "$out/x.c" 2>"$out/said" ;;
	*)            "$sqlc" queries --schema base.schema.sql "$file" "$out/x.h" "$out/x.c" 2>"$out/said" ;;
	esac
	status=$?
	bad=0
	[ $status = 1 ] && [ -n "$expected" ] && grep -qF "$expected" "$out/said" && grep -q "^$file:[0-9]*: " "$out/said" && [ ! -e "$out/x.h" ] || bad=1
	echo "status $status, expected: $expected" >>"$out/said"
	say $bad "$file" "$out/said"
	rm -f "$out/x.h" "$out/x.c"
done

"$sqlc" tables --schema base.schema.sql --emit base.schema.sql "$out/base.schema.h" "$out/base.schema.c" 2>"$out/said"
say $? "the tables build" "$out/said"
"$sqlc" queries --schema base.schema.sql golden.sql "$out/golden.h" "$out/golden.c" 2>"$out/said"
say $? "golden.sql builds" "$out/said"
for file in base.schema.h base.schema.c golden.h golden.c; do
	[ -n "$NUAN_ACCEPT" ] && cp "$out/$file" "$file.expected"
	diff "$file.expected" "$out/$file" >"$out/said" 2>&1
	say $? "$file is as it was" "$out/said"
done
for cc in gcc clang; do
	command -v $cc >/dev/null || continue
	for file in base.schema.c golden.c; do
		$cc -std=c17 -D_GNU_SOURCE -I../../src -Wall -Wextra -Wpedantic -Wswitch-enum -Wshadow -Wstrict-prototypes -Werror -c "$out/$file" \
			-o "$out/x.o" 2>"$out/said"
		say $? "$file compiles with $cc" "$out/said"
	done
done
echo "1..$count"
[ $failed = 0 ]
