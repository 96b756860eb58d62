/* What was checked, kept word for word: the document without number and day, which are not yet its own, as a content under its digest.
 *
 * One line a part: its kind, its anchor, its heading, its text, tabs between them; a table's rows follow it, each behind a +. So it can be read without
 * us, the same document gives the same digest, and the document comes back as it was, with no guess at what in a plain text was a heading or a note.
 * Two things rest on it: whoever signs and issues does so with what was checked, and is told sentence by sentence where not; and a correction is held
 * against the very paragraphs, title, issuer and receivers that were issued, whatever they look like.
 * Refuses: a digest whose content is not there or not its own (content_get).
 * Not taken: the printed text read back (a paragraph may look like an annex); the sections' rows compiled again later, with the figures of that day. */
#include <string.h>
#include "base/text.h"
#include "report/checklist.h"
#include "report/edition_in.h"
#include "report/seal.h"

static const char *const KINDS[] = {
	[B_ISSUER] = "issuer",     [B_TITLE] = "title", [B_HEADING] = "heading", [B_PARA] = "para",     [B_TABLE] = "table",   [B_NOTE] = "note",
	[B_SEND] = "send",         [B_MARK] = "mark",   [B_NUMBER] = "number",   [B_TO] = "to",         [B_SIGN] = "sign",     [B_REMARK] = "remark",
	[B_ATTACHED] = "attached", [B_ANNEX] = "annex", [B_FOOT] = "foot",       [B_IMPRINT] = "imprint", [B_URGENT] = "urgent",
};

/* --- written ---------------------------------------------------------------------------------------------------------------------------------------- */

static void escaped(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i], mark = c == '\n' ? 'n' : c == '\t' ? 't' : c == '\\' ? '\\' : 0;
		if (mark)
			buf_c(out, '\\');
		buf_c(out, mark ? mark : c);
	}
}

static void spans_put(struct buf *out, const struct part *p, bool heading)
{
	buf_c(out, '\t');
	for (const struct span *s = p->spans; s; s = s->next)
		if (s->heading == heading)
			escaped(out, s->text);
}

struct str passages_text(const struct doc *doc)
{
	struct buf out = { .mem = doc->mem };
	for (const struct part *p = doc->first; p; p = p->next) {
		buf_fmt(&out, "%s\t", KINDS[p->kind]);
		escaped(&out, p->id);
		spans_put(&out, p, true);
		spans_put(&out, p, false);
		buf_c(&out, '\n');
		for (const struct part *row = p->rows; row; row = row->next) {
			buf_c(&out, '+');
			for (const struct part *cell = row->cells; cell; cell = cell->next)
				spans_put(&out, cell, false);
			buf_c(&out, '\n');
		}
	}
	return buf_str(&out);
}

/* --- read back ---------------------------------------------------------------------------------------------------------------------------------------- */

static struct str plain(struct arena *mem, struct str text)
{
	struct buf out = { .mem = mem };
	for (size_t i = 0; i < text.n; i++) {
		bool marked = text.p[i] == '\\' && i + 1 < text.n;
		char c = text.p[i += marked];
		buf_c(&out, !marked ? c : c == 'n' ? '\n' : c == 't' ? '\t' : c);
	}
	return out.n ? buf_str(&out) : STR_NONE;
}

static void part_read(struct doc *doc, struct str line, struct part **ret_last)
{
	struct str kind = str_cut(&line, '\t'), id = str_cut(&line, '\t'), heading = plain(doc->mem, str_cut(&line, '\t')), text = plain(doc->mem, line);
	for (size_t i = 0; i < COUNT(KINDS); i++)
		if (str_is(kind, KINDS[i])) {
			*ret_last = doc_add(doc, (enum block)i);
			(*ret_last)->id = plain(doc->mem, id);
			if (heading.n)
				doc_heading_span(doc, *ret_last, heading);
			if (text.n)
				doc_text_span(doc, *ret_last, text);
		}
}

static void row_read_back(struct doc *doc, struct str line, struct part *table)
{
	struct part *row = doc_row(doc, table, false);
	str_cut(&line, '\t');
	while (line.p)
		doc_text_span(doc, doc_cell(doc, row), plain(doc->mem, str_cut(&line, '\t')));
}

struct doc *passages_doc(struct arena *mem, struct str text)
{
	struct doc *doc = doc_new(mem, STR_NONE);
	struct part *last = NULL;
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		if (!str_starts(line, STR("+")))
			part_read(doc, line, &last);
		else if (last)
			row_read_back(doc, line, last);
	}
	return doc;
}

/* --- of an edition ------------------------------------------------------------------------------------------------------------------------------------ */

fault passages_keep(struct db *db, const struct doc *doc, struct str *ret_digest)
{
	unsigned char digest[SM3_BYTES];
	TRY(content_put(db, passages_text(doc), digest));
	*ret_digest = str_copy(db_mem(db), (struct str){ (char *)digest, SM3_BYTES });
	return NULL;
}

fault passages_kept(struct db *db, const struct edition *e, struct doc **ret)
{
	struct str text;
	if (!e->checked.p)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.not_checked", _("第%lld版还没有核稿，没有留存核稿时的文字。请先核稿（nuan report check）。"),
			(long long)e->number);
	TRY(content_get(db, e->checked, &text));
	*ret = passages_doc(db_mem(db), text);
	return NULL;
}

/* Without what a correction says about itself: its note over the sections, its table behind them. */
struct doc *passages_body(const struct doc *of)
{
	struct doc *body = doc_new(of->mem, STR_NONE);
	bool para = false, annex = false;
	for (const struct part *p = of->first; p; p = p->next) {
		para |= p->kind == B_PARA;
		annex = p->kind == B_ATTACHED || (annex && p->kind != B_SEND && p->kind != B_IMPRINT);
		if (annex || (p->kind == B_NOTE && !para))
			continue;
		struct part *copy = doc_add(body, p->kind), *next = copy->next;
		*copy = *p;
		copy->next = next;
	}
	return body;
}

enum { SAID = 3, CLIP = 40 };

struct str sentences_said(struct arena *mem, const struct sentence_moved *list, size_t n, bool places)
{
	struct buf out = { .mem = mem };
	for (size_t i = 0; i < n && i < SAID; i++) {
		struct str was = text_clip(list[i].was, CLIP), now = text_clip(list[i].now, CLIP);
		buf_puts(&out, i ? "；" : "");
		if (places)
			buf_fmt(&out, "%.*s ", PSTR(list[i].place));
		if (!was.n || !now.n)
			buf_fmt(&out, was.n ? _("少了“%.*s”") : _("多了“%.*s”"), PSTR(was.n ? was : now));
		else
			buf_fmt(&out, _("原为“%.*s”，现为“%.*s”"), PSTR(was), PSTR(now));
	}
	if (n > SAID)
		buf_fmt(&out, _("；等%zu处"), n);
	return buf_str(&out);
}

fault passages_steady(struct db *db, const struct report_desk *desk, const struct edition *e)
{
	unsigned char digest[SM3_BYTES];
	struct sentence_moved *moved;
	struct doc *was, *now;
	size_t n;
	TRY(passages_kept(db, e, &was));
	TRY(passages_now(db, desk, e, true, &now));
	struct str text = passages_text(now);
	sm3(text.p, text.n, digest);
	if (str_eq(e->checked, (struct str){ (char *)digest, SM3_BYTES }))
		return NULL;
	sentences_moved(db_mem(db), was, now, &moved, &n);
	return fault_make(db_mem(db), BLAME_CONFLICT, "edition.moved",
		_("核稿以后，记录或设置有变动，月报的文字跟着变了：%.*s。请退回（nuan report return）后重新核稿；变动有误的，先改回来。"),
		PSTR(n ? sentences_said(db_mem(db), moved, n, true) : str_of(_("段落的先后或归属"))));
}
