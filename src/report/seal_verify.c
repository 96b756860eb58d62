/* Years later: is what was issued still what was issued?
 *
 * From the outside in: the signature, the place in the trail, the number, the files, then each figure and each piece of its evidence. What is found is
 * named as narrowly as can be: the figure, the row of the table, the line of the evidence and the record that the line spoke of. A line is looked at only
 * in a piece whose digest is wrong, so that a whole issue costs the speed of SM3; a piece that several figures share is hashed once.
 * It needs no personal key, and reads no record: forgetting a person, or whatever happens to the records, leaves every seal as it is. That the records say
 * something else by now is the other half (seal_moved.c), and no tampering.
 * One month alone is verified without walking the trail. Then the rows of the edition are compared with what the trail last wrote of them, which
 * verifying the whole trail does anyway.
 * What it cannot see: an attacker who has the key file; and an issue taken out with all its rows and its trail. For the second there is the paper. */
#include <stdlib.h>
#include <string.h>
#include "report/seal_in.h"
#include "kernel/row.h"

struct verify {
	struct seal_walk *walk; struct db *db; struct arena *mem;
	bool alone;                                          /* nobody else compares rows with the trail */
	unsigned char (*good)[SM3_BYTES]; size_t n_good, room;           /* contents that were hashed and are whole */
	unsigned char verifier[VERIFIER_BYTES];
	int64_t *seen; size_t n_seen, room_seen;             /* rows of the edition that are there */
};

void seal_found(struct seal_walk *w, enum seal_what what, const char *relation, int64_t row, struct str say)
{
	struct seal_finding *f = arena_get(db_mem(w->db), sizeof *f);
	*f = (struct seal_finding){ .what = what, .edition = w->edition ? w->edition->id : 0, .relation = str_of(relation), .row = row, .say = say };
	*w->tail = f;
	w->tail = &f->next;
	if (what == SEAL_TAMPERED)
		w->report->n_tampered++;
	else
		w->report->n_changed++;
}

#define TAMPERED(v, relation, row, ...) seal_found((v)->walk, SEAL_TAMPERED, relation, row, str_fmt((v)->mem, __VA_ARGS__))

static void seen(struct verify *v, int64_t row)
{
	if (v->n_seen == v->room_seen) {
		size_t room = v->room_seen ? 2 * v->room_seen : 256;
		v->seen = arena_more(v->mem, v->seen, v->n_seen * sizeof *v->seen, room * sizeof *v->seen);
		v->room_seen = room;
	}
	v->seen[v->n_seen++] = row;
}

/* Whether the row is what the trail last wrote of it. */
static fault as_written(struct verify *v, const struct table *t, int64_t id, const void *row, bool *ret)
{
	struct seal_newest_row newest;
	unsigned char digest[SM3_BYTES];
	bool found;
	TRY(seal_newest(v->db, (struct seal_newest_in){ .relation = str_of(t->name), .row = id }, &newest, &found));
	struct str bytes = row_bytes(v->mem, t, row);
	sm3(bytes.p, bytes.n, digest);
	*ret = found && newest.digest.n == SM3_BYTES && memcmp(newest.digest.p, digest, SM3_BYTES) == 0;
	return NULL;
}

/* --- contents ---------------------------------------------------------------------------------------------------------------------------- */

struct content { bool found; int64_t size; unsigned char digest[SM3_BYTES]; };

static fault content_hash(void *ctx, const void *row)
{
	struct content *c = ctx;
	const struct content_of_row *r = row;
	c->found = true;
	c->size = (int64_t)r->bytes.n;
	sm3(r->bytes.p, r->bytes.n, c->digest);
	return NULL;
}

static bool good_before(struct verify *v, struct str name)
{
	for (size_t i = 0; i < v->n_good; i++)
		if (memcmp(v->good[i], name.p, SM3_BYTES) == 0)
			return true;
	return false;
}

static void good_now(struct verify *v, struct str name)
{
	if (v->n_good == v->room) {
		size_t room = v->room ? 2 * v->room : 1024;
		v->good = arena_more(v->mem, v->good, v->n_good * SM3_BYTES, room * SM3_BYTES);
		v->room = room;
	}
	memcpy(v->good[v->n_good++], name.p, SM3_BYTES);
}

/* Hashes where the engine keeps the bytes; nothing is copied. */
static fault content_verify(struct verify *v, struct str name, struct content *ret, bool *ret_good)
{
	struct content c = { 0 };
	struct content_of_in in = { .sm3 = name };
	TRY(db_each(v->db, &content_of_query, &in, content_hash, &c));
	v->walk->report->bytes += c.size;
	*ret = c;
	*ret_good = c.found && name.n == SM3_BYTES && memcmp(c.digest, name.p, SM3_BYTES) == 0;
	return NULL;
}

/* --- a figure ---------------------------------------------------------------------------------------------------------------------------- */

static struct str figure_title(struct verify *v, const struct frozen *f)
{
	const struct indicator *of = report_indicator(v->walk->desk, f->indicator);
	return of ? str_fmt(v->mem, _("“%s”（%s）"), _(of->name), of->id) : f->indicator;
}

static fault piece_broken(struct verify *v, const struct frozen *f, const struct seal_pieces_row *p, int64_t before)
{
	struct content_of_row row;
	bool found;
	int64_t at = before, named = 0;
	TRY(content_of(v->db, (struct content_of_in){ .sm3 = p->sm3 }, &row, &found));
	for (struct str text = row.bytes; text.n;) {
		struct str line = str_cut(&text, '\n'), record = line;
		at++;
		if (evidence_line_whole(line))
			continue;
		record = str_cut(&record, '\t');
		if (++named <= 3)
			TAMPERED(v, "content", p->id,
				_("%.*s：%.*s的依据被改动过：第%lld行（记录%.*s），在依据第%lld片（表 frozen_evidence 第%lld号记录所指的内容）里。"),
				PSTR(v->walk->title), PSTR(figure_title(v, f)), (long long)at, PSTR(str_sub(record, 0, 20)), (long long)p->seq,
				(long long)p->id);
	}
	if (!named && at - before != p->n)
		TAMPERED(v, "content", p->id, 
			_("%.*s：%.*s的依据第%lld片被改动过（表 frozen_evidence 第%lld号记录所指的内容）：应有%lld行，现有%lld行。"),
			PSTR(v->walk->title), PSTR(figure_title(v, f)), (long long)p->seq, (long long)p->id, (long long)p->n, (long long)(at - before));
	else if (!named)
		TAMPERED(v, "content", p->id, _("%.*s：%.*s的依据第%lld片被整片换过（表 frozen_evidence 第%lld号记录所指的内容）。"), PSTR(v->walk->title),
			PSTR(figure_title(v, f)), (long long)p->seq, (long long)p->id);
	return NULL;
}

static fault piece_verify(struct verify *v, const struct frozen *f, const struct seal_pieces_row *p, int64_t before)
{
	struct content c;
	bool good;
	if (p->sm3.n == SM3_BYTES && good_before(v, p->sm3))
		return NULL;
	TRY(content_verify(v, p->sm3, &c, &good));
	if (good) {
		good_now(v, p->sm3);
		return NULL;
	}
	if (c.found)
		return piece_broken(v, f, p, before);
	TAMPERED(v, "content", p->id, _("%.*s：%.*s的依据第%lld片不见了（表 frozen_evidence 第%lld号记录所指的内容）。"), PSTR(v->walk->title),
		PSTR(figure_title(v, f)), (long long)p->seq, (long long)p->id);
	return NULL;
}

/* The figure's own seal does not come out: which of its rows is not what was written? */
static fault figure_blame(struct verify *v, const struct frozen *f, const struct seal_pieces_row *pieces, size_t n)
{
	bool same, named = false;
	TRY(as_written(v, &frozen_table, f->id, f, &same));
	if (!same)
		TAMPERED(v, "frozen", f->id, _("%.*s：%.*s封存的数被改动过（表 frozen 第%lld号记录），现在写的是%.*s。"), PSTR(v->walk->title),
			PSTR(figure_title(v, f)), (long long)f->id, PSTR(f->shown));
	named = !same;
	for (size_t i = 0; i < n; i++) {
		struct frozen_evidence row;
		bool found;
		TRY(row_read(v->db, &frozen_evidence_table, pieces[i].id, &row, &found));
		TRY(as_written(v, &frozen_evidence_table, pieces[i].id, &row, &same));
		if (!same)
			TAMPERED(v, "frozen_evidence", pieces[i].id, _("%.*s：%.*s的依据目录被改动过（表 frozen_evidence 第%lld号记录）。"), PSTR(v->walk->title),
				PSTR(figure_title(v, f)), (long long)pieces[i].id);
		named |= !same;
	}
	if (!named)
		TAMPERED(v, "frozen", f->id, _("%.*s：%.*s对不上自己的封存值（表 frozen 第%lld号记录）：它的依据少了或多了。"), PSTR(v->walk->title),
			PSTR(figure_title(v, f)), (long long)f->id);
	return NULL;
}

static fault figure_verify(struct verify *v, const struct frozen *f)
{
	struct seal_pieces_row *pieces;
	unsigned char seal[SM3_BYTES];
	size_t n;
	int64_t rows = 0;
	bool in_order = true;
	TRY(seal_pieces(v->db, (struct seal_pieces_in){ .figure = f->id }, &pieces, &n));
	struct sm3 *digest = seal_frozen_open(v->mem, f);
	for (size_t i = 0; i < n; i++) {
		sm3_add(digest, pieces[i].sm3.p, pieces[i].sm3.n);
		in_order &= pieces[i].seq == (int64_t)i + 1;
		rows += pieces[i].n;
		seen(v, pieces[i].id);
	}
	sm3_done(digest, seal);
	seen(v, f->id);
	bool whole = f->seal.n == SM3_BYTES && memcmp(f->seal.p, seal, SM3_BYTES) == 0;
	if (!whole)
		TRY(figure_blame(v, f, pieces, n));
	else if (rows != f->n || !in_order)
		TAMPERED(v, "frozen_evidence", f->id, _("%.*s：%.*s应有依据%lld行，目录（表 frozen_evidence）里却写着%lld行，或次序乱了。"), PSTR(v->walk->title),
			PSTR(figure_title(v, f)), (long long)f->n, (long long)rows);
	rows = 0;
	for (size_t i = 0; i < n; i++) {
		TRY(piece_verify(v, f, &pieces[i], rows));
		rows += pieces[i].n;
	}
	v->walk->report->figures++;
	v->walk->report->rows += rows;
	return NULL;
}

/* --- files ------------------------------------------------------------------------------------------------------------------------------- */

/* The text as it was sealed: that of the file without the lines that print the seal. */
static bool body_of(struct verify *v, struct str text, const struct edition *e)
{
	struct sm3 *digest = sm3_open(v->mem);
	unsigned char body[SM3_BYTES];
	while (text.n) {
		struct str rest = text, line = str_cut(&rest, '\n'), printed;
		size_t n = rest.p ? line.n + 1 : line.n;
		bool foot = false;
		for (int i = 0; (printed = seal_line(v->mem, e, i)).p; i++)
			foot |= str_starts(line, printed);
		if (!foot)
			sm3_add(digest, text.p, n);
		text = str_sub(text, n, SIZE_MAX);
	}
	sm3_done(digest, body);
	return e->body.n == SM3_BYTES && memcmp(body, e->body.p, SM3_BYTES) == 0;
}

static fault file_verify(struct verify *v, int64_t id)
{
	struct edition_file file;
	struct content c;
	struct str text;
	bool found, good, same = true;
	TRY(row_read(v->db, &edition_file_table, id, &file, &found));
	seen(v, id);
	if (v->alone)
		TRY(as_written(v, &edition_file_table, id, &file, &same));
	if (!same)
		TAMPERED(v, "edition_file", id, _("%.*s：%.*s文件的登记被改动过（表 edition_file 第%lld号记录）。"), PSTR(v->walk->title), PSTR(file.form), (long long)id);
	TRY(content_verify(v, file.sm3, &c, &good));
	if (!c.found)
		TAMPERED(v, "content", id, _("%.*s：%.*s文件不见了（表 edition_file 第%lld号记录所指的内容）。"), PSTR(v->walk->title), PSTR(file.form), (long long)id);
	else if (!good || c.size != file.size)
		TAMPERED(v, "content", id, _("%.*s：%.*s文件被改动过（表 edition_file 第%lld号记录所指的内容）：应有%lld字节，现有%lld字节。"), PSTR(v->walk->title),
			PSTR(file.form), (long long)id, (long long)file.size, (long long)c.size);
	if (!good || !str_is(file.form, "txt"))
		return NULL;
	TRY(content_get(v->db, file.sm3, &text));
	if (!body_of(v, text, v->walk->edition))
		TAMPERED(v, "edition_file", id, _("%.*s：纯文本文件的正文与封存的正文不一样（表 edition_file 第%lld号记录）。"), PSTR(v->walk->title), (long long)id);
	return NULL;
}

/* --- an edition -------------------------------------------------------------------------------------------------------------------------- */

static fault signature_holds(struct db *db, const struct edition *e, struct str *ret_message, bool *ret)
{
	struct str *names;
	size_t n;
	TRY(seal_city_names(db, &names, &n));
	*ret = false;
	*ret_message = STR_NONE;
	for (size_t i = 0; i < n && !*ret; i++) {
		*ret_message = seal_message(db_mem(db), e, names[i]);
		*ret = sign_holds(e->verifier, e->signature, ret_message->p, ret_message->n);
	}
	return NULL;
}

static void verifier_of(struct db *db, unsigned char ret[VERIFIER_BYTES])
{
	unsigned char seed[KEY_BYTES];
	keys_signing(row_keys_of(db), seed);
	sign_verifier(seed, ret);
	wipe(seed, sizeof seed);
}

fault seal_stands(struct db *db, const struct edition *e, struct str *ret_message, bool *ret_stands)
{
	unsigned char verifier[VERIFIER_BYTES];
	bool held, holds;
	verifier_of(db, verifier);
	TRY(seal_head_said(db, e->entry, str_hex(db_mem(db), e->mac.p, e->mac.n), &held));
	TRY(signature_holds(db, e, ret_message, &holds));
	*ret_stands = held && holds && e->verifier.n == VERIFIER_BYTES && memcmp(e->verifier.p, verifier, VERIFIER_BYTES) == 0;
	return NULL;
}

/* A correction goes under the number of what it corrects. */
static fault number_used(struct verify *v, const struct seal_numbers_row *row, bool *ret)
{
	const struct edition *e = v->walk->edition;
	struct edition other;
	bool found = false;
	*ret = false;
	if (str_is(row->state, "void"))
		return NULL;
	if (row->edition != INT_NONE && row->edition != e->id)
		TRY(row_read(v->db, &edition_table, row->edition, &other, &found));
	*ret = row->edition == e->id || (found && other.month == e->month && str_eq(other.series, e->series));
	return NULL;
}

static fault number_verify(struct verify *v)
{
	const struct edition *e = v->walk->edition;
	struct seal_numbers_row *rows;
	size_t n;
	bool used = false;
	TRY(seal_numbers(v->db, (struct seal_numbers_in){ .series = e->series, .year = e->year, .serial = e->serial }, &rows, &n));
	for (size_t i = 0; i < n && !used; i++)
		TRY(number_used(v, &rows[i], &used));
	if (!used)
		TAMPERED(v, "numbering", n ? rows[0].id : 0, _("%.*s：编号登记（表 numbering）里，%lld年第%lld号没有记着用于这一版。"), PSTR(v->walk->title),
			(long long)e->year, (long long)e->serial);
	return NULL;
}

static fault head_verify(struct verify *v)
{
	const struct edition *e = v->walk->edition;
	struct str message;
	bool good, same = true;
	TRY(seal_head_said(v->db, e->entry, str_hex(v->mem, e->mac.p, e->mac.n), &good));
	if (!good)
		TAMPERED(v, "trail", 0, _("%.*s：封存时留痕记到第%lld条，现在的留痕里没有这一条，或它的校验已不是当时的。"), PSTR(v->walk->title),
			(long long)(e->entry == INT_NONE ? 0 : e->entry));
	if (e->verifier.n != VERIFIER_BYTES || memcmp(e->verifier.p, v->verifier, VERIFIER_BYTES) != 0)
		TAMPERED(v, "edition", e->id, _("%.*s：签名所用的公钥不是本会密钥的公钥（表 edition 第%lld号记录）。"), PSTR(v->walk->title), (long long)e->id);
	TRY(signature_holds(v->db, e, &message, &good));
	if (!good)
		TAMPERED(v, "edition", e->id, _("%.*s：签名对不上（表 edition 第%lld号记录）：刊名、期号、月份、留痕的位置、封存值或签名被改动过。"), PSTR(v->walk->title),
			(long long)e->id);
	if (v->alone)
		TRY(as_written(v, &edition_table, e->id, e, &same));
	if (!same)
		TAMPERED(v, "edition", e->id, _("%.*s：版本的登记被改动过（表 edition 第%lld号记录）。"), PSTR(v->walk->title), (long long)e->id);
	return NULL;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* What the issue's own entry says it froze, and is gone. */
static fault missing_verify(struct verify *v)
{
	struct seal_written_row *rows;
	size_t n;
	TRY(seal_written(v->db, (struct seal_written_in){ .entry = v->walk->edition->entry + 1 }, &rows, &n));
	qsort(v->seen, v->n_seen, sizeof *v->seen, by_number);
	for (size_t i = 0; i < n; i++)
		if (!v->n_seen || !bsearch(&rows[i].row, v->seen, v->n_seen, sizeof *v->seen, by_number))
			TAMPERED(v, str_c(v->mem, rows[i].relation), rows[i].row, _("%.*s：表 %.*s 的第%lld号记录不见了，印发时写过它。"), PSTR(v->walk->title),
				PSTR(rows[i].relation), (long long)rows[i].row);
	return NULL;
}

static fault seal_of_edition(struct verify *v)
{
	const struct edition *e = v->walk->edition;
	struct str *seals = arena_get(v->mem, (v->walk->n + 1) * sizeof *seals);
	unsigned char seal[SM3_BYTES];
	for (size_t i = 0; i < v->walk->n; i++)
		seals[i] = v->walk->figures[i].seal;
	seal_edition(v->mem, e->body, seals, v->walk->n, seal);
	if (e->seal.n != SM3_BYTES || memcmp(e->seal.p, seal, SM3_BYTES) != 0)
		TAMPERED(v, "edition", e->id, _("%.*s：正文与%zu个数的封存值合起来，不是这一版的封存值（表 edition 第%lld号记录）：某个封存值被改动过，或数少了、多了。"),
			PSTR(v->walk->title), v->walk->n, (long long)e->id);
	return NULL;
}

static fault edition_verify(struct verify *v)
{
	struct seal_walk *w = v->walk;
	struct seal_files_row *files;
	struct frozen *figures;
	size_t n_files;
	v->n_seen = 0;
	TRY(seal_frozen_of(v->db, w->edition->id, &figures, &w->n));
	w->figures = figures;
	w->broken = arena_get(v->mem, w->n + 1);
	TRY(head_verify(v));
	TRY(number_verify(v));
	TRY(seal_of_edition(v));
	TRY(seal_files(v->db, (struct seal_files_in){ .edition = w->edition->id }, &files, &n_files));
	for (size_t i = 0; i < n_files; i++)
		TRY(file_verify(v, files[i].id));
	for (size_t i = 0; i < w->n; i++) {
		int64_t before = w->report->n_tampered;
		TRY(figure_verify(v, &figures[i]));
		w->broken[i] = w->report->n_tampered > before;
	}
	if (v->alone)
		TRY(missing_verify(v));
	w->report->editions++;
	return NULL;
}

fault seal_issued(struct db *db, int month, struct edition **ret, size_t *ret_n)
{
	struct seal_editions_row *rows;
	size_t n;
	TRY(seal_editions(db, (struct seal_editions_in){ .month = month }, &rows, &n));
	struct edition *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		bool found;
		TRY(row_read(db, &edition_table, rows[i].id, &list[*ret_n], &found));
		*ret_n += found;
	}
	*ret = list;
	return NULL;
}

static fault strays_verify(struct verify *v)
{
	struct seal_strays_row *rows;
	size_t n;
	TRY(seal_strays(v->db, &rows, &n));
	v->walk->edition = NULL;
	for (size_t i = 0; i < n; i++)
		TAMPERED(v, "edition", rows[i].edition, _("表 edition 的第%lld号记录不见了：为它封存的数还在（表 frozen 第%lld号记录等）。"), (long long)rows[i].edition,
			(long long)rows[i].id);
	return NULL;
}

fault seal_verify(struct db *db, const struct report_desk *desk, int month, struct seal_report *ret)
{
	struct seal_report report = { 0 };
	struct seal_walk walk = { .db = db, .desk = desk, .report = &report, .tail = &report.findings };
	struct verify v = { .walk = &walk, .db = db, .mem = db_mem(db), .alone = month != 0 };
	struct edition *editions;
	size_t n;
	verifier_of(db, v.verifier);
	TRY(seal_issued(db, month, &editions, &n));
	for (size_t i = 0; i < n; i++) {
		walk.edition = &editions[i];
		walk.title = str_fmt(v.mem, _("%.*s第%lld版"), PSTR(month_zh(v.mem, (int)editions[i].month)), (long long)editions[i].number);
		TRY(edition_verify(&v));
		bool newer = i + 1 < n && editions[i + 1].month == editions[i].month && str_eq(editions[i + 1].series, editions[i].series);
		if (!newer)                                      /* an edition that was corrected has said so; its correction is compared */
			TRY(seal_changed(&walk));
	}
	TRY(strays_verify(&v));
	*ret = report;
	return NULL;
}
