/* The page of a file on its way in: what it is taken for, what is wrong with it, what would move; and the same as a workbook with remarks in its cells.
 *
 * The table shows the rows that are wrong, with the columns that say whose row it is and those that are wrong somewhere; the wrong cell is an input, its
 * sentence stands below with the cell's address, a nearest name is a button. An ID number or a phone is masked even here and is typed anew as a whole.
 * What is shown was found by the last look (import_draft.c); this page only reads the file again for the cells around it.
 * Cost: reading the file once more. Not taken: all rows on a page (a list of the wrong ones is what is worked through). */
#include <stdlib.h>
#include <string.h>
#include "base/id.h"
#include "base/text.h"
#include "kernel/org.h"
#include "rooms/desk.h"
#include "rooms/import_room.h"
#include "rooms/rooms.tpl.h"

enum { ROWS_SHOWN = 60, COLUMNS_SHOWN = 8, NOTES_SHOWN = 100, BRIEF = 12 };

fault draft_load(struct ctx *c)
{
	struct draft_in *d = arena_get(c->mem, sizeof *d);
	TRY(draft_open(c, c->id, d));
	c->subject = d;
	return NULL;
}

/* Sentences of the kernel name the command line's ways out; a page has its own. */
const char *page_fault(struct ctx *c, const struct found *f)
{
	static const struct { const char *code, *say; } OWN[] = {
		{ "import.mass_void", N_("这份表会让原来一半以上的行作废，多半是拿错了表，或报错了单位、月份，没有导入。确要整表更换，请勾选“整表更换”，再检查一次。") },
		{ "import.two_sheets", N_("工作簿里有两张同样的表。一次只收一张：请把它们并成一张，或分成两个文件，各填一个批次。") },
		{ "import.why", N_("这份表要更改或作废已计入报结月份的记录，没有入库。请再检查一次，写明更改原因，再入库。") },
	};
	for (size_t i = 0; i < COUNT(OWN); i++)
		if (str_is(f->code, OWN[i].code))
			return _(OWN[i].say);
	size_t cut = str_find(f->say, STR("请对照模板（nuan"));
	if (cut != SIZE_MAX)
		return str_c(c->mem, str_fmt(c->mem, _("%.*s请下载模板对照，改好后重新上传；或在下面换一类表。"), PSTR(str_sub(f->say, 0, cut))));
	return f->say.n ? str_c(c->mem, f->say) : NULL;
}

/* What the kernel says of a closed month names a command; here it is the report's own page. */
static struct str page_words(struct ctx *c, struct str say)
{
	struct str command = STR("用 nuan report correct 发更正版");
	size_t at = str_find(say, command);
	return at == SIZE_MAX ? say : str_fmt(c->mem, _("%.*s到月报页发更正版%.*s"), (int)at, say.p, PSTR(str_sub(say, at + command.n, SIZE_MAX)));
}

struct import_move *moves_shown(struct ctx *c, const struct found *f, int month, size_t *ret_n)
{
	struct import_move *list = arena_get(c->mem, (f->n_moves + 1) * sizeof *list);
	int64_t city;
	size_t n = 0;
	if (org_city(c->db, &city))
		city = 0;
	for (size_t i = 0; i < f->n_moves; i++) {
		const struct found_move *m = &f->moves[i];
		const struct indicator *of = report_indicator(desk_of(c), m->indicator);
		struct str unit = STR_NONE;
		if (!of)
			continue;
		if (m->org == city)
			unit = str_of(_("全市"));
		else if (desk_unit_name(c->db, m->org, NULL, &unit))
			unit = STR_NONE;
		if (m->month != month)
			unit = str_fmt(c->mem, "%.*s%.*s", PSTR(month_zh(c->mem, m->month)), PSTR(unit));
		list[n++] = (struct import_move){ of->tally == RATIO || of->tally == ONE ? str_fmt(c->mem, "%.*s%s", PSTR(unit), _(of->name))
			: str_fmt(c->mem, _("%.*s%s（%s）"), PSTR(unit), _(of->name), unit_word(of->unit)), m->was, m->now, m->differ };
	}
	*ret_n = n;
	return list;
}

/* --- the table of wrong cells ---------------------------------------------------------------------------------------------------------------------- */

struct shown { const struct field *fields[COLUMNS_SHOWN]; size_t columns[COLUMNS_SHOWN], n; };

static bool column_shown(const struct shown *s, size_t column)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->columns[i] == column)
			return true;
	return false;
}

static void column_add(struct shown *s, const struct entity *e, const struct head_found *head, size_t field)
{
	if (s->n < COLUMNS_SHOWN && head->columns[field] != SIZE_MAX && !column_shown(s, head->columns[field])) {
		s->fields[s->n] = &e->fields[field];
		s->columns[s->n++] = head->columns[field];
	}
}

static size_t field_of(const struct entity *e, const struct head_found *head, size_t column)
{
	size_t i = 0;
	while (i < e->n && head->columns[i] != column)
		i++;
	return i;
}

/* The wrong ones first claim their place, then who and when; shown from left to right as in the sheet. */
static struct shown columns_of(const struct draft_in *d, const struct head_found *head, size_t n_wrongs)
{
	struct shown s = { 0 };
	for (size_t i = 0; i < n_wrongs; i++)
		if (d->seen->wrongs[i].column != SIZE_MAX && field_of(d->of, head, d->seen->wrongs[i].column) < d->of->n)
			column_add(&s, d->of, head, field_of(d->of, head, d->seen->wrongs[i].column));
	for (size_t i = 0; i < d->of->n; i++)
		if (d->of->fields[i].kind == FIELD_NAME)
			column_add(&s, d->of, head, i);
	for (size_t i = 0; i < d->of->n && s.n < 6; i++)
		if (d->of->fields[i].key)
			column_add(&s, d->of, head, i);
	for (size_t i = 0; i < d->of->n && s.n < 6; i++)
		if (d->of->fields[i].must)
			column_add(&s, d->of, head, i);
	for (size_t i = 1; i < s.n; i++)
		for (size_t k = i; k && s.columns[k] < s.columns[k - 1]; k--) {
			size_t column = s.columns[k];
			const struct field *f = s.fields[k];
			s.columns[k] = s.columns[k - 1], s.fields[k] = s.fields[k - 1];
			s.columns[k - 1] = column, s.fields[k - 1] = f;
		}
	return s;
}

static const struct grid_row *row_of(const struct head_found *head, int64_t number)
{
	for (size_t i = 0; i < head->grid->n; i++)
		if (head->grid->rows[i].number == number)
			return &head->grid->rows[i];
	return NULL;
}

static bool is_number(const struct field *f)
{
	return f->kind == FIELD_INT || f->kind == FIELD_MONEY;
}

static struct str cell_text(struct ctx *c, const struct field *f, const struct grid_row *row, size_t column)
{
	struct str text = row && column < row->n ? str_trim(row->cells[column].text) : STR_NONE;
	if (f->kind == FIELD_IDNO)
		return mask_idno(c->mem, text);
	return f->kind == FIELD_PHONE ? mask_phone(c->mem, text) : mask_numbers(c->mem, text);
}

/* “…最接近的是“云阶纺织公司工会”…” */
static struct str nearest(struct str say)
{
	struct str mark = STR("最接近的是“"), end = STR("”");
	size_t at = str_find(say, mark);
	if (at == SIZE_MAX)
		return STR_NONE;
	struct str rest = str_sub(say, at + mark.n, SIZE_MAX);
	size_t stop = str_find(rest, end);
	return stop == SIZE_MAX ? STR_NONE : str_sub(rest, 0, stop);
}

static struct str address(struct ctx *c, const struct found_wrong *w)
{
	if (w->column == SIZE_MAX)
		return str_fmt(c->mem, _("第%lld行"), (long long)w->row);
	return str_fmt(c->mem, "%.*s%lld", PSTR(sheet_column(c->mem, w->column)), (long long)w->row);
}

static const struct found_wrong *wrong_at(const struct found_wrong *w, size_t n, size_t column)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].column == column)
			return &w[i];
	return NULL;
}

static void row_fill(struct ctx *c, const struct draft_in *d, const struct head_found *head, const struct shown *s, const struct found_wrong *w, size_t n,
	struct import_row *r)
{
	const struct grid_row *row = row_of(head, w->row);
	*r = (struct import_row){ .row = w->row, .width = (int64_t)s->n + 1, .leave = str_fmt(c->mem, "leave.%lld", (long long)w->row) };
	r->cells = arena_get(c->mem, (s->n + 1) * sizeof *r->cells);
	r->faults = arena_get(c->mem, (n + 1) * sizeof *r->faults);
	for (size_t i = 0; i < s->n; i++) {
		const struct field *f = s->fields[i];
		bool hidden = f->kind == FIELD_IDNO || f->kind == FIELD_PHONE, wrong = wrong_at(w, n, s->columns[i]) != NULL;
		struct import_cell *cell = &r->cells[r->n_cells++];
		*cell = (struct import_cell){ .text = cell_text(c, f, row, s->columns[i]), .label = str_fmt(c->mem, _("%.*s列 %s"), PSTR(sheet_column(c->mem,
			s->columns[i])), _(f->label)), .wrong = wrong, .typed = hidden, .number = is_number(f),
			.name = str_fmt(c->mem, "m.%lld.%zu", (long long)w->row, s->columns[i]) };
		if (wrong && !hidden)
			cell->text = row && s->columns[i] < row->n ? str_trim(row->cells[s->columns[i]].text) : STR_NONE;
		cell->brief = text_width(cell->text) <= BRIEF;
		if (f->kind == FIELD_NAME && !wrong)
			r->who = cell->text;
	}
	for (size_t i = 0; i < n; i++) {
		struct import_fault *f = &r->faults[r->n_faults++];
		*f = (struct import_fault){ .at = address(c, &w[i]), .say = w[i].say };
		f->put_value = nearest(w[i].say);
		if (w[i].column == SIZE_MAX)
			f->put_value = STR_NONE;
		f->put_name = str_fmt(c->mem, "put.%lld.%zu", (long long)w[i].row, w[i].column);
	}
}

static void table_fill(struct ctx *c, const struct draft_in *d, const struct head_found *head, struct import_draft_page *p)
{
	const struct found *f = d->seen;
	size_t last = 0, rows = 0;
	for (size_t i = 0; i < f->wrongs_kept; i = last) {
		for (last = i; last < f->wrongs_kept && f->wrongs[last].row == f->wrongs[i].row; last++)
			;
		if (++rows == ROWS_SHOWN)
			break;
	}
	if (!f->wrongs_kept)
		return;
	struct shown s = columns_of(d, head, last);
	p->columns = arena_get(c->mem, (s.n + 1) * sizeof *p->columns);
	for (size_t i = 0; i < s.n; i++)
		p->columns[p->n_columns++] = (struct import_column){ str_fmt(c->mem, "%.*s %s", PSTR(sheet_column(c->mem, s.columns[i])),
			_(s.fields[i]->label)),
			is_number(s.fields[i]) };
	p->table = arena_get(c->mem, (rows + 1) * sizeof *p->table);
	for (size_t i = 0, next = 0; i < last; i = next) {
		for (next = i; next < last && f->wrongs[next].row == f->wrongs[i].row; next++)
			;
		row_fill(c, d, head, &s, &f->wrongs[i], next - i, &p->table[p->n_table++]);
	}
	p->n_more = f->n_wrongs - (int64_t)last;
	p->more = p->n_more > 0;
}

/* --- the rest of the page -------------------------------------------------------------------------------------------------------------------------- */

/* What was left out by hand is told apart: moved behind the others, whose number this is. */
static size_t not_left(const struct draft_in *d)
{
	size_t n = 0;
	for (size_t i = 0; i < d->seen->skips_kept; i++) {
		bool left = false;
		for (size_t k = 0; k < d->n_mends; k++)
			left |= d->mends[k].column == SIZE_MAX && d->mends[k].row == d->seen->skips[i].row;
		if (!left)
			d->seen->skips[n++] = d->seen->skips[i];
	}
	return n;
}

static const char *note_word(struct str what)
{
	static const struct { const char *what, *word; } WORDS[] = { { "ask", N_("请核对") }, { "changed", N_("更改") }, { "gone", N_("作废") }, { "duplicate",
		N_("重复") },
		{ "kept", N_("保留") } };
	for (size_t i = 0; i < COUNT(WORDS); i++)
		if (str_is(what, WORDS[i].what))
			return _(WORDS[i].word);
	return "";
}

static struct import_say *notes_of(struct ctx *c, const struct found_note *notes, size_t n, bool words, size_t *ret_n)
{
	struct import_say *list = arena_get(c->mem, (n + 1) * sizeof *list);
	size_t count = 0;
	for (size_t i = 0; i < n && count < NOTES_SHOWN; i++)
		list[count++] = (struct import_say){ str_fmt(c->mem, _("第%lld行"), (long long)notes[i].row), str_of(words ? note_word(notes[i].what)
			: NULL), notes[i].say };
	*ret_n = count;
	return list;
}

static struct str head_word(const struct head_found *head, size_t column)
{
	const struct grid_row *row = head->first_row ? &head->grid->rows[head->first_row - 1] : NULL;
	return row && column < row->n ? str_trim(row->cells[column].text) : STR_NONE;
}

static void matches_fill(struct ctx *c, const struct draft_in *d, const struct head_found *head, struct import_draft_page *p)
{
	p->matches = arena_get(c->mem, (d->of->n + 1) * sizeof *p->matches);
	for (size_t i = 0; i < d->of->n; i++) {
		bool found = head->columns[i] != SIZE_MAX;
		p->matches[p->n_matches++] = (struct import_match){ str_of(_(d->of->fields[i].label)), found ? sheet_column(c->mem, head->columns[i])
			: STR_NONE,
			found ? head_word(head, head->columns[i]) : STR_NONE, d->of->fields[i].must, found };
	}
	p->unmatched = head->unmatched;
}

static void others_fill(struct ctx *c, const struct draft_in *d, struct import_draft_page *p)
{
	struct import_guess *list;
	size_t n;
	import_kinds(c->mem, d->book, desk_of(c)->entities, desk_of(c)->n_entities, &list, &n);
	p->others = arena_get(c->mem, (n + 1) * sizeof *p->others);
	for (size_t i = 0; i < n; i++)
		if (list[i].of != d->of)
			p->others[p->n_others++] = (struct import_other){ str_of(_(list[i].of->title)), str_of(list[i].of->name) };
}

static void left_fill(struct ctx *c, const struct draft_in *d, struct import_draft_page *p)
{
	p->left = arena_get(c->mem, (d->n_mends + 1) * sizeof *p->left);
	for (size_t i = 0; i < d->n_mends; i++)
		if (d->mends[i].column == SIZE_MAX)
			p->left[p->n_left++] = (struct import_say){ str_fmt(c->mem, "%lld", (long long)d->mends[i].row), STR_NONE, STR_NONE };
}

static void counts_fill(const struct draft_in *d, struct import_draft_page *p)
{
	const struct found *f = d->seen;
	p->n_wrongs = f->n_wrongs, p->n_asks = f->n_asks, p->rows = f->rows, p->good = f->rows - f->bad_rows, p->added = f->added, p->same = f->same;
	p->changed = f->changed, p->gone = f->gone, p->duplicates = f->duplicates, p->skipped = f->n_skips, p->repeat = f->repeat,
		p->estimate = f->estimate;
	p->settled = d->of && d->sender && d->month;
	p->faulty = f->code.n > 0;
	p->clean = p->settled && !p->faulty && !f->n_wrongs && !f->repeat;
}

static fault page_fill(struct ctx *c, const struct draft_in *d, struct import_draft_page *p)
{
	struct head_found head;
	struct str unit = STR_NONE;
	counts_fill(d, p);
	if (d->sender)
		TRY(desk_unit_name(c->db, d->sender, &unit, NULL));
	p->name = d->name, p->unit = unit, p->part = d->part, p->whole = d->whole, p->csrf = csrf_field(c);
	p->working = (struct import_working)WORKING;
	p->kind = d->of ? str_of(_(d->of->title)) : STR_NONE;
	p->month = d->month ? month_iso(c->mem, d->month) : STR_NONE, p->month_zh = d->month ? month_zh(c->mem, d->month) : STR_NONE;
	p->here = path_of(c->mem, "/import/%d", d->id), p->drop = path_of(c->mem, "/import/%d/drop", d->id), p->marked = path_of(c->mem,
		"/import/%d/marked", d->id);
	p->repeated = path_of(c->mem, "/imports/%d", d->seen->id);
	p->at = minute_zh(c->mem, d->seen_at), p->stopped = d->seen->stopped;
	if (d->of)
		p->template = path_of(c->mem, "/template/%s", d->of->name);
	if (p->faulty)
		p->wrong = str_of(page_fault(c, d->seen)), p->wrong_code = d->seen->code;
	if (c->faults)
		p->wrong = str_of(page_fault(c, &(struct found){ .code = str_of(c->faults->code), .say = str_of(c->faults->say) })),
			p->wrong_code = str_of(c->faults->code), p->faulty = true;
	TRY(draft_kinds(c, d->of, &p->kinds, &p->n_kinds));
	others_fill(c, d, p);
	left_fill(c, d, p);
	p->notes = notes_of(c, d->seen->notes, d->seen->notes_kept, true, &p->n_notes);
	p->skips = notes_of(c, d->seen->skips, not_left(d), false, &p->n_skips);
	p->moves = moves_shown(c, d->seen, d->month, &p->n_moves);
	p->wants_why = d->seen->wants_why && p->clean, p->late = page_words(c, d->seen->late), p->settled_say = page_words(c, d->seen->settled);
	if (d->of && !import_head(c->mem, d->book, d->of, &head)) {
		matches_fill(c, d, &head, p);
		table_fill(c, d, &head, p);
		p->note = head.grid->name;
	}
	p->sub = str_fmt(c->mem, _("%.*s　%.*s　%.*s　%.*s上传"), PSTR(p->kind.n ? p->kind : str_of(_("还不知道是哪一类表"))), PSTR(unit), PSTR(p->month_zh),
		PSTR(minute_zh(c->mem, d->at)));
	p->verb = p->clean ? str_fmt(c->mem, _("入库%lld行"), (long long)p->rows) : str_of(_("检查并入库"));
	return NULL;
}

fault draft_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct import_draft_page p = { 0 };
	TRY(page_fill(c, c->subject, &p));
	page_import_draft(&o, &p);
	reply_page(c, &(struct page){ .title = str_c(c->mem, str_fmt(c->mem, _("导入“%.*s”"), PSTR(p.name))), .now = "/import", .body = out_html(&o) });
	return NULL;
}

/* --- as workbooks ---------------------------------------------------------------------------------------------------------------------------------- */

static const char XLSX[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

static void grid_out(struct ctx *c, const struct draft_in *d, const struct grid *grid, struct out_sheet *sheet, bool mine)
{
	for (size_t r = 0; r < grid->n; r++)
		for (size_t k = 0; k < grid->rows[r].n; k++)
			if (!grid->rows[r].cells[k].filled)
				out_text_at(sheet, (size_t)grid->rows[r].number - 1, k, grid->rows[r].cells[k].text, OUT_TEXT);
	for (size_t i = 0; mine && i < d->seen->wrongs_kept; i++) {
		const struct found_wrong *w = &d->seen->wrongs[i];
		out_comment_at(sheet, (size_t)w->row - 1, w->column == SIZE_MAX ? 0 : w->column, w->say);
	}
}

/* The file as its owner handed it over and mended it, a remark at each wrong cell: to be mended at leisure and handed over again. */
fault draft_marked(struct ctx *c)
{
	const struct draft_in *d = c->subject;
	struct out_book *book;
	struct str bytes, name = d->name;
	struct head_found head = { 0 };
	if (d->of && import_head(c->mem, d->book, d->of, &head))
		head.grid = NULL;
	TRY(out_book_open(c->mem, "marked", &book));
	for (size_t i = 0; i < d->book->n; i++) {
		const struct grid *g = &d->book->grids[i];
		grid_out(c, d, g, out_sheet_add(book, g->name.n ? str_c(c->mem, g->name) : _("表")), g == head.grid);
	}
	TRY(out_book_bytes(book, &bytes));
	size_t dot = name.n;
	while (dot && name.p[dot - 1] != '.')
		dot--;
	reply_bytes(c, bytes, XLSX, str_fmt(c->mem, _("%.*s（带批注）.xlsx"), PSTR(dot > 1 ? str_sub(name, 0, dot - 1) : name)));
	return NULL;
}

fault template_show(struct ctx *c)
{
	const struct entity *e = desk_entity(desk_of(c), c->word[0]);
	struct str bytes;
	if (!e)
		return fault_make(c->mem, BLAME_ABSENT, "template.absent", _("没有这一类表的模板。请从导入页下载。"));
	TRY(template_bytes(c->mem, e, &bytes));
	reply_bytes(c, bytes, XLSX, str_fmt(c->mem, _("%s模板.xlsx"), _(e->title)));
	return NULL;
}
