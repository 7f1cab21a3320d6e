#!/usr/bin/env bash
# The tiles of France, z0 to z12: covmap's against GDAL's MVT writer, and tippecanoe's where it is installed (Debian: from bookworm-backports),
# one after the other.
#   benchmarks/tiles.sh [--threads N]
# covmap makes all layers of a run: communes, departements, labels, zones, squares, sites. The others get its communes,
# departements and zones alone, as the run's own GeoPackage holds them. Real data: as for discs.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

begin_on_real_data "$@"
job=$base/tiles.toml
sed "s|@DATA@|$data|g; s|^formats = .*|formats = [\"csv\", \"gpkg\"]|" benchmarks/jobs/france.toml.in >"$job"
printf '\n[[zones]]\nname = "no_4g"\nfails = "any_4g"\nwithin = "departement"\n' >>"$job"
run=$base/tiles_run
"$built/cli/covmap" run "$job" -o "$run" --threads "$threads" --overwrite --progress none >/dev/null

timed() { # NAME COMMAND…
  local name=$1
  shift
  /usr/bin/time -o "$base/tiles.time" -f '%e %U %S %M' "$@" >"$base/tiles.log" 2>&1 || { tail -n 5 "$base/tiles.log" >&2; exit 1; }
  awk -v name="$name" '{ printf "%-12s %7.1f s %7.1f CPU s %8.2f GiB\n", name, $1, $2 + $3, $4 / 1048576 }' "$base/tiles.time"
}
rm -f "$base"/tiles_*.mbtiles "$base"/tiles_*.pmtiles
timed covmap "$built/cli/covmap" tiles "$run" -o "$base/tiles_covmap.pmtiles" --threads "$threads"
du -h "$base/tiles_covmap.pmtiles"
timed GDAL env GDAL_NUM_THREADS="$threads" ogr2ogr -f MVT "$base/tiles_gdal.mbtiles" "$run/covmap.gpkg" commune departement zones_no_4g -dsco MINZOOM=0 -dsco MAXZOOM=12
du -h "$base/tiles_gdal.mbtiles"
if command -v tippecanoe >/dev/null; then
  by_tippecanoe() { # it reads GeoJSON in degrees alone: the conversion counts
    for table in commune departement zones_no_4g; do
      rm -f "$base/tiles_$table.geojsonl"
      ogr2ogr -f GeoJSONSeq -t_srs EPSG:4326 "$base/tiles_$table.geojsonl" "$run/covmap.gpkg" "$table"
    done
    # Without leave to drop it gives up at zoom 6: no tile of it gets small enough.
    tippecanoe -q -f -Z0 -z12 --drop-densest-as-needed -o "$base/tiles_tippecanoe.mbtiles" -L commune:"$base/tiles_commune.geojsonl" \
      -L departement:"$base/tiles_departement.geojsonl" -L zones_no_4g:"$base/tiles_zones_no_4g.geojsonl"
  }
  export -f by_tippecanoe
  export base run
  timed tippecanoe bash -c by_tippecanoe
  du -h "$base/tiles_tippecanoe.mbtiles"
fi
# What was lost: communes and departements that are in some tile of the zoom, and their people.
for file in "$base"/tiles_covmap.pmtiles "$base"/tiles_*.mbtiles; do
  for layer in commune departement; do
    "$built/benchmarks/bench_tile_counts" "$file" "$layer" population
  done
done
