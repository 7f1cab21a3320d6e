#!/bin/sh
# Makes the golden tables again, deliberately: read the differences (git diff tests/golden) before you commit them.
#   tests/golden/update.sh path/to/covmap
set -eu
[ $# -eq 1 ] || { echo "usage: $0 path/to/covmap" >&2; exit 2; }
covmap=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
cd "$here/../.."  # the manifest keeps the job's path as given
trap 'rm -rf "$scratch"' EXIT
for job in job job_sites; do
    "$covmap" run "data/sample/$job.toml" -o "$scratch/$job" --set 'output.formats=["csv"]' --progress none >/dev/null
    mkdir -p "$here/$job"
    rm -f "$here/$job"/*.csv "$here/$job/columns.sha256" "$here/$job/manifest.json" "$here/$job/zones.covz"
    cp "$scratch/$job"/*.csv "$scratch/$job/manifest.json" "$here/$job/"
    [ ! -e "$scratch/$job/zones.covz" ] || cp "$scratch/$job/zones.covz" "$here/$job/"
    sha256sum < "$here/$job/columns.csv" | cut -d' ' -f1 > "$here/$job/columns.sha256"
    rm "$here/$job/columns.csv"
done
du -sh "$here"
