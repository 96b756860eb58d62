/* A long text, read as it goes.
 *
 * A county's CSV of a million rows is larger than the memory that a program should take for it, and nobody looks at its rows but in order. So of a long text
 * in UTF-8 only the first rows are kept, where titles and the head stand; the others are read again and again from the file, a piece at a time, by whoever
 * walks over the sheet. One pass beforehand finds out that it is text and in UTF-8; whatever is doubtful, and whatever is short, is read whole by the other
 * road (sheet_read.c), which has the sentences for it.
 * Promises: the rows are the same as those of the whole reading; a file that was changed or cut meanwhile gives a fault or other rows, never a crash.
 * Refuses: what csv_read refuses; a quote that is never closed, when the walk comes to it. A caller therefore may write only in a transaction.
 * Costs: a piece of 256 KiB, more only when one record is longer; each walk reads the file once.
 * Not taken: mapping the file into memory (a file that is cut meanwhile ends the process). */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "doc/csv_part.h"

enum { PIECE = 256 << 10, LONG = 2 << 20, ROWS_AT_HAND = 256, LONGEST = 512 << 20, MOST = 4 << 20 };      /* MOST: of one record */

struct grid_rest { int file; size_t start, size; char separator; struct sheet_limits limits; };

struct grid_walk {
	const struct grid *grid;
	size_t next;                                     /* of the rows at hand */
	struct arena *mem, *pieces;                      /* mem: of the row that was given last */
	struct arena_mark mark;
	struct reading reading;
	struct scan scan;
	char *piece;  size_t cap, n, from;               /* bytes from .. from + n of the file; from counts from its beginning */
	int64_t number;
	struct grid_row row;
	bool begun, ended;
};

static fault unreadable(struct arena *mem)
{
	return fault_note(mem, BLAME_INPUT, "sheet.missing", strerror(errno), _("这个文件读不出来，存放它的盘可能有毛病。请复制到别处再试。"));
}

/* Up to n bytes from there; fewer only at the end. SIZE_MAX: it cannot be read. */
static size_t bytes_at(int file, char *to, size_t n, size_t from)
{
	size_t got = 0;
	while (got < n) {
		ssize_t some = pread(file, to + got, n - got, (off_t)(from + got));
		if (some == 0)
			break;
		if (some < 0 && errno != EINTR)
			return SIZE_MAX;
		got += some > 0 ? (size_t)some : 0;
	}
	return got;
}

/* Bytes at the end of a piece that begin a character which the next piece ends. */
static size_t half_character(const char *p, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)p[n - back];
		if (c >= 0xC0)
			return (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) > back ? back : 0;
		if (c < 0x80)
			return 0;
	}
	return 0;
}

/* \n, \r\n and \r alone; never fewer than there are. */
static size_t line_ends(struct str s)
{
	size_t n = 0;
	for (const char *p = s.p, *end = s.p + s.n; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		n++;
	for (const char *p = s.p, *end = s.p + s.n; (p = memchr(p, '\r', (size_t)(end - p))); p++)
		n += p + 1 == end || p[1] != '\n';
	return n;
}

/* Whether it is text in UTF-8 from one end to the other, beyond doubt; and how many lines. */
static fault looked_through(struct arena *mem, int file, size_t size, bool *ret_good, size_t *ret_lines)
{
	struct census c = { .bad = SIZE_MAX };
	char *piece = arena_get(mem, PIECE);
	size_t lines = 1;
	bool good = true;
	for (size_t at = 0; at < size && good;) {
		size_t n = bytes_at(file, piece, PIECE, at);
		if (n == SIZE_MAX || n == 0)
			return unreadable(mem);
		n -= at + n < size ? half_character(piece, n) : 0;
		struct str text = { piece, n };
		utf8_count(&c, text);
		good = c.bad == SIZE_MAX && text_bytes(text) && (at + n == size || text.p[n - 1] != 0x1A);
		lines += good ? line_ends(text) : 0;
		at += n;
	}
	*ret_good = good && (!c.high || c.three);
	*ret_lines = lines;
	return NULL;
}

static void rest_close(void *rest)
{
	close(((struct grid_rest *)rest)->file);
}

/* The first rows, by a walk of their own. */
static fault rows_at_hand(struct arena *mem, struct grid *g)
{
	struct grid_walk *w;
	const struct grid_row *row;
	struct grid_row *rows = arena_get(mem, ROWS_AT_HAND * sizeof *rows);
	size_t n = 0;
	TRY(grid_walk(mem, g, 0, &w));
	while (n < ROWS_AT_HAND) {
		TRY(grid_next(w, &row));
		if (!row)
			break;
		rows[n] = *row;
		rows[n].cells = arena_get(mem, (row->n + 1) * sizeof *rows[n].cells);
		for (size_t i = 0; i < row->n; i++) {
			rows[n].cells[i] = row->cells[i];
			rows[n].cells[i].text = str_copy(mem, row->cells[i].text);
		}
		n++;
	}
	g->rows = rows;
	g->n = n;
	return NULL;
}

fault csv_open(struct arena *mem, int file, const struct sheet_limits *limits, bool *ret_opened, struct workbook *ret)
{
	struct stat about;
	char *first = arena_get(mem, PIECE);
	size_t n, lines = 0;
	bool good = false;
	*ret_opened = false;
	if (fstat(file, &about) || !S_ISREG(about.st_mode) || about.st_size < LONG || about.st_size > LONGEST)
		return NULL;
	if ((n = bytes_at(file, first, PIECE, 0)) != PIECE || !text_bytes((struct str){ first, n }))
		return NULL;
	TRY(magic_refuse(mem, (struct str){ first, n }));
	TRY(looked_through(mem, file, (size_t)about.st_size, &good, &lines));
	struct grid *g = arena_get(mem, sizeof *g);
	struct grid_rest *rest = arena_get(mem, sizeof *rest);
	struct str head = { first, n };
	if (!good)
		return NULL;
	head = str_sub(head, str_starts(head, STR("\xEF\xBB\xBF")) ? 3 : 0, n);
	*rest = (struct grid_rest){ .file = dup(file), .size = (size_t)about.st_size, .limits = *limits };
	if (rest->file < 0)
		return unreadable(mem);
	arena_later(mem, rest_close, rest);
	rest->separator = separator_find(&head);
	rest->start = (size_t)(head.p - first);
	g->lines = lines;
	g->rest = rest;
	TRY(rows_at_hand(mem, g));
	*ret = (struct workbook){ g, 1, STR("UTF-8") };
	*ret_opened = g->n > 0;
	return NULL;
}

/* --- walking ------------------------------------------------------------------------------------------------------ */

static void walk_drop(void *walk)
{
	arena_close(((struct grid_walk *)walk)->mem);
}

static void pieces_drop(void *walk)
{
	arena_close(((struct grid_walk *)walk)->pieces);
}

fault grid_walk(struct arena *mem, const struct grid *g, size_t first, struct grid_walk **ret)
{
	struct grid_walk *w = arena_get(mem, sizeof *w);
	*w = (struct grid_walk){ .grid = g, .next = first };
	*ret = w;
	if (!g->rest)
		return NULL;
	w->mem = arena_open(0);
	w->mark = arena_mark(w->mem);
	arena_later(mem, walk_drop, w);
	w->pieces = arena_open(0);
	arena_later(mem, pieces_drop, w);
	w->cap = PIECE;
	w->piece = arena_get(w->pieces, w->cap);
	w->from = g->rest->start;
	w->reading = (struct reading){ .mem = w->mem, .limits = g->rest->limits, .scratch = arena_get(mem, g->rest->limits.columns * sizeof(struct cell)) };
	w->scan = (struct scan){ .r = &w->reading, .line = 1, .separator = g->rest->separator };
	const struct grid_row *row = NULL;
	for (w->next = 0; w->next < first; w->next++)
		TRY(grid_next(w, &row));
	return NULL;
}

/* The bytes before the scan go, others come behind; one that is longer than the piece makes it longer. */
static fault piece_more(struct grid_walk *w, size_t from)
{
	size_t left = w->n - from;
	memmove(w->piece, w->piece + from, left);
	w->from += from;
	if (left > w->cap / 2) {
		w->piece = arena_more(w->pieces, w->piece, w->cap, 2 * w->cap);
		w->cap *= 2;
	}
	size_t room = w->cap - left, rest = w->grid->rest->size - w->from - left;
	size_t got = bytes_at(w->grid->rest->file, w->piece + left, room < rest ? room : rest, w->from + left);
	if (got == SIZE_MAX)
		return unreadable(w->mem);
	w->n = left + got;
	w->ended = got < room;
	if (w->ended && w->n && w->piece[w->n - 1] == 0x1A)
		w->n--;
	w->scan.text = (struct str){ w->piece, w->n };
	w->scan.at = 0;
	return NULL;
}

static fault too_long(struct grid_walk *w)
{
	return fault_make(w->mem, BLAME_INPUT, "sheet.broken", _("第%zu行长得反常，像是有一个双引号没有成对。请补上引号，或用WPS、Excel打开，另存为xlsx后再选。"), w->scan.line);
}

/* One record; a piece that ends within it is made whole first. NULL: there is none. */
static fault record_next(struct grid_walk *w, const struct grid_row **ret)
{
	enum end end;
	*ret = NULL;
	for (;;) {
		struct scan before = w->scan;
		size_t cells = w->reading.cells;
		if (w->ended && before.at >= before.text.n)
			return NULL;
		w->row = (struct grid_row){ .number = w->number + 1 };
		fault f = w->begun ? record_read(&w->scan, &w->row, &end) : NULL;
		bool broken = f && !strcmp(f->code, "sheet.broken");
		if (w->begun && (w->ended || (f ? !broken : end != END_TEXT && w->scan.at < w->scan.text.n))) {
			TRY(f);
			break;
		}
		w->begun = true;
		w->scan = before;
		w->reading.cells = cells;
		if (w->n - before.at > MOST)
			return too_long(w);
		TRY(piece_more(w, before.at));
	}
	w->number++;
	if ((uint64_t)w->number > w->reading.limits.rows && w->row.n)
		return rows_too_many(&w->reading);
	*ret = &w->row;
	return NULL;
}

fault grid_next(struct grid_walk *w, const struct grid_row **ret)
{
	if (!w->grid->rest) {
		*ret = w->next < w->grid->n ? &w->grid->rows[w->next++] : NULL;
		return NULL;
	}
	do {
		arena_back(w->mem, w->mark);
		TRY(record_next(w, ret));
	} while (*ret && !(*ret)->n);                    /* as in memory: rows without any cell are left out */
	return NULL;
}

size_t grid_lines(const struct grid *g)
{
	return g->rest ? g->lines : g->n;
}
