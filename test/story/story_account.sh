#!/usr/bin/env bash
# Accounts on the machine: there is none to begin with, a password is shown once, what may not be together is named.
source "$(dirname "$0")/story.bash"
store_place
must init --city 江州市总工会 --division 429000
cat >"$box/in/org.csv" <<'END'
单位全称,简称,单位类型,上级单位,统计编码,顺序
沙洲区总工会,沙洲区,县市区总工会,江州市总工会,4291,10
办公室,办公室,机关部室,江州市总工会,4293,30
END
printf '姓名,单位,职务\n李红,沙洲区,干事\n王强,办公室,主任\n' >"$box/in/officer.csv"
must import "$box/in/org.csv" --sheet org.unit --org 江州市总工会 --month 2019-01
must import "$box/in/officer.csv" --sheet person.officer --org 江州市总工会 --month 2019-01

said()    { grep -qF -- "$1" "$box/out"; }
refused() { local code=$1; shift; ! nuan "$@" && [[ $status == 1 ]] && grep -qF "[$code]" "$box/err"; }

must account list
test_that 'nobody has an account after init' said '还没有账号'
must account add LiHong --person 李红 --role 填报人
password=$(sed -n 's/.*：\([a-z2-9]\{4\}\(-[a-z2-9]\{4\}\)\{3\}\)$/\1/p' "$box/out")
test_that 'a password is made and shown' [ ${#password} = 19 ]
test_that 'where the register of officers has him' said '李红，填报人，沙洲区总工会'
test_that 'the database has no copy of it' eval '! sql "SELECT hash FROM credential" | grep -qF "$password"'
test_that 'one person, one account' refused account.person_has account add lihong2 --person 李红 --role clerk
test_that 'a login tells who it is' refused account.login_shared account add admin --person 王强 --role office
test_that 'a common password is refused' refused account.password_common account add wangqiang --person 王强 --role office --password-file <(echo Password2019)
echo 'copper#lantern 7 moss' >"$box/password"
must account add wangqiang --person 王强 --role office --password-file "$box/password"
test_that 'a given password is not shown' eval '! said copper'
test_that 'an office of the city holds its role in the city' said '王强，办公室，江州市总工会'
test_that 'a pair that may not be is named' refused account.conflict account grant wangqiang --role system_admin
test_that 'with both names' grep -q '办公室.*系统管理员' "$box/err"
test_that 'a line is one of the nine' refused account.no_line account grant lihong --role county_officer --line nothing
must account grant lihong --role county_officer --line aid --by 王强
test_that 'nobody locks himself' refused account.self account lock lihong --why 离岗 --by 李红
test_that 'a lock has its reason' refused account.why account lock lihong
must account lock lihong --why 离岗
must --json account list
test_that 'the list is for scripts too' eval 'said "\"locked\": true" && said "\"line\": \"aid\""'
must account unlock lihong --why 返岗
must account revoke lihong --role clerk
test_that 'a role that is not held' refused account.not_held account revoke lihong --role clerk
must account password lihong
must account set account.idle 20
test_that 'a limit has bounds' refused account.limit account set account.idle 500
test_that 'an unknown act is wrong use' eval '! nuan account open && [[ $status == 2 ]]'
must verify
test_that 'all of it stands in the trail' said '核验无误'
sql "UPDATE account SET must_change = 0" >/dev/null
test_that 'and a change behind the program is found' eval '! nuan verify && [[ $status == 3 ]] && said account'
story_end
