/* What SQLite is told of tables that are still empty, so that it plans for the size they will have.
 *
 * Every key begins with the city, and one database may hold one city: without statistics SQLite walks a whole city by the primary key where an index
 * serves, and a table of 20,000 rows shows it. The numbers say: a million rows, all of one city, each further column of an index a hundredth of the
 * rest, the whole of a unique one a single row. sqlc looks at plans under the same numbers. PostgreSQL keeps its own statistics. */
#ifndef NUAN_PLANS_H
#define NUAN_PLANS_H

#define SQLITE_PLANS \
	"ANALYZE;" \
	"DELETE FROM sqlite_stat1;" \
	"INSERT INTO sqlite_stat1 (tbl, idx, stat)" \
	" SELECT m.name, CASE i.origin WHEN 'pk' THEN m.name ELSE i.name END, '1000000 ' || (" \
	"  SELECT group_concat(CASE WHEN x.seqno = 0 THEN '1000000'" \
	"   WHEN i.\"unique\" AND x.seqno = (SELECT max(y.seqno) FROM pragma_index_info(i.name) y) THEN '1'" \
	"   WHEN x.seqno = 1 THEN '10000' WHEN x.seqno = 2 THEN '100' ELSE '2' END, ' ')" \
	"  FROM pragma_index_info(i.name) x ORDER BY x.seqno)" \
	" FROM sqlite_schema m JOIN pragma_index_list(m.name) i" \
	" WHERE m.type = 'table' AND (SELECT x.name FROM pragma_index_info(i.name) x WHERE x.seqno = 0) = 'city';" \
	"ANALYZE sqlite_schema"

#endif
