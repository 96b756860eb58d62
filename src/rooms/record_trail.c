/* What was done with one record: its steps, as people made them, and its trail, as the database keeps it.
 *
 * The trail holds the row as it stood before each change; the next entry, or the row of today, is what it became. So each change is told field by field, old
 * and new, in the words of the form and masked like the rest of the page. What has no label (digests, versions) is not told; a change of nothing else says so
 * by its act alone.
 * Cost: an entry is a reading of one row's bytes; a record has a handful.
 * Not taken: a table of changes beside the trail (two truths about the past). */
#include <string.h>
#include "base/id.h"
#include "kernel/row.h"
#include "rooms/record.h"
#include "rooms/record.sql.h"

static const struct { const char *act, *word; } ACTS[] = {
	{ "import", N_("导入") }, { "undo", N_("撤销导入") }, { "enter", N_("填写") }, { "edit", N_("修改") }, { "write", N_("写入") }, { "forget", N_("遗忘个人信息") },
};

static const char *act_word(struct str act)
{
	for (size_t i = 0; i < COUNT(ACTS); i++)
		if (str_is(act, ACTS[i].act))
			return _(ACTS[i].word);
	for (size_t i = 0; i < RECORD_MOVES_N; i++)
		if (str_is(act, RECORD_MOVES[i].act))
			return _(RECORD_MOVES[i].word);
	return _("办理");
}

static const char *reason_word(struct str code)
{
	for (size_t i = 0; i < RETURN_REASONS_N; i++)
		if (str_is(code, RETURN_REASONS[i].code))
			return _(RETURN_REASONS[i].word);
	return "";
}

static struct str what_of(struct ctx *c, const struct record_steps_row *row)
{
	return row->reason.n ? str_fmt(c->mem, _("%s：%s"), act_word(row->act), reason_word(row->reason)) : str_of(act_word(row->act));
}

fault record_returned_why(struct ctx *c, const struct entity *e, const struct head *h, struct str *ret)
{
	struct record_steps_row *rows;
	size_t n;
	TRY(record_steps(c->db, (struct record_steps_in){ .record = h->id, .relation = str_of(e->table->name) }, &rows, &n));
	for (size_t i = n; i-- > 0 && !ret->p;) {
		struct str words = rows[i].words;
		if (!str_is(rows[i].act, "return"))
			continue;
		*ret = what_of(c, &rows[i]);
		if (words.n && !str_is(words, reason_word(rows[i].reason)))
			*ret = str_fmt(c->mem, _("%.*s。%.*s"), PSTR(*ret), PSTR(mask_numbers(c->mem, words)));
	}
	return NULL;
}

static fault step_add(struct ctx *c, struct record_show_page *p, const struct record_steps_row *row, struct str what)
{
	struct record_step s = { .when = minute_zh(c->mem, row->at), .class = "past", .what = what,
		.words = row->words.p ? mask_numbers(c->mem, row->words) : STR_NONE, .at = row->at };
	TRY(record_person_name(c, row->actor, &s.who));
	size_t at = p->n_steps++;
	for (; at > 1 && p->steps[at - 1].at > s.at; at--)
		p->steps[at] = p->steps[at - 1];
	p->steps[at] = s;
	return NULL;
}

/* A sheet that was approved as a whole is approved by a step of the sheet; the record has none of its own. */
fault record_steps_fill(struct ctx *c, const struct record_one *r, struct record_show_page *p)
{
	const struct head *h = r->row;
	struct record_steps_row *rows, *sheet = NULL;
	size_t n, n_sheet = 0;
	struct str who;
	TRY(record_steps(c->db, (struct record_steps_in){ .record = h->id, .relation = str_of(r->of->table->name) }, &rows, &n));
	if (h->source != INT_NONE)
		TRY(record_steps(c->db, (struct record_steps_in){ .record = h->source, .relation = STR("import") }, &sheet, &n_sheet));
	TRY(record_person_name(c, h->entered_by, &who));
	p->steps = arena_get(c->mem, (n + n_sheet + 1) * sizeof *p->steps);
	p->steps[p->n_steps++] = (struct record_step){ .when = minute_zh(c->mem, h->recorded_at), .who = who, .class = "past",
		.what = str_of(h->source == INT_NONE ? _("填写") : _("导入")) };
	for (size_t i = 0; i < n_sheet; i++)
		if (str_is(sheet[i].act, "approve"))
			TRY(step_add(c, p, &sheet[i], str_of(_("整张表审核通过"))));
	for (size_t i = 0; i < n; i++)
		TRY(step_add(c, p, &rows[i], what_of(c, &rows[i])));
	return NULL;
}

/* --- the trail ------------------------------------------------------------------------------------------------------------------------------------- */

static bool same_member(const struct record_one *r, const struct field *d, const void *a, const void *b)
{
	for (unsigned i = 0; i < r->of->table->n; i++) {
		const struct column *k = &r->of->table->columns[i];
		if (k->at != d->at)
			continue;
		if (k->type == T_TEXT || k->type == T_BYTES)
			return str_eq(*(const struct str *)((const char *)a + d->at), *(const struct str *)((const char *)b + d->at));
		return memcmp((const char *)a + d->at, (const char *)b + d->at, k->type == T_DAY ? sizeof(struct day) : sizeof(int64_t)) == 0;
	}
	return true;
}

static fault changes_fill(struct ctx *c, const struct record_one *r, struct record_words *w, const struct head *was, const struct head *now,
	struct record_entry *e)
{
	e->changes = arena_get(c->mem, (r->of->n + 3) * sizeof *e->changes);
	if (!str_eq(was->state, now->state))
		e->changes[e->n_changes++] = (struct record_change){ _("状态"), str_of(state_word(was->state)), str_of(state_word(now->state)) };
	if (was->month != now->month)
		e->changes[e->n_changes++] = (struct record_change){ _("计入月份"), month_zh(c->mem, (int)was->month), month_zh(c->mem, (int)now->month) };
	for (size_t i = 0; i < r->of->n; i++) {
		const struct field *d = &r->of->fields[i];
		struct record_change change = { .label = _(d->label) };
		if (same_member(r, d, was, now))
			continue;
		TRY(record_word(w, d, was, &change.was));
		TRY(record_word(w, d, now, &change.now));
		e->changes[e->n_changes++] = change;
	}
	return NULL;
}

fault record_entries_fill(struct ctx *c, const struct record_one *r, struct record_words *w, struct record_show_page *p)
{
	const struct table *t = r->of->table;
	struct record_trail_row *rows;
	size_t n;
	TRY(record_trail(c->db, (struct record_trail_in){ .relation = str_of(t->name), .row = r->row->id }, &rows, &n));
	p->entries = arena_get(c->mem, (n + 1) * sizeof *p->entries);
	const void *now = r->row;
	for (size_t i = n; i-- > 0;) {                       /* from today backwards: an entry's row became what the later one found */
		struct record_entry *e = &p->entries[p->n_entries++];
		*e = (struct record_entry){ .entry = rows[i].entry, .when = minute_zh(c->mem, rows[i].at), .what = str_of(act_word(rows[i].act)),
			.why = rows[i].why.p ? mask_numbers(c->mem, rows[i].why) : STR_NONE, .first = !rows[i].before.p };
		TRY(record_person_name(c, rows[i].actor, &e->who));
		if (!rows[i].before.p)
			continue;
		void *was = arena_get(c->mem, t->size);
		TRY(row_from_bytes(c->mem, t, rows[i].before, was));
		TRY(changes_fill(c, r, w, was, now, e));
		now = was;
	}
	return NULL;
}
