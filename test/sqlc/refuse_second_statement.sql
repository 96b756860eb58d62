-- expect: :4: tail goes on behind its `;`: one statement a name
-- name: tail
SELECT p.id AS id@id FROM person p WHERE p.city = :city;
DELETE FROM person;
