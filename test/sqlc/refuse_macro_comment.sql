-- expect: macro_comment reads visit, which has an org column
-- name: macro_comment
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND v.month = 201901 /* @visible(v) */;
