#!/usr/bin/env bash
# The 77,148 sites of 2018 as discs on the census squares: seconds of each phase, CPU seconds, peak memory.
#   benchmarks/discs.sh [--threads N]
# Real data: $COVMAP_REAL_DATA, else the folder that the tests on real data use.
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

begin_on_real_data "$@"
sed "s|@DATA@|$data|g" benchmarks/jobs/france.toml.in >"$base/france.toml"
/usr/bin/time -v -o "$base/time.txt" "$built/cli/covmap" run "$base/france.toml" -o "$base/france" --threads "$threads" --overwrite \
  --progress none
python3 - "$base/france/timings.json" <<'PYTHON'
import json, sys
timings = json.load(open(sys.argv[1]))
for phase in timings["phases"]:
    print(f"  {phase['seconds']:8.3f} s  {phase['phase']}")
print(f"  {timings['total_seconds']:8.3f} s  in all, {timings['cpu_seconds']:.3f} CPU s, {timings['threads']} threads")
PYTHON
awk -F': ' '/Maximum resident set size/ { printf "  peak memory %.2f GiB\n", $2 / 1048576 }' "$base/time.txt"
