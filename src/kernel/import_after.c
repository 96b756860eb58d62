/* What comes after a file was brought in: approving its records, returning one of them, taking the whole import back.
 *
 * Undo is itself an import that reverses: rows that the file added are voided, rows that it changed or voided get back the content that the trail
 * keeps of them. A row that somebody has edited since, or that a later file has changed, is left as it stands and named: nobody's work is undone by
 * surprise. An approval given since falls with the row, and is counted in what the caller is told. */
#include <string.h>
#include "kernel/import.h"
#include "kernel/import.sql.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/row.h"
#include "kernel/row.sql.h"
#include "kernel/rule.h"

static fault rows_of(struct db *db, const struct table *t, int64_t import_id, void **ret_rows, size_t *ret_n)
{
	struct head *key = arena_get(db_mem(db), t->size);
	key->city = db_scope(db).city;
	key->source = import_id;
	return db_many(db, &t->by_source, key, ret_rows, ret_n);
}

fault import_approve(struct db *db, const struct entity *e, int64_t import_id, int64_t approver, int64_t *ret_n)
{
	void *rows;
	size_t n;
	int64_t approved = 0;
	struct period_known period = { 0 };
	if (e->put) {
		*ret_n = 0;
		return NULL;
	}
	row_act(db, "approve", STR_NONE);
	TRY(rows_of(db, e->table, import_id, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct head *h = (struct head *)((char *)rows + i * e->table->size);
		if (!str_is(h->state, "submitted"))
			continue;
		if (approver <= 0)
			return fault_make(db_mem(db), BLAME_DENIED, "move.no_approver", _("没有写明审核人。请写明是谁审核的。"));
		if (h->editor == approver || h->recorded_by == approver)
			return fault_make(db_mem(db), BLAME_DENIED, "move.own_edit", _("这份表是审核人自己填的或改的，不能由同一个人审核。请换一位审核人。"));
		TRY(period_settle(db, &period, e->table, h));
		h->state = STR("approved");
		TRY(row_change(db, e->table, h));
		approved++;
	}
	if (n) {
		struct step step = { .relation = STR("import"), .record = import_id, .act = STR("approve"), .was = STR("submitted"), .became = STR("approved"),
			.words = str_fmt(db_mem(db), _("审核通过%lld条"), (long long)approved), .recipient = INT_NONE, .actor = approver, .at = db_now(db) };
		TRY(row_add(db, &step_table, &step));
	}
	TRY(rules_hold(db));
	*ret_n = approved;
	return NULL;
}

fault import_approved(struct db *db, int64_t import_id, bool *ret)
{
	struct import_step_row row;
	return import_step(db, (struct import_step_in){ .import = import_id }, &row, ret);
}

fault import_return_row(struct db *db, const struct entity *e, int64_t import_id, int64_t line, int64_t approver, struct str reason)
{
	void *rows;
	size_t n;
	const char *code = NULL;
	for (size_t i = 0; i < RETURN_REASONS_N; i++)
		if (str_is(reason, RETURN_REASONS[i].code) || str_is(reason, RETURN_REASONS[i].word))
			code = RETURN_REASONS[i].code;
	TRY(rows_of(db, e->table, import_id, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct head *h = (struct head *)((char *)rows + i * e->table->size);
		if (h->sheet_row == line)
			return move_make(db, e->table, h->id, "return", approver, code, reason);
	}
	return fault_make(db_mem(db), BLAME_ABSENT, "import.no_row", _("这份表里没有第%lld行的记录，退不回去。请核对行号。"), (long long)line);
}

struct undo { struct db *db; const struct table *t; int64_t import_id, editor; struct import_result *result; struct import_note **tail; };

static void kept(struct undo *u, const struct head *h, const char *why)
{
	struct import_note *n = arena_get(db_mem(u->db), sizeof *n);
	*n = (struct import_note){ .sheet = h->sheet, .row = h->sheet_row, .what = STR("kept"), .say = str_of(why) };
	*u->tail = n;
	u->tail = &n->next;
	u->result->kept++;
	u->result->n_notes++;
}

/* One row that the import wrote: `said` is the trail_row of that writing. */
static fault undo_row(struct undo *u, const struct trail_rows_of_row *said)
{
	struct arena *mem = db_mem(u->db);
	struct head *now = arena_get(mem, u->t->size), *before = arena_get(mem, u->t->size);
	bool found;
	TRY(row_read(u->db, u->t, said->row, now, &found));
	if (!found)
		return NULL;
	bool voided = said->before.p && str_is(now->state, "void") && now->source != u->import_id;
	if (!voided && now->source != u->import_id) {
		kept(u, now, _("后来的表又改过这一行，保留现在的内容。"));
		return NULL;
	}
	if (!voided && now->editor != u->editor) {
		kept(u, now, _("导入以后有人修改过这一行，保留现在的内容。"));
		return NULL;
	}
	if (!said->before.p) {
		if (str_is(now->state, "void"))
			return NULL;
		now->state = STR("void");
		u->result->gone++;
		return row_change(u->db, u->t, now);
	}
	TRY(row_from_bytes(mem, u->t, said->before, before));
	*(voided ? &u->result->added : &u->result->changed) += 1;
	return row_change(u->db, u->t, before);
}

static fault undo_filing(struct db *db, const struct import *i)
{
	return obligation_withdraw(db, i->org, i->month, i->id);
}

fault import_undo(struct db *db, const struct entity *e, int64_t import_id, int64_t actor, struct str why, struct import_result *ret)
{
	struct arena *mem = db_mem(db);
	struct import_result result = { 0 };
	struct undo u = { .db = db, .t = e->table, .import_id = import_id, .result = &result, .tail = &result.notes };
	struct import i;
	struct import_of_series_row *later;
	struct trail_rows_of_row *rows;
	size_t n;
	bool found;
	TRY(row_read(db, &import_table, import_id, &i, &found));
	if (!found)
		return fault_make(mem, BLAME_ABSENT, "import.absent", _("没有编号为%lld的导入。请用 nuan import --list 查看。"), (long long)import_id);
	if (!str_is(i.state, "done"))
		return fault_make(mem, BLAME_CONFLICT, "import.undone", _("这次导入已经撤销过了。"));
	if (e->put)
		return fault_make(mem, BLAME_CONFLICT, "import.register", _("名册类的表不能整表撤销：请导入改正后的名册，原来的内容都留有记录。"));
	TRY(import_of_series(db, (struct import_of_series_in){ .kind = i.kind, .org = i.org, .month = i.month, .part = i.part }, &later, &n));
	if (n && later[n - 1].id > import_id)
		return fault_make(mem, BLAME_CONFLICT, "import.superseded", _("这次导入以后，同一张表又导入过（编号%lld）。请先撤销那一次，再撤销这一次。"),
			(long long)later[n - 1].id);
	u.editor = i.actor;
	row_act(db, "undo", why);
	TRY(trail_rows_of(db, (struct trail_rows_of_in){ .entry = i.entry }, &rows, &n));
	for (size_t k = 0; k < n; k++)
		if (str_is(rows[k].relation, e->table->name))
			TRY(undo_row(&u, &rows[k]));
	struct import reversal = i;
	reversal.id = 0;
	reversal.state = STR("reversal");
	reversal.reverses = import_id;
	reversal.added = result.added, reversal.same = 0, reversal.changed = result.changed, reversal.gone = result.gone;
	reversal.at = db_now(db), reversal.actor = actor;
	i.state = STR("undone");
	TRY(row_change(db, &import_table, &i));
	TRY(row_add(db, &import_table, &reversal));
	TRY(undo_filing(db, &i));
	TRY(rules_hold(db));
	result.id = reversal.id;
	*ret = result;
	return NULL;
}
