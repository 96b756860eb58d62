/* What the statements that sqlc makes for every record take and give: the same for all of them, so it stands here once and not in each table.
 * tools/sqlc_emit.c writes the texts; the order here is that of their placeholders and columns.
 * Not taken: the same arrays made anew for each table (a hundred copies of one thing). */
#include <stddef.h>
#include "db/db.h"

/* What every record's own `waiting` takes and gives. */
const struct member WAITING_TAKES[3] = { { "city", T_ID, 0 }, { "viewer", T_ID, 0 }, { "viewer_org", T_ID, 0 } };
const unsigned char WAITING_DOOR[3] = { DB_CITY, DB_VIEWER, DB_VIEWER_ORG };
const struct member WAITING_GIVES[5] = { { "org", T_ID, offsetof(struct waiting_row, org) }, { "month", T_INT, offsetof(struct waiting_row, month) },
	{ "state", T_TEXT, offsetof(struct waiting_row, state) }, { "mine", T_INT, offsetof(struct waiting_row, mine) },
	{ "n", T_INT, offsetof(struct waiting_row, n) } };

/* And the lists of records: `page`, `states`, `months`. */
#define SEEN_TAKES { "city", T_ID, 0 }, { "month_from", T_INT, offsetof(struct page_in, month_from) }, \
	{ "month_to", T_INT, offsetof(struct page_in, month_to) }, { "viewer_org", T_ID, 0 }, \
	{ "unit", T_ID, offsetof(struct page_in, unit) }, { "source", T_ID, offsetof(struct page_in, source) }
const struct member PAGE_TAKES[9] = { SEEN_TAKES, { "state", T_TEXT, offsetof(struct page_in, state) }, { "limit", T_INT, offsetof(struct page_in, limit) },
	{ "offset", T_INT, offsetof(struct page_in, offset) } };
const unsigned char PAGE_DOOR[9] = { [0] = DB_CITY, [3] = DB_VIEWER_ORG };
const struct member STATES_TAKES[6] = { SEEN_TAKES };
const unsigned char STATES_DOOR[6] = { [0] = DB_CITY, [3] = DB_VIEWER_ORG };
const struct member STATES_GIVES[4] = { { "state", T_TEXT, offsetof(struct states_row, state) }, { "editor", T_ID, offsetof(struct states_row, editor) },
	{ "recorded_by", T_ID, offsetof(struct states_row, recorded_by) }, { "n", T_INT, offsetof(struct states_row, n) } };
const struct member MONTHS_TAKES[1] = { { "city", T_ID, 0 } };
const unsigned char MONTHS_DOOR[1] = { DB_CITY };
const struct member MONTHS_GIVES[1] = { { "month", T_INT, offsetof(struct months_row, month) } };
const struct member NATURALS_TAKES[2] = { { "city", T_ID, 0 }, { "most", T_INT, offsetof(struct naturals_in, most) } };
const unsigned char NATURALS_DOOR[2] = { DB_CITY };
const struct member NATURALS_GIVES[1] = { { "natural", T_TEXT, offsetof(struct naturals_row, natural) } };
