-- name: campaign_in
-- many
SELECT c.since AS since@day, c.until AS until@day, c.name AS name@text FROM campaign c
WHERE c.city = :city AND c.code = :code@text AND c.since <= :last@day AND c.until > :first@day ORDER BY c.since DESC, c.id DESC;

-- name: campaign_latest
-- many
SELECT c.since AS since@day, c.until AS until@day, c.name AS name@text FROM campaign c
WHERE c.city = :city AND c.code = :code@text AND c.since <= :last@day ORDER BY c.since DESC, c.id DESC LIMIT 1;

-- name: cutoff_of
-- one
SELECT c.day AS day@day FROM cutoff c WHERE c.city = :city AND c.campaign = :campaign@text AND c.month = :month@int;

-- name: target_for
-- one
-- unscoped: a target stands beside the figure of the same organisation
SELECT t.value AS value@int FROM target t
WHERE t.city = :city AND t.indicator = :indicator@text AND t.org = :org@id AND t.since <= :on@day AND t.until > :on ORDER BY t.since DESC, t.id DESC LIMIT 1;

-- name: period_before
-- one
-- The first month that was ever closed before this one: without it no record can be late.
SELECT p.month AS month@int FROM period p WHERE p.city = :city AND p.month < :month@int ORDER BY p.month LIMIT 1;
