-- expect: :3: an OR stands beside a macro and undoes it: put the OR into brackets of its own
-- name: macro_or_behind
SELECT v.id AS id@id FROM visit v WHERE (@visible(v)) OR v.id = 1;
