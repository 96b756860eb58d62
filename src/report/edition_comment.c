/* Remarks on a section (批注): what somebody who reads the draft asks its author to look at again.
 *
 * A remark belongs to the section of one edition, is never changed, and stays on record; who edits the section marks it as dealt with, once. It moves no
 * state and holds nothing up: whoever must have a change sends the section back, with a reason. So a remark needs no rights of its own, and a report is not
 * kept from its day by a question that nobody closed.
 * Refused: an empty or endless remark, one with characters that cannot be seen, one on a text that is no longer at its author's desk.
 * Not taken: remarks on a range of the text (the text moves under them); threads of answers (the answer is the text, or a word in the corridor). */
#include "base/text.h"
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/row.h"

enum { COMMENT_MOST = 2000 };                                /* bytes */

/* The section at its author's desk, under the act's name. */
static fault section_open(struct db *db, const struct act *act, const char *section, const char *name, struct section *ret)
{
	struct desk_month d;
	size_t i;
	row_act(db, name, STR_NONE);
	TRY(edition_open(db, act, &d));
	TRY(edition_drafting(db, &d, _("批注")));
	TRY(section_find(db, &d, section, &i));
	*ret = d.sections[i];
	return NULL;
}

fault edition_comment(struct db *db, const struct act *act, const char *section, struct str words)
{
	struct section s;
	words = str_trim(words);
	if (!words.n)
		return fault_field(db_mem(db), "words", "comment.empty", _("批注还没有写。请写明哪一处要再看、看什么。"));
	if (words.n > COMMENT_MOST)
		return fault_field(db_mem(db), "words", "comment.long", _("批注有%zu字节，最多%d字节（约六百字）。请精简；整段要改的，请直接改正文或退回。"), words.n,
			COMMENT_MOST);
	TRY(words_good(db, words));
	TRY(section_open(db, act, section, "report.comment", &s));
	struct comment row = { .section = s.id, .person = act->actor, .at = db_now(db), .words = words, .done_by = INT_NONE, .done_at = INT_NONE };
	return row_add(db, &comment_table, &row);
}

fault edition_comment_done(struct db *db, const struct act *act, const char *section, int64_t id)
{
	struct section s;
	struct comment row;
	bool found;
	TRY(section_open(db, act, section, "report.comment_done", &s));
	TRY(row_read(db, &comment_table, id, &row, &found));
	if (!found || row.section != s.id)
		return fault_make(db_mem(db), BLAME_ABSENT, "comment.absent", _("这一节没有这条批注。请重新打开这一节再看。"));
	if (row.done_by != INT_NONE)                         /* two pressed at once: the first stands */
		return NULL;
	row.done_by = act->actor, row.done_at = db_now(db);
	return row_change(db, &comment_table, &row);
}

fault edition_comments(struct db *db, int64_t edition, struct comment_view **ret, size_t *ret_n)
{
	struct comment_every_row *rows;
	TRY(comment_every(db, (struct comment_every_in){ .edition = edition }, &rows, ret_n));
	*ret = arena_get(db_mem(db), (*ret_n + 1) * sizeof **ret);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct comment_view){ rows[i].id, rows[i].section, rows[i].person, rows[i].at, rows[i].done_by, rows[i].done_at, rows[i].words };
	return NULL;
}
