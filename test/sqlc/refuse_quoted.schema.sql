-- expect: :3: " is not of the shared SQL: parameters are written :name@type, names bare
-- migration: 1
CREATE TABLE thing (x @text DEFAULT "word");
