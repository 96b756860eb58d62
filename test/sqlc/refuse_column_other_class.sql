-- expect: column born of column_other_class is @int, but person.born is @day
-- name: column_other_class
SELECT p.born AS born@int FROM person p WHERE p.city = :city;
