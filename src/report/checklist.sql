-- What the checklist before issue asks of the whole city (checklist.c).

-- name: checklist_unapproved
-- many
-- unscoped: what awaits approval is asked of the whole city
-- scans: the files brought in, some hundred a month
SELECT i.id AS id@id, i.kind AS kind@text, i.org AS org@id FROM import i
WHERE i.city = :city AND i.state = 'done' AND i.added + i.changed > 0
	AND NOT EXISTS (SELECT 1 FROM step s WHERE s.city = i.city AND s.record = i.id AND s.relation = 'import') ORDER BY i.id;

-- name: checklist_moved_back
-- many
-- Records that were once returned or edited after their approval; what they are now says the record.
-- scans: one step a file, and one a returned record
SELECT s.relation AS relation@text, s.record AS record@id FROM step s
WHERE s.city = :city AND s.relation <> 'import' AND s.became IN ('submitted', 'returned') GROUP BY s.relation, s.record ORDER BY s.record;

-- name: checklist_documents
-- many
-- unscoped: the register of documents is no secret
-- scans: the documents on record, some hundred a year
SELECT d.number AS number@text FROM document d WHERE d.city = :city AND d.number IS NOT NULL AND d.state <> 'void' ORDER BY d.id;

-- name: checklist_issued
-- many
-- unscoped: the city's issued figures
-- scans: some dozen editions a year
-- The figures of the latest issued edition of each month.
SELECT e.month AS month@int, f.indicator AS indicator@text, f.value AS value@int, f.day_from AS day_from@day FROM edition e, frozen f
WHERE e.city = :city AND e.month BETWEEN :month_from@int AND :month_to@int AND e.issued_on IS NOT NULL AND f.city = e.city AND f.edition = e.id
	AND NOT EXISTS (SELECT 1 FROM edition x WHERE x.city = e.city AND x.series = e.series AND x.month = e.month AND x.number > e.number
		AND x.issued_on IS NOT NULL)
ORDER BY e.month, f.id;
