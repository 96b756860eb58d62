/* The fonts of a paper: which file is 仿宋, and where the middle of its ink lies.
 *
 * Found by file and by the name inside the file, never by asking for "something like it": a matcher always answers, and once it
 * answered with a font for Braille. A role without a font is a fault that says how to get it. A federation's own 仿宋_GB2312 or
 * 方正小标宋 goes before the free fonts, unless its licence forbids to put it into a file.
 *
 * The grid is set by ink, so each face is measured: the mean centre and size of the ink of ten common characters. Fonts are
 * mapped, opened for one document and closed with its arena; nothing is kept between documents. Costs 1 ms, and 64 kB of
 * memory for each outline that is looked at, since the kernel maps a file's neighbourhood: what need not be looked at is not.
 *
 * Not taken: fontconfig. Its answer to a list of families is right and quick, but its start is 3–7 ms, and 880 ms where its
 * cache cannot be written; walking the same folders for a dozen file names is 0.4 ms. Fonts elsewhere are named in $NUAN_FONTS. */
#include <fcntl.h>
#include <fnmatch.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <harfbuzz/hb.h>
#include <harfbuzz/hb-ot.h>
#include "base/text.h"
#include "doc/paper_part.h"

#ifndef FONTS_DIR
#define FONTS_DIR "fonts"
#endif

/* Which file, and which face in it. Of one face the first line that is there is taken. own: a font that a federation bought, so its
 * file's name is only a pattern (case does not matter) and the family decides. */
static const struct wish { int face; const char *file, *family; bool own; int middle, ink; } wishes[] = {      /* middle, ink: as face_measure() finds them */
	{ ROLE_FANG,   "*fang*",                     "仿宋_GB2312",           true  },
	{ ROLE_FANG,   "fzfs*",                      "方正仿宋",              true  },
	{ ROLE_FANG,   "*仿宋*",                     "方正仿宋",              true  },
	{ ROLE_FANG,   "*仿宋*",                     "仿宋_GB2312",           true  },
	{ ROLE_FANG,   "FandolFang-Regular.otf",     "FandolFang",            false, 304, 854 },
	{ ROLE_KAI,    "*kai*",                      "楷体_GB2312",           true  },
	{ ROLE_KAI,    "fzkt*",                      "方正楷体",              true  },
	{ ROLE_KAI,    "*楷体*",                     "方正楷体",              true  },
	{ ROLE_KAI,    "*楷体*",                     "楷体_GB2312",           true  },
	{ ROLE_KAI,    "gkai00mp.ttf",               "AR PL KaitiM GB",       false, 389, 798 },
	{ ROLE_HEI,    "*hei*",                      "SimHei",                true  },
	{ ROLE_HEI,    "*黑体*",                     "SimHei",                true  },
	{ ROLE_HEI,    "*黑体*",                     "黑体",                  true  },
	{ ROLE_HEI,    "fzht*",                      "方正黑体",              true  },
	{ ROLE_HEI,    "*黑体*",                     "方正黑体",              true  },
	{ ROLE_HEI,    "NotoSansCJK-Regular.ttc",    "Noto Sans CJK SC",      false, 376, 881 },
	{ ROLE_TITLE,  "fzxbs*",                     "方正小标宋",            true  },
	{ ROLE_TITLE,  "*小标宋*",                   "方正小标宋",            true  },
	{ ROLE_TITLE,  "NotoSerifCJK-Bold.ttc",      "Noto Serif CJK SC",     false, 377, 931 },
	{ ROLE_FOLIO,  "FandolSong-Regular.otf",     "FandolSong",            false, 305, 900 },
	{ ROLE_RARE,   "NotoSerifCJK-ExtraLight.ttc", "Noto Serif CJK SC",    false, 376, 891 },
	{ ROLE_RARE,   "NotoSerifCJK-Regular.ttc",   "Noto Serif CJK SC",     false, 377, 903 },     /* shows dark beside 仿宋, but shows */
	{ STAND_SANS,  "NotoSansCJK-Regular.ttc",    "Noto Sans CJK SC",      false, 376, 881 },
	{ STAND_SERIF, "NotoSerifCJK-Regular.ttc",   "Noto Serif CJK SC",     false, 377, 903 },
	{ STAND_BOLD,  "NotoSerifCJK-Bold.ttc",      "Noto Serif CJK SC",     false, 377, 931 },
};

static const struct { const char *role, *ofd_name; } roles[FACE_COUNT] = {
	[ROLE_FANG]   = { N_("仿宋（正文）"),             "仿宋"           },
	[ROLE_KAI]    = { N_("楷体（二级标题、签发人）"), "楷体"           },
	[ROLE_HEI]    = { N_("黑体（一级标题）"),         "黑体"           },
	[ROLE_TITLE]  = { N_("小标宋（标题、红头）"),     "方正小标宋_GBK" },
	[ROLE_FOLIO]  = { N_("宋体（页码）"),             "宋体"           },
	[ROLE_RARE]   = { N_("生僻字"),                   "宋体"           },
	[STAND_SANS]  = { N_("黑体（一级标题）"),         "黑体"           },
	[STAND_SERIF] = { N_("生僻字"),                   "宋体"           },
	[STAND_BOLD]  = { N_("小标宋（标题、红头）"),     "方正小标宋_GBK" },
};

static const uint32_t common[] = { 0x56FD, 0x4F1A, 0x5DE5, 0x7684, 0x4E2D, 0x7763, 0x804C, 0x4E1A, 0x52A1, 0x52A8 };     /* 国会工的中督职业务动 */

struct file { const char *path, *name; struct file *next; };

/* --- what lies in the folders --- */

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_font(const char *name)
{
	return !fnmatch("*.[ot]t[fc]", name, FNM_CASEFOLD);
}

/* In the order of the folders and, inside one, of the names: the same machine gives the same fonts. */
static struct file *files_below(struct arena *mem, const char *folders)
{
	struct file *first = NULL, **tail = &first;
	struct str rest = str_of(folders);

	while (rest.p) {
		struct str folder = str_cut(&rest, ':');
		if (!folder.n)
			continue;
		char *const roots[] = { (char *)str_c(mem, folder), NULL };
		FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR | FTS_NOSTAT, by_name);
		for (FTSENT *e; walk && (e = fts_read(walk)) != NULL;) {
			if (e->fts_info == FTS_D || e->fts_info == FTS_DP || !is_font(e->fts_name))
				continue;
			struct file *f = arena_get(mem, sizeof(*f));
			*f = (struct file){ .path = str_c(mem, str_of(e->fts_path)), .name = str_c(mem, str_of(e->fts_name)) };
			*tail = f;
			tail = &f->next;
		}
		if (walk)
			fts_close(walk);
	}
	return first;
}

/* --- one face --- */

static struct str name_of(struct arena *mem, hb_face_t *face, hb_ot_name_id_t id, hb_language_t language)
{
	char text[200];
	unsigned n = sizeof(text);

	return hb_ot_name_get_utf8(face, id, language, &n, text) ? str_copy(mem, str_of(text)) : STR_NONE;
}

/* In any of the languages in which the font names itself. */
static bool family_is(struct arena *mem, hb_face_t *face, const char *family)
{
	unsigned n = 0;
	const hb_ot_name_entry_t *names = hb_ot_name_list_names(face, &n);

	for (unsigned i = 0; i < n; i++)
		if (names[i].name_id == HB_OT_NAME_ID_FONT_FAMILY && str_starts(name_of(mem, face, names[i].name_id, names[i].language), str_of(family)))
			return true;
	return false;
}

static void font_close(void *font)
{
	hb_font_destroy(font);
}

static void licence_read(struct face *f, hb_face_t *face)
{
	hb_blob_t *os2 = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned n = 0, bits = 0;
	const unsigned char *p = (const unsigned char *)hb_blob_get_data(os2, &n);

	if (n >= 10)
		bits = (unsigned)p[8] << 8 | p[9];
	hb_blob_destroy(os2);
	f->may_embed = (bits & 0xE) != 2;                        /* 2 alone: restricted; 4 and 8 allow print and editing */
	f->whole = (bits & 0x100) != 0;
}

/* Reads ten outlines, each in a page of its own of a file of 20 MB; so the faces that come with us bring their measures along. */
bool face_measure(struct face *f)
{
	int middle = 0, ink = 0, n = COUNT(common), left, right, bottom, top;

	for (size_t i = 0; i < COUNT(common); i++) {
		if (!face_box(f, common[i], &left, &right, &bottom, &top))
			return false;
		middle += bottom + top, ink += top - bottom + right - left;
	}
	f->middle = (middle + n) / (2 * n);
	f->ink = (ink + n) / (2 * n);
	return true;
}

struct map { void *at; size_t n; };

static void map_drop(void *map)
{
	if (((struct map *)map)->at)
		munmap(((struct map *)map)->at, ((struct map *)map)->n);
}

/* Mapped by us and not by HarfBuzz, so that its pages can be given back. The mapping goes with the arena, after every font on it. */
static hb_blob_t *file_map(struct arena *mem, const char *path, struct map **ret)
{
	struct map *map = arena_get(mem, sizeof(*map));
	struct stat there;

	arena_later(mem, map_drop, map);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return NULL;
	if (fstat(file, &there) == 0 && there.st_size > 0 && there.st_size < INT_MAX) {
		map->n = (size_t)there.st_size;
		map->at = mmap(NULL, map->n, PROT_READ, MAP_PRIVATE, file, 0);
		map->at = map->at == MAP_FAILED ? NULL : map->at;
	}
	close(file);
	*ret = map;
	return map->at ? hb_blob_create(map->at, (unsigned)map->n, HB_MEMORY_MODE_READONLY, NULL, NULL) : NULL;
}

void face_rest(const struct face *f)
{
	if (f->map)
		madvise(f->map, f->map_size, MADV_DONTNEED);
}

/* False: the file holds no such face, or one that cannot be used. */
static bool face_open(struct arena *mem, const struct wish *wish, const char *path, struct face *ret)
{
	struct map *map;
	hb_blob_t *blob = file_map(mem, path, &map);
	bool found = false;

	for (unsigned i = 0, n = blob ? hb_face_count(blob) : 0; i < n && !found; i++) {
		hb_face_t *face = hb_face_create(blob, i);
		if (family_is(mem, face, wish->family)) {
			hb_font_t *font = hb_font_create(face);
			hb_font_set_scale(font, 1000, 1000);
			struct face f = { .file = str_of(path), .index = i, .ofd_name = roles[wish->face].ofd_name, .font = font,
				.map = map->at, .map_size = map->n };
			f.family = name_of(mem, face, HB_OT_NAME_ID_FONT_FAMILY, hb_language_from_string("en", -1));
			licence_read(&f, face);
			f.middle = wish->middle, f.ink = wish->ink;
			found = (f.ink || face_measure(&f)) && (f.may_embed || !wish->own);
			if (found)
				arena_later(mem, font_close, font), *ret = f;
			else
				hb_font_destroy(font);
		}
		hb_face_destroy(face);
	}
	hb_blob_destroy(blob);
	return found;
}

/* A file that another role has open is not opened twice. */
static bool wish_shared(const struct wish *wish, const struct face *faces, struct face *ret)
{
	for (size_t i = 0; i < COUNT(wishes) && &wishes[i] != wish; i++) {
		const struct face *f = &faces[wishes[i].face];
		if (wish->own || !f->font || strcmp(wishes[i].file, wish->file) != 0 || !str_ends(f->file, str_of(wish->file)))
			continue;
		*ret = *f;
		ret->ofd_name = roles[wish->face].ofd_name;
		return true;
	}
	return false;
}

static bool wish_find(struct arena *mem, const struct wish *wish, const struct file *files, struct face *ret)
{
	for (const struct file *f = files; f; f = f->next)
		if (!fnmatch(wish->file, f->name, wish->own ? FNM_CASEFOLD : 0) && face_open(mem, wish, f->path, ret))
			return true;
	return false;
}

fault faces_below(struct arena *mem, const char *folders, struct face **ret, size_t *ret_n)
{
	struct file *files = files_below(mem, folders);
	struct face *faces = arena_get(mem, FACE_COUNT * sizeof(*faces));

	for (size_t i = 0; i < COUNT(wishes); i++)
		if (!faces[wishes[i].face].font && !wish_shared(&wishes[i], faces, &faces[wishes[i].face]))
			wish_find(mem, &wishes[i], files, &faces[wishes[i].face]);
	for (int i = 0; i < FACE_COUNT; i++)
		if (!faces[i].font)
			return fault_note(mem, BLAME_US, "font.missing", str_c(mem, str_fmt(mem, "looked below %s", folders)),
				_("缺少字体：%s，无法排版公文。请由管理员运行 script/bootstrap 安装字体，或把字体所在目录写进环境变量 NUAN_FONTS。"), _(roles[i].role));
	*ret = faces, *ret_n = FACE_COUNT;
	return NULL;
}

fault paper_faces(struct arena *mem, struct face **ret, size_t *ret_n)
{
	const char *own = getenv("NUAN_FONTS"), *home = getenv("HOME");
	struct buf folders = { .mem = mem };

	if (own && *own)
		buf_fmt(&folders, "%s:", own);
	buf_puts(&folders, FONTS_DIR);
	if (home && *home == '/')
		buf_fmt(&folders, ":%s/.local/share/fonts:%s/.fonts", home, home);
	buf_puts(&folders, ":/usr/local/share/fonts:/usr/share/fonts");
	buf_c(&folders, '\0');
	return faces_below(mem, folders.p, ret, ret_n);
}

/* --- what a face knows of a character --- */

static bool glyph_of(const struct face *f, uint32_t code, hb_codepoint_t *ret)
{
	return hb_font_get_nominal_glyph(f->font, code, ret) && *ret;
}

bool face_has(const struct face *f, uint32_t code)
{
	hb_codepoint_t glyph;

	return glyph_of(f, code, &glyph);
}

int face_advance(const struct face *f, uint32_t code)
{
	hb_codepoint_t glyph;

	return glyph_of(f, code, &glyph) ? hb_font_get_glyph_h_advance(f->font, glyph) : 0;
}

bool face_box(const struct face *f, uint32_t code, int *ret_left, int *ret_right, int *ret_bottom, int *ret_top)
{
	hb_codepoint_t glyph;
	hb_glyph_extents_t e;

	if (!glyph_of(f, code, &glyph) || !hb_font_get_glyph_extents(f->font, glyph, &e) || !e.width || !e.height)
		return false;
	*ret_left = e.x_bearing, *ret_right = e.x_bearing + e.width;
	*ret_top = e.y_bearing, *ret_bottom = e.y_bearing + e.height;
	return true;
}
