/* Every route of the program's site, as every role and as nobody, against the one table that says who may (kernel/account.c). Nothing here lists routes or
 * rights: a new row is tried without a line being added.
 *
 * First the rows themselves: the site's routes with their right kept and their handler replaced by a probe, so that who may is told exactly from who may not.
 * Then the handlers as they are: who may not gets the very page of what does not exist; who may gets an answer, and never a failure of ours; and no page
 * shows its reader a link or a button that leads where he may not go, or to what is not there.
 * Last the organisations: every role at the city, at the union whose records they are, at its sibling and at a stranger's; who is outside their subtree has,
 * at every address with a number, the page of what is not there; and a list, its count and its export are the same set. */
#include "admin_kit.h"
#include "doc/sheet.h"
#include "kernel/line.h"
#include "web/gate_in.h"

static bool may(const struct caller *by, const char *right)
{
	const struct role *role = by ? role_named(str_of(by->role)) : NULL;
	if (!strcmp(right, MAY_ANYONE))
		return true;
	if (!role || !strcmp(right, MAY_SIGNED_IN))
		return role != NULL;
	for (const char *const *each = role->rights; *each; each++)
		if (!strcmp(*each, right))
			return true;
	return false;
}

/* A word that could stand there. */
static struct str sample(struct arena *mem, const char *pattern)
{
	static const struct { const char *word, *value; } WORDS[] = { { ":id", "1" }, { ":month", "2019-01" }, { ":line", "aid" }, { ":name", "aid.event" }, { ":entity", "aid.event" },
		{ ":kind", "aid.event" }, { ":indicator", "aid.relief_times" }, { ":section", "1" }, { ":part", "1" }, { ":form", "pdf" }, { ":number", "1" } };
	struct buf b = { .mem = mem };
	struct str rest = str_of(pattern);
	str_cut(&rest, '/');
	while (rest.p) {
		struct str word = str_cut(&rest, '/'), value = word.n && word.p[0] == ':' ? STR("1") : word;
		for (size_t i = 0; i < COUNT(WORDS); i++)
			if (str_is(word, WORDS[i].word))
				value = str_of(WORDS[i].value);
		buf_fmt(&b, "/%.*s", PSTR(value));
	}
	return buf_str(&b);
}

/* What stands on every page of its own: the number to be read out, the secret of the forms. */
static struct str plain(struct arena *mem, struct str body)
{
	struct buf b = { .mem = mem };
	static const char *const MARKS[] = { "<span class=\"code\">", "name=\"csrf\" value=\"" };
	while (body.n) {
		size_t at = SIZE_MAX, mark = 0;
		for (size_t i = 0; i < COUNT(MARKS); i++) {
			size_t found = str_find(body, str_of(MARKS[i]));
			if (found < at)
				at = found, mark = i;
		}
		if (at == SIZE_MAX)
			break;
		at += strlen(MARKS[mark]);
		buf_add(&b, str_sub(body, 0, at));
		body = str_sub(body, at, SIZE_MAX);
		size_t end = 0;
		while (end < body.n && body.p[end] != '<' && body.p[end] != '"')
			end++;
		body = str_sub(body, end, SIZE_MAX);
	}
	buf_add(&b, body);
	return buf_str(&b);
}

static fault probe(struct ctx *c)
{
	c->reply->status = 299;
	c->reply->body = STR("probe");
	return NULL;
}

static const struct route *const *probes(struct arena *mem, const struct route *const *lists)
{
	size_t n = 0;
	while (lists[n])
		n++;
	const struct route **made = arena_get(mem, (n + 1) * sizeof *made);
	for (size_t i = 0; i < n; i++) {
		size_t rows = 0;
		while (lists[i][rows].verb)
			rows++;
		struct route *list = arena_get(mem, (rows + 1) * sizeof *list);
		for (size_t k = 0; k < rows; k++)
			list[k] = (struct route){ lists[i][k].verb, lists[i][k].path, lists[i][k].may, probe };
		made[i] = list;
	}
	return made;
}

static void wrong(const struct route *r, const struct caller *by, const char *what, const struct reply *got_)
{
	fail_msg("%s %s as %s: %s (%d) %.*s", r->verb, r->path, by ? by->role : "nobody", what, got_->status, PSTR(between(got_->body, "<main", "</main>")));
}

/* Nobody is sent to the sign-in page; who may not reads what stands beside it under an address that is none. */
static void is_refused(struct house *h, const struct site *site, const struct route *r, struct str path, const struct caller *by, const struct reply *got_)
{
	struct arena *mem = arena_open(0);
	if (!by) {
		if (got_->status != 303 || !str_starts(header_of(got_, "Location"), STR("/sign-in")))
			wrong(r, by, "no way to the sign-in page", got_);
		arena_close(mem);
		return;
	}
	struct reply none = answer_of(site, mem, (struct ask){ "GET", str_fmt(mem, "%.*s/no/such/page/at/all", PSTR(path)), by });
	if (got_->status != 404)
		wrong(r, by, "open", got_);
	if (none.status != 404 || !str_eq(plain(mem, got_->body), plain(mem, none.body)))
		wrong(r, by, "its 404 is told from that of what is not there", got_);
	arena_close(mem);
}

static int dead;

static struct str decoded(struct arena *mem, struct str s)
{
	struct buf b = { .mem = mem };
	for (size_t i = 0; i < s.n; i++) {
		struct str byte = STR_NONE;
		if (s.p[i] == '%' && str_unhex(mem, str_sub(s, i + 1, 2), &byte) && byte.n == 1)
			buf_add(&b, byte), i += 2;
		else if (str_starts(str_sub(s, i, 5), STR("&amp;")))
			buf_c(&b, '&'), i += 4;
		else
			buf_c(&b, s.p[i]);
	}
	return buf_str(&b);
}

/* A link that is followed is there. */
static void followed(const struct site *site, struct arena *mem, const struct route *r, const struct caller *by, struct str address)
{
	struct ask ask = { "GET", STR_NONE, by };
	address = decoded(mem, address);
	ask.path = str_cut(&address, '?');
	for (size_t i = 0; address.p && i < COUNT(ask.params); i++) {
		struct str value = str_cut(&address, '&');
		ask.params[i].name = str_cut(&value, '=');
		ask.params[i].value = value.p ? value : STR("");
	}
	struct reply a = answer_of(site, mem, ask);
	if (a.status == 404 || a.status >= 500)
		print_error("%s %s as %s offers GET %.*s, which answers %d\n", r->verb, r->path, by ? by->role : "nobody", PSTR(ask.path), a.status), dead++;
}

/* What the page offers: every address in this attribute is a row that the reader may take. */
static void offers(const struct site *site, struct arena *mem, const struct route *r, const struct caller *by, struct str body, const char *mark, const char *verb)
{
	for (size_t at; (at = str_find(body, str_of(mark))) != SIZE_MAX;) {
		struct str rest = str_sub(body, at + strlen(mark), SIZE_MAX), address = str_sub(rest, 0, str_find(rest, STR("\"")));
		struct ctx ignored = { .mem = mem };
		const char *allow;
		body = rest;
		address = str_sub(address, 0, str_find(address, STR("#")));
		struct str whole = address;
		address = decoded(mem, str_sub(address, 0, str_find(address, STR("?"))));
		if (!address.n || str_starts(address, STR("/static/")))
			continue;
		const struct route *to = route_find(site, verb, address, &ignored, &allow);
		if (!to || !may(by, to->may))
			print_error("%s %s as %s offers %s %.*s, %s\n", r->verb, r->path, by ? by->role : "nobody", verb, PSTR(address), to ? "which is closed to them" : "which is nothing"), dead++;
		else if (!strcmp(verb, "GET") && mark[0] == ' ')    /* of a form the fields are wanting */
			followed(site, mem, r, by, whole);
	}
}

static void offers_all(const struct site *site, struct arena *mem, const struct route *r, const struct caller *by, struct str body)
{
	static const struct { const char *mark, *verb; } MARKS[] = { { " href=\"", "GET" }, { " hx-get=\"", "GET" }, { "method=\"get\" action=\"", "GET" },
		{ "method=\"post\" action=\"", "POST" }, { " formaction=\"", "POST" }, { " hx-post=\"", "POST" } };
	for (size_t i = 0; i < COUNT(MARKS); i++)
		offers(site, mem, r, by, body, MARKS[i].mark, MARKS[i].verb);
	for (struct str left = body; (left = str_sub(left, str_find(left, STR("<form ")), SIZE_MAX)).n; left = str_sub(left, 6, SIZE_MAX)) {
		struct str tag = str_sub(left, 0, str_find(left, STR(">")));
		bool seen = str_find(tag, STR("method=\"post\" action=\"")) != SIZE_MAX || str_find(tag, STR("method=\"get\" action=\"")) != SIZE_MAX;
		if (!seen && str_find(tag, STR("action=")) != SIZE_MAX)
			print_error("%s %s: a form that this test does not see: %.*s\n", r->verb, r->path, PSTR(tag)), dead++;
	}
}

/* What is asked for by more than its path. */
static bool needs_more(const struct route *r)
{
	return strchr(r->path, ':') || !strcmp(r->path, "/import/progress");
}

static void each(struct house *h, const struct caller *by, bool real)
{
	struct site site = h->site;
	if (!real)
		site.routes = probes(h->k->mem, h->site.routes);
	for (size_t i = 0; site.routes[i]; i++)
		for (const struct route *r = site.routes[i]; r->verb; r++) {
			struct arena *mem = arena_open(0);
			struct str path = sample(h->k->mem, r->path);
			bool get = !strcmp(r->verb, "GET"), open = may(by, r->may);
			struct reply a = answer_of(&site, mem, (struct ask){ r->verb, path, by, .unsigned_form = !get });
			if (!open)
				is_refused(h, &site, r, path, by, &a);
			else if (!get && a.status != 403)
				wrong(r, by, "taken without the form's secret", &a);
			else if (get && !real && a.status != 299)
				wrong(r, by, "closed", &a);
			else if (get && real && (a.status >= 500 || (a.status == 404 && !needs_more(r))))
				wrong(r, by, "no answer", &a);
			if (get && real && open && a.status == 200 && a.mime && str_starts(str_of(a.mime), STR("text/html")))
				offers_all(&site, mem, r, by, a.body);
			if (!get && !real && by) {                   /* with the secret: the probe, or the same 404 */
				a = answer_of(&site, mem, (struct ask){ r->verb, path, by });
				if (open && a.status != 299)
					wrong(r, by, "closed", &a);
				if (!open)
					is_refused(h, &site, r, path, by, &a);
			}
			arena_close(mem);
		}
}

static void run(bool real)
{
	struct house h = house_open();
	assert_good(site_check(h.k->mem, &h.site));
	each(&h, NULL, real);
	for (size_t i = 0; i < ROLES_N; i++) {
		assert_string_equal(h.callers[i].role, ROLES[i].code);       /* no role is left out */
		each(&h, &h.callers[i], real);
	}
	assert_int_equal(dead, 0);
	house_close(&h);
}

static void the_rows(void **state)
{
	run(false);
}

static void the_handlers(void **state)
{
	run(true);
}

/* --- from every organisation -------------------------------------------------------------------------------------------------------------------------- */

static const char *const UNITS[] = { "江州市总工会", "沙洲区总工会", "石陂市总工会", "石陂乙厂工会委员会" };
static const size_t SEEN[] = { 5, 3, 2, 0 };                 /* of the records below */
enum { OF_CITY, OF_NEAR };                                   /* the others are outside 沙洲区 */
#define CASE_HEAD "信访编号,渠道,收到日期,信访人,身份证号,诉求类别,信访目的,办理状态,受理日期,说明\n"
extern const struct line petition_line;

/* Each role at each of the units: role by role. */
static struct caller *people_open(struct house *h)
{
	static const char *const GIVEN[] = { "甲", "乙", "丙", "丁" }, *const FAMILY[] = { "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫" };
	struct arena *mem = h->k->mem;
	struct caller *all = arena_get(mem, ROLES_N * COUNT(UNITS) * sizeof *all);
	struct buf csv = { .mem = mem };
	assert_true(ROLES_N <= COUNT(FAMILY));
	buf_puts(&csv, "姓名,单位,职务\n");
	for (size_t i = 0; i < ROLES_N * COUNT(UNITS); i++) {
		size_t role = i / COUNT(UNITS), unit = i % COUNT(UNITS);
		all[i] = (struct caller){ .role = ROLES[role].code, .name = str_c(mem, str_fmt(mem, "%s%s人", FAMILY[role], GIVEN[unit])),
			.login = str_c(mem, str_fmt(mem, "role%02zu", i)), .unit = UNITS[unit] };
		buf_fmt(&csv, "%s,%s,干事\n", all[i].name, UNITS[unit]);
	}
	kit_bring(h->k, (struct sent){ .of = &PERSON_OFFICER, .part = "scope", .csv = str_c(mem, buf_str(&csv)) });
	for (size_t i = 0; i < ROLES_N * COUNT(UNITS); i++)
		caller_open(h, &all[i]);
	return all;
}

/* Three of 沙洲区, two of 石陂市; the number of the first. */
static int64_t cases_bring(struct house *h)
{
	const struct entity *of = NULL;
	for (size_t i = 0; petition_line.entities[i]; i++)
		if (!strcmp(petition_line.entities[i]->name, "petition.case"))
			of = petition_line.entities[i];
	assert_non_null(of);
	kit_bring(h->k, (struct sent){ .of = of, .sender = kit_org(h->k, "沙洲区", "2019-01-01"), .actor = h->callers[0].person, .csv = CASE_HEAD
		"沙信-1,来访,2019-01-08,张三丰,,拖欠工资,申诉求决,已受理,2019-01-08,\n沙信-2,来信,2019-01-05,李小四,,社会保险,申诉求决,已受理,2019-01-06,\n"
		"沙信-3,来信,2019-01-09,王小五,,其他,申诉求决,已受理,2019-01-10,\n" });
	kit_bring(h->k, (struct sent){ .of = of, .sender = kit_org(h->k, "石陂市", "2019-01-01"), .actor = h->callers[FAR_CLERK].person, .csv = CASE_HEAD
		"石信-1,来访,2019-01-08,赵小六,,其他,申诉求决,已受理,2019-01-08,\n石信-2,来访,2019-01-11,钱小七,,其他,申诉求决,已受理,2019-01-11,\n" });
	return kit_count(h->k, "SELECT id FROM petition_case WHERE number = '沙信-1'");
}

/* The address with this number in it; STR_NONE: no number stands there. */
static struct str with_number(struct arena *mem, const struct route *r, int64_t id)
{
	struct str path = sample(mem, r->path);
	size_t at = str_find(str_of(r->path), STR("/:id")), ahead = 0;
	if (at == SIZE_MAX)
		return STR_NONE;
	struct str tail = str_sub(str_of(r->path), at + 4, SIZE_MAX), head = sample(mem, str_c(mem, str_sub(str_of(r->path), 0, at)));
	ahead = head.n;
	return str_fmt(mem, "%.*s/%lld%.*s", PSTR(str_sub(path, 0, ahead)), (long long)id, PSTR(tail.n ? sample(mem, str_c(mem, tail)) : STR_NONE));
}

static void a_number_tells_nothing(void **state)
{
	struct house h = house_open();
	struct caller *people = people_open(&h);
	int64_t ids[] = { cases_bring(&h), kit_count(h.k, "SELECT min(source) FROM petition_case WHERE number = '沙信-1'") };
	for (size_t i = 0; i < ROLES_N * COUNT(UNITS); i++)
		for (size_t l = 0; h.site.routes[l]; l++)
			for (const struct route *r = h.site.routes[l]; r->verb; r++)
				for (size_t k = 0; k < COUNT(ids); k++) {
					struct arena *mem = arena_open(0);
					struct str path = with_number(mem, r, ids[k]);
					bool outside = i % COUNT(UNITS) > OF_NEAR;
					if (path.p && outside && strncmp(r->path, "/sessions", 9) && strncmp(r->path, "/trail", 6)) {      /* other series of numbers */
						struct reply there = answer_of(&h.site, mem, (struct ask){ r->verb, path, &people[i] });
						struct reply none = answer_of(&h.site, mem, (struct ask){ r->verb, with_number(mem, r, 999999999), &people[i] });
						bool absent = there.status == 404 || strncmp(r->path, "/record/", 8);    /* what is dropped twice is as well gone */
						if (!absent || there.status != none.status || !str_eq(plain(mem, there.body), plain(mem, none.body)))
							wrong(r, &people[i], "what another union has is told from what is not there", &there);
					}
					if (path.p && !outside && !k && !strcmp(r->path, "/record/:id") && may(&people[i], r->may)) {
						struct reply there = answer_of(&h.site, mem, (struct ask){ r->verb, path, &people[i] });
						if (there.status != 200)
							wrong(r, &people[i], "its own record is not shown", &there);
						offers_all(&h.site, mem, r, &people[i], there.body);
					}
					arena_close(mem);
				}
	assert_int_equal(dead, 0);
	house_close(&h);
}

static void counts_and_exports_are_the_list(void **state)
{
	struct house h = house_open();
	struct caller *people = people_open(&h);
	const struct route *r = &RECORD_ROUTES[1];
	cases_bring(&h);
	for (size_t i = 0; i < ROLES_N * COUNT(UNITS); i++) {
		struct arena *mem = arena_open(0);
		size_t n = SEEN[i % COUNT(UNITS)];
		struct ask list = { "GET", STR("/records/petition.case"), &people[i], .params = { { STR("month"), STR("all") } } }, file = list;
		file.path = STR("/records/petition.case/export");
		struct reply page = answer_of(&h.site, mem, list), sheet = answer_of(&h.site, mem, file);
		bool reads = may(&people[i], "record.read"), exports = may(&people[i], "export.read");
		size_t rows = 0;
		for (struct str left = page.body; (left = str_sub(left, str_find(left, STR("信-")), SIZE_MAX)).n; left = str_sub(left, 1, SIZE_MAX))
			rows++;
		if (page.status != (reads ? 200 : 404) || sheet.status != (exports ? 200 : 404))
			wrong(r, &people[i], "the list or its export is not as the table says", &page);
		if (reads && ((n > 0) != (rows > 0) || (n && str_find(page.body, str_fmt(mem, "共%zu条", n)) == SIZE_MAX)))
			wrong(r, &people[i], "the list has another count", &page);
		if (reads && n && exports != (str_find(page.body, str_fmt(mem, "导出%zu条", n)) != SIZE_MAX))
			wrong(r, &people[i], "the export is offered to whom it is not open, or not to whom it is", &page);
		if (exports) {
			struct workbook book;
			assert_good(sheet_read_bytes(mem, sheet.body, NULL, &book));
			assert_int_equal(book.grids[0].n, n + 2);    /* the head, the rows, what was asked */
		}
		arena_close(mem);
	}
	house_close(&h);
}

/* Every right of the table is asked for by a route, or by a move or a line of a page that says so. */
static void no_right_is_for_nothing(void **state)
{
	static const char *const ELSEWHERE[] = { "record.enter", "record.approve", "import.undo", "period.return", "report.cosign", "report.sign", "report.issue", "instruction.give",
		"person.unmask", "export.read", "report.edit", "report.approve", "report.check", "report.read", "period.close", "import.bring" };
	for (size_t k = 0; k < RIGHTS_N; k++) {
		bool asked = false;
		for (size_t i = 0; SITE_ROUTES[i] && !asked; i++)
			for (const struct route *r = SITE_ROUTES[i]; r->verb && !asked; r++)
				asked = !strcmp(r->may, RIGHTS[k].code);
		for (size_t i = 0; i < COUNT(ELSEWHERE) && !asked; i++)
			asked = !strcmp(ELSEWHERE[i], RIGHTS[k].code);
		if (!asked)
			fail_msg("nothing asks for %s", RIGHTS[k].code);
	}
}

SUITE(TEST(the_rows), TEST(the_handlers), TEST(a_number_tells_nothing), TEST(counts_and_exports_are_the_list), TEST(no_right_is_for_nothing))
