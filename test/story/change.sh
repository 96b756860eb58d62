#!/usr/bin/env bash
# One county's sheet is changed and brought in again: the preview names the figures that will move, and afterwards exactly those moved.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
federation
nuan import "$root/examples/2019-01" >/dev/null || { not_ok 'the sample goes in'; done_testing; }
cp -r "$root/examples/2019-01" "$work/month"

# The county that sends its aid as CSV in GB18030: one row goes, one amount changes.
sheet=$(find "$work/month" -name '*.csv' ! -name '报送清单.csv' | while read -r f; do
  name=${f#"$work/month/"}
  iconv -f GB18030 -t UTF-8 "$f" >/dev/null 2>&1 && grep -q "^\"\?$name\"\?,aid\.event," "$work/month/报送清单.csv" && echo "$f"
done | head -1)
[[ -n $sheet ]] || { not_ok 'a county sends its aid as CSV'; done_testing; }
iconv -f GB18030 -t UTF-8 "$sheet" >"$work/utf8"
line=$(grep -nE '(^|,)"?4291[0-9]{2}' "$work/utf8" | sed -n 3p | cut -d: -f1)
sed "${line}d" "$work/utf8" | iconv -f UTF-8 -t GB18030 >"$sheet"

figures 2019-01 >"$work/before"
nuan --json import --preview "$sheet" >"$work/preview"
figures 2019-01 >"$work/unmoved"
check 'a preview moves nothing' cmp "$work/before" "$work/unmoved"
same 'one row is gone' '"gone": 1,' "$(grep -o '"gone": 1,' "$work/preview")"
grep -o '"indicator": "[^"]*"' "$work/preview" | cut -d'"' -f4 | sort -u >"$work/foretold"
nuan import "$sheet" >/dev/null
figures 2019-01 >"$work/after"
diff "$work/before" "$work/after" | awk '/^>/ {print $2}' | sort -u >"$work/moved"
check 'something moved' test -s "$work/moved"
same 'what moved was foretold' '' "$(comm -13 "$work/foretold" "$work/moved")"
same 'the times of aid fell by one' 2347 "$(awk '$1 == "aid.relief_times" {print $2}' "$work/after" | tr -dc 0-9)"

import=$(nuan import --list | tail -1 | cut -f1)
check 'the import can be taken back' nuan undo "$import" --why 试错
figures 2019-01 >"$work/back"
check 'and everything is as it was' cmp "$work/before" "$work/back"
check 'the trail holds it all' nuan verify
check 'an undo is not undone twice' bash -c "! '$binary' --db '$where' --key '$work/story.key' undo $import --why 再试"
done_testing
