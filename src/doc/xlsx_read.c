/* An XLSX workbook: which parts it has, and in what order they are read.
 *
 * The package says where the workbook is, the workbook names its sheets, its relations say where those are: nothing is
 * found by guessing xl/worksheets/sheet1.xml, since WPS, Excel, LibreOffice and the libraries of other systems put things
 * elsewhere and write targets absolute or relative. Shared strings and number formats come before the sheets, because cells
 * point at them.
 *
 * All sheets are read, hidden ones too, and say so; which of them counts is for the reader of the workbook to decide.
 * Sheets that are charts or macros are no sheets here. Sheets beyond SHEETS are refused, not skipped. */
#include <string.h>
#include "doc/sheet_part.h"

enum { SHEETS = 1024, RELATIONS = 16384, FORMATS = 65536 };

struct relation { struct str id, kind, target; struct relation *next; };
struct sheet { struct str name, relation; bool hidden; struct sheet *next; };

struct book {
	struct reading *r;
	struct package *package;
	struct relation *relations;
	struct sheet *sheets, **tail;
	size_t n_sheets;
	bool since_1904;
};

/* --- relations --- */

struct relations { struct reading *r; struct relation *first; size_t n; };

static struct str last_word(struct str uri)
{
	for (size_t i = uri.n; i > 0; i--)
		if (uri.p[i - 1] == '/')
			return str_sub(uri, i, uri.n);
	return uri;
}

static fault relation_open(void *self, const char *name, const struct xml_attributes *a)
{
	struct relations *all = self;

	if (strcmp(name, "Relationship") || str_is(xml_attribute(a, "TargetMode"), "External"))
		return NULL;
	if (++all->n > RELATIONS)
		return part_broken(all->r, "_rels", 0, "too many relations");
	struct relation *one = arena_get(all->r->mem, sizeof(*one));
	one->id = str_copy(all->r->mem, xml_attribute(a, "Id"));
	one->kind = str_copy(all->r->mem, last_word(xml_attribute(a, "Type")));
	one->target = str_copy(all->r->mem, xml_attribute(a, "Target"));
	one->next = all->first;
	all->first = one;
	return NULL;
}

static fault nothing_close(void *self, const char *name)
{
	return NULL;
}

static void nothing_text(void *self, struct str text)
{
}

static const struct xml_handler relation_handler = { relation_open, nothing_close, nothing_text };

/* The part a target names: absolute from the package's root, or relative to the folder of the part that names it. */
static struct str part_resolve(struct arena *mem, struct str base, struct str target)
{
	struct buf b = { .mem = mem };
	struct str folder = str_sub(base, 0, base.n - last_word(base).n);

	if (target.n && (target.p[0] == '/' || target.p[0] == '\\'))
		folder = STR_NONE;
	struct str whole = str_fmt(mem, "%.*s%.*s", PSTR(folder), PSTR(target)), rest = whole;
	for (size_t i = 0; i < whole.n; i++)
		if (whole.p[i] == '\\')
			rest = whole = str_fmt(mem, "%.*s/%.*s", (int)i, whole.p, (int)(whole.n - i - 1), whole.p + i + 1);
	while (rest.n) {
		struct str step = str_cut(&rest, '/');
		if (str_is(step, "..")) {
			while (b.n && b.p[--b.n] != '/')
				;
		} else if (step.n && !str_is(step, ".")) {
			if (b.n)
				buf_c(&b, '/');
			buf_add(&b, step);
		}
	}
	return buf_str(&b);
}

static fault relations_read(struct reading *r, struct package *p, struct str part, struct relation **ret)
{
	struct relations all = { .r = r };
	struct str name = last_word(part), folder = str_sub(part, 0, part.n - name.n);
	struct str path = str_fmt(r->mem, "%.*s_rels/%.*s.rels", PSTR(folder), PSTR(name));

	if (package_has(p, str_c(r->mem, path)))
		TRY(package_read(p, path, &relation_handler, &all));
	*ret = all.first;
	return NULL;
}

static const struct relation *relation_find(const struct relation *all, struct str id, const char *kind)
{
	for (; all; all = all->next)
		if (id.p ? str_eq(all->id, id) : str_is(all->kind, kind))
			return all;
	return NULL;
}

/* --- workbook.xml --- */

static fault book_open(void *self, const char *name, const struct xml_attributes *a)
{
	struct book *b = self;
	struct arena *mem = b->r->mem;

	if (!strcmp(name, "workbookPr"))
		b->since_1904 = xml_true(xml_attribute(a, "date1904"));
	if (strcmp(name, "sheet"))
		return NULL;
	if (++b->n_sheets > SHEETS)
		return fault_make(mem, BLAME_INPUT, "sheet.too_large",
			_("这个文件里的工作表超过%d个，一次读不下。请分成几个文件再选。"), SHEETS);
	struct sheet *s = arena_get(mem, sizeof(*s));
	struct str state = xml_attribute(a, "state");
	*s = (struct sheet){
		.name = str_copy(mem, xml_attribute(a, "name")), .relation = str_copy(mem, xml_attribute(a, "id")),
		.hidden = str_is(state, "hidden") || str_is(state, "veryHidden"),
	};
	*b->tail = s;
	b->tail = &s->next;
	return NULL;
}

static const struct xml_handler book_handler = { book_open, nothing_close, nothing_text };

/* --- styles.xml --- */

struct style_reading { struct reading *r; unsigned char *codes; bool in_codes, in_cells; struct styles styles; size_t cap; };
enum { OWN = 128 };                                      /* in codes[]: the file itself defines the format with this id */

static void style_add(struct style_reading *s, int64_t id)
{
	struct styles *all = &s->styles;
	bool own = id >= 0 && id < FORMATS && (s->codes[id] & OWN);

	if (all->n == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 64;
		all->formats = arena_more(s->r->mem, all->formats, s->cap, cap);
		s->cap = cap;
	}
	all->formats[all->n++] = own ? (unsigned char)(s->codes[id] - OWN) : format_of_id(id);
}

static fault style_open(void *self, const char *name, const struct xml_attributes *a)
{
	struct style_reading *s = self;
	int64_t id;

	if (!strcmp(name, "numFmts"))
		s->in_codes = true;
	else if (!strcmp(name, "cellXfs"))
		s->in_cells = true;
	else if (s->in_cells && !strcmp(name, "xf"))
		style_add(s, str_int(xml_attribute(a, "numFmtId"), &id) ? id : 0);
	else if (s->in_codes && !strcmp(name, "numFmt") && str_int(xml_attribute(a, "numFmtId"), &id) && id >= 0 && id < FORMATS)
		s->codes[id] = OWN | format_of_code(xml_attribute(a, "formatCode"));
	return NULL;
}

static fault style_close(void *self, const char *name)
{
	struct style_reading *s = self;

	if (!strcmp(name, "numFmts"))
		s->in_codes = false;
	else if (!strcmp(name, "cellXfs"))
		s->in_cells = false;
	return NULL;
}

static const struct xml_handler style_handler = { style_open, style_close, nothing_text };

/* --- sharedStrings.xml --- */

struct string_reading { struct reading *r; struct str *all; size_t n, cap; bool in_item, in_text; int phonetic; struct buf text; };

static fault string_open(void *self, const char *name, const struct xml_attributes *a)
{
	struct string_reading *s = self;

	if (!strcmp(name, "si")) {
		s->in_item = true;
		s->text.n = 0;
		s->phonetic = 0;
	} else if (!strcmp(name, "rPh")) {
		s->phonetic++;
	} else if (!strcmp(name, "t")) {
		s->in_text = s->in_item && !s->phonetic;
	}
	return NULL;
}

static fault string_add(struct string_reading *s)
{
	if (s->n == s->r->limits.cells)
		return reading_cells(s->r, STR_NONE, s->r->limits.cells + 1);
	if (s->n == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 256;
		s->all = arena_more(s->r->mem, s->all, s->cap * sizeof(*s->all), cap * sizeof(*s->all));
		s->cap = cap;
	}
	s->all[s->n++] = text_unescape(s->r->mem, buf_str(&s->text));
	return NULL;
}

static fault string_close(void *self, const char *name)
{
	struct string_reading *s = self;

	if (!strcmp(name, "t"))
		s->in_text = false;
	else if (!strcmp(name, "rPh"))
		s->phonetic--;
	else if (!strcmp(name, "si") && s->in_item) {
		s->in_item = false;
		return string_add(s);
	}
	return NULL;
}

static void string_text(void *self, struct str text)
{
	struct string_reading *s = self;

	if (s->in_text)
		buf_add(&s->text, text);
}

static const struct xml_handler string_handler = { string_open, string_close, string_text };

/* --- the whole --- */

static fault source_read(struct book *b, struct str workbook, struct sheet_source *ret)
{
	struct arena *mem = b->r->mem;
	struct style_reading styles = { .r = b->r, .codes = arena_get(mem, FORMATS) };
	struct string_reading strings = { .r = b->r, .text.mem = mem };
	const struct relation *one;

	if ((one = relation_find(b->relations, STR_NONE, "styles")))
		TRY(package_read(b->package, part_resolve(mem, workbook, one->target), &style_handler, &styles));
	if ((one = relation_find(b->relations, STR_NONE, "sharedStrings")))
		TRY(package_read(b->package, part_resolve(mem, workbook, one->target), &string_handler, &strings));
	*ret = (struct sheet_source){ styles.styles, strings.all, strings.n, b->since_1904 };
	return NULL;
}

static fault sheets_read(struct book *b, struct str workbook, const struct sheet_source *source, struct workbook *ret)
{
	struct arena *mem = b->r->mem;
	struct grid *grids = arena_get(mem, (b->n_sheets + 1) * sizeof(*grids));
	size_t n = 0;

	for (const struct sheet *s = b->sheets; s; s = s->next) {
		const struct relation *one = s->relation.p ? relation_find(b->relations, s->relation, NULL) : NULL;
		if (!one)
			return part_broken(b->r, str_c(mem, s->name), 0, "sheet without relation");
		if (!str_is(one->kind, "worksheet"))
			continue;
		struct grid_reading *g = grid_begin(b->r, source, s->name);
		TRY(package_read(b->package, part_resolve(mem, workbook, one->target), &grid_handler, g));
		TRY(grid_end(g, &grids[n]));
		grids[n++].hidden = s->hidden;
	}
	*ret = (struct workbook){ grids, n, STR("XLSX") };
	return NULL;
}

/* Zips that are no workbook, by a part that only they have. */
static const struct { const char *part, *say; } others[] = {
	{ "word/document.xml",    N_("这是Word文档，不是表格。请把里面的表格复制到WPS或Excel，保存为xlsx后再选。") },
	{ "ppt/presentation.xml", N_("这是演示文稿，不是表格。请选xlsx或CSV文件。") },
	{ "xl/workbook.bin",      N_("这是xlsb表格。请用WPS或Excel打开，另存为xlsx后再选。") },
	{ "OFD.xml",              N_("这是OFD版式文件，不是表格。请选xlsx或CSV文件。") },
	{ "content.xml",          N_("这是ODF文件（ods等）。请用WPS或Excel打开，另存为xlsx后再选。") },
};

static fault other_refuse(struct book *b)
{
	for (size_t i = 0; i < COUNT(others); i++)
		if (package_has(b->package, others[i].part))
			return fault_make(b->r->mem, BLAME_INPUT, "sheet.kind", "%s", _(others[i].say));
	return fault_make(b->r->mem, BLAME_INPUT, "sheet.kind", _("这是压缩包，不是表格。请先解压，再选里面的xlsx或CSV文件。"));
}

static fault book_read(struct book *b, struct workbook *ret)
{
	struct arena *mem = b->r->mem;
	struct relation *root = NULL;
	struct str workbook = STR("xl/workbook.xml");
	struct sheet_source *source = arena_get(mem, sizeof(*source));

	TRY(relations_read(b->r, b->package, STR_NONE, &root));
	const struct relation *one = relation_find(root, STR_NONE, "officeDocument");
	if (one)
		workbook = part_resolve(mem, STR_NONE, one->target);
	if (!package_has(b->package, str_c(mem, workbook)) || !str_ends(workbook, STR(".xml"))
		|| package_has(b->package, "word/document.xml"))
		return other_refuse(b);
	TRY(package_read(b->package, workbook, &book_handler, b));
	if (!b->n_sheets)
		return other_refuse(b);
	TRY(relations_read(b->r, b->package, workbook, &b->relations));
	TRY(source_read(b, workbook, source));
	return sheets_read(b, workbook, source, ret);
}

fault xlsx_read(struct reading *r, struct str bytes, struct workbook *ret)
{
	struct book b = { .r = r };

	b.tail = &b.sheets;
	TRY(package_open(r, bytes, &b.package));
	fault f = book_read(&b, ret);
	package_close(b.package);
	return f;
}
