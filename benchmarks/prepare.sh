#!/usr/bin/env bash
# What the benchmarks begin with; sourced from the root of the project.

# Installs what is needed and builds the release with its benchmarks.
build_release() {
  .ci/install
  cmake --preset release -D COVMAP_TESTS=OFF -D COVMAP_BENCHMARKS=ON >/dev/null
  cmake --build --preset release >build/release/build.log 2>&1 || { tail -n 40 build/release/build.log >&2; exit 1; }
}

# Prints the folder of real data: $COVMAP_REAL_DATA, else the one that the tests on real data use.
real_data() {
  local data=${COVMAP_REAL_DATA:-../shared/data}
  if [ ! -d "$data/france" ]; then
    echo "no real data at $data: set COVMAP_REAL_DATA" >&2
    exit 1
  fi
  realpath "$data"
}

# What a benchmark on real data begins with, given its arguments: sets data, base and threads, and builds.
# shellcheck disable=SC2034  # they are used by what sources this file
begin_on_real_data() {
  threads=2
  if [ "${1:-}" = --threads ]; then
    threads=$2
  fi
  data=$(real_data)
  build_release
  base=${COVMAP_BENCH_DIR:-build/bench}
  mkdir -p "$base"
}
