/* A document as one page of HTML that looks like the paper and can be opened down to its evidence; or the paper alone, for a page of the site.
 *
 * The page is a file that may be mailed, put on a stick and opened in twenty years: no script, no font, no picture, nothing
 * fetched, and it says so to the browser (Content-Security-Policy). Every number on the paper is a link with its exact
 * value, unit, span, union and status in data- attributes; it leads to an entry under the paper that says what was counted
 * and how, and from there back. The open entry and the number one came from are marked by :target alone. Printed, it is the
 * paper: A4, 28 characters a line, no links, no entries.
 *
 * All text goes through text_out(), in content and in attributes alike: the one place where & < > " ' and bytes that are no
 * text are dealt with. What else is written stands in this file. */
#include <string.h>
#include "base/text.h"
#include "doc/doc_part.h"

struct entry { const struct number *number; struct str name, rule, typed, units, rows, id; bool mentioned; struct entry *next; };
struct page { const struct doc *doc; struct buf *out; struct entry *entries, **tail; bool marked, annexed;
	const struct paper_view *view; size_t sections; bool pending; };    /* view: the paper alone; sections: begun so far; pending: the one at hand is */

/* --- the one escaper --- */

static void text_out(struct buf *out, struct str text)
{
	for (struct str from = text; text.n; from = text) {
		uint32_t c = text_next(&text);
		if (from.n == text.n)
			text = str_sub(text, 1, text.n);
		switch (c) {
		case '&':  buf_puts(out, "&amp;");  break;
		case '<':  buf_puts(out, "&lt;");   break;
		case '>':  buf_puts(out, "&gt;");   break;
		case '"':  buf_puts(out, "&quot;"); break;
		case '\'': buf_puts(out, "&#39;");  break;
		case 0: case 0xFFFD: buf_puts(out, "\xEF\xBF\xBD"); break;
		default:
			if ((c >= ' ' && c != 127) || c == '\t' || c == '\n')
				buf_add(out, str_sub(from, 0, from.n - text.n));
		}
	}
}

static void attribute_out(struct buf *out, const char *name, struct str value)
{
	buf_fmt(out, " %s=\"", name);
	text_out(out, value);
	buf_c(out, '"');
}

/* What is no letter, digit or one of ._~- is percent-encoded. */
static void address_out(struct buf *out, struct str id)
{
	for (size_t i = 0; i < id.n; i++) {
		unsigned char c = (unsigned char)id.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("._~-", c);
		buf_fmt(out, plain && c ? "%c" : "%%%02X", c);
	}
}

static void link_out(struct buf *out, const char *before, struct str id)             /* #fragment */
{
	buf_fmt(out, " href=\"#%s", before);
	address_out(out, id);
	buf_c(out, '"');
}

static void figure_link_out(struct buf *out, const struct paper_view *view, struct str indicator)
{
	buf_fmt(out, " href=\"%s", view->before);
	address_out(out, indicator);
	buf_fmt(out, "%s\"", view->behind);
}

/* --- which number leads where --- */

static bool agrees(struct str a, struct str b)
{
	return !a.p || !b.p || str_eq(a, b);
}

static bool number_same(const struct number *a, const struct number *b)
{
	return str_eq(a->indicator, b->indicator) && agrees(a->org, b->org) && agrees(a->span, b->span)
		&& agrees(a->value, b->value);
}

static struct entry *entry_of(struct page *page, const struct number *number)
{
	struct entry *e = page->entries;

	while (e && !number_same(e->number, number))
		e = e->next;
	return e;
}

static struct entry *entry_add(struct page *page, const struct number *number, struct str name, struct str rule)
{
	struct arena *mem = page->doc->mem;
	struct entry *e = arena_get(mem, sizeof(*e));
	int same = 1;

	*e = (struct entry){ .number = number, .name = name, .rule = rule };
	for (const struct entry *other = page->entries; other; other = other->next)
		if (str_eq(other->number->indicator, number->indicator)) {
			same++;
			e->name = e->name.p ? e->name : other->name;
			e->rule = e->rule.p ? e->rule : other->rule;
		}
	e->id = same > 1 ? str_fmt(mem, "%.*s-%d", PSTR(number->indicator), same) : number->indicator;
	*page->tail = e;
	page->tail = &e->next;
	return e;
}

static void spans_collect(struct page *page, const struct span *s)
{
	for (; s; s = s->next)
		if (s->number && s->number->indicator.n && !entry_of(page, s->number))
			entry_add(page, s->number, STR_NONE, STR_NONE);
}

static void entries_collect(struct page *page)
{
	for (const struct appendix *a = page->doc->evidence; a; a = a->next)
		if (!entry_of(page, &a->number)) {
			struct entry *e = entry_add(page, &a->number, a->name, a->rule);
			e->typed = a->typed, e->units = a->units, e->rows = a->rows;
		}
	for (const struct part *p = page->doc->first; p; p = p->next) {
		spans_collect(page, p->spans);
		for (const struct part *r = p->rows; r; r = r->next)
			for (const struct part *c = r->cells; c; c = c->next)
				spans_collect(page, c->spans);
	}
}

/* --- the paper --- */

static void number_out(struct page *page, const struct number *n)
{
	struct buf *out = page->out;
	struct entry *e = n->indicator.n ? entry_of(page, n) : NULL;

	const char *kind = text_length(n->shown) > 9 ? "num long" : "num";      /* a document number may break: kept whole it tears the line before it */
	bool leads = e || (page->view && n->indicator.n);
	buf_fmt(out, "<%s class=\"%s\"", leads ? "a" : "span", kind);
	if (leads && !e)
		figure_link_out(out, page->view, n->indicator);
	if (e) {
		link_out(out, "", e->id);
		if (!e->mentioned)                               /* the way back leads to the first place */
			attribute_out(out, "id", str_fmt(page->doc->mem, "in-%.*s", PSTR(e->id)));
		e->mentioned = true;
	}
	attribute_out(out, "data-indicator", n->indicator);
	attribute_out(out, "data-value", n->value);
	attribute_out(out, "data-unit", n->unit);
	attribute_out(out, "data-span", n->span);
	attribute_out(out, "data-org", n->org);
	attribute_out(out, "data-status", n->status);
	buf_c(out, '>');
	text_out(out, n->shown);
	buf_puts(out, leads ? "</a>" : "</span>");
}

static void span_out(struct page *page, const struct span *s, int level)
{
	if (s->number) {
		number_out(page, s->number);
		return;
	}
	if (s->heading)
		buf_puts(page->out, level == 2 ? "<b class=\"kai\">" : "<b class=\"hei\">");
	text_out(page->out, s->text);
	if (s->heading)
		buf_puts(page->out, "</b>");
}

static void spans_out(struct page *page, const struct part *p)
{
	for (const struct span *s = p->spans; s; s = s->next)
		span_out(page, s, p->level);
}

static void block_out(struct page *page, const struct part *p, const char *tag, const char *class)
{
	buf_fmt(page->out, "<%s", tag);
	if (class)
		buf_fmt(page->out, " class=\"%s\"", class);
	if (p->id.n)
		attribute_out(page->out, "id", p->id);
	buf_c(page->out, '>');
	spans_out(page, p);
	buf_fmt(page->out, "</%s>\n", tag);
}

/* Each span in a place of its own: on a line of its own, or apart on one line; the last one may have its own edge. */
static void places_out(struct page *page, const struct part *p, const struct span *from, const char *class)
{
	buf_fmt(page->out, "<p class=\"%s\"", class);
	if (p->id.n)
		attribute_out(page->out, "id", p->id);
	buf_c(page->out, '>');
	for (const struct span *s = from; s; s = s->next) {
		if (s->text.n || s->number) {
			buf_puts(page->out, s->next ? "<span>" : "<span class=\"last\">");
			span_out(page, s, 0);
			buf_puts(page->out, "</span>");
		}
		buf_puts(page->out, s->next ? "\n" : "");
	}
	buf_puts(page->out, "</p>\n");
}

/* Without a mark over it, the issuer stands in red himself; then, over the red rule, what stands between (办公室) and the day. */
static void issuer_out(struct page *page, const struct part *p)
{
	const struct span *s = p->spans;

	if (s && !page->marked) {
		buf_puts(page->out, "<p class=\"red-name\">");
		span_out(page, s, 0);
		buf_puts(page->out, "</p>\n");
		s = s->next;
	}
	places_out(page, p, s, "red-sub");
}

static void row_out(struct page *page, const struct part *row, const bool *numeric)
{
	size_t i = 0;

	buf_puts(page->out, "<tr>");
	for (const struct part *c = row->cells; c; c = c->next, i++) {
		bool right = numeric[i] || (!row->head && cell_numeric(page->doc->mem, c));
		buf_puts(page->out, row->head ? "<th scope=\"col\"" : "<td");
		buf_puts(page->out, right ? " class=\"n\">" : ">");
		spans_out(page, c);
		buf_puts(page->out, row->head ? "</th>" : "</td>");
	}
	buf_puts(page->out, "</tr>\n");
}

static void table_out(struct page *page, const struct part *table)
{
	bool *numeric = arena_get(page->doc->mem, table_columns(table) + 1), body = false;

	table_numeric(page->doc->mem, table, numeric);
	buf_puts(page->out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\"");  /* a keyboard must reach what scrolls */
	attribute_out(page->out, "aria-label", str_of(_("表格")));
	if (table->id.n)
		attribute_out(page->out, "id", table->id);
	buf_puts(page->out, "><table class=\"ruled\">\n");
	for (const struct part *r = table->rows; r; r = r->next) {
		if (r == table->rows || (!r->head && !body)) {
			if (r != table->rows)
				buf_puts(page->out, "</thead>\n");
			body = !r->head;
			buf_puts(page->out, body ? "<tbody>\n" : "<thead>\n");
		}
		row_out(page, r, numeric);
	}
	if (table->rows)
		buf_puts(page->out, body ? "</tbody>" : "</thead>");
	buf_puts(page->out, "</table></div>\n");
}

static void heading_out(struct page *page, const struct part *p)
{
	static const char *const classes[] = { "hei", "kai", "fang", "fang" };

	block_out(page, p, p->level > 1 ? "h3" : "h2", classes[p->level > 1 && p->level < 5 ? p->level - 1 : 0]);
}

/* A paragraph of a section; over the first one of a section that is not settled yet stands how far it is. */
static void para_out(struct page *page, const struct part *p)
{
	size_t at = page->sections;

	if (p->id.n) {
		const struct paper_tag *tag = page->view && at < page->view->n_tags ? &page->view->tags[at] : NULL;

		page->sections++;
		page->pending = tag && tag->word;
		if (page->pending) {
			buf_fmt(page->out, "<p class=\"pend\"><span class=\"state %s\">", tag->state);
			text_out(page->out, str_of(tag->word));
			buf_puts(page->out, "</span></p>\n");
		}
	}
	block_out(page, p, "p", page->pending ? "pending" : NULL);
}

/* Several issuers one above another, 文件 at their right. */
static void mark_out(struct page *page, const struct part *p)
{
	const struct span *word;
	bool joint = mark_names(p, &word) > 1;

	page->marked = true;
	if (!joint) {
		block_out(page, p, "p", "red-name");
		return;
	}
	buf_puts(page->out, "<p class=\"red-name joint\"><span>");
	for (const struct span *s = p->spans; s; s = s->next) {
		if (s == word || !s->text.n)
			continue;
		buf_puts(page->out, "<span>");
		span_out(page, s, 0);
		buf_puts(page->out, "</span>\n");
	}
	buf_puts(page->out, "</span>");
	if (word)
		span_out(page, word, 0);
	buf_puts(page->out, "</p>\n");
}

static void part_out(struct page *page, const struct part *p)
{
	if (p->kind != B_PARA)
		page->pending = false;
	switch (p->kind) {
	case B_URGENT:   block_out(page, p, "p", "urgent hei"); break;
	case B_MARK:     mark_out(page, p); break;
	case B_NUMBER:   places_out(page, p, p->spans, p->spans && p->spans->next ? "red-number two" : "red-number"); break;
	case B_ISSUER:   issuer_out(page, p); break;
	case B_TITLE:    block_out(page, p, page->annexed || page->view ? "h2" : "h1", "doc-title"); break;
	case B_TO:       block_out(page, p, "p", "to"); break;
	case B_HEADING:  heading_out(page, p); break;
	case B_PARA:     para_out(page, p); break;
	case B_NOTE:     block_out(page, p, "p", "note"); break;
	case B_TABLE:    table_out(page, p); break;
	case B_ATTACHED: places_out(page, p, p->spans, "attached"); break;
	case B_SIGN:     places_out(page, p, p->spans, p->level ? "sign sealed" : "sign"); break;
	case B_REMARK:   block_out(page, p, "p", "remark"); break;
	case B_ANNEX:    block_out(page, p, "p", "annex hei"); page->annexed = true; break;
	case B_SEND:     block_out(page, p, "p", p->spans && text_length(p->spans->text) > 2 ? "send long" : "send"); break;
	case B_IMPRINT:  places_out(page, p, p->spans, "imprint"); break;
	case B_FOOT:     places_out(page, p, p->spans, "foot"); break;
	}
}

/* Blocks that stand together: the red head over its rule, and the lines at the last page's bottom. */
enum frame { FRAME_NONE, FRAME_HEAD, FRAME_DIST };
static const struct { const char *open, *close; } frames[] = {
	[FRAME_NONE] = { "", "" },
	[FRAME_HEAD] = { "<header class=\"red-head\">\n", "</header>\n" },
	[FRAME_DIST] = { "<div class=\"dist\">\n", "</div>\n" },
};

static enum frame frame_of(enum block kind)
{
	if (kind == B_URGENT || kind == B_MARK || kind == B_NUMBER || kind == B_ISSUER)
		return FRAME_HEAD;
	return kind == B_SEND || kind == B_IMPRINT ? FRAME_DIST : FRAME_NONE;
}

static void paper_out(struct page *page)
{
	enum frame frame = FRAME_NONE;

	buf_puts(page->out, "<article class=\"paper\">\n");
	for (const struct part *p = page->doc->first; p; p = p->next) {
		if (frame_of(p->kind) != frame) {
			buf_puts(page->out, frames[frame].close);
			frame = frame_of(p->kind);
			buf_puts(page->out, frames[frame].open);
		}
		part_out(page, p);
	}
	buf_fmt(page->out, "%s</article>\n", frames[frame].close);
}

/* --- what stands under it --- */

/* Words for the codes that figures carry; what is not listed is a word already. */
static const struct { const char *code, *word; } statuses[] = {
	{ "value",          N_("已报")   },
	{ "nil",            N_("零报告") },
	{ "not_reported",   N_("未报")   },
	{ "not_due",        N_("未到期") },
	{ "provisional",    N_("待审")   },
	{ "corrected",      N_("已更正") },
	{ "overridden",     N_("人工填写") },
	{ "suppressed",     N_("隐去")   },
	{ "not_applicable", N_("不适用") },
};

static struct str status_word(struct str status)
{
	for (size_t i = 0; i < COUNT(statuses); i++)
		if (str_is(status, statuses[i].code))
			return str_of(_(statuses[i].word));
	return status;
}

static void line_out(struct page *page, const char *term, struct str text)
{
	if (!text.n)
		return;
	buf_puts(page->out, "<dt>");
	text_out(page->out, str_of(term));
	buf_puts(page->out, "</dt><dd>");
	text_out(page->out, text);
	buf_puts(page->out, "</dd>\n");
}

static void entry_out(struct page *page, const struct entry *e)
{
	struct buf *out = page->out;
	const struct number *n = e->number;
	bool known = n->value.n != 0;

	buf_puts(out, "<section class=\"fact\"");
	attribute_out(out, "id", e->id);
	buf_puts(out, ">\n<h3>");
	text_out(out, e->name.n ? e->name : n->indicator);
	buf_puts(out, "</h3>\n<p class=\"figure\"><b>");
	text_out(out, known ? n->value : status_word(n->status));
	buf_puts(out, "</b>");
	if (known && n->unit.n) {
		buf_puts(out, "<span class=\"unit\">");
		text_out(out, n->unit);
		buf_puts(out, "</span>");
	}
	buf_puts(out, "</p>\n<dl>\n");
	line_out(page, _("文中写作"), n->shown);
	line_out(page, _("统计范围"), n->org);
	line_out(page, _("统计时段"), n->span);
	line_out(page, _("状态"), status_word(n->status));
	line_out(page, _("改写"), e->typed);
	line_out(page, _("怎么数的"), e->rule);
	line_out(page, _("各地"), e->units);
	line_out(page, _("记录"), e->rows);
	line_out(page, _("指标编号"), n->indicator);
	buf_puts(out, "</dl>\n");
	if (e->mentioned) {
		buf_puts(out, "<p class=\"back\"><a");
		link_out(out, "in-", e->id);
		buf_puts(out, ">");
		text_out(out, str_of(_("回到正文")));
		buf_puts(out, "</a></p>\n");
	}
	buf_puts(out, "</section>\n");
}

static void entries_out(struct page *page)
{
	if (!page->entries)
		return;
	buf_puts(page->out, "<section class=\"evidence\" aria-labelledby=\"evidence\">\n<h2 id=\"evidence\">");
	text_out(page->out, str_of(_("数字的来历")));
	buf_puts(page->out, "</h2>\n<p class=\"note\">");
	text_out(page->out, str_of(_("点开正文里带虚线的数字，就到它这一条；逐条记录按指标编号打开：nuan explain 指标编号 月份。")));
	buf_puts(page->out, "</p>\n");
	for (const struct entry *e = page->entries; e; e = e->next)
		entry_out(page, e);
	buf_puts(page->out, "</section>\n");
}

void doc_html(const struct doc *d, struct buf *out)
{
	struct page page = { .doc = d, .out = out };

	page.tail = &page.entries;
	entries_collect(&page);
	buf_puts(out, "<!DOCTYPE html>\n<html");
	attribute_out(out, "lang", d->lang);
	buf_puts(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\""
		" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	text_out(out, d->title);
	buf_puts(out, "</title>\n<style>\n");
	for (const char *const *line = doc_style; *line; line++)
		buf_fmt(out, "%s\n", *line);
	buf_puts(out, "</style>\n</head>\n<body>\n<main>\n");
	paper_out(&page);
	entries_out(&page);
	buf_puts(out, "</main>\n</body>\n</html>\n");
}

/* --- the paper alone --- */

void doc_html_paper(const struct doc *d, const struct paper_view *view, struct buf *out)
{
	struct page page = { .doc = d, .out = out, .view = view };

	paper_out(&page);
}

/* One tag of a kept page, from its < to its >: a number's link leads into the site, the title steps back behind the page's own. */
static void kept_tag_out(struct buf *out, const struct paper_view *view, struct str tag)
{
	struct str mark = STR(" data-indicator=\""), title = STR("h1"), name = str_sub(tag, str_starts(tag, STR("</")) ? 2 : 1, title.n);
	size_t from = str_find(tag, STR(" href=\"#")), at = str_find(tag, mark);

	if (str_eq(name, title)) {
		buf_add(out, str_sub(tag, 0, (size_t)(name.p - tag.p)));
		buf_puts(out, "h2");
		buf_add(out, str_sub(tag, (size_t)(name.p - tag.p) + title.n, SIZE_MAX));
	} else if (from != SIZE_MAX && at != SIZE_MAX) {
		struct str behind = str_sub(tag, from + STR(" href=\"").n, SIZE_MAX), id = str_sub(tag, at + mark.n, SIZE_MAX);

		buf_add(out, str_sub(tag, 0, from));
		figure_link_out(out, view, str_sub(id, 0, str_find(id, STR("\""))));
		buf_add(out, str_sub(behind, str_find(behind, STR("\"")) + 1, SIZE_MAX));
	} else {
		buf_add(out, tag);
	}
}

bool doc_html_kept(struct str page, const struct paper_view *view, struct buf *out)
{
	const struct str end = STR("</article>");
	size_t from = str_find(page, STR("<article class=\"paper\">")), to = str_find(page, end);

	if (from == SIZE_MAX || to == SIZE_MAX || to < from)
		return false;
	for (struct str rest = str_sub(page, from, to + end.n - from); rest.n;) {
		size_t open = str_find(rest, STR("<")), close = str_find(rest, STR(">"));

		if (open == SIZE_MAX || close == SIZE_MAX || close < open)
			return false;
		buf_add(out, str_sub(rest, 0, open));
		kept_tag_out(out, view, str_sub(rest, open, close + 1 - open));
		rest = str_sub(rest, close + 1, SIZE_MAX);
	}
	return true;
}
