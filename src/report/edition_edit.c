/* A department at its section: edited, handed in, returned, approved.
 *
 * Editing what was handed in or approved takes it back to the desk. Handing in writes the text down, references and all, so that approving approves
 * that text; coming back unedited, it follows the records again. A number typed over a computed one, {aid.relief_times=2350人次}, needs a reason, and
 * stands on record with the computed wording of that moment for as long as the text has it. Three hands at least are on a part and the whole: who edited
 * it last or handed it in does not approve it.
 * Refused at once, to whom it can still be said: a reference that leads nowhere, characters that print otherwise than they read, a text too long to be one.
 * Not taken: locks on a section that somebody has open; the last text handed in stands, and the steps say whose it was. */
#include <stdlib.h>
#include "base/text.h"
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/org.h"
#include "kernel/row.h"

/* --- numbers typed over ------------------------------------------------------------------------------------------------------------------------ */

struct typing { struct str id, shown; int64_t row; };        /* row: the record of it, 0: of the text */

static int typing_order(const void *a, const void *b)
{
	const struct typing *x = a, *y = b;
	int order = str_cmp(x->id, y->id);
	return order ? order : str_cmp(x->shown, y->shown);
}

static bool typing_same(const struct typing *a, const struct typing *b)
{
	return typing_order(a, b) == 0;
}

static fault typed_add(struct db *db, const struct act *act, const struct section *s, const struct typing *t)
{
	const struct indicator *of = report_indicator(act->desk, t->id);
	struct compile c = { .db = db, .mem = db_mem(db), .desk = act->desk, .month = act->month };
	struct str computed;
	if (!of)
		return fault_make(db_mem(db), BLAME_INPUT, "report.reference", _("没有编号为“%.*s”的指标，不能替它填数，最接近的编号是 %s。请在指标手册里查正确的编号后改正。"),
			PSTR(t->id), report_nearest(act->desk, t->id));
	TRY(report_computed(&c, of, &computed));
	if (!act->why || !*act->why)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.typed",
			_("您把“%s”改写成了%.*s，系统汇总是%.*s。改数要用 --why 写明理由；不改数的，请去掉等号和后面的数。"), _(of->name),
			PSTR(t->shown), PSTR(computed));
	struct override row = { .edition = s->edition, .section = s->id, .indicator = t->id, .shown = t->shown, .computed = computed,
		.why = str_of(act->why), .actor = act->actor, .at = db_now(db) };
	return row_add(db, &override_table, &row);
}

static fault typed_drop(struct db *db, int64_t id)
{
	struct override row;
	bool found;
	TRY(row_read(db, &override_table, id, &row, &found));
	row.dropped = 1;
	return row_change(db, &override_table, &row);
}

/* Those of a text, in order, each once. */
static size_t typings_of(struct arena *mem, struct str body, struct typing **ret)
{
	struct str id, shown, rest = body;
	size_t n = 0, most = 0;
	while (reference_next(&rest, &id, &shown))
		most += shown.n > 0;
	struct typing *list = arena_get(mem, (most + 1) * sizeof *list);
	for (rest = body; reference_next(&rest, &id, &shown);)
		if (shown.n)
			list[n++] = (struct typing){ id, shown, 0 };
	qsort(list, n, sizeof *list, typing_order);
	most = n;
	n = 0;
	for (size_t i = 0; i < most; i++)
		if (!n || !typing_same(&list[n - 1], &list[i]))
			list[n++] = list[i];
	*ret = list;
	return n;
}

static fault typings_on_record(struct db *db, const struct section *s, struct typing **ret, size_t *ret_n)
{
	struct override_of_section_row *rows;
	size_t n, count = 0;
	TRY(override_of_section(db, (struct override_of_section_in){ .edition = s->edition, .section = s->id }, &rows, &n));
	struct typing *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++)
		if (!rows[i].dropped)
			list[count++] = (struct typing){ rows[i].indicator, rows[i].shown, rows[i].id };
	qsort(list, count, sizeof *list, typing_order);
	*ret = list;
	*ret_n = count;
	return NULL;
}

/* The records of typed numbers, after the text: what is new is added, what is gone is dropped, and the edition counts what stands. Both in order, once
 * through. */
static fault typed_match(struct db *db, const struct act *act, struct edition *e, const struct section *s, struct str body)
{
	struct override_count_row count;
	struct typing *now, *was;
	size_t n = typings_of(db_mem(db), body, &now), n_was, i = 0, k = 0;
	bool found;
	TRY(typings_on_record(db, s, &was, &n_was));
	while (i < n || k < n_was) {
		int order = i == n ? 1 : k == n_was ? -1 : typing_order(&now[i], &was[k]);
		if (order < 0)
			TRY(typed_add(db, act, s, &now[i]));
		if (order > 0)
			TRY(typed_drop(db, was[k].row));
		i += order <= 0;
		k += order >= 0;
	}
	TRY(override_count(db, (struct override_count_in){ .edition = e->id }, &count, &found));
	e->overrides = count.n;
	return NULL;
}

/* --- editing ------------------------------------------------------------------------------------------------------------------------------------- */

static struct str place_of(struct db *db, const struct desk_month *d, size_t i)
{
	return str_fmt(db_mem(db), _("第%.*s部分"), PSTR(text_number_zh(db_mem(db), (int64_t)i + 1)));
}

enum { HEADING_MOST = 200, BODY_MOST = 64 * 1024 };          /* bytes */

static fault text_good(struct db *db, const struct str *text, bool one_line)
{
	size_t most = one_line ? HEADING_MOST : BODY_MOST;
	if (text && !str_trim(*text).n)
		return fault_make(db_mem(db), BLAME_INPUT, "section.empty", _("标题和正文都不能是空的。要恢复由记录起草的文字，请用 --drafted。"));
	if (text && (!text_valid(*text) || (one_line && str_find(*text, STR("\n")) != SIZE_MAX)))
		return fault_make(db_mem(db), BLAME_INPUT, "section.text", _("文字不是UTF-8编码，或标题不止一行。请另存为UTF-8的纯文本再试。"));
	if (text && text_harm(*text))
		return fault_make(db_mem(db), BLAME_INPUT, "section.invisible",
			_("文字里有看不见的控制字符（U+%04X），印出来的文字会与看到的不一致。请删去这一处，重新输入。"), (unsigned)text_harm(*text));
	if (text && text->n > most)
		return fault_make(db_mem(db), BLAME_INPUT, "section.long", _("这一段文字有%zu字节，标题最多%d字节，正文最多%d字节（约两万字）。请精简，或核对是不是选错了文件。"),
			text->n, HEADING_MOST, BODY_MOST);
	return NULL;
}

/* ｛aid.relief_times｝ would be printed as it stands, and look like a reference to whoever proof-reads the text. */
static fault braces_narrow(struct db *db, struct str place, struct str body)
{
	enum { AHEAD = 5, SHOWN = 15 };                      /* characters of the text that is shown */
	size_t at = str_find(body, STR("｛")), other = str_find(body, STR("｝")), paragraph = 1, from;
	at = other < at ? other : at;
	if (at == SIZE_MAX)
		return NULL;
	for (size_t i = 0; i < at; i++)
		paragraph += body.p[i] == '\n' && i + 1 < at && body.p[i + 1] != '\n';
	from = at;
	for (int n = 0; from && body.p[from - 1] != '\n' && n < AHEAD; n++)
		do
			from--;
		while (from && ((unsigned char)body.p[from] & 0xc0) == 0x80);
	struct str rest = str_sub(body, from, SIZE_MAX), shown = text_clip(str_cut(&rest, '\n'), SHOWN);
	return fault_make(db_mem(db), BLAME_INPUT, "section.brace", _("%.*s第%zu段“%.*s”处用了全角花括号。引用指标用半角的{}；要印出花括号本身，写成{{和}}。请改正。"),
		PSTR(place), paragraph, PSTR(shown));
}

/* Every reference must lead somewhere while who wrote it is still at the desk. */
static fault text_compiles(struct db *db, const struct act *act, const struct edition *e, const struct section *s, struct str place, struct str body)
{
	struct report_check *checks = NULL;
	struct compile c = { .db = db, .mem = db_mem(db), .desk = act->desk, .month = act->month, .checks_tail = &checks, .edition = e, .section = s,
		.place = place, .doc = doc_new(db_mem(db), STR_NONE) };
	c.typed_tail = &c.typed;
	TRY(braces_narrow(db, place, body));
	return report_body(&c, doc_add(c.doc, B_PARA), body);
}

fault edition_edit(struct db *db, const struct act *act, const char *section, const struct str *heading, const struct str *body)
{
	struct desk_month d;
	const struct move *m;
	size_t i;
	TRY(text_good(db, heading, true));
	TRY(text_good(db, body, false));
	row_act(db, "report.edit", str_of(act->why));
	TRY(edition_open(db, act, &d));
	TRY(edition_drafting(db, &d, "edit"));
	TRY(section_find(db, &d, section, &i));
	struct section *s = &d.sections[i];
	TRY(section_move(db, s->state, "edit", place_of(db, &d, i), &m));
	if (heading)
		s->heading = str_trim(*heading), s->edited |= SECTION_HEADING;
	if (body)
		s->body = str_trim(*body), s->edited |= SECTION_BODY;
	if (!heading && !body)
		s->edited = 0;
	if (!(s->edited & SECTION_HEADING))
		s->heading = STR_NONE;
	if (!(s->edited & SECTION_BODY))
		s->body = STR_NONE;
	s->state = str_of(m->to);
	s->editor = d.edition.editor = act->actor;
	s->edited_at = db_now(db);
	TRY(row_change(db, &section_table, s));
	if (body || !s->edited)
		TRY(typed_match(db, act, &d.edition, s, s->body));
	if (body)
		TRY(text_compiles(db, act, &d.edition, s, place_of(db, &d, i), s->body));
	TRY(row_change(db, &edition_table, &d.edition));
	return step_add(db, "section", s->id, m, act, NULL, 0);
}

/* --- handed in, returned, approved -------------------------------------------------------------------------------------------------------------- */

struct deed { struct desk_month d; const struct act *act; const char *reason; };

/* The text is written down. Who hands in what nobody has edited answers for it as its editor. */
static fault submit_one(struct db *db, struct deed *deed, size_t i)
{
	struct desk_month *d = &deed->d;
	struct section *s = &d->sections[i];
	struct compile c = { .db = db, .mem = db_mem(db), .desk = deed->act->desk, .month = deed->act->month };
	struct section_edited_row hands;
	struct str heading, body;
	bool found;
	TRY(report_drafted(&c, &d->matters[i], &heading, &body));
	if (!s->heading.p)
		s->heading = str_trim(heading);
	if (!s->body.p)
		s->body = str_trim(body);
	if (!s->body.n || !s->heading.n)
		return fault_make(c.mem, BLAME_CONFLICT, "section.empty",
			_("%.*s还没有内容：既没有填写，记录里也没有可据以起草的事。请补录，或用 nuan report edit 填写。"),
			PSTR(place_of(db, d, i)));
	TRY(text_compiles(db, deed->act, &d->edition, s, place_of(db, d, i), s->body));
	if (!s->edited)
		s->editor = deed->act->actor;
	s->edited_at = db_now(db);
	TRY(section_edited(db, (struct section_edited_in){ .edition = d->edition.id }, &hands, &found));
	if ((hands.n && d->edition.editor != INT_NONE) || d->edition.editor == deed->act->actor)
		return NULL;
	d->edition.editor = deed->act->actor;
	return row_change(db, &edition_table, &d->edition);
}

/* Neither who edited it last nor who handed it in. */
static fault approve_one(struct db *db, struct deed *deed, size_t i)
{
	const struct section *s = &deed->d.sections[i];
	struct section_handed_in_row last;
	bool found;
	TRY(section_handed_in(db, (struct section_handed_in_in){ .section = s->id }, &last, &found));
	if (s->editor != deed->act->actor && (!found || last.actor != deed->act->actor))
		return NULL;
	return fault_make(db_mem(db), BLAME_DENIED, "move.own_edit", _("%.*s是您自己改的或提交的，不能由您审定。请交另一位同志审定。"), PSTR(place_of(db,
		&deed->d, i)));
}

static fault return_one(struct db *db, struct deed *deed, size_t i)
{
	struct section *s = &deed->d.sections[i];
	TRY(reason_given(db, deed->act, deed->reason));
	if (!(s->edited & SECTION_HEADING))
		s->heading = STR_NONE;
	if (!(s->edited & SECTION_BODY))
		s->body = STR_NONE;
	return NULL;
}

static fault section_do(struct db *db, struct deed *deed, size_t i, const char *name, fault (*one)(struct db *, struct deed *, size_t))
{
	struct section *s = &deed->d.sections[i];
	int64_t editor = s->editor;
	const struct move *m;
	TRY(section_move(db, s->state, name, place_of(db, &deed->d, i), &m));
	TRY(one(db, deed, i));
	s->state = str_of(m->to);
	TRY(row_change(db, &section_table, s));
	return step_add(db, "section", s->id, m, deed->act, deed->reason, m->reason && editor != INT_NONE ? editor : 0);
}

/* One section, or all that can: what is not one's own to approve is passed over, unless nothing else is there. */
static fault sections_do(struct db *db, struct deed *deed, const char *section, const char *name, fault (*one)(struct db *, struct deed *, size_t),
	int64_t *ret_n)
{
	const struct move *m;
	fault refused = NULL;
	int64_t n = 0;
	size_t i;
	row_act(db, str_c(db_mem(db), str_fmt(db_mem(db), "report.%s", name)), str_of(deed->act->why));
	TRY(edition_open(db, deed->act, &deed->d));
	TRY(edition_drafting(db, &deed->d, name));
	if (section) {
		TRY(section_find(db, &deed->d, section, &i));
		TRY(section_do(db, deed, i, name, one));
		*ret_n = 1;
		return NULL;
	}
	for (i = 0; i < deed->d.n; i++) {
		if (section_move(db, deed->d.sections[i].state, name, STR_NONE, &m))
			continue;
		fault f = section_do(db, deed, i, name, one);
		if (f && f->blame != BLAME_DENIED)
			return f;
		refused = f ? f : refused;
		n += !f;
	}
	if (!n)
		return refused ? refused : fault_make(db_mem(db), BLAME_CONFLICT, "section.none",
			_("没有可以这样办的部分。用 nuan report show 看各部分到了哪一步。"));
	*ret_n = n;
	return NULL;
}

fault edition_submit(struct db *db, const struct act *act, const char *section, int64_t *ret_n)
{
	return sections_do(db, &(struct deed){ .act = act }, section, "submit", submit_one, ret_n);
}

fault edition_approve(struct db *db, const struct act *act, const char *section, int64_t *ret_n)
{
	return sections_do(db, &(struct deed){ .act = act }, section, "approve", approve_one, ret_n);
}

fault section_return(struct db *db, const struct act *act, const char *section, const char *reason)
{
	int64_t n;
	return sections_do(db, &(struct deed){ .act = act, .reason = reason }, section, "return", return_one, &n);
}
