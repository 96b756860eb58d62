-- expect: function calls strftime(), which SQLite and PostgreSQL do not share
-- name: function
SELECT strftime('%Y', p.born) AS year@text FROM person p WHERE p.city = :city;
