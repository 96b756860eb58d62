-- What the list of months says of each (report_months.c).

-- name: report_month_editions
-- many
-- scans: a dozen rows a year
SELECT e.id AS id@id, e.month AS month@int, e.number AS number@int, e.state AS state@text, e.year AS year@int, e.serial AS serial@int,
	e.issued_on AS issued_on@day
FROM edition e WHERE e.city = :city AND e.state <> 'void' ORDER BY e.month DESC, e.number DESC, e.id DESC;

-- name: report_month_parts
-- many
-- scans: some hundred rows a year
SELECT s.edition AS edition@id, CAST(count(*) AS BIGINT) AS n@int, CAST(sum(CASE WHEN s.state = 'approved' THEN 1 ELSE 0 END) AS BIGINT) AS approved@int
FROM section s WHERE s.city = :city AND s.state <> 'left' GROUP BY s.edition;

-- name: report_month_matters
-- many
-- unscoped: the report of the whole city
-- scans: some hundred rows a year
-- Months with something done that a report could say.
SELECT m.month AS month@int, CAST(count(*) AS BIGINT) AS n@int FROM matter m
WHERE m.city = :city AND m.state = 'approved' AND m.progress = 'done' GROUP BY m.month ORDER BY m.month DESC;
