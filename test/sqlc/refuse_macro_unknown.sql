-- expect: @sees is no type (id int text day money bytes) and no macro (scope visible granted)
-- name: macro_unknown
SELECT v.id AS id@id FROM visit v WHERE @sees(v);
