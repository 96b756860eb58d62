/* Persons: who somebody is stands sealed under that person's own key; found by keyed HMAC-SM3, never by reading. */
#ifndef NUAN_PERSON_H
#define NUAN_PERSON_H
#include "db/db.h"
#include "kernel/entity.h"

struct persons { struct absent *absent; bool none_forgotten; };         /* what a long file knows of all persons beforehand; absent NULL: nothing */
struct who { struct str name, idno, phone; int64_t employer; struct persons *among; };  /* in the clear; parts may be STR_NONE; employer 0: unknown; among NULL: none */
MUST_USE fault persons_open(struct db *, size_t rows, struct persons *ret);             /* for a file of about so many rows */
MUST_USE fault person_find(struct db *, const struct who *, int64_t *ret);              /* 0: none, or several. By ID number when given, else by name, employer (0: any) and phone */
MUST_USE fault person_alike(struct db *, struct str text, int64_t **ret, size_t *ret_n);        /* everybody with this whole name or this ID number: for a search; by id */
MUST_USE fault person_known(struct db *, const struct who *, int64_t *ret);             /* the same, but "person.name_differs" when the ID number is known under another name */
MUST_USE fault person_get(struct db *, const struct who *, struct day known, int64_t *ret);   /* person_known, or adds; "person.forgotten" when that ID number was forgotten */
MUST_USE fault person_open(struct db *, int64_t person, struct who *ret, bool *ret_forgotten);  /* unseals; the caller answers for the look */
MUST_USE fault person_name(struct db *, int64_t person, struct str *ret);               /* 已遗忘 when forgotten */
MUST_USE fault person_forget(struct db *, int64_t person, struct str why);              /* destroys the key; idno_blind and name_blind are emptied */
extern const char *const PERSON_TABLES[];                                               /* to scrub after a forgetting is committed: where the wrapped key and the search columns stood */
MUST_USE fault person_merge(struct db *, int64_t person, int64_t same_as, struct day since, struct str why);
MUST_USE fault person_merge_undo(struct db *, int64_t person, struct day until, struct str why);
MUST_USE fault person_officer(struct db *, struct str name, int64_t org, int64_t *ret, int64_t *ret_org);   /* by name among those with a post (org 0: anywhere; two hits ask); 0: none */
/* In SQL, the person a row counts for: coalesce((SELECT l.same_as FROM person_link l WHERE l.city = t.city AND l.person = t.person AND l.until = '9999-12-31'), t.person) */

extern const struct entity PERSON_OFFICER;                      /* 干部名册 */
extern const struct entity PERSON_MERGE;                        /* 人员合并 */

#endif
