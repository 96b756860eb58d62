/* The yearly appraisal of the county unions, as far as a month's report speaks of it: the scheme, the points, who reported to the meeting and how.
 *
 * A scheme is a list of items whose weights add up to its total; bonus items and vetoes stand beside that sum. Since a file is judged row by row, the sum
 * is asked for when the first score of the year comes in: a scheme that does not add up cannot be used. A score is one union and one item: the union's
 * own sheet gives the self-score, the city's sheet the verified one, and both meet in one record by their natural key. The verified score may lie
 * below the self-score only with a reason, and the city's sheet may not change what the union gave itself.
 * Refused: points above an item's weight, items that the scheme of the year does not have, a speaker who is in no register of officers.
 * Not taken: a final score and ranks. They are not in the report, and the formula (caps, bonus, veto) belongs to judging, one mechanism for all lines. */
#include "kernel/line.h"
#include "lines/appraisal.schema.h"
#include "lines/appraisal.sql.h"
#include "lines/appraisal/appraisal_in.h"

enum { YEAR_LEAST = 2000, YEAR_MOST = 2100, POINTS_MOST = 1000 };

static const struct code METHODS[] = { { "ratio", N_("按比例") }, { "band", N_("分档") }, { "deduct", N_("扣分") }, { "bonus", N_("加分") },
	{ "veto", N_("一票否决") }, { NULL, NULL } };
static const struct code FORMS[] = { { "film", N_("专题片") }, { "slides", N_("PPT") }, { "text", N_("文字材料") }, { NULL, NULL } };

/* --- the scheme --------------------------------------------------------------------------------------------------------------------------- */

static fault scheme_check(struct filling *f)
{
	struct appraisal_scheme *s = f->row;
	bool veto = str_is(s->method, "veto");
	if (s->total != 100 && s->total != 1000)
		filling_wrong(f, offsetof(struct appraisal_scheme, total), "appraisal.total", _("总分只能是100或1000。分值要用小数时，请改用千分制。"));
	if (veto && s->weight != 0)
		filling_wrong(f, offsetof(struct appraisal_scheme, weight), "appraisal.veto", _("一票否决项不计分，分值请填0。"));
	if (!veto && s->weight == 0)
		filling_wrong(f, offsetof(struct appraisal_scheme, weight), "appraisal.weight", _("计分的项目分值要大于0。不计分的请把计分办法改为一票否决。"));
	if (s->weight > s->total)
		filling_wrong(f, offsetof(struct appraisal_scheme, weight), "appraisal.weight", _("一个项目的分值不能超过总分%lld分。请核对。"), (long long)s->total);
	return NULL;
}

static const struct field SCHEME_FIELDS[] = {
	FIELD(appraisal_scheme, year,     N_("考评年度"), FIELD_INT,  .also = "年度", .must = true, .key = true, .least = YEAR_LEAST, .most = YEAR_MOST),
	FIELD(appraisal_scheme, item,     N_("项目编号"), FIELD_TEXT, .also = "编号|项目序号", .must = true, .key = true, .least = 1, .most = 12,
		.hint = N_("例如1或2.1，印发后不再改变")),
	FIELD(appraisal_scheme, title,    N_("考评项目"), FIELD_TEXT, .also = "考评内容|项目名称|项目", .must = true, .least = 1, .most = 200),
	FIELD(appraisal_scheme, weight,   N_("分值"),     FIELD_INT,  .also = "权重|标准分", .must = true, .least = 0, .most = POINTS_MOST),
	FIELD(appraisal_scheme, total,    N_("总分"),     FIELD_INT,  .also = "满分", .must = true, .least = 1, .most = POINTS_MOST, .hint = N_("100或1000")),
	FIELD(appraisal_scheme, owner,    N_("责任部室"), FIELD_ORG,  .also = "核定部室|牵头部室", .must = true),
	FIELD(appraisal_scheme, method,   N_("计分办法"), FIELD_CODE, .also = "评分办法|计分方式", .must = true, .codes = METHODS),
	FIELD(appraisal_scheme, evidence, N_("佐证材料"), FIELD_TEXT, .also = "考评依据|所需材料", .least = 1, .most = 200),
	FIELD(appraisal_scheme, head.day, N_("印发日期"), FIELD_DAY,  .also = "公布日期|日期", .must = true),
};
static const struct entity APPRAISAL_SCHEME = { .name = "appraisal.scheme", .title = N_("工作考评办法项目表"), .table = &appraisal_scheme_table,
	.fields = SCHEME_FIELDS, .n = COUNT(SCHEME_FIELDS), .check = scheme_check };

/* --- scores ------------------------------------------------------------------------------------------------------------------------------- */

static fault scheme_adds_up(struct filling *f, const struct appraisal_score *s)
{
	struct appraisal_weights_row sum;
	bool found;
	TRY(appraisal_weights(f->db, (struct appraisal_weights_in){ .year = s->year }, &sum, &found));
	int64_t total = sum.most == INT_NONE ? 0 : sum.most;         /* only bonus items and vetoes so far */
	if (sum.least != sum.most)
		filling_wrong(f, offsetof(struct appraisal_score, year), "appraisal.total", _("%lld年度考评办法里各行的总分不一致。请先改正考评办法。"), (long long)s->year);
	else if (sum.weights != total)
		filling_wrong(f, offsetof(struct appraisal_score, year), "appraisal.weights",
			_("%lld年度考评办法各项分值之和是%lld分，不是总分%lld分。请先改正考评办法，再报分数。"), (long long)s->year, (long long)sum.weights, (long long)total);
	return NULL;
}

static void points_check(struct filling *f, const struct appraisal_score *s, int64_t weight)
{
	if (s->self > weight)
		filling_wrong(f, offsetof(struct appraisal_score, self), "appraisal.over", _("这个项目的分值是%lld分，自评分不能超过它。请核对。"), (long long)weight);
	if (s->verified == INT_NONE)
		return;
	if (s->verified > weight)
		filling_wrong(f, offsetof(struct appraisal_score, verified), "appraisal.over", _("这个项目的分值是%lld分，核定分不能超过它。请核对。"), (long long)weight);
	if (s->verified < s->self && !s->reason.p)
		filling_wrong(f, offsetof(struct appraisal_score, reason), "appraisal.reason", _("核定分低于自评分，要写明核减理由。请补上。"));
}

static fault score_check(struct filling *f)
{
	struct appraisal_score *s = f->row;
	struct appraisal_item_row item;
	struct appraisal_score_known_row known;
	bool found;
	TRY(appraisal_item(f->db, (struct appraisal_item_in){ .year = s->year, .item = s->item }, &item, &found));
	if (!found) {
		filling_wrong(f, offsetof(struct appraisal_score, item), "appraisal.no_item", _("%lld年度考评办法里没有编号为“%.*s”的项目。请对照考评办法核对编号。"),
			(long long)s->year, PSTR(s->item));
		return NULL;
	}
	TRY(scheme_adds_up(f, s));
	points_check(f, s, item.weight);
	if (f->sender == s->head.org)
		return NULL;
	TRY(appraisal_score_known(f->db, (struct appraisal_score_known_in){ .year = s->year, .item = s->item, .org = s->head.org }, &known, &found));
	if (found && known.self != s->self)
		filling_wrong(f, offsetof(struct appraisal_score, self), "appraisal.self_changed",
			_("该单位报来的自评分是%lld分，核定表不能改动自评分。请改回，核定结果填在“核定分”。"), (long long)known.self);
	return NULL;
}

static const struct field SCORE_FIELDS[] = {
	FIELD(appraisal_score, head.org, N_("单位"),     FIELD_ORG,  .also = "被考评单位|县市区|填报单位", .within = true),
	FIELD(appraisal_score, year,     N_("考评年度"), FIELD_INT,  .also = "年度", .must = true, .key = true, .least = YEAR_LEAST, .most = YEAR_MOST),
	FIELD(appraisal_score, item,     N_("项目编号"), FIELD_TEXT, .also = "编号|项目序号", .must = true, .key = true, .least = 1, .most = 12),
	FIELD(appraisal_score, self,     N_("自评分"),   FIELD_INT,  .also = "自评得分|自评", .must = true, .least = 0, .most = POINTS_MOST),
	FIELD(appraisal_score, verified, N_("核定分"),   FIELD_INT,  .also = "核定得分|核定", .least = 0, .most = POINTS_MOST,
		.hint = N_("由责任部室填写；没有核定的留空，不要填0")),
	FIELD(appraisal_score, reason,   N_("核减理由"), FIELD_TEXT, .also = "扣分原因|理由|原因", .least = 1, .most = 200),
	FIELD(appraisal_score, head.day, N_("日期"),     FIELD_DAY,  .also = "自评日期|核定日期", .must = true),
};
static const struct entity APPRAISAL_SCORE = { .name = "appraisal.score", .title = N_("工作考评计分表"), .table = &appraisal_score_table,
	.fields = SCORE_FIELDS, .n = COUNT(SCORE_FIELDS), .check = score_check };

/* --- debriefs ----------------------------------------------------------------------------------------------------------------------------- */

static fault debrief_check(struct filling *f)
{
	struct appraisal_debrief *d = f->row;
	struct appraisal_posts_row posts;
	bool found;
	TRY(appraisal_posts(f->db, (struct appraisal_posts_in){ .person = d->person, .on = d->head.day }, &posts, &found));
	if (!posts.n)
		filling_wrong(f, offsetof(struct appraisal_debrief, person), "appraisal.no_officer",
			_("干部名册里没有这个单位的这位干部。请核对姓名和单位，或先补登干部名册。"));
	if (d->year >= day_month(d->head.day) / 100 + 1)
		filling_wrong(f, offsetof(struct appraisal_debrief, year), "appraisal.year", _("考评年度晚于述职的那一年。请核对年度和日期。"));
	return NULL;
}

static const struct field DEBRIEF_FIELDS[] = {
	FIELD(appraisal_debrief, head.org, N_("单位"),     FIELD_ORG,  .also = "述职单位|县市区", .must = true, .within = true),
	FIELD(appraisal_debrief, year,     N_("考评年度"), FIELD_INT,  .also = "年度", .must = true, .key = true, .least = YEAR_LEAST, .most = YEAR_MOST),
	FIELD(appraisal_debrief, ordinal,  N_("述职顺序"), FIELD_INT,  .also = "顺序|序号", .least = 1, .most = 100),
	FIELD(appraisal_debrief, person,   N_("述职人"),   FIELD_NAME, .also = "述职人姓名|姓名|汇报人", .must = true),
	FIELD(appraisal_debrief, form,     N_("述职形式"), FIELD_CODE, .also = "形式|汇报形式", .must = true, .codes = FORMS),
	FIELD(appraisal_debrief, head.day, N_("述职日期"), FIELD_DAY,  .also = "日期", .must = true, .key = true),
	FIELD(appraisal_debrief, comment,  N_("点评"),     FIELD_TEXT, .also = "领导点评|点评意见", .least = 1, .most = 500),
};
static const struct entity APPRAISAL_DEBRIEF = { .name = "appraisal.debrief", .title = N_("县市区述职登记表"), .table = &appraisal_debrief_table,
	.fields = DEBRIEF_FIELDS, .n = COUNT(DEBRIEF_FIELDS), .check = debrief_check };

/* --- indicators --------------------------------------------------------------------------------------------------------------------------- */

#define MONTHLY(id_, name_, unit_, tally_, rows_) .id = id_, .name = name_, .unit = unit_, .tally = tally_, .rows = rows_, .span = MONTH, .version = 1

const struct indicator APPRAISAL_DAY_MEETING = { MONTHLY("appraisal.day_meeting", N_("考评会议日期"), UNIT_DAY, ONE, &appraisal_meeting_rows),
	.meaning = N_("本月“工作考评”条线类别为“考评会议”的会议在本月几日召开；一个月应只有一次。") };
const struct indicator APPRAISAL_YEAR = { MONTHLY("appraisal.year", N_("考评年度"), UNIT_YEAR, ONE, &appraisal_year_rows),
	.meaning = N_("本月述职登记表所写的考评年度；各行应一致。") };
const struct indicator APPRAISAL_SUMMARY = { MONTHLY("appraisal.summary_points", N_("工作总结要点"), UNIT_KIND, ROWS, &appraisal_summary_rows),
	.meaning = N_("本月“工作考评”条线类别为“工作总结”的要点条数。") };
const struct indicator APPRAISAL_NEXT_YEAR = { MONTHLY("appraisal.next_year_points", N_("新一年工作要求"), UNIT_KIND, ROWS, &appraisal_next_year_rows),
	.meaning = N_("本月“工作考评”条线类别为“工作要求”的要点条数。") };
const struct indicator APPRAISAL_REPORTING = { MONTHLY("appraisal.counties_reporting", N_("述职的县市区总工会"), UNIT_ENTERPRISE, KEYS, &appraisal_debrief_rows),
	.meaning = N_("本月在述职登记表上有记录的单位数，同一单位只计一家。"), .part_words = FORMS, .parts = true };
const struct indicator APPRAISAL_BY_FILM = { MONTHLY("appraisal.by_film", N_("以专题片述职"), UNIT_ENTERPRISE, KEYS, &appraisal_film_rows),
	.meaning = N_("本月述职形式为“专题片”的单位数，同一单位只计一家。"), .part_words = FORMS, .total = &APPRAISAL_REPORTING };
const struct indicator APPRAISAL_BY_SLIDES = { MONTHLY("appraisal.by_slides", N_("以PPT述职"), UNIT_ENTERPRISE, KEYS, &appraisal_slides_rows),
	.meaning = N_("本月述职形式为“PPT”的单位数，同一单位只计一家。"), .part_words = FORMS, .total = &APPRAISAL_REPORTING };
const struct indicator APPRAISAL_BY_TEXT = { MONTHLY("appraisal.by_text", N_("以文字材料述职"), UNIT_ENTERPRISE, KEYS, &appraisal_text_rows),
	.meaning = N_("本月述职形式为“文字材料”的单位数，同一单位只计一家。"), .part_words = FORMS, .total = &APPRAISAL_REPORTING };
const struct indicator APPRAISAL_VERIFIED = { MONTHLY("appraisal.items_verified", N_("核定的考评项目"), UNIT_KIND, ROWS, &appraisal_verified_rows),
	.meaning = N_("本月填了核定分的计分行数，一个单位的一个项目计一项。"), .parts = true };
const struct indicator APPRAISAL_LOWERED = { MONTHLY("appraisal.items_lowered", N_("核定分低于自评分的项目"), UNIT_KIND, ROWS, &appraisal_lowered_rows),
	.meaning = N_("本月核定分低于自评分的计分行数，一个单位的一个项目计一项。"), .parts = true, .total = &APPRAISAL_VERIFIED };
const struct indicator APPRAISAL_ITEMS = { MONTHLY("appraisal.scheme_items", N_("考评办法的项目"), UNIT_KIND, ROWS, &appraisal_scheme_rows),
	.meaning = N_("本月印发的考评办法所设的项目数，含加分项和一票否决项。"), .part_words = METHODS, .parts = true };

static const struct indicator *const INDICATORS[] = { &APPRAISAL_DAY_MEETING, &APPRAISAL_YEAR, &APPRAISAL_SUMMARY, &APPRAISAL_NEXT_YEAR,
	&APPRAISAL_REPORTING, &APPRAISAL_BY_FILM, &APPRAISAL_BY_SLIDES, &APPRAISAL_BY_TEXT, &APPRAISAL_VERIFIED, &APPRAISAL_LOWERED, &APPRAISAL_ITEMS, NULL };
static const struct entity *const ENTITIES[] = { &APPRAISAL_SCHEME, &APPRAISAL_SCORE, &APPRAISAL_DEBRIEF, NULL };
static const struct table *const TABLES[] = { &appraisal_scheme_table, &appraisal_score_table, &appraisal_debrief_table, NULL };

const struct line appraisal_line = { .name = "appraisal", .title = N_("工作考评"), .schema = &appraisal_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = INDICATORS, .draft = appraisal_draft };
