-- expect: rows_union is rows and contains UNION
-- name: rows_union
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v WHERE @scope(v) UNION SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v WHERE @scope(v, 2);
