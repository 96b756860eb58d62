/* What people type into fields: days, months, amounts, ID numbers, credit codes, phones. What is taken must print and read back
 * as the same thing; what is refused must leave its output alone; a mask must hide. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/id.h"
#include "base/money.h"
#include "base/sm.h"
#include "base/text.h"

static void must(bool good)
{
	if (!good)
		abort();
}

static void days(struct arena *mem, struct str s)
{
	struct day d = DAY_NONE, again;
	int month = -1, same;

	if (day_parse(s, &d)) {
		must(d.n >= -25567 && d.n <= 376200);            /* 1900-01-01, 2999-12-31 */
		must(day_parse(day_iso(mem, d), &again) && again.n == d.n);
		must(day_parse(day_zh(mem, d), &again) && again.n == d.n);
		must(month_first(day_month(d)).n <= d.n && month_last(day_month(d)).n >= d.n);
	} else {
		must(!day_known(d));
	}
	if (month_parse(s, &month)) {
		must(month_parse(month_iso(mem, month), &same) && same == month);
		must(month_parse(month_zh(mem, month), &same) && same == month);
	} else {
		must(month == -1);
	}
}

static void amounts(struct arena *mem, struct str s)
{
	static const int64_t units[] = { 100, 1000000, 1 };

	for (size_t i = 0; i < COUNT(units); i++) {
		struct money m = MONEY_NONE, again;
		if (!money_parse(s, units[i], &m)) {
			must(!money_known(m));
			continue;
		}
		must(money_known(m));
		must(money_parse(money_yuan(mem, m), 100, &again) && again.fen == m.fen);
		must(money_parse(money_wan(mem, m), 1000000, &again) && again.fen == m.fen);
	}
}

static void numbers(struct arena *mem, struct str s)
{
	struct day today = month_first(201902);
	struct str id = idno_clean(mem, s), phone = STR_NONE;
	enum id_fault what = idno_check(id, today);

	must(str_eq(idno_clean(mem, id), id));
	must((what == ID_GOOD) == !id_sentence(what));
	if (what == ID_GOOD) {
		must(day_known(idno_born(id)) && idno_born(id).n <= today.n);
		must(idno_full(mem, id).n == 18 && idno_check(idno_full(mem, id), today) == ID_GOOD);
	}
	uscc_check(id);
	if (phone_clean(mem, s, &phone))
		must(phone_clean(mem, phone, &phone) && phone.n >= 10 && phone.n <= 12 && mask_phone(mem, phone).n == 11);
	else
		must(!phone.p);
}

static void masks(struct arena *mem, struct str s)
{
	struct str name = str_trim(s);

	must(mask_name(mem, s).n == 0 || text_length(mask_name(mem, s)) <= 3);
	must(text_length(name) < 2 || str_find(mask_name(mem, s), name) == SIZE_MAX || memchr(name.p, '*', name.n));
	must(mask_idno(mem, s).n == 0 || mask_idno(mem, s).n == 8 || mask_idno(mem, s).n == 18);
}

static void seals(struct arena *mem, struct str s)
{
	static const unsigned char key[KEY_BYTES] = "a key for fuzzing";
	struct str plain = STR_NONE;

	must(seal_open(mem, key, s, &plain) != NULL && !plain.p);
	must(seal_open(mem, key, seal_close(mem, key, s), &plain) == NULL && str_eq(plain, s));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = size ? (struct str){ (const char *)data, size } : STR_NONE;
	struct arena *mem = arena_open(0);

	days(mem, s);
	amounts(mem, s);
	numbers(mem, s);
	masks(mem, s);
	seals(mem, s);
	arena_close(mem);
	return 0;
}
