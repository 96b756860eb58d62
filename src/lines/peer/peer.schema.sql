-- migration: 1
-- The office looks at itself: heads of departments report, the best are commended, some speak. org: the department that a row is about.

CREATE TABLE peer_debrief (
	@record
	year @int NOT NULL, ordinal @int, person @id NOT NULL, form @text NOT NULL
);

-- A commendation that has been announced. person is empty when a department is honoured. A number belongs to one commendation for ever.
CREATE TABLE peer_award (
	@record
	year @int NOT NULL, track @text NOT NULL, person @id, honour @text NOT NULL, number @text NOT NULL
);
CREATE INDEX peer_award_number ON peer_award (city, number);

CREATE TABLE peer_speech (
	@record
	ordinal @int, person @id NOT NULL, level @text NOT NULL, topic @text
);
