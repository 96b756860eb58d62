-- expect: :2: a schema begins with `-- migration: 1`
CREATE TABLE thing (city @id NOT NULL, id @id NOT NULL, PRIMARY KEY (city, id));
