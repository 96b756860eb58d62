/* A file made of parts: the ZIP round it by libzip, the XML in it by libxml2's writer. What OFD and DOCX share.
 *
 * Promises: the same parts in the same order give the same bytes. Every entry bears the first day that ZIP knows, deflate runs
 * at one fixed level, no extra field carries a clock, and sizes stand in the local header: readers of OFD exist that cannot
 * open what was streamed. The XML writer escapes, closes what it opened, and cannot be made to write what XML cannot hold:
 * such characters, which come in by way of spreadsheets, are dropped, and a broken byte becomes U+FFFD.
 * Errors are remembered, not returned by each step: a writer of a format reads as a list of what it writes, and the first thing
 * that went wrong comes out of pack_done or xml_done. All of these are our own doing (memory, a name twice, an element left
 * open), none is the reader's.
 * Costs: parts are borrowed until pack_done, so their memory is the caller's arena; libzip and libxml2 hold theirs outside it
 * and give it back with the arena, also when that arena is full and the command leaves halfway.
 * Not taken: escaping with a loop of our own, which is ten lines until the first attribute with a line break; ZIP64 and
 * streaming, which no document of ours is large enough to need. */
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>
#include "base/text.h"
#include "doc/pack.h"

enum { LEVEL = 6, FIRST_DAY = 1 << 5 | 1 };                     /* 1980-01-01, as DOS counts */

struct pack { struct arena *mem; zip_source_t *bytes; zip_t *zip; const char *wrong; };

static fault pack_fault(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "pack.write", note, _("文件没有生成，原因在程序这一边。请过几分钟再试；还是不行时，请把日志交给管理员。"));
}

/* --- the ZIP ------------------------------------------------------------------------------------------------------- */

static void pack_drop(void *data)
{
	struct pack *p = data;

	if (p->zip)
		zip_discard(p->zip);
	if (p->bytes)
		zip_source_free(p->bytes);
	p->zip = NULL;
	p->bytes = NULL;
}

static void pack_wrong(struct pack *p, const char *note)
{
	if (!p->wrong)
		p->wrong = str_copy(p->mem, str_of(note)).p;
}

struct pack *pack_open(struct arena *mem)
{
	struct pack *p = arena_get(mem, sizeof *p);
	zip_error_t error;

	*p = (struct pack){ .mem = mem };
	arena_later(mem, pack_drop, p);
	zip_error_init(&error);
	p->bytes = zip_source_buffer_create(NULL, 0, 0, &error);
	p->zip = p->bytes ? zip_open_from_source(p->bytes, ZIP_TRUNCATE, &error) : NULL;
	if (p->zip)
		zip_source_keep(p->bytes);                              /* one hold is the zip's, one ours: the bytes outlive it */
	else
		pack_wrong(p, zip_error_strerror(&error));
	zip_error_fini(&error);
	return p;
}

void pack_add(struct pack *p, const char *name, struct str bytes)
{
	zip_source_t *part = p->zip ? zip_source_buffer(p->zip, bytes.p, bytes.n, 0) : NULL;
	zip_int64_t at = part ? zip_file_add(p->zip, name, part, ZIP_FL_ENC_UTF_8) : -1;

	if (!p->zip)
		return;
	if (at < 0) {
		if (part)
			zip_source_free(part);
		pack_wrong(p, str_fmt(p->mem, "%s: %s", name, zip_strerror(p->zip)).p);
	} else if (zip_file_set_dostime(p->zip, (zip_uint64_t)at, 0, FIRST_DAY, 0)
			|| zip_set_file_compression(p->zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, LEVEL))
		pack_wrong(p, str_fmt(p->mem, "%s: %s", name, zip_strerror(p->zip)).p);
}

static bool bytes_take(struct pack *p, struct buf *ret)
{
	zip_stat_t about;
	char *room;
	bool whole;

	if (zip_source_stat(p->bytes, &about) || !(about.valid & ZIP_STAT_SIZE) || zip_source_open(p->bytes))
		return false;
	room = arena_get(p->mem, about.size);
	whole = zip_source_read(p->bytes, room, about.size) == (zip_int64_t)about.size;
	zip_source_close(p->bytes);
	if (whole)
		buf_add(ret, (struct str){ room, about.size });
	return whole;
}

fault pack_done(struct pack *p, struct buf *ret)
{
	if (!p->wrong && zip_close(p->zip))
		pack_wrong(p, zip_strerror(p->zip));
	else if (!p->wrong) {
		p->zip = NULL;
		if (!bytes_take(p, ret))
			pack_wrong(p, zip_error_strerror(zip_source_error(p->bytes)));
	}
	pack_drop(p);
	return p->wrong ? pack_fault(p->mem, p->wrong) : NULL;
}

/* --- the XML ------------------------------------------------------------------------------------------------------- */

struct xml { struct arena *mem; xmlBufferPtr bytes; xmlTextWriterPtr writer; int open; const char *wrong; };

static const unsigned char *x(const char *s)
{
	return (const unsigned char *)s;
}

static void xml_drop(void *data)
{
	struct xml *w = data;

	if (w->writer)
		xmlFreeTextWriter(w->writer);
	if (w->bytes)
		xmlBufferFree(w->bytes);
	w->writer = NULL;
	w->bytes = NULL;
}

/* What libxml2's writer gave back: how many bytes, or less than nothing. */
static void xml_check(struct xml *w, int done, const char *what)
{
	if (done < 0 && !w->wrong)
		w->wrong = str_fmt(w->mem, "libxml2 did not take %s", what).p;
}

struct xml *xml_open(struct arena *mem)
{
	struct xml *w = arena_get(mem, sizeof *w);

	*w = (struct xml){ .mem = mem };
	arena_later(mem, xml_drop, w);
	w->bytes = xmlBufferCreate();
	if (w->bytes)
		xmlBufferSetAllocationScheme(w->bytes, XML_BUFFER_ALLOC_DOUBLEIT);
	w->writer = w->bytes ? xmlNewTextWriterMemory(w->bytes, 0) : NULL;
	xml_check(w, w->writer ? xmlTextWriterStartDocument(w->writer, "1.0", "UTF-8", NULL) : -1, "the declaration");
	return w;
}

/* Whether an XML 1.0 document may hold it. */
static bool holdable(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c < 0x110000);
}

/* NUL-terminated, well-formed, and of nothing but characters that XML holds. */
static const unsigned char *clean(struct arena *mem, struct str s)
{
	struct buf b = { .mem = mem };
	struct str rest = s;

	if (!s.p)
		return x("");
	while (rest.n) {
		uint32_t c = text_next(&rest);
		if (holdable(c))
			text_add(&b, c);
	}
	buf_c(&b, '\0');
	return x(b.p);
}

void xml_start(struct xml *w, const char *element)
{
	if (w->writer)
		xml_check(w, xmlTextWriterStartElement(w->writer, x(element)), element);
	w->open++;
}

void xml_attr(struct xml *w, const char *name, struct str value)
{
	struct arena_mark mark = arena_mark(w->mem);

	if (w->writer && xmlTextWriterWriteAttribute(w->writer, x(name), clean(w->mem, value)) < 0) {
		xml_check(w, -1, name);
		return;
	}
	arena_back(w->mem, mark);
}

void xml_attr_fmt(struct xml *w, const char *name, const char *fmt, ...)
{
	char few[256];
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(few, sizeof few, fmt, args);
	va_end(args);
	if (n < 0 || (size_t)n < sizeof few) {
		xml_attr(w, name, n < 0 ? STR_NONE : (struct str){ few, (size_t)n });
		return;
	}
	struct str many = { arena_get(w->mem, (size_t)n + 1), (size_t)n };
	va_start(args, fmt);
	vsnprintf((char *)many.p, many.n + 1, fmt, args);
	va_end(args);
	xml_attr(w, name, many);
}

void xml_text(struct xml *w, struct str text)
{
	struct arena_mark mark = arena_mark(w->mem);

	if (w->writer && xmlTextWriterWriteString(w->writer, clean(w->mem, text)) < 0) {
		xml_check(w, -1, "a text");
		return;
	}
	arena_back(w->mem, mark);
}

void xml_leaf(struct xml *w, const char *element, struct str text)
{
	xml_start(w, element);
	if (text.n)
		xml_text(w, text);
	xml_end(w);
}

void xml_end(struct xml *w)
{
	if (w->writer)
		xml_check(w, xmlTextWriterEndElement(w->writer), "the end of an element");
	w->open--;
}

fault xml_done(struct xml *w, struct str *ret)
{
	if (!w->wrong && w->open)
		w->wrong = w->open > 0 ? "an element was left open" : "an element was closed twice";
	if (!w->wrong)
		xml_check(w, xmlTextWriterEndDocument(w->writer), "the end");
	if (!w->wrong)
		xml_check(w, xmlTextWriterFlush(w->writer), "the last bytes");
	if (!w->wrong)
		*ret = str_copy(w->mem, (struct str){ (const char *)xmlBufferContent(w->bytes), (size_t)xmlBufferLength(w->bytes) });
	xml_drop(w);
	return w->wrong ? pack_fault(w->mem, w->wrong) : NULL;
}
