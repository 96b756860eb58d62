#!/usr/bin/env bash
# Backup while somebody writes, restore on another machine, and the trial of an upgrade: nothing is lost, nothing is written over, what is torn is said.
source "$(dirname "$0")/story.bash"
store_place
must init --city 江州市总工会 --division 429000
cat >"$box/in/org.csv" <<'END'
单位全称,简称,单位类型,上级单位,统计编码,顺序
沙洲区总工会,沙洲区,县市区总工会,江州市总工会,4291,10
END
must import "$box/in/org.csv" --sheet org.unit --org 江州市总工会 --month 2019-01
{ echo '条线,类别,事项,日期,地点,参加人员,内容,数量'; for i in $(seq 200); do echo "送温暖,走访,第${i}次走访,2019-01-10,某地,某人,内容$i,$i"; done; } >"$box/in/many.csv"
must import "$box/in/many.csv" --sheet matter.event --org 沙洲区总工会 --month 2019-01

said()    { grep -qF -- "$1" "$box/out"; }
refused() { local code=$1; shift; ! nuan "$@" && [[ $status == 1 ]] && grep -qF "[$code]" "$box/err"; }
mode()    { [[ $(stat -c %a "$1") == 600 ]]; }
none()    { ! compgen -G "$1" >/dev/null; }
head_of() { "$NUAN" --db "$1" --key "$2" verify --head; }

# --- backup and restore
test_that 'a backup is made' nuan backup "$box/first"
test_that 'it says that the keys are not in it' said '密钥'
test_that 'it is for its owner alone' mode "$box/first"
test_that 'nothing half-written is left' none "$box/first.*"
test_that 'a file that is there is not written over' refused copy.exists backup "$box/first"
test_that 'a folder that is not there is said' refused copy.write backup "$box/nowhere/first"
before=$(head_of "$db" "$key")
first_db=$db first_key=$key

(for _ in 1 2 3; do "$NUAN" --db "$db" --key "$key" import "$box/in/many.csv" --sheet matter.event --org 沙洲区总工会 --month 2019-01 --part "批$_" >/dev/null 2>&1; done) & writer=$!
pids+=" $writer"
for i in 1 2 3 4 5; do must backup "$box/busy-$i"; done
test_that 'who writes meanwhile is not disturbed' wait "$writer"

store_place
cp "$first_key" "$key"
test_that 'it is restored and verified' nuan restore "$box/first"
test_that 'it says so' said '核验无误'
test_that 'it is what it was' [ "$(head_of "$db" "$key")" = "$before" ]
test_that 'a database with something in it is not written over' refused copy.exists restore "$box/first"
for i in 1 5; do
	store_place
	cp "$first_key" "$key"
	test_that "backup $i, made while somebody wrote, verifies" nuan restore "$box/busy-$i"
done

store_place
test_that 'without its keys it is not restored' refused keep.key restore "$box/first"
cp "$first_key" "$key"
echo '不是备份' >"$box/letter"
test_that 'a file that is no backup is said' refused copy.broken restore "$box/letter"
test_that 'a backup that is not there is said' refused copy.missing restore "$box/none"
head -c $(($(stat -c %s "$box/first") * 2 / 3)) "$box/first" >"$box/torn"
test_that 'a torn backup is said' refused copy.broken restore "$box/torn"
if on_postgres; then test_that 'of it nothing is left' [ "$(sql "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" = 0 ]
else test_that 'of it nothing is left' none "$db*[!y]"; fi

# --- the trial of an upgrade
db=$first_db key=$first_key
now=$(state)
test_that 'a trial of what is up to date passes' nuan upgrade --try --old "$NUAN"
test_that 'it has compared the rows' said '各表行数不变'
test_that 'and the figures' said '数字不变：1个月'
sql "DROP TABLE handed; DROP INDEX step_by; DROP INDEX step_to; DROP INDEX import_by; DELETE FROM migration WHERE name = 'kernel' AND version = 2" >/dev/null
test_that 'an older database is not opened' refused db.older figures 2019-01
test_that 'it is backed up all the same' nuan backup "$box/older"
test_that 'its upgrade is tried' nuan upgrade --try
test_that 'the trial has left it alone' refused db.older figures 2019-01
sql "UPDATE matter_event SET amount = amount + 1 WHERE id = (SELECT min(id) FROM matter_event)" >/dev/null 2>&1 || sql "UPDATE org SET protocol = 0" >/dev/null
nuan upgrade --try
test_that 'a trial finds what was changed behind the program' [ "$status" = 3 ]
on_postgres || test_that 'no copy is left' none "$db.try*"
test_that 'it is upgraded' nuan upgrade
test_that 'again there is nothing to do' nuan upgrade
story_end
