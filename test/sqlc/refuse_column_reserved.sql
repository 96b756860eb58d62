-- expect: long cannot be a name: PostgreSQL or C keeps the word for itself
-- name: column_reserved
SELECT p.id AS long@id FROM person p WHERE p.city = :city;
