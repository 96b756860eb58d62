/* The bytes behind an issue, verified: each piece of evidence, each figure over its pieces, each file.
 *
 * A content is hashed where the engine keeps it and copied nowhere; a piece that several figures share is hashed once. Only of a piece whose digest is
 * wrong the lines are looked at, by the short check that each carries, and named with the record that they spoke of. A figure's seal that does not come out
 * is laid at the door of the row that is not what the issue wrote.
 * The text that was sealed is that of the text file without the lines that print the seal: whole lines, so that nothing stands behind one unseen.
 * Costs: SM3 over the bytes, and a line's work only where something is broken. */
#include <string.h>
#include "report/seal_in.h"
#include "kernel/row.h"

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
	bool same = entry_wrote(v, &frozen_table, f->id, f), named = !same;
	if (!same)
		TAMPERED(v, "frozen", f->id, _("%.*s：%.*s封存的数被改动过（表 frozen 第%lld号记录），现在写的是%.*s。"), PSTR(v->walk->title),
			PSTR(figure_title(v, f)), (long long)f->id, PSTR(f->shown));
	for (size_t i = 0; i < n; i++) {
		struct frozen_evidence row;
		bool found;
		TRY(row_read(v->db, &frozen_evidence_table, pieces[i].id, &row, &found));
		same = found && entry_wrote(v, &frozen_evidence_table, pieces[i].id, &row);
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

fault figure_verify(struct verify *v, const struct frozen *f)
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
		entry_seen(v, "frozen_evidence", pieces[i].id);
	}
	sm3_done(digest, seal);
	entry_seen(v, "frozen", f->id);
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
			foot |= str_eq(line, printed);
		if (!foot)
			sm3_add(digest, text.p, n);
		text = str_sub(text, n, SIZE_MAX);
	}
	sm3_done(digest, body);
	return e->body.n == SM3_BYTES && memcmp(body, e->body.p, SM3_BYTES) == 0;
}

fault file_verify(struct verify *v, int64_t id)
{
	struct edition_file file;
	struct content c;
	struct str text;
	bool found, good;
	TRY(row_read(v->db, &edition_file_table, id, &file, &found));
	entry_seen(v, "edition_file", id);
	if (v->alone && v->entry && !entry_wrote(v, &edition_file_table, id, &file))
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
