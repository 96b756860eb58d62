/* Typed output: the only escaper. The type decides the escape; a thing of another type does not compile into a page. tools/tplc.c writes the calls. */
#ifndef NUAN_PAGE_H
#define NUAN_PAGE_H
#include "base/day.h"
#include "base/fault.h"
#include "base/money.h"

struct html { struct str markup; };          /* markup; made by templates and by the writers of doc, by nobody else */
struct path { struct str text; };            /* an address of our own, made by path_of: begins with /, its words percent-encoded */
struct out { struct buf to; };               /* bytes of a page; grow through the functions below only */

struct html out_html(const struct out *);
struct path path_of(struct arena *, const char *fmt, ...);       /* %s a word (const char *), %S a struct str, %d an int64_t, all percent-encoded; the rest as it stands */
struct path path_with(struct arena *, struct path, const char *name, struct str value);         /* ?name=value, or & when there is a query already */

/* What templates are compiled to. */
void out_raw(struct out *, const char *, size_t);
void out_text_str(struct out *, struct str);  void out_text_c(struct out *, const char *);  void out_text_int(struct out *, int64_t);
void out_text_money(struct out *, struct money);  void out_text_day(struct out *, struct day);  void out_text_html(struct out *, struct html);
void out_attr_path(struct out *, struct path);
void out_url_str(struct out *, struct str);  void out_url_c(struct out *, const char *);  void out_url_int(struct out *, int64_t);
bool true_str(struct str);  bool true_int(int64_t);  bool true_ptr(const void *);

/* In text; in a quoted attribute; as one word of an address; as a condition. */
#define put_text(o, x) _Generic((x), struct str: out_text_str, const char *: out_text_c, char *: out_text_c, int64_t: out_text_int, int: out_text_int, \
	size_t: out_text_int, struct money: out_text_money, struct day: out_text_day, struct html: out_text_html)(o, x)
#define put_attr(o, x) _Generic((x), struct str: out_text_str, const char *: out_text_c, char *: out_text_c, int64_t: out_text_int, int: out_text_int, \
	size_t: out_text_int, struct money: out_text_money, struct day: out_text_day, struct path: out_attr_path)(o, x)
#define put_url(o, x)  _Generic((x), struct str: out_url_str, const char *: out_url_c, char *: out_url_c, int64_t: out_url_int, int: out_url_int, \
	size_t: out_url_int)(o, x)
#define put_address(o, x) _Generic((x), struct path: out_attr_path)(o, x)
#define is_true(x) _Generic((x), struct str: true_str, const char *: true_ptr, char *: true_ptr, int64_t: true_int, int: true_int, size_t: true_int, \
	bool: true_int, default: true_ptr)(x)

/* A sentence with values: {1} {2} … stand for the pieces, which are escaped already. */
struct piece { size_t from, to; };           /* in the pieces' own buffer */
void out_message(struct out *, const char *sentence, const struct out *pieces, const struct piece *, size_t n);

#endif
