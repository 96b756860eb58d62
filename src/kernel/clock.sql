-- name: holiday_on
-- one
-- scans: a few dozen rows a year
SELECT h.work AS work@int FROM holiday h WHERE h.day = :day@day ORDER BY h.version DESC LIMIT 1;

-- name: holiday_year
-- one
-- scans: a few dozen rows a year
SELECT CAST(count(*) AS BIGINT) AS n@int FROM holiday h WHERE h.year = :year@int;

-- name: holiday_add
-- exec
-- writes: a reference table, the same for every city
INSERT INTO holiday (version, day, year, work, name, notice)
VALUES (:version@int, :day@day, :year@int, :work@int, :name@text, :notice@text);

-- name: holiday_version
-- many
-- scans: a few dozen rows a year
SELECT h.day AS day@day, h.work AS work@int, h.year AS year@int, h.name AS name@text, h.notice AS notice@text
FROM holiday h WHERE h.version = :version@int ORDER BY h.day;
