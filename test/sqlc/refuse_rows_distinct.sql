-- expect: rows_distinct is rows and contains DISTINCT
-- name: rows_distinct
-- rows
SELECT DISTINCT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v WHERE @scope(v);
