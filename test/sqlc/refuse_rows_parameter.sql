-- expect: rows_parameter is rows and takes :kind: it may take the members of struct tally_in only
-- name: rows_parameter
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v WHERE @scope(v) AND v.kind = :kind@text;
