/* Characters become glyphs on the grid.
 *
 * A role's face (仿宋, 楷体 …) shows a character itself, or another face stands in for it: then at the size at which the ink of both
 * is as high, in the middle of its cell by its own middle, so that 喆 and 𠮷 sit quietly in the line. What no face has is printed
 * as 〓 and noted with the words around it. Han and Chinese marks take one cell whatever the font says; digits and Latin keep
 * their natural width and the baseline of their role. A dash whose ink does not reach over its cell is drawn wider, so that —— joins.
 *
 * Each position is rounded by itself from the line's start; nothing adds up. A character is looked up once a role and kept in a
 * table by code (a few hundred of them in a paper). Marks without ink that steer other text (variation selectors, directions,
 * controls) are dropped: they would be boxes on paper.
 *
 * Not taken: shaping. Chinese needs none, and a shaper's kerning would leave the grid. */
#include "base/text.h"
#include "doc/paper_part.h"

enum { BESIDE = 40, MARK_MOST = 500, WORDS_AROUND = 8, GETA = 0x3013 };

const struct type type_body    = { 5644, 156000, 28000, 1000 };      /* 16 pt on a pitch of 15.79 */
const struct type type_title   = { 7761, 7761, 1000, 1000 };
const struct type type_small   = { 4233, 4233, 1000, 1000 };
const struct type type_imprint = { 4939, 4939, 1000, 1000 };
const struct type type_foot    = { 2293, 2293, 1000, 1000 };

struct type type_of(um size)
{
	return (struct type){ size, size, 1000, 1000 };
}

um type_um(struct type t, int64_t position)
{
	int64_t twice = 2 * position * t.pitch;

	return (um)((twice + (twice < 0 ? -t.per : t.per)) / (2 * t.per));
}

int type_cells(struct type t, um width)
{
	return (int)(width * t.per / t.pitch);
}

/* --- a character in a role --- */

static bool among(uint32_t code, const uint32_t *list, size_t n)
{
	while (n--)
		if (list[n] == code)
			return true;
	return false;
}

static bool opens(uint32_t code)
{
	static const uint32_t list[] = { 0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B };
	return among(code, list, COUNT(list));
}

static bool closes(uint32_t code)
{
	static const uint32_t list[] = { 0x2019, 0x201D, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E,
		0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D };
	return among(code, list, COUNT(list));
}

static bool dropped(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F)
		|| (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE01EF);
}

/* Light faces ask the light one first, 黑体 a sans, 小标宋 a bold. */
static const int stands[ROLE_COUNT][4] = {
	[ROLE_FANG]  = { ROLE_RARE,  STAND_SERIF, STAND_SANS,  STAND_BOLD },
	[ROLE_KAI]   = { ROLE_RARE,  STAND_SERIF, STAND_SANS,  STAND_BOLD },
	[ROLE_HEI]   = { STAND_SANS, STAND_BOLD,  STAND_SERIF, ROLE_RARE  },
	[ROLE_TITLE] = { STAND_BOLD, STAND_SERIF, STAND_SANS,  ROLE_RARE  },
	[ROLE_FOLIO] = { ROLE_RARE,  STAND_SERIF, STAND_SANS,  STAND_BOLD },
	[ROLE_RARE]  = { ROLE_RARE,  STAND_SERIF, STAND_SANS,  STAND_BOLD },
};

static struct face *face_for(struct lay *lay, enum role role, uint32_t code)
{
	if (face_has(&lay->faces[role], code))
		return &lay->faces[role];
	for (size_t i = 0; i < COUNT(stands[role]); i++)
		if (face_has(&lay->faces[stands[role][i]], code))
			return &lay->faces[stands[role][i]];
	return NULL;
}

/* Where a glyph stands in its cell, and how much blank beside its ink may be given up. */
static void letter_full(struct letter *l, uint32_t code)
{
	int left = 0, right = 1000, bottom, top, width = face_advance(l->face, l->shown) * l->scale / 1000;
	bool mark = code == 0x2014 || code == 0xB7 || code == 0x2026 || opens(code) || closes(code);
	bool ink = mark && face_box(l->face, l->shown, &left, &right, &bottom, &top);

	left = left * l->scale / 1000, right = right * l->scale / 1000;
	l->cell.advance = CELL;
	l->shift = (CELL - width) / 2;
	if (code == 0x2014 && ink && right - left < CELL - 5) {
		l->hscale = CELL * 1000 / (right - left);
		l->shift = -left * l->hscale / 1000;
	} else if ((code == 0xB7 || code == 0x2026) && ink) {
		l->shift = (CELL - left - right) / 2;
	} else if (width < 900 && (opens(code) || closes(code))) {
		l->shift = opens(code) ? CELL - width : 0;       /* a Latin-wide quote stands beside what it quotes */
	}
	int before = l->shift + left - BESIDE, behind = CELL - l->shift - right - BESIDE;
	if (ink && opens(code))
		l->cell.left = before < 0 ? 0 : before < MARK_MOST ? before : MARK_MOST;
	if (ink && closes(code))
		l->cell.right = behind < 0 ? 0 : behind < MARK_MOST ? behind : MARK_MOST;
}

enum { SCALE_LEAST = 950 };              /* smaller, and a reader of the PDF takes the air beside it for blanks */

static struct letter letter_new(struct lay *lay, enum role role, uint32_t code)
{
	struct face *own = &lay->faces[role], *face = face_for(lay, role, code);
	bool full = break_full(code) || !face;
	struct letter l = { .cell = { .code = code }, .face = face, .shown = code, .scale = 1000, .hscale = 1000, .known = true };

	if (!face) {
		l.shown = GETA;
		l.face = face_for(lay, role, GETA);
		l.face = l.face ? l.face : own;
	}
	if (l.face != own)
		l.scale = (1000 * own->ink + l.face->ink / 2) / l.face->ink;
	l.scale = l.scale < SCALE_LEAST ? SCALE_LEAST : l.scale;
	l.rise = full ? l.face->middle * l.scale / 1000 : own->middle;
	if (full)
		letter_full(&l, code);
	else
		l.cell.advance = face_advance(l.face, l.shown) * l.scale / 1000;
	return l;
}

enum { PAGE = 256, PAGES = 0x110000 / PAGE };

static const struct letter *letter_of(struct lay *lay, enum role role, uint32_t code)
{
	if (!lay->known[role])
		lay->known[role] = arena_get(lay->mem, PAGES * sizeof(*lay->known[role]));
	struct letter **page = &lay->known[role][code / PAGE];
	if (!*page)
		*page = arena_get(lay->mem, PAGE * sizeof(**page));
	struct letter *l = &(*page)[code % PAGE];
	if (!l->known)
		*l = letter_new(lay, role, code);
	return l;
}

/* --- text --- */

void letters_add(struct lay *lay, struct text *text, enum role role, struct str from)
{
	while (from.n) {
		uint32_t c = text_next(&from);
		c = c == '\t' || c == '\n' || c == 0xA0 ? ' ' : c;
		if (dropped(c))
			continue;
		if (text->n == text->cap) {
			size_t cap = text->cap ? 2 * text->cap : 64;
			text->cells = arena_more(lay->mem, text->cells, text->n * sizeof(*text->cells), cap * sizeof(*text->cells));
			text->letters = arena_more(lay->mem, text->letters, text->n * sizeof(*text->letters), cap * sizeof(*text->letters));
			text->cap = cap;
		}
		text->letters[text->n] = letter_of(lay, role, c);
		text->cells[text->n] = text->letters[text->n]->cell;
		text->n++;
	}
}

struct text letters_of(struct lay *lay, const struct span *from, const struct span *end, enum role role)
{
	struct text t = { 0 };

	for (const struct span *s = from; s && s != end; s = s->next)
		letters_add(lay, &t, role, s->text);
	return t;
}

int letters_width(const struct text *text, size_t from, size_t to)
{
	int width = 0;

	for (; from < to && width < INT32_MAX / 4; from++)
		width += text->cells[from].advance;
	return width;
}

struct line letters_line(struct lay *lay, const struct text *text, size_t from, size_t to)
{
	struct line l = { .from = from, .to = to, .x = arena_get(lay->mem, (to - from + 1) * sizeof(*l.x)) };

	for (size_t i = from; i < to; i++)
		l.x[i - from + 1] = l.x[i - from] + text->cells[i].advance;
	return l;
}

static void missing_add(struct lay *lay, struct strip *strip, const struct text *text, size_t at)
{
	struct missing *m = arena_get(lay->mem, sizeof(*m)), **tail = &strip->missing;
	struct buf where = { .mem = lay->mem };

	for (size_t i = at > WORDS_AROUND ? at - WORDS_AROUND : 0; i < text->n && i <= at + WORDS_AROUND; i++)
		text_add(&where, text->cells[i].code);
	*m = (struct missing){ .code = text->cells[at].code, .where = buf_str(&where) };
	while (*tail)
		tail = &(*tail)->next;
	*tail = m;
}

static struct run *run_add(struct lay *lay, struct strip *strip)
{
	if (strip->n_runs == strip->cap_runs) {
		size_t cap = strip->cap_runs ? 2 * strip->cap_runs : 2;
		strip->runs = arena_more(lay->mem, strip->runs, strip->n_runs * sizeof(*strip->runs), cap * sizeof(*strip->runs));
		strip->cap_runs = cap;
	}
	return &strip->runs[strip->n_runs++];
}

static bool same_run(const struct letter *a, const struct letter *b)
{
	return a->face == b->face && a->scale == b->scale && a->hscale == b->hscale && a->rise == b->rise;
}

void letters_put(struct lay *lay, struct strip *strip, const struct text *text, const struct line *line, struct type type, um left, um middle, uint32_t rgb,
	uint32_t block)
{
	size_t n = line->to - line->from;
	struct glyph *glyphs = arena_get(lay->mem, n * sizeof(*glyphs) + 1);

	for (size_t i = 0, from = 0; i < n; i++) {
		const struct letter *l = text->letters[line->from + i];
		glyphs[i] = (struct glyph){ l->cell.code, l->shown, left + type_um(type, line->x[i]) + type_um(type, l->shift), 0 };
		if (l->shown != l->cell.code)
			missing_add(lay, strip, text, line->from + i);
		if (i && i > from)
			glyphs[i - 1].advance = glyphs[i].x - glyphs[i - 1].x;
		if (i + 1 < n && same_run(l, text->letters[line->from + i + 1]))
			continue;
		glyphs[i].advance = left + type_um(type, line->x[i + 1]) - glyphs[i].x;
		um y = middle + (um)((int64_t)l->rise * type.size / 1000), size = (um)((int64_t)type.size * l->scale / 1000);
		int hscale = l->hscale * type.hscale / 1000;
		*run_add(lay, strip) = (struct run){ .face = l->face, .x = glyphs[from].x, .y = y, .size = size, .hscale = hscale, .rgb = rgb, .block = block,
			.n = i + 1 - from, .glyphs = glyphs + from };
		from = i + 1;
	}
}

void letters_within(struct lay *lay, struct strip *strip, const struct text *text, struct type type, um from, um to, enum side side, um middle, uint32_t rgb,
	uint32_t block)
{
	struct line l = letters_line(lay, text, 0, text->n);
	int width = letters_width(text, 0, text->n), room = to > from ? type_cells(type, to - from) : 1;

	if (width > room) {
		type.per = type.per * width / room;
		type.hscale = (int)((int64_t)type.hscale * room / width) + 1;
	} else if (side != SIDE_LEFT) {
		from = side == SIDE_RIGHT ? to - type_um(type, width) : from + (to - from - type_um(type, width)) / 2;
	}
	letters_put(lay, strip, text, &l, type, from, middle, rgb, block);
}
