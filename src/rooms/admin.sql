-- What the administrators', the auditor's and the matters' pages ask beside the kernel.

-- name: trail_page
-- many
-- unscoped: the trail is the whole city's; who may read it sees no values by it
-- One page of entries, the latest first. kind: account: all acts on accounts, roles and settings; else one act. peer: where the act came from, as far as
-- signing in tells: its own address for a sign-in, else that of the actor's last one before.
SELECT t.entry AS entry@id, t.at AS at@int, t.actor AS actor@id, t.act AS act@text, t.why AS why@text, t.rows AS rows@int,
	coalesce((SELECT s.peer FROM trail_row r JOIN sign_in s ON s.city = r.city AND s.id = r.row
		WHERE r.city = t.city AND r.entry = t.entry AND r.relation = 'sign_in' ORDER BY r.seq LIMIT 1),
	(SELECT s.peer FROM account a JOIN sign_in s ON s.city = a.city AND s.account = a.id
		WHERE a.city = t.city AND a.person = t.actor AND s.result = 'good' AND s.at <= t.at ORDER BY s.at DESC, s.id DESC LIMIT 1)) AS peer@text
FROM trail t
WHERE t.city = :city AND t.at >= :from@int AND t.at < :to@int AND (:actor@id = 0 OR t.actor = :actor)
	AND (:kind@text IS NULL OR CASE WHEN t.act IN ('account_add', 'account_lock', 'account_unlock', 'password_reset', 'password_change', 'role_grant', 'role_revoke',
		'setting') THEN 'account' ELSE t.act END = :kind)
ORDER BY t.entry DESC LIMIT :limit@int OFFSET :offset@int;

-- name: trail_page_count
-- one
SELECT CAST(count(*) AS BIGINT) AS n@int FROM trail t
WHERE t.city = :city AND t.at >= :from@int AND t.at < :to@int AND (:actor@id = 0 OR t.actor = :actor)
	AND (:kind@text IS NULL OR CASE WHEN t.act IN ('account_add', 'account_lock', 'account_unlock', 'password_reset', 'password_change', 'role_grant', 'role_revoke',
		'setting') THEN 'account' ELSE t.act END = :kind);

-- name: trail_entry_of
-- one
-- unscoped: the trail is the whole city's
SELECT t.entry AS entry@id, t.at AS at@int, t.actor AS actor@id, t.act AS act@text, t.why AS why@text, t.rows AS rows@int, t.mac AS mac@bytes,
	coalesce((SELECT s.peer FROM trail_row r JOIN sign_in s ON s.city = r.city AND s.id = r.row
		WHERE r.city = t.city AND r.entry = t.entry AND r.relation = 'sign_in' ORDER BY r.seq LIMIT 1),
	(SELECT s.peer FROM account a JOIN sign_in s ON s.city = a.city AND s.account = a.id
		WHERE a.city = t.city AND a.person = t.actor AND s.result = 'good' AND s.at <= t.at ORDER BY s.at DESC, s.id DESC LIMIT 1)) AS peer@text,
	(SELECT max(b.entry) FROM trail b WHERE b.city = t.city AND b.entry < t.entry) AS before@id,
	(SELECT min(f.entry) FROM trail f WHERE f.city = t.city AND f.entry > t.entry) AS after@id
FROM trail t WHERE t.city = :city AND t.entry = :entry@id;

-- name: trail_size
-- one
SELECT CAST(count(*) AS BIGINT) AS n@int FROM trail_row r WHERE r.city = :city;

-- name: trail_verified
-- one
-- The last time that somebody had the whole verified on a page.
SELECT t.at AS at@int, t.actor AS actor@id, t.why AS why@text FROM trail t WHERE t.city = :city AND t.act = 'verify' ORDER BY t.entry DESC LIMIT 1;

-- name: matters_of_month
-- many
SELECT m.id AS id@id, m.org AS org@id, m.day AS day@day, m.state AS state@text, m.heading AS heading@text, m.department AS department@id, m.until AS until@day,
	m.progress AS progress@text, m.line AS line@text, m.ordinal AS ordinal@int, m.why AS why@text, m.planned AS planned@int, m.body AS body@text
FROM matter m WHERE m.city = :city AND m.month = :month@int AND m.state <> 'void' AND @visible(m) ORDER BY m.ordinal, m.id;

-- name: matters_left
-- many
-- Matters that were moved out of a month into a later one; reason: the month they left, 2019-01.
SELECT m.id AS id@id, m.heading AS heading@text, m.department AS department@id, m.line AS line@text, m.month AS month@int, m.state AS state@text,
	m.progress AS progress@text, m.ordinal AS ordinal@int, m.day AS day@day, s.words AS words@text
FROM matter m JOIN step s ON s.city = m.city AND s.record = m.id AND s.relation = 'matter' AND s.act = 'later'
WHERE m.city = :city AND m.month <> :month@int AND m.state <> 'void' AND s.reason = :left@text AND @visible(m) ORDER BY m.ordinal, m.id;

-- name: matter_latest
-- one
-- scans: some hundred rows a year
SELECT max(m.month) AS month@int FROM matter m WHERE m.city = :city AND m.state <> 'void' AND m.progress IN ('done', 'under_way') AND @visible(m);

-- name: matter_seen
-- one
SELECT m.id AS id@id FROM matter m WHERE m.city = :city AND m.id = :id@id AND m.state <> 'void' AND @visible(m);

-- name: matter_steps
-- many
SELECT s.act AS act@text, s.was AS was@text, s.became AS became@text, s.reason AS reason@text, s.words AS words@text, s.actor AS actor@id, s.at AS at@int
FROM step s WHERE s.city = :city AND s.record = :record@id AND s.relation = 'matter' ORDER BY s.id DESC;

-- name: matter_file
-- one
-- unscoped: the file that a visible record came from
SELECT i.file AS file@text FROM import i WHERE i.city = :city AND i.id = :id@id;
