/* The zip round an office file, and its parts as streams of XML.
 *
 * A file comes from anywhere, so nothing in it is believed. A part says how large it will be: that is checked before a byte
 * is inflated, and what really comes out is counted while it comes, per part (so many times its packed size) and over the
 * whole reading. 42 kB that unfold to 4 GB end at the first limit, not in memory. XML of an office file has no DTD; one
 * that has is a trick (a billion laughs, a file of ours read through an external entity), so the parser stops at the
 * declaration's first line: before an entity is declared, not when it is used.
 *
 * libxml2's SAX interface is used rather than its xmlTextReader: the same pushed pieces of 64 KiB, but no node is built for
 * a cell only to be thrown away, which halves the time for a large sheet, and a handler of three functions is easy to feed
 * from a fuzzer.
 *
 * Local names only: Excel's transitional and its strict namespace, prefixes of WPS and of Open XML SDK all say the same. */
#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <libxml/parser.h>
#include <zip.h>
#include "doc/sheet_part.h"

/* GRACE: parts smaller than this may be packed as tightly as they like */
enum { PIECE = 64 << 10, GRACE = 1 << 20, ENTRIES = 65535 };

struct package { struct reading *reading; zip_t *zip; };

struct run {                                            /* one part on its way through the parser */
	struct reading *reading;
	const char *part;
	const struct xml_handler *handler;
	void *self;
	xmlParserCtxtPtr parser;
	zip_file_t *file;
	fault stop;
};

fault part_broken(struct reading *r, const char *part, long line, const char *note)
{
	return fault_note(r->mem, BLAME_INPUT, "sheet.broken", note,
		_("这个表格里有一处读不懂（%s第%ld行）。请用WPS或Excel打开，另存为xlsx后再选。"), part, line);
}

/* --- the parser's side --- */

struct str xml_attribute(const struct xml_attributes *a, const char *name)
{
	for (int i = 0; i < a->n; i++) {
		const unsigned char *const *five = a->list + 5 * i;      /* local name, prefix, namespace, value, end of value */
		if (strcmp((const char *)five[0], name) == 0)
			return five[4] > five[3] ? (struct str){ (const char *)five[3], (size_t)(five[4] - five[3]) } : STR_NONE;
	}
	return STR_NONE;
}

bool xml_true(struct str s)
{
	return str_is(s, "1") || str_is(s, "true") || str_is(s, "on");
}

static void run_stop(struct run *run, fault f)
{
	if (!f || run->stop)
		return;
	run->stop = f;
	xmlStopParser(run->parser);
}

static void on_open(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int n_spaces,
	const xmlChar **spaces,
	int n, int n_defaulted, const xmlChar **attributes)
{
	struct run *run = data;
	struct xml_attributes a = { attributes, n };

	if (!run->stop)
		run_stop(run, run->handler->open(run->self, (const char *)name, &a));
}

static void on_close(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	struct run *run = data;

	if (!run->stop)
		run_stop(run, run->handler->close(run->self, (const char *)name));
}

static void on_text(void *data, const xmlChar *text, int n)
{
	struct run *run = data;

	if (!run->stop && n > 0)
		run->handler->text(run->self, (struct str){ (const char *)text, (size_t)n });
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct run *run = data;

	run_stop(run, fault_make(run->reading->mem, BLAME_INPUT, "sheet.entity",
		_("这个文件里夹带了表格中不该有的声明（DTD），为安全起见没有读。请用WPS或Excel打开，另存为xlsx后再选。")));
}

static void run_drop(void *data)
{
	struct run *run = data;

	if (run->parser)
		xmlFreeParserCtxt(run->parser);
	if (run->file)
		zip_fclose(run->file);
	run->parser = NULL;
	run->file = NULL;
}

static struct run *run_begin(struct reading *r, const char *part, const struct xml_handler *handler, void *self)
{
	struct run *run = arena_get(r->mem, sizeof(*run));
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_open, .endElementNs = on_close,
		.characters = on_text, .cdataBlock = on_text, .internalSubset = on_doctype,
	};

	*run = (struct run){ .reading = r, .part = part, .handler = handler, .self = self };
	arena_later(r->mem, run_drop, run);              /* a full arena leaves through here */
	run->parser = xmlCreatePushParserCtxt(&sax, run, NULL, 0, NULL);
	if (!run->parser)
		run->stop = fault_make(r->mem, BLAME_US, "sheet.memory", _("内存不够，表格没有读。请关掉别的程序，过几分钟再试。"));
	else
		xmlCtxtUseOptions(run->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	return run;
}

static void run_feed(struct run *run, const char *bytes, size_t n, bool last)
{
	if (run->stop || xmlParseChunk(run->parser, bytes, (int)n, last) == 0 || run->stop)
		return;
	if (run->parser->wellFormed && !run->parser->disableSAX)
		return;                                  /* a warning, such as an odd namespace */
	const xmlError *e = xmlCtxtGetLastError(run->parser);
	run->stop = part_broken(run->reading, run->part, e ? (long)e->line : 0, e && e->message
		? str_copy(run->reading->mem, str_trim(str_of(e->message))).p : NULL);
}

static fault run_end(struct run *run)
{
	fault f = run->stop;

	run_drop(run);
	return f;
}

fault xml_read(struct reading *r, struct str xml, const char *part, const struct xml_handler *handler, void *self)
{
	struct run *run = run_begin(r, part, handler, self);

	for (size_t at = 0; at < xml.n && !run->stop; at += PIECE)
		run_feed(run, xml.p + at, xml.n - at < PIECE ? xml.n - at : PIECE, false);
	run_feed(run, NULL, 0, true);
	return run_end(run);
}

/* --- the zip's side --- */

static fault bomb(struct reading *r)
{
	return fault_make(r->mem, BLAME_INPUT, "sheet.bomb",
		_("这个文件解压后大得反常，为安全起见没有读。请用WPS或Excel打开，删去多余的空行和格式，另存为xlsx后再选。"));
}

static fault truncated(struct reading *r, const char *note)
{
	return fault_note(r->mem, BLAME_INPUT, "sheet.truncated", note,
		_("这个文件不完整，像是没有传完或没有存好。请重新复制或下载一次再选。"));
}

static fault size_allowed(struct reading *r, uint64_t size, uint64_t packed)
{
	if (size > r->limits.unpacked || r->unpacked + size > r->limits.unpacked)
		return bomb(r);
	return size > GRACE && size / r->limits.ratio > packed ? bomb(r) : NULL;
}

static void package_drop(void *data)
{
	package_close(data);
}

fault package_open(struct reading *r, struct str bytes, struct package **ret)
{
	struct package *p = arena_get(r->mem, sizeof(*p));
	zip_error_t error;

	*p = (struct package){ .reading = r };
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	p->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!p->zip) {
		const char *note = str_copy(r->mem, str_of(zip_error_strerror(&error))).p;
		int code = zip_error_code_zip(&error);
		zip_source_free(source);
		zip_error_fini(&error);
		if (code == ZIP_ER_MEMORY)
			return fault_note(r->mem, BLAME_US, "sheet.memory", note,
				_("内存不够，表格没有读。请关掉别的程序，过几分钟再试。"));
		return truncated(r, note);
	}
	zip_error_fini(&error);
	arena_later(r->mem, package_drop, p);
	if (zip_get_num_entries(p->zip, 0) > ENTRIES)
		return bomb(r);
	*ret = p;
	return NULL;
}

void package_close(struct package *p)
{
	if (p->zip)
		zip_discard(p->zip);
	p->zip = NULL;
}

static bool name_same(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b) && !(*a == '\\' && *b == '/'))
			return false;
	return !*a && !*b;
}

/* By its name; else by a name that differs in case, or that an old packer wrote with backslashes. */
static int64_t part_find(const struct package *p, const char *part)
{
	int64_t at = zip_name_locate(p->zip, part, 0);

	for (int64_t i = 0, n = zip_get_num_entries(p->zip, 0); at < 0 && i < n; i++) {
		const char *name = zip_get_name(p->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		if (name && name_same(name, part))
			at = i;
	}
	return at;
}

bool package_has(const struct package *p, const char *part)
{
	return part_find(p, part) >= 0;
}

static fault file_fault(struct run *run)
{
	zip_error_t *e = zip_file_get_error(run->file);

	if (zip_error_code_zip(e) == ZIP_ER_EOF)
		return truncated(run->reading, zip_error_strerror(e));
	return part_broken(run->reading, run->part, 0, str_copy(run->reading->mem, str_of(zip_error_strerror(e))).p);
}

static void part_inflate(struct run *run, uint64_t packed)
{
	struct reading *r = run->reading;
	char piece[PIECE];
	uint64_t got = 0;
	zip_int64_t n = 0;

	while (!run->stop && (n = zip_fread(run->file, piece, sizeof(piece))) > 0) {
		got += (uint64_t)n;
		r->unpacked += (uint64_t)n;
		if (r->unpacked > r->limits.unpacked || (got > GRACE && got / r->limits.ratio > packed))
			run->stop = bomb(r);
		run_feed(run, piece, (size_t)n, false);
	}
	if (n < 0 && !run->stop)
		run->stop = file_fault(run);
	run_feed(run, NULL, 0, true);
}

fault package_read(struct package *p, struct str part, const struct xml_handler *handler, void *self)
{
	struct reading *r = p->reading;
	const char *name = str_c(r->mem, part);
	int64_t at = part_find(p, name);
	zip_stat_t about;

	if (at < 0 || zip_stat_index(p->zip, (zip_uint64_t)at, 0, &about) || !(about.valid & ZIP_STAT_SIZE)
		|| !(about.valid & ZIP_STAT_COMP_SIZE))
		return part_broken(r, name, 0, "no such part");
	if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
		return fault_make(r->mem, BLAME_INPUT, "sheet.password",
			_("这个文件是加了密码的压缩包，读不了。请先解压，或去掉密码后再选。"));
	TRY(size_allowed(r, about.size, about.comp_size));
	struct run *run = run_begin(r, name, handler, self);
	if (!run->stop && !(run->file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0)))
		run->stop = part_broken(r, name, 0, str_copy(r->mem, str_of(zip_strerror(p->zip))).p);
	if (!run->stop)
		part_inflate(run, about.comp_size);
	return run_end(run);
}
