-- expect: :2: scan reads all of person (SCAN p): give it an index, or say `-- scans: reason`
-- name: scan
SELECT p.id AS id@id FROM person p WHERE p.born = :born@day;
