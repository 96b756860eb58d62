-- expect: blind_star is blind and reads person.name, which is sealed
-- name: blind_star
-- blind
SELECT q.id AS id@id FROM (SELECT p.* FROM person p WHERE p.city = :city) q WHERE q.name > :x@bytes;
