-- expect: :3: @date is no type (id int text day money bytes) and no macro (scope visible granted)
-- name: column_type_unknown
SELECT p.born AS born@date FROM person p WHERE p.city = :city;
