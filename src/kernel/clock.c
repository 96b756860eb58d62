/* Working days, from the State Council's holiday notices (国务院办公厅关于部分节假日安排的通知), kept as versioned rows: a notice that is changed
 * after it was published (May 2019, January 2020) becomes a newer version, and what was computed by the older one stays as it was.
 * A working day is Monday to Friday unless the notice gives it off, or a weekend day that the notice makes work. A day of a year without a notice is
 * refused: in such a year a deadline would be a guess.
 * What the program brings is version 1, so whoever changed such a row behind the program's back is found by comparing; newer versions are an office's own.
 * Not taken: computing festivals (the make-up days are decided, not computed). */
#include "kernel/clock.h"
#include "kernel/clock.sql.h"

static const struct { int year; const char *first, *last; int work; const char *name; } NOTICES[] = {
	/* 2019: from the State Council's notice of November 2018, with the change of May 2019 */
	{ 2019, "2018-12-30", "2019-01-01", 0, "元旦" },   { 2019, "2018-12-29", "2018-12-29", 1, "元旦调休" },
	{ 2019, "2019-02-04", "2019-02-10", 0, "春节" },   { 2019, "2019-02-02", "2019-02-03", 1, "春节调休" },
	{ 2019, "2019-04-05", "2019-04-07", 0, "清明节" },
	{ 2019, "2019-05-01", "2019-05-04", 0, "劳动节" }, { 2019, "2019-04-28", "2019-04-28", 1, "劳动节调休" }, { 2019, "2019-05-05", "2019-05-05", 1, "劳动节调休" },
	{ 2019, "2019-06-07", "2019-06-09", 0, "端午节" }, { 2019, "2019-09-13", "2019-09-15", 0, "中秋节" },
	{ 2019, "2019-10-01", "2019-10-07", 0, "国庆节" }, { 2019, "2019-09-29", "2019-09-29", 1, "国庆节调休" }, { 2019, "2019-10-12", "2019-10-12", 1, "国庆节调休" },
	/* 2026 */
	{ 2026, "2026-01-01", "2026-01-03", 0, "元旦" },   { 2026, "2026-01-04", "2026-01-04", 1, "元旦调休" },
	{ 2026, "2026-02-15", "2026-02-23", 0, "春节" },   { 2026, "2026-02-14", "2026-02-14", 1, "春节调休" }, { 2026, "2026-02-28", "2026-02-28", 1, "春节调休" },
	{ 2026, "2026-04-04", "2026-04-06", 0, "清明节" },
	{ 2026, "2026-05-01", "2026-05-05", 0, "劳动节" }, { 2026, "2026-05-09", "2026-05-09", 1, "劳动节调休" },
	{ 2026, "2026-06-19", "2026-06-21", 0, "端午节" }, { 2026, "2026-09-25", "2026-09-27", 0, "中秋节" },
	{ 2026, "2026-10-01", "2026-10-07", 0, "国庆节" }, { 2026, "2026-09-20", "2026-09-20", 1, "国庆节调休" }, { 2026, "2026-10-10", "2026-10-10", 1, "国庆节调休" },
};

/* The rows that the program brings, in the order of NOTICES. */
static fault clock_notices(struct db *db, struct holiday_add_in **ret, size_t *ret_n)
{
	struct arena *mem = db_mem(db);
	size_t n = 0, cap = 0;
	for (int pass = 0; pass < 2; pass++) {
		struct holiday_add_in *rows = pass ? arena_get(mem, (cap + 1) * sizeof *rows) : NULL;
		for (size_t i = 0; i < COUNT(NOTICES); i++) {
			struct day first, last;
			if (!day_parse(str_of(NOTICES[i].first), &first) || !day_parse(str_of(NOTICES[i].last), &last))
				return fault_make(mem, BLAME_US, "clock.table", _("节假日表第%zu行日期有误。请联系系统管理员。"), i + 1);
			for (struct day d = first; d.n <= last.n; d.n++, cap += !pass)
				if (pass)
					rows[n++] = (struct holiday_add_in){ .version = 1, .day = d, .year = NOTICES[i].year, .work = NOTICES[i].work,
						.name = str_of(NOTICES[i].name), .notice = str_fmt(mem, "%d", NOTICES[i].year) };
		}
		*ret = rows;
	}
	*ret_n = n;
	return NULL;
}

fault clock_seed(struct db *db)
{
	struct holiday_add_in *rows;
	struct holiday_on_row row;
	size_t n;
	bool found;
	TRY(clock_notices(db, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(holiday_on(db, (struct holiday_on_in){ .day = rows[i].day }, &row, &found));
		if (!found)
			TRY(holiday_add(db, rows[i]));
	}
	return NULL;
}

static bool notice_same(const struct holiday_add_in *a, const struct holiday_version_row *b)
{
	return a->work == b->work && a->year == b->year && str_eq(a->name, b->name) && str_eq(a->notice, b->notice);
}

fault clock_altered(struct db *db, struct day **ret, size_t *ret_n)
{
	struct holiday_add_in *rows;
	struct holiday_version_row *stored;
	size_t n, n_stored, count = 0;
	TRY(clock_notices(db, &rows, &n));
	TRY(holiday_version(db, (struct holiday_version_in){ .version = 1 }, &stored, &n_stored));
	struct day *days = arena_get(db_mem(db), (n + n_stored + 1) * sizeof *days);
	for (size_t i = 0; i < n_stored; i++) {              /* changed, or of no notice */
		bool same = false;
		for (size_t k = 0; k < n; k++)
			same |= rows[k].day.n == stored[i].day.n && notice_same(&rows[k], &stored[i]);
		if (!same)
			days[count++] = stored[i].day;
	}
	for (size_t k = 0; k < n; k++) {                     /* taken out; of a year that this database has never had, nothing was */
		bool there = false, year = false;
		for (size_t i = 0; i < n_stored; i++) {
			there |= rows[k].day.n == stored[i].day.n;
			year |= rows[k].year == stored[i].year;
		}
		if (!there && year)
			days[count++] = rows[k].day;
	}
	*ret = days;
	*ret_n = count;
	return NULL;
}

fault clock_working(struct db *db, struct day d, bool *ret)
{
	struct holiday_on_row row;
	struct holiday_year_row year;
	bool found, any;
	int y, m, dd;
	TRY(holiday_on(db, (struct holiday_on_in){ .day = d }, &row, &found));
	if (found) {
		*ret = row.work != 0;
		return NULL;
	}
	day_split(d, &y, &m, &dd);
	TRY(holiday_year(db, (struct holiday_year_in){ .year = y }, &year, &any));
	if (!any || year.n == 0)
		return fault_make(db_mem(db), BLAME_INPUT, "clock.no_table", _("系统里没有%d年的节假日安排，不能推算工作日。请先录入国务院办公厅当年的放假通知。"), y);
	*ret = day_weekday(d) <= 5;
	return NULL;
}

fault clock_add(struct db *db, struct day from, int days, struct day *ret)
{
	struct day d = from;
	while (days > 0) {
		bool working;
		d.n++;
		TRY(clock_working(db, d, &working));
		days -= working;
	}
	*ret = d;
	return NULL;
}

fault clock_between(struct db *db, struct day after, struct day to, int *ret)
{
	int n = 0;
	for (struct day d = { after.n + 1 }; d.n <= to.n; d.n++) {
		bool working;
		TRY(clock_working(db, d, &working));
		n += working;
	}
	*ret = n;
	return NULL;
}

/* --- moments ------------------------------------------------------------------------------------------------------------------------------- */

struct str minute_zh(struct arena *mem, int64_t at)
{
	int64_t local = at + 8 * 3600;
	if (at == INT_NONE)
		return STR_NONE;
	struct str day = day_zh(mem, (struct day){ (int32_t)(local / 86400) });
	return str_fmt(mem, "%.*s%02d:%02d", PSTR(day), (int)(local % 86400 / 3600), (int)(local % 3600 / 60));
}

struct str minute_iso(struct arena *mem, int64_t at)
{
	int64_t local = at + 8 * 3600;
	if (at == INT_NONE)
		return STR_NONE;
	struct str day = day_iso(mem, (struct day){ (int32_t)(local / 86400) });
	return str_fmt(mem, "%.*s %02d:%02d", PSTR(day), (int)(local % 86400 / 3600), (int)(local % 3600 / 60));
}
