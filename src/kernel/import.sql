-- name: import_same_file
-- one
-- unscoped: asks whether this very file was brought in before
SELECT i.id AS id@id FROM import i
WHERE i.city = :city AND i.sm3 = :sm3@text AND i.kind = :kind@text AND i.org = :org@id AND i.month = :month@int AND i.state = 'done' ORDER BY i.id DESC LIMIT 1;

-- name: import_of_series
-- many
-- unscoped: the files of one sender
SELECT i.id AS id@id, i.sm3 AS sm3@text FROM import i
WHERE i.city = :city AND i.kind = :kind@text AND i.org = :org@id AND i.month = :month@int AND coalesce(i.part, '') = coalesce(:part@text, '') AND i.state = 'done' ORDER BY i.id;

-- name: import_list
-- many
-- unscoped: the list of files brought in
SELECT i.id AS id@id, i.kind AS kind@text, i.org AS org@id, i.month AS month@int, i.file AS file@text, i.state AS state@text, i.added AS added@int,
	i.same AS same@int, i.changed AS changed@int, i.gone AS gone@int, i.at AS at@int
FROM import i WHERE i.city = :city ORDER BY i.id;

-- name: import_step
-- one
SELECT s.id AS id@id FROM step s WHERE s.city = :city AND s.record = :import@id AND s.relation = 'import' ORDER BY s.id LIMIT 1;

-- name: import_by_name
-- many
-- unscoped: how a file of this name was brought in last time
SELECT i.id AS id@id, i.kind AS kind@text, i.org AS org@id, i.month AS month@int, i.part AS part@text, i.file AS file@text
FROM import i WHERE i.city = :city AND i.state = 'done' ORDER BY i.id DESC;
