/* nuan paper, and what every command that prints documents shares: a form by its name, written to a file or to a pipe, never as bytes onto a terminal.
 * An official document is read from plain text (docs/papers.md) and set after GB/T 9704; no database is needed for it, and none is opened.
 * Not taken: the form guessed from the file's name alone; --as says it, the name only where --as says nothing. */
#include <string.h>
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
		fprintf(stderr, _("%s %.*s：%.*s\n"), checks->blocks ? _("待改") : _("提醒"), PSTR(checks->place), PSTR(checks->say));
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

static fault paper(struct app *a, const char *from, const char *as, const char *to)
{
	struct str text;
	struct doc *doc;
	TRY(file_read(a, from, &text));
	TRY(doc_read(a->mem, text, &doc));
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
