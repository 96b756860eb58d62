/* The remarks (批注) beside a section: read by everybody who reads it, written by whoever may read it for his unit, closed by whoever may edit it.
 *
 * They stand in the third column in the order in which they came, open ones first, with the one button that closes them. What a refused remark said stays
 * in its field. The month's page counts the open ones under each section's name.
 * Not taken: a script that opens a bubble in the text; on paper and without it nobody would see that there is one. */
#include "rooms/report_room.h"

static fault comment_read(struct ctx *c, const struct month_of *m, const struct comment_view *v, bool closes, struct report_comment *ret)
{
	struct report_comment r = { .words = v->words, .when = minute_zh(c->mem, v->at), .done = v->done_by != INT_NONE, .csrf = csrf_field(c) };
	TRY(report_who(c, v->person, &r.who));
	if (r.done)
		TRY(report_who(c, v->done_by, &r.by));
	r.closes = closes && !r.done;
	r.path = report_part_path(c, m->month, m->part, str_c(c->mem, str_fmt(c->mem, "comment/%lld", (long long)v->id)));
	*ret = r;
	return NULL;
}

fault report_comments(struct ctx *c, const struct month_of *m, bool edits, struct report_part_page *p)
{
	struct comment_view *rows;
	size_t n;
	bool reads;
	TRY(edition_comments(c->db, m->e.id, &rows, &n));
	p->comments = arena_get(c->mem, (n + 1) * sizeof *p->comments);
	for (int done = 0; done < 2; done++)
		for (size_t i = 0; i < n; i++)
			if (m->part->section && rows[i].section == m->part->section && (rows[i].done_by != INT_NONE) == done)
				TRY(comment_read(c, m, &rows[i], edits, &p->comments[p->n_comments++]));
	TRY(report_may_part(c, "report.read", m->part, &reads));
	p->comment.writes = reads && str_is(m->e.state, "drafting");
	p->comment.path = report_part_path(c, m->month, m->part, "comment");
	for (fault f = c->faults; f; f = f->next)
		if (f->field && str_is(str_of(f->field), "words"))
			p->comment.wrong = f->say, p->comment.words = request_field(c->request, "words");
	return NULL;
}

/* --- the acts --------------------------------------------------------------------------------------------------------------------------------------- */

static fault done(struct ctx *c, const char *notice)
{
	const struct month_of *m = c->subject;
	reply_notice(c, notice);
	reply_go(c, report_part_path(c, m->month, m->part, NULL));
	return NULL;
}

fault report_comment_add(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct act act = report_act(c, STR_NONE);
	TRY(report_part_right(c, "report.read"));
	TRY(report_at_page(c, edition_comment(c->db, &act, str_c(c->mem, m->part->name), request_field(c->request, "words"))));
	return done(c, "report.commented");
}

fault report_comment_done(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct act act = report_act(c, STR_NONE);
	TRY(report_part_right(c, "report.edit"));
	TRY(report_at_page(c, edition_comment_done(c->db, &act, str_c(c->mem, m->part->name), c->id)));
	return done(c, "report.comment_done");
}
