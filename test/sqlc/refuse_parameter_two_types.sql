-- expect: :4: :born has two types, day and text: give it one
-- name: parameter_two_types
SELECT p.id AS id@id FROM person p WHERE p.city = :city AND p.born = :born@day
	AND p.blind = :born@text;
