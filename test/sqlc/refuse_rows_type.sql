-- expect: rows_type is rows: its columns are record@id
-- name: rows_type
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@money, v.kind AS part@text,
	v.kind AS label@text FROM visit v WHERE @scope(v);
