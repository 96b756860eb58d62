/* Verifying from a page: the whole trail and every seal, on a button, with its cost said before and its result in words.
 *
 * The work is done in the route's preparation: reading, in a transaction of its own, while nobody waits for it; only the entry that says who had it verified
 * and what came out is written. It is bounded: over MOST rows of the trail the page says so and names the command, which has the time and the memory.
 * An audit administrator learns that figures moved since an issue and how many, not which and by how much: those sentences hold values.
 * Cost: one pass over the trail and one over each table, some hundred thousand rows a second; the reader waits, nobody else does.
 * Not taken: verifying at every visit (a page that is reloaded would read the whole database each time); a background job (its result would have no reader). */
#include "kernel/row.h"
#include "kernel/trail.h"
#include "report/seal.h"
#include "rooms/admin.h"
#include "rooms/admin.sql.h"
#include "rooms/rooms.tpl.h"

enum { MOST = 400000, ROWS_A_SECOND = 50000, SAID_MOST = 50 };
static const char HERE[] = "/trail";
struct verified { struct trail_report trail; struct seal_report seals; bool too_large; };

static fault verify_page(struct ctx *c, struct admin_verify_page *p)
{
	struct out o = { { .mem = c->mem } };
	struct trail_size_row size = { 0 };
	struct trail_verified_row last;
	struct str mac;
	bool found;
	TRY(trail_size(c->db, &size, &found));
	TRY(trail_verified(c->db, &last, &found));
	TRY(trail_head(c->db, &p->head_entry, &mac));
	if (found && !p->done) {
		p->last = minute_zh(c->mem, last.at), p->last_say = last.why;
		TRY(admin_who(c, last.actor, &p->last_by));
	} else if (p->done) {
		p->last = minute_zh(c->mem, db_now(c->db)), p->last_by = c->who->name, p->last_say = str_of(p->good ? _("核验无误") : _("发现改动"));
	}
	struct str hex = str_hex(c->mem, mac.p, mac.n);
	struct buf fours = { .mem = c->mem };
	for (size_t i = 0; i < hex.n; i += 4)
		buf_fmt(&fours, "%s%.*s", i ? " " : "", PSTR(str_sub(hex, i, 4)));
	p->head_mac = buf_str(&fours);
	p->csrf = csrf_field(c);
	p->entries = p->head_entry, p->rows = size.n;
	p->seconds = 1 + size.n / ROWS_A_SECOND;
	p->too_large = size.n > MOST;
	p->head = (struct admin_head){ .title = str_of(_("核验留痕和封存")), .scope = str_fmt(c->mem, _("全市　留痕%lld条"), (long long)p->head_entry) };
	if (viewer_may(c->who, "trail.read"))
		p->head.back = path_of(c->mem, HERE), p->head.back_word = _("回到留痕");
	page_admin_verify(&o, p);
	admin_answer(c, _("核验留痕和封存"), HERE, &o);
	return NULL;
}

fault admin_verify_show(struct ctx *c)
{
	return verify_page(c, &(struct admin_verify_page){ 0 });
}

fault admin_verify_try(struct ctx *c)
{
	const struct report_desk *desk = desk_of(c);
	struct verified *v = arena_get(c->mem, sizeof *v);
	struct trail_size_row size = { 0 };
	bool found;
	TRY(trail_size(c->db, &size, &found));
	v->too_large = size.n > MOST;
	c->prepared = v;
	if (v->too_large)
		return NULL;
	TRY(trail_verify(c->db, desk->tables, desk->n_tables, &v->trail));
	return seal_verify(c->db, desk, 0, &v->seals);
}

static void findings_fill(struct ctx *c, const struct verified *v, struct admin_verify_page *p)
{
	bool values = viewer_may(c->who, "report.read");
	p->tampers = arena_get(c->mem, SAID_MOST * sizeof *p->tampers);
	p->moved = arena_get(c->mem, SAID_MOST * sizeof *p->moved);
	for (const struct tamper *t = v->trail.tampers; t && p->n_tampers < SAID_MOST; t = t->next)
		p->tampers[p->n_tampers++].say = t->what;
	for (const struct seal_finding *f = v->seals.findings; f; f = f->next) {
		if (f->what == SEAL_TAMPERED && p->n_tampers < SAID_MOST)
			p->tampers[p->n_tampers++].say = f->say;
		if (f->what == SEAL_CHANGED && values && p->n_moved < SAID_MOST)
			p->moved[p->n_moved++].say = f->say;
	}
	p->n_changed = v->seals.n_changed;
	p->n_more = v->trail.n_tampers + v->seals.n_tampered - (int64_t)p->n_tampers;
}

fault admin_verify(struct ctx *c)
{
	const struct verified *v = c->prepared;
	struct admin_verify_page p = { .done = true, .good = !v->trail.n_tampers && !v->seals.n_tampered };
	if (v->too_large)
		return verify_page(c, &(struct admin_verify_page){ 0 });
	p.trail = v->trail.n_tampers ? str_fmt(c->mem, _("留痕和记录有%lld处对不上。"), (long long)v->trail.n_tampers)
		: str_fmt(c->mem, _("留痕%lld条连续完整，%lld条记录与留痕一致。"), (long long)v->trail.entries, (long long)v->trail.rows);
	p.seals = v->seals.n_tampered ? str_fmt(c->mem, _("封存有%lld处对不上。"), (long long)v->seals.n_tampered)
		: v->seals.editions ? str_fmt(c->mem, _("已印发的%lld版、%lld个数、%lld行依据与封存时一样。"), (long long)v->seals.editions, (long long)v->seals.figures,
			(long long)v->seals.rows) : str_of(_("还没有印发过月报，没有封存。"));
	findings_fill(c, v, &p);
	row_act(c->db, "verify", p.good ? str_fmt(c->mem, _("核验无误：留痕%lld条"), (long long)v->trail.entries)
		: str_fmt(c->mem, _("发现改动%lld处"), (long long)(v->trail.n_tampers + v->seals.n_tampered)));
	TRY(row_look(c->db, &(struct table){ .name = "trail" }, STR_NONE));
	return verify_page(c, &p);
}
