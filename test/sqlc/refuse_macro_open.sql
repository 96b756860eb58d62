-- expect: @scope(v is not closed
-- name: macro_open
SELECT v.id AS id@id FROM visit v WHERE @scope(v;
