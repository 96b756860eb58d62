#!/bin/bash
# The same words on every paper: a bulletin and a red-head notice as PDF, OFD, DOCX, HTML and text; the same bytes on a second run; files that other
# programs open; ink where GB/T 9704-2012 wants it, in the PDF and in LibreOffice's print of the DOCX.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
"$NUAN_BUILD/tools/sample/sample" "$box/examples" || { echo 'Bail out! no sample'; exit 1; }
notice=$root/examples/公文/江工办发〔2018〕16号.txt
joint=$root/examples/公文/江工发〔2019〕9号.txt
forms=(txt pdf ofd docx html)

# The words alone: no blanks, no page numbers, no rule under a table's head in plain text.
bare()      { tr -d ' \n\t\r' | sed 's/\xe3\x80\x80//g; s/\xc2\xa0//g'; }
words_pdf() { pdfinfo -struct-text "$1" | sed -n 's/^ *"\(.*\)"$/\1/p' | bare; }
words_ofd() {
	local n; n=$(unzip -Z1 "$1" | grep -c 'Content.xml$')
	for ((i = 0; i < n; i++)); do
		unzip -p "$1" "Doc_0/Pages/Page_$i/Content.xml" | xmllint --xpath '//*[local-name()="Layer"][not(@Type)]//*[local-name()="TextCode"]/text()' - 2>"$box/none"
	done | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | bare
}
words_docx() { unzip -p "$1" word/document.xml | xmllint --xpath '//*[local-name()="t"]/text()' - | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | bare; }
words_html() { sed -n '/<article/,/<\/article>/p' "$1" | sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g' | bare; }
words_txt()  { grep -vE '^[- ]+$' "$1" | bare; }
same_words() { # same_words NAME FORM
	"words_$2" "$box/$1.$2" >"$box/$2.words"
	words_txt "$box/$1.txt" >"$box/txt.words"
	[[ -s $box/txt.words ]] && cmp "$box/$2.words" "$box/txt.words"
}

papers() { # papers NAME COMMAND...: every form, twice
	local name=$1 form; shift
	for form in "${forms[@]}"; do
		must "$@" --as "$form" --to "$box/$name.$form"
		must "$@" --as "$form" --to "$box/again.$form"
		test_that "$name as $form: the same bytes again" cmp "$box/$name.$form" "$box/again.$form"
		[[ $form == txt ]] || test_that "$name as $form: the words of the text" same_words "$name" "$form"
	done
}

# Ink of a page at 300 dpi, in micrometres: "top left right lines".
ink() { pdftoppm -r 300 -f "$2" -l "$2" -gray "$1" | "$NUAN_BUILD/tools/ink" 300 30 265 | awk '$1 == "ink" {ink = $2 " " $3 " " $4} $1 == "lines" {print ink, $2}'; }
within() { local low=$1 high=$2 value=$3; ((value >= low && value <= high)) || { echo "# $value is not within $low and $high"; return 1; }; }

no_blanks() { # but between the cells of a table, which the tags tell apart
	pdfinfo -struct-text "$1" | LC_ALL=C.UTF-8 grep -P '\p{Han} +\p{Han}' && return 1
	! pdftotext -l 1 "$1" - | LC_ALL=C.UTF-8 grep -P '\p{Han} +\p{Han}'
}
looked_at() { # looked_at NAME: the PDF by the programs of others
	local f=$box/$1.pdf
	test_that "$1.pdf is sound" qpdf --check "$f"
	test_that "$1.pdf: every face is embedded, cut, and has its characters" \
		awk 'NR > 2 && !/yes +yes +yes/ {bad = 1} END {exit bad || NR < 4}' <(pdffonts "$f")
	test_that "$1.pdf: no stand-in face" bash -c '! pdffonts "$1" | grep -iE "dejavu|CJKjp|Liberation"' - "$f"
	test_that "$1.pdf is tagged, A4, with title and author" \
		bash -c 'i=$(pdfinfo "$1"); grep -q "^Tagged: *yes" <<<"$i" && grep -q "A4" <<<"$i" && grep -q "^Title: *." <<<"$i" && grep -q "^Author: *." <<<"$i"' - "$f"
	test_that "$1.pdf has bookmarks" bash -c '[ "$(mutool show "$1" outline | wc -l)" -ge 4 ]' - "$f"
	test_that "$1.pdf: no blank between two Han in its lines" no_blanks "$f"
	test_that "$1.pdf by a second reader" bash -c 'mutool draw -q -F txt "$1" 2>/dev/null | tr -d " \n" | grep -q "$2"' - "$f" "$2"
	unzip -q -o "$box/$1.ofd" 'Doc_0/Res/*' -d "$box/res-$1"
	local font; for font in "$box/res-$1"/Doc_0/Res/*; do test_that "$1.ofd: ${font##*/} is a sound font" ots-sanitize "$font" /dev/null; done
}

store_place
must init --city 江州市总工会 --division 429100
must import "$box/examples/2019-01"
papers month report 2019-01
papers notice paper "$notice"
papers joint paper "$joint"
looked_at month 筹集慰问款近595万元
looked_at notice 全面自查

read -r top left right lines < <(ink "$box/month.pdf" 2)
test_that 'PDF: the first line stands 37 mm below the edge' within 36000 38000 "$top"
test_that 'PDF: the left edge at 28 mm' within 27000 29000 "$left"
test_that 'PDF: the right edge at 184 mm' within 182500 185000 "$right"
test_that 'PDF: 22 lines' [ "$lines" = 22 ]
longest=$(pdftotext -f 2 -l 2 "$box/month.pdf" - | LC_ALL=C.UTF-8 grep -oP '^[\p{Han}，。；：、]+$' | while read -r line; do echo "${#line}"; done | sort -n | tail -1)
test_that 'PDF: 28 characters in a line, 29 with a mark at its end' within 28 29 "$longest"

if command -v soffice >/dev/null; then
	for name in month notice joint; do
		soffice "-env:UserInstallation=file://$box/office" --headless --convert-to pdf --outdir "$box/office-$name" "$box/$name.docx" >"$box/out" 2>"$box/err" </dev/null
		test_that "$name.docx opens in LibreOffice" [ -s "$box/office-$name/$name.pdf" ]
	done
	read -r top left right lines < <(ink "$box/office-month/month.pdf" 2)
	test_that 'DOCX printed: the first line stands 37 mm below the edge' within 36000 38000 "$top"
	test_that 'DOCX printed: the left edge at 28 mm' within 27000 29000 "$left"
	test_that 'DOCX printed: 22 lines' [ "$lines" = 22 ]
	side_by_side() { pdftotext -layout "$1" - | grep -q '江州市总工会 *江州市人力资源和社会保障局'; }
	test_that 'DOCX printed: seals side by side' side_by_side "$box/office-joint/joint.pdf"
	test_that 'as in the PDF' side_by_side "$box/joint.pdf"
else
	skip 'DOCX printed' 'no LibreOffice'
fi

# A draft is not printed over; all that is wrong is said at once; half-width marks are asked about.
cp "$notice" "$box/in/draft.txt"
refused 'a paper is not written over its own draft' 1 paper.over_itself paper "$box/in/draft.txt" --to "$box/in/../in/draft.txt"
test_that 'the draft is as it was' cmp "$notice" "$box/in/draft.txt"
printf '标志：江州市总工会文件\n字号：江工发[2019]1号\n标题：关于任职的通知\n\n一、要求\n1. 越级\n' >"$box/in/wrong.txt"
refused 'what is wrong' 1 paper.number paper "$box/in/wrong.txt" --to "$box/wrong.pdf"
says 'is said all at once' '第6行是“1.”一层'
printf '标志：江州市总工会文件\n字号：江工发〔2019〕1号\n标题：关于任职的通知\n\n各单位要认真,抓好落实。\n' >"$box/in/half.txt"
must paper "$box/in/half.txt" --as txt
test_that 'a half-width mark is asked about, with its line' grep -q '第5行.*位要认真,抓好落实' "$box/err"
test_that 'and stays as it is' grep -q '要认真,抓好' "$box/out"

# A sheet on its side: its number is turned with it, at the left, where the others have their foot.
{ printf '标志：江州市总工会文件\n字号：江工发〔2019〕1号\n标题：关于任职的通知\n\n正文。\n附件：统计表\n署名：江州市总工会\n成文日期：2019年1月8日\n附件（横排）\n标题：统计表\n| 单位 | 数 |\n'
	for ((i = 1; i <= 30; i++)); do echo "| 第$i单位 | $i |"; done; } >"$box/in/wide.txt"
must paper "$box/in/wide.txt" --as pdf --to "$box/wide.pdf"
number_at() { # number_at PAGE: x and y of its middle in mm, of words that stand outside of the type area
	pdftotext -bbox -f "$1" -l "$1" "$box/wide.pdf" - | awk -F'"' -v page="$1" '/<word/ { x = ($2 + $6) / 2 * 25.4 / 72; y = ($4 + $8) / 2 * 25.4 / 72
		split($0, w, /[<>]/); if (w[3] ~ page && x < 33) { printf "%d %d\n", x, y; exit } }'
}
read -r x y < <(number_at 2)
test_that 'PDF: an even page on its side has its number at the left, above' [ "${x:-0}" -ge 24 ] && test_that 'and within' [ "${y:-99}" -le 55 ]
read -r x y < <(number_at 3)
test_that 'PDF: an odd one below' [ "${y:-0}" -ge 160 ]
test_that 'PDF: a table that goes on says so' bash -c 'pdftotext -f 3 -l 3 "$1" - | grep -q "（续）"' - "$box/wide.pdf"

# Rare characters, and one that nobody has.
printf '标志：江州市总工会文件\n字号：江工发〔2019〕1号\n标题：关于覃𬭎毅等同志任职的通知\n主送：各县市区总工会：\n\n任命赵春喆、周镕、㛃某、𠮷某为委员，\U000F0000某另行通知。\n署名：江州市总工会\n成文日期：2019年1月8日\n' >"$box/in/rare.txt"
must paper "$box/in/rare.txt" --as pdf --to "$box/rare.pdf"
test_that 'a character without a glyph is said' grep -q 'F0000' "$box/err"
test_that 'rare characters stay in the text' bash -c 'pdftotext "$1" - | tr -d "\n" | grep -q "赵春喆、周镕、㛃某、𠮷某"' - "$box/rare.pdf"

story_end
