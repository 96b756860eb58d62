/* What the checklist asks, and who answered for it in which words.
 *
 * The questions are those of the text, of the records and of the paper it is printed on, each once. A question is known by its words: an answer holds for
 * them, until the edition is sent back, and is asked for anew when they change. So its code is made of the words too, the first hexadecimal digits of
 * their SM3, as many as tell this list's questions apart and four at least: a place in the list would hit another question when the list has moved between
 * printing and answering. Each is answered by itself; words without a code are taken only while one question is open.
 * What is asked is asked again by every act behind the check.
 * Promises: answers and check are one act, so what was answered of a refused one is not on record.
 * Refused: a code of no open question, with those there are; answering away what must be mended.
 * Not taken: one word for all of them, which nobody reads before he writes it. */
#include "base/sm.h"
#include "base/text.h"
#include "report/edition.sql.h"
#include "report/edition_in.h"
#include "kernel/row.h"

/* --- the questions and their codes ------------------------------------------------------------------------------------------------------------------- */

enum { CODE_LEAST = 4 };

struct str question_of(struct arena *mem, const struct report_check *check)
{
	return str_fmt(mem, _("%.*s：%.*s"), PSTR(check->place), PSTR(check->say));
}

static struct str digest_of(struct arena *mem, const struct report_check *check)
{
	unsigned char digest[SM3_BYTES];
	struct str question = question_of(mem, check);
	sm3(question.p, question.n, digest);
	return str_hex(mem, digest, SM3_BYTES);
}

void questions_coded(struct arena *mem, struct report_check **list)
{
	size_t most = CODE_LEAST;
	for (struct report_check **at = list; *at;) {
		struct report_check *before = *list;
		(*at)->code = digest_of(mem, *at);
		while (before != *at && !str_eq(before->code, (*at)->code))
			before = before->next;
		if (before == *at)
			at = &(*at)->next;
		else
			*at = (*at)->next;                   /* asked already */
	}
	for (const struct report_check *a = *list; a; a = a->next)
		for (const struct report_check *b = a->next; b; b = b->next)
			while (str_eq(str_sub(a->code, 0, most), str_sub(b->code, 0, most)))
				most++;
	for (struct report_check *a = *list; a; a = a->next)
		a->code = str_sub(a->code, 0, most);
}

fault edition_questions(struct db *db, const struct report_desk *desk, const struct edition *e, struct doc **ret, struct report_check **ret_checks)
{
	struct report_check *checks, **tail = &checks, *lacks = NULL;
	struct made paper = { .form = "pdf" };
	TRY(edition_compile(db, desk, e, ret, &checks));
	TRY(document_made(*ret, &paper, 1, &lacks));
	while (*tail)
		tail = &(*tail)->next;
	*tail = lacks;
	questions_coded(db_mem(db), &checks);
	*ret_checks = checks;
	return NULL;
}

/* --- answers --------------------------------------------------------------------------------------------------------------------------------------------- */

fault edition_answers(struct db *db, int64_t edition, struct answer **ret, size_t *ret_n)
{
	struct agreed_every_row *rows;
	TRY(agreed_every(db, (struct agreed_every_in){ .edition = edition }, &rows, ret_n));
	*ret = arena_get(db_mem(db), (*ret_n + 1) * sizeof **ret);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct answer){ rows[i].say, rows[i].why, rows[i].actor, rows[i].at };
	return NULL;
}

fault edition_unanswered(struct db *db, int64_t edition, const struct report_check *checks, struct report_check **ret_open, bool *ret_blocks)
{
	struct report_check *open = NULL, **tail = &open;
	struct agreed_every_row *rows;
	size_t n;
	bool blocks = false;
	TRY(agreed_every(db, (struct agreed_every_in){ .edition = edition }, &rows, &n));
	for (; checks; checks = checks->next) {
		struct str say = question_of(db_mem(db), checks);
		bool answered = false;
		for (size_t i = 0; i < n && !checks->blocks; i++)
			answered |= str_eq(rows[i].say, say);
		if (answered)
			continue;
		struct report_check *one = arena_get(db_mem(db), sizeof *one);
		*one = (struct report_check){ .place = checks->place, .say = checks->say, .code = checks->code, .blocks = checks->blocks };
		*tail = one;
		tail = &one->next;
		blocks |= checks->blocks;
	}
	*ret_open = open;
	*ret_blocks = blocks;
	return NULL;
}

static fault answer_add(struct db *db, const struct act *act, const struct edition *e, struct str question, struct str words)
{
	struct agreed row = { .edition = e->id, .say = question, .why = str_trim(words), .actor = act->actor, .at = db_now(db) };
	return row_add(db, &agreed_table, &row);
}

/* 问3f2a、问90c1: those that have an answer. */
static struct str codes_of(struct db *db, const struct report_check *open)
{
	struct buf out = { .mem = db_mem(db) };
	for (; open; open = open->next)
		if (!open->blocks)
			buf_fmt(&out, _("%s问%.*s"), out.n ? "、" : "", PSTR(open->code));
	return buf_str(&out);
}

static fault agreement_refused(struct db *db, const struct report_check *open, const struct agreement *one)
{
	struct arena *mem = db_mem(db);
	struct str codes = codes_of(db, open);
	if (!codes.n)
		return fault_make(mem, BLAME_INPUT, "edition.question", _("现在没有待答的问题。请去掉 --agree；核稿意见用 --why 写。"));
	if (!one->code.n)
		return fault_make(mem, BLAME_INPUT, "edition.question", _("一条意见只能答一个问题，待答的有：%.*s。请逐条写 --agree 编号=意见。"), PSTR(codes));
	return fault_make(mem, BLAME_INPUT, "edition.question",
		_("没有待答的“问%.*s”：可能抄错了，也可能情况有变、问的已经不同。待答的有：%.*s。请用 nuan report show 看过再答。"), PSTR(one->code), PSTR(codes));
}

/* A code that was read off a longer list may have more digits than it needs here. NULL: none, or more than one. */
static const struct report_check *agreed_to(struct arena *mem, const struct report_check *open, struct str code)
{
	const struct report_check *asked = NULL;
	size_t n = 0;
	for (; open; open = open->next)
		if (!open->blocks && (!code.n || (code.n >= CODE_LEAST && str_starts(digest_of(mem, open), code))))
			asked = open, n++;
	return n == 1 ? asked : NULL;
}

fault agreements_take(struct db *db, const struct act *act, const struct edition *e, const struct report_check *open, const struct agreement *agreements)
{
	for (; agreements; agreements = agreements->next) {
		if (!str_trim(agreements->words).n)             /* a blank answers nothing */
			continue;
		const struct report_check *asked = agreed_to(db_mem(db), open, agreements->code);
		TRY(words_good(db, agreements->words));
		if (!asked)
			return agreement_refused(db, open, agreements);
		TRY(answer_add(db, act, e, question_of(db_mem(db), asked), agreements->words));
	}
	return NULL;
}

fault questions_answered(struct db *db, const struct act *act, const struct edition *e, const char *word, struct doc **ret)
{
	struct report_check *checks, *open;
	bool blocks;
	TRY(edition_questions(db, act->desk, e, ret, &checks));
	TRY(edition_unanswered(db, e->id, checks, &open, &blocks));
	if (!open)
		return NULL;
	return fault_make(db_mem(db), BLAME_CONFLICT, "edition.asked", _("核稿以后情况有了变化，不能%s：%.*s 请退回（nuan report return）后重新核稿。"), word,
		PSTR(question_of(db_mem(db), open)));
}
