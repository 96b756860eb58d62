/* Money in fen.
 *
 * An amount is an int64_t of fen; a sum of money is a sum of integers, and 0.1 yuan exists. What people type is read digit by
 * digit into a whole number and a power of ten, then multiplied by the unit; a double never appears.
 *
 * Promises: what money_yuan and money_wan print, money_parse reads back to the same fen.
 * Refuses: an amount finer than a fen (it is not rounded: somebody must say which fen was meant), a comma that does not stand
 * before three digits (1,5 may be one and a half), brackets for negatives, and INT64_MIN, which means "unknown".
 * A unit that is written wins over the unit of the column: 3.2万元 is 32000 yuan in a column of yuan and in one of 万元, and
 * so is 3.2万, since nobody writes 3.2万 for 320 million.
 *
 * Road not taken: decimal arithmetic of a library. There is one scale and no division.
 */
#include "base/money.h"
#include "base/text.h"

static const int64_t fen_yuan = 100, fen_wan = 1000000, fen_yi = 10000000000;

bool money_known(struct money m)
{
	return m.fen != MONEY_NONE.fen;
}

/* A decimal as typed: digits / 10^scale, no zeros at the end of the fraction. */
struct decimal { int64_t digits; int scale; };

static bool digit_add(struct decimal *d, int digit)
{
	return !__builtin_mul_overflow(d->digits, 10, &d->digits) && !__builtin_add_overflow(d->digits, digit, &d->digits);
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* 1234 or 1,234: one to three digits before the first comma, three after each. */
static bool take_whole(struct str *s, struct decimal *d)
{
	int since_comma = 0;
	bool commas = false;

	for (struct str rest = *s; ; *s = rest) {
		uint32_t c = text_next_half(&rest);
		if (c == ',') {
			if (commas ? since_comma != 3 : since_comma < 1 || since_comma > 3)
				return false;
			commas = true;
			since_comma = 0;
		} else if (is_digit(c)) {
			if (!digit_add(d, (int)(c - '0')))
				return false;
			if (since_comma < 4)
				since_comma++;
		} else {
			return commas ? since_comma == 3 : since_comma > 0;
		}
	}
}

/* Digits behind the point. Zeros wait until a digit follows, so that 1.5000 stays small and is not "finer than a fen". */
static bool take_fraction(struct str *s, struct decimal *d)
{
	int zeros = 0;
	bool any = false;

	for (struct str rest = *s; ; *s = rest) {
		uint32_t c = text_next_half(&rest);
		if (!is_digit(c))
			return any;
		any = true;
		if (c == '0') {
			if (zeros < 64)
				zeros++;
			continue;
		}
		for (; zeros > 0; zeros--, d->scale++)
			if (!digit_add(d, 0))
				return false;
		if (!digit_add(d, (int)(c - '0')))
			return false;
		d->scale++;
	}
}

static bool take_number(struct str *s, struct decimal *d)
{
	struct str rest;

	if (!take_whole(s, d))
		return false;
	rest = *s;
	if (text_next_half(&rest) != '.')
		return true;
	*s = rest;
	return take_fraction(s, d);
}

static bool take_minus(struct str *s)
{
	struct str rest = *s;
	uint32_t c = text_next_half(&rest);

	if (c != '-' && c != 0x2212)                             /* U+2212 is the minus that we print */
		return false;
	*s = str_trim(rest);
	return true;
}

static void skip_yuan_sign(struct str *s)
{
	struct str rest = *s;
	uint32_t c = text_next_half(&rest);

	if (c == 0xA5 || c == 0xFFE5)
		*s = str_trim(rest);
}

/* What stands behind the number decides the unit; nothing there: the column does. */
static bool unit_behind(struct str s, int64_t *unit)
{
	const struct { struct str word; int64_t fen; } units[] = {
		{ STR("元"),   fen_yuan },
		{ STR("圆"),   fen_yuan },
		{ STR("万元"), fen_wan  },
		{ STR("万"),   fen_wan  },
		{ STR("亿元"), fen_yi   },
		{ STR("亿"),   fen_yi   },
	};

	s = str_trim(s);
	if (!s.n)
		return true;
	for (size_t i = 0; i < COUNT(units); i++)
		if (str_eq(s, units[i].word)) {
			*unit = units[i].fen;
			return true;
		}
	return false;
}

static bool decimal_times(struct decimal d, int64_t unit, int64_t *ret)
{
	for (; d.scale > 0 && unit % 10 == 0; d.scale--)
		unit /= 10;
	if (__builtin_mul_overflow(d.digits, unit, &d.digits))
		return false;
	for (; d.scale > 0; d.scale--) {
		if (d.digits % 10)
			return false;
		d.digits /= 10;
	}
	*ret = d.digits;
	return true;
}

bool money_parse(struct str s, int64_t unit_fen, struct money *ret)
{
	struct decimal d = { 0, 0 };
	int64_t fen;

	s = str_trim(s);
	skip_yuan_sign(&s);
	bool minus = take_minus(&s);
	if (minus)
		skip_yuan_sign(&s);
	if (!take_number(&s, &d) || !unit_behind(s, &unit_fen) || !decimal_times(d, unit_fen, &fen))
		return false;
	ret->fen = minus ? -fen : fen;
	return true;
}

static uint64_t magnitude(struct money m)
{
	return m.fen < 0 ? 0 - (uint64_t)m.fen : (uint64_t)m.fen;
}

struct str money_yuan(struct arena *mem, struct money m)
{
	uint64_t fen = magnitude(m);

	if (!money_known(m))
		return STR_NONE;
	if (fen % 100 == 0)
		return str_fmt(mem, "%s%llu", m.fen < 0 ? "-" : "", (unsigned long long)(fen / 100));
	return str_fmt(mem, "%s%llu.%02u", m.fen < 0 ? "-" : "", (unsigned long long)(fen / 100), (unsigned)(fen % 100));
}

struct str money_wan(struct arena *mem, struct money m)
{
	uint64_t fen = magnitude(m), part = fen % (uint64_t)fen_wan;
	int decimals = 6;

	if (!money_known(m))
		return STR_NONE;
	if (!part)
		return str_fmt(mem, "%s%llu", m.fen < 0 ? "-" : "", (unsigned long long)(fen / (uint64_t)fen_wan));
	for (; part % 10 == 0; part /= 10)
		decimals--;
	return str_fmt(mem, "%s%llu.%0*llu", m.fen < 0 ? "-" : "", (unsigned long long)(fen / (uint64_t)fen_wan), decimals,
		(unsigned long long)part);
}
