-- expect: unscoped_subselect reads petition, which has an org column
-- name: unscoped_subselect
SELECT p.id AS id@id, (SELECT count(*) FROM petition t WHERE t.city = p.city) AS n@int FROM person p WHERE p.city = :city;
