-- expect: :3: column thing.name has no type: @id @int @text @day @money @bytes
-- migration: 1
CREATE TABLE thing (name TEXT);
