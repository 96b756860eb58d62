/* What a number in a cell says to the person who looks at it.
 *
 * The file holds the number as decimal text, and decimal text is all we handle: no double, hence no rounding of ours and no
 * locale that wants a comma. A whole number is given back digit by digit, so that an ID number whose last three digits a
 * spreadsheet has turned into 000 is seen to end in 000. A fraction, or a number written with an exponent, is cut to the 15
 * digits that a spreadsheet itself keeps and shows: 12.300000000000001 is how Excel stores 12.3, and 0.1+0.2 stays 0.3.
 *
 * A date is a number under a format that has years, months or days in it; nothing else in the file says so. 1900 was a leap
 * year for Lotus 1-2-3 and so for Excel: day 60 is 29 February 1900, which never was, and is left as text for its owner to
 * mend. */
#include <string.h>
#include <strings.h>
#include "doc/sheet_part.h"

enum { DIGITS = 400, SHOWN = 15, EXACT = 16 };          /* EXACT: whole numbers of 16 digits still fit a double, mostly */

/* 0.digits × 10^point; whole: written without point or exponent */
struct decimal { bool minus, whole; char digits[DIGITS]; int n, point; };

static bool decimal_exponent(struct str s, int *ret)
{
	int64_t e;

	if (s.n > 1 && s.p[0] == '+')
		s = str_sub(s, 1, s.n);
	if (!str_int(s, &e) || e < -DIGITS || e > DIGITS)
		return false;
	*ret = (int)e;
	return true;
}

static bool decimal_parse(struct str s, struct decimal *d)
{
	bool any = false, fraction = false;
	size_t i = 0;

	*d = (struct decimal){ .whole = true };
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		d->minus = s.p[i++] == '-';
	for (; i < s.n && s.p[i] != 'E' && s.p[i] != 'e'; i++) {
		char c = s.p[i];
		if (c == '.' && !fraction) {
			fraction = true;
			d->whole = false;
			continue;
		}
		if (c < '0' || c > '9' || d->n == DIGITS)
			return false;
		any = true;
		if (d->n || c != '0')
			d->digits[d->n++] = c;
		d->point += fraction ? (d->n ? 0 : -1) : (d->n ? 1 : 0);
	}
	if (i < s.n) {
		int exponent;
		if (!decimal_exponent(str_sub(s, i + 1, s.n), &exponent))
			return false;
		d->point += exponent;
		d->whole = false;
	}
	return any;
}

static void decimal_round(struct decimal *d, int keep)
{
	if (d->n > keep) {
		bool up = d->digits[keep] >= '5';
		d->n = keep;
		for (int i = keep - 1; up && i >= 0; i--) {
			up = d->digits[i] == '9';
			d->digits[i] = up ? '0' : (char)(d->digits[i] + 1);
		}
		if (up) {                                /* 99.5: all nines */
			d->digits[0] = '1';
			d->n = 1;
			d->point++;
		}
	}
	while (d->n && d->digits[d->n - 1] == '0')
		d->n--;
	if (!d->n)
		d->point = 0, d->minus = false;
}

static struct str decimal_text(struct arena *mem, const struct decimal *d)
{
	struct buf b = { .mem = mem };

	if (d->minus)
		buf_c(&b, '-');
	if (d->point <= 0)
		buf_c(&b, '0');
	for (int i = 0; i < d->point; i++)
		buf_c(&b, i < d->n ? d->digits[i] : '0');
	if (d->n > d->point) {
		buf_c(&b, '.');
		for (int i = d->point; i < d->n; i++)
			buf_c(&b, i < 0 ? '0' : d->digits[i]);
	}
	return buf_str(&b);
}

static bool decimal_read(struct str raw, struct decimal *d)
{
	if (!decimal_parse(str_trim(raw), d) || d->point > DIGITS || d->point < -DIGITS)
		return false;
	decimal_round(d, d->whole ? DIGITS : d->point > SHOWN && d->point <= EXACT ? d->point : SHOWN);
	return true;
}

bool number_text(struct arena *mem, struct str raw, struct str *ret)
{
	struct decimal d;

	if (!decimal_read(raw, &d))
		return false;
	*ret = decimal_text(mem, &d);
	return true;
}

/* ECMA-376 18.8.30: the formats that need no code; 27–36 and 50–58 are those of Chinese (and Japanese, Korean) editions. */
unsigned char format_of_id(int64_t id)
{
	static const struct { unsigned char from, to, format; } built_in[] = {
		{ 14, 17, FORMAT_DAY },   /* 2019-1-8 … */
		{ 18, 21, FORMAT_TIME },  /* 9:30 */
		{ 22, 22, FORMAT_DAY | FORMAT_TIME },
		{ 27, 31, FORMAT_DAY },   /* 2019年1月8日 … */
		{ 32, 35, FORMAT_TIME },  /* 9时30分, 上午9时30分 */
		{ 36, 36, FORMAT_DAY },
		{ 45, 45, FORMAT_TIME },  /* 46 [h]:mm:ss counts hours: a number */
		{ 47, 47, FORMAT_TIME },  /* 48 and 49 are ##0.0E+0 and @ */
		{ 50, 54, FORMAT_DAY },
		{ 55, 56, FORMAT_TIME },
		{ 57, 58, FORMAT_DAY },
	};

	for (size_t i = 0; i < COUNT(built_in); i++)
		if (id >= built_in[i].from && id <= built_in[i].to)
			return built_in[i].format;
	return FORMAT_NUMBER;
}

/* Steps over what is no part of the pattern: "quoted", [Red], [$-804], \x, _x, *x, AM/PM, General. Elapsed time [h] ends it. */
static size_t format_skip(struct str code, size_t at, bool *ret_elapsed)
{
	static const char *const words[] = { "AM/PM", "A/P", "General" };
	char c = code.p[at];

	if (c == '\\' || c == '_' || c == '*')
		return 2;
	if (c == '"' || c == '[') {
		size_t n = 1;
		bool clock = c == '[';
		for (; at + n < code.n && code.p[at + n] != (c == '"' ? '"' : ']'); n++)
			clock = clock && strchr("hmsHMS", code.p[at + n]);
		*ret_elapsed |= clock && n > 1;
		return n + 1;
	}
	for (size_t i = 0; i < COUNT(words); i++)
		if (code.n - at >= strlen(words[i]) && !strncasecmp(code.p + at, words[i], strlen(words[i])))
			return strlen(words[i]);
	return 0;
}

unsigned char format_of_code(struct str code)
{
	bool year = false, month = false, day = false, time = false, elapsed = false, digit = false;

	for (size_t i = 0; i < code.n && code.p[i] != ';' && !elapsed;) {
		size_t skip = format_skip(code, i, &elapsed);
		if (skip) {
			i += skip;
			continue;
		}
		char c = code.p[i++];
		year  |= c == 'y' || c == 'Y' || c == 'e';
		month |= c == 'm' || c == 'M';
		day   |= c == 'd' || c == 'D';
		time  |= c == 'h' || c == 'H' || c == 's' || c == 'S';
		digit |= c == '0' || c == '#' || c == '?';
	}
	if (elapsed || (digit && !time))
		return FORMAT_NUMBER;
	return (unsigned char)((year || day || (month && !time) ? FORMAT_DAY : 0) | (time ? FORMAT_TIME : 0));
}

enum { SECONDS = 86400, LAST_SERIAL = 2958465, LEAP_BUG = 60, TO_1900 = 25569, TO_1904 = 24107 };

/* Days and seconds of a serial number; false: below 0 or behind 9999. */
static bool serial_split(const struct decimal *d, int64_t *ret_days, int64_t *ret_seconds)
{
	int64_t days = 0, billionths = 0;

	if (d->minus || d->point > 7)
		return false;
	for (int i = 0; i < d->point; i++)
		days = days * 10 + (i < d->n ? d->digits[i] - '0' : 0);
	for (int i = d->point; i < d->point + 9; i++)
		billionths = billionths * 10 + (i >= 0 && i < d->n ? d->digits[i] - '0' : 0);
	int64_t seconds = (billionths * SECONDS + 500000000) / 1000000000;
	*ret_days = days + seconds / SECONDS;
	*ret_seconds = seconds % SECONDS;
	return *ret_days <= LAST_SERIAL;
}

static struct str clock_text(struct arena *mem, int64_t seconds)
{
	int h = (int)(seconds / 3600), m = (int)(seconds / 60 % 60), s = (int)(seconds % 60);

	return s ? str_fmt(mem, "%02d:%02d:%02d", h, m, s) : str_fmt(mem, "%02d:%02d", h, m);
}

static void cell_day(struct arena *mem, const struct decimal *d, unsigned char format, bool since_1904, struct cell *c)
{
	int64_t days, seconds;

	if (!serial_split(d, &days, &seconds) || (days == 0 && format == FORMAT_DAY && !since_1904))
		return;
	if (days == 0 && (format & FORMAT_TIME) && (!since_1904 || format == FORMAT_TIME)) {
		*c = (struct cell){ .kind = CELL_TEXT, .text = clock_text(mem, seconds) };
		return;
	}
	if (days == LEAP_BUG && !since_1904) {
		*c = (struct cell){ .kind = CELL_TEXT, .text = STR("1900-02-29") };
		return;
	}
	int64_t n = since_1904 ? days - TO_1904 : days - TO_1900 + (days < LEAP_BUG);
	c->kind = CELL_DAY;
	c->day = (struct day){ (int32_t)n };
	c->text = day_iso(mem, c->day);
	if ((format & FORMAT_TIME) && seconds)
		c->text = str_fmt(mem, "%.*s %.*s", PSTR(c->text), PSTR(clock_text(mem, seconds)));
}

void cell_number(struct arena *mem, struct str raw, unsigned char format, bool since_1904, struct cell *ret)
{
	struct decimal d;

	if (!decimal_read(raw, &d)) {
		*ret = (struct cell){ .kind = CELL_TEXT, .text = str_copy(mem, raw) };
		return;
	}
	*ret = (struct cell){ .kind = CELL_NUMBER, .text = decimal_text(mem, &d) };
	if (format != FORMAT_NUMBER)
		cell_day(mem, &d, format, since_1904, ret);
}
