#!/bin/bash
# kill -9 at a moment that nobody chose: during imports, during what 64 connections write, while a report is numbered and issued. What was acknowledged is
# there, once; nothing is there by half; numbers have no gap; nuan verify ends with 0. NUAN_ROUNDS: how often each (script/faults: 200).
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
source "$root/test/story/site.bash"
rounds=${NUAN_ROUNDS:-6}
seed=${NUAN_SEED:-$$}
RANDOM=$seed
printf '# seed %d, %d rounds\n' "$seed" "$rounds"

microseconds() { local start=${EPOCHREALTIME//[!0-9]/}; "$@"; took=$((${EPOCHREALTIME//[!0-9]/} - start)); }
pause() { sleep "$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))"; }
any_moment() { echo $(((RANDOM * 32768 + RANDOM) % ($1 * 11 / 10 + 1))); }      # of a step that takes so long, and a little behind it
wrong=''
holds() { "${@:2}" || wrong+="round $round: $1"$'\n'; }
all_rounds() { if [[ -z $wrong ]]; then ok "$1, $rounds times"; else not_ok "$1" "$wrong"; fi; wrong=''; }

# killed ARGUMENTS...: the command, killed on its way; $left is 0 when it was done before
killed() {
	"$NUAN" --db "$db" --key "$key" "$@" >"$box/out" 2>"$box/err" </dev/null &
	pids=" $!"
	pause "$(any_moment "$took")"
	kill -KILL $pids 2>/dev/null
	left=0; wait $pids 2>/dev/null || left=$?
	pids=''
}

# --- imports ------------------------------------------------------------------------------------------------------------------------------------------
federation

done_imports() { sql "SELECT count(*) FROM import WHERE kind = 'aid.event' AND state = 'done'"; }
brings 0
microseconds must "${part[@]}"
acknowledged=1
whole_imports() { [[ $(sql 'SELECT count(*) FROM aid_event') == $(($(done_imports) * rows)) && $(done_imports) -ge $acknowledged ]]; }
for ((round = 1; round <= rounds; round++)); do
	brings "$round"
	killed "${part[@]}"
	((left)) || acknowledged=$((acknowledged + 1))
	holds 'half an import' whole_imports
	holds 'verify' nuan verify
	must "${part[@]}"                                # the same command goes through, whether it was done before or not
	acknowledged=$((round + 1))
	holds 'the same file again' [ "$(done_imports)" = "$acknowledged" ]
done
all_rounds 'killed while it imports'

# --- what 64 connections write ----------------------------------------------------------------------------------------------------------------------------
must account add yuban --person 余办 --role office --password-file "$box/password"
must_serve
sign_in yuban || { not_ok 'somebody is signed in' "$code" "$(head -c 600 "$box/body")"; story_end; exit 1; }
microseconds crowd 320 "$box/crowd"
before=$(acts) sent=0
for ((round = 1; round <= rounds; round++)); do
	crowd 320 "$box/crowd" & crowd=$!
	pause "$(any_moment "$took")"
	ended KILL
	wait "$crowd"
	after=$(acts) answered=$(grep -c '^403$' "$box/crowd")
	holds "$answered were acknowledged, $((after - before)) are there" [ $((after - before)) -ge "$answered" -a $((after - before)) -le 320 ]
	holds 'verify' nuan verify
	before=$after
	serve || { holds 'it starts again' false; break; }
	get /
	holds 'the session goes on' [ "$code" = 200 ]
done
all_rounds 'killed while 64 connections write'

# Approvals and returns, where the site has the rooms of the records.
get /records
if [[ $code != 200 ]]; then
	skip 'killed while 64 connections approve' 'this site has no records'
else
	must account add shenhe --person 申核 --org 沙洲区总工会 --role county_officer --password-file "$box/password"
	sign_in shenhe || not_ok 'who approves is signed in' "$code"
	to_approve a1; to_approve a2; to_approve a3
	microseconds approve_all
	holds 'nobody killed it' test "$(grep -c ' 303$' "$box/approved")" = 320
	for ((round = 1; round <= rounds; round++)); do
		(($(waiting | wc -l) >= 320)) || { to_approve "b$round"; to_approve "c$round"; to_approve "d$round"; }
		approve_all & crowd=$!
		pause "$(any_moment "$took")"
		ended KILL
		wait "$crowd"
		holds 'what was acknowledged' stand
		holds 'verify' nuan verify
		serve || { holds 'it starts again' false; break; }
	done
	all_rounds 'killed while 64 connections approve and send back'
fi
ended TERM
test_that 'nothing of the server was unsound' no_sanitizer

# --- numbers ----------------------------------------------------------------------------------------------------------------------------------------------
# Every round has a copy of the same database, just before the step.
copy() { # copy DB KEY: a fresh place that holds the same
	local from=$1 keys=$2
	store_place
	cp "$keys" "$key"
	if on_postgres; then
		local name=${db#postgresql://*/}; name=${name%%\?*}; from=${from#postgresql://*/}; from=${from%%\?*}
		psql -qX "$NUAN_TEST_DB" -c "DROP DATABASE $name" -c "CREATE DATABASE $name TEMPLATE $from"
	else
		sqlite3 "$from" "VACUUM INTO '$db'"
	fi
}
drop() { if on_postgres; then local name=${db#postgresql://*/}; psql -qX "$NUAN_TEST_DB" -c "DROP DATABASE ${name%%\?*}"; else rm -f "$db"*; fi; }
federation
{ aid_row 张三 "$(idno 42910119750101003)" 江州甲厂有限公司 2019-01-08 500; } | aid_file one.csv
mapfile -t one < <(aid one.csv)
must "${one[@]}"
for month in 2019-01 2019-02; do
	[[ $month == 2019-01 ]] || { printf '标题,开始日期,内容,进展,条线,顺序\n培训班如期举办,2019-02-20,20日，举办培训班。,完成,,1\n' | file february.csv
		must import "$box/in/february.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-02 --by 余办 --approve 向办; }
	must report submit $month --by 余办
	must report approve $month --by 向办
	checks $month 向办 已核对
done
checked_db=$db checked_key=$key
copy "$db" "$key"
must report sign 2019-01 --by 席签 --on 2019-03-05
signed_db=$db signed_key=$key

number_whole() {
	[[ $(sql "SELECT (SELECT count(*) FROM edition WHERE state = 'signed') - (SELECT count(*) FROM numbering WHERE state = 'given')") == 0 ]] && nuan verify
}
gapless() { [[ $(sql 'SELECT count(*) - max(serial) + count(*) - count(DISTINCT serial) FROM numbering') == 0 ]]; }
issue_whole() {
	local there
	there=$(sql "SELECT e.state, (SELECT count(*) FROM edition_file WHERE edition = e.id), (SELECT count(*) FROM period WHERE month = e.month AND state = 'closed'),
		(SELECT count(*) FROM issue WHERE period = e.month), (SELECT CASE WHEN count(*) > 0 THEN 1 ELSE 0 END FROM frozen WHERE edition = e.id)
		FROM edition e WHERE e.month = 201901")
	[[ $there == 'signed|0|0|0|0' || $there == 'issued|5|1|1|1' ]] && nuan verify
}
state_of() { sql "SELECT state FROM edition WHERE month = $1"; }

copy "$checked_db" "$checked_key"
microseconds must report sign 2019-01 --by 席签 --on 2019-03-05
for ((round = 1; round <= rounds; round++)); do
	copy "$checked_db" "$checked_key"
	killed report sign 2019-01 --by 席签 --on 2019-03-05
	holds 'signed with its number, or neither' number_whole
	((left)) || holds 'what was acknowledged' [ "$(state_of 201901)" = signed ]
	[[ $(state_of 201901) == signed ]] || must report sign 2019-01 --by 席签 --on 2019-03-05
	must report sign 2019-02 --by 席签 --on 2019-03-05
	holds 'a number without a gap' gapless
	holds 'two numbers' [ "$(sql 'SELECT max(serial) FROM numbering')" = 2 ]
	drop
done
all_rounds 'killed while it is signed and numbered'

copy "$signed_db" "$signed_key"
microseconds must report issue 2019-01 --by 余办 --on 2019-03-05
for ((round = 1; round <= rounds; round++)); do
	copy "$signed_db" "$signed_key"
	killed report issue 2019-01 --by 余办 --on 2019-03-05
	holds 'issued with all that belongs to it, or nothing' issue_whole
	((left)) || holds 'what was acknowledged' [ "$(state_of 201901)" = issued ]
	[[ $(state_of 201901) == issued ]] || must report issue 2019-01 --by 余办 --on 2019-03-05
	holds 'issued once' [ "$(sql 'SELECT count(*) FROM edition_file')" = 5 ]
	holds 'verify' nuan verify
	drop
done
all_rounds 'killed while it is issued'
story_end
