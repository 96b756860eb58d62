-- name: content_add
-- exec
-- writes: bytes named by their own digest
INSERT INTO content (city, sm3, bytes) VALUES (:city, :sm3@bytes, :bytes@bytes) ON CONFLICT (city, sm3) DO NOTHING;

-- name: content_of
-- one
SELECT c.bytes AS bytes@bytes FROM content c WHERE c.city = :city AND c.sm3 = :sm3@bytes;

-- name: seal_editions
-- many
-- scans: some tens of rows a year
-- unscoped: what was issued of the whole city
-- Whatever shows that it was issued: to empty one column, or one table, does not take an edition out of what is verified.
SELECT e.id AS id@id FROM edition e
WHERE e.city = :city AND (:month@int = 0 OR e.month = :month)
	AND (e.state = 'issued' OR e.seal IS NOT NULL OR e.issued_on IS NOT NULL
	OR EXISTS (SELECT 1 FROM frozen f WHERE f.city = e.city AND f.edition = e.id)
	OR EXISTS (SELECT 1 FROM edition_file f WHERE f.city = e.city AND f.edition = e.id)
	OR EXISTS (SELECT 1 FROM step s WHERE s.city = e.city AND s.record = e.id AND s.relation = 'edition' AND s.act = 'issue')
	OR EXISTS (SELECT 1 FROM trail_row r JOIN trail t ON t.city = r.city AND t.entry = r.entry
		WHERE r.city = e.city AND r.relation = 'edition' AND r.row = e.id AND t.act = 'report.issue'))
ORDER BY e.month, e.number, e.id;

-- name: seal_figures
-- many
-- unscoped: the issued figures of the whole city
SELECT f.id AS id@id, f.indicator AS indicator@text FROM frozen f WHERE f.city = :city AND f.edition = :edition@id ORDER BY f.indicator, f.id;

-- name: seal_pieces
-- many
SELECT p.id AS id@id, p.seq AS seq@int, p.n AS n@int, p.sm3 AS sm3@bytes FROM frozen_evidence p
WHERE p.city = :city AND p.figure = :figure@id ORDER BY p.seq, p.id;

-- name: seal_files
-- many
SELECT f.id AS id@id FROM edition_file f WHERE f.city = :city AND f.edition = :edition@id ORDER BY f.form, f.id;

-- name: seal_numbers
-- many
-- A number with the month and series of the edition that it was given to.
SELECT n.id AS id@id, n.kind AS kind@text, n.edition AS edition@id, n.state AS state@text, e.month AS month@int, e.series AS of@text
FROM numbering n LEFT JOIN edition e ON e.city = n.city AND e.id = n.edition
WHERE n.city = :city AND n.series = :series@text AND n.year = :year@int AND n.serial = :serial@int ORDER BY n.id;

-- name: seal_strays
-- many
-- scans: the issued figures, some hundreds a month, their files and numbers
-- unscoped: the issued figures of the whole city
-- What still speaks of an edition that is gone. Editions are never deleted.
SELECT f.edition AS edition@id, 'frozen' AS relation@text, min(f.id) AS row@id FROM frozen f
WHERE f.city = :city AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.city = f.city AND e.id = f.edition) GROUP BY f.edition
UNION ALL SELECT f.edition, 'edition_file', min(f.id) FROM edition_file f
WHERE f.city = :city AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.city = f.city AND e.id = f.edition) GROUP BY f.edition
UNION ALL SELECT n.edition, 'numbering', min(n.id) FROM numbering n
WHERE n.city = :city AND n.edition IS NOT NULL AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.city = n.city AND e.id = n.edition) GROUP BY n.edition
UNION ALL SELECT r.row, 'trail', max(r.entry) FROM trail_row r
WHERE r.city = :city AND r.relation = 'edition' AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.city = r.city AND e.id = r.row) GROUP BY r.row
ORDER BY 1, 2;

-- name: seal_orphans
-- many
-- scans: the entries of the trail, one a transaction
-- Acts of issuing that no edition names as its own.
SELECT t.entry AS entry@id FROM trail t
WHERE t.city = :city AND t.act = 'report.issue' AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.city = t.city AND e.entry = t.entry - 1) ORDER BY t.entry;

-- name: seal_entry
-- one
SELECT t.mac AS mac@bytes FROM trail t WHERE t.city = :city AND t.entry = :entry@id;

-- name: seal_written
-- many
-- What an entry wrote; of a row that it wrote twice the last comes first.
SELECT r.relation AS relation@text, r.row AS row@id, r.digest AS digest@bytes FROM trail_row r
WHERE r.city = :city AND r.entry = :entry@id ORDER BY r.relation, r.row, r.seq DESC;

-- name: seal_newest
-- one
-- In which entry a row was written last.
SELECT r.entry AS entry@id FROM trail_row r
WHERE r.city = :city AND r.relation = :relation@text AND r.row = :row@id ORDER BY r.entry DESC, r.seq DESC LIMIT 1;

-- name: seal_since
-- one
-- Whether anything was written behind an entry that a figure could rest on.
SELECT r.entry AS entry@id FROM trail_row r
WHERE r.city = :city AND r.entry > :entry@id AND r.relation NOT IN ('edition', 'section', 'step', 'override', 'cosign', 'agreed', 'numbering', 'frozen',
	'frozen_evidence', 'edition_file', 'period', 'look', 'account', 'account_role', 'sign_in')
ORDER BY r.entry LIMIT 1;

-- name: seal_moves
-- many
SELECT r.entry AS entry@id, r.relation AS relation@text, r.row AS row@id, t.act AS act@text
FROM trail_row r JOIN trail t ON t.city = r.city AND t.entry = r.entry
WHERE r.city = :city AND r.entry > :entry@id ORDER BY r.entry, r.seq;

-- name: seal_names
-- many
-- unscoped: what the federation itself was and is called
SELECT n.id AS id@id, n.name AS name@text FROM org_name n WHERE n.city = :city AND n.org = :org@id ORDER BY n.since, n.id;

-- name: trail_told
-- one
SELECT t.at AS at@int, t.actor AS actor@id, t.act AS act@text, t.why AS why@text, t.rows AS rows@int FROM trail t WHERE t.city = :city AND t.entry = :entry@id;

-- name: trail_told_rows
-- many
-- The rows of an entry: each as it was before, and as it was before the next change of it; how often it was written before and since. What was forgotten
-- has changes without a before.
SELECT r.relation AS relation@text, r.row AS row@id, r.digest AS digest@bytes, r.before AS before@bytes,
	(SELECT CAST(count(*) AS BIGINT) FROM trail_row p WHERE p.city = r.city AND p.relation = r.relation AND p.row = r.row
		AND (p.entry < r.entry OR (p.entry = r.entry AND p.seq < r.seq))) AS earlier@int,
	(SELECT CAST(count(*) AS BIGINT) FROM trail_row s WHERE s.city = r.city AND s.relation = r.relation AND s.row = r.row
		AND (s.entry > r.entry OR (s.entry = r.entry AND s.seq > r.seq))) AS since@int,
	(SELECT n.before FROM trail_row n WHERE n.city = r.city AND n.relation = r.relation AND n.row = r.row
		AND (n.entry > r.entry OR (n.entry = r.entry AND n.seq > r.seq)) ORDER BY n.entry, n.seq LIMIT 1) AS later@bytes
FROM trail_row r WHERE r.city = :city AND r.entry = :entry@id ORDER BY r.seq LIMIT :limit@int OFFSET :offset@int;
