#!/bin/bash
# A month's report from the first edit to the issue and the correction: who may do what, what is refused and leaves nothing behind, numbers without a gap,
# two who sign at once, a machine that stops in the middle, and an issued edition that nothing moves any more.
source "$(dirname "${BASH_SOURCE[0]}")/edition.bash"

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
printf '名称,值\n印数,若干\n' >"$box/in/copies.csv"
refused 'how many are printed is a number' 1 setting.copies import "$box/in/copies.csv" --sheet report.setting --org 江州市总工会办公室 --month 2019-01
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
test_that 'and its evidence says what was typed over it, and why' grep -q '第一部分写5人次，系统汇总3人次，原因：两家企业名册晚到' "$box/out"
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
refused 'it cannot be signed before it is checked' 1 edition.state report sign 2019-01 --by 席签
checks 2019-01 向办 已逐条核对
refused 'a text that was checked is not edited' 1 edition.state report edit 2019-01 aid --heading 新题 --by 余办
refused 'it is not signed before all have countersigned' 1 edition.cosign report sign 2019-01 --by 席签
says 'it is said who is asked' 石核
refused 'who was not asked does not countersign' 1 edition.not_asked report cosign 2019-01 --by 石报
refused 'a refusal has words' 1 edition.refusal report cosign 2019-01 --by 石核 --refuse
step cosign 2019-01 --by 石核 --refuse --why 数字再核
refused 'one answers once' 1 edition.answered report cosign 2019-01 --by 石核
step return 2019-01 --by 向办 --why 会签有意见
refused 'a part is edited again' 1 section.empty report edit 2019-01 aid --heading ' ' --by 余办
checks 2019-01 向办 已复核
step cosign 2019-01 --by 石核
is 'all have agreed' "$(edition state)" cosigned
refused 'who checked does not sign' 1 edition.own_check report sign 2019-01 --by 向办
refused 'nor does who edited' 1 move.own_edit report sign 2019-01 --by 余办
refused 'a day that is no day of it' 1 edition.day report sign 2019-01 --by 席签 --on 2018-12-31
step sign 2019-01 --by 席签 --on 2019-02-11
is 'numbered in that moment' "$(edition "series || year || '-' || serial")" 工会要情2019-1
refused 'it is signed once' 1 edition.state report sign 2019-01 --by 席签
step return 2019-01 --by 席签 --why 标题要改
is 'the number is void, with its reason' "$(sql 'SELECT serial, state, why FROM numbering')" '1|void|标题要改'
step check 2019-01 --by 向办
step cosign 2019-01 --by 石核
step sign 2019-01 --by 席签 --on 2019-02-12
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
test_that 'the slip names the hands' bash -c "grep -q '核稿.*向办' '$box/out' && grep -q '会签.*石核.*同意' '$box/out' && grep -q '签发.*席签' '$box/out'"
test_that 'and says which numbers were set by hand, and why' grep -q '改数 *1处：第一部分“.*”写5人次，系统汇总3人次（原因：两家企业名册晚到）' "$box/out"
test_that 'everybody stands with his own unit' bash -c "grep -q '核稿 *办公室 向办' '$box/out' && grep -q '会签 *石陂市 石核' '$box/out' && grep -q '拟稿人 *办公室 余办' '$box/out'"
test_that 'and each part with who approved it, on which day' grep -qE '部室核签 .*向办 [0-9]{4}年[0-9]+月[0-9]+日（第一、二部分）' "$box/out"
test_that 'openness is for the pen' grep -q '公开属性 *□主动公开' "$box/out"
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
checks 2019-01 向办 已核对
step cosign 2019-01 --by 石核
step sign 2019-01 --by 席签 --on 2019-02-20
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
refused 'what was not checked is not signed' 1 edition.moved report sign 2019-01 --by 席签
step return 2019-01 --by 向办 --why 补一件事
is 'the new matter has joined' "$(sql "SELECT count(*) FROM section WHERE state = 'drafting'")" 1
must move void "$(sql 'SELECT id FROM matter WHERE ordinal = 3')" --by 向办
checks 2019-01 向办 已核对
is 'and left again' "$(sql "SELECT count(*) FROM section WHERE state = 'left'")" 1
must verify

# --- what is signed and issued is what was checked ------------------------------------------------------------------------------------------------------
more() { # more N: so many records beside the first three
	{ cat "$box/in/first.csv"; local i; for ((i = 1; i <= $1; i++)); do
		printf '补第%d号,,江州甲厂有限公司,2019-01-09,生活救助,500,,送温暖,银行发放,节日坚守岗位\n' "$i"; done; } >"$box/in/more.csv"
	local import; mapfile -t import < <(aid more.csv); must "${import[@]}"
}
sheets=0
matters() { # matters BODY: what the record of the second matter says; each time another file
	sheets=$((sheets + 1))
	file matters.csv <<-END
	标题,开始日期,内容,进展,条线,顺序,说明
	,2019-01-10,,完成,送温暖,1,
	学习传达工作会议精神,2019-01-15,$1,完成,,2,第$sheets次
	END
	must import "$box/in/matters.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-01 --by 余办 --approve 向办
}
register() { # register NUMBER DAY: the office's own register of issues
	printf '刊名,期号,所属月份,标题,印发日期\n工作月报,%s,2019-01,江州市总工会2019年1月工作完成情况,%s\n' "$1" "$2" | file issues.csv
	must import "$box/in/issues.csv" --sheet matter.issue --org 江州市总工会办公室 --month 2019-01 --by 余办 --approve 向办
}
a_month
setting <<'END'
报,省总工会。
印数,50
月报承办部门,办公室
END
checked 2019-01
more 2
refused 'records that move the text behind the check' 1 edition.moved report sign 2019-01 --by 席签 --on 2019-02-11
says 'the refusal says what they said' 3人次
says 'and what they say now' 5人次
must report moved 2019-01
test_that 'what moved since the check is told sentence by sentence' grep -q '现为：.*5人次' "$box/out"
step return 2019-01 --by 向办 --why 数字变了
checks 2019-01 向办 已逐条核对
step sign 2019-01 --by 席签 --on 2019-02-11
more 3
refused 'nor is issued what was not signed' 1 edition.moved report issue 2019-01 --by 余办 --on 2019-02-12
step return 2019-01 --by 席签 --why 数字又变了
checks 2019-01 向办 已逐条核对
step sign 2019-01 --by 席签 --on 2019-02-11
setting <<'END'
报,某某公司。
END
refused 'settings that move it likewise' 1 edition.moved report issue 2019-01 --by 余办 --on 2019-02-12
says 'the receiver is said' 某某公司
setting <<'END'
报,省总工会。
END
step issue 2019-01 --by 余办 --on 2019-02-12
must report slip 2019-01 --to "$box/slip.txt"
setting <<'END'
报,某某公司。
印数,900
月报承办部门,别的部门
月报发文单位,别的单位
月报刊头,别的刊头
END
must report slip 2019-01 --to "$box/later.txt"
test_that 'the slip of what was issued is what it was, whatever settings say' cmp "$box/slip.txt" "$box/later.txt"
must report moved 2019-01
test_that 'nor have settings moved what was issued' grep -q 都没有变 "$box/out"
must verify

# --- an answer is to one question -------------------------------------------------------------------------------------------------------------------------
a_month
approved 2019-01
matters 15日，召开会议，到会20人。
refused 'records that have moved behind a text that was handed in' 1 edition.check report check 2019-01 --by 向办
says 'the question says what moved' 到会20人
checks 2019-01 向办 标点之差，仍用原文
matters 15日，会议因故取消，没有召开。
refused 'another change is another question' 1 edition.asked report sign 2019-01 --by 席签 --on 2019-02-11
says 'with its words' 会议因故取消
matters 15日，召开会议，到会20人。
step return 2019-01 --by 向办 --why 再看
refused 'what was answered before it was sent back is asked again' 1 edition.check report check 2019-01 --by 向办
says 'in the words of then' 到会20人

# --- a number without its reference -----------------------------------------------------------------------------------------------------------------------
a_month
text_of aid
sed 's/{aid.relief_times}/9999人次/' "$box/text" >"$box/in/plain.txt"
step edit 2019-01 aid --body "$box/in/plain.txt" --by 余办
approved 2019-01
refused 'a computed number replaced by plain text is asked about' 1 edition.check report check 2019-01 --by 向办
refused 'a blank answers nothing' 1 edition.check report check 2019-01 --by 向办 --agree ' 　'
says 'with the reference that was lost' '{aid.relief_times}'
says 'and what it comes to' 3人次
types 9999人次
step edit 2019-01 aid --body "$box/in/typed.txt" --by 余办 --why 两家企业名册晚到
approved 2019-01
step check 2019-01 --by 向办
is 'typed over in the open it is not' "$(edition overrides)" 1

# --- whose hands --------------------------------------------------------------------------------------------------------------------------------------------
a_month
text_of 2
sed 's/学习。/学习，部署工作。/' "$box/text" >"$box/in/two.txt"
step edit 2019-01 2 --body "$box/in/two.txt" --by 余办
step submit 2019-01 2 --by 向办
refused 'who handed in what another has written does not approve it' 1 move.own_edit report approve 2019-01 2 --by 向办
step submit 2019-01 1 --by 余办
step approve 2019-01 1 --by 向办
step approve 2019-01 2 --by 石核
refused 'nor checks the whole' 1 move.own_edit report check 2019-01 --by 向办 --agree 同意
refused 'nor does who wrote it' 1 move.own_edit report check 2019-01 --by 余办 --agree 同意
step check 2019-01 --by 石核
refused 'nor sign it' 1 move.own_edit report sign 2019-01 --by 余办
a_month
step edit 2019-01 2 --body "$box/in/two.txt" --by 席签
step edit 2019-01 1 --heading 送温暖扎实开展 --by 余办
approved 2019-01
step check 2019-01 --by 向办
refused 'who wrote any part does not sign, whoever wrote last' 1 move.own_edit report sign 2019-01 --by 席签
step return 2019-01 --by 向办 --why 再改
step edit 2019-01 2 --heading 学习会议精神 --by 余办
approved 2019-01
step check 2019-01 --by 向办
refused 'nor when another has touched it since' 1 move.own_edit report sign 2019-01 --by 席签
setting <<'END'
会签人,石核、石核
END
step return 2019-01 --by 向办 --why 补会签
step check 2019-01 --by 向办
is 'whom the setting names twice is asked once' "$(sql 'SELECT count(*) FROM cosign')" 1

# --- numbers and days ---------------------------------------------------------------------------------------------------------------------------------------
a_month
checked 2019-01
step sign 2019-01 --by 席签 --on 2019-12-31
step issue 2019-01 --by 余办 --on 2020-01-02
checked 2019-02
step sign 2019-02 --by 席签 --on 2020-01-10
is 'numbered in December and printed in January: no gap in either year' "$(sql 'SELECT year, serial FROM numbering ORDER BY id' | tr '\n' ' ')" '2019|1 2020|1 '
step correct 2019-01 --by 余办 --why 更正
checked 2019-01
refused 'a correction is not signed before what it corrects was issued' 1 edition.day report sign 2019-01 --by 席签 --on 2020-01-01
step sign 2019-01 --by 席签 --on 2020-01-02
refused 'nor issued before it was signed' 1 edition.day report issue 2019-01 --by 余办 --on 2020-01-01
step issue 2019-01 --by 余办 --on 2020-01-20
is 'the register keeps the day of the first' "$(sql 'SELECT issued FROM issue WHERE period = 201901')" 2020-01-02
must verify
a_month
register 700 2019-02-01
approved 2019-01
refused 'a number of the register that is not the next is asked about' 1 edition.check report check 2019-01 --by 向办
says 'with the number it has' 第700期
says 'and the one in order' 第1期
checks 2019-01 向办 照登记
register 800 2019-02-01
refused 'one that is registered behind the check likewise' 1 edition.asked report sign 2019-01 --by 席签
register 1 2019-02-01
step sign 2019-01 --by 席签 --on 2019-02-11
refused "the register's day is not taken when it is before the signing" 1 edition.day report issue 2019-01 --by 余办
step return 2019-01 --by 席签 --why 日期
step check 2019-01 --by 向办
step sign 2019-01 --by 席签
is 'signed on the day of the register unless another is said' "$(edition signed_on)" 2019-02-01
step issue 2019-01 --by 余办
is 'and issued on it' "$(edition issued_on)" 2019-02-01

# --- what the table of a correction has ---------------------------------------------------------------------------------------------------------------------
a_month
setting <<'END'
报,省总工会。
END
paragraphs() { printf '15日，召开会议传达学习。\n说明：本期有%s家企业停产。\n附件\n后面还有一句话，涉及%s人。\n（更正：此句不是更正）另有%s人。\n' "$@" >"$box/in/paragraphs.txt"; }
paragraphs 3 2350 7
step edit 2019-01 2 --body "$box/in/paragraphs.txt" --by 余办
signed 2019-01
step issue 2019-01 --by 余办 --on 2019-03-05
step correct 2019-01 --by 余办 --why 企业数写错
paragraphs 300 99 8
step edit 2019-01 2 --body "$box/in/paragraphs.txt" --by 余办
setting <<'END'
报,省总工会、市委办公室。
END
signed 2019-01
must report 2019-01 --draft
sed -n '/^附件$/,$p' "$box/out" >"$box/table"                    # the text has such a paragraph itself, indented
has() { test_that "$1" grep -q "$2.*$3" "$box/table"; }
has 'a sentence that looks like a note' 3家企业停产 300家企业停产
has 'one behind what looks like an annex' 涉及2350人 涉及99人
has 'one that looks like a correction' 另有7人 另有8人
has 'the receivers' '报：省总工会。' '报：省总工会、市委办公室。'
step issue 2019-01 --by 余办 --on 2019-03-06
must report moved 2019-01 --edition 2
test_that 'told the same afterwards' bash -c "grep -q '现为：.*300家企业停产' '$box/out' && grep -q '现为：.*涉及99人' '$box/out'"
must report moved 2019-01
test_that 'and since then nothing' grep -q 都没有变 "$box/out"
must verify

# --- a correction that is let go ------------------------------------------------------------------------------------------------------------------------------
a_month
refused 'nothing to withdraw' 1 edition.absent report withdraw 2019-01 --by 余办 --why 不用
signed 2019-01
refused 'a withdrawal says why' 1 edition.why report withdraw 2019-01 --by 余办
step withdraw 2019-01 --by 余办 --why 本月并入二月
is 'its number is void, with the reason' "$(sql 'SELECT serial, state, why FROM numbering')" '1|void|本月并入二月'
must report 2019-01
is 'the month is as if nobody had opened it' "$(sql "SELECT count(*) FROM edition WHERE state <> 'void'")" 0
signed 2019-01
is 'begun anew it is the first edition with the next number' "$(sql "SELECT number, serial FROM edition WHERE state = 'signed'")" '1|2'
step issue 2019-01 --by 余办 --on 2019-03-05
must report 2019-01 --to "$box/issued.txt"
step correct 2019-01 --by 余办 --why 试
step edit 2019-01 2 --heading 草稿标题 --by 余办
must report 2019-01 --to "$box/reader.txt"
test_that 'a reader has what was issued while a correction is under way' cmp "$box/issued.txt" "$box/reader.txt"
must report 2019-01 --draft
test_that 'the draft is there for whoever wants it' grep -q 草稿标题 "$box/out"
refused 'an issued edition is not withdrawn by taking its number' 1 edition.absent report 2019-01 --edition 3
step withdraw 2019-01 --by 余办 --why 不用更正
must report show 2019-01
test_that 'it stays on record with its reason' grep -q '已撤销.*不用更正' "$box/out"
refused 'what was issued is not withdrawn' 1 edition.state report withdraw 2019-01 --by 余办 --why 不要了
step correct 2019-01 --by 余办 --why 再更正
is 'the next correction is the second edition' "$(edition number)" 2
must verify

# --- what a text may not have -----------------------------------------------------------------------------------------------------------------------------------
a_month
printf '涉及\342\200\25605人。\n' >"$box/in/turned.txt"
refused 'a text that reads otherwise than it prints' 1 section.invisible report edit 2019-01 2 --body "$box/in/turned.txt" --by 余办
refused 'a heading likewise' 1 section.invisible report edit 2019-01 2 --heading "$(printf '题\001目')" --by 余办
text_of aid
types "$(printf '5\342\200\256人次')"
refused 'a typed number likewise' 1 section.invisible report edit 2019-01 aid --body "$box/in/typed.txt" --by 余办 --why 晚到
types 5人次
refused 'the reason that is printed beside it' 1 edition.words report edit 2019-01 aid --body "$box/in/typed.txt" --by 余办 --why "$(printf '晚\342\200\256到')"
printf '标题,开始日期,内容,进展,条线,顺序\n学习会议精神,2019-01-15,15日\342\200\256，开会。,完成,,2\n' | file turned.csv
refused 'nor does it come in with a sheet' 1 cell.invisible import "$box/in/turned.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-01
head -c 70000 /dev/zero | tr '\0' x >"$box/in/long.txt"
refused 'a text that is too long to be a part' 1 section.long report edit 2019-01 2 --body "$box/in/long.txt" --by 余办
for ((i = 0; i < 1000; i++)); do printf '{aid.relief_times=%d人次}、{aid.relief_times=7人次}' "$i"; done >"$box/in/many.txt"
step edit 2019-01 aid --body "$box/in/many.txt" --by 余办 --why 手写
is 'many numbers typed are each on record once' "$(edition overrides) $(sql 'SELECT count(*) FROM override WHERE dropped = 0')" '1000 1000'
step edit 2019-01 aid --body "$box/in/typed.txt" --by 余办 --why 手写
is 'and all that the text no longer has are dropped' "$(edition overrides) $(sql 'SELECT count(*) FROM override WHERE dropped = 0')" '1 1'
must verify

# --- two who sign at once ------------------------------------------------------------------------------------------------------------------------
a_month
checked 2019-01
checked 2019-02
hold
"$NUAN" --db "$db" --key "$key" report sign 2019-01 --by 席签 --on 2019-03-05 >"$box/1.out" 2>"$box/1.err" </dev/null & first=$!
"$NUAN" --db "$db" --key "$key" report sign 2019-02 --by 席签 --on 2019-03-05 >"$box/2.out" 2>"$box/2.err" </dev/null & second=$!
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
microseconds step sign 2019-02 --by 席签 --on 2019-03-05
for percent in 20 40 60 80 95; do
	[[ $(edition state) == checked ]] || break
	stopped "$percent" report sign 2019-01 --by 席签 --on 2019-03-05
	test_that "signing killed at $percent %: all or nothing" number_whole
done
[[ $(edition state) == signed ]] || step sign 2019-01 --by 席签 --on 2019-03-05
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
