-- expect: :3: a macro stands in WHERE or ON, joined by AND: here it would not narrow what is read
-- name: macro_not
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND v.month = 201901 AND NOT @visible(v);
