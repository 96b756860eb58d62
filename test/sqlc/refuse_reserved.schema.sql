-- expect: :3: order cannot be a name: PostgreSQL or C keeps the word for itself
-- migration: 1
CREATE TABLE thing (order @int);
