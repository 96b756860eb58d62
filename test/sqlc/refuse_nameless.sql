-- expect: :2: a statement begins with `-- name: ...`
SELECT 1 AS one@int;
