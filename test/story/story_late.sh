#!/usr/bin/env bash
# What arrives for a month that is closed: counted once, in the next one, and marked wherever it can be seen; what it changes of the closed one wants a reason.
source "$(dirname "${BASH_SOURCE[0]}")/edition.bash"
federation
aid_file first.csv <<<"$(aid_row 马一 "$(idno 42910119700101001)" 江州甲厂工会委员会 2019-01-08 500)"
aid_file late.csv <<<"$(aid_row 牛二 "$(idno 42910119700101002)" 江州甲厂工会委员会 2019-01-28 700)"
aid_file second.csv <<<"$(aid_row 羊三 "$(idno 42910119700101003)" 江州甲厂工会委员会 2019-02-02 600)"
sent() { nuan import "$box/in/$1" --sheet aid.event --org 沙洲区总工会 --month "$2" --part "$1" --by 丁报 --approve 申核; }
value() { told --json explain "$1" "$2" 2>/dev/null | sed -nE 's/^ "value": ([0-9]+),$/\1/p'; }
late() { told --json explain "$1" "$2" | grep -c '"late": true'; }

test_that 'January is reported' sent first.csv 2019-01
sql "INSERT INTO period (city, id, month, state, closed) VALUES (1, 900001, 201901, 'closed', '2019-02-12')" >/dev/null
test_that 'then a row of January arrives' sent late.csv 2019-01
test_that 'and one of February' sent second.csv 2019-02
same 'January stays as it was' 1 "$(value aid.relief_times_month 2019-01)"
same 'February counts both' 2 "$(value aid.relief_times_month 2019-02)"
same 'one of them is late' 1 "$(late aid.relief_times_month 2019-02)"
same 'none in January' 0 "$(late aid.relief_times_month 2019-01)"
same 'the campaign counts it to date, late too' '1 3 1' "$(value aid.relief_times 2019-01) $(value aid.relief_times 2019-02) $(late aid.relief_times 2019-02)"
same 'explain marks that row' '2019-01-28 补报' "$(told explain aid.relief_times_month 2019-02 | grep -o '2019-0[0-9-]* 补报')"

file matters.csv <<-'ROWS'
标题,开始日期,内容,进展,条线,顺序
送温暖活动按期结束,2019-02-10,全月提供帮扶救助{aid.relief_times_month}。,完成,,1
ROWS
must import "$box/in/matters.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-02 --by 余办 --approve 向办
test_that 'the page is written' nuan report 2019-02 --as html --to "$box/page.html"
test_that 'its appendix says so' grep -q '2条，其中补报1条' "$box/page.html"
test_that 'the workbook is written' nuan report 2019-02 --as xlsx --to "$box/book.xlsx"
test_that 'and says so too' bash -c "unzip -p '$box/book.xlsx' | grep -q '含补报1条'"

# --- a report that was issued, and the county that comes after it ------------------------------------------------------------------------------------
federation
printf '单位,报表,周期,期满后几日内报\n沙洲区总工会,aid.month,月,5\n石陂市总工会,aid.month,月,5\n' | file duties.csv
must import "$box/in/duties.csv" --sheet obligation.duty --org 江州市总工会 --month 2019-01
first_rows() { printf '甲第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n' "$@"; }
first_rows 1 2 3 | aid_file first.csv
aid_row 马一 "$(idno 42910119700101001)" 石陂乙厂工会委员会 2019-01-08 500 | aid_file late.csv
first() { printf '%s\n' import "$box/in/$1" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --approve 申核; }
second() { printf '%s\n' import "$box/in/$1" --sheet aid.event --org 石陂市总工会 --month 2019-01 --by 石报 --approve 石核; }
mapfile -t sends < <(first first.csv); must "${sends[@]}" --on 2019-02-03
printf '标题,开始日期,内容,进展,条线,顺序\n送温暖活动按期结束,2019-02-10,全月提供帮扶救助{aid.relief_times_month}。,完成,,1\n' | file february.csv
must import "$box/in/february.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-02 --by 余办 --approve 向办
board() { told board aid.month 2019-01 | awk -F'\t' -v unit="$1" '$1 == unit { print $2 }'; }
paper() { told report "$@" 2>/dev/null | grep -o '（[^（）]*个县市区中[^（）]*）' | head -n 1; }
issued() { checked "$1"; step sign "$1" --by 席签 --on "$2"; step issue "$1" --by 余办 --on "$2"; }
refused 'a day that is none' 1 list.day $(second late.csv) --on 2019-02-30
refused 'a day before the month' 1 import.day $(second late.csv) --on 2018-12-31
refused 'a day still to come' 1 import.day $(second late.csv) --on 2999-01-01
nuan import "$box/in" --on 2019-02-03
test_that 'a whole folder has the days of its list' [ "$status" = 2 ]
same 'January lacks a county, and says so' '（2个县市区中1个已报，石陂市未报）' "$(paper 2019-01)"
issued 2019-01 2019-02-12
same 'and so does its issue' '（2个县市区中1个已报，石陂市未报）' "$(paper 2019-01)"
frozen=$(told figures 2019-01)
mapfile -t sends < <(second late.csv)
must "${sends[@]}" --preview
test_that 'a look at what comes late says which edition it no longer moves, and where it counts' grep -q '2019年1月的月报已印发（第1版），这份表逾期补报，计入2019年2月；要改1月印发的数，请在导入后用 nuan report correct 发更正版。' "$box/out"
test_that 'and which figures of that month it moves' grep -q '^  2019年2月当月帮扶救助' "$box/out"
same 'and brings nothing in' 未报 "$(board 石陂市总工会)"
must "${sends[@]}"
test_that 'bringing it in says the same' grep -q '2019年1月的月报已印发（第1版），这份表逾期补报，计入2019年2月' "$box/out"
same 'it came today, which is late' 逾期报（补报） "$(board 石陂市总工会)"
same 'the other came when it was said to have come' 按时 "$(board 沙洲区总工会)"
same 'every figure of January stays' "$frozen" "$(told figures 2019-01)"
same 'it counts in February' 201902 "$(sql "SELECT month FROM aid_event WHERE state = 'approved' AND org = (SELECT org FROM org_name WHERE name = '石陂市总工会' AND role = 'full')")"
must report 2019-02
test_that 'where the text says whose it is' grep -q '帮扶救助1人次（2个县市区中0个已报，沙洲区、石陂市未报；含补报1月份1家：石陂市）。' "$box/out"

must report correct 2019-01 --by 余办 --why 标题要改
must report 2019-01 --draft
test_that 'a correction of January has what January has' grep -q '（2个县市区中1个已报，石陂市未报）' "$box/out"
must report show 2019-01
test_that 'and asks of it in the same words' grep -q '2个县市区中1个在报结前已报；石陂市报结后才报，不计入本月' "$box/out"
issued 2019-01 2019-02-20
must report 2019-01 --edition 2
test_that 'it is printed so' grep -q '（2个县市区中1个已报，石陂市未报）' "$box/out"
must verify

# --- rows that have counted -----------------------------------------------------------------------------------------------------------------------------
{ first_rows 1 2; first_rows 3 | sed 's/500/900/'; } | aid_file changed.csv
mapfile -t sends < <(first changed.csv)
refused 'what has counted in a closed month is not changed without a reason' 1 import.why "${sends[@]}"
says 'which month is said' '1条已计入2019年1月的记录'
refused 'a blank is none' 1 import.why "${sends[@]}" --why ' 　'
must "${sends[@]}" --preview
test_that 'a look shows what would change, and asks for the reason' grep -q '请用 --why 写明更改的原因' "$box/out"
must "${sends[@]}" --why 金额录错
test_that 'it is told that the issue stands' grep -q '有1条2019年1月报结前已审的记录更改或作废；已印发的月报不变' "$box/out"
test_that 'and what is not new is not called late' bash -c "! grep -q 逾期补报 '$box/out'"
same 'the trail has the reason beside the file' changed.csv：金额录错 "$(sql "SELECT why FROM trail WHERE act = 'import' ORDER BY entry DESC LIMIT 1")"
same 'the row stays in its month, approved again' '201901|3' "$(sql "SELECT month, count(*) FROM aid_event WHERE state = 'approved' AND month = 201901 GROUP BY month")"
{ first_rows 1 2; } | aid_file gone.csv
mapfile -t sends < <(first gone.csv)
refused 'nor is one taken out' 1 import.why "${sends[@]}"
must "${sends[@]}" --why 重复填报
{ first_rows 1 2; first_rows 3 | sed 's/500/900/'; printf '\n'; } | aid_file back.csv
mapfile -t sends < <(first back.csv)
refused 'nor brought back' 1 import.why "${sends[@]}"
must "${sends[@]}" --why 并非重复
same 'back it counts where it has counted' '201901|3' "$(sql "SELECT month, count(*) FROM aid_event WHERE state = 'approved' AND month = 201901 GROUP BY month")"
counted=$(sql "SELECT max(id) FROM aid_event WHERE state = 'approved' AND month = 201901")
refused 'nor voided by hand' 1 period.why move void "$counted" --by 申核
must move void "$counted" --by 申核 --why 重复填报
refused 'nor brought back by hand' 1 period.why move restore "$counted" --by 丁报
must move restore "$counted" --by 丁报 --why 并非重复
must move approve "$counted" --by 申核
same 'where it counts again' '201901|3' "$(sql "SELECT month, count(*) FROM aid_event WHERE state = 'approved' AND month = 201901 GROUP BY month")"
must verify

# --- brought in before the issue, approved after it ---------------------------------------------------------------------------------------------------------
federation
first_rows 1 | aid_file first.csv
mapfile -t sends < <(first first.csv); must "${sends[@]}"
first_rows 2 | aid_file unseen.csv
must import "$box/in/unseen.csv" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --part 二 --by 丁报
issued 2019-01 2019-02-12
must import "$box/in/unseen.csv" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --part 二 --by 丁报 --approve 申核
same 'what nobody had approved when the month was closed has not counted in it' '1 1' "$(value aid.relief_times_month 2019-01) $(value aid.relief_times_month 2019-02)"
same 'and is late' 1 "$(late aid.relief_times_month 2019-02)"
must verify
story_end
