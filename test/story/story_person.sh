#!/bin/bash
# Persons through the command line: merged, parted, shown and forgotten, and the trail is whole after each.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
zhang=$(idno 42910119750101003) again=$(idno 42910119750101011)
{ aid_row 张三 "$zhang" 江州甲厂有限公司 2019-01-08 500; aid_row 张三 "$again" 江州甲厂有限公司 2019-01-09 300; } | aid_file one.csv
mapfile -t one < <(aid one.csv)
must "${one[@]}"
persons() { "$NUAN" --db "$db" --key "$key" --json explain aid.persons 2019-01 2>/dev/null | sed -nE 's/^ "value": ([0-9]+),$/\1/p'; }

test_that 'two persons' [ "$(persons)" = 2 ]
must merge "$again" "$zhang" --why 同一人两个号码 --by 申核
test_that 'are one' [ "$(persons)" = 1 ]
must verify
refused 'not twice' 1 person.same merge "$again" "$zhang" --why 再来
must merge --undo "$again" --why 核实不是同一人
test_that 'and two again' [ "$(persons)" = 2 ]
must verify

must export aid.event --to "$box/masked.xlsx"
must export aid.event --to "$box/open.xlsx" --unmask --why 审计要求 --by 申核
test_that 'a look stands in the trail' [ "$(sql "SELECT count(*) FROM trail WHERE act = 'look' AND why LIKE '审计要求%' AND actor IS NOT NULL")" = 1 ]
must verify
test_that 'no number in the clear in the database' [ "$(sql "SELECT count(*) FROM trail_row r JOIN person p ON p.id = r.row WHERE r.relation = 'person' AND p.idno_blind = '$zhang'")" = 0 ]
if ! on_postgres; then
	test_that 'nor anywhere in its file' bash -c "! cat '$db' '$db-wal' 2>/dev/null | grep -qaE '$zhang|张三'"
fi

must forget "$zhang" --why 本人要求 --by 申核
must verify
test_that 'who is forgotten still counts' [ "$(persons) $(helped)" = '2 2' ]
refused 'nobody is found by the number any more' 1 person.absent forget "$zhang" --why 再来
story_end
