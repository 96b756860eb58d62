/* Organisations: a tree with history.
 *
 * An organisation is a number that never changes; its names and its parents are dated rows. From the parents a dated closure is made (org_tree): one
 * row for each pair of a unit above and a unit below and each span of days on which it held. A figure asks the closure on the day of the record, so
 * a firm that moves county takes its new records along and leaves last year's where they were.
 * A unit is found in a file by social credit code, by statistical code, or by any of its names as of the row's day; two hits ask, none names the
 * nearest. A register row about a known unit closes the row it replaces and never edits it.
 * Refused: a cycle; a parent that is not there; a second parent on the same day.
 * Not taken: a path string in each row (a move would rewrite history); recursion at query time (2 to 24 s at 10 M rows). */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/org.sql.h"
#include "kernel/row.h"

const struct org_kind ORG_KINDS[] = {
	{ "city",              N_("市总工会"),         1 },
	{ "department",        N_("机关部室"),         1 },
	{ "centre",            N_("职工服务中心"),     1 },
	{ "zone",              N_("开发区工会"),       1 },
	{ "industry_resident", N_("驻会产业工会"),     1 },
	{ "industry",          N_("产业工会"),         1 },
	{ "county",            N_("县市区总工会"),     2 },
	{ "town",              N_("乡镇街道总工会"),   3 },
	{ "association",       N_("工会联合会"),       3 },
	{ "grassroots",        N_("基层工会"),         4 },
	{ "external",          N_("上级单位"),         0 },
};
const size_t ORG_KINDS_N = COUNT(ORG_KINDS);

const struct org_kind *org_kind(struct str s)
{
	for (size_t i = 0; i < ORG_KINDS_N; i++)
		if (str_is(s, ORG_KINDS[i].code) || str_is(s, ORG_KINDS[i].word))
			return &ORG_KINDS[i];
	return NULL;
}

/* Units are found by code or by name; of several rows of one unit any will do, of several units none. */
struct hit { int64_t id; struct day since, until; };

static int64_t hits_choose(const struct hit *hits, size_t n, struct day on, bool *ret_two)
{
	int64_t found = 0, any = 0;
	*ret_two = false;
	for (size_t i = 0; i < n; i++) {
		bool now = hits[i].since.n <= on.n && on.n < hits[i].until.n;
		if (now && found && found != hits[i].id)
			*ret_two = true;
		if (now)
			found = hits[i].id;
		if (any && any != hits[i].id && !found)
			any = -1;
		else if (!any)
			any = hits[i].id;
	}
	return found ? found : any > 0 ? any : 0;       /* a name no longer used still tells which unit is meant, when only one bore it */
}

static struct str org_nearest(struct db *db, struct str folded)
{
	struct org_names_all_row *names;
	size_t n, best = SIZE_MAX, at = 0;
	if (org_names_all(db, &names, &n) != NULL)
		return STR_NONE;
	for (size_t i = 0; i < n; i++) {
		size_t d = text_distance(folded, names[i].folded);
		if (d < best)
			best = d, at = i;
	}
	return n && best * 2 <= text_length(folded) + 1 ? names[at].name : STR_NONE;
}

fault org_find(struct db *db, struct str name, struct day on, int64_t *ret, fault *ret_why)
{
	struct arena *mem = db_mem(db);
	struct str folded = text_fold(mem, name);
	struct org_by_code_row *codes;
	struct org_by_name_row *names;
	size_t n;
	bool two = false;
	int64_t id = 0;
	*ret = 0;
	TRY(org_by_code(db, (struct org_by_code_in){ .code = folded }, &codes, &n));
	struct hit *hits = arena_get(mem, (n + 1) * sizeof *hits);
	for (size_t i = 0; i < n; i++)
		hits[i] = (struct hit){ codes[i].id, codes[i].since, codes[i].until };
	id = hits_choose(hits, n, on, &two);
	if (!id) {
		TRY(org_by_name(db, (struct org_by_name_in){ .folded = folded }, &names, &n));
		hits = arena_get(mem, (n + 1) * sizeof *hits);
		for (size_t i = 0; i < n; i++)
			hits[i] = (struct hit){ names[i].id, names[i].since, names[i].until };
		id = hits_choose(hits, n, on, &two);
	}
	if (id && !two) {
		*ret = id;
		return NULL;
	}
	struct str near = two ? STR_NONE : org_nearest(db, folded);
	if (two || n > 1)
		*ret_why = fault_make(mem, BLAME_INPUT, "org.two", _("有不止一个单位叫“%.*s”。请改填统一社会信用代码或统计编码。"), PSTR(name));
	else if (near.p)
		*ret_why = fault_make(mem, BLAME_INPUT, "org.unknown", _("单位名册里没有“%.*s”，最接近的是“%.*s”。请按名册写全称，或先在名册里登记。"), PSTR(name), PSTR(near));
	else
		*ret_why = fault_make(mem, BLAME_INPUT, "org.unknown", _("单位名册里没有“%.*s”。请按名册写全称，或先在名册里登记。"), PSTR(name));
	return NULL;
}

fault org_name_on(struct db *db, int64_t org, struct day on, struct str *ret_full, struct str *ret_short)
{
	struct org_name_at_row *rows;
	size_t n;
	struct str full = STR_NONE, shorter = STR_NONE;
	TRY(org_name_at(db, (struct org_name_at_in){ .org = org }, &rows, &n));
	for (int pass = 0; pass < 2; pass++)        /* the name of that day; else the newest there is */
		for (size_t i = 0; i < n; i++) {
			if (pass == 0 && !(rows[i].since.n <= on.n && on.n < rows[i].until.n))
				continue;
			if (!full.p && str_is(rows[i].role, "full"))
				full = rows[i].name;
			if (!shorter.p && str_is(rows[i].role, "short"))
				shorter = rows[i].name;
		}
	if (ret_full)
		*ret_full = full;
	if (ret_short)
		*ret_short = shorter.p ? shorter : full;
	return NULL;
}

fault org_within(struct db *db, int64_t below, int64_t above, struct day on, bool *ret)
{
	struct org_under_row row;
	return org_under(db, (struct org_under_in){ .above = above, .below = below, .on = on }, &row, ret);
}

fault org_answers_for(struct db *db, int64_t sender, int64_t org, struct day on, bool *ret)
{
	struct org row;
	bool found;
	TRY(org_within(db, org, sender, on, ret));
	if (*ret)
		return NULL;
	TRY(row_read(db, &org_table, sender, &row, &found));
	if (!found || !(str_is(row.kind, "department") || str_is(row.kind, "centre")))
		return NULL;
	int64_t city;
	TRY(org_city(db, &city));
	return org_within(db, org, city, on, ret);
}

fault org_county(struct db *db, int64_t org, struct day on, int64_t *ret)
{
	struct org_county_of_row row;
	bool found;
	TRY(org_county_of(db, (struct org_county_of_in){ .org = org, .on = on }, &row, &found));
	*ret = found ? row.above : 0;
	return NULL;
}

static fault org_list(struct db *db, const char *kind, struct day on, int64_t **ret, size_t *ret_n)
{
	struct org_of_kind_row *rows;
	size_t n;
	TRY(org_of_kind(db, (struct org_of_kind_in){ .kind = str_of(kind), .on = on }, &rows, &n));
	int64_t *ids = arena_get(db_mem(db), (n + 1) * sizeof *ids);
	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].id;
	*ret = ids;
	*ret_n = n;
	return NULL;
}

fault org_counties(struct db *db, struct day on, int64_t **ret, size_t *ret_n)
{
	return org_list(db, "county", on, ret, ret_n);
}

fault org_city(struct db *db, int64_t *ret)
{
	int64_t *ids;
	size_t n;
	TRY(org_list(db, "city", DAY_FIRST, &ids, &n));
	if (n == 0)
		return fault_make(db_mem(db), BLAME_INPUT, "db.empty", _("这个数据库里还没有市总工会。请先运行 nuan init。"));
	*ret = ids[0];
	return NULL;
}

/* --- the closure ------------------------------------------------------------------------------------------------------------------------ */

struct node { int64_t id; const struct org_kind *kind; size_t first, n; };       /* first, n: its parent rows, sorted by org */
enum { DEEPEST = 16 };
struct climb { struct db *db; struct node *nodes; size_t n; struct org_parents_row *parents; int64_t path[DEEPEST + 1]; };

static struct node *node_of(struct climb *c, int64_t id)
{
	size_t low = 0, high = c->n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c->nodes[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->n && c->nodes[low].id == id ? &c->nodes[low] : NULL;
}

static fault climb_from(struct climb *c, const struct node *below, const struct node *at, struct day since, struct day until, int distance)
{
	bool again = distance > DEEPEST;
	for (int i = 0; i < distance && !again; i++)
		again = c->path[i] == at->id;
	if (again)
		return fault_make(db_mem(c->db), BLAME_INPUT, "org.cycle", _("单位的上级关系成了一个圈（编号%lld）。请检查名册里“上级单位”一列。"), (long long)below->id);
	c->path[distance] = at->id;
	TRY(org_tree_add(c->db, (struct org_tree_add_in){ .above = at->id, .below = below->id, .since = since, .until = until,
		.above_kind = str_of(at->kind->code), .level = below->kind->level, .distance = distance }));
	for (size_t i = at->first; i < at->first + at->n; i++) {
		const struct org_parents_row *p = &c->parents[i];
		struct day from = p->since.n > since.n ? p->since : since, to = p->until.n < until.n ? p->until : until;
		const struct node *parent = from.n < to.n ? node_of(c, p->parent) : NULL;
		if (parent)
			TRY(climb_from(c, below, parent, from, to, distance + 1));
	}
	return NULL;
}

static int parents_order(const void *a, const void *b)
{
	const struct org_parents_row *x = a, *y = b;
	return x->org != y->org ? (x->org < y->org ? -1 : 1) : x->since.n < y->since.n ? -1 : x->since.n > y->since.n;
}

fault org_tree_build(struct db *db)
{
	struct climb c = { .db = db };
	struct org_orgs_row *orgs;
	size_t n_parents;
	TRY(org_orgs(db, &orgs, &c.n));
	TRY(org_parents(db, &c.parents, &n_parents));
	qsort(c.parents, n_parents, sizeof *c.parents, parents_order);
	c.nodes = arena_get(db_mem(db), (c.n + 1) * sizeof *c.nodes);
	for (size_t i = 0, k = 0; i < c.n; i++) {
		while (k < n_parents && c.parents[k].org < orgs[i].id)
			k++;
		c.nodes[i] = (struct node){ .id = orgs[i].id, .kind = org_kind(orgs[i].kind), .first = k };
		while (k < n_parents && c.parents[k].org == orgs[i].id)
			k++;
		c.nodes[i].n = k - c.nodes[i].first;
	}
	TRY(org_tree_clear(db));
	for (size_t i = 0; i < c.n; i++)
		TRY(climb_from(&c, &c.nodes[i], &c.nodes[i], orgs[i].since, orgs[i].until, 0));
	return NULL;
}

/* --- the register ----------------------------------------------------------------------------------------------------------------------- */

struct unit {                        /* one row of 单位名册 as filled in */
	struct head head;            /* unused but for its place */
	struct str full, shorter, kind, parent, employer, employer_uscc, uscc, stat_code, division, industry;
	int64_t workers, members, women_members, migrant_members, protocol;
	struct day since, until;
};

static fault unit_known(struct filling *f, const struct unit *u, int64_t *ret)
{
	fault why;
	if (u->stat_code.p)
		TRY(org_find(f->db, u->stat_code, u->since, ret, &why));
	if (!*ret) {
		struct org_by_name_row *rows;
		size_t n;
		TRY(org_by_name(f->db, (struct org_by_name_in){ .folded = text_fold(f->mem, u->full) }, &rows, &n));
		*ret = n ? rows[0].id : 0;
	}
	return NULL;
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

static fault unit_self(struct filling *f, int64_t *org, const struct unit *u, const struct org_kind *kind, int *ret_what)
{
	struct org old = { .since = u->since, .until = u->until };
	bool found = false;
	if (*org)
		TRY(row_read(f->db, &org_table, *org, &old, &found));
	struct org now = unit_org(u, &old, kind);
	if (found && u->until.n > old.until.n)
		now.until = u->until;
	if (found && u->since.n > old.since.n && u->until.n != old.until.n && u->until.n < DAY_LAST.n)
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

static fault unit_put(struct filling *f, int *ret_what)
{
	const struct unit *given = f->row;
	struct unit u = *given;
	int64_t org = 0, parent = 0;
	fault why = NULL;
	int wrote = 0;
	const struct org_kind *kind = org_kind(u.kind);
	if (!day_known(u.since))
		u.since = DAY_FIRST;
	u.until = day_known(u.until) ? (struct day){ u.until.n + 1 } : DAY_LAST;
	if (u.parent.p) {
		TRY(org_find(f->db, u.parent, u.since, &parent, &why));
		if (!parent) {
			filling_wrong(f, offsetof(struct unit, parent), why->code, "%s", why->say);
			return NULL;
		}
	} else if (kind->level != 0 && strcmp(kind->code, "city") != 0) {
		filling_wrong(f, offsetof(struct unit, parent), "org.no_parent", _("没有填上级单位。除市总工会和上级单位外，每个单位都要写明它归谁管。"));
		return NULL;
	}
	if (u.members != INT_NONE && u.workers != INT_NONE && u.members > u.workers)
		filling_wrong(f, offsetof(struct unit, members), "org.members", _("会员人数多于职工人数。请核对这两列。"));
	*ret_what = 2;
	TRY(unit_known(f, &u, &org));
	TRY(unit_self(f, &org, &u, kind, ret_what));
	TRY(unit_name(f, org, "full", u.full, &u, &wrote));
	TRY(unit_name(f, org, "short", u.shorter, &u, &wrote));
	TRY(unit_name(f, org, "employer", u.employer, &u, &wrote));
	if (parent)
		TRY(unit_parent(f, org, parent, &u, &wrote));
	TRY(unit_group(f, org, &u, &wrote));
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
