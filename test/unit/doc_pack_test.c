/* ZIP and XML out: the same parts give the same bytes, whatever the clock; what XML cannot hold stays out; errors come at the end. */
#include "../harness.h"
#include <time.h>
#include <zip.h>
#include "doc/pack.h"

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

static struct str packed(struct arena *a)
{
	struct pack *p = pack_open(a);
	struct buf b = { .mem = a };

	pack_add(p, "[Content_Types].xml", STR("a part, a part, a part, a part"));
	pack_add(p, "文件/空", STR(""));
	pack_add(p, "none", STR_NONE);
	assert_good(pack_done(p, &b));
	return buf_str(&b);
}

static unsigned at(struct str s, size_t offset, int bytes)
{
	unsigned n = 0;

	while (bytes--)
		n = n << 8 | (unsigned char)s.p[offset + (size_t)bytes];
	return n;
}

static void zip_is_plain(void **state)
{
	setenv("TZ", "America/New_York", 1);
	tzset();
	struct str zip = packed(*state);
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	sleep(2);
	assert_true(str_eq(zip, packed(*state)));
	size_t offset = 0, n = 0;
	for (; at(zip, offset, 4) == 0x04034b50; n++) {
		assert_int_equal(at(zip, offset + 6, 2) & ~0x800u, 0);           /* no streaming, nothing but perhaps a name in UTF-8 */
		assert_int_equal(at(zip, offset + 8, 2), 8);                     /* deflated */
		assert_int_equal(at(zip, offset + 10, 4), 0x00210000);           /* 1980-01-01 00:00 */
		assert_int_equal(at(zip, offset + 28, 2), 0);                    /* no extra field */
		if (n == 0) {
			assert_int_equal(at(zip, offset + 22, 4), 30);
			assert_in_range(at(zip, offset + 18, 4), 1, 29);
		}
		offset += 30 + at(zip, offset + 26, 2) + at(zip, offset + 18, 4);
	}
	assert_int_equal(n, 3);
}

static void zip_reads_back(void **state)
{
	struct str bytes = packed(*state);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	char text[64];

	assert_non_null(zip);
	assert_int_equal(zip_get_num_entries(zip, 0), 3);
	assert_string_equal(zip_get_name(zip, 1, 0), "文件/空");
	zip_file_t *file = zip_fopen_index(zip, 0, 0);
	assert_int_equal(zip_fread(file, text, sizeof text), 30);
	assert_memory_equal(text, "a part, a part", 14);
	zip_fclose(file);
	zip_discard(zip);
}

static void zip_refuses(void **state)
{
	struct buf b = { .mem = *state };
	struct pack *p = pack_open(*state);

	pack_add(p, "a", STR("1"));
	pack_add(p, "a", STR("2"));
	pack_add(p, "b", STR("3"));
	fault f = pack_done(p, &b);
	assert_fault(f, "pack.write");
	assert_int_equal(f->blame, BLAME_US);
	assert_true(f->note && strstr(f->note, "a: "));
	assert_fault(pack_done(pack_open(*state), &b), "pack.write");            /* nothing in it */
	assert_int_equal(b.n, 0);
	pack_add(pack_open(*state), "left", STR("to the arena"));
}

static void xml_escapes(void **state)
{
	struct xml *x = xml_open(*state);
	struct str out = STR_NONE;

	xml_start(x, "w:a");
	xml_attr(x, "xmlns:w", STR("urn:a"));
	xml_attr(x, "w:b", STR("<\"&'\n>"));
	xml_attr_fmt(x, "w:n", "%d%%", 50);
	xml_attr_fmt(x, "w:long", "%0300d", 7);
	xml_attr(x, "w:none", STR_NONE);
	xml_text(x, STR("a<&>\x01\x0B\xEF\xBF\xBF\xEF\xBF\xBE\xED\xA0\x80𠮷\xF0\x90" "b]]>\t"));
	xml_leaf(x, "w:c", STR("工会"));
	xml_leaf(x, "w:d", STR_NONE);
	xml_end(x);
	assert_good(xml_done(x, &out));
	assert_true(str_starts(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<w:a xmlns:w=\"urn:a\" w:b=\"&lt;&quot;&amp;'&#10;&gt;\" w:n=\"50%\" w:long=\"000")));
	assert_holds(out, "07\" w:none=\"\">a&lt;&amp;&gt;");
	assert_holds(out, "𠮷");
	assert_holds(out, "b]]&gt;\t<w:c>工会</w:c><w:d/></w:a>");
	for (size_t i = 0; i < out.n; i++)
		assert_true((unsigned char)out.p[i] >= 0x20 || out.p[i] == '\n' || out.p[i] == '\t');
	assert_int_equal(str_find(out, STR("\xEF\xBF\xBF")), SIZE_MAX);
	assert_int_equal(str_find(out, STR("\xED\xA0\x80")), SIZE_MAX);
}

static void xml_refuses(void **state)
{
	struct str out = STR("untouched");
	struct xml *x = xml_open(*state);

	xml_start(x, "a");
	assert_fault(xml_done(x, &out), "pack.write");
	x = xml_open(*state);
	xml_start(x, "a");
	xml_text(x, STR("b"));
	xml_attr(x, "late", STR("c"));
	xml_end(x);
	assert_fault(xml_done(x, &out), "pack.write");
	assert_text(out, "untouched");
	xml_start(xml_open(*state), "left");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(zip_is_plain, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(zip_reads_back, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(zip_refuses, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(xml_escapes, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(xml_refuses, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
