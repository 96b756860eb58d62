-- expect: an OR stands beside a macro and undoes it
-- name: macro_or_outside
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND (v.id = 1 OR ((@visible(v) AND v.month = 201901)));
