-- expect: unscoped_second reads petition, which has an org column
-- name: unscoped_second
SELECT v.id AS id@id FROM visit v JOIN petition p ON p.city = v.city AND p.id = v.id WHERE @visible(v);
