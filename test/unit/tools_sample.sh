#!/usr/bin/env bash
# examples/ are what the generator writes, to the byte; 公文 is written by hand.
cd "$(dirname "$0")/../.." || exit 1
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
echo 1..1
if "${NUAN_BUILD:-build-test}/tools/sample/sample" "$out" && said=$(diff -rq -x 公文 "$out" examples); then echo 'ok 1 - the examples'; else echo 'not ok 1 - the examples'; head -20 <<<"$said" | sed 's/^/# /'; exit 1; fi
