/* The key file: made once, never overwritten, read back whole, and refused in a sentence when it is not there or not whole. */
#include <sys/stat.h>
#include "test/harness.h"
#include "kernel/keys.h"

static void made_and_loaded(void **state)
{
	struct arena *mem = arena_open(0);
	const char *path = harness_path(mem, harness_folder(mem), "store.key");
	struct keys made, loaded;
	struct stat about;
	assert_good(keys_make(mem, path, &made));
	assert_good(keys_load(mem, path, &loaded));
	assert_memory_equal(&made, &loaded, sizeof made);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_memory_not_equal(made.master, made.search, KEY_BYTES);
	assert_memory_not_equal(made.search, made.trail, KEY_BYTES);
	arena_close(mem);
}

static void existing_is_kept(void **state)
{
	struct arena *mem = arena_open(0);
	const char *folder = harness_folder(mem), *path = harness_write(mem, folder, "store.key", STR("another's"));
	struct keys keys;
	assert_fault(keys_make(mem, path, &keys), "keys.exists");
	assert_text(harness_read(mem, path), "another's");
	arena_close(mem);
}

static void missing(void **state)
{
	struct arena *mem = arena_open(0);
	struct keys keys;
	assert_fault(keys_load(mem, harness_path(mem, harness_folder(mem), "store.key"), &keys), "keys.missing");
	arena_close(mem);
}

static void nowhere_to_write(void **state)
{
	struct arena *mem = arena_open(0);
	struct keys keys;
	assert_fault(keys_make(mem, harness_path(mem, harness_folder(mem), "none/store.key"), &keys), "keys.write");
	arena_close(mem);
}

static void broken(void **state)
{
	struct arena *mem = arena_open(0);
	const char *folder = harness_folder(mem), *path = harness_path(mem, folder, "store.key");
	struct keys keys;
	assert_good(keys_make(mem, path, &keys));
	struct str text = harness_read(mem, path);
	for (size_t n = 1; n + 1 < text.n; n += 17) {        /* cut anywhere but the last line's end */
		const char *cut = harness_write(mem, folder, "cut.key", str_sub(text, 0, n));
		assert_fault(keys_load(mem, cut, &keys), "keys.broken");
	}
	char *other = (char *)str_copy(mem, text).p;
	other[str_find(text, STR("search ")) + 10] = 'g';
	assert_fault(keys_load(mem, harness_write(mem, folder, "letter.key", (struct str){ other, text.n }), &keys), "keys.broken");
	assert_fault(keys_load(mem, harness_write(mem, folder, "empty.key", STR("")), &keys), "keys.broken");
	arena_close(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(made_and_loaded), cmocka_unit_test(existing_is_kept), cmocka_unit_test(missing),
		cmocka_unit_test(nowhere_to_write), cmocka_unit_test(broken) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
