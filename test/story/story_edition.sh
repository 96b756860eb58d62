#!/bin/bash
# A month's report from the first edit to the issue and the correction: who may do what, what is refused and leaves nothing behind, numbers without a gap,
# two who sign at once, a machine that stops in the middle, and an issued edition that nothing moves any more.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"

setting() { { echo 名称,值; cat; } | file settings.csv; must import "$box/in/settings.csv" --sheet report.setting --org 江州市总工会办公室 --month 2019-01; }
a_month() { # the federation with records for two months
	federation
	{ echo "$aid_head"; printf "甲第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" 1 2 3; } >"$box/in/first.csv"
	mapfile -t first < <(aid first.csv)
	must "${first[@]}"
	file february.csv <<-'END'
	标题,开始日期,内容,进展,条线,顺序
	工会干部培训班如期举办,2019-02-20,20日，举办工会干部培训班。,完成,,1
	END
	must import "$box/in/february.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-02 --by 余办 --approve 向办
}
step() { must report "$@"; }                         # an act that goes through
edition() { sql "SELECT $1 FROM edition WHERE month = ${2:-201901} ORDER BY number DESC LIMIT 1"; }
is() { test_that "$1" [ "$2" = "$3" ]; }
approved() { step submit "$1" --by 余办; step approve "$1" --by 向办; }
checked() { approved "$1"; step check "$1" --by 向办 --agree 已逐条核对; }
signed() { checked "$1"; step sign "$1" --by 申核 --on 2019-03-05; }
text_of() { must report edit 2019-01 "$1"; cp "$box/out" "$box/text"; }
types() { sed "s/{aid.relief_times}/{aid.relief_times=$1}/" "$box/text" >"$box/in/typed.txt"; }

# --- at the departments' desks ------------------------------------------------------------------------------------------------------------------
a_month
setting <<'END'
月报刊名,工会要情
月报刊头,工会要情
会签人,石核
印数,50
报,省总工会。
发,各县市区总工会。
END
must report 2019-01 --to "$box/records.txt"
refused 'there is no edition yet' 1 edition.absent report 2019-01 --edition 1
must report show 2019-01
test_that 'where it stands is shown before anybody has opened it' grep -q '^1	aid	起草' "$box/out"
is 'looking opens nothing' "$(sql 'SELECT count(*) FROM edition')" 0
text_of aid
test_that 'the text to edit has its references' grep -q '{aid.relief_times}' "$box/text"
types 5人次
refused 'a number typed over needs a reason' 1 edition.typed report edit 2019-01 aid --body "$box/in/typed.txt" --by 余办
says 'the computed number is said' 3人次
sed 's/{aid.relief_times}/{aid.nothing}/' "$box/text" >"$box/in/wrong.txt"
refused 'a reference that leads nowhere' 1 report.reference report edit 2019-01 1 --body "$box/in/wrong.txt" --by 余办
refused 'a section that is none' 1 section.absent report submit 2019-01 9 --by 余办
refused 'a check while sections are open' 1 edition.sections report check 2019-01 --by 向办
refused 'a correction before the issue' 1 edition.not_issued report correct 2019-01 --by 余办 --why 写错了
refused 'what was not handed in is not sent back' 1 section.state report return 2019-01 aid --by 向办
step submit 2019-01 --by 余办
is 'both parts are handed in' "$(sql "SELECT count(*) FROM section WHERE state = 'submitted' AND body IS NOT NULL")" 2
refused 'one does not approve what one handed in' 1 move.own_edit report approve 2019-01 aid --by 余办
refused 'a return says why' 1 move.no_reason report return 2019-01 aid --by 向办
step return 2019-01 aid --by 向办 --reason unclear
is 'what comes back unedited follows the records again' "$(sql "SELECT count(*) FROM section WHERE state = 'returned' AND body IS NULL")" 1
step submit 2019-01 一 --by 余办
step approve 2019-01 --by 向办
step edit 2019-01 送温暖 --body "$box/in/typed.txt" --by 余办 --why 两家企业名册晚到
test_that 'editing what was approved says that it goes back' grep -q '退回起草' "$box/out"
is 'the number typed over stands on record' "$(sql 'SELECT indicator, shown, computed, why FROM override WHERE dropped = 0')" 'aid.relief_times|5人次|3人次|两家企业名册晚到'
must report 2019-01 --to "$box/draft.txt"
test_that 'it is printed as typed' grep -q '5人次' "$box/draft.txt"
test_that 'and the report says so' grep -q '说明：本期有1处数字由填报部门填写，与系统汇总不同：第一部分.*写5人次，系统汇总3人次（原因：两家企业名册晚到）。' "$box/draft.txt"
must report 2019-01 --as html
test_that 'on the page its value stays the computed one' grep -q 'data-value="3"[^>]*data-status="overridden"[^>]*>5人次<' "$box/out"
test_that 'the bulletin has its name over it' [ "$(head -n 1 "$box/draft.txt")" = 工会要情 ]
test_that 'and says how many are printed' grep -q '（共印50份）' "$box/draft.txt"
step edit 2019-01 aid --drafted --by 余办
is 'back to the records, nothing is typed over' "$(edition overrides) $(sql 'SELECT count(*) FROM override WHERE dropped = 0')" '0 0'
printf '截至{{月底=31日}}，帮扶救助{aid.relief_times=5人次}。\n第二段。\n' >"$box/in/braces.txt"
step edit 2019-01 aid --body "$box/in/braces.txt" --by 余办 --why 两家企业名册晚到
must report 2019-01
test_that 'doubled braces are text' grep -q '截至{月底=31日}，帮扶救助5人次。' "$box/out"
is 'and no number' "$(edition overrides)" 1
refused 'a text that is not there' 1 io.read report edit 2019-01 aid --body "$box/in/absent.txt" --by 余办
step edit 2019-01 aid --body "$box/in/typed.txt" --by 余办
is 'the same number again needs no new reason' "$(edition overrides)" 1
step submit 2019-01 aid --by 余办
step approve 2019-01 aid --by 向办
must verify

# --- at the office's ----------------------------------------------------------------------------------------------------------------------------
refused 'one does not check what one edited last' 1 move.own_edit report check 2019-01 --by 余办 --agree 同意
refused 'it cannot be signed before it is checked' 1 edition.state report sign 2019-01 --by 申核
step check 2019-01 --by 向办 --agree 已逐条核对
refused 'a text that was checked is not edited' 1 edition.state report edit 2019-01 aid --heading 新题 --by 余办
refused 'it is not signed before all have countersigned' 1 edition.cosign report sign 2019-01 --by 申核
says 'it is said who is asked' 石核
refused 'who was not asked does not countersign' 1 edition.not_asked report cosign 2019-01 --by 石报
refused 'a refusal has words' 1 edition.refusal report cosign 2019-01 --by 石核 --refuse
step cosign 2019-01 --by 石核 --refuse --why 数字再核
refused 'one answers once' 1 edition.answered report cosign 2019-01 --by 石核
step return 2019-01 --by 向办 --why 会签有意见
refused 'a part is edited again' 1 section.empty report edit 2019-01 aid --heading ' ' --by 余办
step check 2019-01 --by 向办 --agree 已复核
step cosign 2019-01 --by 石核
is 'all have agreed' "$(edition state)" cosigned
refused 'who checked does not sign' 1 edition.own_check report sign 2019-01 --by 向办
refused 'nor does who edited' 1 move.own_edit report sign 2019-01 --by 余办
refused 'a day that is no day of it' 1 edition.day report sign 2019-01 --by 申核 --on 2018-12-31
step sign 2019-01 --by 申核 --on 2019-02-11
is 'numbered in that moment' "$(edition "series || year || '-' || serial")" 工会要情2019-1
refused 'it is signed once' 1 edition.state report sign 2019-01 --by 申核
step return 2019-01 --by 申核 --why 标题要改
is 'the number is void, with its reason' "$(sql 'SELECT serial, state, why FROM numbering')" '1|void|标题要改'
step check 2019-01 --by 向办
step cosign 2019-01 --by 石核
step sign 2019-01 --by 申核 --on 2019-02-12
is 'the next takes a new one' "$(edition serial)" 2
refused 'not issued before it was signed' 1 edition.day report issue 2019-01 --by 余办 --on 2019-02-11
step issue 2019-01 --by 余办 --on 2019-02-12
must verify

# --- issued -------------------------------------------------------------------------------------------------------------------------------------
kept() { local form; for form in pdf ofd docx html txt; do must report 2019-01 --edition "${2:-1}" --as $form --to "$box/$1.$form"; done; }
alike() { local form; for form in pdf ofd docx html txt; do cmp "$box/$1.$form" "$box/$2.$form" || return 1; done; }
kept one
is 'five files are stored' "$(sql 'SELECT count(*) FROM edition_file')" 5
test_that 'each what it is called' bash -c "[[ \$(head -c 5 '$box/one.pdf') == %PDF- && \$(head -c 2 '$box/one.ofd') == PK && \$(head -c 2 '$box/one.docx') == PK ]]"
test_that 'with its number' grep -q '^第2期$' "$box/one.txt"
test_that 'and its day' grep -q '2019年2月12日' "$box/one.txt"
is 'the register of issues has it' "$(sql 'SELECT series, number, period, issued FROM issue')" '工会要情|2|201901|2019-02-12'
is 'its own day is a figure' "$(told figures 2019-01 | awk '$1 == "report.issue_date" { print $2 }')" 2019年2月12日
refused 'what is issued moves no further' 1 edition.state report return 2019-01 --by 向办 --why 改
refused 'nor its parts' 1 edition.state report edit 2019-01 aid --heading 新题 --by 余办
refused 'nor is it issued twice' 1 edition.state report issue 2019-01 --by 余办
must report slip 2019-01
test_that 'the slip names the hands' bash -c "grep -q '核稿.*向办' '$box/out' && grep -q '会签.*石核.*同意' '$box/out' && grep -q '签发.*申核' '$box/out'"
test_that 'and counts the numbers set by hand' grep -q '改数 *1处' "$box/out"
must report moved 2019-01
test_that 'nothing has moved' grep -q 都没有变 "$box/out"

{ cat "$box/in/first.csv"; printf "补第%d号,,江州甲厂有限公司,2019-01-09,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" 1 2; } >"$box/in/late.csv"
mapfile -t late < <(aid late.csv)
must "${late[@]}"
is 'what comes late counts in the next month' "$(sql "SELECT month, count(*) FROM aid_event WHERE state = 'approved' GROUP BY month ORDER BY month" | tr '\n' ' ')" '201901|3 201902|2 '
kept again
test_that 'and moves no issued byte' alike one again

# --- corrected ------------------------------------------------------------------------------------------------------------------------------------
refused 'a correction says why' 1 edition.why report correct 2019-01 --by 余办
step correct 2019-01 --by 余办 --why 第二部分漏了一句
text_of 2
sed -i 's/$/会后督促落实。/' "$box/text"
step edit 2019-01 2 --body "$box/text" --by 余办
approved 2019-01
step check 2019-01 --by 向办 --agree 已核对
step cosign 2019-01 --by 石核
step sign 2019-01 --by 申核 --on 2019-02-20
step issue 2019-01 --by 余办 --on 2019-02-20
refused 'there is no third' 1 edition.absent report 2019-01 --edition 3
kept two 2
is 'the same number, a second edition' "$(sql 'SELECT number, serial, issued_on FROM edition ORDER BY number' | tr '\n' ' ')" '1|2|2019-02-12 2|2|2019-02-20 '
is 'no number was given for it' "$(sql 'SELECT count(*) FROM numbering')" 2
test_that 'it says that it corrects' grep -q '第2版，更正原因：第二部分漏了一句' "$box/two.txt"
test_that 'and what' bash -c "grep -q '更正对照表' '$box/two.txt' && grep -q '督促落实' <(sed -n '/^附件/,\$p' '$box/two.txt')"
must report moved 2019-01 --edition 2
test_that 'sentence by sentence' grep -q '现为：会后督促落实。' "$box/out"
kept again 1
test_that 'the first edition is what it was' alike one again
must report 2019-01 --to "$box/latest.txt"
test_that 'a month alone is its latest edition' cmp "$box/latest.txt" "$box/two.txt"
must verify

# --- the matters of the month change on the way -----------------------------------------------------------------------------------------------------
a_month
checked 2019-01
file matters.csv <<'END'
标题,开始日期,内容,进展,条线,顺序
,2019-01-10,,完成,送温暖,1
学习传达工作会议精神,2019-01-15,15日，召开会议传达学习。,完成,,2
节前安全检查到位,2019-01-28,28日，开展安全检查。,完成,,3
END
must import "$box/in/matters.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-01 --by 余办 --approve 向办
refused 'what was not checked is not signed' 1 edition.moved report sign 2019-01 --by 申核
step return 2019-01 --by 向办 --why 补一件事
is 'the new matter has joined' "$(sql "SELECT count(*) FROM section WHERE state = 'drafting'")" 1
must move void "$(sql 'SELECT id FROM matter WHERE ordinal = 3')" --by 向办
step check 2019-01 --by 向办 --agree 已核对
is 'and left again' "$(sql "SELECT count(*) FROM section WHERE state = 'left'")" 1
must verify

# --- two who sign at once ------------------------------------------------------------------------------------------------------------------------
a_month
checked 2019-01
checked 2019-02
hold
"$NUAN" --db "$db" --key "$key" report sign 2019-01 --by 申核 --on 2019-03-05 >"$box/1.out" 2>"$box/1.err" </dev/null & first=$!
"$NUAN" --db "$db" --key "$key" report sign 2019-02 --by 申核 --on 2019-03-05 >"$box/2.out" 2>"$box/2.err" </dev/null & second=$!
pids="$first $second"
waits "$first"
waits "$second" 2
let_go
status_1=0; wait "$first" || status_1=$?
status_2=0; wait "$second" || status_2=$?
pids=''
test_that 'both are signed' [ "$status_1 $status_2" = '0 0' ] || sed 's/^/# /' "$box/1.err" "$box/2.err"
is 'with two numbers that follow each other' "$(sql "SELECT year, serial FROM numbering WHERE state = 'given' ORDER BY serial" | tr '\n' ' ')" '2019|1 2019|2 '
is 'each its own' "$(sql 'SELECT count(DISTINCT serial) FROM edition')" 2
must verify

# --- a machine that stops in the middle ------------------------------------------------------------------------------------------------------------
a_month
checked 2019-01
checked 2019-02
microseconds() { local start=${EPOCHREALTIME//[!0-9]/}; "$@"; took=$((${EPOCHREALTIME//[!0-9]/} - start)); }
stopped() { # stopped PERCENT ARGUMENTS...: killed on the way
	local at=$((took * $1 / 100)); shift
	"$NUAN" --db "$db" --key "$key" "$@" >"$box/out" 2>"$box/err" </dev/null &
	pids=$!
	sleep "$(printf '%d.%06d' $((at / 1000000)) $((at % 1000000)))"
	kill -KILL "$pids" 2>/dev/null
	wait "$pids" 2>/dev/null
	pids=''
}
number_whole() { # signed with its number, or neither
	[[ $(sql "SELECT (SELECT count(*) FROM edition WHERE month = 201901 AND state = 'signed') - (SELECT count(*) FROM numbering WHERE edition =
		(SELECT id FROM edition WHERE month = 201901))") == 0 ]] && nuan verify
}
microseconds step sign 2019-02 --by 申核 --on 2019-03-05
for percent in 20 40 60 80 95; do
	[[ $(edition state) == checked ]] || break
	stopped "$percent" report sign 2019-01 --by 申核 --on 2019-03-05
	test_that "signing killed at $percent %: all or nothing" number_whole
done
[[ $(edition state) == signed ]] || step sign 2019-01 --by 申核 --on 2019-03-05
is 'the same command goes through, and no number is lost' "$(edition serial)" 2

issue_whole() { # issued with everything that belongs to it, or nothing of it
	local there
	there=$(sql "SELECT e.state, (SELECT count(*) FROM edition_file WHERE edition = e.id), (SELECT count(*) FROM period WHERE month = e.month AND state = 'closed'),
		(SELECT count(*) FROM issue WHERE period = e.month), (SELECT CASE WHEN count(*) > 0 THEN 1 ELSE 0 END FROM frozen WHERE edition = e.id)
		FROM edition e WHERE e.month = 201901")
	[[ $there == 'signed|0|0|0|0' || $there == 'issued|5|1|1|1' ]] && nuan verify
}
microseconds step issue 2019-02 --by 余办 --on 2019-03-05
for percent in 10 30 50 70 90; do
	[[ $(edition state) == signed ]] || break
	stopped "$percent" report issue 2019-01 --by 余办 --on 2019-03-05
	test_that "issuing killed at $percent %: all or nothing" issue_whole
done
[[ $(edition state) == issued ]] || step issue 2019-01 --by 余办 --on 2019-03-05
test_that 'the same command goes through' issue_whole
is 'issued once' "$(sql 'SELECT count(*) FROM edition_file')" 10
story_end
