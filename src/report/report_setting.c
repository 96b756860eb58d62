/* Settings of the report: a short register of names and values, brought in like any other sheet, so that the wording of a series is the office's and
 * not the program's. A value holds from the first day of the month it was brought in for, so the months before keep theirs; an empty one ends the value
 * from then on. Known names are listed with what they do; another name is refused, since a misspelt setting would be silently without effect. */
#include "kernel/entity.h"
#include "kernel/kernel.schema.h"
#include "kernel/row.h"
#include "report/report.h"
#include "report/report.sql.h"
#include "report/report_in.h"

static const struct code NAMES[] = {
	{ "report.issuer",  N_("月报发文单位") },
	{ "report.office",  N_("月报承办部门") },
	{ "report.title",   N_("月报标题") },            /* {month} stands for 2019年1月 */
	{ "report.heading", N_("月报标题序号") },        /* 一、 or 1、 */
	{ "report.series",  N_("月报刊名") },            /* 工会要情: whose 第N期 the report is */
	{ "report.mark",    N_("月报刊头") },            /* the name set large and red over 第N期; none: issuer and date on one line alone */
	{ "report.cosign",  N_("会签人") },              /* names, 、 or ， between them; none: nobody is asked */
	{ "report.change",  N_("变动需说明的幅度") },    /* percent, 50 when not set */
	{ "report.copies",  N_("印数") },
	{ "report.up",      N_("报") },
	{ "report.peer",    N_("送") },
	{ "report.down",    N_("发") },
	{ NULL, NULL },
};

fault report_setting(struct db *db, const char *name, int month, const char *otherwise, struct str *ret)
{
	struct setting_on_row row;
	bool found;
	TRY(setting_on(db, (struct setting_on_in){ .name = str_of(name), .on = month_first(month) }, &row, &found));
	*ret = found && row.value.p ? row.value : str_of(otherwise);
	return NULL;
}

struct setting_line { struct str name, value; };

static fault setting_put(struct filling *f, int *ret_what)
{
	const struct setting_line *line = f->row;
	struct setting_from_row old;
	struct setting row = { .name = line->name, .since = month_first(f->month), .value = line->value };
	bool found;
	TRY(setting_from(f->db, (struct setting_from_in){ .name = line->name, .since = row.since }, &old, &found));
	*ret_what = !found ? 1 : str_eq(old.value, line->value) ? 2 : 3;
	if (!found)
		return row_add(f->db, &setting_table, &row);
	row.id = old.id;
	return *ret_what == 3 ? row_change(f->db, &setting_table, &row) : NULL;
}

/* How many are printed stands on the paper and on its slip: （共印50份）. */
static fault setting_check(struct filling *f)
{
	enum { COPIES_MOST = 6 };                        /* figures */
	const struct setting_line *line = f->row;
	bool good = line->value.n <= COPIES_MOST && !(line->value.n && line->value.p[0] == '0');
	for (size_t i = 0; i < line->value.n; i++)
		good &= line->value.p[i] >= '0' && line->value.p[i] <= '9';
	if (str_is(line->name, "report.copies") && !good)
		filling_wrong(f, offsetof(struct setting_line, value), "setting.copies", _("印数“%.*s”不是一个数。请只写数字，如50；不写份数的留空。"), PSTR(line->value));
	return NULL;
}

static const struct field FIELDS[] = {
	FIELD(setting_line, name,  N_("名称"), FIELD_CODE, .must = true, .key = true, .codes = NAMES),
	FIELD(setting_line, value, N_("值"),   FIELD_TEXT, .also = "内容", .hint = N_("留空表示从这个月起不设")),
};
static const struct table SHAPE = { .name = "setting_line", .size = sizeof(struct setting_line) };
const struct entity REPORT_SETTING = { .name = "report.setting", .title = N_("设置表"), .table = &SHAPE, .fields = FIELDS, .n = COUNT(FIELDS),
	.check = setting_check, .put = setting_put };
