/* nuan --db WHERE COMMAND: the command line.
 *
 * A command is a row: name, title, usage, function. Exit statuses are few and documented, so that a script can tell a refusal that a person must mend
 * from a machine that is out of order. Sentences for people go to stderr, results to stdout; --json gives results that a script can read.
 * Messages are Chinese, English where the locale begins with en; the report and --json are Chinese in every locale. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "app/app.h"
#include "app/paper.h"

const struct command COMMANDS[] = {
	{ "init",     N_("建立一个总工会的数据库"),           "init --city NAME --division CODE",                                              run_init },
	{ "backup",   N_("做一份备份，不用停下来"),           "backup TO",                                                                      run_backup },
	{ "restore",  N_("从备份恢复，并核验"),               "restore FROM",                                                                   run_restore },
	{ "upgrade",  N_("把旧版本建的数据库升到现在的版本，或先试一次"), "upgrade [--try [--old PROGRAM]]",                                  run_upgrade },
	{ "import",   N_("导入一份表或一个文件夹"),
		"import [--preview] [--replace] FILE|FOLDER [--sheet KIND --org UNIT --month M --by NAME --approve NAME --part P --on DAY --why TEXT]"
			" | import --list",
			run_import },
	{ "undo",     N_("撤销一次导入"),                     "undo [--preview] IMPORT --why TEXT [--by NAME]",                                run_undo },
	{ "move",     N_("办理一条记录：报出、撤回、退回、审核"), "move submit|take_back|return|approve|void|restore RECORD --by NAME [--reason CODE] [--why TEXT]",
		run_move },
	{ "merge",    N_("把重复登记的两个人认定为一人"),     "merge PERSON SAME_AS --why TEXT | merge --undo PERSON --why TEXT",              run_merge },
	{ "template", N_("下载某一类表的模板"),               "template [KIND --to FILE.xlsx]",                                                run_template },
	{ "report",   N_("编出某月的月报，办理从起草到印发、更正的各步"),
		"report MONTH [--edition N | --draft] [--as txt|html|docx|pdf|ofd|xlsx] [--to FILE] | "
			"report show|moved|slip|edit|submit|return|approve|check|cosign|sign|issue|correct|withdraw MONTH [SECTION] --by NAME …",
			run_report, edition_help },
	{ "paper",    N_("把公文稿排成文件"),                 "paper FILE.txt [--as pdf|ofd|docx|html|txt] [--to FILE]",                       run_paper },
	{ "figures",  N_("列出某月的全部数据"),               "figures MONTH [--org UNIT]",                                                    run_figures },
	{ "explain",  N_("说明一个数是怎么来的"),             "explain INDICATOR MONTH [--span SPAN] [--org UNIT]",                            run_explain },
	{ "board",    N_("看谁报了、谁没报"),                 "board REPORT MONTH",                                                            run_board },
	{ "export",   N_("把某类记录导出为表格"),             "export KIND --to FILE.xlsx [--month M] [--unmask --why TEXT --by NAME]",        run_export },
	{ "forget",   N_("销毁一个人的密钥，遗忘其个人信息"), "forget PERSON --why TEXT [--by NAME]",                                          run_forget },
	{ "account",  N_("管理账号：建立、授权、锁定、改密码、列出"),
		"account add LOGIN --person NAME --role ROLE [--org UNIT --line L --password-file F] | account grant|revoke LOGIN --role ROLE"
			" [--org UNIT --line L] | account lock|unlock LOGIN --why TEXT | account password LOGIN [--password-file F]"
			" | account set NAME VALUE | account list",
			run_account },
	{ "serve",    N_("启动网页服务"),                     "serve [--port N] [--address A] [--threads N] [--secure] [--help-line PHONE]",   run_serve },
	{ "verify",   N_("核验留痕和封存，查出被改动的记录"), "verify [MONTH] | verify --entry N | verify --head [ENTRY MAC] | verify --file FILE", run_verify },
};
const size_t COMMANDS_N = COUNT(COMMANDS);

static void interrupted(int signal_number)
{
	(void)signal_number;
	app_interrupted = 1;
}

/* A bare system has only C.UTF-8; gettext takes the language from LANGUAGE then. */
static void locale_open(void)
{
	static char folder[4096];
	const char *wanted = getenv("LC_ALL");
	if (!wanted || !*wanted)
		wanted = getenv("LC_MESSAGES");
	if (!wanted || !*wanted)
		wanted = getenv("LANG");
	setlocale(LC_ALL, "C.UTF-8");
	if (wanted && strncmp(wanted, "en", 2) == 0)
		setenv("LANGUAGE", "en", 1);
	else
		setenv("LANGUAGE", "zh_CN", 1);
	ssize_t n = readlink("/proc/self/exe", folder, sizeof folder - 32);
	char *slash = n > 0 ? memrchr(folder, '/', (size_t)n) : NULL;
	if (!slash)
		return;
	strcpy(slash, "/../../po");
	if (access(folder, R_OK) != 0)
		strcpy(slash, "/../share/locale");
	bindtextdomain("nuan", folder);
	bind_textdomain_codeset("nuan", "UTF-8");
	textdomain("nuan");
}

static void usage(FILE *to)
{
	fputs(_("用法：nuan --db 数据库 [--key 密钥文件] [--json] 命令 …\n数据库是一个文件（SQLite）或 postgresql:// 地址。命令：\n"), to);
	for (size_t i = 0; i < COMMANDS_N; i++)
		fprintf(to, "  %-10s%s\n%12s%s\n", COMMANDS[i].name, _(COMMANDS[i].title), "", COMMANDS[i].usage);
	fputs(_("某个命令的用法：nuan help 命令 [事项]，例如 nuan help report sign。\n"), to);
	fputs(_("退出状态：0 办好；1 拒绝，错处已列出；2 用法不对；3 核验发现改动；4 环境故障。\n"), to);
}

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMANDS_N; i++)
		if (strcmp(COMMANDS[i].name, name) == 0)
			return &COMMANDS[i];
	return NULL;
}

static void help_print(const struct command *c, const char *verb)
{
	if (verb && c->help && c->help(verb))
		return;
	printf("%s\n%s nuan --db WHERE %s\n", _(c->title), _("用法："), c->usage);
	if (c->help)
		c->help(NULL);
}

static enum status command_run(struct app *app)
{
	app->where = option(app, "--db");
	app->key = option(app, "--key");
	app->json = option_flag(app, "--json");
	if (app->json)
		app_official();
	bool help = option_flag(app, "--help");
	if (option_flag(app, "--version")) {
		puts("nuan 0.1.0");
		return STATUS_DONE;
	}
	if (app->argc && strcmp(app->argv[0], "help") == 0)
		help = true, app->argc--, app->argv++;
	if (app->argc == 0) {
		usage(help ? stdout : stderr);
		return help ? STATUS_DONE : STATUS_USAGE;
	}
	const struct command *c = command_find(app->argv[0]);
	if (!c) {
		fprintf(stderr, _("没有“%s”这个命令。\n"), app->argv[0]);
		usage(stderr);
		return STATUS_USAGE;
	}
	if (help) {
		help_print(c, app->argc > 1 ? app->argv[1] : NULL);
		return STATUS_DONE;
	}
	app->argc--, app->argv++;
	app->usage = c->usage;
	return c->run(app);
}

int main(int argc, char **argv)
{
	struct app app = { .mem = arena_open(0), .argc = argc - 1, .argv = argv + 1 };
	locale_open();
	signal(SIGINT, interrupted);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);            /* a limit on file size is a full disk to us, with its sentence */
	enum status status = command_run(&app);
	if (fflush(stdout) != 0 && errno != EPIPE && status == STATUS_DONE) {      /* a reader that has seen enough is no fault */
		fputs(_("结果没有写完：输出的地方写不进去了，可能是磁盘满了。\n"), stderr);
		status = STATUS_FAILED;
	}
	arena_close(app.mem);
	return status;
}
