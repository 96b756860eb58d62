-- expect: hidden_write writes person: business rows are written
-- name: hidden_write
WITH x AS (SELECT 1 AS one) UPDATE person SET blind = 'x' WHERE city = :city AND id = 1 RETURNING id AS id@id;
