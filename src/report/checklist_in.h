/* Inside the checklist: the document taken apart once, the figures counted once. */
#ifndef NUAN_CHECKLIST_IN_H
#define NUAN_CHECKLIST_IN_H
#include "report/checklist.h"
#include "report/report_in.h"

struct chapter { struct str place; struct str *paragraphs; size_t n; };      /* 0: what stands before the first heading, and the whole */
struct counted {                             /* one indicator of the desk */
	struct figure now;                   /* in.month is 0: its campaign does not exist this month */
	size_t chapter;                      /* that prints it first; 0: none does */
	int64_t said;                        /* what is printed: the value, or what was typed over it */
	int64_t issued[13];                  /* as issued: of each month of the year, 0 of the December before; INT_NONE: not issued */
	struct day issued_from[13];          /* the first day of that figure's span */
};
struct checking { struct compile c; const struct doc *doc; struct chapter *chapters; size_t n; struct counted *counted; int64_t city; };

void check_ask(struct checking *, size_t chapter, bool blocks, struct str say);
bool chapter_says(const struct chapter *, const char *const *words);         /* one of them; ends with NULL */
struct str check_said(struct checking *, const struct figure *, int64_t value);      /* a value of that indicator, exactly, with its unit */

/* A paragraph as code points, full-width figures and brackets as half ones; at[i] is where the i-th begins in the text. */
struct chars { struct str text; uint32_t *c; size_t *at, n; };
struct chars chars_of(struct arena *, struct str);
struct str chars_piece(const struct chars *, size_t from, size_t to);
bool chars_stand(const struct chars *, size_t at, const char *word);
bool chars_before(const struct chars *, size_t at, const char *const *words);        /* one of them ends there; ends with NULL */
size_t chars_digits(const struct chars *, size_t at, int64_t *ret_value);    /* where the run of digits ends; value -1: there is none, or of more than six */
static inline uint32_t char_at(const struct chars *p, size_t at) { return at < p->n ? p->c[at] : 0; }
static inline bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static inline bool is_han(uint32_t c) { return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff); }

/* Enumerations (checklist_words.c): how far each kind has come. 一是 begins anew with a paragraph, （一） and 1. run on through the chapter. */
enum listing { BY_IS, BY_BRACKET, BY_DOT, LISTINGS };
struct enumerated { int64_t last[LISTINGS]; };
void check_enumerated(struct checking *, size_t chapter, const struct chars *, struct enumerated *);
void check_enumerated_end(struct checking *, size_t chapter, const struct enumerated *);
struct unions { struct chars *names; size_t n; struct str asked[64]; size_t n_asked; };
MUST_USE fault unions_of(struct checking *, struct unions *ret);
void check_unions(struct checking *, size_t chapter, const struct chars *, struct unions *);

MUST_USE fault check_text(struct checking *);        /* days, document numbers; what checklist_words.c reads */
MUST_USE fault check_records(struct checking *);     /* what awaits approval, was returned, has not been reported, came late */

#endif
