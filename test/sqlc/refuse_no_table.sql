-- expect: :2: no_table: no such table: persona
-- name: no_table
SELECT p.id AS id@id FROM persona p WHERE p.city = :city;
