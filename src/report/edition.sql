-- name: edition_last
-- one
-- scans: some editions a month, and who asks knows no series
SELECT e.id AS id@id FROM edition e WHERE e.city = :city AND e.month = :month@int AND e.state <> 'void' ORDER BY e.number DESC, e.id DESC LIMIT 1;

-- name: edition_last_issued
-- one
-- scans: some editions a month, and who asks knows no series
SELECT e.id AS id@id FROM edition e WHERE e.city = :city AND e.month = :month@int AND e.state = 'issued' ORDER BY e.number DESC, e.id DESC LIMIT 1;

-- name: edition_of_month
-- many
-- scans: some editions a month, and who asks knows no series
SELECT e.id AS id@id, e.number AS number@int FROM edition e WHERE e.city = :city AND e.month = :month@int ORDER BY e.id;

-- name: edition_of_number
-- one
-- scans: some editions a month, and who asks knows no series
SELECT e.id AS id@id FROM edition e WHERE e.city = :city AND e.month = :month@int AND e.number = :number@int ORDER BY e.id DESC LIMIT 1;

-- name: section_every
-- many
SELECT s.id AS id@id FROM section s WHERE s.city = :city AND s.edition = :edition@id ORDER BY s.id;

-- name: section_matters
-- many
-- unscoped: the report of the whole city
-- The matters of the sections that an edition was issued with, whatever became of them since.
SELECT m.id AS id@id, m.day AS day@day, m.until AS until@day, m.heading AS heading@text, m.department AS department@id, m.place AS place@text,
	m.people AS people@text, m.body AS body@text, m.line AS line@text, m.ordinal AS ordinal@int
FROM section s JOIN matter m ON m.city = s.city AND m.id = s.matter
WHERE s.city = :city AND s.edition = :edition@id AND s.state <> 'left' ORDER BY m.ordinal, m.id;

-- name: override_of_section
-- many
SELECT o.id AS id@id, o.indicator AS indicator@text, o.shown AS shown@text, o.dropped AS dropped@int
FROM override o WHERE o.city = :city AND o.edition = :edition@id AND o.section = :section@id ORDER BY o.id;

-- name: override_count
-- one
SELECT CAST(count(*) AS BIGINT) AS n@int FROM override o JOIN section s ON s.city = o.city AND s.id = o.section
WHERE o.city = :city AND o.edition = :edition@id AND o.dropped = 0 AND s.state <> 'left';

-- name: override_standing
-- many
SELECT o.id AS id@id, o.section AS section@id, o.indicator AS indicator@text, o.shown AS shown@text, o.computed AS computed@text, o.why AS why@text
FROM override o JOIN section s ON s.city = o.city AND s.id = o.section
WHERE o.city = :city AND o.edition = :edition@id AND o.dropped = 0 AND s.state <> 'left' ORDER BY o.id;

-- name: section_handed_in
-- one
-- Who handed the text in that stands.
SELECT s.actor AS actor@id FROM step s WHERE s.city = :city AND s.record = :section@id AND s.relation = 'section' AND s.act = 'submit' ORDER BY s.id DESC LIMIT 1;

-- name: section_of_hand
-- one
-- A standing part in which somebody has a hand: edited it last, or handed it in; ever: or has edited it at all, whoever came after.
SELECT x.id AS id@id, x.matter AS matter@id FROM section x
WHERE x.city = :city AND x.edition = :edition@id AND x.state <> 'left' AND ((x.edited <> 0 AND x.editor = :person@id)
	OR EXISTS (SELECT 1 FROM step s WHERE s.city = x.city AND s.record = x.id AND s.relation = 'section' AND s.act = 'submit' AND s.actor = :person
		AND s.id = (SELECT max(l.id) FROM step l WHERE l.city = s.city AND l.record = s.record AND l.relation = 'section' AND l.act = 'submit'))
	OR (:ever@int = 1 AND x.edited <> 0 AND EXISTS (SELECT 1 FROM step t WHERE t.city = x.city AND t.record = x.id AND t.relation = 'section'
		AND t.act = 'edit' AND t.actor = :person)))
ORDER BY x.id LIMIT 1;

-- name: section_edited
-- one
-- Whether any hand has touched the text, and not only passed it on.
SELECT CAST(count(*) AS BIGINT) AS n@int FROM section s WHERE s.city = :city AND s.edition = :edition@id AND s.edited <> 0 AND s.state <> 'left';

-- name: cosign_every
-- many
SELECT c.id AS id@id, c.person AS person@id, c.state AS state@text, c.words AS words@text, c.at AS at@int
FROM cosign c WHERE c.city = :city AND c.edition = :edition@id ORDER BY c.id;

-- name: agreed_every
-- many
-- What was answered for since the edition was last sent back; numbers are one series over all tables.
SELECT a.say AS say@text, a.why AS why@text, a.actor AS actor@id, a.at AS at@int FROM agreed a WHERE a.city = :city AND a.edition = :edition@id
	AND a.id > coalesce((SELECT max(r.id) FROM step r WHERE r.city = a.city AND r.record = a.edition AND r.relation = 'edition' AND r.act = 'return'), 0)
ORDER BY a.id;

-- name: step_last
-- one
-- What was done before the edition was last sent back no longer holds.
SELECT s.actor AS actor@id, s.at AS at@int, s.words AS words@text FROM step s
WHERE s.city = :city AND s.record = :record@id AND s.relation = 'edition' AND s.act = :act@text
	AND s.id > coalesce((SELECT max(r.id) FROM step r WHERE r.city = s.city AND r.record = s.record AND r.relation = 'edition' AND r.act = 'return'), 0)
ORDER BY s.id DESC LIMIT 1;

-- name: step_every
-- many
-- What was done with an edition and its sections, in order.
SELECT s.relation AS relation@text, s.record AS record@id, s.act AS act@text, s.was AS was@text, s.became AS became@text, s.reason AS reason@text, s.words AS words@text,
	s.actor AS actor@id, s.at AS at@int, s.id AS id@id
FROM step s WHERE s.city = :city AND ((s.relation = 'edition' AND s.record = :edition@id) OR
	(s.relation = 'section' AND s.record IN (SELECT x.id FROM section x WHERE x.city = :city AND x.edition = :edition))) ORDER BY s.id;

-- name: numbering_most
-- one
SELECT coalesce(max(n.serial), 0) AS serial@int FROM numbering n
WHERE n.city = :city AND n.series = :series@text AND n.kind = 'issue' AND n.year = :year@int;

-- name: numbering_at
-- one
SELECT n.id AS id@id, n.edition AS edition@id, n.state AS state@text FROM numbering n
WHERE n.city = :city AND n.series = :series@text AND n.kind = 'issue' AND n.year = :year@int AND n.serial = :serial@int;

-- name: issue_most
-- one
-- unscoped: the bulletin's own register
-- scans: a few issues a year
-- The highest number that the register has for a year, other months'. What was signed in December and printed in January counts in the year it was numbered in.
SELECT coalesce(max(i.number), 0) AS number@int FROM issue i
WHERE i.city = :city AND i.series = :series@text AND i.issued >= :first@day AND i.issued <= :last@day AND i.state <> 'void'
	AND (i.period IS NULL OR i.period <> :period@int)
	AND NOT EXISTS (SELECT 1 FROM numbering n JOIN edition e ON e.city = n.city AND e.id = n.edition
		WHERE n.city = i.city AND n.series = i.series AND n.kind = 'issue' AND n.serial = i.number AND n.year <> :year@int AND e.month = i.period);

-- name: issue_of_period
-- one
-- unscoped: the bulletin's own register
-- scans: a few issues a year
SELECT i.id AS id@id, i.number AS number@int, i.issued AS issued@day FROM issue i
WHERE i.city = :city AND i.series = :series@text AND i.period = :period@int AND i.state <> 'void' ORDER BY i.id DESC LIMIT 1;

-- name: period_at
-- one
SELECT p.id AS id@id FROM period p WHERE p.city = :city AND p.month = :month@int;

-- name: edition_file_at
-- one
SELECT f.sm3 AS sm3@bytes FROM edition_file f WHERE f.city = :city AND f.edition = :edition@id AND f.form = :form@text;

-- name: comment_every
-- many
-- Of an edition's sections, as they came.
SELECT c.id AS id@id, c.section AS section@id, c.person AS person@id, c.at AS at@int, c.words AS words@text, c.done_by AS done_by@id, c.done_at AS done_at@int
FROM section s JOIN comment c ON c.city = s.city AND c.section = s.id
WHERE s.city = :city AND s.edition = :edition@id ORDER BY c.id;

-- name: numbering_void
-- many
-- The numbers of a series that were given and are void, from a year on.
SELECT n.year AS year@int, n.serial AS serial@int, n.why AS why@text FROM numbering n
WHERE n.city = :city AND n.series = :series@text AND n.kind = 'issue' AND n.year >= :first@int AND n.year <= :last@int AND n.state = 'void'
ORDER BY n.year, n.serial;

-- name: signer_posts
-- many
-- unscoped: who leads the federation
-- Who holds a post at a unit on a day.
SELECT p.person AS person@id, p.title AS title@text FROM post p
WHERE p.city = :city AND p.org = :org@id AND p.since <= :on@day AND p.until > :on ORDER BY p.person, p.id;
