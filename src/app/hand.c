/* 报送清单: the list that an office keeps of what came from whom, who filled it in, who checked it, and with what result. A folder is brought in by
 * its list, in the list's order, since registers must stand before the records that name them; a single file takes its line from the list beside it.
 * Its columns are those of the paper list; a line without a file is a nil report. */
#include <string.h>
#include <unistd.h>
#include "app/bring.h"
#include "kernel/org.h"

static const char LIST[] = "报送清单.csv";
static const struct { const char *label; size_t at; bool must; } COLUMNS[] = {
	{ "文件",     offsetof(struct hand, file),    true  }, { "表",       offsetof(struct hand, kind),    true  },
	{ "报送单位", offsetof(struct hand, sender),  true  }, { "所属期",   offsetof(struct hand, month),   true  },
	{ "填报人",   offsetof(struct hand, filler),  false }, { "审核人",   offsetof(struct hand, checker), false },
	{ "报送日期", offsetof(struct hand, day),     false }, { "审核结果", offsetof(struct hand, verdict), false },
	{ "说明",     offsetof(struct hand, words),   false }, { "批次",     offsetof(struct hand, part),    false },
};

static fault columns_find(struct app *a, const struct grid_row *head, size_t *columns)
{
	for (size_t i = 0; i < COUNT(COLUMNS); i++) {
		columns[i] = SIZE_MAX;
		for (size_t c = 0; c < head->n; c++)
			if (str_is(str_trim(head->cells[c].text), COLUMNS[i].label))
				columns[i] = c;
		if (columns[i] == SIZE_MAX && COLUMNS[i].must)
			return fault_make(a->mem, BLAME_INPUT, "list.column", _("%s缺少“%s”一列。请补上列名。"), LIST, COLUMNS[i].label);
	}
	return NULL;
}

fault hand_list(struct app *a, const char *folder, struct hand **ret, size_t *ret_n)
{
	struct workbook book;
	size_t columns[COUNT(COLUMNS)], n = 0;
	const char *path = str_c(a->mem, str_fmt(a->mem, "%s/%s", folder, LIST));
	if (access(path, R_OK) != 0)
		return fault_make(a->mem, BLAME_INPUT, "list.missing", _("文件夹 %s 里没有%s，不知道每份表是谁报的。请补上清单，或逐个导入文件并用 --sheet、--org、--month 指明。"), folder, LIST);
	TRY(sheet_read(a->mem, path, NULL, &book));
	if (!book.n || !book.grids[0].n)
		return fault_make(a->mem, BLAME_INPUT, "list.missing", _("%s是空的。请逐行写明文件、表、报送单位、所属期。"), LIST);
	const struct grid *g = &book.grids[0];
	TRY(columns_find(a, &g->rows[0], columns));
	struct hand *list = arena_get(a->mem, (g->n + 1) * sizeof *list);
	for (size_t r = 1; r < g->n; r++) {
		struct hand *h = &list[n];
		*h = (struct hand){ .line = g->rows[r].number };
		for (size_t i = 0; i < COUNT(COLUMNS); i++)
			if (columns[i] < g->rows[r].n && str_trim(g->rows[r].cells[columns[i]].text).n)
				*(struct str *)((char *)h + COLUMNS[i].at) = str_trim(g->rows[r].cells[columns[i]].text);
		n += h->kind.n > 0;
	}
	*ret = list;
	*ret_n = n;
	return NULL;
}

/* The list stands in the file's folder or up to four above, since offices keep files in sub-folders; the list names them from where it stands. */
struct hand hand_of_file(struct app *a, const char *path, size_t nth)
{
	struct str whole = str_of(path), folder = whole;
	for (int up = 0; up < 5 && folder.n; up++) {
		const char *slash = memrchr(folder.p, '/', folder.n);
		struct str name = slash ? str_sub(whole, (size_t)(slash - whole.p) + 1, SIZE_MAX) : whole;
		struct hand *list;
		size_t n, seen = 0;
		folder = slash ? (struct str){ whole.p, (size_t)(slash - whole.p) } : STR_NONE;
		if (hand_list(a, slash ? folder.n ? str_c(a->mem, folder) : "/" : ".", &list, &n))
			continue;
		for (size_t i = 0; i < n; i++)
			if (list[i].file.p && str_eq(list[i].file, name) && seen++ == nth)
				return list[i];
	}
	return (struct hand){ 0 };
}

struct str hand_name(struct str path)
{
	return import_file_name(path);
}

/* A corrected copy may lie anywhere; its name says which file it corrects. Who fills it in and who checks it nobody can tell from a name: that is asked. */
fault hand_of_history(struct app *a, const char *path, struct hand *ret)
{
	struct import_before last;
	struct hand h = { 0 };
	struct db *db;
	TRY(app_begin(a, READING, 0, &db));
	fault f = import_before(db, str_of(path), &last);
	if (!f && last.kind.p) {
		h = (struct hand){ .file = last.file, .kind = last.kind, .month = month_iso(a->mem, last.month), .part = last.part };
		f = org_name_on(db, last.org, month_last(last.month), &h.sender, NULL);
	}
	db_rollback(db);
	*ret = h;
	return f;
}
