-- name: person_by_idno
-- one
SELECT p.id AS id@id, p.name_blind AS name_blind@text FROM person p WHERE p.city = :city AND p.idno_blind = :blind@text;

-- name: person_idnos
-- many
-- scans: a long file asks once who stands already
SELECT p.idno_blind AS blind@text FROM person p WHERE p.city = :city AND p.idno_blind IS NOT NULL LIMIT :most@int;

-- name: person_idno_most
-- one
SELECT p.id AS id@id FROM person p WHERE p.city = :city AND p.idno_blind IS NOT NULL LIMIT 1 OFFSET :most@int;

-- name: forgotten_any
-- one
SELECT f.id AS id@id FROM forgotten f WHERE f.city = :city LIMIT 1;

-- name: person_by_name
-- many
SELECT p.id AS id@id, p.idno_blind AS idno_blind@text, p.employer AS employer@id FROM person p WHERE p.city = :city AND p.name_blind = :blind@text ORDER BY p.id;

-- name: person_key_of
-- one
SELECT k.wrapped AS wrapped@bytes FROM person_key k WHERE k.city = :city AND k.person = :person@id;

-- name: person_key_add
-- exec
-- writes: a key is no business row: destroying it must leave the trail whole
INSERT INTO person_key (city, person, wrapped) VALUES (:city, :person@id, :wrapped@bytes);

-- name: person_key_destroy
-- exec
-- writes: forgetting a person
UPDATE person_key SET wrapped = NULL WHERE city = :city AND person = :person@id;

-- name: person_keyless
-- many
-- scans: every person is looked at when the whole is verified
SELECT p.id AS id@id FROM person p
WHERE p.city = :city AND NOT EXISTS (SELECT 1 FROM person_key k WHERE k.city = p.city AND k.person = p.id AND k.wrapped IS NOT NULL) ORDER BY p.id;

-- name: person_past_blank
-- exec
-- writes: forgetting a person: former rows held the search columns; the digests in the trail stand without them
UPDATE trail_row SET before = NULL WHERE city = :city AND relation = 'person' AND row = :person@id;

-- name: forgotten_number
-- one
SELECT f.id AS id@id FROM forgotten f WHERE f.city = :city AND f.blind = :blind@text LIMIT 1;

-- name: person_links
-- many
SELECT l.id AS id@id, l.same_as AS same_as@id FROM person_link l WHERE l.city = :city AND l.person = :person@id AND l.until = '9999-12-31' ORDER BY l.id;

-- name: person_links_to
-- many
SELECT l.id AS id@id, l.person AS person@id, l.named AS named@id FROM person_link l
WHERE l.city = :city AND l.same_as = :same_as@id AND l.until = '9999-12-31' ORDER BY l.id;

-- name: person_posts
-- many
-- unscoped: who acts is sought among those who hold a post
SELECT p.id AS id@id, p.person AS person@id, p.org AS org@id, p.title AS title@text, p.since AS since@day, p.until AS until@day
FROM post p WHERE p.city = :city AND p.person = :person@id ORDER BY p.since, p.id;

-- name: person_posts_all
-- many
-- unscoped: officers are sought by name among all who hold a post
-- scans: a few hundred posts, read once when a name is sought
SELECT DISTINCT p.person AS person@id, p.org AS org@id FROM post p WHERE p.city = :city AND p.until > :on@day ORDER BY p.person, p.org;

-- name: household_by_code
-- one
SELECT h.id AS id@id FROM household h WHERE h.city = :city AND h.code = :code@text;

-- name: household_membership
-- many
SELECT m.id AS id@id, m.household AS household@id, m.relation AS relation@text FROM household_member m
WHERE m.city = :city AND m.person = :person@id AND m.since <= :on@day AND m.until > :on ORDER BY m.id;

-- name: household_heads
-- many
SELECT m.id AS id@id, m.person AS person@id FROM household_member m
WHERE m.city = :city AND m.household = :household@id AND m.relation = 'head' AND m.since <= :on@day AND m.until > :on ORDER BY m.id;
