# What bootstrap, demo and test share: packages, a quiet run of a command, a build folder. Sourced, never run.
# Exit status of the scripts: 0 good, 1 a test failed, 2 wrong use, 3 a build failed, 4 something is missing on this machine.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 4
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
*[Uu][Tt][Ff]*) ;;
*) export LC_ALL=C.UTF-8 ;;      # meson and the Chinese sentences need UTF-8; a bare system has none set
esac

packages_build=(gcc meson ninja-build pkg-config libc6-dev libsqlite3-dev libpq-dev libssl-dev libicu-dev libzip-dev
	libxml2-dev libxlsxwriter-dev libjansson-dev gettext libharfbuzz-dev libcairo2-dev libfreetype-dev libfontconfig-dev
	libmicrohttpd-dev libsodium-dev gzip nodejs npm fonts-noto-cjk fonts-arphic-gkai00mp)
packages_test=(clang libclang-rt-14-dev libcmocka-dev postgresql-15 sqlite3 libxml2-utils poppler-utils qpdf mupdf-tools opentype-sanitizer unzip
	libreoffice-writer-nogui chromium curl faketime)

say()  { printf '%s\n' "$*"; }
fail() { local status=$1; shift; printf '%s\n' "$*" >&2; exit "$status"; }

# Runs a command; its output is seen only when it fails.
quiet() {
	local log status=0
	log=$(mktemp)
	"$@" >"$log" 2>&1 </dev/null || status=$?
	if ((status)); then
		printf '%s: exit %s\n' "$*" "$status" >&2
		grep -avE '^(\[[0-9]+/[0-9]+\] |#[0-9]+[[:space:]]|[[:space:]]+NEW_FUNC)' "$log" | tail -n 200 >&2 || true    # without progress
	fi
	rm -f "$log"
	return $status
}

# Installs those of the named Debian packages that are missing, and starts nothing.
packages() {
	command -v dpkg-query >/dev/null || return 0       # not a Debian: meson will name what it cannot find
	local wanted=("$@") have missing=() p
	have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true)
	for p in "${wanted[@]}"; do
		[[ $p != nodejs && $p != npm ]] || ! npm_found || continue      # these two may come from elsewhere
		grep -qx "installed $p" <<<"$have" || missing+=("$p")
	done
	((${#missing[@]})) || return 0

	local line="apt-get install --no-install-recommends ${missing[*]}" as=()
	if ((EUID)); then
		as=(sudo)
		if ! command -v sudo >/dev/null || { [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; }; then
			fail 4 "缺少软件包，请用管理员身份运行： $line   (packages are missing; run this line as root)"
		fi
	fi
	as+=(env DEBIAN_FRONTEND=noninteractive)
	say "安装 ${#missing[@]} 个软件包 (installing): ${missing[*]}"
	if [[ " ${missing[*]} " == *" postgresql-"* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
		# The tests start a PostgreSQL of their own in a temporary folder; the package would make and start one for the whole machine.
		"${as[@]}" sh -c 'mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf'
	fi
	quiet "${as[@]}" apt-get update -q || say '软件源更新失败，用已有的目录再试 (apt-get update failed; trying with the lists at hand)'
	quiet "${as[@]}" apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" ||
		fail 4 "软件包没有装上，请看上面的原因，然后运行： $line   (packages could not be installed; the reason stands above)"
}

# What comes from npm (package.json), installed once and again when the lock is newer; nothing of it is run on the way. npm_ready build: what the
# program is built from; npm_ready: that and what the browser tests borrow.
npm_found() { command -v node >/dev/null && command -v npm >/dev/null; }
npm_ready() {
	local only=() part=playwright-core
	[[ ${1:-} != build ]] || only=(--omit=dev) part=bootstrap
	[[ -d node_modules/$part && node_modules/.package-lock.json -nt package-lock.json ]] || quiet npm ci --ignore-scripts "${only[@]}"
}

# build_in FOLDER [meson options] -- [ninja targets]: sets the folder up once, again when a test file came or went, and builds.
build_in() {
	local folder=$1 options=(); shift
	while (($#)) && [[ $1 != -- ]]; do options+=("$1"); shift; done
	shift || true
	if [[ ! -f $folder/build.ninja ]]; then
		quiet meson setup "$folder" -Db_colorout=never "${options[@]}" || return 3
	elif [[ test/unit -nt $folder/build.ninja || test/story -nt $folder/build.ninja || test/fuzz -nt $folder/build.ninja ]]; then
		quiet meson setup --reconfigure "$folder" || return 3
	fi
	quiet ninja -C "$folder" "$@" || return 3
}
