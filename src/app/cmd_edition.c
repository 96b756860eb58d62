/* nuan report: a month's report as it stands, as it was issued, and every act of its life.
 *
 * A month alone prints it: compiled from the records while nobody has opened it, as its text stands while it is under way, the stored bytes once it is
 * issued; and so it stays for a reader while a correction is under way, which --draft prints. A verb before the month is an act, or a look at where it
 * stands. An act is one transaction by the one whom --by names, run again when another writer was first; what it did is said when it is done and not
 * before. What is stored (questions answered for, texts handed in) is in the language of the documents, whatever the locale.
 * Not taken: a --force; what the checklist asks is answered for by a name, in words. */
#include <string.h>
#include <unistd.h>
#include "app/paper.h"

struct order {                               /* one command, read */
	int month;  int64_t edition;  struct day on;
	const char *section, *by, *why, *reason, *agree, *heading, *body, *as, *to;
	bool drafted, refuse, draft;
	struct act act;
	struct str text;                     /* of --body */
	struct report_check *open;           /* what a check was refused for */
	struct str said;
};

/* --- the month ------------------------------------------------------------------------------------------------------------------------------------ */

static fault edition_wanted(struct db *db, const struct order *o, struct edition *ret, bool *ret_found)
{
	*ret_found = true;
	return o->edition ? edition_numbered(db, o->month, o->edition, ret) : edition_latest(db, o->month, ret, ret_found);
}

/* What a reader is given: the latest that was issued, unless the draft is wanted. */
static fault edition_read_by_all(struct db *db, const struct order *o, struct edition *ret, bool *ret_found)
{
	bool issued = false;
	if (!o->edition && !o->draft)
		TRY(edition_issued(db, o->month, ret, &issued));
	*ret_found = issued;
	return issued ? NULL : edition_wanted(db, o, ret, ret_found);
}

static fault report_write(struct app *a, struct db *db, const struct order *o)
{
	struct report_desk *desk = arena_get(a->mem, sizeof *desk);
	struct report_check *checks = NULL;
	struct edition e;
	struct doc *doc;
	struct str bytes;
	bool found;
	*desk = *app_desk(a->mem);
	desk->bare = strcmp(o->as, "html") != 0;
	if (strcmp(o->as, "xlsx") == 0)
		return report_workbook(db, desk, o->month, o->to);
	TRY(edition_read_by_all(db, o, &e, &found));
	if (found && str_is(e.state, "issued")) {
		TRY(edition_file_of(db, &e, o->as, &bytes));
		return file_write(a, o->to, bytes);
	}
	TRY(found ? edition_compile(db, desk, &e, &doc, &checks) : report_compile(db, desk, o->month, &doc, &checks));
	TRY(document_write(a, doc, o->as, o->to));
	checks_say(checks);
	return NULL;
}

static bool report_form(struct app *a, struct order *o)
{
	const char *dot = o->to ? strrchr(o->to, '.') : NULL;
	o->as = o->as || !dot || strcmp(dot, ".xlsx") != 0 ? form_named(a, o->as, o->to, "txt") : "xlsx";
	if (strcmp(o->as, "xlsx") != 0)
		return form_known(o->as, o->to);
	if (!o->to)
		fputs(_("数据表要写进文件：请加 --to 文件.xlsx。\n"), stderr);
	return o->to;
}

static bool number_option(struct app *a, const char *name, int64_t *ret)
{
	const char *text = option(a, name);
	if (!text || (str_int(str_of(text), ret) && *ret > 0))
		return true;
	fprintf(stderr, _("%s 后面要写版次，例如 2；“%s”不是版次。\n"), name, text);
	return false;
}

enum status run_report(struct app *a)
{
	struct order o = { 0 };
	struct db *db;
	int month;
	if (a->argc && edition_verb(a->argv[0])) {
		a->argc--, a->argv++;
		return edition_do(a, a->argv[-1]);
	}
	o.as = option(a, "--as"), o.to = option(a, "--to"), o.draft = option_flag(a, "--draft");
	if (!number_option(a, "--edition", &o.edition) || !options_done(a, 1, 1))
		return STATUS_USAGE;
	if (!month_parse(str_of(a->argv[0]), &month)) {
		fprintf(stderr,
			_("“%s”既不是月份，也不是办理的事项。月份写成例如 2019-01；办理的事项有 show、moved、slip、edit、submit、return、approve、check、cosign、sign、issue、correct、withdraw。\n"),
			a->argv[0]);
		return STATUS_USAGE;
	}
	o.month = month;
	if (o.draft && o.edition) {
		fputs(_("--draft 是正在办理的那一版，不能与 --edition 同用。请去掉其中一个。\n"), stderr);
		return STATUS_USAGE;
	}
	if (!report_form(a, &o))
		return STATUS_USAGE;
	fault f = app_reading(a, &db);
	app_official();
	if (!f)
		f = report_write(a, db, &o);
	return f ? say_fault(a, f) : STATUS_DONE;
}

/* --- acts ------------------------------------------------------------------------------------------------------------------------------------------ */

static struct str issue_name(struct app *a, const struct edition *e)
{
	return e->serial == INT_NONE ? str_fmt(a->mem, _("%.*s%.*s，第%lld版"), PSTR(e->series), PSTR(month_zh(a->mem, (int)e->month)), (long long)e->number)
		: str_fmt(a->mem, _("%.*s%lld年第%lld期（%.*s，第%lld版）"), PSTR(e->series), (long long)e->year, (long long)e->serial,
			PSTR(month_zh(a->mem, (int)e->month)), (long long)e->number);
}

/* Without a text to put in: the text as it stands, with its references, to be edited. */
static fault section_print(struct app *a, struct db *db, struct order *o)
{
	struct section_view v;
	struct edition e;
	bool found;
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_section(db, app_desk(a->mem), &e, o->section, &v));
	o->said = str_fmt(a->mem, "%.*s\n", PSTR(v.body));
	return NULL;
}

static fault act_edit(struct app *a, struct db *db, struct order *o)
{
	struct str heading = str_of(o->heading);
	struct section_view was, now;
	struct edition e;
	bool found;
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_section(db, o->act.desk, &e, o->section, &was));
	TRY(edition_edit(db, &o->act, o->section, o->heading ? &heading : NULL, o->body ? &o->text : NULL));
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_section(db, o->act.desk, &e, o->section, &now));
	if (str_eq(was.state, now.state))
		o->said = str_fmt(a->mem, _("第%lld部分“%.*s”已改。\n"), (long long)now.ordinal, PSTR(now.heading));
	else
		o->said = str_fmt(a->mem, _("第%lld部分“%.*s”已改；原来%s，现在退回%s，要重新提交、审定。\n"), (long long)now.ordinal, PSTR(now.heading),
			section_state_word(was.state),
			section_state_word(now.state));
	return NULL;
}

static fault act_submit(struct app *a, struct db *db, struct order *o)
{
	int64_t n;
	TRY(edition_submit(db, &o->act, o->section, &n));
	o->said = str_fmt(a->mem, _("已提交%lld部分。\n"), (long long)n);
	return NULL;
}

static fault act_approve(struct app *a, struct db *db, struct order *o)
{
	int64_t n;
	TRY(edition_approve(db, &o->act, o->section, &n));
	o->said = str_fmt(a->mem, _("已审定%lld部分。\n"), (long long)n);
	return NULL;
}

static fault act_return(struct app *a, struct db *db, struct order *o)
{
	TRY(edition_return(db, &o->act, o->section, o->reason));
	o->said = str_of(o->section ? _("这一部分已退回。\n") : _("月报已退回起草。\n"));
	return NULL;
}

static fault act_check(struct app *a, struct db *db, struct order *o)
{
	TRY(edition_check(db, &o->act, o->agree, &o->open));
	o->said = str_of(_("已核稿。\n"));
	return NULL;
}

static fault act_cosign(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	bool found;
	TRY(edition_cosign(db, &o->act, !o->refuse));
	TRY(edition_latest(db, o->month, &e, &found));
	o->said = str_fmt(a->mem, _("会签意见已记下，月报现在是“%s”。\n"), edition_state_word(e.state));
	return NULL;
}

static fault act_sign(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	TRY(edition_sign(db, &o->act, o->on, &e));
	o->said = str_fmt(a->mem, _("已签发：%.*s。\n"), PSTR(issue_name(a, &e)));
	return NULL;
}

static fault act_issue(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	TRY(edition_issue(db, &o->act, o->on, &e));
	o->said = str_fmt(a->mem, _("已印发：%.*s，%.*s。以后补报的本月记录计入下一个月。\n"), PSTR(issue_name(a, &e)), PSTR(day_zh(a->mem, e.issued_on)));
	return NULL;
}

static fault act_correct(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	TRY(edition_correct(db, &o->act, &e));
	o->said = str_fmt(a->mem, _("已开始更正：%.*s。各部分改好后，重新提交、审定、核稿、签发、印发。\n"), PSTR(issue_name(a, &e)));
	return NULL;
}

static fault act_withdraw(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	bool found;
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_withdraw(db, &o->act));
	if (e.number > 1)
		o->said = str_fmt(a->mem, _("已撤销第%lld版（更正版），现行的仍是第%lld版。\n"), (long long)e.number, (long long)e.number - 1);
	else
		o->said = str_of(e.serial != INT_NONE ? _("已撤销，已给的期号作废。需要时重新开始。\n") : _("已撤销。需要时重新开始。\n"));
	return NULL;
}

static fault look_show(struct app *a, struct db *db, struct order *o)
{
	return edition_show(a, db, o->month);
}

static fault look_moved(struct app *a, struct db *db, struct order *o)
{
	return edition_moves(a, db, o->month, o->edition);
}

static fault look_slip(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	struct doc *doc;
	bool found;
	TRY(edition_wanted(db, o, &e, &found));
	TRY(edition_slip(db, app_desk(a->mem), &e, &doc));
	return document_write(a, doc, o->as, o->to);
}

/* --- which ----------------------------------------------------------------------------------------------------------------------------------------- */

static const struct verb { const char *name; bool writes; int least, most; fault (*run)(struct app *, struct db *, struct order *); } VERBS[] = {
	{ "show",    false, 1, 1, look_show   },
	{ "moved",   false, 1, 1, look_moved  },
	{ "slip",    false, 1, 1, look_slip   },
	{ "edit",    true,  2, 2, act_edit    },             /* without anything to put in: prints */
	{ "submit",  true,  1, 2, act_submit  },
	{ "return",  true,  1, 2, act_return  },
	{ "approve", true,  1, 2, act_approve },
	{ "check",   true,  1, 1, act_check   },
	{ "cosign",  true,  1, 1, act_cosign  },
	{ "sign",    true,  1, 1, act_sign    },
	{ "issue",   true,  1, 1, act_issue   },
	{ "correct", true,  1, 1, act_correct },
	{ "withdraw", true, 1, 1, act_withdraw },
};

static const struct verb *verb_named(const char *word)
{
	for (size_t i = 0; i < COUNT(VERBS); i++)
		if (strcmp(word, VERBS[i].name) == 0)
			return &VERBS[i];
	return NULL;
}

bool edition_verb(const char *word)
{
	return verb_named(word);
}

static fault once(struct app *a, struct order *o, const struct verb *v)
{
	struct db *db;
	TRY(app_begin(a, WRITING, 0, &db));
	fault f = app_person(a, db, o->by, 0, &o->act.actor);
	if (!f) {
		db_set_viewer(db, o->act.actor, db_scope(db).org);
		f = v->run(a, db, o);
	}
	if (!f)
		return db_commit(db);
	db_rollback(db);
	return f;
}

enum { ATTEMPTS = 5, PAUSE = 20000 };        /* microseconds, doubled each time */

static fault again_and_again(struct app *a, struct order *o, const struct verb *v)
{
	for (int attempt = 0;; attempt++) {
		fault f = once(a, o, v);
		if (!f || f->blame != BLAME_BUSY || attempt + 1 == ATTEMPTS)
			return f;
		usleep(PAUSE << attempt);
	}
}

/* A blank is no reason and no answer. */
static const char *words_option(struct app *a, const char *name)
{
	const char *text = option(a, name);
	return text && str_trim(str_of(text)).n ? text : NULL;
}

static bool order_read(struct app *a, const struct verb *v, struct order *o)
{
	const char *on = option(a, "--on");
	o->by = option(a, "--by"), o->why = words_option(a, "--why"), o->reason = option(a, "--reason"), o->agree = words_option(a, "--agree");
	o->heading = option(a, "--heading"), o->body = option(a, "--body"), o->as = option(a, "--as"), o->to = option(a, "--to");
	o->drafted = option_flag(a, "--drafted"), o->refuse = option_flag(a, "--refuse");
	o->on = DAY_NONE;
	if (on && !day_parse(str_of(on), &o->on)) {
		fprintf(stderr, _("“%s”不是日期。请写成例如 2019-02-12。\n"), on);
		return false;
	}
	if (!number_option(a, "--edition", &o->edition) || !options_done(a, v->least, v->most) || !option_month(a, a->argv[0], &o->month))
		return false;
	o->section = a->argc > 1 ? a->argv[1] : NULL;
	o->act = (struct act){ .desk = app_desk(a->mem), .month = o->month, .why = o->why };
	return true;
}

static bool order_makes_sense(struct app *a, const struct verb *v, struct order *o, bool prints)
{
	if (v->run == look_slip) {
		o->as = form_named(a, o->as, o->to, "txt");
		return form_known(o->as, o->to);
	}
	if (o->drafted && (o->heading || o->body)) {
		fputs(_("--drafted 是恢复由记录起草的文字，不能与 --heading、--body 同用。\n"), stderr);
		return false;
	}
	if (v->writes && !prints && !o->by) {
		fputs(_("请用 --by 写明由谁办理。\n"), stderr);
		return false;
	}
	return true;
}

enum status edition_do(struct app *a, const char *name)
{
	const struct verb *v = verb_named(name);
	struct order o = { 0 };
	struct db *db;
	if (!order_read(a, v, &o))
		return STATUS_USAGE;
	bool prints = v->run == act_edit && !o.heading && !o.body && !o.drafted;
	if (!order_makes_sense(a, v, &o, prints))
		return STATUS_USAGE;
	app_official();
	fault f = o.body ? file_read(a, o.body, &o.text) : NULL;     /* once, since an act may be run again */
	if (!f)
		f = app_open(a);
	if (!f && v->writes && !prints)
		f = again_and_again(a, &o, v);
	else if (!f && !(f = app_begin(a, READING, 0, &db)))
		f = prints ? section_print(a, db, &o) : v->run(a, db, &o);
	if (f) {
		checks_say(o.open);
		return say_fault(a, f);
	}
	if (o.said.p)
		fwrite(o.said.p, 1, o.said.n, stdout);
	return STATUS_DONE;
}
