#!/bin/bash
# The report as OFD, opened by a reader that is not ours in a browser: it has the pages, texts and rules that stand in it, and the words of the report.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
(source "$root/script/lib.sh" && npm_ready) || { echo 'Bail out! what package.json asks for is not there'; exit 1; }
"$NUAN_BUILD/tools/sample/sample" "$box/examples" || { echo 'Bail out! no sample'; exit 1; }

city
must import "$box/examples/2019-01"
must report 2019-01 --as txt --to "$box/report.txt"
must report 2019-01 --as ofd --to "$box/report.ofd"

# Each paragraph of the text has to be there whole, over the ends of lines and pages.
node -e '
	const lines = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.startsWith("　　"));
	console.log(JSON.stringify({ red: true, holds: lines }));
' "$box/report.txt" >"$box/expect.json"
test_that 'the report has paragraphs to look for' [ "$(grep -c '^　　' "$box/report.txt")" -gt 5 ]

node "$root/test/browser/ofd.mjs" "$box/report.ofd" "$box/expect.json" >"$box/tap" 2>"$box/err"
while IFS= read -r line; do
	case $line in
	'ok '*)     ok "${line#* - }" ;;
	'not ok '*) not_ok "${line#* - }" ;;
	'# '*)      printf '%s\n' "$line" ;;
	esac
done <"$box/tap"
test_that 'the reader came to its end' grep -q '^1\.\.' "$box/tap"
story_end
