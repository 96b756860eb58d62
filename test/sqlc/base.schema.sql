-- migration: 1
CREATE TABLE org_tree (
	city @id NOT NULL, above @id NOT NULL, below @id NOT NULL, since @day NOT NULL, until @day NOT NULL,
	above_kind @text NOT NULL, level @int NOT NULL, distance @int NOT NULL,
	PRIMARY KEY (city, above, below, since)
);
CREATE INDEX org_tree_below ON org_tree (city, below, above_kind, since);
CREATE TABLE granted (
	city @id NOT NULL, id @id NOT NULL,
	record @id NOT NULL, person @id NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE TABLE person (
	city @id NOT NULL, id @id NOT NULL,
	name @bytes @sealed, blind @text NOT NULL, born @day,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX person_blind ON person (city, blind);
CREATE TABLE visit (
	@record,
	person @id NOT NULL,
	cash @money DEFAULT 0 CHECK (cash >= 0),
	kind @text,
	UNIQUE (city, client_id)
);
CREATE TABLE petition (
	@record
	matter @text
);
CREATE TABLE raw_line ( city @id NOT NULL, file @id NOT NULL, line @int NOT NULL, words @text, PRIMARY KEY (city, file, line) );
CREATE TABLE loose (word @text NOT NULL);
