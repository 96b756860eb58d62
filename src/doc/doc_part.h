/* What the writers of documents share; nobody outside src/doc includes it. */
#ifndef NUAN_DOC_PART_H
#define NUAN_DOC_PART_H
#include "doc/doc.h"

extern const char *const doc_style[];                    /* the page's style sheet, line by line, ends with NULL */

size_t mark_names(const struct part *, const struct span **ret_word);    /* of a B_MARK: how many issuers; word: 文件 beside several, NULL: none */
struct str part_text(struct arena *, const struct part *);      /* its spans in a row, line breaks as blanks */
bool cell_numeric(struct arena *, const struct part *cell);     /* stands at the right: one number, or figures alone */
size_t table_columns(const struct part *table);
bool table_form(struct arena *, const struct part *table);      /* most of its cells are empty, to be filled in by hand: ruled upright too */
void table_numeric(struct arena *, const struct part *table, bool *ret_columns);      /* columns whose body is figures */

#endif
