#!/bin/bash
# The server, from outside: it starts at once, answers with every guard, lets in who has a password, keeps what it acknowledged, and stops when told.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
password='kite-harbor-93-willow'
printf '%s\n' "$password" >"$box/password"
must account add yuban --person 余办 --role office --password-file "$box/password"

# serve [OPTIONS]: starts it and waits for its address; $url, $server
serve() {
	local i
	: >"$box/served"
	"$NUAN" --db "$db" --key "$key" serve --port 0 "$@" >"$box/served" 2>"$box/log" </dev/null &
	server=$! pids+=" $!"
	for ((i = 0; i < 200; i++)); do
		url=$(sed -nE 's|.*(http://[0-9.:]+)/ .*|\1|p' "$box/served")
		[[ -z $url ]] || return 0
		kill -0 "$server" 2>/dev/null || break
		sleep 0.05
	done
	not_ok 'the server starts' "$(cat "$box/log" "$box/served")"; story_end; exit 1
}
# get PATH [curl options]: head in $box/head, body in $box/body, status in $code; with the cookies of $jar
jar=$box/jar
get() {
	local path=$1; shift
	code=$(curl -s -m 20 -b "$jar" -c "$jar" -D "$box/head" -o "$box/body" -w '%{http_code}' "$@" "$url$path")
	cp "$box/body" "$box/out"; tr -d '\r' <"$box/head" >"$box/err"
}
csrf() { grep -o 'name="csrf" value="[0-9a-f]*"' "$box/body" | head -n 1 | cut -d'"' -f4; }
has() { test_that "$1" grep -qiE "$2" "$box/err"; }
answers() { test_that "$1" [ "$code" = "$2" ]; }

nuan serve --port 99999; test_that 'a port that is none' [ "$status" = 2 ]
started=${EPOCHREALTIME//[!0-9]/}
serve
test_that 'it starts within a second'    [ $((${EPOCHREALTIME//[!0-9]/} - started)) -lt 1000000 ]

get /nothing
answers 'what is not there'              404
test_that 'is told in words'             grep -qF '没有找到这一页' "$box/body"
test_that 'without a style in place'     bash -c "! grep -qE '<style|style=|<script>|onclick' '$box/body'"
for guard in "content-security-policy: default-src 'none'" 'x-content-type-options: nosniff' 'referrer-policy: same-origin' 'cache-control: no-store'; do
	has "it has $guard" "^$guard"
done
get / ; answers 'who is not signed in is sent to the door' 303; has 'which is here' '^location: /sign-in$'
get /nothing -X DELETE; answers 'a method that is none' 405
get /sign-in -X POST -H 'Content-Type: application/json' -d '{}'; answers 'a body that is no form' 415
head -c 2000000 /dev/zero | tr '\0' a >"$box/large"; get /sign-in --data-binary "@$box/large"; answers 'a form that is too large' 413
get '/sign-in?x=%FF'; answers 'what is no UTF-8' 400
get '/sign-in?x=%00'; test_that 'a zero byte does no harm' [ "$code" = 400 -o "$code" = 200 ]

get /sign-in
answers 'the door' 200
style=$(grep -o '/static/bootstrap[^"]*' "$box/body")
get "$style" -H 'Accept-Encoding: gzip'
answers 'the style sheet' 200; has 'comes packed' '^content-encoding: gzip'; has 'and is kept' '^cache-control: .*immutable'
test_that 'it is what npm gave' bash -c "gzip -dc '$box/body' | cmp - '$root/node_modules/bootstrap/dist/css/bootstrap.min.css'"
tag=$(sed -nE 's/^[Ee][Tt]ag: //p' "$box/err")
get "$style" -H 'Accept-Encoding: gzip' -H "If-None-Match: $tag"; answers 'it is not sent twice' 304
get "$style"; answers 'who cannot unpack' 200; test_that 'gets it as it is' cmp "$box/body" "$root/node_modules/bootstrap/dist/css/bootstrap.min.css"
get /static/../nuan.db --path-as-is; answers 'no path leads out' 404

get /sign-in
get /sign-in -d "csrf=$(csrf)" -d login=yuban -d password=wrong; answers 'a wrong password' 422
test_that 'says no more than it must' grep -qF '账号或密码不对' "$box/body"
get /sign-in -d "csrf=$(csrf)" -d login=yuban --data-urlencode "password=$password"; answers 'the right one' 303
has 'its cookie is guarded' '^set-cookie: nuan=[0-9a-f]{64}; path=/; httponly; samesite=lax$'
get /; answers 'the password first' 303; has 'at its page' '^location: /password$'
get /password
get /password -d "csrf=$(csrf)" --data-urlencode "old=$password" --data-urlencode 'fresh=copper#lantern 7 moss' --data-urlencode 'again=copper#lantern 7 moss'
answers 'it is changed' 303
get /; answers 'and the first page opens' 200; test_that 'with the name' grep -qF 余办 "$box/body"
test_that 'the act was acknowledged' grep -qF '密码已改好' "$box/body"

# What was acknowledged stands when the machine dies.
kill -9 "$server"; wait "$server" 2>/dev/null || true
serve
get /; answers 'after kill -9 the session goes on' 200
test_that 'and the trail is whole' nuan verify

# Many at once: a hundred writes through a few connections, each answered, none lost.
get /
token=$(csrf)
before=$(sql "SELECT count(*) FROM trail WHERE act = 'refused'")
for ((n = 0; n < 12; n++)); do printf 'url = "%s/sessions/end"\ndata = "csrf=0"\noutput = "/dev/null"\nwrite-out = "%%{http_code}\\n"\n' "$url"; done >"$box/many"
for ((i = 0; i < 8; i++)); do
	curl -s -m 60 -b "$jar" -K "$box/many" >"$box/many.$i" &
	crowd[i]=$!
done
for pid in "${crowd[@]}"; do wait "$pid"; done
test_that 'a crowd is answered' [ "$(cat "$box"/many.? | grep -c '^403$')" = 96 ]
test_that 'and each is remembered' [ "$(sql "SELECT count(*) FROM trail WHERE act = 'refused'")" = $((before + 96)) ]

get /; get /sign-out -d "csrf=$(csrf)"; answers 'signing out' 303
get /; answers 'it is over' 303
stopped=${EPOCHREALTIME//[!0-9]/}
kill -TERM "$server"; wait "$server"; status=$?
test_that 'it stops when told' [ "$status" = 0 ]
test_that 'within a second' [ $((${EPOCHREALTIME//[!0-9]/} - stopped)) -lt 1000000 ]
test_that 'nothing was amiss' [ ! -s "$box/log" ]
test_that 'the trail is whole' nuan verify

serve --address 127.0.0.1
busy=${url##*:}
nuan serve --port "$busy"
test_that 'a port in use is told' grep -qF '[http.port]' "$box/err"
nuan serve --port 0 --address nowhere
test_that 'an address that is none is told' grep -qF '[http.address]' "$box/err"
kill -INT "$server"; wait "$server"; status=$?
test_that 'Ctrl+C stops it too' [ "$status" = 0 ]
story_end
