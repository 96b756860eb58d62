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
# Every act that this program's site has and that leaves one entry in the trail, so that what was acknowledged can be counted.
act()      { get /sessions/end -d csrf=0; }          # refused, and remembered
acted()    { [[ $code == 403 ]]; }
acts()     { sql "SELECT count(*) FROM trail WHERE act = 'refused'"; }
crowd() { # crowd N FILE: N such acts through 64 connections at once; a line with its status for each
	local i
	for ((i = 0; i < $1; i++)); do
		((i == 0)) || echo next
		printf 'url = "%s/sessions/end"\ndata = "csrf=0"\noutput = "/dev/null"\nwrite-out = "%%{http_code}\\n"\ncookie = "%s"\nmax-time = 40\nsilent\n' "$url" "$jar"
	done >"$2.config"
	curl --no-progress-meter --parallel --parallel-max 64 --parallel-immediate -K "$2.config" >"$2" 2>/dev/null
}
