-- expect: two columns of column_twice are called id
-- name: column_twice
SELECT p.id AS id@id, p.city AS id@id FROM person p WHERE p.city = :city;
