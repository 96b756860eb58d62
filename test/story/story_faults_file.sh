#!/bin/bash
# A file of SQLite that was torn or cut: what can be recovered is, whole up to a commit; what cannot is said; a number that is wrong is never shown in silence.
# NUAN_ROUNDS: how many places of each.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
source "$root/test/story/site.bash"
rounds=${NUAN_ROUNDS:-6}
seed=${NUAN_SEED:-$$}
RANDOM=$seed
printf '# seed %d, %d rounds\n' "$seed" "$rounds"
if on_postgres; then skip 'a file that is torn' 'not this engine'; story_end; exit; fi
wrong='' told='' silent=0 found=0 refused=0
federation
brings 1
must "${part[@]}"
whole=$db
must figures 2019-01; cp "$box/out" "$box/figures"
sqlite3 "$whole" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
mapfile -t pages < <(sqlite3 "$whole" 'SELECT pageno FROM dbstat WHERE ncell > 0 AND pageno > 1')      # empty tables have a page each

# torn PAGE: its second half is what never came to the disk
torn() {
	cp "$whole" "$box/torn.db"; rm -f "$box"/torn.db-*
	dd if=/dev/zero of="$box/torn.db" bs=2048 seek=$(($1 * 2 - 1)) count=1 conv=notrunc status=none
	db=$box/torn.db
	nuan verify
	case $status in
	0) nuan figures 2019-01                      # nothing that counts stood there
	   cmp -s "$box/out" "$box/figures" && silent=$((silent + 1)) || wrong+="page $1: verified, and the figures differ"$'\n' ;;
	3) found=$((found + 1)) ;;
	*) refused=$((refused + 1))
	   grep -qE '\[(db|keys?|trail|org|row|seal)\.[a-z_]+\]' "$box/err" || wrong+="page $1: exit $status, $(head -c 300 "$box/err")"$'\n' ;;
	esac
	((status < 128)) || wrong+="page $1: it died"$'\n'
}
torn 1
test_that 'a torn first page is said' grep -qE '\[db\.[a-z_]+\]' "$box/err"
for ((round = 1; round <= rounds * 4; round++)); do torn "${pages[RANDOM % ${#pages[@]}]}"; done
printf '# of %d torn pages %d were named by verify, %d refused with a sentence, %d held nothing\n' $((rounds * 4 + 1)) "$found" "$refused" "$silent"
if [[ -z $wrong ]]; then ok 'a torn page is found, or held nothing'; else not_ok 'a torn page is found' "$wrong"; fi
head -c $(($(stat -c %s "$whole") * 2 / 3)) "$whole" >"$box/torn.db"; rm -f "$box"/torn.db-*
db=$box/torn.db; nuan verify
test_that 'a file that was cut is said' grep -qE '\[(db\.[a-z_]+)\]' "$box/err"

# --- the log of what is not in the file yet ---------------------------------------------------------------------------------------------------------------
federation
must account add yuban --person 余办 --role office --password-file "$box/password"
must_serve
sign_in yuban || not_ok 'somebody is signed in' "$code"
crowd 64 "$box/crowd"
ended KILL
cp "$db" "$box/kept.db"; cp "$db-wal" "$box/kept.db-wal"     # before anybody opens it and takes the log in
first=$(acts)
must verify --head
read -r entry mac <"$box/out"
long=$(stat -c %s "$box/kept.db-wal") wrong=''
cut_at() {
	rm -f "$box"/cut.db*
	cp "$box/kept.db" "$box/cut.db"
	head -c "$1" "$box/kept.db-wal" >"$box/cut.db-wal"
	db=$box/cut.db
	nuan verify || wrong+="cut at $1: exit $status $(head -c 300 "$box/err" "$box/out")"$'\n'
	(($(acts) <= first)) || wrong+="cut at $1: more than there were"$'\n'
	nuan verify --head "$entry" "$mac"
	[[ $status == 3 || $(acts) == "$first" ]] || wrong+="cut at $1: what is missing is not told"$'\n'
}
test_that 'the log holds something' [ "$long" -gt 100000 ]
for ((round = 1; round <= rounds; round++)); do cut_at $((RANDOM * 32768 % long + RANDOM % 4096)); done
cut_at 0; cut_at 32; cut_at $((long - 1))
if [[ -z $wrong ]]; then ok 'a log that was cut is good up to its last whole commit, and the head that was kept tells'; else not_ok 'a log that was cut' "$wrong"; fi
db=$box/cut.db; cut_at 0
test_that 'told in words' grep -q 截断 "$box/out"
test_that 'nothing was unsound' no_sanitizer
story_end
