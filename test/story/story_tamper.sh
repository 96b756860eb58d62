#!/bin/bash
# Who can write into the database past the program is found out: verify exits 3 and names table, row and entry.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
{ aid_row 张三 "$(idno 42910119750101003)" 江州甲厂有限公司 2019-01-08 500; aid_row 李四 '' 江州甲厂有限公司 2019-01-09 300; } | aid_file one.csv
mapfile -t one < <(aid one.csv)
must "${one[@]}"
why=$(sql "SELECT why FROM trail WHERE entry = 2")
id=$(sql "SELECT min(id) FROM aid_event")

found() { # found TITLE WORDS UNDO DO: the words stand in what verify prints
	sql "$4" >/dev/null
	nuan verify
	if ((status == 3)) && grep -qE "$2" "$box/out"; then ok "$1"; else not_ok "$1" "exit $status" "$(cat "$box/out" "$box/err")"; fi
	[[ -z $3 ]] || sql "$3" >/dev/null
}
found 'a sum was raised'          "表 aid_event 的第${id}号记录被改动过" "UPDATE aid_event SET cash = 50000 WHERE id = $id" "UPDATE aid_event SET cash = 90000 WHERE id = $id"
must verify
found 'an approval was forged'    "表 aid_event 的第${id}号记录被改动过" "UPDATE aid_event SET state = 'approved' WHERE id = $id" "UPDATE aid_event SET state = 'void' WHERE id = $id"
must verify
found 'a reason was altered'      '留痕第2条对不上校验' "UPDATE trail SET why = '$why' WHERE entry = 2" "UPDATE trail SET why = 'other.csv' WHERE entry = 2"
must verify
found 'a row was slipped in'      '表 setting 的第999999号记录没有留痕' "DELETE FROM setting WHERE id = 999999" \
	"INSERT INTO setting (city, id, name, since, value) VALUES (1, 999999, 'sneaked', '2019-01-01', '1')"
must verify
nuan --json verify
test_that 'JSON of a whole trail lists nothing' grep -q '"changed": \[\]' "$box/out"
found 'a row was taken out'       "表 aid_event 的第${id}号记录不见了" '' "DELETE FROM aid_event WHERE id = $id"
found 'an entry was cut out'      '留痕被截断：第2条之后应是第3条' '' "DELETE FROM trail WHERE entry = 3"
nuan --json verify
test_that 'JSON names them too' bash -c "[ $status = 3 ] && grep -q '\"table\": \"aid_event\"' '$box/out'"
must verify --head
story_end
