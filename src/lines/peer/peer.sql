-- Evidence. All of it is the office's own: city level only. A person counts as the one to whom merged entries point.

-- name: peer_debrief_meeting_rows
-- rows
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, e.day AS key@text, CAST(substr(e.day, 9, 2) AS BIGINT) AS amount@int, NULL AS part@text,
	e.title AS label@text
FROM event e WHERE @scope(e, 1) AND e.line = 'peer' AND e.kind = '述职测评';

-- name: peer_commendation_meeting_rows
-- rows
SELECT e.id AS record@id, e.org AS org@id, e.day AS day@day, e.day AS key@text, CAST(substr(e.day, 9, 2) AS BIGINT) AS amount@int, NULL AS part@text,
	e.title AS label@text
FROM event e WHERE @scope(e, 1) AND e.line = 'peer' AND e.kind = '总结表彰';

-- name: peer_heads_rows
-- rows
-- unscoped: the name of the department of a row in scope
SELECT d.id AS record@id, d.org AS org@id, d.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = d.city AND l.person = d.person AND l.until = '9999-12-31'), d.person) AS TEXT) AS key@text,
	1 AS amount@int, d.form AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = d.city AND n.org = d.org AND n.role = 'full' AND n.since <= d.day AND n.until > d.day) AS label@text
FROM peer_debrief d WHERE @scope(d, 1);

-- name: peer_departments_rows
-- rows
-- unscoped: the name of the department of a row in scope
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.org AS TEXT) AS key@text, 1 AS amount@int, a.honour AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = a.city AND n.org = a.org AND n.role = 'full' AND n.since <= a.day AND n.until > a.day) AS label@text
FROM peer_award a WHERE @scope(a, 1) AND a.track = 'department';

-- name: peer_persons_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = a.city AND l.person = a.person AND l.until = '9999-12-31'), a.person) AS TEXT) AS key@text,
	1 AS amount@int, a.honour AS part@text, a.number AS label@text
FROM peer_award a WHERE @scope(a, 1) AND a.track = 'cadre';

-- name: peer_assistants_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = a.city AND l.person = a.person AND l.until = '9999-12-31'), a.person) AS TEXT) AS key@text,
	1 AS amount@int, a.honour AS part@text, a.number AS label@text
FROM peer_award a WHERE @scope(a, 1) AND a.track = 'assistant';

-- name: peer_speech_rows
-- rows
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, s.level AS key@text, 1 AS amount@int, s.level AS part@text, s.topic AS label@text
FROM peer_speech s WHERE @scope(s, 1);

-- name: peer_highlight_rows
-- rows
SELECT p.id AS record@id, p.org AS org@id, p.day AS day@day, CAST(p.ordinal AS TEXT) AS key@text, 1 AS amount@int, NULL AS part@text, p.body AS label@text
FROM point p WHERE @scope(p, 1) AND p.line = 'peer' AND p.kind = '亮点工作';

-- name: peer_next_year_rows
-- rows
SELECT p.id AS record@id, p.org AS org@id, p.day AS day@day, CAST(p.ordinal AS TEXT) AS key@text, 1 AS amount@int, NULL AS part@text, p.body AS label@text
FROM point p WHERE @scope(p, 1) AND p.line = 'peer' AND p.kind = '工作要求';

-- name: peer_orientation_rows
-- rows
SELECT p.id AS record@id, p.org AS org@id, p.day AS day@day, p.body AS key@text, 1 AS amount@int, NULL AS part@text, p.body AS label@text
FROM point p WHERE @scope(p, 1) AND p.line = 'peer' AND p.kind = '工作导向';

-- What the checks ask.
-- name: peer_posts
-- many
-- unscoped: asks what posts a person holds on a day
SELECT p.title AS title@text FROM post p WHERE p.city = :city AND p.person = :person@id AND p.since <= :on@day AND p.until > :on ORDER BY p.id;

-- name: peer_number_taken
-- many
-- unscoped: a certificate number is one for the whole city
SELECT a.org AS org@id, a.person AS person@id, a.track AS track@text FROM peer_award a
WHERE a.city = :city AND a.number = :number@text AND a.state <> 'void' ORDER BY a.id;

-- What the draft names.
-- name: peer_honoured_departments
-- many
SELECT DISTINCT a.org AS department@id, o.protocol AS protocol@int FROM peer_award a JOIN org o ON o.city = a.city AND o.id = a.org
WHERE @scope(a, 1) AND a.track = 'department' ORDER BY o.protocol, a.org;

-- name: peer_honours
-- many
SELECT DISTINCT a.track AS track@text, a.honour AS honour@text FROM peer_award a WHERE @scope(a, 1) ORDER BY a.track, a.honour;

-- name: peer_speech_levels
-- many
SELECT s.level AS level@text, coalesce(min(s.ordinal), 0) AS ordinal@int FROM peer_speech s WHERE @scope(s, 1) GROUP BY s.level ORDER BY 2, 1;
