/* Routes: which row a request is for, and whether the rows can be believed.
 *
 * A path is words between slashes; a word of the row that begins with a colon takes any word, :id a positive number only, so that a loader never sees text
 * where a number belongs. site_check walks all rows before the first request: a row without a right, with a right that no role could have, without a
 * handler, or twice, keeps the program from starting and is named.
 * Cost: some hundred comparisons of short texts a request, microseconds.
 * Not taken: a tree of prefixes (faster where nobody waits); patterns (nobody can say which of two wins). */
#include <string.h>
#include "web/gate_in.h"

bool route_match(const struct route *r, struct str path, struct ctx *ret)
{
	struct str want = str_of(r->path), words[COUNT(ret->word)] = { 0 };
	size_t n = 0;
	int64_t id = 0;
	if (!path.n || path.p[0] != '/')
		return false;
	while (want.p && path.p) {
		struct str a = str_cut(&want, '/'), b = str_cut(&path, '/');
		if (!a.n || a.p[0] != ':') {
			if (!str_eq(a, b) && (a.n || b.n))
				return false;
		} else if (str_is(a, ":id")) {
			if (!b.n || b.p[0] < '1' || b.p[0] > '9' || !str_int(b, &id))
				return false;
		} else if (!b.n || n == COUNT(words)) {
			return false;
		} else {
			words[n++] = b;
		}
	}
	if (want.p || path.p)
		return false;
	ret->id = id;
	memcpy(ret->word, words, sizeof words);
	return true;
}

/* ret_allow: when the path is known and the verb is not, the verb that is. */
const struct route *route_find(const struct site *s, const char *verb, struct str path, struct ctx *ret, const char **ret_allow)
{
	*ret_allow = NULL;
	for (size_t i = 0; s->routes[i]; i++)
		for (const struct route *r = s->routes[i]; r->verb; r++) {
			struct ctx found = *ret;
			if (!route_match(r, path, &found))
				continue;
			if (strcmp(r->verb, verb) == 0) {
				*ret = found;
				return r;
			}
			*ret_allow = r->verb;
		}
	return NULL;
}

bool route_open(const struct viewer *who, const char *may)
{
	if (strcmp(may, MAY_ANYONE) == 0)
		return true;
	return who->account && (strcmp(may, MAY_SIGNED_IN) == 0 || viewer_may(who, may));
}

static const struct right *right_named(const char *code)
{
	for (size_t i = 0; i < RIGHTS_N; i++)
		if (strcmp(code, RIGHTS[i].code) == 0)
			return &RIGHTS[i];
	return NULL;
}

static bool right_known(const char *may)
{
	const struct right *right = right_named(may);
	return strcmp(may, MAY_ANYONE) == 0 || strcmp(may, MAY_SIGNED_IN) == 0 || (right && right->title && *right->title);
}

/* Two rows that one request could mean: the same words, or a colon in the same places. */
static bool same_shape(const struct route *a, const struct route *b)
{
	struct str one = str_of(a->path), two = str_of(b->path);
	if (strcmp(a->verb, b->verb) != 0)
		return false;
	while (one.p && two.p) {
		struct str x = str_cut(&one, '/'), y = str_cut(&two, '/');
		bool any_x = x.n && x.p[0] == ':', any_y = y.n && y.p[0] == ':';
		if (any_x != any_y || (!any_x && !str_eq(x, y)) || str_is(x, ":id") != str_is(y, ":id"))
			return false;
	}
	return !one.p && !two.p;
}

static const char *row_wrong(const struct route *r)
{
	size_t words = 0;
	for (const char *p = r->path; p && *p; p++)
		words += *p == ':';
	bool get = strcmp(r->verb, "GET") == 0;
	return !r->path || r->path[0] != '/' ? N_("路径要以/开头")
		: !get && strcmp(r->verb, "POST") != 0 ? N_("方法只能是GET或POST")
		: !r->may ? N_("没有写明权限")
		: !right_known(r->may) ? N_("写明的权限不在权限表里，或没有名称")
		: !r->run ? N_("没有处理函数")
		: words > COUNT(((struct ctx *)0)->word) ? N_("路径里可变的部分太多")
		: get && (r->form || r->prepare || r->file_most) ? N_("GET不能收表单和文件")
		: NULL;
}

static fault row_bad(struct arena *mem, const struct route *r, const char *why)
{
	return fault_note(mem, BLAME_US, "route.row", str_c(mem, str_fmt(mem, "route %s %s", r->verb, r->path ? r->path : "?")),
		_("程序的路由表有一行不对，没有启动：%s %s，%s。请把这条信息报给开发人员。"), r->verb, r->path ? r->path : "?", _(why));
}

fault site_check(struct arena *mem, const struct site *s)
{
	for (size_t i = 0; s->routes[i]; i++)
		for (const struct route *r = s->routes[i]; r->verb; r++) {
			const char *why = row_wrong(r);
			for (size_t k = 0; !why && k <= i; k++)
				for (const struct route *other = s->routes[k]; other->verb && other != r && !why; other++)
					if (same_shape(r, other))
						why = N_("与另一行重复");
			if (why)
				return row_bad(mem, r, why);
		}
	return NULL;
}

size_t site_file_most(const struct site *s)
{
	size_t most = 0;
	for (size_t i = 0; s->routes[i]; i++)
		for (const struct route *r = s->routes[i]; r->verb; r++)
			if (r->file_most > most)
				most = r->file_most;
	return most;
}
