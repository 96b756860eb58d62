-- Accounts.
-- name: account_by_login
-- one
-- unscoped: who signs in has no scope yet
SELECT a.id AS id@id FROM account a WHERE a.city = :city AND a.login = :login@text;

-- name: account_by_person
-- one
-- unscoped: one person, one account, wherever
-- scans: some hundreds of accounts, read when one is added or a report is signed
-- Two entries that were merged are one person.
SELECT a.id AS id@id, a.login AS login@text FROM account a WHERE a.city = :city
	AND coalesce((SELECT l.same_as FROM person_link l WHERE l.city = a.city AND l.person = a.person AND l.until = '9999-12-31'), a.person)
		= coalesce((SELECT k.same_as FROM person_link k WHERE k.city = :city AND k.person = :person@id AND k.until = '9999-12-31'), :person)
ORDER BY a.id LIMIT 1;

-- name: account_every
-- many
-- unscoped: the register of accounts, for who keeps it
SELECT a.id AS id@id, a.login AS login@text, a.person AS person@id, a.org AS org@id, a.must_change AS must_change@int, a.locked AS locked@int,
	(SELECT max(s.at) FROM sign_in s WHERE s.city = a.city AND s.account = a.id AND s.result = 'good') AS seen_at@int
FROM account a WHERE a.city = :city ORDER BY a.login;

-- name: account_roles_on
-- many
-- unscoped: the roles of one account
SELECT r.id AS id@id, r.role AS role@text, r.org AS org@id, r.line AS line@text FROM account_role r
WHERE r.city = :city AND r.account = :account@id AND r.since <= :on@day AND r.until > :on ORDER BY r.id;

-- name: credential_of
-- one
SELECT c.hash AS hash@text FROM credential c WHERE c.city = :city AND c.account = :account@id;

-- name: credential_drop
-- exec
-- writes: a password's hash leaves nothing behind; its digest stands in the account's row
DELETE FROM credential WHERE city = :city AND account = :account@id;

-- name: credential_put
-- exec
-- writes: a password's hash leaves nothing behind; its digest stands in the account's row
INSERT INTO credential (city, account, hash) VALUES (:city, :account@id, :hash@text);

-- Failures.
-- name: attempt_of
-- one
SELECT a.failures AS failures@int, a.until AS until@int, a.at AS at@int FROM attempt a WHERE a.city = :city AND a.kind = :kind@text AND a.key = :key@text;

-- name: attempt_count
-- one
SELECT CAST(count(*) AS BIGINT) AS n@int FROM attempt a WHERE a.city = :city AND a.kind = :kind@text;

-- name: attempt_put
-- exec
-- writes: counters change with every failure; the failure itself stands in sign_in
INSERT INTO attempt (city, kind, key, failures, until, at) VALUES (:city, :kind@text, :key@text, :failures@int, :until@int, :at@int);

-- name: attempt_drop
-- exec
-- writes: counters change with every failure; the failure itself stands in sign_in
DELETE FROM attempt WHERE city = :city AND kind = :kind@text AND key = :key@text;

-- name: attempt_drop_old
-- exec
-- writes: what is over need not be remembered
DELETE FROM attempt WHERE city = :city AND kind = :kind@text AND at <= :at@int;

-- name: attempt_oldest
-- one
SELECT a.key AS key@text FROM attempt a WHERE a.city = :city AND a.kind = :kind@text ORDER BY a.at, a.key LIMIT 1;

-- Sessions.
-- name: session_by_digest
-- one
-- unscoped: the session says who asks
SELECT s.account AS account@id, s.made_at AS made_at@int, s.seen_at AS seen_at@int, s.peer AS peer@text, s.agent AS agent@text FROM session s
JOIN account a ON a.city = s.city AND a.id = s.account
WHERE s.city = :city AND s.digest = :digest@bytes AND a.locked = 0 AND s.seen_at > :idle@int AND s.made_at > :absolute@int AND s.made_at <= :soon@int;

-- name: session_every
-- many
SELECT s.number AS number@id, s.digest AS digest@bytes, s.made_at AS made_at@int, s.seen_at AS seen_at@int, s.peer AS peer@text, s.agent AS agent@text FROM session s
WHERE s.city = :city AND s.account = :account@id AND s.seen_at > :idle@int AND s.made_at > :absolute@int ORDER BY s.made_at DESC, s.number DESC;

-- name: session_put
-- exec
-- writes: sessions come and go; the sign-in stands in sign_in
INSERT INTO session (city, digest, number, account, made_at, seen_at, peer, agent)
VALUES (:city, :digest@bytes, :number@id, :account@id, :made_at@int, :made_at, :peer@text, :agent@text);

-- name: session_touch
-- exec
-- writes: the moment of the last request
UPDATE session SET seen_at = :now WHERE city = :city AND digest = :digest@bytes AND seen_at <= :minute@int AND seen_at > :idle@int AND made_at > :absolute@int;

-- name: session_drop
-- exec
-- writes: sessions come and go; the sign-in stands in sign_in
DELETE FROM session WHERE city = :city AND digest = :digest@bytes;

-- name: session_drop_number
-- exec
-- writes: sessions come and go; the sign-in stands in sign_in
DELETE FROM session WHERE city = :city AND account = :account@id AND number = :number@id;

-- name: session_drop_same
-- exec
-- writes: sessions come and go; the sign-in stands in sign_in
-- What the same browser held, and what is over by age.
DELETE FROM session WHERE city = :city AND account = :account@id
	AND ((coalesce(peer, '-') = coalesce(:peer@text, '-') AND coalesce(agent, '-') = coalesce(:agent@text, '-')) OR seen_at <= :idle@int OR made_at <= :absolute@int);

-- name: session_drop_all
-- exec
-- writes: sessions come and go; the sign-in stands in sign_in
DELETE FROM session WHERE city = :city AND account = :account@id AND digest <> :but@bytes;

-- Settings.
-- name: account_setting_on
-- one
SELECT s.value AS value@text FROM setting s WHERE s.city = :city AND s.name = :name@text AND s.since <= :on@day ORDER BY s.since DESC LIMIT 1;

-- name: account_setting_from
-- one
SELECT s.id AS id@id FROM setting s WHERE s.city = :city AND s.name = :name@text AND s.since = :since@day;
