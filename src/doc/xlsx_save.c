/* A finished workbook into its place.
 *
 * libxlsxwriter keeps parts in temporary files and does not look whether they were written in full. So the book is made in
 * memory, its parts are read once here and must end with their last tag, and only then is it copied out: into a new file
 * beside the old one, synced, and renamed over it. A full disk leaves the old file standing and a sentence, never half a
 * workbook. What is no plain file (a pipe, a device, a link) is written into directly. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>
#include "doc/sheet_out.h"

fault io_fault(struct arena *mem, int number, const char *path)
{
	if (number == ENOSPC || number == EDQUOT || number == EFBIG)
		return fault_note(mem, BLAME_BUSY, "io.full", strerror(number),
			_("磁盘满了，%s没有写成，原来的文件没有动。请清出空间后再导出一次。"), path);
	if (number == EACCES || number == EPERM || number == EROFS)
		return fault_note(mem, BLAME_INPUT, "io.write", strerror(number),
			_("没有权限写%s。请换一个文件夹，或请管理员开通写权限。"), path);
	if (number == ENOENT || number == ENOTDIR)
		return fault_note(mem, BLAME_INPUT, "io.write", strerror(number),
			_("%s所在的文件夹不存在。请先建好文件夹，或换一个地方。"), path);
	if (number == EISDIR)
		return fault_note(mem, BLAME_INPUT, "io.write", strerror(number),
			_("%s是一个文件夹。请写上文件名，例如名单.xlsx。"), path);
	return fault_note(mem, BLAME_US, "io.write", strerror(number),
		_("%s没有写成，存放它的盘可能有毛病。请换一个地方再导出一次。"), path);
}

static bool part_whole(zip_t *zip, zip_uint64_t at, const char *end)
{
	zip_file_t *file = zip_fopen_index(zip, at, 0);
	char piece[16384], tail[32] = "";
	size_t want = strlen(end), have = 0;
	zip_int64_t n = -1;

	while (file && (n = zip_fread(file, piece, sizeof(piece))) > 0) {
		size_t take = (size_t)n < want ? (size_t)n : want, keep = have + take > want ? want - take : have;
		memmove(tail, tail + have - keep, keep);
		memcpy(tail + keep, piece + (size_t)n - take, take);
		have = keep + take;
	}
	if (file)
		zip_fclose(file);
	return n == 0 && have == want && !memcmp(tail, end, want);
}

/* Each part that the library put together in temporary files ends with its last tag. */
static bool book_whole(const char *bytes, size_t n)
{
	zip_source_t *source = zip_source_buffer_create(bytes, n, 0, NULL);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL) : NULL;
	bool whole = zip != NULL;

	for (zip_int64_t i = 0, entries = zip ? zip_get_num_entries(zip, 0) : 0; whole && i < entries; i++) {
		struct str name = str_of(zip_get_name(zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW));
		if (str_starts(name, STR("xl/worksheets/sheet")))
			whole = part_whole(zip, (zip_uint64_t)i, "</worksheet>");
		else if (str_is(name, "xl/sharedStrings.xml"))
			whole = part_whole(zip, (zip_uint64_t)i, "</sst>");
	}
	if (zip)
		zip_discard(zip);
	else
		zip_source_free(source);
	return whole;
}

static int bytes_write(int descriptor, const char *bytes, size_t n)             /* 0 or errno */
{
	while (n) {
		ssize_t done = write(descriptor, bytes, n);
		if (done < 0 && errno != EINTR)
			return errno;
		bytes += done > 0 ? done : 0;
		n -= done > 0 ? (size_t)done : 0;
	}
	return 0;
}

static int file_put(struct arena *mem, const char *path, const char *bytes, size_t n)
{
	struct stat about;
	bool direct = !lstat(path, &about) && !S_ISREG(about.st_mode);
	const char *target = direct ? path : str_fmt(mem, "%s.%ld.part", path, (long)getpid()).p;
	int d = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (d < 0)
		return errno;
	int error = bytes_write(d, bytes, n);
	if (!error && !direct && fsync(d))
		error = errno;
	if (close(d) && !error)
		error = errno;
	if (!error && !direct && rename(target, path))
		error = errno;
	if (error && !direct)
		unlink(target);
	return error;
}

fault out_save(struct arena *mem, int memory, const char *path)
{
	off_t size = lseek(memory, 0, SEEK_END);
	char *bytes = size > 0 ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, memory, 0) : MAP_FAILED;

	if (bytes == MAP_FAILED)
		return io_fault(mem, size > 0 ? errno : EIO, path);
	int error = book_whole(bytes, (size_t)size) ? file_put(mem, path, bytes, (size_t)size) : ENOSPC;
	munmap(bytes, (size_t)size);
	return error ? io_fault(mem, error, path) : NULL;
}

fault out_take(struct arena *mem, int memory, const char *name, struct str *ret)
{
	off_t size = lseek(memory, 0, SEEK_END);
	char *bytes = arena_get(mem, size > 0 ? (size_t)size : 1);

	if (size <= 0 || pread(memory, bytes, (size_t)size, 0) != size)
		return io_fault(mem, size > 0 ? errno : EIO, name);
	if (!book_whole(bytes, (size_t)size))
		return io_fault(mem, ENOSPC, name);
	*ret = (struct str){ bytes, (size_t)size };
	return NULL;
}
