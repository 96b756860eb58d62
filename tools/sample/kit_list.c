/* The kit itself: it opens by making the federation and closes by writing each month's 报送清单.csv, the list that says what came from whom, and
 * what became of it. The list is in the order of the calls, and the importer reads in that order: units first, then people, then the work. */
#include "kit_inside.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct kit_list { int month; struct handed { struct kit_handover of; struct handed *next; } *first, **tail; struct kit_list *next; };

void kit_end(const char *why, const char *what)
{
	fprintf(stderr, "sample: %s: %s\n", what, why);
	exit(1);
}

void kit_must(fault f)
{
	if (f)
		kit_end(f->say, f->code);
}

const char *kit_path(struct kit *kit, int month, const char *file)
{
	char *path = (char *)(uintptr_t)str_c(kit->mem, str_fmt(kit->mem, "%s/%.*s/%s", kit->folder, PSTR(month_iso(kit->mem, month)), file));
	for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		*at = 0;
		if (mkdir(path, 0777) && errno != EEXIST)
			kit_end(strerror(errno), path);
		*at = '/';
	}
	return path;
}

void kit_write(struct kit *kit, int month, const char *file, struct str bytes)
{
	const char *path = kit_path(kit, month, file);
	FILE *to = fopen(path, "wb");
	if (!to || (bytes.n && fwrite(bytes.p, bytes.n, 1, to) != 1) || fclose(to))
		kit_end(strerror(errno), path);
}

static struct kit_list *list_of(struct kit *kit, int month)
{
	for (struct kit_list *list = kit->lists; list; list = list->next)
		if (list->month == month)
			return list;
	struct kit_list *list = arena_get(kit->mem, sizeof(*list));
	list->month = month;
	list->tail = &list->first;
	list->next = kit->lists;
	return kit->lists = list;
}

void kit_list(struct kit *kit, int month, struct kit_handover handover)
{
	struct kit_list *list = list_of(kit, month);
	struct handed *handed = arena_get(kit->mem, sizeof(*handed));
	handed->of = handover;
	*list->tail = handed;
	list->tail = &handed->next;
}

void kit_list_nil(struct kit *kit, int month, const char *kind, struct kit_org *org, struct day day)
{
	kit_list(kit, month, (struct kit_handover){ .kind = kind, .org = org, .day = day, .verdict = KIT_PASSED });
}

static void list_write(struct kit *kit, const struct kit_list *list)
{
	static const struct kit_column columns[] = { { "文件" }, { "表" }, { "报送单位" }, { "所属期" }, { "填报人" }, { "审核人" },
		{ "报送日期", .kind = KIT_DAY }, { "审核结果" }, { "说明" } };
	static const char *const verdicts[] = { [KIT_NO_VERDICT] = NULL, [KIT_PASSED] = "通过", [KIT_RETURNED] = "退回", [KIT_UNCHECKED] = "未审" };
	struct kit_sheet *s = kit_sheet_open(kit, list->month, "报送清单.csv", KIT_CSV_BOM, "", columns, COUNT(columns));
	for (const struct handed *at = list->first; at; at = at->next) {
		const struct kit_handover *of = &at->of;
		struct kit_officer *filler = of->filler ? of->filler : kit_filler(kit, of->org);
		bool checked = of->verdict == KIT_PASSED || of->verdict == KIT_RETURNED;
		struct kit_officer *checker = of->checker ? of->checker : checked ? kit_checker(kit, of->org) : NULL;
		kit_row(s);
		kit_puts(s, of->file);
		kit_puts(s, of->kind);
		kit_put(s, of->org->full);
		kit_put(s, of->period == KIT_NO_PERIOD ? STR_NONE : month_iso(kit->mem, of->period ? of->period : list->month));
		kit_put(s, filler->person->name);
		kit_put(s, checker ? checker->person->name : STR_NONE);
		kit_put_day(s, of->day.n ? of->day : DAY_NONE);
		kit_puts(s, verdicts[of->verdict]);
		kit_puts(s, of->note ? of->note : of->file ? NULL : "零报告");
	}
	kit_sheet_close(s);
}

struct kit *kit_open(const char *folder)
{
	struct arena *mem = arena_open((size_t)4 << 30);
	struct kit *kit = arena_get(mem, sizeof(*kit));
	kit->mem = mem;
	kit->folder = folder;
	kit_orgs_make(kit);
	kit_officers_make(kit);
	list_of(kit, 201901);
	list_of(kit, 201902);
	return kit;
}

void kit_close(struct kit *kit)
{
	for (struct kit_list *list = kit->lists; list; list = list->next)
		list_write(kit, list);
	arena_close(kit->mem);
}
