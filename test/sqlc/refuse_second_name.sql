-- expect: :5: again stands here a second time (first in line 2)
-- name: again
SELECT p.id AS id@id FROM person p WHERE p.city = :city;

-- name: again
SELECT p.id AS id@id FROM person p WHERE p.city = :city;
