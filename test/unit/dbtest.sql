-- name: item_words
-- Every word, in the order of its bytes.
SELECT i.id AS id@id, i.word AS word@text FROM item i WHERE i.city = :city ORDER BY i.word @bytewise NULLS FIRST, i.id;

-- name: item_by_all
-- one
-- scans: a parameter of each type, none of them in an index
SELECT i.id AS id@id, i.cash AS cash@money FROM item i
WHERE i.city = :city AND i.other = :other@id AND i.count = :count@int AND i.word = :word@text AND i.day = :day@day AND i.cash = :cash@money
	AND i.seal = :seal@bytes AND i.word = :word;

-- name: item_sums
-- one
SELECT count(*) AS n@int, CAST(coalesce(sum(i.cash), 0) AS BIGINT) AS cash@money, sum(i.count) AS counts@int, max(i.day) AS last@day,
	i.city = :city AS here@int
FROM item i WHERE i.city = :city GROUP BY i.city;

-- name: item_count
-- one
SELECT count(*) AS n@int FROM item i WHERE i.city = :city;

-- name: item_between
-- one
SELECT count(*) AS n@int FROM item i WHERE i.city = :city AND i.id >= :from@id AND i.id <= :to@id;

-- name: item_add
-- exec
-- writes: a test
INSERT INTO item (city, id, word) VALUES (:city, :id@id, :word@text);

-- name: item_many
-- exec
-- writes: a test of long results
-- scans: makes numbers out of nothing
INSERT INTO item (city, id, word)
WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n.i + 1 FROM n WHERE n.i < :most@int)
SELECT :city, n.i, 'word' FROM n;

-- name: item_rename
-- many
-- writes: a test of RETURNING
UPDATE item SET word = :word@text WHERE city = :city AND id >= :least@id RETURNING id AS id@id;

-- name: item_door
-- one
SELECT :city AS city@id, :viewer AS viewer@id, :viewer_org AS org@id, :now AS now@int, CAST(:none@text AS TEXT) AS none@text;

-- name: tree_add
-- exec
-- writes: a test
INSERT INTO org_tree (city, above, below, since, until, above_kind, level, distance)
VALUES (:city, :above@id, :below@id, :since@day, :until@day, :above_kind@text, :level@int, :distance@int);

-- name: visit_mine
-- many
SELECT v.id AS id@id FROM visit v WHERE @granted(v) ORDER BY v.id;

-- name: visit_seen
-- many
-- scans: a test
SELECT v.id AS id@id FROM visit v WHERE @visible(v) ORDER BY v.id;

-- name: visit_counties
-- one
SELECT count(*) AS n@int FROM visit v WHERE @scope(v, 2);

-- name: visited
-- rows
SELECT v.id AS record@id, v.org AS org@id, v.day AS day@day, CAST(v.person AS TEXT) AS key@text, coalesce(v.cash, 0) AS amount@int,
	v.kind AS part@text, (SELECT i.word FROM item i WHERE i.city = v.city AND i.id = v.person) AS label@text
FROM visit v WHERE @scope(v);
