/* Organisations: a tree with history.
 *
 * An organisation is a number that never changes; its names and its parents are dated rows. From the parents a dated closure is made (org_tree): one
 * row for each pair of a unit above and a unit below and each span of days on which it held. A figure asks the closure on the day of the record, so
 * a firm that moves county takes its new records along and leaves last year's where they were.
 * A unit is found in a file by social credit code, by statistical code, or by any of its names as of the row's day; two hits ask, none names the
 * nearest. The closure is derived, so it has no trail; verify makes it anew in memory and compares.
 * Refused: a cycle.
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
	{ "zone",              N_("开发区工会"),       2 },
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

static fault org_list(struct db *db, const char *kind, struct day from, struct day to, int64_t **ret, size_t *ret_n)
{
	struct org_of_kind_row *rows;
	size_t n;
	TRY(org_of_kind(db, (struct org_of_kind_in){ .kind = str_of(kind), .from = from, .to = to }, &rows, &n));
	int64_t *ids = arena_get(db_mem(db), (n + 1) * sizeof *ids);
	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].id;
	*ret = ids;
	*ret_n = n;
	return NULL;
}

fault org_counties(struct db *db, struct day on, int64_t **ret, size_t *ret_n)
{
	return org_list(db, "county", on, on, ret, ret_n);
}

fault org_units(struct db *db, struct day from, struct day to, int64_t **ret, size_t *ret_n)
{
	int64_t *counties, *zones;
	size_t n, n_zones;
	TRY(org_list(db, "county", from, to, &counties, &n));
	TRY(org_list(db, "zone", from, to, &zones, &n_zones));
	int64_t *all = arena_get(db_mem(db), (n + n_zones + 1) * sizeof *all);
	for (size_t i = 0; i < n + n_zones; i++)
		all[i] = i < n ? counties[i] : zones[i - n];
	*ret = all;
	*ret_n = n + n_zones;
	return NULL;
}

fault org_city(struct db *db, int64_t *ret)
{
	struct org_the_city_row row;
	bool found;
	TRY(org_the_city(db, &row, &found));
	if (!found)
		return fault_make(db_mem(db), BLAME_INPUT, "db.empty", _("这个数据库里还没有市总工会。请先运行 nuan init。"));
	*ret = row.id;
	return NULL;
}

/* --- the closure ------------------------------------------------------------------------------------------------------------------------ */

struct node { int64_t id; const struct org_kind *kind; size_t first, n; };       /* first, n: its parent rows, sorted by org */
enum { DEEPEST = 16 };
struct climb {
	struct db *db; struct node *nodes; size_t n; struct org_parents_row *parents; int64_t path[DEEPEST + 1];
	struct org_tree_add_in *tree; size_t n_tree, cap;
};

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

static void climb_keep(struct climb *c, struct org_tree_add_in row)
{
	if (c->n_tree == c->cap) {
		struct org_tree_add_in *more = arena_get(db_mem(c->db), (2 * c->cap + 256) * sizeof *more);
		if (c->n_tree)
			memcpy(more, c->tree, c->n_tree * sizeof *more);
		c->tree = more;
		c->cap = 2 * c->cap + 256;
	}
	c->tree[c->n_tree++] = row;
}

static fault climb_from(struct climb *c, const struct node *below, const struct node *at, struct day since, struct day until, int distance)
{
	bool again = distance > DEEPEST;
	for (int i = 0; i < distance && !again; i++)
		again = c->path[i] == at->id;
	if (again)
		return fault_make(db_mem(c->db), BLAME_INPUT, "org.cycle", _("单位的上级关系成了一个圈（编号%lld）。请检查名册里“上级单位”一列。"), (long long)below->id);
	c->path[distance] = at->id;
	climb_keep(c, (struct org_tree_add_in){ .above = at->id, .below = below->id, .since = since, .until = until,
		.above_kind = str_of(at->kind->code), .level = below->kind->level, .distance = distance });
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

/* The closure as the registers give it, in memory. */
static fault climb_all(struct db *db, struct climb *ret)
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
	for (size_t i = 0; i < c.n; i++)
		TRY(climb_from(&c, &c.nodes[i], &c.nodes[i], orgs[i].since, orgs[i].until, 0));
	*ret = c;
	return NULL;
}

fault org_tree_build(struct db *db)
{
	struct climb c;
	TRY(climb_all(db, &c));
	TRY(org_tree_clear(db));
	for (size_t i = 0; i < c.n_tree; i++)
		TRY(org_tree_add(db, c.tree[i]));
	return NULL;
}

static int tree_order(int64_t above, int64_t below, struct day since, int64_t above2, int64_t below2, struct day since2)
{
	if (above != above2)
		return above < above2 ? -1 : 1;
	if (below != below2)
		return below < below2 ? -1 : 1;
	return (since.n > since2.n) - (since.n < since2.n);
}

static int tree_rows(const void *a, const void *b)
{
	const struct org_tree_add_in *x = a, *y = b;
	return tree_order(x->above, x->below, x->since, y->above, y->below, y->since);
}

fault org_tree_altered(struct db *db, struct org_pair **ret, size_t *ret_n)
{
	struct climb c;
	struct org_tree_all_row *rows;
	size_t n, count = 0;
	TRY(climb_all(db, &c));
	TRY(org_tree_all(db, &rows, &n));
	if (c.n_tree)
		qsort(c.tree, c.n_tree, sizeof *c.tree, tree_rows);
	struct org_pair *pairs = arena_get(db_mem(db), (n + c.n_tree + 1) * sizeof *pairs);
	for (size_t i = 0, k = 0; i < n || k < c.n_tree;) {
		const struct org_tree_all_row *is = &rows[i];
		const struct org_tree_add_in *be = &c.tree[k];
		int order = i == n ? 1 : k == c.n_tree ? -1 : tree_order(is->above, is->below, is->since, be->above, be->below, be->since);
		bool same = order == 0 && is->until.n == be->until.n && str_eq(is->above_kind, be->above_kind) && is->level == be->level
			&& is->distance == be->distance;
		if (!same)
			pairs[count++] = order <= 0 ? (struct org_pair){ is->above, is->below } : (struct org_pair){ be->above, be->below };
		i += order <= 0;
		k += order >= 0;
	}
	*ret = pairs;
	*ret_n = count;
	return NULL;
}
