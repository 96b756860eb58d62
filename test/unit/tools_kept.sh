#!/usr/bin/env bash
# A table that some statement writes without the trail is one that src/kernel/kept.c names: else an answer read from it would be kept for ever.
cd "$(dirname "$0")/../.." || exit 1
named=" $(sed -n '/^static const char \*const NEVER/,/^};$/p' src/kernel/kept.c | grep -oE '"[a-z_]+"' | tr -d '"' | tr '\n' ' ') holiday "    # holiday: at migration
written=$(grep -rhoE '(INSERT INTO|UPDATE|DELETE FROM) [a-z_]+' src --include=*.sql | awk '{print $NF}' | sort -u | grep -v '^SET$')
lost=''
for table in $written; do [[ $named == *" $table "* ]] || lost+=" $table"; done
echo 1..2
if [[ $(wc -w <<<"$written") -gt 5 ]]; then echo 'ok 1 - there are such tables'; else echo 'not ok 1 - there are such tables'; fi
if [[ -z $lost ]]; then echo 'ok 2 - all are named'; else echo 'not ok 2 - all are named'; echo "# not named:$lost"; exit 1; fi
