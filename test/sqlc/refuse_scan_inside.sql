-- expect: scan_inside reads all of raw_line (SCAN r
-- name: scan_inside
SELECT p.id AS id@id FROM person p WHERE p.city = :city AND EXISTS (SELECT 1 FROM raw_line AS r WHERE r.words = p.blind);
