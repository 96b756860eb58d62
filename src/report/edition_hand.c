/* The office's hands on the whole: checked 核稿, countersigned 会签, sent back.
 *
 * Nobody checks a report of which a part was edited last or handed in by himself; whoever approves may check. What the checklist asks is answered for in
 * words that stay on record, until it is sent back (edition_answer.c); what it blocks on cannot be answered away. The check keeps the text word for word;
 * who is asked to countersign is asked anew by each check.
 * Not taken: a text frozen at the check; records go on until the month is closed, and what goes out is what they say, so they are read again. */
#include <string.h>
#include "base/text.h"
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/person.h"
#include "kernel/row.h"

/* --- conditions ---------------------------------------------------------------------------------------------------------------------------------- */

fault sections_approved(struct db *db, const struct desk_month *d)
{
	struct buf open = { .mem = db_mem(db) };
	for (size_t i = 0; i < d->n; i++)
		if (!str_is(d->sections[i].state, "approved"))
			buf_fmt(&open, _("%s第%zu部分%s"), open.n ? "，" : "", i + 1, section_state_word(d->sections[i].state));
	if (open.n)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.sections",
			_("还有部分没有审定：%.*s。请先提交（nuan report submit）、审定（nuan report approve），再核稿。"),
			PSTR(buf_str(&open)));
	return NULL;
}

/* The matters that were checked are those that are signed and issued. */
fault sections_steady(struct db *db, const struct desk_month *d)
{
	if (d->moved)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.moved",
			_("核稿以后，本月完成的工作事项有增减，月报的部分跟着变了。请退回（nuan report return），重新核稿。"));
	return sections_approved(db, d);
}

/* No part of it is one's own: edited last or handed in; ever: nor edited at all. */
fault not_ones_own(struct db *db, const struct desk_month *d, const struct act *act, bool ever, const char *word)
{
	struct section_of_hand_row row;
	size_t i = 0;
	bool found;
	TRY(section_of_hand(db, (struct section_of_hand_in){ .edition = d->edition.id, .person = act->actor, .ever = ever }, &row, &found));
	if (!found)
		return NULL;
	while (i < d->n && d->sections[i].id != row.id)
		i++;
	return fault_make(db_mem(db), BLAME_DENIED, "move.own_edit", _("这份月报第%.*s部分的文字是您改的或提交的，不能由您%s。请交另一位同志。"),
		PSTR(text_number_zh(db_mem(db), (int64_t)i + 1)), word);
}

fault edition_step(struct db *db, const struct act *act, struct edition *e, const struct move *m, const char *reason, int64_t recipient)
{
	e->state = str_of(m->to);
	TRY(row_change(db, &edition_table, e));
	return step_add(db, "edition", e->id, m, act, reason, recipient);
}

/* --- 会签 ------------------------------------------------------------------------------------------------------------------------------------------ */

/* The next name of a list, whichever mark its writer puts between them. */
static bool name_next(struct str *list, struct str *ret)
{
	static const char *const MARKS[] = { "、", "，", "," };
	for (*ret = STR_NONE; list->n && !ret->n;) {
		size_t at = list->n, skip = 0;
		for (size_t i = 0; i < COUNT(MARKS); i++)
			if (str_find(*list, str_of(MARKS[i])) < at)
				at = str_find(*list, str_of(MARKS[i])), skip = strlen(MARKS[i]);
		*ret = str_trim(str_sub(*list, 0, at));
		*list = str_sub(*list, at + skip, SIZE_MAX);
	}
	return ret->n > 0;
}

/* Who is asked, fresh for every checking: names of the setting. An answer of an earlier round no longer stands. */
static fault cosign_ask(struct db *db, const struct edition *e)
{
	struct cosign_every_row *rows;
	struct str list, name;
	size_t n;
	bool found;
	TRY(report_setting(db, "report.cosign", (int)e->month, NULL, &list));
	TRY(cosign_every(db, (struct cosign_every_in){ .edition = e->id }, &rows, &n));
	bool *asked = arena_get(db_mem(db), n + 1);
	int64_t *named = arena_get(db_mem(db), (list.n + 1) * sizeof *named);
	size_t n_named = 0;
	while (name_next(&list, &name)) {
		struct cosign row = { .edition = e->id, .state = STR("waiting"), .at = INT_NONE };
		size_t i = 0;
		TRY(person_officer(db, name, 0, &row.person, NULL));
		if (!row.person)
			return fault_make(db_mem(db), BLAME_INPUT, "edition.cosigner",
				_("会签人“%.*s”不在干部名册里。请改正设置“会签人”，姓名之间用顿号或逗号隔开。"), PSTR(name));
		while (i < n_named && named[i] != row.person)
			i++;
		if (i < n_named)                             /* named twice, asked once */
			continue;
		named[n_named++] = row.person;
		for (i = 0; i < n && rows[i].person != row.person;)
			i++;
		asked[i] = true;
		row.id = i < n ? rows[i].id : 0;
		TRY(row.id ? row_change(db, &cosign_table, &row) : row_add(db, &cosign_table, &row));
	}
	for (size_t i = 0; i < n; i++)
		if (!asked[i] && !str_is(rows[i].state, "dropped")) {
			struct cosign row;
			TRY(row_read(db, &cosign_table, rows[i].id, &row, &found));
			row.state = STR("dropped");
			TRY(row_change(db, &cosign_table, &row));
		}
	return NULL;
}

fault cosign_open(struct db *db, int64_t edition, size_t *ret_open, struct buf *names)
{
	struct cosign_every_row *rows;
	size_t n, open = 0;
	TRY(cosign_every(db, (struct cosign_every_in){ .edition = edition }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct str name;
		if (str_is(rows[i].state, "agreed") || str_is(rows[i].state, "dropped"))
			continue;
		TRY(person_name(db, rows[i].person, &name));
		buf_fmt(names, "%s%.*s%s", open++ ? "、" : "", PSTR(name), str_is(rows[i].state, "refused") ? _("（不同意）") : "");
	}
	*ret_open = open;
	return NULL;
}

fault edition_cosign(struct db *db, const struct act *act, bool agrees)
{
	struct desk_month d;
	struct cosign_every_row *rows;
	struct buf names = { .mem = db_mem(db) };
	const struct move *m;
	size_t n, at = 0, open;
	bool found;
	row_act(db, "report.cosign", str_of(act->why));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, d.edition.state, "cosign", &m));
	TRY(cosign_every(db, (struct cosign_every_in){ .edition = d.edition.id }, &rows, &n));
	while (at < n && (rows[at].person != act->actor || str_is(rows[at].state, "dropped")))
		at++;
	if (at == n)
		return fault_make(db_mem(db), BLAME_DENIED, "edition.not_asked", _("这份月报没有请您会签。会签人由设置“会签人”列明，核稿时送达。"));
	if (!str_is(rows[at].state, "waiting"))
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.answered", _("您已经会签过了，一次核稿只会签一次。要改意见，请把月报退回后重新核稿。"));
	if (!agrees && (!act->why || !*act->why))
		return fault_make(db_mem(db), BLAME_INPUT, "edition.refusal", _("不同意要写明意见。请用 --why 写明。"));
	struct cosign row;
	TRY(row_read(db, &cosign_table, rows[at].id, &row, &found));
	row.state = agrees ? STR("agreed") : STR("refused");
	row.words = str_of(act->why);
	row.at = db_now(db);
	TRY(row_change(db, &cosign_table, &row));
	TRY(cosign_open(db, d.edition.id, &open, &names));
	if (!open)
		return edition_step(db, act, &d.edition, m, NULL, 0);
	const struct move stays = { m->from, agrees ? "cosign" : "refuse", m->from, m->word, m->may, m->who, false };
	return step_add(db, "edition", d.edition.id, &stays, act, NULL, 0);
}

/* --- 核稿 ------------------------------------------------------------------------------------------------------------------------------------------ */

fault edition_check(struct db *db, const struct act *act, const struct agreement *agreements, struct report_check **ret_open)
{
	struct desk_month d;
	struct report_check *checks, *open;
	struct doc *doc;
	const struct move *m;
	bool blocks;
	*ret_open = NULL;
	row_act(db, "report.check", str_of(act->why));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, d.edition.state, "check", &m));
	TRY(sections_approved(db, &d));
	TRY(not_ones_own(db, &d, act, false, _("核稿")));
	TRY(edition_questions(db, act->desk, &d.edition, &doc, &checks));
	TRY(edition_unanswered(db, d.edition.id, checks, ret_open, &blocks));
	if (blocks)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.blocked", _("核稿没有通过：标“待改”的必须先改好，再核稿。"));
	TRY(agreements_take(db, act, &d.edition, *ret_open, agreements));
	TRY(edition_unanswered(db, d.edition.id, checks, &open, &blocks));
	*ret_open = open;
	if (open)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.check",
			_("核稿没有通过：标“提醒”的要逐条看过。确认无误的，用 --agree 编号=意见 逐条写明后再核稿；各条写在一条命令里，没有通过的，答复不记下。"));
	TRY(passages_now(db, act->desk, &d.edition, true, &doc));
	TRY(passages_keep(db, doc, &d.edition.checked));
	TRY(cosign_ask(db, &d.edition));
	return edition_step(db, act, &d.edition, m, NULL, 0);
}

/* --- sent back ------------------------------------------------------------------------------------------------------------------------------------- */

static const char *reason_word(const char *code)
{
	for (size_t i = 0; code && i < RETURN_REASONS_N; i++)
		if (strcmp(code, RETURN_REASONS[i].code) == 0)
			return _(RETURN_REASONS[i].word);
	return NULL;
}

fault edition_return(struct db *db, const struct act *act, const char *section, const char *reason)
{
	struct desk_month d;
	const struct move *m;
	if (section)
		return section_return(db, act, section, reason);
	row_act(db, "report.return", str_of(act->why));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, d.edition.state, "return", &m));
	TRY(reason_given(db, act, reason));
	if (str_is(d.edition.state, "signed") && d.edition.number == 1)
		TRY(number_void(db, &d.edition, str_of(act->why && *act->why ? act->why : reason_word(reason))));
	d.edition.signer = INT_NONE;
	d.edition.signed_on = DAY_NONE;
	d.edition.checked = STR_NONE;
	return edition_step(db, act, &d.edition, m, reason, d.edition.editor != INT_NONE ? d.edition.editor : 0);
}
