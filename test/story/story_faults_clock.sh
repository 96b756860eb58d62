#!/bin/bash
# A clock that is set back and forward by a day: sessions end and do not gain, the trail keeps its order, and says that the clock was set back.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
source "$root/test/story/site.bash"
library=$(compgen -G '/usr/lib/*/faketime/libfaketime.so.1' | head -n 1)
if [[ -z $library ]]; then skip 'a clock that is set' 'the package faketime is not there'; story_end; exit; fi
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0}:verify_asan_link_order=0
offset=$box/offset
echo +0 >"$offset"
clocked=$box/clocked                                 # the program under a clock that $offset sets
printf '#!/bin/sh\nLD_PRELOAD=%s FAKETIME_TIMESTAMP_FILE=%s FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 exec %s "$@"\n' "$library" "$offset" "$NUAN" >"$clocked"
chmod +x "$clocked"
NUAN=$clocked
set_clock() { echo "$1" >"$offset"; }

federation
must account add yuban --person 余办 --role office --password-file "$box/password"
must verify
test_that 'while the clock runs on, nothing is said of it' bash -c "! grep -q 系统时钟 '$box/out'"
must_serve
sign_in yuban || not_ok 'somebody is signed in' "$code"

set_clock +1d
get /
test_that 'a day later the session is over' [ "$code" = 303 ]
sign_in yuban
test_that 'one signs in again' [ "$code" = 200 ]
crowd 10 "$box/crowd"
test_that 'and works' [ "$(grep -c '^403$' "$box/crowd")" = 10 ]

set_clock +0
get /
test_that 'when the clock is set back, a session of tomorrow has gained nothing' [ "$code" = 303 ]
sign_in yuban
test_that 'one signs in again' [ "$code" = 200 ]
crowd 10 "$box/crowd"
test_that 'and works' [ "$(grep -c '^403$' "$box/crowd")" = 10 ]
test_that 'the trail is whole' nuan verify
test_that 'and says that the clock was set back' grep -q '^留痕第[0-9]*条的时间（.*）早于它前面的一条（.*）：其间系统时钟被拨回过' "$box/out"
test_that 'once' [ "$(grep -c 系统时钟 "$box/out")" = 1 ]
"$NUAN" --db "$db" --key "$key" --json verify >"$box/out" 2>"$box/err"
test_that 'to a script too' grep -q '"clock": \[$' "$box/out"

set_clock -1d
get /
test_that 'a day earlier the session is over, or goes on' [ "$code" = 303 -o "$code" = 200 ]
sign_in yuban
test_that 'one signs in' [ "$code" = 200 ]
crowd 10 "$box/crowd"
set_clock +0
test_that 'every act stands' [ "$(acts)" = 30 ]
test_that 'its entries run on' [ "$(sql 'SELECT count(*) - max(entry) FROM trail')" = 0 ]
must verify
test_that 'the trail says both' [ "$(grep -c 系统时钟 "$box/out")" = 2 ]
{ aid_row 张三 "$(idno 42910119750101003)" 江州甲厂有限公司 2019-01-08 500; } | aid_file one.csv
mapfile -t one < <(aid one.csv)
sign_in yuban
set_clock -1d
must "${one[@]}"
set_clock +0
must verify
test_that 'so it does of a command' [ "$(grep -c 系统时钟 "$box/out")" = 3 ]
ended TERM
test_that 'the server ends as it should' [ "$status" = 0 ]
test_that 'nothing was unsound' no_sanitizer
story_end
