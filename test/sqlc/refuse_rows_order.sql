-- expect: rows_order is rows and contains ORDER
-- name: rows_order
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v WHERE @scope(v) ORDER BY v.day;
