-- migration: 1
-- A call for works, the works that came, the awards that they won. A work's own road (stage) is not the workflow of its record (head.state):
-- an approved record may say that the author took the work back. folded is the title as it is compared, without marks and blanks.
CREATE TABLE works_call (
	@record
	code @text NOT NULL, title @text NOT NULL, organiser @text NOT NULL, level @text NOT NULL, categories @text NOT NULL, theme @text,
	occasion @text, anniversary @int, party_congress @int, union_congress @int, until @day NOT NULL
);
CREATE INDEX works_call_code ON works_call (city, code, day);
CREATE TABLE works_work (
	@record
	call @text NOT NULL, serial @text, category @text NOT NULL, title @text NOT NULL, folded @text NOT NULL, author @id NOT NULL, employer @id NOT NULL,
	original @int NOT NULL, stage @text NOT NULL, sent @day
);
CREATE INDEX works_work_title ON works_work (city, call, folded);
CREATE TABLE works_award (
	@record
	call @text NOT NULL, category @text NOT NULL, title @text NOT NULL, folded @text NOT NULL, author @id NOT NULL, employer @id NOT NULL,
	level @text NOT NULL, grade @text NOT NULL, issuer @text NOT NULL, number @text, work @id
);
CREATE INDEX works_award_author ON works_award (city, call, author);
