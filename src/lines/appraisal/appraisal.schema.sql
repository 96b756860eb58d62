-- migration: 1
-- The yearly appraisal of the county unions: the scheme by items, what each union gave itself and was given, and who reported how.

-- One item of a year's scheme. Points are whole; finer schemes count 1000 in all. cap: of bonus items, the most that they add.
CREATE TABLE appraisal_scheme (
	@record
	year @int NOT NULL, total @int NOT NULL, item @text NOT NULL, title @text NOT NULL, weight @int NOT NULL, owner @id NOT NULL, method @text NOT NULL,
	evidence @text
);
CREATE INDEX appraisal_scheme_item ON appraisal_scheme (city, year, item);

-- org: the union that is appraised. verified is unknown until the department that owns the item has spoken.
CREATE TABLE appraisal_score (
	@record
	year @int NOT NULL, item @text NOT NULL, self @int NOT NULL, verified @int, reason @text
);
CREATE INDEX appraisal_score_item ON appraisal_score (city, year, item, org);

-- org: the union that reports on its year.
CREATE TABLE appraisal_debrief (
	@record
	year @int NOT NULL, ordinal @int, person @id NOT NULL, form @text NOT NULL, comment @text
);
