-- expect: the amount of rows_null_amount is a bare NULL: write 0, or CAST(NULL AS BIGINT)
-- name: rows_null_amount
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, NULL AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v WHERE @scope(v);
