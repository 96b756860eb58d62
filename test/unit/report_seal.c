/* The seal of an issue: what is frozen is what was counted; who touches it afterwards is named by table, row and line; and what happens to the records
 * afterwards, in the open, is told and is no tampering. */
#define LINE aid_line
#include "line_kit.h"
#include "app/app.h"
#include "report/seal_in.h"

#define HARDSHIP "档案编号,姓名,身份证号,档案类型,档案级别,建档日期\n"
#define VISITS "姓名,身份证号,慰问日期,对象类别,慰问金,物资\n"
#define ZHANG "张三,11010519491231002X"
#define LI "李四,421002197001010010"
#define TEXT STR("江州市总工会2019年1月工作情况\n　　慰问困难职工2人。\n")

/* One month of one county: two workers on file, both visited. Nothing is issued yet. */
static struct kit *month(void)
{
	struct kit *k = kit_open();
	size_t n;
	const struct schema *schemas = app_schemas(k->mem, &n);
	assert_good(store_migrate(k->mem, k->store, schemas, n));
	row_rules(k->store, app_rules(k->mem));
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\nwarmth,送温暖,2018-12-15,2019-02-03\n" });
	int64_t county = kit_org(k, "沙洲区", "2019-01-10");
	passed(k, (struct sent){ .of = entity("aid.hardship"), .sender = county, .csv = HARDSHIP "K1," ZHANG ",常规,区县级,2017-05-01\nK2," LI ",常规,区县级,2017-05-01\n" });
	passed(k, (struct sent){ .of = entity("aid.visit"), .sender = county, .csv = VISITS ZHANG ",2019-01-11,困难职工,800,\n" LI ",2019-01-12,困难职工,600,200\n" });
	return k;
}

static int64_t file_add(struct db *db, int64_t edition, const char *form, struct str bytes)
{
	unsigned char name[SM3_BYTES];
	assert_good(content_put(db, bytes, name));
	struct edition_file row = { .edition = edition, .form = str_of(form), .size = (int64_t)bytes.n, .sm3 = { (char *)name, SM3_BYTES } };
	assert_good(row_add(db, &edition_file_table, &row));
	return row.id;
}

/* As the act of issuing does it, without the office around it. */
static struct edition issue(struct kit *k, int64_t number)
{
	struct db *db = kit_begin(k, WRITING, 0);
	struct edition e = { .series = STR("工会要情"), .month = 201901, .number = number, .state = STR("issued"), .editor = INT_NONE, .year = 2019, .serial = 1,
		.signer = INT_NONE, .signed_on = on("2019-02-11"), .issued_on = on("2019-02-12"), .entry = INT_NONE, .opened_by = INT_NONE, .opened_at = db_now(db) };
	row_act(db, "report.issue", STR_NONE);
	assert_good(row_add(db, &edition_table, &e));
	if (number == 1) {
		struct numbering row = { .series = e.series, .kind = STR("issue"), .year = 2019, .serial = 1, .edition = e.id, .state = STR("given"), .at = db_now(db) };
		assert_good(row_add(db, &numbering_table, &row));
	}
	assert_good(seal_close_edition(db, app_desk(k->mem), &e, TEXT));
	assert_good(row_change(db, &edition_table, &e));
	struct buf file = { .mem = k->mem };
	buf_add(&file, TEXT);
	for (int i = 0; seal_line(k->mem, &e, i).p; i++)
		buf_fmt(&file, "%.*s\n", PSTR(seal_line(k->mem, &e, i)));
	file_add(db, e.id, "txt", buf_str(&file));
	file_add(db, e.id, "html", STR("not looked into"));
	assert_good(db_commit(db));
	return e;
}

static struct seal_report looked(struct kit *k, int month)
{
	struct seal_report r;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(seal_verify(db, app_desk(k->mem), month, &r));
	db_rollback(db);
	return r;
}

static void all_told(const struct seal_report *r)
{
	for (const struct seal_finding *f = r->findings; f; f = f->next)
		print_message("%s %.*s %lld: %.*s\n", f->what == SEAL_TAMPERED ? "tampered" : "changed", PSTR(f->relation), (long long)f->row, PSTR(f->say));
}

#define assert_untouched(k) do { struct seal_report r_ = looked(k, 201901); if (r_.n_tampered) { all_told(&r_); fail(); } } while (0)

/* The indicator's frozen row. */
static struct frozen frozen_of(struct kit *k, const struct edition *e, const char *id)
{
	struct frozen *rows;
	size_t n;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(seal_frozen_of(db, e->id, &rows, &n));
	db_rollback(db);
	for (size_t i = 0; i < n; i++)
		if (str_is(rows[i].indicator, id))
			return rows[i];
	fail_msg("%s is not frozen", id);
	return (struct frozen){ 0 };
}

static int64_t one(struct kit *k, const char *fmt, int64_t id)
{
	return kit_count(k, str_c(k->mem, str_fmt(k->mem, fmt, (long long)id)));
}

static void whole(void **state)
{
	struct kit *k = month();
	struct edition e = issue(k, 1);
	struct seal_report r = looked(k, 0);
	all_told(&r);
	assert_int_equal(r.n_tampered + r.n_changed, 0);
	assert_int_equal(r.editions, 1);
	size_t n, n_tables;
	seal_indicators(k->mem, app_desk(k->mem), &n);
	assert_in_range(r.figures, 1, n);
	assert_true(r.rows >= 2 && r.bytes > 0);
	struct frozen f = frozen_of(k, &e, "aid.visited_hardship");
	assert_true(f.value == 2 && f.n == 2 && str_is(f.status, "value") && str_is(f.shown, "2人"));
	assert_int_equal(one(k, "SELECT sum(n) FROM frozen_evidence WHERE figure = %lld", f.id), 2);
	const struct table *const *tables = app_tables(k->mem, &n_tables);
	struct trail_report trail;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(trail_verify(db, tables, n_tables, &trail));
	assert_int_equal(trail.n_tampers, 0);
	db_rollback(db);
	assert_int_equal(one(k, "SELECT count(*) FROM trail WHERE act = 'report.issue' AND entry = %lld", e.entry + 1), 1);
	kit_close(k);
}

static void same_bytes_once(void **state)
{
	struct kit *k = kit_open();
	assert_good(store_migrate(k->mem, k->store, (const struct schema[]){ kernel_schema, report_schema }, 2));
	struct db *db = kit_begin(k, WRITING, 0);
	unsigned char a[SM3_BYTES], b[SM3_BYTES];
	struct str back;
	assert_good(content_put(db, STR("one\0two"), a));
	assert_good(content_put(db, STR("one\0two"), b));
	assert_memory_equal(a, b, SM3_BYTES);
	assert_good(content_get(db, (struct str){ (char *)a, SM3_BYTES }, &back));
	assert_true(str_eq(back, STR("one\0two")));
	b[0] ^= 1;
	assert_fault(content_get(db, (struct str){ (char *)b, SM3_BYTES }, &back), "content.absent");
	assert_good(db_commit(db));
	assert_int_equal(kit_count(k, "SELECT count(*) FROM content"), 1);
	kit_tamper(k, "UPDATE content SET bytes = sm3");
	db = kit_begin(k, READING, 0);
	assert_fault(content_get(db, (struct str){ (char *)a, SM3_BYTES }, &back), "content.altered");
	db_rollback(db);
	kit_close(k);
}

/* --- touched ----------------------------------------------------------------------------------------------------------------------------- */

static bool told(const struct seal_report *r, enum seal_what what, const char *relation, int64_t row, const char *words)
{
	for (const struct seal_finding *f = r->findings; f; f = f->next)
		if (f->what == what && str_is(f->relation, relation) && f->row == row && str_find(f->say, str_of(words)) != SIZE_MAX)
			return true;
	return false;
}

/* One act behind the door: found by the fast road and by the whole (fast_only: there it is the trail that names it). sql and row take the number of the
 * figure, or of the edition when of_edition. */
struct touch { const char *sql, *relation, *row, *words; bool of_edition, fast_only; };
#define PIECE "SELECT id FROM frozen_evidence WHERE figure = %lld"
#define CONTENT "sm3 = (SELECT e.sm3 FROM frozen_evidence e WHERE e.figure = %lld)"
#define FILE_OF "SELECT id FROM edition_file WHERE form = 'html' AND edition = %lld"
#define FILE_BYTES "sm3 = (SELECT f.sm3 FROM edition_file f WHERE f.form = 'html' AND f.edition = %lld)"
static const struct touch TOUCHES[] = {
	{ "UPDATE frozen SET value = 3 WHERE id = %lld", "frozen", "SELECT %lld", "“慰问困难职工”（aid.visited_hardship）封存的数被改动过" },
	{ "UPDATE frozen SET shown = '3人' WHERE id = %lld", "frozen", "SELECT %lld", "现在写的是3人" },
	{ "UPDATE frozen SET seal = (SELECT e.body FROM edition e) WHERE id = %lld", "frozen", "SELECT %lld", "封存的数被改动过" },
	{ "DELETE FROM frozen WHERE id = %lld", "frozen", "SELECT %lld", "的第", false, true },
	{ "DELETE FROM frozen_evidence WHERE figure = %lld", "frozen", "SELECT %lld", "它的依据少了或多了" },
	{ "UPDATE frozen_evidence SET n = n + 1 WHERE figure = %lld", "frozen_evidence", "SELECT %lld", "应有依据2行，目录（表 frozen_evidence）里却写着3行" },
	{ "UPDATE frozen_evidence SET sm3 = (SELECT body FROM edition) WHERE figure = %lld", "frozen_evidence", PIECE, "依据目录被改动过" },
	{ "UPDATE frozen_evidence SET sm3 = substr(sm3, 1, 1) WHERE figure = %lld", "frozen_evidence", PIECE, "依据目录被改动过" },
	{ "UPDATE frozen_evidence SET seq = 2 WHERE figure = %lld", "frozen_evidence", "SELECT %lld", "或次序乱了" },
	{ "UPDATE frozen_evidence SET figure = figure + 100000 WHERE figure = %lld", "frozen", "SELECT %lld", "它的依据少了或多了" },
	{ "UPDATE frozen SET indicator = 'aid.visitee_hardship' WHERE id = %lld", "frozen", "SELECT %lld", "封存的数被改动过" },
	{ "UPDATE content SET bytes = sm3 WHERE " CONTENT, "content", PIECE, "第1行" },
	{ "DELETE FROM content WHERE " CONTENT, "content", PIECE, "依据第1片不见了" },
	{ "UPDATE edition SET serial = 2 WHERE id = %lld", "edition", "SELECT %lld", "签名对不上", true },
	{ "UPDATE edition SET seal = body WHERE id = %lld", "edition", "SELECT %lld", "签名对不上", true },
	{ "UPDATE edition SET seal = NULL, issued_on = NULL WHERE id = %lld", "edition", "SELECT %lld", "签名对不上", true },
	{ "UPDATE edition SET body = seal WHERE id = %lld", "edition", "SELECT %lld", "不是这一版的封存值", true },
	{ "UPDATE edition SET signature = body WHERE id = %lld", "edition", "SELECT %lld", "签名对不上", true },
	{ "UPDATE edition SET verifier = body WHERE id = %lld", "edition", "SELECT %lld", "公钥不是本会密钥的公钥", true },
	{ "UPDATE edition SET signature = NULL WHERE id = %lld", "edition", "SELECT %lld", "签名对不上", true },
	{ "UPDATE edition SET verifier = NULL WHERE id = %lld", "edition", "SELECT %lld", "公钥不是本会密钥的公钥", true },
	{ "UPDATE edition SET body = NULL WHERE id = %lld", "edition", "SELECT %lld", "不是这一版的封存值", true },
	{ "UPDATE edition SET mac = NULL WHERE id = %lld", "trail", "SELECT 0 * %lld", "校验已不是当时的", true },
	{ "UPDATE edition SET entry = NULL WHERE id = %lld", "trail", "SELECT 0 * %lld", "现在的留痕里没有这一条", true },
	{ "UPDATE edition SET entry = entry - 1 WHERE id = %lld", "trail", "SELECT 0 * %lld", "现在的留痕里没有这一条", true },
	{ "UPDATE edition SET title = 'x' WHERE id = %lld", "edition", "SELECT %lld", "版本的登记被改动过", true, true },
	{ "DELETE FROM edition WHERE id = %lld", "edition", "SELECT %lld", "不见了：写着它的还有表 edition_file 第", true },
	{ "DELETE FROM edition WHERE id = %lld; DELETE FROM frozen; DELETE FROM frozen_evidence; DELETE FROM edition_file; DELETE FROM numbering", "edition", "SELECT %lld",
		"不见了：写着它的还有留痕第", true },
	{ "DELETE FROM edition WHERE id = %lld; DELETE FROM frozen; DELETE FROM frozen_evidence; DELETE FROM edition_file; DELETE FROM trail_row", "edition", "SELECT %lld",
		"不见了：写着它的还有表 numbering 第", true },
	{ "DELETE FROM edition WHERE id = %lld; DELETE FROM frozen; DELETE FROM frozen_evidence; DELETE FROM edition_file; DELETE FROM numbering;"
		"DELETE FROM trail_row WHERE relation = 'edition'", "trail", "SELECT 0 * %lld", "是一次印发，现在没有哪一版写着是它印发的", true },
	{ "DELETE FROM edition WHERE id = %lld; DELETE FROM frozen; DELETE FROM trail", "edition", "SELECT %lld", "不见了：写着它的还有", true },
	{ "UPDATE edition SET month = 201902 WHERE id = %lld", "edition", "SELECT %lld", "签名", true },
	{ "UPDATE edition SET month = 201902, number = 9, serial = 9 WHERE id = %lld", "edition", "SELECT %lld", "签名", true },
	{ "UPDATE edition SET seal = NULL, issued_on = NULL, state = 'drafting' WHERE id = %lld; DELETE FROM frozen; DELETE FROM frozen_evidence; DELETE FROM edition_file",
		"edition", "SELECT %lld", "签名对不上", true },
	{ "DELETE FROM frozen; DELETE FROM frozen_evidence; DELETE FROM edition_file; UPDATE trail_row SET relation = 'x' WHERE relation IN ('frozen', 'frozen_evidence');"
		"UPDATE numbering SET edition = edition WHERE edition = %lld", "edition", "SELECT %lld", "正文与0个数的封存值合起来", true },
	{ "DELETE FROM edition_file WHERE edition = %lld", "edition_file", "SELECT min(id) FROM edition_file WHERE edition = %lld", "不见了，印发时写过它", true, true },
	{ "UPDATE numbering SET state = 'other' WHERE edition = %lld", "numbering", "SELECT id FROM numbering WHERE edition = %lld", "没有记着用于这一版", true },
	{ "UPDATE numbering SET kind = 'other' WHERE edition = %lld", "numbering", "SELECT id FROM numbering WHERE edition = %lld", "没有记着用于这一版", true },
	{ "UPDATE trail SET actor = 1 WHERE entry = (SELECT entry + 1 FROM edition WHERE id = %lld)", "trail", "SELECT 0 * %lld", "应是印发这一版的那一条", true, true },
	{ "UPDATE trail_row SET digest = (SELECT body FROM edition) WHERE relation = 'edition_file' AND row = (SELECT min(id) FROM edition_file WHERE edition = %lld)", "edition_file",
		"SELECT min(id) FROM edition_file WHERE edition = %lld", "已无从核对", true, true },
	{ "UPDATE numbering SET state = 'void' WHERE edition = %lld", "numbering", "SELECT id FROM numbering WHERE edition = %lld", "没有记着用于这一版", true },
	{ "DELETE FROM numbering WHERE edition = %lld", "numbering", "SELECT 0 * %lld", "没有记着用于这一版", true },
	{ "UPDATE edition_file SET size = 1 WHERE form = 'html' AND edition = %lld", "content", FILE_OF, "html文件被改动过", true },
	{ "UPDATE edition_file SET form = 'pdf' WHERE form = 'html' AND edition = %lld", "edition_file", "SELECT id FROM edition_file WHERE form = 'pdf' AND edition = %lld",
		"文件的登记被改动过", true, true },
	{ "UPDATE content SET bytes = sm3 WHERE " FILE_BYTES, "content", FILE_OF, "html文件被改动过", true },
	{ "DELETE FROM content WHERE " FILE_BYTES, "content", FILE_OF, "html文件不见了", true },
	{ "UPDATE edition_file SET sm3 = (SELECT f.sm3 FROM edition_file f WHERE f.form = 'html') WHERE form = 'txt' AND edition = %lld", "edition_file",
		"SELECT id FROM edition_file WHERE form = 'txt' AND edition = %lld", "正文与封存的正文不一样", true },
	{ "UPDATE trail SET mac = digest WHERE entry = (SELECT entry FROM edition WHERE id = %lld)", "trail", "SELECT 0 * %lld", "校验已不是当时的", true },
};

static void touched(void **state)
{
	for (size_t i = 0; i < COUNT(TOUCHES); i++) {
		const struct touch *t = &TOUCHES[i];
		struct kit *k = month();
		struct edition e = issue(k, 1);
		int64_t id = t->of_edition ? e.id : frozen_of(k, &e, "aid.visited_hardship").id;
		const char *sql = str_c(k->mem, str_fmt(k->mem, t->sql, (long long)id));
		bool gone = strncmp(sql, "DELETE FROM", 11) == 0;
		int64_t row = gone ? one(k, t->row, id) : 0;
		kit_tamper(k, sql);
		if (!gone)
			row = one(k, t->row, id);
		struct seal_report fast = looked(k, 201901), all = looked(k, 0);
		if (!told(&fast, SEAL_TAMPERED, t->relation, row, t->words) || (!t->fast_only && !told(&all, SEAL_TAMPERED, t->relation, row, t->words))) {
			all_told(&fast);
			fail_msg("not found: %s (%s %lld)", sql, t->relation, (long long)row);
		}
		kit_close(k);
	}
}

/* --- files that were replaced ------------------------------------------------------------------------------------------------------------------ */

static const char *blob(struct kit *k, const void *p, size_t n)
{
	return str_c(k->mem, str_fmt(k->mem, "%s%.*s'", store_is_postgres(k->store) ? "'\\x" : "X'", PSTR(str_hex(k->mem, p, n))));
}

static struct edition_file file_row(struct kit *k, int64_t id)
{
	struct edition_file row;
	bool found;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(row_read(db, &edition_file_table, id, &row, &found));
	assert_true(found);
	db_rollback(db);
	return row;
}

/* What somebody does who has the database's password and knows how it is made, but has no key: bytes, register of files and the trail's digest. later: into an
 * entry of his own behind the issue's, the issue's being left alone. */
static int64_t forge(struct kit *k, const struct edition *e, const char *form, struct str bytes, bool later)
{
	int64_t id = kit_count(k, str_c(k->mem, str_fmt(k->mem, "SELECT id FROM edition_file WHERE form = '%s' AND edition = %lld", form, (long long)e->id)));
	struct edition_file row = file_row(k, id);
	unsigned char name[SM3_BYTES], digest[SM3_BYTES];
	sm3(bytes.p, bytes.n, name);
	row.size = (int64_t)bytes.n, row.sm3 = (struct str){ (char *)name, SM3_BYTES };
	struct str whole = row_bytes(k->mem, &edition_file_table, &row);
	sm3(whole.p, whole.n, digest);
	kit_tamper(k, str_c(k->mem, str_fmt(k->mem, "INSERT INTO content (city, sm3, bytes) VALUES (1, %s, %s); UPDATE edition_file SET size = %zu, sm3 = %s WHERE id = %lld",
		blob(k, name, SM3_BYTES), blob(k, bytes.p, bytes.n), bytes.n, blob(k, name, SM3_BYTES), (long long)id)));
	kit_tamper(k, str_c(k->mem, later ? str_fmt(k->mem, "INSERT INTO trail_row (city, entry, seq, relation, row, digest) VALUES (1, 999999, %lld, 'edition_file', %lld, %s)",
		(long long)id, (long long)id, blob(k, digest, SM3_BYTES)) : str_fmt(k->mem, "UPDATE trail_row SET digest = %s WHERE relation = 'edition_file' AND row = %lld",
		blob(k, digest, SM3_BYTES), (long long)id)));
	return id;
}

static void forged(void **state)
{
	for (int later = 0; later < 2; later++) {
		struct kit *k = month();
		struct edition e = issue(k, 1);
		int64_t id = forge(k, &e, "html", STR("wholly another paper"), later);
		struct seal_report r = looked(k, 201901);
		if (!told(&r, SEAL_TAMPERED, "edition_file", id, later ? "文件的登记被改动过" : "是不是印发时写下的，已无从核对")
			|| (!later && !told(&r, SEAL_TAMPERED, "trail", 0, "应是印发这一版的那一条"))) {
			all_told(&r);
			fail_msg("a forged file passed (later %d)", later);
		}
		kit_close(k);
	}
}

/* Words behind the seal in its own line; both roads know. */
static void behind_the_seal(void **state)
{
	struct kit *k = month();
	struct edition e = issue(k, 1);
	struct buf text = { .mem = k->mem };
	buf_add(&text, TEXT);
	buf_fmt(&text, "%.*s（各数作废，以本行为准）\n", PSTR(seal_line(k->mem, &e, 0)));
	for (int i = 1; seal_line(k->mem, &e, i).p; i++)
		buf_fmt(&text, "%.*s\n", PSTR(seal_line(k->mem, &e, i)));
	int64_t id = forge(k, &e, "txt", buf_str(&text), false);
	struct seal_report fast = looked(k, 201901), all = looked(k, 0);
	assert_true(told(&fast, SEAL_TAMPERED, "edition_file", id, "正文与封存的正文不一样"));
	assert_true(told(&all, SEAL_TAMPERED, "edition_file", id, "正文与封存的正文不一样"));
	kit_close(k);
}

static struct seal_file asked(struct kit *k, struct str bytes, bool want)
{
	struct seal_file file = { 0 };
	bool found;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(seal_file_said(db, bytes, &file, &found));
	assert_int_equal(found, want);
	db_rollback(db);
	return file;
}

/* A file in somebody's hand is known again, also when the record was changed under it; and what was put in its place proves nothing. */
static void file_in_hand(void **state)
{
	struct str was = STR("not looked into"), other = STR("wholly another paper");
	for (int later = 0; later < 2; later++) {
		struct kit *k = month();
		struct edition e = issue(k, 1);
		struct seal_file file = asked(k, was, true);
		assert_true(file.proven && file.stored && file.edition.id == e.id && str_is(file.form, "html"));
		asked(k, other, false);
		asked(k, STR("not looked int"), false);
		forge(k, &e, "html", other, later);
		file = asked(k, other, true);
		assert_true(file.stored && !file.proven);
		if (later) {
			file = asked(k, was, true);
			assert_true(file.proven && !file.stored && str_is(file.form, "html"));
		}
		kit_close(k);
	}
}

/* --- values that no column can have ----------------------------------------------------------------------------------------------------------- */

/* fast: the road of one month looks there too. row 0: of a table that has no numbers of ours. */
static const struct odd { const char *table, *column; bool fast, numbered; } ODDS[] = {
	{ "frozen", "day_from", true, true }, { "frozen", "day_to", true, true }, { "edition", "signed_on", true, true }, { "edition", "issued_on", true, true },
	{ "setting", "since", false, true },  { "campaign", "since", false, true }, { "org_name", "since", false, true }, { "org_parent", "until", false, true },
	{ "org", "since", false, true },      { "org_tree", "since", false, false }, { "holiday", "day", false, false }, { "aid_visit", "day", false, true },
};

static struct trail_report walked(struct kit *k)
{
	struct trail_report r;
	size_t n;
	const struct table *const *tables = app_tables(k->mem, &n);
	struct db *db = kit_begin(k, READING, 0);
	assert_good(trail_verify(db, tables, n, &r));
	db_rollback(db);
	return r;
}

static bool named(const struct trail_report *r, const char *relation, int64_t row)
{
	for (const struct tamper *t = r->tampers; t; t = t->next)
		if (str_is(t->relation, relation) && t->row == row && str_find(t->what, STR("读不出来")) != SIZE_MAX)
			return true;
	return false;
}

static void odd_values(void **state)
{
	for (size_t i = 0; i < COUNT(ODDS); i++) {
		const struct odd *o = &ODDS[i];
		struct kit *k = month();
		struct edition e = issue(k, 1);
		struct db *db = kit_begin(k, WRITING, 0);
		struct setting row = { .name = STR("report.office"), .since = on("2019-03-01"), .value = STR("办公室") };
		assert_good(row_add(db, &setting_table, &row));
		assert_good(db_commit(db));
		int64_t id = o->numbered ? kit_count(k, str_c(k->mem, str_fmt(k->mem, "SELECT max(id) FROM %s", o->table))) : 0;
		const char *one_of = o->numbered ? str_c(k->mem, str_fmt(k->mem, "WHERE id = %lld", (long long)id)) : "";
		kit_tamper(k, str_c(k->mem, str_fmt(k->mem, "UPDATE %s SET %s = %s || 'x' %s", o->table, o->column, o->column, one_of)));
		kit_tamper(k, str_c(k->mem, str_fmt(k->mem, "UPDATE edition_file SET size = 1 WHERE form = 'html' AND edition = %lld", (long long)e.id)));
		struct trail_report r = walked(k);
		struct seal_report fast = looked(k, 201901), all = looked(k, 0);
		bool goes_on = false;
		for (const struct tamper *t = r.tampers; t; t = t->next)
			goes_on |= str_is(t->relation, "edition_file");
		if (!named(&r, o->table, id) || !goes_on)
			fail_msg("%s.%s: %s", o->table, o->column, goes_on ? "not named" : "the walk ended there");
		if (o->fast && !(told(&fast, SEAL_TAMPERED, o->table, id, "读不出来") && told(&all, SEAL_TAMPERED, o->table, id, "读不出来"))) {
			all_told(&fast);
			fail_msg("%s.%s: not named by the month", o->table, o->column);
		}
		if (strcmp(o->table, "aid_visit") == 0)      /* a record: today cannot be compared, and that is said */
			assert_true(told(&fast, SEAL_TAMPERED, "", 0, "今天的数没有与印发时的比较"));
		if (strcmp(o->table, "edition") != 0)
			assert_true(told(&fast, SEAL_TAMPERED, "content", one(k, FILE_OF, e.id), "html文件被改动过"));
		kit_close(k);
	}
}

/* A key that is not this database's makes everything seem touched: that it may be so is said first. */
static void another_key_file(void **state)
{
	struct kit *k = month();
	issue(k, 1);
	struct keys other = k->keys;
	other.trail[0] ^= 1;
	row_keys(k->store, &other);
	struct seal_report fast = looked(k, 201901);
	struct trail_report r = walked(k);
	assert_holds(fast.findings->say, "密钥文件可能不是这个数据库的");
	assert_holds(r.tampers->what, "密钥文件可能不是这个数据库的");
	assert_int_equal(r.n_tampers, 1);
	row_keys(k->store, &k->keys);
	kit_tamper(k, "UPDATE trail SET why = 'x' WHERE entry = 1");         /* one entry touched is no other key */
	fast = looked(k, 201901);
	r = walked(k);
	assert_int_equal(fast.n_tampered, 0);
	assert_true(r.n_tampers == 1 && r.tampers->entry == 1);
	kit_close(k);
}

/* One byte of a million is one line of one piece: it is named. */
static void one_byte(void **state)
{
	for (size_t at = 0; at < 2000; at += 7) {
		struct kit *k = month();
		struct edition e = issue(k, 1);
		struct frozen f = frozen_of(k, &e, "aid.visited_hardship");
		struct seal_pieces_row *pieces;
		struct str bytes;
		size_t n;
		struct db *db = kit_begin(k, READING, 0);
		assert_good(seal_pieces(db, (struct seal_pieces_in){ .figure = f.id }, &pieces, &n));
		assert_int_equal(n, 1);
		assert_good(content_get(db, pieces[0].sm3, &bytes));
		db_rollback(db);
		if (at >= bytes.n) {
			kit_close(k);
			return;
		}
		char *broken = (char *)str_copy(k->mem, bytes).p;
		broken[at] ^= 1;
		size_t line = 1;
		for (size_t i = 0; i < at; i++)
			line += bytes.p[i] == '\n';
		bool postgres = store_is_postgres(k->store);
		kit_tamper(k, str_c(k->mem, str_fmt(k->mem, "UPDATE content SET bytes = %s%.*s' WHERE sm3 = %s%.*s'", postgres ? "'\\x" : "X'",
			PSTR(str_hex(k->mem, broken, bytes.n)), postgres ? "'\\x" : "X'", PSTR(str_hex(k->mem, pieces[0].sm3.p, SM3_BYTES)))));
		struct seal_report r = looked(k, 201901);
		if (!told(&r, SEAL_TAMPERED, "content", pieces[0].id, str_c(k->mem, str_fmt(k->mem, "第%zu行", line)))) {
			all_told(&r);
			fail_msg("byte %zu, line %zu", at, line);
		}
		kit_close(k);
	}
}

/* Whoever has not the key can sign as himself only. */
static void another_key(void **state)
{
	struct kit *k = month();
	struct edition e = issue(k, 1);
	struct str message;
	unsigned char seed[KEY_BYTES] = { 1 }, verifier[VERIFIER_BYTES], signature[SIGNATURE_BYTES];
	bool stands;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(seal_stands(db, &e, &message, &stands));
	assert_true(stands);
	db_rollback(db);
	assert_holds(message, "nuan issue 1\ncity 江州市总工会\nseries 工会要情\nnumber 2019/1\nmonth 2019-01\nedition 1\nentry ");
	sign_verifier(seed, verifier);
	sign_close(seed, message.p, message.n, signature);
	e.verifier = (struct str){ (char *)verifier, sizeof verifier };
	e.signature = (struct str){ (char *)signature, sizeof signature };
	db = kit_begin(k, WRITING, 0);
	assert_good(row_change(db, &edition_table, &e));     /* even through the door */
	assert_good(db_commit(db));
	struct seal_report r = looked(k, 0);
	assert_true(told(&r, SEAL_TAMPERED, "edition", e.id, "公钥不是本会密钥的公钥"));
	db = kit_begin(k, READING, 0);
	assert_good(seal_stands(db, &e, &message, &stands));
	assert_false(stands);
	db_rollback(db);
	kit_close(k);
}

/* --- moved on ---------------------------------------------------------------------------------------------------------------------------- */

static int64_t person_of(struct kit *k, const char *idno)
{
	struct db *db = kit_begin(k, READING, 0);
	int64_t id;
	assert_good(person_find(db, &(struct who){ .idno = str_of(idno) }, &id));
	db_rollback(db);
	return id;
}

static void forgotten(void **state)
{
	struct kit *k = month();
	issue(k, 1);
	struct db *db = kit_begin(k, WRITING, 0);
	assert_good(person_forget(db, person_of(k, "421002197001010010"), STR("本人申请")));
	assert_good(db_commit(db));
	struct seal_report r = looked(k, 0);
	all_told(&r);
	assert_int_equal(r.n_tampered + r.n_changed, 0);
	assert_untouched(k);
	kit_close(k);
}

static void merged(void **state)
{
	struct kit *k = month();
	struct edition e = issue(k, 1);
	int64_t zhang = person_of(k, "11010519491231002X"), li = person_of(k, "421002197001010010");
	struct db *db = kit_begin(k, WRITING, 0);
	assert_good(person_merge(db, li, zhang, on("2019-03-01"), STR("同一人")));
	assert_good(db_commit(db));
	int64_t entry = kit_count(k, "SELECT max(entry) FROM trail"), visit = one(k, "SELECT id FROM aid_visit WHERE person = %lld", li);
	struct seal_report r = looked(k, 201901);
	assert_int_equal(r.n_tampered, 0);
	const char *words = str_c(k->mem, str_fmt(k->mem, "印发时是2人，现在是1人：第%lld号记录计到另一个对象（由%lld变为%lld），见留痕第%lld条（人员合并）。", (long long)visit,
		(long long)li, (long long)zhang, (long long)entry));
	if (!told(&r, SEAL_CHANGED, "frozen", frozen_of(k, &e, "aid.visited_hardship").id, words)) {
		all_told(&r);
		fail_msg("not told: %s", words);
	}
	struct figure_moved *moved;
	size_t n, at = 0;
	db = kit_begin(k, READING, 0);
	assert_good(seal_moved(db, app_desk(k->mem), &e, NULL, &moved, &n));
	while (at < n && strcmp(moved[at].of->id, "aid.visited_hardship") != 0)
		at++;
	assert_true(at < n && str_is(moved[at].was, "2人") && str_is(moved[at].now, "1人"));
	assert_good(seal_moved(db, app_desk(k->mem), &e, &e, &moved, &n));
	assert_int_equal(n, 0);
	db_rollback(db);
	struct edition second = issue(k, 2);                 /* the correction says it; now nothing is open */
	r = looked(k, 201901);
	all_told(&r);
	assert_int_equal(r.editions, 2);
	assert_int_equal(r.n_tampered + r.n_changed, 0);
	db = kit_begin(k, READING, 0);
	assert_good(seal_moved(db, app_desk(k->mem), &e, &second, &moved, &n));
	assert_in_range(n, 1, 1000);
	db_rollback(db);
	kit_close(k);
}

/* A record that is returned leaves the figure; one that comes late joins it; a sum that is corrected changes a line. */
static void records_moved(void **state)
{
	struct kit *k = month();
	struct edition e = issue(k, 1);
	int64_t figure = frozen_of(k, &e, "aid.visited_hardship").id, visit = kit_count(k, "SELECT min(id) FROM aid_visit");
	struct db *db = kit_begin(k, WRITING, 2);
	const struct table *visits = entity("aid.visit")->table;
	assert_good(move_make(db, visits, visit, "return", 2, "wrong_day", STR("核对")));
	assert_good(db_commit(db));
	struct seal_report r = looked(k, 201901);
	assert_int_equal(r.n_tampered, 0);
	const char *words = str_c(k->mem, str_fmt(k->mem, "印发时是2人，现在是1人：aid_visit第%lld号记录不再计入，见留痕第%lld条（退回）。", (long long)visit,
		(long long)kit_count(k, "SELECT max(entry) FROM trail")));
	if (!told(&r, SEAL_CHANGED, "frozen", figure, words)) {
		all_told(&r);
		fail_msg("not told: %s", words);
	}
	db = kit_begin(k, WRITING, 3);                       /* sent in once more, and checked by another */
	assert_good(move_make(db, visits, visit, "submit", 3, NULL, STR_NONE));
	assert_good(move_make(db, visits, visit, "approve", 4, NULL, STR_NONE));
	assert_good(db_commit(db));
	r = looked(k, 201901);
	all_told(&r);
	assert_int_equal(r.n_changed, 0);
	kit_close(k);
}

static void another_month(void **state)
{
	struct kit *k = month();
	issue(k, 1);
	struct db *db = kit_begin(k, WRITING, 0);
	struct setting row = { .name = STR("report.office"), .since = on("2019-03-01"), .value = STR("办公室") };
	assert_good(row_add(db, &setting_table, &row));
	assert_good(db_commit(db));
	struct seal_report r = looked(k, 201901);
	assert_int_equal(r.n_tampered + r.n_changed, 0);
	r = looked(k, 201902);
	assert_int_equal(r.editions, 0);
	kit_close(k);
}

/* The federation's name of that day is put right in its register: the signature is over the name as it stood. */
static void renamed(void **state)
{
	struct kit *k = month();
	issue(k, 1);
	struct db *db = kit_begin(k, WRITING, 0);
	struct org_name name;
	bool found;
	assert_good(row_read(db, &org_name_table, one(k, "SELECT min(id) FROM org_name WHERE org = %lld", k->city), &name, &found));
	assert_true(found);
	name.name = name.folded = STR("江洲市总工会");
	assert_good(row_change(db, &org_name_table, &name));
	assert_good(db_commit(db));
	assert_untouched(k);
	kit_close(k);
}

static void head_from_paper(void **state)
{
	struct kit *k = month();
	struct edition e = issue(k, 1);
	struct db *db = kit_begin(k, READING, 0);
	struct str mac = str_hex(k->mem, e.mac.p, e.mac.n);
	bool stands;
	assert_good(seal_head_said(db, e.entry, mac, &stands));
	assert_true(stands);
	assert_good(seal_head_said(db, e.entry + 1, mac, &stands));
	assert_false(stands);
	assert_good(seal_head_said(db, e.entry, str_sub(mac, 1, SIZE_MAX), &stands));
	assert_false(stands);
	assert_good(seal_head_said(db, 9999999, mac, &stands));
	assert_false(stands);
	db_rollback(db);
	assert_int_equal(seal_line(k->mem, &e, 0).n, strlen("封存 ") + 64);
	assert_holds(seal_line(k->mem, &e, 1), mac.p);
	assert_int_equal(seal_line(k->mem, &e, 2).n, strlen("签名 ") + 128);
	assert_null(seal_line(k->mem, &e, 3).p);
	kit_close(k);
}

/* --- evidence as text -------------------------------------------------------------------------------------------------------------------- */

struct cut { struct arena *mem; struct buf all; size_t most, pieces; int64_t lines, seq; };

static fault piece_take(void *ctx, const struct piece *p)
{
	struct cut *c = ctx;
	assert_int_equal(p->seq, ++c->seq);
	c->most = p->text.n > c->most ? p->text.n : c->most;
	c->pieces++;
	c->lines += p->n;
	buf_add(&c->all, p->text);
	return NULL;
}

/* A row whose line has exactly n bytes. */
static struct evidence_row row_of(struct arena *mem, size_t n)
{
	struct evidence_row row = { .record = 1, .org = 2, .day = on("2019-01-08"), .key = STR("k"), .amount = INT_NONE, .label = STR("x") };
	struct buf line = { .mem = mem };
	evidence_line(&line, &row);
	assert_true(line.n <= n);
	size_t more = n - line.n + 1;
	char *label = arena_get(mem, more + 1);
	memset(label, 'x', more);
	row.label = (struct str){ label, more };
	return row;
}

static void a_mebibyte(void **state)
{
	static const struct { size_t lines[4]; size_t pieces; } CUTS[] = {
		{ { PIECE_BYTES, 0 }, 1 }, { { PIECE_BYTES - 100, 100, 0 }, 1 }, { { PIECE_BYTES - 100, 101, 0 }, 2 }, { { PIECE_BYTES + 1, 60, 0 }, 2 },
		{ { 60, PIECE_BYTES, 60 }, 3 }, { { 0 }, 0 },
	};
	for (size_t i = 0; i < COUNT(CUTS); i++) {
		struct arena *mem = arena_open(0);
		struct cut c = { .mem = mem, .all = { .mem = mem } };
		struct pieces p = pieces_open(mem, piece_take, &c);
		struct buf want = { .mem = mem };
		int64_t n = 0;
		for (; n < 4 && CUTS[i].lines[n]; n++) {
			struct evidence_row row = row_of(mem, CUTS[i].lines[n]);
			evidence_line(&want, &row);
			assert_good(pieces_add(&p, &row));
		}
		assert_good(pieces_close(&p));
		assert_int_equal(c.pieces, CUTS[i].pieces);
		assert_int_equal(c.lines, n);
		assert_int_equal(p.rows, n);
		assert_true(str_eq(buf_str(&c.all), buf_str(&want)) || !n);
		arena_close(mem);
	}
}

static void a_line(void **state)
{
	struct arena *mem = arena_open(0);
	struct evidence_row row = { .record = 17, .org = 5, .day = on("2019-01-08"), .key = STR("a\tb"), .amount = -3, .part = STR_NONE, .label = STR("c\\d\ne\r") };
	struct buf line = { .mem = mem };
	struct evidence_said said;
	evidence_line(&line, &row);
	assert_holds(buf_str(&line), "17\t5\t2019-01-08\ta\\tb\t-3\t\tc\\\\d\\ne\\r\t");
	assert_int_equal(line.p[line.n - 1], '\n');
	struct str bare = { line.p, line.n - 1 };
	assert_true(str_find(bare, STR("\n")) == SIZE_MAX && evidence_line_whole(bare) && evidence_read(bare, &said));
	assert_true(said.record == 17 && str_is(said.key, "a\\tb") && str_is(said.label, "c\\\\d\\ne\\r") && !said.part.n);
	for (size_t i = 0; i < bare.n; i++) {
		line.p[i] ^= 4;
		assert_false(evidence_line_whole(bare));
		line.p[i] ^= 4;
	}
	assert_false(evidence_line_whole(STR("")) || evidence_line_whole(STR("\t12345678")));
	arena_close(mem);
}

/* A ratio shows the rows of its upper count over its own span: so the two counts that are frozen beside it have that span too. */
static void ratios(void **state)
{
	struct arena *mem = arena_open(0);
	const struct report_desk *desk = app_desk(mem);
	size_t n;
	const struct indicator **list = seal_indicators(mem, desk, &n);
	assert_true(n >= desk->n);
	for (size_t i = 0; i < n; i++) {
		assert_true(!i || strcmp(list[i - 1]->id, list[i]->id) < 0);
		if (list[i]->tally != RATIO)
			continue;
		const struct indicator *two[] = { list[i]->over, list[i]->under };
		for (int k = 0; k < 2; k++)
			if (two[k]->span != list[i]->span || str_cmp(str_of(two[k]->campaign), str_of(list[i]->campaign)))
				fail_msg("%s over another span than %s", two[k]->id, list[i]->id);
	}
	arena_close(mem);
}

SUITE(TEST(whole), TEST(same_bytes_once), TEST(touched), TEST(forged), TEST(behind_the_seal), TEST(file_in_hand), TEST(odd_values),
	TEST(another_key_file), TEST(one_byte), TEST(another_key), TEST(forgotten), TEST(merged), TEST(records_moved),
	TEST(another_month), TEST(renamed), TEST(head_from_paper), TEST(a_mebibyte), TEST(a_line), TEST(ratios))
