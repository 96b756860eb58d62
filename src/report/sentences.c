/* What changed between two texts of a report, sentence by sentence: what a correction's readers want to see, and a leader before signing.
 *
 * A document is a list of passages, each a heading with what follows it. Passages are matched by their heading without its number, then by the matter
 * they are about, so a new matter in front moves nothing behind it. Within two that match, sentences (to 。！？；) are matched by the longest common
 * run, and what stands in a gap between two matches is gone, new, or, where two sentences are alike in half of their characters, changed.
 * The longest common run is Hirschberg's: time n·m after equal ends are taken off, memory linear. Beyond MOST of those nothing between the equal ends is
 * matched: told as gone and new, which is true, only longer. The foot is left out, since it says how to check an issue and changes with each.
 * Not taken: characters (what changed in a figure is read in its sentence); moved sentences, which are gone here and new there. */
#include <string.h>
#include "base/text.h"
#include "report/checklist.h"

enum { MOST = 4000000, NEAR = 8 };       /* comparisons of one passage; how far a changed sentence is looked for */
struct sentence { struct str text; uint64_t hash; bool kept; };
struct passage { struct str place, heading, id; struct sentence *list; size_t n; const struct passage *match; };
struct passages { struct passage *list; size_t n; };
struct moves { struct arena *mem; struct sentence_moved *list; size_t n, cap; };

/* --- a document as passages -------------------------------------------------------------------------------------------------------------- */

static struct str without_number(struct str heading)
{
	size_t at = str_find(heading, STR("、"));
	return at != SIZE_MAX && text_length(str_sub(heading, 0, at)) <= 4 ? str_sub(heading, at + strlen("、"), SIZE_MAX) : heading;
}

static struct str text_of(struct arena *mem, const struct part *p, bool heading)
{
	struct buf out = { .mem = mem };
	for (const struct span *s = p->spans; s; s = s->next)
		if (heading == (s->heading || p->kind == B_HEADING || p->kind == B_ANNEX))
			buf_add(&out, s->text);
	return str_trim(buf_str(&out));
}

static void sentence_add(struct passage *p, struct str text)
{
	uint64_t hash = 1469598103934665603u;
	text = str_trim(text);
	if (!text.n)
		return;
	for (size_t i = 0; i < text.n; i++)
		hash = (hash ^ (unsigned char)text.p[i]) * 1099511628211u;
	p->list[p->n++] = (struct sentence){ text, hash, false };
}

static bool ends_sentence(uint32_t c) { return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b || c == '\n'; }       /* 。！？； */
static bool closes(uint32_t c) { return c == 0x201d || c == 0x2019 || c == 0xff09 || c == 0x300b; }                           /* ”’）》 */

static void sentences_add(struct passage *p, struct str text)
{
	for (struct str rest = text; rest.n;) {
		if (!ends_sentence(text_next(&rest)))
			continue;
		struct str behind = rest;
		while (rest.n && closes(text_next(&behind)))
			rest = behind;
		sentence_add(p, str_sub(text, 0, text.n - rest.n));
		text = rest;
	}
	sentence_add(p, text);
}

static void table_add(struct arena *mem, struct passage *p, const struct part *table)
{
	for (const struct part *row = table->rows; row; row = row->next) {
		struct buf out = { .mem = mem };
		for (const struct part *cell = row->cells; cell; cell = cell->next)
			buf_fmt(&out, "%s%.*s", out.n ? " " : "", PSTR(text_of(mem, cell, false)));
		sentence_add(p, buf_str(&out));
	}
}

/* Room for as many sentences as there can be. */
static size_t sentences_most(const struct doc *doc)
{
	size_t n = 1;
	for (const struct part *p = doc->first; p; p = p->next) {
		n += 2;
		for (const struct part *row = p->rows; row; row = row->next)
			n++;
		for (const struct span *s = p->spans; s; s = s->next)
			for (struct str rest = s->text; rest.n;)
				n += ends_sentence(text_next(&rest));
	}
	return n;
}

static struct passages passages_of(struct arena *mem, const struct doc *doc)
{
	struct passages all = { 0 };
	size_t parts = 0;
	for (const struct part *p = doc->first; p; p = p->next)
		parts++;
	all.list = arena_get(mem, (parts + 2) * sizeof *all.list);
	struct sentence *room = arena_get(mem, sentences_most(doc) * sizeof *room);
	all.list[all.n++] = (struct passage){ .place = str_of(_("版头")), .heading = STR("\x01"), .list = room };
	bool tail = false;
	for (const struct part *p = doc->first; p; p = p->next) {
		struct passage *now = &all.list[all.n - 1];
		struct str heading = text_of(mem, p, true);
		bool foot = p->kind == B_SEND || p->kind == B_IMPRINT, note = p->kind == B_NOTE && all.n > 1;
		if (p->kind == B_FOOT)
			continue;
		if (heading.n || (foot && !tail) || note) {
			struct str place = str_ends(heading, STR("。")) ? str_sub(heading, 0, heading.n - strlen("。")) : heading;
			room = now->list + now->n;
			now = &all.list[all.n++];
			*now = heading.n ? (struct passage){ .place = place, .heading = without_number(place), .id = p->id, .list = room }
				: (struct passage){ .place = str_of(note ? _("说明") : _("版记")), .heading = note ? STR("\x03") : STR("\x02"), .list = room };
			tail |= foot;
		}
		sentences_add(now, text_of(mem, p, false));
		table_add(mem, now, p);
	}
	return all;
}

static void match(struct passages *was, struct passages *now, bool by_id)
{
	for (size_t j = 0; j < now->n; j++)
		for (size_t i = 0; i < was->n && !now->list[j].match; i++) {
			struct passage *a = &was->list[i], *b = &now->list[j];
			if (a->match || (by_id ? !a->id.n || !str_eq(a->id, b->id) : !str_eq(a->heading, b->heading)))
				continue;
			a->match = b;
			b->match = a;
		}
}

/* --- the longest common run -------------------------------------------------------------------------------------------------------------- */

static bool same(const struct sentence *a, const struct sentence *b) { return a->hash == b->hash && str_eq(a->text, b->text); }

/* row[j]: length of the longest common run of a and the first (backward: last) j of b. */
static void scores(const struct sentence *a, size_t n, const struct sentence *b, size_t m, bool backward, uint32_t *row)
{
	memset(row, 0, (m + 1) * sizeof *row);
	for (size_t i = 0; i < n; i++) {
		uint32_t diagonal = 0;
		for (size_t j = 1; j <= m; j++) {
			uint32_t above = row[j];
			bool equal = backward ? same(&a[n - 1 - i], &b[m - j]) : same(&a[i], &b[j - 1]);
			row[j] = equal ? diagonal + 1 : above > row[j - 1] ? above : row[j - 1];
			diagonal = above;
		}
	}
}

static void keep(struct sentence *a, size_t n, struct sentence *b, size_t m, uint32_t *ahead, uint32_t *back)
{
	for (; n && m && same(a, b); n--, m--)
		a++->kept = b++->kept = true;
	for (; n && m && same(&a[n - 1], &b[m - 1]); n--, m--)
		a[n - 1].kept = b[m - 1].kept = true;
	if (!n || !m || n > MOST / m)
		return;
	if (n == 1) {
		for (size_t j = 0; j < m && !a->kept; j++)
			a->kept = b[j].kept = same(a, &b[j]);
		return;
	}
	size_t half = n / 2, best = 0;
	scores(a, half, b, m, false, ahead);
	scores(a + half, n - half, b, m, true, back);
	for (size_t j = 1; j <= m; j++)
		if (ahead[j] + back[m - j] > ahead[best] + back[m - best])
			best = j;
	keep(a, half, b, best, ahead, back);
	keep(a + half, n - half, b + best, m - best, ahead, back);
}

/* --- what moved -------------------------------------------------------------------------------------------------------------------------- */

static void moved(struct moves *all, struct str place, struct str was, struct str now)
{
	if (all->n == all->cap) {
		struct sentence_moved *more = arena_get(all->mem, 2 * (all->cap + 8) * sizeof *more);
		if (all->n)
			memcpy(more, all->list, all->n * sizeof *more);
		all->list = more;
		all->cap = 2 * (all->cap + 8);
	}
	all->list[all->n++] = (struct sentence_moved){ place, was, now };
}

static bool alike(struct str a, struct str b)
{
	size_t la = text_length(a), lb = text_length(b);
	return text_distance(a, b) * 2 <= (la > lb ? la : lb);
}

/* Between two matches: each that is gone beside the next new one that is like it; what lies between is new. */
static void gap(struct moves *all, struct str place, const struct sentence *was, size_t n, const struct sentence *now, size_t m)
{
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		size_t j = at;
		while (j < m && j < at + NEAR && !alike(was[i].text, now[j].text))
			j++;
		bool found = j < m && j < at + NEAR;
		for (; found && at < j; at++)
			moved(all, place, STR_NONE, now[at].text);
		moved(all, place, was[i].text, found ? now[at++].text : STR_NONE);
	}
	for (; at < m; at++)
		moved(all, place, STR_NONE, now[at].text);
}

static void passage_moved(struct moves *all, struct passage *was, struct passage *now)
{
	uint32_t *ahead = arena_get(all->mem, (now->n + 1) * sizeof *ahead), *back = arena_get(all->mem, (now->n + 1) * sizeof *back);
	if (!str_eq(was->heading, now->heading))
		moved(all, now->place, was->place, now->place);
	keep(was->list, was->n, now->list, now->n, ahead, back);
	for (size_t i = 0, j = 0; i < was->n || j < now->n; i++, j++) {
		size_t from = i, to = j;
		while (i < was->n && !was->list[i].kept)
			i++;
		while (j < now->n && !now->list[j].kept)
			j++;
		gap(all, now->place, &was->list[from], i - from, &now->list[to], j - to);
	}
}

static void passage_alone(struct moves *all, const struct passage *p, bool gone)
{
	bool named = p->heading.n && (unsigned char)p->heading.p[0] > 3;        /* not those that have no heading */
	if (named)
		moved(all, p->place, gone ? p->place : STR_NONE, gone ? STR_NONE : p->place);
	for (size_t i = 0; i < p->n; i++)
		moved(all, p->place, gone ? p->list[i].text : STR_NONE, gone ? STR_NONE : p->list[i].text);
}

void sentences_moved(struct arena *mem, const struct doc *was, const struct doc *now, struct sentence_moved **ret, size_t *ret_n)
{
	struct passages a = passages_of(mem, was), b = passages_of(mem, now);
	struct moves all = { .mem = mem };
	size_t told = 0;
	match(&a, &b, false);
	match(&a, &b, true);
	for (size_t j = 0; j < b.n; j++) {
		struct passage *p = &b.list[j];
		for (; p->match && &a.list[told] <= p->match && told < a.n; told++)
			if (!a.list[told].match)
				passage_alone(&all, &a.list[told], true);
		if (p->match)
			passage_moved(&all, &a.list[p->match - a.list], p);
		else
			passage_alone(&all, p, false);
	}
	for (; told < a.n; told++)
		if (!a.list[told].match)
			passage_alone(&all, &a.list[told], true);
	*ret = all.list;
	*ret_n = all.n;
}
