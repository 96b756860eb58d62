/* The tags of a PDF: what is a heading, a paragraph, a cell, for those who hear a page or take its text away.
 *
 * Runs come in reading order and name their block; the open tags are a path from the document down to the block at hand. Cairo
 * makes content of a tag only while nothing stands below it, and what is drawn then is the tag's, page numbers too. So a block
 * whose words go on over the page's end (or that has blocks below it and words of its own) holds one Span a page, and stays open
 * itself: it is read as one paragraph, and the page number between its halves belongs to nothing.
 * Promises: every tag is closed; an empty cell is there, since the next one would else move into its column.
 * Refuses nothing: a block that comes back when it is closed already (the head of a table on the next page, if it were content) is
 * opened once more.
 * Costs: a step a block.
 * Not taken: a Span in every block; a table of a thousand pages would have twice the tags. */
#include "doc/paper_pdf_part.h"

/* The title is the document's only heading of the first level, so 一、 is one of the second. */
static const char *const names[] = {
	[TAG_DOCUMENT] = "Document", [TAG_TITLE] = "H1", [TAG_H1] = "H2", [TAG_H2] = "H3", [TAG_H3] = "H4", [TAG_P] = "P",
	[TAG_TABLE] = "Table", [TAG_ROW] = "TR", [TAG_HEAD] = "TH", [TAG_CELL] = "TD",
};

static const char *name_of(const struct pdf *f, uint32_t block)
{
	const char *name = names[f->paper->blocks[block].tag];

	return name ? name : "NonStruct";
}

/* reach: sheets are counted from 1 here, 0 is none. first, last: of the block's own runs; end: of all below it too; parted: its
 * content goes into Spans. */
void pdf_tag_open(struct pdf *f)
{
	const struct paper *p = f->paper;

	f->reach = arena_get(f->mem, p->n_blocks * sizeof(*f->reach));
	f->open = arena_get(f->mem, p->n_blocks * sizeof(*f->open));
	for (size_t i = 0; i < p->n_sheets; i++)
		for (size_t j = 0; j < p->sheets[i].n_runs; j++) {
			struct reach *r = &f->reach[p->sheets[i].runs[j].block];
			r->first = r->first ? r->first : (uint32_t)i + 1;
			r->last = r->end = (uint32_t)i + 1;
			r->parted = r->first != r->last;
		}
	for (size_t i = p->n_blocks; i-- > 1; ) {
		struct reach *above = &f->reach[p->blocks[i].parent];
		above->end = f->reach[i].end > above->end ? f->reach[i].end : above->end;
		above->parted = true;
	}
}

static void piece_end(struct pdf *f)
{
	if (f->piece)
		cairo_tag_end(f->draw, "Span");
	f->piece = false;
}

static void tag_pop(struct pdf *f)
{
	piece_end(f);
	cairo_tag_end(f->draw, name_of(f, f->open[--f->n_open]));
}

static void tag_push(struct pdf *f, uint32_t block)
{
	const struct node *node = &f->paper->blocks[block];

	if (node->parent && !(f->n_open && f->open[f->n_open - 1] == node->parent))
		tag_push(f, node->parent);
	cairo_tag_begin(f->draw, name_of(f, block), NULL);
	f->open[f->n_open++] = block;
}

static bool is_below(const struct paper *p, uint32_t block, uint32_t above)    /* or the same */
{
	while (block > above)
		block = p->blocks[block].parent;
	return block == above;
}

static void tag_go(struct pdf *f, uint32_t block)
{
	while (f->n_open && !is_below(f->paper, block, f->open[f->n_open - 1]))
		tag_pop(f);
	if (f->n_open && f->open[f->n_open - 1] == block)
		return;
	piece_end(f);
	tag_push(f, block);
}

/* Cells without a word that stand before this block. */
static void cells_pass(struct pdf *f, uint32_t block)
{
	while (f->opened + 1 < block) {
		enum tag tag = f->paper->blocks[++f->opened].tag;
		if (!f->reach[f->opened].end && (tag == TAG_CELL || tag == TAG_HEAD))
			tag_go(f, f->opened);
	}
	f->opened = f->opened < block ? block : f->opened;
}

void pdf_tag_to(struct pdf *f, uint32_t block)
{
	bool inside = f->n_open && f->open[f->n_open - 1] == block;

	if (!block) {
		piece_end(f);
		if (f->n_open && !f->reach[f->open[f->n_open - 1]].parted)
			tag_pop(f);
		return;
	}
	if (!inside) {
		cells_pass(f, block);
		tag_go(f, block);
	}
	if (f->reach[block].parted && !f->piece) {
		cairo_tag_begin(f->draw, "Span", NULL);
		f->piece = true;
	}
}

void pdf_tag_page(struct pdf *f, size_t sheet)
{
	bool last = sheet + 1 == f->paper->n_sheets;

	if (last)
		cells_pass(f, (uint32_t)f->paper->n_blocks);
	piece_end(f);
	while (f->n_open && (last || f->reach[f->open[f->n_open - 1]].end <= sheet + 1))
		tag_pop(f);
}
