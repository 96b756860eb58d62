/* What stands at the foot of pages: 版记 on the last, page numbers on all, and by what an issue can be checked.
 *
 * GB/T 9704-2012 7.4: 4号仿宋 between rules as wide as the type area, the first and last 0.35 mm, those between 0.25 mm, the last on the lower
 * edge of the type area; a list goes on under its first name, one character in at both sides. 7.5: page numbers in 4号 half-width 宋体
 * with a dash at each side, the dash's upper edge 7 mm below the type area, one character in, at the right on odd pages. A sheet on its side
 * bears it where the others do: it is turned with the sheet, which is bound with them (clause 8).
 *
 * The lines are made here, with their heights; whether they fit on the last page is for paper_page.c to say. */
#include "doc/doc_part.h"
#include "doc/paper_part.h"

enum { PITCH = 9172, FOOT_PITCH = 3300, FOOT_BELOW = 14500, FOOT_EDGE = 6000, FOLIO_BELOW = 7000, HEAVY = 350, THIN = 250, GREY = 0x404040 };

static void rule(struct lay *lay, um y, um width)
{
	strip_rule(lay, lay->imprint, lay->area->left, lay->area->left + lay->area->measure, y, width, BLACK);
}

/* 抄送：, then the list, hanging under its first name. */
static void send_lay(struct lay *lay, const struct part *p)
{
	struct text t = letters_of(lay, p->spans, NULL, ROLE_FANG), word = letters_of(lay, p->spans, p->spans ? p->spans->next : NULL, ROLE_FANG);
	uint32_t block = block_add(lay, TAG_P, 1);
	struct line *lines;
	size_t n;

	int width = type_cells(type_imprint, lay->area->measure) - 2 * CELL, hang = letters_width(&word, 0, word.n);
	break_lines(lay->mem, t.cells, t.n, 0, hang < width / 2 ? hang : 0, width, &lines, &n);
	for (size_t i = 0; i < n; i++, lay->imprint_height += PITCH)
		letters_put(lay, lay->imprint, &t, &lines[i], type_imprint, lay->area->left + type_imprint.size, lay->imprint_height + PITCH / 2, BLACK, block);
}

static void issued_lay(struct lay *lay, const struct part *p)
{
	const struct span *second = p->spans ? p->spans->next : NULL;
	struct text left = letters_of(lay, p->spans, second, ROLE_FANG), right = letters_of(lay, second, NULL, ROLE_FANG);
	uint32_t block = block_add(lay, TAG_P, 1);
	um from = lay->area->left + type_imprint.size, to = lay->area->left + lay->area->measure - type_imprint.size;
	um middle = lay->imprint_height + PITCH / 2;

	letters_within(lay, lay->imprint, &left, type_imprint, from, to, SIDE_LEFT, middle, BLACK, block);
	letters_within(lay, lay->imprint, &right, type_imprint, from, to, SIDE_RIGHT, middle, BLACK, block);
	lay->imprint_height += PITCH;
}

void imprint_lay(struct lay *lay)
{
	const struct part *before = NULL;

	for (const struct part *p = lay->doc->first; p; p = p->next) {
		if (p->kind != B_SEND && p->kind != B_IMPRINT)
			continue;
		if (!before) {
			lay->imprint = strip_loose(lay, 0);
			rule(lay, 0, HEAVY);
		} else if (p->kind == B_IMPRINT || before->kind == B_IMPRINT) {
			rule(lay, lay->imprint_height, THIN);
		}
		if (p->kind == B_SEND)
			send_lay(lay, p);
		else
			issued_lay(lay, p);
		before = p;
	}
	if (before)
		rule(lay, lay->imprint_height, HEAVY);
}

/* In absolute places: below the page number, and never nearer to the paper's edge than a printer reaches. */
struct strip *foot_lay(struct lay *lay, const struct area *area)
{
	struct strip *s = strip_loose(lay, 0);
	um y = area->bottom + FOOT_BELOW;
	size_t n, lines_n = 0;
	struct line *lines;

	for (const struct part *p = lay->doc->first; p; p = p->next)
		for (const struct span *x = p->kind == B_FOOT ? p->spans : NULL; x; x = x->next) {
			struct text t = letters_of(lay, x, x->next, ROLE_FANG);
			uint32_t block = block_add(lay, TAG_P, 1);
			break_lines(lay->mem, t.cells, t.n, 0, 0, type_cells(type_foot, area->measure), &lines, &n);
			for (size_t i = 0; i < n; i++, lines_n++, y += FOOT_PITCH)
				letters_put(lay, s, &t, &lines[i], type_foot, area->left, y, GREY, block);
		}
	um over = y - FOOT_PITCH - (area->height - FOOT_EDGE);
	for (size_t i = 0; over > 0 && i < s->n_runs; i++)
		s->runs[i].y -= over;
	return lines_n ? s : NULL;
}

struct strip *folio_lay(struct lay *lay, const struct area *area, uint32_t number)
{
	bool turned = area->width > area->height;
	struct strip *s = strip_loose(lay, 0);
	int left, right, bottom, top, indent = type_imprint.size;
	struct text t = { 0 };

	area = turned ? lay->area : area;                        /* the upright one */
	letters_add(lay, &t, ROLE_FOLIO, str_fmt(lay->mem, "\u2014 %u \u2014", number));
	if (!face_box(t.letters[0]->face, t.letters[0]->shown, &left, &right, &bottom, &top))
		top = t.letters[0]->face->middle;
	um baseline = area->bottom + FOLIO_BELOW + (um)((int64_t)top * type_imprint.size / 1000);
	um middle = baseline - (um)((int64_t)lay->faces[ROLE_FOLIO].middle * type_imprint.size / 1000);
	um from = area->left + indent, to = area->left + area->measure - indent;
	letters_within(lay, s, &t, type_imprint, from, to, number % 2 ? SIDE_RIGHT : SIDE_LEFT, middle, BLACK, 0);
	for (size_t i = 0; i < s->n_runs; i++)
		s->runs[i].turned = turned;
	return s;
}
