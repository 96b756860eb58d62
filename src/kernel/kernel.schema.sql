-- migration: 1
-- The kernel's tables. Column types and @record are explained in db/db.h. `since` is the first day a row holds, `until` the first day it no longer does.

-- One id space a city: every row of every table has a number of its own. Also the lock that puts a city's writers in line.
CREATE TABLE serial (
	city @id NOT NULL PRIMARY KEY,
	next @id NOT NULL
);
CREATE TABLE setting (
	city @id NOT NULL, id @id NOT NULL,
	name @text NOT NULL, since @day NOT NULL, value @text,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX setting_name ON setting (city, name, since);

-- The trail: one entry a transaction, chained by HMAC-SM3; one trail_row for each row written, with the row as it was before.
CREATE TABLE trail (
	city @id NOT NULL, entry @id NOT NULL,
	at @int NOT NULL, actor @id, act @text NOT NULL, why @text,
	rows @int NOT NULL, digest @bytes NOT NULL, mac @bytes NOT NULL,
	PRIMARY KEY (city, entry)
);
CREATE TABLE trail_row (
	city @id NOT NULL, entry @id NOT NULL, seq @int NOT NULL,
	relation @text NOT NULL, row @id NOT NULL, digest @bytes NOT NULL, before @bytes,
	PRIMARY KEY (city, entry, seq)
);
CREATE INDEX trail_row_of ON trail_row (city, relation, row, entry);

-- Organisations: what does not change, then dated names, dated parents, a second grouping, and the closure made from the parents.
CREATE TABLE org (
	city @id NOT NULL, id @id NOT NULL,
	kind @text NOT NULL, stat_code @text, uscc @text, employer_uscc @text, division @text,
	workers @int, members @int, women_members @int, migrant_members @int,
	protocol @int NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX org_stat_code ON org (city, stat_code);
CREATE INDEX org_uscc ON org (city, uscc);
CREATE INDEX org_employer ON org (city, employer_uscc);
CREATE TABLE org_name (
	city @id NOT NULL, id @id NOT NULL,
	org @id NOT NULL, role @text NOT NULL, name @text NOT NULL, folded @text NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX org_name_of ON org_name (city, org, role, since);
CREATE INDEX org_name_folded ON org_name (city, folded);
CREATE TABLE org_parent (
	city @id NOT NULL, id @id NOT NULL,
	org @id NOT NULL, parent @id NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX org_parent_of ON org_parent (city, org, since);
CREATE TABLE grouping_member (
	city @id NOT NULL, id @id NOT NULL,
	kind @text NOT NULL, org @id NOT NULL, parent @id NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX grouping_member_of ON grouping_member (city, kind, org, since);
CREATE TABLE org_tree (
	city @id NOT NULL, above @id NOT NULL, below @id NOT NULL, since @day NOT NULL, until @day NOT NULL,
	above_kind @text NOT NULL, level @int NOT NULL, distance @int NOT NULL,
	PRIMARY KEY (city, above, below, since)
);
CREATE INDEX org_tree_below ON org_tree (city, below, above_kind, since);

-- Persons. What says who somebody is stands sealed under that person's key; the key stands wrapped, apart, and can be destroyed.
CREATE TABLE person (
	city @id NOT NULL, id @id NOT NULL,
	name @bytes @sealed, idno @bytes @sealed, phone @bytes @sealed,
	idno_blind @text, name_blind @text NOT NULL, employer @id, known @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX person_idno ON person (city, idno_blind);
CREATE INDEX person_name ON person (city, name_blind);
CREATE TABLE person_key (
	city @id NOT NULL, person @id NOT NULL, wrapped @bytes,
	PRIMARY KEY (city, person)
);
-- ID numbers that were forgotten and may not come back, as keyed digests that no other column has.
CREATE TABLE forgotten (
	city @id NOT NULL, id @id NOT NULL, blind @text NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX forgotten_blind ON forgotten (city, blind);
-- named: whom the merge spoke of; same_as: the last of that chain, for whom the person counts.
CREATE TABLE person_link (
	city @id NOT NULL, id @id NOT NULL,
	person @id NOT NULL, named @id NOT NULL, same_as @id NOT NULL, since @day NOT NULL, until @day NOT NULL, why @text NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX person_link_of ON person_link (city, person, until);
CREATE INDEX person_link_to ON person_link (city, same_as, until);
CREATE TABLE post (
	city @id NOT NULL, id @id NOT NULL,
	person @id NOT NULL, org @id NOT NULL, title @text NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX post_of ON post (city, person);
CREATE INDEX post_at ON post (city, org);
CREATE TABLE household (
	city @id NOT NULL, id @id NOT NULL,
	code @text NOT NULL, place @bytes @sealed, known @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX household_code ON household (city, code);
CREATE TABLE household_member (
	city @id NOT NULL, id @id NOT NULL,
	household @id NOT NULL, person @id NOT NULL, relation @text NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX household_member_person ON household_member (city, person, until);
CREATE INDEX household_member_household ON household_member (city, household, until);

-- Files brought in, and what each did.
CREATE TABLE import (
	city @id NOT NULL, id @id NOT NULL,
	kind @text NOT NULL, org @id NOT NULL, month @int NOT NULL, part @text, file @text NOT NULL, sm3 @text NOT NULL,
	state @text NOT NULL, added @int NOT NULL, same @int NOT NULL, changed @int NOT NULL, gone @int NOT NULL,
	at @int NOT NULL, actor @id, entry @id, reverses @id,
	PRIMARY KEY (city, id)
);
CREATE INDEX import_series ON import (city, kind, org, month);
CREATE INDEX import_sm3 ON import (city, sm3);
-- Steps of the workflow: who moved which record from where to where, and why.
CREATE TABLE step (
	city @id NOT NULL, id @id NOT NULL,
	relation @text NOT NULL, record @id NOT NULL, act @text NOT NULL, was @text NOT NULL, became @text NOT NULL,
	reason @text, words @text, recipient @id, actor @id, at @int NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX step_of ON step (city, record);
CREATE TABLE granted (
	city @id NOT NULL, id @id NOT NULL,
	record @id NOT NULL, person @id NOT NULL, role @text NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX granted_to ON granted (city, person, record);

-- Periods, campaigns, targets, obligations and their filings.
CREATE TABLE period (
	city @id NOT NULL, id @id NOT NULL,
	month @int NOT NULL, state @text NOT NULL, closed @day,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX period_month ON period (city, month);
CREATE TABLE campaign (
	city @id NOT NULL, id @id NOT NULL,
	code @text NOT NULL, name @text NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX campaign_code ON campaign (city, code, since);
CREATE TABLE cutoff (
	city @id NOT NULL, id @id NOT NULL,
	campaign @text NOT NULL, month @int NOT NULL, day @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX cutoff_month ON cutoff (city, campaign, month);
CREATE TABLE target (
	city @id NOT NULL, id @id NOT NULL,
	indicator @text NOT NULL, org @id NOT NULL, value @int NOT NULL, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX target_of ON target (city, indicator, org, since);
CREATE TABLE obligation (
	city @id NOT NULL, id @id NOT NULL,
	org @id NOT NULL, report @text NOT NULL, cycle @text NOT NULL, due @int NOT NULL, since @day NOT NULL, until @day NOT NULL, on_behalf @id,
	PRIMARY KEY (city, id)
);
CREATE INDEX obligation_of ON obligation (city, report, org);
CREATE TABLE filing (
	city @id NOT NULL, id @id NOT NULL,
	org @id NOT NULL, report @text NOT NULL, month @int NOT NULL, nil @int NOT NULL, withdrawn @int NOT NULL, day @day NOT NULL, actor @id, import @id,
	PRIMARY KEY (city, id)
);
CREATE INDEX filing_of ON filing (city, report, month, org);
CREATE TABLE holiday (
	version @int NOT NULL, day @day NOT NULL, year @int NOT NULL, work @int NOT NULL, name @text NOT NULL, notice @text NOT NULL,
	PRIMARY KEY (version, day)
);

-- What a month is made of: matters; and what lines draw their prose from: events and their points; documents; bulletin issues.
CREATE TABLE matter (
	@record
	heading @text, department @id, until @day, place @text, people @text, body @text, progress @text NOT NULL, planned @int, line @text, ordinal @int NOT NULL, why @text
);
CREATE TABLE event (
	@record
	line @text NOT NULL, kind @text NOT NULL, title @text NOT NULL, until @day, place @text, people @text, content @text, amount @int
);
CREATE TABLE point (
	@record
	line @text NOT NULL, kind @text NOT NULL, ordinal @int NOT NULL, body @text NOT NULL
);
CREATE TABLE document (
	@record
	number @text, title @text NOT NULL, issuer @text NOT NULL, form @text NOT NULL, line @text, role @text, openness @text NOT NULL, secrecy @text
);
-- An issue that reports on a month is counted in that month: its day is the period's last, and the day it was issued on stands beside it.
CREATE TABLE issue (
	@record
	series @text NOT NULL, number @int, period @int, title @text NOT NULL, issued @day NOT NULL
);
-- migration: 2
-- A file that was handed over and is not in yet: its owner mends it and brings it in, or lets it go; then the row goes too, so a draft leaves no trail.
-- bytes, mends, seen are sealed under a key of the federation: the file, what was changed of it by hand, what the last look at it found. sender: the unit
-- that reports it. whole: the whole sheet is to be another.
CREATE TABLE handed (
	city @id NOT NULL, id @id NOT NULL,
	person @id NOT NULL, name @text NOT NULL, at @int NOT NULL,
	kind @text, sender @id, month @int, part @text, whole @int NOT NULL,
	bytes @bytes NOT NULL, mends @bytes, seen @bytes, seen_at @int,
	PRIMARY KEY (city, id)
);
CREATE INDEX handed_of ON handed (city, person, at);
-- What a desk asks: what I did, what came back to me, what I brought in.
CREATE INDEX step_by ON step (city, actor, id);
CREATE INDEX step_to ON step (city, recipient, id);
CREATE INDEX import_by ON import (city, actor, id);
