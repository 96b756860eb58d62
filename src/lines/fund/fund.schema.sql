-- migration: 1
-- Union funds: the clean-up of spending. Self-checks, spot checks, what was found, what was put right; and the limits of welfare, province by province.

-- A limit holds from head.day until `until`; the limit of the event's day applies.
CREATE TABLE fund_limit (
	@record
	province @text NOT NULL, kind @text NOT NULL, amount @money NOT NULL, per @text NOT NULL, until @day, form @text, basis @text
);

-- One self-check of one unit (head.org) on one day: nil, or with findings of its own.
CREATE TABLE fund_self_check (
	@record
	result @text NOT NULL, findings @int, amount @money, period @text, note @text
);

CREATE TABLE fund_spot_check (
	@record
	team @text NOT NULL, vouchers @int, period @text, note @text
);

-- What was found at a unit, by the rule it breaks. limit_row: the limit it was judged by. due: by when it is to be put right.
CREATE TABLE fund_finding (
	@record
	number @text NOT NULL, rule @text NOT NULL, origin @text NOT NULL, amount @money NOT NULL, persons @int, voucher @text, answer @text,
	notice @day, due @day, limit_row @id
);
CREATE INDEX fund_finding_number ON fund_finding (city, number);

-- A finding put right, wholly or in part: money paid back, rules made, persons dealt with. The state of a finding is read from these rows.
CREATE TABLE fund_rectification (
	@record
	number @text NOT NULL, finding @id NOT NULL, repaid @money, rules_made @int, persons_handled @int, finished @int NOT NULL, note @text
);
