-- expect: :4: typo: near "FORM": syntax error
-- name: typo
SELECT p.id AS id@id
FORM person p WHERE p.city = :city;
