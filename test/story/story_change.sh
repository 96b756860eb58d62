#!/usr/bin/env bash
# One county's sheet is changed and brought in again: the preview names the figures that will move, and afterwards exactly those moved.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
city
must import "$root/examples/2019-01"
cp -r "$root/examples/2019-01" "$box/month"

# A county that sends its aid as CSV, in whatever encoding: one row goes.
name=$(sed -nE 's/^"?([^",]*\.csv)"?,aid\.event,.*/\1/p' "$box/month/报送清单.csv" | head -1)
sheet=$box/month/$name
test_that 'a county sends its aid as CSV' test -f "$sheet"
coding=GB18030
! iconv -f UTF-8 -t UTF-8 "$sheet" >/dev/null 2>&1 || coding=UTF-8
iconv -f $coding -t UTF-8 "$sheet" >"$box/utf8"
line=$(grep -nE '(^|,)"?4291[0-9]{2}' "$box/utf8" | sed -n 3p | cut -d: -f1)
sed "${line}d" "$box/utf8" | iconv -f UTF-8 -t $coding >"$sheet"

said 2019-01 >"$box/before"
told --json import --preview "$sheet" >"$box/preview"
same 'a preview moves nothing' "$(cat "$box/before")" "$(said 2019-01)"
same 'one row is gone' '"gone": 1,' "$(grep -o '"gone": 1,' "$box/preview")"
grep -o '"indicator": "[^"]*"' "$box/preview" | cut -d'"' -f4 | sort -u >"$box/foretold"
must import "$sheet"
said 2019-01 >"$box/after"
diff "$box/before" "$box/after" | awk '/^>/ {print $2}' | sort -u >"$box/moved"
test_that 'something moved' test -s "$box/moved"
same 'what moved was foretold' '' "$(comm -13 "$box/foretold" "$box/moved")"
same 'the times of aid fell by one' 2347 "$(awk '$1 == "aid.relief_times" {print $2}' "$box/after" | tr -dc 0-9)"

import=$(told import --list | tail -1 | cut -f1)
test_that 'the import can be taken back' nuan undo "$import" --why 试错
same 'and everything is as it was' "$(cat "$box/before")" "$(said 2019-01)"
test_that 'the trail holds it all' nuan verify
nuan undo "$import" --why 再试
same 'an undo is not undone twice' 1 "$status"
story_end
