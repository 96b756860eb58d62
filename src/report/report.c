/* The monthly report compiled: the month's finished matters in the office's order, each a section, with live references to figures.
 *
 * A matter that belongs to a line and has no text of its own is drafted by the line, from records, at this moment; a matter that the office has written
 * keeps its text, and its references stay live. So the report of an open month is always what the records say now, and the same records give the same
 * bytes: no clock, no order that depends on anything but the office's.
 * Not taken: a stored draft that somebody must refresh. */
#include "base/text.h"
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

static struct str replace(struct arena *mem, struct str text, struct str what, struct str with)
{
	size_t at = str_find(text, what);
	return at == SIZE_MAX ? text : str_fmt(mem, "%.*s%.*s%.*s", PSTR(str_sub(text, 0, at)), PSTR(with), PSTR(str_sub(text, at + what.n, SIZE_MAX)));
}

static fault report_head(struct compile *c)
{
	struct str city, issuer, office, title;
	struct report_issue_row issue;
	bool found;
	int64_t id;
	TRY(org_city(c->db, &id));
	TRY(org_name_on(c->db, id, month_last(c->month), &city, NULL));
	TRY(report_issue(c->db, (struct report_issue_in){ .period = c->month }, &issue, &found));
	TRY(report_setting(c->db, "report.issuer", c->month, NULL, &issuer));
	TRY(report_setting(c->db, "report.office", c->month, NULL, &office));
	TRY(report_setting(c->db, "report.title", c->month, "{month}工作完成情况", &title));
	title = replace(c->mem, found && issue.title.p ? issue.title : title, STR("{month}"), month_zh(c->mem, c->month));
	c->doc = doc_new(c->mem, title);
	c->doc->lang = STR("zh-CN");
	struct part *head = doc_add(c->doc, B_ISSUER);
	doc_text_span(c->doc, head, issuer.p ? issuer : city);
	if (found && office.p)
		doc_text_span(c->doc, head, office);
	if (found)
		doc_text_span(c->doc, head, day_zh(c->mem, issue.day));
	doc_text_span(c->doc, doc_add(c->doc, B_TITLE), title);
	return NULL;
}

static fault section_text(struct compile *c, const struct report_matters_row *m, struct str *ret_heading, struct str *ret_body)
{
	*ret_heading = m->heading;
	*ret_body = m->body;
	if (!m->line.p || m->body.p)
		return NULL;
	struct draft draft = { .db = c->db, .mem = c->mem, .month = c->month, .heading = { .mem = c->mem }, .body = { .mem = c->mem } };
	TRY(c->desk->draft(m->line, &draft));
	if (!m->heading.p)
		*ret_heading = buf_str(&draft.heading);
	*ret_body = buf_str(&draft.body);
	return NULL;
}

static fault report_section(struct compile *c, const struct report_matters_row *m, size_t number, bool arabic)
{
	struct str heading, body;
	TRY(section_text(c, m, &heading, &body));
	struct str n = arabic ? str_fmt(c->mem, "%zu", number) : text_number_zh(c->mem, (int64_t)number);
	c->place = str_fmt(c->mem, "%.*s、%.*s", PSTR(n), PSTR(heading));
	c->n_said = 0;
	if (!str_trim(body).n)
		report_ask(c, true, str_of(_("这一节还没有内容：既没有填写，记录里也没有可据以起草的事。请补录或删去这一事项。")));
	struct part *para = doc_add(c->doc, B_PARA);
	para->id = m->line.p ? m->line : str_fmt(c->mem, "matter-%lld", (long long)m->ordinal);
	doc_heading_span(c->doc, para, str_fmt(c->mem, "%.*s。", PSTR(c->place)));
	return report_body(c, para, body);
}

static fault report_send(struct compile *c)
{
	static const struct { const char *setting, *word; } LISTS[] = { { "report.up", "报：" }, { "report.peer", "送：" }, { "report.down", "发：" } };
	struct part *send = NULL;
	for (size_t i = 0; i < COUNT(LISTS); i++) {
		struct str list;
		TRY(report_setting(c->db, LISTS[i].setting, c->month, NULL, &list));
		if (!list.p)
			continue;
		send = doc_add(c->doc, B_SEND);
		doc_text_span(c->doc, send, str_of(LISTS[i].word));
		doc_text_span(c->doc, send, list);
	}
	return NULL;
}

fault report_compile(struct db *db, const struct report_desk *desk, int month, struct doc **ret, struct report_check **ret_checks)
{
	struct report_check *checks = NULL;
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = month, .checks_tail = &checks };
	struct report_matters_row *matters;
	struct str heading;
	size_t n;
	TRY(report_head(&c));
	TRY(report_setting(db, "report.heading", month, "一、", &heading));
	TRY(report_matters(db, (struct report_matters_in){ .month = month }, &matters, &n));
	if (!n)
		return fault_make(c.mem, BLAME_ABSENT, "report.empty", _("%.*s还没有完成的工作事项，排不出月报。请先导入工作事项（matter.matter）。"), PSTR(month_zh(c.mem, month)));
	for (size_t i = 0; i < n; i++)
		TRY(report_section(&c, &matters[i], i + 1, str_starts(heading, STR("1"))));
	TRY(report_send(&c));
	c.place = str_of(_("全文"));
	TRY(report_check_all(&c));
	*ret = c.doc;
	if (ret_checks)
		*ret_checks = checks;
	return NULL;
}
