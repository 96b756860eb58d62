/* An edition looked at: which there are, what was done with one, its parts as they stand and by what name a part is called.
 *
 * Nothing here writes. Whoever shows a report (the command line, a page) reads it by these and by no statement of its own, so all show the same: a part's
 * text is the department's or else what the records say at this moment; an answer counts until the edition is sent back; who is no longer asked to
 * countersign is left out.
 * Refused: a name that is no part's or more than one's, with the names there are.
 * Not taken: parts without their draft for who wants only the states; drafting all of a month costs less than a second look that says otherwise. */
#include "base/text.h"
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/row.h"

/* --- which there are ------------------------------------------------------------------------------------------------------------------------------ */

fault edition_issued(struct db *db, int month, struct edition *ret, bool *ret_found)
{
	struct edition_last_issued_row row;
	TRY(edition_last_issued(db, (struct edition_last_issued_in){ .month = month }, &row, ret_found));
	return *ret_found ? row_read(db, &edition_table, row.id, ret, ret_found) : NULL;
}

fault edition_every(struct db *db, int month, struct edition **ret, size_t *ret_n)
{
	struct edition_of_month_row *rows;
	size_t n;
	bool found;
	TRY(edition_of_month(db, (struct edition_of_month_in){ .month = month }, &rows, &n));
	struct edition *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++)
		TRY(row_read(db, &edition_table, rows[i].id, &list[i], &found));
	*ret = list;
	*ret_n = n;
	return NULL;
}

/* --- what was done with it ---------------------------------------------------------------------------------------------------------------------- */

fault edition_steps(struct db *db, int64_t edition, struct step_view **ret, size_t *ret_n)
{
	struct step_every_row *rows;
	TRY(step_every(db, (struct step_every_in){ .edition = edition }, &rows, ret_n));
	*ret = arena_get(db_mem(db), (*ret_n + 1) * sizeof **ret);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct step_view){ .section = str_is(rows[i].relation, "section") ? rows[i].record : 0, .actor = rows[i].actor, .at = rows[i].at,
			.act = rows[i].act, .became = rows[i].became, .reason = rows[i].reason, .words = rows[i].words };
	return NULL;
}

fault edition_cosigns(struct db *db, int64_t edition, struct cosign_view **ret, size_t *ret_n)
{
	struct cosign_every_row *rows;
	size_t n, count = 0;
	TRY(cosign_every(db, (struct cosign_every_in){ .edition = edition }, &rows, &n));
	*ret = arena_get(db_mem(db), (n + 1) * sizeof **ret);
	for (size_t i = 0; i < n; i++)
		if (!str_is(rows[i].state, "dropped"))
			(*ret)[count++] = (struct cosign_view){ .person = rows[i].person, .at = rows[i].at, .state = rows[i].state, .words = rows[i].words };
	*ret_n = count;
	return NULL;
}

/* --- one section ---------------------------------------------------------------------------------------------------------------------------- */

static size_t line_count(const struct desk_month *d, struct str line)
{
	size_t n = 0;
	for (size_t i = 0; i < d->n; i++)
		n += str_eq(d->matters[i].line, line);
	return n;
}

struct str section_name(struct arena *mem, const struct desk_month *d, size_t i)
{
	struct str line = d->matters[i].line;
	return line.p && line_count(d, line) == 1 ? line : str_fmt(mem, "%zu", i + 1);
}

fault section_find(struct db *db, const struct desk_month *d, const char *name, size_t *ret)
{
	struct arena *mem = db_mem(db);
	struct str given = text_half(mem, str_trim(str_of(name)));
	struct buf names = { .mem = mem };
	size_t found = SIZE_MAX, twice = 0;
	for (size_t i = 0; i < d->n; i++) {
		struct str line = d->matters[i].line;
		bool hit = str_eq(given, str_fmt(mem, "%zu", i + 1)) || str_eq(given, text_number_zh(mem, (int64_t)i + 1));
		hit |= line.p && (str_eq(given, line) || str_is(given, code_word(LINE_CODES, line)));
		found = hit ? i : found;
		twice += hit;
		buf_fmt(&names, "%s%.*s", i ? "、" : "", PSTR(section_name(mem, d, i)));
	}
	if (twice == 1) {
		*ret = found;
		return NULL;
	}
	if (twice)
		return fault_make(mem, BLAME_INPUT, "section.twice", _("有不止一部分是“%s”。请写部分的序号。这期月报有：%.*s。"), name, PSTR(buf_str(&names)));
	return fault_make(mem, BLAME_INPUT, "section.absent", _("没有“%s”这一部分。请写序号（1、一）或条线代码。这期月报有：%.*s。"), name,
		PSTR(buf_str(&names)));
}

fault edition_sections(struct db *db, const struct report_desk *desk, const struct edition *e, struct section_view **ret, size_t *ret_n)
{
	struct desk_month d;
	struct override_standing_row *typed;
	size_t n;
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = (int)e->month };
	TRY(edition_read(db, e, &d));
	TRY(override_standing(db, (struct override_standing_in){ .edition = e->id }, &typed, &n));
	struct section_view *list = arena_get(c.mem, (d.n + 1) * sizeof *list);
	for (size_t i = 0; i < d.n; i++) {
		const struct section *s = &d.sections[i];
		struct section_view *v = &list[i];
		*v = (struct section_view){ .ordinal = (int64_t)i + 1, .matter = s->matter, .section = s->id, .name = section_name(c.mem, &d, i),
			.state = s->state, .edited = s->edited != 0, .line = d.matters[i].line, .department = d.matters[i].department, .editor = s->editor,
			.edited_at = s->edited_at };
		if (!s->heading.p || !s->body.p)
			TRY(report_drafted(&c, &d.matters[i], &v->heading, &v->body));
		v->heading = s->heading.p ? s->heading : v->heading;
		v->body = s->body.p ? s->body : v->body;
		for (size_t k = 0; k < n; k++)
			v->overrides += s->id && typed[k].section == s->id;
	}
	*ret = list;
	*ret_n = d.n;
	return NULL;
}

fault edition_section(struct db *db, const struct report_desk *desk, const struct edition *e, const char *name, struct section_view *ret)
{
	struct section_view *list;
	struct desk_month d;
	size_t n, i;
	TRY(edition_read(db, e, &d));
	TRY(section_find(db, &d, name, &i));
	TRY(edition_sections(db, desk, e, &list, &n));
	*ret = list[i];
	return NULL;
}
