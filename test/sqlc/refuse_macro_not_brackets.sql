-- expect: a macro stands in WHERE or ON, joined by AND
-- name: macro_not_brackets
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND v.month = 201901 AND NOT (v.id = 1 AND @visible(v));
