/* The entry of the issue, and other traces that an issue leaves.
 *
 * The signature holds text and figures. The files print the signature, so it cannot hold them: they are held by the entry of the issue, the very next one
 * in the trail. Its mac follows from the mac before it, which is signed, from who issued and when, and from the digest of every row that it wrote. So one
 * month is verified by one entry worked out anew; nothing that a later entry claims to have written of these rows is believed, since an issue writes them
 * once. Where the entry does not come out, the rows that rest on it alone are named one by one.
 * An edition that is gone, or moved to another month, is looked for in what still speaks of it: frozen figures, files, numbers given, rows and acts of the
 * trail; and an edition of another month whose signature does not hold may be of any.
 * What it cannot see: an edition taken out together with all of these, which is found by walking the trail.
 * Not taken: the steps, as a trace; there is one for each record ever sent in, and reading them all would cost more than the month. */
#include <stdlib.h>
#include <string.h>
#include "report/seal_in.h"
#include "kernel/row.h"
#include "kernel/trail.h"

/* --- the entry of the issue ----------------------------------------------------------------------------------------------------------------- */

static int wrote_order(const void *a, const void *b)
{
	const struct wrote *x = a, *y = b;
	int d = str_cmp(x->relation, y->relation);
	return d ? d : (x->row > y->row) - (x->row < y->row);
}

static struct wrote *wrote_of(struct verify *v, const char *relation, int64_t row)
{
	struct wrote key = { .relation = str_of(relation), .row = row };
	return v->n_wrote ? bsearch(&key, v->wrote, v->n_wrote, sizeof key, wrote_order) : NULL;
}

static fault entry_list(struct verify *v, int64_t entry)
{
	struct seal_written_row *rows;
	size_t n;
	v->entry = entry;
	v->n_wrote = 0;
	TRY(seal_written(v->db, (struct seal_written_in){ .entry = entry }, &rows, &n));
	v->wrote = arena_get(v->mem, (n + 1) * sizeof *v->wrote);
	for (size_t i = 0; i < n; i++)
		if (!i || rows[i].row != rows[i - 1].row || !str_eq(rows[i].relation, rows[i - 1].relation))
			v->wrote[v->n_wrote++] = (struct wrote){ rows[i].relation, rows[i].row, rows[i].digest, false };
	if (v->n_wrote)
		qsort(v->wrote, v->n_wrote, sizeof *v->wrote, wrote_order);
	return NULL;
}

/* The next one behind the signed place. Where that has been altered, which is a finding by itself, the one that wrote the edition last. */
fault entry_read(struct verify *v)
{
	const struct edition *e = v->walk->edition;
	struct seal_newest_row newest;
	bool found;
	TRY(entry_list(v, e->entry == INT_NONE || e->entry == INT64_MAX ? 0 : e->entry + 1));
	if (wrote_of(v, "edition", e->id))
		return NULL;
	TRY(seal_newest(v->db, (struct seal_newest_in){ .relation = STR("edition"), .row = e->id }, &newest, &found));
	return entry_list(v, found ? newest.entry : 0);
}

bool entry_wrote(struct verify *v, const struct table *t, int64_t row, const void *bytes_of)
{
	unsigned char digest[SM3_BYTES];
	struct wrote *w = wrote_of(v, t->name, row);
	struct str bytes = row_bytes(v->mem, t, bytes_of);
	sm3(bytes.p, bytes.n, digest);
	return w && w->digest.n == SM3_BYTES && memcmp(w->digest.p, digest, SM3_BYTES) == 0;
}

void entry_seen(struct verify *v, const char *relation, int64_t row)
{
	struct wrote *w = wrote_of(v, relation, row);
	if (w)
		w->seen = true;
}

/* Under the signature by way of their seals. */
static bool is_frozen(struct str relation)
{
	return str_is(relation, "frozen") || str_is(relation, "frozen_evidence");
}

fault entry_verify(struct verify *v, bool held)
{
	const struct edition *e = v->walk->edition;
	bool holds, placed = e->entry != INT_NONE && v->entry == e->entry + 1;
	TRY(trail_entry_holds(v->db, v->entry, &holds));
	if ((holds && (placed || !held)) || v->stranger)     /* !held, stranger: told already, and no fault of this entry */
		return NULL;
	TAMPERED(v, "trail", 0, _("%.*s：留痕第%lld条应是印发这一版的那一条，现在它的校验对不上，或它所附的记录清单被改动过。下面这些记录只凭它核对："), PSTR(v->walk->title),
		(long long)(held ? e->entry + 1 : v->entry));
	for (size_t i = 0; i < v->n_wrote; i++)
		if (!is_frozen(v->wrote[i].relation))
			TAMPERED(v, str_c(v->mem, v->wrote[i].relation), v->wrote[i].row, _("%.*s：表 %.*s 的第%lld号记录是不是印发时写下的，已无从核对。"),
				PSTR(v->walk->title), PSTR(v->wrote[i].relation), (long long)v->wrote[i].row);
	return NULL;
}

void entry_missing(struct verify *v)
{
	for (size_t i = 0; i < v->n_wrote; i++) {
		const struct wrote *w = &v->wrote[i];
		if (!w->seen && (is_frozen(w->relation) || str_is(w->relation, "edition_file")))
			TAMPERED(v, str_c(v->mem, w->relation), w->row, _("%.*s：表 %.*s 的第%lld号记录不见了，印发时写过它。"), PSTR(v->walk->title),
				PSTR(w->relation), (long long)w->row);
	}
}

/* --- other traces --------------------------------------------------------------------------------------------------------------------------- */

static fault other_verify(struct verify *v, int64_t id, int month)
{
	struct edition e;
	struct standing s;
	const char *column;
	bool found;
	fault f = row_read(v->db, &edition_table, id, &e, &found);
	if (seal_unreadable(f, &column)) {
		TAMPERED(v, "edition", id, _("表 edition 的第%lld号记录被改动过：%s 一栏的值读不出来，不能断定它不是这个月印发的。"), (long long)id, column);
		return NULL;
	}
	TRY(f);
	if (!found || e.month == month)
		return NULL;
	TRY(seal_standing(v, &e, &s));
	if (!s.sealed)
		TAMPERED(v, "edition", id, _("表 edition 的第%lld号记录现在写着是%.*s第%lld版，签名却对不上：不能断定它不是这个月印发的。"), (long long)id,
			PSTR(month_zh(v->mem, (int)e.month)), (long long)e.number);
	return NULL;
}

fault others_verify(struct verify *v, int month)
{
	struct seal_editions_row *rows;
	size_t n;
	v->walk->edition = NULL;
	TRY(seal_editions(v->db, (struct seal_editions_in){ .month = 0 }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		TRY(other_verify(v, rows[i].id, month));
	return NULL;
}

static void gone_say(struct verify *v, int64_t edition, const struct seal_strays_row *rows, size_t n)
{
	struct buf out = { .mem = v->mem };
	buf_fmt(&out, _("表 edition 的第%lld号记录不见了：写着它的还有"), (long long)edition);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&out, i ? _("、") : "");
		if (str_is(rows[i].relation, "trail"))
			buf_fmt(&out, _("留痕第%lld条"), (long long)rows[i].row);
		else
			buf_fmt(&out, _("表 %.*s 第%lld号记录"), PSTR(rows[i].relation), (long long)rows[i].row);
	}
	buf_puts(&out, _("。"));
	seal_found(v->walk, SEAL_TAMPERED, "edition", edition, buf_str(&out));
}

fault traces_verify(struct verify *v)
{
	struct seal_strays_row *rows;
	struct seal_orphans_row *orphans;
	size_t n, n_orphans;
	v->walk->edition = NULL;
	TRY(seal_strays(v->db, &rows, &n));
	for (size_t i = 0, next; i < n; i = next) {
		for (next = i + 1; next < n && rows[next].edition == rows[i].edition;)
			next++;
		gone_say(v, rows[i].edition, rows + i, next - i);
	}
	TRY(seal_orphans(v->db, &orphans, &n_orphans));
	for (size_t i = 0; i < n_orphans; i++)
		TAMPERED(v, "trail", 0, _("留痕第%lld条是一次印发，现在没有哪一版写着是它印发的：那一版不见了，或它的登记（表 edition）被改动过。"),
			(long long)orphans[i].entry);
	return NULL;
}
