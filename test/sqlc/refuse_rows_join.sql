-- expect: :5: rows_join is rows and contains JOIN: one plain SELECT, a label by scalar sub-select
-- name: rows_join
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, v.kind AS key@text, v.cash AS amount@int, v.kind AS part@text, v.kind AS label@text
FROM visit v JOIN person p ON p.city = v.city AND p.id = v.person WHERE @scope(v);
