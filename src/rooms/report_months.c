/* /report: the months that have something to report, the latest first, each with where it stands.
 *
 * A month is listed when a matter of it is done or an edition of it was opened; the next step is one press away. Three statements read it, whatever the
 * number of months.
 * Not taken: a page a year; two years are twenty-four lines. */
#include "rooms/report_months.sql.h"
#include "rooms/report_room.h"
#include "rooms/rooms.tpl.h"

struct months { struct report_month_editions_row *editions; size_t n_editions; struct report_month_parts_row *parts; size_t n_parts; };

static const struct report_month_editions_row *latest(const struct months *m, int64_t month)
{
	for (size_t i = 0; i < m->n_editions; i++)
		if (m->editions[i].month == month)
			return &m->editions[i];
	return NULL;
}

static struct str parts_said(struct ctx *c, const struct months *m, int64_t edition)
{
	for (size_t i = 0; i < m->n_parts; i++)
		if (m->parts[i].edition == edition)
			return str_fmt(c->mem, _("%lld节中%lld节已审定"), (long long)m->parts[i].n, (long long)m->parts[i].approved);
	return STR_NONE;
}

static struct report_month_row month_row(struct ctx *c, const struct months *m, int64_t month, int64_t matters)
{
	const struct report_month_editions_row *e = latest(m, month);
	bool issued = e && str_is(e->state, "issued");
	struct report_month_row row = { .month = month_zh(c->mem, (int)month), .path = report_path(c, (int)month, NULL),
		.state = e ? report_shape(e->state, issued) : (struct shape){ "draft", _("还没有开始") },
		.parts = e ? parts_said(c, m, e->id) : str_fmt(c->mem, _("%lld节，由记录起草"), (long long)matters) };
	if (e && e->serial != INT_NONE)
		row.number = str_fmt(c->mem, _("%lld年第%lld期"), (long long)e->year, (long long)e->serial);
	if (e && day_known(e->issued_on))
		row.issued = day_zh(c->mem, e->issued_on);
	if (e && e->number > 1)
		row.editions = str_fmt(c->mem, _("第%lld版，更正"), (long long)e->number);
	return row;
}

static void rows_fill(struct ctx *c, const struct months *m, const struct report_month_matters_row *done, size_t n_done, struct report_index_page *p)
{
	size_t i = 0, k = 0;
	p->rows = arena_get(c->mem, (m->n_editions + n_done + 1) * sizeof *p->rows);
	while (i < m->n_editions || k < n_done) {            /* both run from the latest month back */
		int64_t a = i < m->n_editions ? m->editions[i].month : INT64_MIN, b = k < n_done ? done[k].month : INT64_MIN, month = a > b ? a : b;
		p->rows[p->n_rows++] = month_row(c, m, month, b == month ? done[k].n : 0);
		while (i < m->n_editions && m->editions[i].month == month)
			i++;
		k += b == month;
	}
}

fault report_index_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct months m;
	struct report_month_matters_row *done;
	struct report_index_page p = { .matters = viewer_may(c->who, "record.read") };
	size_t n_done;
	TRY(report_month_editions(c->db, &m.editions, &m.n_editions));
	TRY(report_month_parts(c->db, &m.parts, &m.n_parts));
	TRY(report_month_matters(c->db, &done, &n_done));
	rows_fill(c, &m, done, n_done, &p);
	page_report_index(&o, &p);
	reply_page(c, &(struct page){ .title = _("月报"), .scope = str_fmt(c->mem, _("%s　由记录起草，各部室修改审定，办公室核稿，领导签发"), c->site->name), .now = "/report",
		.body = out_html(&o) });
	return NULL;
}
