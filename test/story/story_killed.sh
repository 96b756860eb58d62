#!/bin/bash
# A process that is killed or interrupted: what was not acknowledged is not there, nothing is there twice, and the same command goes through afterwards.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
rows=600
{ echo "$aid_head"; printf "第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" $(seq "$rows"); } >"$box/in/long.csv"
mapfile -t long < <(aid long.csv)

start=${EPOCHREALTIME//[!0-9]/}
must "${long[@]}" --preview
took=$(( (${EPOCHREALTIME//[!0-9]/} - start) * 3 ))       # a preview, the rows, the approval: microseconds
part_of() { sleep "$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))"; }
whole() { # all of the file or nothing of it
	local n; n=$(sql 'SELECT count(*) FROM aid_event')
	[[ $n == 0 || $n == "$rows" ]] && nuan verify
}
stop_at() { # stop_at SIGNAL TENTHS
	"$NUAN" --db "$db" --key "$key" "${long[@]}" >"$box/out" 2>"$box/err" </dev/null &
	pids=$!
	part_of $((took * $2 / 10))
	kill -"$1" "$pids" 2>/dev/null
	status=0; wait "$pids" 2>/dev/null || status=$?
	pids=''
}
for tenths in 1 3 4 5 7; do
	stop_at KILL $tenths
	test_that "killed after $tenths tenths: all or nothing" whole
done
must "${long[@]}"
test_that 'the same file goes through' [ "$(helped)" = "$rows" ]
test_that 'and nothing is there twice' [ "$(sql 'SELECT count(*) FROM aid_event')" = "$rows" ]
test_that 'one import stands for it' [ "$(sql "SELECT count(*) FROM import WHERE kind = 'aid.event' AND state = 'done'")" = 1 ]
must verify

federation
for tenths in 2 5 8; do
	stop_at INT $tenths
	test_that "interrupted after $tenths tenths: it says how it ended" [ "$status" = 0 -o "$status" = 1 ]
	test_that "interrupted after $tenths tenths: all or nothing" whole
done

# Held up by another writer, interrupted while it waits, then let go: it must stop at the first row.
federation
hold
"$NUAN" --db "$db" --key "$key" "${long[@]}" >"$box/out" 2>"$box/err" </dev/null &
pids=$!
waits "$pids"
kill -INT "$pids"
let_go
status=0; wait "$pids" || status=$?
pids=''
test_that 'an interrupted import is refused' [ "$status" = 1 ]
test_that 'with its sentence' grep -qF '[import.cancelled]' "$box/err"
test_that 'nothing was kept' [ "$(sql 'SELECT count(*) FROM aid_event') $(sql "SELECT count(*) FROM import WHERE kind = 'aid.event'")" = '0 0' ]
must verify
must "${long[@]}"
test_that 'the same file goes through again' [ "$(helped)" = "$rows" ]

# A beginning that was cut: tables, keys, but no federation yet.
store_place
must init --city 江州市总工会 --division 429100
for table in org org_name org_tree trail trail_row serial holiday; do sql "DELETE FROM $table"; done
cp "$key" "$box/kept"
must init --city 江州市总工会 --division 429100
test_that 'init goes on with the keys it made' cmp -s "$key" "$box/kept"
must verify
sql 'DELETE FROM migration' && sql "DELETE FROM trail"
refused_init() { nuan init --city 江州市总工会 --division 429100; [[ $status != 0 ]]; }
test_that 'a database that holds a unit is no beginning' refused_init
story_end
