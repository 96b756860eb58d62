#!/bin/bash
# The server among people who mean it harm: other sites, planted cookies, addresses that lead elsewhere, guesses at the door, files made to burst, bodies
# and heads without end, a thousand slow senders. Each is refused in a sentence or a status, and everybody else is served meanwhile, in bounded memory.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
password='kite-harbor-93-willow'
printf '%s\n' "$password" >"$box/password"
must account add yuban --person 余办 --role office --password-file "$box/password"
must account add dingbao --person 丁报 --role clerk --password-file "$box/password"
must account add shenhe --person 申核 --role county_officer --password-file "$box/password"

"$NUAN" --db "$db" --key "$key" serve --port 0 >"$box/served" 2>"$box/log" </dev/null &
server=$! pids+=" $!"
for i in {1..200}; do
	url=$(sed -nE 's|.*(http://[0-9.:]+)/ .*|\1|p' "$box/served")
	[[ -z $url ]] || break
	sleep 0.05
done
[[ -n $url ]] || { not_ok 'the server starts' "$(cat "$box/log")"; story_end; exit 1; }
port=${url##*:}
hard() { timeout 40 node "$root/test/story/serve_hard.mjs" "$@" 2>>"$box/err"; }
jar=$box/jar
get() {
	local path=$1; shift
	code=$(curl -s -m 20 -b "$jar" -c "$jar" -D "$box/head" -o "$box/body" -w '%{http_code}' "$@" "$url$path")
	touch "$box/body" "$box/head"; cp "$box/body" "$box/out"; tr -d '\r' <"$box/head" >"$box/err"
}
csrf() { grep -o 'name="csrf" value="[0-9a-f]*"' "$box/body" | head -n 1 | cut -d'"' -f4; }
answers() { test_that "$1" [ "$code" = "$2" ]; }
header() { sed -nE "s/^$1: //Ip" "$box/err" | head -n 1; }
sign_in() {                                          # sign_in LOGIN: and changes the password, as the first time asks
	rm -f "$jar"
	get /sign-in; get /sign-in -d "csrf=$(csrf)" -d "login=$1" --data-urlencode "password=$password"
	get /password
	[[ $code = 200 ]] && get /password -d "csrf=$(csrf)" --data-urlencode "old=$password" --data-urlencode "fresh=copper#lantern 7 moss" --data-urlencode "again=copper#lantern 7 moss"
}
resident() { awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$server/status"; }
quick() { [[ $(curl -s -o /dev/null -m 3 -w '%{http_code}' "$url/sign-in") = 200 ]]; }
watched=''; grep -qa __asan_init "$NUAN" && watched=yes     # the sanitizer's own memory is not the server's

# --- the door -----------------------------------------------------------------------------------------------------------------------------------------
get /sign-in
planted=$(printf '%064d' 7)
get /sign-in -b "nuan=$planted; nuan_form=$(awk '$6 == "nuan_form" {print $7}' "$jar")" -d "csrf=$(csrf)" -d login=yuban --data-urlencode "password=$password"
answers 'with a planted cookie one signs in' 303
test_that 'and has another'      bash -c "grep -qi '^set-cookie: nuan=' '$box/err' && ! grep -q '$planted' '$box/err'"
get / -b "nuan=$planted"; answers 'the planted one opens nothing' 303
for next in //evil.example/ https://evil.example/ '/\evil.example' '/%0d%0aX-Evil: 1' 'javascript:alert(1)' '/..//evil.example' '/ /evil'; do
	rm -f "$jar"; get /sign-in -G --data-urlencode "next=$next"
	get /sign-in -d "csrf=$(csrf)" -d login=yuban --data-urlencode "password=$password" --data-urlencode "next=$next"
	to=$(header location)
	test_that "next=$next leads nowhere else" bash -c "[[ '$code' = 303 && '$to' = /* && '$to' != //* ]] && ! grep -qi '^x-evil' '$box/err'"
done
rm -f "$jar"; get /sign-in; get /sign-in -d "csrf=$(csrf)" -d login=nobody -d password=wrong
sed -E 's/value="[0-9a-f]+"//; s/nobody//' "$box/body" >"$box/unknown"
get /sign-in; get /sign-in -d "csrf=$(csrf)" -d login=shenhe -d password=wrong
sed -E 's/value="[0-9a-f]+"//; s/shenhe//' "$box/body" >"$box/known"
test_that 'who is unknown is told what who is known is told' cmp "$box/unknown" "$box/known"
read -r known unknown <<<"$(hard times "$port" 3 dingbao nobody1)"
test_that "as slowly ($known and $unknown ms)" awk -v a="$known" -v b="$unknown" 'BEGIN {exit !(a > 0 && b > 0 && a / b < 2.5 && b / a < 2.5)}'

# --- other sites --------------------------------------------------------------------------------------------------------------------------------------
sign_in shenhe
get /sessions; token=$(csrf)
test_that 'signed in' [ -n "$token" ]
get /sessions/end -d csrf=0;                                              answers 'a form without its secret' 403
get /sessions/end -d "csrf=$token" -H 'Origin: https://evil.example';     answers 'a form of another site' 403
get /sessions/end -d "csrf=$token" -H 'Sec-Fetch-Site: cross-site';       answers 'as its browser says' 403
get /sessions/end -d "csrf=$token" -H 'Origin: null';                     answers 'a form of nowhere' 403
get /sessions/end -d "csrf=$token" -H "Origin: $url";                     answers 'our own' 303
get /sessions
test_that 'no page may be framed or run what is in it' bash -c "grep -qi \"frame-ancestors 'none'\" '$box/err' && ! grep -i '^content-security-policy' '$box/err' | grep -q unsafe"
for path in / /month/2019-01 /report/2019-01 /import /records/aid.event /cross/2019-01 /matters /close/2019-01 /help; do
	get "$path"
	test_that "$path has no script or style in place" bash -c "! grep -qiE '<style|[[:space:]]style=|<script>|[[:space:]]on[a-z]+=|javascript:' '$box/body'"
done

# --- addresses ----------------------------------------------------------------------------------------------------------------------------------------
for path in /static/../../etc/passwd /static/%2e%2e/%2e%2e/etc/passwd /static/..%2f..%2fetc%2fpasswd '/template/..%2f..%2fetc' '/records/..' '/help/..%2f..%2fx' /report/2019-01/file/..%2fpdf; do
	get "$path" --path-as-is; answers "$path" 404
done
get "/records/aid.event?text=%27%20OR%201%3D1--&month=all"; answers 'a quote in a search' 200
get '/report/2019-01/file/txt%0d%0aX-Evil:1'; test_that 'a line break in an address' bash -c "[ '$code' = 404 ] && ! grep -qi '^x-evil' '$box/err'"
get '/records/aid.event?text=<script>alert(1)</script>&month=all'; test_that 'a script that is searched for stays a word' bash -c "! grep -q '<script>alert' '$box/body'"

# --- every template is a sheet (a list of choices that is too long once ended the program) ----------------------------------------------------------
get /help/sheets
for name in $(grep -oE '/template/[a-z_.]+' "$box/body" | sort -u); do
	get "$name"
	[[ $code = 200 || $code = 404 ]] || not_ok "$name" "answers $code"
done
test_that 'all templates can be had' kill -0 "$server"

# --- cells that a spreadsheet would run ----------------------------------------------------------------------------------------------------------------
{ echo '信访编号,渠道,收到日期,信访人,身份证号,诉求类别,信访目的,办理状态,受理日期,说明'
	n=0; for cell in "=cmd|' /C calc'!A0" '+1+1' '-2+3' '@SUM(A1)' '=HYPERLINK("http://evil.example")'; do
		n=$((n + 1)); printf '险-%d,来信,2019-01-0%d,李小四,,其他,申诉求决,已受理,2019-01-0%d,"%s"\n' $n $n $n "${cell//\"/\"\"}"; done; } >"$box/in/cells.csv"
must import "$box/in/cells.csv" --sheet petition.case --org 沙洲区总工会 --month 2019-01 --by 丁报
get "/records/petition.case/export?month=all"
answers 'the export' 200
mkdir -p "$box/x"; (cd "$box/x" && unzip -qo "$box/body")
test_that 'has no formula'        bash -c "! grep -rqE '<f[ >]' '$box/x/xl/worksheets'"
test_that 'nor a link or a macro' bash -c "! grep -rqiE 'hyperlink|externalLink|vbaProject' '$box/x/xl' --include=*.xml --include=*.rels"

# --- files ---------------------------------------------------------------------------------------------------------------------------------------------
sheet() {                                            # sheet NAME <sheet1.xml: a workbook with this sheet in it
	rm -rf "$box/book"; mkdir -p "$box/book/xl/worksheets" "$box/book/_rels" "$box/book/xl/_rels"
	cat >"$box/book/xl/worksheets/sheet1.xml"
	echo '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>' >"$box/book/[Content_Types].xml"
	echo '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>' >"$box/book/_rels/.rels"
	echo '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>' >"$box/book/xl/workbook.xml"
	echo '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' >"$box/book/xl/_rels/workbook.xml.rels"
	(cd "$box/book" && node -e '
const fs = require("fs"), zlib = require("zlib"), path = require("path"), files = []
const walk = d => fs.readdirSync(d).forEach(f => { const p = path.join(d, f); fs.statSync(p).isDirectory() ? walk(p) : files.push(p) })
walk(".")
const crc = b => { let c, r = -1; for (const x of b) { c = (r ^ x) & 255; for (let k = 0; k < 8; k++) c = c & 1 ? c >>> 1 ^ 0xedb88320 : c >>> 1; r = r >>> 8 ^ c } return ~r >>> 0 }
let out = [], dir = [], at = 0
for (const f of files) {
	const b = fs.readFileSync(f), z = zlib.deflateRawSync(b), h = Buffer.alloc(30), d = Buffer.alloc(46), n = Buffer.from(f)
	h.writeUInt32LE(0x04034b50, 0); h.writeUInt16LE(20, 4); h.writeUInt16LE(8, 8); h.writeUInt32LE(crc(b), 14); h.writeUInt32LE(z.length, 18); h.writeUInt32LE(b.length, 22); h.writeUInt16LE(n.length, 26)
	d.writeUInt32LE(0x02014b50, 0); d.writeUInt16LE(20, 4); d.writeUInt16LE(20, 6); h.copy(d, 10, 8, 28); d.writeUInt16LE(n.length, 28); d.writeUInt32LE(at, 42)
	out.push(h, n, z); dir.push(d, n); at += 30 + n.length + z.length
}
const size = dir.reduce((s, b) => s + b.length, 0), e = Buffer.alloc(22)
e.writeUInt32LE(0x06054b50, 0); e.writeUInt16LE(files.length, 8); e.writeUInt16LE(files.length, 10); e.writeUInt32LE(size, 12); e.writeUInt32LE(at, 16)
fs.writeFileSync(process.argv[1], Buffer.concat([...out, ...dir, e]))' "$box/in/$1")
}
head_xml='<?xml version="1.0"?>'; sheet_xml='<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
{ echo "$head_xml$sheet_xml"; head -c 120000000 /dev/zero | tr '\0' ' '; echo '</sheetData></worksheet>'; } | sheet bomb.xlsx
{ echo "$head_xml<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\">"; p=a; for e in b c d e f g h i; do echo "<!ENTITY $e \"&$p;&$p;&$p;&$p;&$p;&$p;&$p;&$p;&$p;&$p;\">"; p=$e; done
	echo "]>$sheet_xml<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&i;</t></is></c></row></sheetData></worksheet>"; } | sheet laughs.xlsx
echo "$head_xml<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>$sheet_xml<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&x;</t></is></c></row></sheetData></worksheet>" | sheet entity.xlsx
echo "$head_xml$sheet_xml<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>远</t></is></c></row></sheetData></worksheet>" | sheet far.xlsx
head -c 3000 "$box/in/entity.xlsx" | head -c 700 >"$box/in/cut.xlsx"
{ printf '\211PNG\r\n\032\n'; head -c 5000 /dev/urandom; } >"$box/in/picture.xlsx"
printf 'MZ\220\0' >"$box/in/program.csv"; head -c 4000 /dev/urandom >>"$box/in/program.csv"
yes '甲,乙,丙' | head -c 9000000 >"$box/in/long.csv"
for file in bomb.xlsx laughs.xlsx entity.xlsx far.xlsx cut.xlsx picture.xlsx program.csv long.csv; do
	get /import; token=$(csrf)
	started=${EPOCHREALTIME//[!0-9]/}
	get /import -F "csrf=$token" -F "file=@$box/in/$file" -F kind= -F month=2019-01
	took=$(((${EPOCHREALTIME//[!0-9]/} - started) / 1000))
	test_that "$file is refused or laid aside ($code, $took ms)" bash -c "[[ $code = 422 || $code = 413 || $code = 303 || $code = 503 || $code = 200 ]] && [ $took -lt 15000 ]"
	if [[ $code = 303 ]]; then get "$(header location)"; fi
	test_that "$file tells nothing of the machine" bash -c "! grep -q 'root:' '$box/body'"
done
printf '%s\n' '../../etc/passwd' >"$box/in/name.csv"
get /import; get /import -F "csrf=$(csrf)" -F "file=@$box/in/name.csv;filename=../../../etc/cron.d/x<script>.csv" -F kind= -F month=2019-01
test_that 'a name of a file is a name' bash -c "! grep -q '<script>.csv' '$box/body'"
get /sessions; get /sessions/end -F "csrf=$(csrf)" -F "file=@$box/in/name.csv"; answers 'a file where none belongs' 422
test_that 'it still answers' quick

# --- without end ----------------------------------------------------------------------------------------------------------------------------------------
form='Content-Type: application/x-www-form-urlencoded'
test_that 'a body of a gigabyte is refused unread' grep -q ' 413' <<<"$(hard raw "$port" "POST /sign-in HTTP/1.1\\r\\nHost: x\\r\\n$form\\r\\nContent-Length: 1000000000\\r\\n\\r\\na")"
test_that 'so is an upload of one'                grep -q ' 413' <<<"$(hard raw "$port" "POST /import HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: multipart/form-data; boundary=boundary\\r\\nContent-Length: 1000000000\\r\\n\\r\\na")"
test_that 'a body of unknown length'              grep -qE ' 4[01]|closed' <<<"$(hard raw "$port" "POST /sign-in HTTP/1.1\\r\\nHost: x\\r\\n$form\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\naaaaa\\r\\n0\\r\\n\\r\\n")"
test_that 'a body with two lengths'               grep -qE ' 4|closed' <<<"$(hard raw "$port" "POST /sign-in HTTP/1.1\\r\\nHost: x\\r\\n$form\\r\\nContent-Length: 5\\r\\nContent-Length: 50\\r\\n\\r\\naaaaa")"
test_that 'a head of a megabyte'                  grep -qE ' 4(00|13|14|31)|closed' <<<"$(hard head "$port" 1000000)"
test_that 'a line that is no request'             grep -qE ' 400|closed' <<<"$(hard raw "$port" "\\u0000\\u0001 GET\\r\\n\\r\\n")"
seq 1 100000 | sed 's/.*/a&=1/' | tr '\n' '&' | head -c 1000000 >"$box/fields"
get /sign-in --data-binary "@$box/fields"; answers 'a hundred thousand fields' 400
head -c 900000 /dev/zero | tr '\0' 'a' >"$box/value"
get "/records/aid.event" -G --data-urlencode "text@$box/value"; test_that 'an address of a megabyte' bash -c "[[ $code = 414 || $code = 400 || $code = 431 || $code = 000 ]]"

# --- many -----------------------------------------------------------------------------------------------------------------------------------------------
hard slow "$port" 1000 6 >"$box/slow" & crowd=$!
sleep 3
worst=0
for i in 1 2 3 4 5; do ms=$(curl -s -o /dev/null -m 10 -w '%{time_total}' "$url/sign-in" | awk '{print int($1 * 1000)}'); ((ms <= worst)) || worst=$ms; done
test_that "a thousand slow senders hold nobody up ($worst ms)" [ "$worst" -lt 1000 ]
while [[ -z $watched ]]; do test_that "nor fill the memory ($(resident) MB)" [ "$(resident)" -lt 160 ]; break; done
wait "$crowd"; test_that 'they were there' grep -q 'open 1000' "$box/slow"
hard hoard "$port" 60 10 >"$box/hoard" & crowd=$!
sleep 3
test_that 'many large uploads hold nobody up' quick
while [[ -z $watched ]]; do test_that "nor fill the memory ($(resident) MB)" [ "$(resident)" -lt 700 ]; break; done
wait "$crowd"; sleep 1
sign_in yuban; get /; answers 'then it goes on' 200
kill -TERM "$server"; wait "$server"; status=$?
test_that 'and stops when told' [ "$status" = 0 ]
test_that 'nothing of it was a fault of the program' bash -c "! grep -qE 'Sanitizer|runtime error|buffer overflow|\[(db|page|route)\.' '$box/log'"
test_that 'the trail is whole' nuan verify
story_end
