#!/bin/bash
# A PostgreSQL that is cut off and restarted under two servers that share it, while 64 connections write: what was acknowledged stands, nothing has its effect
# twice, what could not be done is said, and what is asked again afterwards goes through. NUAN_ROUNDS: how often each.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
source "$root/test/story/site.bash"
rounds=${NUAN_ROUNDS:-3}
data=${NUAN_TEST_DB:-}; data=${data##*host=}; data=${data%%&*}/data
control=/usr/lib/postgresql/15/bin/pg_ctl
if ! on_postgres || [[ ! -s $data/postmaster.pid || ! -x $control ]]; then skip 'a server that is restarted' 'no PostgreSQL of our own'; story_end; exit; fi
as_postgres() { if ((EUID)); then (cd "$data/.." && "$@"); else (cd "$data/.." && runuser -u postgres -- "$@"); fi >/dev/null 2>&1 </dev/null; }
started_with=$(sed 's/^[^ ]* //' "$data/postmaster.opts")
restart() { as_postgres "$control" -D "$data" -w -m "$1" restart; }
cut_off() { psql -qXAt "$NUAN_TEST_DB" -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'" >/dev/null; }
wrong=''
holds() { "${@:2}" || wrong+="round $round: $1"$'\n'; }
all_rounds() { if [[ -z $wrong ]]; then ok "$1, $rounds times"; else not_ok "$1" "$wrong" "$(tail -n 5 "$box"/log.*)"; fi; wrong=''; }

federation
must account add yuban --person 余办 --role office --password-file "$box/password"
must account add shenhe --person 申核 --org 沙洲区总工会 --role county_officer --password-file "$box/password"
must_serve; first=$url; servers=$server
must_serve; second=$url; servers+=" $server"
get /records
rooms=''; sign_in shenhe; get /records; [[ $code != 200 ]] || rooms=yes

# --- two servers, a database that goes away ------------------------------------------------------------------------------------------------------------
if [[ -z $rooms ]]; then sign_in yuban || not_ok 'somebody is signed in' "$code"; fi
both() { # both at once, the same records at each where there are records
	if [[ -n $rooms ]]; then
		url=$first; approve_all "$box/one" & one=$!
		url=$second; approve_all "$box/two" & two=$!
	else
		url=$first; crowd 320 "$box/one" & one=$!
		url=$second; crowd 320 "$box/two" & two=$!
	fi
}
for trouble in cut_off 'restart fast' 'restart immediate'; do
	for ((round = 1; round <= rounds; round++)); do
		if [[ -n $rooms ]]; then for i in 1 2 3; do to_approve "${trouble##* }$round$i"; done; fi
		before=$(acts)
		both
		sleep "0.$((RANDOM % 30 + 10))"
		$trouble
		wait "$one" "$two"
		if [[ -n $rooms ]]; then
			cat "$box/one" "$box/two" >"$box/approved"
			holds 'what was acknowledged, and once' stand
			holds 'nobody approves a record twice' [ "$(grep ' 303$' "$box/approved" | cut -d' ' -f1,2 | sort | uniq -d | wc -l)" = 0 ]
			for again in 1 2 3; do url=$first; approve_all "$box/approved"; done
			holds 'asked again it goes through' [ "$(waiting | wc -l)" = 0 ]
			holds 'once' stand
		else
			holds 'no more than was sent' [ $(($(acts) - before)) -le 640 ]
			url=$second; crowd 64 "$box/crowd"
			holds 'then everybody is answered' [ "$(grep -c '^403$' "$box/crowd")" = 64 ]
		fi
		holds 'verify' nuan verify
		for url in "$first" "$second"; do get /; holds 'the session goes on' [ "$code" = 200 ]; done
	done
	all_rounds "${trouble/_/ } under two servers"
done

# --- a command on its way -------------------------------------------------------------------------------------------------------------------------------------
for ((round = 1; round <= rounds; round++)); do
	brings "command$round"
	before=$(sql 'SELECT count(*) FROM aid_event')
	"$NUAN" --db "$db" --key "$key" "${part[@]}" >"$box/out" 2>"$box/err" </dev/null & pid=$!
	sleep "0.$((RANDOM % 10))"
	cut_off
	status=0; wait "$pid" || status=$?
	there=$(($(sql 'SELECT count(*) FROM aid_event') - before))
	case $status in
	0) holds 'acknowledged' [ "$there" = "$rows" ] ;;
	4) holds 'all or nothing' [ "$there" = 0 -o "$there" = "$rows" ]         # all: it was cut at the approval, the second act
		holds 'with a sentence' grep -qE '\[db\.(lost|away|open|unknown)\]' "$box/err" ;;
	1) holds 'refused before it began' [ "$there" = 0 ]; holds 'with a sentence' grep -qF '[db.open]' "$box/err" ;;
	*) holds "exit $status" false ;;
	esac
	must "${part[@]}"
	holds 'then all of it' [ $(($(sql 'SELECT count(*) FROM aid_event') - before)) = "$rows" ]
done
all_rounds 'an import that is cut off'

# --- the database is down ---------------------------------------------------------------------------------------------------------------------------------------
as_postgres "$control" -D "$data" -w -m fast stop
url=$first; get /
test_that 'a database that is down: the page says so' [ "$code" = 500 ]
test_that 'in a sentence' grep -qF 现在连不上数据库 "$box/body"
nuan figures 2019-01
test_that 'a command says it too' grep -qF '[db.open]' "$box/err"
as_postgres "$control" -D "$data" -w -l "$data/../log" -o "$started_with" start
for i in {1..50}; do psql -qX "$NUAN_TEST_DB" -c 'SELECT 1' >/dev/null 2>&1 && break; sleep 0.1; done
get /
test_that 'it is up again: the page is there' [ "$code" = 200 ]
for server in $servers; do ended TERM; test_that 'a server ends as it should' [ "$status" = 0 ]; done
test_that 'the trail is whole' nuan verify
test_that 'nothing was unsound' no_sanitizer
story_end
