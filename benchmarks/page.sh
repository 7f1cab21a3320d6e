#!/usr/bin/env bash
# How soon the map page of France shows something and draws its map, and how much JavaScript it has read by then: from covmap view on this
# machine, Chromium without a graphics card. The target is a map within two seconds and a megabyte.
#   benchmarks/page.sh       after benchmarks/tiles.sh, whose run it shows
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

.ci/install --browser
build_release
base=${COVMAP_BENCH_DIR:-build/bench}
[ -f "$base/tiles_covmap.pmtiles" ] || { echo "run benchmarks/tiles.sh first" >&2; exit 1; }
run=$base/page_run
rm -rf "$run"
cp -r "$base/tiles_run" "$run"
cp "$base/tiles_covmap.pmtiles" "$run/tiles.pmtiles"
"$built/cli/covmap" view "$run" >"$base/page.log" 2>&1 &
server=$!
trap 'kill "$server"' EXIT
until address=$(grep -o 'http://127[^ ]*' "$base/page.log"); do
  kill -0 "$server"
  sleep 0.2
done
tests/support/node_start.sh "$PWD/tests/browser" "$PWD/$base/page_tests" first_picture.mjs "$address"
