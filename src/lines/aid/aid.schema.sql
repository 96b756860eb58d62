-- migration: 1
-- 送温暖. Two registers of status (who is a worker, who a model worker in difficulty, from which day to which), what was done (aid, visits) and the money
-- behind it. No cause of hardship, no illness, no income and no address stands here: what a figure needs is that the status was in force on the day.
-- `until` is the first day on which the status no longer holds; 9999-12-31: still.
CREATE TABLE aid_hardship (
	@record
	number @text NOT NULL, person @id NOT NULL, employer @id, house @text, household @id NOT NULL,
	sort @text NOT NULL, grade @text NOT NULL, category @text, members @int, checked @day, until @day NOT NULL, ending @text
);
CREATE INDEX aid_hardship_person ON aid_hardship (city, person, until);
CREATE INDEX aid_hardship_household ON aid_hardship (city, household, until);
CREATE TABLE aid_model (
	@record
	person @id NOT NULL, employer @id, honour @text NOT NULL, grade @text NOT NULL, awarded @int, basis @text NOT NULL, until @day NOT NULL
);
CREATE INDEX aid_model_person ON aid_model (city, person, until);

-- Money: a source is received once, by one union; what goes on to another union is a transfer of that source and no income; an allocation says which
-- source bore how much of which aid event. account, recipient: the union whose account pays, or is paid into; origin: the source that is drawn on, named
-- by who received it and the voucher there.
CREATE TABLE aid_source (
	@record
	voucher @text NOT NULL, kind @text NOT NULL, giver @text NOT NULL, purpose @text NOT NULL, amount @money NOT NULL
);
CREATE INDEX aid_source_voucher ON aid_source (city, org, voucher);
CREATE TABLE aid_transfer (
	@record
	voucher @text NOT NULL, recipient @id NOT NULL, receiver @id NOT NULL, source_voucher @text NOT NULL, amount @money NOT NULL,
	account @id NOT NULL, origin @id NOT NULL
);
CREATE INDEX aid_transfer_origin ON aid_transfer (city, origin);
CREATE TABLE aid_allocation (
	@record
	person @id NOT NULL, receiver @id NOT NULL, source_voucher @text NOT NULL, amount @money NOT NULL,
	account @id NOT NULL, event @id NOT NULL, origin @id NOT NULL
);
CREATE INDEX aid_allocation_event ON aid_allocation (city, event);
CREATE INDEX aid_allocation_origin ON aid_allocation (city, origin);

-- One person on one occasion is one row, whatever the kinds and forms.
CREATE TABLE aid_event (
	@record
	person @id NOT NULL, employer @id, kind @text NOT NULL, cash @money NOT NULL, goods @money NOT NULL, campaign @text,
	channel @text NOT NULL, receipt @text, front @text, again @text
);
CREATE INDEX aid_event_person ON aid_event (city, person, day);
CREATE TABLE aid_visit (
	@record
	person @id NOT NULL, employer @id, target @text NOT NULL, cash @money NOT NULL, goods @money NOT NULL, leader @text
);
CREATE INDEX aid_visit_person ON aid_visit (city, person, day);
-- enterprise: the union of the employer when it has one; a firm without a union of its own is known by its social credit code.
CREATE TABLE aid_enterprise_visit (
	@record
	name @text NOT NULL, uscc @text, enterprise @id, leader @text, content @text, goods @money
);
