-- expect: gives_nothing gives nothing: say `-- exec`
-- name: gives_nothing
-- writes: a try
INSERT INTO loose (word) VALUES (:word@text);
