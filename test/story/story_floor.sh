#!/bin/bash
# The pages of the sample month in the oldest browser that they are made for, Chromium 86: test/browser/floor.mjs says what is looked at.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
city
must import "$root/examples/2019-01"
printf '%s\n' 'kite-harbor-93-willow' >"$box/password"
must account add yuban --person 余知微 --role office --org 江州市总工会 --password-file "$box/password"
"$NUAN" --db "$db" --key "$key" serve --port 0 >"$box/served" 2>"$box/log" </dev/null &
pids+=" $!"
for i in {1..200}; do
	url=$(sed -nE 's|.*(http://[0-9.:]+)/ .*|\1|p' "$box/served")
	[[ -z $url ]] || break
	sleep 0.05
done
NUAN_CHROMIUM86=$box/chromium86
export NUAN_CHROMIUM86
mkdir "$NUAN_CHROMIUM86"
timeout 120 node "$root/test/browser/floor.mjs" "$url" yuban kite-harbor-93-willow >"$box/out" 2>"$box/err"
status=$?
test_that 'the pages stand on the floor' [ "$status" = 0 ]
grep -A3 '^not ok' "$box/out" | sed 's/^/# /'
test_that 'each of them was opened' [ "$(grep -c '^ok' "$box/out")" -ge 50 ]
test_that 'the server says nothing' [ ! -s "$box/log" ]
story_end
