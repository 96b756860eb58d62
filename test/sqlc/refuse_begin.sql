-- expect: begin is not a statement of both engines: the door does that
-- name: begin
-- exec
-- writes: a try
BEGIN;
