/* The whole program's site over a small federation, with an account for every role and a session for each: for tests that open its pages.
 * Sessions are opened by the kernel, not through the door, so a test costs no more hashing than it must. */
#ifndef NUAN_ADMIN_KIT_H
#define NUAN_ADMIN_KIT_H
#include "kernel_kit.h"
#include "app/app.h"
#include "kernel/account.h"
#include "kernel/kept.h"
#include "kernel/account.schema.h"
#include "report/report.schema.h"
#include "rooms/rooms.h"

#define PASSWORD "kite-harbor-93-willow"

struct caller { const char *role, *name, *login; const char *unit; int64_t account, person; struct str cookie, csrf; };
struct house { struct kit *k; struct site site; struct caller *callers; size_t n; };

/* One for each role, in the order of ROLES, then a second officer of the city and a clerk of another county. */
static const struct caller CALLERS[] = {
	{ "clerk",          "李红",   "lihong",   "沙洲区总工会" }, { "county_officer", "谷令仪", "gulingyi", "沙洲区总工会" },
	{ "department",     "章雨桐", "zhangyt",  "江州市总工会" }, { "office",         "余知微", "yuzhiwei", "江州市总工会" },
	{ "leader",         "欧阳霁", "ouyangji", "江州市总工会" }, { "auditor",        "邬晓岚", "wuxiaolan", "江州市总工会" },
	{ "system_admin",   "向维桢", "xiangwz",  "江州市总工会" }, { "security_admin", "苗春晓", "miaochx",  "江州市总工会" },
	{ "audit_admin",    "覃立毅", "qinliyi",  "江州市总工会" },
	{ "office",         "王强",   "wangqiang", "江州市总工会" }, { "clerk",         "赵敏",   "zhaomin",  "石陂市总工会" },
};
enum { OFFICE = 3, AUDITOR = 5, SYSTEM = 6, SECURITY = 7, AUDIT = 8, OFFICE_TOO = 9, FAR_CLERK = 10 };

static inline struct db *real_begin(struct house *h, enum mode mode)         /* the clock that the gate goes by */
{
	struct db *db;
	assert_good(db_as(h->k->mem, h->k->store, (struct scope){ .city = 1, .org = h->k->city }, mode, &db));
	return db;
}

static inline void caller_open(struct house *h, struct caller *c)
{
	struct db *db = real_begin(h, WRITING);
	int64_t org = kit_org(h->k, c->unit, "2019-03-20");
	struct session s;
	struct account row;
	bool found;
	assert_good(person_officer(db, str_of(c->name), 0, &c->person, NULL));
	assert_true(c->person != 0);
	assert_good(account_add(db, str_of(c->login), c->person, org, STR(PASSWORD), &c->account));
	assert_good(row_read(db, &account_table, c->account, &row, &found));        /* as if he had changed it: a hash less */
	row.must_change = 0;
	assert_good(row_change(db, &account_table, &row));
	assert_good(account_grant(db, c->account, c->role, org, STR_NONE));
	assert_good(session_open(db, c->account, STR("10.1.2.3"), STR("Firefox/115"), &c->cookie));
	assert_good(session_find(db, c->cookie, &s, &found));
	assert_true(found);
	c->csrf = s.csrf;
	assert_good(db_commit(db));
}

static inline struct house house_open(void)
{
	struct house h = { .k = kit_open(), .n = COUNT(CALLERS) };
	size_t n;
	const struct schema *schemas = app_schemas(h.k->mem, &n);
	struct buf csv = { .mem = h.k->mem };
	assert_good(store_migrate(h.k->mem, h.k->store, schemas, n));
	row_rules(h.k->store, app_rules(h.k->mem));
	row_catalogue(h.k->store, app_catalogue(h.k->mem));
	kit_federation(h.k);
	buf_puts(&csv, "姓名,单位,职务\n");
	for (size_t i = 0; i < COUNT(CALLERS); i++)
		buf_fmt(&csv, "%s,%s,干事\n", CALLERS[i].name, CALLERS[i].unit);
	kit_bring(h.k, (struct sent){ .of = &PERSON_OFFICER, .csv = str_c(h.k->mem, buf_str(&csv)) });
	h.callers = arena_get(h.k->mem, sizeof CALLERS);
	memcpy(h.callers, CALLERS, sizeof CALLERS);
	for (size_t i = 0; i < h.n; i++)
		caller_open(&h, &h.callers[i]);
	h.site = (struct site){ .store = h.k->store, .lines = LINES, .name = "江州市总工会", .desk = app_desk(h.k->mem) };
	site_rooms(&h.site);
	assert_good(kept_open(h.k->mem, 4 << 20, &h.site.kept));     /* as the server has it: what is kept must never be told from what is made anew */
	return h;
}

static inline void house_close(struct house *h)
{
	kit_close(h->k);
}

/* --- requests ---------------------------------------------------------------------------------------------------------------------------- */

#define F(name, value) { STR(name), STR(value) }
struct ask { const char *method; struct str path; const struct caller *by; bool unsigned_form; struct pair fields[16], params[4]; };

static inline size_t counted(const struct pair *pairs, size_t most)
{
	size_t n = 0;
	while (n < most && pairs[n].name.p)
		n++;
	return n;
}

static inline struct reply answer_of(const struct site *site, struct arena *mem, struct ask a)
{
	struct request *r = arena_get(mem, sizeof *r);
	struct reply reply = { 0 };
	struct pair *fields = arena_get(mem, sizeof a.fields + sizeof *fields), *params = arena_get(mem, sizeof a.params), *cookies = arena_get(mem, sizeof *cookies);
	size_t n = counted(a.fields, COUNT(a.fields));
	memcpy(fields, a.fields, sizeof a.fields);
	memcpy(params, a.params, sizeof a.params);
	if (a.by && !a.unsigned_form)
		fields[n++] = (struct pair){ STR("csrf"), a.by->csrf };
	if (a.by)
		cookies[0] = (struct pair){ STR("nuan"), a.by->cookie };
	*r = (struct request){ .mem = mem, .method = str_of(a.method), .path = a.path, .host = STR("nuan.test"), .agent = STR("Firefox/115"), .peer = STR("10.1.2.3"),
		.fields = fields, .n_fields = n, .params = params, .n_params = counted(params, COUNT(a.params)), .cookies = cookies, .n_cookies = a.by != NULL };
	gate((void *)(uintptr_t)site, r, &reply);
	return reply;
}

static inline struct reply got(struct house *h, size_t by, const char *path)
{
	return answer_of(&h->site, h->k->mem, (struct ask){ "GET", str_of(path), &h->callers[by] });
}
static inline struct reply pressed(struct house *h, size_t by, const char *path)      /* a button that sends nothing but itself */
{
	return answer_of(&h->site, h->k->mem, (struct ask){ "POST", str_of(path), &h->callers[by] });
}
#define POSTED(h, by_, path_, ...) answer_of(&(h)->site, (h)->k->mem, (struct ask){ "POST", str_of(path_), &(h)->callers[by_], .fields = { __VA_ARGS__ } })

static inline struct str header_of(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (str_is(r->headers[i].name, name))
			return r->headers[i].value;
	return STR_NONE;
}

static inline struct str between(struct str in, const char *from, const char *to)
{
	size_t at = str_find(in, str_of(from));
	if (at == SIZE_MAX)
		return STR_NONE;
	in = str_sub(in, at + strlen(from), SIZE_MAX);
	return str_sub(in, 0, str_find(in, str_of(to)));
}
static inline void status_is(struct reply r, int want, const char *file, int line)
{
	struct str body = between(r.body, "<main", "</main>");
	if (r.status == want)
		return;
	print_error("%d instead of %d: %.*s\n", r.status, want, PSTR(body));
	_fail(file, line);
}
#define assert_status(r, want) status_is((r), (want), __FILE__, __LINE__)
#define assert_lacks(s, what) assert_true(str_find(s, str_of(what)) == SIZE_MAX)

#endif
