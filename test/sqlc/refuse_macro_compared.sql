-- expect: a macro stands in WHERE or ON, joined by AND
-- name: macro_compared
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND @visible(v) = 0;
