#!/bin/bash
# A disk that is full: the sentence says so, nothing half-written counts, and with room again the same command goes through.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
rows=400
{ echo "$aid_head"; printf "第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" $(seq "$rows"); } >"$box/in/long.csv"
mapfile -t long < <(aid long.csv)

# Files may not grow past so many KiB: what a quota or a full disk does to a write.
limited() { local kib=$1; shift; status=0; (ulimit -c 0; ulimit -f "$kib"; exec "$NUAN" --db "$db" --key "$key" "$@") >"$box/out" 2>"$box/err" </dev/null || status=$?; }
no_sanitizer() { ! grep -qE 'Sanitizer|runtime error:' "$box/err"; }

if ! on_postgres; then
	mark
	for kib in 40 100 200; do
		limited $kib "${long[@]}"
		test_that "no room for the database, $kib KiB: refused" [ "$status" = 4 ]
		test_that "no room for the database, $kib KiB: it says so" grep -qF '[io.full]' "$box/err"
		test_that "no room for the database, $kib KiB: the program is sound" no_sanitizer
		test_that "no room for the database, $kib KiB: nothing changed" unchanged
	done
	limited $(($(stat -c %s "$db") / 1024 + 1)) "${long[@]}"
	case $status in                              # the log has room, the database itself has not: all of it or nothing
	0) test_that 'what was acknowledged is there' [ "$(helped)" = "$rows" ] ;;
	4) test_that 'what was refused is not there' unchanged ;;
	*) not_ok 'no room for the database itself' "exit $status" "$(cat "$box/err")" ;;
	esac
fi
must "${long[@]}"
test_that 'with room again all of it' [ "$(helped)" = "$rows" ]
must verify

mark
limited 1 report 2019-01 --as html --to "$box/report.html"
test_that 'no room for a report' [ "$status" = 4 ]
limited 1 report 2019-01 --as xlsx --to "$box/report.xlsx"
test_that 'nor for a workbook' [ "$status" = 4 ]
test_that 'which leaves no half one' [ ! -e "$box/report.xlsx" ]
limited 1 export aid.event --to "$box/export.xlsx"
test_that 'nor for an export' [ "$status" = 4 ]
test_that 'which leaves no half one either' [ ! -e "$box/export.xlsx" ]
for arguments in 'figures 2019-01' 'report 2019-01' 'import --list' '--help'; do
	status=0; "$NUAN" --db "$db" --key "$key" $arguments >/dev/full 2>"$box/err" </dev/null || status=$?
	test_that "nowhere to print: $arguments" [ "$status" = 4 ]
done
test_that 'nothing changed by it' unchanged

store_place
if on_postgres; then
	skip 'init without room' 'the server has the room'
else
	limited 8 init --city 江州市总工会 --division 429100
	test_that 'init without room' [ "$status" = 4 ]
	must init --city 江州市总工会 --division 429100
	must verify
fi

# A real one, where this machine lets us have it.
disk=$box/disk
mkdir "$disk"
if on_postgres || ! ((EUID == 0)) || ! mount -t tmpfs -o size=6m none "$disk" 2>/dev/null; then
	skip 'a full file system' 'no tmpfs to be had here, or not the engine'
else
	trap 'umount -l "$disk" 2>/dev/null; rm -rf "$box"' EXIT
	cp "$box/1.key" "$disk/d.key"
	db=$box/1.db; sqlite3 "$db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	cp "$db" "$disk/d.db"
	db=$disk/d.db key=$disk/d.key
	must verify
	sed 's/第/再/' "$box/in/long.csv" >"$box/in/more.csv"
	mapfile -t more < <(aid more.csv)
	more+=(--replace)
	mark
	head -c 6m /dev/zero >"$disk/fill" 2>/dev/null
	nuan "${more[@]}"
	test_that 'a full file system: refused' [ "$status" = 4 ]
	test_that 'a full file system: it says so' grep -qF '[io.full]' "$box/err"
	rm "$disk/fill"
	test_that 'a full file system: nothing changed' unchanged
	must "${more[@]}"
	must verify
	umount "$disk"
fi
story_end
