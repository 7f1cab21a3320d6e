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
# Without zones the project shows the communes alone.
awk '/^\[/ { zones = /^\[\[zones\]\]/ } !zones' "$job" >"$scratch/sample/communes.toml"
export QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH="$scratch/profile"
print_page() { # JOB PICTURE
    "$covmap" run "$1" -o "$scratch/run" --overwrite --set 'output.formats=["gpkg"]' --set 'output.language="en"' --progress none >/dev/null
    qgis_process.bin run native:printlayouttoimage --PROJECT_PATH="$scratch/run/covmap.qgz" -- LAYOUT=A3 DPI=80 OUTPUT="$2" >/dev/null
}
print_page "$scratch/sample/communes.toml" "$here/communes.png"
print_page "$job" "$here/zones.png"
# What each further site gives, on the sample.
"$covmap" run "$job" -o "$scratch/run" --overwrite --progress none >/dev/null
"$covmap" sites "$scratch/run" --candidates grid:2km --radius-km 4 --standard any_4g --k 8 --language en -o "$scratch/sites" >/dev/null 2>&1
cp "$scratch/sites/sites.svg" "$here/sites.svg"
# The story of the Creuse is told with published data, where that is at hand.
if [ -d "${COVMAP_REAL_DATA:-/nowhere}/france" ]; then
    mkdir "$scratch/creuse"
    ln -s "$COVMAP_REAL_DATA"/france/* "$scratch/creuse/"
    awk '/^departement = / { print "departement = [\"23\"]"; next } { print }' "$here/../stories/creuse.toml" >"$scratch/creuse/creuse.toml"
    print_page "$scratch/creuse/creuse.toml" "$here/creuse.png"
    /usr/bin/python3 "$here/fewer_colours.py" "$here/creuse.png"
    (
        cd "$scratch/creuse"
        cp "$here/../stories/creuse.toml" all.toml
        "$covmap" run all.toml -o all --set 'output.formats=["csv", "geojson"]' --progress none >/dev/null
        "$covmap" sites all --candidates grid:2km --radius-km 4 --standard any_4g --k 20 -o masts >/dev/null 2>&1
        "$covmap" sites all --candidates grid:1km --radius-km 5 --standard near_help --gain seniors --k 20 -o desks >/dev/null 2>&1
        python3 "$here/left_behind_map.py" all masts desks "$here/left_behind.svg"
    )
fi
rm -f "$here"/*.pgw
"$here/../../tests/support/node_start.sh" "$here/../../tests/browser" "$scratch/tests" pictures.mjs "$covmap" "$here/../../data/sample" "$scratch/runs" "$here"
/usr/bin/python3 "$here/fewer_colours.py" "$here"/page.png "$here"/page_here.png "$here"/page_dark.png "$here"/page_phone.png "$here"/page_print.png "$here"/page_left.png
