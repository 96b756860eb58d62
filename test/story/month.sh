#!/usr/bin/env bash
# The month, end to end: the sample goes in as files, and every figure, the report, its page and its workbook come out; then February.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
federation
check 'January goes in' nuan import "$root/examples/2019-01"
figures 2019-01 >"$work/january"
while read -r id value; do
  same "January: $id" "$value" "$(awk -v id="$id" '$1 == id {print $2}' "$work/january")"
done <"$root/test/golden/figures-2019-01.txt"

nuan report 2019-01 >"$work/january.txt" 2>"$work/asked"
same 'the report of January reads as signed' "$(cat "$root/test/golden/2019-01.txt")" "$(cat "$work/january.txt")"
same 'a careful reader has nothing to ask' '' "$(cat "$work/asked")"
nuan report 2019-01 >"$work/again.txt" 2>/dev/null
check 'twice gives the same bytes' cmp "$work/january.txt" "$work/again.txt"
check 'the page is written' nuan report 2019-01 --as html --to "$work/january.html"
check 'the page links a number to its evidence' grep -q 'href="#aid.relief_times"' "$work/january.html"
check 'the page is well-formed' xmllint --html --noout "$work/january.html"
check 'the workbook is written' nuan report 2019-01 --as xlsx --to "$work/january.xlsx"
nuan report 2019-01 --as xlsx --to "$work/again.xlsx"
check 'the workbook has the same bytes twice' cmp "$work/january.xlsx" "$work/again.xlsx"

rows() { nuan explain "$1" 2019-01 --json | grep -c '"record":'; }
same 'as many rows as were counted' 2348 "$(rows aid.relief_times)"
same 'evidence names file and row' '' "$(nuan explain aid.relief_times 2019-01 --json | grep '"file": null' | head -3)"
check 'January verifies' nuan verify
check 'the same files again add nothing' bash -c "'$binary' --db '$where' --key '$work/story.key' import '$root/examples/2019-01' | tail -1 | grep -q '新增0，更改0，作废0'"
figures 2019-01 >"$work/january-again"
check 'and move nothing' cmp "$work/january" "$work/january-again"

check 'February goes in' nuan import "$root/examples/2019-02"
same 'the report of February reads as signed' "$(cat "$root/test/golden/2019-02.txt")" "$(nuan report 2019-02 2>/dev/null)"
check 'its heads are numbered 1、' grep -q '1、' "$root/test/golden/2019-02.txt"
same 'February leaves the figures of January' "$(cat "$work/january")" "$(figures 2019-01)"
check 'February verifies' nuan verify
done_testing
