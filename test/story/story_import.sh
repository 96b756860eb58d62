#!/bin/bash
# The life of one file: preview, bringing in, approval, the same again, mended, taken back.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
zhang=$(idno 42910119750101003) li=$(idno 42910119800202004) wang=$(idno 42910119850303005)
first() { aid_row 张三 "$zhang" 江州甲厂有限公司 2019-01-08 500; aid_row 李四 "$li" 江州甲厂有限公司 2019-01-09 300; }
first | aid_file first.csv
mapfile -t as < <(aid first.csv)
paid() { "$NUAN" --db "$db" --key "$key" --json explain aid.paid_month 2019-01 2>/dev/null | sed -nE 's/^ "value": ([0-9.]+|null),$/\1/p'; }

mark
must "${as[@]}" --preview
test_that 'a preview tells what would move' grep -q '人次' "$box/out"
test_that 'and moves nothing' unchanged

must import "$box/in/first.csv" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报
test_that 'what nobody has approved counts nowhere' [ "$(helped)" = 0 ]
refused 'nobody approves what they entered' 1 move.own_edit import "$box/in/first.csv" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --approve 丁报
must "${as[@]}"
test_that 'the same file again completes the approval' [ "$(helped) $(paid)" = '2 800' ]
mark
must "${as[@]}"
test_that 'and once more it is a repeat' grep -q 以前导入过 "$box/out"
test_that 'that changes nothing' unchanged

{ aid_row 李四 "$li" 江州甲厂有限公司 2019-01-09 350; aid_row 王五 "$wang" 江州甲厂有限公司 2019-01-10 100; } | aid_file second.csv
mapfile -t as < <(aid second.csv)
must "${as[@]}"
test_that 'one new, one changed, one gone' grep -q '新增1，相同0，更改1，作废1' "$box/out"
test_that 'the figures follow' [ "$(helped) $(paid)" = '2 450' ]
number=$(sed -nE 's/.*导入编号([0-9]+).*/\1/p' "$box/out")

mark
must undo "$number" --preview
test_that 'a preview of the undo moves nothing' unchanged
must undo "$number" --why 传错了 --by 申核
test_that 'taken back' [ "$(helped) $(paid)" = '2 800' ]
refused 'not twice' 1 import.undone undo "$number" --why 再撤
must "${as[@]}"
test_that 'the file may come again' [ "$(helped) $(paid)" = '2 450' ]
must verify

# A file with one wrong row is brought in by its mended version alone.
{ aid_row 李四 "$li" 江州甲厂有限公司 2019-01-09 350; aid_row 王五 "$wang" 江州甲厂有限公司 2019-01-32 100; } | aid_file third.csv
mapfile -t as < <(aid third.csv)
refused 'a wrong row' 1 cell.day "${as[@]}"
status=0; nuan --json "${as[@]}"
test_that 'the same as JSON' [ "$status" = 1 ]
test_that 'names the cell' grep -q '"code": "cell.day"' "$box/out"
must import --list
test_that 'every file that was brought in is listed' [ "$(grep -c first.csv "$box/out")" = 1 ]
story_end
