-- expect: rows_limit is rows and contains LIMIT
-- name: rows_limit
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v WHERE @scope(v) LIMIT 10;
