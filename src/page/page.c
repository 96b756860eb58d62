/* Typed output: every byte of a page goes through here, and what is no markup by its type is escaped.
 *
 * The same escape serves text and quoted attributes: & < > " ' become entities, controls that HTML forbids become blanks. An address is made of words that
 * are percent-encoded one by one, so that a value can never add a slash, a query or another host. There is no function that takes a string as markup
 * except out_raw, whose callers are generated from templates.
 * Not taken: an escaper per context chosen by the author of a page, who will one day choose wrongly. */
#include <string.h>
#include "page/page.h"

void out_raw(struct out *o, const char *p, size_t n)
{
	buf_add(&o->to, (struct str){ p, n });
}

void out_text_str(struct out *o, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '\'' ? "&#39;"
			: (c < ' ' && c != '\n' && c != '\t') || c == 127 ? " " : NULL;
		if (!as)
			continue;
		buf_add(&o->to, (struct str){ s.p + from, i - from });
		buf_puts(&o->to, as);
		from = i + 1;
	}
	if (s.n > from)
		buf_add(&o->to, (struct str){ s.p + from, s.n - from });
}

void out_text_c(struct out *o, const char *s)
{
	out_text_str(o, str_of(s));
}

void out_text_int(struct out *o, int64_t n)
{
	if (n != INT_NONE)
		buf_fmt(&o->to, "%lld", (long long)n);
}

void out_text_money(struct out *o, struct money m)
{
	if (money_known(m))
		buf_add(&o->to, money_yuan(o->to.mem, m));
}

void out_text_day(struct out *o, struct day d)
{
	if (day_known(d))
		buf_add(&o->to, day_iso(o->to.mem, d));
}

void out_text_html(struct out *o, struct html h)
{
	if (h.markup.p)
		buf_add(&o->to, h.markup);
}

void out_attr_path(struct out *o, struct path p)
{
	out_text_str(o, p.text);
}

static void word_encode(struct buf *to, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' || c == '.' || c == '~';
		if (plain)
			buf_c(to, (char)c);
		else
			buf_fmt(to, "%%%02X", c);
	}
}

void out_url_str(struct out *o, struct str s)
{
	word_encode(&o->to, s);
}

void out_url_c(struct out *o, const char *s)
{
	word_encode(&o->to, str_of(s));
}

void out_url_int(struct out *o, int64_t n)
{
	out_text_int(o, n);
}

bool true_str(struct str s)
{
	return s.n > 0;
}

bool true_int(int64_t n)
{
	return n != 0 && n != INT_NONE;
}

bool true_ptr(const void *p)
{
	return p != NULL;
}

struct html out_html(const struct out *o)
{
	return (struct html){ buf_str(&o->to) };
}

struct path path_of(struct arena *mem, const char *fmt, ...)
{
	struct buf to = { .mem = mem };
	va_list args;
	va_start(args, fmt);
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			buf_c(&to, *fmt);
			continue;
		}
		switch (*++fmt) {
		case 's': word_encode(&to, str_of(va_arg(args, const char *))); break;
		case 'S': word_encode(&to, va_arg(args, struct str)); break;
		case 'd': buf_fmt(&to, "%lld", (long long)va_arg(args, int64_t)); break;
		default:  buf_c(&to, '%');
		}
	}
	va_end(args);
	return (struct path){ buf_str(&to) };
}

struct path path_with(struct arena *mem, struct path p, const char *name, struct str value)
{
	struct buf to = { .mem = mem };
	buf_add(&to, p.text);
	buf_c(&to, memchr(p.text.p, '?', p.text.n) ? '&' : '?');
	buf_puts(&to, name);
	buf_c(&to, '=');
	word_encode(&to, value);
	return (struct path){ buf_str(&to) };
}

void out_message(struct out *o, const char *sentence, const struct out *pieces, const struct piece *piece, size_t n)
{
	const char *from = sentence;
	for (const char *p = sentence; *p; p++) {
		size_t at = *p == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}' ? (size_t)(p[1] - '1') : n;
		if (at >= n)
			continue;
		out_text_str(o, (struct str){ from, (size_t)(p - from) });
		if (piece[at].to > piece[at].from)           /* all of them may be empty, then there are no bytes */
			out_raw(o, pieces->to.p + piece[at].from, piece[at].to - piece[at].from);
		p += 2;
		from = p + 1;
	}
	out_text_c(o, from);
}
