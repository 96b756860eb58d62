-- expect: :2: blind is blind and reads person.name, which is sealed
-- name: blind
-- blind
SELECT p.id AS id@id FROM person p WHERE p.city = :city AND p.name IS NOT NULL;
