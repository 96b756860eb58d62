-- name: org_by_code
-- many
-- unscoped: the register of organisations is read whole to find the one a file names
SELECT o.id AS id@id, o.since AS since@day, o.until AS until@day FROM org o
WHERE o.city = :city AND o.stat_code = :code@text
UNION SELECT o.id, o.since, o.until FROM org o WHERE o.city = :city AND o.uscc = :code
UNION SELECT o.id, o.since, o.until FROM org o WHERE o.city = :city AND o.employer_uscc = :code
ORDER BY 1;

-- name: org_by_name
-- many
-- unscoped: the register of organisations is read whole to find the one a file names
SELECT DISTINCT n.org AS id@id, n.since AS since@day, n.until AS until@day FROM org_name n
WHERE n.city = :city AND n.folded = :folded@text ORDER BY 1, 2;

-- name: org_names_all
-- many
-- unscoped: the nearest name is sought among all
SELECT n.org AS id@id, n.name AS name@text, n.folded AS folded@text FROM org_name n WHERE n.city = :city AND n.role <> 'short' ORDER BY n.id;

-- name: org_name_at
-- many
-- unscoped: names are no secret
SELECT n.role AS role@text, n.name AS name@text, n.since AS since@day, n.until AS until@day FROM org_name n
WHERE n.city = :city AND n.org = :org@id ORDER BY n.since DESC, n.id;

-- name: org_under
-- one
-- unscoped: asks whether one union lies under another, gives nothing else
SELECT t.distance AS distance@int FROM org_tree t
WHERE t.city = :city AND t.above = :above@id AND t.below = :below@id AND t.since <= :on@day AND t.until > :on;

-- name: org_county_of
-- one
SELECT t.above AS above@id FROM org_tree t
WHERE t.city = :city AND t.below = :org@id AND t.above_kind = 'county' AND t.since <= :on@day AND t.until > :on;

-- name: org_of_kind
-- many
-- unscoped: the list of county unions heads every table
-- scans: a few hundred organisations, read once a command
SELECT o.id AS id@id FROM org o WHERE o.city = :city AND o.kind = :kind@text AND o.since <= :to@day AND o.until > :from@day ORDER BY o.protocol, o.id;

-- name: org_the_city
-- one
-- unscoped: the federation itself is no secret
-- scans: a few hundred organisations, read once a command
SELECT o.id AS id@id FROM org o WHERE o.city = :city AND o.kind = 'city' ORDER BY o.id LIMIT 1;

-- name: org_orgs
-- many
-- unscoped: builds the closure
SELECT o.id AS id@id, o.kind AS kind@text, o.since AS since@day, o.until AS until@day FROM org o WHERE o.city = :city ORDER BY o.id;

-- name: org_parents
-- many
-- unscoped: builds the closure
SELECT p.org AS org@id, p.parent AS parent@id, p.since AS since@day, p.until AS until@day FROM org_parent p WHERE p.city = :city ORDER BY p.id;

-- name: org_tree_clear
-- exec
-- writes: the closure is derived from org_parent
DELETE FROM org_tree WHERE city = :city;

-- name: org_tree_add
-- exec
-- writes: the closure is derived from org_parent
INSERT INTO org_tree (city, above, below, since, until, above_kind, level, distance)
VALUES (:city, :above@id, :below@id, :since@day, :until@day, :above_kind@text, :level@int, :distance@int);

-- name: org_tree_all
-- many
-- unscoped: the closure is compared with what the registers give
SELECT t.above AS above@id, t.below AS below@id, t.since AS since@day, t.until AS until@day, t.above_kind AS above_kind@text, t.level AS level@int,
	t.distance AS distance@int
FROM org_tree t WHERE t.city = :city ORDER BY t.above, t.below, t.since;

-- name: org_dated_names
-- many
-- unscoped: a register's own rows
SELECT n.id AS id@id, n.role AS role@text, n.name AS name@text, n.since AS since@day, n.until AS until@day FROM org_name n
WHERE n.city = :city AND n.org = :org@id ORDER BY n.id;

-- name: org_dated_parents
-- many
-- unscoped: a register's own rows
SELECT p.id AS id@id, p.parent AS parent@id, p.since AS since@day, p.until AS until@day FROM org_parent p WHERE p.city = :city AND p.org = :org@id ORDER BY p.since, p.id;

-- name: org_dated_groups
-- many
-- unscoped: a register's own rows
SELECT g.id AS id@id, g.parent AS parent@id, g.since AS since@day, g.until AS until@day FROM grouping_member g
WHERE g.city = :city AND g.kind = :kind@text AND g.org = :org@id ORDER BY g.since, g.id;
