-- expect: :3: `-- bilnd` is not known
-- name: directive
-- bilnd
SELECT p.name AS name@bytes FROM person p WHERE p.city = :city;
