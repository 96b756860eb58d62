# What stories of the server share: it is started, spoken to, signed in to. Sourced behind story.bash; $url, $server, $jar, $code, $box/head, $box/body.
password='kite-harbor-93-willow' fresh='copper#lantern 7 moss'
printf '%s\n' "$password" >"$box/password"
jar=$box/jar served=0

# serve [OPTIONS]: starts it and waits for its address; false when it does not start
serve() {
	local i
	served=$((served + 1))
	: >"$box/served"
	"$NUAN" --db "$db" --key "$key" serve --port 0 "$@" >"$box/served" 2>"$box/log.$served" </dev/null &
	server=$! pids+=" $!"
	for ((i = 0; i < 400; i++)); do
		url=$(sed -nE 's|.*(http://[0-9.:]+)/ .*|\1|p' "$box/served")
		[[ -z $url ]] || return 0
		kill -0 "$server" 2>/dev/null || break
		sleep 0.05
	done
	return 1
}
must_serve() { serve "$@" || { not_ok 'the server starts' "$(cat "$box/log.$served" "$box/served")"; story_end; exit 1; }; }
ended() { # ended SIGNAL: the server has it, and is gone; its status in $status
	kill -"$1" "$server" 2>/dev/null
	status=0; wait "$server" 2>/dev/null || status=$?
	pids=${pids/ $server/}
}
no_sanitizer() { ! cat "$box"/log.* "$box/err" 2>/dev/null | grep -qE 'Sanitizer|runtime error:'; }

get() { # get PATH [curl options]
	local path=$1; shift
	code=$(curl -s -m 20 -b "$jar" -c "$jar" -D "$box/head" -o "$box/body" -w '%{http_code}' "$@" "$url$path")
}
csrf() { grep -o 'name="csrf" value="[0-9a-f]*"' "$box/body" | head -n 1 | cut -d'"' -f4; }
sign_in() { # sign_in LOGIN: with the password of the first time, which is changed, or with the one behind it
	rm -f "$jar"
	get /sign-in
	get /sign-in -d "csrf=$(csrf)" -d "login=$1" --data-urlencode "password=$fresh"
	if [[ $code != 303 ]]; then
		get /sign-in
		get /sign-in -d "csrf=$(csrf)" -d "login=$1" --data-urlencode "password=$password"
		get /password
		get /password -d "csrf=$(csrf)" --data-urlencode "old=$password" --data-urlencode "fresh=$fresh" --data-urlencode "again=$fresh"
	fi
	get /
	[[ $code == 200 ]] && token=$(csrf)
}
# An act that every site has and that leaves one entry in the trail: it is refused, and that is remembered before it is said.
acts() { sql "SELECT count(*) FROM trail WHERE act = 'refused'"; }
crowd() { # crowd N FILE: N such acts through 64 connections at once; a line with its status for each
	local i
	for ((i = 0; i < $1; i++)); do
		((i == 0)) || echo next
		printf 'url = "%s/sessions/end"\ndata = "csrf=0"\noutput = "/dev/null"\nwrite-out = "%%{http_code}\\n"\ncookie = "%s"\nmax-time = %d\nsilent\n' "$url" "$jar" "${patience:-40}"
	done >"$2.config"
	curl --no-progress-meter --parallel --parallel-max 64 --parallel-immediate -K "$2.config" >"$2" 2>/dev/null
}

# --- records that wait, and their approval, where the site has the rooms of the records --------------------------------------------------------------
rows=150
rows_of() { echo "$aid_head"; printf "第$1批%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" $(seq "$rows"); }
brings() { rows_of "$1" >"$box/in/$1.csv"; mapfile -t part < <(aid "$1.csv"); part+=(--part "第$1批"); }
waiting() { sql "SELECT id, version FROM aid_event WHERE state = 'submitted' ORDER BY id LIMIT 320" | tr '|' ' '; }
to_approve() { # more of them, not yet approved
	brings "$1"
	must import "${part[1]}" --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --part "第$1批"
}
approve_all() { # approve_all [FILE]: every fifth goes back; a line "ID ACT STATUS" for each
	local id version act more n=0 to=${1:-$box/approved}
	while read -r id version; do
		act=approve more=''
		((n % 5)) || act='return' more='&reason=unclear&words=再核'
		((n++ == 0)) || echo next
		printf 'url = "%s/record/%d/%s"\ndata = "csrf=%s&version=%d%s"\noutput = "/dev/null"\nwrite-out = "%d %s %%{http_code}\\n"\ncookie = "%s"\nmax-time = 40\n' \
			"$url" "$id" "$act" "$token" "$version" "$more" "$id" "$act" "$jar"
	done < <(waiting) >"$to.config"
	curl --no-progress-meter --parallel --parallel-max 64 --parallel-immediate -K "$to.config" >"$to" 2>/dev/null
}
stand() { # what was acknowledged stands, and every act of the round once
	local id act code state
	sql "SELECT id, state FROM aid_event WHERE state IN ('approved', 'returned')" | tr '|' ' ' | sort >"$box/states"
	while read -r id act code; do
		[[ $code == 303 ]] || continue
		state=approved; [[ $act == approve ]] || state=returned
		grep -qx "$id $state" "$box/states" || { echo "# record $id: $act was acknowledged"; return 1; }
	done <"$box/approved"
	[[ $(sql "SELECT count(*) FROM (SELECT record FROM step WHERE act IN ('approve', 'return') GROUP BY record HAVING count(*) > 1) x") == 0 ]]
}
