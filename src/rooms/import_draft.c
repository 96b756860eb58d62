/* A file on its way in: kept, looked at, and the look undone.
 *
 * The file lies in the database under a key of the federation until its owner brings it in or lets it go, at most some days; with it what he typed over and
 * what the last look found. It holds people's numbers in the clear of a spreadsheet, so it never lies there unsealed, and it leaves no trail: a draft is
 * nobody's record.
 * A look is the act itself in a transaction that is undone: by the writer's thread when there is one, since that is where writing happens, and before the
 * request's own writing begins. So the figures that would move are true, and the price is that of the import. With wrong rows it is looked at once more
 * without them, which gives an estimate and is called so. A look asks no reason; bringing in asks one where it changes what a closed month had counted.
 * Refuses: a unit outside the reader's rights, a register (whose rows are the whole city's) from anybody but the city, a month that the unit has sent up.
 * Cost: the time of the import for everybody who waits to write; a file of 10,000 rows takes some seconds.
 * Not taken: files in a folder beside the database (two backups); the file's name in a path. */
#include <string.h>
#include "base/sm.h"
#include "db/writer.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "rooms/desk.h"
#include "rooms/import_room.h"
#include "rooms/import_room.sql.h"

enum { DAYS_KEPT = 7, CITY = 1, MONTHS_NEAR = 1 };

/* --- kept ------------------------------------------------------------------------------------------------------------------------------------------ */

static void upload_key(struct db *db, unsigned char ret[KEY_BYTES])
{
	static const char purpose[] = "upload";
	hmac_sm3(row_keys_of(db)->master, purpose, sizeof purpose - 1, ret);
}

static struct str sealed(struct ctx *c, struct str plain)
{
	unsigned char key[KEY_BYTES];
	if (!plain.n)
		return STR_NONE;
	upload_key(c->db, key);
	struct str s = seal_close(c->mem, key, plain);
	wipe(key, sizeof key);
	return s;
}

static fault opened(struct ctx *c, struct str s, struct str *ret)
{
	unsigned char key[KEY_BYTES];
	*ret = STR_NONE;
	if (!s.n)
		return NULL;
	upload_key(c->db, key);
	fault f = seal_open(c->mem, key, s, ret);
	wipe(key, sizeof key);
	return f;
}

static fault book_read(struct ctx *c, struct draft_in *d)
{
	d->book = arena_get(c->mem, sizeof *d->book);
	TRY(sheet_read_bytes(c->mem, d->bytes, NULL, d->book));
	mends_apply(c->mem, d);
	return NULL;
}

fault draft_open(struct ctx *c, int64_t id, struct draft_in *ret)
{
	struct upload_of_row row;
	struct draft_in d = { .id = id };
	struct str mends, seen;
	bool there;
	TRY(upload_of(c->db, (struct upload_of_in){ .id = id }, &row, &there));
	if (!there)
		return fault_make(c->mem, BLAME_ABSENT, "upload.absent", _("没有这份上传的文件，也许已经入库或取消了。请从导入页重新上传。"));
	d.name = row.name, d.at = row.at, d.seen_at = row.seen_at, d.part = row.part, d.whole = row.whole != 0;
	d.of = row.kind.p ? desk_entity(desk_of(c), row.kind) : NULL;
	d.sender = row.sender == INT_NONE ? 0 : row.sender, d.month = row.month == INT_NONE ? 0 : (int)row.month;
	TRY(opened(c, row.bytes, &d.bytes));
	TRY(opened(c, row.mends, &mends));
	TRY(opened(c, row.seen, &seen));
	mends_read(c->mem, mends, &d.mends, &d.n_mends);
	d.seen = found_read(c->mem, seen);
	TRY(book_read(c, &d));
	*ret = d;
	return NULL;
}

fault draft_add(struct ctx *c, struct draft_in *d)
{
	TRY(upload_drop_old(c->db, (struct upload_drop_old_in){ .before = db_now(c->db) - DAYS_KEPT * 86400 }));
	TRY(row_next(c->db, &d->id));
	return upload_add(c->db, (struct upload_add_in){ .id = d->id, .name = d->name, .kind = str_of(d->of ? d->of->name : NULL),
		.sender = d->sender ? d->sender : INT_NONE, .month = d->month ? d->month : INT_NONE, .part = d->part, .whole = d->whole,
		.bytes = sealed(c, d->bytes), .seen = sealed(c, found_text(c->mem, d->seen)) });
}

fault draft_save(struct ctx *c, const struct draft_in *d)
{
	return upload_set(c->db, (struct upload_set_in){ .id = d->id, .kind = str_of(d->of ? d->of->name : NULL), .sender = d->sender ? d->sender
		: INT_NONE,
		.month = d->month ? d->month : INT_NONE, .part = d->part, .whole = d->whole, .mends = sealed(c, mends_text(c->mem, d->mends, d->n_mends)),
		.seen = sealed(c, found_text(c->mem, d->seen)) });
}

/* --- whose, what, when ----------------------------------------------------------------------------------------------------------------------------- */

fault draft_may(struct ctx *c, const struct draft_in *d)
{
	int64_t city, whose = d->sender;
	bool may = false;
	struct str receipt, name;
	if (d->of->put) {
		TRY(org_city(c->db, &city));
		whose = city;
	}
	TRY(viewer_may_for(c->db, c->who, "import.bring", line_of(str_of(d->of->name)), whose, &may));
	if (!may) {
		TRY(desk_unit_name(c->db, whose, &name, NULL));
		return fault_make(c->mem, BLAME_DENIED, "import.right", d->of->put ? _("“%s”是全市共用的名册，由市总工会导入，您不能替%.*s导入。")
			: _("您不能导入“%s”：%.*s的这类表不归您报。请核对表的种类和报送单位。"), _(d->of->title), PSTR(name));
	}
	if (!d->of->report)
		return NULL;
	TRY(unit_closed(c->db, d->sender, d->month, &receipt));
	if (receipt.n) {
		TRY(desk_unit_name(c->db, d->sender, NULL, &name));
		return fault_make(c->mem, BLAME_CONFLICT, "import.closed", _("%.*s%.*s已经报结（回执%.*s），表已锁住。要改，请先在上报页撤回，或请市总工会退回。"), PSTR(name),
			PSTR(month_zh(c->mem, d->month)), PSTR(receipt));
	}
	return NULL;
}

static bool brings(struct ctx *c, const struct entity *e, int64_t city)
{
	struct str line = line_of(str_of(e->name));
	return (line.n ? viewer_may_line(c->who, "import.bring", line) : viewer_may(c->who, "import.bring")) && (!e->put || c->who->org == city);
}

fault draft_kinds(struct ctx *c, const struct entity *chosen, struct import_choice **ret, size_t *ret_n)
{
	const struct report_desk *desk = desk_of(c);
	struct import_choice *list = arena_get(c->mem, (desk->n_entities + 1) * sizeof *list);
	size_t n = 0;
	int64_t city;
	TRY(org_city(c->db, &city));
	for (size_t i = 0; i < desk->n_entities; i++)
		if (brings(c, desk->entities[i], city))
			list[n++] = (struct import_choice){ str_of(desk->entities[i]->name), _(desk->entities[i]->title), desk->entities[i] == chosen };
	*ret = list;
	*ret_n = n;
	return NULL;
}

static fault guess_kind(struct ctx *c, struct draft_in *d)
{
	struct import_guess *list;
	size_t n;
	int64_t city;
	if (d->of)
		return NULL;
	TRY(org_city(c->db, &city));
	import_kinds(c->mem, d->book, desk_of(c)->entities, desk_of(c)->n_entities, &list, &n);
	for (size_t i = 0; i < n && !d->of; i++)             /* the first that the reader could bring in */
		if (brings(c, list[i].of, city))
			d->of = list[i].of;
	return NULL;
}

static fault guess_unit(struct ctx *c, struct draft_in *d, int64_t before)
{
	fault why = NULL;
	bool may = false;
	int64_t unit = before;
	struct str said = import_unit_said(c->mem, d->book, d->of);
	if (!unit && said.n)
		TRY(org_find(c->db, said, d->month ? month_last(d->month) : desk_today(c->db), &unit, &why));
	if (unit)
		TRY(viewer_may_for(c->db, c->who, "import.bring", line_of(str_of(d->of->name)), unit, &may));
	if (!may)
		TRY(desk_own_unit(c, &unit));
	d->sender = unit;
	return NULL;
}

fault draft_guess(struct ctx *c, struct draft_in *d)
{
	struct import_before before;
	TRY(import_before(c->db, d->name, &before));
	const struct entity *e = before.kind.p ? desk_entity(desk_of(c), before.kind) : NULL;
	struct head_found head;
	if (e && (d->of == NULL || d->of == e) && !import_head(c->mem, d->book, e, &head))
		d->of = e;
	else
		before = (struct import_before){ 0 };
	TRY(guess_kind(c, d));
	if (!d->of)
		return NULL;
	struct desk_months months;
	bool title;
	TRY(desk_months(c->db, &months));
	int now = months.now, said = import_month_said(c->mem, d->book, d->of, &title);
	if (!title && said < month_add(now, -MONTHS_NEAR))   /* the days of a register are those of its entries, not of its period */
		said = 0;
	if (!d->month)
		d->month = said ? said : before.month ? before.month : now;
	if (d->month != before.month)                        /* another month's file of that name is another series */
		before.part = STR_NONE;
	if (!d->part.p)
		d->part = before.part;
	return d->sender ? NULL : guess_unit(c, d, before.org);
}

struct handover draft_order(struct ctx *c, const struct draft_in *d)
{
	unsigned char digest[SM3_BYTES];
	struct sm3 *run = sm3_open(c->mem);
	struct str mends = mends_text(c->mem, d->mends, d->n_mends);
	sm3_add(run, d->bytes.p, d->bytes.n);
	sm3_add(run, mends.p ? mends.p : "", mends.n);       /* what was typed over makes it another file */
	sm3_done(run, digest);
	return (struct handover){ .import = { .of = d->of, .file = d->name, .book = d->book, .sm3 = str_hex(c->mem, digest, SM3_BYTES), .sender = d->sender,
		.month = d->month, .part = d->part, .author = c->who->person, .actor = c->who->person, .day = desk_today(c->db), .why = d->why,
		.replace = d->whole, .progress = d->watch ? watch_progress : NULL, .ctx = d->watch } };
}

/* --- looked at ------------------------------------------------------------------------------------------------------------------------------------- */

struct trial { struct ctx *c; fault (*run)(void *, struct db *, struct str *); void *ctx; struct str text; fault said; };
static const struct fault UNDONE = { .blame = BLAME_CONFLICT, .code = "import.looked", .say = "" };

static fault trial_run(void *trial, struct db *db)
{
	struct trial *t = trial;
	t->said = t->run(t->ctx, db, &t->text);
	if (t->said && t->said->blame == BLAME_BUSY)
		return t->said;
	return &UNDONE;
}

static fault trial_alone(struct trial *t, struct arena *mem, struct scope scope)
{
	struct db *db;
	TRY(db_as(mem, t->c->site->store, scope, WRITING, &db));
	fault f = trial_run(t, db);
	db_rollback(db);
	return f;
}

fault rehearse(struct ctx *c, fault (*run)(void *ctx, struct db *, struct str *ret), void *ctx, struct str *ret)
{
	struct trial t = { .c = c, .run = run, .ctx = ctx };
	struct arena *mem = arena_open(0);                   /* its own: the writer's thread has another way out when it is full */
	struct write w = { .mem = mem, .scope = { .city = CITY, .viewer = c->who->person, .org = c->who->org }, .run = trial_run, .ctx = &t };
	fault f = c->site->writer ? writer_run(c->site->writer, &w) : trial_alone(&t, mem, w.scope);
	if (f == &UNDONE)
		f = t.said;
	struct str text = str_copy(c->mem, t.text);
	if (f)
		f = fault_note(c->mem, f->blame, str_c(c->mem, str_of(f->code)), f->note ? str_c(c->mem, str_of(f->note)) : NULL, "%s", str_c(c->mem,
			str_of(f->say)));
	arena_close(mem);
	if (!f)
		*ret = text;
	return f;
}

/* A fault that is the file's is what was found; any other is the look's own. */
static bool of_the_file(fault f)
{
	return f->blame == BLAME_INPUT || f->blame == BLAME_CONFLICT || f->blame == BLAME_DENIED;
}

struct look { const struct report_desk *desk; struct handover order; };

/* As if somebody else had approved it too: before that no figure moves, and what a reader wants to know is what it comes to. Where the approval would be
 * stopped, it is not imagined, and said. */
static fault look_approved(struct look *l, struct db *db, struct brought *b, struct found *seen)
{
	struct handover approved = l->order;
	approved.checker = l->order.import.actor + 1, approved.verdict = STR("通过");
	TRY(db_point(db));
	fault f = handover_approve(db, &approved, b);
	if (!f)
		return db_point_keep(db);
	if (!of_the_file(f))
		return f;
	seen->stopped = str_of(f->say);
	return db_point_back(db);
}

static fault look_at(struct look *l, struct db *db, struct brought *b, struct found *seen)
{
	struct stands was, now;
	const struct import_order *o = &l->order.import;
	TRY(watch_stage(o->ctx, WATCH_FIGURES));
	TRY(handover_stands(db, l->desk, o->of, o->month, o->sender, &was));
	TRY(watch_stage(o->ctx, WATCH_CHECK));
	TRY(handover_look(db, &l->order, b));
	if (b->result.n_wrongs || b->result.repeat)
		return NULL;
	TRY(watch_stage(o->ctx, WATCH_FIGURES));
	TRY(look_approved(l, db, b, seen));
	TRY(handover_stands(db, l->desk, o->of, o->month, o->sender, &now));
	return handover_moved(db_mem(db), &was, &now, &b->moved, &b->n_moved);
}

static fault look_run(void *look, struct db *db, struct str *ret)
{
	struct brought b = { 0 };
	struct found seen = { 0 };
	fault f = look_at(look, db, &b, &seen);
	if (f && !of_the_file(f))
		return f;
	if (f)
		seen.code = str_of(f->code), seen.say = str_of(f->say);
	else
		found_take(db_mem(db), &b, &seen);
	*ret = found_text(db_mem(db), &seen);
	return NULL;
}

/* Without the rows that are wrong: what would move by the others. */
static fault look_without(struct ctx *c, const struct draft_in *d, struct look *l, struct found *seen)
{
	struct draft_in rest = *d;
	struct str text;
	rest.mends = arena_get(c->mem, (d->n_mends + seen->wrongs_kept) * sizeof *rest.mends);
	if (d->n_mends)
		memcpy(rest.mends, d->mends, d->n_mends * sizeof *rest.mends);
	for (size_t i = 0; i < seen->wrongs_kept; i++)
		rest.mends[rest.n_mends++] = (struct mend){ seen->wrongs[i].sheet, seen->wrongs[i].row, SIZE_MAX, STR_NONE };
	TRY(book_read(c, &rest));
	l->order.import.book = rest.book;
	TRY(rehearse(c, look_run, l, &text));
	struct found *others = found_read(c->mem, text);
	if (!others->code.n && !others->n_wrongs)
		seen->moves = others->moves, seen->n_moves = others->n_moves, seen->estimate = true;
	return NULL;
}

fault draft_look(struct ctx *c, struct draft_in *d)
{
	struct found *seen = arena_get(c->mem, sizeof *seen);
	struct look l = { .desk = desk_of(c), .order = draft_order(c, d) };
	struct str text;
	d->seen = seen;
	fault f = draft_may(c, d);
	if (f && !of_the_file(f))
		return f;
	if (f) {
		seen->code = str_of(f->code), seen->say = str_of(f->say);
		return NULL;
	}
	TRY(rehearse(c, look_run, &l, &text));
	d->seen = seen = found_read(c->mem, text);
	if (seen->n_wrongs && seen->n_wrongs == (int64_t)seen->wrongs_kept && seen->bad_rows < seen->rows)
		TRY(look_without(c, d, &l, seen));
	return NULL;
}
