#!/usr/bin/env bash
# The month, end to end: the sample goes in as files, and every figure, the report, its page and its workbook come out; then February.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
city
test_that 'January goes in' nuan import "$root/examples/2019-01"
said 2019-01 >"$box/january"
while read -r id value; do
  same "January: $id" "$value" "$(awk -v id="$id" '$1 == id {print $2}' "$box/january")"
done <"$root/test/golden/figures-2019-01.txt"

told report 2019-01 >"$box/january.txt" 2>"$box/asked"
same 'the report of January reads as signed' "$(cat "$root/test/golden/2019-01.txt")" "$(cat "$box/january.txt")"
same 'a careful reader has nothing to ask' '' "$(cat "$box/asked")"
told report 2019-01 >"$box/again.txt" 2>/dev/null
test_that 'twice gives the same bytes' cmp "$box/january.txt" "$box/again.txt"
test_that 'the page is written' nuan report 2019-01 --as html --to "$box/january.html"
test_that 'the page links a number to its evidence' grep -q 'href="#aid.relief_times"' "$box/january.html"
test_that 'the page is well-formed' bash -c "! xmllint --html --noout '$box/january.html' 2>&1 | grep 'error :' | grep -qv 'Tag [a-z]* invalid'"
test_that 'the workbook is written' nuan report 2019-01 --as xlsx --to "$box/january.xlsx"
told report 2019-01 --as xlsx --to "$box/again.xlsx"
test_that 'the workbook has the same bytes twice' cmp "$box/january.xlsx" "$box/again.xlsx"

same 'a part is said in words, and its code goes along' '"part": "central" "part_word": "中央财政"' \
  "$(told explain aid.fund_raised 2019-01 --json | grep -oE '"part(_word)?": "(central|中央财政)"' | sort -u | paste -sd ' ')"
same 'no part is shown as a code' '' "$(for id in aid.paid aid.visit_value aid.files_not_helped works.awards works.essays_received petition.concluded \
  petition.reply_due petition.recovered fund.findings fund.units_self_checked pairing.cadres selection.candidate_units peer.speakers \
  appraisal.items_verified; do told explain "$id" 2019-01 --json; done | grep -E '"part_word": "([a-z_/]+|F?[0-9]+)"')"
same 'as many rows as were counted' 2348 "$(told explain aid.relief_times 2019-01 --json | grep -c '"record":')"
same 'evidence names its file' '' "$(told explain aid.relief_times 2019-01 --json | grep -m3 '"file": null')"
test_that 'January verifies' nuan verify
nuan import "$root/examples/2019-01"
same 'the same files again add nothing' '新增0，更改0，作废0。' "$(tail -1 "$box/out" | sed 's/.*：//')"
same 'and move nothing' "$(cat "$box/january")" "$(said 2019-01)"

test_that 'February goes in' nuan import "$root/examples/2019-02"
same 'the report of February reads as signed' "$(cat "$root/test/golden/2019-02.txt")" "$(told report 2019-02 2>/dev/null)"
test_that 'its heads are numbered 1、' grep -q '^　　1、' "$root/test/golden/2019-02.txt"
same 'February leaves the figures of January' "$(cat "$box/january")" "$(said 2019-01)"
same 'and its report' "$(cat "$box/january.txt")" "$(told report 2019-01 2>/dev/null)"
test_that 'February verifies' nuan verify
story_end
