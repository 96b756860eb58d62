/* The keys of a federation stand in one small text file beside the database: three lines, a name and 64 hexadecimal digits each. Whoever has the
 * database without this file can read no ID number and can write no trail entry that verifies; whoever loses the file loses the personal fields,
 * so it must be backed up apart from the database.
 * Promises: the file is written with mode 0600 and is on disk before any row depends on it; an existing file is never overwritten.
 * The seed of the signature is no fourth line: it follows from the trail's key (docs/why/seal.md).
 * Not taken: a passphrase asked at the start (nobody is there when a server starts at night); keys in the environment (seen by every child). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "kernel/keys.h"

static const struct { const char *name; size_t at; } LINES[] = {
	{ "master", offsetof(struct keys, master) },
	{ "search", offsetof(struct keys, search) },
	{ "trail",  offsetof(struct keys, trail)  },
};

fault keys_make(struct arena *mem, const char *path, struct keys *ret)
{
	struct keys keys;
	struct buf text = { .mem = mem };
	random_bytes(&keys, sizeof keys);
	buf_puts(&text, "# Nuan: keys of this federation's database. Keep a copy apart from the database; without it personal fields cannot be read.\n");
	for (size_t i = 0; i < COUNT(LINES); i++)
		buf_fmt(&text, "%s %.*s\n", LINES[i].name, PSTR(str_hex(mem, (char *)&keys + LINES[i].at, KEY_BYTES)));

	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file < 0 && errno == EEXIST)
		return fault_make(mem, BLAME_INPUT, "keys.exists", _("密钥文件 %s 已经存在，没有覆盖。它可能属于另一个数据库：请换一个数据库文件名，或先把它移到安全的地方。"), path);
	if (file < 0)
		return fault_note(mem, BLAME_US, "keys.write", strerror(errno), _("密钥文件 %s 写不进去。请检查这个文件夹是否存在、有没有写权限。"), path);
	bool good = write(file, text.p, text.n) == (ssize_t)text.n && fsync(file) == 0;
	int why = errno;
	if (close(file) != 0 || !good) {
		unlink(path);
		return fault_note(mem, BLAME_US, "keys.write", strerror(why), _("密钥文件 %s 没有写完，已删去。请检查磁盘空间后重来。"), path);
	}
	wipe(text.p, text.n);
	*ret = keys;
	return NULL;
}

static bool keys_line(struct arena *mem, struct str text, const char *name, unsigned char *ret)
{
	while (text.n) {
		struct str line = str_cut(&text, '\n'), word = str_cut(&line, ' '), bytes;
		if (str_is(word, name) && str_unhex(mem, str_trim(line), &bytes) && bytes.n == KEY_BYTES) {
			memcpy(ret, bytes.p, KEY_BYTES);
			return true;
		}
	}
	return false;
}

fault keys_load(struct arena *mem, const char *path, struct keys *ret)
{
	char text[4096];
	FILE *file = fopen(path, "re");
	if (!file)
		return fault_note(mem, BLAME_US, "keys.missing", strerror(errno), _("找不到密钥文件 %s。它由 nuan init 放在数据库旁边；请把备份的密钥文件放回原处，或用 --key 指明。"), path);
	size_t n = fread(text, 1, sizeof text, file);
	fclose(file);
	for (size_t i = 0; i < COUNT(LINES); i++)
		if (!keys_line(mem, (struct str){ text, n }, LINES[i].name, (unsigned char *)ret + LINES[i].at))
			return fault_make(mem, BLAME_US, "keys.broken", _("密钥文件 %s 不完整（缺“%s”一行或不是64位十六进制数）。请用备份的密钥文件替换它。"), path, LINES[i].name);
	wipe(text, sizeof text);
	return NULL;
}

void keys_signing(const struct keys *keys, unsigned char ret_seed[KEY_BYTES])
{
	static const char purpose[] = "nuan ed25519";
	hmac_sm3(keys->trail, purpose, sizeof purpose - 1, ret_seed);
}
