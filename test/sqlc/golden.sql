-- Statements that must build; what comes of them stands in golden.h.expected and golden.c.expected.

-- name: person_by_blind
-- one
-- Who it is, by the keyed digest of the ID number. */ "Quotes" and \ are kept.
SELECT p.id AS id@id, p.name AS name@bytes, p.born AS born@day FROM person p WHERE p.city = :city AND p.blind = :blind@text;

-- name: visit_list
-- blind
SELECT v.id AS id@id, v.natural AS natural@text, 'it''s "so" \ ??/' AS words@text, coalesce(v.cash, 0) AS cash@money
FROM visit AS v -- of those that the reader may see
WHERE @visible(v) AND v.month = :month@int AND (v.day >= :since@day OR v.day < :since)
ORDER BY v.day, v.id LIMIT :limit@int;

-- name: visit_waiting
SELECT v.id AS id@id, p.id AS person@id FROM visit v JOIN person p ON p.city = v.city AND p.id = v.person WHERE @granted(v) AND @visible(v);

-- name: visit_share
-- one
SELECT count(*) AS n@int FROM visit v WHERE @scope(v, 2) AND NOT EXISTS (SELECT 1 FROM petition t WHERE t.id = v.id AND @scope(t));

-- name: loose_add
-- exec
-- writes: words are no records
INSERT INTO loose (word) VALUES (:word@text);

-- name: loose_all
-- scans: a handful of words
WITH q AS (SELECT l.word FROM loose l) SELECT q.word AS word@text, count(*) AS n@int FROM q GROUP BY q.word ORDER BY q.word @bytewise;

-- name: one_or_two
SELECT 1 AS n@int UNION ALL SELECT 2 AS n@int;

-- name: ping
-- exec
-- writes: nothing, in truth
-- scans: nothing, in truth
UPDATE loose SET word = word WHERE 1 = 0;

-- name: visited
-- rows
-- Home visits, by person.
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.person AS TEXT) AS key@text, v.cash AS amount@int, v.kind AS part@text,
	(SELECT p.blind FROM person p WHERE p.city = v.city AND p.id = v.person) AS label@text
FROM visit v WHERE @scope(v) AND v.kind = 'home';

-- name: visit_either
-- scans: a union of two small sets
-- An OR of macros narrows; so does a macro of a subselect whose EXISTS stands beside an OR.
SELECT v.id AS id@id FROM visit v WHERE (@visible(v) OR @granted(v)) AND (v.kind = 'home' OR v.kind IS NULL OR EXISTS (SELECT 1 FROM petition t
	WHERE t.id = v.id AND @visible(t)));

-- name: visit_paid
-- one
-- A query in brackets under @scope has days of its own: they are not looked for in the index of the rows it is made of.
SELECT count(*) AS n@int FROM (SELECT v.city, v.org, v.id, v.state, v.day AS day, v.version AS month FROM visit v WHERE v.cash IS NOT NULL) v WHERE @scope(v);
