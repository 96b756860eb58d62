/* A document on paper by GB/T 9704-2012: which element stands where, in which face and size, with how many blank lines.
 *
 * Every element becomes strips in the order of the document; paper_page.c puts them on sheets. What an element is called and how it is
 * tagged stands in one table, its place in one function. Where the standard is silent (a bulletin's head, small notes, tables) the
 * trial pages of this federation were followed.
 * Promises: words are taken as they are; blanks, rules and the （续） of a table are all that is added. The same document gives the same paper.
 * Costs: 5 ms for four pages of text, 1.5 of them for the fonts; a table of 1,500 pages takes 0.12 s.
 * Not taken: styles as data a federation could change. The standard is the standard. */
#include <string.h>
#include "base/text.h"
#include "doc/doc_part.h"
#include "doc/paper_part.h"

/* Turned, a sheet has its head at the binding edge. */
static const struct area portrait  = { 210000, 297000, 28000, 37000 - HALF_LEADING, 156000, 262000, 22 * QUARTERS };
static const struct area landscape = { 297000, 210000, 35000, 28000 - HALF_LEADING, 225000, 184000, 15 * QUARTERS };

enum { INDENT = 2 * CELL, NOTE_QUARTERS = 3, SEAL_ROWS = 5 };         /* SEAL_ROWS: a seal of 42 mm and some air */

static const enum role heading_roles[] = { ROLE_HEI, ROLE_HEI, ROLE_KAI, ROLE_FANG, ROLE_FANG };     /* by level: 一、（一）1.（1） */
static const enum tag heading_tags[]   = { TAG_H1,   TAG_H1,   TAG_H2,   TAG_H3,    TAG_H3    };

static size_t level_of(const struct part *p)
{
	return p->level < 0 ? 0 : p->level < (int)COUNT(heading_roles) ? (size_t)p->level : COUNT(heading_roles) - 1;
}

/* --- what the elements share --- */

static int full_width(const struct lay *lay, struct type type)
{
	return type_cells(type, lay->area->measure);
}

/* A strip a line. Leading blanks are a drafter's own indent. */
static void lines_lay(struct lay *lay, const struct text *text, struct type type, int first, int rest, int quarters, uint32_t block)
{
	struct line *lines;
	size_t n;

	break_lines(lay->mem, text->cells, text->n, first, rest, full_width(lay, type), &lines, &n);
	for (size_t i = 0; i < n; i++) {
		struct strip *s = strip_add(lay, quarters);
		s->snap = quarters == QUARTERS;
		letters_put(lay, s, text, &lines[i], type, lay->area->left, quarters * ROW / QUARTERS / 2, BLACK, block);
	}
}

static struct str without_blanks(struct str s)
{
	struct str all = str_trim(s);

	return all.n ? (struct str){ all.p, s.n - (size_t)(all.p - s.p) } : all;
}

/* --- the body --- */

static void to_lay(struct lay *lay, const struct part *p)
{
	struct text t = letters_of(lay, p->spans, NULL, ROLE_FANG);

	lines_lay(lay, &t, type_body, 0, 0, QUARTERS, block_add(lay, TAG_P, 1));
}

static void heading_lay(struct lay *lay, const struct part *p)
{
	size_t level = level_of(p);
	struct strip *before = lay->last;
	struct text t = { 0 };

	letters_add(lay, &t, heading_roles[level], str_trim(part_text(lay->mem, p)));
	lines_lay(lay, &t, type_body, INDENT, 0, QUARTERS, block_add(lay, heading_tags[level], 1));
	for (struct strip *s = strip_after(lay, before); s; s = s->next)
		s->keep = true;                                  /* one row of what it heads stays with it */
	strip_bookmark(strip_after(lay, before), str_trim(part_text(lay->mem, p)), level > 1 ? (uint32_t)level + 1 : 2);
}

/* A run-in heading is a strip_bookmark without the full stop at its end. */
static void para_mark(struct lay *lay, const struct part *p, struct strip *s)
{
	struct buf words = { .mem = lay->mem };

	for (const struct span *x = p->spans; x && x->heading; x = x->next)
		buf_add(&words, x->text);
	struct str title = words.n ? str_trim(buf_str(&words)) : STR_NONE;
	if (str_ends(title, STR("。")))
		title.n -= sizeof("。") - 1;
	strip_bookmark(s, title, p->level > 1 ? (uint32_t)level_of(p) + 1 : 2);
}

static void para_lay(struct lay *lay, const struct part *p)
{
	struct strip *before = lay->last;
	struct text t = { 0 };

	for (const struct span *s = p->spans; s; s = s->next)
		letters_add(lay, &t, s->heading ? heading_roles[level_of(p)] : ROLE_FANG, t.n ? s->text : without_blanks(s->text));
	lines_lay(lay, &t, type_body, INDENT, 0, QUARTERS, block_add(lay, TAG_P, 1));
	struct strip *first = strip_after(lay, before);
	if (first)
		first->body = true;
	para_mark(lay, p, first);
}

static void note_lay(struct lay *lay, const struct part *p)
{
	struct text t = { 0 };

	if (lay->last && lay->last->table)
		lay->last->keep = true;
	for (const struct span *s = p->spans; s; s = s->next)
		letters_add(lay, &t, ROLE_FANG, t.n ? s->text : without_blanks(s->text));
	lines_lay(lay, &t, type_small, INDENT, 0, NOTE_QUARTERS, block_add(lay, TAG_P, 1));
}

/* --- below the body --- */

/* 7.3.5.5: a page with a signature has text: the last line of it goes with what follows. */
static void line_keep(struct lay *lay)
{
	if (lay->last)
		lay->last->keep = true;
}

/* The width of "1. " at the front of an attachment's name. */
static int ordinal_width(const struct text *t, size_t from)
{
	size_t i = from;

	while (i < t->n && t->cells[i].code >= '0' && t->cells[i].code <= '9')
		i++;
	if (i == from || i == t->n || (t->cells[i].code != '.' && t->cells[i].code != 0xFF0E))
		return 0;
	for (i++; i < t->n && t->cells[i].code == ' '; i++)
		;
	return letters_width(t, from, i);
}

/* 7.3.4: a blank line, two in; what follows stands under the first ordinal, and what goes on under the name's first character. */
static void attached_lay(struct lay *lay, const struct part *p)
{
	int list = INDENT;

	line_keep(lay);
	struct strip *before = lay->last;
	strip_blanks(lay, 1);
	for (const struct span *s = p->spans; s; s = s->next) {
		struct text t = letters_of(lay, s, s->next, ROLE_FANG);
		size_t colon = 0;
		if (s == p->spans)
			while (colon < t.n && t.cells[colon].code != 0xFF1A)
				colon++;
		colon = colon < t.n && t.cells[colon].code == 0xFF1A ? colon + 1 : 0;
		int first = s == p->spans ? INDENT : list;
		list = s == p->spans ? INDENT + letters_width(&t, 0, colon) : list;
		lines_lay(lay, &t, type_body, first, list + ordinal_width(&t, colon), QUARTERS, block_add(lay, TAG_P, 1));
	}
	for (struct strip *s = strip_after(lay, before); s && p->next && p->next->kind == B_SIGN; s = s->next)
		s->keep = true;
}

static int widest(struct lay *lay, const struct span *from, const struct span *end)
{
	int most = 0;

	for (const struct span *s = from; s && s != end; s = s->next) {
		struct text t = letters_of(lay, s, s->next, ROLE_FANG);
		int width = letters_width(&t, 0, t.n);
		most = width > most ? width : most;
	}
	return most;
}

/* 7.3.5. Sealed: the day four in from the right, the names centred on it; two blank lines, so that the seal's top is within a line of the text.
 * Not sealed: the name two in from the right, the day two further right than the name; a day longer than the name is two in. */
static void sign_places(const struct part *p, int line, int name, int day, int *ret_name, int *ret_day)
{
	if (p->level == 1) {
		*ret_day = line - 4 * CELL - day;
		*ret_name = *ret_day + day / 2 - name / 2;
		if (*ret_name + name > line)
			*ret_name = line - name;
	} else {
		*ret_name = line - 2 * CELL - name;
		*ret_day = *ret_name + 2 * CELL;
		if (day > name || !name) {
			*ret_day = line - 2 * CELL - day;
			*ret_name = *ret_day - 2 * CELL;
		}
	}
	*ret_name = *ret_name < 0 ? 0 : *ret_name;
	*ret_day = *ret_day < 0 ? 0 : *ret_day;
}

static void sign_line(struct lay *lay, struct strip *s, const struct span *words, int in)
{
	struct text t = letters_of(lay, words, words->next, ROLE_FANG);

	strip_line(lay, s, &t, SIDE_LEFT, type_um(type_body, in), block_add(lay, TAG_P, 1));
}

/* Several seals stand side by side, each on its name, and touch neither each other nor the edge: up to three in a row, the day below the last. */
static void seals_lay(struct lay *lay, const struct part *p, const struct span *day, int most, int day_width)
{
	int line = full_width(lay, type_body), in_row = 3 * (most + CELL) <= line ? 3 : 2 * (most + CELL) <= line ? 2 : 1, i = 0;
	int room = line / in_row, at = 0, n = 0, column;
	struct strip *s = NULL;

	for (const struct span *name = p->spans; name != day; name = name->next)
		n++;

	for (const struct span *name = p->spans; name != day; name = name->next, i++) {
		if (i % in_row == 0) {
			for (int air = i ? SEAL_ROWS - 1 : 0; air > 0; air--)
				strip_add(lay, QUARTERS)->keep = true;
			s = strip_add(lay, QUARTERS);
			s->keep = true;
		}
		column = i % in_row + (i >= n - n % in_row ? in_row - n % in_row : 0);   /* a short last row stands at the right */
		at = column * room + (room - widest(lay, name, name->next)) / 2;
		sign_line(lay, s, name, at < 0 ? 0 : at);
		at = column * room + (room - day_width) / 2;
	}
	sign_line(lay, strip_add(lay, QUARTERS), day, at < 0 ? 0 : at);
}

static void sign_lay(struct lay *lay, const struct part *p)
{
	const struct span *day = p->spans;
	int at_name, at_day, most, day_width;

	while (day && day->next)
		day = day->next;
	if (!day)
		return;
	most = widest(lay, p->spans, day), day_width = widest(lay, day, NULL);
	sign_places(p, full_width(lay, type_body), most, day_width, &at_name, &at_day);
	line_keep(lay);
	for (int i = p->level == 1 ? 2 : 1; i > 0 && lay->first; i--)
		strip_add(lay, QUARTERS)->keep = true;
	if (p->level == 1 && p->spans != day && p->spans->next != day) {
		seals_lay(lay, p, day, most, day_width);
		return;
	}
	for (const struct span *s = p->spans; s; s = s->next) {
		struct strip *strip = strip_add(lay, QUARTERS);
		strip->keep = s != day;
		sign_line(lay, strip, s, s == day ? at_day : at_name + (p->level == 1 ? (most - widest(lay, s, s->next)) / 2 : 0));
	}
}

static void remark_lay(struct lay *lay, const struct part *p)
{
	struct text t = letters_of(lay, p->spans, NULL, ROLE_FANG);

	lines_lay(lay, &t, type_body, INDENT, 0, QUARTERS, block_add(lay, TAG_P, 1));
}

/* 7.3.7: 附件1 in 黑体 on the first line of a page, its title on the third. Its strip_bookmark names both. */
static void annex_lay(struct lay *lay, const struct part *p)
{
	struct str words = str_trim(part_text(lay->mem, p));
	struct text t = { 0 };

	lay->area = p->level == 1 ? &landscape : &portrait;
	lay->annex = true;
	letters_add(lay, &t, ROLE_HEI, words);
	struct strip *s = strip_add(lay, QUARTERS);
	s->fresh = s->keep = true;
	strip_line(lay, s, &t, SIDE_LEFT, 0, block_add(lay, TAG_P, 1));
	if (p->next && p->next->kind == B_TITLE)
		words = str_fmt(lay->mem, "%.*s\u3000%.*s", PSTR(words), PSTR(str_trim(part_text(lay->mem, p->next))));
	strip_bookmark(s, words, 1);
}

/* --- all of it --- */

static void (*const elements[])(struct lay *, const struct part *) = {
	[B_URGENT]   = urgent_lay,
	[B_MARK]     = mark_lay,     [B_NUMBER]  = number_lay,  [B_ISSUER] = issuer_lay,
	[B_TITLE]    = title_lay,    [B_TO]      = to_lay,
	[B_HEADING]  = heading_lay,  [B_PARA]    = para_lay,    [B_TABLE]  = table_lay,  [B_NOTE] = note_lay,
	[B_ATTACHED] = attached_lay, [B_SIGN]    = sign_lay,    [B_REMARK] = remark_lay,
	[B_ANNEX]    = annex_lay,
	[B_SEND]     = NULL,         [B_IMPRINT] = NULL,        [B_FOOT]   = NULL,       /* stand on the last page: paper_page.c */
};

fault paper_lay(struct arena *mem, const struct doc *doc, struct paper *ret)
{
	struct paper paper = { .mem = mem, .title = doc->title, .author = doc->author, .subject = doc->subject, .lang = doc->lang, .when = doc->when };
	struct lay lay = { .mem = mem, .doc = doc, .paper = &paper, .area = &portrait };

	TRY(paper_faces(mem, &paper.faces, &paper.n_faces));
	lay.faces = paper.faces;
	lay.tail = &lay.first;
	block_add(&lay, TAG_NONE, 0);
	block_add(&lay, TAG_DOCUMENT, 0);
	for (const struct part *p = doc->first; p; p = p->next)
		if (elements[p->kind])
			elements[p->kind](&lay, p);
	lay.area = &portrait;
	imprint_lay(&lay);
	if (lay.imprint_height > portrait.bottom - portrait.top)
		return fault_make(mem, BLAME_INPUT, "paper.imprint", _("报、送、发或抄送的名单一页放不下。请精简名单，或写“名单附后”并把名单作为附件。"));
	if (lay.too_wide)
		return fault_make(mem, BLAME_INPUT, "paper.table", _("一张%zu栏的表在纸上放不下，数字会被拆成两行。请减少栏目，或把它作为附件横排（“附件1（横排）”）。"), lay.too_wide);
	page_all(&lay);
	*ret = paper;
	return NULL;
}
