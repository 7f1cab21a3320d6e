#!/usr/bin/env bash
# The next sites of a country: who has no 4G by the real sites of 2018, among the nodes of two grids, and with the masts that exist.
#   benchmarks/sites.sh [--threads N]
# Real data: $COVMAP_REAL_DATA, else the folder that the tests on real data use.
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

begin_on_real_data "$@"
sed "s|@DATA@|$data|g; s|^folder = \"out\"|folder = \"out\"\nkeep = \"cells\"|" benchmarks/jobs/france.toml.in >"$base/sites.toml"
"$built/cli/covmap" run "$base/sites.toml" -o "$base/sites_run" --threads "$threads" --overwrite --progress none >/dev/null
du -h "$base/sites_run/cells.covc"
next() {
  echo "$*"
  /usr/bin/time -f '  %e s, %U CPU s, %M kB' "$built/cli/covmap" sites "$base/sites_run" --standard any_4g --radius-km 4 "$@" \
    -o "$base/sites_found" --threads "$threads" --overwrite 2>"$base/sites.log" | grep -E '^(any_4g|bound)'
  tail -1 "$base/sites.log"
}
next --candidates grid:2km --k 20
next --candidates grid:1km --k 20
next --candidates grid:2km --k 20 --existing-first=0.8
next --candidates grid:2km --k 20 --capacity 2000
echo "resilience"
/usr/bin/time -f '  %e s, %U CPU s, %M kB' "$built/cli/covmap" resilience "$base/sites_run" --standard any_4g >/dev/null
