-- expect: update_visit writes visit: business rows are written
-- name: update_visit
-- exec
-- unscoped: a try
UPDATE visit SET state = 'approved' WHERE city = :city AND id = :id@id;
