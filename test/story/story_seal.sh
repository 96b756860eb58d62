#!/bin/bash
# Years after the issue: who touches one byte of it behind the program's back is named, table by table; what happens to the records in the open is told
# and is no tampering; what stands at the foot of the paper can be asked for; and with every key but the database's gone the files are still read.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
city
must import "$root/examples/2019-01"
must verify 2019-01
test_that 'what was not issued has no seal' grep -q '还没有印发过' "$box/out"
must report submit 2019-01 --by 余知微
must report approve 2019-01 --by 向维桢
checks 2019-01 向维桢 已核
must report sign 2019-01 --by 欧阳霁 --on 2019-02-12
must report issue 2019-01 --by 余知微 --on 2019-02-12
for form in txt html docx pdf ofd; do told report 2019-01 --as "$form" >"$box/issued.$form"; done

# --- what the foot says ----------------------------------------------------------------------------------------------------------------------------
foot=$(grep '^留痕第' "$box/issued.txt")
entry=${foot#留痕第} entry=${entry%%条*} mac=${foot##* }
seal=$(sed -n 's/^封存 //p' "$box/issued.txt")
must verify --head
test_that 'the head names the issue with its seal' bash -c "grep -q '2019年1月第1版.*封存时：$entry $mac\$' '$box/out' && grep -q '封存 $seal' '$box/out' && grep -q '签名有效' '$box/out'"
test_that 'its first line is the head alone' grep -qE '^[0-9]+ [0-9a-f]{64}$' <(head -n 1 "$box/out")
test_that 'the foot stands in the trail' nuan verify --head "$entry" "$mac"
nuan verify --head "$entry" "${mac//[0-7]/8}"
test_that 'another does not' [ "$status" = 3 ]
nuan verify --head "$entry"
test_that 'half a foot is no question' [ "$status" = 2 ]
nuan verify --head 某 "$mac"
test_that 'a word is no entry' grep -qF '[seal.entry]' "$box/err"
must --json verify --head
test_that 'JSON has what was signed' grep -q '"signed": "nuan issue 1\\ncity 江州市总工会\\n' "$box/out"
field() { sed -n "s/.*\"$1\": \"\(.*\)\",\{0,1\}\$/\1/p" "$box/out" | head -n 1; }
bytes() { sed 's/../\\x&/g'; }
printf '%b' "$(field signed)" >"$box/message"
printf '%b' "$(field signature | bytes)" >"$box/signature"
printf '%b' "$(bytes <<<"302a300506032b6570032100$(field verifier)")" >"$box/public.der"
test_that 'OpenSSL alone checks the signature' openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$box/public.der" -in "$box/message" -sigfile "$box/signature"

# --- one byte, behind the door -----------------------------------------------------------------------------------------------------------------------
figure=$(sql "SELECT id FROM frozen WHERE indicator = 'aid.visited_hardship'")
piece=$(sql "SELECT id FROM frozen_evidence WHERE figure = $figure AND seq = 1")
content="sm3 = (SELECT sm3 FROM frozen_evidence WHERE id = $piece)"
edition=$(sql 'SELECT id FROM edition')
pdf=$(sql "SELECT id FROM edition_file WHERE form = 'pdf'")
number=$(sql 'SELECT id FROM numbering')
sql "CREATE TABLE saved AS SELECT * FROM content" >/dev/null
restore='UPDATE content SET bytes = (SELECT s.bytes FROM saved s WHERE s.sm3 = content.sm3)'
if on_postgres; then
	byte="UPDATE content SET bytes = set_byte(bytes, 1000, get_byte(bytes, 1000) # 1)"
else
	byte="UPDATE content SET bytes = CAST(substr(bytes, 1, 1000) || char(unicode(CAST(substr(bytes, 1001, 1) AS TEXT)) % 10 + 48) || substr(bytes, 1002) AS BLOB)"
fi

found() { # found TITLE WORDS UNDO DO: the fast road and the whole both end in 3, and the words stand in what they print
	local road
	sql "$4" >/dev/null
	for road in 'verify 2019-01' verify; do
		# shellcheck disable=SC2086
		nuan $road
		if ((status == 3)) && grep -qE "$2" "$box/out"; then ok "$1 ($road)"; else not_ok "$1 ($road)" "exit $status" "$(tail -n 5 "$box/out" "$box/err")"; fi
	done
	sql "$3" >/dev/null
	nuan verify 2019-01 || not_ok "$1: and back" "$(cat "$box/out")"
}
line='第[0-9]+行（记录[0-9]+）'
found 'a byte of the evidence'  "慰问困难职工”（aid.visited_hardship）的依据被改动过：$line，在依据第1片（表 frozen_evidence 第${piece}号" "$restore WHERE $content" "$byte WHERE $content"
found 'a piece of it lost'      "aid.visited_hardship）的依据第1片不见了" "INSERT INTO content SELECT * FROM saved WHERE $content" "DELETE FROM content WHERE $content"
found 'a figure'                "aid.visited_hardship）封存的数被改动过（表 frozen 第${figure}号记录），现在写的是1797人" \
	"UPDATE frozen SET shown = '1796人' WHERE id = $figure" "UPDATE frozen SET shown = '1797人' WHERE id = $figure"
found 'its number alone'        "封存的数被改动过（表 frozen 第${figure}号记录）" "UPDATE frozen SET value = 1796 WHERE id = $figure" "UPDATE frozen SET value = 1797 WHERE id = $figure"
found 'the list of the pieces'  "frozen_evidence" "UPDATE frozen_evidence SET n = n - 1 WHERE id = $piece" "UPDATE frozen_evidence SET n = n + 1 WHERE id = $piece"
found 'a piece for another'     "依据目录被改动过（表 frozen_evidence 第${piece}号记录）" "UPDATE frozen_evidence SET sm3 = (SELECT sm3 FROM saved_piece) WHERE id = $piece; DROP TABLE saved_piece" \
	"CREATE TABLE saved_piece AS SELECT sm3 FROM frozen_evidence WHERE id = $piece; UPDATE frozen_evidence SET sm3 = (SELECT body FROM edition) WHERE id = $piece"
found 'the number of the issue' "签名对不上（表 edition 第${edition}号记录）" "UPDATE edition SET serial = serial - 1" "UPDATE edition SET serial = serial + 1"
found 'its title'               "表 edition.*第${edition}号记录" "UPDATE edition SET title = (SELECT title FROM saved_edition); DROP TABLE saved_edition" \
	"CREATE TABLE saved_edition AS SELECT title FROM edition; UPDATE edition SET title = '另一个标题'"
found 'where it is in the trail' "封存时留痕记到第$((entry - 1))条" "UPDATE edition SET entry = entry + 1" "UPDATE edition SET entry = entry - 1"
found 'the number in its book'  "编号登记（表 numbering）" "UPDATE numbering SET state = 'given' WHERE id = $number" "UPDATE numbering SET state = 'void' WHERE id = $number"
found 'a byte of a file'        "pdf文件被改动过（表 edition_file 第${pdf}号" "$restore WHERE sm3 = (SELECT sm3 FROM edition_file WHERE id = $pdf)" \
	"UPDATE content SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE sm3 = (SELECT sm3 FROM edition_file WHERE id = $pdf)"
found 'the size of a file'      "pdf文件被改动过|文件的登记被改动过" "UPDATE edition_file SET size = size - 1 WHERE id = $pdf" "UPDATE edition_file SET size = size + 1 WHERE id = $pdf"
found 'a month moved'           "表 edition 的第${edition}号记录现在写着是2019年2月第1版，签名却对不上|签名对不上（表 edition 第${edition}号记录）" \
	"UPDATE edition SET month = 201901" "UPDATE edition SET month = 201902"
found 'an issue taken out'      "表 edition 的第${edition}号记录不见了：写着它的还有表 numbering 第${number}号记录、留痕第$((entry + 1))条" "$(printf 'INSERT INTO %s SELECT * FROM saved_%s; DROP TABLE saved_%s;' \
	edition{,,} frozen{,,} frozen_evidence{,,} edition_file{,,})" "$(printf 'CREATE TABLE saved_%s AS SELECT * FROM %s; DELETE FROM %s;' edition{,,} frozen{,,} frozen_evidence{,,} edition_file{,,})"
found 'a day that is none'      "表 edition 的第${edition}号记录被改动过：signed_on 一栏的值读不出来" "UPDATE edition SET signed_on = '2019-02-12'" "UPDATE edition SET signed_on = '2019-02-12x'"
found 'a day of a figure'       "封存的数被改动过（表 frozen 第${figure}号记录）：day_to 一栏的值读不出来" "UPDATE frozen SET day_to = '2019-01-31' WHERE id = $figure" "UPDATE frozen SET day_to = '2019-01-3l' WHERE id = $figure"
entries="UPDATE trail_row SET digest = (SELECT s.digest FROM saved_row s WHERE s.city = trail_row.city AND s.entry = trail_row.entry AND s.seq = trail_row.seq) WHERE relation = 'edition_file'; DROP TABLE saved_row"
found 'a file, and its entry'   "表 edition_file 的第${pdf}号记录是不是印发时写下的，已无从核对|留痕第$((entry + 1))条所附的记录清单被改动过" "$entries" \
	"CREATE TABLE saved_row AS SELECT * FROM trail_row WHERE relation = 'edition_file'; UPDATE trail_row SET digest = (SELECT body FROM edition) WHERE row = $pdf"
found 'a file passed off'       "表 edition_file.*第${pdf}号" "UPDATE edition_file SET form = 'pdf' WHERE id = $pdf" "UPDATE edition_file SET form = 'png' WHERE id = $pdf"
sql 'DROP TABLE saved' >/dev/null

# --- what a month does not look at is said; days that are none; another key -------------------------------------------------------------------------
must verify 2019-01
test_that 'the month says what it has not looked at' grep -q '没有查看的：其余各条留痕和其他各表' "$box/out"
must verify
test_that 'the whole has nothing left out' bash -c "! grep -q 没有查看的 '$box/out'"
day_that_is_none() { # TABLE COLUMN: of its last row
	local row was
	row=$(sql "SELECT max(id) FROM $1") was=$(sql "SELECT $2 FROM $1 WHERE id = (SELECT max(id) FROM $1)")
	sql "UPDATE $1 SET $2 = '${was}x' WHERE id = $row" >/dev/null
	sql "UPDATE step SET words = 'x' WHERE id = (SELECT min(id) FROM step)" >/dev/null
	nuan verify
	test_that "a day in $1 that is none is named, and the walk goes on" bash -c "[ $status = 3 ] && grep -q '表 $1 的第${row}号记录被改动过：$2 一栏的值读不出来' '$box/out' && grep -q '表 step 的第' '$box/out'"
	sql "UPDATE $1 SET $2 = '$was' WHERE id = $row" >/dev/null
}
sql "CREATE TABLE saved_step AS SELECT id, words FROM step" >/dev/null
for column in 'period closed' 'issue day' 'issue issued' 'setting since'; do
	# shellcheck disable=SC2086
	day_that_is_none $column
done
sql "UPDATE step SET words = (SELECT s.words FROM saved_step s WHERE s.id = step.id); DROP TABLE saved_step" >/dev/null
must verify
other=$box/other.key
"$NUAN" --db "$box/other.db" --key "$other" init --city 另一总工会 --division 429100 >/dev/null
for road in 'verify 2019-01' verify; do
	# shellcheck disable=SC2086
	key=$other nuan $road
	test_that "another key file is suspected first ($road)" bash -c "[ $status = 3 ] && head -n 1 '$box/out' | grep -q '密钥文件可能不是这个数据库的'"
done

# --- a file in the auditor's hand --------------------------------------------------------------------------------------------------------------------
for form in txt html docx pdf ofd; do
	nuan verify --file "$box/issued.$form"
	test_that "the $form is known again" bash -c "[ $status = 0 ] && grep -q '^2019年1月第1版.*的${form}文件' '$box/out' && grep -q '一个字节不差' '$box/out'"
done
{ cat "$box/issued.pdf"; echo; } >"$box/longer.pdf"
nuan verify --file "$box/longer.pdf"
test_that 'one byte more is no file of ours' bash -c "[ $status = 3 ] && grep -q '没有哪一版有这个文件' '$box/out'"
sql "UPDATE edition_file SET size = size + 1 WHERE id = $pdf" >/dev/null
nuan verify --file "$box/issued.pdf"
test_that 'the file is proven, its register is not' bash -c "[ $status = 3 ] && grep -q '它就是印发时的文件；现在的文件登记' '$box/out'"
sql "UPDATE edition_file SET size = size - 1 WHERE id = $pdf" >/dev/null
must --json verify --file "$box/issued.pdf"
test_that 'JSON has form and proof' bash -c "grep -q '\"form\": \"pdf\"' '$box/out' && grep -q '\"proven\": true' '$box/out'"
nuan verify --file "$box/none.pdf"
test_that 'a file that is none' grep -qF '[io.read]' "$box/err"
nuan verify --file "$box/issued.pdf" --head
test_that 'a file and a foot are two questions' [ "$status" = 2 ]
nuan --json verify 2019-01
test_that 'JSON of a whole issue lists nothing' bash -c "[ $status = 0 ] && grep -q '\"tampered\": \[\]' '$box/out' && grep -q '\"moved_on\": \[\]' '$box/out'"

# --- afterwards, in the open -------------------------------------------------------------------------------------------------------------------------
must import "$root/examples/2019-02"
must verify 2019-01
test_that 'the next month changes nothing of this one' bash -c "! grep -q 印发后 '$box/out'"
people=$(sql "SELECT DISTINCT v.person FROM aid_visit v JOIN aid_hardship h ON h.person = v.person WHERE v.state = 'approved' AND v.target = 'hardship' AND h.state = 'approved' ORDER BY v.person LIMIT 3")
mapfile -t person <<<"$people"
must merge "${person[1]}" "${person[0]}" --why 重复登记
must verify 2019-01
test_that 'two who are one: said, with record and entry, and no tampering' \
	grep -qE "aid.visited_hardship）印发时是1796人，现在是1795人：第[0-9]+号记录计到另一个对象（由${person[1]}变为${person[0]}），见留痕第[0-9]+条（人员合并）" "$box/out"
must verify
must --json verify 2019-01
test_that 'JSON has it apart' bash -c "grep -q '\"tampered\": \[\]' '$box/out' && grep -q '\"table\": \"frozen\"' '$box/out'"
must merge --undo "${person[1]}" --why 核对后不是同一人
must verify 2019-01
test_that 'and taken back, nothing' bash -c "! grep -q 印发后 '$box/out'"
must forget "${person[2]}" --why 本人申请
must verify
test_that 'who is forgotten leaves the seal whole' bash -c "grep -q '封存无误' '$box/out' && ! grep -q 印发后 '$box/out'"
visit=$(sql "SELECT id FROM aid_visit WHERE person = ${person[0]} AND state = 'approved' ORDER BY id LIMIT 1")
must move return "$visit" --by 向维桢 --reason duplicate --why 查实为重报
must verify 2019-01
test_that 'a record that is returned is named' grep -qE "aid.visited_hardship_times）.*aid_visit第${visit}号记录不再计入，见留痕第[0-9]+条（退回）" "$box/out"
for form in txt html docx pdf ofd; do
	told report 2019-01 --as "$form" >"$box/again.$form"
	test_that "the issued $form is what it was" cmp "$box/issued.$form" "$box/again.$form"
done
story_end
