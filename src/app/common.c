/* What the commands share: options, opening the store with its keys, telling a fault.
 * An option is taken out of argv where it is asked for, so what is left at the end is what the command did not know.
 * Not taken: getopt, which would have to know the options of every command in one place. */
#include <string.h>
#include <sys/stat.h>
#include "app/app.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"

volatile int app_interrupted;

/* What is published, and what a script reads, is the same in every locale: the language of the federation's documents, which is that of the sources. */
void app_official(void)
{
	textdomain("official");
}

static void take(struct app *a, int at, int n)
{
	memmove(a->argv + at, a->argv + at + n, (size_t)(a->argc - at - n) * sizeof *a->argv);
	a->argc -= n;
}

const char *option(struct app *a, const char *name)
{
	size_t n = strlen(name);
	for (int i = 0; i < a->argc; i++) {
		const char *value = NULL;
		if (strcmp(a->argv[i], name) == 0 && i + 1 < a->argc) {
			value = a->argv[i + 1];
			take(a, i, 2);
			return value;
		}
		if (strncmp(a->argv[i], name, n) == 0 && a->argv[i][n] == '=') {
			value = a->argv[i] + n + 1;
			take(a, i, 1);
			return value;
		}
	}
	return NULL;
}

bool option_flag(struct app *a, const char *name)
{
	for (int i = 0; i < a->argc; i++)
		if (strcmp(a->argv[i], name) == 0) {
			take(a, i, 1);
			return true;
		}
	return false;
}

bool options_done(struct app *a, int least, int most)
{
	for (int i = 0; i < a->argc; i++)
		if (a->argv[i][0] == '-' && a->argv[i][1]) {
			fprintf(stderr, _("不认识的选项“%s”，或它后面缺少内容。用 --help 查看用法。\n"), a->argv[i]);
			return false;
		}
	if (a->argc < least || a->argc > most) {
		fprintf(stderr, _("参数个数不对，给了%d个。用法：nuan --db 数据库 %s\n"), a->argc, a->usage);
		return false;
	}
	return true;
}

bool option_month(struct app *a, const char *text, int *ret)
{
	if (month_parse(str_of(text), ret))
		return true;
	fprintf(stderr, _("“%s”不是月份。请写成例如 2019-01。\n"), text);
	return false;
}

enum status say_fault(struct app *a, fault f)
{
	for (fault each = f; each; each = each->next) {
		fprintf(stderr, "%s [%s]\n", each->say, each->code);
		if (each->note)
			fprintf(stderr, "    %s\n", each->note);
	}
	return f->blame == BLAME_US || f->blame == BLAME_BUSY ? STATUS_FAILED : STATUS_REFUSED;
}

static bool is_uri(const char *where)
{
	return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

fault app_open(struct app *a)
{
	struct stat there;
	size_t n;
	if (!a->where)
		return fault_make(a->mem, BLAME_INPUT, "db.where", _("没有指明数据库。请用 --db 文件 或 --db postgresql://…。"));
	if (!is_uri(a->where) && stat(a->where, &there) != 0)
		return fault_make(a->mem, BLAME_INPUT, "db.missing", _("找不到数据库文件 %s。请核对路径，或先用 nuan --db %s init 建立。"), a->where, a->where);
	if (!a->key)
		a->key = is_uri(a->where) ? "nuan.key" : str_c(a->mem, str_fmt(a->mem, "%s.key", a->where));
	TRY(store_open(a->mem, str_of(a->where), &a->store));
	const struct schema *schemas = app_schemas(a->mem, &n);
	TRY(store_check(a->mem, a->store, schemas, n));
	TRY(keys_load(a->mem, a->key, &a->keys));
	row_keys(a->store, &a->keys);
	row_rules(a->store, app_rules(a->mem));
	row_catalogue(a->store, app_catalogue(a->mem));
	return NULL;
}

fault app_begin(struct app *a, enum mode mode, int64_t viewer, struct db **ret)
{
	struct scope scope = { .city = 1, .viewer = viewer, .org = 0 };
	struct db *db;
	TRY(db_as(a->mem, a->store, scope, mode, &db));
	fault f = org_city(db, &scope.org);
	if (f) {
		db_rollback(db);
		return f;
	}
	db_set_viewer(db, viewer, scope.org);
	*ret = db;
	return NULL;
}

fault app_reading(struct app *a, struct db **ret)
{
	TRY(app_open(a));
	return app_begin(a, READING, 0, ret);
}

fault app_person(struct app *a, struct db *db, const char *name, int64_t org, int64_t *ret)
{
	*ret = 0;
	if (!name || !*name)
		return NULL;
	TRY(person_officer(db, str_of(name), org, ret, NULL));
	if (!*ret && org)
		TRY(person_officer(db, str_of(name), 0, ret, NULL));
	if (!*ret)
		return fault_make(a->mem, BLAME_INPUT, "person.no_officer", _("干部名册里没有“%s”。请先把他登记进干部名册，或核对姓名。"), name);
	return NULL;
}

fault file_write(struct app *a, const char *path, struct str text)
{
	if (!path) {
		fwrite(text.p, 1, text.n, stdout);
		return NULL;
	}
	FILE *f = fopen(path, "we");
	bool good = f && fwrite(text.p, 1, text.n, f) == text.n && fflush(f) == 0;
	if (f && fclose(f) != 0)
		good = false;
	return good ? NULL : fault_make(a->mem, f ? BLAME_US : BLAME_INPUT, "io.write", _("文件 %s 没有写成。请检查文件夹是否存在、有没有写权限、磁盘是否已满。"), path);
}

fault file_read(struct app *a, const char *path, struct str *ret)
{
	enum { MOST = 16 << 20 };
	struct buf text = { .mem = a->mem };
	char part[16384];
	bool in = strcmp(path, "-") == 0;
	FILE *f = in ? stdin : fopen(path, "re");
	size_t n = 0;
	while (f && text.n <= MOST && (n = fread(part, 1, sizeof part, f)))
		buf_add(&text, (struct str){ part, n });
	bool good = f && !ferror(f) && text.n <= MOST;
	if (f && !in)
		fclose(f);
	if (!good)
		return fault_make(a->mem, BLAME_INPUT, "io.read", _("文件 %s 读不了，或大于16 MB。请核对路径和权限。"), path);
	*ret = buf_str(&text);
	return NULL;
}

void json_out(json_t *j)
{
	json_dumpf(j, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
	putchar('\n');
	json_decref(j);
}

json_t *json_str(struct str s)
{
	return s.p ? json_stringn(s.p, s.n) : json_null();
}
