-- expect: :3: :born has no type: write :born@id, @int, @text, @day, @money or @bytes once
-- name: parameter_untyped
SELECT p.id AS id@id FROM person p WHERE p.city = :city AND p.born = :born;
