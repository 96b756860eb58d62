/* One hand-over, whoever brings it: the command line from a folder, a page from an upload.
 *
 * The rows are written by who filled them in; the approval is another act, by who checked them, so that nobody approves what they entered. A preview is the
 * act itself with the figures taken before and after; the caller undoes it, so it cannot say anything but what the act would do.
 * What comes for a month that is closed is told with the edition that it no longer moves and the month that counts it; when it would change rows that had
 * counted by then, it wants a reason. A look needs none: it is how somebody finds out which rows these are. A later month's sheet needs none either: it
 * goes on with what was under way.
 * The figures that it moves are looked for where its rows count: in its own month, and in the next open one when that is closed.
 * Promises: nothing here begins or ends a transaction, reads a file or knows a name; numbers come in, and what was done goes out.
 * Refuses: a nil report for a sheet that nobody owes; a wording of a return that cannot be read, which is never taken for an approval.
 * Not taken: an estimate of the figures beside the act (two rules for one number). */
#include <string.h>
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "report/edition.h"
#include "report/handover.h"

/* “第37行退回：缺签收或银行回单” in the list's last column returns one row; several are separated by semicolons. Whoever writes 退回 means it: a wording
 * that cannot be read is a fault, never an approval. */
static fault return_one(struct db *db, const struct handover *o, int64_t import_id, struct str words)
{
	static const char *const colons[] = { "：", ":" };
	struct arena *mem = db_mem(db);
	struct str one = str_trim(words);
	int64_t line;
	size_t at = str_find(one, STR("行退回")), colon = SIZE_MAX, width = 0;
	for (size_t i = 0; i < COUNT(colons) && colon == SIZE_MAX; i++) {
		colon = str_find(one, str_of(colons[i]));
		width = strlen(colons[i]);
	}
	if (at == SIZE_MAX || colon == SIZE_MAX || !str_starts(one, STR("第")) ||
		!str_int(str_trim(text_half(mem, str_sub(one, strlen("第"), at - strlen("第")))), &line))
		return fault_make(mem, BLAME_INPUT, "list.return", _("“%.*s”看不出退回哪一行。请写成例如：第37行退回：缺签收或银行回单；几行之间用分号隔开。"), PSTR(one));
	return import_return_row(db, o->import.of, import_id, line, o->checker, str_trim(str_sub(one, colon + width, SIZE_MAX)));
}

static fault returns(struct db *db, const struct handover *o, int64_t import_id, int64_t *ret_n)
{
	struct str words = o->words;
	while (words.n) {
		size_t wide = str_find(words, STR("；")), narrow = str_find(words, STR(";")), cut = wide < narrow ? wide : narrow;
		struct str one = cut == SIZE_MAX ? words : str_sub(words, 0, cut);
		words = cut == SIZE_MAX ? STR_NONE : str_sub(words, cut + (wide < narrow ? strlen("；") : 1), SIZE_MAX);
		if (str_find(one, STR("退回")) == SIZE_MAX)
			continue;
		TRY(return_one(db, o, import_id, one));
		(*ret_n)++;
	}
	return NULL;
}

fault handover_approve(struct db *db, const struct handover *o, struct brought *b)
{
	if (o->import.of->put || !str_is(o->verdict, "通过") || !b->result.id)
		return NULL;
	if (b->result.repeat) {                              /* a first time that was cut before its approval is completed; else it stands */
		bool done;
		TRY(import_approved(db, b->result.id, &done));
		if (done)
			return NULL;
	}
	if (b->result.repeat || b->result.added + b->result.changed > 0)
		TRY(returns(db, o, b->result.id, &b->returned));
	return import_approve(db, o->import.of, b->result.id, o->checker, &b->approved);
}

static fault nil_report(struct db *db, const struct handover *o, struct brought *b)
{
	b->nil = true;
	if (!o->import.of->report)
		return fault_make(db_mem(db), BLAME_INPUT, "list.nil", _("“%s”没有报送任务，不用零报告。"), _(o->import.of->title));
	row_act(db, "nil", str_of(o->import.of->report));
	return obligation_file(db, o->import.sender, o->import.of->report, o->import.month, true, o->import.day, o->import.actor, 0);
}

static fault month_closed(struct db *db, const struct handover *o, struct brought *b)
{
	struct edition e;
	bool issued;
	int64_t month;
	TRY(period_for(db, month_last(o->import.month), &month));
	if (o->import.of->put || month == o->import.month)
		return NULL;
	TRY(edition_issued(db, o->import.month, &e, &issued));
	b->counts_in = (int)month;
	b->edition = issued ? e.number : 0;
	return NULL;
}

fault handover_look(struct db *db, const struct handover *o, struct brought *b)
{
	b->of = o->import.of, b->unit = o->import.sender, b->month = o->import.month;
	TRY(month_closed(db, o, b));
	if (!o->import.file.p)
		return nil_report(db, o, b);
	TRY(import_run(db, &o->import, &b->result));
	if (o->import.of == &ORG_UNIT && !b->result.n_wrongs && !b->result.repeat)
		TRY(org_tree_build(db));
	return NULL;
}

fault handover_rows(struct db *db, const struct handover *o, struct brought *b)
{
	TRY(handover_look(db, o, b));
	if (handover_wants_why(b) && !str_trim(o->import.why).n)
		return fault_make(db_mem(db), BLAME_INPUT, "import.why",
			_("这份表要更改或作废%lld条已计入%.*s的记录，而这个月已报结，没有导入。请先用 --preview 核对是哪几条；确要改的，请用 --why 写明原因，原因记入留痕。"),
			(long long)b->result.settled, PSTR(month_zh(db_mem(db), (int)b->result.settled_month)));
	return NULL;
}

bool handover_wants_why(const struct brought *b)
{
	return b->counts_in && b->result.settled && !b->result.n_wrongs;
}

struct closed_said handover_closed(struct arena *mem, const struct brought *b)
{
	const struct import_result *r = &b->result;
	struct closed_said said = { STR_NONE, STR_NONE };
	struct str own = month_zh(mem, b->month), later = b->counts_in ? month_zh(mem, b->counts_in) : STR_NONE;
	if (b->counts_in && b->edition && (r->added || b->nil))
		said.late = str_fmt(mem, _("%.*s的月报已印发（第%lld版），这份表逾期补报，计入%.*s；要改%d月印发的数，请在导入后用 nuan report correct 发更正版。"), PSTR(own),
			(long long)b->edition, PSTR(later), b->month % 100);
	else if (b->counts_in && (r->added || b->nil))
		said.late = str_fmt(mem, _("%.*s已报结，这份表逾期补报，计入%.*s。"), PSTR(own), PSTR(later));
	if (r->settled)
		said.settled = str_fmt(mem, _("有%lld条%.*s报结前已审的记录更改或作废；已印发的月报不变，要改印发的数，请在导入后用 nuan report correct 发更正版。"),
			(long long)r->settled, PSTR(month_zh(mem, (int)r->settled_month)));
	return said;
}

/* --- what it moves ----------------------------------------------------------------------------------------------------------------------------------- */

fault handover_stands(struct db *db, const struct report_desk *desk, const struct entity *of, int month, int64_t unit, struct stands *ret)
{
	int64_t later = month;
	if (!of->put)
		TRY(period_for(db, month_last(month), &later));
	TRY(report_snapshot(db, desk, month, unit, &ret->own));
	ret->later = (struct snapshot){ 0 };
	return later == month ? NULL : report_snapshot(db, desk, (int)later, unit, &ret->later);
}

fault handover_moved(struct arena *mem, const struct stands *was, const struct stands *now, struct moved **ret, size_t *ret_n)
{
	struct moved *own, *later;
	size_t n_own, n_later;
	TRY(report_moved(mem, &was->own, &now->own, &own, &n_own));
	TRY(report_moved(mem, &was->later, &now->later, &later, &n_later));
	*ret = arena_get(mem, (n_own + n_later + 1) * sizeof **ret);
	for (size_t i = 0; i < n_own + n_later; i++)
		(*ret)[i] = i < n_own ? own[i] : later[i - n_own];
	*ret_n = n_own + n_later;
	return NULL;
}

/* The figures before and after; approve: the approval is part of the act that is looked at, and no reason is asked yet. */
static fault looked_at(struct db *db, const struct report_desk *desk, const struct handover *o, bool approve, struct brought *b)
{
	const struct import_order *in = &o->import;
	struct stands was, now;
	TRY(handover_stands(db, desk, in->of, in->month, in->sender, &was));
	TRY(approve ? handover_look(db, o, b) : handover_rows(db, o, b));
	if (b->result.n_wrongs)
		return NULL;
	if (approve)
		TRY(handover_approve(db, o, b));
	TRY(handover_stands(db, desk, in->of, in->month, in->sender, &now));
	return handover_moved(db_mem(db), &was, &now, &b->moved, &b->n_moved);
}

fault handover_preview(struct db *db, const struct report_desk *desk, const struct handover *o, struct brought *b)
{
	return looked_at(db, desk, o, true, b);
}

fault handover_told(struct db *db, const struct report_desk *desk, const struct handover *o, struct brought *b)
{
	return looked_at(db, desk, o, false, b);
}

const struct entity *desk_entity(const struct report_desk *desk, struct str name)
{
	for (size_t i = 0; i < desk->n_entities; i++)
		if (str_is(name, desk->entities[i]->name) || str_is(name, desk->entities[i]->title))
			return desk->entities[i];
	return NULL;
}

fault handover_undo(struct db *db, const struct report_desk *desk, int64_t import_id, struct str why, int64_t actor, struct undone *ret)
{
	struct arena *mem = db_mem(db);
	struct import i;
	struct stands was, now;
	struct undone u = { 0 };
	bool found;
	TRY(row_read(db, &import_table, import_id, &i, &found));
	if (!found)
		return fault_make(mem, BLAME_ABSENT, "import.absent", _("没有编号为%lld的导入。请用 nuan import --list 查看。"), (long long)import_id);
	const struct entity *e = desk_entity(desk, i.kind);
	if (!e)
		return fault_make(mem, BLAME_US, "import.kind", _("这次导入的表（%.*s）现在的程序不认识了。"), PSTR(i.kind));
	u.month = (int)i.month;
	TRY(handover_stands(db, desk, e, u.month, i.org, &was));
	TRY(import_undo(db, e, import_id, actor, why, &u.result));
	TRY(handover_stands(db, desk, e, u.month, i.org, &now));
	TRY(handover_moved(mem, &was, &now, &u.moved, &u.n_moved));
	*ret = u;
	return NULL;
}
