/* What goes in comes out: every type, nothing known, the ends of the ranges, on whichever engine. */
#include "db_store.h"

static struct arena *mem;
static struct store *store;
static struct db *d;

static struct item item_of(int64_t id)
{
	return (struct item){ .city = CITY, .id = id, .other = INT_NONE, .count = INT_NONE, .day = DAY_NONE, .cash = MONEY_NONE };
}

static struct item item_back(int64_t id)
{
	struct item key = item_of(id), row;
	bool found = false;
	good(db_one(d, &item_table.select, &key, &row, &found));
	assert_true(found);
	return row;
}

static void every_type(void **state)
{
	static const char seal[] = "\0\1\xff'\\x";
	struct item in = { CITY, 1, .other = -5, .count = INT64_MAX, .word = STR("李红's \"职工\" \\ ?1 $1"), .day = { 17904 },
		.cash = { 123450 },
		.seal = { seal, sizeof seal - 1 } };
	good(db_exec(d, &item_table.insert, &in));
	struct item out = item_back(1);
	assert_int_equal(out.city, CITY);
	assert_int_equal(out.other, -5);
	assert_true(out.count == INT64_MAX);
	assert_true(str_eq(out.word, in.word));
	assert_int_equal(out.day.n, 17904);
	assert_int_equal(out.cash.fen, 123450);
	assert_true(str_eq(out.seal, in.seal));
	assert_null(out.remark.p);
	struct item_by_all_in all = { -5, INT64_MAX, in.word, in.day, in.cash, in.seal };
	struct item_by_all_row row;
	bool found = false;
	good(item_by_all(d, all, &row, &found));
	assert_true(found);
	assert_int_equal(row.cash.fen, 123450);
	all.seal = STR("other");
	good(item_by_all(d, all, &row, &found));
	assert_false(found);
}

static void nothing_known(void **state)
{
	struct item in = item_of(2), out;
	in.word = STR("");                                   /* an empty text is none */
	good(db_exec(d, &item_table.insert, &in));
	out = item_back(2);
	assert_true(out.other == INT_NONE && out.count == INT_NONE && !money_known(out.cash) && !day_known(out.day));
	assert_null(out.word.p);
	assert_null(out.seal.p);
}

static void days(void **state)
{
	const struct day ends[] = { DAY_FIRST, DAY_LAST, { 0 }, { -1 }, { 11016 } };
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct item in = item_of(10 + (int64_t)i);
		in.day = ends[i];
		good(db_exec(d, &item_table.insert, &in));
		assert_int_equal(item_back(in.id).day.n, ends[i].n);
	}
	struct item_sums_row sums;
	bool found;
	good(item_sums(d, &sums, &found));
	assert_int_equal(sums.last.n, DAY_LAST.n);
	assert_int_equal(sums.n, 5);
	assert_int_equal(sums.cash.fen, 0);
	assert_int_equal(sums.here, 1);
	assert_true(sums.counts == INT_NONE);                /* a sum over nothing */
}

static void sums(void **state)
{
	const int64_t counts[] = { 1, 9999, 10000, 100000000, -3, 4000000000000000000 };
	int64_t sum = 0;
	struct item_sums_row row;
	bool found;
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct item in = item_of(20 + (int64_t)i);
		in.count = counts[i];
		sum += counts[i];
		good(db_exec(d, &item_table.insert, &in));
		good(item_sums(d, &row, &found));
		assert_true(row.counts == sum);
	}
}

static void update_and_all(void **state)
{
	struct item in = item_of(4), *rows, other = item_of(3);
	size_t n;
	good(db_exec(d, &item_table.insert, &in));
	good(db_exec(d, &item_table.insert, &other));
	other.city = CITY + 1;
	good(db_exec(d, &item_table.insert, &other));
	in.word = STR("新");
	good(db_exec(d, &item_table.update, &in));
	good(db_many(d, &item_table.all, &in, (void **)&rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].id, 3);
	assert_int_equal(rows[1].id, 4);
	assert_null(rows[0].word.p);
	assert_true(str_is(rows[1].word, "新"));
	struct item_rename_row *renamed;
	good(item_rename(d, (struct item_rename_in){ STR("x"), 3 }, &renamed, &n));
	assert_int_equal(n, 2);
}

static void by_bytes(void **state)
{
	const char *words[] = { "b", "A", "ä", "张", "B", "a" };
	const int64_t order[] = { 2, 5, 6, 1, 3, 4 };        /* A B a b ä 张 */
	struct item_words_row *rows;
	size_t n;
	for (size_t i = 0; i < COUNT(words); i++)
		good(item_add(d, (struct item_add_in){ (int64_t)i + 1, str_of(words[i]) }));
	good(item_words(d, &rows, &n));
	assert_int_equal(n, COUNT(words));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].id, order[i]);
}

static void bad_text(void **state)
{
	struct str texts[] = { STR("\xff\xfe"), { "a\0b", 3 }, STR("\xed\xa0\x80") };
	for (size_t i = 0; i < COUNT(texts); i++)
		bad(item_add(d, (struct item_add_in){ 1, texts[i] }), BLAME_INPUT, "db.text");
	struct item_count_row row;
	bool found;
	good(item_count(d, &row, &found));                   /* refused at the door: the transaction lives on */
	assert_int_equal(row.n, 0);
}

static void by_the_door(void **state)
{
	struct item_door_row row;
	bool found = false;
	db_set_now(d, 1546905600);
	db_set_viewer(d, 8, 200);
	good(item_door(d, (struct item_door_in){ STR_NONE }, &row, &found));
	assert_true(found && row.city == CITY && row.viewer == 8 && row.org == 200 && row.now == 1546905600 && !row.none.p);
}

static void no_rows(void **state)
{
	struct item_words_row *rows = NULL;
	struct item key = item_of(1), row = { .id = 77 };
	size_t n = 9;
	bool found = true;
	good(item_words(d, &rows, &n));
	assert_int_equal(n, 0);
	good(db_one(d, &item_table.select, &key, &row, &found));
	assert_false(found);
	assert_int_equal(row.id, 77);
}

/* Streaming. */
struct walk { int64_t seen, asked, stop_at; };

static fault walk_one(void *ctx, const void *row)
{
	struct walk *w = ctx;
	const struct item_words_row *i = row;
	w->seen++;
	if (w->stop_at && w->seen == w->stop_at)
		return fault_make(mem, BLAME_CONFLICT, "test.stop", "停。");
	if (i->id % 1000 == 0) {                             /* another question in between, even the same one */
		struct item_count_row count;
		struct item_words_row *rows;
		size_t n;
		bool found;
		good(item_count(d, &count, &found));
		good(item_words(d, &rows, &n));
		w->asked += count.n == 2345 && n == 2345;
	}
	return NULL;
}

static void streaming(void **state)
{
	struct walk w = { 0 }, shorter = { .stop_at = 3 };
	struct item_count_row count;
	bool found;
	good(item_many(d, (struct item_many_in){ 2345 }));
	good(db_each(d, &item_words_query, NULL, walk_one, &w));
	assert_int_equal(w.seen, 2345);
	assert_int_equal(w.asked, 2);
	bad(db_each(d, &item_words_query, NULL, walk_one, &shorter), BLAME_CONFLICT, "test.stop");
	assert_int_equal(shorter.seen, 3);
	good(item_count(d, &count, &found));                 /* and the transaction lives on */
	assert_int_equal(count.n, 2345);
}

static void streaming_batches(void **state)
{
	const int64_t sizes[] = { 0, 499, 500, 501, 1000 };
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct walk w = { 0 };
		good(db_point(d));
		if (sizes[i])
			good(item_many(d, (struct item_many_in){ sizes[i] }));
		good(db_each(d, &item_words_query, NULL, walk_one, &w));
		assert_int_equal(w.seen, sizes[i]);
		good(db_point_back(d));
	}
}

static int begin(void **state)
{
	good(db_as(mem, store, everybody, WRITING, &d));
	return 0;
}

static int end(void **state)
{
	db_rollback(d);
	return 0;
}

int main(void)
{
	mem = arena_open(0);
	good(store_open(mem, store_where(mem, "db_round"), &store));
	good(store_migrate(mem, store, &dbtest_schema, 1));
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = { TEST(every_type), TEST(nothing_known), TEST(days), TEST(sums), TEST(update_and_all),
		TEST(by_bytes),
		TEST(bad_text), TEST(by_the_door), TEST(no_rows), TEST(streaming), TEST(streaming_batches) };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(mem);
	store_gone();
	return failed;
}
