-- migration: 1
-- Who may sign in, with which roles, and who tried. password: the SM3 of the hash that credential holds, so that a hash slipped in opens nothing.
CREATE TABLE account (
	city @id NOT NULL, id @id NOT NULL,
	login @text NOT NULL, person @id NOT NULL, org @id NOT NULL, password @bytes NOT NULL, must_change @int NOT NULL, locked @int NOT NULL,
	changed_at @int NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE UNIQUE INDEX account_login ON account (city, login);
CREATE UNIQUE INDEX account_person ON account (city, person);
CREATE TABLE account_role (
	city @id NOT NULL, id @id NOT NULL,
	account @id NOT NULL, role @text NOT NULL, org @id NOT NULL, line @text, since @day NOT NULL, until @day NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX account_role_of ON account_role (city, account, until);
-- result: good, wrong, or locked (the right password of an account that an administrator has locked). until: this failure began a wait.
CREATE TABLE sign_in (
	city @id NOT NULL, id @id NOT NULL,
	account @id, login @text NOT NULL, peer @text, result @text NOT NULL, until @int, at @int NOT NULL,
	PRIMARY KEY (city, id)
);
CREATE INDEX sign_in_of ON sign_in (city, account, result, at);

-- What has no trail: it changes with every request, or must leave nothing behind when it is replaced.
CREATE TABLE credential (
	city @id NOT NULL, account @id NOT NULL, hash @text NOT NULL,
	PRIMARY KEY (city, account)
);
CREATE TABLE session (
	city @id NOT NULL, digest @bytes NOT NULL,
	number @id NOT NULL, account @id NOT NULL, made_at @int NOT NULL, seen_at @int NOT NULL, peer @text, agent @text,
	PRIMARY KEY (city, digest)
);
CREATE INDEX session_of ON session (city, account, made_at);
-- Failures in a row: kind account (a login that is one), login (that is none), peer. key: keyed digest of the login; the address.
CREATE TABLE attempt (
	city @id NOT NULL, kind @text NOT NULL, key @text NOT NULL,
	failures @int NOT NULL, until @int NOT NULL, at @int NOT NULL,
	PRIMARY KEY (city, kind, key)
);
CREATE INDEX attempt_at ON attempt (city, kind, at);
