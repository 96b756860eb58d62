-- The papers that order the work: in force from the clean-up's start, so counted over it. The label is the number.
-- name: fund_basis_document_rows
-- rows
SELECT d.id AS record@id, d.org AS org@id, d.day AS day@day, CAST(d.id AS TEXT) AS key@text, 1 AS amount@int, d.form AS part@text, d.number AS label@text
FROM document d WHERE @scope(d) AND d.line = 'fund' AND d.role = '治理方案' AND d.number IS NOT NULL;

-- name: fund_opinion_document_rows
-- rows
SELECT d.id AS record@id, d.org AS org@id, d.day AS day@day, CAST(d.id AS TEXT) AS key@text, 1 AS amount@int, d.form AS part@text, d.number AS label@text
FROM document d WHERE @scope(d) AND d.line = 'fund' AND d.role = '管理意见' AND d.number IS NOT NULL;

-- Checks: a unit that was checked twice is one 家.
-- name: fund_units_self_checked_rows
-- rows
-- unscoped: the label is the name of the unit that the row belongs to
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.org AS TEXT) AS key@text, coalesce(s.findings, 0) AS amount@int,
	s.result AS part@text, (SELECT n.name FROM org_name n WHERE n.city = s.city AND n.org = s.org AND n.role = 'full'
		AND n.since <= s.day AND n.until > s.day ORDER BY n.id LIMIT 1) AS label@text
FROM fund_self_check s WHERE @scope(s);

-- name: fund_units_spot_checked_rows
-- rows
-- unscoped: the label is the name of the unit that the row belongs to
SELECT s.id AS record@id, s.org AS org@id, s.day AS day@day, CAST(s.org AS TEXT) AS key@text, coalesce(s.vouchers, 0) AS amount@int,
	s.team AS part@text, (SELECT n.name FROM org_name n WHERE n.city = s.city AND n.org = s.org AND n.role = 'full'
		AND n.since <= s.day AND n.until > s.day ORDER BY n.id LIMIT 1) AS label@text
FROM fund_spot_check s WHERE @scope(s);

-- Findings and what became of them. A number is a unit's own, so a finding is its row.
-- name: fund_findings_rows
-- rows
SELECT x.id AS record@id, x.org AS org@id, x.day AS day@day, CAST(x.id AS TEXT) AS key@text, x.amount AS amount@int,
	x.rule AS part@text, x.number AS label@text
FROM fund_finding x WHERE @scope(x);

-- name: fund_rectified_rows
-- rows
-- unscoped: the part is the rule of the finding that the row is about
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.finding AS TEXT) AS key@text, coalesce(r.repaid, 0) AS amount@int,
	(SELECT x.rule FROM fund_finding x WHERE x.city = r.city AND x.id = r.finding) AS part@text, r.number AS label@text
FROM fund_rectification r WHERE @scope(r) AND r.finished = 1;

-- name: fund_repaid_rows
-- rows
-- unscoped: the part is the rule of the finding that the row is about
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.finding AS TEXT) AS key@text, r.repaid AS amount@int,
	(SELECT x.rule FROM fund_finding x WHERE x.city = r.city AND x.id = r.finding) AS part@text, r.number AS label@text
FROM fund_rectification r WHERE @scope(r) AND r.repaid IS NOT NULL;

-- name: fund_rules_made_rows
-- rows
-- unscoped: the part is the rule of the finding that the row is about
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.finding AS TEXT) AS key@text, r.rules_made AS amount@int,
	(SELECT x.rule FROM fund_finding x WHERE x.city = r.city AND x.id = r.finding) AS part@text, r.number AS label@text
FROM fund_rectification r WHERE @scope(r) AND r.rules_made > 0;

-- name: fund_persons_handled_rows
-- rows
-- unscoped: the part is the rule of the finding that the row is about
SELECT r.id AS record@id, r.org AS org@id, r.day AS day@day, CAST(r.finding AS TEXT) AS key@text, r.persons_handled AS amount@int,
	(SELECT x.rule FROM fund_finding x WHERE x.city = r.city AND x.id = r.finding) AS part@text, r.number AS label@text
FROM fund_rectification r WHERE @scope(r) AND r.persons_handled > 0;

-- What the checks look up.
-- name: fund_limit_on
-- one
-- unscoped: limits hold for everybody
-- scans: a handful of limits
SELECT l.id AS id@id, l.amount AS amount@money FROM fund_limit l
WHERE l.city = :city AND l.kind = :kind@text AND l.state <> 'void' AND l.day <= :on@day AND (l.until IS NULL OR l.until >= :on) ORDER BY l.day DESC, l.id DESC LIMIT 1;

-- name: fund_finding_of
-- one
-- unscoped: a row of the same unit, named by its number
SELECT x.id AS id@id, x.day AS day@day, x.amount AS amount@money FROM fund_finding x
WHERE x.city = :city AND x.number = :number@text AND x.org = :org@id AND x.state <> 'void' ORDER BY x.id DESC LIMIT 1;

-- What the draft reads.
-- name: fund_rules_found
-- many
SELECT x.rule AS rule@text, CAST(sum(x.amount) AS BIGINT) AS amount@int FROM fund_finding x WHERE @scope(x)
GROUP BY x.rule ORDER BY sum(x.amount) DESC, x.rule;
