/* Accounts: who may what, who may not be both, what happens to who guesses, and when a session is over. */
#include <time.h>
#include "kernel_kit.h"
#include "kernel/account.h"
#include "kernel/account.schema.h"

#define GOOD "kite-harbor-93-willow"
#define OTHER "copper#lantern 7 moss"
#define PEER STR("10.1.2.3")
#define AGENT STR("Firefox/115")

struct house { struct kit *k; int64_t north, south, firm, li, wang, zhao; };     /* two counties, a firm in the first; three persons */

static int64_t officer(struct kit *k, const char *name)
{
	struct db *db = kit_begin(k, READING, 0);
	int64_t id;
	assert_good(person_officer(db, str_of(name), 0, &id, NULL));
	db_rollback(db);
	assert_true(id > 0);
	return id;
}

static struct house house_open(void)
{
	struct kit *k = kit_open();
	const struct schema schemas[] = { kernel_schema, account_schema };
	assert_good(store_migrate(k->mem, k->store, schemas, COUNT(schemas)));
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务\n李红,沙洲区总工会,干事\n王强,石陂市总工会,干事\n赵敏,江州市总工会,干事\n" });
	return (struct house){ k, kit_org(k, "沙洲区", "2019-01-01"), kit_org(k, "石陂市", "2019-01-01"), kit_org(k, "42910001", "2019-01-01"),
		officer(k, "李红"), officer(k, "王强"), officer(k, "赵敏") };
}

static int64_t ten(const struct house *h)
{
	return (int64_t)h->k->today.n * 86400 + 2 * 3600;
}

/* A transaction so many seconds after ten o'clock. */
static struct db *later(const struct house *h, enum mode mode, int64_t seconds)
{
	struct db *db = kit_begin(h->k, mode, 0);
	db_set_now(db, ten(h) + seconds);
	return db;
}

#define DO(h, seconds, call) do { struct db *db = later(h, WRITING, seconds); assert_good(call); assert_good(db_commit(db)); } while (0)
#define REFUSED(h, seconds, call, code) do { struct db *db = later(h, WRITING, seconds); assert_fault(call, code); db_rollback(db); } while (0)

static int64_t added(const struct house *h, const char *login, int64_t person, int64_t org)
{
	int64_t id = 0;
	DO(h, 0, account_add(db, str_of(login), person, org, STR(GOOD), &id));
	return id;
}

static struct viewer viewer(const struct house *h, int64_t account, int64_t seconds)
{
	struct viewer v;
	struct db *db = later(h, READING, seconds);
	assert_good(account_viewer(db, account, &v));
	db_rollback(db);
	return v;
}

static void whole(const struct house *h)
{
	const struct table *tables[COUNT(kit_tables) + 3];
	struct trail_report r;
	memcpy(tables, kit_tables, sizeof kit_tables);
	tables[COUNT(kit_tables)] = &account_table, tables[COUNT(kit_tables) + 1] = &account_role_table, tables[COUNT(kit_tables) + 2] = &sign_in_table;
	struct db *db = kit_begin(h->k, READING, 0);
	assert_good(trail_verify(db, tables, COUNT(tables), &r));
	db_rollback(db);
	if (r.n_tampers)
		fail_msg("%.*s", PSTR(r.tampers->what));
}

/* --- rights and roles ------------------------------------------------------------------------------------------------------------------------------ */

static bool is_right(const char *code)
{
	for (size_t i = 0; i < RIGHTS_N; i++)
		if (strcmp(RIGHTS[i].code, code) == 0)
			return true;
	return false;
}

static bool role_gives(const struct role *r, const char *right)
{
	for (const char *const *each = r->rights; *each; each++)
		if (strcmp(*each, right) == 0)
			return true;
	return false;
}

static void the_tables(void **state)
{
	static const char *const READS[] = { "record.read", "month.read", "report.read", "person.unmask", "export.read", "trail.read", "trail.verify" };
	for (size_t r = 0; r < ROLES_N; r++) {
		assert_ptr_equal(role_named(str_of(ROLES[r].code)), &ROLES[r]);
		for (const char *const *right = ROLES[r].rights; *right; right++) {
			bool reads = false;
			for (size_t i = 0; i < COUNT(READS); i++)
				reads = reads || strcmp(*right, READS[i]) == 0;
			if (!is_right(*right) || (!ROLES[r].changes && !reads))
				fail_msg("%s: %s", ROLES[r].code, *right);
			if (ROLES[r].area != AREA_BUSINESS && (strncmp(*right, "record", 6) == 0 || strncmp(*right, "report", 6) == 0 || strncmp(*right, "person", 6) == 0))
				fail_msg("an administrator sees the business: %s", *right);
		}
	}
	for (size_t i = 0; i < RIGHTS_N; i++) {
		bool somebody = false, each = true;
		for (enum area area = AREA_BUSINESS; area <= AREA_TRAIL; area++) {
			bool here = false;
			for (size_t r = 0; r < ROLES_N; r++)
				here = here || (ROLES[r].area == area && role_gives(&ROLES[r], RIGHTS[i].code));
			somebody = somebody || here, each = each && here;
		}
		if (!somebody || each)
			fail_msg("%s is %s", RIGHTS[i].code, each ? "everybody's" : "nobody's");
	}
	for (enum area area = AREA_BUSINESS; area <= AREA_TRAIL; area++) {      /* all roles of an area together leave something out */
		size_t n = 0;
		for (size_t i = 0; i < RIGHTS_N; i++)
			for (size_t r = 0; r < ROLES_N; r++)
				if (ROLES[r].area == area && role_gives(&ROLES[r], RIGHTS[i].code)) {
					n++;
					break;
				}
		assert_true(n > 0 && n < RIGHTS_N);
	}
	assert_null(role_named(STR("boss")));
}

/* The whole matrix, through the door; x: not both. */
static void every_pair(void **state)
{
	static const struct { const char *role, *pairs; } PAIRS[] = {
		/*                     cl co de of le au sy se ad */
		{ "clerk",          "  .  .  .  .  .  x  x  x  x " },
		{ "county_officer", "  .  .  .  .  .  x  x  x  x " },
		{ "department",     "  .  .  .  .  .  x  x  x  x " },
		{ "office",         "  .  .  .  .  .  x  x  x  x " },
		{ "leader",         "  .  .  .  .  .  x  x  x  x " },
		{ "auditor",        "  x  x  x  x  x  .  x  x  x " },
		{ "system_admin",   "  x  x  x  x  x  x  .  x  x " },
		{ "security_admin", "  x  x  x  x  x  x  x  .  x " },
		{ "audit_admin",    "  x  x  x  x  x  x  x  x  . " },
	};
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), city = h.k->city;
	assert_int_equal(COUNT(PAIRS), ROLES_N);
	for (size_t a = 0; a < ROLES_N; a++) {
		DO(&h, 0, account_grant(db, id, PAIRS[a].role, city, STR_NONE));
		for (size_t b = 0; b < ROLES_N; b++) {
			const struct role *x = role_named(str_of(PAIRS[a].role)), *y = role_named(str_of(PAIRS[b].role));
			bool apart = PAIRS[a].pairs[2 + 3 * b] == 'x';
			struct db *db = later(&h, WRITING, 0);
			fault f = account_grant(db, id, PAIRS[b].role, city, STR_NONE);
			db_rollback(db);
			assert_int_equal(roles_conflict(x, y) != NULL, apart);
			assert_int_equal(roles_conflict(y, x) != NULL, apart);
			if (!apart && a != b)
				assert_good(f);
			else
				assert_fault(f, apart ? "account.conflict" : "account.held");
			if (apart) {
				assert_holds(str_of(f->say), x->title);
				assert_holds(str_of(f->say), y->title);
				assert_holds(str_of(f->say), roles_conflict(x, y));
			}
		}
		DO(&h, 0, account_revoke(db, id, PAIRS[a].role, city, STR_NONE));
	}
	assert_int_equal(viewer(&h, id, 0).n_held, 0);
	whole(&h);
	kit_close(h.k);
}

static bool may_for(const struct house *h, const struct viewer *v, const char *right, const char *line, int64_t org)
{
	struct db *db = later(h, READING, 0);
	bool may;
	assert_good(viewer_may_for(db, v, right, str_of(line), org, &may));
	db_rollback(db);
	return may;
}

static void line_and_subtree(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north);
	struct viewer v = viewer(&h, id, 0);
	assert_false(viewer_may(&v, "record.read"));                             /* without a role nothing */
	assert_int_equal(v.org, 0);
	DO(&h, 0, account_grant(db, id, "county_officer", h.north, STR("aid")));
	v = viewer(&h, id, 0);
	assert_int_equal(v.org, h.north);
	assert_int_equal(v.person, h.li);
	assert_text(v.name, "李红");
	assert_text(v.org_name, "沙洲区总工会");
	assert_true(viewer_may(&v, "record.approve"));
	assert_false(viewer_may(&v, "report.sign"));
	assert_true(viewer_may_line(&v, "record.approve", STR("aid")));
	assert_false(viewer_may_line(&v, "record.approve", STR("fund")));
	assert_false(viewer_may_line(&v, "record.approve", STR_NONE));           /* for one line is not for all */
	assert_true(may_for(&h, &v, "record.approve", "aid", h.north));
	assert_true(may_for(&h, &v, "record.approve", "aid", h.firm));
	assert_false(may_for(&h, &v, "record.approve", "aid", h.south));
	assert_false(may_for(&h, &v, "record.approve", "aid", h.k->city));
	assert_false(may_for(&h, &v, "record.approve", "fund", h.firm));
	REFUSED(&h, 0, account_grant(db, id, "clerk", h.south, STR_NONE), "account.apart");
	DO(&h, 0, account_grant(db, id, "clerk", h.firm, STR_NONE));
	assert_int_equal(viewer(&h, id, 0).org, h.north);                        /* the higher of the two */
	DO(&h, 0, account_grant(db, id, "leader", h.k->city, STR_NONE));
	v = viewer(&h, id, 0);
	assert_int_equal(v.org, h.k->city);
	assert_true(may_for(&h, &v, "record.read", "fund", h.south));            /* reads in the city */
	assert_false(may_for(&h, &v, "record.enter", "fund", h.north));          /* and enters where he is clerk */
	assert_true(may_for(&h, &v, "record.enter", "fund", h.firm));
	whole(&h);
	kit_close(h.k);
}

static void administrators_see_no_record(void **state)
{
	static const char *const ADMINS[] = { "system_admin", "security_admin", "audit_admin" };
	struct house h = house_open();
	int64_t id = added(&h, "zhaomin", h.zhao, h.k->city);
	for (size_t i = 0; i < COUNT(ADMINS); i++) {
		REFUSED(&h, 0, account_grant(db, id, ADMINS[i], h.k->city, STR("aid")), "account.line");
		DO(&h, 0, account_grant(db, id, ADMINS[i], h.k->city, STR_NONE));
		struct viewer v = viewer(&h, id, 0);
		assert_int_equal(v.org, 0);
		assert_false(viewer_may(&v, "record.read") || viewer_may(&v, "person.unmask") || viewer_may(&v, "report.read") || viewer_may(&v, "export.read"));
		DO(&h, 0, account_revoke(db, id, ADMINS[i], h.k->city, STR_NONE));
	}
	REFUSED(&h, 0, account_grant(db, id, "boss", h.k->city, STR_NONE), "account.role");
	REFUSED(&h, 0, account_grant(db, id, "clerk", 999999, STR_NONE), "account.org");
	REFUSED(&h, 0, account_revoke(db, id, "clerk", h.k->city, STR_NONE), "account.not_held");
	kit_close(h.k);
}

static void roles_have_dates(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), day = 86400;
	struct held *held;
	size_t n;
	DO(&h, day, account_grant(db, id, "clerk", h.north, STR_NONE));
	DO(&h, 3 * day, account_revoke(db, id, "clerk", h.north, STR_NONE));
	for (int64_t d = 0; d < 5; d++) {
		struct db *db = later(&h, READING, d * day);
		assert_good(account_roles(db, id, &held, &n));
		db_rollback(db);
		assert_int_equal(n, d == 1 || d == 2);
	}
	DO(&h, 3 * day, account_grant(db, id, "clerk", h.north, STR_NONE));      /* and again */
	assert_int_equal(viewer(&h, id, 3 * day).n_held, 1);
	kit_close(h.k);
}

/* --- accounts -------------------------------------------------------------------------------------------------------------------------------------- */

static void one_person_one_account(void **state)
{
	static const struct { const char *login, *code; } LOGINS[] = {
		{ "ab", "account.login" }, { "李红", "account.login" }, { "li hong", "account.login" }, { ".lihong", "account.login" }, { "42010119800101123", "account.login" },
		{ "abcdefghijabcdefghijabcdefghijabc", "account.login" }, { "", "account.login" }, { "Admin", "account.login_shared" }, { "ＴＥＳＴ", "account.login_shared" },
	};
	struct house h = house_open();
	int64_t id;
	for (size_t i = 0; i < COUNT(LOGINS); i++)
		REFUSED(&h, 0, account_add(db, str_of(LOGINS[i].login), h.li, h.north, STR(GOOD), &id), LOGINS[i].code);
	REFUSED(&h, 0, account_add(db, STR("lihong"), 999999, h.north, STR(GOOD), &id), "person.absent");
	REFUSED(&h, 0, account_add(db, STR("lihong"), h.li, 999999, STR(GOOD), &id), "account.org");
	added(&h, " LiHong ", h.li, h.north);
	REFUSED(&h, 0, account_add(db, STR("ＬＩＨＯＮＧ"), h.wang, h.south, STR(GOOD), &id), "account.login_taken");
	REFUSED(&h, 0, account_add(db, STR("lihong2"), h.li, h.north, STR(GOOD), &id), "account.person_has");
	DO(&h, 0, person_merge(db, h.wang, h.li, h.k->today, STR("同一人")));
	REFUSED(&h, 0, account_add(db, STR("wangqiang"), h.wang, h.south, STR(GOOD), &id), "account.person_has");
	kit_close(h.k);
}

static void nobody_for_himself(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "zhaomin", h.zhao, h.k->city);
	DO(&h, 0, account_grant(db, id, "security_admin", h.k->city, STR_NONE));
	struct db *own = kit_begin(h.k, WRITING, h.zhao);
	assert_fault(account_grant(own, id, "security_admin", h.north, STR_NONE), "account.self");
	assert_fault(account_revoke(own, id, "security_admin", h.k->city, STR_NONE), "account.self");
	assert_fault(account_lock(own, id, false, STR("要用")), "account.self");
	db_rollback(own);
	REFUSED(&h, 0, account_lock(db, id, true, STR_NONE), "account.why");
	struct db *another = kit_begin(h.k, WRITING, h.li);
	assert_good(account_lock(another, id, true, STR("离岗")));
	assert_good(db_commit(another));
	struct viewer v;
	REFUSED(&h, 0, account_viewer(db, id, &v), "account.closed");
	whole(&h);
	kit_close(h.k);
}

/* --- passwords ------------------------------------------------------------------------------------------------------------------------------------- */

static void password_rules(void **state)
{
	static const struct { const char *password, *code; } RULES[] = {
		{ "short-kite",                  "account.password_length" },
		{ "",                            "account.password_length" },
		{ "elevenchars",                 "account.password_length" },
		{ "kite-LiHong-harbor",          "account.password_login"  },
		{ "13807171234567",              "account.password_digits" },
		{ "138-0717-1234",               "account.password_digits" },
		{ "Password123456",              "account.password_common" },
		{ "P@ssw0rd2019!",               "account.password_common" },
		{ "admin@1234567",               "account.password_common" },
		{ "woaizhongguo1949",            "account.password_common" },
		{ "passwordpassword1",           "account.password_common" },
		{ "qwertyuiop123456",            "account.password_common" },
		{ "1qaz2wsx3edc",                "account.password_common" },
		{ "abcabcabcabc",                "account.password_common" },
		{ "abababababab",                "account.password_common" },
		{ "zyxwvutsrqponm",              "account.password_common" },
		{ "Aa123456789000",              "account.password_common" },
		{ "copper lantern moss",         NULL },
		{ "Jz7#kd92-pQx1",               NULL },
		{ "早春三月江上有一只白鹭鸶",    NULL },
		{ "sunset-5678-harbor",          NULL },
	};
	struct house h = house_open();
	int64_t id;
	for (size_t i = 0; i < COUNT(RULES); i++) {
		struct db *db = later(&h, WRITING, 0);
		fault f = account_add(db, STR("lihong"), h.li, h.north, str_of(RULES[i].password), &id);
		db_rollback(db);
		if ((f ? strcmp(f->code, RULES[i].code ? RULES[i].code : "") : RULES[i].code != NULL) != 0)
			fail_msg("%s: %s, expected %s", RULES[i].password, f ? f->code : "taken", RULES[i].code ? RULES[i].code : "taken");
		if (f)
			assert_string_equal(f->field, "password");
	}
	char *much = arena_get(h.k->mem, 200);
	for (int i = 0; i < 150; i++)
		much[i] = "kitemoswal#83"[i % 13];
	REFUSED(&h, 0, account_add(db, STR("lihong"), h.li, h.north, str_of(much), &id), "account.password_length");
	kit_close(h.k);
}

/* The hash that a try is given, and whose. */
static struct str begun(const struct house *h, const char *login, struct str peer, int64_t seconds, int64_t *ret_account)
{
	struct str hash;
	struct db *db = later(h, READING, seconds);
	assert_good(account_try_begin(db, str_of(login), peer, &hash, ret_account));
	hash = str_copy(h->k->mem, hash);
	db_rollback(db);
	return hash;
}

static void forced_change(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), account;
	struct str first, second;
	assert_true(viewer(&h, id, 0).must_change);
	DO(&h, 0, session_open(db, id, PEER, AGENT, &first));
	DO(&h, 0, session_open(db, id, STR("10.9.9.9"), AGENT, &second));
	REFUSED(&h, 60, account_password(db, id, STR("copper lantern mos"), STR(OTHER)), "account.old_wrong");
	REFUSED(&h, 60, account_password(db, id, STR(GOOD), STR(GOOD)), "account.password_same");
	REFUSED(&h, 60, account_password(db, id, STR(GOOD), STR("password1234")), "account.password_common");
	assert_true(viewer(&h, id, 60).must_change);
	DO(&h, 60, account_password(db, id, STR(GOOD), STR(OTHER)));
	assert_false(viewer(&h, id, 60).must_change);
	struct str hash = begun(&h, "LIHONG", PEER, 60, &account);
	assert_int_equal(account, id);
	assert_true(account_matches(hash, STR(OTHER)));
	assert_false(account_matches(hash, STR(GOOD)));
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM session"), 0);         /* every one of them */
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM credential"), 1);      /* the old hash is gone */
	DO(&h, 120, account_reset(db, id, STR(GOOD)));
	assert_true(viewer(&h, id, 120).must_change);
	assert_true(account_matches(begun(&h, "lihong", PEER, 120, &account), STR(GOOD)));
	whole(&h);
	kit_close(h.k);
}

static void hash_from_behind_opens_nothing(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), account;
	struct str hash;
	assert_good(account_hash(h.k->mem, STR(OTHER), &hash));
	kit_tamper(h.k, str_fmt(h.k->mem, "UPDATE credential SET hash = '%.*s'", PSTR(hash)).p);
	assert_false(account_matches(begun(&h, "lihong", PEER, 0, &account), STR(OTHER)));
	assert_int_equal(account, id);
	kit_close(h.k);
}

static void role_from_behind_is_found(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north);
	const struct table *tables[] = { &account_table, &account_role_table, &sign_in_table };
	struct trail_report r;
	kit_tamper(h.k, str_fmt(h.k->mem, "INSERT INTO account_role (city, id, account, role, org, since, until) VALUES (1, 9999, %lld, 'leader', %lld, '2019-01-01', '9999-12-31')",
		(long long)id, (long long)h.k->city).p);
	struct db *db = kit_begin(h.k, READING, 0);
	assert_good(trail_verify(db, tables, COUNT(tables), &r));
	db_rollback(db);
	bool named = false;
	for (const struct tamper *t = r.tampers; t; t = t->next)
		named = named || (str_is(t->relation, "account_role") && t->row == 9999);
	assert_true(named);
	kit_close(h.k);
}

/* --- signing in ------------------------------------------------------------------------------------------------------------------------------------ */

static double seconds_of(struct str hash)
{
	double best = 1e9;
	for (int i = 0; i < 3; i++) {
		struct timespec a, b;
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
		assert_false(account_matches(hash, STR("copper lantern mos")));
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
		double took = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
		best = took < best ? took : best;
	}
	return best;
}

static fault end(const struct house *h, const char *login, int64_t account, bool good, struct str peer, int64_t seconds)
{
	struct db *db = later(h, WRITING, seconds);
	fault f = account_try_end(db, str_of(login), account, good, peer);
	if (f)
		db_rollback(db);
	else
		f = db_commit(db);
	return f;
}

static fault begin(const struct house *h, const char *login, struct str peer, int64_t seconds)
{
	struct str hash;
	int64_t account;
	struct db *db = later(h, READING, seconds);
	fault f = account_try_begin(db, str_of(login), peer, &hash, &account);
	db_rollback(db);
	return f;
}

static struct sign_in last_sign_in(const struct house *h, size_t *ret_n)
{
	struct sign_in *rows;
	struct db *db = later(h, READING, 0);
	assert_good(row_every(db, &sign_in_table, (void **)&rows, ret_n));
	struct sign_in last = rows[*ret_n - 1];
	last.login = str_copy(h->k->mem, last.login), last.result = str_copy(h->k->mem, last.result);
	db_rollback(db);
	return last;
}

static void unknown_takes_the_same_path(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), known, unknown;
	size_t n;
	struct str of_known = begun(&h, "lihong", PEER, 0, &known), of_nobody = begun(&h, "Zhangsan", PEER, 0, &unknown);
	assert_int_equal(known, id);
	assert_int_equal(unknown, 0);
	assert_int_equal(of_known.n, of_nobody.n);
	size_t settings = str_find(of_known, STR("p=1$")) + 4;                   /* algorithm, memory, passes */
	assert_memory_equal(of_known.p, of_nobody.p, settings);
	double a = seconds_of(of_known), b = seconds_of(of_nobody);
	if (a > 2 * b || b > 2 * a)
		fail_msg("a wrong password takes %.4f s, an unknown login %.4f s", a, b);
	assert_good(end(&h, "lihong", known, false, PEER, 0));
	struct sign_in row = last_sign_in(&h, &n);
	assert_int_equal(n, 1);
	assert_int_equal(row.account, id);
	assert_text(row.login, "lihong");
	assert_text(row.result, "wrong");
	assert_good(end(&h, "Zhangsan", unknown, false, PEER, 0));
	row = last_sign_in(&h, &n);
	assert_int_equal(n, 2);
	assert_int_equal(row.account, INT_NONE);
	assert_text(row.login, "z***");                                          /* it may be a password */
	assert_text(row.result, "wrong");
	assert_good(end(&h, "nobody", 0, true, PEER, 0));                        /* nobody cannot be right */
	assert_text(last_sign_in(&h, &n).result, "wrong");
	assert_good(end(&h, "lihong", id, true, PEER, 0));
	assert_text(last_sign_in(&h, &n).result, "good");
	assert_int_equal(kit_count(h.k, "SELECT actor FROM trail ORDER BY entry DESC LIMIT 1"), h.li);
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM trail WHERE act LIKE 'sign_in%'"), 4);
	whole(&h);
	kit_close(h.k);
}

/* The fifth failure waits a minute, the next ones 5, 15, 60, 60; `login` may be nobody's. */
static void waits_longer_each_time(const struct house *h, const char *login, int64_t account)
{
	static const int64_t WAITS[] = { 60, 300, 900, 3600, 3600 };
	int64_t now = 0;
	for (int i = 0; i < 4; i++) {
		assert_good(begin(h, login, PEER, now));
		assert_good(end(h, login, account, false, PEER, now++));
	}
	for (size_t i = 0; i < COUNT(WAITS); i++) {
		size_t n;
		assert_good(begin(h, login, PEER, now));
		assert_good(end(h, login, account, false, PEER, now));
		assert_int_equal(last_sign_in(h, &n).until, ten(h) + now + WAITS[i]);
		assert_fault(begin(h, login, PEER, now), "account.locked");
		assert_fault(begin(h, login, STR("10.4.4.4"), now + WAITS[i] - 1), "account.locked");        /* wherever from */
		assert_fault(end(h, login, account, true, PEER, now + WAITS[i] - 1), "account.locked");      /* who began before: not even the right one */
		now += WAITS[i];
	}
	assert_good(begin(h, login, PEER, now));
}

static void back_off(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), day = 86400;
	waits_longer_each_time(&h, "lihong", id);
	waits_longer_each_time(&h, "nobody", 0);
	assert_good(begin(&h, "lihong", PEER, 3 * day));
	for (int i = 0; i < 4; i++)                                              /* a day later it begins anew */
		assert_good(end(&h, "lihong", id, false, PEER, 3 * day + i));
	assert_good(begin(&h, "lihong", PEER, 3 * day + 10));
	assert_good(end(&h, "lihong", id, true, PEER, 3 * day + 10));
	for (int i = 0; i < 4; i++)                                              /* and after a good one */
		assert_good(end(&h, "lihong", id, false, PEER, 3 * day + 20 + i));
	assert_good(begin(&h, "lihong", PEER, 3 * day + 30));
	assert_good(end(&h, "lihong", id, false, PEER, 3 * day + 30));
	fault f = begin(&h, "lihong", PEER, 3 * day + 31);
	assert_fault(f, "account.locked");
	assert_holds(str_of(f->say), "2019年3月23日10:02");                      /* ten o'clock, 30 s and a minute, rounded up */
	DO(&h, 3 * day + 32, account_lock(db, id, false, STR("本人来电")));
	assert_good(begin(&h, "lihong", PEER, 3 * day + 33));
	whole(&h);
	kit_close(h.k);
}

static void one_address_cannot_try_all(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north);
	for (int i = 0; i < 20; i++) {
		const char *login = str_fmt(h.k->mem, "login%d", i).p;
		assert_good(begin(&h, login, PEER, i));
		assert_good(end(&h, login, 0, false, PEER, i));
		if (i == 10)
			assert_good(end(&h, "lihong", id, true, PEER, i));       /* a right one between does not begin it anew */
	}
	assert_fault(begin(&h, "lihong", PEER, 20), "account.locked");
	assert_fault(end(&h, "lihong", id, true, PEER, 20), "account.locked");
	assert_good(begin(&h, "lihong", STR("10.1.2.4"), 20));                   /* the house next door */
	assert_good(begin(&h, "lihong", PEER, 19 + 60));
	assert_good(end(&h, "other", 0, false, PEER, 80));
	assert_fault(begin(&h, "lihong", PEER, 80 + 299), "account.locked");
	assert_good(end(&h, "other", 0, false, PEER, 80 + 3601));                /* an hour later it is forgotten */
	assert_good(begin(&h, "lihong", PEER, 80 + 3602));
	kit_close(h.k);
}

static void counters_are_bounded(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north);
	for (int i = 0; i < 5; i++)
		assert_good(end(&h, "lihong", id, false, STR("10.0.0.1"), i));
	kit_tamper(h.k, str_fmt(h.k->mem, "INSERT INTO attempt (city, kind, key, failures, until, at) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10500)"
		" SELECT 1, CASE WHEN n <= 9999 THEN 'peer' ELSE 'login' END, 'k' || n, 1, 0, %lld + n FROM c", (long long)ten(&h)).p);
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM attempt WHERE kind = 'peer'"), 10000);
	assert_good(end(&h, "nobody", 0, false, STR("10.0.0.2"), 3000));
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM attempt WHERE kind = 'peer'"), 10000);
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM attempt WHERE key = 'k1'"), 0);      /* the oldest */
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM attempt WHERE key = 'k2'"), 1);
	assert_int_equal(kit_count(h.k, "SELECT failures FROM attempt WHERE kind = 'account'"), 5);
	assert_good(end(&h, "nobody2", 0, false, STR("10.0.0.3"), 86400 + 4000));        /* most are over by then */
	assert_true(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM attempt WHERE kind = 'peer'") < 5);
	kit_close(h.k);
}

static void locked_is_told_to_the_owner_alone(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), account;
	size_t n;
	struct str cookie;
	DO(&h, 0, account_lock(db, id, true, STR("离岗")));
	assert_true(account_matches(begun(&h, "lihong", PEER, 0, &account), STR(GOOD)));
	assert_good(end(&h, "lihong", id, false, PEER, 0));
	assert_text(last_sign_in(&h, &n).result, "wrong");
	assert_good(end(&h, "lihong", id, true, PEER, 0));
	assert_text(last_sign_in(&h, &n).result, "locked");
	REFUSED(&h, 0, session_open(db, id, PEER, AGENT, &cookie), "account.closed");
	DO(&h, 0, account_lock(db, id, false, STR("返岗")));
	DO(&h, 0, session_open(db, id, PEER, AGENT, &cookie));
	kit_close(h.k);
}

/* --- sessions -------------------------------------------------------------------------------------------------------------------------------------- */

static bool there(const struct house *h, struct str cookie, int64_t seconds, struct session *ret)
{
	struct session s = { 0 };
	bool found;
	struct db *db = later(h, READING, seconds);
	assert_good(session_find(db, cookie, &s, &found));
	if (ret)
		*ret = s;
	db_rollback(db);
	return found;
}

static struct str opened(const struct house *h, int64_t account, const char *peer, int64_t seconds)
{
	struct str cookie = STR_NONE;
	DO(h, seconds, session_open(db, account, str_of(peer), AGENT, &cookie));
	assert_int_equal(cookie.n, 64);
	return cookie;
}

static void idle_and_absolute(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), minute = 60, hour = 3600;
	struct str cookie = opened(&h, id, "10.0.0.1", 0);
	struct session s;
	assert_true(there(&h, cookie, 30 * minute - 1, &s));
	assert_int_equal(s.account, id);
	assert_int_equal(s.csrf.n, 64);
	assert_false(there(&h, cookie, 30 * minute, NULL));
	DO(&h, 20 * minute, session_seen(db, cookie));
	assert_true(there(&h, cookie, 50 * minute - 1, NULL));
	DO(&h, 20 * minute + 30, session_seen(db, cookie));                      /* within the minute: not written */
	assert_true(there(&h, cookie, 40 * minute, &s));
	assert_int_equal(s.seen_at, ten(&h) + 20 * minute);
	DO(&h, 50 * minute, session_seen(db, cookie));                           /* over: not brought back */
	assert_false(there(&h, cookie, 50 * minute, NULL));
	cookie = opened(&h, id, "10.0.0.1", 0);
	for (int64_t t = 0; t < 12 * hour; t += 20 * minute)
		DO(&h, t, session_seen(db, cookie));
	assert_true(there(&h, cookie, 12 * hour - 1, NULL));
	assert_false(there(&h, cookie, 12 * hour, NULL));
	DO(&h, 12 * hour, session_seen(db, cookie));
	assert_false(there(&h, cookie, 12 * hour, NULL));
	whole(&h);
	kit_close(h.k);
}

static void limits_are_settings(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), day = 86400;
	REFUSED(&h, 0, account_limit_set(db, "account.idle", 4), "account.limit");
	REFUSED(&h, 0, account_limit_set(db, "account.absolute", 25), "account.limit");
	REFUSED(&h, 0, account_limit_set(db, "report.title", 5), "account.setting");
	DO(&h, day, account_limit_set(db, "account.idle", 15));
	DO(&h, day, account_limit_set(db, "account.idle", 10));                  /* the same day: changed */
	DO(&h, day, account_limit_set(db, "account.absolute", 1));
	struct str cookie = opened(&h, id, "10.0.0.1", 0);
	assert_true(there(&h, cookie, 1799, NULL));                              /* not before its day */
	cookie = opened(&h, id, "10.0.0.1", day);
	assert_true(there(&h, cookie, day + 599, NULL));
	assert_false(there(&h, cookie, day + 600, NULL));
	kit_tamper(h.k, "UPDATE setting SET value = '99999' WHERE name = 'account.idle'");
	assert_false(there(&h, cookie, day + 1800, NULL));                       /* a value out of bounds is none */
	assert_true(there(&h, cookie, day + 1799, NULL));
	kit_close(h.k);
}

static void ended(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north), other = added(&h, "wangqiang", h.wang, h.south);
	struct str a = opened(&h, id, "10.0.0.1", 0), b = opened(&h, id, "10.0.0.2", 1), c = opened(&h, id, "10.0.0.3", 2), w = opened(&h, other, "10.0.0.1", 3);
	struct session_view *list;
	size_t n;
	assert_false(there(&h, STR("0000"), 5, NULL));
	assert_false(there(&h, STR_NONE, 5, NULL));
	struct db *reading = later(&h, READING, 5);
	assert_good(session_list(reading, id, b, &list, &n));
	assert_int_equal(n, 3);                                                  /* the newest first; nobody else's */
	assert_true(!list[0].own && list[1].own && !list[2].own);
	assert_text(list[1].peer, "10.0.0.2");
	int64_t newest = list[0].id;
	db_rollback(reading);
	DO(&h, 5, session_end(db, other, newest));                               /* not his */
	assert_true(there(&h, c, 5, NULL));
	DO(&h, 5, session_end(db, id, newest));
	assert_false(there(&h, c, 5, NULL));
	DO(&h, 5, session_close_all(db, id, b));
	assert_true(!there(&h, a, 5, NULL) && there(&h, b, 5, NULL) && there(&h, w, 5, NULL));
	DO(&h, 5, session_close(db, b));
	assert_false(there(&h, b, 5, NULL));
	DO(&h, 5, account_lock(db, other, true, STR("离岗")));
	assert_false(there(&h, w, 5, NULL));
	DO(&h, 5, account_lock(db, other, false, STR("返岗")));
	assert_false(there(&h, w, 5, NULL));                                     /* ended, and not only hidden */
	whole(&h);
	w = opened(&h, other, "10.0.0.1", 6);
	kit_tamper(h.k, "UPDATE account SET locked = 1 WHERE login = 'wangqiang'");
	assert_false(there(&h, w, 7, NULL));
	kit_close(h.k);
}

static void few_at_a_time(void **state)
{
	struct house h = house_open();
	int64_t id = added(&h, "lihong", h.li, h.north);
	struct str first = opened(&h, id, "10.0.0.1", 0), again = opened(&h, id, "10.0.0.1", 1), second;
	assert_false(there(&h, first, 2, NULL));                                 /* the same browser */
	assert_true(there(&h, again, 2, NULL));
	second = opened(&h, id, "10.0.0.2", 2);
	for (int i = 3; i < 7; i++)
		opened(&h, id, str_fmt(h.k->mem, "10.0.0.%d", i).p, i);
	assert_false(there(&h, again, 10, NULL));                                /* the oldest of six */
	assert_true(there(&h, second, 10, NULL));
	assert_int_equal(kit_count(h.k, "SELECT CAST(count(*) AS BIGINT) FROM session"), 5);
	assert_int_equal(kit_count(h.k, str_fmt(h.k->mem, "SELECT CAST(count(*) AS BIGINT) FROM session WHERE CAST(digest AS TEXT) = '%.*s'", PSTR(second)).p), 0);
	kit_close(h.k);
}

SUITE(TEST(the_tables), TEST(every_pair), TEST(line_and_subtree), TEST(administrators_see_no_record), TEST(roles_have_dates), TEST(one_person_one_account),
	TEST(nobody_for_himself), TEST(password_rules), TEST(forced_change), TEST(hash_from_behind_opens_nothing), TEST(role_from_behind_is_found),
	TEST(unknown_takes_the_same_path), TEST(back_off), TEST(one_address_cannot_try_all), TEST(counters_are_bounded), TEST(locked_is_told_to_the_owner_alone),
	TEST(idle_and_absolute), TEST(limits_are_settings), TEST(ended), TEST(few_at_a_time))
