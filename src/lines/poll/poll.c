/* 职工说了算 and the workers'-congress survey: two counts of opinion, held as counts only.
 *
 * The vote runs on the province's platform, which sends for each day and each county how many voted, how many ballots came and how many are valid.
 * Nothing here knows a voter or a ballot, so nothing here can tell how somebody voted; that is a promise, kept by not having the columns. The survey's
 * sheets are an employer's summary of its questionnaire: so many given out, returned, valid, and the valid ones by grade, which must add up.
 * Both run for weeks, so every figure is to date: from the campaign's first day to the month's cut-off (matter.campaign, matter.cutoff). Rows of later
 * days may stand in the platform's file; they wait for the next month. The cut-off that the report prints is the day of the last rows so counted.
 * Rates are ratios of two counts over the same rows: satisfied and fairly satisfied over those who judged; 不了解 is no judgement and leaves both sides.
 * Not taken: percentages as sheets bring them (they cannot be added), a mean over employers (ten answers would weigh as much as a thousand). */
#include "kernel/line.h"
#include "lines/poll/poll.h"
#include "lines/poll.schema.h"
#include "lines/poll.sql.h"

static const struct code MEASURES[] = { { "turnout", N_("参与率") }, { "votes", N_("投票数") }, { "satisfaction", N_("满意率") }, { NULL, NULL } };
static const struct code WAYS[]     = { { "paper", N_("纸质") }, { "online", N_("网络") }, { NULL, NULL } };

/* --- rules ------------------------------------------------------------------------------------------------------------------------------------ */

static fault daily_check(struct filling *f)
{
	const struct poll_daily *d = f->row;
	if (d->valid > d->ballots)
		filling_wrong(f, offsetof(struct poll_daily, valid), "poll.valid_over_cast", _("有效票（%lld张）多于收到的票（%lld张）。请与省平台核对后重填。"),
			(long long)d->valid, (long long)d->ballots);
	if (d->valid > d->voters)
		filling_wrong(f, offsetof(struct poll_daily, valid), "poll.valid_over_voters", _("有效票（%lld张）多于投票人数（%lld人），一人只有一张有效票。请与省平台核对后重填。"),
			(long long)d->valid, (long long)d->voters);
	return NULL;
}

static fault standing_check(struct filling *f)
{
	const struct poll_standing *s = f->row;
	if (s->among != INT_NONE && s->place > s->among)
		filling_wrong(f, offsetof(struct poll_standing, place), "poll.place", _("名次（第%lld位）大于参评的市州数（%lld个）。请按上级通报核对这两栏。"),
			(long long)s->place, (long long)s->among);
	return NULL;
}

static fault return_check(struct filling *f)
{
	const struct poll_return *r = f->row;
	int64_t graded = r->satisfied + r->fairly + r->unsatisfied + r->unsure;
	struct poll_org_kind_row org;
	bool found;
	TRY(poll_org_kind(f->db, (struct poll_org_kind_in){ .org = r->head.org }, &org, &found));
	if (found && !str_is(org.kind, "grassroots"))
		filling_wrong(f, offsetof(struct poll_return, head.org), "survey.employer", _("这里要填参与测评的企事业单位，不能填县市区总工会、产业工会或部室。请改填单位全称。"));
	if (r->returned > r->given)
		filling_wrong(f, offsetof(struct poll_return, returned), "survey.returned_over_given", _("收回的问卷（%lld份）多于发出的（%lld份）。请核对这两栏。"),
			(long long)r->returned, (long long)r->given);
	if (r->valid > r->returned)
		filling_wrong(f, offsetof(struct poll_return, valid), "survey.valid_over_returned", _("有效问卷（%lld份）多于收回的（%lld份）。请核对这两栏。"),
			(long long)r->valid, (long long)r->returned);
	if (graded != r->valid)
		filling_wrong(f, offsetof(struct poll_return, satisfied), "survey.sum", _("满意、基本满意、不满意、不了解相加是%lld份，与有效问卷%lld份不等。请核对后改正。"),
			(long long)graded, (long long)r->valid);
	if (day_known(r->dispatched) && r->dispatched.n > r->head.day.n)
		filling_wrong(f, offsetof(struct poll_return, dispatched), "survey.days", _("发出日期晚于收回日期。请核对这两栏。"));
	return NULL;
}

/* --- sheets ----------------------------------------------------------------------------------------------------------------------------------- */

#define MOST 10000000
static const struct field DAILY_FIELDS[] = {
	FIELD(poll_daily, head.org, N_("单位"),         FIELD_ORG, .also = "县市区|县（市、区）|地区|单位名称", .must = true, .within = true, .hint = N_("市直单位填市总工会")),
	FIELD(poll_daily, head.day, N_("统计日期"),     FIELD_DAY, .also = "日期|投票日期", .must = true, .key = true),
	FIELD(poll_daily, voters,   N_("当日投票人数"), FIELD_INT, .also = "投票人数|参与投票职工|参与人数", .must = true, .least = 0, .most = MOST),
	FIELD(poll_daily, ballots,  N_("当日收到票数"), FIELD_INT, .also = "收到票数|总票数|投票数", .must = true, .least = 0, .most = MOST),
	FIELD(poll_daily, valid,    N_("当日有效票数"), FIELD_INT, .also = "有效票数|有效票|其中有效票", .must = true, .least = 0, .most = MOST),
};
static const struct field STANDING_FIELDS[] = {
	FIELD(poll_standing, measure,  N_("排名项目"),   FIELD_CODE, .also = "项目|通报项目", .must = true, .key = true, .codes = MEASURES),
	FIELD(poll_standing, place,    N_("名次"),       FIELD_INT,  .also = "全省排名|位次|排名", .must = true, .least = 1, .most = 100),
	FIELD(poll_standing, among,    N_("参评市州数"), FIELD_INT,  .also = "参评市州|市州数", .least = 1, .most = 100),
	FIELD(poll_standing, head.day, N_("通报日期"),   FIELD_DAY,  .also = "日期", .must = true, .key = true),
	FIELD(poll_standing, issuer,   N_("通报单位"),   FIELD_TEXT, .also = "发文单位", .must = true, .least = 2, .most = 60),
	FIELD(poll_standing, number,   N_("文号"),       FIELD_TEXT, .also = "通报文号", .most = 40),
};
static const struct field RETURN_FIELDS[] = {
	FIELD(poll_return, instrument,  N_("问卷名称"), FIELD_TEXT, .also = "问卷|测评表|测评问卷", .must = true, .key = true, .least = 2, .most = 60),
	FIELD(poll_return, head.org,    N_("单位名称"), FIELD_ORG,  .also = "企业名称|企事业单位|参评单位|测评单位|单位", .must = true, .within = true),
	FIELD(poll_return, way,         N_("方式"),     FIELD_CODE, .also = "测评方式|填答方式", .codes = WAYS),
	FIELD(poll_return, dispatched,  N_("发出日期"), FIELD_DAY,  .also = "发放日期"),
	FIELD(poll_return, head.day,    N_("收回日期"), FIELD_DAY,  .also = "回收日期|日期", .must = true, .hint = N_("还没有收回的，填报表当天，收回和有效填0")),
	FIELD(poll_return, given,       N_("发出"),     FIELD_INT,  .also = "发出份数|发放份数|发出问卷|问卷/发出|份数/发出", .must = true, .least = 1, .most = MOST),
	FIELD(poll_return, returned,    N_("收回"),     FIELD_INT,  .also = "收回份数|回收份数|收回问卷|问卷/收回|份数/收回", .must = true, .least = 0, .most = MOST),
	FIELD(poll_return, valid,       N_("有效"),     FIELD_INT,  .also = "有效份数|有效问卷|问卷/有效|份数/有效", .must = true, .least = 0, .most = MOST),
	FIELD(poll_return, satisfied,   N_("满意"),     FIELD_INT,  .also = "测评结果/满意|总体评价/满意", .must = true, .least = 0, .most = MOST),
	FIELD(poll_return, fairly,      N_("基本满意"), FIELD_INT,  .also = "测评结果/基本满意|总体评价/基本满意", .must = true, .least = 0, .most = MOST),
	FIELD(poll_return, unsatisfied, N_("不满意"),   FIELD_INT,  .also = "测评结果/不满意|总体评价/不满意", .must = true, .least = 0, .most = MOST),
	FIELD(poll_return, unsure,      N_("不了解"),   FIELD_INT,  .also = "测评结果/不了解|总体评价/不了解", .must = true, .least = 0, .most = MOST),
};
static const struct entity DAILY    = { .name = "poll.daily",    .title = N_("每日投票统计"),     .table = &poll_daily_table,
	.fields = DAILY_FIELDS, .n = COUNT(DAILY_FIELDS), .check = daily_check };
static const struct entity STANDING = { .name = "poll.standing", .title = N_("全省排名通报"),     .table = &poll_standing_table,
	.fields = STANDING_FIELDS, .n = COUNT(STANDING_FIELDS), .check = standing_check };
static const struct entity RETURN   = { .name = "survey.return", .title = N_("职代会测评汇总表"), .table = &poll_return_table,
	.fields = RETURN_FIELDS, .n = COUNT(RETURN_FIELDS), .check = return_check };

/* --- indicators ------------------------------------------------------------------------------------------------------------------------------- */

#define TO_CUTOFF(code) .span = TO_DATE, .campaign = code, .version = 1
static const struct indicator CUTOFF = { "poll.cutoff_day", N_("投票统计截止"),
	N_("本月“职工说了算”投票统计计入的最后一天是几日，以活动的统计截止日为准。"), UNIT_DAY, ONE, &poll_cutoff_rows, TO_CUTOFF("poll") };
static const struct indicator VOTERS = { "poll.voters", N_("参与投票职工"),
	N_("从活动开始到本月统计截止日，省平台逐日统计的各县市区和市直参与投票人数之和。"),
	UNIT_PERSON, AMOUNT, &poll_voters_rows, .wording = OVER, .step = 1000, TO_CUTOFF("poll") };
static const struct indicator BALLOTS = { "poll.ballots", N_("收到的票"),
	N_("从活动开始到本月统计截止日，省平台逐日统计的收到票数之和，无效票计在内。"), UNIT_BALLOT, AMOUNT, &poll_ballots_rows, TO_CUTOFF("poll") };
static const struct indicator VALID = { "poll.valid_ballots", N_("有效票"),
	N_("从活动开始到本月统计截止日，省平台逐日统计的有效票数之和。"),
	UNIT_BALLOT, AMOUNT, &poll_valid_rows, .wording = OVER, .step = 1000, TO_CUTOFF("poll") };
static const struct indicator VALID_RATE = { "poll.valid_rate", N_("有效票率"),
	N_("有效票数除以收到的票数，两个数取同一起止日期。"), UNIT_PERCENT, RATIO, .over = &VALID, .under = &BALLOTS, TO_CUTOFF("poll") };
/* A rank has no counter among the units and is printed by its label, the bare number: 第5位 is put together by the sentence around it. */
static const struct indicator RANK = { "poll.rank_in_province", N_("投票参与率全省名次"),
	N_("上级本月通报的本市投票参与率在全省的名次，本平台不推算。"), UNIT_RANK, ONE, &poll_rank_rows, .span = MONTH, .version = 1 };
static const struct indicator ENTERPRISES = { "survey.enterprises", N_("参与职代会测评的企事业单位"),
	N_("从测评开始到本月统计截止日，收回有效问卷至少一份的企事业单位数，同一单位只计一次。"),
	UNIT_ENTERPRISE, KEYS, &poll_survey_enterprises_rows, .part_words = WAYS, TO_CUTOFF("survey") };
static const struct indicator GIVEN = { "survey.given", N_("发出问卷"),
	N_("从测评开始到本月统计截止日，各单位发出的问卷份数之和。"), UNIT_COPY, AMOUNT, &poll_survey_given_rows, .part_words = WAYS, TO_CUTOFF("survey") };
static const struct indicator RETURNED = { "survey.returned", N_("收回问卷"),
	N_("从测评开始到本月统计截止日，各单位收回的问卷份数之和。"), UNIT_COPY, AMOUNT, &poll_survey_returned_rows, .part_words = WAYS, TO_CUTOFF("survey") };
static const struct indicator VALID_RETURNS = { "survey.valid", N_("有效问卷"),
	N_("从测评开始到本月统计截止日，各单位收回的有效问卷份数之和。"), UNIT_COPY, AMOUNT, &poll_survey_valid_rows, .part_words = WAYS, TO_CUTOFF("survey") };
static const struct indicator RETURN_RATE = { "survey.return_rate", N_("问卷收回率"),
	N_("收回问卷份数除以发出问卷份数。"), UNIT_PERCENT, RATIO, .over = &RETURNED, .under = &GIVEN, TO_CUTOFF("survey") };
static const struct indicator RETURN_VALID_RATE = { "survey.valid_rate", N_("问卷有效率"),
	N_("有效问卷份数除以收回问卷份数。"), UNIT_PERCENT, RATIO, .over = &VALID_RETURNS, .under = &RETURNED, TO_CUTOFF("survey") };
static const struct indicator SATISFIED = { "survey.satisfied", N_("评价满意"),
	N_("有效问卷中评价为“满意”的份数。"), UNIT_COPY, AMOUNT, &poll_survey_satisfied_rows, .part_words = WAYS, TO_CUTOFF("survey") };
static const struct indicator CONTENT = { "survey.content", N_("评价满意和基本满意"),
	N_("有效问卷中评价为“满意”和“基本满意”的份数之和。"), UNIT_COPY, AMOUNT, &poll_survey_content_rows, .part_words = WAYS, TO_CUTOFF("survey") };
static const struct indicator OPINIONS = { "survey.opinions", N_("作出评价的问卷"),
	N_("有效问卷中评价为“满意”“基本满意”“不满意”的份数之和，“不了解”不计。"), UNIT_COPY, AMOUNT, &poll_survey_opinions_rows, .part_words = WAYS, TO_CUTOFF("survey") };
static const struct indicator SATISFACTION = { "survey.satisfaction", N_("满意率"),
	N_("评价“满意”的份数除以作出评价的份数（满意、基本满意、不满意之和），“不了解”不进分母，全市按份数合并计算。"),
	UNIT_PERCENT, RATIO, .over = &SATISFIED, .under = &OPINIONS, TO_CUTOFF("survey") };
static const struct indicator OVERALL = { "survey.overall_satisfaction", N_("总体满意率"),
	N_("评价“满意”和“基本满意”的份数除以作出评价的份数，“不了解”不进分母，全市按份数合并计算。"),
	UNIT_PERCENT, RATIO, .over = &CONTENT, .under = &OPINIONS, TO_CUTOFF("survey") };

static const struct table *const TABLES[] = { &poll_daily_table, &poll_standing_table, &poll_return_table, NULL };
static const struct entity *const ENTITIES[] = { &DAILY, &STANDING, &RETURN, NULL };
static const struct indicator *const INDICATORS[] = { &CUTOFF, &VOTERS, &BALLOTS, &VALID, &VALID_RATE, &RANK, &ENTERPRISES, &GIVEN, &RETURNED, &VALID_RETURNS,
	&RETURN_RATE, &RETURN_VALID_RATE, &SATISFIED, &CONTENT, &OPINIONS, &SATISFACTION, &OVERALL, NULL };
const struct line poll_line = { .name = "poll", .title = N_("职工说了算"), .schema = &poll_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = INDICATORS, .draft = poll_draft };
