-- name: report_matters
-- many
-- unscoped: the report of the whole city
SELECT m.id AS id@id, m.day AS day@day, m.until AS until@day, m.heading AS heading@text, m.department AS department@id, m.place AS place@text,
	m.people AS people@text, m.body AS body@text, m.line AS line@text, m.ordinal AS ordinal@int
FROM matter m WHERE m.city = :city AND m.month = :month@int AND m.state = 'approved' AND m.progress = 'done' ORDER BY m.ordinal, m.id;

-- name: report_issue
-- one
-- unscoped: the bulletin's own register
SELECT i.issued AS day@day, i.title AS title@text, i.number AS number@int, i.series AS series@text FROM issue i
WHERE i.city = :city AND i.period = :period@int AND i.state = 'approved' ORDER BY i.id DESC LIMIT 1;

-- name: setting_on
-- one
-- The value that holds on a day: the newest that began by then.
SELECT s.id AS id@id, s.value AS value@text FROM setting s
WHERE s.city = :city AND s.name = :name@text AND s.since <= :on@day ORDER BY s.since DESC LIMIT 1;

-- name: setting_from
-- one
SELECT s.id AS id@id, s.value AS value@text FROM setting s WHERE s.city = :city AND s.name = :name@text AND s.since = :since@day;

-- name: report_series_latest
-- one
-- unscoped: the bulletin's own register
-- scans: a few issues a year
SELECT i.series AS series@text FROM issue i WHERE i.city = :city AND i.period IS NOT NULL AND i.state = 'approved' ORDER BY i.issued DESC, i.id DESC LIMIT 1;

-- name: report_override
-- one
SELECT o.why AS why@text FROM override o WHERE o.city = :city AND o.edition = :edition@id AND o.section = :section@id
	AND o.indicator = :indicator@text AND o.shown = :shown@text AND o.dropped = 0 ORDER BY o.id DESC LIMIT 1;
