-- What the figures count. Spans end on the cut-off day of the month; what the platform sent of later days counts in the next.

-- name: poll_cutoff_rows
-- rows
-- The counts of the very last day counted: their day of the month is the cut-off. The same span ends there, so day and sums cannot disagree.
SELECT d.id AS record@id, d.org AS org@id, d.day AS day@day, d.day AS key@text, CAST(substr(d.day, 9, 2) AS BIGINT) AS amount@int,
	NULL AS part@text, NULL AS label@text
FROM poll_daily d WHERE @scope(d) AND d.day = :day_to;

-- name: poll_voters_rows
-- rows
SELECT d.id AS record@id, d.org AS org@id, d.day AS day@day, CAST(d.id AS TEXT) AS key@text, d.voters AS amount@int,
	NULL AS part@text, NULL AS label@text
FROM poll_daily d WHERE @scope(d);

-- name: poll_ballots_rows
-- rows
SELECT d.id AS record@id, d.org AS org@id, d.day AS day@day, CAST(d.id AS TEXT) AS key@text, d.ballots AS amount@int,
	NULL AS part@text, NULL AS label@text
FROM poll_daily d WHERE @scope(d);

-- name: poll_valid_rows
-- rows
SELECT d.id AS record@id, d.org AS org@id, d.day AS day@day, CAST(d.id AS TEXT) AS key@text, d.valid AS amount@int,
	NULL AS part@text, NULL AS label@text
FROM poll_daily d WHERE @scope(d);

-- name: poll_rank_rows
-- rows
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.id AS TEXT) AS key@text, s.place AS amount@int,
	NULL AS part@text, CAST(s.place AS TEXT) AS label@text
FROM poll_standing s WHERE @scope(s) AND s.measure = 'turnout';

-- name: poll_survey_enterprises_rows
-- rows
-- unscoped: names of units are no secret
-- An employer is its social credit code; its union's number where the register has none.
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day,
	coalesce((SELECT o.employer_uscc FROM org o WHERE o.city = r.city AND o.id = r.org), CAST(r.org AS TEXT)) AS key@text,
	r.valid AS amount@int, r.way AS part@text,
	(SELECT min(n.name) FROM org_name n WHERE n.city = r.city AND n.org = r.org AND n.role = 'employer' AND n.since <= r.day AND n.until > r.day) AS label@text
FROM poll_return r WHERE @scope(r) AND r.valid >= 1;

-- name: poll_survey_given_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) AS key@text, r.given AS amount@int,
	r.way AS part@text, r.instrument AS label@text
FROM poll_return r WHERE @scope(r);

-- name: poll_survey_returned_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) AS key@text, r.returned AS amount@int,
	r.way AS part@text, r.instrument AS label@text
FROM poll_return r WHERE @scope(r);

-- name: poll_survey_valid_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) AS key@text, r.valid AS amount@int,
	r.way AS part@text, r.instrument AS label@text
FROM poll_return r WHERE @scope(r);

-- name: poll_survey_satisfied_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) AS key@text, r.satisfied AS amount@int,
	r.way AS part@text, r.instrument AS label@text
FROM poll_return r WHERE @scope(r);

-- name: poll_survey_content_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) AS key@text, r.satisfied + r.fairly AS amount@int,
	r.way AS part@text, r.instrument AS label@text
FROM poll_return r WHERE @scope(r);

-- name: poll_survey_opinions_rows
-- rows
-- 不了解 says nothing about the work and leaves the denominator.
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) AS key@text, r.satisfied + r.fairly + r.unsatisfied AS amount@int,
	r.way AS part@text, r.instrument AS label@text
FROM poll_return r WHERE @scope(r);

-- What the rules ask.

-- name: poll_org_kind
-- one
SELECT o.kind AS kind@text FROM org o WHERE o.city = :city AND o.id = :org@id;

-- What the draft reads: it speaks for the whole city.

-- name: poll_standing_in
-- unscoped: the draft speaks for the whole city
SELECT s.day AS day@day, s.place AS place@int, s.among AS among@int, s.issuer AS issuer@text FROM poll_standing s
WHERE s.city = :city AND s.month = :month@int AND s.measure = 'turnout' AND s.state = 'approved' ORDER BY s.day DESC, s.id DESC;

-- name: poll_days_in
-- one
-- unscoped: the draft speaks for the whole city
SELECT count(*) AS n@int FROM poll_daily d WHERE d.city = :city AND d.month = :month@int AND d.state = 'approved';

-- name: poll_returns_in
-- one
-- unscoped: the draft speaks for the whole city
SELECT count(*) AS n@int FROM poll_return r WHERE r.city = :city AND r.month = :month@int AND r.state = 'approved';
