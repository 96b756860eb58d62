/* A day of the Beijing calendar, and months written 201901. */
#ifndef NUAN_DAY_H
#define NUAN_DAY_H
#include "base/str.h"

struct day { int32_t n; };                               /* days since 1970-01-01 */
#define DAY_NONE   ((struct day){ INT32_MIN })           /* unknown */
#define DAY_FIRST  ((struct day){ -719162 })             /* 0001-01-01: "always" */
#define DAY_LAST   ((struct day){ 2932896 })             /* 9999-12-31: "still" */

bool day_make(int year, int month, int day, struct day *ret);   /* false: no such day */
void day_split(struct day, int *ret_year, int *ret_month, int *ret_day);
bool day_known(struct day);
bool day_parse(struct str, struct day *ret);             /* 2019-01-08 2019/1/8 2019.1.8 20190108 2019年1月8日, full-width digits too; years 1900–2999 */
struct str day_iso(struct arena *, struct day);          /* 2019-01-08; STR_NONE when unknown */
struct str day_zh(struct arena *, struct day);           /* 2019年1月8日 */
int  day_weekday(struct day);                            /* 1 Monday … 7 Sunday */
int  day_of_month(struct day);
int  day_month(struct day);                              /* 201901 */
bool month_parse(struct str, int *ret);                  /* 2019-01 201901 2019年1月 */
struct str month_iso(struct arena *, int month);         /* 2019-01 */
struct str month_zh(struct arena *, int month);          /* 2019年1月 */
struct day month_first(int month);
struct day month_last(int month);
int  month_add(int month, int months);

#endif
