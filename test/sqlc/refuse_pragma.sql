-- expect: pragma is not a statement of both engines: the door does that
-- name: pragma
-- exec
-- writes: a try
PRAGMA query_only = 0;
