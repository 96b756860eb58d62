-- expect: scan_index reads all of person (SCAN person USING COVERING INDEX
-- name: scan_index
SELECT count(*) AS n@int FROM person;
