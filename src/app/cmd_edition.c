/* nuan report: a month's report as it stands, as it was issued, and every act of its life.
 *
 * A month alone prints it: compiled from the records while nobody has opened it, as its text stands while it is under way, the stored bytes once it is
 * issued; and so it stays for a reader while a correction is under way, which --draft prints. A verb before the month is an act, or a look at where it
 * stands. An act is one transaction by the one whom --by names, run again when another writer was first; what it did is said when it is done and not
 * before. What is stored (questions answered for, texts handed in) is in the language of the documents, whatever the locale. Which acts there are, and which
 * options each takes, says the table in edition_act.c; another option is refused.
 * Not taken: a --force; what the checklist asks is answered for by a name, in words, each question by itself. */
#include <string.h>
#include <unistd.h>
#include "app/order.h"
#include "base/text.h"

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

/* --- which ----------------------------------------------------------------------------------------------------------------------------------------- */

static const struct verb *verb_named(const char *word)
{
	for (size_t i = 0; i < VERBS_N; i++)
		if (strcmp(word, VERBS[i].name) == 0)
			return &VERBS[i];
	return NULL;
}

bool edition_verb(const char *word)
{
	return verb_named(word);
}

static void verb_print(const struct verb *v)
{
	printf("%s%s nuan --db WHERE %s\n", _(v->purpose), _("。\n用法："), v->usage);
}

bool edition_help(const char *word)
{
	const struct verb *v = word ? verb_named(word) : NULL;
	if (v)
		verb_print(v);
	for (size_t i = 0; !word && i < VERBS_N; i++)
		printf("  report %-10s%s\n", VERBS[i].name, _(VERBS[i].purpose));
	return v;
}

static fault once(struct app *a, struct order *o, const struct verb *v)
{
	struct str next = STR_NONE;
	struct db *db;
	TRY(app_begin(a, WRITING, 0, &db));
	fault f = app_person(a, db, o->by, 0, &o->act.actor);
	if (!f) {
		db_set_viewer(db, o->act.actor, db_scope(db).org);
		f = v->run(a, db, o);
	}
	if (!f)
		f = order_next(a, db, o, &next);
	if (!f) {
		o->said = str_fmt(a->mem, "%.*s%.*s", PSTR(o->said), PSTR(next));
		return db_commit(db);
	}
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

/* The usage says which options a verb takes; of another one nothing is taken, so options_done refuses it. */
static bool takes(const struct verb *v, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = v->usage; (at = strstr(at, name)); at += n)
		if (!((at[n] >= 'a' && at[n] <= 'z') || at[n] == '-'))
			return true;
	return false;
}

static const char *taken(struct app *a, const struct verb *v, const char *name)
{
	return takes(v, name) ? option(a, name) : NULL;
}

/* A blank is no reason. */
static const char *words_taken(struct app *a, const struct verb *v, const char *name)
{
	const char *text = taken(a, v, name);
	return text && str_trim(str_of(text)).n ? text : NULL;
}

/* 3f2a=words, 问3f2a＝words; without a code, or where what stands before = can be none, all are words. */
static struct agreement agreement_read(struct arena *mem, struct str text)
{
	size_t at = str_find(text, STR("=")), wide = str_find(text, STR("＝")), skip = wide < at ? strlen("＝") : 1;
	at = wide < at ? wide : at;
	struct str code = at == SIZE_MAX ? STR_NONE : str_trim(text_half(mem, str_trim(str_sub(text, 0, at))));
	struct buf low = { .mem = mem };
	if (str_starts(code, STR("问")))
		code = str_trim(str_sub(code, strlen("问"), SIZE_MAX));
	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i] >= 'A' && code.p[i] <= 'Z' ? (char)(code.p[i] - 'A' + 'a') : code.p[i];
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')))
			return (struct agreement){ .words = text };
		buf_c(&low, c);
	}
	return code.n ? (struct agreement){ .code = buf_str(&low), .words = str_sub(text, at + skip, SIZE_MAX) } : (struct agreement){ .words = text };
}

static const struct agreement *agreements_taken(struct app *a, const struct verb *v)
{
	const struct agreement *first = NULL, **tail = &first;
	for (const char *text; (text = taken(a, v, "--agree"));) {
		struct agreement *one = arena_get(a->mem, sizeof *one);
		*one = agreement_read(a->mem, str_of(text));
		*tail = one;
		tail = &one->next;
	}
	return first;
}

static bool order_read(struct app *a, const struct verb *v, struct order *o)
{
	const char *on = taken(a, v, "--on");
	a->usage = v->usage;
	o->by = taken(a, v, "--by"), o->why = words_taken(a, v, "--why"), o->reason = taken(a, v, "--reason"), o->agreements = agreements_taken(a, v);
	o->heading = taken(a, v, "--heading"), o->body = taken(a, v, "--body"), o->as = taken(a, v, "--as"), o->to = taken(a, v, "--to");
	o->drafted = takes(v, "--drafted") && option_flag(a, "--drafted"), o->refuse = takes(v, "--refuse") && option_flag(a, "--refuse");
	o->on = DAY_NONE;
	if (on && !day_parse(str_of(on), &o->on)) {
		fprintf(stderr, _("“%s”不是日期。请写成例如 2019-02-12。\n"), on);
		return false;
	}
	if (takes(v, "--edition") && !number_option(a, "--edition", &o->edition))
		return false;
	if (!options_done(a, v->least, v->most) || !option_month(a, a->argv[0], &o->month))
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
