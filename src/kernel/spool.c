/* What must wait until all was seen.
 *
 * An import writes nothing before it has looked at every row, and a row that was looked at has become what is to be written. A hundred thousand of them
 * are more than a process should hold: they lie in a file meanwhile, unlinked as soon as it is open, so that nobody else finds it and nothing is left of
 * it when the process dies. What is short (most files of an office are) never touches the disk.
 * Promises: the pieces come back as they went in, in their order. A disk without room is a fault, and nothing was written to the database yet.
 * Costs: one copy each way.
 * Not taken: reading the spreadsheet a second time (a cell that was taken for something is so by the checks of the first time); a table of the database. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "base/str.h"
#include "kernel/spool.h"

enum { AT_HAND = 1 << 20 };

struct spool { struct arena *mem; char *bytes; size_t n, at; FILE *rest; bool taking; };

static void spool_drop(void *spool)
{
	struct spool *s = spool;
	if (s->rest)
		fclose(s->rest);
	s->rest = NULL;
}

static fault no_room(struct spool *s, int number)
{
	return fault_note(s->mem, BLAME_US, "io.full", strerror(number), _("临时文件写不下了，这次没有写入任何内容。请清理磁盘空间后再试。"));
}

struct spool *spool_open(struct arena *mem)
{
	struct spool *s = arena_get(mem, sizeof *s);
	*s = (struct spool){ .mem = mem, .bytes = arena_get(mem, AT_HAND) };
	arena_later(mem, spool_drop, s);
	return s;
}

fault spool_add(struct spool *s, struct str piece)
{
	if (!s->rest && s->n + sizeof piece.n + piece.n <= AT_HAND) {
		memcpy(s->bytes + s->n, &piece.n, sizeof piece.n);
		memcpy(s->bytes + s->n + sizeof piece.n, piece.p, piece.n);
		s->n += sizeof piece.n + piece.n;
		return NULL;
	}
	if (!s->rest && !(s->rest = tmpfile()))
		return no_room(s, errno);
	if (fwrite(&piece.n, sizeof piece.n, 1, s->rest) != 1 || fwrite(piece.p, 1, piece.n, s->rest) != piece.n)
		return no_room(s, errno);
	return NULL;
}

static fault rest_next(struct spool *s, struct arena *mem, struct str *ret, bool *ret_more)
{
	size_t n;
	if (!s->taking && s->rest && fseek(s->rest, 0, SEEK_SET) != 0)
		return no_room(s, errno);
	s->taking = true;
	*ret_more = s->rest && fread(&n, sizeof n, 1, s->rest) == 1;
	if (!*ret_more)
		return s->rest && ferror(s->rest) ? no_room(s, errno) : NULL;
	char *p = arena_get(mem, n + 1);
	if (fread(p, 1, n, s->rest) != n)
		return no_room(s, errno);
	*ret = (struct str){ p, n };
	return NULL;
}

fault spool_next(struct spool *s, struct arena *mem, struct str *ret, bool *ret_more)
{
	size_t n;
	if (s->at == s->n)
		return rest_next(s, mem, ret, ret_more);
	memcpy(&n, s->bytes + s->at, sizeof n);
	*ret = (struct str){ s->bytes + s->at + sizeof n, n };
	*ret_more = true;
	s->at += sizeof n + n;
	return NULL;
}
