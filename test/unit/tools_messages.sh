#!/usr/bin/env bash
# Every sentence has its English, and its placeholders agree.
cd "$(dirname "$0")/../.." || exit 1
echo 1..1
if out=$(script/messages --check 2>&1); then echo 'ok 1 - every sentence has its English'; else echo 'not ok 1 - every sentence has its English'; sed 's/^/# /' <<<"$out"; exit 1; fi
