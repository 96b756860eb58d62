#!/bin/bash
# The hands on a month's report: each question of the checklist answered by its own code, signed by a leader and by nobody else, numbers that became void
# named with their reasons, what comes next said after each step, and what a text may refer to.
source "$(dirname "${BASH_SOURCE[0]}")/edition.bash"

register() { # register NUMBER: the office's own register of issues
	printf '刊名,期号,所属月份,标题,印发日期\n工作月报,%s,2019-01,江州市总工会2019年1月工作完成情况,2019-02-01\n' "$1" | file issues.csv
	must import "$box/in/issues.csv" --sheet matter.issue --org 江州市总工会办公室 --month 2019-01 --by 余办 --approve 向办
}
code() { told report show 2019-01 | sed -nE "s/^提醒 问([0-9a-f]+) .*$1.*/\1/p"; }   # the code of the question with these words
after() { test_that "$1" grep -q "^下一步：.*（nuan report $2" "$box/out"; }

# --- each question by itself --------------------------------------------------------------------------------------------------------------------
a_month
text_of aid
sed 's/{aid.relief_times}/9999人次/' "$box/text" >"$box/in/plain.txt"
step edit 2019-01 aid --body "$box/in/plain.txt" --by 余办
after 'after an edit: to be handed in' 'submit 2019-01'
step submit 2019-01 --by 余办
after 'then approved' 'approve 2019-01'
step approve 2019-01 --by 向办
after 'then checked' 'check 2019-01'
one=$(code relief_times)
refused 'the only one that is open' 1 edition.check report check 2019-01 --by 向办
says 'is printed with its code' "提醒 问$one "
register 700
two=$(code 第700期)
is 'a question keeps its code when another joins it' "$(code relief_times)" "$one"
refused 'one answer is not for all' 1 edition.question report check 2019-01 --by 向办 --agree 已核对
says 'the questions are named' "问$one、问$two"
refused 'nor for a place in the list' 1 edition.question report check 2019-01 --by 向办 --agree 1=已核对
refused 'a code of no question' 1 edition.question report check 2019-01 --by 向办 --agree "$one=甲" --agree 00ff00=乙
refused 'one is left' 1 edition.check report check 2019-01 --by 向办 --agree "$one=名册晚到"
says 'it is said which' "提醒 问$two "
test_that 'and not the one that was answered' bash -c "! grep -q '问$one ' '$box/said'"
is 'nothing of a refused check is on record' "$(sql 'SELECT count(*) FROM agreed')" 0
refused 'an answer with what prints otherwise than it reads' 1 edition.words report check 2019-01 --by 向办 --agree "$one=$(printf '晚\342\200\256到')" --agree "$two=照登记"
step check 2019-01 --by 向办 --agree "问${one^^} ＝ 名册晚到" --agree "$two=照登记，上年未满=期"
test_that 'what was answered is told, with its question' bash -c "grep -A 1 relief_times '$box/out' | grep -q '答复：名册晚到' && grep -A 1 第700期 '$box/out' | grep -q '答复：照登记，上年未满=期'"
is 'each has its own words' "$(sql "SELECT count(*) FROM agreed WHERE (say LIKE '%relief_times%' AND why = '名册晚到') OR (say LIKE '%第700期%' AND why = '照登记，上年未满=期')")" 2
after 'then signed' 'sign 2019-01'
nuan report sign 2019-01 --by 席签 --agree "$one=再答"
is 'an option that an act does not take is refused' "$status" 2
step return 2019-01 --by 向办 --why 登记有误
register 800
refused 'a code does not answer what the question has become' 1 edition.question report check 2019-01 --by 向办 --agree "$one=名册晚到" --agree "$two=照登记"
register 1
step check 2019-01 --by 向办 --agree 名册晚到
is 'words alone are for the only one' "$(sql "SELECT count(*) FROM agreed WHERE why = '名册晚到'")" 2
a_month
approved 2019-01
refused 'with none open there is nothing to answer' 1 edition.question report check 2019-01 --by 向办 --agree 已核对
step check 2019-01 --by 向办 --why 数字已逐条核对
must verify

# --- who signs ----------------------------------------------------------------------------------------------------------------------------------
file leaders.csv <<'END'
姓名,单位,职务,任职日期,免职日期
县主,石陂市总工会,主席,,
新任,江州市总工会,党组成员、经费审查委员会主任,2019-02-20,
文书,江州市总工会,秘书,,
END
must import "$box/in/leaders.csv" --sheet person.officer --org 江州市总工会 --month 2019-01
refused 'a head of department does not sign' 1 edition.signer report sign 2019-01 --by 石核 --on 2019-02-12
says 'it is said who may' '可以签发的有：席签。'
refused 'nor the chair of a county union' 1 edition.signer report sign 2019-01 --by 县主
refused 'nor who is at the federation and leads nothing' 1 edition.signer report sign 2019-01 --by 文书
refused 'nor a leader before his post began' 1 edition.signer report sign 2019-01 --by 新任 --on 2019-02-12
step sign 2019-01 --by 新任 --on 2019-02-20
after 'then issued' 'issue 2019-01'
step return 2019-01 --by 席签 --reason unclear
test_that 'a return says which number became void' grep -q '期号工作月报2019年第1期作废' "$box/out"
after 'and what comes next' 'check 2019-01'
step check 2019-01 --by 向办
printf '%s\n' 一二三四五六七八九十甲乙丙 >"$box/password"
must account add xiqian --person 席签 --role clerk --org 江州市总工会 --password-file "$box/password"
refused 'who has an account signs by its right and not by his post' 1 edition.signer report sign 2019-01 --by 席签 --on 2019-02-12
must account add wenshu --person 文书 --role leader --org 江州市总工会 --password-file "$box/password"
refused 'by whom it may be signed then' 1 edition.signer report sign 2019-01 --by 石核 --on 2019-02-21
says 'is said of rights and posts alike' 可以签发的有：
test_that 'and not of who has lost his' bash -c "grep -q 文书 '$box/said' && grep -q 新任 '$box/said' && ! grep -q '席签' '$box/said'"
must account lock wenshu --why 停用
refused 'a locked account signs nothing' 1 edition.signer report sign 2019-01 --by 文书 --on 2019-02-12
must account unlock wenshu --why 恢复
step sign 2019-01 --by 文书 --on 2019-02-12
step withdraw 2019-01 --by 余办 --why 本月并入二月
test_that 'a withdrawal says which number became void' grep -q '期号工作月报2019年第2期作废' "$box/out"
must report show 2019-01
test_that 'void numbers are listed with their reasons' bash -c "grep -q '作废的期号：工作月报2019年第1期，原因：内容不清' '$box/out' && grep -q '作废的期号：工作月报2019年第2期，原因：本月并入二月' '$box/out'"
must verify

# --- what a text may refer to -------------------------------------------------------------------------------------------------------------------
a_month
wrong() { # wrong TITLE CODE WORDS TEXT
	printf '第一句。\n%s\n' "$4" >"$box/in/text.txt"
	refused "$1" 1 "$2" report edit 2019-01 aid --body "$box/in/text.txt" --by 余办 --why 手写
	says "$1: it is said where" "$3"
}
wrong 'braces of full width' section.brace '第一部分第2段“计帮扶救助｛aid.' '全市共计帮扶救助｛aid.relief_times｝，发放到位。'
wrong 'one that closes' section.brace '第2段“救助3人次｝' '救助3人次｝'
wrong 'a word that is no modifier' report.modifier '{aid.relief_times|exakt}' '救助{aid.relief_times|exakt}。'
wrong 'an id mistyped' report.reference '最接近的编号是 aid.relief_times' '救助{aid.releif_times}。'
wrong 'one that is typed over' report.reference '最接近的编号是 aid.relief_times' '救助{aid.releif_times=5人次}。'
printf '救助{aid.relief_times| exact }，{{括号}}。\n' >"$box/in/text.txt"
step edit 2019-01 aid --body "$box/in/text.txt" --by 余办
must report 2019-01 --draft
test_that 'what is well written is printed' grep -q '救助3人次，{括号}。' "$box/out"

# --- who countersigns, and what moved -----------------------------------------------------------------------------------------------------------
setting <<'END'
会签人,"石核，石报、向办,石核"
END
checked 2019-01
is 'names are parted by any comma' "$(sql 'SELECT count(*) FROM cosign')" 3
after 'the first of them comes next' 'cosign 2019-01 --by 石核'
step cosign 2019-01 --by 石核
after 'then the second' 'cosign 2019-01 --by 石报'
step cosign 2019-01 --by 石报 --refuse --why 再议
after 'who refuses sends it back' 'return 2019-01'
step return 2019-01 --by 向办 --why 会签有意见
setting <<'END'
会签人,
END
step check 2019-01 --by 向办
after 'an empty setting asks nobody' 'sign 2019-01'
is 'those who were asked are no more' "$(sql "SELECT count(*) FROM cosign WHERE state <> 'dropped'")" 0
must report moved 2019-01
test_that 'held against the check' grep -q '^2019年1月的月报，原文是核稿时的，现为是按现在的记录' "$box/out"
step sign 2019-01 --by 席签 --on 2019-02-12
step issue 2019-01 --by 余办 --on 2019-02-12
must report moved 2019-01
test_that 'held against the issue' grep -q '原文是第1版印发时的，现为是按现在的记录' "$box/out"
step correct 2019-01 --by 余办 --why 漏了一句
after 'a correction takes all steps again' '[a-z]* 2019-01'
step edit 2019-01 2 --heading 学习会议精神 --by 余办
must report moved 2019-01 --edition 2
test_that 'one edition against the other' grep -q '原文是第1版的，现为是第2版（起草）的。' "$box/out"

# --- one entry of the trail ---------------------------------------------------------------------------------------------------------------------
must verify --head
head=$(head -n 1 "$box/out" | cut -d ' ' -f 1)
must verify --entry "$head"
test_that 'who did which act' bash -c "grep -q '^经办人：余办' '$box/out' && grep -q '^办理：修改月报' '$box/out'"
test_that 'and what was before and after' grep -q '^    标题：.* → 学习会议精神$' "$box/out"
must --json verify --entry "$head"
test_that 'JSON has it too' grep -q '"now": "学习会议精神"' "$box/out"
refused 'an entry that is none' 1 trail.absent verify --entry 999999
refused 'a word for an entry' 1 seal.entry verify --entry 某
sql "UPDATE section SET heading = '别的标题' WHERE id = (SELECT max(id) FROM section WHERE heading = '学习会议精神')" >/dev/null
nuan verify
test_that 'a finding names the register in words and how to look further' bash -c "grep -q '^“月报的一节”：表 section 的第' '$box/out' && grep -q 'nuan verify --entry $head' '$box/out'"
must verify --entry "$head"
test_that 'what was altered behind the door is marked' grep -q '^“月报的一节”第[0-9]*号记录，改动。注意：' "$box/out"

person=$(sql 'SELECT min(person) FROM aid_event')
must forget "$person" --why 本人申请
must verify --entry "$(sql "SELECT min(entry) FROM trail_row WHERE relation = 'person' AND row = $person")"
test_that 'what was forgotten is not called altered' bash -c "grep -q '^“人员”第${person}号记录，新增$' '$box/out'"

# --- help of each verb --------------------------------------------------------------------------------------------------------------------------
for verb in show moved slip edit submit return approve check cosign sign issue correct withdraw; do
	must report "$verb" --help
	test_that "help of $verb" bash -c "[ \$(wc -l <'$box/out') = 2 ] && grep -q 'report $verb MONTH' '$box/out'"
	cp "$box/out" "$box/help"
	must help report "$verb"
	test_that "asked the other way round" cmp "$box/help" "$box/out"
done
must help report
test_that 'all of them with their purposes' grep -q '^  report sign .*签发' "$box/out"
story_end
