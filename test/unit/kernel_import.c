/* Bringing in: new, same, changed, gone; the same file twice; what an approval is worth when the row changes; late records. */
#include "kernel_kit.h"

enum { CLERK = 7, CHECKER = 8 };
#define HEAD "条线,类别,事项,日期,内容,数量\n"
#define ONE_ROW "送温暖,会议,部署会,2019-01-08,部署,1\n"
#define TWO_ROW "送温暖,培训,培训班,2019-01-09,培训,2\n"

static struct import_result bring(struct kit *k, const char *rows, const char *part)
{
	return kit_bring(k, (struct sent){ .of = &MATTER_EVENT, .csv = str_fmt(k->mem, "%s%s", HEAD, rows).p, .actor = CLERK, .part = part });
}

static int64_t approve(struct kit *k, int64_t import)
{
	struct db *db = kit_begin(k, WRITING, CHECKER);
	int64_t n;
	assert_good(import_approve(db, &MATTER_EVENT, import, CHECKER, &n));
	assert_good(db_commit(db));
	return n;
}

static int64_t in_state(struct kit *k, const char *state)
{
	return kit_count(k, str_fmt(k->mem, "SELECT count(*) FROM event WHERE state = '%s'", state).p);
}

#define assert_result(r, a, s, c, g) do { struct import_result got_ = (r); if (got_.added != (a) || got_.same != (s) || got_.changed != (c) || got_.gone != (g)) \
	fail_msg("+%lld =%lld ~%lld -%lld", (long long)got_.added, (long long)got_.same, (long long)got_.changed, (long long)got_.gone); } while (0)

static void four_fates(void **state)
{
	struct kit *k = kit_open();
	assert_result(bring(k, ONE_ROW TWO_ROW "送温暖,活动,走访,2019-01-10,,\n", NULL), 3, 0, 0, 0);
	assert_result(bring(k, "送温暖,活动,走访,2019-01-10,,\n送温暖,会议,部署会,2019-01-08,改过,1\n送温暖,仪式,启动,2019-01-11,,\n", NULL), 1, 1, 1, 1);
	assert_int_equal(in_state(k, "void"), 1);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), 4);
	assert_result(bring(k, ONE_ROW TWO_ROW, NULL), 0, 0, 2, 2);           /* one changed, one come back */
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), 4);
	assert_whole(k);
	kit_close(k);
}

static void same_file_again(void **state)
{
	struct kit *k = kit_open();
	struct import_result first = bring(k, ONE_ROW TWO_ROW, NULL), again;
	int64_t entries = kit_verify(k).entries;
	again = bring(k, ONE_ROW TWO_ROW, NULL);
	assert_true(again.repeat && again.id == first.id);
	assert_result(again, 0, 0, 0, 0);
	assert_int_equal(kit_verify(k).entries, entries);
	assert_result(bring(k, TWO_ROW ONE_ROW, NULL), 0, 2, 0, 0);           /* sorted otherwise: another file, the same records */
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), 2);
	assert_whole(k);
	kit_close(k);
}

static void duplicates(void **state)
{
	struct kit *k = kit_open();
	struct import_result r = bring(k, ONE_ROW ONE_ROW TWO_ROW, NULL);
	assert_result(r, 2, 0, 0, 0);
	assert_int_equal(r.duplicates, 1);
	struct sent s = { .of = &MATTER_EVENT, .csv = HEAD ONE_ROW "送温暖,会议,部署会,2019-01-08,别的,1\n", .actor = CLERK };
	assert_string_equal(kit_wrong(k, s, NULL), "row.twice");
	kit_close(k);
}

static void approval_falls_on_change(void **state)
{
	struct kit *k = kit_open();
	struct import_result r = bring(k, ONE_ROW TWO_ROW, NULL);
	assert_int_equal(approve(k, r.id), 2);
	assert_int_equal(approve(k, r.id), 0);
	r = bring(k, ONE_ROW "送温暖,培训,培训班,2019-01-09,培训,3\n", NULL);
	assert_result(r, 0, 1, 1, 0);
	assert_int_equal(in_state(k, "approved"), 1);        /* the unchanged row keeps its approval */
	assert_int_equal(in_state(k, "submitted"), 1);
	assert_int_equal(approve(k, r.id), 1);
	kit_close(k);
}

/* A file that was never approved, mended by one that is: its unchanged rows are approved with it. */
static void approved_with_the_later_file(void **state)
{
	struct kit *k = kit_open();
	bring(k, ONE_ROW TWO_ROW, NULL);
	struct import_result r = bring(k, ONE_ROW "送温暖,培训,培训班,2019-01-09,培训,3\n", NULL);
	assert_result(r, 0, 1, 1, 0);
	assert_int_equal(approve(k, r.id), 2);
	assert_int_equal(in_state(k, "approved"), 2);
	assert_whole(k);
	kit_close(k);
}

static void parts_stand_beside_each_other(void **state)
{
	struct kit *k = kit_open();
	assert_result(bring(k, ONE_ROW, "第一批"), 1, 0, 0, 0);
	assert_result(bring(k, TWO_ROW, "第二批"), 1, 0, 0, 0);
	assert_int_equal(in_state(k, "submitted"), 2);
	assert_result(bring(k, "送温暖,活动,走访,2019-01-10,,\n", "第一批"), 1, 0, 0, 1);
	assert_int_equal(in_state(k, "void"), 1);
	kit_close(k);
}

static void wrong_cells_keep_nothing(void **state)
{
	struct kit *k = kit_open();
	int64_t entries = kit_verify(k).entries;
	struct import_result r;
	struct db *db = kit_begin(k, WRITING, CLERK);
	assert_good(kit_import(k, db, (struct sent){ .of = &MATTER_EVENT, .csv = HEAD ONE_ROW "送温暖,会议,,2019-02-30,,-1\n送温情,会议,会,2019-01-08,,x\n" }, &r));
	assert_int_equal(r.n_wrongs, 5);                     /* all of them at once */
	assert_int_equal(r.id == 0 || r.added == 0, 1);
	db_rollback(db);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), 0);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM import"), 0);
	assert_int_equal(kit_verify(k).entries, entries);
	kit_close(k);
}

static void rows_that_are_none(void **state)
{
	struct kit *k = kit_open();
	struct import_result r = bring(k, ONE_ROW ",,,,,\n合计,,,,,1\n填表人：张三,,,,,\n", NULL);
	assert_result(r, 1, 0, 0, 0);
	assert_int_equal(r.n_skips, 2);                      /* the total and the foot; a row without a word is no row at all */
	struct db *db = kit_begin(k, WRITING, 0);
	assert_fault(kit_import(k, db, (struct sent){ .of = &MATTER_EVENT, .csv = HEAD "合计,,,,,0\n" }, &r), "import.empty");
	assert_fault(kit_import(k, db, (struct sent){ .of = &MATTER_EVENT, .csv = "姓名,年龄\n张三,3\n" }, &r), "import.head");
	assert_fault(kit_import(k, db, (struct sent){ .of = &MATTER_EVENT, .csv = "条线,类别,事项\n送温暖,会议,部署会\n" }, &r), "import.head");
	db_rollback(db);
	kit_close(k);
}

/* A record of a closed month counts in the next open one, and stays there when the file is mended. */
static void late_record(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 0);
	for (int month = 201901; month <= 201902; month++) {
		struct period closed = { .month = month, .state = STR("closed"), .closed = k->today };
		assert_good(row_add(db, &period_table, &closed));
	}
	assert_good(db_commit(db));
	bring(k, ONE_ROW "送温暖,会议,会,2019-03-04,,\n", NULL);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event WHERE month = 201903"), 2);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event WHERE month = 201903 AND day = '2019-01-08'"), 1);
	kit_close(k);
	k = kit_open();
	approve(k, bring(k, ONE_ROW, NULL).id);              /* counted in January before it was closed */
	db = kit_begin(k, WRITING, 0);
	struct period closed = { .month = 201901, .state = STR("closed"), .closed = k->today };
	assert_good(row_add(db, &period_table, &closed));
	assert_good(db_commit(db));
	bring(k, "送温暖,会议,部署会,2019-01-08,改过,1\n", NULL);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event WHERE month = 201901"), 1);
	kit_close(k);
	k = kit_open();
	bring(k, ONE_ROW, NULL);                             /* not approved by then: it counts where it is approved */
	db = kit_begin(k, WRITING, 0);
	assert_good(row_add(db, &period_table, &(struct period){ .month = 201901, .state = STR("closed"), .closed = k->today }));
	assert_good(db_commit(db));
	bring(k, "送温暖,会议,部署会,2019-01-08,改过,1\n", NULL);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event WHERE month = 201902"), 1);
	kit_close(k);
}

static fault stop(void *ctx, size_t done, size_t total)
{
	return fault_make(ctx, BLAME_CONFLICT, "import.cancelled", "停下。");
}

static void cancelled(void **state)
{
	struct kit *k = kit_open();
	struct workbook book;
	struct import_result r;
	assert_good(sheet_read_bytes(k->mem, STR(HEAD ONE_ROW), NULL, &book));
	struct import_order o = { .of = &MATTER_EVENT, .file = STR("f"), .book = &book, .sm3 = STR("00"), .sender = k->city, .month = 201901, .day = k->today,
		.progress = stop, .ctx = k->mem };
	struct db *db = kit_begin(k, WRITING, 0);
	assert_fault(import_run(db, &o, &r), "import.cancelled");
	db_rollback(db);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), 0);
	assert_whole(k);
	kit_close(k);
}

SUITE(TEST(four_fates), TEST(same_file_again), TEST(duplicates), TEST(approval_falls_on_change), TEST(approved_with_the_later_file),
	TEST(parts_stand_beside_each_other), TEST(wrong_cells_keep_nothing), TEST(rows_that_are_none), TEST(late_record), TEST(cancelled))
