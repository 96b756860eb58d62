/* Works: calls for calligraphy, painting, photographs and essays; what came in answer; what was honoured.
 *
 * The unit of counting is the work, never its author. One work is one row: its natural key is the union that recommends it, the call, the kind, the
 * title as it is compared (without the marks 《》 and blanks) and the author, who is a person of the register. A title that "two" authors sent, one
 * of them with a blank in his name, is therefore one work; and the same work sent by two unions is refused, since no key would see it.
 * A work's own road (stage: received, judged, sent up, taken back) is a column; the workflow of the record says only who has checked the row.
 * Promised: nothing enters a call before it opens or after it closes; an award names a work that stands in the register when there is one.
 * Refused: an award to a work that was taken back, a provincial award to one that was never sent up, a third award of one author in one call.
 * Not taken: a table of authors (persons are the kernel's), files and judges' marks (they come with judging), and a count of awards kept by hand. */
#include <string.h>
#include "base/text.h"
#include "kernel/line.h"
#include "lines/works/works.h"
#include "lines/works.schema.h"
#include "lines/works.sql.h"

enum { AWARDS_MOST = 2 };                    /* of one author, in one call and on one level */

const struct code WORKS_CATEGORIES[] = { { "calligraphy", N_("书法") }, { "art", N_("美术") }, { "photo", N_("摄影") }, { "essay", N_("征文") }, { NULL, NULL } };
const struct code WORKS_LEVELS[]     = { { "nation", N_("全国") }, { "province", N_("全省") }, { "city", N_("全市") }, { NULL, NULL } };
const struct code WORKS_GRADES[]     = { { "top_ten", N_("十佳作品") }, { "excellent", N_("优秀作品") }, { "first", N_("一等奖") }, { "second", N_("二等奖") },
	{ "third", N_("三等奖") }, { NULL, NULL } };
/* Level and grade of an award as one part: what is given in the nation and the province, then in the city. */
static const struct code AWARD_PARTS[] = {
	{ "nation/top_ten",     N_("全国十佳作品") }, { "nation/excellent",   N_("全国优秀作品") }, { "nation/first",   N_("全国一等奖") },
	{ "nation/second",      N_("全国二等奖")   }, { "nation/third",       N_("全国三等奖")   },
	{ "province/top_ten",   N_("全省十佳作品") }, { "province/excellent", N_("全省优秀作品") }, { "province/first", N_("全省一等奖") },
	{ "province/second",    N_("全省二等奖")   }, { "province/third",     N_("全省三等奖")   },
	{ "city/top_ten",       N_("全市十佳作品") }, { "city/excellent",     N_("全市优秀作品") }, { "city/first",     N_("全市一等奖") },
	{ "city/second",        N_("全市二等奖")   }, { "city/third",         N_("全市三等奖")   },
	{ NULL, NULL },
};
static const struct code STAGES[] = {
	{ "received",     N_("已收稿") },        /* in the order of the road; the last three are ends */
	{ "checked",      N_("形式审查通过") },
	{ "first",        N_("已初评") },
	{ "second",       N_("已复评") },
	{ "final",        N_("已终评") },
	{ "sent_up",      N_("已报送") },
	{ "not_selected", N_("未入选") },
	{ "returned",     N_("退回") },
	{ "withdrawn",    N_("作者撤回") },
	{ NULL, NULL },
};

/* --- rules ------------------------------------------------------------------------------------------------------------------------------------ */

/* 《江上晨曲》 and 江上晨曲 are one title; kept bare, put into marks when printed. */
static struct str title_bare(struct arena *mem, struct str title)
{
	struct str t = str_trim(title);
	if (str_starts(t, STR("《")) && str_ends(t, STR("》")) && t.n > 2 * strlen("《"))
		t = str_trim(str_sub(t, strlen("《"), t.n - 2 * strlen("《")));
	return str_copy(mem, t);
}

static fault call_check(struct filling *f)
{
	const struct works_call *c = f->row;
	struct str rest = c->categories;
	if (c->until.n < c->head.day.n)
		filling_wrong(f, offsetof(struct works_call, until), "works.call_days", _("截止日期早于开始日期。请核对这两栏。"));
	while (rest.p && rest.n) {
		size_t at = str_find(rest, STR("、"));
		struct str one = str_trim(str_sub(rest, 0, at));
		bool known = false;
		for (const struct code *k = WORKS_CATEGORIES; k->code; k++)
			known |= str_is(one, k->word);
		if (!known)
			filling_wrong(f, offsetof(struct works_call, categories), "works.categories", _("征集类别只能写书法、美术、摄影、征文，中间用顿号隔开。“%.*s”不是。"),
				PSTR(text_clip(one, 20)));
		rest = at == SIZE_MAX ? STR_NONE : str_sub(rest, at + strlen("、"), SIZE_MAX);
	}
	return NULL;
}

/* The call that was open on the day; else it is said why there is none. */
static fault call_fits(struct filling *f, const struct works_work *w)
{
	struct works_calls_by_code_row *calls, *call = NULL;
	size_t n;
	TRY(works_calls_by_code(f->db, (struct works_calls_by_code_in){ .code = w->call }, &calls, &n));
	for (size_t i = 0; i < n && !call; i++)
		if (calls[i].day.n <= w->head.day.n)
			call = &calls[i];
	if (!n)
		filling_wrong(f, offsetof(struct works_work, call), "works.no_call", _("没有代码为“%.*s”的征集活动。请先报征集活动表，或核对活动代码。"), PSTR(w->call));
	else if (!call)
		filling_wrong(f, offsetof(struct works_work, head.day), "works.before_open", _("“%.*s”从%.*s开始征集，收稿日期早于这一天。请核对收稿日期。"),
			PSTR(calls[n - 1].title), PSTR(day_zh(f->mem, calls[n - 1].day)));
	else if (w->head.day.n > call->until.n)
		filling_wrong(f, offsetof(struct works_work, head.day), "works.closed", _("“%.*s”已于%.*s截稿，截稿后不再收稿。请核对收稿日期，逾期来稿请退还作者。"),
			PSTR(call->title), PSTR(day_zh(f->mem, call->until)));
	else if (str_find(call->categories, str_of(code_word(WORKS_CATEGORIES, w->category))) == SIZE_MAX)
		filling_wrong(f, offsetof(struct works_work, category), "works.category", _("“%.*s”征集的是%.*s，不收这一类作品。请核对类别或活动代码。"),
			PSTR(call->title), PSTR(call->categories));
	return NULL;
}

static fault work_once(struct filling *f, const struct works_work *w)
{
	struct works_by_title_row *rows;
	size_t n;
	TRY(works_by_title(f->db, (struct works_by_title_in){ .call = w->call, .folded = w->folded }, &rows, &n));
	for (size_t i = 0; i < n; i++)               /* the sender's own earlier file is what this one mends */
		if (rows[i].author == w->author && rows[i].org != w->head.org && rows[i].sender != f->sender && str_eq(rows[i].category, w->category)) {
			filling_wrong(f, offsetof(struct works_work, title), "works.twice", _("这位作者的《%.*s》已由另一个工会推荐过。一件作品只由一个工会推荐，请两家商量后留一行。"),
				PSTR(text_clip(w->title, 40)));
			break;
		}
	return NULL;
}

static fault work_check(struct filling *f)
{
	struct works_work *w = f->row;
	bool sent = str_is(w->stage, "sent_up"), out = str_is(w->stage, "returned") || str_is(w->stage, "withdrawn");
	w->title = title_bare(f->mem, w->title);
	w->folded = text_fold(f->mem, w->title);
	if (!w->folded.n)
		filling_wrong(f, offsetof(struct works_work, title), "works.title", _("作品名称里没有字。请写上作品名称。"));
	if (sent && !day_known(w->sent))
		filling_wrong(f, offsetof(struct works_work, sent), "works.sent_day", _("状态是“已报送”，报送日期没有填。请补上报送日期。"));
	if (!sent && day_known(w->sent))
		filling_wrong(f, offsetof(struct works_work, stage), "works.sent_stage", _("填了报送日期，状态却不是“已报送”。请改正其中一栏。"));
	if (day_known(w->sent) && w->sent.n < w->head.day.n)
		filling_wrong(f, offsetof(struct works_work, sent), "works.sent_early", _("报送日期早于收稿日期。请核对这两栏。"));
	if (!w->original && !out)
		filling_wrong(f, offsetof(struct works_work, original), "works.original", _("作者没有承诺原创的作品不能参评。请补原创承诺，或把状态改为“退回”。"));
	TRY(call_fits(f, w));
	return work_once(f, w);
}

static fault award_work(struct filling *f, struct works_award *a)
{
	struct works_by_title_row *rows;
	size_t n;
	a->work = INT_NONE;
	TRY(works_by_title(f->db, (struct works_by_title_in){ .call = a->call, .folded = a->folded }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		if (rows[i].author != a->author || !str_eq(rows[i].category, a->category))
			continue;
		a->work = rows[i].id;
		if (str_is(rows[i].stage, "withdrawn") || str_is(rows[i].stage, "returned"))
			filling_wrong(f, offsetof(struct works_award, title), "works.gone", _("作品登记表里这件作品已退回或由作者撤回，不能获奖。请核对作品和作者。"));
		else if (!str_is(a->level, "city") && !str_is(rows[i].stage, "sent_up"))
			filling_wrong(f, offsetof(struct works_award, title), "works.not_sent", _("作品登记表里这件作品没有报送上级，却登记了上级的奖项。请先更正它的状态和报送日期。"));
	}
	return NULL;
}

static fault award_check(struct filling *f)
{
	struct works_award *a = f->row;
	struct works_awards_of_author_row *rows;
	size_t n, others = 0;
	a->title = title_bare(f->mem, a->title);
	a->folded = text_fold(f->mem, a->title);
	TRY(award_work(f, a));
	TRY(works_awards_of_author(f->db, (struct works_awards_of_author_in){ .call = a->call, .author = a->author, .level = a->level }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		others += !str_eq(rows[i].folded, a->folded) || !str_eq(rows[i].category, a->category);
	if (others >= AWARDS_MOST)
		filling_wrong(f, offsetof(struct works_award, author), "works.limit", _("这位作者在这次征集里已有%d件作品获奖，每位作者最多%d件。请核对作者，或先更正另一条。"),
			(int)others, AWARDS_MOST);
	return NULL;
}

/* --- sheets ----------------------------------------------------------------------------------------------------------------------------------- */

static const struct field CALL_FIELDS[] = {
	FIELD(works_call, code,           N_("活动代码"),             FIELD_TEXT, .also = "征集代码|代码", .must = true, .key = true, .least = 1, .most = 40,
		.hint = N_("与活动表一致：书法美术摄影作品填 pictures，征文填 essays")),
	FIELD(works_call, title,          N_("征集活动"),             FIELD_TEXT, .also = "活动名称|名称", .must = true, .least = 2, .most = 80),
	FIELD(works_call, organiser,      N_("主办单位"),             FIELD_TEXT, .also = "主办", .must = true, .least = 2, .most = 60),
	FIELD(works_call, level,          N_("级别"),                 FIELD_CODE, .also = "主办级别", .must = true, .codes = WORKS_LEVELS),
	FIELD(works_call, categories,     N_("征集类别"),             FIELD_TEXT, .also = "类别", .must = true, .least = 2, .most = 40,
		.hint = N_("书法、美术、摄影、征文，用顿号隔开")),
	FIELD(works_call, theme,          N_("主题"),                 FIELD_TEXT, .also = "征集主题", .most = 60),
	FIELD(works_call, occasion,       N_("纪念事项"),             FIELD_TEXT, .most = 30, .hint = N_("例如：改革开放")),
	FIELD(works_call, anniversary,    N_("纪念周年"),             FIELD_INT,  .also = "周年", .least = 1, .most = 300),
	FIELD(works_call, party_congress, N_("党的全国代表大会届次"), FIELD_INT,  .also = "党代会届次", .least = 1, .most = 99),
	FIELD(works_call, union_congress, N_("中国工会全国代表大会届次"), FIELD_INT, .also = "工会代表大会届次", .least = 1, .most = 99),
	FIELD(works_call, head.day,       N_("开始日期"),             FIELD_DAY,  .also = "征集开始日期|起始日期", .must = true, .key = true),
	FIELD(works_call, until,          N_("截止日期"),             FIELD_DAY,  .also = "截稿日期|结束日期", .must = true),
};
static const struct field WORK_FIELDS[] = {
	FIELD(works_work, call,      N_("活动代码"), FIELD_TEXT,  .also = "征集活动代码|征集代码", .must = true, .key = true, .least = 1, .most = 40),
	FIELD(works_work, serial,    N_("作品编号"), FIELD_TEXT,  .also = "编号", .most = 30),
	FIELD(works_work, category,  N_("类别"),     FIELD_CODE,  .also = "作品类别|体裁", .must = true, .key = true, .codes = WORKS_CATEGORIES),
	FIELD(works_work, title,     N_("作品名称"), FIELD_TEXT,  .also = "题目|作品题目|征文题目|名称", .must = true, .key = true, .least = 1, .most = 80,
		.hint = N_("加不加书名号都可以")),
	FIELD(works_work, author,    N_("作者"),     FIELD_NAME,  .also = "作者姓名|姓名", .must = true, .key = true),
	FIELD(works_work, author,    N_("联系电话"), FIELD_PHONE, .also = "电话|手机|手机号码"),
	FIELD(works_work, employer,  N_("作者单位"), FIELD_ORG,   .also = "工作单位|所在单位|单位", .must = true),
	FIELD(works_work, head.org,  N_("推荐单位"), FIELD_ORG,   .also = "推荐工会|报送工会", .within = true, .hint = N_("不填即为报表的工会")),
	FIELD(works_work, head.day,  N_("收稿日期"), FIELD_DAY,   .also = "投稿日期|来稿日期|日期", .must = true),
	FIELD(works_work, original,  N_("原创承诺"), FIELD_YES,   .also = "是否原创|原创", .must = true),
	FIELD(works_work, stage,     N_("状态"),     FIELD_CODE,  .also = "评审状态|进展", .must = true, .codes = STAGES),
	FIELD(works_work, sent,      N_("报送日期"), FIELD_DAY,   .also = "报送上级日期|选送日期"),
};
static const struct field AWARD_FIELDS[] = {
	FIELD(works_award, call,     N_("活动代码"), FIELD_TEXT, .also = "征集活动代码|征集代码", .must = true, .key = true, .least = 1, .most = 40),
	FIELD(works_award, category, N_("类别"),     FIELD_CODE, .also = "作品类别|体裁", .must = true, .key = true, .codes = WORKS_CATEGORIES),
	FIELD(works_award, title,    N_("作品名称"), FIELD_TEXT, .also = "题目|作品题目|获奖作品", .must = true, .key = true, .least = 1, .most = 80),
	FIELD(works_award, author,   N_("作者"),     FIELD_NAME, .also = "作者姓名|姓名", .must = true, .key = true),
	FIELD(works_award, employer, N_("作者单位"), FIELD_ORG,  .also = "工作单位|所在单位|单位", .must = true),
	FIELD(works_award, head.org, N_("推荐单位"), FIELD_ORG,  .also = "推荐工会|报送工会", .within = true, .hint = N_("不填即为报表的工会")),
	FIELD(works_award, level,    N_("级别"),     FIELD_CODE, .also = "奖项级别", .must = true, .key = true, .codes = WORKS_LEVELS),
	FIELD(works_award, grade,    N_("等次"),     FIELD_CODE, .also = "奖项|获奖等次", .must = true, .codes = WORKS_GRADES),
	FIELD(works_award, issuer,   N_("公布单位"), FIELD_TEXT, .also = "颁奖单位|发文单位", .must = true, .least = 2, .most = 60),
	FIELD(works_award, number,   N_("文号"),     FIELD_TEXT, .also = "公布文号", .most = 40),
	FIELD(works_award, head.day, N_("公布日期"), FIELD_DAY,  .also = "获奖日期|日期", .must = true),
};
static const struct entity CALL  = { .name = "works.call",  .title = N_("征集活动表"),   .table = &works_call_table,
	.fields = CALL_FIELDS, .n = COUNT(CALL_FIELDS), .check = call_check };
static const struct entity WORK  = { .name = "works.work",  .title = N_("作品登记表"),   .table = &works_work_table,
	.fields = WORK_FIELDS, .n = COUNT(WORK_FIELDS), .check = work_check };
static const struct entity AWARD = { .name = "works.award", .title = N_("获奖作品登记表"), .table = &works_award_table,
	.fields = AWARD_FIELDS, .n = COUNT(AWARD_FIELDS), .check = award_check };

/* --- indicators ------------------------------------------------------------------------------------------------------------------------------- */

#define SINCE_OPENING(code) .span = TO_DATE, .campaign = code, .version = 1
#define OF_THE_MONTH        .span = MONTH, .version = 1
static const struct indicator SENT_UP = { "works.sent_up", N_("选送参评作品"),
	N_("本次征集开始以来，到统计截止日已报送上级参评的书法、美术、摄影作品件数，一件作品计一幅。"),
	UNIT_PICTURE, ROWS, &works_sent_up_rows, .part_words = WORKS_CATEGORIES, .parts = true, .wording = NEARLY, .step = 10, SINCE_OPENING("pictures") };
static const struct indicator PICTURES = { "works.pictures_received", N_("征集书法美术摄影作品"),
	N_("本次征集开始以来，到统计截止日收到的书法、美术、摄影作品件数，退回的和作者撤回的不计。"),
	UNIT_PICTURE, ROWS, &works_pictures_rows, .part_words = WORKS_CATEGORIES, .parts = true, SINCE_OPENING("pictures") };
static const struct indicator TOP_TEN_PHOTO = { "works.top_ten_photo", N_("获全省摄影十佳作品"),
	N_("本月公布的全省摄影十佳作品中，由本市推荐的件数，按作品计，不按作者计。"),
	UNIT_PICTURE, ROWS, &works_top_ten_photo_rows, .parts = true, OF_THE_MONTH };
static const struct indicator EXCELLENT_CALLIGRAPHY = { "works.excellent_calligraphy", N_("获书法优秀作品"),
	N_("本月公布的全省书法优秀作品中，由本市推荐的件数，按作品计，不按作者计。"),
	UNIT_PICTURE, ROWS, &works_excellent_calligraphy_rows, .parts = true, OF_THE_MONTH };
static const struct indicator EXCELLENT_ART = { "works.excellent_art", N_("获美术优秀作品"),
	N_("本月公布的全省美术优秀作品中，由本市推荐的件数，按作品计，不按作者计。"),
	UNIT_PICTURE, ROWS, &works_excellent_art_rows, .parts = true, OF_THE_MONTH };
static const struct indicator AWARDS = { "works.awards", N_("获奖作品"),
	N_("本月公布的各级获奖作品件数，按级别和等次分列，一件作品在同一级别只计一次。"),
	UNIT_WORK, ROWS, &works_awards_rows, .part_words = AWARD_PARTS, .parts = true, OF_THE_MONTH };
static const struct indicator ESSAYS_RECEIVED = { "works.essays_received", N_("收到征文"),
	N_("本次征文开始以来，到统计截止日各级工会收到的征文篇数，退回的和作者撤回的不计，同一作者的同一题目只计一篇。"),
	UNIT_ESSAY, ROWS, &works_essays_rows, .part_words = STAGES, .parts = true, SINCE_OPENING("essays") };
static const struct indicator ESSAYS_JUDGED = { "works.essays_judged", N_("完成初评的征文"),
	N_("本次征文中，到统计截止日已经过初评的篇数，进入复评、终评的和未入选的都计在内。"),
	UNIT_ESSAY, ROWS, &works_judged_rows, .part_words = STAGES, .parts = true, SINCE_OPENING("essays") };
static const struct indicator ESSAY_AUTHORS = { "works.essay_authors", N_("征文作者"),
	N_("本次征文开始以来，到统计截止日投稿的职工人数，同一人投几篇只计一人，退回的和撤回的稿件不计。"),
	UNIT_PERSON, KEYS, &works_authors_rows, .part_words = STAGES, SINCE_OPENING("essays") };
static const struct indicator ESSAYS_AWARDED = { "works.essays_awarded", N_("获奖征文"),
	N_("本月公布的获奖征文篇数，按等次分列。"),
	UNIT_ESSAY, ROWS, &works_essays_awarded_rows, .part_words = WORKS_GRADES, .parts = true, OF_THE_MONTH };
static const struct indicator ANNIVERSARY = { "works.anniversary", N_("纪念改革开放周年"),
	N_("本次征文的征集活动表上“纪念周年”一栏的数。"),
	UNIT_ANNIVERSARY, ONE, &works_anniversary_rows, SINCE_OPENING("essays") };
static const struct indicator PARTY_CONGRESS = { "works.party_congress", N_("党的全国代表大会届次"),
	N_("本次征文的征集活动表上“党的全国代表大会届次”一栏的数。"),
	UNIT_CONGRESS, ONE, &works_party_congress_rows, SINCE_OPENING("essays") };
static const struct indicator UNION_CONGRESS = { "works.union_congress", N_("中国工会全国代表大会届次"),
	N_("本次征文的征集活动表上“中国工会全国代表大会届次”一栏的数。"),
	UNIT_CONGRESS, ONE, &works_union_congress_rows, SINCE_OPENING("essays") };

static const struct table *const TABLES[] = { &works_call_table, &works_work_table, &works_award_table, NULL };
static const struct entity *const ENTITIES[] = { &CALL, &WORK, &AWARD, NULL };
static const struct indicator *const INDICATORS[] = { &SENT_UP, &PICTURES, &TOP_TEN_PHOTO, &EXCELLENT_CALLIGRAPHY, &EXCELLENT_ART, &AWARDS, &ESSAYS_RECEIVED,
	&ESSAYS_JUDGED, &ESSAY_AUTHORS, &ESSAYS_AWARDED, &ANNIVERSARY, &PARTY_CONGRESS, &UNION_CONGRESS, NULL };
const struct line works_line = { .name = "works", .title = N_("作品征集"), .schema = &works_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = INDICATORS, .draft = works_draft };
