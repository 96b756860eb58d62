/* The way between structs and the values of an engine: a member by its type and offset, NULL where nothing is known (INT_NONE, DAY_NONE, MONEY_NONE,
 * STR_NONE). What an engine gives that is not of the type that sqlc promised is a fault and no guess.
 * Costs nothing but the copying. Not taken: a text for every value, which each engine would parse again. */
#include <string.h>
#include "base/text.h"
#include "db/driver.h"

static struct value value_int(int64_t i)
{
	return i == INT_NONE ? (struct value){ .kind = V_NULL } : (struct value){ .kind = V_INT, .i = i };
}

static fault value_text(struct db *d, const struct query *q, const struct member *m, struct str s, struct value *ret)
{
	if (!s.n)
		return NULL;
	if (!text_valid(s))
		return fault_note(db_mem(d), BLAME_INPUT, "db.text", q->name,
			_("“%s”里有不是UTF-8的字节或空字符，存不进数据库。请检查文件的编码。"), m->name);
	*ret = (struct value){ .kind = V_TEXT, .s = s };
	return NULL;
}

/* ret stays NULL where nothing is known. iso: room for a day's text. */
fault value_of(struct db *d, const struct query *q, const struct member *m, const void *in, char iso[static 11],
	struct value *ret)
{
	const char *at = (const char *)in + m->at;
	*ret = (struct value){ .kind = V_NULL };
	switch (m->type) {
	case T_ID: case T_INT:
		*ret = value_int(*(const int64_t *)(const void *)at);
		return NULL;
	case T_MONEY:
		*ret = value_int(((const struct money *)(const void *)at)->fen);
		return NULL;
	case T_TEXT:
		return value_text(d, q, m, *(const struct str *)(const void *)at, ret);
	case T_BYTES:
		ret->s = *(const struct str *)(const void *)at;
		ret->kind = ret->s.n ? V_BLOB : V_NULL;
		return NULL;
	case T_DAY:
		break;
	}
	struct day day = *(const struct day *)(const void *)at;
	int year, month, of;
	if (!day_known(day))
		return NULL;
	if (day.n < DAY_FIRST.n || day.n > DAY_LAST.n)
		return fault_statement(db_mem(d), m->name);
	day_split(day, &year, &month, &of);
	for (int i = 3; i >= 0; i--, year /= 10)
		iso[i] = (char)('0' + year % 10);
	iso[4] = iso[7] = '-';
	iso[5] = (char)('0' + month / 10), iso[6] = (char)('0' + month % 10);
	iso[8] = (char)('0' + of / 10), iso[9] = (char)('0' + of % 10);
	*ret = (struct value){ .kind = V_TEXT, .s = { iso, 10 } };
	return NULL;
}

struct value door_value(const struct db *d, unsigned char door)
{
	const int64_t values[] = { 0, db_scope(d).city, db_scope(d).viewer, db_scope(d).org, db_now(d) };
	return value_int(values[door]);
}

static int digits(const char *p, int n)
{
	int sum = 0;
	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		sum = sum * 10 + p[i] - '0';
	}
	return sum;
}

static bool day_of_iso(struct str s, struct day *ret)
{
	return s.n == 10 && s.p[4] == '-' && s.p[7] == '-' && day_make(digits(s.p, 4), digits(s.p + 5, 2), digits(s.p + 8, 2), ret);
}

static fault not_of_type(struct db *d, const struct query *q, const struct member *m)
{
	return fault_note(db_mem(d), BLAME_US, "db.type", str_c(db_mem(d), str_fmt(db_mem(d), "%s.%s", q->name, m->name)),
		_("数据库里有一个值不是程序期望的类型。请用备份核对数据库，并把这条记录报给系统管理员。"));
}

/* Texts point to where the engine keeps them, or into `keep` when it is given. */
static fault member_fill(struct db *d, const struct query *q, const struct member *m, const struct value *v, void *row,
	struct arena *keep)
{
	void *at = (char *)row + m->at;
	bool none = v->kind == V_NULL;
	switch (m->type) {
	case T_ID: case T_INT: case T_MONEY:                 /* struct money is one int64_t */
		if (!none && v->kind != V_INT)
			return not_of_type(d, q, m);
		*(int64_t *)at = none ? INT_NONE : v->i;
		return NULL;
	case T_TEXT: case T_BYTES:
		if (!none && v->kind != (m->type == T_TEXT ? V_TEXT : V_BLOB))
			return not_of_type(d, q, m);
		*(struct str *)at = none || !v->s.n ? STR_NONE : keep ? str_copy(keep, v->s) : v->s;
		return NULL;
	case T_DAY:
		break;
	}
	*(struct day *)at = DAY_NONE;
	return none || (v->kind == V_TEXT && day_of_iso(v->s, at)) ? NULL : not_of_type(d, q, m);
}

fault row_fill(struct db *d, const struct query *q, const struct value *values, void *row, struct arena *keep)
{
	for (unsigned i = 0; i < q->n_gives; i++)
		TRY(member_fill(d, q, &q->gives[i], &values[i], row, keep));
	return NULL;
}
