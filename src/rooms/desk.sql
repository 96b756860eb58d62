-- The desk: what waits, what was done, what was sent; and how far a unit's month is.

-- name: desk_done
-- many
SELECT s.relation AS relation@text, s.record AS record@id, s.act AS act@text, s.was AS was@text, s.became AS became@text, s.words AS words@text, s.at AS at@int
FROM step s WHERE s.city = :city AND s.actor = :viewer ORDER BY s.id DESC LIMIT 100;

-- name: desk_returned
-- many
-- What came back to the reader, the latest first.
SELECT s.relation AS relation@text, s.record AS record@id, s.reason AS reason@text, s.words AS words@text, s.actor AS actor@id, s.at AS at@int
FROM step s WHERE s.city = :city AND s.recipient = :viewer AND s.act = 'return' ORDER BY s.id DESC LIMIT 50;

-- name: desk_sent
-- many
-- unscoped: what the reader brought in
SELECT i.id AS id@id, i.kind AS kind@text, i.org AS org@id, i.month AS month@int, i.file AS file@text, i.state AS state@text, i.added AS added@int,
	i.changed AS changed@int, i.gone AS gone@int, i.at AS at@int,
	(SELECT max(s.at) FROM step s WHERE s.city = i.city AND s.record = i.id AND s.relation = 'import' AND s.act = 'approve') AS approved_at@int
FROM import i WHERE i.city = :city AND i.actor = :viewer AND i.state <> 'reversal' ORDER BY i.id DESC LIMIT :most@int;

-- name: desk_uploads
-- many
SELECT u.id AS id@id, u.name AS name@text, u.at AS at@int FROM handed u WHERE u.city = :city AND u.person = :viewer ORDER BY u.at DESC, u.id DESC LIMIT 20;

-- name: desk_editions
-- many
-- scans: some editions a month
SELECT e.id AS id@id, e.month AS month@int, e.number AS number@int, e.state AS state@text, e.editor AS editor@id FROM edition e
WHERE e.city = :city AND e.state <> 'issued' ORDER BY e.month, e.number;

-- name: desk_unopened
-- one
-- unscoped: the report of the whole city
-- scans: some dozen matters a month
-- The latest month with finished matters, and how many; opened: somebody has begun its report.
SELECT m.month AS month@int, CAST(count(*) AS BIGINT) AS n@int,
	(SELECT CAST(count(*) AS BIGINT) FROM edition e WHERE e.city = m.city AND e.month = m.month AND e.state <> 'void') AS opened@int
FROM matter m WHERE m.city = :city AND m.state = 'approved' AND m.progress = 'done' GROUP BY m.city, m.month ORDER BY m.month DESC LIMIT 1;

-- name: desk_sections
-- many
-- unscoped: the report of the whole city
SELECT s.id AS id@id, s.state AS state@text, s.editor AS editor@id, m.heading AS heading@text, m.line AS line@text, m.ordinal AS ordinal@int, m.department AS department@id
FROM section s JOIN matter m ON m.city = s.city AND m.id = s.matter
WHERE s.city = :city AND s.edition = :edition@id AND s.state <> 'left' ORDER BY m.ordinal, m.id;

-- name: desk_cosign
-- one
SELECT c.id AS id@id FROM cosign c WHERE c.city = :city AND c.edition = :edition@id AND c.person = :viewer AND c.state = 'waiting';

-- name: desk_account
-- one
-- unscoped: where the reader's own account is
SELECT a.org AS org@id FROM account a WHERE a.city = :city AND a.id = :account@id;

-- name: desk_reach
-- one
-- unscoped: whether anybody has reported yet is no secret
-- scans: some filings and matters a month
-- Since when months are reported here: nobody is late for one before. And the latest for which a sheet, a finished matter or a report has come.
SELECT min(f.month) AS first@int, max(f.month) AS filed@int,
	(SELECT max(m.month) FROM matter m WHERE m.city = :city AND m.state <> 'void' AND m.progress = 'done') AS done@int,
	(SELECT max(e.month) FROM edition e WHERE e.city = :city AND e.state <> 'void') AS edition@int
FROM filing f WHERE f.city = :city;

-- name: desk_month
-- many
-- What was done with the months of one unit: closed, returned, taken back, reminded, explained. was: the month, 2019-01.
SELECT s.id AS id@id, s.act AS act@text, s.was AS was@text, s.reason AS reason@text, s.words AS words@text, s.recipient AS recipient@id, s.actor AS actor@id, s.at AS at@int
FROM step s WHERE s.city = :city AND s.record = :org@id AND s.relation = 'month' ORDER BY s.id;

-- name: desk_brought
-- many
-- What came from one unit for one month, the latest of each series last.
SELECT i.id AS id@id, i.kind AS kind@text, i.month AS month@int, i.file AS file@text, i.added AS added@int, i.same AS same@int, i.changed AS changed@int,
	i.gone AS gone@int, i.at AS at@int, i.actor AS actor@id
FROM import i WHERE i.city = :city AND i.org = :org@id AND i.month = :month@int AND i.state = 'done' AND @visible(i) ORDER BY i.id;

-- name: desk_unit
-- one
-- Whether the reader may see a unit, and what it is.
SELECT o.kind AS kind@text FROM org o WHERE o.city = :city AND o.id = :org@id AND EXISTS (SELECT 1 FROM org_tree v WHERE v.city = :city
	AND v.above = :viewer_org AND v.below = o.id AND v.until = '9999-12-31');
