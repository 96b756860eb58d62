/* The monthly report compiled: the month's finished matters in the office's order, each a section, with live references to figures.
 *
 * A matter that belongs to a line and has no text of its own is drafted by the line, from records, at this moment; a matter that the office has written
 * keeps its text, and its references stay live. So the report of an open month is always what the records say now, and the same records give the same
 * bytes: no clock, no order that depends on anything but the office's. A section that a department has edited or handed in brings its own text in place
 * of the draft. What the draft says and such a text does not is asked, each by its own words, so that an answer is to one change and not to the next:
 * records that have moved on behind what was handed in, a number of the records that an edited text has lost.
 * Not taken: a stored draft that somebody must refresh; numbers looked for in the prose (2350 in a text may be a year's or a street's). */
#include <stddef.h>
#include "base/sm.h"
#include "base/text.h"
#include "report/checklist.h"
#include "report/report.sql.h"
#include "report/report_in.h"
#include "kernel/org.h"

const struct indicator *report_indicator(const struct report_desk *desk, struct str id)
{
	for (size_t i = 0; i < desk->n; i++)
		if (str_is(id, desk->indicators[i]->id))
			return desk->indicators[i];
	return NULL;
}

const char *report_nearest(const struct report_desk *desk, struct str id)
{
	size_t best = SIZE_MAX, at = 0;
	for (size_t i = 0; i < desk->n; i++) {
		size_t distance = text_distance(id, str_of(desk->indicators[i]->id));
		if (distance < best)
			best = distance, at = i;
	}
	return desk->indicators[at]->id;
}

const struct fixed FIXED[FIXED_N] = {
	[FIXED_UP]     = { "report.up",     offsetof(struct edition, up),     N_("报") },
	[FIXED_PEER]   = { "report.peer",   offsetof(struct edition, peer),   N_("送") },
	[FIXED_DOWN]   = { "report.down",   offsetof(struct edition, down),   N_("发") },
	[FIXED_MARK]   = { "report.mark",   offsetof(struct edition, mark),   NULL     },
	[FIXED_ISSUER] = { "report.issuer", offsetof(struct edition, issuer), NULL     },
	[FIXED_OFFICE] = { "report.office", offsetof(struct edition, office), NULL     },
	[FIXED_COPIES] = { "report.copies", offsetof(struct edition, copies), NULL     },
};

fault report_fixed(struct db *db, const struct edition *e, int month, size_t which, struct str *ret)
{
	if (!e || !day_known(e->issued_on))
		return report_setting(db, FIXED[which].setting, month, NULL, ret);
	*ret = *(const struct str *)((const char *)e + FIXED[which].at);
	return NULL;
}

static struct str replace(struct arena *mem, struct str text, struct str what, struct str with)
{
	size_t at = str_find(text, what);
	return at == SIZE_MAX ? text : str_fmt(mem, "%.*s%.*s%.*s", PSTR(str_sub(text, 0, at)), PSTR(with), PSTR(str_sub(text, at + what.n, SIZE_MAX)));
}

fault report_series(struct db *db, int month, struct str *ret)
{
	struct report_series_latest_row row;
	bool found;
	TRY(report_setting(db, "report.series", month, NULL, ret));
	if (ret->p)
		return NULL;
	TRY(report_series_latest(db, &row, &found));
	*ret = found ? row.series : str_of(_("工作月报"));
	return NULL;
}

/* The name over a bulletin, with its number; a draft that has none yet leaves room for it. */
static fault mark(struct compile *c, int64_t number)
{
	struct str name;
	TRY(report_fixed(c->db, c->edition, c->month, FIXED_MARK, &name));
	if (number != INT_NONE)
		c->doc->subject = str_fmt(c->mem, _("第%lld期"), (long long)number);
	if (!name.p)
		return NULL;
	doc_text_span(c->doc, doc_add(c->doc, B_MARK), name);
	if (c->timeless)
		return NULL;
	doc_text_span(c->doc, doc_add(c->doc, B_NUMBER), number != INT_NONE ? c->doc->subject : str_of(_("第　期")));
	return NULL;
}

fault report_head(struct compile *c)
{
	const struct edition *e = c->edition;
	struct str city, issuer, office, title;
	struct report_issue_row issue;
	bool found;
	int64_t id;
	TRY(org_city(c->db, &id));
	TRY(org_name_on(c->db, id, month_last(c->month), &city, NULL));
	TRY(report_issue(c->db, (struct report_issue_in){ .period = c->month }, &issue, &found));
	TRY(report_fixed(c->db, e, c->month, FIXED_ISSUER, &issuer));
	TRY(report_fixed(c->db, e, c->month, FIXED_OFFICE, &office));
	TRY(report_setting(c->db, "report.title", c->month, "{month}工作完成情况", &title));
	title = replace(c->mem, found && issue.title.p ? issue.title : title, STR("{month}"), month_zh(c->mem, c->month));
	struct day day = c->timeless ? DAY_NONE : e && day_known(e->issued_on) ? e->issued_on : found ? issue.day : DAY_NONE;
	c->doc = doc_new(c->mem, e && e->title.p ? e->title : title);
	c->doc->lang = STR("zh-CN");
	c->doc->author = issuer.p ? issuer : city;
	c->doc->when = day;
	TRY(mark(c, c->timeless ? INT_NONE : e ? e->serial : found ? issue.number : INT_NONE));  /* the register's number is not yet an edition's own */
	struct part *head = doc_add(c->doc, B_ISSUER);
	doc_text_span(c->doc, head, c->doc->author);
	if ((day_known(day) || c->timeless) && office.p)
		doc_text_span(c->doc, head, office);
	if (day_known(day))
		doc_text_span(c->doc, head, day_zh(c->mem, day));
	doc_text_span(c->doc, doc_add(c->doc, B_TITLE), c->doc->title);
	return NULL;
}

fault report_drafted(struct compile *c, const struct report_matters_row *m, struct str *ret_heading, struct str *ret_body)
{
	struct draft draft = { .db = c->db, .mem = c->mem, .month = c->month, .heading = { .mem = c->mem }, .body = { .mem = c->mem } };
	*ret_heading = m->heading;
	*ret_body = m->body;
	if (!m->line.p || m->body.p)
		return NULL;
	TRY(c->desk->draft(m->line, &draft));
	if (!m->heading.p)
		*ret_heading = buf_str(&draft.heading);
	*ret_body = buf_str(&draft.body);
	return NULL;
}

/* Handed in without a change of hand, and the records say something else since: what, and a mark of the whole, so that an answer is to this change alone. */
static void asks_behind(struct compile *c, const struct section *s, struct str heading, struct str body)
{
	unsigned char digest[SM3_BYTES];
	struct sentence_moved *moved;
	struct doc *was = doc_new(c->mem, STR_NONE), *now = doc_new(c->mem, STR_NONE);
	size_t n;
	bool by_hand[] = { s->edited & SECTION_HEADING, s->edited & SECTION_BODY };
	struct str kept[] = { by_hand[0] ? STR_NONE : str_trim(s->heading), by_hand[1] ? STR_NONE : str_trim(s->body) };
	struct str said[] = { kept[0].p ? str_trim(heading) : STR_NONE, kept[1].p ? str_trim(body) : STR_NONE };
	if (str_eq(kept[0], said[0]) && str_eq(kept[1], said[1]))
		return;
	for (size_t i = 0; i < COUNT(kept); i++) {
		if (kept[i].n)
			doc_text_span(was, doc_add(was, B_PARA), kept[i]);
		if (said[i].n)
			doc_text_span(now, doc_add(now, B_PARA), said[i]);
	}
	sentences_moved(c->mem, was, now, &moved, &n);
	struct str all = str_fmt(c->mem, "%.*s\n%.*s", PSTR(said[0]), PSTR(said[1]));
	sm3(all.p, all.n, digest);
	report_ask(c, false, str_fmt(c->mem, _("这一节提交以后，记录又有变动，文字没有跟着变：%.*s（记录现在的文字，摘要%.*s）。请退回重新提交，或说明仍用原来的文字。"),
		PSTR(sentences_said(c->mem, moved, n, false)), PSTR(str_hex(c->mem, digest, 4))));
}

/* A text written by hand has lost a number that the records' own draft has: typed as plain text it would have no evidence and no reason. */
static fault asks_lost(struct compile *c, const struct section *s, struct str drafted)
{
	struct str rest = drafted, id, other;
	struct buf asked = { .mem = c->mem };
	while (reference_next(&rest, &id, NULL)) {
		const struct indicator *of = report_indicator(c->desk, id);
		struct str behind = s->body, mark = str_fmt(c->mem, "{%.*s}", PSTR(id)), computed;
		bool kept = str_find(buf_str(&asked), mark) != SIZE_MAX;
		while (!kept && reference_next(&behind, &other, NULL))
			kept = str_eq(id, other);
		if (kept || !of)
			continue;
		buf_add(&asked, mark);
		TRY(report_computed(c, of, &computed));
		report_ask(c, false, str_fmt(c->mem,
			_("记录起草的文字里有“%s”（系统汇总%.*s），这一节改过的文字里没有引用它；直接写进去的数查不到依据。请写成%.*s，要另写一个数的写成{%.*s=数}并写明理由；不再写这个数的，请说明缘由。"),
			_(of->name), PSTR(computed), PSTR(mark), PSTR(id)));
	}
	return NULL;
}

static fault report_section(struct compile *c, const struct report_matters_row *m, bool arabic)
{
	const struct section *s = c->section;
	struct str heading, body;
	TRY(report_drafted(c, m, &heading, &body));
	struct str drafted_heading = heading, drafted = body;
	heading = s && s->heading.p ? s->heading : heading;
	body = s && s->body.p ? s->body : body;
	struct str n = arabic ? str_fmt(c->mem, "%zu", c->ordinal) : text_number_zh(c->mem, (int64_t)c->ordinal);
	c->place = str_fmt(c->mem, "%.*s、%.*s", PSTR(n), PSTR(heading));
	c->n_said = c->n_late_said = 0;
	if (!str_trim(body).n)
		report_ask(c, true, str_of(_("这一节还没有内容：既没有填写，记录里也没有可据以起草的事。请补录或删去这一事项。")));
	if (s)
		asks_behind(c, s, drafted_heading, drafted);
	if (s && s->body.p && (s->edited & SECTION_BODY))
		TRY(asks_lost(c, s, drafted));
	struct part *para = doc_add(c->doc, B_PARA);
	para->id = m->line.p ? m->line : str_fmt(c->mem, "matter-%lld", (long long)m->ordinal);
	doc_heading_span(c->doc, para, str_fmt(c->mem, "%.*s。", PSTR(c->place)));
	return report_body(c, para, body);
}

fault report_sections(struct compile *c, const struct report_matters_row *matters, const struct section *sections, size_t n)
{
	struct str heading;
	TRY(report_setting(c->db, "report.heading", c->month, "一、", &heading));
	if (!n)
		return fault_make(c->mem, BLAME_ABSENT, "report.empty", _("%.*s还没有完成的工作事项，排不出月报。请先导入工作事项（matter.matter）。"), PSTR(month_zh(c->mem, c->month)));
	for (size_t i = 0; i < n; i++) {
		c->section = sections ? &sections[i] : NULL;
		c->ordinal = i + 1;
		TRY(report_section(c, &matters[i], str_starts(heading, STR("1"))));
	}
	return NULL;
}

fault report_tail(struct compile *c)
{
	struct str copies, list;
	for (size_t i = 0; i < RECEIVERS_N; i++) {
		TRY(report_fixed(c->db, c->edition, c->month, i, &list));
		if (!list.p)
			continue;
		struct part *send = doc_add(c->doc, B_SEND);
		doc_text_span(c->doc, send, str_fmt(c->mem, "%s：", FIXED[i].label));
		doc_text_span(c->doc, send, list);
	}
	TRY(report_fixed(c->db, c->edition, c->month, FIXED_COPIES, &copies));
	if (!copies.p)
		return NULL;
	struct part *imprint = doc_add(c->doc, B_IMPRINT);
	struct span *left = arena_get(c->mem, sizeof *left);                 /* nothing stands at the left */
	*imprint->tail = left;
	imprint->tail = &left->next;
	doc_text_span(c->doc, imprint, str_fmt(c->mem, _("（共印%.*s份）"), PSTR(copies)));
	return NULL;
}

fault report_compile(struct db *db, const struct report_desk *desk, int month, struct doc **ret, struct report_check **ret_checks)
{
	struct report_check *checks = NULL;
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = month, .checks_tail = &checks };
	struct report_matters_row *matters;
	size_t n;
	c.typed_tail = &c.typed;
	TRY(report_head(&c));
	TRY(report_matters(db, (struct report_matters_in){ .month = month }, &matters, &n));
	TRY(report_sections(&c, matters, NULL, n));
	TRY(report_tail(&c));
	c.place = str_of(_("全文"));
	TRY(report_check_all(&c));
	*ret = c.doc;
	if (ret_checks)
		*ret_checks = checks;
	return NULL;
}
