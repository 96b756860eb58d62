#!/usr/bin/env bash
# The right form, the wrong sheet: another unit's, another month's, a day to come, one that would void what stood; and a total that does not add up.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
events() { printf 'import\n%s\n--sheet\nmatter.event\n--org\n沙洲区总工会\n--month\n%s\n--by\n丁报\n--approve\n申核\n' "$box/in/$1" "${2:-2019-01}"; }
bring() { local words; mapfile -t words < <(events "$@"); "${say[@]}" "${words[@]}"; }
head=条线,类别,事项,日期,地点,参加人员,内容,数量
lines() { local i; for i in $(seq 1 "$1"); do echo "送温暖,走访,第${i}次走访,2019-01-$(printf %02d "$i"),村里,干部,走访慰问,$i"; done; }

{ echo '2019年1月活动登记表,,,,,,,'; echo '填报单位：石陂市总工会,,,,填报日期：2019-01-31,,,'; echo "$head"; lines 3; } | file other.csv
say=(refused 'a sheet that names another unit is refused' 1 import.other_unit); bring other.csv
says 'and says whose it is' 石陂市总工会
{ echo '2019年2月活动登记表,,,,,,,'; echo "$head"; lines 3; } | file month.csv
say=(refused 'a sheet that names another month is refused' 1 import.other_month); bring month.csv
{ echo "$head"; echo '送温暖,走访,明年的走访,2099-01-08,村里,干部,走访慰问,1'; } | file future.csv
say=(refused 'a day still to come is refused' 1 cell.future); bring future.csv

{ echo '2019年1月活动登记表,,,,,,,'; echo '填报单位：沙洲区总工会,,,,填报日期：2019年2月1日,,,'; echo "$head"; lines 12; echo '合计,,,,,,,79'; echo '填表人：丁报,,,审核人：申核,,,,'; } | file right.csv
say=(must); bring right.csv
test_that 'the right sheet goes in' grep -q 新增12 "$box/out"
test_that 'and is asked about a total that does not add up' grep -q '合计行写的是79，各行相加是78' "$box/out"
{ echo "$head"; lines 3; } | file few.csv
say=(refused 'a sheet that would void most of what stood is refused' 1 import.mass_void); bring few.csv
mapfile -t words < <(events few.csv)
test_that 'unless that is what is meant' nuan "${words[@]}" --replace
test_that 'nine rows went' grep -q 作废9 "$box/out"

{ echo "$head"; lines 2; echo '送温暖,走访,第3次走访,2019-01-03,村里,干部,走访慰问,33'; } | file few.csv
say=(must); bring few.csv
test_that 'what a correction changes is said' grep -q '数量3→33' "$box/out"
{ echo "$head"; lines 1; echo '送温暖,总结,总计划部署会,2019-01-20,市里,干部,部署,1'; echo '送温暖,总结,说明会,2019-01-21,市里,干部,说明,1'; } | file odd.csv
mapfile -t words < <(events odd.csv)
test_that 'a row that only looks like a total or a foot is a row' nuan "${words[@]}" --part 二
test_that 'both went in' grep -q 新增2 "$box/out"

# Not approved yet, corrected: eight of twenty rows go, which is not most of them.
mapfile -t words < <(events long.csv | head -n -2)
{ echo "$head"; lines 20; } | file long.csv
must "${words[@]}" --part 三
{ echo "$head"; lines 12; } | file long.csv
test_that 'a correction of what waits for approval is no other sheet' nuan "${words[@]}" --part 三
test_that 'eight rows went' grep -q 作废8 "$box/out"
test_that 'an undo tells a script what it did' nuan --json undo "$(told import --list | tail -1 | cut -f1)" --why 试错 --by 丁报
test_that 'eight came back' grep -q '"back": 8' "$box/out"
test_that 'all of it verifies' nuan verify
story_end
