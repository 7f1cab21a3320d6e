#!/usr/bin/env bash
# Installs what is needed, builds covmap, and runs the main job of the sample region into out/sample, and fixed and mobile together into
# out/premises.
set -euo pipefail
cd "$(dirname "$0")"

.ci/install
.ci/build release -D COVMAP_TESTS=OFF -D COVMAP_BENCHMARKS=OFF

build/release/cli/covmap run data/sample/job.toml -o out/sample --overwrite
build/release/cli/covmap run data/sample/job_premises.toml -o out/premises --overwrite

cat <<'TEXT'

Written to out/sample:
  commune.csv       who is covered in each commune (epci, departement, region, all: the same for what is above)
  *_operators.csv   by operator and level; *_counts.csv: by how many operators
  zones_no_4g.csv   where nobody has 4G: zones by rank, their people, communes, the way to what is served
  mairies.csv       what each town hall has
  columns.csv       what each column means
  manifest.json     where every number comes from: inputs, hashes, defects, balance, checks
  covmap.gpkg       the map, with its colours

Written to out/premises: fixed and mobile asked at each building. zones_left_aside.csv: neither 4G nor 30 Mbit/s by wire.

To look at it:  qgis out/sample/covmap.gpkg     (or open commune.geojson in QGIS; its style stands beside it)
In a browser:   build/release/cli/covmap view out/sample       (a map page on this machine alone; Ctrl+C ends it)
For a mayor:    build/release/cli/covmap report out/sample --territory 0A027 -o out/0A027.html
In a terminal:  cut -d, -f1,2,9,15-18 out/sample/commune.csv | column -s, -t | less -S
                cut -d, -f2,3,6,15,21 out/sample/zones_no_4g.csv | column -s, -t
What is here:   build/release/cli/covmap at out/sample -4.277790 46.585905
TEXT
