-- Evidence. A person counts through the link of merged persons; a unit is named as it was called on the day.

-- name: aid_fund_rows
-- rows
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.id AS TEXT) AS key@text, s.amount AS amount@int, s.kind AS part@text, s.giver AS label@text
FROM aid_source s WHERE @scope(s, 2);

-- name: aid_relief_rows
-- rows
-- unscoped: the name of the worker's unit, for the label
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day,
	CAST(coalesce((SELECT max(l.same_as) FROM person_link l WHERE l.city = e.city AND l.person = e.person AND l.until = '9999-12-31'), e.person) AS TEXT) AS key@text,
	e.cash + e.goods AS amount@int, e.kind AS part@text,
	(SELECT max(n.name) FROM org_name n WHERE n.city = e.city AND n.org = e.employer AND n.role = 'full' AND n.since <= e.day AND n.until > e.day) AS label@text
FROM aid_event e WHERE @scope(e, 2);

-- name: aid_bank_rows
-- rows
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.id AS TEXT) AS key@text, e.cash AS amount@int, e.kind AS part@text, e.receipt AS label@text
FROM aid_event e WHERE @scope(e, 2) AND e.channel = 'bank';

-- name: aid_cash_rows
-- rows
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.id AS TEXT) AS key@text, e.cash AS amount@int, e.kind AS part@text, e.receipt AS label@text
FROM aid_event e WHERE @scope(e, 2) AND e.channel = 'cash';

-- name: aid_goods_rows
-- rows
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.id AS TEXT) AS key@text, e.goods AS amount@int, e.kind AS part@text, e.receipt AS label@text
FROM aid_event e WHERE @scope(e, 2) AND e.channel = 'goods';

-- A visit counts as one to a worker in difficulty when a file of that person, or of the household, was in force on the day.
-- name: aid_visit_hardship_rows
-- rows
-- unscoped: whether a file was in force on the day is asked of the whole register, and the name of the unit is for the label
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day,
	CAST(coalesce((SELECT max(l.same_as) FROM person_link l WHERE l.city = v.city AND l.person = v.person AND l.until = '9999-12-31'), v.person) AS TEXT) AS key@text,
	v.cash + v.goods AS amount@int, v.leader AS part@text,
	(SELECT max(n.name) FROM org_name n WHERE n.city = v.city AND n.org = v.employer AND n.role = 'full' AND n.since <= v.day AND n.until > v.day) AS label@text
FROM aid_visit v WHERE @scope(v, 2) AND v.target = 'hardship'
	AND (EXISTS (SELECT 1 FROM aid_hardship h WHERE h.city = v.city AND h.person = v.person AND h.state = 'approved' AND h.day <= v.day AND h.until > v.day)
	OR EXISTS (SELECT 1 FROM aid_hardship h, person_link l WHERE l.city = v.city AND l.person = v.person AND l.until = '9999-12-31'
		AND h.city = l.city AND h.person = l.same_as AND h.state = 'approved' AND h.day <= v.day AND h.until > v.day)
	OR EXISTS (SELECT 1 FROM aid_hardship h, household_member m WHERE m.city = v.city AND m.person = v.person AND m.since <= v.day AND m.until > v.day
		AND h.city = m.city AND h.household = m.household AND h.state = 'approved' AND h.day <= v.day AND h.until > v.day));

-- name: aid_visit_model_rows
-- rows
-- unscoped: whether the status was in force on the day is asked of the whole register, and the name of the unit is for the label
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day,
	CAST(coalesce((SELECT max(l.same_as) FROM person_link l WHERE l.city = v.city AND l.person = v.person AND l.until = '9999-12-31'), v.person) AS TEXT) AS key@text,
	v.cash + v.goods AS amount@int, v.leader AS part@text,
	(SELECT max(n.name) FROM org_name n WHERE n.city = v.city AND n.org = v.employer AND n.role = 'full' AND n.since <= v.day AND n.until > v.day) AS label@text
FROM aid_visit v WHERE @scope(v, 2) AND v.target = 'model'
	AND (EXISTS (SELECT 1 FROM aid_model m WHERE m.city = v.city AND m.person = v.person AND m.state = 'approved' AND m.day <= v.day AND m.until > v.day)
	OR EXISTS (SELECT 1 FROM aid_model m, person_link l WHERE l.city = v.city AND l.person = v.person AND l.until = '9999-12-31'
		AND m.city = l.city AND m.person = l.same_as AND m.state = 'approved' AND m.day <= v.day AND m.until > v.day));

-- name: aid_visit_value_rows
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.id AS TEXT) AS key@text, v.cash + v.goods AS amount@int, v.target AS part@text,
	v.leader AS label@text
FROM aid_visit v WHERE @scope(v, 2);

-- name: aid_enterprise_rows
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, coalesce(CAST(v.enterprise AS TEXT), v.uscc) AS key@text, coalesce(v.goods, 0) AS amount@int,
	v.leader AS part@text, v.name AS label@text
FROM aid_enterprise_visit v WHERE @scope(v, 2);

-- Households whose file is in force at the end of the span and none of whose aid lies in the span: named one by one, never a difference of totals.
-- name: aid_unhelped_rows
-- rows
-- unscoped: the register is taken as it stands on the span's last day, under the figure's union
SELECT h.id AS record@id, h.org AS org@id, h.day AS day@day, CAST(h.household AS TEXT) AS key@text, 1 AS amount@int, h.grade AS part@text, h.number AS label@text
FROM aid_hardship h WHERE h.city = :city AND h.state = 'approved' AND h.day <= :day_to@day AND h.until > :day_to
	AND EXISTS (SELECT 1 FROM org_tree t WHERE t.city = h.city AND t.above = :org@id AND t.below = h.org AND t.level <= 2 AND t.since <= h.day AND t.until > h.day)
	AND h.household NOT IN (SELECT m.household FROM household_member m WHERE m.city = :city
		AND m.person IN (SELECT e.person FROM aid_event e WHERE @scope(e)));

-- name: aid_launch_rows
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.day AS key@text, CAST(substr(v.day, 9, 2) AS BIGINT) AS amount@int, NULL AS part@text,
	v.title AS label@text
FROM event v WHERE @scope(v, 1) AND v.line = 'aid' AND v.kind = '启动仪式';

-- name: aid_leaders_hardship_rows
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.day AS key@text, CAST(substr(v.day, 9, 2) AS BIGINT) AS amount@int, NULL AS part@text,
	v.title AS label@text
FROM event v WHERE @scope(v, 1) AND v.line = 'aid' AND v.kind = '市领导慰问困难职工';

-- name: aid_leaders_models_rows
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.day AS key@text, CAST(substr(v.day, 9, 2) AS BIGINT) AS amount@int, NULL AS part@text,
	v.title AS label@text
FROM event v WHERE @scope(v, 1) AND v.line = 'aid' AND v.kind = '市领导慰问困难劳模';

-- name: aid_great_rows
-- rows
SELECT p.id AS record@id, p.org AS org@id, p.day AS day@day, CAST(p.ordinal AS TEXT) AS key@text, 1 AS amount@int, NULL AS part@text, p.body AS label@text
FROM point p WHERE @scope(p) AND p.line = 'aid' AND p.kind = '五大';

-- What the rules ask.

-- name: aid_file_latest
-- one
-- unscoped: asks whether a file is in force on a day and gives that day, nothing else: a worker may be helped by another county
SELECT h.day AS since@day, h.until AS until@day FROM aid_hardship h
WHERE h.city = :city AND h.state = 'approved' AND h.day <= :day@day AND (h.person IN (:person@id, :root@id) OR h.household = :household@id)
ORDER BY h.until DESC, h.id LIMIT 1;

-- name: aid_model_latest
-- one
-- unscoped: asks whether the status is in force on a day and gives that day, nothing else
SELECT m.day AS since@day, m.until AS until@day FROM aid_model m
WHERE m.city = :city AND m.state = 'approved' AND m.day <= :day@day AND m.person IN (:person@id, :root@id) ORDER BY m.until DESC, m.id LIMIT 1;

-- name: aid_person_root
-- one
SELECT l.same_as AS same_as@id FROM person_link l WHERE l.city = :city AND l.person = :person@id AND l.until = '9999-12-31';

-- name: aid_file_other
-- one
-- unscoped: two files of one person are asked for wherever they are kept
SELECT h.day AS since@day FROM aid_hardship h
WHERE h.city = :city AND h.state IN ('submitted', 'approved') AND (h.person = :person@id OR h.household = :household@id)
	AND h.number <> :number@text AND h.until > :since@day AND h.day < :until@day
ORDER BY h.id LIMIT 1;

-- The blind answer: the day alone, not who gave what, nor where.
-- name: aid_event_same
-- one
-- unscoped: whether the same person has been helped already is asked of the whole city
SELECT e.day AS day@day FROM aid_event e
WHERE e.city = :city AND e.person IN (:person@id, :root@id) AND e.campaign = :campaign@text AND e.kind = :kind@text AND e.state IN ('submitted', 'approved')
	AND (e.org <> :org@id OR e.day <> :day@day)
ORDER BY e.day DESC, e.id LIMIT 1;

-- name: aid_event_of
-- one
-- unscoped: an event of the union that sends the sheet
SELECT e.id AS id@id, e.kind AS kind@text, e.cash AS cash@money, e.goods AS goods@money, e.state AS state@text FROM aid_event e
WHERE e.city = :city AND e.person IN (:person@id, :root@id) AND e.org = :org@id AND e.day = :day@day AND e.state <> 'void' ORDER BY e.id LIMIT 1;

-- name: aid_source_of
-- one
-- unscoped: a source is named by the union that received it and its voucher
SELECT s.id AS id@id, s.purpose AS purpose@text, s.amount AS amount@money FROM aid_source s
WHERE s.city = :city AND s.org = :org@id AND s.voucher = :voucher@text AND s.state IN ('submitted', 'approved') ORDER BY s.id LIMIT 1;

-- What a union has left of a source: what it received, and what came of it from others, less what it passed on and what its aid has used.
-- name: aid_source_left
-- one
-- unscoped: the account of one union
SELECT CAST(coalesce((SELECT s.amount FROM aid_source s WHERE s.city = :city AND s.id = :source@id AND s.org = :org@id AND s.state IN ('submitted', 'approved')), 0)
	+ coalesce((SELECT sum(i.amount) FROM aid_transfer i WHERE i.city = :city AND i.source = :source AND i.recipient = :org), 0)
	- coalesce((SELECT sum(o.amount) FROM aid_transfer o WHERE o.city = :city AND o.source = :source AND o.org = :org), 0)
	- coalesce((SELECT sum(a.amount) FROM aid_allocation a WHERE a.city = :city AND a.source = :source AND a.org = :org), 0) AS BIGINT) AS rest@money;

-- name: aid_event_borne
-- one
-- unscoped: what the sources bear of one event
SELECT CAST(coalesce(sum(a.amount), 0) AS BIGINT) AS borne@money, count(*) AS sources@int FROM aid_allocation a
WHERE a.city = :city AND a.event = :event@id AND a.amount > 0;

-- name: aid_allocation_of
-- one
-- unscoped: the row to be changed
SELECT a.id AS id@id FROM aid_allocation a WHERE a.city = :city AND a.event = :event@id AND a.source = :source@id AND a.org = :org@id;

-- name: aid_transfer_of
-- one
-- unscoped: the row to be changed
SELECT t.id AS id@id FROM aid_transfer t WHERE t.city = :city AND t.org = :org@id AND t.voucher = :voucher@text ORDER BY t.id LIMIT 1;

-- name: aid_employer_uscc
-- one
-- unscoped: the register of organisations tells firms from offices
SELECT o.employer_uscc AS uscc@text FROM org o WHERE o.city = :city AND o.id = :org@id;

-- name: aid_campaign_until
-- one
SELECT c.since AS since@day, c.until AS until@day FROM campaign c
WHERE c.city = :city AND c.code = 'warmth' AND c.since <= :last@day ORDER BY c.since DESC, c.id DESC LIMIT 1;
