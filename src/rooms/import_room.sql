-- Files handed over and not in yet, and the list of those that are.

-- name: upload_add
-- exec
-- writes: a draft of one person, gone when it is done with
INSERT INTO handed (city, id, person, name, at, kind, sender, month, part, whole, bytes, mends, seen, seen_at)
VALUES (:city, :id@id, :viewer, :name@text, :now, :kind@text, :sender@id, :month@int, :part@text, :whole@int, :bytes@bytes, NULL, :seen@bytes, :now);

-- name: upload_of
-- one
SELECT u.name AS name@text, u.at AS at@int, u.kind AS kind@text, u.sender AS sender@id, u.month AS month@int, u.part AS part@text, u.whole AS whole@int,
	u.bytes AS bytes@bytes, u.mends AS mends@bytes, u.seen AS seen@bytes, u.seen_at AS seen_at@int
FROM handed u WHERE u.city = :city AND u.id = :id@id AND u.person = :viewer;

-- name: upload_set
-- exec
-- writes: a draft of one person, gone when it is done with
UPDATE handed SET kind = :kind@text, sender = :sender@id, month = :month@int, part = :part@text, whole = :whole@int, mends = :mends@bytes, seen = :seen@bytes,
	seen_at = :now
WHERE city = :city AND id = :id@id AND person = :viewer;

-- name: upload_drop
-- exec
-- writes: a draft of one person, gone when it is done with
DELETE FROM handed WHERE city = :city AND id = :id@id AND person = :viewer;

-- name: upload_drop_old
-- exec
-- writes: what nobody came back to need not be kept
-- scans: some drafts at a time
DELETE FROM handed WHERE city = :city AND at < :before@int;

-- name: upload_list
-- many
SELECT u.id AS id@id, u.name AS name@text, u.at AS at@int, u.kind AS kind@text, u.month AS month@int
FROM handed u WHERE u.city = :city AND u.person = :viewer ORDER BY u.at DESC, u.id DESC LIMIT 20;

-- name: imports_page
-- many
-- scans: by number from the latest on, a page at a time
SELECT i.id AS id@id, i.kind AS kind@text, i.org AS org@id, i.month AS month@int, i.file AS file@text, i.state AS state@text, i.added AS added@int,
	i.same AS same@int, i.changed AS changed@int, i.gone AS gone@int, i.at AS at@int, i.actor AS actor@id,
	(SELECT max(s.at) FROM step s WHERE s.city = i.city AND s.record = i.id AND s.relation = 'import' AND s.act = 'approve') AS approved_at@int
FROM import i WHERE @visible(i) AND i.state <> 'reversal' AND (:month@int IS NULL OR i.month = :month) AND (:kind@text IS NULL OR i.kind = :kind)
	AND (:org@id IS NULL OR i.org = :org)
ORDER BY i.id DESC LIMIT :most@int OFFSET :from@int;

-- name: imports_count
-- one
-- scans: for the pager of a list that is read now and then
SELECT CAST(count(*) AS BIGINT) AS n@int FROM import i WHERE @visible(i) AND i.state <> 'reversal' AND (:month@int IS NULL OR i.month = :month)
	AND (:kind@text IS NULL OR i.kind = :kind) AND (:org@id IS NULL OR i.org = :org);

-- name: import_seen
-- one
SELECT i.id AS id@id, i.kind AS kind@text, i.org AS org@id, i.month AS month@int, i.part AS part@text, i.file AS file@text, i.state AS state@text,
	i.added AS added@int, i.same AS same@int, i.changed AS changed@int, i.gone AS gone@int, i.at AS at@int, i.actor AS actor@id, i.sm3 AS sm3@text,
	(SELECT max(s.at) FROM step s WHERE s.city = i.city AND s.record = i.id AND s.relation = 'import' AND s.act = 'approve') AS approved_at@int
FROM import i WHERE i.city = :city AND i.id = :id@id AND i.state <> 'reversal' AND @visible(i);

-- name: import_undone_by
-- one
-- unscoped: the reversal of an import that was shown
-- scans: the reversal of one import, looked for when its page is read
SELECT i.id AS id@id, i.at AS at@int, i.actor AS actor@id, i.gone AS gone@int, i.changed AS changed@int, i.added AS added@int FROM import i
WHERE i.city = :city AND i.reverses = :import@id ORDER BY i.id DESC LIMIT 1;

-- name: import_steps
-- many
SELECT s.relation AS relation@text, s.act AS act@text, s.words AS words@text, s.actor AS actor@id, s.at AS at@int FROM step s
WHERE s.city = :city AND s.record = :import@id AND (s.relation = 'import' OR s.relation = 'sheet') ORDER BY s.id;
