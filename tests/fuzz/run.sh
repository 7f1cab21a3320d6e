#!/usr/bin/env bash
# Builds the fuzz targets with clang and runs each for a while, two at a time; what takes over 10 s or 1 GiB is a finding too.
#   tests/fuzz/run.sh COVMAP [SECONDS [TARGET...]]    COVMAP: a built covmap, which makes the seeds; 10 seconds; all targets
# Findings are kept in build/fuzz/findings; a mended one becomes a test of the room that it was in. Exit code 1 where there is one.
set -euo pipefail
cd "$(dirname "$0")/../.."

program=${1:?the path of covmap}
seconds=${2:-10}
shift $(($# < 2 ? $# : 2))
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || targets=(wkb csv job tally cells zones request)

.ci/install --fuzz
.ci/build fuzz
folder=build/fuzz
rm -rf "$folder/seeds"
python3 -B tests/fuzz/seeds.py "$program" data/sample "$folder/seeds"
mkdir -p "$folder/findings" "$folder/logs"
export COVMAP_FUZZ_TALLY=$PWD/$folder/seeds/world/run/tally.covt

fuzz() {
  local target=$1
  mkdir -p "$folder/corpus/$target"
  "$folder/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 -verbosity=0 -print_final_stats=1 \
    -artifact_prefix="$folder/findings/$target-" "$folder/corpus/$target" "$folder/seeds/$target" >"$folder/logs/$target.log" 2>&1
}
status=0
running=0
for target in "${targets[@]}"; do
  fuzz "$target" &
  running=$((running + 1))
  if [ "$running" -eq 2 ]; then
    wait -n || status=1
    running=1
  fi
done
while [ "$running" -gt 0 ]; do
  wait -n || status=1
  running=$((running - 1))
done
for target in "${targets[@]}"; do
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/logs/$target.log")
  found=$(grep -hE '^(SUMMARY|.*ERROR: )' "$folder/logs/$target.log" | head -n 1 || true)
  printf '  %-8s %10s inputs  %s\n' "$target" "${executions:-?}" "${found:-nothing found}"
done
exit "$status"
