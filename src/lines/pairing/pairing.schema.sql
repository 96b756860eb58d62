-- migration: 1
-- Cadres and the households that they answer for. A household is the kernel's (its number does not come from the head); code is how offices write it.

-- What a household is taken for, dated: the newest row up to a day holds on that day. One row a person by whom the household is listed.
CREATE TABLE pairing_household (
	@record
	household @id NOT NULL, code @text NOT NULL, village @text NOT NULL, village_code @text, kind @text NOT NULL, person @id NOT NULL, relation @text NOT NULL
);
CREATE INDEX pairing_household_on ON pairing_household (city, household, day);
CREATE INDEX pairing_household_code ON pairing_household (city, code);

-- person answers for the household; day is the first, until the last day of it, unknown while it lasts. department: where that cadre works.
CREATE TABLE pairing_link (
	@record
	household @id NOT NULL, code @text NOT NULL, department @id, person @id NOT NULL, until @day, reason @text
);
CREATE INDEX pairing_link_household ON pairing_link (city, household, day);
CREATE INDEX pairing_link_person ON pairing_link (city, person, day);

-- Visits are added and stay: a correction is a new file of the same series. person is the cadre.
CREATE TABLE pairing_visit (
	@record
	household @id NOT NULL, code @text NOT NULL, person @id NOT NULL, kind @text NOT NULL, content @text
);
CREATE INDEX pairing_visit_household ON pairing_visit (city, household, day);

-- goods_value = quantity × unit_cost, at purchase cost with tax.
CREATE TABLE pairing_support (
	@record
	household @id NOT NULL, code @text NOT NULL, cash @money, goods @text, quantity @int, measure @text, unit_cost @money, goods_value @money, voucher @text
);
CREATE INDEX pairing_support_household ON pairing_support (city, household, day);
