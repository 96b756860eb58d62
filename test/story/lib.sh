# For stories: a federation in a database of its own on the engine that NUAN_TEST_DB names, and TAP lines.
n=0 bad=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
not_ok() { n=$((n + 1)); bad=$((bad + 1)); echo "not ok $n - $1"; [[ -z ${2:-} ]] || sed 's/^/# /' <<<"$2"; }
check() { local title=$1 out; shift; if out=$("$@" 2>&1); then ok "$title"; else not_ok "$title" "$out"; fi; }
same() { if [[ $2 == "$3" ]]; then ok "$1"; else not_ok "$1" "$(diff <(echo "$2") <(echo "$3") | head -40)"; fi; }
done_testing() { echo "1..$n"; exit $((bad > 0)); }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
where=${NUAN_TEST_DB:-$work/story.db}
root=${NUAN_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
binary=${NUAN:-$root/build/src/app/nuan}
nuan() { "$binary" --db "$where" --key "$work/story.key" "$@"; }
federation() { nuan init --city 江州市总工会 --division 429100 >/dev/null; }
figures() { nuan figures "$1" | awk '{print $1, $2}'; }
