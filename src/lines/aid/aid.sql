-- Evidence. A person counts through the link of merged persons; a unit is named as it was called on the day. Who gave money may be a private person, and
-- evidence stays frozen after he is forgotten: it names the union that received it.

-- name: aid_fund_rows
-- rows
-- unscoped: the name of the union that received it, for the label
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.id AS TEXT) AS key@text, s.amount AS amount@int, s.kind AS part@text,
	(SELECT max(n.name) FROM org_name n WHERE n.city = s.city AND n.org = s.org AND n.role = 'full' AND n.since <= s.day AND n.until > s.day) AS label@text
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
-- unscoped: the name of the unit is for the label
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.id AS TEXT) AS key@text, v.cash + v.goods AS amount@int, v.target AS part@text,
	(SELECT max(n.name) FROM org_name n WHERE n.city = v.city AND n.org = v.employer AND n.role = 'full' AND n.since <= v.day AND n.until > v.day) AS label@text
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

-- name: aid_event_of
-- one
-- unscoped: an event of the union that sends the sheet
SELECT e.id AS id@id, e.kind AS kind@text FROM aid_event e
WHERE e.city = :city AND e.person IN (:person@id, :root@id) AND e.org = :org@id AND e.day = :day@day AND e.state IN ('submitted', 'approved') ORDER BY e.id LIMIT 1;

-- name: aid_source_of
-- one
-- unscoped: a source is named by the union that received it and its voucher
SELECT s.id AS id@id, s.purpose AS purpose@text FROM aid_source s
WHERE s.city = :city AND s.org = :org@id AND s.voucher = :voucher@text AND s.state IN ('submitted', 'approved') ORDER BY s.id LIMIT 1;

-- name: aid_employer_uscc
-- one
-- unscoped: the register of organisations tells firms from offices
SELECT o.employer_uscc AS uscc@text FROM org o WHERE o.city = :city AND o.id = :org@id;

-- name: aid_campaign_until
-- one
SELECT c.since AS since@day, c.until AS until@day FROM campaign c
WHERE c.city = :city AND c.code = 'warmth' AND c.since <= :last@day ORDER BY c.since DESC, c.id DESC LIMIT 1;

-- What must hold between rows: each begins at the rows of this transaction's trail entry and goes on by key. A row counts while it is reported or
-- approved. How that is written is for the planners: seq > 0 and CROSS JOIN keep SQLite to this order, and NOT IN offers PostgreSQL, which knows nothing yet of
-- rows that were just written, no index by state.

-- Two files in force of one person, or of one household. Told is the file that was written; of two written, the later.
-- name: aid_two_files
-- many
-- unscoped: two files of one person are asked for wherever they are kept
WITH written AS (
	SELECT DISTINCT h.id, h.person, h.household, h.number, h.day, h.until FROM trail_row w CROSS JOIN aid_hardship h
	WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'aid_hardship' AND h.city = w.city AND h.id = w.row
		AND h.state NOT IN ('draft', 'returned', 'void')),
other AS (
	SELECT x.id, o.id AS other, o.day AS since FROM written x CROSS JOIN aid_hardship o
	WHERE o.city = :city AND o.person = x.person AND o.until > x.day AND o.day < x.until AND o.number <> x.number AND o.state NOT IN ('draft', 'returned', 'void')
	UNION SELECT x.id, o.id, o.day FROM written x CROSS JOIN aid_hardship o
	WHERE o.city = :city AND o.household = x.household AND o.until > x.day AND o.day < x.until AND o.number <> x.number
		AND o.state NOT IN ('draft', 'returned', 'void'))
SELECT t.id AS record@id, min(t.since) AS since@day FROM other t
WHERE t.other < t.id OR t.other NOT IN (SELECT y.id FROM written y)
GROUP BY t.id ORDER BY t.id;

-- The same kind of aid twice in one run of a campaign. Of one union's own rows each but the first says why; between unions one of two does, and told is
-- the row that was written. The answer is blind: the day alone, not who gave what, nor where.
-- name: aid_again
-- many
-- unscoped: whether the same person has been helped already is asked of the whole city
WITH written AS (
	SELECT DISTINCT t.id, t.org, t.day, t.again, t.campaign, t.kind, coalesce(l.same_as, t.person) AS root,
		coalesce((SELECT max(c.since) FROM campaign c WHERE c.city = t.city AND c.code = t.campaign AND c.since <= t.day), '') AS run
	FROM trail_row w CROSS JOIN aid_event t LEFT JOIN person_link l ON l.city = t.city AND l.person = t.person AND l.until = '9999-12-31'
	WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'aid_event' AND t.city = w.city AND t.id = w.row
		AND t.campaign IS NOT NULL AND t.state NOT IN ('draft', 'returned', 'void')),
alike AS (
	SELECT x.id, x.org, x.day, x.again, o.id AS id2, o.org AS org2, o.day AS day2, o.again AS again2 FROM written x CROSS JOIN aid_event o
	WHERE o.city = :city AND o.person = x.root AND o.campaign = x.campaign AND o.kind = x.kind AND o.state NOT IN ('draft', 'returned', 'void') AND o.id <> x.id
		AND coalesce((SELECT max(c.since) FROM campaign c WHERE c.city = o.city AND c.code = o.campaign AND c.since <= o.day), '') = x.run
	UNION ALL SELECT x.id, x.org, x.day, x.again, o.id, o.org, o.day, o.again FROM written x CROSS JOIN person_link k CROSS JOIN aid_event o
	WHERE k.city = :city AND k.same_as = x.root AND k.until = '9999-12-31'
		AND o.city = :city AND o.person = k.person AND o.campaign = x.campaign AND o.kind = x.kind AND o.state NOT IN ('draft', 'returned', 'void') AND o.id <> x.id
		AND coalesce((SELECT max(c.since) FROM campaign c WHERE c.city = o.city AND c.code = o.campaign AND c.since <= o.day), '') = x.run),
unsaid AS (
	SELECT a.id, a.day2 AS day FROM alike a
	WHERE a.again IS NULL AND ((a.org2 <> a.org AND a.again2 IS NULL) OR (a.org2 = a.org AND (a.day2 < a.day OR (a.day2 = a.day AND a.id2 < a.id))))
	UNION ALL SELECT a.id2, a.day FROM alike a
	WHERE a.again2 IS NULL AND a.org2 = a.org AND (a.day < a.day2 OR (a.day = a.day2 AND a.id < a.id2)))
SELECT u.id AS record@id, max(u.day) AS day@day FROM unsaid u GROUP BY u.id ORDER BY u.id;

-- Events of which the sources bear more than was given; of one that does not stand, nothing was given. share: the last allocation written.
-- name: aid_overborne
-- many
-- unscoped: what the sources bear of one event
WITH written AS (
	SELECT w.row AS event FROM trail_row w WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'aid_event'
	UNION SELECT a.event FROM trail_row w CROSS JOIN aid_allocation a
	WHERE w.city = :city AND w.entry = :entry AND w.seq > 0 AND w.relation = 'aid_allocation' AND a.city = w.city AND a.id = w.row),
borne AS (
	SELECT a.event, sum(a.amount) AS fen FROM written x CROSS JOIN aid_allocation a
	WHERE a.city = :city AND a.event = x.event AND a.state NOT IN ('draft', 'returned', 'void') GROUP BY a.event),
given AS (
	SELECT r.event, r.fen, CASE WHEN e.state NOT IN ('draft', 'returned', 'void') THEN e.cash + e.goods ELSE 0 END AS given
	FROM borne r CROSS JOIN aid_event e WHERE e.city = :city AND e.id = r.event)
SELECT g.event AS event@id, CAST(g.fen AS BIGINT) AS borne@money, CAST(g.given AS BIGINT) AS given@money,
	(SELECT max(b.id) FROM aid_allocation b JOIN trail_row v ON v.city = b.city AND v.relation = 'aid_allocation' AND v.row = b.id AND v.entry = :entry
		WHERE b.city = :city AND b.event = g.event AND b.state NOT IN ('draft', 'returned', 'void')) AS share@id
FROM given g WHERE g.fen > g.given ORDER BY g.event;

-- Accounts below nought: what a union received of a source, and what came of it from others, less what it passed on and what its aid has used.
-- name: aid_overdrawn
-- many
-- unscoped: the account of one union
WITH written AS (
	SELECT w.row AS origin FROM trail_row w WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'aid_source'
	UNION SELECT t.origin FROM trail_row w CROSS JOIN aid_transfer t
	WHERE w.city = :city AND w.entry = :entry AND w.seq > 0 AND w.relation = 'aid_transfer' AND t.city = w.city AND t.id = w.row
	UNION SELECT a.origin FROM trail_row w CROSS JOIN aid_allocation a
	WHERE w.city = :city AND w.entry = :entry AND w.seq > 0 AND w.relation = 'aid_allocation' AND a.city = w.city AND a.id = w.row),
flow AS (
	SELECT s.id AS origin, s.org AS account, s.amount AS fen FROM written x CROSS JOIN aid_source s
	WHERE s.city = :city AND s.id = x.origin AND s.state NOT IN ('draft', 'returned', 'void')
	UNION ALL SELECT t.origin, t.recipient, t.amount FROM written x CROSS JOIN aid_transfer t
	WHERE t.city = :city AND t.origin = x.origin AND t.state NOT IN ('draft', 'returned', 'void')
	UNION ALL SELECT t.origin, t.account, -t.amount FROM written x CROSS JOIN aid_transfer t
	WHERE t.city = :city AND t.origin = x.origin AND t.state NOT IN ('draft', 'returned', 'void')
	UNION ALL SELECT a.origin, a.account, -a.amount FROM written x CROSS JOIN aid_allocation a
	WHERE a.city = :city AND a.origin = x.origin AND a.state NOT IN ('draft', 'returned', 'void'))
SELECT f.origin AS source@id, f.account AS account@id, CAST(sum(f.fen) AS BIGINT) AS rest@money
FROM flow f GROUP BY f.origin, f.account HAVING sum(f.fen) < 0 ORDER BY f.origin, f.account;

-- Which row that was written has to do with an account: the last that draws (1 an allocation, 2 a transfer), else the source (3), else what was paid in (4).
-- name: aid_account_written
-- one
-- unscoped: the account of one union
SELECT x.part AS part@int, x.record AS record@id FROM (
	SELECT 1 AS part, a.id AS record, 1 AS place FROM trail_row w CROSS JOIN aid_allocation a
	WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'aid_allocation' AND a.city = w.city AND a.id = w.row
		AND a.origin = :source@id AND a.account = :account@id AND a.state NOT IN ('draft', 'returned', 'void')
	UNION ALL SELECT 2, t.id, 1 FROM trail_row w CROSS JOIN aid_transfer t
	WHERE w.city = :city AND w.entry = :entry AND w.seq > 0 AND w.relation = 'aid_transfer' AND t.city = w.city AND t.id = w.row
		AND t.origin = :source AND t.account = :account AND t.state NOT IN ('draft', 'returned', 'void')
	UNION ALL SELECT 3, s.id, 3 FROM trail_row w CROSS JOIN aid_source s
	WHERE w.city = :city AND w.entry = :entry AND w.seq > 0 AND w.relation = 'aid_source' AND s.city = w.city AND s.id = w.row
		AND s.id = :source AND s.org = :account
	UNION ALL SELECT 4, t.id, 4 FROM trail_row w CROSS JOIN aid_transfer t
	WHERE w.city = :city AND w.entry = :entry AND w.seq > 0 AND w.relation = 'aid_transfer' AND t.city = w.city AND t.id = w.row
		AND t.origin = :source AND t.recipient = :account) x
ORDER BY x.place, x.record DESC LIMIT 1;
