-- name: matter_events
-- many
SELECT e.day AS day@day, e.until AS until@day, e.kind AS kind@text, e.title AS title@text, e.place AS place@text, e.people AS people@text,
	e.content AS content@text, e.amount AS amount@int
FROM event e WHERE @scope(e) AND e.line = :line@text AND (:kind@text IS NULL OR e.kind = :kind) ORDER BY e.day, e.id;

-- name: matter_points
-- many
SELECT p.kind AS kind@text, p.ordinal AS ordinal@int, p.body AS body@text
FROM point p WHERE @scope(p) AND p.line = :line@text AND (:kind@text IS NULL OR p.kind = :kind) ORDER BY p.kind, p.ordinal, p.id;

-- name: matter_documents
-- many
SELECT d.day AS day@day, d.number AS number@text, d.title AS title@text, d.issuer AS issuer@text, d.role AS role@text
FROM document d WHERE @scope(d) AND d.line = :line@text ORDER BY d.day, d.id;

-- name: matter_campaign
-- one
-- a campaign by its code or its name, the newest first
SELECT c.code AS code@text FROM campaign c WHERE c.city = :city AND (c.code = :word@text OR c.name = :word) ORDER BY c.since DESC, c.id DESC LIMIT 1;

-- name: matter_campaigns
-- many
SELECT c.id AS id@id, c.name AS name@text, c.since AS since@day, c.until AS until@day FROM campaign c
WHERE c.city = :city AND c.code = :code@text ORDER BY c.since, c.id;

-- name: matter_cutoff
-- one
SELECT c.id AS id@id, c.day AS day@day FROM cutoff c WHERE c.city = :city AND c.campaign = :campaign@text AND c.month = :month@int;

-- name: matter_targets
-- many
-- unscoped: a register's own rows
SELECT t.id AS id@id, t.value AS value@int, t.since AS since@day, t.until AS until@day FROM target t
WHERE t.city = :city AND t.indicator = :indicator@text AND t.org = :org@id ORDER BY t.since, t.id;

-- The report's own two figures, from the issue that carries it. An issue without a month (a special one) is none.
-- name: report_issue_date_rows
-- rows
SELECT i.id AS record@id, i.org AS org@id, i.day AS day@day, CAST(i.period AS TEXT) AS key@text,
	CAST(replace(i.issued, '-', '') AS BIGINT) AS amount@int, i.series AS part@text, i.title AS label@text
FROM issue i WHERE @scope(i) AND i.period IS NOT NULL;

-- name: report_period_rows
-- rows
SELECT i.id AS record@id, i.org AS org@id, i.day AS day@day, CAST(i.period AS TEXT) AS key@text,
	i.period AS amount@int, i.series AS part@text, i.title AS label@text
FROM issue i WHERE @scope(i) AND i.period IS NOT NULL;
