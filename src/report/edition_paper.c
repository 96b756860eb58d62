/* A document in all its forms. Whoever wants one asks by the file's ending; PDF and OFD come from one layout, so they have the same pages and the same
 * lines, and when both are wanted the pages are laid once. A character that no font has is never silent: it is asked about, with the words around it.
 * Not taken: a form of its own for each office program; they read these. */
#include <string.h>
#include "base/text.h"
#include "doc/paper.h"
#include "report/edition_in.h"

const char *const DOCUMENT_FORMS[] = { "pdf", "ofd", "docx", "html", "txt", NULL };

static void lacks_said(struct arena *mem, const struct paper *p, struct report_check **ret)
{
	struct report_check **tail = ret;
	*ret = NULL;
	for (size_t i = 0; i < p->n_lacks; i++) {
		struct report_check *one = arena_get(mem, sizeof *one);
		struct buf letter = { .mem = mem };
		text_add(&letter, p->lacks[i].code);
		*one = (struct report_check){ .place = p->lacks[i].where, .say = str_fmt(mem,
			_("“%.*s”（U+%04X）没有一种字体里有，纸面上会印成〓。请装上有这个字的字体，或改用别的写法。"), PSTR(buf_str(&letter)),
			(unsigned)p->lacks[i].code) };
		*tail = one;
		tail = &one->next;
	}
}

static fault document_laid(const struct doc *d, struct paper *p, bool *laid)
{
	if (*laid)
		return NULL;
	TRY(paper_lay(d->mem, d, p));
	*laid = true;
	return paper_subset(p);
}

fault document_made(const struct doc *d, struct made *made, size_t n, struct report_check **ret_lacks)
{
	struct paper p;
	bool laid = false;
	for (size_t i = 0; i < n; i++) {
		struct buf out = { .mem = d->mem };
		const char *form = made[i].form;
		bool on_paper = !strcmp(form, "pdf") || !strcmp(form, "ofd");
		if (on_paper)
			TRY(document_laid(d, &p, &laid));
		if (on_paper)
			TRY((strcmp(form, "pdf") == 0 ? paper_pdf : paper_ofd)(&p, &out));
		else if (!strcmp(form, "docx"))
			TRY(doc_docx(d, &out));
		else if (!strcmp(form, "html") || !strcmp(form, "txt"))
			(strcmp(form, "html") == 0 ? doc_html : doc_text)(d, &out);
		else
			return fault_make(d->mem, BLAME_INPUT, "document.form", _("文件可以编成 pdf、ofd、docx、html 或 txt，不能编成“%s”。"), form);
		made[i].bytes = buf_str(&out);
	}
	if (ret_lacks && laid)
		lacks_said(d->mem, &p, ret_lacks);
	else if (ret_lacks)
		*ret_lacks = NULL;
	return NULL;
}

fault document_as(const struct doc *d, const char *form, struct buf *out, struct report_check **ret_lacks)
{
	struct made one = { .form = form };
	TRY(document_made(d, &one, 1, ret_lacks));
	buf_add(out, one.bytes);
	return NULL;
}
