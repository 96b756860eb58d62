/* The report as it is read: the paper in the middle, its sections at one side, what its numbers are made of at the other.
 *
 * What is under way is compiled at this moment, from the records and from what hands have changed; over a section that is not approved yet stands how far it
 * is. What was issued is the stored page, checked against its digest as it is read, so nothing that happens to the records moves a word of it; only its
 * numbers lead into this site. A number is a link to its evidence; with a script its evidence comes into the third column, without one it is a page.
 * Not taken: a copy of the draft kept somewhere; two truths, and the reader would hold the older one. */
#include <string.h>
#include "base/sm.h"
#include "base/text.h"
#include "report/checklist.h"
#include "report/seal.h"
#include "rooms/report_room.h"
#include "rooms/rooms.tpl.h"

enum { STEPS_SHOWN = 6, PRINT_BYTES = 8 };

/* --- addresses -------------------------------------------------------------------------------------------------------------------------------------- */

struct path report_path(struct ctx *c, int month, const char *below)
{
	struct path base = path_of(c->mem, "/report/%S", month_iso(c->mem, month));
	return below ? (struct path){ str_fmt(c->mem, "%.*s/%s", PSTR(base.text), below) } : base;
}

struct path report_part_path(struct ctx *c, int month, const struct section_view *v, const char *below)
{
	struct path base = path_of(c->mem, "/report/%S/section/%S", month_iso(c->mem, month), v->name);
	return below ? (struct path){ str_fmt(c->mem, "%.*s/%s", PSTR(base.text), below) } : base;
}

static struct path edition_path(struct ctx *c, const struct edition *e, const char *below)
{
	struct path base = path_of(c->mem, "/report/%S/edition/%d", month_iso(c->mem, (int)e->month), e->number);
	return below ? (struct path){ str_fmt(c->mem, "%.*s/%s", PSTR(base.text), below) } : base;
}

struct paper_view report_view(struct ctx *c, int month)
{
	return (struct paper_view){ "/figure/", str_c(c->mem, str_fmt(c->mem, "/%.*s", PSTR(month_iso(c->mem, month)))), NULL, 0 };
}

/* --- the head --------------------------------------------------------------------------------------------------------------------------------------- */

static fault files_fill(struct ctx *c, const struct month_of *m, struct report_head *h)
{
	static const struct { const char *form, *word; } MAIN[] = { { "pdf", N_("下载PDF") }, { "docx", N_("下载Word") } },
		MORE[] = { { "ofd", N_("OFD版式文件") }, { "html", N_("网页文件") }, { "txt", N_("纯文本") } };
	bool issued = str_is(m->e.state, "issued"), whole_city;
	TRY(report_whole_city(c, &whole_city));
	h->main = arena_get(c->mem, COUNT(MAIN) * sizeof *h->main);
	h->more = arena_get(c->mem, (COUNT(MORE) + 2) * sizeof *h->more);
	for (size_t i = 0; i < COUNT(MAIN); i++)
		h->main[h->n_main++] = (struct report_file){ _(MAIN[i].word), issued ? edition_path(c, &m->e, MAIN[i].form)
			: report_path(c, m->month, str_c(c->mem, str_fmt(c->mem, "file/%s", MAIN[i].form))) };
	for (size_t i = 0; i < COUNT(MORE); i++)
		h->more[h->n_more++] = (struct report_file){ _(MORE[i].word), issued ? edition_path(c, &m->e, MORE[i].form)
			: report_path(c, m->month, str_c(c->mem, str_fmt(c->mem, "file/%s", MORE[i].form))) };
	if (whole_city)
		h->more[h->n_more++] = (struct report_file){ _("数据表（Excel）"), report_path(c, m->month, "file/xlsx") };
	h->more[h->n_more++] = (struct report_file){ _("发文稿纸（PDF）"), report_path(c, m->month, "slip/pdf") };
	h->files = m->n > 0;
	return NULL;
}

static struct str facts(struct ctx *c, const struct month_of *m)
{
	struct buf out = { .mem = c->mem };
	size_t approved = 0;
	struct str signer = STR_NONE;
	for (size_t i = 0; i < m->n; i++)
		approved += str_is(m->parts[i].state, "approved");
	if (!str_is(m->e.state, "issued"))
		buf_fmt(&out, _("%zu节中%zu节已审定"), m->n, approved);
	if (m->e.serial != INT_NONE)
		buf_fmt(&out, _("%s%lld年第%lld期"), out.n ? "　" : "", (long long)m->e.year, (long long)m->e.serial);
	if (day_known(m->e.issued_on))
		buf_fmt(&out, "　%.*s", PSTR(day_zh(c->mem, m->e.issued_on)));
	if (m->e.signer != INT_NONE && !report_who(c, m->e.signer, &signer))
		buf_fmt(&out, _("　签发人%.*s"), PSTR(signer));
	if (m->e.number > 1)
		buf_fmt(&out, _("　第%lld版，更正：%.*s"), (long long)m->e.number, PSTR(m->e.why));
	return buf_str(&out);
}

void report_facts(struct ctx *c, struct report_head *h, struct str facts)
{
	const struct str blank = STR("\u3000");
	h->facts = arena_get(c->mem, (facts.n / blank.n + 1) * sizeof *h->facts);
	for (h->n_facts = 0; facts.n;) {
		size_t at = str_find(facts, blank);
		struct str one = str_sub(facts, 0, at);
		facts = at == SIZE_MAX ? STR_NONE : str_sub(facts, at + blank.n, SIZE_MAX);
		if (one.n)
			h->facts[h->n_facts++] = (struct report_fact){ one };
	}
}

struct report_head report_page_head(struct ctx *c, const struct month_of *m, const char *below)
{
	struct report_head h = { .month = month_zh(c->mem, m->month), .home = report_path(c, m->month, NULL), .stands = m->n > 0, .inner = below != NULL,
		.before = report_path(c, month_add(m->month, -1), NULL), .after = report_path(c, month_add(m->month, 1), NULL) };
	h.title = below ? str_of(below) : str_fmt(c->mem, _("%.*s月报"), PSTR(h.month));
	h.state = m->found ? report_shape(m->e.state, str_is(m->e.state, "issued")) : (struct shape){ "draft", _("由记录起草，还没有开始编辑") };
	report_facts(c, &h, facts(c, m));
	return h;
}

void report_answer(struct ctx *c, const struct report_head *h, struct out *body)
{
	reply_page(c, &(struct page){ .title = str_c(c->mem, h->title), .now = "/report", .body = out_html(body) });
}

/* --- the sections ----------------------------------------------------------------------------------------------------------------------------------- */

static size_t open_comments(const struct comment_view *rows, size_t n, const struct section_view *v)
{
	size_t open = 0;
	for (size_t i = 0; i < n; i++)
		open += v->section && rows[i].section == v->section && rows[i].done_by == INT_NONE;
	return open;
}

static fault item_note(struct ctx *c, const struct section_view *v, size_t open, struct str *ret)
{
	struct str unit, who;
	struct buf out = { .mem = c->mem };
	TRY(report_unit(c, v->department, &unit));
	TRY(report_who(c, v->editor, &who));
	buf_add(&out, unit);
	if (who.n)
		buf_fmt(&out, "%s%.*s", out.n ? "　" : "", PSTR(who));
	if (v->overrides)
		buf_fmt(&out, _("%s手改%lld处"), out.n ? "　" : "", (long long)v->overrides);
	if (open)
		buf_fmt(&out, _("%s批注%zu条待处理"), out.n ? "　" : "", open);
	*ret = buf_str(&out);
	return NULL;
}

static fault items_fill(struct ctx *c, const struct month_of *m, struct report_month_page *p)
{
	bool issued = str_is(m->e.state, "issued");
	struct comment_view *comments;
	size_t n;
	TRY(edition_comments(c->db, m->e.id, &comments, &n));
	p->items = arena_get(c->mem, (m->n + 1) * sizeof *p->items);
	for (size_t i = 0; i < m->n; i++) {
		const struct section_view *v = &m->parts[i];
		struct report_item *item = &p->items[p->n_items++];
		*item = (struct report_item){ .numeral = report_numeral(c, v->ordinal), .name = report_part_name(c, v),
			.path = report_part_path(c, m->month, v, NULL), .state = report_part_shape(v->state, issued) };
		TRY(item_note(c, v, issued ? 0 : open_comments(comments, n, v), &item->note));
	}
	return NULL;
}

/* --- the seal --------------------------------------------------------------------------------------------------------------------------------------- */

static struct str print_fours(struct arena *mem, struct str digest)
{
	struct buf out = { .mem = mem };
	struct str hex = str_hex(mem, digest.p, digest.n < PRINT_BYTES ? digest.n : PRINT_BYTES);
	for (size_t i = 0; i < hex.n; i++) {
		if (i && i % 4 == 0)
			buf_c(&out, ' ');
		buf_c(&out, hex.p[i] >= 'a' ? (char)(hex.p[i] - 'a' + 'A') : hex.p[i]);
	}
	return buf_str(&out);
}

static struct report_seal seal_open_of(struct ctx *c, const struct doc *doc)
{
	struct buf text = { .mem = c->mem };
	unsigned char digest[SM3_BYTES];
	doc_text(doc, &text);
	sm3(text.p, text.n, digest);
	return (struct report_seal){ .print = print_fours(c->mem, str_copy(c->mem, (struct str){ (char *)digest, SM3_BYTES })),
		.when = str_fmt(c->mem, _("%.*s算出的指纹，印发时封存。文字和数字有任何改动，指纹都会变。"), PSTR(minute_zh(c->mem, db_now(c->db)))) };
}

static fault seal_closed_of(struct ctx *c, const struct month_of *m, struct report_seal *ret)
{
	struct report_seal s = { .closed = true, .print = print_fours(c->mem, m->e.seal), .check = edition_path(c, &m->e, "seal") };
	struct str message;
	s.when = str_fmt(c->mem, _("%.*s印发时封存"), PSTR(day_zh(c->mem, m->e.issued_on)));
	TRY(seal_stands(c->db, &m->e, &message, &s.stands));
	s.broken = !s.stands;
	*ret = s;
	return NULL;
}

/* --- the paper -------------------------------------------------------------------------------------------------------------------------------------- */

fault report_compiled(struct ctx *c, const struct month_of *m, struct doc **ret, struct report_check **ret_checks)
{
	struct report_desk *desk = arena_get(c->mem, sizeof *desk);
	*desk = *desk_of(c);
	desk->bare = true;                                   /* the evidence has its own pages */
	return edition_compile(c->db, desk, &m->e, ret, ret_checks);
}

static void tags_fill(struct ctx *c, const struct month_of *m, struct paper_view *view)
{
	static const struct { const char *state, *word; } SAID[] = { { "drafting", N_("起草中，未提交") }, { "submitted", N_("已提交，未审定") },
		{ "returned", N_("已退回，待改") } };
	struct paper_tag *tags = arena_get(c->mem, (m->n + 1) * sizeof *tags);
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < COUNT(SAID); k++)
			if (str_is(m->parts[i].state, SAID[k].state))
				tags[i] = (struct paper_tag){ report_part_shape(m->parts[i].state, false).class, _(SAID[k].word) };
	view->tags = tags;
	view->n_tags = m->n;
}

static fault paper_now(struct ctx *c, const struct month_of *m, struct report_month_page *p, int64_t *ret_open)
{
	struct paper_view view = report_view(c, m->month);
	struct report_check *checks = NULL;
	struct buf paper = { .mem = c->mem };
	struct doc *doc;
	bool checker = false;
	if (str_is(m->e.state, "drafting"))                  /* the list is as long to make as the report; it is counted for who must answer it */
		TRY(report_may_whole(c, "report.check", &checker));
	TRY(report_compiled(c, m, &doc, checker ? &checks : NULL));
	for (*ret_open = 0; checks; checks = checks->next)
		++*ret_open;
	if (m->found && str_is(m->e.state, "drafting"))
		tags_fill(c, m, &view);
	doc_html_paper(doc, &view, &paper);
	p->paper = (struct html){ buf_str(&paper) };
	p->seal = seal_open_of(c, doc);
	return NULL;
}

static fault paper_kept(struct ctx *c, const struct month_of *m, struct report_month_page *p)
{
	struct paper_view view = report_view(c, m->month);
	struct buf paper = { .mem = c->mem };
	struct str page;
	TRY(edition_file_of(c->db, &m->e, "html", &page));
	if (!doc_html_kept(page, &view, &paper))
		return fault_make(c->mem, BLAME_US, "report.kept", _("存档的网页里没有月报正文，没有打开。请系统管理员核验后从备份恢复。"));
	p->paper = (struct html){ buf_str(&paper) };
	return seal_closed_of(c, m, &p->seal);
}

/* --- its editions ----------------------------------------------------------------------------------------------------------------------------------- */

/* Every edition that there was, the latest first; one that was withdrawn is named and has no page. */
static fault editions_fill(struct ctx *c, const struct month_of *m, struct report_month_page *p)
{
	struct edition *every, latest, read;
	size_t n;
	bool found, issued;
	TRY(edition_every(c->db, m->month, &every, &n));
	TRY(edition_latest(c->db, m->month, &latest, &found));
	TRY(edition_issued(c->db, m->month, &read, &issued));
	p->issued = str_is(m->e.state, "issued");
	p->late = p->issued && issued && m->e.id != read.id;
	p->correcting = issued && found && read.id != latest.id;
	p->moved = edition_path(c, &m->e, "moved");
	if (p->correcting)
		p->readers = (struct report_edition){ str_fmt(c->mem, _("第%lld版"), (long long)read.number), edition_path(c, &read, NULL), p->issued };
	p->editions = arena_get(c->mem, (n + 1) * sizeof *p->editions);
	for (size_t i = n; i > 0 && (n > 1 || issued); i--) {
		const struct edition *e = &every[i - 1];
		bool out = day_known(e->issued_on);
		struct str what = out ? str_fmt(c->mem, _("%.*s印发"), PSTR(day_zh(c->mem, e->issued_on))) : str_of(edition_state_word(e->state));
		p->editions[p->n_editions++] = (struct report_edition){ e->number < 0 ? str_fmt(c->mem, _("没有印发的一版　%.*s"), PSTR(what))
			: str_fmt(c->mem, _("第%lld版　%.*s"), (long long)e->number, PSTR(what)), out ? edition_path(c, e, NULL) : report_path(c, m->month, NULL),
			e->id == m->e.id || e->number < 0 };
	}
	return NULL;
}

/* --- whole ------------------------------------------------------------------------------------------------------------------------------------------ */

static fault nothing_yet(struct ctx *c, const struct month_of *m)
{
	struct out o = { { .mem = c->mem } };
	struct report_head h = report_page_head(c, m, NULL);
	struct way ways[4];
	struct edition read;
	size_t n = 0;
	bool issued, withdraws;
	TRY(edition_issued(c->db, m->month, &read, &issued));
	TRY(report_may_whole(c, "report.issue", &withdraws));
	if (issued)
		ways[n++] = (struct way){ str_c(c->mem, str_fmt(c->mem, _("看第%lld版"), (long long)read.number)), _("已经印发的，一直留着"),
			edition_path(c, &read, NULL), true };
	if (m->found && withdraws)
		ways[n++] = (struct way){ m->e.number > 1 ? _("撤销这次更正") : _("撤销这一版"), _("没有可报的，可以不出"), report_path(c, m->month, "withdraw"), false };
	bool first = !issued && viewer_may(c->who, "matter.edit");
	if (viewer_may(c->who, "record.read"))
		ways[n++] = (struct way){ _("看工作事项"), _("标为“完成”的，就成为月报的一节"), { STR("/matters") }, first };
	if (viewer_may(c->who, "import.bring"))
		ways[n++] = (struct way){ _("导入表格"), _("从工作事项表里带进来"), { STR("/import") }, false };
	page_report_head(&o, &h);
	put_text(&o, empty_html(c, &(struct empty){ _("这个月还没有可报的事"),
		str_fmt(c->mem, _("%.*s还没有完成并审核通过的工作事项，所以排不出月报。有了第一件，这里就有第一节。"), PSTR(h.month)), ways, n }));
	report_answer(c, &h, &o);
	return NULL;
}

static fault show(struct ctx *c, const struct month_of *m)
{
	struct out o = { { .mem = c->mem } };
	struct report_month_page p = { .head = report_page_head(c, m, NULL), .faults = report_faults(c, NULL) };
	int64_t open = 0;
	TRY(files_fill(c, m, &p.head));
	TRY(str_is(m->e.state, "issued") ? paper_kept(c, m, &p) : paper_now(c, m, &p, &open));
	TRY(items_fill(c, m, &p));
	TRY(editions_fill(c, m, &p));
	if (!p.late && !p.readers.here)
		TRY(report_turns(c, m, open, &p.box));
	TRY(report_steps(c, m, 0, STEPS_SHOWN, &p.steps, &p.n_steps));
	page_report_month(&o, &p);
	report_answer(c, &p.head, &o);
	return NULL;
}

fault report_month_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	return m->n ? show(c, m) : nothing_yet(c, m);
}

fault report_edition_show(struct ctx *c)
{
	return show(c, c->subject);
}
