-- expect: :city is bound by the door and is a number
-- name: parameter_door
SELECT p.id AS id@id FROM person p WHERE p.city = :city@text;
