-- expect: :4: migration 2 comes next: they are numbered 1, 2, 3 and never changed
-- migration: 1
CREATE TABLE thing (city @id NOT NULL, id @id NOT NULL, PRIMARY KEY (city, id));
-- migration: 3
CREATE INDEX thing_id ON thing (id);
