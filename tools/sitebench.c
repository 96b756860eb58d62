/* sitebench names             five hundred officers of the city's office, as a sheet for nuan import --sheet person.officer
 * sitebench people WHERE KEY  an account and a session for each of them; prints "cookie secret" a line, for script/mix.lua
 * Everything goes through the doors of the program. Not built by default; script/bench measures with it. */
#include <stdio.h>
#include <string.h>
#include "app/app.h"
#include "kernel/account.h"
#include "kernel/account.schema.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"

enum { PEOPLE = 500 };

static struct str name_at(struct arena *mem, int i)
{
	static const char *const FAMILY[] = { "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈" };
	static const char *const GIVEN[] = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸" };
	static const char *const LAST[] = { "子", "丑", "寅", "卯", "辰" };
	return str_fmt(mem, "%s%s%s", FAMILY[i % 10], GIVEN[i / 10 % 10], LAST[i / 100 % 5]);
}

static fault person_opens(struct app *a, int i)
{
	static const char password[] = "copper#lantern 7 moss";
	struct db *db;
	struct account row;
	struct session s;
	struct str cookie;
	int64_t person, account, city;
	bool found;
	TRY(app_begin(a, WRITING, 0, &db));
	TRY(org_city(db, &city));
	TRY(person_officer(db, name_at(a->mem, i), 0, &person, NULL));
	if (!person)
		return fault_make(a->mem, BLAME_INPUT, "bench.person", "%.*s is not in the register: import the names first", PSTR(name_at(a->mem, i)));
	TRY(account_add(db, str_fmt(a->mem, "bench%03d", i), person, city, str_of(password), &account));
	TRY(row_read(db, &account_table, account, &row, &found));
	row.must_change = 0;
	TRY(row_change(db, &account_table, &row));
	TRY(account_grant(db, account, "office", city, STR_NONE));
	TRY(session_open(db, account, str_fmt(a->mem, "10.1.%d.%d", i / 200, i % 200), STR("bench"), &cookie));
	TRY(session_find(db, cookie, &s, &found));
	printf("%.*s %.*s\n", PSTR(cookie), PSTR(s.csrf));
	return db_commit(db);
}

static fault people(struct app *a)
{
	TRY(app_open(a));
	for (int i = 0; i < PEOPLE; i++)
		TRY(person_opens(a, i));
	return NULL;
}

int main(int argc, char **argv)
{
	struct app a = { .mem = arena_open(0) };
	fault f = NULL;
	app_official();
	if (argc == 2 && !strcmp(argv[1], "names")) {
		puts("姓名,单位,职务");
		for (int i = 0; i < PEOPLE; i++)
			printf("%.*s,江州市总工会,干事\n", PSTR(name_at(a.mem, i)));
	} else if (argc == 4 && !strcmp(argv[1], "people")) {
		a.where = argv[2], a.key = argv[3];
		f = people(&a);
	} else {
		fputs("sitebench names | people WHERE KEY\n", stderr);
		return 2;
	}
	if (f)
		fprintf(stderr, "%s [%s] %s\n", f->say, f->code, f->note ? f->note : "");
	arena_close(a.mem);
	return f ? 1 : 0;
}
