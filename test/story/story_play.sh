#!/bin/bash
# The month played in a browser by its people (test/browser/play.mjs) on a fresh federation with the sample's January: what the other stories do on the
# command line, with the sample's accounts as script/demo makes them, in two sizes, with and without JavaScript. NUAN_SCREENS: a folder that gets pictures.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
(source "$root/script/lib.sh" && npm_ready) || { echo 'Bail out! what package.json asks for is not there'; exit 1; }
"$NUAN_BUILD/tools/sample/sample" "$box/examples" || { echo 'Bail out! no sample'; exit 1; }

city
must import "$box/examples/2019-01"
{
	echo 姓名,身份证号,工作单位,发放日期,帮扶类别,救助金,活动,发放方式,签收或回单号,一线岗位
	for i in {1..9} {10..12}; do                 # a quiet December, so that January jumps
		echo "先$i,$(idno "42912319790101$((100 + i))"),洪波市沁羽米业有限责任公司,2018-12-2$((i % 9 + 1)),生活救助,500,送温暖,银行发放,HD812$i,节日坚守岗位"
	done
} >"$box/in/december.csv"
must import "$box/in/december.csv" --sheet aid.event --org 洪波市总工会 --month 2018-12 --by 查翀妍 --approve 危思远

"$root/script/accounts" "$NUAN" --db "$db" --key "$key" >"$box/accounts" || { echo 'Bail out! no accounts'; exit 1; }
test_that 'every account has a password of its own' [ "$(awk 'NR > 1 {print $5}' "$box/accounts" | sort -u | wc -l)" = 13 ]

"$NUAN" --db "$db" --key "$key" serve --port 0 >"$box/served" 2>"$box/log" </dev/null &
server=$! pids+=" $!"
for ((i = 0; i < 400; i++)); do
	url=$(sed -nE 's|.*(http://[0-9.:]+)/ .*|\1|p' "$box/served")
	[[ -z $url ]] || break
	sleep 0.05
done

! on_postgres || export PLAY_BLIND=yes              # the pages are the same on either engine
node "$root/test/browser/play.mjs" "$url" "$box/accounts" ${NUAN_SCREENS:+"$NUAN_SCREENS"} >"$box/tap" 2>"$box/err"
while IFS= read -r line; do
	case $line in
	'ok '*)     ok "${line#* - }" ;;
	'not ok '*) not_ok "${line#* - }" ;;
	'# '*)      printf '%s\n' "$line" ;;
	esac
done <"$box/tap"
test_that 'the play came to its last line' grep -q '^1\.\.' "$box/tap"
kill "$server"; wait "$server"; status=$?
test_that 'the server ends when told' [ "$status" = 0 ]
test_that 'the server has nothing to complain of' bash -c "! grep -E 'Sanitizer|runtime error:' '$box/log'"
must verify
story_end
