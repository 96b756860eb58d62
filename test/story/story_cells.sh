#!/bin/bash
# Cells that cannot be right: each is named by sheet, column and row with a sentence that says how to mend it, and not one row of the file is kept.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
good=$(idno 42910119750101003) other=$(idno 42910119800202004)
{ aid_row 张三 "$good" 江州甲厂有限公司 2019-01-08 500; } | aid_file first.csv
mapfile -t first < <(aid first.csv)
must "${first[@]}"
test_that 'one good row counts' [ "$(helped)" = 1 ]

# wrong TITLE CODE ROW: the row stands behind a good one
wrong() {
	{ aid_row 李四 "$other" 江州甲厂有限公司 2019-01-09 300; printf '%s\n' "$3"; } | aid_file wrong.csv
	mapfile -t arguments < <(aid wrong.csv)
	refused "$1" 1 "$2" "${arguments[@]}"
	says "$1: the row is named" '3单元格'
}
check=${good:17:1}; [[ $check == 1 ]] && slip=2 || slip=1
wrong 'a day that is none'              cell.day      "$(aid_row 王五 '' 江州甲厂有限公司 2019-02-30 300)"
says  'the day is repeated'             '“2019-02-30”不是一个存在的日期'
wrong 'a sum below nought'              cell.negative "$(aid_row 王五 '' 江州甲厂有限公司 2019-01-09 -300)"
wrong 'a sum that is none'              cell.money    "$(aid_row 王五 '' 江州甲厂有限公司 2019-01-09 三百)"
wrong 'a sum in the wrong unit'         cell.range    "$(aid_row 王五 '' 江州甲厂有限公司 2019-01-09 3000000)"
wrong 'a check digit'                   idno.check    "$(aid_row 王五 "${good:0:17}$slip" 江州甲厂有限公司 2019-01-09 300)"
test_that 'the number is masked'        bash -c "! grep -q 19750101 '$box/said'"
wrong 'a birthday in the number'        idno.day      "$(aid_row 王五 42910119750230003X 江州甲厂有限公司 2019-01-09 300)"
wrong 'a number that is too short'      idno.form     "$(aid_row 王五 4291011975 江州甲厂有限公司 2019-01-09 300)"
wrong 'a known number, another name'    person.name_differs "$(aid_row 王五 "$good" 江州甲厂有限公司 2019-01-09 300)"
wrong 'an unknown unit'                 org.unknown   "$(aid_row 王五 '' 江州甲长有限公司 2019-01-09 300)"
says  'the nearest name is named'       '江州甲厂有限公司'
wrong 'a word that the list lacks'      cell.code     "王五,,江州甲厂有限公司,2019-01-09,生活补助,300,,送温暖,银行发放,节日坚守岗位"
wrong 'nothing where something must be' cell.missing  ",,江州甲厂有限公司,2019-01-09,生活救助,300,,送温暖,银行发放,节日坚守岗位"
wrong 'a second row of the same act'    row.twice     "$(aid_row 李四 "$other" 江州甲厂有限公司 2019-01-09 301)"

# A row about a unit outside the sender's own subtree.
file outside.csv <<-'END'
单位,自查日期,自查结果
江州甲厂工会委员会,2019-01-10,未发现问题
石陂乙厂工会委员会,2019-01-10,未发现问题
END
refused 'a row of another county'       1 cell.outside import "$box/in/outside.csv" --sheet fund.self_check --org 沙洲区 --month 2019-01 --by 丁报 --approve 申核
says  'whose it is'                     '属于石陂市总工会，不在沙洲区总工会范围内'
refused 'another may not be spoken for' 1 org.unknown import "$box/in/first.csv" --sheet aid.event --org 沙州区总工会 --month 2019-01 --by 丁报 --approve 申核
says  'the nearest sender is named'     '沙洲区'
refused 'who is no officer'             1 person.no_officer import "$box/in/wrong.csv" --sheet aid.event --org 沙洲区 --month 2019-01 --by 无名 --approve 申核
refused 'a month that is none'          1 list.month import "$box/in/first.csv" --sheet aid.event --org 沙洲区 --month 2019-13 --by 丁报
refused 'a kind that is none'           1 list.kind import "$box/in/first.csv" --sheet aid.evnt --org 沙洲区 --month 2019-01 --by 丁报
test_that 'still one row counts'        [ "$(helped)" = 1 ]
story_end
