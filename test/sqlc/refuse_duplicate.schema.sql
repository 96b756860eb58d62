-- expect: :3: duplicate column name: day
-- migration: 1
CREATE TABLE thing (@record day @day);
