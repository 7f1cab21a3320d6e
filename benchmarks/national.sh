#!/usr/bin/env bash
# The national benchmark: floor, covmap, ratio, memory, usual route, in one run on the same inputs.
#   benchmarks/national.sh [--small N] [--smooth] [--no-usual] [--threads N] [--repeat N]
#   benchmarks/national.sh --against COMMIT [--small N] [--smooth] [--threads N]   # both builds in turn, five times
# The country is made once, in $COVMAP_BENCH_DIR (default: build/bench).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

small=1 threads=2 repeat=3 usual=yes smooth="" against=""
while [ $# -gt 0 ]; do
  case "$1" in
    --small) small=$2; shift ;;
    --threads) threads=$2; shift ;;
    --repeat) repeat=$2; shift ;;
    --smooth) smooth=--smooth ;;
    --no-usual) usual=no ;;
    --against) against=$2; shift ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

build_release
programs=$built/benchmarks

mkdir -p "${COVMAP_BENCH_DIR:-build/bench}"
base=$(realpath "${COVMAP_BENCH_DIR:-build/bench}")
country=$(country_at "$base" "$small" "$smooth")
sed 's/^/  /' "$country/counts.txt"

if [ -n "$against" ]; then
  then=$base/against
  commit=$(git rev-parse --verify "$against^{commit}")
  rm -rf "$then/source"
  git worktree prune
  git worktree add --force --detach "$then/source" "$commit" >/dev/null
  (cd "$then/source" && cmake --preset release -B "$then/build" -D COVMAP_TESTS=OFF >/dev/null && cmake --build "$then/build" --target covmap >"$then/build.log")
  git worktree remove --force "$then/source"
  benchmarks/against.py "$then/build/cli/covmap" "$built/cli/covmap" "$country/job.toml" "$base" --threads "$threads"
  exit
fi

best() { sort -n | head -n 1; }

echo "floor: GDAL reads every input once, one thread (best of $repeat)"
floor=$(for _ in $(seq "$repeat"); do "$programs/bench_floor" "$country"/*.tif "$country"/*.gpkg 2>/dev/null; done | best)
echo "  $floor s"

echo "covmap: $threads threads (best of $repeat)"
out="$base/out"
seconds=
for _ in $(seq "$repeat"); do
  /usr/bin/time -v -o "$base/time.txt" "$built/cli/covmap" run "$country/job.toml" -o "$out" \
    --threads "$threads" --overwrite --progress none >"$base/run.txt"
  wall=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["total_seconds"])' "$out/timings.json")
  if [ -z "$seconds" ] || awk "BEGIN { exit !($wall < $seconds) }"; then
    seconds=$wall
    cp "$out/timings.json" "$base/timings.json"
    cp "$base/time.txt" "$base/best_time.txt"
  fi
done
python3 - "$base/timings.json" <<'PYTHON'
import json, sys
timings = json.load(open(sys.argv[1]))
for phase in timings["phases"]:
    print(f"  {phase['seconds']:8.3f} s  {phase['phase']}")
print(f"  {timings['total_seconds']:8.3f} s  in all, {timings['cpu_seconds']:.3f} CPU s")
PYTHON
peak=$(awk -F': ' '/Maximum resident set size/ { printf "%.2f", $2 / 1048576 }' "$base/best_time.txt")
echo "  peak memory $peak GiB"
awk "BEGIN { printf \"ratio to the floor: %.2f\n\", $seconds / $floor }"

if [ "$usual" = yes ]; then
  echo "usual route: each layer on the population's grid, sums by commune (once)"
  "$programs/bench_usual_route" "$country" "$base/usual.csv" >"$base/usual.txt"
  route=$(cat "$base/usual.txt")
  echo "  $route s"
  awk "BEGIN { printf \"times faster than the usual route: %.0f\n\", $route / $seconds }"
fi
