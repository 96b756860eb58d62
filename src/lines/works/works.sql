-- What the figures count.

-- name: works_sent_up_rows
-- rows
-- Pictures sent up until the last day counted; one row of the register is one work.
SELECT w.id AS record@id, w.org AS org@id, w.day AS day@day, CAST(w.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	w.category AS part@text, w.title AS label@text
FROM works_work w WHERE @scope(w) AND w.call = 'pictures' AND w.category <> 'essay' AND w.stage = 'sent_up' AND w.sent <= :day_to;

-- name: works_pictures_rows
-- rows
SELECT w.id AS record@id, w.org AS org@id, w.day AS day@day, CAST(w.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	w.category AS part@text, w.title AS label@text
FROM works_work w WHERE @scope(w) AND w.call = 'pictures' AND w.category <> 'essay' AND w.stage NOT IN ('returned', 'withdrawn');

-- name: works_essays_rows
-- rows
SELECT w.id AS record@id, w.org AS org@id, w.day AS day@day, CAST(w.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	w.stage AS part@text, w.title AS label@text
FROM works_work w WHERE @scope(w) AND w.call = 'essays' AND w.category = 'essay' AND w.stage NOT IN ('returned', 'withdrawn');

-- name: works_judged_rows
-- rows
SELECT w.id AS record@id, w.org AS org@id, w.day AS day@day, CAST(w.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	w.stage AS part@text, w.title AS label@text
FROM works_work w WHERE @scope(w) AND w.call = 'essays' AND w.category = 'essay' AND w.stage IN ('first', 'second', 'final', 'sent_up', 'not_selected');

-- name: works_authors_rows
-- rows
SELECT w.id AS record@id, w.org AS org@id, w.day AS day@day,
	CAST(coalesce((SELECT l.same_as FROM person_link l WHERE l.city = w.city AND l.person = w.author AND l.until = '9999-12-31'), w.author) AS TEXT) AS key@text,
	CAST(1 AS BIGINT) AS amount@int, w.stage AS part@text, w.title AS label@text
FROM works_work w WHERE @scope(w) AND w.call = 'essays' AND w.category = 'essay' AND w.stage NOT IN ('returned', 'withdrawn');

-- name: works_top_ten_photo_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	a.title AS part@text, a.title AS label@text
FROM works_award a WHERE @scope(a) AND a.level = 'province' AND a.category = 'photo' AND a.grade = 'top_ten';

-- name: works_excellent_calligraphy_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	a.title AS part@text, a.title AS label@text
FROM works_award a WHERE @scope(a) AND a.level = 'province' AND a.category = 'calligraphy' AND a.grade = 'excellent';

-- name: works_excellent_art_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	a.title AS part@text, a.title AS label@text
FROM works_award a WHERE @scope(a) AND a.level = 'province' AND a.category = 'art' AND a.grade = 'excellent';

-- name: works_awards_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	a.level || '/' || a.grade AS part@text, a.title AS label@text
FROM works_award a WHERE @scope(a);

-- name: works_essays_awarded_rows
-- rows
SELECT a.id AS record@id, a.org AS org@id, a.day AS day@day, CAST(a.id AS TEXT) AS key@text, CAST(1 AS BIGINT) AS amount@int,
	a.grade AS part@text, a.title AS label@text
FROM works_award a WHERE @scope(a) AND a.category = 'essay';

-- name: works_anniversary_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.anniversary AS TEXT) AS key@text, c.anniversary AS amount@int,
	NULL AS part@text, c.title AS label@text
FROM works_call c WHERE @scope(c) AND c.code = 'essays' AND c.anniversary IS NOT NULL;

-- name: works_party_congress_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.party_congress AS TEXT) AS key@text, c.party_congress AS amount@int,
	NULL AS part@text, c.title AS label@text
FROM works_call c WHERE @scope(c) AND c.code = 'essays' AND c.party_congress IS NOT NULL;

-- name: works_union_congress_rows
-- rows
SELECT c.id AS record@id, c.org AS org@id, c.day AS day@day, CAST(c.union_congress AS TEXT) AS key@text, c.union_congress AS amount@int,
	NULL AS part@text, c.title AS label@text
FROM works_call c WHERE @scope(c) AND c.code = 'essays' AND c.union_congress IS NOT NULL;

-- What the rules ask.

-- name: works_calls_by_code
-- unscoped: whether a call of this code is open is no secret
SELECT c.id AS id@id, c.day AS day@day, c.until AS until@day, c.title AS title@text, c.categories AS categories@text FROM works_call c
WHERE c.city = :city AND c.code = :code@text AND c.state <> 'void' ORDER BY c.day DESC, c.id DESC;

-- name: works_by_title
-- unscoped: one work sent by two unions is found only across unions
SELECT w.id AS id@id, w.org AS org@id, w.author AS author@id, w.category AS category@text, w.stage AS stage@text,
	(SELECT i.org FROM import i WHERE i.city = w.city AND i.id = w.source) AS sender@id
FROM works_work w WHERE w.city = :city AND w.call = :call@text AND w.folded = :folded@text AND w.state <> 'void' ORDER BY w.id;

-- name: works_awards_of_author
-- unscoped: an author's awards of one call, whichever union recommended them
SELECT DISTINCT a.category AS category@text, a.folded AS folded@text FROM works_award a
WHERE a.city = :city AND a.call = :call@text AND a.author = :author@id AND a.level = :level@text AND a.state <> 'void' ORDER BY 1, 2;

-- What the draft reads: it speaks for the whole city.

-- name: works_calls_until
-- unscoped: the draft speaks for the whole city
SELECT c.code AS code@text, c.title AS title@text, c.organiser AS organiser@text, c.level AS level@text, c.categories AS categories@text, c.theme AS theme@text,
	c.occasion AS occasion@text, c.anniversary AS anniversary@int, c.party_congress AS party_congress@int, c.union_congress AS union_congress@int,
	c.day AS day@day, c.until AS until@day
FROM works_call c WHERE c.city = :city AND c.code = :code@text AND c.day <= :last@day AND c.state = 'approved' ORDER BY c.day DESC, c.id DESC;

-- name: works_awards_in
-- unscoped: the draft speaks for the whole city
SELECT a.day AS day@day, a.call AS call@text, a.category AS category@text, a.level AS level@text, a.grade AS grade@text, a.title AS title@text,
	a.author AS author@id, a.employer AS employer@id, a.issuer AS issuer@text
FROM works_award a WHERE a.city = :city AND a.month = :month@int AND a.state = 'approved' ORDER BY a.day, a.id;

-- name: works_sent_in
-- one
-- unscoped: the draft speaks for the whole city
SELECT count(*) AS n@int, max(w.sent) AS last@day FROM works_work w
WHERE w.city = :city AND w.call = :call@text AND w.stage = 'sent_up' AND w.sent >= :first@day AND w.sent <= :last@day AND w.state = 'approved';

-- name: works_came_in
-- one
-- unscoped: the draft speaks for the whole city
SELECT count(*) AS n@int FROM works_work w WHERE w.city = :city AND w.call = :call@text AND w.month = :month@int AND w.state = 'approved';

-- name: works_employer
-- unscoped: names are no secret
SELECT n.name AS name@text FROM org_name n
WHERE n.city = :city AND n.org = :org@id AND n.role = 'employer' AND n.since <= :on@day AND n.until > :on ORDER BY n.id DESC;
