/* Years later: is what was issued still what was issued?
 *
 * From the outside in: the signature, the place in the trail, the entry of the issue, the number, the files, then each figure and each piece of its evidence.
 * What is found is named as narrowly as can be: the figure, the row of the table, the line of the evidence and the record that the line spoke of.
 * It needs no personal key, and reads no record: forgetting a person, or whatever happens to the records, leaves every seal as it is. That the records say
 * something else by now is the other half (seal_moved.c), and no tampering.
 * One month alone is verified without walking the trail: its own entry is worked out anew (seal_trace.c), and what that entry wrote is compared. What other
 * entries wrote (the hands before the issue, sections, later registers) is then not looked at, and who asks is told so.
 * A value that its column cannot have is a finding like another; the walk goes on.
 * What it cannot see: an attacker who has the key file; and an issue taken out with all its rows and its trail. For the second there is the paper. */
#include <string.h>
#include "report/seal_in.h"
#include "kernel/kept.h"
#include "kernel/row.h"
#include "kernel/trail.h"

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

bool seal_unreadable(fault f, const char **ret_column)
{
	const char *dot = f && f->note ? strrchr(f->note, '.') : NULL;
	*ret_column = dot ? dot + 1 : "?";
	return f && strcmp(f->code, "db.type") == 0;
}

/* --- an edition -------------------------------------------------------------------------------------------------------------------------- */

/* The name of the day of issue is among all that the federation was ever called. */
static void signature_holds(struct verify *v, const struct edition *e, struct standing *s)
{
	for (size_t i = 0; i < v->n_names && !s->sealed; i++) {
		s->message = seal_message(v->mem, e, v->names[i]);
		s->sealed = sign_holds(e->verifier, e->signature, s->message.p, s->message.n);
	}
}

fault seal_standing(struct verify *v, const struct edition *e, struct standing *ret)
{
	struct standing s = { .ours = e->verifier.n == VERIFIER_BYTES && memcmp(e->verifier.p, v->verifier, VERIFIER_BYTES) == 0 };
	TRY(seal_head_said(v->db, e->entry, str_hex(v->mem, e->mac.p, e->mac.n), &s.held));
	signature_holds(v, e, &s);
	*ret = s;
	return NULL;
}

fault seal_verify_open(struct db *db, struct seal_walk *walk, struct verify *ret)
{
	struct verify v = { .walk = walk, .db = db, .mem = db_mem(db) };
	unsigned char seed[KEY_BYTES];
	kept_stop(db);
	keys_signing(row_keys_of(db), seed);
	sign_verifier(seed, v.verifier);
	wipe(seed, sizeof seed);
	TRY(seal_city_names(db, &v.names, &v.n_names));
	*ret = v;
	return NULL;
}

fault seal_stands(struct db *db, const struct edition *e, struct str *ret_message, bool *ret_stands)
{
	struct standing s;
	struct verify v;
	TRY(seal_verify_open(db, NULL, &v));
	TRY(seal_standing(&v, e, &s));
	*ret_message = s.message;
	*ret_stands = s.held && s.ours && s.sealed;
	return NULL;
}

/* A correction goes under the number of what it corrects. */
static bool number_used(const struct edition *e, const struct seal_numbers_row *row)
{
	return str_is(row->state, "given") && str_is(row->kind, "issue") && (row->edition == e->id || (row->month == e->month && str_eq(row->of, e->series)));
}

static fault number_verify(struct verify *v)
{
	const struct edition *e = v->walk->edition;
	struct seal_numbers_row *rows;
	size_t n;
	bool used = false;
	TRY(seal_numbers(v->db, (struct seal_numbers_in){ .series = e->series, .year = e->year, .serial = e->serial }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		used |= number_used(e, &rows[i]);
	if (!used)
		TAMPERED(v, "numbering", n ? rows[0].id : 0, _("%.*s：编号登记（表 numbering）里，%lld年第%lld号没有记着用于这一版。"), PSTR(v->walk->title),
			(long long)e->year, (long long)e->serial);
	return NULL;
}

static fault head_verify(struct verify *v)
{
	const struct edition *e = v->walk->edition;
	struct standing s;
	TRY(seal_standing(v, e, &s));
	if (!s.held)
		TAMPERED(v, "trail", 0, _("%.*s：封存时留痕记到第%lld条，现在的留痕里没有这一条，或它的校验已不是当时的。"), PSTR(v->walk->title),
			(long long)(e->entry == INT_NONE ? 0 : e->entry));
	if (!s.ours)
		TAMPERED(v, "edition", e->id, _("%.*s：签名所用的公钥不是本会密钥的公钥（表 edition 第%lld号记录）。"), PSTR(v->walk->title), (long long)e->id);
	if (!s.sealed)
		TAMPERED(v, "edition", e->id, _("%.*s：签名对不上（表 edition 第%lld号记录）：刊名、期号、月份、留痕的位置、封存值或签名被改动过。"), PSTR(v->walk->title),
			(long long)e->id);
	if (!v->alone)
		return NULL;
	TRY(entry_verify(v, s.held));
	if (v->entry && !entry_wrote(v, &edition_table, e->id, e))
		TAMPERED(v, "edition", e->id, _("%.*s：版本的登记被改动过（表 edition 第%lld号记录）。"), PSTR(v->walk->title), (long long)e->id);
	return NULL;
}

static fault seal_of_edition(struct verify *v)
{
	const struct edition *e = v->walk->edition;
	struct str *seals = arena_get(v->mem, (v->walk->n + 1) * sizeof *seals);
	unsigned char seal[SM3_BYTES];
	if (v->unread)                                       /* told already; without it the sum cannot come out */
		return NULL;
	for (size_t i = 0; i < v->walk->n; i++)
		seals[i] = v->walk->figures[i].seal;
	seal_edition(v->mem, e->body, seals, v->walk->n, seal);
	if (e->seal.n != SM3_BYTES || memcmp(e->seal.p, seal, SM3_BYTES) != 0)
		TAMPERED(v, "edition", e->id, _("%.*s：正文与%zu个数的封存值合起来，不是这一版的封存值（表 edition 第%lld号记录）：某个封存值被改动过，或数少了、多了。"),
			PSTR(v->walk->title), v->walk->n, (long long)e->id);
	return NULL;
}

static fault figure_unread(struct verify *v, const struct seal_figures_row *row, const char *column)
{
	struct seal_pieces_row *pieces;
	size_t n;
	v->unread = true;
	entry_seen(v, "frozen", row->id);
	TRY(seal_pieces(v->db, (struct seal_pieces_in){ .figure = row->id }, &pieces, &n));
	for (size_t i = 0; i < n; i++)
		entry_seen(v, "frozen_evidence", pieces[i].id);
	TAMPERED(v, "frozen", row->id, _("%.*s：%.*s封存的数被改动过（表 frozen 第%lld号记录）：%s 一栏的值读不出来。"), PSTR(v->walk->title), PSTR(row->indicator),
		(long long)row->id, column);
	return NULL;
}

static fault figures_read(struct verify *v, struct frozen **ret, size_t *ret_n)
{
	struct seal_figures_row *rows;
	const char *column;
	size_t n, count = 0;
	TRY(seal_figures(v->db, (struct seal_figures_in){ .edition = v->walk->edition->id }, &rows, &n));
	struct frozen *list = arena_get(v->mem, (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++) {
		bool found = false;
		fault f = row_read(v->db, &frozen_table, rows[i].id, &list[count], &found);
		if (seal_unreadable(f, &column))
			TRY(figure_unread(v, &rows[i], column));
		else
			TRY(f);
		count += found;
	}
	*ret = list;
	*ret_n = count;
	return NULL;
}

static fault edition_verify(struct verify *v)
{
	struct seal_walk *w = v->walk;
	struct seal_files_row *files;
	struct frozen *figures;
	size_t n_files;
	v->unread = false;
	TRY(entry_read(v));
	TRY(head_verify(v));
	TRY(figures_read(v, &figures, &w->n));
	w->figures = figures;
	w->broken = arena_get(v->mem, w->n + 1);
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
		entry_missing(v);
	w->report->editions++;
	return NULL;
}

/* What cannot be counted today because a value of a record cannot be read is no silence. */
static fault changed_verify(struct verify *v)
{
	const char *column;
	fault f = seal_changed(v->walk);
	if (!seal_unreadable(f, &column))
		return f;
	TAMPERED(v, "", 0, _("%.*s：现在的记录里有一个值读不出来（%s），今天的数没有与印发时的比较。请运行不带月份的 nuan verify 查明是哪一行。"), PSTR(v->walk->title),
		f->note);
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

static fault editions_read(struct verify *v, int month, struct edition **ret, size_t *ret_n)
{
	struct seal_editions_row *rows;
	const char *column;
	size_t n, count = 0;
	TRY(seal_editions(v->db, (struct seal_editions_in){ .month = month }, &rows, &n));
	struct edition *list = arena_get(v->mem, (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++) {
		bool found = false;
		fault f = row_read(v->db, &edition_table, rows[i].id, &list[count], &found);
		if (seal_unreadable(f, &column))
			TAMPERED(v, "edition", rows[i].id, _("表 edition 的第%lld号记录被改动过：%s 一栏的值读不出来，这一版没有核验。"), (long long)rows[i].id, column);
		else
			TRY(f);
		count += found;
	}
	*ret = list;
	*ret_n = count;
	return NULL;
}

/* By a key that is not this database's everything seems touched: that is said first. The whole road says it of the trail. */
static fault key_verify(struct verify *v)
{
	bool fits;
	TRY(trail_key_fits(v->db, &fits));
	v->stranger = !fits;
	if (v->stranger && v->alone)
		TAMPERED(v, "trail", 0, _("所用的密钥文件可能不是这个数据库的：抽查的几条留痕都对不上校验。请先核对 --key 所指的文件，密钥无误再看下面各条。"));
	return NULL;
}

fault seal_verify(struct db *db, const struct report_desk *desk, int month, struct seal_report *ret)
{
	struct seal_report report = { 0 };
	struct seal_walk walk = { .db = db, .desk = desk, .report = &report, .tail = &report.findings };
	struct verify v;
	struct edition *editions;
	size_t n;
	TRY(seal_verify_open(db, &walk, &v));
	v.alone = month != 0;
	TRY(key_verify(&v));
	TRY(editions_read(&v, month, &editions, &n));
	for (size_t i = 0; i < n; i++) {
		walk.edition = &editions[i];
		walk.title = str_fmt(v.mem, _("%.*s第%lld版"), PSTR(month_zh(v.mem, (int)editions[i].month)), (long long)editions[i].number);
		TRY(edition_verify(&v));
		bool newer = i + 1 < n && editions[i + 1].month == editions[i].month && str_eq(editions[i + 1].series, editions[i].series);
		if (!newer)                                      /* an edition that was corrected has said so; its correction is compared */
			TRY(changed_verify(&v));
	}
	if (v.alone)
		TRY(others_verify(&v, month));
	TRY(traces_verify(&v));
	*ret = report;
	return NULL;
}

/* --- a file in somebody's hand ---------------------------------------------------------------------------------------------------------------- */

static fault file_said(struct verify *v, int64_t id, struct str bytes, struct str name, struct seal_file *ret, bool *ret_found)
{
	struct edition_file row;
	struct standing s;
	bool found, holds;
	TRY(row_read(v->db, &edition_file_table, id, &row, &found));
	bool named = found && str_eq(row.sm3, name), stored = named && row.size == (int64_t)bytes.n;
	row.sm3 = name, row.size = (int64_t)bytes.n;         /* as the row would be if this were the file */
	bool wrote = found && entry_wrote(v, &edition_file_table, id, &row);
	if (!named && !wrote)
		return NULL;
	TRY(seal_standing(v, v->walk->edition, &s));
	TRY(trail_entry_holds(v->db, v->entry, &holds));
	*ret = (struct seal_file){ .edition = *v->walk->edition, .form = row.form, .stored = stored,
		.proven = wrote && holds && v->entry == v->walk->edition->entry + 1 && s.held && s.ours && s.sealed };
	*ret_found = true;
	return NULL;
}

fault seal_file_said(struct db *db, struct str bytes, struct seal_file *ret, bool *ret_found)
{
	struct seal_report report = { 0 };
	struct seal_walk walk = { .db = db, .report = &report, .tail = &report.findings };
	unsigned char digest[SM3_BYTES];
	struct verify v;
	struct edition *editions;
	size_t n;
	bool found = false;
	sm3(bytes.p, bytes.n, digest);
	TRY(seal_verify_open(db, &walk, &v));
	TRY(editions_read(&v, 0, &editions, &n));
	for (size_t i = 0; i < n && !found; i++) {
		struct seal_files_row *files;
		size_t n_files;
		walk.edition = &editions[i];
		TRY(entry_read(&v));
		TRY(seal_files(db, (struct seal_files_in){ .edition = editions[i].id }, &files, &n_files));
		for (size_t k = 0; k < n_files && !found; k++)
			TRY(file_said(&v, files[k].id, bytes, (struct str){ (char *)digest, SM3_BYTES }, ret, &found));
	}
	*ret_found = found;
	return NULL;
}
