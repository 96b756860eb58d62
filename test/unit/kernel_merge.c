/* That two entries are one person is a dated link, one step deep, that can be ended again. */
#include "kernel_kit.h"

enum { A, B, C, MANY };
struct three { struct kit *k; int64_t id[MANY]; };

static struct three three(void)
{
	static const char *const NAMES[MANY] = { "张三", "张叁", "张散" };
	struct three t = { kit_open() };
	struct db *db = kit_begin(t.k, WRITING, 0);
	for (int i = 0; i < MANY; i++)
		assert_good(person_get(db, &(struct who){ .name = str_of(NAMES[i]) }, t.k->today, &t.id[i]));
	assert_good(db_commit(db));
	return t;
}

static void merge(struct three *t, int who, int same_as, const char *day)
{
	struct db *db = kit_begin(t->k, WRITING, 0);
	assert_good(person_merge(db, t->id[who], t->id[same_as], on(day), STR("同一人")));
	assert_good(db_commit(db));
}

static void undo(struct three *t, int who, const char *day)
{
	struct db *db = kit_begin(t->k, WRITING, 0);
	assert_good(person_merge_undo(db, t->id[who], on(day), STR("不是同一人")));
	assert_good(db_commit(db));
}

static void refuse(struct three *t, int who, int same_as, const char *code)
{
	struct db *db = kit_begin(t->k, WRITING, 0);
	assert_fault(person_merge(db, t->id[who], t->id[same_as], on("2019-03-01"), STR("同一人")), code);
	db_rollback(db);
}

/* Whom a row about `who` counts for on that day: the index, by the expression that evidence uses. */
static int counts_for(struct three *t, int who, const char *day)
{
	int64_t id = kit_count(t->k, str_fmt(t->k->mem, "SELECT coalesce((SELECT l.same_as FROM person_link l WHERE l.city = 1 AND l.person = %lld "
		"AND l.since <= '%s' AND l.until > '%s'), %lld)", (long long)t->id[who], day, day, (long long)t->id[who]).p);
	for (int i = 0; i < MANY; i++)
		if (t->id[i] == id)
			return i;
	fail_msg("counts for nobody");
	return -1;
}

static void merged_since_a_day(void **state)
{
	struct three t = three();
	merge(&t, B, A, "2019-02-01");
	assert_int_equal(counts_for(&t, B, "2019-01-31"), B);
	assert_int_equal(counts_for(&t, B, "2019-02-01"), A);
	assert_int_equal(counts_for(&t, A, "2019-02-01"), A);
	assert_whole(t.k);
	kit_close(t.k);
}

static void ended_again(void **state)
{
	struct three t = three();
	merge(&t, B, A, "2019-02-01");
	undo(&t, B, "2019-03-01");
	assert_int_equal(counts_for(&t, B, "2019-02-28"), A);
	assert_int_equal(counts_for(&t, B, "2019-03-01"), B);
	struct db *db = kit_begin(t.k, WRITING, 0);
	assert_fault(person_merge_undo(db, t.id[B], on("2019-03-02"), STR("again")), "person.not_merged");
	db_rollback(db);
	merge(&t, B, C, "2019-03-05");                       /* and into somebody else */
	assert_int_equal(counts_for(&t, B, "2019-03-05"), C);
	assert_whole(t.k);
	kit_close(t.k);
}

static void one_step_deep(void **state)
{
	struct three t = three();
	merge(&t, A, B, "2019-02-01");
	merge(&t, B, C, "2019-02-10");                       /* who pointed at B points at C from then on */
	assert_int_equal(counts_for(&t, A, "2019-02-09"), B);
	assert_int_equal(counts_for(&t, A, "2019-02-10"), C);
	assert_int_equal(counts_for(&t, B, "2019-02-10"), C);
	kit_close(t.k);
	t = three();
	merge(&t, B, C, "2019-02-01");
	merge(&t, A, B, "2019-02-10");                       /* merging into who was merged points at the last */
	assert_int_equal(counts_for(&t, A, "2019-02-10"), C);
	assert_int_equal(kit_count(t.k, "SELECT count(*) FROM person_link a JOIN person_link b ON a.city = b.city AND a.same_as = b.person "
		"WHERE a.until = '9999-12-31' AND b.until = '9999-12-31'"), 0);
	assert_whole(t.k);
	kit_close(t.k);
}

/* A was B before B was taken for C. When B is not C after all, A is B again, and not C. */
static void undo_takes_followers_along(void **state)
{
	struct three t = three();
	merge(&t, A, B, "2019-02-01");
	merge(&t, B, C, "2019-02-10");
	undo(&t, B, "2019-03-01");
	assert_int_equal(counts_for(&t, B, "2019-03-01"), B);
	assert_int_equal(counts_for(&t, A, "2019-03-01"), B);
	assert_int_equal(counts_for(&t, A, "2019-02-15"), C);
	assert_whole(t.k);
	kit_close(t.k);
}

/* A was B's, parted, and was found to be C's on the day when B was: that B is not C says nothing of A. */
static void undo_takes_nobody_else_along(void **state)
{
	struct three t = three();
	merge(&t, A, B, "2019-02-01");
	undo(&t, A, "2019-02-10");
	merge(&t, A, C, "2019-02-10");
	merge(&t, B, C, "2019-02-10");
	undo(&t, B, "2019-03-01");
	assert_int_equal(counts_for(&t, B, "2019-03-01"), B);
	assert_int_equal(counts_for(&t, A, "2019-03-01"), C);
	kit_close(t.k);
}

/* A is B, B is C, C is D: each comes back with the merge that took it along, in whatever order they are undone. */
static void undo_of_a_chain(void **state)
{
	for (int order = 0; order < 2; order++) {
		struct three t = three();
		struct db *db = kit_begin(t.k, WRITING, 0);
		int64_t last;
		assert_good(person_get(db, &(struct who){ .name = STR("张散散") }, t.k->today, &last));
		assert_good(db_commit(db));
		merge(&t, A, B, "2019-02-01");
		merge(&t, B, C, "2019-02-02");
		db = kit_begin(t.k, WRITING, 0);
		assert_good(person_merge(db, t.id[C], last, on("2019-02-03"), STR("同一人")));
		assert_good(db_commit(db));
		undo(&t, order ? B : C, "2019-03-01");
		assert_int_equal(counts_for(&t, A, "2019-03-01"), order ? B : C);
		undo(&t, order ? C : B, "2019-03-02");
		assert_int_equal(counts_for(&t, A, "2019-03-02"), B);
		assert_int_equal(counts_for(&t, B, "2019-03-02"), B);
		assert_int_equal(counts_for(&t, C, "2019-03-02"), C);
		assert_whole(t.k);
		kit_close(t.k);
	}
}

static void refused(void **state)
{
	struct three t = three();
	refuse(&t, A, A, "person.same");
	merge(&t, B, A, "2019-02-01");
	refuse(&t, B, A, "person.same");
	refuse(&t, A, B, "person.same");                     /* no ring */
	refuse(&t, B, C, "person.merged");
	t.id[C] = 999999;
	refuse(&t, A, C, "person.absent");
	refuse(&t, C, A, "person.absent");
	kit_close(t.k);
}

static void by_a_sheet(void **state)
{
	struct three t = three();
	struct sent s = { .of = &PERSON_MERGE, .csv = "重复登记的姓名,保留的姓名,认定日期,理由\n张叁,张三,2019-02-01,核实为同一人\n" };
	struct import_result r;
	r = kit_bring(t.k, s);
	assert_int_equal(r.added, 1);
	assert_int_equal(kit_count(t.k, "SELECT count(*) FROM person_link WHERE until = '9999-12-31'"), 1);
	assert_int_equal(counts_for(&t, B, "2019-02-01"), A);
	assert_int_equal(kit_count(t.k, "SELECT count(*) FROM person"), 3);
	kit_close(t.k);
}

/* A merge speaks of two who are there: a mistyped name is refused, and nobody is made of it. */
static void unknown_in_a_sheet(void **state)
{
#define MERGE_HEAD "重复登记的姓名,重复登记的身份证号,保留的姓名,保留的身份证号,认定日期,理由\n"
	struct three t = three();
	struct import_result r;
	struct sent s = { .of = &PERSON_MERGE, .csv = MERGE_HEAD "张叁叁,,张三,,2019-02-01,核实\n" };
	assert_string_equal(kit_wrong(t.k, s, NULL), "person.unknown");
	s.csv = MERGE_HEAD "张叁,,张三,11010519491231002X,2019-02-01,核实\n";
	assert_string_equal(kit_wrong(t.k, s, NULL), "person.unknown");
	struct db *db = kit_begin(t.k, WRITING, 1);
	assert_good(kit_import(t.k, db, s, &r));
	assert_int_equal(r.wrongs->column, 2);
	struct str name;
	assert_fault(person_name(db, t.id[MANY - 1] + 2, &name), "person.absent");         /* not even until the rollback: the import took one number */
	db_rollback(db);
	kit_federation(t.k);                                 /* two of one name: which? */
	kit_bring(t.k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务\n钱一,沙洲区总工会,干事\n钱一,石陂市总工会,干事\n" });
	s.csv = MERGE_HEAD "张叁,,钱一,,2019-02-01,核实\n";
	assert_string_equal(kit_wrong(t.k, s, NULL), "person.unknown");
	kit_close(t.k);
}

SUITE(TEST(merged_since_a_day), TEST(ended_again), TEST(one_step_deep), TEST(undo_takes_followers_along), TEST(undo_takes_nobody_else_along), TEST(undo_of_a_chain),
	TEST(unknown_in_a_sheet), TEST(refused), TEST(by_a_sheet))
