-- Evidence. The meeting is the event of its kind, its phrases are points; everything else is counted from the line's own tables.

-- name: appraisal_meeting_rows
-- rows
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, e.day AS key@text, CAST(substr(e.day, 9, 2) AS BIGINT) AS amount@int, NULL AS part@text,
	e.title AS label@text
FROM event e WHERE @scope(e, 1) AND e.line = 'appraisal' AND e.kind = '考评会议';

-- name: appraisal_year_rows
-- rows
-- unscoped: the name of the union of a row in scope
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.year AS TEXT) AS key@text, e.year AS amount@int, NULL AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = e.city AND n.org = e.org AND n.role = 'full' AND n.since <= e.day AND n.until > e.day) AS label@text
FROM appraisal_debrief e WHERE @scope(e);

-- name: appraisal_summary_rows
-- rows
SELECT p.id AS record@id, p.org AS org@id, p.day AS day@day, CAST(p.ordinal AS TEXT) AS key@text, 1 AS amount@int, NULL AS part@text, p.body AS label@text
FROM point p WHERE @scope(p, 1) AND p.line = 'appraisal' AND p.kind = '工作总结';

-- name: appraisal_next_year_rows
-- rows
SELECT p.id AS record@id, p.org AS org@id, p.day AS day@day, CAST(p.ordinal AS TEXT) AS key@text, 1 AS amount@int, NULL AS part@text, p.body AS label@text
FROM point p WHERE @scope(p, 1) AND p.line = 'appraisal' AND p.kind = '工作要求';

-- name: appraisal_debrief_rows
-- rows
-- unscoped: the name of the union of a row in scope
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.org AS TEXT) AS key@text, 1 AS amount@int, e.form AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = e.city AND n.org = e.org AND n.role = 'full' AND n.since <= e.day AND n.until > e.day) AS label@text
FROM appraisal_debrief e WHERE @scope(e);

-- name: appraisal_film_rows
-- rows
-- unscoped: the name of the union of a row in scope
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.org AS TEXT) AS key@text, 1 AS amount@int, e.form AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = e.city AND n.org = e.org AND n.role = 'full' AND n.since <= e.day AND n.until > e.day) AS label@text
FROM appraisal_debrief e WHERE @scope(e) AND e.form = 'film';

-- name: appraisal_slides_rows
-- rows
-- unscoped: the name of the union of a row in scope
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.org AS TEXT) AS key@text, 1 AS amount@int, e.form AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = e.city AND n.org = e.org AND n.role = 'full' AND n.since <= e.day AND n.until > e.day) AS label@text
FROM appraisal_debrief e WHERE @scope(e) AND e.form = 'slides';

-- name: appraisal_text_rows
-- rows
-- unscoped: the name of the union of a row in scope
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, CAST(e.org AS TEXT) AS key@text, 1 AS amount@int, e.form AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = e.city AND n.org = e.org AND n.role = 'full' AND n.since <= e.day AND n.until > e.day) AS label@text
FROM appraisal_debrief e WHERE @scope(e) AND e.form = 'text';

-- A part is the item's number and, from the scheme of the year, its title.
-- name: appraisal_verified_rows
-- rows
-- unscoped: the name of the union of a row in scope; the scheme of a year holds for every union
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, s.item AS key@text, s.verified AS amount@int,
	coalesce(s.item || ' ' || (SELECT max(i.title) FROM appraisal_scheme i
		WHERE i.city = s.city AND i.year = s.year AND i.item = s.item AND i.state = 'approved'), s.item) AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = s.city AND n.org = s.org AND n.role = 'full' AND n.since <= s.day AND n.until > s.day) AS label@text
FROM appraisal_score s WHERE @scope(s) AND s.verified IS NOT NULL;

-- name: appraisal_lowered_rows
-- rows
-- unscoped: the scheme of a year holds for every union
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, s.item AS key@text, s.self - s.verified AS amount@int,
	coalesce(s.item || ' ' || (SELECT max(i.title) FROM appraisal_scheme i
		WHERE i.city = s.city AND i.year = s.year AND i.item = s.item AND i.state = 'approved'), s.item) AS part@text, s.reason AS label@text
FROM appraisal_score s WHERE @scope(s) AND s.verified < s.self;

-- name: appraisal_scheme_rows
-- rows
SELECT i.id AS record@id, i.org AS org@id, i.day AS day@day, i.item AS key@text, i.weight AS amount@int, i.method AS part@text, i.title AS label@text
FROM appraisal_scheme i WHERE @scope(i, 1);

-- What the checks ask.
-- name: appraisal_item
-- one
-- unscoped: the scheme of a year holds for every union
SELECT i.weight AS weight@int, i.method AS method@text FROM appraisal_scheme i
WHERE i.city = :city AND i.year = :year@int AND i.item = :item@text AND i.state <> 'void' ORDER BY i.id DESC LIMIT 1;

-- name: appraisal_weights
-- one
-- unscoped: the scheme of a year holds for every union
SELECT CAST(coalesce(sum(i.weight), 0) AS BIGINT) AS weights@int, min(i.total) AS least@int, max(i.total) AS most@int FROM appraisal_scheme i
WHERE i.city = :city AND i.year = :year@int AND i.state <> 'void' AND i.method <> 'bonus' AND i.method <> 'veto';

-- name: appraisal_score_known
-- one
-- unscoped: what the union itself gave, asked of one union and one item
SELECT s.self AS self@int FROM appraisal_score s
WHERE s.city = :city AND s.year = :year@int AND s.item = :item@text AND s.org = :org@id AND s.state <> 'void' ORDER BY s.id DESC LIMIT 1;

-- name: appraisal_posts
-- one
-- unscoped: asks whether a person holds a post, gives nothing else
SELECT count(*) AS n@int FROM post p WHERE p.city = :city AND p.person = :person@id AND p.since <= :on@day AND p.until > :on;
