-- expect: :5: no_column: no such column: p.bron
-- name: no_column
SELECT p.id AS id@id
FROM person p
WHERE p.bron = :born@day AND p.city = :city;
