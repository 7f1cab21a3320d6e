#!/usr/bin/env bash
# What zones, places and rasters cost beside the sweep: the real sites of 2018 as discs, the same job with more and more asked of it.
#   benchmarks/zones.sh [--threads N]
# Real data: $COVMAP_REAL_DATA, else the folder that the tests on real data use.
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

begin_on_real_data "$@"
plain=$base/zones_plain.toml
sed "s|@DATA@|$data|g" benchmarks/jobs/france.toml.in >"$plain"
sed 's|^folder = "out"|folder = "out"\nkeep = "cells"|' "$plain" >"$base/zones_cells.toml"
zones() { printf '\n[[zones]]\nname = "%s"\nfails = "%s"\nwithin = "departement"\ndetail = %s\n' "$1" "$2" "$3"; }
{ cat "$plain"; zones no_4g any_4g 4; } >"$base/zones_one.toml"
{ cat "$plain"; zones no_4g any_4g 1; } >"$base/zones_whole.toml"
{ cat "$base/zones_one.toml"; zones not_all all_4g 4; } >"$base/zones_two.toml"
sed 's|^formats = .*|formats = ["csv", "tif"]|' "$plain" >"$base/zones_rasters.toml"

printf '%-10s %8s %8s %8s %9s %12s\n' job sweep rasters total 'CPU' 'peak memory'
for job in plain cells whole one two rasters plain; do
  "$built/cli/covmap" run "$base/zones_$job.toml" -o "$base/zones_$job" --threads "$threads" --overwrite --progress none >/dev/null
  python3 - "$job" "$base/zones_$job/timings.json" <<'PYTHON'
import json, sys
timings = json.load(open(sys.argv[2]))
seconds = {phase["phase"]: phase["seconds"] for phase in timings["phases"]}
print(f"{sys.argv[1]:10} {seconds['sweep']:6.2f} s {seconds.get('rasters', 0):6.2f} s {timings['total_seconds']:6.2f} s "
      f"{timings['cpu_seconds']:7.2f} s {timings['peak_memory_bytes'] / 2**30:8.2f} GiB")
PYTHON
done
echo "two, answered from its own cells:"
/usr/bin/time -f '  %e s, %U CPU s, %M kB' "$built/cli/covmap" run "$base/zones_two.toml" --from "$base/zones_two" -o "$base/zones_again" \
  --threads "$threads" --overwrite --progress none >/dev/null
du -h "$base/zones_two/cells.covc"
