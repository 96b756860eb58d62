-- migration: 1
-- Petitions and stability. Visits and calls (contacts) are one thing, petitions (cases) another: 批, 人次 and 通 are counted over the first, 件 over the
-- second, and a link says which contact led to which case. What is late is never stored: the due days are, with the law they follow from.

-- A visit or a call, whether a petition comes of it or not.
CREATE TABLE petition_contact (
	@record
	number @text NOT NULL, channel @text NOT NULL, clock @text, people @int NOT NULL, answered @int, seat @text, minutes @int, topic @text
);
CREATE INDEX petition_contact_number ON petition_contact (city, number);

-- A petition; head.day is the day it was received. accept_due and reply_due follow from the days of the law in force that day.
CREATE TABLE petition_case (
	@record
	number @text NOT NULL, channel @text NOT NULL, petitioner @id, representatives @int, subject @text NOT NULL, purpose @text NOT NULL,
	employer @text, people @int, claimed @money, urgent @int, repeated @int, summary @text,
	stage @text NOT NULL, accepted @day, extended @int, extended_on @day, concluded @day, outcome @text, why @text,
	law @text NOT NULL, accept_due @day NOT NULL, reply_due @day
);
CREATE INDEX petition_case_number ON petition_case (city, number);

CREATE TABLE petition_link (
	@record
	contact_number @text NOT NULL, case_number @text NOT NULL, contact @id NOT NULL, petition @id NOT NULL
);

-- Money won back for petitioners, by the day it was paid.
CREATE TABLE petition_recovered (
	@record
	number @text NOT NULL, petition @id NOT NULL, amount @money NOT NULL, people @int, way @text
);

-- A risk to stability as it stood on a day: each step is a row of its own, the newest is how it stands.
CREATE TABLE petition_risk (
	@record
	number @text NOT NULL, stage @text NOT NULL, found @day NOT NULL, employer @text NOT NULL, kind @text NOT NULL, people @int, amount @money,
	grade @text, leader @id, measures @text
);
CREATE INDEX petition_risk_number ON petition_risk (city, number);
