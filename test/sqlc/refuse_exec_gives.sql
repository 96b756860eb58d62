-- expect: exec_gives gives columns: `-- one` or `-- many` instead of `-- exec`
-- name: exec_gives
-- exec
SELECT p.id AS id@id FROM person p WHERE p.city = :city;
