/* The head of a Word file: the red mark, number, issuer and day, the red rule, the title; each on the rows of the page.
 *
 * What stands here is not as high as a row. So each element says how many rows it takes, its blank above and below make up the difference, and what the
 * red rule takes of the next row is a debt that the next paragraph's blank pays; the text behind the head stands on the grid as if the head were lines.
 * Heights of ink are those of LibreOffice's print: it sets a glyph low in a line of exact height, by a fifth of that height above the line's lower edge.
 * Not taken: the mark in a frame at an absolute place. It would not move when an officer puts a line above it. */
#include "base/text.h"
#include "doc/docx_part.h"
#include "doc/paper_part.h"

enum { RED_SPACE = 7, RED_THICK = 11, ISSUER_SPACE = 1, ISSUER_THICK = 16, AIR_ABOVE = 137,
	MARK_POINTS = 58, MARK_WIDTH = 4252, MARK_NARROW = 86, MARK_SPREAD = 150,
	MARK_JOINT = 400, JOINT_SPREAD = 110, JOINT_PITCH = 125, MARK_ROOM = 20, TITLE_LEAST = 10 * CELL, MARK_TOP_RED = 2149, MARK_TOP = 164 };

static bool head_of(const struct part *p)
{
	return p && (p->kind == B_MARK || p->kind == B_NUMBER || p->kind == B_ISSUER);
}

/* The red rule, below the last line of the head: 4 mm under a number, broad under the line of a bulletin. */
static struct docx_rule head_rule(struct docx_writer *w, int *ret_debt)
{
	struct docx_rule rule = w->d.doc->form == FORM_RED_HEAD ? (struct docx_rule){ RED_THICK, RED_SPACE, DOCX_RED }
		: (struct docx_rule){ ISSUER_THICK, ISSUER_SPACE, DOCX_RED };

	*ret_debt = 0;
	if (head_of(w->part->next))
		return (struct docx_rule){ 0 };
	*ret_debt = rule.space * 20 + rule.eighths * 20 / 8;
	return rule;
}

/* The mark stretches over 150 mm at most, its characters not further apart than half their width; size by its length. Tenths of a point. */
struct mark { int points, width, pitch; };

static struct mark mark_of(int cells, int most, int spread)
{
	int width = most * MARK_NARROW / 100, cell = cells ? MARK_WIDTH * CELL / cells : width;
	int pitch = cell < width * spread / 100 ? cell : width * spread / 100;

	if (width * 104 / 100 > cell)
		width = cell * 100 / 104;
	return (struct mark){ width * 100 / MARK_NARROW, width, pitch };
}

/* gap: twips more behind each character but the last, or the whole would stand left of the middle. */
static void mark_run(struct docx_writer *w, const struct mark *m, struct str text, int gap)
{
	struct docx_font font = { .half_points = m->points / 5, .width = MARK_NARROW, .gap = (m->pitch - m->width) * 2 + gap };
	size_t last = 0;

	for (struct str rest = text; rest.n; text_next(&rest))
		last = text.n - rest.n;
	docx_run(&w->d, docx_looks[LOOK_MARK].role, str_sub(text, 0, last), &font);
	font.gap = 0;
	docx_run(&w->d, docx_looks[LOOK_MARK].role, str_sub(text, last, SIZE_MAX), &font);
}

/* Rows of the grid that a red mark takes, so many that two lines are between it and the number. */
static int mark_rows(int top, int high)
{
	return (top + high * 7 / 8 + 2 * DOCX_ROW - AIR_ABOVE + DOCX_ROW / 2) / DOCX_ROW;
}

/* rows: what it takes with the blank below; 0: a red head's. */
static void mark_put(struct docx_writer *w, struct str text, int most, int top, int rows, struct docx_rule rule)
{
	struct mark m = mark_of((int)docx_measure(text), most, MARK_SPREAD);
	int high = m.points * 2 + m.points / 7;

	rows = rows ? rows : mark_rows(top, high);
	docx_para_begin(w, &(struct docx_para){ .look = LOOK_MARK, .placed = true, .before = top - w->above, .line = high,
		.after = rows * DOCX_ROW - top - high, .under = rule });
	mark_run(w, &m, text, 0);
	docx_para_end(w);
}

static int mark_longest(struct docx_writer *w, const struct span *word)
{
	int longest = 0;

	for (const struct span *s = w->part->spans; s; s = s->next)
		longest = s != word && docx_measure(s->text) > longest ? (int)docx_measure(s->text) : longest;
	return longest;
}

/* Several issuers: a table of two cells, the names below one another and as wide as the longest, 文件 in the middle of their height. */
static void mark_joint(struct docx_writer *w, const struct span *word, int n, int top)
{
	int longest = mark_longest(w, word), beside = word ? (int)docx_measure(word->text) : 0, cells = longest + (word ? beside + CELL / 2 : 0);
	struct mark m = mark_of(cells, MARK_JOINT, JOINT_SPREAD);
	int high = m.points * 2 * JOINT_PITCH / 100, rows = mark_rows(top, n * high);
	int widths[] = { longest * m.pitch * 2 / CELL + MARK_ROOM, (beside + CELL / 2) * m.pitch * 2 / CELL + MARK_ROOM };
	int first = top - w->above - (high - m.points * 15 / 7) * 4 / 5;        /* a higher line sets its glyph lower */
	struct docx_para para = { .look = LOOK_MARK, .placed = true, .before = first, .line = high, .align = "left", .keep = true };

	docx_bare_open(&w->d, widths, word ? 2 : 1);
	docx_bare_row(&w->d, rows * DOCX_ROW - w->above);
	docx_bare_cell(&w->d, widths[0], "top");
	for (const struct span *s = w->part->spans; s; s = s->next) {
		struct str name = docx_words(w->d.mem, s->text);
		int characters = (int)text_length(name);
		if (s == word || !name.n)
			continue;
		docx_para_open(&w->d, &para);
		mark_run(w, &m, name, characters > 1 ? (int)(longest - docx_measure(name)) * m.pitch * 2 / CELL / (characters - 1) : 0);
		xml_end(w->d.x);
		para.before = 0;
	}
	xml_end(w->d.x);
	if (word) {
		docx_bare_cell(&w->d, widths[1], "top");
		para.before = first + (n - 1) * high / 2, para.align = "right";
		docx_para_open(&w->d, &para);
		mark_run(w, &m, word->text, 0);
		xml_end(w->d.x);
		xml_end(w->d.x);
	}
	xml_end(w->d.x);
	xml_end(w->d.x);
	w->begun = true, w->text = false;
}

void docx_urgent(struct docx_writer *w)
{
	docx_para_begin(w, &(struct docx_para){ .look = LOOK_URGENT });
	for (const struct span *s = w->part->spans; s; s = s->next)
		docx_run(&w->d, ROLE_HEI, s->text, NULL);
	docx_para_end(w);
	w->above = DOCX_ROW;                                     /* the mark's own place counts from the same line */
}

void docx_mark(struct docx_writer *w)
{
	bool red = w->d.doc->form == FORM_RED_HEAD;
	int debt, top = red ? MARK_TOP_RED : MARK_TOP;
	struct docx_rule rule = head_rule(w, &debt);
	const struct span *word;
	size_t n = mark_names(w->part, &word);

	if (n > 1) {
		mark_joint(w, word, (int)n, top);
		debt = 0;
	} else {
		mark_put(w, docx_words(w->d.mem, part_text(w->d.mem, w->part)), MARK_POINTS * 10, top, red ? 0 : 3, rule);
	}
	w->debt = debt, w->above = 0;
}

/* 签发人： is 仿宋, the name 楷体. */
static void signer_out(struct docx_writer *w, struct str text)
{
	size_t colon = str_find(text, STR("："));
	size_t name = colon == SIZE_MAX ? 0 : colon + sizeof("：") - 1;

	docx_tab(&w->d, ROLE_FANG);
	docx_run(&w->d, ROLE_FANG, str_sub(text, 0, name), NULL);
	docx_run(&w->d, ROLE_KAI, str_sub(text, name, SIZE_MAX), NULL);
}

void docx_number(struct docx_writer *w)
{
	const struct span *first = w->part->spans, *second = first ? first->next : NULL;
	struct docx_para para = { .look = LOOK_NUMBER };
	int debt;

	para.under = head_rule(w, &debt);
	if (second)
		para.align = "left", para.indented = true, para.first = CELL_BODY, para.stop = DOCX_WIDTH - CELL_BODY;
	docx_para_begin(w, &para);
	if (first)
		docx_run(&w->d, ROLE_FANG, first->text, NULL);
	if (second)
		signer_out(w, second->text);
	docx_para_end(w);
	w->debt = debt;
}

static bool has_mark(const struct doc *d)
{
	for (const struct part *p = d->first; p; p = p->next)
		if (p->kind == B_MARK)
			return true;
	return false;
}

/* The last span, the day, at the right; what stands before it at the left. With an office between, the issuer is the name above, unless there is a mark. */
void docx_issuer(struct docx_writer *w)
{
	const struct span *left = w->part->spans;
	int debt;

	if (left && left->next && left->next->next && !has_mark(w->d.doc)) {
		mark_put(w, left->text, MARK_POINTS * 10 / 2, MARK_TOP, 2, (struct docx_rule){ 0 });
		left = left->next;
	}
	struct docx_para para = { .look = LOOK_ISSUER, .under = head_rule(w, &debt), .indented = true, .first = CELL_BODY, .stop = DOCX_WIDTH - CELL_BODY };
	docx_para_begin(w, &para);
	for (const struct span *s = left; s; s = s->next) {
		if (s != left && !s->next)
			docx_tab(&w->d, ROLE_FANG);
		else if (s != left)
			docx_run(&w->d, ROLE_FANG, STR("\u3000"), NULL);
		docx_run(&w->d, ROLE_FANG, s->text, NULL);
	}
	docx_para_end(w);
	w->debt = debt;
}

/* --- the title --- */

/* Its lines by sense, as on the writer of PDF's paper; at the widths of the grid, not of a font. */
static size_t title_parted(struct docx_writer *w, struct str title, size_t **ret_from)
{
	struct lay lay = { .mem = w->d.mem };
	struct text text = { .cells = arena_get(lay.mem, (title.n + 1) * sizeof(*text.cells)) };
	int width = (w->d.wide ? DOCX_WIDE : DOCX_WIDTH) * 100 / docx_looks[LOOK_TITLE].half_points;

	for (uint32_t before = 0, c; title.n; before = c) {
		c = text_next(&title);
		width -= before && break_full(before) != break_full(c) ? CELL / 4 : 0;  /* readers put that much between Han and figures */
		text.cells[text.n++] = (struct cell){ .code = c, .advance = break_full(c) ? CELL : CELL / 2 };
	}
	return title_lines(&lay, &text, width > TITLE_LEAST ? width : TITLE_LEAST, ret_from);
}

void docx_title(struct docx_writer *w, bool annex)
{
	struct str title = str_trim(docx_words(w->d.mem, part_text(w->d.mem, w->part))), rest = title;
	enum docx_look look = annex ? LOOK_ANNEX_TITLE : LOOK_TITLE;
	size_t *from, lines = title.n ? title_parted(w, title, &from) : 0, at = 0;
	int blank = w->d.doc->form == FORM_RED_HEAD && !annex ? 2 : 1, pitch = lines > 1 ? docx_looks[look].line : DOCX_ROW;
	int rows = ((int)lines * pitch + DOCX_ROW - 1) / DOCX_ROW, air = rows * DOCX_ROW - (int)lines * pitch;

	if (!title.n)
		return;
	docx_para_begin(w, &(struct docx_para){ .look = look, .placed = true, .before = (w->begun ? blank * DOCX_ROW : 0) - w->debt + air / 2, .line = pitch,
		.after = DOCX_ROW + air - air / 2, .ends = w->ends });
	for (size_t i = 0; i < lines; i++) {
		struct str start = rest;
		if (i)
			docx_break(&w->d, docx_looks[look].role);
		for (; rest.n && (i + 1 == lines || at < from[i + 1]); at++)
			text_next(&rest);
		docx_run(&w->d, docx_looks[look].role, str_sub(start, 0, start.n - rest.n), NULL);
	}
	docx_para_end(w);
}
