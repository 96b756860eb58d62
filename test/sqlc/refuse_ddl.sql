-- expect: writes sqlite_master: business rows are written
-- name: ddl
-- exec
DROP TABLE person;
