/* Where the lines of a title end: by sense, as a trapezoid or a rhombus (GB/T 9704-2012 7.3.1).
 *
 * As few lines as hold it, one more if a word is parted else; among all ways to part it into so many, the cheapest: lines of about
 * equal length, the middle one of three
 * not the shortest, a line after the issuer's name before 关于; no word parted (ICU's dictionary, helped by a list of words of this
 * trade that it does not know), no line beginning with 的 和 及, no two or three characters left alone at the end. The prices are cells
 * squared; they were set by looking at fourteen titles.
 *
 * Costs: nothing for a title of one line; else the dictionary is opened, 4–11 ms the first time, and the ways are walked: with at
 * most 4 lines of at most 20 characters some thousands.
 * Not taken: the breaker of paragraphs, which fills lines and leaves 的通知 alone on the last. */
#include <string.h>
#include <uchar.h>
#include <unicode/ubrk.h>
#include "doc/paper_part.h"

enum { LONGEST = 100, APART = 10000, WORD_PARTED = 100, MOST = 4 };

/* Words that the dictionary parts. */
static const char16_t *const words[] = {
	u"总工会", u"工会工作", u"办公室", u"印发", u"帮扶", u"送温暖", u"送清凉", u"困难职工", u"劳动模范", u"先进单位", u"先进个人", u"先进集体", u"职代会",
	u"县市区", u"开发区", u"党组", u"经审会", u"女职工", u"职工之家", u"完成情况", u"实施方案", u"实施意见", u"管理办法", u"暂行办法", u"试行", u"技能竞赛",
	u"劳动竞赛", u"工作要点", u"再部署", u"再动员", u"元旦春节", u"五一", u"金秋助学", u"结对帮扶", u"推荐评选", u"信访", u"述职", u"评议", u"考评",
};

/* until[i]: width of what stands before i; at[line]: where a line begins, at[lines] is the end. */
struct parting { size_t n, lines; int *place, *until, limit, mean; int64_t best; size_t at[MOST + 1], best_at[MOST + 1]; };

static bool digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool one_of(uint32_t c, const char16_t *list)
{
	for (; *list; list++)
		if (c == *list)
			return true;
	return false;
}

static bool stands(const struct text *t, size_t at, const char16_t *word)
{
	for (; *word; word++, at++)
		if (at >= t->n || t->cells[at].code != *word)
			return false;
	return true;
}

/* What a line's end before each character costs. */
static void words_keep(const struct text *t, int *place)
{
	UErrorCode wrong = U_ZERO_ERROR;
	UChar utf16[2 * LONGEST];
	int32_t n = 0, at[2 * LONGEST + 1];

	for (size_t i = 0; i < t->n; i++) {
		uint32_t c = t->cells[i].code;
		at[n] = (int32_t)i;
		if (c > 0xFFFF)
			utf16[n++] = U16_LEAD(c), at[n] = (int32_t)i, utf16[n++] = U16_TRAIL(c);
		else
			utf16[n++] = (UChar)c;
	}
	at[n] = (int32_t)t->n;
	UBreakIterator *iterator = ubrk_open(UBRK_WORD, "zh", utf16, n, &wrong);
	if (U_SUCCESS(wrong)) {
		for (size_t i = 1; i < t->n; i++)
			place[i] = WORD_PARTED;
		for (int32_t end = ubrk_first(iterator); end != UBRK_DONE; end = ubrk_next(iterator))
			place[at[end]] = 0;
	}
	ubrk_close(iterator);
	for (size_t i = 0; i < t->n; i++)
		for (size_t w = 0; w < COUNT(words); w++)
			for (size_t k = 1; stands(t, i, words[w]) && words[w][k]; k++)
				place[i + k] = WORD_PARTED;
}

static void places(const struct text *t, int *place)
{
	int quoted = 0, named = 0;                               /* inside “ ”, inside 《 》 */

	words_keep(t, place);
	for (size_t i = 1; i < t->n; i++) {
		uint32_t before = t->cells[i - 1].code, after = t->cells[i].code;
		quoted += (before == 0x201C) - (before == 0x201D);
		named += (before == 0x300A) - (before == 0x300B);
		if (!break_allowed(before, after) || (digit(before) && !digit(after)) || (before == 0x7B2C && digit(after)) || one_of(after, u"的和及与等之者们"))
			place[i] = APART;
		place[i] += (one_of(before, u"的和及与对在") ? 8 : 0) + (quoted > 0 ? 25 : 0) + (named > 0 ? 12 : 0) - (before == ' ' ? 100 : 0);
		if (i >= 2 && stands(t, i - 2, u"关于"))
			place[i] += 30;
		if (stands(t, i, u"关于") && !named)
			place[i] -= 8;
	}
}

static int64_t square(int64_t thousandths)
{
	return thousandths * thousandths / 1000000;
}

static int width_of(const struct parting *p, size_t from, size_t to)
{
	return p->until[to] - p->until[from];
}

static int64_t shape(const struct parting *p)
{
	int64_t price = 0;
	int width[MOST];

	for (size_t i = 0; i < p->lines; i++) {
		width[i] = width_of(p, p->at[i], p->at[i + 1]);
		price += square(width[i] - p->mean);
	}
	for (size_t i = 1; i + 1 < p->lines; i++)
		price += width[i] < width[i - 1] && width[i] < width[i + 1] ? 30 : 0;   /* a waist */
	return price + (width[p->lines - 1] < 4500 ? 60 : 0);
}

static void part(struct parting *p, size_t line, int64_t price)
{
	size_t from = p->at[line];

	if (line + 1 == p->lines) {
		p->at[p->lines] = p->n;
		price += shape(p);
		if (width_of(p, from, p->n) <= p->limit && price < p->best) {
			p->best = price;
			memcpy(p->best_at, p->at, sizeof(p->at));
		}
		return;
	}
	for (size_t to = from + 1; to < p->n && width_of(p, from, to) <= p->limit; to++) {
		if (p->place[to] >= APART || width_of(p, to, p->n) > p->limit * (int)(p->lines - line - 1))
			continue;
		p->at[line + 1] = to;
		part(p, line + 1, price + p->place[to]);
	}
}

static bool whole_words(const struct parting *p, size_t lines)
{
	for (size_t i = 1; i < lines; i++)
		if (p->place[p->best_at[i]] >= WORD_PARTED)
			return false;
	return true;
}

/* 0: not with MOST lines. */
static size_t by_sense(struct lay *lay, const struct text *text, int width, size_t *ret_from)
{
	struct parting p = { .n = text->n, .limit = width, .best = INT64_MAX };

	p.place = arena_get(lay->mem, (text->n + 1) * sizeof(*p.place));
	p.until = arena_get(lay->mem, (text->n + 1) * sizeof(*p.until));
	for (size_t i = 0; i < text->n; i++)
		p.until[i + 1] = p.until[i] + text->cells[i].advance;
	places(text, p.place);
	size_t lines = 0;
	for (p.lines = 2; p.lines <= MOST && !(lines && whole_words(&p, lines)); p.lines++) {
		int64_t before = p.best;
		p.mean = p.until[p.n] / (int)p.lines;
		p.best = lines ? WORD_PARTED : INT64_MAX;        /* a line more is taken if no word is parted then */
		part(&p, 0, 0);
		bool better = p.best < (lines ? WORD_PARTED : INT64_MAX);
		p.best = better ? p.best : before;
		if (better) {
			lines = p.lines;
			memcpy(ret_from, p.best_at, lines * sizeof(*ret_from));
		}
	}
	return lines;
}

size_t title_lines(struct lay *lay, const struct text *text, int width, size_t **ret_from)
{
	struct line *lines;
	size_t n;

	*ret_from = arena_get(lay->mem, (MOST + 1) * sizeof(**ret_from));
	if (letters_width(text, 0, text->n) <= width)
		return 1;
	n = text->n <= LONGEST ? by_sense(lay, text, width, *ret_from) : 0;
	if (n)
		return n;
	break_lines(lay->mem, text->cells, text->n, 0, 0, width, &lines, &n);
	*ret_from = arena_get(lay->mem, (n + 1) * sizeof(**ret_from));
	for (size_t i = 0; i < n; i++)
		(*ret_from)[i] = lines[i].from;
	return n;
}
