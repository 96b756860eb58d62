-- expect: :2: `Bad-name` is no name: small letters, digits and _
-- name: Bad-name
SELECT 1 AS one@int;
