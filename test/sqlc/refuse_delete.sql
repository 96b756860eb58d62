-- expect: delete_person writes person: business rows are written
-- name: delete_person
-- exec
DELETE FROM person WHERE city = :city AND id = :id@id;
