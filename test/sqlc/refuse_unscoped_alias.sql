-- expect: unscoped_alias reads visit, which has an org column
-- name: unscoped_alias
SELECT count(*) AS n@int FROM (SELECT x.id FROM (SELECT person.id FROM person JOIN visit AS person2 ON person2.city = person.city
	AND person2.id = person.id WHERE person.city = :city) x) y;
