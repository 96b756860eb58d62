/* nuan paper, and what every command that prints documents shares: a form by its name, written to a file or to a pipe, never as bytes onto a terminal.
 * An official document is read from plain text (docs/papers.md) and set after GB/T 9704; no database is needed for it, and none is opened.
 * Not taken: the form guessed from the file's name alone; --as says it, the name only where --as says nothing. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "app/app.h"
#include "app/paper.h"

static bool is_text(const char *form)
{
	return strcmp(form, "txt") == 0 || strcmp(form, "html") == 0;
}

const char *form_named(struct app *a, const char *as, const char *to, const char *otherwise)
{
	const char *dot = to ? strrchr(to, '.') : NULL;
	for (size_t i = 0; !as && dot && DOCUMENT_FORMS[i]; i++)
		if (strcmp(dot + 1, DOCUMENT_FORMS[i]) == 0)
			return DOCUMENT_FORMS[i];
	return as ? as : otherwise;
}

bool form_known(const char *as, const char *to)
{
	bool known = false;
	for (size_t i = 0; DOCUMENT_FORMS[i]; i++)
		known |= strcmp(as, DOCUMENT_FORMS[i]) == 0;
	if (!known)
		fprintf(stderr, _("可以编成 txt、html、docx、pdf 或 ofd，不能编成“%s”。\n"), as);
	else if (!to && !is_text(as) && isatty(STDOUT_FILENO)) {
		fprintf(stderr, _("%s 要写进文件：请加 --to 文件.%s。\n"), as, as);
		known = false;
	}
	return known;
}

void checks_say(const struct report_check *checks)
{
	for (; checks; checks = checks->next)
		if (checks->blocks || !checks->code.p)
			fprintf(stderr, _("%s %.*s：%.*s\n"), checks->blocks ? _("待改") : _("提醒"), PSTR(checks->place), PSTR(checks->say));
		else
			fprintf(stderr, _("提醒 问%.*s %.*s：%.*s\n"), PSTR(checks->code), PSTR(checks->place), PSTR(checks->say));
}

fault document_write(struct app *a, const struct doc *doc, const char *as, const char *to)
{
	struct report_check *lacks = NULL;
	struct buf out = { .mem = a->mem };
	TRY(document_as(doc, as, &out, &lacks));
	TRY(file_write(a, to, buf_str(&out)));
	checks_say(lacks);
	return NULL;
}

/* Printed over itself, a draft would be gone. */
static bool same_file(const char *from, const char *to)
{
	struct stat a, b;
	return to && stat(from, &a) == 0 && stat(to, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static void doubts_say(struct arena *mem, const struct doubt *doubts)
{
	for (; doubts; doubts = doubts->next)
		checks_say(&(struct report_check){ .place = str_fmt(mem, _("第%d行"), doubts->line),
			.say = str_fmt(mem, _("“%.*s”里有夹在汉字之间的半角标点，照原样印出。一般应改为全角标点，请核对。"), PSTR(doubts->where)) });
}

static fault paper(struct app *a, const char *from, const char *as, const char *to)
{
	struct str text;
	struct doc *doc;
	if (same_file(from, to))
		return fault_make(a->mem, BLAME_INPUT, "paper.over_itself", _("--to 写的就是文稿自己（%s），会把文稿盖掉。请换一个文件名。"), from);
	TRY(file_read(a, from, &text));
	TRY(doc_read(a->mem, text, &doc));
	doubts_say(a->mem, doc->doubts);
	return document_write(a, doc, as, to);
}

enum status run_paper(struct app *a)
{
	const char *as = option(a, "--as"), *to = option(a, "--to");
	if (!options_done(a, 1, 1))
		return STATUS_USAGE;
	as = form_named(a, as, to, "pdf");
	if (!form_known(as, to))
		return STATUS_USAGE;
	app_official();
	fault f = paper(a, a->argv[0], as, to);
	return f ? say_fault(a, f) : STATUS_DONE;
}
