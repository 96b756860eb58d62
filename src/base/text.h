/* Chinese text: UTF-8, match keys, Chinese numerals, encodings of office files. */
#ifndef NUAN_TEXT_H
#define NUAN_TEXT_H
#include "base/str.h"

bool     text_valid(struct str);                         /* well-formed UTF-8 without NUL */
uint32_t text_next(struct str *rest);                    /* takes one code point off the front; 0 at the end; U+FFFD for a bad byte */
void     text_add(struct buf *, uint32_t);               /* one code point, as UTF-8 */
uint32_t text_next_half(struct str *rest);               /* the same, full-width ASCII and U+3000 as half width: for parsers */
bool     text_harmful(uint32_t);                          /* control and direction marks: with them what is printed is not what was read; \n, \r and \t are none */
uint32_t text_harm(struct str);                          /* the first harmful one; 0: there is none */
bool     text_half_mark(struct str *rest, struct str *ret_where);  /* the next of , ; : ? ! ( ) that stands where Chinese ends and goes on; where: with a few characters around */
bool     text_blank(uint32_t);                           /* white space of any script, marks without width too (U+200B) */
size_t   text_length(struct str);                        /* code points */
size_t   text_width(struct str);                         /* cells: East Asian wide = 2 */
struct str text_fold(struct arena *, struct str);        /* match key only, never stored as text or shown: NFKC, blanks dropped, brackets （） and () alike, ASCII upper case */
struct str text_half(struct arena *, struct str);        /* full-width ASCII and ideographic blank to half width; Chinese punctuation stays */
size_t   text_distance(struct str, struct str);          /* edit distance in code points, for "nearest name" */
struct str text_number_zh(struct arena *, int64_t);      /* 1 一, 10 十, 12 十二, 20 二十, 105 一百零五; 0 零 */
bool     text_utf8_from(struct arena *, const char *encoding, struct str in, struct str *ret);   /* encoding: "GB18030", "UTF-16LE" ...; false: a byte that does not decode */
struct str text_clip(struct str, size_t code_points);

#endif
