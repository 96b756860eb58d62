#!/usr/bin/env bash
# The pages of docs/ that are made from the program are what the program says.
cd "$(dirname "$0")/../.." || exit 1
echo 1..1
if out=$(NUAN_BUILD=${NUAN_BUILD:-build-test} script/docs --check 2>&1); then echo 'ok 1 - docs'; else echo 'not ok 1 - docs'; sed 's/^/# /' <<<"$out"; exit 1; fi
