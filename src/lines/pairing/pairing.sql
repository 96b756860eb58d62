-- Evidence. The trips are the office's own: city level only. Households count by the kernel's number, cadres as the one to whom merged entries point.
-- Calls by telephone are no visits.

-- name: pairing_trip_rows
-- rows
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, e.day AS key@text, CAST(substr(e.day, 9, 2) AS BIGINT) AS amount@int, NULL AS part@text,
	e.title AS label@text
FROM event e WHERE @scope(e, 1) AND e.line = 'pairing' AND e.kind = '结对走访';

-- name: pairing_support_rows
-- rows
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.household AS TEXT) AS key@text, coalesce(s.cash, 0) + coalesce(s.goods_value, 0) AS amount@int,
	NULL AS part@text, s.code AS label@text
FROM pairing_support s WHERE @scope(s, 1);

-- name: pairing_cash_rows
-- rows
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.household AS TEXT) AS key@text, s.cash AS amount@int, NULL AS part@text, s.code AS label@text
FROM pairing_support s WHERE @scope(s, 1) AND s.cash > 0;

-- name: pairing_goods_rows
-- rows
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.household AS TEXT) AS key@text, s.goods_value AS amount@int, s.goods AS part@text,
	s.code AS label@text
FROM pairing_support s WHERE @scope(s, 1) AND s.goods_value > 0;

-- name: pairing_cadre_rows
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = v.city AND l.person = v.person AND l.until = '9999-12-31'), v.person) AS TEXT) AS key@text,
	1 AS amount@int, v.kind AS part@text, v.code AS label@text
FROM pairing_visit v WHERE @scope(v, 1) AND v.kind <> 'phone';

-- name: pairing_poor_rows
-- rows
-- unscoped: what a household is taken for is asked of the register, whoever keeps it
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.household AS TEXT) AS key@text, 1 AS amount@int, v.kind AS part@text, v.code AS label@text
FROM pairing_visit v WHERE @scope(v, 1) AND v.kind <> 'phone'
	AND (SELECT h.kind FROM pairing_household h WHERE h.city = v.city AND h.household = v.household AND h.day <= v.day AND h.state = 'approved'
		ORDER BY h.day DESC, h.id DESC LIMIT 1) = 'poor';

-- name: pairing_other_rows
-- rows
-- unscoped: what a household is taken for is asked of the register, whoever keeps it
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.household AS TEXT) AS key@text, 1 AS amount@int, v.kind AS part@text, v.code AS label@text
FROM pairing_visit v WHERE @scope(v, 1) AND v.kind <> 'phone'
	AND (SELECT h.kind FROM pairing_household h WHERE h.city = v.city AND h.household = v.household AND h.day <= v.day AND h.state = 'approved'
		ORDER BY h.day DESC, h.id DESC LIMIT 1) IN ('needy', 'veteran');

-- name: pairing_needy_rows
-- rows
-- unscoped: what a household is taken for is asked of the register, whoever keeps it
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.household AS TEXT) AS key@text, 1 AS amount@int, v.kind AS part@text, v.code AS label@text
FROM pairing_visit v WHERE @scope(v, 1) AND v.kind <> 'phone'
	AND (SELECT h.kind FROM pairing_household h WHERE h.city = v.city AND h.household = v.household AND h.day <= v.day AND h.state = 'approved'
		ORDER BY h.day DESC, h.id DESC LIMIT 1) = 'needy';

-- name: pairing_veteran_rows
-- rows
-- unscoped: what a household is taken for is asked of the register, whoever keeps it
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.household AS TEXT) AS key@text, 1 AS amount@int, v.kind AS part@text, v.code AS label@text
FROM pairing_visit v WHERE @scope(v, 1) AND v.kind <> 'phone'
	AND (SELECT h.kind FROM pairing_household h WHERE h.city = v.city AND h.household = v.household AND h.day <= v.day AND h.state = 'approved'
		ORDER BY h.day DESC, h.id DESC LIMIT 1) = 'veteran';

-- name: pairing_unlinked_rows
-- rows
-- unscoped: whether a household has a helper is asked of the register, whoever keeps it
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.household AS TEXT) AS key@text, 1 AS amount@int, v.kind AS part@text, v.code AS label@text
FROM pairing_visit v WHERE @scope(v, 1) AND NOT EXISTS (SELECT 1 FROM pairing_link k WHERE k.city = v.city AND k.household = v.household
	AND k.state = 'approved' AND k.day <= v.day AND (k.until IS NULL OR k.until >= v.day));

-- What the checks ask.
-- name: pairing_posts
-- one
-- unscoped: asks whether a person holds a post, gives nothing else
SELECT count(*) AS n@int FROM post p WHERE p.city = :city AND p.person = :person@id AND p.since <= :on@day AND p.until > :on;

-- name: pairing_known
-- one
-- unscoped: a household is known to the whole city by its code
SELECT h.household AS household@id FROM pairing_household h WHERE h.city = :city AND h.code = :code@text AND h.state <> 'void' ORDER BY h.id LIMIT 1;

-- What must hold between rows: each begins at the rows of this transaction's trail entry and goes on by key. A row counts while it is reported or
-- approved. How that is written is for the planners: seq > 0 and CROSS JOIN keep SQLite to this order, and NOT IN offers PostgreSQL, which knows nothing yet of
-- rows that were just written, no index by state. Of two rows that do not go together the one that was written is told; of two written, the later.

-- name: pairing_two_kinds
-- many
-- unscoped: one household is one thing a day, whoever lists it
WITH written AS (
	SELECT DISTINCT h.id, h.household, h.day, h.kind FROM trail_row w CROSS JOIN pairing_household h
	WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'pairing_household' AND h.city = w.city AND h.id = w.row
		AND h.state NOT IN ('draft', 'returned', 'void'))
SELECT DISTINCT x.id AS record@id FROM written x CROSS JOIN pairing_household o
WHERE o.city = :city AND o.household = x.household AND o.day = x.day AND o.kind <> x.kind AND o.state NOT IN ('draft', 'returned', 'void')
	AND (o.id < x.id OR o.id NOT IN (SELECT y.id FROM written y))
ORDER BY x.id;

-- name: pairing_two_helpers
-- many
-- unscoped: one household has one helper a day, whoever lists it
WITH written AS (
	SELECT DISTINCT l.id, l.household, l.day, l.until FROM trail_row w CROSS JOIN pairing_link l
	WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'pairing_link' AND l.city = w.city AND l.id = w.row
		AND l.state NOT IN ('draft', 'returned', 'void'))
SELECT x.id AS record@id, min(o.day) AS since@day FROM written x CROSS JOIN pairing_link o
WHERE o.city = :city AND o.household = x.household AND o.id <> x.id AND o.state NOT IN ('draft', 'returned', 'void')
	AND (o.until IS NULL OR o.until >= x.day) AND (x.until IS NULL OR o.day <= x.until)
	AND (o.day < x.day OR (o.day = x.day AND o.id < x.id) OR o.id NOT IN (SELECT y.id FROM written y))
GROUP BY x.id ORDER BY x.id;

-- A helper has most households on the first day of one of the links; told is the last link written that holds on such a day.
-- name: pairing_too_many
-- many
-- unscoped: a cadre's households wherever they are listed
WITH written AS (
	SELECT DISTINCT l.id, l.person FROM trail_row w CROSS JOIN pairing_link l
	WHERE w.city = :city AND w.entry = :entry@id AND w.seq > 0 AND w.relation = 'pairing_link' AND l.city = w.city AND l.id = w.row),
held AS (
	SELECT l.id, l.person, l.household, l.day, l.until FROM (SELECT DISTINCT x.person FROM written x) p CROSS JOIN pairing_link l
	WHERE l.city = :city AND l.person = p.person AND l.state NOT IN ('draft', 'returned', 'void')),
crowded AS (
	SELECT a.id, count(DISTINCT b.household) AS n, max(CASE WHEN b.id IN (SELECT y.id FROM written y) THEN b.id END) AS record
	FROM held a CROSS JOIN pairing_link b
	WHERE b.city = :city AND b.person = a.person AND b.day <= a.day AND (b.until IS NULL OR b.until >= a.day) AND b.state NOT IN ('draft', 'returned', 'void')
	GROUP BY a.id)
SELECT c.record AS record@id, max(c.n) AS n@int FROM crowded c WHERE c.n > :most@int AND c.record IS NOT NULL GROUP BY c.record ORDER BY c.record;

-- What the draft names.
-- name: pairing_villages
-- many
-- unscoped: the village of a household visited
SELECT DISTINCT h.village AS village@text FROM pairing_visit v JOIN pairing_household h ON h.city = v.city AND h.household = v.household AND h.day <= v.day
	AND h.state = 'approved'
WHERE @scope(v, 1) AND v.kind <> 'phone' ORDER BY h.village;

-- name: pairing_goods_names
-- many
SELECT s.goods AS goods@text, CAST(sum(s.goods_value) AS BIGINT) AS value@int FROM pairing_support s
WHERE @scope(s, 1) AND s.goods_value > 0 GROUP BY s.goods ORDER BY 2 DESC, 1;
