-- expect: :3: an OR stands beside a macro and undoes it: put the OR into brackets of its own
-- name: macro_or
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND v.month = 201901 OR v.id = 1 AND @visible(v);
