/* Where the ink of a printed page is: ink DPI [FROM TO] reads gray pictures (PGM, P5) from stdin, as pdftoppm -gray writes them, and prints for each page
 *
 *   page 1 210000 296900          width and height
 *   ink 37100 28400 183800 271500 top, left, right and bottom of all ink, from the page's upper left corner
 *   lines 22                      bands of rows with ink: lines of text, rules
 *   line 37100 42600 39200 183800 each: its top, bottom, left, right
 *
 * in micrometres. FROM and TO, millimetres from the page's upper edge, look at a part of each page only: 30 265 leaves the page number out.
 *
 * GB/T 9704-2012 measures margins to the ink, and a writer can only set boxes; so this is what holds a printed page against the standard, whoever printed it.
 * Rows nearer than 0.8 mm are one line: the strokes of 二 in a line of other characters, not a line of 二 alone. Anything darker than three quarters of white
 * is ink. Exits 1 when a page has none, 2 when the input is no PGM.
 * Not taken: a library for pictures; P5 is a header of three numbers. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/str.h"

enum { DARK = 192, GAP = 800, SIDE_MOST = 40000 };
struct picture { long width, height, dpi, from, to; const unsigned char *gray; };
struct box { long top, bottom, left, right; };              /* pixels; bottom and right are behind the last */

/* A number of the header; -1: none. Blanks and comments go before it. */
static long number_read(void)
{
	int c = getchar();
	long n = 0;

	while (isspace(c) || c == '#') {
		while (c == '#' && (c = getchar()) != EOF && c != '\n')
			c = '#';
		c = getchar();
	}
	if (!isdigit(c))
		return -1;
	for (; isdigit(c) && n <= SIDE_MOST; c = getchar())
		n = n * 10 + c - '0';
	return n;
}

/* 1: a page; 0: the end; -1: something else. */
static int picture_read(struct arena *mem, struct picture *p)
{
	int c = getchar();

	while (isspace(c))
		c = getchar();
	if (c == EOF)
		return 0;
	if (c != 'P' || getchar() != '5')
		return -1;
	p->width = number_read(), p->height = number_read();
	if (p->width < 1 || p->height < 1 || p->width > SIDE_MOST || p->height > SIDE_MOST || number_read() != 255)
		return -1;
	size_t n = (size_t)p->width * (size_t)p->height;
	unsigned char *gray = arena_get(mem, n);
	p->gray = gray;
	return fread(gray, 1, n, stdin) == n ? 1 : -1;
}

static long um(const struct picture *p, long pixels)
{
	return (pixels * 25400 + p->dpi / 2) / p->dpi;
}

/* Widens the box by the ink of a row; false: it has none. */
static bool row_ink(const struct picture *p, long y, struct box *box)
{
	const unsigned char *row = p->gray + y * p->width;
	long left = 0, right = p->width;

	while (left < right && row[left] >= DARK)
		left++;
	while (right > left && row[right - 1] >= DARK)
		right--;
	if (left == right)
		return false;
	if (box->bottom == 0)
		*box = (struct box){ y, y + 1, left, right };
	box->bottom = y + 1;
	box->left = left < box->left ? left : box->left;
	box->right = right > box->right ? right : box->right;
	return true;
}

static size_t lines_of(const struct picture *p, struct box *lines)
{
	long last = p->to * p->dpi * 10 / 254;
	size_t n = 0;

	for (long y = p->from * p->dpi * 10 / 254; y < p->height && y < last; y++) {
		struct box row = { 0 };
		if (!row_ink(p, y, &row))
			continue;
		if (!n || um(p, y - lines[n - 1].bottom) >= GAP)
			lines[n++] = (struct box){ 0 };
		row_ink(p, y, &lines[n - 1]);
	}
	return n;
}

static bool page_out(struct arena *mem, const struct picture *p, int number)
{
	struct box *lines = arena_get(mem, ((size_t)p->height + 1) * sizeof(*lines));
	size_t n = lines_of(p, lines);

	printf("page %d %ld %ld\n", number, um(p, p->width), um(p, p->height));
	if (!n)
		return false;
	struct box all = lines[0];
	for (size_t i = 0; i < n; i++) {
		all.left = lines[i].left < all.left ? lines[i].left : all.left;
		all.right = lines[i].right > all.right ? lines[i].right : all.right;
	}
	all.bottom = lines[n - 1].bottom;
	printf("ink %ld %ld %ld %ld\nlines %zu\n", um(p, all.top), um(p, all.left), um(p, all.right), um(p, all.bottom), n);
	for (size_t i = 0; i < n; i++)
		printf("line %ld %ld %ld %ld\n", um(p, lines[i].top), um(p, lines[i].bottom), um(p, lines[i].left), um(p, lines[i].right));
	return true;
}

int main(int argc, char **argv)
{
	struct picture p = { .dpi = argc > 1 ? strtol(argv[1], NULL, 10) : 0, .from = argc == 4 ? strtol(argv[2], NULL, 10) : 0,
		.to = argc == 4 ? strtol(argv[3], NULL, 10) : 10000 };
	struct arena *mem = arena_open(0);
	bool all = true;
	int got, n = 0;

	if ((argc != 2 && argc != 4) || p.dpi < 10 || p.dpi > 2400 || p.from < 0 || p.to <= p.from) {
		fputs("usage: ink DPI [FROM TO] < page.pgm\n", stderr);
		return 2;
	}
	struct arena_mark mark = arena_mark(mem);
	while ((got = picture_read(mem, &p)) == 1) {
		all &= page_out(mem, &p, ++n);
		arena_back(mem, mark);
	}
	if (got < 0 || !n)
		fputs("ink: this is no gray picture (PGM, P5)\n", stderr);
	arena_close(mem);
	return got < 0 || !n ? 2 : all ? 0 : 1;
}
