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
