/* The rows behind a figure, as far as this viewer may see them, and the seal that an issue has put on it.
 *
 * The rows are the very ones that were counted, a page at a time, by day; numbers of persons in them are masked, names too: whoever needs more opens the
 * record, where a right and a reason are asked for. What the viewer may not see is said in words, how many and of how many unions, so that the page's number
 * and its rows never seem to disagree. A role held for one line opens that line's rows only.
 * A month that was issued has the figure frozen: what it was then stands beside what it is now, with the fingerprint of its evidence.
 * Cost: one page of rows, one count of the rest; a name is unsealed for each row of a person.
 * Not taken: all rows at once (some thousand, and each name a decipherment). */
#include "base/id.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "report/seal.h"
#include "rooms/month.h"
#include "rooms/month.sql.h"

enum { PAGE = 30, FEW = 5 };

static bool of_persons(const struct indicator *of)
{
	return of->unit == UNIT_PERSON || of->unit == UNIT_NAMED || of->unit == UNIT_PERSON_TIME;
}

/* 邓**, where the row's key is a person; else what the row is called; else its number. */
static fault row_name(struct ctx *c, const struct indicator *of, const struct evidence_row *r, struct str *ret)
{
	struct month_person_row person;
	struct str name = STR_NONE;
	int64_t key;
	bool found = false;
	if (of_persons(of) && str_int(r->key, &key) && key != r->record)
		TRY(month_person(c->db, (struct month_person_in){ .person = key }, &person, &found));
	if (found)
		TRY(person_name(c->db, key, &name));
	if (name.n)
		name = mask_name(c->mem, name);
	*ret = !r->label.n ? name : name.n ? str_fmt(c->mem, "%.*s　%.*s", PSTR(name), PSTR(mask_numbers(c->mem, r->label))) : mask_numbers(c->mem, r->label);
	if (!ret->n)
		*ret = str_fmt(c->mem, _("记录%lld号"), (long long)r->record);
	return NULL;
}

static fault row_fill(struct ctx *c, const struct figure *f, const struct evidence_row *r, struct month_evidence *e)
{
	struct month_evidence_row *row = &e->rows[e->n_rows++];
	const struct indicator *of = f->of->tally == RATIO ? f->of->over : f->of;
	int year, month, day;
	TRY(row_name(c, of, r, &row->name));
	TRY(month_short(c->db, r->org, f->in.month, &row->org));
	day_split(r->day, &year, &month, &day);
	row->day = year == f->in.month / 100 ? str_fmt(c->mem, _("%d月%d日"), month, day) : day_zh(c->mem, r->day);
	row->part = of->parts && r->part.n ? figure_part_word(of, r->part) : STR_NONE;
	row->path = path_of(c->mem, "/record/%d", r->record);
	row->late = r->day.n < f->in.from.n;
	if (e->amounts)
		row->amount = money_yuan(c->mem, (struct money){ r->amount });
	e->parts |= row->part.n > 0;
	return NULL;
}

static struct str page_text(struct ctx *c, int64_t page)
{
	return str_fmt(c->mem, "%lld", (long long)page);
}

fault month_evidence(struct ctx *c, const struct month_scope *s, const struct figure *f, bool part, struct month_evidence *ret)
{
	struct month_evidence e = { .amounts = f->of->unit == UNIT_YUAN, .whole = month_figure_path(c, s, f->of, f->in.month, f->org) };
	const struct line *line = month_line_of(c, f->of);
	const int64_t most = part ? FEW : PAGE;
	struct evidence_row *rows;
	struct rest_row rest;
	int64_t page = 1, seen = 0;
	size_t n;
	e.allowed = viewer_may_line(c->who, "record.read", str_of(line ? line->name : NULL));
	TRY(figure_rest(c->db, f->of, f->in, f->org, &rest));
	seen = f->n - rest.n;
	if (!e.allowed) {
		e.rest = f->n ? str_fmt(c->mem, _("共%lld条。这条业务线的记录不在您的工作范围。"), (long long)f->n) : STR_NONE;
		*ret = e;
		return NULL;
	}
	if (!part && (!str_int(request_param(c->request, "page"), &page) || page < 1 || page > 1000000))
		page = 1;
	TRY(figure_seen(c->db, f->of, f->in, f->org, most, (page - 1) * most, &rows, &n));
	e.rows = arena_get(c->mem, (n + 1) * sizeof *e.rows);
	for (size_t i = 0; i < n; i++)
		TRY(row_fill(c, f, &rows[i], &e));
	e.more = part && seen > most;
	e.all = e.more ? str_fmt(c->mem, _("打开%lld条记录"), (long long)seen) : STR_NONE;
	e.has_before = !part && page > 1, e.has_after = !part && page * most < seen;
	e.before = path_with(c->mem, e.whole, "page", page_text(c, page - 1)), e.after = path_with(c->mem, e.whole, "page", page_text(c, page + 1));
	e.before.text = str_fmt(c->mem, "%.*s#rows", PSTR(e.before.text)), e.after.text = str_fmt(c->mem, "%.*s#rows", PSTR(e.after.text));
	if (!part && seen > most)
		e.page = str_fmt(c->mem, _("第%lld页，共%lld页"), (long long)page, (long long)((seen + most - 1) / most));
	if (rest.n)
		e.rest = str_fmt(c->mem, _("共%lld条。另有%lld条，属%lld个单位，不在您的查看范围。"), (long long)f->n, (long long)rest.n, (long long)rest.orgs);
	else if (f->n)
		e.rest = str_fmt(c->mem, _("共%lld条。"), (long long)f->n);
	*ret = e;
	return NULL;
}

/* --- the seal -------------------------------------------------------------------------------------------------------------------------------------- */

/* The first 8 bytes in fours: A41C 90E7 5B2D 08F3. */
static struct str fingerprint(struct arena *mem, struct str seal)
{
	struct buf b = { .mem = mem };
	for (size_t i = 0; i < seal.n && i < 8; i++)
		buf_fmt(&b, "%s%02X", i && i % 2 == 0 ? " " : "", (unsigned char)seal.p[i]);
	return buf_str(&b);
}

static bool same_as_then(const struct figure *now, const struct month_frozen_row *then)
{
	if (!str_is(then->status, figure_status_code(now->status)))
		return false;
	return now->of->unit == UNIT_DOC_NUMBER ? str_eq(now->text, then->text) : !month_has(now) || now->value == then->value;
}

fault month_sealed(struct ctx *c, const struct figure *f, struct month_sealed *ret)
{
	struct month_sealed m = { .known = true };
	struct month_frozen_row row;
	struct edition *editions;
	struct str said;
	bool found;
	size_t n;
	TRY(seal_issued(c->db, f->in.month, &editions, &n));
	m.path = month_path(c, "report", f->in.month);
	*ret = m;
	if (!n)
		return NULL;
	const struct edition *e = &editions[n - 1];
	TRY(month_frozen(c->db, (struct month_frozen_in){ .edition = e->id, .indicator = str_of(f->of->id) }, &row, &found));
	if (!found)
		return NULL;
	m.frozen = true;
	m.when = str_fmt(c->mem, e->number > 1 ? _("%.*s封存（更正第%lld版）") : _("%.*s封存"), PSTR(day_zh(c->mem, e->issued_on)), (long long)e->number);
	m.print = fingerprint(c->mem, row.seal);
	m.same = same_as_then(f, &row);
	struct figure then = *f;
	then.value = row.value, then.text = row.text;
	bool counted = str_is(row.status, figure_status_code(FIGURE_VALUE)) || str_is(row.status, figure_status_code(FIGURE_NIL));
	then.status = counted ? FIGURE_VALUE : FIGURE_NOT_REPORTED;
	m.then = str_fmt(c->mem, _("%.*s，由%lld条记录算出"), PSTR(then.status == FIGURE_VALUE ? figure_say(c->mem, &then, EXACTLY, 0) : row.shown), (long long)row.n);
	m.say = str_of(m.same ? _("与现在的数一致。") : _("现在的数与封存的不同：印发以后记录有变动。变动都留痕，月报以封存的为准。"));
	TRY(seal_stands(c->db, e, &said, &m.stands));
	if (!m.stands)
		m.say = str_of(_("封存的凭据对不上。请经审人员核验封存。"));
	*ret = m;
	return NULL;
}
