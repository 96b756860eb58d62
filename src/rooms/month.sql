-- What the pages of a month ask beside figures.

-- name: month_latest
-- one
-- unscoped: in which months anything was handed over, is no secret
-- scans: a few rows a unit and month
SELECT max(f.month) AS month@int FROM filing f WHERE f.city = :city AND f.withdrawn = 0;

-- name: month_latest_brought
-- one
-- unscoped: in which months anything was handed over, is no secret
-- scans: a few hundred rows a month, asked where nobody has reported yet
SELECT max(i.month) AS month@int FROM import i WHERE i.city = :city AND i.state = 'done';

-- name: month_filed
-- many
-- unscoped: whether a report came is no secret
-- scans: a few rows a unit and month
SELECT f.month AS month@int FROM filing f
WHERE f.city = :city AND f.report = :report@text AND f.month BETWEEN :from@int AND :to@int AND f.withdrawn = 0 AND (:org@id = 0 OR f.org = :org)
GROUP BY f.month ORDER BY f.month;

-- name: month_sections
-- many
-- unscoped: how far the city's report is
-- What became of each line's matter in the month's latest edition; a matter that no department has touched has no section yet.
SELECT m.line AS line@text, m.progress AS progress@text, (SELECT max(s.state) FROM section s WHERE s.city = m.city AND s.edition = :edition@id AND s.matter = m.id) AS state@text
FROM matter m WHERE m.city = :city AND m.month = :month@int AND m.state = 'approved' AND m.line IS NOT NULL ORDER BY m.ordinal, m.id;

-- name: month_targets
-- many
-- unscoped: a target stands beside the figure of the same organisation
-- scans: some ten rows a year
SELECT t.indicator AS indicator@text, t.value AS value@int FROM target t
WHERE t.city = :city AND t.org = :org@id AND t.since <= :on@day AND t.until > :on ORDER BY t.since, t.id;

-- name: month_override
-- one
-- A number typed over the computed one in the month's latest edition.
SELECT o.shown AS shown@text, o.why AS why@text FROM override o WHERE o.city = :city AND o.edition = :edition@id AND o.indicator = :indicator@text
	AND o.dropped = 0 ORDER BY o.id DESC LIMIT 1;

-- name: month_frozen
-- one
-- unscoped: the issued figures of the whole city
SELECT f.status AS status@text, f.value AS value@int, f.shown AS shown@text, f.text AS text@text, f.n AS n@int, f.seal AS seal@bytes, f.rule AS rule@int
FROM frozen f WHERE f.city = :city AND f.edition = :edition@id AND f.indicator = :indicator@text;

-- name: month_person
-- one
-- Whether a key is a person's: ids are one row of numbers for the whole city, so what is a person is nothing else.
SELECT p.id AS id@id FROM person p WHERE p.city = :city AND p.id = :person@id;
