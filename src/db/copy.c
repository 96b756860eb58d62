/* Copies of a whole database. SQLite's own online backup takes all pages in one step, which is one snapshot: in WAL nobody waits for it, and it never
 * begins again because somebody wrote. PostgreSQL's is pg_dump's archive and pg_restore in one transaction, the programs of the server's own people.
 * A copy is written beside its name, flushed, and only then named, so that a file with that name is always whole.
 * Costs: SQLite about what cp costs; PostgreSQL what pg_dump costs.
 * Not taken: VACUUM INTO, which is smaller and many times slower; cp, which tears under a writer; an own dump of rows that both engines could read,
 * because a backup must bring back what was there and not what a program understood of it. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "db/copy_engine.h"

static bool is_uri(const char *where)
{
	return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

const char *copy_with(struct arena *mem, const char *path, const char *tail)
{
	return str_c(mem, str_fmt(mem, "%s%s", path, tail));
}

fault copy_exists(struct arena *mem, const char *path)
{
	return fault_make(mem, BLAME_CONFLICT, "copy.exists", _("%s 已经存在，没有动它。请换一个名字，或先把它移走。"), path);
}

fault copy_unwritten(struct arena *mem, const char *path, int code)
{
	const char *note = strerror(code);
	if (code == ENOSPC || code == EDQUOT || code == EFBIG)
		return fault_full(mem, note);
	return fault_note(mem, BLAME_INPUT, "copy.write", note, _("写不了 %s。请检查目录是否存在、是否允许写入。"), path);
}

fault copy_broken(struct arena *mem, const char *file, const char *note)
{
	return fault_note(mem, BLAME_INPUT, "copy.broken", note, _("%s 不是完好的备份：内容残缺或不是本系统的备份文件。请换另一份备份。"), file);
}

/* --- a name that is always whole --------------------------------------------------------------------------------------------------------- */

static bool flush(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;
	int code = errno;
	if (fd >= 0)
		close(fd);
	errno = code;
	return good;
}

static const char *folder_of(struct arena *mem, const char *path)
{
	const char *slash = strrchr(path, '/');
	return !slash ? "." : slash == path ? "/" : str_c(mem, str_sub(str_of(path), 0, (size_t)(slash - path)));
}

/* link and not rename: a file that somebody has made meanwhile is not written over. */
fault copy_name(struct arena *mem, const char *part, const char *path)
{
	fault f = NULL;
	if (!flush(part))
		f = copy_unwritten(mem, path, errno);
	else if (link(part, path) != 0)
		f = errno == EEXIST ? copy_exists(mem, path) : copy_unwritten(mem, path, errno);
	unlink(part);
	if (!f && !flush(folder_of(mem, path)))
		f = copy_unwritten(mem, path, errno);
	return f;
}

/* An empty file of our own, for its owner alone. */
fault copy_part(struct arena *mem, const char *part)
{
	unlink(part);
	int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return copy_unwritten(mem, part, errno);
	close(fd);
	return NULL;
}

void copy_part_drop(struct arena *mem, const char *part)
{
	static const char *const TAILS[] = { "", "-wal", "-shm", "-journal" };
	for (size_t i = 0; i < COUNT(TAILS); i++)
		unlink(copy_with(mem, part, TAILS[i]));
}

/* --- both -------------------------------------------------------------------------------------------------------------------------------- */

fault copy_out(struct arena *mem, const char *where, const char *file)
{
	if (is_uri(file))
		return fault_make(mem, BLAME_INPUT, "copy.file", _("备份要写成文件，“%s”是数据库的地址。"), file);
	if (is_uri(where))
		return pg_out(mem, where, file);
	return access(where, R_OK) == 0 ? lite_to(mem, where, file, false)
		: fault_make(mem, BLAME_INPUT, "db.missing", _("找不到数据库文件 %s。请核对路径。"), where);
}

enum kind { OF_NOTHING, OF_SQLITE, OF_POSTGRES };
static fault kind_of(struct arena *mem, const char *file, enum kind *ret)
{
	char head[16] = "";
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_note(mem, BLAME_INPUT, "copy.missing", strerror(errno), _("读不了备份文件 %s。请核对路径和权限。"), file);
	ssize_t n = read(fd, head, sizeof head);
	close(fd);
	*ret = n == 16 && memcmp(head, "SQLite format 3", 16) == 0 ? OF_SQLITE : n >= 5 && memcmp(head, "PGDMP", 5) == 0 ? OF_POSTGRES : OF_NOTHING;
	return *ret ? NULL : copy_broken(mem, file, "neither a SQLite database nor an archive of pg_dump");
}

fault copy_in(struct arena *mem, const char *file, const char *where)
{
	enum kind kind;
	TRY(kind_of(mem, file, &kind));
	if (kind == OF_POSTGRES && !is_uri(where))
		return fault_make(mem, BLAME_INPUT, "copy.engine", _("%s 是 PostgreSQL 的备份，要恢复到 postgresql:// 的空数据库。"), file);
	if (kind == OF_SQLITE && is_uri(where))
		return fault_make(mem, BLAME_INPUT, "copy.engine", _("%s 是 SQLite 的备份，要恢复成一个文件，不能放进 PostgreSQL。"), file);
	return kind == OF_POSTGRES ? pg_in(mem, file, where) : lite_to(mem, file, where, true);
}

fault copy_beside(struct arena *mem, const char *where, const char **ret)
{
	if (!is_uri(where)) {
		*ret = str_c(mem, str_fmt(mem, "%s.try-%d", where, (int)getpid()));
		return lite_to(mem, where, *ret, false);
	}
	return pg_beside(mem, where, ret);
}

void copy_drop(struct arena *mem, const char *beside)
{
	if (!is_uri(beside)) {
		copy_part_drop(mem, beside);
		return;
	}
	pg_drop(mem, beside);
}

fault copy_counts(struct arena *mem, const char *where, struct copy_count **ret, size_t *ret_n)
{
	if (is_uri(where))
		return pg_counts(mem, where, ret, ret_n);
	return lite_counts(mem, where, ret, ret_n);
}
