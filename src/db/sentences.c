/* The sentences that both engines say, whatever each of them calls it.
 * Each tells what was kept and what to do; the engine's own words stand in the note.
 * Not taken: the engine's message shown to a person, which names pages and relations. */
#include "db/driver.h"

fault fault_busy(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_BUSY, "db.busy", note, _("数据库正忙，另一项操作还在写入，这次没有写入任何内容。"
		"请稍等片刻再试。"));
}

fault fault_unknown(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "db.unknown", note, _("与数据库服务器的连接正好在写入时断开，不能确定这一次是否已经写入。"
		"请重新打开看一看：已经办成的不要再办，没有办成的再办一次。"));
}

fault fault_full(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "io.full", note, _("磁盘已满，这次没有写入任何内容。请清理磁盘空间后再试。"));
}

fault fault_reading(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "db.reading", note, _("程序在只读的操作里试图写入，数据库拒绝了，内容没有改变。"
		"请把这条信息报给系统管理员。"));
}

fault fault_same(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_CONFLICT, "db.same", note, _("已经有一条相同的记录，这次没有写入。请刷新后核对，"
		"再决定是否需要登记。"));
}

fault fault_refused(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "db.refused", note, _("数据库拒绝了一条不完整或不合规则的记录，这次没有写入。"
		"请把这条信息报给系统管理员。"));
}

fault fault_broken(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "db.broken", note, _("数据库文件已损坏。请停止使用，从最近的备份恢复，并检查磁盘。"));
}

fault fault_statement(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "db.statement", note, _("程序对数据库的一次操作没有成功，没有写入任何内容。"
		"请把这条信息报给系统管理员。"));
}
