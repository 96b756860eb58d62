-- expect: ? is not of the shared SQL: parameters are written :name@type, names bare
-- name: parameter_question
SELECT p.id AS id@id FROM person p WHERE p.city = ?1;
