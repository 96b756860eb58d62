#!/bin/bash
# No room: descriptors used up, a disk that is full or may only be read, memory that the system does not give. Each is said in a sentence, nothing is lost,
# and the work goes on when there is room again.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
source "$root/test/story/site.bash"
rounds=${NUAN_ROUNDS:-6}
federation
must account add yuban --person 余办 --role office --password-file "$box/password"

# --- descriptors --------------------------------------------------------------------------------------------------------------------------------------------
status=0; (ulimit -n 60; exec timeout 20 "$NUAN" --db "$db" --key "$key" serve --port 0) >"$box/out" 2>"$box/err" </dev/null || status=$?
test_that 'too few files for the server: it does not start' [ "$status" = 1 ]
test_that 'and says why' grep -qF '[http.files]' "$box/err"
soft() { ulimit -S -n 60; must_serve; ulimit -S -n "$(ulimit -H -n)"; }
soft
test_that 'a limit that may be raised is raised' [ "$(awk '/^Max open files/ { print ($4 == $5) }' "/proc/$server/limits")" = 1 ]
sign_in yuban || not_ok 'somebody is signed in' "$code"
all_of() { grep -c "^$1\$" "$box/crowd"; }
before=$(acts) most=$(ulimit -H -n)
crowd 64 "$box/crowd"
test_that 'with all its files it answers everybody' [ "$(all_of 403)" = 64 ]
for ((round = 1; round <= rounds; round++)); do
	open=$(find "/proc/$server/fd" -mindepth 1 | wc -l)
	prlimit --pid "$server" --nofile=$((open + round % 7)):
	patience=2 crowd 64 "$box/crowd"
	test_that "with $((round % 7)) files left it lives" kill -0 "$server"
	prlimit --pid "$server" --nofile="$most":
	crowd 64 "$box/crowd"
	test_that 'with files again everybody is answered' [ "$(all_of 403)" = 64 ]
done
test_that 'every act that was remembered stands once' [ "$(acts)" -ge $((before + 64 * (rounds + 1))) -a "$(acts)" -le $((before + 64 * (2 * rounds + 1))) ]
test_that 'the trail is whole' nuan verify
ended TERM
test_that 'it ends as it should' [ "$status" = 0 ]

# --- memory ---------------------------------------------------------------------------------------------------------------------------------------------------
# The system gives less and less: a command ends well, or with a sentence and an exit status that is documented; it never dies.
{ echo "$aid_head"; printf "第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" $(seq 150); } >"$box/in/long.csv"
mapfile -t long < <(aid long.csv)
if grep -qaE '__asan_init' "$NUAN"; then
	skip 'memory that the system does not give' 'the sanitizer needs more than any limit leaves'
else
	wrong=''
	limited() { status=0; (ulimit -c 0; ulimit -v "$1"; exec "$NUAN" --db "$db" --key "$key" "${@:2}") >"$box/out" 2>"$box/err" </dev/null || status=$?; }
	least() { # least LOW ARGUMENTS...: from where on it ends well
		local low=$1 high=4000000 at; shift
		while ((high - low > 100)); do
			at=$(((high + low) / 2)); limited "$at" "$@"
			if ((status == 0)); then high=$at; else low=$at; fi
		done
		echo "$high"
	}
	loads=$(least 8000 --version)                # below it not even the libraries can be loaded
	sweep() { # sweep TITLE ARGUMENTS...
		local title=$1 high at ends=''; shift
		must "$@"
		high=$(least "$loads" "$@")
		for ((at = high + 100; at >= loads; at -= (high - loads) / (rounds * 6) + 1)); do
			limited "$at" "$@"
			ends+=" $status"
			case $status in
			0) ;;
			1|4) grep -q '。' "$box/err" || wrong+="$title, $at KiB: exit $status without a sentence: $(head -c 300 "$box/err")"$'\n' ;;
			127) grep -qE 'cannot allocate|error while loading|failed to map' "$box/err" || wrong+="$title, $at KiB: $(head -c 300 "$box/err")"$'\n' ;;
			*) wrong+="$title, $at KiB: exit $status $(head -c 300 "$box/err")"$'\n' ;;
			esac
		done
		printf '# %s: needs %d KiB of addresses; ends below it:%s\n' "$title" "$high" "$(tr ' ' '\n' <<<"$ends" | sort | uniq -c | awk 'NF == 2 { printf " %s times %s", $1, $2 }')"
	}
	mark
	sweep 'a preview of an import' "${long[@]}" --preview
	sweep 'figures' figures 2019-01
	for format in html pdf ofd docx xlsx; do sweep "a report, $format" report 2019-01 --as $format --to "$box/report.$format"; done
	sweep 'verify' verify
	if [[ -z $wrong ]]; then ok 'memory that the system does not give: a sentence'; else not_ok 'memory that the system does not give' "$wrong"; fi
	test_that 'and nothing has changed' unchanged
fi

# --- the disk -------------------------------------------------------------------------------------------------------------------------------------------------
disk=$box/disk
mkdir "$disk"
if on_postgres || ! ((EUID == 0)) || ! mount -t tmpfs -o size=12m none "$disk" 2>/dev/null; then
	skip 'a full file system under the server' 'no tmpfs to be had here, or not the engine'
	story_end; exit
fi
trap 'for p in $pids; do kill -9 "$p" 2>/dev/null; done; umount -l "$disk" 2>/dev/null; rm -rf "$box"' EXIT
sqlite3 "$db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp "$db" "$disk/d.db"; cp "$key" "$disk/d.key"
db=$disk/d.db key=$disk/d.key
must_serve
sign_in yuban || not_ok 'somebody is signed in' "$code"
crowd 10 "$box/crowd"
before=$(acts)
head -c 20m /dev/zero >"$disk/fill" 2>/dev/null
keep=$jar jar=$box/other
for ((i = 0; i < 40; i++)); do get /sign-in; get /sign-in -d "csrf=$(csrf)" -d login=yuban --data-urlencode "password=$fresh"; [[ $code == 303 ]] || break; done
test_that 'a full disk: what cannot be written is refused' [ "$code" = 500 ]
test_that 'in a sentence' grep -qF 磁盘已满 "$box/body"
jar=$keep
get /
test_that 'reading goes on' [ "$code" = 200 ]
nuan "${long[@]}"
test_that 'a command says it too' grep -qF '[io.full]' "$box/err"
rm "$disk/fill"
crowd 64 "$box/crowd"
test_that 'with room again everybody is answered' [ "$(all_of 403)" = 64 ]
test_that 'and every act stands' [ "$(acts)" = $((before + 64)) ]
rm -f "$box/other"; jar=$box/other
sign_in yuban
test_that 'one signs in again' [ "$code" = 200 ]
test_that 'the trail is whole' nuan verify
must "${long[@]}"
ended TERM
must verify
sqlite3 "$db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
if mount -o remount,ro "$disk"; then
	print_of() { cat "$disk"/* | cksum; }
	whole=$(print_of)
	for arguments in 'figures 2019-01' 'verify' "${long[*]} --replace" 'backup '"$disk/b" 'account list'; do
		nuan $arguments
		test_that "a disk that may only be read: $arguments" [ "$status" = 0 -o "$status" = 1 -o "$status" = 4 ]
		((status == 0)) || test_that 'says so' grep -qE '\[(db|io|copy)\.[a-z]+\]' "$box/err"
	done
	status=0
	serve && ended TERM
	test_that 'the server says so or serves' [ "$status" = 0 -o -s "$box/log.$served" ]
	mount -o remount,rw "$disk"
	test_that 'nothing was changed' [ "$(print_of)" = "$whole" ]
	must verify
	must_serve
	sign_in yuban
	test_that 'and the work goes on' [ "$code" = 200 ]
	ended TERM
fi
umount "$disk"
test_that 'nothing was unsound' no_sanitizer
story_end
