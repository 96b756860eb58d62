/* A day is a number, a month is a figure.
 *
 * Days are counted from 1970-01-01 in the proleptic Gregorian calendar of Beijing; no clock, zone or second is in sight, so a
 * day never slips over midnight. A month is the int 201901: it is what tables store, and it reads as itself in a query.
 * The conversion walks eras of 400 years that start in March, so that the leap day is the last of its year (the method of
 * H. Hinnant's "days from civil").
 *
 * Promises: day_make and day_split are each other's inverse for 0001-01-01 to 9999-12-31.
 * Refuses: a day that does not exist, a year outside 1900–2999 in typed text, separators that change midway, two-digit years.
 * "2019.1" is no month: a spreadsheet makes it of 2019.10 as well as of 2019.1.
 * DAY_NONE prints as STR_NONE and splits into zeros.
 *
 * Road not taken: time_t and struct tm, which know a zone, a second and no day before it was asked for.
 */
#include "base/day.h"
#include "base/text.h"

enum { YEAR_TYPED_FIRST = 1900, YEAR_TYPED_LAST = 2999 };

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool day_make(int year, int month, int day, struct day *ret)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return false;
	int y = month > 2 ? year : year - 1;                     /* years that start in March */
	int era = y / 400, of_era = y % 400;
	int of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	ret->n = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
	return true;
}

void day_split(struct day d, int *ret_year, int *ret_month, int *ret_day)
{
	if (!day_known(d)) {
		*ret_year = *ret_month = *ret_day = 0;
		return;
	}
	int64_t n = (int64_t)d.n + 719468;
	int64_t era = (n >= 0 ? n : n - 146096) / 146097;
	int of_era = (int)(n - era * 146097);
	int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;                     /* 0 March */

	*ret_day = of_year - (153 * month + 2) / 5 + 1;
	*ret_month = month < 10 ? month + 3 : month - 9;
	*ret_year = (int)(era * 400) + year + (*ret_month <= 2);
}

bool day_known(struct day d)
{
	return d.n != DAY_NONE.n;
}

/* --- reading what people type --- */

static void skip_blanks(struct str *s)
{
	for (struct str rest = *s; text_next_half(&rest) == ' '; )
		*s = rest;
}

/* At least least, at most most digits, all of those that stand there. */
static bool take_number(struct str *s, int least, int most, int *ret)
{
	int n = 0, digits = 0;

	for (struct str rest = *s; ; *s = rest) {
		uint32_t c = text_next_half(&rest);
		if (c < '0' || c > '9')
			break;
		if (++digits > most)
			return false;
		n = n * 10 + (int)(c - '0');
	}
	*ret = n;
	return digits >= least;
}

/* One of the marks in allowed (code points), which it gives back; 0: none. */
static uint32_t take_mark(struct str *s, const uint32_t *allowed, size_t n)
{
	struct str rest = *s;
	uint32_t c = text_next_half(&rest);

	for (size_t i = 0; c && i < n; i++)
		if (c == allowed[i]) {
			*s = rest;
			return c;
		}
	return 0;
}

static const uint32_t after_year[] = { '-', '/', '.', U'年' };
static const uint32_t day_words[]  = { U'日', U'号' };
static const uint32_t month_word   = U'月';

static bool typed_year(int year)
{
	return year >= YEAR_TYPED_FIRST && year <= YEAR_TYPED_LAST;
}

static bool digits_only(struct str s, int count, int *ret)
{
	return take_number(&s, count, count, ret) && s.n == 0;
}

/* One or two digits behind a mark. 2019年 1月 8日 is common, 2019- 1- 8 is not. */
static bool take_part(struct str *s, uint32_t mark, int *ret)
{
	if (mark == U'年')
		skip_blanks(s);
	return take_number(s, 1, 2, ret);
}

bool day_parse(struct str s, struct day *ret)
{
	int year, month, day, all;

	s = str_trim(s);
	if (digits_only(s, 8, &all))
		return typed_year(all / 10000) && day_make(all / 10000, all / 100 % 100, all % 100, ret);
	if (!take_number(&s, 4, 4, &year) || !typed_year(year))
		return false;
	uint32_t mark = take_mark(&s, after_year, COUNT(after_year));
	if (!mark || !take_part(&s, mark, &month))
		return false;
	if (!take_mark(&s, mark == U'年' ? &month_word : &mark, 1) || !take_part(&s, mark, &day))
		return false;
	if (mark == U'年' && !take_mark(&s, day_words, COUNT(day_words)))
		return false;
	return s.n == 0 && day_make(year, month, day, ret);
}

bool month_parse(struct str s, int *ret)
{
	static const uint32_t marks[] = { '-', U'年' };
	int year, month, all;

	s = str_trim(s);
	if (digits_only(s, 6, &all)) {
		year = all / 100;
		month = all % 100;
	} else {
		if (!take_number(&s, 4, 4, &year))
			return false;
		uint32_t mark = take_mark(&s, marks, COUNT(marks));
		if (!mark || !take_part(&s, mark, &month))
			return false;
		if ((mark == U'年' && !take_mark(&s, &month_word, 1)) || s.n)
			return false;
	}
	if (!typed_year(year) || month < 1 || month > 12)
		return false;
	*ret = year * 100 + month;
	return true;
}

/* --- writing --- */

struct str day_iso(struct arena *mem, struct day d)
{
	int year, month, day;

	if (!day_known(d))
		return STR_NONE;
	day_split(d, &year, &month, &day);
	return str_fmt(mem, "%04d-%02d-%02d", year, month, day);
}

struct str day_zh(struct arena *mem, struct day d)
{
	int year, month, day;

	if (!day_known(d))
		return STR_NONE;
	day_split(d, &year, &month, &day);
	return str_fmt(mem, "%d年%d月%d日", year, month, day);
}

int day_weekday(struct day d)
{
	if (!day_known(d))
		return 0;
	int from_monday = (int)(((int64_t)d.n + 3) % 7);         /* 1970-01-01 was a Thursday */
	return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int day_of_month(struct day d)
{
	int year, month, day;

	day_split(d, &year, &month, &day);
	return day;
}

int day_month(struct day d)
{
	int year, month, day;

	day_split(d, &year, &month, &day);
	return year * 100 + month;
}

static bool month_good(int month)
{
	return month >= 101 && month <= 999912 && month % 100 >= 1 && month % 100 <= 12;
}

struct str month_iso(struct arena *mem, int month)
{
	return month_good(month) ? str_fmt(mem, "%04d-%02d", month / 100, month % 100) : STR_NONE;
}

struct str month_zh(struct arena *mem, int month)
{
	return month_good(month) ? str_fmt(mem, "%d年%d月", month / 100, month % 100) : STR_NONE;
}

struct day month_first(int month)
{
	struct day d = DAY_NONE;

	if (month_good(month))
		day_make(month / 100, month % 100, 1, &d);
	return d;
}

struct day month_last(int month)
{
	struct day d = DAY_NONE;

	if (month_good(month))
		day_make(month / 100, month % 100, month_days(month / 100, month % 100), &d);
	return d;
}

int month_add(int month, int months)
{
	int64_t n = (int64_t)(month / 100) * 12 + month % 100 - 1 + months;

	if (!month_good(month) || n < 12 || n >= 10000 * 12)
		return 0;                                        /* prints as nothing, and month_first(0) is DAY_NONE */
	return (int)(n / 12 * 100 + n % 12 + 1);
}
