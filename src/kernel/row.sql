-- name: serial_lock
-- one
-- writes: the city's series of numbers, and the lock that puts its writers in line
UPDATE serial SET next = next WHERE city = :city RETURNING next AS next@id;

-- name: serial_add
-- exec
-- writes: a new city begins its series
INSERT INTO serial (city, next) VALUES (:city, :next@id);

-- name: serial_set
-- exec
-- writes: the series goes on
UPDATE serial SET next = :next@id WHERE city = :city;

-- name: trail_last
-- one
SELECT t.entry AS entry@id, t.mac AS mac@bytes FROM trail t WHERE t.city = :city ORDER BY t.entry DESC LIMIT 1;

-- name: trail_since
-- many
-- Which tables were written behind an entry, and when last. Grouped by what no index is in order of, so that only the new rows are read.
SELECT coalesce(r.relation, '') AS relation@text, max(r.entry) AS entry@id FROM trail_row r WHERE r.city = :city AND r.entry > :entry@id
GROUP BY coalesce(r.relation, '') ORDER BY 1;

-- name: trail_add
-- exec
-- writes: the trail itself
INSERT INTO trail (city, entry, at, actor, act, why, rows, digest, mac)
VALUES (:city, :entry@id, :at@int, :actor@id, :act@text, :why@text, :rows@int, :digest@bytes, :mac@bytes);

-- name: trail_row_add
-- exec
-- writes: the trail itself
INSERT INTO trail_row (city, entry, seq, relation, row, digest, before)
VALUES (:city, :entry@id, :seq@int, :relation@text, :row@id, :digest@bytes, :before@bytes);

-- name: trail_every
-- many
SELECT t.entry AS entry@id, t.at AS at@int, t.actor AS actor@id, t.act AS act@text, t.why AS why@text, t.rows AS rows@int,
	t.digest AS digest@bytes, t.mac AS mac@bytes
FROM trail t WHERE t.city = :city AND t.entry BETWEEN :first@id AND :last@id ORDER BY t.entry;

-- name: trail_rows_of
-- many
SELECT r.seq AS seq@int, r.relation AS relation@text, r.row AS row@id, r.digest AS digest@bytes, r.before AS before@bytes
FROM trail_row r WHERE r.city = :city AND r.entry = :entry@id ORDER BY r.seq;

-- name: trail_newest
-- many
SELECT r.row AS row@id, r.entry AS entry@id, r.seq AS seq@int, r.digest AS digest@bytes
FROM trail_row r WHERE r.city = :city AND r.relation = :relation@text ORDER BY r.row, r.entry, r.seq;

-- name: trail_pasts
-- many
-- Each row as it was before a change, beside the digest that the trail gave it when it was written.
SELECT r.entry AS entry@id, r.relation AS relation@text, r.row AS row@id, r.before AS before@bytes,
	(SELECT p.digest FROM trail_row p WHERE p.city = r.city AND p.relation = r.relation AND p.row = r.row
		AND (p.entry < r.entry OR (p.entry = r.entry AND p.seq < r.seq)) ORDER BY p.entry DESC, p.seq DESC LIMIT 1) AS digest@bytes
FROM trail_row r WHERE r.city = :city AND r.relation <> 'look';

-- name: trail_of_row
-- many
SELECT r.entry AS entry@id, r.seq AS seq@int, r.digest AS digest@bytes, r.before AS before@bytes, t.at AS at@int, t.actor AS actor@id, t.act AS act@text, t.why AS why@text
FROM trail_row r JOIN trail t ON t.city = r.city AND t.entry = r.entry
WHERE r.city = :city AND r.relation = :relation@text AND r.row = :row@id ORDER BY r.entry, r.seq;

-- name: trail_stray
-- many
SELECT r.entry AS entry@id, CAST(count(*) AS BIGINT) AS n@int FROM trail_row r WHERE r.city = :city GROUP BY r.entry ORDER BY r.entry;

-- name: trail_forgotten
-- many
-- scans: read when the whole is verified
-- The persons that an act of forgetting names, with the last such entry.
SELECT r.row AS person@id, max(r.entry) AS entry@id FROM trail t JOIN trail_row r ON r.city = t.city AND r.entry = t.entry
WHERE t.city = :city AND t.act = 'forget' AND r.relation = 'person' GROUP BY r.row ORDER BY r.row;

-- name: trail_most
-- one
-- The highest number that the trail has seen given away.
SELECT coalesce(max(r.row), 0) AS row@id FROM trail_row r WHERE r.city = :city;

-- name: serial_read
-- one
SELECT s.next AS next@id FROM serial s WHERE s.city = :city;
