/* The office's hands on the whole: checked 核稿, countersigned 会签, signed and numbered 签发, sent back.
 *
 * Nobody checks what he edited last, nobody signs what he edited or checked. What the checklist asks is answered for in words that stay on record; what
 * it blocks on cannot be answered away. The number is given in the moment of signing and at no other: behind the city's lock, the next of its series and
 * year, or the one that the office's own register of issues has for the month already. A number that was given and not used is void, with its reason, and
 * is never given again; so the series has no gap that nobody can explain.
 * Not taken: numbers reserved ahead (a reserved number is a gap that has not happened yet). */
#include <string.h>
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

static fault not_editor(struct db *db, const struct edition *e, const struct act *act, const char *word)
{
	if (e->editor != act->actor)
		return NULL;
	return fault_make(db_mem(db), BLAME_DENIED, "move.own_edit", _("这份月报的文字最后是您改的或提交的，不能由您%s。请交另一位同志。"), word);
}

static fault edition_step(struct db *db, const struct act *act, struct edition *e, const struct move *m, const char *reason, int64_t recipient)
{
	e->state = str_of(m->to);
	TRY(row_change(db, &edition_table, e));
	return step_add(db, "edition", e->id, m, act, reason, recipient);
}

/* --- 会签 ------------------------------------------------------------------------------------------------------------------------------------------ */

/* Who is asked, fresh for every checking: names of the setting, 、 between them. An answer of an earlier round no longer stands. */
static fault cosign_ask(struct db *db, const struct edition *e)
{
	struct cosign_every_row *rows;
	struct str list, mark = STR("、");
	size_t n;
	bool found;
	TRY(report_setting(db, "report.cosign", (int)e->month, NULL, &list));
	TRY(cosign_every(db, (struct cosign_every_in){ .edition = e->id }, &rows, &n));
	bool *asked = arena_get(db_mem(db), n + 1);
	while (str_trim(list).n) {
		size_t at = str_find(list, mark), i = 0;
		struct str name = str_trim(str_sub(list, 0, at));
		struct cosign row = { .edition = e->id, .state = STR("waiting"), .at = INT_NONE };
		list = at == SIZE_MAX ? STR_NONE : str_sub(list, at + mark.n, SIZE_MAX);
		if (!name.n)
			continue;
		TRY(person_officer(db, name, 0, &row.person, NULL));
		if (!row.person)
			return fault_make(db_mem(db), BLAME_INPUT, "edition.cosigner",
				_("会签人“%.*s”不在干部名册里。请改正设置“会签人”，姓名之间用顿号隔开。"), PSTR(name));
		while (i < n && rows[i].person != row.person)
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

static fault cosign_open(struct db *db, int64_t edition, size_t *ret_open, struct buf *names)
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

fault edition_check(struct db *db, const struct act *act, const char *agree, struct report_check **ret_open)
{
	struct desk_month d;
	struct report_check *checks, *open;
	struct doc *doc;
	const struct move *m;
	bool blocks;
	*ret_open = NULL;
	row_act(db, "report.check", str_of(agree));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, d.edition.state, "check", &m));
	TRY(sections_approved(db, &d));
	TRY(not_editor(db, &d.edition, act, _("核稿")));
	TRY(edition_questions(db, act->desk, &d.edition, &doc, &checks));
	TRY(edition_unanswered(db, d.edition.id, checks, &open, &blocks));
	if (open && (blocks || !agree || !*agree)) {
		*ret_open = open;
		if (blocks)
			return fault_make(db_mem(db), BLAME_CONFLICT, "edition.blocked", _("核稿没有通过：标“待改”的必须先改好，再核稿。"));
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.check",
			_("核稿没有通过：标“提醒”的要逐条看过。确认无误的，用 --agree 写明意见后再核稿。"));
	}
	for (; open; open = open->next) {
		struct agreed row = { .edition = d.edition.id, .say = question_of(db_mem(db), open), .why = str_of(agree), .actor = act->actor,
			.at = db_now(db) };
		TRY(row_add(db, &agreed_table, &row));
	}
	TRY(cosign_ask(db, &d.edition));
	return edition_step(db, &(struct act){ act->desk, act->month, act->actor, act->why ? act->why : agree }, &d.edition, m, NULL, 0);
}

/* --- 签发 ------------------------------------------------------------------------------------------------------------------------------------------ */

static fault year_last_number(struct db *db, struct str series, int64_t year, int64_t *ret)
{
	struct numbering_most_row given;
	struct issue_most_row printed;
	struct day first = month_first((int)year * 100 + 1), last = month_last((int)year * 100 + 12);
	bool found;
	TRY(numbering_most(db, (struct numbering_most_in){ .series = series, .year = year }, &given, &found));
	TRY(issue_most(db, (struct issue_most_in){ .series = series, .first = first, .last = last }, &printed, &found));
	*ret = given.serial > printed.number ? given.serial : printed.number;
	return NULL;
}

/* The number that the office's register has for this month, unless it was given before: then it is void, or another's. */
static fault registered_number(struct db *db, const struct edition *e, int64_t *ret_year, int64_t *ret_serial)
{
	struct issue_of_period_row row;
	struct numbering_at_row taken;
	int year, month, day;
	bool found;
	*ret_serial = 0;
	TRY(issue_of_period(db, (struct issue_of_period_in){ .series = e->series, .period = e->month }, &row, &found));
	if (!found || row.number == INT_NONE)
		return NULL;
	day_split(row.issued, &year, &month, &day);
	TRY(numbering_at(db, (struct numbering_at_in){ .series = e->series, .year = year, .serial = row.number }, &taken, &found));
	if (found && taken.edition != e->id)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.number_taken",
			_("刊物期次登记本月是%d年第%lld期，但这个期号已经给了另一期月报。请先改正刊物期次表，再签发。"),
			year, (long long)row.number);
	if (!found)
		*ret_year = year, *ret_serial = row.number;
	return NULL;
}

static fault number_give(struct db *db, struct edition *e, struct day on)
{
	int year, month, day;
	int64_t kept = 0, last;
	struct numbering row = { .series = e->series, .kind = STR("issue"), .edition = e->id, .state = STR("given"), .at = db_now(db) };
	day_split(on, &year, &month, &day);
	row.year = year;
	TRY(registered_number(db, e, &row.year, &kept));
	if (!kept) {
		TRY(year_last_number(db, e->series, row.year, &last));
		kept = last + 1;
	}
	row.serial = kept;
	e->year = row.year;
	e->serial = row.serial;
	return row_add(db, &numbering_table, &row);
}

static fault sign_refused(struct db *db, const struct act *act, const struct desk_month *d)
{
	struct buf names = { .mem = db_mem(db) };
	int64_t checker;
	size_t open;
	TRY(not_editor(db, &d->edition, act, _("签发")));
	TRY(edition_actor(db, d->edition.id, "check", &checker));
	if (checker == act->actor)
		return fault_make(db_mem(db), BLAME_DENIED, "edition.own_check", _("这份月报是您核稿的，不能再由您签发。请交领导签发。"));
	TRY(cosign_open(db, d->edition.id, &open, &names));
	if (open)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.cosign", _("还没有会签完：%.*s。请先会签（nuan report cosign），或退回重新核稿。"),
			PSTR(buf_str(&names)));
	return sections_steady(db, d);
}

fault edition_sign(struct db *db, const struct act *act, struct day on, struct edition *ret)
{
	struct desk_month d;
	const struct move *m;
	row_act(db, "report.sign", str_of(act->why));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, d.edition.state, "sign", &m));
	TRY(sign_refused(db, act, &d));
	struct day day = day_known(on) ? on : edition_today(db);
	if (day.n < month_first(act->month).n || day.n > edition_today(db).n)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.day", _("签发日期%.*s早于所属月份，或者还没有到。请核对 --on 后面的日期。"),
			PSTR(day_iso(db_mem(db), day)));
	if (d.edition.number == 1)                           /* a correction keeps the number of what it corrects */
		TRY(number_give(db, &d.edition, day));
	d.edition.signer = act->actor;
	d.edition.signed_on = day;
	TRY(edition_step(db, act, &d.edition, m, NULL, 0));
	*ret = d.edition;
	return NULL;
}

/* --- sent back ------------------------------------------------------------------------------------------------------------------------------------- */

static const char *reason_word(const char *code)
{
	for (size_t i = 0; code && i < RETURN_REASONS_N; i++)
		if (strcmp(code, RETURN_REASONS[i].code) == 0)
			return _(RETURN_REASONS[i].word);
	return NULL;
}

static fault number_void(struct db *db, const struct act *act, struct edition *e, const char *reason)
{
	struct numbering_at_row at;
	struct numbering row;
	bool found;
	TRY(numbering_at(db, (struct numbering_at_in){ .series = e->series, .year = e->year, .serial = e->serial }, &at, &found));
	if (found) {
		TRY(row_read(db, &numbering_table, at.id, &row, &found));
		row.state = STR("void");
		row.why = str_of(act->why && *act->why ? act->why : reason_word(reason));
		TRY(row_change(db, &numbering_table, &row));
	}
	e->year = e->serial = INT_NONE;
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
		TRY(number_void(db, act, &d.edition, reason));
	d.edition.signer = INT_NONE;
	d.edition.signed_on = DAY_NONE;
	return edition_step(db, act, &d.edition, m, reason, d.edition.editor != INT_NONE ? d.edition.editor : 0);
}

/* --- 更正 ------------------------------------------------------------------------------------------------------------------------------------------ */

static fault typed_copy(struct db *db, const struct section *from, const struct section *to)
{
	struct override_of_section_row *rows;
	size_t n;
	bool found;
	TRY(override_of_section(db, (struct override_of_section_in){ .edition = from->edition, .section = from->id }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct override row;
		if (rows[i].dropped)
			continue;
		TRY(row_read(db, &override_table, rows[i].id, &row, &found));
		row.id = 0, row.edition = to->edition, row.section = to->id;
		TRY(row_add(db, &override_table, &row));
	}
	return NULL;
}

/* What a hand has written is taken over as it was issued; what the records said, they say again. */
static fault section_copy(struct db *db, const struct act *act, const struct edition *e, const struct section *s)
{
	static const struct move opens = { "none", "correct", "drafting", "", "", ANYBODY, false };
	struct section copy = *s;
	copy.id = 0, copy.edition = e->id, copy.state = STR("drafting");
	if (!(s->edited & SECTION_HEADING))
		copy.heading = STR_NONE;
	if (!(s->edited & SECTION_BODY))
		copy.body = STR_NONE;
	TRY(row_add(db, &section_table, &copy));
	TRY(typed_copy(db, s, &copy));
	return step_add(db, "section", copy.id, &opens, act, NULL, 0);
}

fault edition_correct(struct db *db, const struct act *act, struct edition *ret)
{
	static const struct move opens = { "none", "correct", "drafting", "", "", ANYBODY, false };
	struct desk_month d;
	row_act(db, "report.correct", str_of(act->why));
	TRY(edition_open(db, act, &d));
	if (!str_is(d.edition.state, "issued"))
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.not_issued",
			_("这份月报现在是“%s”，还没有印发，用不着更正。直接修改（nuan report edit），或退回后修改。"),
			edition_state_word(d.edition.state));
	if (!act->why || !*act->why)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.why", _("更正要写明原因，原因会印在更正版上。请用 --why 写明。"));
	const struct edition *was = &d.edition;
	struct edition e = { .series = was->series, .month = was->month, .number = was->number + 1, .state = STR("drafting"), .why = str_of(act->why),
		.title = was->title, .editor = INT_NONE, .year = was->year, .serial = was->serial, .signer = INT_NONE, .signed_on = DAY_NONE,
		.issued_on = DAY_NONE, .overrides = was->overrides, .entry = INT_NONE, .opened_by = act->actor, .opened_at = db_now(db) };
	TRY(row_add(db, &edition_table, &e));
	for (size_t i = 0; i < d.n; i++)
		TRY(section_copy(db, act, &e, &d.sections[i]));
	TRY(step_add(db, "edition", e.id, &opens, act, NULL, 0));
	*ret = e;
	return NULL;
}
