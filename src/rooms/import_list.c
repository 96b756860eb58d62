/* What was brought in: a list, one of them, its approval and its undoing.
 *
 * The list shows what the reader may see of the files, by number from the latest on. One import says what it did, who, from which file, what was typed over
 * on the way, and where its records are. Undoing shows what would move before it is done: the act itself, undone (import_draft.c); then it asks for a
 * reason and is an import of its own that reverses.
 * Refuses: approving what one brought in oneself, undoing what a later file stands on, each with the kernel's sentence on this page. */
#include <string.h>
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/person.h"
#include "rooms/desk.h"
#include "rooms/import_room.h"
#include "rooms/import_room.sql.h"
#include "rooms/rooms.tpl.h"

enum { PAGE_ROWS = 50, WHY_MOST = 300 };

static struct str counts_zh(struct arena *mem, int64_t added, int64_t same, int64_t changed, int64_t gone)
{
	return str_fmt(mem, _("新增%lld，相同%lld，更改%lld，作废%lld"), (long long)added, (long long)same, (long long)changed, (long long)gone);
}

/* Where it stands: its own step says that it was approved as a whole; else what still waits of its kind and unit says it. */
static fault state_of(struct ctx *c, const struct entity *e, struct str state, int64_t org, int64_t month, bool approved, const char **ret_shape,
	const char **ret_word,
	int64_t *ret_n)
{
	struct waiting_row *rows;
	size_t n = 0;
	*ret_n = 0;
	*ret_shape = "approved", *ret_word = e && e->put ? _("已入库") : _("已审");
	if (str_is(state, "undone"))
		*ret_shape = "none", *ret_word = _("已撤销");
	if (!e || e->put || approved || str_is(state, "undone"))
		return NULL;
	TRY(db_many(c->db, &e->table->waiting, NULL, (void **)&rows, &n));
	for (size_t i = 0; i < n; i++)
		if (str_is(rows[i].state, "submitted") && rows[i].month == month)
			*ret_n += rows[i].n;
	(void)org;
	if (*ret_n)
		*ret_shape = "submitted", *ret_word = _("已报，等审核");
	return NULL;
}

/* --- the list -------------------------------------------------------------------------------------------------------------------------------------- */

struct filter { int64_t month; struct str kind; int64_t org; int64_t page; };

static struct filter filter_of(struct ctx *c)
{
	struct filter f = { .month = INT_NONE, .org = INT_NONE, .page = 1 };
	int month;
	if (month_parse(request_param(c->request, "month"), &month))
		f.month = month;
	if (desk_entity(desk_of(c), request_param(c->request, "kind")))
		f.kind = request_param(c->request, "kind");
	if (!str_int(request_param(c->request, "org"), &f.org) || f.org <= 0)
		f.org = INT_NONE;
	if (!str_int(request_param(c->request, "page"), &f.page) || f.page < 1 || f.page > 100000)
		f.page = 1;
	return f;
}

static struct path list_path(struct ctx *c, const struct filter *f, int64_t page)
{
	struct path p = { STR("/imports") };
	if (f->month != INT_NONE)
		p = path_with(c->mem, p, "month", month_iso(c->mem, (int)f->month));
	if (f->kind.n)
		p = path_with(c->mem, p, "kind", f->kind);
	if (f->org != INT_NONE)
		p = path_with(c->mem, p, "org", str_fmt(c->mem, "%lld", (long long)f->org));
	return page > 1 ? path_with(c->mem, p, "page", str_fmt(c->mem, "%lld", (long long)page)) : p;
}

static fault list_row(struct ctx *c, const struct imports_page_row *row, struct imports_row *r)
{
	const struct entity *e = desk_entity(desk_of(c), row->kind);
	int64_t waits;
	*r = (struct imports_row){ .id = row->id, .file = import_file_name(row->file), .sheet = e ? str_of(_(e->title)) : row->kind,
		.month = month_zh(c->mem, (int)row->month), .when = minute_zh(c->mem, row->at), .path = path_of(c->mem, "/imports/%d", row->id),
		.counts = counts_zh(c->mem, row->added, row->same, row->changed, row->gone) };
	TRY(desk_unit_name(c->db, row->org, NULL, &r->unit));
	if (row->actor != INT_NONE && row->actor > 0)
		TRY(person_name(c->db, row->actor, &r->who));
	return state_of(c, e, row->state, row->org, row->month, row->approved_at != INT_NONE, &r->shape, &r->word, &waits);
}

fault imports_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct imports_page p = { .brings = viewer_may(c->who, "import.bring") };
	struct filter f = filter_of(c);
	struct imports_page_row *rows;
	struct imports_count_row count;
	size_t n;
	bool found;
	TRY(imports_count(c->db, (struct imports_count_in){ .month = f.month, .kind = f.kind, .org = f.org }, &count, &found));
	p.n = count.n, p.pages = (count.n + PAGE_ROWS - 1) / PAGE_ROWS;
	p.page = f.page > p.pages && p.pages ? p.pages : f.page;
	TRY(imports_page(c->db, (struct imports_page_in){ .month = f.month, .kind = f.kind, .org = f.org, .most = PAGE_ROWS,
		.from = (p.page - 1) * PAGE_ROWS }, &rows, &n));
	p.rows = arena_get(c->mem, (n + 1) * sizeof *p.rows);
	for (size_t i = 0; i < n; i++)
		TRY(list_row(c, &rows[i], &p.rows[p.n_rows++]));
	p.before = list_path(c, &f, p.page - 1), p.after = list_path(c, &f, p.page + 1);
	p.has_before = p.page > 1, p.has_after = p.page < p.pages;
	p.month = f.month != INT_NONE ? month_iso(c->mem, (int)f.month) : STR_NONE;
	p.kinds = arena_get(c->mem, (desk_of(c)->n_entities + 1) * sizeof *p.kinds);
	for (size_t i = 0; i < desk_of(c)->n_entities; i++)
		p.kinds[p.n_kinds++] = (struct import_choice){ str_of(desk_of(c)->entities[i]->name), _(desk_of(c)->entities[i]->title), str_is(f.kind,
			desk_of(c)->entities[i]->name) };
	page_imports(&o, &p);
	reply_page(c, &(struct page){ .title = _("导入记录"), .scope = str_fmt(c->mem, _("共%lld次，最近的在前"), (long long)p.n), .now = "/import",
		.body = out_html(&o) });
	return NULL;
}

/* --- one ------------------------------------------------------------------------------------------------------------------------------------------- */

static fault one_read(struct ctx *c, struct import_seen_row *ret)
{
	bool found;
	TRY(import_seen(c->db, (struct import_seen_in){ .id = c->id }, ret, &found));
	return found ? NULL : fault_make(c->mem, BLAME_ABSENT, "import.absent_page", _("没有这次导入，或不在您的查看范围。请从导入记录打开。"));
}

static const char *step_word(struct str act)
{
	return str_is(act, "approve") ? _("审核整表") : str_is(act, "mend") ? _("入库前改过") : str_is(act, "leave") ? _("没有入库的行") : _("办理");
}

static fault steps_fill(struct ctx *c, struct imports_one_page *p)
{
	struct import_steps_row *rows;
	size_t n;
	TRY(import_steps(c->db, (struct import_steps_in){ .import = c->id }, &rows, &n));
	p->steps = arena_get(c->mem, (n + 1) * sizeof *p->steps);
	for (size_t i = 0; i < n; i++) {
		struct imports_step *s = &p->steps[p->n_steps++];
		*s = (struct imports_step){ .when = minute_zh(c->mem, rows[i].at), .what = str_of(step_word(rows[i].act)), .words = rows[i].words };
		if (rows[i].actor != INT_NONE)
			TRY(person_name(c->db, rows[i].actor, &s->who));
	}
	return NULL;
}

static fault undone_fill(struct ctx *c, struct imports_one_page *p)
{
	struct import_undone_by_row row;
	struct str who = STR_NONE;
	bool found;
	TRY(import_undone_by(c->db, (struct import_undone_by_in){ .import = c->id }, &row, &found));
	if (!found)
		return NULL;
	if (row.actor != INT_NONE && row.actor > 0)
		TRY(person_name(c->db, row.actor, &who));
	p->undone = str_fmt(c->mem, _("%.*s %.*s撤销：作废%lld，改回%lld，恢复%lld。"), PSTR(who), PSTR(minute_zh(c->mem, row.at)), (long long)row.gone,
		(long long)row.changed,
		(long long)row.added);
	return NULL;
}

static fault one_fill(struct ctx *c, const struct import_seen_row *row, struct imports_one_page *p)
{
	const struct entity *e = desk_entity(desk_of(c), row->kind);
	struct str line = line_of(row->kind);
	bool done = str_is(row->state, "done");
	int64_t waits;
	p->file = row->file, p->sheet = e ? str_of(_(e->title)) : row->kind, p->month = month_zh(c->mem, (int)row->month), p->when = minute_zh(c->mem,
		row->at);
	p->sm3 = row->sm3, p->counts = counts_zh(c->mem, row->added, row->same, row->changed, row->gone), p->csrf = csrf_field(c);
	p->undo = path_of(c->mem, "/imports/%d/undo", row->id), p->approve = path_of(c->mem, "/imports/%d/approve", row->id);
	TRY(desk_unit_name(c->db, row->org, &p->unit, NULL));
	if (row->actor != INT_NONE && row->actor > 0)
		TRY(person_name(c->db, row->actor, &p->who));
	TRY(state_of(c, e, row->state, row->org, row->month, row->approved_at != INT_NONE, &p->shape, &p->word, &waits));
	if (e && !e->put)
		p->records = path_with(c->mem, path_with(c->mem, path_of(c->mem, "/records/%s", e->name), "month", month_iso(c->mem, (int)row->month)),
			"unit",
			str_fmt(c->mem, "%lld", (long long)row->org));
	TRY(viewer_may_for(c->db, c->who, "import.undo", line, row->org, &p->may_undo));
	TRY(viewer_may_for(c->db, c->who, "record.approve", line, row->org, &p->may_approve));
	p->may_undo = p->may_undo && done && e && !e->put;
	p->may_approve = p->may_approve && done && waits > 0 && row->actor != c->who->person;
	TRY(steps_fill(c, p));
	return undone_fill(c, p);
}

static fault one_show(struct ctx *c, struct imports_one_page *p)
{
	struct out o = { { .mem = c->mem } };
	struct import_seen_row row;
	TRY(one_read(c, &row));
	TRY(one_fill(c, &row, p));
	page_imports_one(&o, p);
	if (p->wrong.n)
		c->reply->status = 409;
	reply_page(c, &(struct page){ .title = str_c(c->mem, str_fmt(c->mem, _("导入“%.*s”"), PSTR(import_file_name(p->file)))), .scope = str_fmt(c->mem,
		_("%.*s　%.*s　%.*s　%.*s %.*s导入，编号%lld"), PSTR(p->sheet), PSTR(p->unit), PSTR(p->month), PSTR(p->who), PSTR(p->when), (long long)c->id),
			.now = "/import",
		.body = out_html(&o) });
	return NULL;
}

fault imports_one(struct ctx *c)
{
	struct imports_one_page p = { 0 };
	return one_show(c, &p);
}

/* --- undoing --------------------------------------------------------------------------------------------------------------------------------------- */

struct undoing { const struct report_desk *desk; int64_t id, actor; };

static fault undo_run(void *undoing, struct db *db, struct str *ret)
{
	struct undoing *u = undoing;
	struct undone done;
	struct found seen = { 0 };
	fault f = handover_undo(db, u->desk, u->id, STR_NONE, u->actor, &done);
	if (f && (f->blame == BLAME_US || f->blame == BLAME_BUSY))
		return f;
	if (f) {
		seen.code = str_of(f->code), seen.say = str_of(f->say);
	} else {
		found_take(db_mem(db), &(struct brought){ .result = done.result, .moved = done.moved, .n_moved = done.n_moved }, &seen);
	}
	*ret = found_text(db_mem(db), &seen);
	return NULL;
}

static fault undo_may(struct ctx *c, const struct import_seen_row *row)
{
	bool may = false;
	TRY(viewer_may_for(c->db, c->who, "import.undo", line_of(row->kind), row->org, &may));
	if (!may)
		return fault_make(c->mem, BLAME_DENIED, "import.undo_right", _("这次导入不归您撤销。请由报送单位有权限的人办理。"));
	struct str receipt;
	TRY(unit_closed(c->db, row->org, (int)row->month, &receipt));
	if (receipt.n)
		return fault_make(c->mem, BLAME_CONFLICT, "import.closed_undo", _("这个单位这个月已经报结（回执%.*s），表已锁住。要撤销导入，请先撤回上报，或请市总工会退回。"), PSTR(receipt));
	return NULL;
}

fault imports_undo_look(struct ctx *c)
{
	struct undoing u = { desk_of(c), c->id, c->who->person };
	struct import_seen_row row;
	struct str text;
	TRY(one_read(c, &row));
	TRY(undo_may(c, &row));
	if (str_is(request_field(c->request, "do"), "undo"))
		return NULL;
	TRY(rehearse(c, undo_run, &u, &text));
	c->prepared = found_read(c->mem, text);
	return NULL;
}

static void previewed(struct ctx *c, const struct found *f, int month, struct imports_one_page *p)
{
	if (f->code.n) {
		p->wrong = f->say;
		return;
	}
	p->previewed = true;
	p->gone = f->gone, p->changed = f->changed, p->added = f->added, p->kept = f->kept;
	p->moves = moves_shown(c, f, month, &p->n_moves);
	p->notes = arena_get(c->mem, (f->notes_kept + 1) * sizeof *p->notes);
	for (size_t i = 0; i < f->notes_kept; i++)
		p->notes[p->n_notes++] = (struct import_say){ str_fmt(c->mem, _("第%lld行"), (long long)f->notes[i].row), STR_NONE, f->notes[i].say };
}

fault imports_undo(struct ctx *c)
{
	struct imports_one_page p = { 0 };
	struct import_seen_row row;
	struct undone done;
	struct str why = text_clip(str_trim(request_field(c->request, "why")), WHY_MOST);
	TRY(one_read(c, &row));
	if (c->prepared) {
		previewed(c, c->prepared, (int)row.month, &p);
		return one_show(c, &p);
	}
	TRY(undo_may(c, &row));
	if (!why.n) {
		p.wrong = str_of(_("撤销要写明理由，和留痕放在一起。请写一句，再按撤销。"));
		return one_show(c, &p);
	}
	TRY(handover_undo(c->db, desk_of(c), c->id, why, c->who->person, &done));
	reply_notice(c, "import.undone");
	reply_go(c, path_of(c->mem, "/imports/%d", c->id));
	return NULL;
}

fault imports_approve(struct ctx *c)
{
	struct import_seen_row row;
	bool may = false;
	int64_t n;
	TRY(one_read(c, &row));
	const struct entity *e = desk_entity(desk_of(c), row.kind);
	TRY(viewer_may_for(c->db, c->who, "record.approve", line_of(row.kind), row.org, &may));
	if (!may || !e || !str_is(row.state, "done"))
		return fault_make(c->mem, BLAME_DENIED, "import.approve_right", _("这次导入不归您审核，或已撤销。请由有审核权限的人办理。"));
	TRY(import_approve(c->db, e, c->id, c->who->person, &n));
	reply_notice(c, "import.approved");
	reply_go(c, path_of(c->mem, "/imports/%d", c->id));
	return NULL;
}
