/* Many records at once: picked one by one on a page, or all that the filter leaves.
 *
 * Each record is judged for itself by the same act as on its own page. What can be moved is moved, in one transaction; what cannot stays as it was, and the
 * answer names each with its sentence: forty good records need not wait for one. The page says so beforehand. A fault of the program or of a rule between rows
 * undoes the whole.
 * A pick carries the version that was on the page, so what was changed since is not approved unseen; who takes all that the filter leaves says how many they
 * saw, and another count is refused.
 * Not taken: all or nothing (one line refused would teach officers to approve one by one); a transaction a record (a commit is slow, and half a list is done
 * when the power goes). */
#include <string.h>
#include "kernel/row.h"
#include "rooms/record.h"
#include "rooms/rooms.tpl.h"

struct picked { struct record_one one; int64_t version; };   /* version INT_NONE: any */
struct many { struct ctx *c; const struct record_kind *k; struct record_filter f; struct picked *list; size_t n; int64_t every; };

static bool pick_parse(struct str text, int64_t *ret_id, int64_t *ret_version)
{
	struct str id = str_cut(&text, '.');
	return str_int(id, ret_id) && *ret_id > 0 && str_int(text, ret_version);
}

static fault pick_add(struct many *m, int64_t id, int64_t version)
{
	struct picked p = { { m->k->of, m->k->line, arena_get(m->c->mem, m->k->of->table->size) }, version };
	bool found, may = false;
	TRY(row_read(m->c->db, m->k->of->table, id, p.one.row, &found));
	if (found)
		TRY(record_may(m->c, &p.one, "record.read", &may));
	if (!may)
		return record_absent(m->c);
	m->list[m->n++] = p;
	return NULL;
}

static fault picks_read(struct many *m)
{
	const struct request *r = m->c->request;
	m->list = arena_get(m->c->mem, (r->n_fields + 1) * sizeof *m->list);
	for (size_t i = 0; i < r->n_fields; i++) {
		int64_t id, version;
		if (str_is(r->fields[i].name, "pick") && pick_parse(r->fields[i].value, &id, &version))
			TRY(pick_add(m, id, version));
	}
	return NULL;
}

static fault every_read(struct many *m)
{
	struct record_set s;
	TRY(record_set(m->c, m->k, &m->f, true, ACT_MOST, &s));
	if (s.too_many)
		return fault_make(m->c->mem, BLAME_INPUT, "record.many_acts", _("这个范围有%lld条，一次最多办%d条。请按月份或单位分几次办。"), (long long)s.total, ACT_MOST);
	if (s.total != m->every)
		return fault_make(m->c->mem, BLAME_CONFLICT, "record.moved_on", _("您打开这一页以后，这个范围从%lld条变成了%lld条，这次没有办。请重新打开列表，看过再办。"),
			(long long)m->every, (long long)s.total);
	m->list = arena_get(m->c->mem, (s.n + 1) * sizeof *m->list);
	for (size_t i = 0; i < s.n; i++)
		if (str_is(s.rows[i]->state, "submitted")) {
			struct record_one one = { m->k->of, m->k->line, arena_get(m->c->mem, m->k->of->table->size) };
			memcpy(one.row, s.rows[i], m->k->of->table->size);
			m->list[m->n++] = (struct picked){ one, INT_NONE };
		}
	return NULL;
}

static fault many_read(struct ctx *c, struct many *m)
{
	*m = (struct many){ .c = c, .k = c->subject };
	TRY(record_filter_read(c, m->k, &m->f));
	if (!str_int(request_field(c->request, "every"), &m->every))
		m->every = 0;
	TRY(m->every ? every_read(m) : picks_read(m));
	return m->n ? NULL : fault_make(c->mem, BLAME_INPUT, "record.none_picked", _("一条也没有选中。请回到列表，先在前面打勾，再办。"));
}

static fault line_fill(struct many *m, struct record_words *w, const struct picked *p, struct record_line *ret)
{
	const struct head *h = p->one.row;
	*ret = (struct record_line){ .day = record_day(m->c->mem, h->day, m->f.month / 100), .path = path_of(m->c->mem, "/record/%d", h->id),
		.pick = str_fmt(m->c->mem, "%lld.%lld", (long long)h->id, (long long)p->version) };
	TRY(record_lead(w, m->k->of, h, &ret->lead));
	return record_unit_name(w, h->org, h->day, &ret->unit);
}

/* A refusal that concerns this record alone. */
static bool stays_behind(fault f)
{
	return f->blame == BLAME_DENIED || f->blame == BLAME_CONFLICT || f->blame == BLAME_ABSENT;
}

static fault one_act(struct many *m, const struct picked *p, const char *act, const char *reason, struct str words)
{
	if (p->version != INT_NONE && p->version != p->one.row->version)
		return fault_make(m->c->mem, BLAME_CONFLICT, "record.changed", _("这条记录在您打开之后有人改过或办过，这次没有办。请重新打开，看过再办。"));
	return record_act(m->c, &p->one, act, reason, words);
}

static fault many_act(struct many *m, const char *act, const char *reason, struct str words, const char *verb, const char *notice)
{
	struct record_words *w = record_words_of(m->c, false);
	struct record_done_page d = { .verb = verb, .refused = arena_get(m->c->mem, m->n * sizeof *d.refused) };
	struct out o = { { .mem = m->c->mem } };
	m->f.page = 1;
	d.back = record_filter_path(m->c, m->k, &m->f, "");
	for (size_t i = 0; i < m->n; i++) {
		fault f = one_act(m, &m->list[i], act, reason, words);
		if (f && !stays_behind(f))
			return f;
		if (!f) {
			d.n_done++;
			continue;
		}
		struct record_line *line = &d.refused[d.n_refused++];
		TRY(line_fill(m, w, &m->list[i], line));
		line->say = str_of(f->say), line->code = str_of(f->code);
	}
	if (!d.n_refused) {
		reply_notice(m->c, notice);
		reply_go(m->c, d.back);
		return NULL;
	}
	page_record_done(&o, &d);
	reply_page(m->c, &(struct page){ .title = _("有的没有办成"), .scope = str_fmt(m->c->mem, _("%s：办成%lld条，%zu条留在原处"), verb, (long long)d.n_done, d.n_refused),
		.now = record_now(m->c, m->k->line), .body = out_html(&o) });
	return NULL;
}

fault record_many_approve(struct ctx *c)
{
	struct many m;
	TRY(many_read(c, &m));
	return many_act(&m, "approve", NULL, STR_NONE, _("审核通过"), "record.approved");
}

/* Without a reason: the page that asks for one, over the list of what would go back. */
static fault ask_reason(struct many *m, const char *wrong)
{
	enum { SHOWN = 200 };
	struct record_words *w = record_words_of(m->c, false);
	struct record_return_page p = { .many = true, .n = (int64_t)m->n, .every = m->every, .action = record_filter_path(m->c, m->k, &m->f, "/return"),
		.back = record_filter_path(m->c, m->k, &m->f, ""), .lines = arena_get(m->c->mem, m->n * sizeof *p.lines) };
	p.wrong = str_of(wrong);
	for (size_t i = 0; i < m->n && (!m->every || i < SHOWN); i++)
		TRY(line_fill(m, w, &m->list[i], &p.lines[p.n_lines++]));
	record_return_page(m->c, m->k->line, &p);
	return NULL;
}

fault record_many_return(struct ctx *c)
{
	struct many m;
	struct str reason = request_field(c->request, "reason"), words;
	bool asked = request_field(c->request, "asked").n > 0;
	TRY(many_read(c, &m));
	if (!reason.n)
		return ask_reason(&m, asked ? _("退回要写明原因，请从表中选一项。") : NULL);
	fault f = record_said(c, &words);
	if (f)
		return ask_reason(&m, f->say);
	return many_act(&m, "return", str_c(c->mem, reason), words, _("退回"), "record.returned");
}
