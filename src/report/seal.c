/* What a seal covers, and how it is said.
 *
 * Bytes stand under their own SM3, so a changed byte is found because it no longer has its name. A figure's seal is over its row and the digests of its
 * evidence; an edition's over the text and the figures' seals; the signature over that seal, the place in the trail and what the paper is called. So one
 * line of 64 digits at the foot of a page answers for a million rows, and whoever has the paper, the public key and the database can check all of it.
 * Evidence is text, one line a row, so that it can be read in fifty years by whoever can read: no format of ours stands between. The check at a line's
 * end is no seal; it only says quickly which line of a broken piece it is.
 * Promises: the same figure gives the same bytes on either engine; the signature can be checked with nothing but OpenSSL (docs/why/seal.md).
 * Refuses: to give out bytes that are not what their name says.
 * Not taken: compressing the pieces (readable beats small; disks compress); Merkle trees (a month has some hundred figures, a list will do). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "report/seal_in.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "kernel/row.sql.h"

/* --- bytes under their name ---------------------------------------------------------------------------------------------------------------- */

fault content_put(struct db *db, struct str bytes, unsigned char ret_sm3[SM3_BYTES])
{
	sm3(bytes.p, bytes.n, ret_sm3);
	return content_add(db, (struct content_add_in){ .sm3 = { (char *)ret_sm3, SM3_BYTES }, .bytes = bytes });
}

fault content_get(struct db *db, struct str name, struct str *ret)
{
	struct content_of_row row;
	unsigned char digest[SM3_BYTES];
	bool found;
	TRY(content_of(db, (struct content_of_in){ .sm3 = name }, &row, &found));
	if (!found)
		return fault_make(db_mem(db), BLAME_US, "content.absent", _("存档的内容 %.*s 不见了。请运行 nuan verify 查明，并从备份恢复。"),
			PSTR(str_hex(db_mem(db), name.p, name.n)));
	sm3(row.bytes.p, row.bytes.n, digest);
	if (name.n != SM3_BYTES || memcmp(digest, name.p, SM3_BYTES) != 0)
		return fault_make(db_mem(db), BLAME_US, "content.altered", _("存档的内容 %.*s 被改动过，没有打开。请运行 nuan verify 查明，并从备份恢复。"),
			PSTR(str_hex(db_mem(db), name.p, name.n)));
	*ret = row.bytes;
	return NULL;
}

/* --- what an issue freezes --------------------------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
	return strcmp((*(const struct indicator *const *)a)->id, (*(const struct indicator *const *)b)->id);
}

static void indicator_add(const struct indicator **list, size_t *n, const struct indicator *of)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(list[i]->id, of->id) == 0)
			return;
	list[(*n)++] = of;
}

const struct indicator **seal_indicators(struct arena *mem, const struct report_desk *desk, size_t *ret_n)
{
	const struct indicator **list = arena_get(mem, (3 * desk->n + 1) * sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < desk->n; i++)
		indicator_add(list, &n, desk->indicators[i]);
	for (size_t i = 0; i < desk->n; i++)
		if (desk->indicators[i]->tally == RATIO) {
			indicator_add(list, &n, desk->indicators[i]->over);
			indicator_add(list, &n, desk->indicators[i]->under);
		}
	qsort(list, n, sizeof *list, by_id);
	*ret_n = n;
	return list;
}

fault seal_figure_now(struct db *db, const struct indicator *of, int month, struct figure *ret, bool *ret_there)
{
	struct span_of span;
	int64_t city;
	fault f = span_make(db, of, of->span, month, &span);
	*ret_there = false;
	if (f && strcmp(f->code, "campaign.none") == 0)
		return NULL;
	TRY(f);
	TRY(org_city(db, &city));
	TRY(figure_of(db, of, span, city, ret));
	*ret_there = true;
	return NULL;
}

bool seal_has_value(const struct figure *f)
{
	return f->status == FIGURE_VALUE || f->status == FIGURE_NIL || f->status == FIGURE_CORRECTED;
}

/* --- evidence as text -------------------------------------------------------------------------------------------------------------------- */

struct pieces pieces_open(struct arena *mem, fault (*each)(void *, const struct piece *), void *ctx)
{
	return (struct pieces){ .room = arena_get(mem, PIECE_BYTES), .line = { .mem = mem }, .each = each, .ctx = ctx };
}

void pieces_again(struct pieces *p)
{
	p->seq = p->n = p->rows = 0;
	p->used = 0;
}

static fault piece_done(struct pieces *p, struct str text, int64_t n)
{
	p->rows += n;
	return p->each(p->ctx, &(struct piece){ .seq = ++p->seq, .n = n, .text = text });
}

fault pieces_close(struct pieces *p)
{
	struct str text = { p->room, p->used };
	int64_t n = p->n;
	p->used = 0, p->n = 0;
	return n ? piece_done(p, text, n) : NULL;
}

fault pieces_add(void *pieces, const struct evidence_row *row)
{
	struct pieces *p = pieces;
	p->line.n = 0;
	evidence_line(&p->line, row);
	if (p->used + p->line.n > PIECE_BYTES)
		TRY(pieces_close(p));
	if (p->line.n > PIECE_BYTES)                         /* a label without end has a piece of its own */
		return piece_done(p, buf_str(&p->line), 1);
	memcpy(p->room + p->used, p->line.p, p->line.n);
	p->used += p->line.n;
	p->n++;
	return NULL;
}

/* A field; what would end it or the line is written with a backslash. */
static void field(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '\t': buf_puts(out, "\\t"); break;
		case '\n': buf_puts(out, "\\n"); break;
		case '\r': buf_puts(out, "\\r"); break;
		case '\\': buf_puts(out, "\\\\"); break;
		default:   buf_c(out, s.p[i]);
		}
	buf_c(out, '\t');
}

static void number(struct buf *out, int64_t n)
{
	char digits[24];
	if (n == INT_NONE)
		buf_c(out, '\t');
	else
		buf_add(out, (struct str){ digits, (size_t)snprintf(digits, sizeof digits, "%lld\t", (long long)n) });
}

static uint32_t check_of(struct str s)
{
	uint32_t sum = 2166136261U;                          /* FNV-1a */
	for (size_t i = 0; i < s.n; i++)
		sum = (sum ^ (unsigned char)s.p[i]) * 16777619U;
	return sum;
}

void evidence_line(struct buf *out, const struct evidence_row *row)
{
	size_t start = out->n;
	char day[16], check[16];
	int year, month, of;
	number(out, row->record);
	number(out, row->org);
	if (day_known(row->day)) {
		day_split(row->day, &year, &month, &of);
		buf_add(out, (struct str){ day, (size_t)snprintf(day, sizeof day, "%04d-%02d-%02d", year, month, of) });
	}
	buf_c(out, '\t');
	field(out, row->key);
	number(out, row->amount);
	field(out, row->part);
	field(out, row->label);
	uint32_t sum = check_of((struct str){ out->p + start, out->n - start - 1 });
	buf_add(out, (struct str){ check, (size_t)snprintf(check, sizeof check, "%08x\n", (unsigned)sum) });
}

bool evidence_line_whole(struct str line)
{
	char check[16];
	if (line.n < 9 || line.p[line.n - 9] != '\t')
		return false;
	snprintf(check, sizeof check, "%08x", (unsigned)check_of(str_sub(line, 0, line.n - 9)));
	return memcmp(check, line.p + line.n - 8, 8) == 0;
}

bool evidence_read(struct str line, struct evidence_said *ret)
{
	struct str record = str_cut(&line, '\t');
	struct evidence_said s = { .org = str_cut(&line, '\t'), .day = str_cut(&line, '\t'), .key = str_cut(&line, '\t'), .amount = str_cut(&line, '\t'),
		.part = str_cut(&line, '\t'), .label = str_cut(&line, '\t') };
	if (!str_int(record, &s.record) || !line.p)
		return false;
	*ret = s;
	return true;
}

/* --- what is covered --------------------------------------------------------------------------------------------------------------------- */

struct sm3 *seal_frozen_open(struct arena *mem, const struct frozen *row)
{
	struct frozen bare = *row;
	struct sm3 *digest = sm3_open(mem);
	bare.seal = STR_NONE;
	struct str bytes = row_bytes(mem, &frozen_table, &bare);
	sm3_add(digest, bytes.p, bytes.n);
	return digest;
}

void seal_edition(struct arena *mem, struct str body, const struct str *seals, size_t n, unsigned char ret[SM3_BYTES])
{
	struct sm3 *digest = sm3_open(mem);
	sm3_add(digest, body.p, body.n);
	for (size_t i = 0; i < n; i++)
		sm3_add(digest, seals[i].p, seals[i].n);
	sm3_done(digest, ret);
}

struct str seal_message(struct arena *mem, const struct edition *e, struct str city)
{
	return str_fmt(mem, "nuan issue 1\ncity %.*s\nseries %.*s\nnumber %lld/%lld\nmonth %.*s\nedition %lld\nentry %lld\nmac %.*s\nseal %.*s\n", PSTR(city),
		PSTR(e->series), (long long)e->year, (long long)e->serial, PSTR(month_iso(mem, (int)e->month)), (long long)e->number, (long long)e->entry,
		PSTR(str_hex(mem, e->mac.p, e->mac.n)), PSTR(str_hex(mem, e->seal.p, e->seal.n)));
}

/* A name corrected in its register stands as it was in the trail. */
static fault names_before(struct db *db, int64_t row, struct str **names, size_t *n, size_t *room)
{
	struct trail_of_row_row *past;
	size_t n_past;
	TRY(trail_of_row(db, (struct trail_of_row_in){ .relation = STR("org_name"), .row = row }, &past, &n_past));
	for (size_t i = 0; i < n_past; i++) {
		struct org_name was;
		if (!past[i].before.p || row_from_bytes(db_mem(db), &org_name_table, past[i].before, &was))
			continue;
		if (*n == *room) {
			*names = arena_more(db_mem(db), *names, *n * sizeof **names, 2 * *n * sizeof **names);
			*room *= 2;
		}
		(*names)[(*n)++] = was.name;
	}
	return NULL;
}

fault seal_city_names(struct db *db, struct str **ret, size_t *ret_n)
{
	struct seal_names_row *rows;
	size_t n, count = 0;
	int64_t city;
	TRY(org_city(db, &city));
	TRY(seal_names(db, (struct seal_names_in){ .org = city }, &rows, &n));
	size_t room = n + 8;
	struct str *names = arena_get(db_mem(db), room * sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[count++] = rows[i].name;
	for (size_t i = 0; i < n; i++)
		TRY(names_before(db, rows[i].id, &names, &count, &room));
	*ret = names;
	*ret_n = count;
	return NULL;
}

fault seal_frozen_of(struct db *db, int64_t edition, struct frozen **ret, size_t *ret_n)
{
	struct seal_figures_row *rows;
	size_t n, count = 0;
	TRY(seal_figures(db, (struct seal_figures_in){ .edition = edition }, &rows, &n));
	struct frozen *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++) {
		bool found;
		TRY(row_read(db, &frozen_table, rows[i].id, &list[count], &found));
		count += found;
	}
	*ret = list;
	*ret_n = count;
	return NULL;
}

/* Words of the document, in every locale: they stand in its files. */
struct str seal_line(struct arena *mem, const struct edition *e, int line)
{
	switch (line) {
	case 0: return str_fmt(mem, "封存 %.*s", PSTR(str_hex(mem, e->seal.p, e->seal.n)));
	case 1: return str_fmt(mem, "留痕第%lld条 %.*s", (long long)e->entry, PSTR(str_hex(mem, e->mac.p, e->mac.n)));
	case 2: return str_fmt(mem, "签名 %.*s", PSTR(str_hex(mem, e->signature.p, e->signature.n)));
	default: return STR_NONE;
	}
}

fault seal_head_said(struct db *db, int64_t entry, struct str mac_hex, bool *ret_stands)
{
	struct seal_entry_row row;
	struct str mac;
	bool found = false;
	if (entry > 0)
		TRY(seal_entry(db, (struct seal_entry_in){ .entry = entry }, &row, &found));
	bool read = str_unhex(db_mem(db), mac_hex, &mac);
	*ret_stands = entry == 0 ? !mac_hex.n : found && read && str_eq(mac, row.mac);
	return NULL;
}
