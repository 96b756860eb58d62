# What the stories share. A story tells the program something through its command line and looks at three things: the exit status, the sentence's code
# on stderr, and whether anything has changed. Sourced, never run; a story ends with "story_end".
# NUAN: the program; NUAN_BUILD: its build folder; NUAN_TEST_DB: which engine, as in test/harness.h.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${NUAN_BUILD:=$root/build}" "${NUAN:=$NUAN_BUILD/src/app/nuan}"
export LC_ALL=C.UTF-8
unset LANGUAGE
box=$(mktemp -d "${TMPDIR:-/tmp}/story.XXXXXX")
mkdir "$box/in"                                      # files to bring in; nothing is to appear here
cases=0 bad=0 stores=0 pids=''
db='' key='' status=0
trap 'for p in $pids; do kill -9 "$p" 2>/dev/null; done; rm -rf "$box"' EXIT
trap 'exit 130' INT TERM

ok()     { cases=$((cases + 1)); printf 'ok %d - %s\n' "$cases" "$1"; }
not_ok() { cases=$((cases + 1)) bad=$((bad + 1)); printf 'not ok %d - %s\n' "$cases" "$1"; shift; (($# == 0)) || printf '# %s\n' "$@"; }
test_that() { local title=$1; shift; if "$@"; then ok "$title"; else not_ok "$title" "false: $*" "$(tail -n 20 "$box/out" "$box/err" 2>/dev/null)"; fi; }
skip()   { cases=$((cases + 1)); printf 'ok %d - %s # SKIP %s\n' "$cases" "$1" "$2"; }
story_end() { printf '1..%d\n' "$cases"; ((bad == 0)) || exit 1; }

on_postgres() { [[ ${NUAN_TEST_DB:-} == postgresql://* ]]; }

# A place for a fresh database, in $db, and for its keys, in $key.
store_place() {
	stores=$((stores + 1))
	key=$box/$stores.key
	if on_postgres; then
		local rest=${NUAN_TEST_DB#postgresql://*/} name
		name=${rest%%\?*}_$stores
		psql -qX "$NUAN_TEST_DB" -c "DROP DATABASE IF EXISTS $name" \
			-c "CREATE DATABASE $name TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'" 2>/dev/null || { echo "Bail out! no database $name"; exit 1; }
		db=${NUAN_TEST_DB%"$rest"}$name${rest#"${rest%%\?*}"}
	else
		db=$box/$stores.db
	fi
}

sql() {                                              # behind the program's back
	if on_postgres; then psql -qXAt "$db" -c "$1"; else sqlite3 "$db" "$1"; fi
}

# nuan with this story's database; what it printed stands in $box/out and $box/err, its exit status in $status.
nuan() {
	status=0
	"$NUAN" --db "$db" --key "$key" "$@" >"$box/out" 2>"$box/err" </dev/null || status=$?
	if grep -qE 'Sanitizer|runtime error:' "$box/err"; then
		not_ok "the program is sound: nuan $*" "$(head -n 30 "$box/err")"
	fi
	return "$status"
}

must() {                                             # a step that has to succeed for the story to mean anything
	nuan "$@" || { not_ok "nuan $*" "exit $status" "$(cat "$box/err" "$box/out")"; story_end; exit 1; }
}

# What a refused act may not have changed: the trail's head, the figures, the files brought in, the folders.
state() {
	"$NUAN" --db "$db" --key "$key" verify --head 2>&1
	"$NUAN" --db "$db" --key "$key" --json figures 2019-01 2>&1
	"$NUAN" --db "$db" --key "$key" import --list 2>&1
	ls -A "$box/in"
}
mark() { state >"$box/mark"; }
unchanged() {
	state >"$box/now"
	cmp -s "$box/mark" "$box/now" || { diff "$box/mark" "$box/now" | head -n 20 | sed 's/^/# /'; return 1; }
	nuan verify
}

# refused TITLE STATUS CODE ARGUMENTS...: it exits so, says so on stderr, nothing on stdout, and leaves everything as it was
refused() {
	local title=$1 want=$2 code=$3; shift 3
	mark
	nuan "$@"
	if ((status != want)); then
		not_ok "$title" "exit $status, expected $want" "$(cat "$box/err" "$box/out")"
	elif ! grep -qF "[$code]" "$box/err"; then
		not_ok "$title" "no [$code] on stderr:" "$(cat "$box/err")"
	elif [[ -s $box/out ]]; then
		not_ok "$title" 'something on stdout:' "$(cat "$box/out")"
	else
		cp "$box/err" "$box/said"
		if unchanged; then ok "$title"; else not_ok "$title" 'something has changed'; fi
	fi
}
says() { test_that "$1" grep -qF "$2" "$box/said"; }    # what the last refusal said

# --- a small federation ---------------------------------------------------------------------------------------------------------------------

idno() {                                             # idno SEVENTEEN: with its check character
	local weights=(7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2) sum=0 i
	for i in {0..16}; do sum=$((sum + ${1:i:1} * ${weights[i]})); done
	printf '%s%s' "$1" "$(cut -c $((sum % 11 + 1)) <<<10X98765432)"
}

file() { cat >"$box/in/$1"; }                        # file NAME <<<text

federation() {
	store_place
	must init --city 江州市总工会 --division 429100
	file units.csv <<-'END'
	单位全称,简称,单位类型,上级单位,用人单位,统计编码,顺序
	江州市总工会办公室,办公室,机关部室,江州市总工会,,,1
	沙洲区总工会,沙洲区,县市区总工会,江州市总工会,,4291,10
	石陂市总工会,石陂市,县市区总工会,江州市总工会,,4292,20
	江州甲厂工会委员会,,基层工会,沙洲区总工会,江州甲厂有限公司,42910001,
	石陂乙厂工会委员会,,基层工会,石陂市总工会,石陂乙厂有限公司,42920001,
	END
	file officers.csv <<-'END'
	姓名,单位,职务
	丁报,沙洲区总工会,干事
	申核,沙洲区总工会,部长
	石报,石陂市总工会,干事
	石核,石陂市总工会,部长
	余办,江州市总工会办公室,干事
	向办,江州市总工会办公室,主任
	席签,江州市总工会,副主席
	END
	file campaigns.csv <<-'END'
	代码,名称,开始日期,结束日期
	warmth,送温暖,2018-12-20,2019-02-28
	END
	must import "$box/in/units.csv" --sheet org.unit --org 江州市总工会 --month 2019-01
	must import "$box/in/officers.csv" --sheet person.officer --org 江州市总工会 --month 2019-01
	file matters.csv <<-'END'
	标题,开始日期,内容,进展,条线,顺序
	,2019-01-10,,完成,送温暖,1
	学习传达工作会议精神,2019-01-15,15日，召开会议传达学习。,完成,,2
	END
	must import "$box/in/campaigns.csv" --sheet matter.campaign --org 江州市总工会 --month 2019-01
	must import "$box/in/matters.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-01 --by 余办 --approve 向办
}

aid_head=姓名,身份证号,工作单位,发放日期,帮扶类别,救助金,物资折价,活动,发放方式,一线岗位
aid() { import_aid "$box/in/$1"; }                   # aid FILE: as 沙洲区 sends it, checked
import_aid() { printf '%s\n' import "$1" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --approve 申核; }
aid_file() { { echo "$aid_head"; cat; } | file "$1"; }
aid_row() { printf '%s,%s,%s,%s,生活救助,%s,,送温暖,银行发放,节日坚守岗位\n' "$@"; }    # NAME IDNO FIRM DAY SUM
helped() { "$NUAN" --db "$db" --key "$key" --json explain aid.relief_times_month 2019-01 2>/dev/null | sed -nE 's/^ "value": ([0-9]+),$/\1/p'; }

# --- the questions of a report --------------------------------------------------------------------------------------------------------------

agreements() { told report show "$1" | grep -v 已答复 | sed -nE "s/^提醒 问([0-9a-f]+) .*/--agree\n\1=$2/p"; }      # MONTH WORDS: to each that is open
checks() { # checks MONTH NAME WORDS: the report, each question answered by its code
	local agreed
	mapfile -t agreed < <(agreements "$1" "$3")
	must report check "$1" --by "$2" "${agreed[@]}"
}

# --- another writer ---------------------------------------------------------------------------------------------------------------------------

hold() {                                             # takes the city's place in line and keeps it
	if on_postgres; then
		coproc HOLDER { exec psql -qXAt "$db" 2>&1; }
		echo "BEGIN; SELECT next FROM serial FOR UPDATE; SELECT 'held';" >&"${HOLDER[1]}"
	else
		coproc HOLDER { exec sqlite3 "$db" 2>&1; }
		echo "BEGIN IMMEDIATE; SELECT 'held';" >&"${HOLDER[1]}"
	fi
	holder=$HOLDER_PID
	local line=''
	while [[ $line != held ]]; do read -r -t 20 line <&"${HOLDER[0]}" || { echo 'Bail out! the database cannot be held'; exit 1; }; done
}
let_go() {
	echo 'COMMIT;' >&"${HOLDER[1]}"
	exec {HOLDER[1]}>&-
	wait "$holder" 2>/dev/null || true
}
waits() {                                            # until process $1 stands at the database; it has ten seconds of patience there
	local i
	for i in {1..100}; do
		if on_postgres; then
			[[ $(sql "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") -ge ${2:-1} ]] && return 0
		else
			ls -l "/proc/$1/fd" 2>/dev/null | grep -qF "$db-wal" && return 0
		fi
		sleep 0.05
	done
	echo "Bail out! process $1 did not come to the database"; exit 1
}

# --- the whole sample ------------------------------------------------------------------------------------------------------------------------

told() { "$NUAN" --db "$db" --key "$key" "$@"; }     # what the program prints, as it prints it
city() { store_place; must init --city 江州市总工会 --division 429100; }
said() { told figures "$1" | awk '{print $1, $2}'; } # each figure as prose says it
same() { if [[ $2 == "$3" ]]; then ok "$1"; else not_ok "$1" "$(diff <(echo "$2") <(echo "$3") | head -40 | sed 's/^/# /')"; fi; }
