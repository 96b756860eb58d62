/* Selections: who is recommended for an honour, what is put up in public, who is honoured.
 *
 * The rule of this line is the public notice. It runs for at least five working days by the kernel's clock, the day of posting being day 0; a channel
 * without proof of posting does not run at all; a notice ends with its latest channel. Nobody is sent up before the notices in the candidate's own unit
 * and of the city have ended, or while an objection is open: the row is refused with the day on which it may be sent. The end is computed, never taken
 * from the sheet; a sheet that names an earlier one counted calendar days, and is told so.
 * Whoever has a veto against him (accidents, wage arrears, pollution …) or lacks an opinion that had to be asked is not sent up either.
 * Titles are listed, not added: a unit that is a pace-setter and holds a May Day Certificate is one unit with two titles.
 * Not taken: quotas over the list (they come with the province's notice, as data), judging, and notices as free text in a note. */
#include "base/text.h"
#include "kernel/clock.h"
#include "kernel/line.h"
#include "lines/selection/selection.h"
#include "lines/selection.schema.h"
#include "lines/selection.sql.h"

enum { DAYS_LEAST = 5 };                     /* working days of a public notice: 推荐评选五一劳动奖和工人先锋号的通知 ask for no fewer */

const struct code SELECTION_TITLES[] = {
	{ "pacesetter",         N_("标兵单位") },
	{ "mayday_certificate", N_("省五一劳动奖状") },
	{ "advanced_unit",      N_("先进单位") },
	{ "pioneer",            N_("省工人先锋号") },
	{ "pacesetter_person",  N_("标兵个人") },
	{ "mayday_medal",       N_("省五一劳动奖章") },
	{ "advanced",           N_("先进个人") },
	{ "model_worker",       N_("省劳动模范") },
	{ NULL, NULL },
};
static const char *const UNIT_TITLES[] = { "pacesetter", "mayday_certificate", "advanced_unit", "pioneer" };
const struct code SELECTION_LEVELS[] = { { "unit", N_("候选人所在单位") }, { "county", N_("县市区") }, { "city", N_("全市") }, { "province", N_("全省") }, { NULL, NULL } };
static const struct code SERIES[]   = { { "ethics", N_("职工职业道德建设双十佳") }, { "mayday", N_("五一劳动奖和工人先锋号") }, { "model", N_("劳动模范") }, { "other", N_("其他") },
	{ NULL, NULL } };
static const struct code KINDS[]    = { { "unit", N_("单位") }, { "person", N_("个人") }, { NULL, NULL } };
static const struct code OPINIONS[] = { { "agreed", N_("已征求，均同意") }, { "not_needed", N_("不需征求") }, { "missing", N_("未征求") }, { "opposed", N_("有不同意见") },
	{ NULL, NULL } };
static const struct code STAGES[]   = { { "recommended", N_("已推荐") }, { "reviewed", N_("已审核") }, { "noticed", N_("已公示") }, { "sent_up", N_("已上报") },
	{ "not_selected", N_("未入选") }, { "withdrawn", N_("退出") }, { NULL, NULL } };

/* --- rules ------------------------------------------------------------------------------------------------------------------------------------ */

/* Quotation marks of either width fold away: “双十佳” and "双十佳" are one selection. */
static struct str name_folded(struct arena *mem, struct str name)
{
	static const char *const MARKS[] = { "“", "”", "\"", "《", "》" };
	struct str folded = text_fold(mem, name);
	struct buf out = { .mem = mem };
	while (folded.n) {
		size_t mark = 0;
		for (size_t i = 0; i < COUNT(MARKS) && !mark; i++)
			mark = str_starts(folded, str_of(MARKS[i])) ? str_of(MARKS[i]).n : 0;
		if (!mark)
			buf_c(&out, folded.p[0]);
		folded = str_sub(folded, mark ? mark : 1, SIZE_MAX);
	}
	return buf_str(&out);
}

static bool title_of_unit(struct str title)
{
	for (size_t i = 0; i < COUNT(UNIT_TITLES); i++)
		if (str_is(title, UNIT_TITLES[i]))
			return true;
	return false;
}

static bool title_fits(struct filling *f, struct str title, struct str kind, int64_t person, size_t at_title, size_t at_person)
{
	bool unit = str_is(kind, "unit");
	if (title_of_unit(title) != unit)
		filling_wrong(f, at_title, "selection.title_kind", _("“%s”是授予%s的，与“类型”一栏不符。请改正其中一栏。"), code_word(SELECTION_TITLES, title),
			title_of_unit(title) ? _("单位") : _("个人"));
	else if (unit && person != INT_NONE)
		filling_wrong(f, at_person, "selection.unit_person", _("这一行的类型是单位，不应填姓名。请删去姓名，或把类型改为“个人”。"));
	else if (!unit && person == INT_NONE)
		filling_wrong(f, at_person, "selection.no_person", _("这一行的类型是个人，姓名没有填。请补上姓名。"));
	else
		return true;
	return false;
}

/* A notice that came to light later, or was mended, still binds those who were sent up under it. */
static fault sent_already(struct filling *f, const struct selection_notice *n)
{
	struct selection_sent_of_row *rows;
	size_t n_rows;
	if (!str_is(n->level, "unit") && !str_is(n->level, "city"))
		return NULL;
	TRY(selection_sent_of(f->db, (struct selection_sent_of_in){ .folded = n->folded }, &rows, &n_rows));
	for (size_t i = 0; i < n_rows; i++)
		if ((n->unit == INT_NONE || n->unit == rows[i].unit) && rows[i].sent.n < n->ends.n) {
			filling_wrong(f, offsetof(struct selection_notice, head.day), "selection.sent_already",
				_("这次公示到%.*s才满期，而有候选对象已登记在%.*s上报。请先核对上报日期，再报公示。"), PSTR(day_zh(f->mem, n->ends)), PSTR(day_zh(f->mem, rows[i].sent)));
			break;
		}
	return NULL;
}

static fault notice_check(struct filling *f)
{
	struct selection_notice *n = f->row;
	struct day named = n->ends, ends;
	n->folded = name_folded(f->mem, n->name);
	n->ends = DAY_NONE;
	if (str_is(n->level, "unit") && n->unit == INT_NONE)
		filling_wrong(f, offsetof(struct selection_notice, unit), "selection.whose_unit", _("在候选人所在单位的公示，要写明是哪个单位。请补上“公示单位”。"));
	if (n->pending > n->objections)
		filling_wrong(f, offsetof(struct selection_notice, pending), "selection.pending", _("未办结的异议（%lld件）多于收到的异议（%lld件）。请核对这两栏。"),
			(long long)n->pending, (long long)n->objections);
	if (n->objections > 0 && n->pending == 0 && !n->verdict.p)
		filling_wrong(f, offsetof(struct selection_notice, verdict), "selection.verdict", _("收到过异议并已办结，却没有写处理结果。请补上处理结果。"));
	if (n->days < DAYS_LEAST)
		filling_wrong(f, offsetof(struct selection_notice, days), "selection.short",
			_("公示期不得少于%d个工作日，这里是%lld个。请按规定延长公示后再报。"), DAYS_LEAST, (long long)n->days);
	if (f->n_wrongs || !n->proof.p)              /* nobody can say when a notice without proof began: its clock does not run */
		return NULL;
	TRY(clock_add(f->db, n->head.day, (int)n->days, &ends));
	if (day_known(named) && named.n < ends.n) {
		filling_wrong(f, offsetof(struct selection_notice, ends), "selection.calendar_days",
			_("%lld个工作日从张贴次日算起，到%.*s才满，表里写的截止日期早了。请按工作日重算，节假日不算，调休上班的日子要算。"), (long long)n->days, PSTR(day_zh(f->mem, ends)));
		return NULL;
	}
	n->ends = day_known(named) ? named : ends;
	return sent_already(f, n);
}

/* The end of the notices on one level: of its latest channel. DAY_NONE: none runs. */
struct posted { size_t n; bool unproved; struct day ends; int64_t pending; };

static struct posted posted_on(const char *level, const struct selection_notices_for_row *rows, size_t n)
{
	struct posted p = { .ends = DAY_NONE };
	for (size_t i = 0; i < n; i++) {
		if (!str_is(rows[i].level, level))
			continue;
		p.n++;
		p.pending += rows[i].pending;
		p.unproved |= !day_known(rows[i].ends);
		if (day_known(rows[i].ends) && rows[i].ends.n > p.ends.n)
			p.ends = rows[i].ends;
	}
	return p;
}

static fault notices_over(struct filling *f, const struct selection_candidate *c)
{
	static const char *const LEVELS[] = { "unit", "city" };
	struct selection_notices_for_row *rows;
	size_t n, at = offsetof(struct selection_candidate, sent);
	TRY(selection_notices_for(f->db, (struct selection_notices_for_in){ .folded = c->folded, .unit = c->unit }, &rows, &n));
	for (size_t i = 0; i < COUNT(LEVELS); i++) {
		struct posted p = posted_on(LEVELS[i], rows, n);
		const char *where = code_word(SELECTION_LEVELS, str_of(LEVELS[i]));
		if (!p.n)
			filling_wrong(f, at, "selection.no_notice", _("没有这个候选对象在“%s”一级的公示记录，不能上报。请先公示，并报公示登记表（selection.notice）。"), where);
		else if (p.unproved)
			filling_wrong(f, at, "selection.no_proof", _("“%s”一级的公示有一处没有张贴证明，公示期不起算，不能上报。请补上照片或网页截图的编号。"), where);
		else if (c->sent.n < p.ends.n)
			filling_wrong(f, at, "selection.early", _("“%s”一级的公示到%.*s才满期，不能在%.*s上报。请在公示期满以后上报，再填实际的上报日期。"), where,
				PSTR(day_zh(f->mem, p.ends)), PSTR(day_zh(f->mem, c->sent)));
		else if (p.pending)
			filling_wrong(f, at, "selection.objection", _("“%s”一级的公示还有%lld件异议没有办结，不能上报。请先查清并写明处理结果。"), where, (long long)p.pending);
	}
	return NULL;
}

static fault candidate_check(struct filling *f)
{
	struct selection_candidate *c = f->row;
	bool sent = str_is(c->stage, "sent_up");
	c->folded = name_folded(f->mem, c->name);
	title_fits(f, c->title, c->kind, c->person, offsetof(struct selection_candidate, title), offsetof(struct selection_candidate, person));
	if (sent && !day_known(c->sent))
		filling_wrong(f, offsetof(struct selection_candidate, sent), "selection.sent_day", _("状态是“已上报”，上报日期没有填。请补上上报日期。"));
	if (!sent && day_known(c->sent))
		filling_wrong(f, offsetof(struct selection_candidate, stage), "selection.sent_stage", _("填了上报日期，状态却不是“已上报”。请改正其中一栏。"));
	if (c->passed.n > c->head.day.n)
		filling_wrong(f, offsetof(struct selection_candidate, passed), "selection.passed", _("职代会通过的日期晚于推荐日期。候选对象应先经职代会通过，请核对这两栏。"));
	if (!sent || f->n_wrongs)
		return NULL;
	if (c->veto)
		filling_wrong(f, offsetof(struct selection_candidate, veto), "selection.veto", _("有一票否决情形的单位和个人不能上报。请核对，或把状态改为“退出”。"));
	if (str_is(c->opinions, "missing") || str_is(c->opinions, "opposed"))
		filling_wrong(f, offsetof(struct selection_candidate, opinions), "selection.opinions", _("有关部门的意见没有征求或有不同意见，不能上报。请先征求意见并取得同意。"));
	return f->n_wrongs ? NULL : notices_over(f, c);
}

static fault award_check(struct filling *f)
{
	struct selection_award *a = f->row;
	a->folded = name_folded(f->mem, a->name);
	title_fits(f, a->title, a->kind, a->person, offsetof(struct selection_award, title), offsetof(struct selection_award, person));
	if (str_is(a->series, "ethics") && a->edition == INT_NONE)
		filling_wrong(f, offsetof(struct selection_award, edition), "selection.edition", _("“双十佳”评选按届举办，届次没有填。请补上是第几届。"));
	return NULL;
}

/* --- sheets ----------------------------------------------------------------------------------------------------------------------------------- */

static const struct field CANDIDATE_FIELDS[] = {
	FIELD(selection_candidate, series,   N_("评选系列"),       FIELD_CODE, .also = "系列|评选类别", .must = true, .key = true, .codes = SERIES),
	FIELD(selection_candidate, name,     N_("评选名称"),       FIELD_TEXT, .also = "评选项目|评选活动", .must = true, .key = true, .least = 4, .most = 80),
	FIELD(selection_candidate, edition,  N_("届次"),           FIELD_INT,  .least = 1, .most = 99, .hint = N_("只填数字；不按届的不填")),
	FIELD(selection_candidate, kind,     N_("类型"),           FIELD_CODE, .also = "对象类型", .must = true, .codes = KINDS),
	FIELD(selection_candidate, title,    N_("申报称号"),       FIELD_CODE, .also = "称号|推荐称号", .must = true, .key = true, .codes = SELECTION_TITLES),
	FIELD(selection_candidate, unit,     N_("单位名称"),       FIELD_ORG,  .also = "候选单位|所在单位|工作单位|单位", .must = true, .key = true),
	FIELD(selection_candidate, team,     N_("班组名称"),       FIELD_TEXT, .also = "班组|车间（班组）|科室", .key = true, .most = 40),
	FIELD(selection_candidate, person,   N_("姓名"),           FIELD_NAME, .also = "候选人|候选人姓名", .key = true),
	FIELD(selection_candidate, person,   N_("身份证号"),       FIELD_IDNO, .also = "身份证号码|公民身份号码"),
	FIELD(selection_candidate, head.org, N_("推荐单位"),       FIELD_ORG,  .also = "推荐工会", .within = true),
	FIELD(selection_candidate, head.day, N_("推荐日期"),       FIELD_DAY,  .also = "日期", .must = true),
	FIELD(selection_candidate, passed,   N_("职代会通过日期"), FIELD_DAY,  .also = "职代会（职工大会）通过日期", .must = true),
	FIELD(selection_candidate, opinions, N_("征求意见"),       FIELD_CODE, .also = "征求意见情况|部门意见", .must = true, .codes = OPINIONS),
	FIELD(selection_candidate, veto,     N_("一票否决情形"),   FIELD_YES,  .also = "有无一票否决情形|一票否决", .must = true),
	FIELD(selection_candidate, stage,    N_("状态"),           FIELD_CODE, .also = "进展", .must = true, .codes = STAGES),
	FIELD(selection_candidate, sent,     N_("上报日期"),       FIELD_DAY,  .also = "报送日期"),
};
static const struct field NOTICE_FIELDS[] = {
	FIELD(selection_notice, name,       N_("评选名称"),         FIELD_TEXT, .also = "评选项目|评选活动", .must = true, .key = true, .least = 4, .most = 80),
	FIELD(selection_notice, level,      N_("公示级别"),         FIELD_CODE, .also = "级别|公示范围", .must = true, .key = true, .codes = SELECTION_LEVELS),
	FIELD(selection_notice, unit,       N_("公示单位"),         FIELD_ORG,  .also = "候选人所在单位|单位", .key = true, .hint = N_("在所在单位公示的才填")),
	FIELD(selection_notice, channel,    N_("公示渠道"),         FIELD_TEXT, .also = "渠道|公示地点|公示渠道（地点）", .must = true, .key = true, .least = 2, .most = 60),
	FIELD(selection_notice, head.day,   N_("张贴日期"),         FIELD_DAY,  .also = "发布日期|公示开始日期", .must = true, .key = true, .hint = N_("张贴当天不算，从次日起算")),
	FIELD(selection_notice, proof,      N_("公示证明"),         FIELD_TEXT, .also = "证明材料|佐证", .most = 80, .hint = N_("照片或网页截图的编号；没有证明的不起算")),
	FIELD(selection_notice, days,       N_("公示工作日"),       FIELD_INT,  .also = "公示期（工作日）|公示天数", .must = true, .least = 1, .most = 60),
	FIELD(selection_notice, ends,       N_("公示截止日期"),     FIELD_DAY,  .also = "截止日期|公示结束日期", .hint = N_("可以不填，由系统按工作日推算")),
	FIELD(selection_notice, objections, N_("异议件数"),         FIELD_INT,  .also = "收到异议", .must = true, .least = 0, .most = 10000),
	FIELD(selection_notice, pending,    N_("未办结异议"),       FIELD_INT,  .also = "未办结件数|未办结", .must = true, .least = 0, .most = 10000),
	FIELD(selection_notice, verdict,    N_("处理结果"),         FIELD_TEXT, .also = "公示结果|异议处理结果", .most = 200),
};
static const struct field AWARD_FIELDS[] = {
	FIELD(selection_award, series,   N_("评选系列"),         FIELD_CODE, .also = "系列|评选类别", .must = true, .key = true, .codes = SERIES),
	FIELD(selection_award, name,     N_("评选名称"),         FIELD_TEXT, .also = "评选项目|评选活动", .must = true, .key = true, .least = 4, .most = 80),
	FIELD(selection_award, edition,  N_("届次"),             FIELD_INT,  .least = 1, .most = 99),
	FIELD(selection_award, kind,     N_("类型"),             FIELD_CODE, .also = "对象类型", .must = true, .codes = KINDS),
	FIELD(selection_award, title,    N_("称号"),             FIELD_CODE, .also = "荣誉称号|授予称号", .must = true, .key = true, .codes = SELECTION_TITLES),
	FIELD(selection_award, unit,     N_("单位名称"),         FIELD_ORG,  .also = "获奖单位|所在单位|工作单位|单位", .must = true, .key = true),
	FIELD(selection_award, team,     N_("班组名称"),         FIELD_TEXT, .also = "班组|车间（班组）|科室", .key = true, .most = 40),
	FIELD(selection_award, person,   N_("姓名"),             FIELD_NAME, .also = "获奖个人", .key = true),
	FIELD(selection_award, head.org, N_("推荐单位"),         FIELD_ORG,  .also = "推荐工会", .within = true),
	FIELD(selection_award, head.day, N_("决定日期"),         FIELD_DAY,  .also = "表彰日期|公布日期", .must = true),
	FIELD(selection_award, issuer,   N_("决定单位"),         FIELD_TEXT, .also = "表彰单位|公布单位", .must = true, .least = 2, .most = 60),
	FIELD(selection_award, number,   N_("文号"),             FIELD_TEXT, .also = "表彰文号", .most = 40),
};
static const struct entity CANDIDATE = { .name = "selection.candidate", .title = N_("推荐对象登记表"), .table = &selection_candidate_table, .fields = CANDIDATE_FIELDS,
	.n = COUNT(CANDIDATE_FIELDS), .check = candidate_check };
static const struct entity NOTICE = { .name = "selection.notice", .title = N_("公示登记表"), .table = &selection_notice_table, .fields = NOTICE_FIELDS,
	.n = COUNT(NOTICE_FIELDS), .check = notice_check };
static const struct entity AWARD = { .name = "selection.award", .title = N_("评选表彰结果"), .table = &selection_award_table, .fields = AWARD_FIELDS,
	.n = COUNT(AWARD_FIELDS), .check = award_check };

/* --- indicators ------------------------------------------------------------------------------------------------------------------------------- */

#define OF_THE_MONTH .span = MONTH, .version = 1
static const struct indicator EDITION = { "selection.edition", N_("全省职工职业道德建设双十佳届次"),
	N_("本月公布结果的全省职工职业道德建设“双十佳”评选的届次。"), UNIT_EDITION, ONE, &selection_edition_rows, OF_THE_MONTH };
static const struct indicator PACESETTER = { "selection.pacesetter_units", N_("标兵单位"),
	N_("本月表彰的标兵单位中，由本市推荐的单位数，同一单位只计一次。"), UNIT_ITEM, KEYS, &selection_pacesetter_rows, .part_words = SELECTION_TITLES, OF_THE_MONTH };
static const struct indicator MAYDAY = { "selection.mayday_certificates", N_("省五一劳动奖状"),
	N_("本月决定授予省五一劳动奖状的单位中，由本市推荐的单位数，同一单位只计一次。"), UNIT_ITEM, KEYS, &selection_mayday_rows, .part_words = SELECTION_TITLES, OF_THE_MONTH };
static const struct indicator ADVANCED = { "selection.advanced_persons", N_("先进个人"),
	N_("本月表彰的先进个人中，由本市推荐的人数，同一人只计一次。"), UNIT_NAMED, KEYS, &selection_advanced_rows, .part_words = SELECTION_TITLES, OF_THE_MONTH };
static const struct indicator HONOURED_UNITS = { "selection.honoured_units", N_("受表彰单位"),
	N_("本月受到表彰的单位和班组数，一个单位获得几个称号只计一次。"), UNIT_ITEM, KEYS, &selection_honoured_units_rows, .part_words = SELECTION_TITLES, .parts = true, OF_THE_MONTH };
static const struct indicator HONOURED_PERSONS = { "selection.honoured_persons", N_("受表彰个人"),
	N_("本月受到表彰的人数，一人获得几个称号只计一次。"), UNIT_NAMED, KEYS, &selection_honoured_persons_rows, .part_words = SELECTION_TITLES, .parts = true, OF_THE_MONTH };
static const struct indicator CANDIDATE_UNITS = { "selection.candidate_units", N_("推荐的候选单位"),
	N_("推荐日期在本月的候选单位和班组数，同一单位的同一班组只计一次，后来退出的也计在内。"), UNIT_ITEM, KEYS, &selection_candidate_units_rows, .part_words = STAGES, .parts = true, OF_THE_MONTH };
static const struct indicator CANDIDATE_PERSONS = { "selection.candidate_persons", N_("推荐的候选个人"),
	N_("推荐日期在本月的候选个人数，同一人只计一次，后来退出的也计在内。"), UNIT_NAMED, KEYS, &selection_candidate_persons_rows, .part_words = STAGES, .parts = true, OF_THE_MONTH };
static const struct indicator UNITS_SENT = { "selection.units_sent", N_("上报的候选单位"),
	N_("推荐日期在本月的候选单位和班组中，公示期满后已上报的个数。"), UNIT_ITEM, KEYS, &selection_units_sent_rows, .part_words = SELECTION_TITLES, .parts = true, OF_THE_MONTH };
static const struct indicator PERSONS_SENT = { "selection.persons_sent", N_("上报的候选个人"),
	N_("推荐日期在本月的候选个人中，公示期满后已上报的人数。"), UNIT_NAMED, KEYS, &selection_persons_sent_rows, .part_words = SELECTION_TITLES, .parts = true, OF_THE_MONTH };

static const struct table *const TABLES[] = { &selection_candidate_table, &selection_notice_table, &selection_award_table, NULL };
static const struct entity *const ENTITIES[] = { &NOTICE, &CANDIDATE, &AWARD, NULL };
static const struct indicator *const INDICATORS[] = { &EDITION, &PACESETTER, &MAYDAY, &ADVANCED, &HONOURED_UNITS, &HONOURED_PERSONS, &CANDIDATE_UNITS,
	&CANDIDATE_PERSONS, &UNITS_SENT, &PERSONS_SENT, NULL };
const struct line selection_line = { .name = "selection", .title = N_("推荐评选"), .schema = &selection_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = INDICATORS, .draft = selection_draft };
