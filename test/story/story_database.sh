#!/bin/bash
# Databases and key files that are not what they should be: refused with a sentence, and left byte for byte as they were.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"

# gives TITLE STATUS CODE ARGUMENTS...: without looking at figures, which there may be none of
gives() {
	local title=$1 want=$2 code=$3; shift 3
	nuan "$@"
	if ((status == want)) && grep -qF "[$code]" "$box/err"; then ok "$title"; else not_ok "$title" "exit $status, expected $want [$code]" "$(cat "$box/err")"; fi
}
print_of() { cat "$@" 2>/dev/null | cksum; }

store_place
if ! on_postgres; then
	gives 'a database that is not there' 1 db.missing figures 2019-01
	test_that 'none was made by looking' [ ! -e "$db" ]
	printf 'This is a letter, and it is long enough to be read as the first page of something that it is not.\n%.0s' {1..50} >"$box/letter"
	whole=$(print_of "$box/letter") good=$db; db=$box/letter
	gives 'a file that is no database' 1 db.not_a_database figures 2019-01
	gives 'nor for init' 1 db.not_a_database init --city 江州市总工会 --division 429100
	test_that 'the letter is as it was' [ "$(print_of "$box/letter")" = "$whole" ]
	test_that 'no keys were made for it' [ ! -e "$key" ]
	db=/proc/none.db key=/proc/none.key
	gives 'a folder that cannot be written' 1 db.open init --city 江州市总工会 --division 429100
	db=$box/no/such/folder.db key=$box/no.key
	gives 'a folder that is not there' 1 db.open init --city 江州市总工会 --division 429100
	test_that 'and no keys without a database' [ ! -e "$box/no.key" ]
	db=$good key=$box/1.key
	: >"$db"
	gives 'an empty file' 1 db.empty figures 2019-01
else
	gives 'a database without tables' 1 db.empty figures 2019-01
	good=$db; db=postgresql://nuan@/none?host=/nowhere
	gives 'a server that is not there' 1 db.open figures 2019-01
	db=$good
fi

key=/proc/none.key
gives 'keys that cannot be written' 4 keys.write init --city 江州市总工会 --division 429100
key=$box/1.key
printf 'keys of another' >"$key"
gives 'keys of another are not overwritten' 1 keys.exists init --city 江州市总工会 --division 429100
test_that 'they are as they were' [ "$(cat "$key")" = 'keys of another' ]
rm "$key"
must init --city 江州市总工会 --division 429100
whole=$(print_of "$key")
gives 'a second federation in one database' 1 init.exists init --city 另一个总工会 --division 429100
test_that 'the keys are as they were' [ "$(print_of "$key")" = "$whole" ]

mv "$key" "$box/away"
gives 'no key file' 4 keys.missing verify
head -c 150 "$box/away" >"$key"
gives 'half a key file' 4 keys.broken verify
rm "$key"; mv "$box/away" "$key"
must verify

federation
{ aid_row 张三 "$(idno 42910119750101003)" 江州甲厂有限公司 2019-01-08 500; } | aid_file one.csv
mapfile -t one < <(aid one.csv)
must "${one[@]}"
cp "$key" "$box/right"
cp "$box/1.key" "$key"                               # whole, but of the other database
status=0; nuan verify
test_that 'keys of another database do not verify' [ "$status" = 3 ]
cp "$box/right" "$key"
must verify

mark
latest="name = 'kernel' AND version = (SELECT max(version) FROM migration WHERE name = 'kernel')"
sql "UPDATE migration SET version = version + 1 WHERE $latest"
gives 'a database of a newer version' 1 db.newer figures 2019-01
gives 'nor for writing' 1 db.newer "${one[@]}"
gives 'nor for init' 1 db.newer init --city 江州市总工会 --division 429100
sql "UPDATE migration SET version = version - 1 WHERE $latest"
test_that 'the program of its version finds all as it was' unchanged

for format in txt html xlsx; do gives "a report into no folder, $format" 1 io.write report 2019-01 --as "$format" --to "$box/no/such/report.$format"; done
gives 'a template into no folder' 1 io.write template aid.event --to /proc/none.xlsx
gives 'an export into no folder' 1 io.write export aid.event --to "$box/no/such/export.xlsx"
test_that 'and nothing changed by it' unchanged
story_end
