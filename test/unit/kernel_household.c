/* A household keeps its number through every change of its head; a person is in one household a day, a household has one head a day. */
#include "kernel_kit.h"

enum { HUSBAND, WIFE, CHILD, OTHER, MANY };
struct home { struct kit *k; struct db *db; int64_t person[MANY], house, next; };

static struct home home(void)
{
	static const char *const NAMES[MANY] = { "张三", "李四", "张小", "王五" };
	struct home h = { kit_open() };
	h.db = kit_begin(h.k, WRITING, 0);
	for (int i = 0; i < MANY; i++)
		assert_good(person_get(h.db, &(struct who){ .name = str_of(NAMES[i]) }, h.k->today, &h.person[i]));
	assert_good(household_get(h.db, STR("H-1"), h.k->today, &h.house));
	assert_good(household_get(h.db, STR("H-2"), h.k->today, &h.next));
	assert_good(household_join(h.db, h.house, h.person[HUSBAND], "head", on("2015-01-01")));
	assert_good(household_join(h.db, h.house, h.person[WIFE], "spouse", on("2015-01-01")));
	return h;
}

static void leave(struct home *h)
{
	assert_good(db_commit(h->db));
	assert_whole(h->k);
	kit_close(h->k);
}

static int64_t head_on(struct home *h, const char *day)
{
	int64_t person;
	assert_good(household_head(h->db, h->house, on(day), &person));
	return person;
}

static int64_t house_on(struct home *h, int who, const char *day)
{
	int64_t house;
	assert_good(household_of(h->db, h->person[who], on(day), &house));
	return house;
}

static void one_number(void **state)
{
	struct home h = home();
	int64_t again;
	assert_good(household_get(h.db, STR("H-1"), h.k->today, &again));
	assert_int_equal(again, h.house);
	assert_int_not_equal(h.next, h.house);
	assert_int_equal(house_on(&h, WIFE, "2015-01-01"), h.house);
	assert_int_equal(house_on(&h, WIFE, "2014-12-31"), 0);
	assert_int_equal(house_on(&h, CHILD, "2019-01-01"), 0);
	leave(&h);
}

static void known_already(void **state)
{
	struct home h = home();
	assert_good(household_join(h.db, h.house, h.person[WIFE], "spouse", on("2019-01-01")));
	leave(&h);
}

static void one_household_a_day(void **state)
{
	struct home h = home();
	assert_fault(household_join(h.db, h.next, h.person[WIFE], "spouse", on("2019-01-01")), "household.other");
	assert_good(household_leave(h.db, h.person[WIFE], on("2019-01-01"), 0));
	assert_good(household_join(h.db, h.next, h.person[WIFE], "spouse", on("2019-01-01")));
	assert_int_equal(house_on(&h, WIFE, "2018-12-31"), h.house);
	assert_int_equal(house_on(&h, WIFE, "2019-01-01"), h.next);
	leave(&h);
}

static void one_head_a_day(void **state)
{
	struct home h = home();
	assert_fault(household_join(h.db, h.house, h.person[OTHER], "head", on("2019-01-01")), "household.head");
	assert_int_equal(head_on(&h, "2019-01-01"), h.person[HUSBAND]);
	leave(&h);
}

static void the_next_head(void **state)
{
	struct home h = home();
	assert_fault(household_leave(h.db, h.person[HUSBAND], on("2019-02-01"), 0), "household.headless");
	assert_fault(household_leave(h.db, h.person[HUSBAND], on("2019-02-01"), h.person[OTHER]), "household.headless");
	assert_fault(household_leave(h.db, h.person[HUSBAND], on("2019-02-01"), h.person[HUSBAND]), "household.headless");
	assert_good(household_leave(h.db, h.person[HUSBAND], on("2019-02-01"), h.person[WIFE]));
	assert_int_equal(head_on(&h, "2019-01-31"), h.person[HUSBAND]);
	assert_int_equal(head_on(&h, "2019-02-01"), h.person[WIFE]);
	assert_int_equal(house_on(&h, HUSBAND, "2019-02-01"), 0);
	assert_int_equal(house_on(&h, WIFE, "2019-02-01"), h.house);
	leave(&h);
}

static void not_there(void **state)
{
	struct home h = home();
	assert_good(household_leave(h.db, h.person[OTHER], on("2019-02-01"), 0));
	leave(&h);
}

SUITE(TEST(one_number), TEST(known_already), TEST(one_household_a_day), TEST(one_head_a_day), TEST(the_next_head), TEST(not_there))
