-- migration: 1
-- Counts only: what the province's platform sends of a vote, by day and county, and what an employer sums up of a questionnaire. No voter, no ballot and
-- no answer stands here, so nothing here can say how somebody voted.
CREATE TABLE poll_daily (
	@record
	voters @int NOT NULL, ballots @int NOT NULL, valid @int NOT NULL
);
CREATE TABLE poll_standing (
	@record
	measure @text NOT NULL, place @int NOT NULL, among @int, issuer @text NOT NULL, number @text
);
CREATE TABLE poll_return (
	@record
	instrument @text NOT NULL, way @text, dispatched @day, given @int NOT NULL, returned @int NOT NULL, valid @int NOT NULL,
	satisfied @int NOT NULL, fairly @int NOT NULL, unsatisfied @int NOT NULL, unsure @int NOT NULL
);
