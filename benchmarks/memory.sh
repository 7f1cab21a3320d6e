#!/usr/bin/env bash
# What --memory holds, and what grows with the data: the country 4 times smaller in each direction (--small N), its coverage once,
# three times (three copies of the operators) and ten times, then with 3 and 10 times the vertices; each with little and much memory.
#   benchmarks/memory.sh [--small N] [--memory LITTLE] [--covmap PROGRAM]
# Prints a table, and writes memory.csv and memory.svg into $COVMAP_BENCH_DIR/memory (default: build/bench).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

small=4 memory=256MB covmap=
while [ $# -gt 0 ]; do
  case "$1" in
    --small) small=$2; shift ;;
    --memory) memory=$2; shift ;;
    --covmap) covmap=$2; shift ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

mkdir -p "${COVMAP_BENCH_DIR:-build/bench}"
base=$(realpath "${COVMAP_BENCH_DIR:-build/bench}")
country="$base/country-$small"
if [ -z "$covmap" ] || [ ! -f "$country/job.toml" ]; then
  build_release
  covmap=${covmap:-$built/cli/covmap}
fi
if [ ! -f "$country/job.toml" ]; then
  echo "making the country in $country ..."
  "$built/benchmarks/bench_make_country" "$country" --small "$small" 2>/dev/null
fi
exec benchmarks/memory.py "$covmap" "$country" "$base/memory" --memory "$memory"
