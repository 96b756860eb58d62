/* The head of a document: mark, number, issuer and day, red rule, title.
 *
 * GB/T 9704-2012 7.2 and 7.3.1 give the places of a red head in lines and millimetres; where it says "two lines below", that is two rows of
 * the grid. A bulletin has no standard: its name stands at the top of the type area, number and issuer below it, a red rule under
 * them, as on the pages this federation prints.
 * Promises: the mark is one line however long, and as large as its length allows, at most 58 pt.
 * Not taken: a size of the mark chosen by hand (the standard leaves it to the issuer): one size less to keep the same in a year. */
#include "base/text.h"
#include "doc/doc_part.h"
#include "doc/paper_part.h"

enum { ONE = 5571, TITLE_PITCH = 11994, TITLE_TOGETHER = 4, MARK_TOP = 35000, MARK_WIDTH = 150000, MARK_MOST = 20461, MARK_NARROW = 860, MARK_SPREAD = 150,
	MARK_JOINT = 14111, JOINT_SPREAD = 110, JOINT_PITCH = 125,
	SIGNERS_ROOM = 12 * CELL, ISSUER_ROOM = 25 * CELL, ISSUER_RULE = 700, RED_RULE = 500, RED_RULE_BELOW = 4000 };

/* The mark stretches over 150 mm at most, its characters not further apart than half their width; size by its length, `natural` cells. spread: pitch to
 * width at most, percent. */
static struct type mark_type(int natural, um most, int spread)
{
	int64_t width = (int64_t)most * MARK_NARROW / 1000, cell = MARK_WIDTH * (int64_t)CELL / natural;
	int64_t pitch = cell < width * spread / 100 ? cell : width * spread / 100;

	if (width * 104 / 100 > cell)
		width = cell * 100 / 104;
	return (struct type){ (um)(width * 1000 / MARK_NARROW) + 1, pitch, CELL, MARK_NARROW };
}

static um mark_width(struct type type)
{
	return (um)((int64_t)type.size * MARK_NARROW / 1000);
}

/* From its middle to the top of its highest ink. */
static um mark_half(struct lay *lay, const struct text *t, struct type type)
{
	int left, right, bottom, top, highest = 0;

	for (size_t i = 0; i < t->n; i++)
		if (face_box(t->letters[i]->face, t->letters[i]->shown, &left, &right, &bottom, &top) && top > highest)
			highest = top;
	return (um)((int64_t)(highest - lay->faces[ROLE_TITLE].middle) * type.size / 1000);
}

/* One line in the middle. Returns where its ink ends. */
static um mark_put(struct lay *lay, struct strip *s, struct str name, um most, um ink_top)
{
	struct text t = { 0 };
	uint32_t block = block_add(lay, TAG_P, 1);

	letters_add(lay, &t, ROLE_TITLE, name);
	int natural = letters_width(&t, 0, t.n);
	if (!natural)
		return ink_top;
	struct type type = mark_type(natural, most, MARK_SPREAD);
	struct line l = letters_line(lay, &t, 0, t.n);
	um ink = type_um(type, natural) - (um)type.pitch + mark_width(type), x = lay->area->left + (lay->area->measure - ink) / 2;
	um half = mark_half(lay, &t, type);
	letters_put(lay, s, &t, &l, type, x, ink_top + half, RED, block);
	return ink_top + 2 * half;
}

/* 7.2.4: of several issuers one above another, all as wide as the longest; 文件 at their right, in the middle of their height. */
static um mark_joint(struct lay *lay, struct strip *s, const struct part *p, const struct span *word, um ink_top)
{
	struct text last = letters_of(lay, word, word ? word->next : NULL, ROLE_TITLE), t = { 0 };
	int longest = 0, beside = word ? letters_width(&last, 0, last.n) + CELL / 2 : 0, n = 0;

	for (const struct span *x = p->spans; x; x = x->next) {
		t = letters_of(lay, x, x->next, ROLE_TITLE);
		longest = x != word && letters_width(&t, 0, t.n) > longest ? letters_width(&t, 0, t.n) : longest;
	}
	struct type type = mark_type(longest + beside, MARK_JOINT, JOINT_SPREAD);
	um ink = type_um(type, longest + beside) - (um)type.pitch + mark_width(type), x0 = lay->area->left + (lay->area->measure - ink) / 2;
	um half = 0, pitch = type.size * JOINT_PITCH / 100;
	for (const struct span *x = p->spans; x; x = x->next) {
		if (x == word || !x->text.n)
			continue;
		t = letters_of(lay, x, x->next, ROLE_TITLE);
		struct line l = letters_line(lay, &t, 0, t.n);
		for (size_t i = 0; i + 1 < t.n; i++)             /* every character but the first moves its share */
			l.x[i + 1] += (int)((int64_t)(longest - letters_width(&t, 0, t.n)) * (int64_t)(i + 1) / (int64_t)(t.n - 1));
		half = half ? half : mark_half(lay, &t, type);
		letters_put(lay, s, &t, &l, type, x0, ink_top + half + n++ * pitch, RED, block_add(lay, TAG_P, 1));
	}
	um height = 2 * half + (n - 1) * pitch;
	if (word) {
		struct line l = letters_line(lay, &last, 0, last.n);
		letters_put(lay, s, &last, &l, type, x0 + type_um(type, longest + CELL / 2), ink_top + height / 2, RED, block_add(lay, TAG_P, 1));
	}
	return ink_top + height;
}

/* 7.2.3: at the left of the first line; the mark's own place counts from the same line, so it takes no height. */
void urgent_lay(struct lay *lay, const struct part *p)
{
	struct text t = letters_of(lay, p->spans, NULL, ROLE_HEI);
	struct strip *s = strip_add(lay, 0);

	s->keep = true;
	strip_line(lay, s, &t, SIDE_LEFT, 0, block_add(lay, TAG_P, 1));
}

static void red_rule(struct lay *lay, struct strip *s, um y, um width)
{
	strip_rule(lay, s, lay->area->left, lay->area->left + lay->area->measure, y, width, RED);
}

/* 7.2.4: its upper edge 35 mm below that of the type area. A bulletin's stands at the top, in three rows. */
void mark_lay(struct lay *lay, const struct part *p)
{
	bool red_head = lay->doc->form == FORM_RED_HEAD;
	struct strip *s = strip_add(lay, 3 * QUARTERS);
	const struct span *word;
	um top = HALF_LEADING + (red_head ? MARK_TOP : 0);
	um bottom = mark_names(p, &word) > 1 ? mark_joint(lay, s, p, word, top) : mark_put(lay, s, part_text(lay->mem, p), MARK_MOST, top);

	s->keep = true;
	if (!red_head)
		return;
	int rows = (bottom + 2 * ROW - HALF_LEADING + ROW / 2) / ROW;            /* 7.2.5: two lines below it, on the grid */
	s->quarters = rows * QUARTERS;
	if (!(p->next && p->next->kind == B_NUMBER))
		red_rule(lay, s, rows * ROW, RED_RULE);
}

/* 7.2.6: 签发人：in 仿宋, the name in 楷体, at the right, the number then at the left, both one character in. Several signers stand in rows, their names
 * under each other, and the number beside the last row. */
static void signers_put(struct lay *lay, struct strip *s, const struct text *t, const struct line *lines, size_t n, uint32_t block)
{
	um left = lay->area->left + lay->area->measure - ONE - type_um(type_body, SIGNERS_ROOM);

	for (size_t i = 0; i < n; i++)
		letters_put(lay, s, t, &lines[i], type_body, left, (um)i * ROW + ROW / 2, BLACK, block);
}

/* Rows of whole names, as far as a name fits into one. How many rows; one is set at the right edge and needs no line. */
static size_t signers_break(struct lay *lay, const struct span *span, struct text *t, struct line **ret)
{
	size_t colon = str_find(span->text, STR("：")), cut = colon == SIZE_MAX ? 0 : colon + sizeof("：") - 1, n = 0, from = 0, room;

	letters_add(lay, t, ROLE_FANG, str_sub(span->text, 0, cut));
	int word = letters_width(t, 0, t->n), in = 0;
	letters_add(lay, t, ROLE_KAI, str_sub(span->text, cut, span->text.n));
	if (letters_width(t, 0, t->n) <= SIGNERS_ROOM)
		return 1;
	struct line *lines = arena_get(lay->mem, t->n * sizeof(*lines));
	for (room = 0; from < t->n; from = room, in = word < SIGNERS_ROOM / 2 ? word : 0) {
		for (size_t i = from + 1; i <= t->n && letters_width(t, from, i) <= SIGNERS_ROOM - in; i++)
			room = i == t->n || t->cells[i - 1].code == 0x3001 || room <= from || t->cells[room - 1].code != 0x3001 ? i : room;
		room = room > from ? room : from + 1;
		lines[n] = letters_line(lay, t, from, room);
		for (size_t i = 0; i <= room - from; i++)
			lines[n].x[i] += in;
		n++;
	}
	*ret = lines;
	return n;
}

void number_lay(struct lay *lay, const struct part *p)
{
	const struct span *number = p->spans, *signer = number ? number->next : NULL;
	struct text names = { 0 };
	struct line *lines = NULL;
	size_t rows = signer ? signers_break(lay, signer, &names, &lines) : 1;
	struct strip *s = strip_add(lay, (int)rows * QUARTERS);
	uint32_t block = block_add(lay, TAG_P, 1);
	um left = lay->area->left, right = left + lay->area->measure, last = (um)(rows - 1) * ROW;

	s->keep = true;
	if (!number)
		return;
	struct text t = letters_of(lay, number, signer, ROLE_FANG);
	letters_within(lay, s, &t, type_body, left + (signer ? ONE : 0), right, signer ? SIDE_LEFT : SIDE_MIDDLE, last + ROW / 2, BLACK, block);
	if (lines)
		signers_put(lay, s, &names, lines, rows, block);
	else if (signer)
		strip_line(lay, s, &names, SIDE_RIGHT, ONE, block);
	if (lay->doc->form == FORM_RED_HEAD)
		red_rule(lay, s, last + ROW - HALF_LEADING + RED_RULE_BELOW, RED_RULE);
}

static bool has_mark(const struct doc *d)
{
	for (const struct part *p = d->first; p; p = p->next)
		if (p->kind == B_MARK)
			return true;
	return false;
}

/* Issuer and day on one line over the red rule. With an office between: it stands on the line, and the issuer is the name above, unless there is one. */
void issuer_lay(struct lay *lay, const struct part *p)
{
	const struct span *name = p->spans, *left = name, *day = NULL;

	for (const struct span *s = name ? name->next : NULL; s; s = s->next)
		day = s;
	if (name && name->next && name->next != day && !has_mark(lay->doc)) {
		struct strip *above = strip_add(lay, 2 * QUARTERS);
		mark_put(lay, above, name->text, MARK_MOST / 2, HALF_LEADING);
		above->keep = true;
		left = name->next;
	}
	struct strip *s = strip_add(lay, QUARTERS);
	uint32_t block = block_add(lay, TAG_P, 1);
	struct text t = { 0 };
	for (const struct span *x = left; x && (x != day || x == left); x = x->next) {
		if (t.n)
			letters_add(lay, &t, ROLE_FANG, STR("\u3000"));
		letters_add(lay, &t, ROLE_FANG, x->text);
	}
	s->keep = true;
	strip_line(lay, s, &t, SIDE_LEFT, ONE, block);
	if (day && day != left) {
		int width = letters_width(&t, 0, t.n);
		t = letters_of(lay, day, NULL, ROLE_FANG);
		if (width + letters_width(&t, 0, t.n) > ISSUER_ROOM) {          /* too long a name for one line: the day goes below */
			s = strip_add(lay, QUARTERS);
			s->keep = true;
		}
		strip_line(lay, s, &t, SIDE_RIGHT, ONE, block);
	}
	red_rule(lay, s, ROW, ISSUER_RULE);
}

/* Lines of 34 pt in as many rows as hold them; more than four lines go on in a strip of their own. */
static void title_strips(struct lay *lay, const struct text *t, uint32_t block)
{
	int width = type_cells(type_title, lay->area->measure);
	size_t *from, n = title_lines(lay, t, width, &from), here;

	for (size_t i = 0; i < n; i += here) {
		here = n - i < TITLE_TOGETHER ? n - i : TITLE_TOGETHER;
		int rows = here == 1 ? 1 : ((int)here * TITLE_PITCH + ROW - 1) / ROW;
		struct strip *s = strip_add(lay, rows * QUARTERS);
		s->keep = true;
		for (size_t k = i; k < i + here; k++) {
			size_t end = k + 1 < n ? from[k + 1] : t->n;
			while (end > from[k] + 1 && t->cells[end - 1].code == ' ')      /* a blank parts two issuers; it would leave the line off the middle */
				end--;
			struct line l = letters_line(lay, t, from[k], end);
			um y = rows * ROW / 2 + (um)(2 * (int)(k - i) - (int)here + 1) * TITLE_PITCH / 2;
			um x = lay->area->left + (lay->area->measure - type_um(type_title, l.x[l.to - l.from])) / 2;
			letters_put(lay, s, t, &l, type_title, x, y, BLACK, block);
		}
	}
}

/* 7.3.1: two blank lines below the red line, the addressee one blank line below the title. An annex's stands on the third line, 7.3.7. */
void title_lay(struct lay *lay, const struct part *p)
{
	bool red_head = lay->doc->form == FORM_RED_HEAD && !lay->annex;
	struct str words = str_trim(part_text(lay->mem, p));
	struct text t = { 0 };

	if (!words.n)
		return;
	strip_blanks(lay, red_head ? 2 : 1);
	struct strip *before = lay->last;
	letters_add(lay, &t, ROLE_TITLE, words);
	title_strips(lay, &t, block_add(lay, TAG_TITLE, 1));
	if (!lay->annex)
		strip_bookmark(strip_after(lay, before), words, 1);
	struct strip *blank = strip_add(lay, QUARTERS);
	blank->blank = blank->keep = true;
	lay->annex = false;
}
