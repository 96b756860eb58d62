-- migration: 1
-- The report's life. An edition is one printing of a month's report: number 1 is the first, each later one a correction of the one before; below 0 stands
-- what was withdrawn before it was issued. What settings say of it (up to copies) is fixed when it is issued. checked: the text that was checked,
-- without number and day, as content of that digest; what is signed and issued says the same.
CREATE TABLE edition (
	city @id NOT NULL, id @id NOT NULL,
	series @text NOT NULL, month @int NOT NULL, number @int NOT NULL, state @text NOT NULL, why @text,
	title @text, editor @id, year @int, serial @int, signer @id, signed_on @day, issued_on @day,
	up @text, peer @text, down @text, mark @text, issuer @text, office @text, copies @text, overrides @int NOT NULL, checked @bytes,
	entry @id, mac @bytes, body @bytes, seal @bytes, signature @bytes, verifier @bytes,
	opened_by @id, opened_at @int NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX edition_month ON edition (city, series, month, number);
-- A section as its department edits it. heading and body: NULL while the records are its text; fixed when it is submitted. Figures stay references.
CREATE TABLE section (
	city @id NOT NULL, id @id NOT NULL,
	edition @id NOT NULL, matter @id NOT NULL, state @text NOT NULL, heading @text, body @text, edited @int NOT NULL,
	editor @id, edited_at @int,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX section_matter ON section (city, edition, matter);
-- A number typed over a computed one: {aid.relief_times=2350人次} in the section's text, and why. dropped: the text no longer has it.
CREATE TABLE override (
	city @id NOT NULL, id @id NOT NULL,
	edition @id NOT NULL, section @id NOT NULL, indicator @text NOT NULL, shown @text NOT NULL, computed @text NOT NULL, why @text NOT NULL,
	dropped @int NOT NULL, actor @id, at @int NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX override_of ON override (city, edition, section);
-- 会签: who is asked, and what they answered (waiting, agreed, refused).
CREATE TABLE cosign (
	city @id NOT NULL, id @id NOT NULL,
	edition @id NOT NULL, person @id NOT NULL, state @text NOT NULL, words @text, at @int,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX cosign_person ON cosign (city, edition, person);
-- What the checklist asked and a person answered for.
CREATE TABLE agreed (
	city @id NOT NULL, id @id NOT NULL,
	edition @id NOT NULL, say @text NOT NULL, why @text NOT NULL, actor @id, at @int NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX agreed_of ON agreed (city, edition);
-- Numbers given: one row each, gapless in its series, kind and year; a void number stays, with its reason.
CREATE TABLE numbering (
	city @id NOT NULL, id @id NOT NULL,
	series @text NOT NULL, kind @text NOT NULL, year @int NOT NULL, serial @int NOT NULL, edition @id, state @text NOT NULL, why @text, at @int NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX numbering_serial ON numbering (city, series, kind, year, serial);
-- A figure as it was issued. seal: SM3 over the row's own columns before it and the digests of its evidence, in order.
CREATE TABLE frozen (
	city @id NOT NULL, id @id NOT NULL,
	edition @id NOT NULL, indicator @text NOT NULL, org @id NOT NULL, span @text NOT NULL, day_from @day NOT NULL, day_to @day NOT NULL,
	status @text NOT NULL, value @int, text @text, shown @text NOT NULL, rule @int NOT NULL, n @int NOT NULL, owed @int NOT NULL, filed @int NOT NULL,
	seal @bytes NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX frozen_figure ON frozen (city, edition, indicator);
-- Its evidence, in pieces of at most 1 MiB: the content of that digest is text, one line a row, with the key that counted it.
CREATE TABLE frozen_evidence (
	city @id NOT NULL, id @id NOT NULL,
	figure @id NOT NULL, seq @int NOT NULL, n @int NOT NULL, sm3 @bytes NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX frozen_evidence_seq ON frozen_evidence (city, figure, seq);
-- The files of an issued edition: form is pdf, ofd, docx, html or txt.
CREATE TABLE edition_file (
	city @id NOT NULL, id @id NOT NULL,
	edition @id NOT NULL, form @text NOT NULL, size @int NOT NULL, sm3 @bytes NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX edition_file_form ON edition_file (city, edition, form);
-- Bytes under their own digest: what has another digest than its name was changed, so no trail_row need hash it again.
CREATE TABLE content (
	city @id NOT NULL, sm3 @bytes NOT NULL, bytes @bytes NOT NULL,
	PRIMARY KEY (city, sm3)
);
-- migration: 2
-- 批注: what a reader of the draft remarks on a section, until who edits the section has done with it. done_by: nobody yet is NULL.
CREATE TABLE comment (
	city @id NOT NULL, id @id NOT NULL,
	section @id NOT NULL, person @id NOT NULL, at @int NOT NULL, words @text NOT NULL, done_by @id, done_at @int,
	PRIMARY KEY (city, id)
);
CREATE INDEX comment_of ON comment (city, section);
