#!/usr/bin/env bash
# What the benchmarks begin with; sourced from the root of the project.

# Where the programs are: of the release, or of the preset $COVMAP_BENCH_PRESET, which is taken as it was configured.
built=build/${COVMAP_BENCH_PRESET:-release}

# Installs what is needed and builds them.
build_release() {
  .ci/install
  if [ "$built" = build/release ]; then
    cmake --preset release -D COVMAP_TESTS=OFF -D COVMAP_BENCHMARKS=ON >/dev/null
  fi
  cmake --build "$built" >"$built/build.log" 2>&1 || { tail -n 40 "$built/build.log" >&2; exit 1; }
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

# country_at BASE SMALL [--smooth]: makes the country of that size once, and prints its folder.
country_at() {
  local country="$1/country-$2${3:+-smooth}"
  if [ ! -f "$country/complete" ]; then
    echo "making the country in $country ..." >&2
    "$built/benchmarks/bench_make_country" "$country" --small "$2" ${3:+"$3"} 2>/dev/null
    touch "$country/complete"
  fi
  echo "$country"
}
