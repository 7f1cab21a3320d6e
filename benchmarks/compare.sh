#!/usr/bin/env bash
# covmap beside the tools that people use, on the same files in one run: a country that is generated, at growing sizes.
#   benchmarks/compare.sh [--sizes "16 8 4"] [--threads N] [--tiles]     # a size is how many times smaller than a country in each direction
# For each size:
#   floor          GDAL reads every input once, does nothing with it
#   covmap         all of it: eight layers, who is covered by whom, in each commune
#   exactextract   one plain sum of the people of each commune, no layer (where it is installed)
#   gdal_rasterize communes and layers burnt on the population's grid, sums by label: inexact (usual_route.cpp; from --small 4 down)
#   GEOS overlay   the area of one of the layers in each commune (geos_overlay.cpp; from --small 4 down)
# --tiles: then benchmarks/tiles.sh, map tiles beside GDAL's writer and tippecanoe (needs the real data).
# The ratio is the tool's CPU divided by covmap's.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

sizes="16 8 4" threads=2 tiles=no
while [ $# -gt 0 ]; do
  case "$1" in
    --sizes) sizes=$2; shift ;;
    --threads) threads=$2; shift ;;
    --tiles) tiles=yes ;;
    *) sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

build_release
mkdir -p "${COVMAP_BENCH_DIR:-build/bench}"
base=$(realpath "${COVMAP_BENCH_DIR:-build/bench}")

row() { # NAME COMMAND…: a line of the table; the first one's CPU that is called covmap is what the others are divided by
  local name=$1
  shift
  if ! /usr/bin/time -o "$base/row.time" -f '%U %S %e %M' "$@" >"$base/row.log" 2>&1; then
    tail -n 5 "$base/row.log" >&2
    exit 1
  fi
  local cpu
  cpu=$(awk 'END { printf "%.3f", $1 + $2 }' "$base/row.time")
  [ "$name" != covmap ] || own=$cpu
  awk -v name="$name" -v own="$own" 'END { cpu = $1 + $2
    printf "  %-15s %9.2f CPU s %9.2f s %7.2f GiB %9s\n", name, cpu, $3, $4 / 1048576, own > 0 ? sprintf("%.2f", cpu / own) : "" }' "$base/row.time"
}

for size in $sizes; do
  country=$(country_at "$base" "$size")
  echo "size 1 : $size ($(tr '\n' ' ' <"$country/counts.txt"))"
  printf '  %-15s %15s %11s %11s %9s\n' "" CPU "wall clock" "peak" "ratio"
  own=0
  row covmap "$built/cli/covmap" run "$country/job.toml" -o "$base/compare_out" --threads "$threads" --overwrite --progress none
  row floor "$built/benchmarks/bench_floor" "$country"/*.tif "$country"/*.gpkg
  if command -v exactextract >/dev/null; then
    # It takes polygons in the raster's CRS: the reprojection is not counted.
    rm -f "$base/communes_3035.gpkg"
    ogr2ogr -t_srs EPSG:3035 "$base/communes_3035.gpkg" "$country/communes.gpkg"
    row exactextract exactextract -r people:"$country/people_100m.tif" -p "$base/communes_3035.gpkg" -f code -s 'sum(people)' -o "$base/compare_sum.csv"
  fi
  if [ "$size" -ge 4 ]; then
    row gdal_rasterize "$built/benchmarks/bench_usual_route" "$country" "$base/usual.csv"
    row "GEOS overlay" "$built/benchmarks/bench_geos_overlay" "$country" couv_20801_4G.gpkg "$base/overlay.csv"
  fi
done
if [ "$tiles" = yes ]; then
  benchmarks/tiles.sh --threads "$threads"
fi
