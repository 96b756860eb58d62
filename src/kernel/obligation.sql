-- name: obligation_board_of
-- many
-- unscoped: who owes what, and whether it came, is no secret
-- The same with each unit's place and what it filed; rows before a nil report. closing: the entry that closed the month.
SELECT o.id AS id@id, o.org AS org@id, o.cycle AS cycle@text, o.due AS due@int, o.since AS since@day, o.until AS until@day, g.protocol AS protocol@int,
	g.since AS founded@day, g.until AS closed@day, f.id AS filing@id, f.nil AS nil@int, f.day AS filed@day,
	(SELECT max(r.entry) FROM period p JOIN trail_row r ON r.city = p.city AND r.relation = 'period' AND r.row = p.id
		WHERE p.city = :city AND p.month = :month AND p.state <> 'open') AS closing@id
FROM obligation o JOIN org g ON g.city = o.city AND g.id = o.org
LEFT JOIN filing f ON f.city = o.city AND f.report = o.report AND f.month = :month@int AND f.org = o.org AND f.withdrawn = 0
WHERE o.city = :city AND o.report = :report@text AND o.since <= :last@day AND o.until > :last
ORDER BY o.org, o.id, coalesce(f.nil, 0), coalesce(f.id, 0);

-- name: obligation_of_org
-- many
-- unscoped: who owes what is no secret
SELECT o.id AS id@id, o.cycle AS cycle@text, o.due AS due@int, o.since AS since@day, o.until AS until@day
FROM obligation o WHERE o.city = :city AND o.report = :report@text AND o.org = :org@id ORDER BY o.since, o.id;

-- name: obligation_protocol
-- one
-- unscoped: the order in which units are named
SELECT o.protocol AS protocol@int, o.since AS since@day, o.until AS until@day FROM org o WHERE o.city = :city AND o.id = :org@id;

-- name: filing_find
-- one
-- unscoped: whether a report came is no secret
SELECT f.id AS id@id, f.nil AS nil@int, f.day AS day@day FROM filing f
WHERE f.city = :city AND f.report = :report@text AND f.month = :month@int AND f.org = :org@id AND f.withdrawn = 0 ORDER BY f.nil, f.id LIMIT 1;

-- name: filing_of_import
-- many
-- unscoped: the filing that an import made
-- scans: read when an import is undone
SELECT f.id AS id@id FROM filing f WHERE f.city = :city AND f.month = :month@int AND f.org = :org@id AND f.import = :import@id ORDER BY f.id;

-- name: filing_nil_aside
-- one
-- unscoped: whether a report came is no secret
SELECT f.id AS id@id FROM filing f
WHERE f.city = :city AND f.report = :report@text AND f.month = :month@int AND f.org = :org@id AND f.nil = 1 AND f.withdrawn = 1 ORDER BY f.id DESC LIMIT 1;

-- name: import_left
-- one
-- unscoped: whether another file of the series still stands
SELECT max(i.id) AS id@id FROM import i
WHERE i.city = :city AND i.kind = (SELECT x.kind FROM import x WHERE x.city = :city AND x.id = :import@id) AND i.org = :org@id AND i.month = :month@int
	AND i.state = 'done' AND i.id <> :import;

-- name: period_open_from
-- many
SELECT p.month AS month@int FROM period p WHERE p.city = :city AND p.month >= :month@int AND p.state <> 'open' ORDER BY p.month;

-- name: period_closed_by
-- one
-- In which entry a closed month was closed.
SELECT max(r.entry) AS entry@id FROM period p JOIN trail_row r ON r.city = p.city AND r.relation = 'period' AND r.row = p.id
WHERE p.city = :city AND p.month = :month@int AND p.state <> 'open';

-- name: period_row_since
-- one
-- The first writing of a row behind an entry: it has the row as it was until then.
SELECT r.before AS before@bytes FROM trail_row r
WHERE r.city = :city AND r.relation = :relation@text AND r.row = :row@id AND r.entry > :entry@id ORDER BY r.entry, r.seq LIMIT 1;

-- name: filing_before
-- many
-- unscoped: whether a report came is no secret
-- What stood when the month was closed: filed before that entry, and not withdrawn by then.
SELECT f.org AS org@id, min(f.nil) AS nil@int FROM filing f
WHERE f.city = :city AND f.report = :report@text AND f.month = :month@int
	AND (SELECT min(r.entry) FROM trail_row r WHERE r.city = f.city AND r.relation = 'filing' AND r.row = f.id) < :closing@id
	AND (f.withdrawn = 0 OR (SELECT max(r.entry) FROM trail_row r WHERE r.city = f.city AND r.relation = 'filing' AND r.row = f.id) > :closing)
GROUP BY f.org ORDER BY f.org;

-- name: obligation_all_of
-- many
-- unscoped: who owes what is no secret
-- scans: a register of some hundreds of rows
SELECT o.id AS id@id, o.report AS report@text, o.cycle AS cycle@text, o.due AS due@int, o.since AS since@day, o.until AS until@day
FROM obligation o WHERE o.city = :city AND o.org = :org@id AND o.since <= :last@day AND o.until > :last ORDER BY o.report, o.id;
