#!/bin/sh
# Makes the pictures of the docs again from the sample region. Needs QGIS and Chromium (.ci/install --qgis --browser).
#   docs/pictures/update.sh path/to/covmap
set -eu
[ $# -eq 1 ] || { echo "usage: $0 path/to/covmap" >&2; exit 2; }
covmap=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r "$here/../../data/sample" "$scratch/sample"
job=$scratch/sample/job.toml
grep -q '^\[\[zones\]\]' "$job" || printf '\n[[zones]]\nname = "no_4g"\nlabel = { fr = "Sans 4G", en = "Without 4G" }\nfails = "any_4g"\nwithin = "departement"\n' >>"$job"
zones=zones_$(sed -n '/^\[\[zones\]\]/,$s/^name = "\(.*\)"/\1/p' "$job" | head -n 1)
"$covmap" run "$job" -o "$scratch/run" --set 'output.formats=["gpkg"]' --set 'output.language="en"' --progress none >/dev/null
/usr/bin/python3 "$here/print_map.py" "$scratch/run/covmap.gpkg" commune "$here/communes.png"
/usr/bin/python3 "$here/print_map.py" "$scratch/run/covmap.gpkg" "$zones" "$here/zones.png" commune
"$here/../../tests/support/node_start.sh" "$here/../../tests/browser" "$scratch/tests" pictures.mjs "$covmap" "$here/../../data/sample" "$scratch/runs" "$here"
/usr/bin/python3 "$here/fewer_colours.py" "$here"/page.png "$here"/page_here.png "$here"/page_dark.png "$here"/page_phone.png "$here"/page_print.png
