#!/usr/bin/env bash
# A million points asked of France by `covmap at --points`: anywhere in the box of the mainland, and within 300 m of its mobile sites.
#   benchmarks/points.sh [--threads N]
# Real data: $COVMAP_REAL_DATA, else the folder that the tests on real data use.
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

begin_on_real_data "$@"
sed "s|@DATA@|$data|g; s|^folder = \"out\"|folder = \"out\"\nkeep = \"cells\"|" benchmarks/jobs/france.toml.in >"$base/points.toml"
"$built/cli/covmap" run "$base/points.toml" -o "$base/points_run" --threads "$threads" --overwrite --progress none >/dev/null
sites="$data/france/2018_01_Sites_mobiles_2G_3G_4G_France_metropolitaine_L93.csv"
/usr/bin/python3 - "$sites" "$base" <<'EOF'
import csv, random, sys
random.seed(18)
count = 1_000_000
with open(f"{sys.argv[2]}/points_anywhere.csv", "w") as out:
    out.write("id,lon,lat\n")
    out.writelines(f"{i},{random.uniform(-4.8, 8.2):.6f},{random.uniform(42.3, 51.1):.6f}\n" for i in range(count))
with open(sys.argv[1], encoding="utf-8-sig") as table:
    head = table.readline()
    rows = csv.DictReader(table, head.strip().split(";"), delimiter=";")
    sites = [(float(row["x"]), float(row["y"])) for row in rows if row["x"].isdigit()]  # some are «#N/A»
with open(f"{sys.argv[2]}/points_sites.csv", "w") as out:
    out.write("id,x,y\n")
    for i in range(count):
        x, y = random.choice(sites)
        out.write(f"{i},{x + random.uniform(-300, 300):.1f},{y + random.uniform(-300, 300):.1f}\n")
EOF
for list in anywhere sites; do
  echo "$list"
  /usr/bin/time -f '  %e s, %U CPU s, %M kB' "$built/cli/covmap" at "$base/points_run" --points "$base/points_$list.csv" \
    -o "$base/points_answers.csv" --overwrite --threads "$threads" 2>"$base/points.log"
  grep -E '^[0-9]+ points|CPU' "$base/points.log"
  wc -l "$base/points_answers.csv"
done
