#!/usr/bin/env bash
# What arrives for a month that is closed: counted once, in the next one, and marked wherever it can be seen.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
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
story_end
