-- expect: :2: column 1 of column_bare (id) has no type: write `expr AS name@type`
-- name: column_bare
SELECT p.id FROM person p WHERE p.city = :city;
