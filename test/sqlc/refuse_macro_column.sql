-- expect: a macro stands in WHERE or ON, joined by AND
-- name: macro_column
SELECT v.id AS id@id, (@visible(v)) AS seen@int FROM visit v WHERE v.city = :city AND v.month = 201901;
