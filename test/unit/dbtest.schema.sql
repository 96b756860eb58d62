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
CREATE INDEX granted_to ON granted (city, person, record);
-- One column of each type, all of which may be unknown.
CREATE TABLE item (
	city @id NOT NULL, id @id NOT NULL,
	other @id, count @int, word @text, day @day, cash @money, seal @bytes @sealed,
	PRIMARY KEY (city, id)
);
CREATE INDEX item_word ON item (city, word);
CREATE TABLE visit (
	@record
	person @id NOT NULL, cash @money, kind @text CHECK (kind <> 'never')
);
-- migration: 2
ALTER TABLE item ADD COLUMN remark @text;
CREATE UNIQUE INDEX item_remark ON item (city, remark);
