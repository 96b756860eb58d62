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
-- Whatever shows that it was issued: to empty one column does not take an edition out of what is verified.
SELECT e.id AS id@id FROM edition e
WHERE e.city = :city AND (:month@int = 0 OR e.month = :month)
	AND (e.seal IS NOT NULL OR e.issued_on IS NOT NULL OR EXISTS (SELECT 1 FROM frozen f WHERE f.city = e.city AND f.edition = e.id))
ORDER BY e.month, e.number, e.id;

-- name: seal_figures
-- many
-- unscoped: the issued figures of the whole city
SELECT f.id AS id@id FROM frozen f WHERE f.city = :city AND f.edition = :edition@id ORDER BY f.indicator, f.id;

-- name: seal_pieces
-- many
SELECT p.id AS id@id, p.seq AS seq@int, p.n AS n@int, p.sm3 AS sm3@bytes FROM frozen_evidence p
WHERE p.city = :city AND p.figure = :figure@id ORDER BY p.seq, p.id;

-- name: seal_files
-- many
SELECT f.id AS id@id FROM edition_file f WHERE f.city = :city AND f.edition = :edition@id ORDER BY f.form, f.id;

-- name: seal_numbers
-- many
SELECT n.id AS id@id, n.edition AS edition@id, n.state AS state@text FROM numbering n
WHERE n.city = :city AND n.series = :series@text AND n.year = :year@int AND n.serial = :serial@int ORDER BY n.id;

-- name: seal_strays
-- many
-- scans: the issued figures, some hundreds a month
-- unscoped: the issued figures of the whole city
SELECT f.edition AS edition@id, min(f.id) AS id@id FROM frozen f
WHERE f.city = :city AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.city = f.city AND e.id = f.edition) GROUP BY f.edition ORDER BY f.edition;

-- name: seal_entry
-- one
SELECT t.mac AS mac@bytes FROM trail t WHERE t.city = :city AND t.entry = :entry@id;

-- name: seal_written
-- many
-- What the entry of the issue wrote of what it froze.
SELECT r.relation AS relation@text, r.row AS row@id FROM trail_row r
WHERE r.city = :city AND r.entry = :entry@id AND r.relation IN ('frozen', 'frozen_evidence', 'edition_file') ORDER BY r.seq;

-- name: seal_newest
-- one
-- How a row was written last.
SELECT r.entry AS entry@id, r.digest AS digest@bytes FROM trail_row r
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
