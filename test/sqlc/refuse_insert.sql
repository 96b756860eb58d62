-- expect: :2: insert_visit writes loose: business rows are written by row_add and row_change, anything else says `-- writes: reason`
-- name: insert_visit
-- exec
INSERT INTO loose (word) VALUES (:word@text);
