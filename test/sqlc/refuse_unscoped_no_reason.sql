-- expect: :3: `-- unscoped:` needs its reason behind it
-- name: unscoped_no_reason
-- unscoped:
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND v.month = :month@int;
