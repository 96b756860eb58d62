/* An import taken back: its rows voided, what it changed as it was before, and nobody's later work undone with it. */
#include "kernel_kit.h"

enum { CLERK = 7, CHECKER = 8, OTHER = 9 };
#define HEAD "条线,类别,事项,日期,内容,数量\n"
#define ONE_ROW "送温暖,会议,部署会,2019-01-08,部署,1\n"
#define TWO_ROW "送温暖,培训,培训班,2019-01-09,培训,2\n"

static const struct entity *filed(void)         /* the events as a sheet that answers an obligation */
{
	static struct entity e;
	e = MATTER_EVENT;
	e.report = "test.month";
	return &e;
}

static struct import_result bring(struct kit *k, const char *rows)
{
	return kit_bring(k, (struct sent){ .of = filed(), .csv = str_fmt(k->mem, "%s%s", HEAD, rows).p, .actor = CLERK, .sender = kit_org(k, "沙洲区", "2019-01-01"),
		.day = "2019-02-02" });
}

static struct import_result undo(struct kit *k, int64_t import)
{
	struct db *db = kit_begin(k, WRITING, OTHER);
	struct import_result r;
	assert_good(import_undo(db, filed(), import, OTHER, STR("传错了"), &r));
	assert_good(db_commit(db));
	return r;
}

static void refuses(struct kit *k, const struct entity *e, int64_t import, const char *code)
{
	struct db *db = kit_begin(k, WRITING, OTHER);
	struct import_result r;
	assert_fault(import_undo(db, e, import, OTHER, STR("传错了"), &r), code);
	db_rollback(db);
}

static int64_t amount_of(struct kit *k, const char *title)
{
	return kit_count(k, str_fmt(k->mem, "SELECT amount FROM event WHERE title = '%s'", title).p);
}

static int64_t in_state(struct kit *k, const char *state)
{
	return kit_count(k, str_fmt(k->mem, "SELECT count(*) FROM event WHERE state = '%s'", state).p);
}

static struct kit *federation(void)
{
	struct kit *k = kit_open();
	kit_federation(k);
	return k;
}

static void rows_added(void **state)
{
	struct kit *k = federation();
	struct import_result r = bring(k, ONE_ROW TWO_ROW);
	struct db *db = kit_begin(k, WRITING, CHECKER);
	int64_t n;
	assert_good(import_approve(db, filed(), r.id, CHECKER, &n));
	assert_good(db_commit(db));
	r = undo(k, r.id);
	assert_true(r.gone == 2 && r.kept == 0);             /* an approval given since falls with the row */
	assert_int_equal(in_state(k, "void"), 2);
	r = bring(k, ONE_ROW TWO_ROW);                       /* the very file may come again */
	assert_true(!r.repeat && r.changed == 2);
	assert_int_equal(in_state(k, "submitted"), 2);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), 2);
	assert_whole(k);
	kit_close(k);
}

static void rows_changed_and_gone(void **state)
{
	struct kit *k = federation();
	bring(k, ONE_ROW TWO_ROW);
	struct import_result r = bring(k, "送温暖,会议,部署会,2019-01-08,部署,100\n送温暖,活动,走访,2019-01-10,,\n");
	assert_true(r.added == 1 && r.changed == 1 && r.gone == 1);
	r = undo(k, r.id);
	assert_true(r.gone == 1 && r.changed == 1 && r.added == 1 && r.kept == 0);
	assert_int_equal(amount_of(k, "部署会"), 1);
	assert_int_equal(in_state(k, "void"), 1);
	assert_int_equal(in_state(k, "submitted"), 2);
	assert_whole(k);
	kit_close(k);
}

static void edited_since(void **state)
{
	struct kit *k = federation();
	struct import_result r = bring(k, ONE_ROW TWO_ROW);
	struct db *db = kit_begin(k, WRITING, OTHER);
	struct event row;
	bool found;
	assert_good(row_read(db, &event_table, kit_count(k, "SELECT id FROM event WHERE title = '部署会'"), &row, &found));
	row.amount = 55;
	row.head.editor = OTHER;
	assert_good(row_change(db, &event_table, &row));
	assert_good(db_commit(db));
	r = undo(k, r.id);
	assert_true(r.gone == 1 && r.kept == 1 && r.n_notes == 1);
	assert_true(str_is(r.notes->what, "kept") && r.notes->row == 2);
	assert_int_equal(amount_of(k, "部署会"), 55);
	assert_int_equal(in_state(k, "submitted"), 1);
	assert_whole(k);
	kit_close(k);
}

static void changed_by_a_later_file(void **state)
{
	struct kit *k = federation();
	struct import_result first = bring(k, ONE_ROW TWO_ROW), second;
	second = bring(k, "送温暖,会议,部署会,2019-01-08,部署,100\n" TWO_ROW);
	refuses(k, filed(), first.id, "import.superseded");          /* what stands on it goes first */
	assert_int_equal(amount_of(k, "部署会"), 100);
	undo(k, second.id);
	undo(k, first.id);
	assert_whole(k);
	kit_close(k);
}

static void not_twice(void **state)
{
	struct kit *k = federation();
	struct import_result r = bring(k, ONE_ROW), back = undo(k, r.id);
	refuses(k, filed(), r.id, "import.undone");
	refuses(k, filed(), back.id, "import.undone");       /* an undo is not undone: the file is brought in again */
	refuses(k, filed(), 424242, "import.absent");
	r = kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期\nwarmth,送温暖,2018-12-20\n" });
	refuses(k, &MATTER_CAMPAIGN, r.id, "import.register");
	assert_whole(k);
	kit_close(k);
}

static enum duty duty_of(struct kit *k)
{
	int64_t county = kit_org(k, "沙洲区", "2019-01-01");
	struct db *db = kit_begin(k, READING, 0);
	enum duty duty;
	assert_good(obligation_state(db, "test.month", county, 201901, &duty));
	db_rollback(db);
	return duty;
}

/* The filing goes with the last file that stands for it. */
static void filing(void **state)
{
	struct kit *k = federation();
	kit_bring(k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = "单位,报表,周期,期满后几日内报\n沙洲区总工会,test.month,月,5\n" });
	assert_int_equal(duty_of(k), DUTY_MISSING);
	struct import_result first = bring(k, ONE_ROW), second = bring(k, TWO_ROW);
	assert_int_equal(duty_of(k), DUTY_ON_TIME);
	undo(k, second.id);
	assert_int_equal(duty_of(k), DUTY_ON_TIME);
	undo(k, first.id);
	assert_int_equal(duty_of(k), DUTY_MISSING);
	assert_whole(k);
	kit_close(k);
}

SUITE(TEST(rows_added), TEST(rows_changed_and_gone), TEST(edited_since), TEST(changed_by_a_later_file), TEST(not_twice), TEST(filing))
