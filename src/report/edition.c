/* The report's life, seen whole: two short tables of moves, one for a section on its department's desk, one for the edition on the office's.
 *
 * The first act on a month opens edition 1. Its sections are the month's matters: one that comes later joins, one that is withdrawn leaves, at the next
 * act; nobody keeps the list by hand. While no department has touched a section its text is what the records say; handing it in fixes the text, so what
 * is approved is what was read, and the figures in it stay references until the issue. Every move is a step with its hand, its hour and its words. What was
 * begun and is not to be is withdrawn: it stays on record and is no edition any more.
 * Refused, with the sentence what to do instead: an act that the state does not have, one's own text approved, a section worked at behind the check.
 * Not taken: sections of an edition copied out of the records at its opening, which the first correction of a record would leave behind. */
#include <string.h>
#include "base/text.h"
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/kernel.schema.h"
#include "kernel/row.h"

const struct move SECTION_MOVES[] = {
	/* from         act        to           button             right             who              reason */
	{ "drafting",  "edit",    "drafting",  N_("修改"),       "report.edit",    ANYBODY,         false },
	{ "submitted", "edit",    "drafting",  N_("修改"),       "report.edit",    ANYBODY,         false },
	{ "returned",  "edit",    "returned",  N_("修改"),       "report.edit",    ANYBODY,         false },
	{ "approved",  "edit",    "drafting",  N_("修改"),       "report.edit",    ANYBODY,         false },
	{ "drafting",  "submit",  "submitted", N_("提交"),       "report.edit",    ANYBODY,         false },
	{ "returned",  "submit",  "submitted", N_("改后再提交"), "report.edit",    ANYBODY,         false },
	{ "submitted", "return",  "returned",  N_("退回"),       "report.approve", ANYBODY,         true  },
	{ "submitted", "approve", "approved",  N_("审定"),       "report.approve", NOT_LAST_EDITOR, false },
	{ "approved",  "return",  "returned",  N_("退回"),       "report.approve", ANYBODY,         true  },
	{ "drafting",  "leave",   "left",      N_("撤出"),       "report.edit",    ANYBODY,         false },         /* its matter no longer stands */
	{ "submitted", "leave",   "left",      N_("撤出"),       "report.edit",    ANYBODY,         false },
	{ "returned",  "leave",   "left",      N_("撤出"),       "report.edit",    ANYBODY,         false },
	{ "approved",  "leave",   "left",      N_("撤出"),       "report.edit",    ANYBODY,         false },
	{ "left",      "join",    "drafting",  N_("列入"),       "report.edit",    ANYBODY,         false },
};
const size_t SECTION_MOVES_N = COUNT(SECTION_MOVES);

const struct move EDITION_MOVES[] = {
	/* from         act        to           button             right             who              reason */
	{ "drafting",  "check",   "checked",   N_("核稿"),       "report.check",   NOT_LAST_EDITOR, false },
	{ "checked",   "cosign",  "cosigned",  N_("会签"),       "report.cosign",  ANYBODY,         false },         /* when the last of the list has agreed */
	{ "checked",   "sign",    "signed",    N_("签发"),       "report.sign",    NOT_LAST_EDITOR, false },         /* when nobody is asked to countersign */
	{ "cosigned",  "sign",    "signed",    N_("签发"),       "report.sign",    NOT_LAST_EDITOR, false },
	{ "signed",    "issue",   "issued",    N_("印发"),       "report.issue",   ANYBODY,         false },
	{ "checked",   "return",  "drafting",  N_("退回"),       "report.check",   ANYBODY,         true  },
	{ "cosigned",  "return",  "drafting",  N_("退回"),       "report.check",   ANYBODY,         true  },
	{ "signed",    "return",  "drafting",  N_("退回"),       "report.sign",    ANYBODY,         true  },         /* its number becomes void */
	{ "drafting",  "withdraw", "void",     N_("撤销"),       "report.issue",   ANYBODY,         false },         /* for a reason in words */
	{ "checked",   "withdraw", "void",     N_("撤销"),       "report.issue",   ANYBODY,         false },
	{ "cosigned",  "withdraw", "void",     N_("撤销"),       "report.issue",   ANYBODY,         false },
	{ "signed",    "withdraw", "void",     N_("撤销"),       "report.issue",   ANYBODY,         false },         /* so does its number */
};
const size_t EDITION_MOVES_N = COUNT(EDITION_MOVES);

static const struct { const char *state, *word; } SECTION_STATES[] = { { "drafting", N_("起草") }, { "submitted", N_("已提交") }, { "returned", N_("已退回") },
	{ "approved", N_("已审定") }, { "left", N_("已撤出") } };
/* next: what an act that came too early or too late is told */
static const struct { const char *state, *word, *next; } EDITION_STATES[] = {
	{ "drafting", N_("起草"),     N_("各部分审定后先核稿（nuan report check）") },
	{ "checked",  N_("已核稿"),
		  N_("下一步是会签（nuan report cosign），没有会签人的直接签发（nuan report sign）；要改文字，先退回（nuan report return）") },
	{ "cosigned", N_("已会签"),   N_("下一步是签发（nuan report sign）；要改文字，先退回（nuan report return）") },
	{ "signed",   N_("已签发"),   N_("下一步是印发（nuan report issue）；要改文字，先退回（nuan report return），已给的期号作废") },
	{ "void",     N_("已撤销"),   N_("撤销的不再办理；需要时重新开始") },
	{ "issued",   N_("已印发"),   N_("印发的不再改动；确有错误的，用 nuan report correct 另出更正版") },
};

const char *section_state_word(struct str state)
{
	for (size_t i = 0; i < COUNT(SECTION_STATES); i++)
		if (str_is(state, SECTION_STATES[i].state))
			return _(SECTION_STATES[i].word);
	return "?";
}

static size_t edition_state_at(struct str state)
{
	size_t i = 0;
	while (i + 1 < COUNT(EDITION_STATES) && !str_is(state, EDITION_STATES[i].state))
		i++;
	return i;
}

const char *edition_state_word(struct str state)
{
	return _(EDITION_STATES[edition_state_at(state)].word);
}

static const struct move *move_find(const struct move *moves, size_t n, struct str from, const char *act)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(from, moves[i].from) && strcmp(act, moves[i].act) == 0)
			return &moves[i];
	return NULL;
}

static const char *act_word(const struct move *moves, size_t n, const char *act)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(act, moves[i].act) == 0)
			return _(moves[i].word);
	return act;
}

fault edition_move(struct db *db, struct str from, const char *act, const struct move **ret)
{
	size_t at = edition_state_at(from);
	*ret = move_find(EDITION_MOVES, EDITION_MOVES_N, from, act);
	return *ret ? NULL : fault_make(db_mem(db), BLAME_CONFLICT, "edition.state", _("这份月报现在是“%s”，不能%s。%s。"), _(EDITION_STATES[at].word),
		act_word(EDITION_MOVES, EDITION_MOVES_N, act), _(EDITION_STATES[at].next));
}

fault section_move(struct db *db, struct str from, const char *act, struct str place, const struct move **ret)
{
	*ret = move_find(SECTION_MOVES, SECTION_MOVES_N, from, act);
	return *ret ? NULL : fault_make(db_mem(db), BLAME_CONFLICT, "section.state", _("“%.*s”现在是“%s”，不能%s。用 nuan report show 看各部分到了哪一步。"),
		PSTR(place),
		section_state_word(from), act_word(SECTION_MOVES, SECTION_MOVES_N, act));
}

/* --- steps -------------------------------------------------------------------------------------------------------------------------------- */

struct day edition_today(const struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

fault step_add(struct db *db, const char *relation, int64_t record, const struct move *m, const struct act *act, const char *reason, int64_t recipient)
{
	struct step step = { .relation = str_of(relation), .record = record, .act = str_of(m->act), .was = str_of(m->from), .became = str_of(m->to),
		.reason = str_of(reason), .words = str_of(act->why), .recipient = recipient ? recipient : INT_NONE, .actor = act->actor, .at = db_now(db) };
	return row_add(db, &step_table, &step);
}

fault reason_given(struct db *db, const struct act *act, const char *reason)
{
	bool known = false;
	for (size_t i = 0; reason && i < RETURN_REASONS_N; i++)
		known |= strcmp(reason, RETURN_REASONS[i].code) == 0;
	if (known || (!reason && act->why && *act->why))
		return NULL;
	return fault_make(db_mem(db), BLAME_INPUT, "move.no_reason",
		_("退回要写明原因：从退回原因表中选一项（如 --reason unclear 内容不清），或用 --why 写明。"));
}

fault edition_actor(struct db *db, int64_t edition, const char *act, int64_t *ret)
{
	struct step_last_row row;
	bool found;
	TRY(step_last(db, (struct step_last_in){ .record = edition, .act = str_of(act) }, &row, &found));
	*ret = found && row.actor != INT_NONE ? row.actor : 0;
	return NULL;
}

fault words_good(struct db *db, struct str words)
{
	uint32_t harm = text_harm(words);
	if (!text_valid(words))
		return fault_make(db_mem(db), BLAME_INPUT, "edition.words", _("所写的意见或理由不是UTF-8编码。请重新输入。"));
	return !harm ? NULL : fault_make(db_mem(db), BLAME_INPUT, "edition.words",
		_("所写的意见或理由里有看不见的控制字符（U+%04X），印出来的文字会与看到的不一致。请删去这一处，重新输入。"), (unsigned)harm);
}

/* --- the month on the desk ------------------------------------------------------------------------------------------------------------------ */

fault edition_latest(struct db *db, int month, struct edition *ret, bool *ret_found)
{
	struct edition_last_row row;
	TRY(edition_last(db, (struct edition_last_in){ .month = month }, &row, ret_found));
	if (*ret_found)
		return row_read(db, &edition_table, row.id, ret, ret_found);
	struct edition e = { .month = month, .number = 1, .state = STR("drafting"), .editor = INT_NONE, .year = INT_NONE, .serial = INT_NONE,
		.signer = INT_NONE, .signed_on = DAY_NONE, .issued_on = DAY_NONE, .entry = INT_NONE, .opened_by = INT_NONE, .opened_at = db_now(db) };
	TRY(report_series(db, month, &e.series));
	*ret = e;
	return NULL;
}

fault edition_numbered(struct db *db, int month, int64_t number, struct edition *ret)
{
	struct edition_of_number_row row;
	bool found;
	TRY(edition_of_number(db, (struct edition_of_number_in){ .month = month, .number = number }, &row, &found));
	if (!found)
		return fault_make(db_mem(db), BLAME_ABSENT, "edition.absent", _("%.*s的月报没有第%lld版。用 nuan report show 看有哪几版。"),
			PSTR(month_zh(db_mem(db), month)),
			(long long)number);
	return row_read(db, &edition_table, row.id, ret, &found);
}

static struct report_matters_row matter_as_issued(const struct section_matters_row *m)
{
	return (struct report_matters_row){ .id = m->id, .day = m->day, .until = m->until, .heading = m->heading, .department = m->department,
		.place = m->place, .people = m->people, .body = m->body, .line = m->line, .ordinal = m->ordinal };
}

static fault matters_of(struct db *db, const struct edition *e, struct report_matters_row **ret, size_t *ret_n)
{
	struct section_matters_row *rows;
	if (!str_is(e->state, "issued"))
		return report_matters(db, (struct report_matters_in){ .month = e->month }, ret, ret_n);
	TRY(section_matters(db, (struct section_matters_in){ .edition = e->id }, &rows, ret_n));
	*ret = arena_get(db_mem(db), (*ret_n + 1) * sizeof **ret);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = matter_as_issued(&rows[i]);
	return NULL;
}

/* The sections beside their matters; who is left over stands in `stray`. */
static fault sections_of(struct db *db, struct desk_month *d, struct section **ret_stray, size_t *ret_strays)
{
	struct section_every_row *rows;
	size_t n;
	TRY(section_every(db, (struct section_every_in){ .edition = d->edition.id }, &rows, &n));
	d->sections = arena_get(db_mem(db), (d->n + 1) * sizeof *d->sections);
	struct section *stray = arena_get(db_mem(db), (n + 1) * sizeof *stray);
	size_t strays = 0;
	for (size_t i = 0; i < d->n; i++)
		d->sections[i] = (struct section){ .edition = d->edition.id, .matter = d->matters[i].id, .state = STR("drafting"), .editor = INT_NONE,
			.edited_at = INT_NONE };
	for (size_t k = 0; k < n; k++) {
		struct section s;
		bool found, placed = false;
		TRY(row_read(db, &section_table, rows[k].id, &s, &found));
		for (size_t i = 0; i < d->n; i++)
			if (d->matters[i].id == s.matter)
				d->sections[i] = s, placed = true;
		if (!placed)
			stray[strays++] = s;
	}
	*ret_stray = stray;
	*ret_strays = strays;
	return NULL;
}

fault edition_read(struct db *db, const struct edition *e, struct desk_month *ret)
{
	struct desk_month d = { .edition = *e };
	struct section *stray;
	size_t strays;
	TRY(matters_of(db, e, &d.matters, &d.n));
	TRY(sections_of(db, &d, &stray, &strays));
	for (size_t i = 0; i < d.n; i++)                     /* comes back at the next act */
		if (str_is(d.sections[i].state, "left"))
			d.sections[i].state = STR("drafting"), d.sections[i].heading = d.sections[i].body = STR_NONE, d.sections[i].edited = 0;
	*ret = d;
	return NULL;
}

static fault section_joins(struct db *db, const struct act *act, struct section *s)
{
	static const struct move first = { "none", "join", "drafting", "", "", ANYBODY, false };
	const struct move *m = &first;
	if (s->id)
		TRY(section_move(db, s->state, "join", STR_NONE, &m));
	s->state = STR("drafting");
	s->heading = s->body = STR_NONE, s->edited = 0;
	TRY(s->id ? row_change(db, &section_table, s) : row_add(db, &section_table, s));
	return step_add(db, "section", s->id, m, act, NULL, 0);
}

static fault section_leaves(struct db *db, const struct act *act, struct section *s)
{
	const struct move *m;
	TRY(section_move(db, s->state, "leave", STR_NONE, &m));
	s->state = str_of(m->to);
	TRY(row_change(db, &section_table, s));
	return step_add(db, "section", s->id, m, act, NULL, 0);
}

static fault sections_join(struct db *db, const struct act *act, struct desk_month *d)
{
	struct section *stray;
	size_t strays;
	TRY(sections_of(db, d, &stray, &strays));
	for (size_t i = 0; i < d->n; i++)
		if (!d->sections[i].id || str_is(d->sections[i].state, "left")) {
			TRY(section_joins(db, act, &d->sections[i]));
			d->moved++;
		}
	for (size_t k = 0; k < strays; k++)
		if (!str_is(stray[k].state, "left")) {
			TRY(section_leaves(db, act, &stray[k]));
			d->moved++;
		}
	return NULL;
}

fault edition_open(struct db *db, const struct act *act, struct desk_month *ret)
{
	struct desk_month d = { 0 };
	int64_t number;
	bool found;
	TRY(words_good(db, str_of(act->why)));
	if (act->actor <= 0)
		return fault_make(db_mem(db), BLAME_DENIED, "edition.no_actor", _("没有写明由谁办理。请用 --by 写明姓名，须在干部名册里。"));
	TRY(row_next(db, &number));                          /* the city's writers stand in line from here */
	TRY(edition_latest(db, act->month, &d.edition, &found));
	if (found && str_is(d.edition.state, "issued")) {
		*ret = (struct desk_month){ .edition = d.edition };
		return edition_read(db, &d.edition, ret);
	}
	TRY(report_matters(db, (struct report_matters_in){ .month = act->month }, &d.matters, &d.n));
	if (!d.n)
		return fault_make(db_mem(db), BLAME_ABSENT, "report.empty", _("%.*s还没有完成的工作事项，排不出月报。请先导入工作事项（matter.matter）。"),
			PSTR(month_zh(db_mem(db), act->month)));
	d.edition.opened_by = found ? d.edition.opened_by : act->actor;
	if (!found)
		TRY(row_add(db, &edition_table, &d.edition));
	TRY(sections_join(db, act, &d));
	*ret = d;
	return NULL;
}

fault edition_drafting(struct db *db, const struct desk_month *d, const char *act)
{
	size_t at = edition_state_at(d->edition.state);
	if (str_is(d->edition.state, "drafting"))
		return NULL;
	return fault_make(db_mem(db), BLAME_CONFLICT, "edition.state", _("这份月报现在是“%s”，各部分不能再%s。%s。"), _(EDITION_STATES[at].word),
		act_word(SECTION_MOVES, SECTION_MOVES_N, act), _(EDITION_STATES[at].next));
}
