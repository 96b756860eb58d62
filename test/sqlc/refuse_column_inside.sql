-- expect: id@id is inside brackets: only the statement's own columns have types
-- name: column_inside
SELECT q.id AS id@id FROM (SELECT p.id AS id@id FROM person p WHERE p.city = :city) q;
