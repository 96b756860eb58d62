-- Petitions. Key: the case itself, so that a group that came three times is one 件.
-- name: petition_demands_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.channel AS part@text, c.number AS label@text
FROM petition_case c WHERE @scope(c) AND c.accepted IS NOT NULL;

-- name: petition_visit_cases_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.subject AS part@text, c.number AS label@text
FROM petition_case c WHERE @scope(c) AND c.accepted IS NOT NULL AND c.channel = 'visit';

-- name: petition_hotline_cases_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.subject AS part@text, c.number AS label@text
FROM petition_case c WHERE @scope(c) AND c.accepted IS NOT NULL AND c.channel = 'hotline';

-- name: petition_letter_cases_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.subject AS part@text, c.number AS label@text
FROM petition_case c WHERE @scope(c) AND c.accepted IS NOT NULL AND c.channel = 'letter';

-- name: petition_web_cases_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.subject AS part@text, c.number AS label@text
FROM petition_case c WHERE @scope(c) AND c.accepted IS NOT NULL AND c.channel = 'web';

-- Those closed in the span, whenever they came: the day and the month by which the scope narrows are those of closing.
-- name: petition_concluded_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.outcome AS part@text, c.number AS label@text
FROM (SELECT c.id, c.city, c.org, c.state, c.concluded AS day, CAST(replace(substr(c.concluded, 1, 7), '-', '') AS BIGINT) AS month, c.people, c.outcome,
	c.number FROM petition_case c WHERE c.accepted IS NOT NULL AND c.concluded IS NOT NULL) c WHERE @scope(c);

-- name: petition_repeats_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.channel AS part@text, c.number AS label@text
FROM petition_case c WHERE @scope(c) AND c.accepted IS NOT NULL AND c.repeated = 1;

-- Those that had to be accepted: accepted, or still waiting when the term ran out. The part says which.
-- name: petition_accept_due_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	CASE WHEN c.accepted IS NULL THEN 'open' WHEN c.accepted > c.accept_due THEN 'late' ELSE 'in_time' END AS part@text,
	c.number || ' ' || c.accept_due AS label@text
FROM petition_case c WHERE @scope(c) AND (c.accepted IS NOT NULL
	OR (c.stage = 'registered' AND CAST(replace(substr(c.accept_due, 1, 7), '-', '') AS BIGINT) <= :month_to));

-- name: petition_accepted_in_time_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.channel AS part@text, c.number || ' ' || c.accept_due AS label@text
FROM petition_case c WHERE @scope(c) AND c.accepted IS NOT NULL AND c.accepted <= c.accept_due;

-- name: petition_reply_due_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	CASE WHEN c.concluded IS NULL THEN 'open' WHEN c.concluded > c.reply_due THEN 'late' ELSE 'in_time' END AS part@text,
	c.number || ' ' || c.reply_due AS label@text
FROM petition_case c WHERE @scope(c) AND c.reply_due IS NOT NULL AND (c.concluded IS NOT NULL
	OR CAST(replace(substr(c.reply_due, 1, 7), '-', '') AS BIGINT) <= :month_to);

-- name: petition_replied_in_time_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.id AS TEXT) AS key@text, coalesce(c.people, 1) AS amount@int,
	c.outcome AS part@text, c.number || ' ' || c.reply_due AS label@text
FROM petition_case c WHERE @scope(c) AND c.reply_due IS NOT NULL AND c.concluded IS NOT NULL AND c.concluded <= c.reply_due;

-- Contacts.
-- name: petition_visitors_rows
-- rows
SELECT k.id AS record@id, k.org AS org@id, k.day AS day@day, CAST(k.id AS TEXT) AS key@text, k.people AS amount@int,
	CASE WHEN k.people >= 5 THEN 'group' ELSE 'few' END AS part@text, k.number AS label@text
FROM petition_contact k WHERE @scope(k) AND k.channel = 'visit';

-- name: petition_group_visits_rows
-- rows
SELECT k.id AS record@id, k.org AS org@id, k.day AS day@day, CAST(k.id AS TEXT) AS key@text, k.people AS amount@int,
	k.channel AS part@text, k.number AS label@text
FROM petition_contact k WHERE @scope(k) AND k.channel = 'visit' AND k.people >= 5;

-- name: petition_calls_rows
-- rows
SELECT k.id AS record@id, k.org AS org@id, k.day AS day@day, CAST(k.id AS TEXT) AS key@text, k.people AS amount@int,
	CASE WHEN k.answered = 1 THEN 'answered' WHEN k.answered = 0 THEN 'passed_on' END AS part@text, k.number AS label@text
FROM petition_contact k WHERE @scope(k) AND k.channel <> 'visit';

-- name: petition_recovered_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.petition AS TEXT) AS key@text, r.amount AS amount@int,
	r.way AS part@text, r.number AS label@text
FROM petition_recovered r WHERE @scope(r);

-- Risks. A number is a union's own, so the key carries both.
-- name: petition_risks_found_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) || '/' || r.number AS key@text, coalesce(r.people, 0) AS amount@int,
	r.kind AS part@text, r.number || ' ' || r.employer AS label@text
FROM petition_risk r WHERE @scope(r) AND r.stage = 'found';

-- name: petition_risks_resolved_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) || '/' || r.number AS key@text, coalesce(r.people, 0) AS amount@int,
	r.kind AS part@text, r.number || ' ' || r.employer AS label@text
FROM petition_risk r WHERE @scope(r) AND r.stage = 'resolved';

-- name: petition_risks_cancelled_rows
-- rows
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.org AS TEXT) || '/' || r.number AS key@text, coalesce(r.people, 0) AS amount@int,
	r.kind AS part@text, r.number || ' ' || r.employer AS label@text
FROM petition_risk r WHERE @scope(r) AND r.stage = 'cancelled';

-- What the checks look up.
-- name: petition_contact_of
-- one
-- unscoped: a row of the same union, named by its number
SELECT k.id AS id@id, k.day AS day@day, k.channel AS channel@text FROM petition_contact k
WHERE k.city = :city AND k.number = :number@text AND k.org = :org@id AND k.state <> 'void' ORDER BY k.id DESC LIMIT 1;

-- name: petition_case_of
-- one
-- unscoped: a row of the same union, named by its number
SELECT c.id AS id@id, c.day AS day@day, c.channel AS channel@text FROM petition_case c
WHERE c.city = :city AND c.number = :number@text AND c.org = :org@id AND c.state <> 'void' ORDER BY c.id DESC LIMIT 1;

-- name: petition_risk_before
-- one
-- unscoped: the earlier steps of the same union's own risk
SELECT r.day AS day@day, r.stage AS stage@text FROM petition_risk r
WHERE r.city = :city AND r.number = :number@text AND r.org = :org@id AND r.state <> 'void' AND r.day < :on@day ORDER BY r.day DESC, r.id DESC LIMIT 1;

-- What the draft reads.
-- name: petition_earlier
-- one
-- unscoped: the draft speaks for the whole city
SELECT count(*) AS n@int FROM petition_case c WHERE c.city = :city AND c.accepted IS NOT NULL AND c.day < :first@day AND c.concluded >= :first
	AND c.concluded <= :last@day AND c.state = 'approved';

-- name: petition_risks_earlier
-- one
-- unscoped: the draft speaks for the whole city
SELECT count(DISTINCT CAST(r.org AS TEXT) || '/' || r.number) AS n@int FROM petition_risk r
WHERE r.city = :city AND r.month = :month@int AND r.stage = 'resolved' AND r.found < :first@day AND r.state = 'approved';

-- name: petition_subjects
-- many
SELECT c.subject AS subject@text, count(*) AS n@int FROM petition_case c
WHERE @scope(c) AND c.accepted IS NOT NULL GROUP BY c.subject ORDER BY count(*) DESC, c.subject;

-- name: petition_risk_kinds
-- many
SELECT r.kind AS kind@text, count(*) AS n@int FROM petition_risk r
WHERE @scope(r) AND r.stage = 'found' GROUP BY r.kind ORDER BY count(*) DESC, r.kind;
