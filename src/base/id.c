/* Numbers that carry their own check.
 *
 * An ID number, a social credit code and a phone are text, never numbers: a spreadsheet that took one for a number has
 * destroyed it. GB 11643 and GB 32100-2015 give each a check character, so most slips of one key are caught before anybody is
 * paid under another person's name.
 *
 * Promises: check functions read cleaned text, cost a few dozen steps, and name the first thing that is wrong in the order
 * length, letters, rounding, day, check, so that the sentence tells the cause and not its consequence.
 * Refuses: nothing on the ground of a division code. It is the one of first issue and may be abolished; a warning is the most
 * that can be said, and it is said where the table of codes is known. Permits of residents of Hong Kong, Macao and Taiwan
 * (81, 82, 83) and of foreigners (9) follow the same form and pass by the same rules.
 * Rounding: 15 figures are what a spreadsheet keeps of a number, so an 18-digit one ends in 000. A true number may end so as
 * well (order …00 or …0, check 0); it passes when its check holds. Who knows that the cell was numeric must refuse it anyway.
 *
 * Road not taken: one pattern for everything ("\d{17}[\dX]"). It lets 30 February through and cannot say what is wrong.
 */
#include "base/id.h"
#include "base/fault.h"
#include "base/text.h"
#include <string.h>

enum { BORN_FIRST_YEAR = 1800 };
static const char stars[] = "********";

static bool digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static int number(const char *p, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (p[i] - '0');
	return value;
}

/* --- resident ID number --- */

struct str idno_clean(struct arena *mem, struct str s)
{
	struct buf b = { .mem = mem };

	for (struct str from = s; s.n; from = s) {
		uint32_t c = text_next_half(&s);
		if (text_blank(c))
			continue;
		if (c < 0x80)
			buf_c(&b, c == 'x' ? 'X' : (char)c);
		else                                             /* a malformed byte must not meet a new neighbour and make sense */
			buf_add(&b, c == 0xFFFD ? STR("\xEF\xBF\xBD") : str_sub(from, 0, from.n - s.n));
	}
	return buf_str(&b);
}

char idno_digit(const char first17[17])
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	if (!digits((struct str){ first17, 17 }))
		return 0;
	for (int i = 0; i < 17; i++)
		sum += (first17[i] - '0') * weights[i];
	return "10X98765432"[sum % 11];
}

static bool idno_form(struct str s)
{
	if (s.n == 15)
		return digits(s);
	return s.n == 18 && digits(str_sub(s, 0, 17)) && (s.p[17] == 'X' || digits(str_sub(s, 17, 1)));
}

struct day idno_born(struct str s)
{
	struct day d = DAY_NONE;

	if (!idno_form(s))
		return d;
	size_t year_digits = s.n == 18 ? 4 : 2;
	int year = number(s.p + 6, year_digits) + (s.n == 18 ? 0 : 1900);
	const char *rest = s.p + 6 + year_digits;
	if (year >= BORN_FIRST_YEAR)
		day_make(year, number(rest, 2), number(rest + 2, 2), &d);
	return d;
}

enum id_fault idno_check(struct str s, struct day today)
{
	if (s.n != 15 && s.n != 18)
		return ID_LENGTH;
	if (!idno_form(s))
		return ID_LETTERS;
	bool check_good = s.n == 15 || idno_digit(s.p) == s.p[17];
	if (!check_good && str_ends(s, STR("000")))
		return ID_ROUNDED;
	struct day born = idno_born(s);
	if (!day_known(born) || (day_known(today) && born.n > today.n))
		return ID_DAY;
	return check_good ? ID_GOOD : ID_CHECK;
}

/* 15 digits are 18 without the century and the check. (Orders 996 to 999 were kept for those born before 1900; none of them
 * is alive to be matched.) */
struct str idno_full(struct arena *mem, struct str s)
{
	char full[18];

	if (s.n != 15 || !digits(s))
		return s;
	memcpy(full, s.p, 6);
	memcpy(full + 6, "19", 2);
	memcpy(full + 8, s.p + 6, 9);
	full[17] = idno_digit(full);
	return str_copy(mem, (struct str){ full, sizeof full });
}

const char *id_sentence(enum id_fault what)
{
	switch (what) {
	case ID_GOOD:
		return NULL;
	case ID_LENGTH:
		return _("身份证号是18位（早年的是15位），这里的位数不对。请对照身份证，看是少录了还是多录了。");
	case ID_LETTERS:
		return _("身份证号只有数字，第18位可以是X，这里有别的字符。请对照身份证改过来，说明文字请另放一栏。");
	case ID_DAY:
		return _("身份证号里的出生日期没有这一天，或者还没有到。请对照身份证核对出生年月日这几位。");
	case ID_CHECK:
		return _("第18位校验不符，18位里至少有一位录错了。请对照身份证逐段核对。");
	case ID_ROUNDED:
		return _("后三位已被表格软件改成0，请把该列设为文本后重新填写。");
	}
	return NULL;
}

/* --- unified social credit code --- */

static const char uscc_letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";        /* no I O S V Z */

static int uscc_value(char c)
{
	const char *at = c ? strchr(uscc_letters, c) : NULL;

	return at ? (int)(at - uscc_letters) : -1;
}

char uscc_digit(const char first17[17])
{
	int sum = 0, weight = 1;

	for (int i = 0; i < 17; i++, weight = weight * 3 % 31) {
		int value = uscc_value(first17[i]);
		if (value < 0)
			return 0;
		sum += value * weight;
	}
	return uscc_letters[(31 - sum % 31) % 31];
}

enum id_fault uscc_check(struct str s)
{
	if (s.n != 18)
		return ID_LENGTH;
	for (size_t i = 0; i < s.n; i++)
		if (uscc_value(s.p[i]) < 0)
			return ID_LETTERS;
	return uscc_digit(s.p) == s.p[17] ? ID_GOOD : ID_CHECK;
}

/* --- phones --- */

static bool phone_noise(uint32_t c)
{
	return text_blank(c) || c == '-' || c == '(' || c == ')' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool phone_mobile(struct str s)
{
	return s.n == 11 && s.p[0] == '1' && s.p[1] >= '3';
}

/* 0, an area code of two or three digits, a number of seven or eight. */
static bool phone_landline(struct str s)
{
	return s.n >= 10 && s.n <= 12 && s.p[0] == '0' && s.p[1] != '0';
}

static struct str phone_home(struct str s)
{
	if (str_starts(s, STR("+86")))
		return str_sub(s, 3, s.n);
	if (str_starts(s, STR("0086")))
		return str_sub(s, 4, s.n);
	return s.n == 13 && str_starts(s, STR("86")) ? str_sub(s, 2, s.n) : s;
}

bool phone_clean(struct arena *mem, struct str s, struct str *ret)
{
	char kept[17];
	size_t n = 0;

	for (uint32_t c; (c = text_next_half(&s)); ) {
		if (phone_noise(c))
			continue;
		if (n == sizeof kept || !((c >= '0' && c <= '9') || (c == '+' && n == 0)))
			return false;
		kept[n++] = (char)c;
	}
	struct str phone = phone_home((struct str){ kept, n });
	if (!digits(phone) || !(phone_mobile(phone) || phone_landline(phone)))
		return false;
	*ret = str_copy(mem, phone);
	return true;
}

/* --- masks: of a form we do not know, nothing is shown --- */

struct str mask_idno(struct arena *mem, struct str s)
{
	if (!s.n)
		return STR_NONE;
	if (!idno_form(s))
		return STR(stars);
	return str_fmt(mem, "%.6s%s%.4s", s.p, stars, s.p + s.n - 4);
}

/* The digits at the front of a text, full width or half, blanks between them passed over; *rest goes behind the last. */
static struct str digits_ahead(struct arena *mem, struct str *rest)
{
	struct buf out = { .mem = mem };
	struct str at = *rest;

	for (uint32_t c; (c = text_next_half(&at)); ) {
		bool last = (c == 'X' || c == 'x') && out.n == 17;
		if (c == ' ' && out.n)
			continue;
		if (!last && (c < '0' || c > '9'))
			break;
		buf_c(&out, (char)c);
		*rest = at;
		if (last)
			break;
	}
	return buf_str(&out);
}

struct str mask_numbers(struct arena *mem, struct str text)
{
	struct buf out = { .mem = mem };

	while (text.n) {
		struct str from = text, number = digits_ahead(mem, &text);
		if (!number.n)
			text_next(&text);
		if (number.n >= 15)
			buf_fmt(&out, "%.6s%s%.4s", number.p, stars, number.p + number.n - 4);
		else
			buf_add(&out, str_sub(from, 0, from.n - text.n));
	}
	return buf_str(&out);
}

struct str mask_name(struct arena *mem, struct str s)
{
	s = str_trim(s);
	struct str first = text_clip(s, 1);
	size_t n = text_length(s);

	if (!n)
		return STR_NONE;
	if (n == 1)
		return STR("*");
	return str_fmt(mem, "%.*s%s", PSTR(first), n == 2 ? "*" : "**");
}

struct str mask_phone(struct arena *mem, struct str s)
{
	if (!s.n)
		return STR_NONE;
	if (s.n < 10 || s.n > 12 || !digits(s))
		return STR("****");
	return str_fmt(mem, "%.3s****%.4s", s.p, s.p + s.n - 4);
}
