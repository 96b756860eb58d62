#!/bin/bash
# The report of a whole federation: the same records give the same bytes, on a second run, after the same files again, and in another database.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
"$NUAN_BUILD/tools/sample/sample" "$box/examples" || { echo 'Bail out! no sample'; exit 1; }

written() { # written NAME: all three forms and the figures
	local form
	for form in txt html xlsx; do must report 2019-01 --as $form --to "$box/$1.$form"; done
	must --json figures 2019-01
	cp "$box/out" "$box/$1.json"
}
same() { local form; for form in txt html xlsx json; do cmp "$box/$1.$form" "$box/$2.$form" || return 1; done; }

store_place
must init --city 江州市总工会 --division 429100
must import "$box/examples/2019-01"
must verify
written one
test_that 'it has pages' [ "$(wc -l <"$box/one.txt")" -gt 10 ]
written two
test_that 'a second run gives the same bytes' same one two

mark
must import "$box/examples/2019-01"
test_that 'the same folder again adds nothing' grep -q '新增0，更改0，作废0' "$box/out"
test_that 'and changes nothing' unchanged
written three
test_that 'nor the report' same one three

store_place
if on_postgres; then db=$box/other.db; fi            # of the other engine
must init --city 江州市总工会 --division 429100
must import "$box/examples/2019-01"
written four
test_that 'another database, the same paper' cmp "$box/one.txt" "$box/four.txt"
test_that 'and the same figures' cmp "$box/one.json" "$box/four.json"
story_end
