/* What the parts of the aid line share. */
#ifndef NUAN_AID_H
#define NUAN_AID_H
#include "kernel/line.h"
#include "lines/aid.schema.h"

extern const struct line aid_line;
extern const struct entity AID_HARDSHIP, AID_MODEL, AID_SOURCE, AID_TRANSFER, AID_EVENT, AID_ALLOCATION, AID_VISIT, AID_ENTERPRISE_VISIT;
extern const struct rule *const AID_RULES[];
extern const struct code AID_KINDS[], AID_SOURCES[], AID_TARGETS[], AID_LEADERS[], AID_GRADES[];
fault aid_draft(struct draft *);

/* A person as the registers may know them: by the entry itself, by the one it was merged into, by the household of that day (0: none known). */
struct aid_known { int64_t person, root, household; };
MUST_USE fault aid_known_by(struct db *, int64_t person, struct day on, struct aid_known *ret);
enum aid_status { AID_IN_FORCE, AID_ENDED, AID_NONE };       /* ended: ret_until is the first day it no longer held */
MUST_USE fault aid_hardship_on(struct db *, struct aid_known, struct day on, enum aid_status *ret, struct day *ret_until);
MUST_USE fault aid_model_on(struct db *, struct aid_known, struct day on, enum aid_status *ret, struct day *ret_until);
/* The union whose account pays for what a union does: a county for all below it, the city for its departments, industrial unions and zones. */
MUST_USE fault aid_account(struct db *, int64_t org, struct day on, int64_t *ret);

#endif
