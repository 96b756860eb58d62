/* A month is a list of matters, and a matter's prose is drawn from events, points and documents: five kinds of record, with the issues that print them,
 * that every line shares.
 *
 * A matter of a line may come without heading and text: the line drafts both. A matter of no line brings its own. What is dropped says why. A
 * document's number is brought into the one form of GB/T 9704 and refused when it cannot be; a paper marked secret is refused whatever else it says.
 * The kernel does not know what lines do: it knows their codes and titles, so that a sheet can say whose an event is.
 * Not taken: a table of events for each line (seven near copies); free text as the only record of a meeting, from which no day could be counted. */
#include <string.h>
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/matter.h"
#include "kernel/matter.sql.h"

const struct code LINE_CODES[] = {
	{ "aid",       N_("送温暖")     },
	{ "appraisal", N_("工作考评")   },
	{ "peer",      N_("述职测评")   },
	{ "works",     N_("作品征集")   },
	{ "selection", N_("推荐评选")   },
	{ "pairing",   N_("结对帮扶")   },
	{ "poll",      N_("职工说了算") },
	{ "petition",  N_("信访稳定")   },
	{ "fund",      N_("经费治理")   },
	{ NULL, NULL },
};

/* What has no day of its own belongs to the file's month. Set before the natural key is made, so that two months do not share a row. */
static void day_by_month(struct filling *f, struct head *h)
{
	if (!day_known(h->day) && f->month)
		h->day = month_last(f->month);
}

/* --- matters ------------------------------------------------------------------------------------------------------------------------------ */

static const struct code PROGRESS_CODES[] = { { "planned", N_("计划") }, { "under_way", N_("进行中") }, { "done", N_("完成") }, { "dropped", N_("取消") },
	{ NULL, NULL } };

static fault matter_check(struct filling *f)
{
	struct matter *m = f->row;
	day_by_month(f, &m->head);
	if (!m->heading.p && !m->line.p)
		filling_wrong(f, offsetof(struct matter, heading), "matter.heading", _("标题和条线都没有填。请写上标题；由条线代拟的事项，请填条线。"));
	if (!m->line.p && !m->body.p && str_is(m->progress, "done"))
		filling_wrong(f, offsetof(struct matter, body), "matter.body", _("这件事项不属于任何条线，已完成却没有内容。请写明做了什么。"));
	if (str_is(m->progress, "dropped") && !m->why.p)
		filling_wrong(f, offsetof(struct matter, why), "matter.why", _("取消的事项没有写原因。请在“说明”一栏写明为什么取消。"));
	if (day_known(m->until) && m->until.n < m->head.day.n)
		filling_wrong(f, offsetof(struct matter, until), "matter.until", _("结束日期早于开始日期。请核对这两栏。"));
	return NULL;
}

const struct field MATTER_FIELDS[] = {
	FIELD(matter, heading,    N_("标题"),     FIELD_TEXT, .also = "事项|工作事项", .most = 60, .key = true, .hint = N_("条线代拟的事项可以不填；末尾不加句号")),
	FIELD(matter, department, N_("牵头部门"), FIELD_ORG,  .also = "责任部门|牵头部室|部门"),
	FIELD(matter, head.day,   N_("开始日期"), FIELD_DAY,  .also = "日期|起始日期", .key = true),
	FIELD(matter, until,      N_("结束日期"), FIELD_DAY,  .also = "终止日期"),
	FIELD(matter, place,      N_("地点"),     FIELD_TEXT),
	FIELD(matter, people,     N_("参加人员"), FIELD_TEXT),
	FIELD(matter, body,       N_("内容"),     FIELD_TEXT, .also = "工作内容", .most = 4000, .hint = N_("数字可写成引用，例如 {petition.demands}")),
	FIELD(matter, progress,   N_("进展"),     FIELD_CODE, .also = "进展情况|完成情况", .must = true, .codes = PROGRESS_CODES),
	FIELD(matter, planned,    N_("计划内"),   FIELD_YES,  .also = "是否计划内"),
	FIELD(matter, line,       N_("条线"),     FIELD_CODE, .codes = LINE_CODES, .key = true),
	FIELD(matter, ordinal,    N_("顺序"),     FIELD_INT,  .also = "序号|排序", .must = true, .least = 1, .most = 10000),
	FIELD(matter, why,        N_("说明"),     FIELD_TEXT, .also = "备注", .most = 300),
};
_Static_assert(COUNT(MATTER_FIELDS) == MATTER_FIELDS_N, "the header says how many");
const struct entity MATTER_MATTER = { .name = "matter.matter", .title = N_("工作事项"), .table = &matter_table, .fields = MATTER_FIELDS,
	.n = COUNT(MATTER_FIELDS), .check = matter_check, .ahead = true };

/* --- events and points -------------------------------------------------------------------------------------------------------------------- */

static fault event_check(struct filling *f)
{
	const struct event *e = f->row;
	if (day_known(e->until) && e->until.n < e->head.day.n)
		filling_wrong(f, offsetof(struct event, until), "event.until", _("结束日期早于日期。请核对这两栏。"));
	return NULL;
}

static const struct field EVENT_FIELDS[] = {
	FIELD(event, line,     N_("条线"),     FIELD_CODE, .must = true, .key = true, .codes = LINE_CODES),
	FIELD(event, kind,     N_("类别"),     FIELD_TEXT, .must = true, .key = true, .least = 1, .most = 20),
	FIELD(event, title,    N_("事项"),     FIELD_TEXT, .also = "活动|会议|事项名称", .must = true, .key = true, .least = 1, .most = 100),
	FIELD(event, head.day, N_("日期"),     FIELD_DAY,  .also = "开始日期|时间", .must = true, .key = true),
	FIELD(event, until,    N_("结束日期"), FIELD_DAY),
	FIELD(event, place,    N_("地点"),     FIELD_TEXT),
	FIELD(event, people,   N_("参加人员"), FIELD_TEXT, .also = "参加人|出席人员"),
	FIELD(event, content,  N_("内容"),     FIELD_TEXT, .also = "主要内容"),
	FIELD(event, amount,   N_("数量"),     FIELD_INT),
};
const struct entity MATTER_EVENT = { .name = "matter.event", .title = N_("活动登记"), .table = &event_table, .fields = EVENT_FIELDS,
	.n = COUNT(EVENT_FIELDS), .check = event_check };

static fault point_check(struct filling *f)
{
	day_by_month(f, f->row);
	return NULL;
}

static const struct field POINT_FIELDS[] = {
	FIELD(point, line,     N_("条线"), FIELD_CODE, .must = true, .key = true, .codes = LINE_CODES),
	FIELD(point, kind,     N_("类别"), FIELD_TEXT, .must = true, .key = true, .least = 1, .most = 20),
	FIELD(point, ordinal,  N_("序号"), FIELD_INT,  .must = true, .key = true, .least = 1, .most = 1000),
	FIELD(point, head.day, N_("日期"), FIELD_DAY,  .key = true),
	FIELD(point, body,     N_("内容"), FIELD_TEXT, .must = true),
};
const struct entity MATTER_POINT = { .name = "matter.point", .title = N_("要点"), .table = &point_table, .fields = POINT_FIELDS,
	.n = COUNT(POINT_FIELDS), .check = point_check };

/* --- documents ---------------------------------------------------------------------------------------------------------------------------- */

static bool in_han(uint32_t c)
{
	return c >= 0x4e00 && c <= 0x9fa5;
}

/* 代字〔年〕序号号 (GB/T 9704-2012), from whatever brackets and widths an office typed. False: it has not that form. */
static bool document_number(struct arena *mem, struct str given, struct str *ret)
{
	static const char *const BRACKETS[][2] = { { "〔", "〕" }, { "[", "]" }, { "【", "】" }, { "（", "）" }, { "(", ")" }, { "［", "］" } };
	struct str text = text_half(mem, given), code = STR_NONE, year = STR_NONE, rest = STR_NONE;
	struct buf plain = { .mem = mem };
	int64_t y, serial;
	size_t han = 0;
	for (struct str at = text; at.n;) {
		struct str one = at;
		uint32_t c = text_next(&at);
		if (!text_blank(c))
			buf_add(&plain, str_sub(one, 0, one.n - at.n));
	}
	text = buf_str(&plain);
	for (size_t i = 0; i < COUNT(BRACKETS) && !code.n; i++) {
		size_t open = str_find(text, str_of(BRACKETS[i][0])), close = str_find(text, str_of(BRACKETS[i][1]));
		if (open == SIZE_MAX || close == SIZE_MAX || close < open)
			continue;
		code = str_sub(text, 0, open);
		year = str_sub(text, open + strlen(BRACKETS[i][0]), close - open - strlen(BRACKETS[i][0]));
		rest = str_sub(text, close + strlen(BRACKETS[i][1]), SIZE_MAX);
	}
	for (struct str at = code; at.n; han++)
		if (!in_han(text_next(&at)))
			return false;
	if (han < 2 || han > 12 || year.n != 4 || !str_int(year, &y) || y < 1900 || y > 2099 || !str_ends(rest, STR("号")))
		return false;
	rest = str_sub(rest, 0, rest.n - strlen("号"));
	if (!rest.n || rest.p[0] < '1' || rest.p[0] > '9' || rest.n > 5 || !str_int(rest, &serial))
		return false;
	*ret = str_fmt(mem, "%.*s〔%lld〕%lld号", PSTR(code), (long long)y, (long long)serial);
	return true;
}

/* 秘密★1年, 【机密】… at the head of a title, or in a column of its own: a mark, not a word that the title speaks of. */
static bool marked_secret(struct arena *mem, struct str text, bool whole)
{
	static const char *const MARKS[] = { "秘密", "机密", "绝密" };
	struct str folded = text_fold(mem, text);
	while (folded.n && (str_starts(folded, STR("(")) || str_starts(folded, STR("【")) || str_starts(folded, STR("[")) || str_starts(folded, STR("〔"))))
		text_next(&folded);
	for (size_t i = 0; i < COUNT(MARKS); i++) {
		struct str behind = str_starts(folded, str_of(MARKS[i])) ? str_sub(folded, strlen(MARKS[i]), SIZE_MAX) : STR_NONE;
		bool ends = behind.p && (!behind.n || str_starts(behind, STR("★")) || str_starts(behind, STR("】")) || str_starts(behind, STR(")"))
			|| str_starts(behind, STR("]")) || str_starts(behind, STR("〕")) || str_starts(behind, STR("级")));
		if (ends || (whole && str_find(folded, str_of(MARKS[i])) != SIZE_MAX))
			return true;
	}
	return str_find(folded, STR("密★")) != SIZE_MAX;
}

static fault document_check(struct filling *f)
{
	struct document *d = f->row;
	const struct { struct str text; size_t at; bool whole; } marks[] = {
		{ d->secrecy, offsetof(struct document, secrecy), true }, { d->title, offsetof(struct document, title), false },
		{ d->number,  offsetof(struct document, number),  true } };
	for (size_t i = 0; i < COUNT(marks); i++)
		if (marks[i].text.p && marked_secret(f->mem, marks[i].text, marks[i].whole)) {
			filling_wrong(f, marks[i].at, "document.secret", _("标有秘密、机密、绝密的文件不能进入本平台。请删去这一行，按保密规定另行办理。"));
			return NULL;
		}
	if (d->number.p && !document_number(f->mem, d->number, &d->number))
		filling_wrong(f, offsetof(struct document, number), "document.number",
			_("文号应写成“代字〔年份〕序号号”，例如江工办发〔2018〕16号：年份四位，序号不加“第”、不补零。"));
	return NULL;
}

static const struct code OPENNESS_CODES[] = { { "open", N_("主动公开") }, { "on_request", N_("依申请公开") }, { "closed", N_("不予公开") }, { NULL, NULL } };
static const struct field DOCUMENT_FIELDS[] = {
	FIELD(document, line,     N_("条线"),     FIELD_CODE, .key = true, .codes = LINE_CODES),
	FIELD(document, role,     N_("用途"),     FIELD_TEXT, .key = true, .most = 20),
	FIELD(document, number,   N_("文号"),     FIELD_TEXT, .also = "发文字号", .key = true, .most = 40),
	FIELD(document, title,    N_("标题"),     FIELD_TEXT, .also = "文件标题|文件名称", .must = true, .key = true, .least = 1, .most = 200),
	FIELD(document, issuer,   N_("发文单位"), FIELD_TEXT, .also = "发文机关", .must = true),
	FIELD(document, head.day, N_("成文日期"), FIELD_DAY,  .also = "发文日期|日期", .must = true),
	FIELD(document, form,     N_("文种"),     FIELD_TEXT, .must = true, .least = 1, .most = 10),
	FIELD(document, openness, N_("公开属性"), FIELD_CODE, .must = true, .codes = OPENNESS_CODES),
	FIELD(document, secrecy,  N_("密级"),     FIELD_TEXT, .also = "密级和保密期限|保密级别", .hint = N_("标有密级的文件不能进入本平台")),
};
const struct entity MATTER_DOCUMENT = { .name = "matter.document", .title = N_("文件登记"), .table = &document_table, .fields = DOCUMENT_FIELDS,
	.n = COUNT(DOCUMENT_FIELDS), .check = document_check };

/* --- issues of the bulletin --------------------------------------------------------------------------------------------------------------- */

static fault issue_check(struct filling *f)
{
	struct issue *i = f->row;
	if (i->period == INT_NONE) {
		i->head.day = i->issued;
		return NULL;
	}
	i->head.day = month_last((int)i->period);
	if (i->issued.n < month_first((int)i->period).n)
		filling_wrong(f, offsetof(struct issue, issued), "issue.issued", _("印发日期早于所属月份。请核对：所属月份是刊物反映的月份，印发日期是印出来的那一天。"));
	return NULL;
}

static const struct field ISSUE_FIELDS[] = {
	FIELD(issue, series, N_("刊名"),     FIELD_TEXT,  .must = true, .key = true, .least = 1, .most = 30),
	FIELD(issue, number, N_("期号"),     FIELD_INT,   .also = "期数", .key = true, .least = 1, .most = 9999, .hint = N_("一年一排，只填数字")),
	FIELD(issue, period, N_("所属月份"), FIELD_MONTH, .also = "反映月份", .hint = N_("月报填它反映的月份，专刊不填")),
	FIELD(issue, title,  N_("标题"),     FIELD_TEXT,  .must = true, .key = true, .least = 1, .most = 100),
	FIELD(issue, issued, N_("印发日期"), FIELD_DAY,   .must = true),
};
const struct entity MATTER_ISSUE = { .name = "matter.issue", .title = N_("刊物期次"), .table = &issue_table, .fields = ISSUE_FIELDS,
	.n = COUNT(ISSUE_FIELDS), .check = issue_check, .ahead = true };

static const struct indicator ISSUE_DATE = { .id = "report.issue_date", .name = N_("印发日期"), .meaning = N_("反映本月工作的那一期月报的印发日期。"),
	.unit = UNIT_DATE, .tally = ONE, .rows = &report_issue_date_rows, .span = MONTH, .version = 1 };
static const struct indicator ISSUE_PERIOD = { .id = "report.period", .name = N_("报告月份"), .meaning = N_("本期月报所反映的月份。"),
	.unit = UNIT_MONTH, .tally = ONE, .rows = &report_period_rows, .span = MONTH, .version = 1 };
const struct indicator *const REPORT_INDICATORS[] = { &ISSUE_DATE, &ISSUE_PERIOD, NULL };
