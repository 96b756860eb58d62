# What the stories of a month's report share. Sourced, never run.
source "$(dirname "${BASH_SOURCE[0]}")/story.bash"

setting() { { echo 名称,值; cat; } | file settings.csv; must import "$box/in/settings.csv" --sheet report.setting --org 江州市总工会办公室 --month 2019-01; }
a_month() { # the federation with records for two months
	federation
	{ echo "$aid_head"; printf "甲第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n" 1 2 3; } >"$box/in/first.csv"
	mapfile -t first < <(aid first.csv)
	must "${first[@]}"
	file february.csv <<-'END'
	标题,开始日期,内容,进展,条线,顺序
	工会干部培训班如期举办,2019-02-20,20日，举办工会干部培训班。,完成,,1
	END
	must import "$box/in/february.csv" --sheet matter.matter --org 江州市总工会办公室 --month 2019-02 --by 余办 --approve 向办
}
step() { must report "$@"; }                         # an act that goes through
edition() { sql "SELECT $1 FROM edition WHERE month = ${2:-201901} ORDER BY number DESC LIMIT 1"; }
is() { test_that "$1" [ "$2" = "$3" ]; }
approved() { step submit "$1" --by 余办; step approve "$1" --by 向办; }
checked() { approved "$1"; checks "$1" 向办 已逐条核对; }
signed() { checked "$1"; step sign "$1" --by 席签 --on 2019-03-05; }
text_of() { must report edit 2019-01 "$1"; cp "$box/out" "$box/text"; }
types() { sed "s/{aid.relief_times}/{aid.relief_times=$1}/" "$box/text" >"$box/in/typed.txt"; }
