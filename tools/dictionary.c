/* dictionary indicators | sheets | rights: writes docs/indicators.md, docs/sheets.md and docs/rights.md from the tables that the program itself runs by, so that
 * what an officer reads about a figure, a column or a role cannot differ from what is counted, read or allowed. The suite compares the files with what this prints. */
#include <stdio.h>
#include <string.h>
#include "app/app.h"
#include "kernel/account.h"

static const char *const TALLY_WORDS[] = { [ROWS] = "数记录行", [KEYS] = "数不同的对象，各地不相加", [AMOUNT] = "求和", [RATIO] = "比率，由两个合计重新计算", [ONE] = "取唯一记录的值" };
static const char *const SPAN_WORDS[] = { [MONTH] = "当月", [QUARTER] = "当季", [HALF_YEAR] = "半年", [YEAR] = "全年", [STAT_YEAR] = "统计年度", [TO_DATE] = "活动开始至截止日" };

static void wording(const struct indicator *of)
{
	static const char *const words[] = { [NEARLY] = "近", [OVER] = "余", [OVER_MANY] = "多" };
	if (of->wording == EXACTLY)
		printf("确数");
	else if (of->unit == UNIT_YUAN)
		printf("“%s”，按%lld万元取整", words[of->wording], (long long)(of->step / 1000000));
	else
		printf("“%s”，按%lld取整", words[of->wording], (long long)of->step);
}

static void indicator(const struct indicator *of)
{
	printf("| `%s` | %s | %s | %s | %s | ", of->id, of->name, unit_word(of->unit), TALLY_WORDS[of->tally], SPAN_WORDS[of->span]);
	wording(of);
	printf(" | %s | %d |\n", of->meaning, of->version);
}

static void indicators(void)
{
	static const char head[] = "\n| 编号 | 指标 | 单位 | 计法 | 月报时段 | 文中写法 | 统计规则 | 版本 |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";
	puts("# 指标手册\n\n本页由 `script/docs` 从程序所用的指标表生成，请不要手改。每个数都可用 `nuan explain 编号 月份` 打开到记录。\n\n## 月报本身");
	fputs(head, stdout);
	for (size_t i = 0; REPORT_INDICATORS[i]; i++)
		indicator(REPORT_INDICATORS[i]);
	for (size_t k = 0; LINES[k]; k++) {
		printf("\n## %s\n", LINES[k]->title);
		fputs(head, stdout);
		for (size_t i = 0; LINES[k]->indicators[i]; i++)
			indicator(LINES[k]->indicators[i]);
	}
}

static void choices(const struct field *d)
{
	for (const struct code *c = d->codes; c && c->code; c++)
		printf("%s%s", c == d->codes ? "" : "、", c->word);
}

static void sheets(struct arena *mem)
{
	static const char *const kinds[] = { [FIELD_TEXT] = "文字", [FIELD_INT] = "整数", [FIELD_MONEY] = "金额（元）", [FIELD_DAY] = "日期", [FIELD_MONTH] = "月份",
		[FIELD_CODE] = "选项", [FIELD_YES] = "是/否", [FIELD_ORG] = "单位名称", [FIELD_NAME] = "姓名", [FIELD_IDNO] = "身份证号", [FIELD_PHONE] = "电话" };
	size_t n;
	const struct entity *const *list = app_entities(mem, &n);
	puts("# 各类表的列\n\n本页由 `script/docs` 从程序所用的列表生成，请不要手改。模板：`nuan template 种类 --to 文件.xlsx`。");
	for (size_t i = 0; i < n; i++) {
		printf("\n## %s `%s`\n\n", list[i]->title, list[i]->name);
		if (list[i]->report)
			printf("导入即完成报送任务 `%s`。\n\n", list[i]->report);
		puts("| 列 | 也可写作 | 填什么 | 必填 | 关键栏 | 说明 |\n| --- | --- | --- | --- | --- | --- |");
		for (size_t k = 0; k < list[i]->n; k++) {
			const struct field *d = &list[i]->fields[k];
			printf("| %s | ", d->label);
			for (const char *p = d->also; p && *p; p++)
				fputs(*p == '|' ? "、" : (char[]){ *p, 0 }, stdout);
			printf(" | %s", d->kind == FIELD_MONEY && d->unit_fen == 1000000 ? "金额（万元）" : kinds[d->kind]);
			if (d->codes) {
				printf("：");
				choices(d);
			}
			printf(" | %s | %s | %s |\n", d->must ? "是" : "", d->key || list[i]->many ? "是" : "", d->hint ? d->hint : "");
		}
	}
}

static bool role_has(const struct role *r, const char *right)
{
	for (const char *const *each = r->rights; *each; each++)
		if (strcmp(*each, right) == 0)
			return true;
	return false;
}

static void rights(void)
{
	puts("# 角色和权限\n\n本页由 `script/docs` 从程序所用的权限表生成，请不要手改。站上的样子见 `/roles`。\n");
	printf("| 权限 | 代码 |");
	for (size_t i = 0; i < ROLES_N; i++)
		printf(" %s |", ROLES[i].title);
	printf("\n| --- | --- |");
	for (size_t i = 0; i < ROLES_N; i++)
		printf(" --- |");
	for (size_t k = 0; k < RIGHTS_N; k++) {
		printf("\n| %s | `%s` |", RIGHTS[k].title, RIGHTS[k].code);
		for (size_t i = 0; i < ROLES_N; i++)
			printf(" %s |", role_has(&ROLES[i], RIGHTS[k].code) ? "●" : "");
	}
	puts("\n\n## 不能由一个账号兼任\n\n| 角色 | 与 | 为什么 |\n| --- | --- | --- |");
	for (size_t a = 0; a < ROLES_N; a++)
		for (size_t b = a + 1; b < ROLES_N; b++)
			if (roles_conflict(&ROLES[a], &ROLES[b]))
				printf("| %s | %s | %s |\n", ROLES[a].title, ROLES[b].title, roles_conflict(&ROLES[a], &ROLES[b]));
}

int main(int argc, char **argv)
{
	struct arena *mem = arena_open(0);
	bool good = argc == 2;
	if (good && strcmp(argv[1], "indicators") == 0)
		indicators();
	else if (good && strcmp(argv[1], "sheets") == 0)
		sheets(mem);
	else if (good && strcmp(argv[1], "rights") == 0)
		rights();
	else
		good = false;
	if (!good)
		fputs("usage: dictionary indicators | sheets | rights\n", stderr);
	arena_close(mem);
	return good ? 0 : 2;
}
