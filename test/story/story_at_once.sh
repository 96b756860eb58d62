#!/bin/bash
# Two people at one moment: both end, every row is there once, the trail has no fork.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
rows=200
{ echo "$aid_head"; printf "甲第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" $(seq "$rows"); } >"$box/in/one.csv"
{ echo "$aid_head"; printf "乙第%d号,,石陂乙厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" $(seq "$rows"); } >"$box/in/two.csv"
one=(import "$box/in/one.csv" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --approve 申核)
two=(import "$box/in/two.csv" --sheet aid.event --org 石陂市总工会 --month 2019-01 --by 石报 --approve 石核)

hold                                                 # both stand at the door when it opens
"$NUAN" --db "$db" --key "$key" "${one[@]}" >"$box/1.out" 2>"$box/1.err" </dev/null & first=$!
"$NUAN" --db "$db" --key "$key" "${two[@]}" >"$box/2.out" 2>"$box/2.err" </dev/null & second=$!
pids="$first $second"
waits "$first"
waits "$second" 2
let_go
status_1=0; wait "$first" || status_1=$?
status_2=0; wait "$second" || status_2=$?
pids=''
test_that 'both end well' [ "$status_1 $status_2" = '0 0' ] || sed 's/^/# /' "$box/1.err" "$box/2.err"
test_that 'every row is there' [ "$(helped)" = $((2 * rows)) ]
test_that 'and once' [ "$(sql 'SELECT count(*) FROM aid_event')" = $((2 * rows)) ]
test_that 'no number is given twice' [ "$(sql 'SELECT count(*) - count(DISTINCT i) FROM (SELECT id AS i FROM aid_event UNION ALL SELECT id FROM person
	UNION ALL SELECT id FROM import UNION ALL SELECT id FROM step UNION ALL SELECT id FROM org) x')" = 0 ]
must verify

# The same file from two desks.
federation
hold
"$NUAN" --db "$db" --key "$key" "${one[@]}" >"$box/1.out" 2>"$box/1.err" </dev/null & first=$!
"$NUAN" --db "$db" --key "$key" "${one[@]}" >"$box/2.out" 2>"$box/2.err" </dev/null & second=$!
pids="$first $second"
waits "$first"
waits "$second" 2
let_go
status_1=0; wait "$first" || status_1=$?
status_2=0; wait "$second" || status_2=$?
pids=''
test_that 'the same file twice: both end well' [ "$status_1 $status_2" = '0 0' ] || sed 's/^/# /' "$box/1.err" "$box/2.err"
test_that 'every row is there once' [ "$(helped) $(sql 'SELECT count(*) FROM aid_event')" = "$rows $rows" ]
test_that 'from one import' [ "$(sql "SELECT count(*) FROM import WHERE kind = 'aid.event'")" = 1 ]
must verify

# A reader is not held up by a writer.
hold
must figures 2019-01
must report 2019-01
let_go
ok 'reading goes on while another writes'
story_end
