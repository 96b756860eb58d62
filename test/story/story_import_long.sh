#!/bin/bash
# A long file: what it asks it asks at once, what it writes is written behind it, and all of it says the same as a short one would.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation

# rows FROM TO [SUM]: occasions of as many persons, who have right ID numbers
rows() {
	awk -v from="$1" -v to="$2" -v sum="${3:-500}" 'BEGIN {
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", weight, " ")
		for (i = from; i <= to; i++) {
			id = sprintf("429101%04d%02d%02d%03d", 1960 + i % 30, i % 12 + 1, i % 28 + 1, i % 997 + 1)
			check = 0
			for (k = 1; k <= 17; k++)
				check += substr(id, k, 1) * weight[k]
			printf "王%s,%s%s,江州甲厂有限公司,2019-01-%02d,生活救助,%d,,送温暖,银行发放,节日坚守岗位\n", i % 2 ? "伟" : "芳", id,
				substr("10X98765432", check % 11 + 1, 1), i % 28 + 1, sum
		}
	}'
}
counted() { sql "SELECT count(*) FROM $1" | tr -d ' '; }

rows 1 900 | aid_file long.csv
mapfile -t as < <(aid long.csv)
must "${as[@]}" --preview
test_that 'a preview of a long file leaves nobody behind' [ "$(counted aid_event)" = 0 ]
must "${as[@]}"
test_that 'every row is there' grep -q '新增900，相同0，更改0，作废0；审核通过900' "$box/out"
test_that 'and counts' [ "$(helped)" = 900 ]
must verify
test_that 'with its trail' grep -q 核验无误 "$box/out"
persons=$(counted person)

{ rows 1 700; rows 701 710 600; rows 711 890; rows 901 1100; rows 5 6; } | aid_file second.csv
mapfile -t as < <(aid second.csv)
must "${as[@]}"
test_that 'a later one: new, same, changed, gone, twice' grep -q '新增200，相同880，更改10，作废10，重复2' "$box/out"
test_that 'nobody is registered twice' [ "$(counted person)" = "$((persons + 200))" ]
test_that 'the figures follow' [ "$(helped)" = 1090 ]
number=$(sed -nE 's/.*导入编号([0-9]+).*/\1/p' "$box/out")
must verify
must undo "$number" --why 传错了 --by 申核
test_that 'taken back' [ "$(helped)" = 900 ]
must verify

# What is wrong stands at the end, and everything before it is good.
{ rows 1 900; rows 1101 1700; rows 3 3 700; aid_row 王伟 429101196501010001 江州甲厂有限公司 2019-01-08 500; rows 1701 1701 | sed 's/王./李四/'; rows 2 2 | sed 's/王./李四/'; } |
	aid_file wrong.csv
mapfile -t as < <(aid wrong.csv)
persons=$(counted person)
mark
refused 'a wrong row among fifteen hundred' 1 idno.check "${as[@]}"
test_that 'nobody of it is registered' [ "$(counted person)" = "$persons" ]
status=0; nuan --json "${as[@]}"
for code in row.twice idno.check person.name_differs; do
	test_that "$code is named" grep -q "\"code\": \"$code\"" "$box/out"
done

# A rule between rows is told at its row, also where the row was long gone from memory: the same person, the same kind, another day.
{ rows 1 900; rows 1101 1700; rows 1200 1200 | sed 's/2019-01-../2019-01-30/'; } | aid_file again.csv
mapfile -t as < <(aid again.csv)
refused 'helped twice in one file' 1 aid.again "${as[@]}"
nuan --json "${as[@]}" || true
test_that 'at the second row' grep -q '"row": 1502' "$box/out"
must verify
story_end
