/* 导入: a file handed over, what is wrong with it mended in place, and brought in whole.
 *
 * A file is chosen or dropped; the program says what it takes it for (kind, unit, month) and what would happen. Nothing is stored until the last button:
 * wrong cells are typed over in a table, or the file comes back with remarks in its cells and is handed over again. A row may be left out, which is an
 * explicit choice and stands in the trail with the file. The figures that would move stand over the button.
 * Promises: all or nothing; what is brought in is what was looked at, or the act is refused; leaving in between loses nothing for a week.
 * While it runs, the page hears how far it is and may stop it (import_watch.c); without a script it waits. */
#include <string.h>
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "rooms/desk.h"
#include "rooms/import_room.h"
#include "rooms/import_room.sql.h"
#include "rooms/rooms.tpl.h"

enum { FILE_MOST = 16 << 20, MENDS_MOST = 5000, TEXT_MOST = 2000, WHY_MOST = 300 };

/* --- handing over ---------------------------------------------------------------------------------------------------------------------------------- */

static fault import_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct upload_list_row *rows;
	struct import_start_page p = { .csrf = csrf_field(c), .working = WORKING, .wrong = str_of(c->faults ? c->faults->say : NULL), .code = str_of(c->faults
		? c->faults->code : NULL),
		.most = str_fmt(c->mem, "%d", FILE_MOST >> 20), .undoes = viewer_may(c->who, "record.read") };
	size_t n;
	int month = 0;
	if (month_parse(request_param(c->request, "month"), &month))
		p.month = month_iso(c->mem, month);
	TRY(draft_kinds(c, desk_entity(desk_of(c), request_param(c->request, "kind")), &p.kinds, &p.n_kinds));
	TRY(upload_list(c->db, &rows, &n));
	p.waiting = arena_get(c->mem, (n + 1) * sizeof *p.waiting);
	for (size_t i = 0; i < n; i++)
		p.waiting[p.n_waiting++] = (struct import_waiting){ rows[i].name, minute_zh(c->mem, rows[i].at), path_of(c->mem, "/import/%d",
			rows[i].id) };
	p.sheets = arena_get(c->mem, (p.n_kinds + 1) * sizeof *p.sheets);
	for (size_t i = 0; i < p.n_kinds; i++)
		p.sheets[p.n_sheets++] = (struct import_sheet){ str_of(p.kinds[i].word), p.kinds[i].code, path_of(c->mem, "/template/%S",
			p.kinds[i].code) };
	page_import_start(&o, &p);
	reply_page(c, &(struct page){ .title = _("导入表格"), .scope = str_fmt(c->mem, _("%.*s　整表一次入库，有一处不对就一行也不存"), PSTR(c->who->org_name)),
		.body = out_html(&o) });
	return NULL;
}

static fault given_kind(struct ctx *c, struct draft_in *d)
{
	struct str kind = request_field(c->request, "kind"), month = str_trim(request_field(c->request, "month")),
		unit = str_trim(request_field(c->request, "unit")),
		part = str_trim(request_field(c->request, "part"));
	fault why = NULL;
	if (kind.n && !(d->of = desk_entity(desk_of(c), kind)))
		return fault_make(c->mem, BLAME_INPUT, "import.kind_unknown", _("没有这一类表。请从列表中选一类。"));
	if (month.n && !month_parse(month, &d->month))
		return fault_make(c->mem, BLAME_INPUT, "import.month", _("所属期“%.*s”不是月份。请写成例如2019-01。"), PSTR(month));
	if (unit.n) {
		TRY(org_find(c->db, unit, d->month ? month_last(d->month) : desk_today(c->db), &d->sender, &why));
		if (!d->sender)
			return why;
	}
	if (part.n)
		d->part = text_clip(part, 40);
	d->whole = str_is(request_field(c->request, "whole"), "1");
	return NULL;
}

static fault upload_read(struct ctx *c, struct draft_in *d)
{
	const struct upload *file = c->request->n_files ? &c->request->files[0] : NULL;
	if (!file || !file->bytes.n)
		return fault_make(c->mem, BLAME_INPUT, "import.no_file", _("还没有选文件。请选一份XLSX或CSV表格，再上传。"));
	d->name = str_trim(import_file_name(file->name)), d->bytes = file->bytes;
	if (!d->name.n)
		d->name = str_of(_("未命名表格"));
	d->book = arena_get(c->mem, sizeof *d->book);
	d->seen = arena_get(c->mem, sizeof *d->seen);
	TRY(sheet_read_bytes(c->mem, d->bytes, NULL, d->book));
	TRY(given_kind(c, d));
	TRY(draft_guess(c, d));
	return d->of && d->sender && d->month ? draft_look(c, d) : NULL;
}

static fault import_read(struct ctx *c)
{
	struct draft_in *d = arena_get(c->mem, sizeof *d);
	d->watch = watch_begin(c, WATCH_CHECK);
	fault f = upload_read(c, d);
	watch_end(d->watch);
	c->prepared = d;
	return f;
}

static fault import_keep(struct ctx *c)
{
	struct draft_in *d = c->prepared;
	TRY(draft_add(c, d));
	reply_go(c, path_of(c->mem, "/import/%d", d->id));
	return NULL;
}

/* --- mended ---------------------------------------------------------------------------------------------------------------------------------------- */

static const struct field *field_at(const struct draft_in *d, const struct head_found *head, size_t column)
{
	for (size_t i = 0; i < d->of->n; i++)
		if (head->columns[i] == column)
			return &d->of->fields[i];
	return NULL;
}

static const struct cell *cell_at(const struct head_found *head, int64_t row, size_t column)
{
	for (size_t r = 0; r < head->grid->n; r++)
		if (head->grid->rows[r].number == row)
			return column < head->grid->rows[r].n ? &head->grid->rows[r].cells[column] : NULL;
	return NULL;
}

static void mend_put(struct draft_in *d, struct mend m)
{
	for (size_t i = 0; i < d->n_mends; i++)
		if (d->mends[i].row == m.row && d->mends[i].column == m.column && str_eq(d->mends[i].sheet, m.sheet)) {
			d->mends[i] = m;
			return;
		}
	if (d->n_mends < MENDS_MOST)
		d->mends[d->n_mends++] = m;
}

/* m.37.4 of a form: the row as the office sees it, the column from 0. */
static bool cell_named(struct str name, const char *prefix, int64_t *ret_row, int64_t *ret_column)
{
	struct str rest = name;
	if (!str_is(str_cut(&rest, '.'), prefix) || !str_int(str_cut(&rest, '.'), ret_row))
		return false;
	*ret_column = -1;
	return !rest.p || (str_int(rest, ret_column) && *ret_column >= 0 && *ret_column < 1024);
}

/* What was typed into a cell, unless it is what stood there. An ID number or a phone is not drawn, so an empty one was not touched. */
static void mend_typed(struct draft_in *d, const struct head_found *head, int64_t row, size_t column, struct str typed)
{
	const struct cell *cell = cell_at(head, row, column);
	const struct field *field = field_at(d, head, column);
	struct str now = cell ? str_trim(cell->text) : STR_NONE, text = text_clip(str_trim(typed), TEXT_MOST);
	bool hidden = field && (field->kind == FIELD_IDNO || field->kind == FIELD_PHONE);
	if ((hidden && !text.n) || str_eq(now, text) || (!now.n && !text.n))
		return;
	mend_put(d, (struct mend){ head->grid->name, row, column, text.n ? text : STR_NONE });
}

/* The buttons come after the inputs: a suggestion goes over what stood in its cell. */
static void mends_take(struct ctx *c, struct draft_in *d)
{
	struct head_found head;
	struct mend *room = arena_get(c->mem, (MENDS_MOST + d->n_mends) * sizeof *room);
	int64_t row, column;
	if (d->n_mends)
		memcpy(room, d->mends, d->n_mends * sizeof *room);
	d->mends = room;
	if (!d->of || import_head(c->mem, d->book, d->of, &head))
		return;
	for (int buttons = 0; buttons < 2; buttons++)
		for (size_t i = 0; i < c->request->n_fields; i++) {
			struct str name = c->request->fields[i].name, value = c->request->fields[i].value;
			if (!buttons && cell_named(name, "m", &row, &column) && column >= 0)
				mend_typed(d, &head, row, (size_t)column, value);
			else if (buttons && cell_named(name, "put", &row, &column) && column >= 0)
				mend_put(d, (struct mend){ head.grid->name, row, (size_t)column, text_clip(value, TEXT_MOST) });
			else if (buttons && cell_named(name, "leave", &row, &column) && column < 0)
				mend_put(d, (struct mend){ head.grid->name, row, SIZE_MAX, STR_NONE });
		}
}

/* A row that was left out comes back. */
static void mends_back(struct ctx *c, struct draft_in *d)
{
	int64_t row = 0;
	size_t n = 0;
	if (!str_int(request_field(c->request, "back"), &row))
		return;
	for (size_t i = 0; i < d->n_mends; i++)
		if (!(d->mends[i].column == SIZE_MAX && d->mends[i].row == row))
			d->mends[n++] = d->mends[i];
	d->n_mends = n;
}

static fault draft_again(struct ctx *c, struct draft_in *d)
{
	d->book = arena_get(c->mem, sizeof *d->book);
	TRY(sheet_read_bytes(c->mem, d->bytes, NULL, d->book));
	mends_apply(c->mem, d);
	return NULL;
}

static bool wants(struct ctx *c, const char *what)
{
	return str_is(request_field(c->request, "do"), what);
}

static fault draft_read(struct ctx *c, struct draft_in *d)
{
	struct import_watch *watch = d->watch;
	TRY(draft_open(c, c->id, d));
	d->watch = watch;
	d->why = text_clip(str_trim(request_field(c->request, "why")), WHY_MOST);
	if (wants(c, "settle")) {
		const struct entity *was = d->of;
		d->of = NULL, d->sender = 0, d->month = 0, d->part = STR_NONE;
		TRY(given_kind(c, d));
		if (d->of != was)
			d->n_mends = 0;                      /* another sheet's cells */
		TRY(draft_again(c, d));
		TRY(draft_guess(c, d));
	} else {
		mends_take(c, d);
		mends_back(c, d);
		TRY(draft_again(c, d));
	}
	return d->of && d->sender && d->month ? draft_look(c, d) : NULL;
}

static fault draft_prepare(struct ctx *c)
{
	struct draft_in *d = arena_get(c->mem, sizeof *d);
	d->watch = watch_begin(c, WATCH_CHECK);
	fault f = draft_read(c, d);
	if (f || !wants(c, "store"))
		watch_end(d->watch);
	c->prepared = d;
	return f;
}

/* --- brought in ------------------------------------------------------------------------------------------------------------------------------------ */

static fault step_put(struct ctx *c, int64_t import_id, const char *act, struct str words)
{
	struct step step = { .relation = STR("sheet"), .record = import_id, .act = str_of(act), .was = STR("upload"), .became = STR("done"), .words = words,
		.recipient = INT_NONE, .actor = c->who->person, .at = db_now(c->db) };
	return words.n ? row_add(c->db, &step_table, &step) : NULL;
}

/* What was typed over, by cell and without values; what was left out, by row: so that a record that is not what its file says can be explained. */
static fault steps_of_mends(struct ctx *c, const struct draft_in *d, int64_t import_id)
{
	struct buf cells = { .mem = c->mem }, rows = cells;
	for (size_t i = 0; i < d->n_mends; i++) {
		const struct mend *m = &d->mends[i];
		if (m->column == SIZE_MAX)
			buf_fmt(&rows, "%s%lld", rows.n ? "、" : "", (long long)m->row);
		else
			buf_fmt(&cells, "%s%.*s%lld", cells.n ? "、" : "", PSTR(sheet_column(c->mem, m->column)), (long long)m->row);
	}
	if (cells.n)
		TRY(step_put(c, import_id, "mend", str_fmt(c->mem, _("改过的格：%.*s"), PSTR(buf_str(&cells)))));
	return rows.n ? step_put(c, import_id, "leave", str_fmt(c->mem, _("没有入库的行：%.*s"), PSTR(buf_str(&rows)))) : NULL;
}

static bool good(const struct draft_in *d)
{
	return d->of && d->sender && d->month && !d->seen->code.n && !d->seen->n_wrongs && !d->seen->repeat;
}

static fault bring_in(struct ctx *c, const struct draft_in *d)
{
	struct brought b = { 0 };
	struct handover order = draft_order(c, d);
	TRY(draft_may(c, d));
	TRY(watch_stage(d->watch, WATCH_STORE));
	TRY(handover_rows(c->db, &order, &b));
	if (b.result.n_wrongs || b.result.repeat)
		return fault_make(c->mem, BLAME_CONFLICT, "import.moved_on", _("检查以后，别处又有变动，这份表现在有%zu处不对，没有入库。请重新打开这份表，再检查一次。"), b.result.n_wrongs);
	TRY(steps_of_mends(c, d, b.result.id));
	TRY(upload_drop(c->db, (struct upload_drop_in){ .id = d->id }));
	reply_notice(c, d->of->put ? "import.register" : "import.stored");
	reply_go(c, path_of(c->mem, "/imports/%d", b.result.id));
	return NULL;
}

static fault draft_act(struct ctx *c)
{
	struct draft_in *d = c->prepared;
	bool unsaid = good(d) && d->seen->wants_why && !d->why.n;
	if (wants(c, "store") && good(d) && !unsaid) {
		fault f = bring_in(c, d);
		watch_end(d->watch);
		return f;
	}
	watch_end(d->watch);
	TRY(draft_save(c, d));
	if (wants(c, "store") && !str_is(d->seen->code, "import.cancelled"))
		reply_notice(c, unsaid ? "import.why" : "import.still");
	reply_go(c, path_of(c->mem, "/import/%d", d->id));
	return NULL;
}

static fault draft_drop(struct ctx *c)
{
	TRY(upload_drop(c->db, (struct upload_drop_in){ .id = c->id }));
	reply_notice(c, "import.dropped");
	reply_go(c, (struct path){ STR("/import") });
	return NULL;
}

const struct route IMPORT_ROUTES[] = {
	{ "GET",  "/import",              "import.bring",   import_show },
	{ "POST", "/import",              "import.bring",   import_keep, .prepare = import_read, .file_most = FILE_MOST },
	{ "GET",  "/import/progress",     "import.bring",   watch_show },
	{ "POST", "/import/stop",         "import.bring",   watch_stopped, .prepare = watch_stop },
	{ "GET",  "/import/:id",          "import.bring",   draft_show, .load = draft_load },
	{ "POST", "/import/:id",          "import.bring",   draft_act, .prepare = draft_prepare },
	{ "POST", "/import/:id/drop",     "import.bring",   draft_drop, .load = draft_load },
	{ "GET",  "/import/:id/marked",   "import.bring",   draft_marked, .load = draft_load, .leaves = LEAVES_LOOK },
	{ "GET",  "/template/:name",      "import.bring",   template_show },
	{ "GET",  "/imports",             "record.read",    imports_show },
	{ "GET",  "/imports/:id",         "record.read",    imports_one },
	{ "POST", "/imports/:id/undo",    "import.undo",    imports_undo, .prepare = imports_undo_look },
	{ "POST", "/imports/:id/approve", "record.approve", imports_approve },
	{ NULL }
};

const struct notice IMPORT_NOTICES[] = {
	{ "import.stored",   N_("已入库，等审核。审核通过以后，数据才会变。") },
	{ "import.register", N_("已入库。") },
	{ "import.still",    N_("还有要改的地方，没有入库，一行也没有。请看下面标出的格。") },
	{ "import.why",      N_("没有入库：这份表要更改已报结月份的记录。请写明更改原因，再按入库。") },
	{ "import.dropped",  N_("已取消这次导入，上传的文件已删去。") },
	{ "import.undone",   N_("已撤销这次导入。") },
	{ "import.approved", N_("已审核通过。") },
	{ "board.reminded",  N_("已催报，对方的待办里会看到。") },
	{ "board.nobody",    N_("没有要催的单位：都报齐了，或今天已经催过。") },
	{ "close.done",      N_("已报结。回执号在标题下面，可以记下来核对。") },
	{ "close.nil",       N_("零报告已收。") },
	{ "close.said",      N_("原因已记下，和数字一起留着。") },
	{ "close.back",      N_("已撤回，现在可以改表了。改好后请重新报结。") },
	{ "close.returned",  N_("已退回，报结的人在待办里会看到原因。") },
	{ NULL, NULL }
};
