/* A file that somebody calls a spreadsheet.
 *
 * Offices send what they have: an XLSX of WPS, a CSV of a bank in GBK, an .xls of 2003, a web page that a system named
 * .xls, a photograph. The name of a file says little, so the first bytes decide. What can be read is read; what cannot be
 * read gets the one sentence that helps its owner: which program to open it in and what to save it as. "Format error" helps
 * nobody.
 *
 * The whole file is taken into the arena (64 MiB at most by default): a zip has its directory at the end, and a text must
 * be seen whole before its encoding is known. Only a long text in UTF-8 is left where it lies, for who reads its rows in
 * order (csv_walk.c).
 *
 * Refused: everything that is neither XLSX nor text. Old .xls could be read (libxls), but it cannot be told apart from its
 * password-protected twin without decrypting, holds no more than 65,536 rows, and every program that opens it saves XLSX. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "doc/sheet_part.h"

static const struct sheet_limits limits_default = { 64u << 20, 512u << 20, 200, 1048576, 1024, 20000000 };

static size_t limit_or(size_t given, size_t otherwise)
{
	return given ? given : otherwise;
}

static struct sheet_limits limits_of(const struct sheet_limits *given)
{
	const struct sheet_limits *l = &limits_default, none = {0}, *g = given ? given : &none;

	return (struct sheet_limits){
		limit_or(g->bytes, l->bytes), limit_or(g->unpacked, l->unpacked), limit_or(g->ratio, l->ratio),
		limit_or(g->rows, l->rows), limit_or(g->columns, l->columns), limit_or(g->cells, l->cells),
	};
}

fault reading_cells(struct reading *r, struct str grid, size_t more)
{
	r->cells += more;
	if (r->cells <= r->limits.cells)
		return NULL;
	return fault_make(r->mem, BLAME_INPUT, "sheet.too_large",
		_("表格%.*s里的格子超过%zu个，一次读不下。请删去空行空列，或分成几个文件。"), PSTR(grid), r->limits.cells);
}

bool cell_blank(struct str s)
{
	return str_trim(s).n == 0;
}

/* Files of other programs, by their first bytes. */
struct magic { const char *bytes; size_t n; const char *code, *say; };
static const struct magic magics[] = {
	{ "%PDF-",             5, "sheet.kind",
		N_("这是PDF文件，不是表格。请选xlsx或CSV文件；手头只有PDF时，请向报送单位要原来的表格。") },
	{ "\x89PNG",           4, "sheet.kind", N_("这是图片，不是表格，里面的字读不出来。请选xlsx或CSV文件。") },
	{ "\xFF\xD8\xFF",      3, "sheet.kind", N_("这是图片，不是表格，里面的字读不出来。请选xlsx或CSV文件。") },
	{ "GIF8",              4, "sheet.kind", N_("这是图片，不是表格，里面的字读不出来。请选xlsx或CSV文件。") },
	{ "II*\0",             4, "sheet.kind", N_("这是图片，不是表格，里面的字读不出来。请选xlsx或CSV文件。") },
	{ "Rar!",              4, "sheet.kind", N_("这是压缩包，不是表格。请先解压，再选里面的xlsx或CSV文件。") },
	{ "7z\xBC\xAF\x27\x1C", 6, "sheet.kind", N_("这是压缩包，不是表格。请先解压，再选里面的xlsx或CSV文件。") },
	{ "\x1F\x8B",          2, "sheet.kind", N_("这是压缩包，不是表格。请先解压，再选里面的xlsx或CSV文件。") },
	{ "{\\rtf",            5, "sheet.kind", N_("这是RTF文档，不是表格。请选xlsx或CSV文件。") },
	{ "SQLite format 3",  15, "sheet.kind", N_("这是数据库文件，不是表格。请选xlsx或CSV文件。") },
	{ "\x7F" "ELF",        4, "sheet.kind", N_("这是程序文件，不是表格。请选xlsx或CSV文件。") },
	{ "MZ\x90",            3, "sheet.kind", N_("这是程序文件，不是表格。请选xlsx或CSV文件。") },
};

/* Texts that a spreadsheet program opens without a word, so that people take them for its own files. */
static const struct magic pages[] = {
	{ "<!doctype html",   14, "sheet.kind",
		N_("这个文件看上去是表格，内容其实是网页。请用WPS或Excel打开它，另存为xlsx后再选。") },
	{ "<html",             5, "sheet.kind",
		N_("这个文件看上去是表格，内容其实是网页。请用WPS或Excel打开它，另存为xlsx后再选。") },
	{ "<table",            6, "sheet.kind",
		N_("这个文件看上去是表格，内容其实是网页。请用WPS或Excel打开它，另存为xlsx后再选。") },
	{ "<?xml",             5, "sheet.kind", N_("这个文件是XML，不是xlsx。请用WPS或Excel打开它，另存为xlsx后再选。") },
};

fault magic_refuse(struct arena *mem, struct str bytes)
{
	for (size_t i = 0; i < COUNT(magics); i++)
		if (str_starts(bytes, (struct str){ magics[i].bytes, magics[i].n }))
			return fault_make(mem, BLAME_INPUT, magics[i].code, "%s", _(magics[i].say));
	struct str text = str_trim(str_sub(bytes, 0, 512));
	for (size_t i = 0; i < COUNT(pages); i++)
		if (text.n >= pages[i].n && !strncasecmp(text.p, pages[i].bytes, pages[i].n))
			return fault_make(mem, BLAME_INPUT, pages[i].code, "%s", _(pages[i].say));
	return NULL;
}

/* OLE compound files: what Office wrote until 2003, and the envelope round an XLSX with a password. The streams' names stand in the
 * directory as UTF-16; looking for them anywhere is enough to choose a sentence. */
static bool ole_has(struct arena *mem, struct str bytes, const char *stream)
{
	size_t n = strlen(stream);
	char *wide = arena_get(mem, 2 * n + 2);

	for (size_t i = 0; i < n; i++)
		wide[2 * i] = stream[i];
	return str_find(bytes, (struct str){ wide, 2 * n }) != SIZE_MAX;
}

static fault ole_refuse(struct arena *mem, struct str bytes)
{
	if (ole_has(mem, bytes, "EncryptedPackage"))
		return fault_make(mem, BLAME_INPUT, "sheet.password",
			_("这个表格加了打开密码，读不了。请用WPS或Excel打开，去掉密码，保存后再选。"));
	if (ole_has(mem, bytes, "WordDocument"))
		return fault_make(mem, BLAME_INPUT, "sheet.kind",
			_("这是Word文档，不是表格。请把里面的表格复制到WPS或Excel，保存为xlsx后再选。"));
	if (ole_has(mem, bytes, "PowerPoint Document"))
		return fault_make(mem, BLAME_INPUT, "sheet.kind", _("这是演示文稿，不是表格。请选xlsx或CSV文件。"));
	if (ole_has(mem, bytes, "Workbook") || ole_has(mem, bytes, "Book"))
		return fault_make(mem, BLAME_INPUT, "sheet.old_xls",
			_("这是旧格式的xls表格。请用WPS或Excel打开，另存为xlsx或CSV后再选。"));
	return fault_make(mem, BLAME_INPUT, "sheet.kind", _("这个文件不是表格，或者没有传完整。请选xlsx或CSV文件。"));
}

static const char *size_say(struct arena *mem, size_t n)
{
	if (n >= 1u << 20)
		return str_fmt(mem, "%zu.%zuMB", n >> 20, (n & 0xFFFFF) * 10 >> 20).p;
	return str_fmt(mem, "%zu.%zuKB", n >> 10, (n & 0x3FF) * 10 >> 10).p;
}

static fault size_check(struct arena *mem, size_t size, size_t limit)
{
	if (size <= limit)
		return NULL;
	return fault_make(mem, BLAME_INPUT, "sheet.too_large", _("这个文件有%s，最多只能%s。请删去图片和空行，或分成几个文件。"),
		size_say(mem, size), size_say(mem, limit));
}

fault sheet_read_bytes(struct arena *mem, struct str bytes, const struct sheet_limits *limits, struct workbook *ret)
{
	static const unsigned char ole[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };
	struct reading *r = arena_get(mem, sizeof(*r));

	*r = (struct reading){ .mem = mem, .limits = limits_of(limits) };
	if (bytes.n == 0)
		return fault_make(mem, BLAME_INPUT, "sheet.empty", _("这个文件是空的，里面什么也没有。请重新保存表格，再选一次。"));
	TRY(size_check(mem, bytes.n, r->limits.bytes));
	if (str_starts(bytes, STR("PK\3\4")) || str_starts(bytes, STR("PK\5\6")))
		return xlsx_read(r, bytes, ret);
	if (str_starts(bytes, (struct str){ (const char *)ole, sizeof(ole) }))
		return ole_refuse(mem, bytes);
	TRY(magic_refuse(mem, bytes));
	return csv_read(r, bytes, ret);
}

static fault file_fault(struct arena *mem, int number)
{
	if (number == ENOENT || number == ENOTDIR)
		return fault_note(mem, BLAME_INPUT, "sheet.missing", strerror(number),
			_("找不到这个文件。请看看文件名和文件夹有没有写错。"));
	if (number == EACCES || number == EPERM)
		return fault_note(mem, BLAME_INPUT, "sheet.missing", strerror(number),
			_("没有权限打开这个文件。请把它复制到自己的文件夹里再试。"));
	return fault_note(mem, BLAME_INPUT, "sheet.missing", strerror(number),
		_("这个文件读不出来，存放它的盘可能有毛病。请复制到别处再试。"));
}

static void file_close(void *descriptor)
{
	int *d = descriptor;

	if (*d >= 0)
		close(*d);
	*d = -1;
}

static fault file_take(struct arena *mem, int descriptor, size_t limit, struct str *ret)
{
	struct stat about;
	size_t got = 0;

	if (fstat(descriptor, &about))
		return file_fault(mem, errno);
	if (S_ISDIR(about.st_mode))
		return fault_make(mem, BLAME_INPUT, "sheet.kind", _("这是一个文件夹，不是表格。请选文件夹里的xlsx或CSV文件。"));
	if (!S_ISREG(about.st_mode))
		return fault_make(mem, BLAME_INPUT, "sheet.kind", _("这不是普通文件，读不成表格。请选xlsx或CSV文件。"));
	size_t size = (size_t)about.st_size;
	TRY(size_check(mem, size, limit));
	char *bytes = arena_get(mem, size + 1);
	while (got < size) {
		ssize_t n = read(descriptor, bytes + got, size - got);
		if (n == 0)
			break;
		if (n < 0 && errno != EINTR)
			return file_fault(mem, errno);
		got += n > 0 ? (size_t)n : 0;
	}
	*ret = (struct str){ bytes, got };
	return NULL;
}

static fault file_read(struct arena *mem, const char *path, size_t limit, struct str *ret)
{
	int *descriptor = arena_get(mem, sizeof(*descriptor));

	*descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*descriptor < 0)
		return file_fault(mem, errno);
	arena_later(mem, file_close, descriptor);        /* should the arena be full before we are through */
	fault f = file_take(mem, *descriptor, limit, ret);
	file_close(descriptor);
	return f;
}

fault sheet_open(struct arena *mem, const char *path, const struct sheet_limits *limits, struct workbook *ret)
{
	struct sheet_limits l = limits_of(limits);
	int *descriptor = arena_get(mem, sizeof(*descriptor));
	bool opened = false;

	*descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	arena_later(mem, file_close, descriptor);
	fault f = *descriptor < 0 ? NULL : csv_open(mem, *descriptor, &l, &opened, ret);
	file_close(descriptor);
	return f || opened ? f : sheet_read(mem, path, limits, ret);
}

fault sheet_read(struct arena *mem, const char *path, const struct sheet_limits *limits, struct workbook *ret)
{
	struct sheet_limits l = limits_of(limits);
	struct str bytes = STR_NONE;

	TRY(file_read(mem, path, l.bytes, &bytes));
	return sheet_read_bytes(mem, bytes, limits, ret);
}

struct str sheet_column(struct arena *mem, size_t column)
{
	char letters[16];
	size_t at = sizeof(letters);

	for (size_t n = column + 1; n; n = (n - 1) / 26)
		letters[--at] = (char)('A' + (n - 1) % 26);
	return str_copy(mem, (struct str){ letters + at, sizeof(letters) - at });
}
