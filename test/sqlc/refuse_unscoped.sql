-- expect: :2: unscoped reads visit, which has an org column: add @scope(alias), @visible(alias) or @granted(alias) of it, or `-- unscoped: reason`
-- name: unscoped
SELECT v.id AS id@id FROM visit v WHERE v.city = :city AND v.month = :month@int;
