/* Numbers with check digits: resident ID (GB 11643), social credit code (GB 32100-2015), phones. */
#ifndef NUAN_ID_H
#define NUAN_ID_H
#include "base/day.h"

enum id_fault { ID_GOOD = 0, ID_LENGTH, ID_LETTERS, ID_DAY, ID_CHECK, ID_ROUNDED };
/* ID_ROUNDED: 18 digits that end in 000 out of a numeric cell: a spreadsheet destroyed the last three. */

struct str    idno_clean(struct arena *, struct str);        /* half width, blanks out, x to X */
enum id_fault idno_check(struct str cleaned, struct day today);   /* 15 digits of old data pass without check digit; 18-character permits 81/82/83/9… too */
struct str    idno_full(struct arena *, struct str cleaned); /* 15 digits become 18 (19 + year, check digit added): the match key */
char          idno_digit(const char first17[17]);            /* the check character */
struct day    idno_born(struct str cleaned);
enum id_fault uscc_check(struct str cleaned);
char          uscc_digit(const char first17[17]);
bool          phone_clean(struct arena *, struct str, struct str *ret);   /* mobile or landline, +86, blanks, dashes stripped; false: neither */
const char   *id_sentence(enum id_fault);                    /* the person's sentence for an ID number, through gettext */
struct str    mask_idno(struct arena *, struct str);         /* first 6, ********, last 4 */
struct str    mask_numbers(struct arena *, struct str text); /* every run of 15 digits or more in a text (an X may end it, blanks may part it): its first 6, ********, its last 4 */
struct str    mask_name(struct arena *, struct str);         /* 张* for two characters, 张** for more */
struct str    mask_phone(struct arena *, struct str);        /* 138****5678 */

#endif
