#!/bin/bash
# The check of the house's rules finds what it is for, and nothing in comments, literals and members that only look like it.
set -u
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
number=0
essay=$'/* What lives here,\n * what it promises,\n * and what it refuses. */\n'

# put PATH TEXT: a file of the little house; TEXT is behind the essay, so its first line is line 4
put() { mkdir -p "$house/$(dirname "$1")"; printf '%s%s\n' "${3-$essay}" "$2" >"$house/$1"; }
# rule NAME WANT: what is found in the little house, as "path:line", is WANT; then the house is empty again
rule() {
	local found
	number=$((number + 1))
	mkdir -p "$house/src" "$house/tools" "$house/test"
	found=$("$NUAN_BUILD/tools/houserules" "$house" 2>&1 | cut -d: -f1-2 | tr '\n' ' ')
	if [[ ${found% } == "$2" ]]; then echo "ok $number - $1"; else echo "not ok $number - $1"; echo "# expected: $2"; echo "# found: $found"; fi
	rm -rf "${house:?}"/*
}

put src/db/db.c $'#include "base/str.h"\n#include "doc/doc.h"\n#include "db/db.h"\n#include "beside.h"\n#include <libxml/parser.h>'
rule 'db does not see doc' src/db/db.c:5
put src/kernel/org.h $'#include "db/db.h"\n# include "report/report.h"\n#include <lines/aid/aid.h>' ''
rule 'no include goes up' 'src/kernel/org.h:2 src/kernel/org.h:3'
put src/base/str.c $'#include "../db/db.h"\n#include "kernel/org.h"'
rule 'base sees itself alone, and nobody climbs' 'src/base/str.c:4 src/base/str.c:5'
put src/lines/aid/aid.c $'#include "lines/aid/aid.h"\n#include "lines/poll/poll.h"\n#include "report/report.h"\n#include "kernel/org.h"'
put src/report/report.c $'#include "lines/aid/aid.h"'
put src/app/main.c $'#include "lines/aid/aid.h"\n#include "report/report.h"'
rule 'no line includes another, and report and lines are strangers' 'src/lines/aid/aid.c:5 src/lines/aid/aid.c:6 src/report/report.c:4'
put src/doc/doc.c $'\tp = malloc(3); /* malloc */ free\n(p);\n\tx->free(p); x.free(p); a > free(p);\n\tputs("strdup(x)"); // realloc(p)\n\tc = \'"\'; calloc(1, 2);'
put src/base/arena.c 'void *p = malloc(3);'
rule 'the heap is asked by the arena alone' 'src/doc/doc.c:4 src/doc/doc.c:4 src/doc/doc.c:6 src/doc/doc.c:8'
put src/doc/doc.c $'/* a */ // calloc \\\n malloc(1)\n/*/ malloc */\n\tputs("\\"malloc()\\\\"); \'\\\'\'; "a\\\nmalloc(1)";'
rule 'comments and literals are read to their true end' ''
put src/db/sqlite.c 'sqlite3_open(); PQexec();'
put src/db/postgres.c 'sqlite3 *p; PQexec(); PGconn *c;'
put src/db/db.c 'int sqlite = 1, PQ; use(PQR, "sqlite3_open");'
rule 'each driver speaks to its own engine' 'src/db/postgres.c:4 src/db/sqlite.c:4'
put src/http/http.c 'MHD_stop_daemon(d); sodium_init();'
put src/kernel/account.c 'sodium_init(); crypto_pwhash_str(); MHD_stop_daemon(d);'
put src/web/gate.c 'x.MHD_ = a_MHD_b;'
rule 'the server and the passwords have one file each' 'src/http/http.c:4 src/kernel/account.c:4 src/web/gate.c:4'
put src/kernel/org.c $'#include "page/page.h"\n#include "doc/doc.h"\n#include "http/http.h"'
put src/page/page.c $'#include "http/http.h"\n#include "base/str.h"'
put src/web/gate.c $'#include "http/http.h"\n#include "page/page.h"\n#include "kernel/org.h"\n#include "report/report.h"'
put src/report/report_web.c $'#include "web/web.h"\n#include "web/web_pages.tpl.h"\n#include "lines/aid/aid.h"'
rule 'the kernel knows no pages, the web no report' 'src/kernel/org.c:4 src/kernel/org.c:6 src/page/page.c:4 src/report/report_web.c:6 src/web/gate.c:7'
put src/kernel/org.c $'\ta("<p>"); a(" </td>"); a("\\n<a href=");\n\tif (a <b && c> d) "a < b"; "<html"; "<%d>"; "< a"'
put src/doc/doc_html.c 'a("<p>");'
put src/doc/xlsx_read.c 'a("</sst>");'
put src/doc/doc_text.c 'a("</sst>");'
rule 'markup is written where it belongs' 'src/doc/doc_text.c:4 src/kernel/org.c:4 src/kernel/org.c:4 src/kernel/org.c:4'
put src/base/a.c 'int a;' ''
put src/base/b.c 'int a;' $'// one\n// two\n// three\n'
put src/base/c.c 'int a;' $'/* one\n * two */\n'
rule 'a file opens with its essay' 'src/base/a.c:1 src/base/c.c:1'
put src/base/long.c "$(printf 'int a;\n%.0s' {1..597})"
put src/base/longer.c "$(printf 'int a;\n%.0s' {1..598})"
rule '600 lines are the most' src/base/longer.c:601
put src/base/wide.c "$(printf '\t%0152d\n\t%0153d\n' 1 1)"$'\n/*'"$(printf '暖%.0s' {1..159})"$'*/\n'
put src/base/wide.h "int a; /* $(printf 'a%.0s' {1..200}) */" ''
put test/wide.c "$(printf 'a%.0s' {1..200})" ''
rule 'lines of src have 160 columns, headers without their comments' 'src/base/wide.c:5 src/base/wide.c:6'
echo "1..$number"
