#!/bin/sh
# Makes the pictures of docs/qgis.md again from the sample region. Needs QGIS (.ci/install --qgis).
#   docs/pictures/update.sh path/to/covmap
set -eu
[ $# -eq 1 ] || { echo "usage: $0 path/to/covmap" >&2; exit 2; }
covmap=$1
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$covmap" run "$here/../../data/sample/job.toml" -o "$scratch/run" --set 'output.formats=["gpkg"]' --set 'output.language="en"' --progress none >/dev/null
/usr/bin/python3 "$here/print_map.py" "$scratch/run/covmap.gpkg" commune "$here/communes.png"
/usr/bin/python3 "$here/print_map.py" "$scratch/run/covmap.gpkg" zones_no_4g "$here/zones.png" commune
