-- expect: rows_comma is rows and joins tables: one plain SELECT, a label by scalar sub-select
-- name: rows_comma
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v, person p WHERE p.city = v.city AND p.id = v.person AND @scope(v);
