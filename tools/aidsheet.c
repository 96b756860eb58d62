/* aidsheet ROWS FILE [UNITS]: a county's sheet of aid, of any length, for script/bench: ROWS occasions of January 2019, each of another person, with ID
 * numbers whose check characters are right, in no order; 工作单位 turns through the names in the file UNITS, a line each. A FILE that ends in .xlsx is a
 * workbook, any other is CSV. The same arguments give the same bytes. Persons have no file of hardship: their work at the festival stands for it.
 * Not taken: the invented federation of tools/sample, whose persons have stories; a million of them have none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/id.h"
#include "doc/sheet.h"

enum { COLUMNS = 12, NAMES = 40, DAYS = 9000, CASES = 999, STEP = 7368787 };      /* STEP: shares no factor with DAYS * CASES, so persons are distinct and in no order */

static const char *const HEAD[COLUMNS] = { "序号", "姓名", "身份证号", "工作单位", "发放日期", "帮扶类别", "救助金", "活动", "发放方式", "签收或回单号", "一线岗位",
	"再次帮扶说明" };
static const char *const FAMILY[NAMES] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
	"梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕" };
static const char *const GIVEN[NAMES] = { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀", "霞", "平",
	"刚", "桂", "英", "华", "玉", "兰", "红", "建", "国", "文", "志", "海", "云", "春", "梅", "龙", "凤", "山", "雪", "波" };

struct row { char cells[COLUMNS][200]; };

static void idno_put(char *to, int64_t person)
{
	struct day born = { month_first(195501).n + (int32_t)(person % DAYS) };
	int year, month, day;
	day_split(born, &year, &month, &day);
	snprintf(to, 200, "429101%04d%02d%02d%03d", year, month, day, (int)(person / DAYS % CASES) + 1);
	to[17] = idno_digit(to);
	to[18] = '\0';
}

static void row_make(struct row *r, int64_t i, char **units, size_t n_units)
{
	int64_t person = i * STEP % ((int64_t)DAYS * CASES);
	const char *values[COLUMNS] = { [3] = n_units ? units[i % (int64_t)n_units] : "", [5] = "生活救助", [7] = "送温暖", [8] = "银行发放",
		[10] = "节日坚守岗位", [11] = "" };
	for (size_t c = 0; c < COLUMNS; c++)
		snprintf(r->cells[c], sizeof r->cells[c], "%s", values[c] ? values[c] : "");
	snprintf(r->cells[0], sizeof r->cells[0], "%lld", (long long)i + 1);
	snprintf(r->cells[1], sizeof r->cells[1], "%s%s%s", FAMILY[person % NAMES], GIVEN[person / 7 % NAMES], GIVEN[person / 311 % NAMES]);
	idno_put(r->cells[2], person);
	snprintf(r->cells[4], sizeof r->cells[4], "2019-01-%02d", (int)(i % 28) + 1);
	snprintf(r->cells[6], sizeof r->cells[6], "%d", 500 + (int)(i % 16) * 100);
	snprintf(r->cells[9], sizeof r->cells[9], "HD%07lld", (long long)i + 1);
}

static size_t units_read(struct arena *mem, const char *path, char ***ret)
{
	char **units = arena_get(mem, 4096 * sizeof *units), line[200];
	FILE *f = path ? fopen(path, "re") : NULL;
	size_t n = 0;
	while (f && n < 4096 && fgets(line, sizeof line, f))
		units[n++] = (char *)str_c(mem, str_trim(str_of(line)));
	if (f)
		fclose(f);
	*ret = units;
	return n;
}

static void csv_write(FILE *to, int64_t n, char **units, size_t n_units)
{
	struct row r;
	for (size_t c = 0; c < COLUMNS; c++)
		fprintf(to, "%s%s", HEAD[c], c + 1 < COLUMNS ? "," : "\n");
	for (int64_t i = 0; i < n; i++) {
		row_make(&r, i, units, n_units);
		for (size_t c = 0; c < COLUMNS; c++)
			fprintf(to, "%s%s", r.cells[c], c + 1 < COLUMNS ? "," : "\n");
	}
}

static fault xlsx_write(struct arena *mem, const char *path, int64_t n, char **units, size_t n_units)
{
	struct out_book *book;
	struct row r;
	int64_t number;
	struct day day;
	TRY(out_book_open(mem, path, &book));
	struct out_sheet *s = out_sheet_add(book, "帮扶救助台账");
	for (size_t c = 0; c < COLUMNS; c++)
		out_text_at(s, 0, c, str_of(HEAD[c]), OUT_HEAD);
	for (int64_t i = 0; i < n; i++) {
		row_make(&r, i, units, n_units);
		for (size_t c = 0; c < COLUMNS; c++) {
			struct str text = str_of(r.cells[c]);
			if (c == 4 && day_parse(text, &day))
				out_day_at(s, (size_t)i + 1, c, day);
			else if ((c == 0 || c == 6) && str_int(text, &number))
				out_int_at(s, (size_t)i + 1, c, number, OUT_INT);
			else if (text.n)
				out_text_at(s, (size_t)i + 1, c, str_copy(mem, text), OUT_TEXT);
		}
	}
	return out_book_close(book);
}

int main(int argc, char **argv)
{
	struct arena *mem = arena_open((size_t)16 << 30);
	char **units;
	fault f = NULL;
	if (argc < 3 || argc > 4) {
		fputs("aidsheet ROWS FILE [UNITS]\n", stderr);
		return 2;
	}
	size_t n_units = units_read(mem, argv[3], &units);
	if (str_ends(str_of(argv[2]), STR(".xlsx"))) {
		f = xlsx_write(mem, argv[2], atoll(argv[1]), units, n_units);
	} else {
		FILE *to = fopen(argv[2], "we");
		if (to)
			csv_write(to, atoll(argv[1]), units, n_units);
		if (!to || fclose(to) != 0)
			perror(argv[2]);
	}
	if (f)
		fprintf(stderr, "%s\n", f->say);
	arena_close(mem);
	return f ? 1 : 0;
}
