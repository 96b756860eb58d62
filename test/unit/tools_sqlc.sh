#!/usr/bin/env bash
# The generator of statements: what must build builds to the letter, what must not is refused with its sentence.
exec bash "$(dirname "$0")/../sqlc/run.sh" "${NUAN_BUILD:-build-test}/tools/sqlc"
