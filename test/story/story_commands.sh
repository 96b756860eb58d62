#!/bin/bash
# The command line itself: help of every command, wrong use told apart from refusals, and what each says without a database.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
store_place

plain() { status=0; "$NUAN" "$@" >"$box/out" 2>"$box/err" </dev/null || status=$?; }
exits() { local title=$1 want=$2; shift 2; plain "$@"; if ((status == want)); then ok "$title"; else not_ok "$title" "exit $status, expected $want" "$(cat "$box/err")"; fi; }

exits '--help' 0 --help
mapfile -t commands < <(sed -nE 's/^  ([a-z]+) .*/\1/p' "$box/out")
test_that 'commands are listed' [ "${#commands[@]}" -ge 13 ]
for command in "${commands[@]}"; do
	exits "help of $command" 0 "$command" --help
	test_that "$command shows its use on stdout" grep -q "nuan --db .* $command" "$box/out"
	test_that "$command says nothing on stderr" [ ! -s "$box/err" ]
	exits "$command refuses an unknown option" 2 --db "$box/none.db" "$command" --nonsense
done
exits '--version' 0 --version
exits 'no command' 2
exits 'an unknown command' 2 --db "$box/none.db" imprt x
test_that 'it is named' grep -q imprt "$box/err"
test_that 'use goes to stderr' [ ! -s "$box/out" ]
exits 'an option without its value' 2 --db "$box/none.db" report 2019-01 --as
exits 'a form of report that is none' 2 --db "$box/none.db" report 2019-01 --as odt
exits 'a workbook to nowhere' 2 --db "$box/none.db" report 2019-01 --as xlsx
exits 'a month that is none' 2 --db "$box/none.db" figures 2019-13
exits 'too many words' 2 --db "$box/none.db" figures 2019-01 2019-02
exits 'init without a name' 2 --db "$box/none.db" init --division 429100
exits 'init with a short division' 2 --db "$box/none.db" init --city 江州市总工会 --division 4291
exits 'forgetting without a reason' 2 --db "$box/none.db" forget 1
exits 'undo without a reason' 2 --db "$box/none.db" undo 1
exits 'moving without a name' 2 --db "$box/none.db" move approve 1
exits 'unmasking without a reason' 2 --db "$box/none.db" export aid.event --to "$box/x.xlsx" --unmask
exits 'no database is named' 1 figures 2019-01
test_that 'it says so' grep -qF '[db.where]' "$box/err"
test_that 'none of these made a file' bash -c "[ -z \"\$(ls -A '$box' | grep -vE '^(in|out|err)$')\" ]"

federation
mark
for arguments in 'report 2019-01' 'figures 2019-01' 'explain aid.paid 2019-01' 'board aid.month 2019-01' 'verify' 'verify --head' 'import --list' 'template'; do
	must $arguments
done
test_that 'looking changes nothing' unchanged
refused 'an indicator that is none' 1 indicator.unknown explain aid.nothing 2019-01
refused 'a span that is none' 1 span.unknown explain aid.paid 2019-01 --span week
refused 'a kind that is none' 1 list.kind template aid.nothing --to "$box/x.xlsx"
refused 'an import that is none' 1 import.absent undo 424242 --why 试
refused 'a record that is none' 1 row.absent move approve 424242 --by 申核
refused 'a person who is none' 1 person.absent forget 424242 --why 试
refused 'a person not to be merged' 1 person.absent merge 424242 424243 --why 试
refused 'a unit that is none' 1 org.unknown figures 2019-01 --org 没有的总工会
story_end
