/* The memory of answers: that it is one (what is changed behind the door is not seen), and that whatever goes through the door is seen at once, whoever wrote:
 * this store, or another before the same database. */
#include "kernel_kit.h"
#include "app/app.h"
#include "kernel/kept.h"
#include "kernel/org.sql.h"
#include "kernel/row.sql.h"

static struct kept *memory_of(struct kit *k)
{
	struct kept *kept;
	assert_good(kept_open(k->mem, 1 << 20, &kept));
	return kept;
}

/* The name of the unit, asked as a page asks. */
static struct str name_of(struct kit *k, struct store *store, struct kept *kept, int64_t org, struct kept_view **ret)
{
	struct db *db;
	struct str name = STR_NONE, shorter;
	assert_good(db_as(k->mem, store, (struct scope){ .city = 1, .org = k->city }, READING, &db));
	assert_good(kept_begin(db, kept, ret));
	*db_reads(db) = (struct reads){ 0 };
	assert_good(org_name_on(db, org, on("2019-03-20"), &name, &shorter));
	db_rollback(db);
	return name;
}

static void rename_unit(struct kit *k, struct store *store, int64_t org, const char *name)
{
	struct db *db;
	struct org_name row;
	void *rows;
	size_t n;
	assert_good(db_as(k->mem, store, (struct scope){ .city = 1, .org = k->city }, WRITING, &db));
	assert_good(row_every(db, &org_name_table, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		row = ((struct org_name *)rows)[i];
		if (row.org != org)
			continue;
		row.name = str_of(name);
		assert_good(row_change(db, &org_name_table, &row));
	}
	assert_good(db_commit(db));
}

static void what_is_written_is_seen(void **state)
{
	struct kit *k = kit_open();
	struct kept *kept = memory_of(k);
	struct kept_view *v;
	kit_federation(k);
	int64_t org = kit_org(k, "沙洲区总工会", "2019-03-20");
	assert_text(name_of(k, k->store, kept, org, &v), "沙洲区总工会");
	assert_non_null(v);
	kit_tamper(k, "UPDATE org_name SET name = '背后改的'");
	assert_text(name_of(k, k->store, kept, org, &v), "沙洲区总工会");    /* so it was the memory that spoke */
	assert_text(name_of(k, k->store, NULL, org, &v), "背后改的");
	rename_unit(k, k->store, org, "沙洲区联合会");
	assert_text(name_of(k, k->store, kept, org, &v), "沙洲区联合会");
	kit_close(k);
}

static void another_is_heard(void **state)
{
	struct kit *k = kit_open();
	struct kept *kept = memory_of(k);
	struct kept_view *v;
	struct store *other;
	kit_federation(k);
	int64_t org = kit_org(k, "沙洲区总工会", "2019-03-20");
	assert_text(name_of(k, k->store, kept, org, &v), "沙洲区总工会");
	assert_good(store_open(k->mem, k->where, &other));
	row_keys(other, &k->keys);
	for (int i = 0; i < 20; i++) {
		const char *name = str_c(k->mem, str_fmt(k->mem, "沙洲区第%d总工会", i));
		rename_unit(k, other, org, name);
		assert_text(name_of(k, k->store, kept, org, &v), name);
	}
	kit_close(k);
}

/* A piece holds while what it was read from does; one that began earlier is not given what came later, nor may it put back what was. */
static void a_piece_holds_as_long(void **state)
{
	struct kit *k = kit_open();
	struct kept *kept = memory_of(k);
	struct kept_view *v, *w;
	struct reads names = { 0 }, persons = { 0 }, sessions = { 0 };
	struct str got;
	struct db *early, *late;
	kit_federation(k);
	int64_t org = kit_org(k, "沙洲区总工会", "2019-03-20");
	reads_add(&names, STR("org_name")), reads_add(&persons, STR("person")), reads_add(&sessions, STR("session"));
	early = kit_begin(k, READING, 0);
	assert_good(kept_begin(early, kept, &v));
	kept_put(v, STR("a"), STR("of names"), &names);
	kept_put(v, STR("b"), STR("of persons"), &persons);
	kept_put(v, STR("c"), STR("of sessions"), &sessions);
	assert_true(kept_find(v, k->mem, STR("a"), &got) && str_is(got, "of names"));
	assert_false(kept_find(v, k->mem, STR("c"), &got));  /* written without the trail */
	db_rollback(early);
	early = kit_begin(k, READING, 0);
	assert_good(kept_begin(early, kept, &v));
	rename_unit(k, k->store, org, "沙洲区联合会");
	late = kit_begin(k, READING, 0);
	assert_good(kept_begin(late, kept, &w));
	assert_false(kept_find(w, k->mem, STR("a"), &got));
	assert_true(kept_find(w, k->mem, STR("b"), &got) && str_is(got, "of persons"));
	kept_put(w, STR("a"), STR("of new names"), &names);
	kept_put(v, STR("a"), STR("of old names"), &names);
	assert_false(kept_find(v, k->mem, STR("a"), &got));
	assert_true(kept_find(w, k->mem, STR("a"), &got) && str_is(got, "of new names"));
	db_rollback(early);
	db_rollback(late);
	kit_close(k);
}

static void the_pot_is_bounded(void **state)
{
	struct kit *k = kit_open();
	struct kept *kept = memory_of(k);
	struct kept_view *v;
	struct reads none = { 0 };
	char text[2000];
	size_t there = 0;
	kit_federation(k);
	struct db *db = kit_begin(k, READING, 0);
	memset(text, 'x', sizeof text);
	assert_good(kept_begin(db, kept, &v));
	for (int i = 0; i < 5000; i++)
		kept_put(v, str_fmt(k->mem, "piece %d", i), (struct str){ text, sizeof text }, &none);
	for (int i = 0; i < 5000; i++) {
		struct str got;
		there += kept_find(v, k->mem, str_fmt(k->mem, "piece %d", i), &got);
	}
	assert_true(there > 20 && there < (1 << 20) / sizeof text);
	db_rollback(db);
	kit_close(k);
}

/* Who verifies is not answered from memory, and a writer neither. */
static void who_verifies_reads(void **state)
{
	struct kit *k = kit_open();
	struct kept *kept = memory_of(k);
	struct kept_view *v;
	struct str name, shorter;
	kit_federation(k);
	int64_t org = kit_org(k, "沙洲区总工会", "2019-03-20");
	name_of(k, k->store, kept, org, &v);
	kit_tamper(k, "UPDATE org_name SET name = '背后改的'");
	struct db *db = kit_begin(k, READING, 0);
	assert_good(kept_begin(db, kept, &v));
	kept_stop(db);
	assert_good(org_name_on(db, org, on("2019-03-20"), &name, &shorter));
	assert_text(name, "背后改的");
	db_rollback(db);
	db = kit_begin(k, WRITING, 0);
	assert_good(kept_begin(db, kept, &v));
	assert_null(v);
	assert_good(org_name_on(db, org, on("2019-03-20"), &name, &shorter));
	assert_text(name, "背后改的");
	db_rollback(db);
	kit_close(k);
}

/* What is written without the trail shares its bit with nothing that pages are made of. */
static void no_bit_is_shared(void **state)
{
	static const char *const NEVER[] = { "session", "attempt", "credential", "handed", "serial", "content" };
	struct arena *mem = arena_open(0);
	size_t n;
	const struct table *const *tables = app_tables(mem, &n);
	for (size_t i = 0; i < COUNT(NEVER); i++) {
		assert_true(kept_never(str_of(NEVER[i])));
		for (size_t k = 0; k < n; k++)
			if (strcmp(tables[k]->name, NEVER[i]) && reads_bit(str_of(NEVER[i])) == reads_bit(str_of(tables[k]->name)))
				fail_msg("%s and %s share a bit", NEVER[i], tables[k]->name);
	}
	arena_close(mem);
}

SUITE(TEST(what_is_written_is_seen), TEST(another_is_heard), TEST(a_piece_holds_as_long), TEST(the_pot_is_bounded), TEST(who_verifies_reads), TEST(no_bit_is_shared))
