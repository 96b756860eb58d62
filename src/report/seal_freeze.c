/* The freezing: each figure of the month with every row that it counted, as text, sealed, and the whole signed.
 *
 * All of it is one transaction, which holds the city's place in line: what is frozen is what was counted, and the head of the trail that is printed is
 * the one before this very act, whose own entry comes next. Rows are streamed from the query into pieces of 1 MiB, so that a figure of a million rows
 * costs the memory of one piece; indicators that count the same rows share their pieces, since equal bytes are stored once.
 * A campaign that does not exist that month has no figure and is left out. A ratio has the rows of its upper count; its two counts are frozen beside it.
 * Not taken: copies of the records themselves. A figure rests on seven columns; names and ID numbers stay under their own keys and can be forgotten. */
#include "report/seal_in.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "kernel/trail.h"

struct freezing { struct db *db; int64_t edition; struct frozen figure; struct sm3 *digest; struct pieces pieces; };

static fault piece_freeze(void *ctx, const struct piece *p)
{
	struct freezing *w = ctx;
	unsigned char name[SM3_BYTES];
	TRY(content_put(w->db, p->text, name));
	sm3_add(w->digest, name, SM3_BYTES);
	return row_add(w->db, &frozen_evidence_table, &(struct frozen_evidence){ .figure = w->figure.id, .seq = p->seq, .n = p->n,
		.sm3 = { (char *)name, SM3_BYTES } });
}

static struct frozen frozen_row(struct db *db, int64_t edition, const struct figure *f)
{
	struct arena *mem = db_mem(db);
	struct str shown = figure_say(mem, f, f->of->wording, f->of->step);
	return (struct frozen){ .city = db_scope(db).city, .edition = edition, .indicator = str_of(f->of->id), .org = f->org,
		.span = str_of(span_code(f->in.kind)), .day_from = f->in.from, .day_to = f->in.to, .status = str_of(figure_status_code(f->status)),
		.value = seal_has_value(f) ? f->value : INT_NONE, .text = f->text.n ? f->text : STR_NONE,
		.shown = shown.n ? shown : str_of(figure_status_word(f->status)), .rule = f->of->version, .n = f->n, .owed = f->owed, .filed = f->filed };
}

static fault figure_freeze(struct freezing *w, const struct indicator *of, int month, struct str *ret_seal, bool *ret_there)
{
	struct arena *mem = db_mem(w->db);
	struct figure f;
	unsigned char *seal = arena_get(mem, SM3_BYTES);
	TRY(seal_figure_now(w->db, of, month, &f, ret_there));
	if (!*ret_there)
		return NULL;
	w->figure = frozen_row(w->db, w->edition, &f);
	TRY(row_next(w->db, &w->figure.id));
	w->digest = seal_frozen_open(mem, &w->figure);
	pieces_again(&w->pieces);
	if (f.n)                                             /* a figure is the tally of its rows: none counted, none to ask for */
		TRY(figure_rows_each(w->db, of, f.in, f.org, pieces_add, &w->pieces));
	TRY(pieces_close(&w->pieces));
	sm3_done(w->digest, seal);
	*ret_seal = w->figure.seal = (struct str){ (char *)seal, SM3_BYTES };
	return row_add(w->db, &frozen_table, &w->figure);
}

static fault figures_freeze(struct db *db, const struct report_desk *desk, const struct edition *e, struct str **ret_seals, size_t *ret_n)
{
	struct freezing w = { .db = db, .edition = e->id };
	size_t n, count = 0;
	const struct indicator **list = seal_indicators(db_mem(db), desk, &n);
	w.pieces = pieces_open(db_mem(db), piece_freeze, &w);
	struct str *seals = arena_get(db_mem(db), (n + 1) * sizeof *seals);
	for (size_t i = 0; i < n; i++) {
		bool there;
		TRY(figure_freeze(&w, list[i], (int)e->month, &seals[count], &there));
		count += there;
	}
	*ret_seals = seals;
	*ret_n = count;
	return NULL;
}

static fault edition_sign_seal(struct db *db, struct edition *e)
{
	struct arena *mem = db_mem(db);
	unsigned char seed[KEY_BYTES], *verifier = arena_get(mem, VERIFIER_BYTES), *signature = arena_get(mem, SIGNATURE_BYTES);
	struct str name;
	int64_t city;
	TRY(org_city(db, &city));
	TRY(org_name_on(db, city, day_known(e->issued_on) ? e->issued_on : month_last((int)e->month), &name, NULL));
	struct str message = seal_message(mem, e, name);
	keys_signing(row_keys_of(db), seed);
	sign_verifier(seed, verifier);
	sign_close(seed, message.p, message.n, signature);
	wipe(seed, sizeof seed);
	e->verifier = (struct str){ (char *)verifier, VERIFIER_BYTES };
	e->signature = (struct str){ (char *)signature, SIGNATURE_BYTES };
	return NULL;
}

fault seal_close_edition(struct db *db, const struct report_desk *desk, struct edition *e, struct str text)
{
	struct arena *mem = db_mem(db);
	unsigned char *body = arena_get(mem, SM3_BYTES), *seal = arena_get(mem, SM3_BYTES);
	struct str *seals;
	size_t n;
	TRY(figures_freeze(db, desk, e, &seals, &n));
	TRY(trail_head(db, &e->entry, &e->mac));             /* by now this transaction is first in line: its own entry will be the next */
	sm3(text.p, text.n, body);
	e->body = (struct str){ (char *)body, SM3_BYTES };
	seal_edition(mem, e->body, seals, n, seal);
	e->seal = (struct str){ (char *)seal, SM3_BYTES };
	return edition_sign_seal(db, e);
}
