-- Lists of records, and one record: what they ask beside the tables' own queries.

-- name: record_units
-- many
-- unscoped: the units directly below one that the reader may see; names are no secret
SELECT o.id AS id@id FROM org_tree t JOIN org o ON o.city = t.city AND o.id = t.below
WHERE t.city = :city AND t.above = :above@id AND t.distance = 1 AND t.until = '9999-12-31' ORDER BY o.protocol NULLS LAST, o.id LIMIT 500;

-- name: record_steps
-- many
-- Of a record that the reader may see.
SELECT s.act AS act@text, s.was AS was@text, s.became AS became@text, s.reason AS reason@text, s.words AS words@text, s.recipient AS recipient@id,
	s.actor AS actor@id, s.at AS at@int
FROM step s WHERE s.city = :city AND s.record = :record@id AND s.relation = :relation@text ORDER BY s.id;

-- name: record_import
-- one
-- unscoped: where a record that the reader may see came from
SELECT i.file AS file@text, i.org AS org@id, i.at AS at@int, i.actor AS actor@id, i.sm3 AS sm3@text FROM import i WHERE i.city = :city AND i.id = :id@id;

-- name: record_trail
-- many
-- Of a record that the reader may see: who wrote it when, and the row as it was before.
SELECT r.entry AS entry@id, r.before AS before@bytes, t.at AS at@int, t.actor AS actor@id, t.act AS act@text, t.why AS why@text
FROM trail_row r JOIN trail t ON t.city = r.city AND t.entry = r.entry
WHERE r.city = :city AND r.relation = :relation@text AND r.row = :row@id ORDER BY r.entry, r.seq;
