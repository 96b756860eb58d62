#!/usr/bin/env bash
# Style sheets and scripts of the pages are such as Chromium 86 reads.
exec node "$(dirname "$0")/../browser/floor_static.mjs"
