/* The report as files: the stored bytes of an issued edition, what is under way as it stands now, the workbook of its figures, the cover.
 *
 * An issued file is what was issued, checked against its digest while it is read; nothing is made anew. A draft says in its name that it is one. The workbook
 * has the figures of every county, so only who sees the whole city gets it.
 * The workbook's writer wants a file: it gets one in memory, which no other program sees and no crash leaves behind.
 * Not taken: files in a folder to be fetched later. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "rooms/report_room.h"

static const struct { const char *form, *mime; } FORMS[] = {
	{ "pdf",  "application/pdf" },
	{ "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ "ofd",  "application/ofd" },
	{ "html", "text/html; charset=utf-8" },
	{ "txt",  "text/plain; charset=utf-8" },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

static fault absent(struct ctx *c)
{
	return fault_make(c->mem, BLAME_ABSENT, "report.absent", _("没有这种文件。请从月报一栏下载。"));
}

static const char *mime_of(const char *form)
{
	for (size_t i = 0; i < COUNT(FORMS); i++)
		if (strcmp(form, FORMS[i].form) == 0)
			return FORMS[i].mime;
	return NULL;
}

fault report_file_send(struct ctx *c)
{
	const struct month_of *m = c->subject;
	const char *form = str_c(c->mem, c->word[1]), *mime = mime_of(form);
	struct str bytes;
	if (!mime || strcmp(form, "xlsx") == 0)
		return absent(c);
	TRY(edition_file_of(c->db, &m->e, form, &bytes));
	struct str title = m->e.title.n ? m->e.title : str_fmt(c->mem, _("%.*s月报"), PSTR(month_zh(c->mem, m->month)));
	reply_bytes(c, bytes, mime, m->e.number > 1 ? str_fmt(c->mem, _("%.*s（第%lld版）.%s"), PSTR(title), (long long)m->e.number, form)
		: str_fmt(c->mem, "%.*s.%s", PSTR(title), form));
	return NULL;
}

/* --- the workbook ----------------------------------------------------------------------------------------------------------------------------------- */

static void file_close(void *at)
{
	close(*(int *)at);
}

static fault file_in_memory(struct ctx *c, int *ret, const char **ret_path)
{
	int *file = arena_get(c->mem, sizeof *file);
	*file = memfd_create("report", MFD_CLOEXEC);
	if (*file < 0)
		return fault_note(c->mem, BLAME_US, "io.write", strerror(errno), _("数据表没有编成。请报给系统管理员。"));
	arena_later(c->mem, file_close, file);
	*ret = *file;
	*ret_path = str_c(c->mem, str_fmt(c->mem, "/proc/self/fd/%d", *file));
	return NULL;
}

static fault file_bytes(struct ctx *c, int file, struct str *ret)
{
	struct stat about;
	if (fstat(file, &about) || about.st_size <= 0)
		return fault_note(c->mem, BLAME_US, "io.read", strerror(errno), _("数据表没有编成。请报给系统管理员。"));
	char *bytes = arena_get(c->mem, (size_t)about.st_size);
	for (off_t at = 0; at < about.st_size;) {
		ssize_t n = pread(file, bytes + at, (size_t)(about.st_size - at), at);
		if (n <= 0)
			return fault_note(c->mem, BLAME_US, "io.read", strerror(errno), _("数据表没有编成。请报给系统管理员。"));
		at += n;
	}
	*ret = (struct str){ bytes, (size_t)about.st_size };
	return NULL;
}

static fault workbook_send(struct ctx *c, const struct month_of *m)
{
	const char *path = NULL;
	struct str bytes;
	bool whole_city;
	int file = -1;
	TRY(report_whole_city(c, &whole_city));
	if (!whole_city)
		return absent(c);
	TRY(file_in_memory(c, &file, &path));
	TRY(report_workbook(c->db, desk_of(c), m->month, path));
	TRY(file_bytes(c, file, &bytes));
	reply_bytes(c, bytes, mime_of("xlsx"), str_fmt(c->mem, _("%.*s数据表.xlsx"), PSTR(month_zh(c->mem, m->month))));
	return NULL;
}

/* --- as it stands now ------------------------------------------------------------------------------------------------------------------------------- */

static fault document_send(struct ctx *c, const struct doc *doc, const char *form, struct str name)
{
	struct buf out = { .mem = c->mem };
	TRY(document_as(doc, form, &out, NULL));
	reply_bytes(c, buf_str(&out), mime_of(form), str_fmt(c->mem, "%.*s.%s", PSTR(name), form));
	return NULL;
}

fault report_draft_send(struct ctx *c)
{
	const struct month_of *m = c->subject;
	const char *form = str_c(c->mem, c->word[1]);
	struct doc *doc;
	if (!mime_of(form) || !m->n)
		return absent(c);
	if (strcmp(form, "xlsx") == 0)
		return workbook_send(c, m);
	if (str_is(m->e.state, "issued")) {
		reply_go(c, path_of(c->mem, "/report/%S/edition/%d/%s", month_iso(c->mem, m->month), m->e.number, form));
		return NULL;
	}
	if (strcmp(form, "html") == 0)                       /* a page of its own has its evidence under it */
		TRY(edition_compile(c->db, desk_of(c), &m->e, &doc, NULL));
	else
		TRY(report_compiled(c, m, &doc, NULL));
	return document_send(c, doc, form, str_fmt(c->mem, _("%.*s（草稿）"), PSTR(doc->title)));
}

fault report_slip_send(struct ctx *c)
{
	const struct month_of *m = c->subject;
	const char *form = str_c(c->mem, c->word[1]);
	struct doc *doc;
	if (!mime_of(form) || strcmp(form, "xlsx") == 0 || !m->n)
		return absent(c);
	TRY(edition_slip(c->db, desk_of(c), &m->e, &doc));
	return document_send(c, doc, form, str_fmt(c->mem, _("%.*s%.*s"), PSTR(month_zh(c->mem, m->month)), PSTR(doc->title)));
}
