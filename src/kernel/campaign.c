/* Three registers of the office: campaigns, the cut-off day of a campaign in a month, and targets. They say over which days a figure is counted and
 * what it is measured against; nothing is counted from them.
 *
 * A row that says what stands is the same, another end or value is a change, another beginning a row of its own. The last day in a sheet is the last
 * day that holds; in the table `until` is the day after. A target of money is written with its unit (600万元), since the register does not know units.
 * Refused: a cut-off day of a campaign that nobody has entered; a target of an indicator that no line has.
 * Not taken: campaigns in code; next year's has other days, and an office opens it without a programmer. */
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/matter.h"
#include "kernel/matter.sql.h"
#include "kernel/row.h"

struct campaign_line { struct str code, name; struct day since, until; };

static fault campaign_put(struct filling *f, int *ret_what)
{
	const struct campaign_line *c = f->row;
	struct matter_campaigns_row *rows;
	struct day until = day_known(c->until) ? (struct day){ c->until.n + 1 } : DAY_LAST;
	size_t n;
	if (until.n <= c->since.n) {
		filling_wrong(f, offsetof(struct campaign_line, until), "campaign.until", _("结束日期早于开始日期。请核对这两栏。"));
		return NULL;
	}
	TRY(matter_campaigns(f->db, (struct matter_campaigns_in){ .code = c->code }, &rows, &n));
	*ret_what = 2;
	for (size_t i = 0; i < n; i++) {
		if (rows[i].since.n != c->since.n)
			continue;
		if (rows[i].until.n == until.n && str_eq(rows[i].name, c->name))
			return NULL;
		struct campaign row;
		bool found;
		TRY(row_read(f->db, &campaign_table, rows[i].id, &row, &found));
		row.until = until, row.name = c->name;
		*ret_what = 3;
		return row_change(f->db, &campaign_table, &row);
	}
	struct campaign row = { .code = c->code, .name = c->name, .since = c->since, .until = until };
	*ret_what = 1;
	return row_add(f->db, &campaign_table, &row);
}

static const struct field CAMPAIGN_FIELDS[] = {
	FIELD(campaign_line, code,  N_("代码"),     FIELD_TEXT, .also = "活动代码", .must = true, .key = true, .least = 1, .most = 40),
	FIELD(campaign_line, name,  N_("名称"),     FIELD_TEXT, .also = "活动名称|活动", .must = true, .least = 1, .most = 60),
	FIELD(campaign_line, since, N_("开始日期"), FIELD_DAY,  .also = "起始日期", .must = true, .key = true),
	FIELD(campaign_line, until, N_("结束日期"), FIELD_DAY,  .also = "终止日期|截止日期"),
};
static const struct table CAMPAIGN_SHAPE = { .name = "campaign_line", .size = sizeof(struct campaign_line) };
const struct entity MATTER_CAMPAIGN = { .name = "matter.campaign", .title = N_("活动"), .table = &CAMPAIGN_SHAPE, .fields = CAMPAIGN_FIELDS,
	.n = COUNT(CAMPAIGN_FIELDS), .put = campaign_put };

struct cutoff_line { struct str campaign; int64_t month; struct day day; };

static fault cutoff_put(struct filling *f, int *ret_what)
{
	const struct cutoff_line *c = f->row;
	struct matter_campaign_row campaign;
	struct matter_cutoff_row old;
	bool found;
	TRY(matter_campaign(f->db, (struct matter_campaign_in){ .word = c->campaign }, &campaign, &found));
	if (!found) {
		filling_wrong(f, offsetof(struct cutoff_line, campaign), "campaign.unknown", _("还没有活动“%.*s”。请填活动的代码或名称，或先导入活动表。"), PSTR(c->campaign));
		return NULL;
	}
	TRY(matter_cutoff(f->db, (struct matter_cutoff_in){ .campaign = campaign.code, .month = c->month }, &old, &found));
	struct cutoff row = { .campaign = campaign.code, .month = c->month, .day = c->day };
	*ret_what = !found ? 1 : old.day.n == c->day.n ? 2 : 3;
	if (*ret_what == 1)
		return row_add(f->db, &cutoff_table, &row);
	row.id = found ? old.id : 0;
	return *ret_what == 2 ? NULL : row_change(f->db, &cutoff_table, &row);
}

static const struct field CUTOFF_FIELDS[] = {
	FIELD(cutoff_line, campaign, N_("活动"),     FIELD_TEXT,  .also = "活动代码|代码|活动名称|名称", .must = true, .key = true),
	FIELD(cutoff_line, month,    N_("月份"),     FIELD_MONTH, .also = "所属月份|报告月份", .must = true, .key = true),
	FIELD(cutoff_line, day,      N_("截止日期"), FIELD_DAY,   .also = "截止日|统计截止日期|日期", .must = true),
};
static const struct table CUTOFF_SHAPE = { .name = "cutoff_line", .size = sizeof(struct cutoff_line) };
const struct entity MATTER_CUTOFF = { .name = "matter.cutoff", .title = N_("统计截止日"), .table = &CUTOFF_SHAPE, .fields = CUTOFF_FIELDS,
	.n = COUNT(CUTOFF_FIELDS), .put = cutoff_put };

struct target_line { struct str indicator; int64_t org; struct str value; struct day since, until; };

/* 600, or with its unit: 600万元 is kept in fen like every amount. */
static bool target_value(struct arena *mem, struct str text, int64_t *ret)
{
	struct money money;
	if (str_find(text, STR("元")) == SIZE_MAX)
		return str_int(text_half(mem, text), ret) && *ret >= 0;
	if (!money_parse(text, 100, &money) || money.fen < 0)
		return false;
	*ret = money.fen;
	return true;
}

static fault target_put(struct filling *f, int *ret_what)
{
	const struct target_line *t = f->row;
	const struct catalogue *known = row_catalogue_of(f->db);
	const char *near = "";
	struct day until = day_known(t->until) ? (struct day){ t->until.n + 1 } : DAY_LAST;
	struct matter_targets_row *rows;
	int64_t value;
	size_t n;
	if (!catalogue_has(known ? known->indicators : NULL, t->indicator, &near)) {
		filling_wrong(f, offsetof(struct target_line, indicator), "indicator.unknown", _("没有编号为“%.*s”的指标，最接近的是“%s”。请照指标手册填指标的代码。"),
			PSTR(t->indicator), near);
		return NULL;
	}
	if (!target_value(f->mem, t->value, &value)) {
		filling_wrong(f, offsetof(struct target_line, value), "target.value", _("目标值填整数，金额要写上单位。请改成例如 300 或 600万元。"));
		return NULL;
	}
	TRY(matter_targets(f->db, (struct matter_targets_in){ .indicator = t->indicator, .org = t->org }, &rows, &n));
	struct target row = { .indicator = t->indicator, .org = t->org, .value = value, .since = t->since, .until = until };
	for (size_t i = 0; i < n; i++)
		if (rows[i].since.n == t->since.n) {
			row.id = rows[i].id;
			*ret_what = rows[i].value == value && rows[i].until.n == until.n ? 2 : 3;
			return *ret_what == 2 ? NULL : row_change(f->db, &target_table, &row);
		}
	*ret_what = 1;
	return row_add(f->db, &target_table, &row);
}

static const struct field TARGET_FIELDS[] = {
	FIELD(target_line, indicator, N_("指标"),     FIELD_TEXT, .also = "指标代码|指标编号", .must = true, .key = true, .hint = N_("指标的代码，例如 aid.visited_hardship")),
	FIELD(target_line, org,       N_("单位"),     FIELD_ORG,  .also = "责任单位", .must = true, .key = true),
	FIELD(target_line, value,     N_("目标值"),   FIELD_TEXT, .also = "目标|目标数|任务数", .must = true),
	FIELD(target_line, since,     N_("起始日期"), FIELD_DAY,  .also = "开始日期", .must = true, .key = true),
	FIELD(target_line, until,     N_("终止日期"), FIELD_DAY,  .also = "结束日期"),
};
static const struct table TARGET_SHAPE = { .name = "target_line", .size = sizeof(struct target_line) };
const struct entity MATTER_TARGET = { .name = "matter.target", .title = N_("目标任务"), .table = &TARGET_SHAPE, .fields = TARGET_FIELDS,
	.n = COUNT(TARGET_FIELDS), .put = target_put };
