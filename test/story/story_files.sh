#!/bin/bash
# Files that are no sheet: each is refused whole, with the sentence that says what to do, and nothing is kept of it.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"
federation
as=(--sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --approve 申核)

bad() { local title=$1 code=$2 name=$3; refused "$title" 1 "$code" import "$box/in/$name" "${as[@]}"; }

bad 'a file that is not there' sheet.missing none.csv
: >"$box/in/empty.csv"
bad 'an empty file' sheet.empty empty.csv
printf '\r\n\r\n' >"$box/in/blank.csv"
bad 'nothing but ends of lines' sheet.empty blank.csv
file head.csv <<<$'姓名,年龄,籍贯\n张三,44,江州'
bad 'the head of another sheet' import.head head.csv
says 'what lacks is named' '发放日期'
file lacks.csv <<<$'姓名,身份证号,工作单位,帮扶类别,救助金,发放方式\n张三,,江州甲厂有限公司,生活救助,300,银行发放'
bad 'a head that lacks one column' import.head lacks.csv
says 'that column is named' '缺少必填的列：发放日期'
says 'and where a right head is' 'nuan template aid.event'
aid_file bare.csv </dev/null
bad 'a head without rows' import.empty bare.csv
{ echo "$aid_head"; printf '张三\xff\xff\xfe,,,2019-01-08,,300,,,,\n'; } >"$box/in/bytes.csv"
bad 'bytes of no encoding' sheet.encoding bytes.csv
says 'the line is named' '2行'
{ printf '姓名,发放日期\n'; printf '\xb1i\xa4T,2019-01-08,\xa6\xbf\xa6{\x80\x80\n'; } >"$box/in/big5.csv"
mark; nuan import "$box/in/big5.csv" "${as[@]}"
test_that 'an encoding of elsewhere is not guessed' [ "$status" = 1 ]
test_that 'and leaves nothing' unchanged
{ printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'; head -c 1000 /dev/zero; printf 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0'; } >"$box/in/password.xlsx"
bad 'a file with a password' sheet.password password.xlsx
{ printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'; head -c 1000 /dev/zero; printf 'W\0o\0r\0k\0b\0o\0o\0k\0'; } >"$box/in/old.xls"
bad 'an old xls' sheet.old_xls old.xls
printf '%%PDF-1.4 and so on' >"$box/in/paper.xlsx"
bad 'a PDF under another name' sheet.kind paper.xlsx
must template aid.event --to "$box/whole.xlsx"
head -c 3000 "$box/whole.xlsx" >"$box/in/cut.xlsx"
bad 'a truncated XLSX' sheet.truncated cut.xlsx
cp "$box/whole.xlsx" "$box/in/whole.xlsx"
bad 'a template that nobody has filled in' import.empty whole.xlsx

# An answer in the encoding of the office is no fault.
{ { echo "$aid_head"; aid_row 张三 '' 江州甲厂有限公司 2019-01-08 300; } | iconv -f UTF-8 -t GB18030; } >"$box/in/gbk.csv"
must import "$box/in/gbk.csv" "${as[@]}"
test_that 'GB18030 is read' [ "$(helped)" = 1 ]
{ printf '\xef\xbb\xbf'; echo "$aid_head"; aid_row 李四 '' 江州甲厂有限公司 2019-01-09 300; } | sed 's/$/\r/' >"$box/in/bom.csv"
must import "$box/in/bom.csv" "${as[@]}" --part 第二批
test_that 'UTF-8 with a mark is read' [ "$(helped)" = 2 ]

mkdir "$box/in/folder"
refused 'a folder without a list' 1 list.missing import "$box/in/folder"
printf '文件,表\nx.csv,aid.event\n' >"$box/in/folder/报送清单.csv"
refused 'a list that lacks a column' 1 list.column import "$box/in/folder"
printf '文件,表,报送单位,所属期\nx.csv,aid.event,沙洲区总工会,2019-01\n' >"$box/in/folder/报送清单.csv"
refused 'a list that names a missing file' 1 sheet.missing import "$box/in/folder"
story_end
