/* The workflow of a record: who may move it, from which state, and what counts meanwhile. */
#include "kernel_kit.h"
#include "kernel/matter.sql.h"

enum { CLERK = 7, CHECKER = 8 };
static const struct indicator ISSUES = { .id = "test.issues", .name = "刊物", .meaning = "期数", .unit = UNIT_ISSUE, .tally = ROWS, .rows = &report_period_rows,
	.span = MONTH, .version = 1 };
struct one { struct kit *k; int64_t id, import; };

static struct one one(void)
{
	struct one o = { .k = kit_open() };
	o.import = kit_bring(o.k, (struct sent){ .of = &MATTER_ISSUE, .csv = "刊名,期号,所属月份,标题,印发日期\n江州工运,1,2019-01,一月份工作,2019-02-12\n",
		.actor = CLERK }).id;
	o.id = kit_count(o.k, "SELECT id FROM issue");
	return o;
}

static void moves(struct one *o, const char *act, int64_t actor, const char *reason)
{
	struct db *db = kit_begin(o->k, WRITING, actor);
	assert_good(move_make(db, &issue_table, o->id, act, actor, reason, STR_NONE));
	assert_good(db_commit(db));
}

static void refuses(struct one *o, const char *act, int64_t actor, const char *reason, const char *code)
{
	struct db *db = kit_begin(o->k, WRITING, actor);
	assert_fault(move_make(db, &issue_table, o->id, act, actor, reason, STR_NONE), code);
	db_rollback(db);
}

static int64_t counted(struct one *o)
{
	struct db *db = kit_begin(o->k, READING, 0);
	struct span_of span;
	struct figure f;
	assert_good(span_make(db, &ISSUES, MONTH, 201901, &span));
	assert_good(figure_of(db, &ISSUES, span, o->k->city, &f));
	db_rollback(db);
	assert_int_equal(f.value, f.n);
	return f.value;
}

static void approved_alone_counts(void **state)
{
	struct one o = one();
	assert_int_equal(counted(&o), 0);
	moves(&o, "approve", CHECKER, NULL);
	assert_int_equal(counted(&o), 1);
	moves(&o, "edit", CLERK, NULL);                      /* an edit takes the approval away */
	assert_int_equal(counted(&o), 0);
	moves(&o, "approve", CHECKER, NULL);
	moves(&o, "return", CHECKER, "unclear");
	assert_int_equal(counted(&o), 0);
	moves(&o, "submit", CLERK, NULL);
	assert_int_equal(counted(&o), 0);
	moves(&o, "approve", CHECKER, NULL);
	moves(&o, "void", CHECKER, NULL);
	assert_int_equal(counted(&o), 0);
	moves(&o, "restore", CLERK, NULL);
	assert_int_equal(counted(&o), 0);
	assert_whole(o.k);
	kit_close(o.k);
}

static void not_by_the_last_editor(void **state)
{
	struct one o = one();
	refuses(&o, "approve", CLERK, NULL, "move.own_edit");
	moves(&o, "approve", CHECKER, NULL);
	moves(&o, "edit", CHECKER, NULL);                    /* now the checker has edited it */
	refuses(&o, "approve", CHECKER, NULL, "move.own_edit");
	refuses(&o, "approve", CLERK, NULL, "move.own_edit");       /* and the clerk has written it */
	kit_close(o.k);
}

static void whole_import_not_by_its_editor(void **state)
{
	struct one o = one();
	struct db *db = kit_begin(o.k, WRITING, CLERK);
	int64_t n;
	assert_fault(import_approve(db, &MATTER_ISSUE, o.import, CLERK, &n), "move.own_edit");
	db_rollback(db);
	db = kit_begin(o.k, WRITING, CHECKER);
	assert_good(import_approve(db, &MATTER_ISSUE, o.import, CHECKER, &n));
	assert_good(db_commit(db));
	assert_int_equal(n, 1);
	assert_int_equal(counted(&o), 1);
	kit_close(o.k);
}

static void taken_back_by_the_sender(void **state)
{
	struct one o = one();
	refuses(&o, "take_back", CHECKER, NULL, "move.not_sender");
	moves(&o, "take_back", CLERK, NULL);
	refuses(&o, "take_back", CLERK, NULL, "move.state");
	moves(&o, "submit", CLERK, NULL);
	moves(&o, "approve", CHECKER, NULL);
	refuses(&o, "take_back", CLERK, NULL, "move.state"); /* too late */
	kit_close(o.k);
}

static void returned_for_a_reason(void **state)
{
	struct one o = one();
	refuses(&o, "return", CHECKER, NULL, "move.no_reason");
	refuses(&o, "return", CHECKER, "because", "move.no_reason");
	for (size_t i = 0; i < RETURN_REASONS_N; i++) {
		moves(&o, "return", CHECKER, RETURN_REASONS[i].code);
		moves(&o, "submit", CLERK, NULL);
	}
	assert_int_equal(kit_count(o.k, "SELECT count(*) FROM step WHERE act = 'return' AND recipient = 7"), (int64_t)RETURN_REASONS_N);
	struct db *db = kit_begin(o.k, WRITING, CHECKER);
	assert_good(import_return_row(db, &MATTER_ISSUE, o.import, 2, CHECKER, STR("内容不清")));
	assert_fault(import_return_row(db, &MATTER_ISSUE, o.import, 77, CHECKER, STR("内容不清")), "import.no_row");
	db_rollback(db);
	kit_close(o.k);
}

/* Every pair of state and act that the table does not hold is refused. */
static void nothing_else(void **state)
{
	static const char *const STATES[] = { "draft", "submitted", "returned", "approved", "void" };
	static const char *const ACTS[] = { "submit", "take_back", "return", "approve", "edit", "void", "restore", "delete" };
	struct one o = one();
	for (size_t s = 0; s < COUNT(STATES); s++)
		for (size_t a = 0; a < COUNT(ACTS); a++) {
			bool there = false;
			for (size_t i = 0; i < RECORD_MOVES_N; i++)
				there |= !strcmp(RECORD_MOVES[i].from, STATES[s]) && !strcmp(RECORD_MOVES[i].act, ACTS[a]);
			kit_tamper(o.k, str_fmt(o.k->mem, "UPDATE issue SET state = '%s'", STATES[s]).p);
			struct db *db = kit_begin(o.k, WRITING, 9);
			fault f = move_make(db, &issue_table, o.id, ACTS[a], 9, "other", STR_NONE);
			db_rollback(db);
			assert_int_equal(there, !f || !strcmp(f->code, "move.not_sender"));
		}
	o.id = 424242;
	refuses(&o, "approve", CHECKER, NULL, "row.absent");
	kit_close(o.k);
}

SUITE(TEST(approved_alone_counts), TEST(not_by_the_last_editor), TEST(whole_import_not_by_its_editor), TEST(taken_back_by_the_sender),
	TEST(returned_for_a_reason), TEST(nothing_else))
