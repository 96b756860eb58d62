-- expect: macro_string reads visit, which has an org column
-- name: macro_string
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND v.month = 201901 AND v.kind <> '@visible(v)';
