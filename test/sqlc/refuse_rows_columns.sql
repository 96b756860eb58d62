-- expect: :2: rows_columns is rows: its columns are record@id, org@id, day@day, key@text, amount@int, part@text, label@text in this order
-- name: rows_columns
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text
FROM visit v WHERE @scope(v);
