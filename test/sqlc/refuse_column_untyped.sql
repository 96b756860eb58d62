-- expect: :2: column 2 of column_untyped (born) has no type: write `expr AS name@type`
-- name: column_untyped
SELECT p.id AS id@id, p.born AS born FROM person p WHERE p.city = :city;
