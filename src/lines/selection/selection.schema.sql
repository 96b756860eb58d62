-- migration: 1
-- Who was recommended, what was put up in public, who was honoured. series tells selections of one kind together through the years, name is what this
-- year's is called, folded is that name as it is compared. unit is the candidate, or the employer of the person.
CREATE TABLE selection_candidate (
	@record
	series @text NOT NULL, name @text NOT NULL, folded @text NOT NULL, edition @int, title @text NOT NULL, kind @text NOT NULL,
	unit @id NOT NULL, team @text, person @id, passed @day NOT NULL, opinions @text NOT NULL, veto @int NOT NULL, stage @text NOT NULL, sent @day
);
CREATE INDEX selection_candidate_name ON selection_candidate (city, folded, unit);
CREATE TABLE selection_notice (
	@record
	name @text NOT NULL, folded @text NOT NULL, level @text NOT NULL, unit @id, channel @text NOT NULL, proof @text, days @int NOT NULL, ends @day,
	objections @int NOT NULL, pending @int NOT NULL, verdict @text
);
CREATE INDEX selection_notice_name ON selection_notice (city, folded, level);
CREATE TABLE selection_award (
	@record
	series @text NOT NULL, name @text NOT NULL, folded @text NOT NULL, edition @int, title @text NOT NULL, kind @text NOT NULL,
	unit @id NOT NULL, team @text, person @id, issuer @text NOT NULL, number @text
);
