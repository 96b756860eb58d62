/* The register of units (单位名册) on its way in.
 *
 * A row about a known unit closes the dated row that it replaces and never edits it. A unit is known by its statistical code; by its name only where the
 * two codes do not contradict each other. What a sheet has no column for it does not speak of: the unit keeps it, its days too; an empty cell in a column
 * that is there empties the member.
 * Refused: a second municipal federation; a parent that is not there; a second parent on the same day; a name that fits two units.
 * Not taken: a sheet as the whole truth about its units (each office keeps a few of the columns). */
#include <string.h>
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/org.sql.h"
#include "kernel/row.h"

struct unit {                        /* one row of 单位名册 as filled in */
	struct head head;            /* unused but for its place */
	struct str full, shorter, kind, parent, employer, employer_uscc, uscc, stat_code, division, industry;
	int64_t workers, members, women_members, migrant_members, protocol;
	struct day since, until;
};

static bool absent(const struct filling *f, size_t at)
{
	for (size_t i = 0; i < f->of->n; i++)
		if (f->of->fields[i].at == at)
			return f->columns && f->columns[i] == SIZE_MAX;
	return false;
}

/* Whether a unit of this name may be the one meant: two codes that differ are two units. */
static fault unit_may_be(struct filling *f, const struct unit *u, int64_t id, bool *ret)
{
	struct org org;
	bool found;
	TRY(row_read(f->db, &org_table, id, &org, &found));
	*ret = found && (!u->stat_code.p || !org.stat_code.p || str_eq(text_fold(f->mem, org.stat_code), text_fold(f->mem, u->stat_code)));
	return NULL;
}

static fault unit_by_name(struct filling *f, const struct unit *u, int64_t *ret)
{
	struct org_by_name_row *rows;
	int64_t now = 0, any = 0;
	bool two_now = false, two = false;
	size_t n;
	TRY(org_by_name(f->db, (struct org_by_name_in){ .folded = text_fold(f->mem, u->full) }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		bool may, holds = rows[i].since.n <= u->since.n && u->since.n < rows[i].until.n;
		TRY(unit_may_be(f, u, rows[i].id, &may));
		if (!may)
			continue;
		two |= any && any != rows[i].id;
		two_now |= holds && now && now != rows[i].id;
		any = rows[i].id;
		now = holds ? rows[i].id : now;
	}
	*ret = now ? now : any;
	if (now ? two_now : two)
		filling_wrong(f, offsetof(struct unit, full), "org.two", _("有不止一个单位叫“%.*s”。请把统计编码填上。"), PSTR(u->full));
	return NULL;
}

static fault unit_known(struct filling *f, const struct unit *u, int64_t *ret)
{
	fault why;
	if (u->stat_code.p)
		TRY(org_find(f->db, u->stat_code, u->since, ret, &why));
	return *ret ? NULL : unit_by_name(f, u, ret);
}

/* The day of the last thing known of a unit: a sheet without days speaks of the unit as it stands. */
static fault unit_stands_since(struct filling *f, int64_t org, struct day *since)
{
	struct org_dated_names_row *names;
	struct org_dated_parents_row *parents;
	size_t n, n_parents;
	TRY(org_dated_names(f->db, (struct org_dated_names_in){ .org = org }, &names, &n));
	TRY(org_dated_parents(f->db, (struct org_dated_parents_in){ .org = org }, &parents, &n_parents));
	for (size_t i = 0; i < n; i++)
		since->n = names[i].since.n > since->n ? names[i].since.n : since->n;
	for (size_t i = 0; i < n_parents; i++)
		since->n = parents[i].since.n > since->n ? parents[i].since.n : since->n;
	return NULL;
}

/* What the sheet has no column for stays as it was. */
static fault unit_keep(struct filling *f, int64_t org, struct unit *u)
{
#define TEXT(member) { offsetof(struct unit, member), offsetof(struct org, member), sizeof(struct str) }
#define NUMBER(member) { offsetof(struct unit, member), offsetof(struct org, member), sizeof(int64_t) }
	static const struct { size_t at, from, size; } KEPT[] = { TEXT(stat_code), TEXT(uscc), TEXT(employer_uscc), TEXT(division), NUMBER(workers),
		NUMBER(members), NUMBER(women_members), NUMBER(migrant_members), NUMBER(protocol) };
	struct org old;
	bool found;
	TRY(row_read(f->db, &org_table, org, &old, &found));
	for (size_t i = 0; i < COUNT(KEPT); i++)
		if (absent(f, KEPT[i].at))
			memcpy((char *)u + KEPT[i].at, (const char *)&old + KEPT[i].from, KEPT[i].size);
	if (absent(f, offsetof(struct unit, until)))
		u->until = old.until;
	if (!absent(f, offsetof(struct unit, since)))
		return NULL;
	u->since = old.since;
	return unit_stands_since(f, org, &u->since);
}

/* A dated fact: keeps the row that says the same, closes the one that the new row follows, adds what is new. Gives 1 when something was written. */
static fault unit_name(struct filling *f, int64_t org, const char *role, struct str name, const struct unit *u, int *ret_wrote)
{
	struct org_dated_names_row *rows;
	size_t n;
	if (!name.p)
		return NULL;
	TRY(org_dated_names(f->db, (struct org_dated_names_in){ .org = org }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		if (!str_is(rows[i].role, role))
			continue;
		if (str_eq(rows[i].name, name) && rows[i].since.n <= u->since.n && u->until.n <= rows[i].until.n)
			return NULL;
		if (rows[i].since.n < u->since.n && u->since.n < rows[i].until.n) {
			struct org_name row;
			bool found;
			TRY(row_read(f->db, &org_name_table, rows[i].id, &row, &found));
			row.until = u->since;
			TRY(row_change(f->db, &org_name_table, &row));
			if (str_eq(rows[i].name, name)) {       /* the same name goes on: one row, not two */
				row.until = u->until;
				*ret_wrote = 1;
				return row_change(f->db, &org_name_table, &row);
			}
		} else if (str_eq(rows[i].name, name) && rows[i].until.n == u->since.n) {
			struct org_name row;
			bool found;
			TRY(row_read(f->db, &org_name_table, rows[i].id, &row, &found));
			row.until = u->until;
			*ret_wrote = 1;
			return row_change(f->db, &org_name_table, &row);
		}
	}
	struct org_name row = { .org = org, .role = str_of(role), .name = name, .folded = text_fold(f->mem, name), .since = u->since, .until = u->until };
	*ret_wrote = 1;
	return row_add(f->db, &org_name_table, &row);
}

static fault unit_parent(struct filling *f, int64_t org, int64_t parent, const struct unit *u, int *ret_wrote)
{
	struct org_dated_parents_row *rows;
	size_t n;
	TRY(org_dated_parents(f->db, (struct org_dated_parents_in){ .org = org }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		if (rows[i].parent == parent && rows[i].since.n <= u->since.n && u->until.n <= rows[i].until.n)
			return NULL;
		if (rows[i].since.n < u->until.n && u->since.n < rows[i].until.n) {
			if (rows[i].since.n >= u->since.n) {
				filling_wrong(f, offsetof(struct unit, since), "org.two_parents", _("这个单位在这段日期里已有另一个上级单位。请改起始日期，或先把原来那行的终止日期填上。"));
				return NULL;
			}
			struct org_parent row;
			bool found;
			TRY(row_read(f->db, &org_parent_table, rows[i].id, &row, &found));
			row.until = u->since;
			TRY(row_change(f->db, &org_parent_table, &row));
		}
	}
	struct org_parent row = { .org = org, .parent = parent, .since = u->since, .until = u->until };
	*ret_wrote = 1;
	return row_add(f->db, &org_parent_table, &row);
}

static fault unit_group(struct filling *f, int64_t org, const struct unit *u, int *ret_wrote)
{
	struct org_dated_groups_row *rows;
	size_t n;
	int64_t parent;
	fault why;
	if (!u->industry.p)
		return NULL;
	TRY(org_find(f->db, u->industry, u->since, &parent, &why));
	if (!parent) {
		filling_wrong(f, offsetof(struct unit, industry), why->code, "%s", why->say);
		return NULL;
	}
	TRY(org_dated_groups(f->db, (struct org_dated_groups_in){ .kind = STR("industry"), .org = org }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (rows[i].parent == parent && rows[i].since.n <= u->since.n && u->until.n <= rows[i].until.n)
			return NULL;
	struct grouping_member row = { .kind = STR("industry"), .org = org, .parent = parent, .since = u->since, .until = u->until };
	*ret_wrote = 1;
	return row_add(f->db, &grouping_member_table, &row);
}

static struct org unit_org(const struct unit *u, const struct org *old, const struct org_kind *kind)
{
	struct org o = *old;
	o.kind = str_of(kind->code);
	o.stat_code = u->stat_code, o.uscc = u->uscc, o.employer_uscc = u->employer_uscc, o.division = u->division;
	o.workers = u->workers, o.members = u->members, o.women_members = u->women_members, o.migrant_members = u->migrant_members;
	o.protocol = u->protocol == INT_NONE ? 9999 : u->protocol;
	return o;
}

/* Whether a later row of the unit's history stands already: then this row tells of an earlier time, and of the unit as it was. */
static fault unit_went_on(struct filling *f, int64_t org, const struct unit *u, bool *ret)
{
	struct org_dated_names_row *names;
	struct org_dated_parents_row *parents;
	size_t n, n_parents;
	TRY(org_dated_names(f->db, (struct org_dated_names_in){ .org = org }, &names, &n));
	TRY(org_dated_parents(f->db, (struct org_dated_parents_in){ .org = org }, &parents, &n_parents));
	*ret = false;
	for (size_t i = 0; i < n; i++)
		*ret |= names[i].since.n >= u->until.n;
	for (size_t i = 0; i < n_parents; i++)
		*ret |= parents[i].since.n >= u->until.n;
	return NULL;
}

static fault unit_self(struct filling *f, int64_t *org, const struct unit *u, const struct org_kind *kind, int *ret_what)
{
	struct org old = { .since = u->since, .until = u->until };
	bool found = false, went_on = false;
	if (*org)
		TRY(row_read(f->db, &org_table, *org, &old, &found));
	if (found && u->until.n < old.until.n)
		TRY(unit_went_on(f, *org, u, &went_on));
	struct org now = went_on ? old : unit_org(u, &old, kind);
	if (found && !went_on)
		now.until = u->until;
	if (found && u->since.n < old.since.n)
		now.since = u->since;
	if (!found) {
		*ret_what = 1;
		TRY(row_add(f->db, &org_table, &now));
		*org = now.id;
		return NULL;
	}
	if (str_eq(row_bytes(f->mem, &org_table, &old), row_bytes(f->mem, &org_table, &now)))
		return NULL;
	*ret_what = 3;
	return row_change(f->db, &org_table, &now);
}

/* A federation has one municipal union, and it stays one. */
static fault unit_one_city(struct filling *f, int64_t org, const struct org_kind *kind)
{
	struct org_the_city_row city;
	bool found, is_city = strcmp(kind->code, "city") == 0;
	TRY(org_the_city(f->db, &city, &found));
	if (found && is_city && org != city.id)
		filling_wrong(f, offsetof(struct unit, kind), "org.second_city", _("市总工会已经登记过，只能有一个。请核对单位类型；市总工会改名的，请填它的统计编码。"));
	if (found && !is_city && org == city.id)
		filling_wrong(f, offsetof(struct unit, kind), "org.city", _("这是市总工会，单位类型不能改成别的。请核对单位全称和单位类型。"));
	return NULL;
}

static fault unit_above(struct filling *f, int64_t org, const struct unit *u, const struct org_kind *kind, int64_t *ret)
{
	fault why = NULL;
	bool kept = org && absent(f, offsetof(struct unit, parent));
	if (!u->parent.p && !kept && kind->level != 0 && strcmp(kind->code, "city") != 0)
		filling_wrong(f, offsetof(struct unit, parent), "org.no_parent", _("没有填上级单位。除市总工会和上级单位外，每个单位都要写明它归谁管。"));
	if (!u->parent.p)
		return NULL;
	TRY(org_find(f->db, u->parent, u->since, ret, &why));
	if (!*ret)
		filling_wrong(f, offsetof(struct unit, parent), why->code, "%s", why->say);
	return NULL;
}

static fault unit_dated(struct filling *f, int64_t org, int64_t parent, const struct unit *u, int *ret_wrote)
{
	TRY(unit_name(f, org, "full", u->full, u, ret_wrote));
	TRY(unit_name(f, org, "short", u->shorter, u, ret_wrote));
	TRY(unit_name(f, org, "employer", u->employer, u, ret_wrote));
	if (parent)
		TRY(unit_parent(f, org, parent, u, ret_wrote));
	return unit_group(f, org, u, ret_wrote);
}

static fault unit_put(struct filling *f, int *ret_what)
{
	const struct unit *given = f->row;
	struct unit u = *given;
	int64_t org = 0, parent = 0;
	int wrote = 0;
	const struct org_kind *kind = org_kind(u.kind);
	if (!day_known(u.since))
		u.since = DAY_FIRST;
	u.until = day_known(u.until) ? (struct day){ u.until.n + 1 } : DAY_LAST;
	TRY(unit_known(f, &u, &org));
	if (org)
		TRY(unit_keep(f, org, &u));
	TRY(unit_one_city(f, org, kind));
	TRY(unit_above(f, org, &u, kind, &parent));
	if (u.members != INT_NONE && u.workers != INT_NONE && u.members > u.workers)
		filling_wrong(f, offsetof(struct unit, members), "org.members", _("会员人数多于职工人数。请核对这两列。"));
	if (f->n_wrongs)
		return NULL;
	*ret_what = 2;
	TRY(unit_self(f, &org, &u, kind, ret_what));
	TRY(unit_dated(f, org, parent, &u, &wrote));
	if (wrote && *ret_what == 2)
		*ret_what = 3;
	return NULL;
}

static const struct code KIND_CODES[] = {
	{ "city", N_("市总工会") }, { "department", N_("机关部室") }, { "centre", N_("职工服务中心") }, { "zone", N_("开发区工会") },
	{ "industry_resident", N_("驻会产业工会") }, { "industry", N_("产业工会") }, { "county", N_("县市区总工会") }, { "town", N_("乡镇街道总工会") },
	{ "association", N_("工会联合会") }, { "grassroots", N_("基层工会") }, { "external", N_("上级单位") }, { NULL, NULL },
};
static const struct field UNIT_FIELDS[] = {
	FIELD(unit, full,            N_("单位全称"),       FIELD_TEXT, .also = "全称|单位名称|工会全称", .must = true, .key = true),
	FIELD(unit, shorter,         N_("简称"),           FIELD_TEXT, .also = "规范化简称"),
	FIELD(unit, kind,            N_("单位类型"),       FIELD_CODE, .also = "类型|工会类型", .must = true, .codes = KIND_CODES),
	FIELD(unit, parent,          N_("上级单位"),       FIELD_TEXT, .also = "上级工会"),
	FIELD(unit, employer,        N_("用人单位"),       FIELD_TEXT, .also = "企事业单位|所在单位"),
	FIELD(unit, employer_uscc,   N_("用人单位统一社会信用代码"), FIELD_TEXT, .also = "企业统一社会信用代码", .least = 18, .most = 18),
	FIELD(unit, uscc,            N_("工会统一社会信用代码"), FIELD_TEXT, .also = "统一社会信用代码", .least = 18, .most = 18),
	FIELD(unit, stat_code,       N_("统计编码"),       FIELD_TEXT),
	FIELD(unit, division,        N_("行政区划代码"),   FIELD_TEXT, .least = 6, .most = 6),
	FIELD(unit, workers,         N_("职工人数"),       FIELD_INT,  .also = "职工数", .least = 0, .most = 10000000),
	FIELD(unit, members,         N_("会员人数"),       FIELD_INT,  .also = "会员数", .least = 0, .most = 10000000),
	FIELD(unit, women_members,   N_("女会员"),         FIELD_INT,  .also = "女会员人数", .least = 0, .most = 10000000),
	FIELD(unit, migrant_members, N_("农民工会员"),     FIELD_INT,  .also = "农民工会员人数", .least = 0, .most = 10000000),
	FIELD(unit, industry,        N_("所属产业工会"),   FIELD_TEXT, .also = "所属产业"),
	FIELD(unit, protocol,        N_("顺序"),           FIELD_INT,  .also = "排序|序号", .least = 0, .most = 1000000),
	FIELD(unit, since,           N_("起始日期"),       FIELD_DAY,  .also = "生效日期|成立日期", .key = true),
	FIELD(unit, until,           N_("终止日期"),       FIELD_DAY,  .also = "失效日期|撤销日期"),
};
static const struct table UNIT_SHAPE = { .name = "unit", .size = sizeof(struct unit) };
const struct entity ORG_UNIT = { .name = "org.unit", .title = N_("单位名册"), .table = &UNIT_SHAPE, .fields = UNIT_FIELDS, .n = COUNT(UNIT_FIELDS),
	.put = unit_put };
