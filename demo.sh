#!/usr/bin/env bash
# Installs what is needed, builds covmap, and runs the main job of the sample region into out/sample, and fixed and mobile together into
# out/premises. Ends with the figures of the first; opens nothing.
set -euo pipefail
cd "$(dirname "$0")"

.ci/install
.ci/build release -D COVMAP_TESTS=OFF -D COVMAP_BENCHMARKS=OFF

figures=$(build/release/cli/covmap run data/sample/job.toml -o out/sample --overwrite)
build/release/cli/covmap run data/sample/job_premises.toml -o out/premises --overwrite >/dev/null

cat <<'TEXT'

Written to out/sample:
  commune.csv       who is covered in each commune (epci, departement, region, all: the same for what is above)
  *_operators.csv   by operator and level; *_counts.csv: by how many operators
  zones_no_4g.csv   where nobody has 4G: zones by rank, their people, communes, the way to what is served
  mairies.csv       what each town hall has
  columns.csv       what each column means
  manifest.json     where every number comes from: inputs, hashes, defects, balance, checks
  covmap.qgz        the map as a QGIS project, with pages to print; covmap.gpkg: its layers

Written to out/premises: fixed and mobile asked at each building. zones_left_aside.csv: neither 4G nor 30 Mbit/s by wire.

The program is build/release/cli/covmap; with it on the path (export PATH=$PWD/build/release/cli:$PATH):

To look at it:  qgis out/sample/covmap.qgz      (or open commune.geojson in QGIS; its style stands beside it)
In a browser:   covmap view out/sample --open   (a map page on this machine alone; Ctrl+C ends it)
For a mayor:    covmap report out/sample --territory 0A027 -o out/0A027.html
All of it:      covmap report out/sample --overview -o out/overview.html
A number:       covmap explain out/sample any_4g_population_pct 0A002
What is here:   covmap at out/sample -4.277790 46.585905

TEXT
printf '%s\n' "$figures"
