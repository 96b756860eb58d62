-- What the figures count. A unit is counted once however many titles it has; a person is the one that merged persons are.

-- name: selection_edition_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.edition AS TEXT) AS key@text, a.edition AS amount@int,
	NULL AS part@text, a.name AS label@text
FROM selection_award a WHERE @scope(a) AND a.series = 'ethics' AND a.edition IS NOT NULL;

-- name: selection_pacesetter_rows
-- rows
-- unscoped: names of units are no secret
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.unit AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int, a.title AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = a.city AND n.org = a.unit AND n.role = 'employer' AND n.since <= a.day AND n.until > a.day) AS label@text
FROM selection_award a WHERE @scope(a) AND a.title = 'pacesetter';

-- name: selection_mayday_rows
-- rows
-- unscoped: names of units are no secret
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.unit AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int, a.title AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = a.city AND n.org = a.unit AND n.role = 'employer' AND n.since <= a.day AND n.until > a.day) AS label@text
FROM selection_award a WHERE @scope(a) AND a.title = 'mayday_certificate';

-- name: selection_advanced_rows
-- rows
-- unscoped: names of units are no secret
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = a.city AND l.person = a.person AND l.until = '9999-12-31'), a.person) AS TEXT) AS key@text,
	CAST(1 AS BIGINT) AS amount@int, a.title AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = a.city AND n.org = a.unit AND n.role = 'employer' AND n.since <= a.day AND n.until > a.day) AS label@text
FROM selection_award a WHERE @scope(a) AND a.title = 'advanced';

-- name: selection_honoured_units_rows
-- rows
-- unscoped: names of units are no secret
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.unit AS TEXT) || '/' || coalesce(a.team, '') AS key@text, CAST(1 AS BIGINT) AS amount@int, a.title AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = a.city AND n.org = a.unit AND n.role = 'employer' AND n.since <= a.day AND n.until > a.day) AS label@text
FROM selection_award a WHERE @scope(a) AND a.kind = 'unit';

-- name: selection_honoured_persons_rows
-- rows
-- unscoped: names of units are no secret
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = a.city AND l.person = a.person AND l.until = '9999-12-31'), a.person) AS TEXT) AS key@text,
	CAST(1 AS BIGINT) AS amount@int, a.title AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = a.city AND n.org = a.unit AND n.role = 'employer' AND n.since <= a.day AND n.until > a.day) AS label@text
FROM selection_award a WHERE @scope(a) AND a.kind = 'person';

-- name: selection_candidate_units_rows
-- rows
-- unscoped: names of units are no secret
-- A team of a unit is a candidate of its own.
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.unit AS TEXT) || '/' || coalesce(c.team, '') AS key@text, CAST(1 AS BIGINT) AS amount@int,
	c.stage AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = c.city AND n.org = c.unit AND n.role = 'employer' AND n.since <= c.day AND n.until > c.day) AS label@text
FROM selection_candidate c WHERE @scope(c) AND c.kind = 'unit';

-- name: selection_candidate_persons_rows
-- rows
-- unscoped: names of units are no secret
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = c.city AND l.person = c.person AND l.until = '9999-12-31'), c.person) AS TEXT) AS key@text,
	CAST(1 AS BIGINT) AS amount@int, c.stage AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = c.city AND n.org = c.unit AND n.role = 'employer' AND n.since <= c.day AND n.until > c.day) AS label@text
FROM selection_candidate c WHERE @scope(c) AND c.kind = 'person';

-- name: selection_units_sent_rows
-- rows
-- unscoped: names of units are no secret
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.unit AS TEXT) || '/' || coalesce(c.team, '') AS key@text, CAST(1 AS BIGINT) AS amount@int,
	c.title AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = c.city AND n.org = c.unit AND n.role = 'employer' AND n.since <= c.day AND n.until > c.day) AS label@text
FROM selection_candidate c WHERE @scope(c) AND c.kind = 'unit' AND c.sent IS NOT NULL;

-- name: selection_persons_sent_rows
-- rows
-- unscoped: names of units are no secret
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = c.city AND l.person = c.person AND l.until = '9999-12-31'), c.person) AS TEXT) AS key@text,
	CAST(1 AS BIGINT) AS amount@int, c.title AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = c.city AND n.org = c.unit AND n.role = 'employer' AND n.since <= c.day AND n.until > c.day) AS label@text
FROM selection_candidate c WHERE @scope(c) AND c.kind = 'person' AND c.sent IS NOT NULL;

-- What the rules ask.

-- name: selection_notices_for
-- unscoped: a notice is public
SELECT n.level AS level@text, n.day AS day@day, n.ends AS ends@day, n.pending AS pending@int FROM selection_notice n
WHERE n.city = :city AND n.folded = :folded@text AND n.state <> 'void' AND (n.unit IS NULL OR n.unit = :unit@id) ORDER BY n.level, n.day, n.id;

-- name: selection_sent_of
-- unscoped: who was sent up under this notice is asked when the notice changes
SELECT c.sent AS sent@day, c.unit AS unit@id FROM selection_candidate c
WHERE c.city = :city AND c.folded = :folded@text AND c.sent IS NOT NULL AND c.state <> 'void' ORDER BY c.sent, c.id;

-- What the draft reads: it speaks for the whole city.

-- name: selection_awards_in
-- unscoped: the draft speaks for the whole city
SELECT a.day AS day@day, a.series AS series@text, a.name AS name@text, a.edition AS edition@int, a.title AS title@text, a.kind AS kind@text, a.unit AS unit@id,
	a.team AS team@text, a.person AS person@id, a.issuer AS issuer@text
FROM selection_award a WHERE a.city = :city AND a.month = :month@int AND a.state = 'approved' ORDER BY a.day, a.folded, a.id;

-- name: selection_names_in
-- unscoped: the draft speaks for the whole city
SELECT c.folded AS folded@text, min(c.name) AS name@text, min(c.day) AS first@day, min(c.sent) AS sent@day, count(*) AS n@int FROM selection_candidate c
WHERE c.city = :city AND c.month = :month@int AND c.state = 'approved' GROUP BY c.folded ORDER BY min(c.day) @bytewise, c.folded;

-- name: selection_notices_in
-- unscoped: the draft speaks for the whole city
-- A notice without proof has no end and is not told.
SELECT n.folded AS folded@text, n.level AS level@text, min(n.day) AS first@day, max(n.ends) AS ends@day, min(n.days) AS days@int,
	CAST(sum(n.objections) AS BIGINT) AS objections@int
FROM selection_notice n WHERE n.city = :city AND n.month = :month@int AND n.state = 'approved' AND n.ends IS NOT NULL
GROUP BY n.folded, n.level ORDER BY min(n.day) @bytewise, n.folded, n.level;

-- name: selection_employer
-- unscoped: names are no secret
SELECT n.name AS name@text FROM org_name n
WHERE n.city = :city AND n.org = :org@id AND n.role = 'employer' AND n.since <= :on@day AND n.until > :on ORDER BY n.id DESC;
