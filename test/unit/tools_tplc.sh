#!/usr/bin/env bash
# The compiler of templates: what must build builds to the letter, what must not is refused with its sentence.
exec bash "$(dirname "$0")/../tplc/run.sh" "${NUAN_BUILD:-build-test}/tools/tplc"
